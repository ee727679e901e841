/**
 * From scored pairs to one answer a row: who takes whom, who must be asked. Pure; pairs come in the
 * order of rows, and rows and persons in the order of their numbers, which decide between equals.
 */
import { IDENTIFIER, NAME } from './levels.ts';
import { PAIR_STRIDE, levelAt } from './pairs.ts';
import { hasOwnEvidence } from './score.ts';
import type { LinkageBounds } from './types.ts';
import { LINK_OUTCOMES, LINK_REASONS, type LinkOutcome, type LinkReason } from './words.ts';

export const OUTCOME = Object.fromEntries(
  LINK_OUTCOMES.map((outcome, at) => [outcome, at]),
) as Readonly<Record<LinkOutcome, number>>;
export const REASON = Object.fromEntries(
  LINK_REASONS.map((reason, at) => [reason, at]),
) as Readonly<Record<LinkReason, number>>;

export const NOBODY = -1;
/** No second comes near: the margin is as wide as can be written. */
export const NO_RIVAL = 9999;

/** The answer for each row, by its place; persons and other rows by theirs. */
export interface Decisions {
  outcome: Uint8Array;
  reason: Uint8Array;
  person: Int32Array;
  second: Int32Array;
  duplicateOf: Int32Array;
  score: Int32Array;
  margin: Int32Array;
  /** as packed by pairs.ts; −1 = no pair */
  levels: Int32Array;
}

/** Who holds whom while it is decided. */
export interface Holding {
  personOf: Int32Array;
  rowOf: Int32Array;
  scoreOf: Int32Array;
}

const ROW = 0;
const PERSON = 1;
const SCORE = 2;
const LEVELS = 3;

export function makeDecisions(rows: number): Decisions {
  // shared: threads write them out
  const numbers = (): Int32Array => new Int32Array(new SharedArrayBuffer(rows * 4)).fill(NOBODY);
  const codes = (code: number): Uint8Array =>
    new Uint8Array(new SharedArrayBuffer(rows)).fill(code);
  return {
    outcome: codes(OUTCOME.new),
    reason: codes(REASON.nobodyFits),
    person: numbers(),
    second: numbers(),
    duplicateOf: numbers(),
    score: numbers(),
    margin: numbers().fill(NO_RIVAL),
    levels: numbers(),
  };
}

export function makeHolding(rows: number, persons: number): Holding {
  return {
    personOf: new Int32Array(rows).fill(NOBODY),
    rowOf: new Int32Array(persons).fill(NOBODY),
    scoreOf: new Int32Array(rows),
  };
}

function counts(pairs: Int32Array, at: number): boolean {
  const levels = pairs[at + LEVELS] as number;
  return hasOwnEvidence(levelAt(levels, 0), levelAt(levels, 1));
}

function hasEqualNumber(levels: number): boolean {
  return levelAt(levels, 4) === IDENTIFIER.equal || levelAt(levels, 5) === IDENTIFIER.equal;
}

// ── first those whose number agrees ─────────────────────────────────────────────────────────────

/** Best of both sides, well above the bound, and nobody else near: taken before all others. */
export function acceptIdentifiers(
  pairs: Int32Array,
  holding: Holding,
  decisions: Decisions,
  bounds: LinkageBounds,
): void {
  const bestOfRow = new Int32Array(holding.personOf.length).fill(NOBODY);
  const bestOfPerson = new Int32Array(holding.rowOf.length).fill(NOBODY);
  const secondScore = new Int32Array(holding.personOf.length).fill(-NO_RIVAL);
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
    const row = pairs[at + ROW] as number;
    const person = pairs[at + PERSON] as number;
    const score = pairs[at + SCORE] as number;
    const best = bestOfRow[row] as number;
    if (best === NOBODY || isBetter(pairs, at, best)) {
      if (best !== NOBODY) secondScore[row] = pairs[best + SCORE] as number;
      bestOfRow[row] = at;
    } else secondScore[row] = Math.max(secondScore[row] as number, score);
    const known = bestOfPerson[person] as number;
    if (known === NOBODY || isBetter(pairs, at, known)) bestOfPerson[person] = at;
  }
  for (const at of bestOfRow) {
    if (at === NOBODY) continue;
    const row = pairs[at + ROW] as number;
    const person = pairs[at + PERSON] as number;
    const score = pairs[at + SCORE] as number;
    const margin = score - (secondScore[row] as number);
    if (score < bounds.identifierMin || margin < bounds.marginMin || !counts(pairs, at)) continue;
    if (bestOfPerson[person] !== at) continue;
    take(holding, row, person, score);
    write(decisions, pairs, at, OUTCOME.linked, REASON.identifierAndMore);
    decisions.margin[row] = Math.min(NO_RIVAL, margin);
  }
}

/** Higher score, then the earlier row, then the earlier person. */
function isBetter(pairs: Int32Array, at: number, other: number): boolean {
  const apart = (pairs[at + SCORE] as number) - (pairs[other + SCORE] as number);
  if (apart !== 0) return apart > 0;
  const rows = (pairs[at + ROW] as number) - (pairs[other + ROW] as number);
  if (rows !== 0) return rows < 0;
  return (pairs[at + PERSON] as number) < (pairs[other + PERSON] as number);
}

function take(holding: Holding, row: number, person: number, score: number): void {
  holding.personOf[row] = person;
  holding.rowOf[person] = row;
  holding.scoreOf[row] = score;
}

function write(
  decisions: Decisions,
  pairs: Int32Array,
  at: number,
  outcome: number,
  reason: number,
): void {
  const row = pairs[at + ROW] as number;
  decisions.outcome[row] = outcome;
  decisions.reason[row] = reason;
  decisions.person[row] = pairs[at + PERSON] as number;
  decisions.score[row] = pairs[at + SCORE] as number;
  decisions.levels[row] = pairs[at + LEVELS] as number;
}

// ── then the rest, best pairs first ─────────────────────────────────────────────────────────────

/** `alike` has a 1 for rows of crowds; those with very many pairs are added. */
export function decideRest(
  found: Int32Array,
  holding: Holding,
  decisions: Decisions,
  bounds: LinkageBounds,
  alike: Uint8Array,
): void {
  const pairs = orderWithinRows(found, alike);
  takeGreedily(pairs, holding, bounds);
  for (let at = 0; at < pairs.length;) {
    const row = pairs[at + ROW] as number;
    let end = at;
    while (end < pairs.length && pairs[end + ROW] === row) end += PAIR_STRIDE;
    decideRow({ pairs, from: at, to: end }, holding, decisions, bounds);
    at = end;
  }
  alike.forEach((isAlike, row) => {
    if (isAlike) doubtAlike(decisions, row);
  });
}

/** Nobody can say that a better person was not left out: only a number that agrees is enough. */
export function doubtAlike(decisions: Decisions, row: number): void {
  const outcome = decisions.outcome[row] as number;
  const isSure = outcome === OUTCOME.linked && hasEqualNumber(decisions.levels[row] as number);
  if (isSure || outcome === OUTCOME.duplicate) return;
  decisions.outcome[row] = OUTCOME.review;
  decisions.reason[row] = REASON.manyAlike;
}

/** More persons than this may be a row: the others are not looked at. */
const PAIRS_OF_ROW_MAX = 100;

/** Pairs of a row from the best down; equals by person. */
function orderWithinRows(found: Int32Array, alike: Uint8Array): Int32Array {
  const pairs = new Int32Array(found.length);
  let order: number[] = [];
  let filled = 0;
  const flush = (): void => {
    if (order.length > 1) order.sort((a, b) => (isBetter(found, a, b) ? -1 : 1));
    if (order.length > PAIRS_OF_ROW_MAX) {
      alike[found[(order[0] as number) + ROW] as number] = 1;
      order.length = PAIRS_OF_ROW_MAX;
    }
    for (const at of order) {
      for (let i = 0; i < PAIR_STRIDE; i += 1) pairs[filled++] = found[at + i] as number;
    }
    order = [];
  };
  for (let at = 0; at < found.length; at += PAIR_STRIDE) {
    if (order.length > 0 && found[(order[0] as number) + ROW] !== found[at + ROW]) flush();
    order.push(at);
  }
  flush();
  return pairs.subarray(0, filled);
}

/** Best pairs first; a row whose best person is gone does not fall back on somebody far worse. */
function takeGreedily(pairs: Int32Array, holding: Holding, bounds: LinkageBounds): void {
  const missed = new Int32Array(holding.personOf.length).fill(-NO_RIVAL);
  for (const at of byScore(pairs, bounds.acceptMin)) {
    const row = pairs[at + ROW] as number;
    const person = pairs[at + PERSON] as number;
    const score = pairs[at + SCORE] as number;
    if (holding.personOf[row] !== NOBODY || !counts(pairs, at)) continue;
    if (holding.rowOf[person] !== NOBODY) {
      missed[row] = Math.max(missed[row] as number, score);
      continue;
    }
    const behind = (missed[row] as number) - score;
    const isFallback = behind >= bounds.marginMin && (missed[row] as number) >= bounds.duplicateMin;
    if (!isFallback) take(holding, row, person, score);
  }
}

/** Places of the pairs of at least this score, from the best down; equals keep their order. */
function byScore(pairs: Int32Array, scoreMin: number): Int32Array {
  let highest = scoreMin;
  let count = 0;
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
    const score = pairs[at + SCORE] as number;
    if (score >= scoreMin) count += 1;
    if (score > highest) highest = score;
  }
  const starts = new Int32Array(highest - scoreMin + 2);
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
    const score = pairs[at + SCORE] as number;
    if (score >= scoreMin)
      starts[highest - score + 1] = (starts[highest - score + 1] as number) + 1;
  }
  for (let i = 1; i < starts.length; i += 1)
    starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const order = new Int32Array(count);
  for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
    const score = pairs[at + SCORE] as number;
    if (score < scoreMin) continue;
    const to = starts[highest - score] as number;
    starts[highest - score] = to + 1;
    order[to] = at;
  }
  return order;
}

/** The pairs of one row, from the best down. */
interface RowPairs {
  pairs: Int32Array;
  from: number;
  to: number;
}

function decideRow(
  of: RowPairs,
  holding: Holding,
  decisions: Decisions,
  bounds: LinkageBounds,
): void {
  const row = of.pairs[of.from + ROW] as number;
  if (holding.personOf[row] === NOBODY) decideWithout(of, holding, decisions, bounds);
  else decideHolder(of, holding, decisions, bounds);
}

/** The row holds a person: sure enough, or a question? */
function decideHolder(
  of: RowPairs,
  holding: Holding,
  decisions: Decisions,
  bounds: LinkageBounds,
): void {
  const { pairs, from, to } = of;
  const row = pairs[from + ROW] as number;
  const person = holding.personOf[row] as number;
  const own = findPair(of, person);
  const score = pairs[own + SCORE] as number;
  let margin = NO_RIVAL;
  let rival = NOBODY;
  let isTaken = false;
  for (let at = from; at < to; at += PAIR_STRIDE) {
    if (at === own || !counts(pairs, at)) continue;
    const other = pairs[at + PERSON] as number;
    const holder = holding.rowOf[other] as number;
    const behind = score - (pairs[at + SCORE] as number);
    const gap = holder === NOBODY ? behind : gapByExchange(behind, holder, person, holding, of);
    if (gap >= margin) continue;
    margin = gap;
    rival = other;
    isTaken = holder !== NOBODY && behind < 0;
  }
  const reason =
    margin >= bounds.marginMin
      ? hasEqualNumber(pairs[own + LEVELS] as number)
        ? REASON.identifierAndMore
        : REASON.bestByFar
      : isTaken
        ? REASON.takenByAnotherRow
        : REASON.secondNearlyAsGood;
  const outcome = margin >= bounds.marginMin ? OUTCOME.linked : OUTCOME.review;
  write(decisions, pairs, own, outcome, reason);
  decisions.margin[row] = margin;
  decisions.second[row] = rival;
}

function findPair(of: RowPairs, person: number): number {
  let at = of.from;
  while (of.pairs[at + PERSON] !== person) at += PAIR_STRIDE;
  return at;
}

/**
 * What is lost when this row and the holder of the rival person change places: what the holder's
 * own pair is worth, less what it would get here. A rival firmly held by another row is none.
 */
function gapByExchange(
  behind: number,
  holder: number,
  person: number,
  holding: Holding,
  of: RowPairs,
): number {
  return behind + (holding.scoreOf[holder] as number) - scoreBetween(of.pairs, holder, person);
}

/** 0 where the two were not compared or came to nothing. */
function scoreBetween(pairs: Int32Array, row: number, person: number): number {
  let low = 0;
  let high = pairs.length / PAIR_STRIDE;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle * PAIR_STRIDE] as number) < row) low = middle + 1;
    else high = middle;
  }
  for (let at = low * PAIR_STRIDE; at < pairs.length && pairs[at] === row; at += PAIR_STRIDE) {
    if (pairs[at + PERSON] === person) return Math.max(0, pairs[at + SCORE] as number);
  }
  return 0;
}

/** The row holds nobody: the person of another row, a question, or new. */
function decideWithout(
  of: RowPairs,
  holding: Holding,
  decisions: Decisions,
  bounds: LinkageBounds,
): void {
  const { pairs, from, to } = of;
  const row = pairs[from + ROW] as number;
  const best = bestThatCounts(of);
  const second = from + PAIR_STRIDE < to ? (pairs[from + PAIR_STRIDE + PERSON] as number) : NOBODY;
  if (best === NOBODY) {
    if (hasEqualNumber(pairs[from + LEVELS] as number))
      write(decisions, pairs, from, OUTCOME.review, REASON.identifierOnly);
    return;
  }
  const score = pairs[best + SCORE] as number;
  const holder = holding.rowOf[pairs[best + PERSON] as number] as number;
  decisions.second[row] = best === from ? second : (pairs[from + PERSON] as number);
  if (holder === NOBODY) {
    const isNear = score >= bounds.keepMin;
    write(
      decisions,
      pairs,
      best,
      isNear ? OUTCOME.review : OUTCOME.new,
      isNear ? REASON.thinEvidence : REASON.tooFar,
    );
  } else if (score >= bounds.duplicateMin && isSamePerson(pairs[best + LEVELS] as number)) {
    write(decisions, pairs, best, OUTCOME.duplicate, REASON.samePersonAsRow);
    decisions.duplicateOf[row] = holder;
  } else if (score >= bounds.acceptMin) {
    write(decisions, pairs, best, OUTCOME.review, REASON.takenByAnotherRow);
  } else {
    write(decisions, pairs, best, OUTCOME.new, REASON.tooFar);
  }
  if (decisions.outcome[row] === OUTCOME.new) askAboutNumber(of, decisions);
}

function bestThatCounts({ pairs, from, to }: RowPairs): number {
  for (let at = from; at < to; at += PAIR_STRIDE) {
    if (counts(pairs, at)) return at;
  }
  return NOBODY;
}

/** Nobody fits, yet a number is somebody's: one of the two has a wrong number. */
function askAboutNumber({ pairs, from, to }: RowPairs, decisions: Decisions): void {
  for (let at = from; at < to; at += PAIR_STRIDE) {
    if (!hasEqualNumber(pairs[at + LEVELS] as number)) continue;
    write(decisions, pairs, at, OUTCOME.review, REASON.identifierOnly);
    return;
  }
}

/**
 * Twins and brothers fit each other's data but for a letter of the name: only the same words or an
 * equal number make two rows one person without a question.
 */
export function isSamePerson(levels: number): boolean {
  return levelAt(levels, 0) <= NAME.reordered || hasEqualNumber(levels);
}
