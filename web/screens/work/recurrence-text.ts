/** "Hằng tuần, Thứ Năm, 15:00", "trước 20/11/2026": when a report or a task is due, in words. */
import type { Format } from '../../../messages/format.ts';
import type { OneDeadline, Recurrence } from '../../../src/tasks/clock-types.ts';
import type { WorkWords } from './words.ts';

export interface Clocked {
  deadline: OneDeadline | null;
  recurrence: Recurrence | null;
  deadlineText: string | null;
}

export function recurrenceText(words: WorkWords, format: Format, row: Clocked): string {
  const { deadline, recurrence } = row;
  const t = words.recurring;
  if (deadline) {
    const day = format.date(deadline.day);
    return joined([deadline.sense === 'before' ? t.before(day) : t.by(day), deadline.time]);
  }
  if (!recurrence) return row.deadlineText ?? t.none;
  return joined([t.every[recurrence.every], dayText(words, recurrence), recurrence.time]);
}

function dayText(words: WorkWords, recurrence: Recurrence): string {
  const t = words.recurring;
  if (recurrence.every === 'day') return '';
  if (recurrence.every === 'week') {
    const days: Readonly<Record<number, string>> = words.weekday;
    return days[recurrence.isoWeekday] ?? '';
  }
  const day = recurrence.day === 'last' ? t.lastDay : t.day(recurrence.day);
  if (recurrence.every === 'month') return recurrence.day === 'last' ? t.lastOfMonth : day;
  if (recurrence.every === 'year') return t.month(day, recurrence.month);
  return t.monthOf(day, recurrence.month);
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

/** "2026-11-25", "2026-11", "2026-Q3", "2026-H1", "2026" as people say them. */
export function periodText(words: WorkWords, format: Format, key: string): string {
  const t = words.recurring;
  const [year = '', part, day] = key.split('-');
  if (day !== undefined) return format.date(key);
  if (part === undefined) return t.year(year);
  const number = Number(part.replace(/\D/g, ''));
  if (part.startsWith('Q')) return t.quarter(ROMAN[number - 1] ?? part, year);
  return part.startsWith('H') ? t.halfYear(number, year) : t.monthOfYear(number, year);
}

const ROMAN = ['I', 'II', 'III', 'IV'] as const;
