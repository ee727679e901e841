/**
 * Dates of the platform. Inside: `Temporal.PlainDate` where arithmetic is done, and plain
 * `YYYY-MM-DD` strings (`IsoDate`) where dates are only compared, stored or sent: ISO dates order
 * as text. Intervals are `[from, to)`; an open end is `null`. The working zone is Asia/Ho_Chi_Minh.
 */
export type IsoDate = string & { readonly __brand?: 'IsoDate' };

export interface Interval {
  from: IsoDate;
  /** first day that is no longer inside; null = no end known */
  to: IsoDate | null;
}

export const WORKING_ZONE = 'Asia/Ho_Chi_Minh';

/** Open ends compare as this day; it is stored nowhere. */
export const FAR_FUTURE: IsoDate = '9999-12-31';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** True for a real calendar day written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function toPlainDate(date: IsoDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(date);
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return toPlainDate(date).add({ days }).toString();
}

/** Clamps to the end of a shorter month: 31/1 plus one month is 28/2 or 29/2. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  return toPlainDate(date).add({ months }).toString();
}

export function addYears(date: IsoDate, years: number): IsoDate {
  return toPlainDate(date).add({ years }).toString();
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toPlainDate(from).until(toPlainDate(to), { largestUnit: 'days' }).days;
}

/** Completed years of age on a day. */
export function ageOn(birthDate: IsoDate, day: IsoDate): number {
  return toPlainDate(birthDate).until(toPlainDate(day), { largestUnit: 'years' }).years;
}

export function startOfMonth(date: IsoDate): IsoDate {
  return `${date.slice(0, 7)}-01`;
}

export function endOfMonth(date: IsoDate): IsoDate {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return `${date.slice(0, 7)}-${String(daysInMonth(year, month)).padStart(2, '0')}`;
}

export function isInside(day: IsoDate, interval: Interval): boolean {
  return interval.from <= day && (interval.to === null || day < interval.to);
}

export function overlaps(a: Interval, b: Interval): boolean {
  return (a.to === null || b.from < a.to) && (b.to === null || a.from < b.to);
}

/** The calendar day an instant falls on in the working zone. */
export function dayOf(instant: Temporal.Instant): IsoDate {
  return instant.toZonedDateTimeISO(WORKING_ZONE).toPlainDate().toString();
}
