/**
 * Two cards on the same days: which of them counts, whose money was paid for the other one, and what
 * the texts we hold say becomes of it. Amounts are those of the general rule at the first common day
 * (the first step of the household ladder, the general support): at most so much. Whole months are
 * counted; what becomes of parts of months no text says.
 */
import { FAR_FUTURE, type IsoDate, addMonths, daysBetween } from '../kernel/dates.ts';
import { type Vnd, multiplyRounded } from '../kernel/money.ts';
import { type LawBook, findRow, valueOn } from './book.ts';
import { NO_FACTS } from './facts.ts';
import type { CardSpell } from './five-years.ts';
import { compareCategories } from './groups.ts';
import { type LawDay, lawDay, sharesOf } from './law-day.ts';
import type { DoublePaymentRow, Payer } from './topics.ts';

/** What one payer paid for the card that does not count. */
export interface PaidTwice {
  payer: Payer;
  /** a person pays a term ahead, others month by month: up to the asked day */
  months: number;
  /** null = depends on an income */
  monthlyVnd: Vnd | null;
  vnd: Vnd | null;
  /** what becomes of it; null = the texts we hold do not say */
  rule: DoublePaymentRow | null;
}

export interface DoubleCover<Card extends CardSpell = CardSpell> {
  /** days on which both hold, `[from, to)`; null = both are open */
  from: IsoDate;
  to: IsoDate | null;
  counts: Card;
  other: Card;
  /** whole months on which both have held up to the asked day */
  months: number;
  /** empty where the law we hold does not say who pays */
  paid: PaidTwice[];
}

/** Each card that does not count once, beside the one it overlaps longest. Rules are those of `on`. */
export function findDoubleCovers<Card extends CardSpell>(
  book: LawBook,
  cards: readonly Card[],
  on: IsoDate,
): DoubleCover<Card>[] {
  const longest = new Map<Card, DoubleCover<Card>>();
  cards.forEach((a, at) => {
    for (const b of cards.slice(at + 1)) {
      const found = doubleCoverOf(book, a, b, on);
      if (!found) continue;
      const known = longest.get(found.other);
      if (!known || sharesMore(found, known)) longest.set(found.other, found);
    }
  });
  return [...longest.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** The pair with more common days: a card that overlaps two is double once. */
function sharesMore(a: DoubleCover, b: DoubleCover): boolean {
  const daysOf = ({ from, to }: DoubleCover): number => daysBetween(from, to ?? FAR_FUTURE);
  return daysOf(a) > daysOf(b);
}

function doubleCoverOf<Card extends CardSpell>(
  book: LawBook,
  a: Card,
  b: Card,
  on: IsoDate,
): DoubleCover<Card> | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  if (to !== null && to <= from) return null;
  const order = compareCategories(book, from, a.category, b.category);
  const isFirst = order < 0 || (order === 0 && a.from <= b.from);
  const [counts, other] = isFirst ? [a, b] : [b, a];
  const months = wholeMonths(from, to === null || to > on ? on : to);
  const ahead = wholeMonths(from, to ?? on);
  const paid = paidFor(lawDay(book, from), other, { months, ahead }, on);
  return { from, to, counts, other, months, paid };
}

function wholeMonths(from: IsoDate, to: IsoDate): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months += 1;
  return months;
}

function paidFor(
  day: LawDay,
  { category }: CardSpell,
  { months, ahead }: { months: number; ahead: number },
  on: IsoDate,
): PaidTwice[] {
  const line = day.byCategory.get(category);
  const shares = line && sharesOf(day, line, NO_FACTS)?.shares;
  if (!line || !shares) return [];
  const { book } = day;
  const rate = valueOn(book, 'contributionRate', day.on).value;
  const isKnown = line.payment?.base === 'reference';
  const full = multiplyRounded(valueOn(book, 'referenceLevel', day.on).value, rate, 10_000);
  return shares.map(({ payer, numerator, denominator }) => {
    const monthlyVnd = isKnown ? multiplyRounded(full, numerator, denominator) : null;
    const rule = ruleFor(book, payer, line.group, on);
    const paid = payer === 'participant' ? ahead : months;
    const vnd = monthlyVnd === null ? null : monthlyVnd * paid;
    return { payer, months: paid, monthlyVnd, vnd, rule };
  });
}

function ruleFor(book: LawBook, payer: Payer, group: number, on: IsoDate): DoublePaymentRow | null {
  const rows = book.data.contribution.doublePayment.filter(
    (row) => row.payer === payer && row.groups.includes(group),
  );
  return findRow(rows, on) ?? null;
}
