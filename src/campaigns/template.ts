/** Last year's campaign with its dates moved: pure. */
import { type IsoDate, addDays, addMonths, daysBetween } from '../kernel/dates.ts';
import { type WorkingCalendar, addWorkingDays, countWorkingDays } from '../tasks/clock.ts';

/**
 * A deadline keeps its distance to the first day: in working days when it fell on one, so that it
 * falls on one again; in days of the calendar when it fell on a day nobody works.
 */
export function moveDay(
  day: IsoDate,
  oldFrom: IsoDate,
  newFrom: IsoDate,
  calendar: WorkingCalendar,
): IsoDate {
  if (!calendar.isWorking(day)) return addDays(newFrom, daysBetween(oldFrom, day));
  const distance = countWorkingDays(calendar, oldFrom, day);
  if (distance !== 0)
    return addWorkingDays(calendar, startOf(newFrom, distance, calendar), distance);
  return calendar.isWorking(newFrom) ? newFrom : addWorkingDays(calendar, newFrom, 1);
}

/** Working days are counted from a worked day when the new first day is not one. */
function startOf(from: IsoDate, distance: number, calendar: WorkingCalendar): IsoDate {
  if (calendar.isWorking(from) || distance < 0) return from;
  return addWorkingDays(calendar, from, 1);
}

/** Whole months stay whole months; anything else keeps its number of days. */
export function moveEnd(oldFrom: IsoDate, oldTo: IsoDate, newFrom: IsoDate): IsoDate {
  const isWholeMonths = [oldFrom, oldTo, newFrom].every((day) => day.endsWith('-01'));
  if (!isWholeMonths) return addDays(newFrom, daysBetween(oldFrom, oldTo));
  const months = monthNumber(oldTo) - monthNumber(oldFrom);
  return addMonths(newFrom, months);
}

function monthNumber(day: IsoDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}
