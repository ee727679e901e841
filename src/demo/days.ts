/**
 * Days as whole numbers (days since 1970-01-01): the generator compares and adds dates millions of
 * times, `Temporal` and text would take most of its time. Only ISO dates leave the generator.
 */
import type { IsoDate } from '../kernel/dates.ts';

export type Day = number;

/** Later than every day; stands for an end that is not known. */
export const NEVER: Day = 3_000_000;

const FIRST_YEAR = 1900;
const LAST_YEAR = 2060;

/** Day of a date of the Gregorian calendar (Howard Hinnant's algorithm, public domain). */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function parseDay(date: IsoDate): Day {
  return dayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

const FIRST = dayOf(FIRST_YEAR, 1, 1);
const SIZE = dayOf(LAST_YEAR + 1, 1, 1) - FIRST;
const years = new Int16Array(SIZE);
const months = new Int8Array(SIZE);
const texts: string[] = makeTexts();

function makeTexts(): string[] {
  const made: string[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const length =
        dayOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - dayOf(year, month, 1);
      for (let day = 1; day <= length; day += 1) {
        years[made.length] = year;
        months[made.length] = month;
        made.push(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
      }
    }
  }
  return made;
}

/** 1900 to 2060; null for `NEVER`. */
export function isoOf(day: Day): IsoDate | null {
  if (day >= NEVER) return null;
  const text = texts[day - FIRST];
  if (text === undefined) throw new Error(`day ${day} lies outside ${FIRST_YEAR}–${LAST_YEAR}`);
  return text;
}

/** As `isoOf`, for a day that is known. */
export function knownIso(day: Day): IsoDate {
  const text = isoOf(day);
  if (text === null) throw new Error('a day that must be known is not');
  return text;
}

export function yearOf(day: Day): number {
  return years[day - FIRST] ?? 0;
}

export function monthOf(day: Day): number {
  return months[day - FIRST] ?? 0;
}

const newYears: Day[] = [];

/** 1 January; asked for so often that it is remembered. */
export function newYear(year: number): Day {
  return (newYears[year] ??= dayOf(year, 1, 1));
}

/** First day of the month `count` months after the month of `day`. */
export function startOfMonthAfter(day: Day, count: number): Day {
  const index = yearOf(day) * 12 + monthOf(day) - 1 + count;
  return dayOf(Math.floor(index / 12), (index % 12) + 1, 1);
}

/** The same day `count` years later; 29/2 becomes 1/3. */
export function addYears(day: Day, count: number): Day {
  const year = yearOf(day);
  const month = monthOf(day);
  return dayOf(year + count, month, 1) + (day - dayOf(year, month, 1));
}

/** Completed years, at most a day off around birthdays. */
export function ageAt(birth: Day, day: Day): number {
  return Math.floor((day - birth) / 365.2425);
}
