/**
 * Short lists: PostgreSQL finds everybody who shares a key with a row, the same linker decides among
 * them. It knows how many bear each name in the whole register, so it answers what the bulk linker
 * answers.
 */
import { encodeRow } from '../../stores/copy.ts';
import type { Context } from '../../stores/context.ts';
import { encodeLinks } from './answer.ts';
import {
  foldName,
  readNationalId,
  readPersonalNumber,
  readSocialInsuranceNumber,
  sortWords,
} from './features.ts';
import { OWN_HANDS } from './hands.ts';
import { addKeys, makeKeySets } from './keys.ts';
import { type LinkTables, type OnShare, linkTables } from './linker.ts';
import { NameTable } from './names.ts';
import { type SharedRecords, orderByIds, toShared } from './packed.ts';
import { type PlacesToday, asRecorded } from './places.ts';
import { PersonReader, RowReader } from './reading.ts';
import { type CandidateKeys, countBearersOf, countPeople, readCandidates } from './sql.ts';
import type { LinkRow, LinkageModel } from './types.ts';

/** Lines for `linkage.link`. */
export async function linkSmall(
  ctx: Context,
  listId: number,
  rows: readonly LinkRow[],
  model: LinkageModel,
  places: PlacesToday,
  onShare: OnShare,
): Promise<{ lines: Iterable<Buffer>; people: number }> {
  const tables = await loadTables(ctx, rows, places);
  onShare(0.5);
  const decisions = await linkTables(tables, model, OWN_HANDS);
  const { rows: linked, persons, people } = tables;
  const answered = { rows: linked, persons, decisions, listId, modelVersion: model.version };
  return { lines: [Buffer.from(encodeLinks(answered, 0, linked.count))], people };
}

/** The rows, everybody who may be one of them, and how frequent the names are. */
export async function loadTables(
  ctx: Context,
  rows: readonly LinkRow[],
  places: PlacesToday,
): Promise<LinkTables> {
  const names = new NameTable();
  const persons = new PersonReader(names, places.of, 4 * rows.length);
  await readCandidates(ctx.db, keysOfRows(rows, places), (bytes) => persons.read(bytes));
  return {
    rows: packRows(rows, names, places),
    persons: ordered(persons),
    names,
    bearers: await countBearersIn(ctx, names),
    people: await countPeople(ctx.db),
  };
}

export function encodeLinkRow(row: LinkRow): string {
  return encodeRow([
    row.row,
    row.fullName,
    row.birthYear,
    row.birthMonth,
    row.birthDay,
    row.sex,
    row.placeId,
    row.nationalId,
    row.socialInsuranceNumber,
  ]);
}

function packRows(rows: readonly LinkRow[], names: NameTable, places: PlacesToday): SharedRecords {
  const reader = new RowReader(names, places.of, rows.length);
  reader.read(new TextEncoder().encode(rows.map(encodeLinkRow).join('')));
  return ordered(reader);
}

export function ordered(reader: PersonReader | RowReader): SharedRecords {
  const records = toShared(reader.records);
  orderByIds(records);
  return records;
}

/** By the number of the name in any order. */
export async function countBearersIn(ctx: Context, names: NameTable): Promise<Int32Array> {
  const texts = new Map<string, number>();
  for (let name = 0; name < names.count; name += 1)
    texts.set(sortWords(names.textOf(name)), names.sortedOf(name));
  const counted = await countBearersOf(ctx.db, [...texts.keys()]);
  const bearers = new Int32Array(names.sortedCount + 1);
  for (const [text, sorted] of texts) bearers[sorted] = counted.get(text) ?? 0;
  return bearers;
}

function keysOfRows(rows: readonly LinkRow[], places: PlacesToday): CandidateKeys {
  const keys = makeKeySets();
  const nationalIds = new Set<number>();
  const socialInsuranceNumbers = new Set<number>();
  for (const row of rows) {
    const place = places.of.get(row.placeId ?? 0) ?? { villageId: 0, communeId: 0 };
    const { birthYear: year, birthMonth: month, birthDay: day } = row;
    addKeys(keys, { name: foldName(row.fullName), year, month, day }, asRecorded(places, place));
    const personal = readPersonalNumber(row.socialInsuranceNumber);
    nationalIds.add(readNationalId(row.nationalId) || personal);
    socialInsuranceNumbers.add(readSocialInsuranceNumber(row.socialInsuranceNumber));
  }
  return { keys, nationalIds, socialInsuranceNumbers };
}
