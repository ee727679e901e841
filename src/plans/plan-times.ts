/** Years, deadlines and "hằng tuần" of a plan as periods and clocks. Pure. */
import { type IsoDate, addDays, isIsoDate } from '../kernel/dates.ts';
import { fold } from '../kernel/text.ts';
import { Period } from '../targets/types.ts';
import type { DeadlineSense, OneDeadline, Recurrence } from '../tasks/clock-types.ts';
import { senseOf } from '../tasks/clock.ts';
import { findDeadlines } from './extract/deadlines.ts';
import { textPassage } from './extract/passage.ts';
import type { PlanPeriod, PlanReport, PlanTarget, PlanTask } from './types.ts';

/** Years a plan speaks of; null when it names none. */
export interface PlanYears {
  from: number;
  to: number;
}

export function yearsOf(period: PlanPeriod | null): PlanYears | null {
  const first = yearIn(period?.from ?? null);
  const last = yearIn(period?.extendedTo ?? null) ?? yearIn(period?.to ?? null);
  if (first === null && last === null) return null;
  return { from: first ?? last ?? 0, to: last ?? first ?? 0 };
}

function yearIn(text: string | null): number | null {
  const year = /\b(20\d{2})\b/.exec(text ?? '')?.[1];
  return year === undefined ? null : Number(year);
}

/** A school year is counted from its first of September. */
const SCHOOL_YEAR = /nam hoc (20\d{2}) (20\d{2})/;

/**
 * The periods one target is for: a year, a span as one period, "hằng năm" as each year of the plan.
 * Empty when the words name none, or one that ends before it begins: a person must say it.
 */
export function periodsOf(target: PlanTarget, years: PlanYears | null): Period[] {
  return namedPeriods(target, years).filter((period) => Period.safeParse(period).success);
}

function namedPeriods(target: PlanTarget, years: PlanYears | null): Period[] {
  const { year, yearFrom, yearTo } = target;
  if (typeof year === 'number') return [year];
  const words = fold(year);
  const school = SCHOOL_YEAR.exec(words);
  if (school) return [{ from: `${school[1]}-09-01`, to: `${school[2]}-09-01` }];
  if (yearFrom !== undefined && yearTo !== undefined) {
    return [{ from: `${yearFrom}-01-01`, to: `${yearTo + 1}-01-01` }];
  }
  const quarter = QUARTER_YEAR.exec(words);
  if (quarter) return [quarterOf(Number(quarter[2]), quarter[1] ?? '')];
  const month = MONTH_YEAR.exec(words);
  if (month) return [monthOf(Number(month[2]), Number(month[1]))];
  const day = UNTIL_DAY.exec(words);
  if (day) return [untilDay(Number(day[3]), Number(day[2]), Number(day[1]))];
  const named = [...words.matchAll(/\b20\d{2}\b/g)].map(Number);
  const [first, second] = named;
  if (first !== undefined && second !== undefined) {
    return [{ from: `${first}-01-01`, to: `${second + 1}-01-01` }];
  }
  if (first !== undefined) return [first];
  if (/^(hang|moi|tung) nam/.test(words) && years) {
    return Array.from({ length: years.to - years.from + 1 }, (_, i) => years.from + i);
  }
  return [];
}

const UNTIL_DAY = /^den (\d{1,2}) (\d{1,2}) (20\d{2})$/;

/** "đến 30/6/2026" → from the first of the year until that day, the day itself within */
function untilDay(year: number, month: number, day: number): Period {
  const from = `${year}-01-01`;
  const last = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return { from, to: isIsoDate(last) ? addDays(last, 1) : from };
}

/** "trong tháng 9/2026" → that month */
function monthOf(year: number, month: number): Period {
  const first = (at: number): string =>
    `${year + Math.floor((at - 1) / 12)}-${String(((at - 1) % 12) + 1).padStart(2, '0')}-01`;
  return { from: first(month), to: first(month + 1) };
}

const MONTH_YEAR = /^thang (\d{1,2}) (20\d{2})$/;

const QUARTER_YEAR = /\bquy (iv|i{1,3}|[1-4])[ /]+(20\d{2})/;
const QUARTERS = ['i', 'ii', 'iii', 'iv'];

/** "quý II/2027" → from 1/4 to 1/7 */
function quarterOf(year: number, words: string): Period {
  const at = QUARTERS.includes(words) ? QUARTERS.indexOf(words) : Number(words) - 1;
  const first = (quarter: number): string => {
    const month = String((quarter % 4) * 3 + 1).padStart(2, '0');
    return `${year + Math.floor(quarter / 4)}-${month}-01`;
  };
  return { from: first(at), to: first(at + 1) };
}

export function firstDayOf(period: Period): IsoDate {
  return typeof period === 'number' ? `${period}-01-01` : period.from;
}

/** "trước ngày D" leaves D to the settings of the place; "trong", "đến", "hết" hold D in. */
export function deadlineOf(
  day: IsoDate | null,
  text: string | null,
  time: string | undefined,
): OneDeadline | undefined {
  if (day === null) return undefined;
  return { day, sense: senseOf(text), ...(time === undefined ? {} : { time }) };
}

/**
 * "hằng tuần" without a weekday is due when the week ends, "hằng tháng" with the month's last day:
 * by then the work of that period is done or it is not. Words that name no period ("thường xuyên",
 * "định kỳ", "kịp thời") have no clock.
 */
export function recurrencesOf(words: string | undefined): Recurrence[] {
  const folded = fold(words ?? '');
  const found: Recurrence[] = [];
  const sense = 'by' as const;
  if (/\b(hang|moi) ngay\b/.test(folded)) found.push({ every: 'day', sense });
  if (/\btuan\b/.test(folded)) found.push({ every: 'week', isoWeekday: 7, sense });
  if (/(?<!\d )\bthang\b/.test(folded)) found.push({ every: 'month', day: 'last', sense });
  if (/\bquy\b/.test(folded)) found.push({ every: 'quarter', month: 3, day: 'last', sense });
  if (/\b6 thang\b/.test(folded)) {
    found.push({ every: 'halfYear', month: 6, day: 'last', sense });
  }
  if (/(?<!dau )\bnam\b(?! hoc)/.test(folded)) {
    found.push({ every: 'year', month: 12, day: 'last', sense });
  }
  return found;
}

export interface Clock {
  deadline?: OneDeadline;
  recurrence?: Recurrence;
}

/** One clock a duty, as printed; several frequencies ("tháng, quý, năm") are several. */
export function clocksOfReport(report: PlanReport): Clock[] {
  const { deadline, deadlineText } = report;
  const sense = senseOf(deadlineText);
  if (typeof deadline === 'string') {
    return [{ deadline: deadlineOf(deadline, deadlineText, report.time) }];
  }
  if (deadline) {
    const said = { sense, ...(deadline.time === undefined ? {} : { time: deadline.time }) };
    if ('isoWeekday' in deadline) {
      return [{ recurrence: { every: 'week', isoWeekday: deadline.isoWeekday, ...said } }];
    }
    if ('month' in deadline) {
      return [{ recurrence: { every: 'year', month: deadline.month, day: deadline.day, ...said } }];
    }
    return [{ recurrence: dayOfPeriod(deadline.of, deadline.day, said) }];
  }
  const frequencies = Array.isArray(report.frequency) ? report.frequency : [report.frequency];
  const recurrences = frequencies.flatMap(recurrencesOf);
  return recurrences.length > 0 ? recurrences.map((recurrence) => ({ recurrence })) : [{}];
}

function dayOfPeriod(
  of: string,
  day: number,
  said: { sense: DeadlineSense; time?: string },
): Recurrence {
  const words = fold(of);
  if (/quy/.test(words)) return { every: 'quarter', month: 3, day, ...said };
  if (/6 thang/.test(words)) return { every: 'halfYear', month: 6, day, ...said };
  return { every: 'month', day, ...said };
}

/** A task repeats or has one limit; the last day it repeats until is then its limit. */
export function clockOfTask(task: PlanTask): Clock & { activeTo?: IsoDate } {
  const [said] = recurrencesOf(task.recurrence);
  const recurrence = said && atPrintedHour(said, task.text);
  if (recurrence) {
    return { recurrence, ...(task.deadline ? { activeTo: addDays(task.deadline, 1) } : {}) };
  }
  const deadline = deadlineOf(task.deadline, task.deadlineText, task.time);
  const until = lastDayOfSpan(task.period);
  return { deadline: deadline ?? (until === undefined ? undefined : { day: until, sense: 'by' }) };
}

/** "từ ngày 15/9 đến ngày 31/10": work that goes on until the last day, which is still in time. */
function lastDayOfSpan(period: string | undefined): IsoDate | undefined {
  const days = (period ?? '').split('/').filter(isIsoDate);
  return days.length === 2 ? days[1] : undefined;
}

/**
 * "trước 15 giờ 00' ngày thứ 5 hằng tuần", "trước ngày 20 hằng tháng": the weekday, the day and the hour
 * that the sentence prints, in place of the end of the week or of the month.
 */
function atPrintedHour(recurrence: Recurrence, text: string): Recurrence {
  for (const limit of findDeadlines(textPassage(text))) {
    const { clock, time } = limit;
    const said = { sense: senseOf(limit.text), ...(time === undefined ? {} : { time }) };
    if (clock.kind === 'weekly' && recurrence.every === 'week') {
      return { every: 'week', isoWeekday: clock.isoWeekday, ...said };
    }
    if (clock.kind !== 'monthly') continue;
    const isOfIt = recurrence.every === (clock.of === 'quý' ? 'quarter' : 'month');
    if (isOfIt) return dayOfPeriod(clock.of, clock.day, said);
  }
  return recurrence;
}

/** "2013-2015", "2027/", "2023-11-01/2023-11-30" as days [from, to). */
export function spanOf(period: string | undefined): { from?: IsoDate; to?: IsoDate } {
  if (period === undefined) return {};
  const days = period.split('/').filter(isIsoDate);
  if (days.length > 0) {
    const [from, last] = days;
    return { from, ...(last === undefined ? {} : { to: addDays(last, 1) }) };
  }
  const years = [...period.matchAll(/20\d{2}/g)].map(([year]) => Number(year));
  const [first, last] = years;
  if (first === undefined) return {};
  const isOpen = last === undefined && period.includes('/');
  return { from: `${first}-01-01`, ...(isOpen ? {} : { to: `${(last ?? first) + 1}-01-01` }) };
}
