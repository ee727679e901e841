/**
 * Working days: Monday to Friday without the public holidays of data/calendar. Days swapped by the
 * Government each year are settings of the clock of tasks, not known here: a pace per week hardly
 * feels them.
 */
import { type IsoDate, addDays, daysBetween } from '../kernel/dates.ts';
import { readTable } from '../units/reference.ts';

let holidays: ReadonlySet<IsoDate> | undefined;

/** In [from, to). */
export function countWorkingDays(from: IsoDate, to: IsoDate): number {
  holidays ??= new Set(readTable('calendar/holidays').map((row) => row['date'] ?? ''));
  const days = Math.max(0, daysBetween(from, to));
  return Array.from({ length: days }, (_, at) => addDays(from, at)).filter(isWorkingDay).length;
}

function isWorkingDay(day: IsoDate): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek <= 5 && !holidays?.has(day);
}
