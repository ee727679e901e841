/**
 * Deadlines, working days, recurrence: data in, instants out. Hours are of Asia/Ho_Chi_Minh. What
 * the settings decide is said in docs/decisions/0016-the-clock-of-duties.md.
 */
import {
  type IsoDate,
  WORKING_ZONE,
  addDays,
  addMonths,
  daysInMonth,
  startOfMonth,
  toPlainDate,
} from '../kernel/dates.ts';
import type {
  CalendarDay,
  ClockSettings,
  ClockState,
  DeadlineSense,
  OneDeadline,
  Recurrence,
} from './clock-types.ts';

/** Which days are worked. Later rows of the list win over earlier ones. */
export interface WorkingCalendar {
  isWorking(day: IsoDate): boolean;
  /** the holiday's or the swap's name, null on an ordinary day */
  nameOf(day: IsoDate): string | null;
}

const SATURDAY = 6;

export function makeCalendar(days: Iterable<CalendarDay>): WorkingCalendar {
  const special = new Map<IsoDate, CalendarDay>();
  for (const row of days) special.set(row.day, row);
  return {
    isWorking(day) {
      const kind = special.get(day)?.kind;
      return kind === undefined ? isoWeekday(day) < SATURDAY : kind === 'working';
    },
    nameOf: (day) => special.get(day)?.name ?? null,
  };
}

export function isoWeekday(day: IsoDate): number {
  return toPlainDate(day).dayOfWeek;
}

/** The day itself when it is worked, else the nearest one in the direction. */
export function workingDayAt(calendar: WorkingCalendar, day: IsoDate, step: 1 | -1): IsoDate {
  let found = day;
  for (let tries = 0; !calendar.isWorking(found) && tries < TRIES_MAX; tries += 1) {
    found = addDays(found, step);
  }
  return found;
}

/** No row of holidays is longer; a broken calendar ends here instead of running on. */
const TRIES_MAX = 60;

/** `count` working days after the day (before it when negative). */
export function addWorkingDays(calendar: WorkingCalendar, day: IsoDate, count: number): IsoDate {
  const step = count < 0 ? -1 : 1;
  let found = day;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    found = workingDayAt(calendar, addDays(found, step), step);
  }
  return found;
}

/** Working days in [from, to); negative when `to` is earlier. */
export function countWorkingDays(calendar: WorkingCalendar, from: IsoDate, to: IsoDate): number {
  const [first, end, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let count = 0;
  for (let day = first; day < end; day = addDays(day, 1)) if (calendar.isWorking(day)) count += 1;
  return count === 0 ? 0 : count * sign;
}

// ── one deadline ────────────────────────────────────────────────────────────────────────────────

interface Said {
  day: IsoDate;
  time?: string | undefined;
  sense: DeadlineSense;
}

/** The instant from which a thing is late. */
export function dueAt(
  said: Said,
  settings: ClockSettings,
  calendar: WorkingCalendar,
): Temporal.Instant {
  const { day, time, sense } = said;
  const isDayBefore =
    time === undefined && sense === 'before' && settings.beforeDay === 'exclusive';
  const printed = isDayBefore ? addDays(day, -1) : day;
  return instantOf(moved(printed, settings, calendar), time ?? settings.dayEnd);
}

function moved(day: IsoDate, settings: ClockSettings, calendar: WorkingCalendar): IsoDate {
  if (settings.onHoliday === 'asPrinted') return day;
  return workingDayAt(calendar, day, settings.onHoliday === 'nextWorkingDay' ? 1 : -1);
}

/** 24:00 is the first instant of the next day. */
export function instantOf(day: IsoDate, time: string): Temporal.Instant {
  const [on, at] = time === '24:00' ? [addDays(day, 1), '00:00'] : [day, time];
  return Temporal.PlainDateTime.from(`${on}T${at}`).toZonedDateTime(WORKING_ZONE).toInstant();
}

/** Where the deadline stands; done exactly at the instant is still on time. */
export function clockState(
  due: string | null,
  doneAt: string | null,
  now: Temporal.Instant,
  settings: ClockSettings,
): ClockState {
  const none = { dueAt: due, hoursLeft: null, hoursLate: null };
  if (due === null) return { ...none, state: doneAt === null ? 'noClock' : 'done' };
  const end = Temporal.Instant.from(due);
  const at = doneAt === null ? now : Temporal.Instant.from(doneAt);
  const late = Temporal.Instant.compare(at, end) > 0;
  if (late) {
    const state = doneAt === null ? 'overdue' : 'doneLate';
    return { ...none, state, hoursLate: wholeHours(end, at) };
  }
  if (doneAt !== null) return { ...none, state: 'done' };
  const hoursLeft = wholeHours(now, end);
  return { ...none, state: hoursLeft <= settings.warnHours ? 'dueSoon' : 'onTime', hoursLeft };
}

function wholeHours(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.ceil(to.since(from).total('hours'));
}

/** "trước ngày 15/12/2023", "trong tháng 11/2023": the sense a text prints; by unless it says before. */
export function senseOf(text: string | null): DeadlineSense {
  return text === null || /trước/i.test(text.normalize('NFC')) ? 'before' : 'by';
}

// ── what comes again ────────────────────────────────────────────────────────────────────────────

export interface Occurrence {
  /** names the period for good: 2023-11-08 (a day or a week's deadline), 2023-11, 2023-Q4, 2023-H2, 2023 */
  key: string;
  /** the period reported on, [from, to) */
  from: IsoDate;
  to: IsoDate;
  /** as printed, before settings move it */
  day: IsoDate;
  dueAt: Temporal.Instant;
}

const OCCURRENCES_MAX = 1000;

/**
 * Those whose printed day lies in [from, to). A week is the seven days that end with the deadline's
 * weekday; daily work is due on working days only.
 */
export function listOccurrences(
  recurrence: Recurrence,
  window: { from: IsoDate; to: IsoDate },
  settings: ClockSettings,
  calendar: WorkingCalendar,
): Occurrence[] {
  const found: Occurrence[] = [];
  for (const { key, from, to, day } of periodsOf(recurrence, window)) {
    if (found.length >= OCCURRENCES_MAX) break;
    if (day < window.from || day >= window.to) continue;
    if (recurrence.every === 'day' && !calendar.isWorking(day)) continue;
    found.push({ key, from, to, day, dueAt: dueAt(toSaid(recurrence, day), settings, calendar) });
  }
  return found;
}

/** Daily work is of its own day: "before" a day that comes every day would mean nothing. */
function toSaid(recurrence: Recurrence, day: IsoDate): Said {
  const sense = recurrence.every === 'day' ? 'by' : recurrence.sense;
  return { day, time: recurrence.time, sense };
}

/** The first occurrence whose printed day is `from` or later and before `to`. */
export function nextOccurrence(
  recurrence: Recurrence,
  window: { from: IsoDate; to: IsoDate | null },
  settings: ClockSettings,
  calendar: WorkingCalendar,
): Occurrence | undefined {
  const horizon = addMonths(window.from, 14);
  const to = window.to !== null && window.to < horizon ? window.to : horizon;
  return listOccurrences(recurrence, { from: window.from, to }, settings, calendar)[0];
}

interface Period {
  key: string;
  from: IsoDate;
  to: IsoDate;
  day: IsoDate;
}

function* periodsOf(
  recurrence: Recurrence,
  window: { from: IsoDate; to: IsoDate },
): Generator<Period> {
  if (recurrence.every === 'day') {
    for (let day = window.from; day < window.to; day = addDays(day, 1)) {
      yield { key: day, from: day, to: addDays(day, 1), day };
    }
    return;
  }
  if (recurrence.every === 'week') {
    const ahead = (recurrence.isoWeekday - isoWeekday(window.from) + 7) % 7;
    for (let day = addDays(window.from, ahead); day < window.to; day = addDays(day, 7)) {
      yield { key: day, from: addDays(day, -6), to: addDays(day, 1), day };
    }
    return;
  }
  const months = MONTHS[recurrence.every];
  const month = recurrence.every === 'month' ? 1 : recurrence.month;
  const first = startOfPeriod(addMonths(startOfMonth(window.from), -months), months);
  for (let from = first; from < window.to; from = addMonths(from, months)) {
    const at = addMonths(from, month - 1);
    const to = addMonths(from, months);
    yield { key: keyOf(from, months), from, to, day: dayInMonth(at, recurrence.day) };
  }
}

const MONTHS = { month: 1, quarter: 3, halfYear: 6, year: 12 } as const;

function startOfPeriod(day: IsoDate, months: number): IsoDate {
  const [year, month] = parts(day);
  const first = month - ((month - 1) % months);
  return `${year}-${String(first).padStart(2, '0')}-01`;
}

function keyOf(from: IsoDate, months: number): string {
  const [year, month] = parts(from);
  if (months === 1) return from.slice(0, 7);
  if (months === 3) return `${year}-Q${(month + 2) / 3}`;
  return months === 6 ? `${year}-H${month === 1 ? 1 : 2}` : String(year);
}

function dayInMonth(month: IsoDate, day: number | 'last'): IsoDate {
  const [year, number] = parts(month);
  const last = daysInMonth(year, number);
  const found = day === 'last' ? last : Math.min(day, last);
  return `${month.slice(0, 7)}-${String(found).padStart(2, '0')}`;
}

function parts(day: IsoDate): [year: number, month: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
}

/** The printed deadline as an occurrence of its own, for things that come once. */
export function onceAsOccurrence(
  deadline: OneDeadline,
  settings: ClockSettings,
  calendar: WorkingCalendar,
): Occurrence {
  const { day } = deadline;
  return {
    key: day,
    from: day,
    to: addDays(day, 1),
    day,
    dueAt: dueAt(deadline, settings, calendar),
  };
}
