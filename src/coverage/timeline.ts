/**
 * One person's facts as a timeline: where the person counts and by which cards, from day to day.
 * Pure; the same rule serves single writes and loads of a million.
 */
import type { DayNumber } from './days.ts';
import type { LawOrder } from './law-order.ts';
import { COUNTING_KINDS, ISSUER_CLASSES } from '../registry/types.ts';
import type { Signatures } from './signatures.ts';

/** Kinds of residence by weight on a day: the counting ones, then those that end all. */
export const WEIGHED_KINDS = [...COUNTING_KINDS, 'left', 'died'] as const;

export interface ResidenceFact {
  from: DayNumber;
  /** first day no longer inside; `OPEN_END` when none is known */
  to: DayNumber;
  placeId: number;
  /** index in `WEIGHED_KINDS`: the first that holds on a day counts, the last two end all */
  kind: number;
}

export interface CardFact {
  from: DayNumber;
  to: DayNumber;
  /** `codeOf` of the law's order */
  category: number;
  /** index in `ISSUER_CLASSES` */
  issuer: number;
}

export interface PersonFacts {
  residences: readonly ResidenceFact[];
  cards: readonly CardFact[];
}

/** Days [from, to) in one place by the same cards. Segments do not overlap and are in order. */
export interface Segment {
  from: DayNumber;
  to: DayNumber;
  placeId: number;
  signature: number;
}

/** The signature of who is not in the place. */
export const OUTSIDE = -1;

const LEFT = COUNTING_KINDS.length;

export interface CountingLaw {
  order: LawOrder;
  signatures: Signatures;
}

/** Neighbouring segments always differ in place or signature. */
export function timelineOf(facts: PersonFacts, law: CountingLaw): Segment[] {
  const segments: Segment[] = [];
  if (facts.residences.length === 0) return segments;
  const cuts = cutsOf(facts, law.order);
  let last: Segment | undefined;
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const from = cuts[i] as DayNumber;
    const to = cuts[i + 1] as DayNumber;
    const placeId = placeOn(facts.residences, from);
    if (placeId === null) continue;
    const signature = signatureOn(facts.cards, from, law);
    if (last && last.to === from && last.placeId === placeId && last.signature === signature) {
      last.to = to;
    } else {
      last = { from, to, placeId, signature };
      segments.push(last);
    }
  }
  return segments;
}

/** What changes from segment to segment; `OPEN_END` never comes, so it is no change. */
export function flowsOf(
  timeline: readonly Segment[],
  onFlow: (day: DayNumber, placeId: number, from: number, to: number) => void,
  end: DayNumber,
): void {
  for (let i = 0; i < timeline.length; i += 1) {
    const segment = timeline[i] as Segment;
    const before = timeline[i - 1];
    const joined = before !== undefined && before.to === segment.from;
    if (joined && before.placeId === segment.placeId) {
      if (segment.from < end)
        onFlow(segment.from, segment.placeId, before.signature, segment.signature);
      continue;
    }
    if (before && before.to < end) onFlow(before.to, before.placeId, before.signature, OUTSIDE);
    if (segment.from < end) onFlow(segment.from, segment.placeId, OUTSIDE, segment.signature);
  }
  const last = timeline.at(-1);
  if (last && last.to < end) onFlow(last.to, last.placeId, last.signature, OUTSIDE);
}

/** Days on which anything may change, ascending, each once. */
function cutsOf(facts: PersonFacts, order: LawOrder): DayNumber[] {
  const cuts: DayNumber[] = [];
  for (const fact of facts.residences) cuts.push(fact.from, fact.to);
  for (const fact of facts.cards) cuts.push(fact.from, fact.to);
  // with one card there is nothing to order
  if (facts.cards.length > 1) for (const start of order.starts) cuts.push(start);
  cuts.sort(ascending);
  let kept = 0;
  for (let i = 0; i < cuts.length; i += 1) {
    if (i === 0 || cuts[i] !== cuts[i - 1]) {
      cuts[kept] = cuts[i] as DayNumber;
      kept += 1;
    }
  }
  cuts.length = kept;
  return cuts;
}

function ascending(a: number, b: number): number {
  return a - b;
}

/**
 * Where a person counts: the temporary residence of the day, else the permanent, else the one kept
 * while working away; nowhere on a day on which the person has left or died. Should two of a kind
 * overlap, the later begun counts (then the greater id, so that the answer is one).
 */
export function placeOn(residences: readonly ResidenceFact[], day: DayNumber): number | null {
  let best: ResidenceFact | undefined;
  for (const fact of residences) {
    if (fact.from > day || fact.to <= day) continue;
    if (fact.kind >= LEFT) return null;
    if (
      !best ||
      fact.kind < best.kind ||
      (fact.kind === best.kind &&
        (fact.from > best.from || (fact.from === best.from && fact.placeId > best.placeId)))
    ) {
      best = fact;
    }
  }
  return best ? best.placeId : null;
}

const codes = new Int32Array(ISSUER_CLASSES.length);

function signatureOn(cards: readonly CardFact[], day: DayNumber, law: CountingLaw): number {
  codes.fill(0);
  let period = -1;
  for (const card of cards) {
    if (card.from > day || card.to <= day) continue;
    const held = codes[card.issuer] as number;
    if (held === 0) codes[card.issuer] = card.category + 1;
    else if (held !== card.category + 1) {
      if (period < 0) period = periodOn(law.order, day);
      if (law.order.isBefore(period, card.category, held - 1)) {
        codes[card.issuer] = card.category + 1;
      }
    }
  }
  return law.signatures.idOf(codes);
}

/** Index of the period of a day; days before the first law count by its order. */
export function periodOn(order: LawOrder, day: DayNumber): number {
  let period = 0;
  while (period + 1 < order.starts.length && (order.starts[period + 1] as DayNumber) <= day) {
    period += 1;
  }
  return period;
}
