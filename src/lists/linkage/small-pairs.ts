/** Pairs of a few records with the register: duplicates within a unit, candidates for one record. */
import type { Context } from '../../stores/context.ts';
import { levelLetters } from './answer.ts';
import { OWN_HANDS } from './hands.ts';
import { addKeys, makeKeySets } from './keys.ts';
import { pairTables } from './linker.ts';
import { NameTable } from './names.ts';
import {
  C,
  STRIDE,
  type SharedRecords,
  nationalIdOf,
  pick,
  socialInsuranceNumberOf,
  toShared,
} from './packed.ts';
import { PAIR_STRIDE, ruleOf } from './pairs.ts';
import { type PlacesToday, asRecorded } from './places.ts';
import { PersonReader } from './reading.ts';
import { countBearersIn, loadTables, ordered } from './small.ts';
import { type CandidateKeys, countPeople, readCandidates, readPersonsAt } from './sql.ts';
import type { LinkRecord, LinkageModel } from './types.ts';
import { LINK_RULES, type LinkRule } from './words.ts';

export interface FoundPairs {
  pairs: Int32Array;
  persons: SharedRecords;
}

/** Pairs of which at least one lives at these places, each once, places in `persons` first < second. */
export async function pairSmall(
  ctx: Context,
  placeIds: readonly number[],
  model: LinkageModel,
  places: PlacesToday,
): Promise<FoundPairs> {
  const names = new NameTable();
  const inScope = new PersonReader(names, places.of, 1_000);
  await readPersonsAt(ctx.db, placeIds, (bytes) => inScope.read(bytes));
  const scope = toShared(inScope.records);
  const all = new PersonReader(names, places.of, 4 * scope.count);
  await readCandidates(ctx.db, keysOfPersons(scope, names, places), (bytes) => all.read(bytes));
  const persons = ordered(all);
  const ids = new Set(scope.ids.subarray(0, scope.count));
  const chosen = placesWhere(persons, (id) => ids.has(id));
  const tables = {
    rows: toShared(pick(persons, chosen)),
    persons,
    names,
    bearers: await countBearersIn(ctx, names),
    people: await countPeople(ctx.db),
  };
  const found = await pairTables(tables, model, OWN_HANDS);
  return { pairs: eachOnce(found, chosen, persons, ids), persons };
}

function placesWhere(records: SharedRecords, isWanted: (id: number) => boolean): Uint32Array {
  const places: number[] = [];
  for (let place = 0; place < records.count; place += 1)
    if (isWanted(records.ids[place] as number)) places.push(place);
  return Uint32Array.from(places);
}

/** Drops everybody with himself, and the second meeting of two who are both in the scope. */
function eachOnce(
  found: Int32Array,
  chosen: Uint32Array,
  persons: SharedRecords,
  scope: ReadonlySet<number>,
): Int32Array {
  const kept: number[] = [];
  for (let at = 0; at < found.length; at += PAIR_STRIDE) {
    const own = chosen[found[at] as number] as number;
    const other = found[at + 1] as number;
    const isSecond = other < own && scope.has(persons.ids[other] as number);
    if (own === other || isSecond) continue;
    const [score, levels] = [found[at + 2] as number, found[at + 3] as number];
    kept.push(Math.min(own, other), Math.max(own, other), score, levels);
  }
  return Int32Array.from(kept);
}

function keysOfPersons(
  records: SharedRecords,
  names: NameTable,
  places: PlacesToday,
): CandidateKeys {
  const keys = makeKeySets();
  const nationalIds = new Set<number>();
  const socialInsuranceNumbers = new Set<number>();
  const { words } = records;
  for (let at = 0; at < records.count * STRIDE; at += STRIDE) {
    const name = words[at + C.name] as number;
    const birth = words[at + C.birth] as number;
    const place = {
      villageId: words[at + C.village] as number,
      communeId: words[at + C.commune] as number,
    };
    const source = {
      name: name === -1 ? '' : names.textOf(name),
      year: birth >> 9,
      month: (birth >> 5) & 15,
      day: birth & 31,
    };
    addKeys(keys, source, asRecorded(places, place));
    nationalIds.add(nationalIdOf(words, at));
    socialInsuranceNumbers.add(socialInsuranceNumberOf(words, at));
  }
  return { keys, nationalIds, socialInsuranceNumbers };
}

export interface CandidatePair {
  personId: number;
  scoreCentibits: number;
  levels: string;
  rule: LinkRule;
}

/** Persons who may be this one, best first. */
export async function listCandidatePairs(
  ctx: Context,
  record: LinkRecord,
  model: LinkageModel,
  places: PlacesToday,
  limit: number,
): Promise<CandidatePair[]> {
  const tables = await loadTables(ctx, [{ ...record, row: 0 }], places);
  const found = await pairTables(tables, model, OWN_HANDS);
  const candidates: CandidatePair[] = [];
  for (let at = 0; at < found.length; at += PAIR_STRIDE) {
    const levels = found[at + 3] as number;
    candidates.push({
      personId: tables.persons.ids[found[at + 1] as number] as number,
      scoreCentibits: found[at + 2] as number,
      levels: levelLetters(levels),
      rule: LINK_RULES[ruleOf(levels)] ?? 'nameYear',
    });
  }
  candidates.sort((a, b) => b.scoreCentibits - a.scoreCentibits || a.personId - b.personId);
  return candidates.slice(0, limit);
}
