/**
 * Days of cards: children under 6, pupils and students, the start after a payment, the wait of new
 * members of groups 4 and 5, the break that keeps the five years. Last days are inclusive, as the
 * law and the card write them.
 */
import { type IsoDate, addDays, addMonths, daysBetween, endOfMonth } from '../kernel/dates.ts';
import { type LawBook, findRow, getRow } from './book.ts';
import { isWithin } from './break-limit.ts';
import { endOfMonths } from './condition.ts';
import type { Citation, Confidence } from './types.ts';

export interface UnderSixCard {
  from: IsoDate;
  /** last day of the card */
  lastDay: IsoDate;
  /** day of 72 months: the money is counted up to it */
  contributionTo: IsoDate;
  /** first day of the card as a pupil of grade 1 */
  pupilFrom: IsoDate;
  citation: readonly Citation[];
  confidence: Confidence;
}

/** The card of a child under 6 by the rule of a day (by default the day of 72 months). */
export function underSixCard(book: LawBook, birthDate: IsoDate, on?: IsoDate): UnderSixCard {
  const turning = addMonths(birthDate, 72);
  const rule = getRow(book.data.calendar.underSix, on ?? turning, 'underSixCard');
  const school = getRow(book.data.calendar.schoolCards, on ?? turning, 'schoolCards');
  const early = birthDate.slice(5) <= rule.cutMonthDay;
  const lastDay = early ? `${turning.slice(0, 4)}-${rule.cutMonthDay}` : endOfMonth(turning);
  return {
    from: birthDate,
    lastDay,
    contributionTo: turning,
    pupilFrom: early ? `${turning.slice(0, 4)}-${school.grade1From}` : lastDay,
    citation: rule.citation,
    confidence: rule.confidence,
  };
}

/** Only the last day of the card, by the rule of a day: what `judge` asks. */
export function underSixLastDay(book: LawBook, on: IsoDate): (birth: IsoDate) => IsoDate {
  const cut = findRow(book.data.calendar.underSix, on)?.cutMonthDay ?? '09-30';
  return (birth) => {
    const year = String(Number(birth.slice(0, 4)) + 6).padStart(4, '0');
    return birth.slice(5) <= cut ? `${year}-${cut}` : endOfMonth(`${year}-${birth.slice(5, 7)}-01`);
  };
}

export interface CardTerm {
  from: IsoDate;
  lastDay: IsoDate;
}

/** Grade 12: 1 January to 30 September of its year. */
export function grade12Card(book: LawBook, year: number): CardTerm {
  const from = `${year}-01-01`;
  const { grade12To } = getRow(book.data.calendar.schoolCards, from, 'schoolCards');
  return { from, lastDay: `${year}-${grade12To}` };
}

/** First-year student: from enrolment, or from the end of a grade-12 card that still runs. */
export function firstYearCard(
  enrolledOn: IsoDate,
  grade12LastDay: IsoDate | null,
  months: number,
): CardTerm {
  const from =
    grade12LastDay !== null && grade12LastDay >= enrolledOn
      ? addDays(grade12LastDay, 1)
      : enrolledOn;
  return { from, lastDay: addDays(addMonths(from, months), -1) };
}

export interface CardStart {
  startsOn: IsoDate;
  /** whole days without a card between the two; null = first card */
  breakDays: number | null;
  waits: boolean;
  citation: readonly Citation[];
  /** inferred where the wait is used: the law does not say whether day 30 or 31 is the first */
  confidence: Confidence;
}

/**
 * When the card starts for a payment of a group, after the last card ended on `previousLastDay`
 * (null = first time). Law 51 Art 16.3c: first time or a break of 90 days or more waits 30 days.
 */
export function cardStart(
  book: LawBook,
  group: number,
  paidOn: IsoDate,
  previousLastDay: IsoDate | null,
): CardStart {
  const waiting = getRow(book.data.contribution.waiting, paidOn, 'waiting');
  const breakDays =
    previousLastDay === null ? null : Math.max(0, daysBetween(previousLastDay, paidOn) - 1);
  const { citation, confidence } = waiting;
  if (previousLastDay !== null && previousLastDay >= addDays(paidOn, -1)) {
    const startsOn = addDays(previousLastDay, 1);
    return { startsOn, breakDays: 0, waits: false, citation, confidence };
  }
  const waits =
    waiting.groups.includes(group) &&
    (previousLastDay === null || isLongBreak(waiting, previousLastDay, paidOn));
  return {
    startsOn: waits ? addDays(paidOn, waiting.waitDays) : paidOn,
    breakDays,
    waits,
    citation,
    confidence: waits ? 'inferred' : confidence,
  };
}

/** The break counts in days since 2025-07-01; before, in months inside one financial year. */
function isLongBreak(
  rule: { breakDays?: number | undefined; breakMonths?: number | undefined },
  previousLastDay: IsoDate,
  paidOn: IsoDate,
): boolean {
  let start = addDays(previousLastDay, 1);
  if (rule.breakDays !== undefined) return daysBetween(start, paidOn) >= rule.breakDays;
  while (start < paidOn) {
    const nextYear = `${Number(start.slice(0, 4)) + 1}-01-01`;
    const end = paidOn < nextYear ? paidOn : nextYear;
    if (endOfMonths(start, rule.breakMonths ?? 0) <= end) return true;
    start = nextYear;
  }
  return false;
}

export interface Continuity {
  breakDays: number;
  fiveYearsContinuous: boolean;
  waits: boolean;
}

/** Two counters: a break of exactly 90 days keeps the five years but brings the 30-day wait. */
export function continuity(
  book: LawBook,
  group: number,
  previousLastDay: IsoDate,
  paidOn: IsoDate,
): Continuity {
  const rule = getRow(book.data.benefit.continuity, paidOn, 'continuity');
  const firstDayWithout = addDays(previousLastDay, 1);
  const breakDays = Math.max(0, daysBetween(firstDayWithout, paidOn));
  const keeps = isWithin(rule, firstDayWithout, paidOn);
  const { waits } = cardStart(book, group, paidOn, previousLastDay);
  return { breakDays, fiveYearsContinuous: keeps, waits };
}
