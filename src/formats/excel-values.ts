/** What Excel's numbers mean: days counted from 1900 or 1904, formats that show a date, plain digits. */
import { EMPTY_CELL, type TableCell } from './table.ts';

/** How a number is shown; `digits` is the least count of them ("000000000000" for identifiers). */
export type NumberStyle =
  { shows: 'number'; digits: number } | { shows: 'date' } | { shows: 'time' };

export const PLAIN_NUMBER: NumberStyle = { shows: 'number', digits: 0 };
const DATE: NumberStyle = { shows: 'date' };
const TIME: NumberStyle = { shows: 'time' };

/** Formats that Excel knows by number only: dates in 14–17, 22 and the East Asian 27–36, 50–58. */
export function builtInStyle(formatId: number): NumberStyle {
  const isDate =
    (formatId >= 14 && formatId <= 17) ||
    formatId === 22 ||
    (formatId >= 27 && formatId <= 31) ||
    formatId === 36 ||
    (formatId >= 50 && formatId <= 58);
  if (isDate) return DATE;
  const isTime =
    (formatId >= 18 && formatId <= 21) ||
    (formatId >= 32 && formatId <= 35) ||
    (formatId >= 45 && formatId <= 47);
  return isTime ? TIME : PLAIN_NUMBER;
}

/** By the code of a format, such as `[$-1042]dd/mm/yyyy;@`. */
export function styleOfFormat(code: string): NumberStyle {
  const [first = ''] = code.split(';');
  const bare = first.replace(/"[^"]*"|\\.|_.|\*./g, '');
  // counted hours: [h]:mm; other brackets are colours, conditions, languages
  if (/\[[hms]+\]/i.test(bare)) return TIME;
  const letters = bare.replace(/\[[^\]]*\]/g, '').toLowerCase();
  if (/general|e[+-]/.test(letters)) return PLAIN_NUMBER;
  if (/[dy]|mmm/.test(letters)) return DATE;
  if (/[hs]/.test(letters)) return TIME;
  if (letters.includes('m')) return DATE;
  const zeros = /^(0{2,20})$/.exec(letters.trim())?.[1]?.length ?? 0;
  return zeros > 0 ? { shows: 'number', digits: zeros } : PLAIN_NUMBER;
}

/** 9999-12-31 */
const SERIAL_END = 2_958_466;
const SECONDS_OF_DAY = 86_400;
/** days from 1899-12-30, which is day 0 for all serials after February 1900, to 1970-01-01 */
const EPOCH_SERIAL = 25_569;
const DAYS_TO_1904 = 1_462;

/**
 * A number cell by its style. A number that is no day (negative, past the year 9999, Excel's own
 * 29 February 1900) stays a number: what it should be is for a person to say.
 */
export function numberCell(
  value: number,
  style: NumberStyle,
  isFrom1904: boolean,
  isFormula: boolean,
): TableCell {
  if (!Number.isFinite(value)) return EMPTY_CELL;
  if (style.shows === 'date') {
    const text = dayText(value, isFrom1904);
    if (text !== undefined) return { text, kind: 'date', isFormula };
  } else if (style.shows === 'time' && value >= 0 && value < 1) {
    return { text: timeText(Math.round(value * SECONDS_OF_DAY)), kind: 'text', isFormula };
  } else if (style.shows === 'time') {
    const text = dayText(value, isFrom1904);
    if (text !== undefined) return { text, kind: 'date', isFormula };
  }
  const digits = style.shows === 'number' ? style.digits : 0;
  return { text: numberText(value, digits), kind: 'number', isFormula };
}

/** ISO day, with its time when there is one; undefined for what is no day. */
export function dayText(serial: number, isFrom1904: boolean): string | undefined {
  const counted = isFrom1904 ? serial + DAYS_TO_1904 : serial;
  if (!(counted >= 1 && counted < SERIAL_END)) return undefined;
  let day = Math.floor(counted);
  let second = Math.round((counted - day) * SECONDS_OF_DAY);
  if (second === SECONDS_OF_DAY) {
    day += 1;
    second = 0;
  }
  if (day === 60) return undefined;
  const text = isoDay(day < 60 ? day + 1 : day);
  return second === 0 ? text : `${text}T${timeText(second)}`;
}

const days = new Map<number, string>();
const DAYS_KEPT = 100_000;

function isoDay(serial: number): string {
  let text = days.get(serial);
  if (text === undefined) {
    const date = new Date((serial - EPOCH_SERIAL) * SECONDS_OF_DAY * 1000);
    text = date.toISOString().slice(0, 10);
    if (days.size < DAYS_KEPT) days.set(serial, text);
  }
  return text;
}

function timeText(second: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

/** A date that a file writes out, without a time of midnight, fractions of a second, zone. */
export function isoText(text: string): string {
  const [day = '', time = ''] = text.replace(/(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$/, '').split('T');
  return time === '' || time === '00:00:00' || time === '00:00' ? day : `${day}T${time}`;
}

/** All digits, never an exponent; fractions to the 15 digits that Excel keeps. */
export function numberText(value: number, digitsMin = 0): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(15));
  const text = withoutExponent(rounded);
  if (digitsMin === 0 || !Number.isInteger(rounded) || rounded < 0) return text;
  return text.padStart(digitsMin, '0');
}

function withoutExponent(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  if (Number.isInteger(value)) return BigInt(value).toString();
  const [mantissa = '', exponent = '0'] = text.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const places = -Number(exponent);
  return `${sign}0.${'0'.repeat(places - 1)}${mantissa.replace(/[-.]/g, '')}`;
}
