/** Which column is which field: found from headers and contents, for a person to confirm. Pure. */
import { createHash } from 'node:crypto';
import { fold } from '../kernel/text.ts';
import { readDate, readYear } from './clean-dates.ts';
import { readSex } from './clean-values.ts';
import { fieldOfHeader } from './headers.ts';
import { isColumnNumbers } from './row-kinds.ts';
import type { ColumnMapping, Field } from './types.ts';

export interface SampleRow {
  /** as the sender's program numbers it */
  line: number;
  cells: readonly string[];
}

/** 1-based, both ends within */
export interface Merge {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

export interface FoundColumns {
  /** rows of the header, both ends within; 0 = no row looks like one */
  headerFirst: number;
  headerLast: number;
  columns: ColumnMapping[];
  fingerprint: string;
}

const HEADER_LINES_MAX = 3;
const CONTENT_ROWS_MAX = 50;
/** Share of the cells of a column that must look alike for it to be taken for a field. */
const ALIKE_SHARE = 0.8;

/** @param rows the first rows of a sheet, a few beyond its header */
export function findColumns(rows: readonly SampleRow[], merges: readonly Merge[]): FoundColumns {
  const header = findHeader(rows, merges);
  const after = rows.filter((row) => row.line > header.last && !isColumnNumbers(row.cells));
  const sample = after.slice(0, CONTENT_ROWS_MAX);
  const width = Math.max(header.texts.length, ...sample.map((row) => row.cells.length), 0);
  const columns: ColumnMapping[] = [];
  for (let at = 0; at < width; at += 1) {
    const text = header.texts[at] ?? '';
    const isUsed = text !== '' || sample.some((row) => (row.cells[at] ?? '') !== '');
    if (isUsed) columns.push({ column: at + 1, header: text, field: fieldOfHeader(text) });
  }
  const named = keepOnce(columns);
  return {
    headerFirst: header.first,
    headerLast: header.last,
    columns: guessByContent(fitToContent(named, sample), sample),
    fingerprint: fingerprintOf(columns.map((column) => column.header)),
  };
}

/** Of the folded headers in their order: the same layout, whatever capitals, marks and spaces. */
export function fingerprintOf(headers: readonly string[]): string {
  const key = headers.map((header) => fold(header)).join('|');
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** Whether the row (or the few that begin there) carries the headers of a mapping. */
export function headerAt(
  rows: readonly SampleRow[],
  merges: readonly Merge[],
  columns: readonly ColumnMapping[],
): { first: number; last: number } | null {
  const found = findHeader(rows, merges);
  if (found.first === 0) return null;
  const isSame = columns.every(
    ({ column, header }) => fold(found.texts[column - 1] ?? '') === fold(header),
  );
  return isSame ? { first: found.first, last: found.last } : null;
}

// ── the header ──────────────────────────────────────────────────────────────────────────────────

interface Header {
  first: number;
  last: number;
  texts: string[];
}

/** The rows that name the most fields, a person's name among them; fewer lines where equal. */
function findHeader(rows: readonly SampleRow[], merges: readonly Merge[]): Header {
  let best: Header = { first: 0, last: 0, texts: [] };
  let bestScore = 0;
  for (let from = 0; from < rows.length; from += 1) {
    for (let lines = 1; lines <= HEADER_LINES_MAX && from + lines <= rows.length; lines += 1) {
      const part = rows.slice(from, from + lines);
      if (part.some((row) => isColumnNumbers(row.cells))) break;
      const first = part[0]?.line ?? 0;
      const last = part.at(-1)?.line ?? 0;
      if (last - first >= HEADER_LINES_MAX) break;
      const texts = joinLines(part, merges);
      const score = scoreHeader(texts) - (lines - 1) * 0.4;
      if (score > bestScore) [best, bestScore] = [{ first, last, texts }, score];
    }
  }
  return bestScore >= 2 ? toItsEnd(best, rows, merges) : { first: 0, last: 0, texts: [] };
}

/** A header whose cells reach down over more lines ends with them, whatever the lower lines name. */
function toItsEnd(header: Header, rows: readonly SampleRow[], merges: readonly Merge[]): Header {
  const { first } = header;
  const ends = merges
    .filter((m) => first <= m.firstRow && m.firstRow <= header.last)
    .map((m) => m.lastRow)
    .filter((end) => end < first + HEADER_LINES_MAX);
  const last = Math.max(header.last, ...ends);
  if (last === header.last) return header;
  const part = rows.filter((row) => first <= row.line && row.line <= last);
  return { first, last, texts: joinLines(part, merges) };
}

const SUBJECTS: readonly Field[] = ['fullName', 'givenName', 'headName', 'unitName'];

function scoreHeader(texts: readonly string[]): number {
  const fields = new Set<Field>();
  let strange = 0;
  for (const text of texts) {
    if (text === '') continue;
    const field = text.length <= 120 ? fieldOfHeader(text) : null;
    if (field !== null) fields.add(field);
    else strange += /\d{4,}/.test(text) ? 1 : 0.15;
  }
  const hasSubject = SUBJECTS.some((field) => fields.has(field));
  return fields.size + (hasSubject ? 2 : 0) - strange;
}

/** Texts of a header of several lines, merged ranges filled, the same text not twice. */
function joinLines(rows: readonly SampleRow[], merges: readonly Merge[]): string[] {
  const width = Math.max(
    ...rows.map((row) => row.cells.length),
    ...merges.map((m) => m.lastColumn),
  );
  const byLine = new Map(rows.map((row) => [row.line, row.cells]));
  const texts: string[] = [];
  for (let at = 0; at < width; at += 1) {
    const parts: string[] = [];
    for (const row of rows) {
      const merge = merges.find(
        (m) =>
          m.firstRow <= row.line &&
          row.line <= m.lastRow &&
          m.firstColumn <= at + 1 &&
          at + 1 <= m.lastColumn,
      );
      const source = merge ? byLine.get(merge.firstRow)?.[merge.firstColumn - 1] : row.cells[at];
      const text = (source ?? '').replace(/\s+/g, ' ').trim();
      if (text !== '' && !parts.includes(text)) parts.push(text);
    }
    texts.push(parts.join(' / ').slice(0, 500));
  }
  while (texts.at(-1) === '') texts.pop();
  return texts;
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────

/** A field is one column's: the first that names it keeps it. */
function keepOnce(columns: readonly ColumnMapping[]): ColumnMapping[] {
  const taken = new Set<Field>();
  const hasFamilyName = columns.some((column) => column.field === 'familyName');
  // a list of households names their heads and nobody else
  const isOfHeads = !columns.some(({ field }) => field === 'fullName' || field === 'givenName');
  return columns.map((column) => {
    let { field } = column;
    if (field === 'givenName' && !hasFamilyName) field = 'fullName';
    if (field === 'headName' && isOfHeads) field = 'fullName';
    if (field === 'amountVnd') return { ...column, field };
    if (field !== null && taken.has(field)) return { ...column, field: null };
    if (field !== null) taken.add(field);
    return { ...column, field };
  });
}

/** "Năm sinh" may hold whole dates, "Ngày sinh" only years: what stands in the column decides. */
function fitToContent(columns: ColumnMapping[], sample: readonly SampleRow[]): ColumnMapping[] {
  return columns.map((column) => {
    const cells = cellsOf(column.column, sample);
    if (column.field === 'birthYear' && isMostly(cells, (cell) => /[/\-.]\d/.test(cell))) {
      return { ...column, field: 'birthDate' };
    }
    // a column "Nam" with crosses beside one "Nữ"
    const folded = fold(column.header);
    if (column.field === null && (folded === 'nam' || folded === 'nu')) {
      return { ...column, field: folded === 'nam' ? 'birthYearMale' : 'birthYearFemale' };
    }
    return column;
  });
}

/** What the most important fields look like, for columns whose header says nothing. */
const LOOKS: readonly (readonly [Field, (cell: string) => boolean])[] = [
  ['nationalId', (cell) => /^'?0\d{11}$/.test(cell.replace(/[\s.]/g, ''))],
  ['cardNumber', (cell) => /^[A-Z]{2}[1-5]\d{12}$/.test(cell.replace(/[\s.]/g, '').toUpperCase())],
  ['socialInsuranceNumber', (cell) => /^\d{10}$/.test(cell.trim()) && !/^0[35789]/.test(cell)],
  ['phone', (cell) => /^0[35789]\d{8}$/.test(cell.trim())],
  ['birthDate', (cell) => /[/\-.]/.test(cell) && readDate(cell, '2100-01-01') !== null],
  ['birthYear', (cell) => readYear(cell, '2100-01-01') !== null && cell.trim().length === 4],
  ['sex', (cell) => readSex(cell) !== null && !/^\d$/.test(cell)],
  ['fullName', (cell) => /^\p{Lu}[\p{L}' ’-]+( \p{Lu}[\p{L}' ’-]*){1,6}$/u.test(cell.trim())],
];

function guessByContent(columns: ColumnMapping[], sample: readonly SampleRow[]): ColumnMapping[] {
  const taken = new Set(columns.flatMap((column) => column.field ?? []));
  if (taken.has('birthDate')) taken.add('birthYear');
  if (taken.has('birthYear') || taken.has('birthYearMale')) taken.add('birthDate');
  if (taken.has('givenName')) taken.add('fullName');
  return columns.map((column) => {
    if (column.field !== null || column.header !== '') return column;
    const cells = cellsOf(column.column, sample);
    const found = LOOKS.find(([field, looks]) => !taken.has(field) && isMostly(cells, looks));
    if (!found) return column;
    taken.add(found[0]);
    return { ...column, field: found[0] };
  });
}

function cellsOf(column: number, sample: readonly SampleRow[]): string[] {
  return sample.map((row) => row.cells[column - 1] ?? '').filter((cell) => cell.trim() !== '');
}

function isMostly(cells: readonly string[], looks: (cell: string) => boolean): boolean {
  return cells.length >= 2 && cells.filter(looks).length >= cells.length * ALIKE_SHARE;
}
