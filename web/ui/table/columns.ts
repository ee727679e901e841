/** What a table knows of its columns, and the pure parts: sorting, filtering, values for export. */
import type { ReactNode } from 'react';
import { comparePersonNames, fold } from '../../../src/kernel/text.ts';
import type { Door } from '../door.tsx';

export type CellValue = string | number | null;

/**
 * `rate` is basis points, `date` is YYYY-MM-DD, `lastDay` is the end of an interval `[from, to)` shown
 * as its last day inside, `name` sorts persons by given name.
 */
export type ColumnKind =
  'text' | 'name' | 'number' | 'signed' | 'rate' | 'date' | 'lastDay' | 'instant';

export type Tone = 'accent' | 'missing' | 'soft' | 'warn';

export interface Column<Row> {
  id: string;
  title: string;
  /** longer words for the column chooser and the tooltip of the header */
  hint?: string;
  kind?: ColumnKind;
  value: (row: Row) => CellValue;
  render?: (row: Row) => ReactNode;
  /** where the value leads */
  door?: (row: Row) => Door | undefined;
  /** a bar behind the value, 0…1 */
  bar?: (row: Row) => { share: number; tone?: Tone } | undefined;
  total?: CellValue;
  /** not shown until chosen */
  hidden?: boolean;
  /** false: the header does not sort */
  sortable?: boolean;
  /** least width in px */
  width?: number;
}

export interface Sort {
  column: string;
  direction: 'asc' | 'desc';
}

const collator = new Intl.Collator('vi', { numeric: true });

export function isNumeric(kind: ColumnKind | undefined): boolean {
  return kind === 'number' || kind === 'signed' || kind === 'rate';
}

/** A sorted copy; empty cells stand last in both directions; equal rows keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): readonly Row[] {
  const column = columns.find((candidate) => candidate.id === sort?.column);
  if (!column || !sort) return rows;
  const factor = sort.direction === 'asc' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const left = column.value(a);
    const right = column.value(b);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return factor * compareValues(left, right, column.kind);
  });
}

function compareValues(a: string | number, b: string | number, kind?: ColumnKind): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (kind === 'name') return comparePersonNames(String(a), String(b));
  return collator.compare(String(a), String(b));
}

/** Rows in which every word typed occurs somewhere, marks and case apart. */
export function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  text: string,
): readonly Row[] {
  const words = fold(text)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const haystack = fold(columns.map((column) => column.value(row) ?? '').join(' '));
    return words.every((word) => haystack.includes(word));
  });
}

/** The next sort when a header is pressed: numbers start with the largest, texts with A. */
export function nextSort<Row>(column: Column<Row>, sort: Sort | undefined): Sort {
  const first = isNumeric(column.kind) ? 'desc' : 'asc';
  if (sort?.column !== column.id) return { column: column.id, direction: first };
  return { column: column.id, direction: sort.direction === 'asc' ? 'desc' : 'asc' };
}

/** `insured.desc` of the address bar; anything else is no sort. */
export function readSort(text: string | undefined): Sort | undefined {
  const parts = /^([\w-]+)\.(asc|desc)$/.exec(text ?? '');
  if (!parts?.[1]) return undefined;
  return { column: parts[1], direction: parts[2] === 'asc' ? 'asc' : 'desc' };
}

export function writeSort(sort: Sort | undefined): string | undefined {
  return sort ? `${sort.column}.${sort.direction}` : undefined;
}
