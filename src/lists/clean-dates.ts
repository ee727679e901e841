/** Dates as lists write them. Pure. */
import { type IsoDate, daysInMonth } from '../kernel/dates.ts';

export interface ReadDate {
  date: IsoDate;
  precision: 'day' | 'month' | 'year';
  /** read with the month first, or the century guessed: worth a look */
  doubt: 'monthFirst' | 'century' | null;
}

const SERIAL_MIN = 367;
const SERIAL_MAX = 73_050;
/** Day 0 of Excel's count; it takes 1900 for a leap year, which is over by 1 March 1900. */
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const YEAR_MIN = 1880;
const YEAR_MAX = 2199;

/**
 * `31/12/1980`, `31-12-1980`, `31.12.1980`, `31 12 1980`, `1980-12-31`, `1980/12/31`, with a time
 * after it, `31121980`, `19801231`, `31/12/80`, `ngày 31 tháng 12 năm 1980`, `12/1980`, `1980`,
 * Excel's number of the day. Day and month `00` are not known. Null = no date.
 * @param latest the day after which a year of two digits is of the century before
 * @param isNumber the cell held a number: an Excel day unless it is a year or eight digits
 */
export function readDate(written: string, latest: IsoDate, isNumber = false): ReadDate | null {
  const text = written.trim();
  const plain = /^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})$/.exec(text);
  if (plain) return ordered(Number(plain[1]), Number(plain[2]), Number(plain[3]));
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:.*)?$/.exec(text);
  if (iso) return make(Number(iso[1]), Number(iso[2]), Number(iso[3]), null);
  if (/^\d+(\.\d+)?$/.test(text)) return readDigits(text, isNumber);
  const spelled = /^(?:ngày\s*)?(\d{1,2})?\s*(?:tháng\s*(\d{1,2})\s*)?năm\s*(\d{4})$/i.exec(text);
  if (spelled)
    return make(Number(spelled[3]), Number(spelled[2] ?? 0), Number(spelled[1] ?? 0), null);
  const month = /^(?:tháng\s*)?(\d{1,2})[/\-. ](\d{4})$/i.exec(text);
  if (month) return make(Number(month[2]), Number(month[1]), 0, null);
  const timed = /^(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4})[T ]\d{1,2}:/.exec(text);
  if (timed) return ordered(Number(timed[1]), Number(timed[2]), Number(timed[3]));
  const short = /^(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{2})$/.exec(text);
  if (short) {
    const found = ordered(Number(short[1]), Number(short[2]), century(Number(short[3]), latest));
    return found && { ...found, doubt: 'century' };
  }
  const blank = /^[\s./_…-]*(\d{4})$/.exec(text);
  return blank ? make(Number(blank[1]), 0, 0, null) : null;
}

/** A year alone, in a column of years; two digits are of the last hundred years. */
export function readYear(written: string, latest: IsoDate): number | null {
  const text = written.trim().replace(/\.0+$/, '');
  if (/^\d{2}$/.test(text)) return century(Number(text), latest);
  if (!/^\d{4}$/.test(text)) return null;
  const year = Number(text);
  return year >= YEAR_MIN && year <= YEAR_MAX ? year : null;
}

/** Parts that stand in columns of their own; 0 or nothing = not known. */
export function dateOfParts(year: number, month: number, day: number): ReadDate | null {
  return make(year, month, day, null);
}

function readDigits(text: string, isNumber: boolean): ReadDate | null {
  const value = Number(text);
  if (/^\d{8}$/.test(text)) {
    const dayFirst = make(
      Number(text.slice(4)),
      Number(text.slice(2, 4)),
      Number(text.slice(0, 2)),
      null,
    );
    return (
      dayFirst ??
      make(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)), null)
    );
  }
  if (/^\d{7}$/.test(text)) return readDigits(`0${text}`, isNumber);
  if (/^\d{4}$/.test(text) && value >= YEAR_MIN && value <= YEAR_MAX)
    return make(value, 0, 0, null);
  if (value < SERIAL_MIN || value > SERIAL_MAX) return null;
  if (!isNumber && !/^\d{5}(\.\d+)?$/.test(text)) return null;
  const day = new Date(SERIAL_EPOCH_MS + Math.floor(value) * DAY_MS);
  return make(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), null);
}

/** Day first, as everybody here writes; a second part above 12 can only be the day. */
function ordered(first: number, second: number, year: number): ReadDate | null {
  if (second > 12 && first >= 1 && first <= 12) return make(year, first, second, 'monthFirst');
  return make(year, second, first, null);
}

function make(year: number, month: number, day: number, doubt: ReadDate['doubt']): ReadDate | null {
  if (year < YEAR_MIN || year > YEAR_MAX || month > 12) return null;
  if (month === 0) return day === 0 ? { date: `${year}-01-01`, precision: 'year', doubt } : null;
  const start = `${year}-${pad(month)}`;
  if (day === 0) return { date: `${start}-01`, precision: 'month', doubt };
  if (day > daysInMonth(year, month)) return null;
  return { date: `${start}-${pad(day)}`, precision: 'day', doubt };
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function century(short: number, latest: IsoDate): number {
  const now = Number(latest.slice(0, 4));
  const year = Math.floor(now / 100) * 100 + short;
  return year > now ? year - 100 : year;
}
