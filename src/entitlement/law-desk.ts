/**
 * The law as the bulk decision asks it: per day a compiled decider, the tariff and who pays; per
 * stretch of days, which of them may change somebody's decision. Pure.
 */
import { addDays, type IsoDate } from '../kernel/dates.ts';
import { multiplyRounded, type Vnd } from '../kernel/money.ts';
import { type LawBook, findRow, valueOn } from '../policy/book.ts';
import type { Condition } from '../policy/condition.ts';
import { HOUSEHOLD } from '../policy/decide.ts';
import { type Decider, makeDecider } from '../policy/decide-fast.ts';
import { type FiveYearsCounter, makeFiveYearsCounter } from '../policy/five-years.ts';
import { type LawDay, lawDay } from '../policy/law-day.ts';
import { type Rule, type RuleTopic, timeline } from '../policy/rulebook.ts';
import type { Payer, PaymentRow } from '../policy/topics.ts';

/** The whole contribution, in basis points. */
export const WHOLE = 10_000;

/** How a category is paid on a day. */
export interface PaymentOn {
  /** shares follow the decision's support; otherwise they are fixed by law */
  isSupported: boolean;
  /** fixed shares, basis points; null = the law we hold does not say */
  fixed: { stateBp: number; ownBp: number; parts: readonly FixedPart[] } | null;
  isOnReference: boolean;
  hasLadder: boolean;
}

interface FixedPart {
  isOwn: boolean;
  numerator: number;
  denominator: number;
}

export interface DeskDay {
  on: IsoDate;
  law: LawDay;
  decider: Decider;
  /** by number of category in `decider.categories` */
  payments: readonly PaymentOn[];
  /** number of the household category */
  household: number;
  /** full contribution of a month of who pays on the reference level */
  referenceVnd: Vnd;
  rate: number;
  ladderBp: readonly number[];
  fiveYears: FiveYearsCounter;
}

export interface LawDesk {
  book: LawBook;
  day(on: IsoDate): DeskDay;
}

export function makeLawDesk(book: LawBook): LawDesk {
  const days = new Map<IsoDate, DeskDay>();
  return {
    book,
    day(on) {
      const known = days.get(on);
      if (known) return known;
      const made = makeDay(book, on);
      days.set(on, made);
      return made;
    },
  };
}

function makeDay(book: LawBook, on: IsoDate): DeskDay {
  const law = lawDay(book, on);
  const decider = makeDecider(book, on);
  const ladder = findRow(book.data.contribution.ladder, on);
  const payments = law.lines.map((line): PaymentOn => {
    const { payment } = line;
    const participant = payment?.shares?.participant;
    const selfPaid = participant !== undefined && participant.denominator === 1;
    const isSupported = payment?.supported === true || selfPaid;
    const bpOf = (payer: Payer): number => {
      const part = payment?.shares?.[payer];
      return part ? multiplyRounded(WHOLE, part.numerator, part.denominator) : 0;
    };
    const isUnknown = !payment || (payment.supported === true && line.supports.length === 0);
    return {
      isSupported,
      fixed: isUnknown
        ? null
        : { stateBp: bpOf('state'), ownBp: bpOf('participant'), parts: partsOfPayment(payment) },
      isOnReference: payment?.base === 'reference',
      hasLadder: ladder?.categories.includes(line.category) === true,
    };
  });
  const rate = valueOn(book, 'contributionRate', on).value;
  return {
    on,
    law,
    decider,
    payments,
    household: decider.categories.indexOf(HOUSEHOLD),
    referenceVnd: valueOn(book, 'referenceLevel', on).value,
    rate,
    ladderBp: ladder?.stepsBp ?? [WHOLE],
    fiveYears: makeFiveYearsCounter(book, on),
  };
}

function partsOfPayment({ shares }: PaymentRow): FixedPart[] {
  return Object.entries(shares ?? {}).flatMap(([payer, part]) =>
    part ? [{ isOwn: payer === 'participant', ...part }] : [],
  );
}

/** Shares of the full contribution, basis points; `ownBp` -1 = the law we hold does not say. */
export interface Shares {
  stateBp: number;
  provinceBp: number;
  ownBp: number;
}

/** From the support a fast decision gives to the parts that are paid. Writes into `out`. */
export function fillShares(
  day: DeskDay,
  decided: { category: number; stateBp: number; provinceBp: number },
  out: Shares,
): void {
  const payment = day.payments[decided.category];
  out.stateBp = 0;
  out.provinceBp = 0;
  out.ownBp = -1;
  if (!payment?.fixed) return;
  if (!payment.isSupported) {
    out.stateBp = payment.fixed.stateBp;
    out.ownBp = payment.fixed.ownBp;
    return;
  }
  out.stateBp = decided.stateBp;
  out.provinceBp = decided.provinceBp;
  out.ownBp = WHOLE - decided.stateBp - decided.provinceBp;
}

/**
 * What the person pays a month, as `quote` counts it: every part rounded, the own part carries the
 * rest. Null where it depends on an income, or the law we hold does not say.
 */
export function ownMonthlyVnd(
  day: DeskDay,
  category: number,
  shares: Shares,
  position: number,
): Vnd | null {
  const payment = day.payments[category];
  if (!payment || shares.ownBp < 0) return null;
  if (shares.ownBp === 0) return 0;
  if (!payment.isOnReference) return null;
  const full = fullMonthlyVnd(day, payment, position);
  if (!payment.isSupported) return fixedOwn(full, payment.fixed?.parts ?? []);
  const state = multiplyRounded(full, shares.stateBp, WHOLE);
  return full - state - multiplyRounded(full, shares.provinceBp, WHOLE);
}

/** The whole contribution of a month of who pays on the reference level, on his step of the ladder. */
export function fullMonthlyVnd(day: DeskDay, payment: PaymentOn, position: number): Vnd {
  return multiplyRounded(
    day.referenceVnd,
    day.rate * (stepBpOf(day, payment, position) ?? WHOLE),
    100_000_000,
  );
}

/** Null = not on the ladder. */
export function stepBpOf(day: DeskDay, payment: PaymentOn, position: number): number | null {
  if (!payment.hasLadder) return null;
  return day.ladderBp[Math.min(Math.max(1, position), day.ladderBp.length) - 1] ?? WHOLE;
}

/** Every part rounded in order, the last carries the rest: `splitMonth` of src/policy/quote.ts. */
function fixedOwn(full: Vnd, parts: readonly FixedPart[]): Vnd {
  let rest = full;
  let own = 0;
  parts.forEach(({ isOwn, numerator, denominator }, at) => {
    const exact = multiplyRounded(full, numerator, denominator);
    const part = at === parts.length - 1 ? rest : Math.min(rest, exact);
    rest -= part;
    if (isOwn) own += part;
  });
  return own;
}

/** Support of a category in a past month that hangs on no condition: of whom no more is known. */
export function sureShares(
  desk: LawDesk,
  category: string,
  month: IsoDate,
): { stateBp: number; provinceBp: number } {
  const law = desk.day(month).law.byCategory.get(category);
  if (law?.payment?.supported !== true) return { stateBp: 0, provinceBp: 0 };
  const sure = law.supports.filter((support) => support.when === undefined);
  return { stateBp: Math.max(0, ...sure.map((support) => support.bp)), provinceBp: 0 };
}

/** Days that may change a decision, beside the person's own facts. */
export interface Watch {
  /** days in (on, until] on which a rule that decides starts or ends, ascending */
  lawDays: readonly IsoDate[];
  /** of these, the days on which only a province's resolution starts or ends */
  resolutionDays: ReadonlySet<IsoDate>;
  /** birthdays the law asks for */
  ages: readonly number[];
  leftArea: readonly { months: number; countFrom: IsoDate | null }[];
  statusMonths: readonly { status: string; months: number }[];
}

/** Rules that say who is offered what at which shares; no others change what is decided. */
const DECIDING_TOPICS: readonly RuleTopic[] = [
  'taxonomy',
  'entitlement',
  'kept',
  'choice',
  'payment',
  'support',
  'localSupport',
  'underSix',
];

function mayDecide({ topic }: Rule): boolean {
  return DECIDING_TOPICS.includes(topic);
}

export function watchOf(book: LawBook, on: IsoDate, until: IsoDate): Watch {
  const { entitlement, support, local } = book.data;
  const ranges = timeline(book).filter(
    (row) => row.on > on && row.on <= until && [...row.starts, ...row.ends].some(mayDecide),
  );
  const localOnly = ranges.filter((row) =>
    [...row.starts, ...row.ends].every((rule) => rule.topic === 'localSupport'),
  );
  const conditions = [
    ...entitlement.rules.map((row) => row.when),
    ...support.supports.flatMap((row) => row.when ?? []),
    ...Object.values(local).flatMap((file) =>
      file.resolutions.flatMap((row) => row.supports.flatMap((each) => each.when ?? [])),
    ),
  ].flatMap(partsOf);
  const ages = conditions.flatMap((part) =>
    'ageFrom' in part ? [part.ageFrom] : 'ageBelow' in part ? [part.ageBelow] : [],
  );
  return {
    lawDays: ranges.map((row) => row.on).sort(),
    resolutionDays: new Set(localOnly.map((row) => row.on)),
    ages: [...new Set(ages)],
    leftArea: conditions.flatMap((part) =>
      'leftArea' in part
        ? [{ months: part.leftArea.months, countFrom: part.leftArea.countFrom ?? null }]
        : [],
    ),
    statusMonths: conditions.flatMap((part) => ('statusMonths' in part ? [part.statusMonths] : [])),
  };
}

function partsOf(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all.flatMap(partsOf);
  if ('any' in condition) return condition.any.flatMap(partsOf);
  if ('not' in condition) return partsOf(condition.not);
  return [condition];
}

/** First day after the card of a child under 6. */
export function underSixEnd(day: DeskDay, birthDate: IsoDate): IsoDate {
  const { lastDay } = day.law.underSix(birthDate);
  let next = nextDays.get(lastDay);
  if (next === undefined) {
    next = addDays(lastDay, 1);
    if (nextDays.size < NEXT_DAYS_MAX) nextDays.set(lastDay, next);
  }
  return next;
}

/** The cards of all children end on some days of each year. */
const nextDays = new Map<IsoDate, IsoDate>();
const NEXT_DAYS_MAX = 5000;
