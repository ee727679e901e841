/**
 * Days, months, quarters, weekdays and years in running text. Patterns read folded text; places
 * are places in the passage.
 */
import { type IsoDate, daysInMonth, isIsoDate } from '../../kernel/dates.ts';
import type { Passage } from './passage.ts';
import { everywhere } from './words.ts';

export type Clock =
  | { kind: 'day'; date: IsoDate }
  | { kind: 'span'; from: IsoDate; date: IsoDate }
  | { kind: 'year'; date: IsoDate; year: number }
  | { kind: 'yearly'; month: number; day: number }
  | { kind: 'weekly'; weekday: string; isoWeekday: number }
  | { kind: 'monthly'; day: number; of: string };

/** A point or span of time in the text, whatever it is good for. */
export interface FoundTime {
  at: number;
  end: number;
  /** null when the printed day does not exist */
  clock: Clock | null;
}

const SLASHED = '(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})\\s*[/.-]\\s*(\\d{4})(?!\\d)';
const SPELLED = 'ngay\\s*(\\d{1,2})\\s*thang\\s*(\\d{1,2})\\s*nam\\s*(\\d{2,4})';

interface Form {
  name: string;
  pattern: RegExp;
  read(groups: readonly string[]): Clock | null;
}

/** One row a form; earlier rows take the text before later ones see it. */
const FORMS: readonly Form[] = [
  {
    name: 'days/slashed',
    pattern: everywhere(`(?<![\\d/])(?:ngay\\s*)?${SLASHED}`),
    read: ([day, month, year]) => dayClock(year, month, day),
  },
  {
    name: 'days/spelled',
    pattern: everywhere(SPELLED),
    read: ([day, month, year]) => dayClock(year, month, day),
  },
  {
    name: 'days/day-of-month',
    pattern: everywhere(
      'ngay\\s*(\\d{1,2})\\s*(?:cua )?(?:(?:hang|moi) (thang|quy)|thang (?:sau|lien ke|cuoi|dau|tiep theo)(?: (?:cua |moi |hang )*(quy))?)',
    ),
    read: ([day, of, ofLast]) => monthlyClock(day, of === 'quy' || ofLast === 'quy'),
  },
  {
    name: 'days/yearly',
    pattern: everywhere(
      'ngay\\s*(\\d{1,2})\\s*(?:/|\\s+thang\\s+)\\s*(\\d{1,2})(?![\\d/])(?! nam \\d)',
    ),
    read: ([day, month]) => yearlyClock(month, day),
  },
  {
    name: 'days/yearly-sibling',
    pattern: everywhere(
      '(?<=ngay\\s*\\d{1,2}/\\d{1,2}(?: hang nam)?\\s*(?:va|,)\\s*)(\\d{1,2})/(\\d{1,2})(?![\\d/])',
    ),
    read: ([day, month]) => yearlyClock(month, day),
  },
  {
    name: 'days/alone',
    pattern: everywhere(
      '(?<=(?:hang|moi) (thang|quy)\\b[^;.]{0,80}(?:truoc|vao|cham nhat|cham nhat la) )ngay\\s*(\\d{1,2})(?![\\d/]|[.-]\\d|\\s*(?:thang|cua))',
    ),
    read: ([of, day]) => monthlyClock(day, of === 'quy'),
  },
  {
    name: 'days/weekday',
    pattern: everywhere(
      '(?:ngay )?\\b(thu (?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat)\\b(?! (?:nhat|ba)\\b)',
    ),
    read: ([weekday]) => weekdayClock(weekday ?? ''),
  },
  {
    name: 'days/month',
    pattern: everywhere('\\bthang\\s*(\\d{1,2})\\s*(?:/|nam)\\s*(\\d{4})'),
    read: ([month, year]) => monthClock(Number(year), Number(month)),
  },
  {
    name: 'days/quarter',
    pattern: everywhere('\\bquy (iii|iv|ii|i|[1-4])(?:/|,? nam )\\s*(\\d{4})'),
    read: ([quarter, year]) => quarterClock(Number(year), quarter ?? ''),
  },
  {
    name: 'days/year',
    pattern: everywhere('(?<![\\d/.-])(?:nam )?((?:19|20)\\d{2})(?![\\d/]|\\.\\d|\\s?%)'),
    read: ([year]) => ({ kind: 'year', date: `${year}-12-31`, year: Number(year) }),
  },
];

/** Rule `days/find`: every point of time in the passage, in order, none inside another. */
export function findTimes(passage: Passage): FoundTime[] {
  const known = foundTimes.get(passage);
  if (known) return known;
  const made = readTimes(passage);
  foundTimes.set(passage, made);
  return made;
}

const foundTimes = new WeakMap<Passage, FoundTime[]>();

function readTimes(passage: Passage): FoundTime[] {
  const found: FoundTime[] = [];
  for (const form of FORMS) {
    for (const match of passage.folded.matchAll(form.pattern)) {
      const time = {
        at: match.index,
        end: match.index + match[0].length,
        clock: form.read(match.slice(1).map((group) => group ?? '')),
      };
      if (!found.some((each) => each.at < time.end && time.at < each.end)) found.push(time);
    }
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** Null for a day that no calendar holds, as "30 tháng 2" or "08 tháng 89". */
export function makeDate(year: number, month: number, day: number): IsoDate | null {
  const text = `${year}-${two(month)}-${two(day)}`;
  return year >= 1945 && year <= 2100 && isIsoDate(text) ? text : null;
}

export function two(value: number): string {
  return String(value).padStart(2, '0');
}

function dayClock(year = '', month = '', day = ''): Clock | null {
  const date = makeDate(Number(year), Number(month), Number(day));
  return date === null ? null : { kind: 'day', date };
}

function yearlyClock(month = '', day = ''): Clock | null {
  const value = { month: Number(month), day: Number(day) };
  const isReal = value.month >= 1 && value.month <= 12 && value.day >= 1;
  if (!isReal || value.day > daysInMonth(2024, value.month)) return null;
  return { kind: 'yearly', ...value };
}

function monthlyClock(day = '', isQuarter: boolean): Clock | null {
  const value = Number(day);
  if (value < 1 || value > 31) return null;
  return { kind: 'monthly', day: value, of: isQuarter ? 'quý' : 'tháng' };
}

function monthClock(year: number, month: number): Clock | null {
  return month >= 1 && month <= 12 ? monthSpan(year, month, month) : null;
}

const QUARTERS: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 };

function quarterClock(year: number, quarter: string): Clock | null {
  const value = QUARTERS[quarter] ?? Number(quarter);
  return value >= 1 && value <= 4 ? monthSpan(year, value * 3 - 2, value * 3) : null;
}

function monthSpan(year: number, first: number, last: number): Clock {
  const date = `${year}-${two(last)}-${two(daysInMonth(year, last))}`;
  return { kind: 'span', from: `${year}-${two(first)}-01`, date };
}

const WEEKDAYS: Readonly<Record<string, number>> = {
  hai: 2,
  ba: 3,
  tu: 4,
  nam: 5,
  sau: 6,
  bay: 7,
};

/** Rule `days/weekday`: thứ 2 is Monday (1) … thứ 7 is Saturday (6), chủ nhật is Sunday (7). */
function weekdayClock(text: string): Clock | null {
  if (text === 'chu nhat') return { kind: 'weekly', weekday: 'chủ nhật', isoWeekday: 7 };
  const word = text.replace('thu ', '');
  const value = WEEKDAYS[word] ?? Number(word);
  return { kind: 'weekly', weekday: `thứ ${value}`, isoWeekday: value - 1 };
}
