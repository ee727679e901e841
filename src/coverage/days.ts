/**
 * Days as whole numbers (days since 1970-01-01), for counting millions of them. The counted span
 * begins with the year of the first Law on Health Insurance and ends with 2040: everything before
 * it stands in the state of its first day, nothing after it is kept.
 */
import type { IsoDate } from '../kernel/dates.ts';

export type DayNumber = number;

const MS_PER_DAY = 86_400_000;

export function dayNumber(date: IsoDate): DayNumber {
  return Date.parse(date) / MS_PER_DAY;
}

export function isoOfDay(day: DayNumber): IsoDate {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Beyond every day that is counted: an open end. */
export const OPEN_END: DayNumber = 2_000_000;

export const FIRST_YEAR = 2009;
export const LAST_YEAR = 2040;
export const COUNTED_FROM: IsoDate = `${FIRST_YEAR}-01-01`;
/** First day that is no longer counted. */
export const COUNTED_TO: IsoDate = `${LAST_YEAR + 1}-01-01`;
/** Law 25/2008/QH12 in force: no figure is answered for an earlier day. */
export const FIRST_ANSWERED: IsoDate = '2009-07-01';

export const FIRST_DAY = dayNumber(COUNTED_FROM);
export const END_DAY = dayNumber(COUNTED_TO);

/** Slot 0 stands for every day before the span; slot 1 is its first day. */
export const SLOTS = END_DAY - FIRST_DAY + 1;

export function slotOf(day: DayNumber): number {
  return day < FIRST_DAY ? 0 : day - FIRST_DAY + 1;
}

export function dayOfSlot(slot: number): DayNumber {
  return FIRST_DAY + slot - 1;
}

/** By slot: the index of the first 1 January after the day (0 = that of `FIRST_YEAR`). */
export const nextYearOfSlot = new Int16Array(SLOTS);
/** By slot: months since January of `FIRST_YEAR`; −1 for slot 0. */
export const monthOfSlot = new Int16Array(SLOTS);

for (let slot = 1; slot < SLOTS; slot += 1) {
  const date = new Date(dayOfSlot(slot) * MS_PER_DAY);
  const year = date.getUTCFullYear() - FIRST_YEAR;
  nextYearOfSlot[slot] = year + 1;
  monthOfSlot[slot] = year * 12 + date.getUTCMonth();
}
monthOfSlot[0] = -1;

export function isoOfYearIndex(index: number): IsoDate {
  return `${FIRST_YEAR + index}-01-01`;
}

export function isoOfMonthIndex(index: number): IsoDate {
  const month = String((index % 12) + 1).padStart(2, '0');
  return `${FIRST_YEAR + Math.floor(index / 12)}-${month}-01`;
}
