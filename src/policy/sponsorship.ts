/**
 * What a sponsor, or the budget of a commune, pays in the place of the participant. Stacked on what
 * the state and the province pay: the commune first, then sponsors, each out of what is still left of
 * the own part, never more than it. Pure.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Vnd, multiplyRounded } from '../kernel/money.ts';

/** In the order in which they pay. */
export const SPONSOR_PAYERS = ['commune', 'sponsor'] as const;
export type SponsorPayer = (typeof SPONSOR_PAYERS)[number];

/** A part of the full contribution, so many đồng a month, or all that is left: a card as a gift. */
export const SPONSOR_WAYS = ['share', 'fixed', 'card'] as const;
export type SponsorWay = (typeof SPONSOR_WAYS)[number];

/** On what terms somebody's own part is paid by another. */
export interface SponsorTerm {
  payer: SponsorPayer;
  /** who pays: an organisation's or a donor's name; empty where nobody was named */
  name: string;
  way: SponsorWay;
  /** of the full contribution, for `share` */
  shareBp: number | null;
  /** đồng a month, for `fixed` */
  monthlyVnd: Vnd | null;
  /** of the category that counts; none = whatever it is */
  categories: readonly string[];
  /** months whose first day lies in `[from, to)`; null = open */
  from: IsoDate | null;
  to: IsoDate | null;
}

export interface OwnPart {
  /** the whole contribution of the month */
  fullVnd: Vnd;
  /** what is left to the participant by law, in đồng and in basis points of the whole */
  ownVnd: Vnd;
  ownBp: number;
}

/** Commune before sponsors; among these as given. */
export function inPayingOrder<Term extends { payer: SponsorPayer }>(terms: readonly Term[]) {
  return SPONSOR_PAYERS.flatMap((payer) => terms.filter((term) => term.payer === payer));
}

/** Whether somebody of the category may be helped by it. */
export function isMeantFor(
  { categories }: Pick<SponsorTerm, 'categories'>,
  category: string,
): boolean {
  return categories.length === 0 || categories.includes(category);
}

export function isActive({ from, to }: Pick<SponsorTerm, 'from' | 'to'>, month: IsoDate): boolean {
  return (from === null || from <= month) && (to === null || month < to);
}

/** Of each term in paying order, what it pays in the month; 0 where nothing is left for it. */
export function sponsoredVnd(
  terms: readonly SponsorTerm[],
  month: IsoDate,
  { fullVnd, ownVnd, ownBp }: OwnPart,
): Vnd[] {
  let left = ownVnd;
  return terms.map((term) => {
    if (left === 0 || !isActive(term, month)) return 0;
    const paid = Math.min(left, offeredVnd(term, fullVnd, left, ownBp));
    left -= paid;
    return paid;
  });
}

/** What a term would pay if enough were left. */
function offeredVnd(term: SponsorTerm, fullVnd: Vnd, leftVnd: Vnd, ownBp: number): Vnd {
  if (term.way === 'card') return leftVnd;
  if (term.way === 'fixed') return term.monthlyVnd ?? 0;
  const bp = term.shareBp ?? 0;
  // a share as large as the own part is all of it, whatever the rounding left
  return bp >= ownBp ? leftVnd : multiplyRounded(fullVnd, bp, 10_000);
}
