/**
 * Two cards on the same days: which of them counts, whose money was paid for the other one, and what
 * the texts we hold say becomes of it. Whole months are counted, each by the law of its day, or of the
 * card's first day where the amount stays with the payment; what becomes of parts of months no text
 * says. The amount is exact where the law knows no conditions. Else it is an estimate and says so: on
 * the ladder of households the order of payment is not known, and the first step is taken (at most so
 * much); where support hangs on the person, that decided today is taken, or the general one.
 */
import { FAR_FUTURE, type IsoDate, addMonths, daysBetween } from '../kernel/dates.ts';
import { type Vnd, multiplyRounded } from '../kernel/money.ts';
import { type LawBook, findRow, valueOn } from './book.ts';
import { NO_FACTS } from './facts.ts';
import type { CardSpell } from './five-years.ts';
import { compareCategories } from './groups.ts';
import { type LawDay, type LawLine, type Share, lawDay, sharesOf } from './law-day.ts';
import type { DoublePaymentRow, Payer } from './topics.ts';

/** What one payer paid for the card that does not count. */
export interface PaidTwice {
  payer: Payer;
  /** a person pays a term ahead, others month by month: up to the asked day */
  months: number;
  /** of the first month; null = depends on an income */
  monthlyVnd: Vnd | null;
  vnd: Vnd | null;
  /** false = the step of the ladder or the support of those months is not known: an estimate */
  isExact: boolean;
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

/** What is decided today for the person in one category. */
export interface KnownShares {
  category: string;
  stateBp: number;
  provinceBp: number;
}

/** Each card that does not count once, beside the one it overlaps longest. Rules are those of `on`. */
export function findDoubleCovers<Card extends CardSpell>(
  book: LawBook,
  cards: readonly Card[],
  on: IsoDate,
  known: KnownShares | null = null,
): DoubleCover<Card>[] {
  const longest = new Map<Card, DoubleCover<Card>>();
  cards.forEach((a, at) => {
    for (const b of cards.slice(at + 1)) {
      const found = doubleCoverOf(book, a, b, on, known);
      if (!found) continue;
      const longer = longest.get(found.other);
      if (!longer || sharesMore(found, longer)) longest.set(found.other, found);
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
  known: KnownShares | null,
): DoubleCover<Card> | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  if (to !== null && to <= from) return null;
  const order = compareCategories(book, from, a.category, b.category);
  const isFirst = order < 0 || (order === 0 && a.from <= b.from);
  const [counts, other] = isFirst ? [a, b] : [b, a];
  const months = wholeMonths(from, to === null || to > on ? on : to);
  const ahead = wholeMonths(from, to ?? on);
  const sure = known?.category === other.category ? known : null;
  const paid = paidFor(book, other, { from, months, ahead, on, sure });
  return { from, to, counts, other, months, paid };
}

function wholeMonths(from: IsoDate, to: IsoDate): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months += 1;
  return months;
}

interface Paid {
  from: IsoDate;
  months: number;
  ahead: number;
  on: IsoDate;
  sure: KnownShares | null;
}

function paidFor(
  book: LawBook,
  card: CardSpell,
  { from, months, ahead, on, sure }: Paid,
): PaidTwice[] {
  const paid = new Map<Payer, PaidTwice>();
  const group = lawDay(book, from).byCategory.get(card.category)?.group;
  if (group === undefined) return [];
  // the first month also where none is whole: who paid is told all the same
  for (let month = 0; month < Math.max(1, ahead); month += 1) {
    for (const part of partsOf(book, card, addMonths(from, month), sure)) {
      const { payer, vnd, isExact } = part;
      const counted = payer === 'participant' ? ahead : months;
      const rule = ruleFor(book, payer, group, on);
      const first = { payer, months: counted, monthlyVnd: vnd, vnd: vnd && 0, isExact, rule };
      const sum = paid.get(payer) ?? first;
      paid.set(payer, sum);
      if (month >= counted) continue;
      sum.vnd = sum.vnd === null || vnd === null ? null : sum.vnd + vnd;
      sum.isExact &&= isExact;
    }
  }
  return [...paid.values()];
}

interface MonthPart {
  payer: Payer;
  vnd: Vnd | null;
  isExact: boolean;
}

/** Who paid how much of a card for a month; the last carries what rounding leaves. */
function partsOf(
  book: LawBook,
  { category, from }: CardSpell,
  month: IsoDate,
  sure: KnownShares | null,
): MonthPart[] {
  const shares = sharesIn(lawDay(book, month), category, sure);
  if (!shares) return [];
  const isFull = shares[0]?.payer === 'state' && shares.length === 1;
  const day = lawDay(book, staysWithPayment(book, category, from, isFull) ? from : month);
  const line = day.byCategory.get(category);
  if (line?.payment?.base !== 'reference') {
    return shares.map(({ payer }) => ({ payer, vnd: null, isExact: false }));
  }
  const ladder = findRow(book.data.contribution.ladder, day.on);
  const isOnLadder = ladder?.categories.includes(category) === true;
  const rate = valueOn(book, 'contributionRate', day.on).value;
  const base = valueOn(book, 'referenceLevel', day.on).value;
  const full = multiplyRounded(base, rate, WHOLE_BP);
  const isExact = !hasConditions(line) && !isOnLadder;
  let rest = full;
  return shares.map(({ payer, numerator, denominator }, at) => {
    const vnd = at === shares.length - 1 ? rest : multiplyRounded(full, numerator, denominator);
    rest -= vnd;
    return { payer, vnd, isExact };
  });
}

const WHOLE_BP = 10_000;

type PartOfWhole = Pick<Share, 'payer' | 'numerator' | 'denominator'>;

/** Those of the person where they are known and the law leaves them to conditions; else the general ones. */
function sharesIn(
  day: LawDay,
  category: string,
  sure: KnownShares | null,
): PartOfWhole[] | undefined {
  const line = day.byCategory.get(category);
  if (!line) return undefined;
  if (sure === null || line.payment?.supported !== true) {
    return sharesOf(day, line, NO_FACTS)?.shares;
  }
  const { stateBp, provinceBp } = sure;
  const parts: [Payer, number][] = [
    ['state', stateBp],
    ['province', provinceBp],
    ['participant', WHOLE_BP - stateBp - provinceBp],
  ];
  return parts
    .filter(([, numerator]) => numerator > 0)
    .map(([payer, numerator]) => ({ payer, numerator, denominator: WHOLE_BP }));
}

/** Whether support hangs on more than the category: on the person, or on where he lives. */
function hasConditions({ payment, supports, local }: LawLine): boolean {
  if (payment?.supported !== true) return local.length > 0;
  return local.length > 0 || supports.length > 1 || supports.some((row) => row.when !== undefined);
}

function staysWithPayment(
  book: LawBook,
  category: string,
  paidOn: IsoDate,
  isFull: boolean,
): boolean {
  const rows = book.data.contribution.baseChanges.filter(
    (row) =>
      row.categories.includes(category) &&
      (row.support === 'any' || (row.support === 'full') === isFull),
  );
  return findRow(rows, paidOn)?.rule === 'paymentDate';
}

function ruleFor(book: LawBook, payer: Payer, group: number, on: IsoDate): DoublePaymentRow | null {
  const rows = book.data.contribution.doublePayment.filter(
    (row) => row.payer === payer && row.groups.includes(group),
  );
  return findRow(rows, on) ?? null;
}
