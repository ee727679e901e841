/** Keeps `registry.person` equal to the facts: called within every write, after the facts. */
import { inOwnerTransaction } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import { type KeptSet, findKept, noteKept, stepThrough } from '../stores/kept.ts';
import { foldSorted } from '../kernel/text.ts';
import { TOTAL_KEY, nameWords, searchKeysOf, toArrayText, wordKey } from './search-keys.ts';
import { countKeys, estimatePeople, recountKeys } from './sql-search.ts';
import {
  type PersonLine,
  type PersonRow,
  type PersonSelection,
  copyPersonLines,
  deletePeople,
  hasPeople,
  holdPeople,
  insertWords,
  mergePersonLines,
  readPersonRows,
} from './sql-bulk.ts';

const BATCH = 20_000;

export async function refreshPeople(db: Database, personIds: readonly number[]): Promise<void> {
  const words = new Set<string>();
  for (let at = 0; at < personIds.length; at += BATCH) {
    await writeRows(db, { ids: personIds.slice(at, at + BATCH) }, mergePersonLines, words);
  }
  await insertWords(db, [...words], [...words].map(wordKey));
}

/** Everyone in the temporary table of `collectTouched`. */
export async function refreshTouched(db: Database, options: { empty: boolean }): Promise<void> {
  const words = new Set<string>();
  const write = options.empty ? copyPersonLines : mergePersonLines;
  let after = 0;
  for (;;) {
    const rows = await writeRows(db, { after, limit: BATCH }, write, words);
    const last = rows.at(-1);
    if (!last) break;
    after = last.personId;
  }
  await insertWords(db, [...words], [...words].map(wordKey));
}

async function writeRows(
  db: Database,
  selection: PersonSelection,
  write: (db: Database, lines: readonly PersonLine[]) => Promise<void>,
  words: Set<string>,
): Promise<PersonRow[]> {
  const rows = await readPersonRows(db, selection);
  const present = rows.filter((row) => row.fullName !== null);
  const gone = rows.filter((row) => row.fullName === null).map((row) => row.personId);
  if (present.length > 0)
    await write(
      db,
      present.map((row) => personLine(row, words)),
    );
  if (gone.length > 0) await deletePeople(db, gone);
  return rows;
}

function personLine(row: PersonRow, words: Set<string>): PersonLine {
  const fullName = row.fullName ?? '';
  for (const word of nameWords(fullName)) words.add(word);
  const earlier = row.places.filter((placeId) => placeId !== row.placeId);
  return [
    row.personId,
    fullName,
    foldSorted(fullName),
    row.birthYear,
    row.sex,
    row.placeId,
    earlier.length > 0 ? toArrayText(earlier) : null,
    toArrayText(searchKeysOf(fullName, row.birthYear, row.sex)),
  ];
}

/**
 * Of the words and keys by which people are found: raised when `fold` or `searchKeysOf` answers
 * otherwise than before (a test holds the version to their answers).
 */
export const SEARCH_VERSION = '1';
const SEARCH = 'search.person';
/** Few enough that a writer never waits long for one batch. */
const HELD = 4_000;

/** The search rows, made anew from the facts while people search and write. */
export const searchSet: KeptSet = {
  name: SEARCH,
  version: SEARCH_VERSION,
  async findMade(ctx) {
    return await inOwnerTransaction(ctx, async ({ db }) => {
      return (await hasPeople(db)) ? ((await findKept(db, SEARCH)) ?? '') : null;
    });
  },
  async rebuild(ctx, onShare) {
    const total = Math.max(1, await estimatePeople(ctx.db));
    let done = 0;
    await stepThrough(ctx, async ({ db }, after) => {
      const ids = await holdPeople(db, after, HELD);
      await refreshPeople(db, ids);
      done += ids.length;
      await onShare(Math.min(1, done / total));
      return ids.at(-1) ?? null;
    });
    await inOwnerTransaction(ctx, async ({ db }) => {
      await recountKeys(db, TOTAL_KEY);
      await noteKept(db, SEARCH, SEARCH_VERSION);
    });
  },
};

/** Counts the search keys anew when the register has grown or shrunk by a quarter since. */
export async function recountWhenGrown(db: Database): Promise<void> {
  const counted = (await countKeys(db, [TOTAL_KEY])).get(TOTAL_KEY) ?? 0;
  const people = await estimatePeople(db);
  if (people > counted * 1.25 || people < counted * 0.75) await recountKeys(db, TOTAL_KEY);
}
