/** What makes two rows equal in chosen columns. Pure. */
import type { TableCell } from '../../formats/table.ts';
import { clean, fold } from '../../kernel/text.ts';
import type { IsoDate } from '../../kernel/dates.ts';
import { readDate, readYear } from '../clean-dates.ts';
import { saysNothing } from '../clean-values.ts';
import type { ColumnMapping, Field } from '../types.ts';
import { KEY_WAYS, type KeyWay, type SearchColumn } from './types.ts';

/** A cell as it is compared; '' = nothing there, which equals nothing. */
export function keyOf(cell: TableCell | undefined, way: KeyWay, latest: IsoDate): string {
  const text = cell?.text ?? '';
  if (text === '' || saysNothing(text)) return '';
  switch (way) {
    case 'same':
      return clean(text);
    case 'folded':
      return fold(text).replaceAll(' ', '');
    case 'digits':
      return text.replace(/\D+/g, '').replace(/^0+/, '');
    case 'day':
    case 'year':
      return dateKey(text, cell?.kind === 'number', way, latest);
  }
}

function dateKey(text: string, isNumber: boolean, way: 'day' | 'year', latest: IsoDate): string {
  const read = readDate(text, latest, isNumber);
  if (way === 'year') {
    const year = read ? Number(read.date.slice(0, 4)) : readYear(text, latest);
    return year === null ? '' : String(year);
  }
  // a year alone is the same as a year alone, and no day of it
  if (read) return `${read.date}${read.precision}`;
  return fold(text).replaceAll(' ', '');
}

/** Between the keys of a row: stands in none of them. */
const BETWEEN = '\u001f';

export type RowKey = (cells: readonly TableCell[]) => string;

/** The whole key of a row; '' where one of its columns has nothing. */
export function makeRowKey(columns: readonly SearchColumn[], latest: IsoDate): RowKey {
  const compared = columns.flatMap(({ column, way }) =>
    way === null || column === null ? [] : [{ at: column - 1, way }],
  );
  return (cells) => {
    let whole = '';
    for (const { at, way } of compared) {
      const key = keyOf(cells[at], way, latest);
      if (key === '') return '';
      whole += key + BETWEEN;
    }
    return whole;
  };
}

// ── which columns ───────────────────────────────────────────────────────────────────────────────

const DIGITS: ReadonlySet<Field> = new Set([
  'nationalId',
  'socialInsuranceNumber',
  'phone',
  'communeCode',
]);
const DAYS: ReadonlySet<Field> = new Set([
  'birthDate',
  'validFrom',
  'validTo',
  'decisionDate',
  'diedOn',
]);
const YEARS: ReadonlySet<Field> = new Set(['birthYear', 'birthYearMale', 'birthYearFemale']);

/** How a column is compared unless somebody says otherwise. */
export function usualWay(field: Field | null): KeyWay {
  if (field === null) return 'folded';
  if (DIGITS.has(field)) return 'digits';
  if (DAYS.has(field)) return 'day';
  return YEARS.has(field) ? 'year' : 'folded';
}

/**
 * Columns as somebody names them: by field, by the header as written, by the letter; after a colon
 * the way: `fullName`, `Mã hộ:same`, `C:digits`. Answers what was not found as well.
 */
export function findSearchColumns(
  texts: readonly string[],
  mapping: readonly ColumnMapping[],
): { found: SearchColumn[]; unknown: string[] } {
  const found: SearchColumn[] = [];
  const unknown: string[] = [];
  for (const text of texts) {
    const { name, way } = splitWay(text);
    const column = findColumn(name, mapping);
    if (!column) unknown.push(name);
    else if (!found.some((one) => one.column === column.column)) {
      found.push({ ...column, way: way ?? usualWay(column.field) });
    }
  }
  return { found, unknown };
}

/** Columns that say whose row it is, to show beside those that are compared. */
export function tellingColumns(
  mapping: readonly ColumnMapping[],
  compared: readonly SearchColumn[],
): SearchColumn[] {
  return TELLING.flatMap((field) => {
    const column = mapping.find((one) => one.field === field);
    const isThere = column && compared.some((one) => one.column === column.column);
    return column && !isThere ? [{ ...column, way: null }] : [];
  });
}

const TELLING: readonly Field[] = [
  'fullName',
  'birthDate',
  'birthYear',
  'sex',
  'nationalId',
  'householdCode',
  'village',
  'commune',
  'address',
];

export function splitWay(text: string): { name: string; way: KeyWay | null } {
  const at = text.lastIndexOf(':');
  const way = KEY_WAYS.find((one) => at > 0 && one === text.slice(at + 1).trim());
  return way ? { name: text.slice(0, at).trim(), way } : { name: text.trim(), way: null };
}

function findColumn(name: string, mapping: readonly ColumnMapping[]): ColumnMapping | undefined {
  const folded = fold(name);
  return (
    mapping.find((column) => column.field === name) ??
    mapping.find((column) => folded !== '' && fold(column.header) === folded) ??
    (/^[A-Za-z]{1,3}$/.test(name)
      ? mapping.find((column) => column.column === columnNumber(name))
      : undefined)
  );
}

/** A = 1, Z = 26, AA = 27. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
