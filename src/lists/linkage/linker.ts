/**
 * A list against the register, in memory: numbers first, then the rest against everybody, one row a
 * person, then rows without a person against the list itself. The same steps whether one thread
 * does it for a village or workers do for a province.
 */
import {
  type BlockIndex,
  type IndexSpace,
  NUMBER_RULES,
  isTight,
  makeIndexSpace,
  rulesOf,
} from './blocking.ts';
import { type Crowds, addCrowds } from './crowds.ts';
import {
  type Decisions,
  NOBODY,
  NO_RIVAL,
  OUTCOME,
  REASON,
  acceptIdentifiers,
  decideRest,
  doubtAlike,
  isSamePerson,
  makeDecisions,
  makeHolding,
} from './decide.ts';
import type { NameTable, NameTask, SharedNames } from './names.ts';
import { type SharedRecords, pick, toShared } from './packed.ts';
import { PAIR_STRIDE, type PairTask, levelAt, sortByIndexed } from './pairs.ts';
import { type Scorer, hasOwnEvidence, makeScorer, nameWeight } from './score.ts';
import type { LinkageModel } from './types.ts';

/** Who does the work: this thread, or workers. */
export interface Hands {
  /** so many at once */
  width: number;
  name(task: NameTask): Promise<void>;
  fill(indexes: readonly BlockIndex[], records: SharedRecords, tight: boolean): Promise<void>;
  /** the pieces of the answer, in order */
  collect(task: PairTask): Promise<Int32Array[]>;
}

export interface LinkTables {
  rows: SharedRecords;
  persons: SharedRecords;
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
  const { rows, persons } = tables;
  const { bounds } = model;
  const table = await prepare(tables, model, hands);
  const decisions = makeDecisions(rows.count);
  const holding = makeHolding(rows.count, persons.count);

  const byNumber = await pairsOf(table, rows, persons, NUMBER_RULES);
  acceptIdentifiers(byNumber.pairs, holding, decisions, bounds);
  onShare(0.35);
  const rest = Uint32Array.from(placesOf(decisions.outcome, OUTCOME.new));
  const left = rest.length === rows.count ? rows : toShared(pick(rows, rest));
  const { pairs, alike } = await pairsOf(table, left, persons, rulesOf(table.tight));
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE)
    pairs[at] = rest[pairs[at] as number] as number;
  onShare(0.8);
  alike.forEach((isAlike, place) => {
    if (isAlike) byNumber.alike[rest[place] as number] = 1;
  });
  decideRest(pairs, holding, decisions, bounds, byNumber.alike);
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
  space: IndexSpace;
}

/** What is compared of names, into the records; room for the indexes. */
async function prepare(tables: LinkTables, model: LinkageModel, hands: Hands): Promise<Comparison> {
  const scorer = makeScorer(model, tables.people);
  const names = tables.names.share();
  const weights = Int32Array.from(tables.bearers, (count) => nameWeight(scorer, count));
  const rarest = scorer.rarestName;
  await hands.name({ records: tables.persons, parts: names.parts, weights, rarest });
  if (tables.rows !== tables.persons)
    await hands.name({ records: tables.rows, parts: names.parts, weights, rarest });
  return {
    names,
    scorer,
    tight: isTight(tables.people),
    hands,
    keepMin: model.bounds.keepMin,
    space: makeIndexSpace(tables.rows.count, hands.width),
  };
}

interface FoundPairs {
  /** in the order of the indexed table, its place first */
  pairs: Int32Array;
  /** 1 where the indexed record stands in a crowd */
  alike: Uint8Array;
}

/** So many rules at a time as there are hands: the room of their indexes is used again. */
async function pairsOf(
  { hands, space, ...table }: Comparison,
  indexed: SharedRecords,
  probes: SharedRecords,
  rules: readonly number[],
): Promise<FoundPairs> {
  const sameTable = indexed === probes;
  const alike = new Uint8Array(indexed.count);
  const crowds: Crowds = new Map();
  const found: Int32Array[] = [];
  for (let at = 0; at < rules.length; at += hands.width) {
    const indexes = rules
      .slice(at, at + hands.width)
      .map((rule, place) => space(place, rule, indexed.count));
    await hands.fill(indexes, indexed, table.tight);
    for (const index of indexes) addCrowds(crowds, alike, index, probes, table.tight);
    found.push(...(await hands.collect({ ...table, indexed, probes, indexes, sameTable, crowds })));
  }
  return { pairs: sortByIndexed(found, indexed.count), alike };
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
  const table = await prepare(tables, model, hands);
  const { pairs } = await pairsOf(table, tables.rows, tables.persons, rulesOf(table.tight));
  return pairs;
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
  const found = await pairsOf({ ...table, keepMin: scoreMin }, news, rows, rulesOf(table.tight));
  const { pairs, alike } = found;
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
  alike.forEach((isAlike, place) => {
    if (isAlike) doubtAlike(decisions, fresh[place] as number);
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
