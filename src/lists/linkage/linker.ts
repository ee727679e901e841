/**
 * A list against the register, in memory: numbers first, then the rest against everybody, one row a
 * person, then rows without a person against the list itself. The same steps whether one thread
 * does it for a village or workers do for a province.
 */
import { type BlockIndex, NUMBER_RULES, allocateIndex, isTight, rulesOf } from './blocking.ts';
import {
  type Decisions,
  NOBODY,
  NO_RIVAL,
  OUTCOME,
  REASON,
  acceptIdentifiers,
  decideRest,
  isSamePerson,
  makeDecisions,
  makeHolding,
} from './decide.ts';
import type { NameTable, SharedNames } from './names.ts';
import { C, type PackedRecords, STRIDE, type SharedRecords, pick, toShared } from './packed.ts';
import { PAIR_STRIDE, type PairTask, levelAt, sortByIndexed } from './pairs.ts';
import { type Scorer, hasOwnEvidence, makeScorer, nameWeight } from './score.ts';
import type { LinkageModel } from './types.ts';

/** Who does the work: this thread, or workers (threads.ts). */
export interface Hands {
  fill(indexes: readonly BlockIndex[], records: SharedRecords, tight: boolean): Promise<void>;
  collect(task: PairTask): Promise<Int32Array>;
}

export interface LinkTables {
  rows: PackedRecords;
  persons: PackedRecords;
  names: NameTable;
  /** how many people bear each name, by its number in any order, and how many there are */
  bearers: Int32Array;
  people: number;
}

export type OnShare = (share: number) => void;

export async function linkTables(
  tables: LinkTables,
  model: LinkageModel,
  hands: Hands,
  onShare: OnShare = () => {},
): Promise<Decisions> {
  const scorer = makeScorer(model, tables.people);
  weighNames(tables.rows, tables.bearers, scorer);
  weighNames(tables.persons, tables.bearers, scorer);
  const rows = toShared(tables.rows);
  const persons = toShared(tables.persons);
  const names = tables.names.share();
  const tight = isTight(tables.people);
  const { bounds } = model;
  const table = { names, scorer, tight, hands, keepMin: bounds.keepMin };
  const decisions = makeDecisions(rows.count);
  const holding = makeHolding(rows.count, persons.count);

  const byNumber = await pairsOf(table, rows, persons, NUMBER_RULES);
  acceptIdentifiers(byNumber, holding, decisions, bounds);
  onShare(0.35);
  const rest = Uint32Array.from(placesOf(decisions.outcome, OUTCOME.new));
  const left = rest.length === rows.count ? rows : toShared(pick(rows, rest));
  const pairs = await pairsOf(table, left, persons, rulesOf(tight));
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE)
    pairs[at] = rest[pairs[at] as number] as number;
  onShare(0.8);
  decideRest(pairs, holding, decisions, bounds);
  await findDuplicateRows(table, rows, bounds.samePersonMin, decisions);
  onShare(1);
  return decisions;
}

interface Comparison {
  names: SharedNames;
  scorer: Scorer;
  tight: boolean;
  hands: Hands;
  keepMin: number;
}

/** Pairs in the order of `indexed`, its place first. */
async function pairsOf(
  { hands, ...table }: Comparison,
  indexed: SharedRecords,
  probes: SharedRecords,
  rules: readonly number[],
): Promise<Int32Array> {
  const indexes = rules.map((rule) => allocateIndex(rule, indexed.count));
  await hands.fill(indexes, indexed, table.tight);
  const sameTable = indexed === probes;
  const pairs = await hands.collect({ ...table, indexed, probes, indexes, sameTable });
  return sortByIndexed(pairs, indexed.count);
}

/**
 * Every pair of the two tables that may be one person, in the order of rows. A table on itself (rows
 * and persons are the same): each pair once, the smaller id first.
 */
export async function pairTables(
  tables: LinkTables,
  model: LinkageModel,
  hands: Hands,
): Promise<Int32Array> {
  const scorer = makeScorer(model, tables.people);
  weighNames(tables.persons, tables.bearers, scorer);
  weighNames(tables.rows, tables.bearers, scorer);
  const persons = toShared(tables.persons);
  const rows = tables.rows === tables.persons ? persons : toShared(tables.rows);
  const tight = isTight(tables.people);
  const names = tables.names.share();
  const table = { names, scorer, tight, hands, keepMin: model.bounds.keepMin };
  return await pairsOf(table, rows, persons, rulesOf(tight));
}

export function countBearers(persons: SharedRecords, sortedCount: number): Int32Array {
  const bearers = new Int32Array(sortedCount + 1);
  for (let i = 0; i < persons.count; i += 1) {
    const sorted = persons.words[i * STRIDE + C.sorted] as number;
    bearers[sorted] = (bearers[sorted] as number) + 1;
  }
  return bearers;
}

function weighNames(records: PackedRecords, bearers: Int32Array, scorer: Scorer): void {
  const weights = Int32Array.from(bearers, (count) => nameWeight(scorer, count));
  const { words, count } = records;
  for (let i = 0; i < count; i += 1) {
    const sorted = words[i * STRIDE + C.sorted] as number;
    words[i * STRIDE + C.weight] =
      sorted < weights.length ? (weights[sorted] as number) : scorer.rarestName;
  }
}

// ── rows of the list that are one person ────────────────────────────────────────────────────────

/** A new row that another row of the list equals is that row's duplicate; the first of several stays. */
async function findDuplicateRows(
  table: Comparison,
  rows: SharedRecords,
  scoreMin: number,
  decisions: Decisions,
): Promise<void> {
  const fresh = Uint32Array.from(placesOf(decisions.outcome, OUTCOME.new));
  if (fresh.length === 0) return;
  const news = toShared(pick(rows, fresh));
  // a pair of two new rows is met from both sides, and used once
  const pairs = await pairsOf({ ...table, keepMin: scoreMin }, news, rows, rulesOf(table.tight));
  const best = new Int32Array(fresh.length).fill(NOBODY);
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
    const place = pairs[at] as number;
    const row = fresh[place] as number;
    const other = pairs[at + 1] as number;
    if (row === other || !mayBeOne(pairs, at, scoreMin)) continue;
    if (decisions.outcome[other] === OUTCOME.new && other > row) continue;
    const known = best[place] as number;
    if (known === NOBODY || isBetterOriginal(pairs, at, known)) best[place] = at;
  }
  best.forEach((at, place) => {
    if (at !== NOBODY) markDuplicate(decisions, fresh[place] as number, pairs, at);
  });
}

/** Higher score, then the earlier row. */
function isBetterOriginal(pairs: Int32Array, at: number, other: number): boolean {
  const apart = (pairs[at + 2] as number) - (pairs[other + 2] as number);
  return apart === 0 ? (pairs[at + 1] as number) < (pairs[other + 1] as number) : apart > 0;
}

function mayBeOne(pairs: Int32Array, at: number, scoreMin: number): boolean {
  const levels = pairs[at + 3] as number;
  return (
    (pairs[at + 2] as number) >= scoreMin &&
    hasOwnEvidence(levelAt(levels, 0), levelAt(levels, 1)) &&
    isSamePerson(levels)
  );
}

/** Rows come in ascending order, so the row it repeats has been decided before. */
function markDuplicate(decisions: Decisions, row: number, pairs: Int32Array, at: number): void {
  const first = pairs[at + 1] as number;
  const isDuplicate = decisions.outcome[first] === OUTCOME.duplicate;
  const original = isDuplicate ? (decisions.duplicateOf[first] as number) : first;
  decisions.outcome[row] = OUTCOME.duplicate;
  decisions.reason[row] = REASON.samePersonAsRow;
  decisions.duplicateOf[row] = original;
  decisions.person[row] =
    decisions.outcome[original] === OUTCOME.linked
      ? (decisions.person[original] as number)
      : NOBODY;
  decisions.second[row] = NOBODY;
  decisions.score[row] = pairs[at + 2] as number;
  decisions.margin[row] = NO_RIVAL;
  decisions.levels[row] = pairs[at + 3] as number;
}

function* placesOf(outcomes: Uint8Array, outcome: number): Generator<number> {
  for (let row = 0; row < outcomes.length; row += 1) {
    if (outcomes[row] === outcome) yield row;
  }
}
