/**
 * Valid periods cut and joined. Facts are never changed: a fact that gives up a part of its period
 * is replaced by copies without `factId`, so what was written and what is to be stay comparable.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { overlaps } from '../kernel/dates.ts';
import type { FactId } from './types.ts';

/** A fact in memory; `factId` null = not yet written. */
export interface Span {
  factId: FactId | null;
  validFrom: IsoDate;
  validTo: IsoDate | null;
}

export function overlapsPeriod(a: Span, from: IsoDate, to: IsoDate | null): boolean {
  return overlaps({ from: a.validFrom, to: a.validTo }, { from, to });
}

export function holdsOn(span: Span, day: IsoDate): boolean {
  return span.validFrom <= day && (span.validTo === null || day < span.validTo);
}

/** What remains of each span outside `[from, to)`: nothing, one side, or both. */
export function carve<T extends Span>(
  spans: readonly T[],
  from: IsoDate,
  to: IsoDate | null,
  concerns: (span: T) => boolean = () => true,
): T[] {
  return spans.flatMap((span) => {
    if (!concerns(span) || !overlapsPeriod(span, from, to)) return [span];
    const rest: T[] = [];
    if (span.validFrom < from) rest.push({ ...span, factId: null, validTo: from });
    if (to !== null && (span.validTo === null || to < span.validTo)) {
      rest.push({ ...span, factId: null, validFrom: to });
    }
    return rest;
  });
}

/** Applies `change` to the part of each concerned span inside `[from, to)`; the rest stays as it was. */
export function changeWithin<T extends Span>(
  spans: readonly T[],
  from: IsoDate | null,
  change: (span: T) => T,
): T[] {
  return spans.flatMap((span) => {
    if (from === null || from <= span.validFrom) return [{ ...change(span), factId: null }];
    if (span.validTo !== null && span.validTo <= from) return [span];
    const before = { ...span, factId: null, validTo: from };
    return [before, { ...change(span), factId: null, validFrom: from }];
  });
}

/** First beginning after `from` among the concerned spans: where an open new one must stop. */
export function nextStart<T extends Span>(
  spans: readonly T[],
  from: IsoDate,
  concerns: (span: T) => boolean = () => true,
): IsoDate | null {
  let next: IsoDate | null = null;
  for (const span of spans) {
    if (!concerns(span) || span.validFrom <= from) continue;
    if (next === null || span.validFrom < next) next = span.validFrom;
  }
  return next;
}

/** Pairs of spans that overlap, by start; empty when the spans are disjoint. */
export function findOverlaps<T extends Span>(spans: readonly T[]): [T, T][] {
  const sorted = spans.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const found: [T, T][] = [];
  for (let i = 1; i < sorted.length; i += 1) {
    const before = sorted[i - 1];
    const span = sorted[i];
    if (before && span && (before.validTo === null || span.validFrom < before.validTo)) {
      found.push([before, span]);
    }
  }
  return found;
}
