/** Tables whose cells are parted by tabs or bars, as pasted from Excel, Word or Markdown. */
import type { Cell, Grid, GridRow } from './grids.ts';
import { isNullCell, isNumberCell, isYear } from './numbers.ts';
import { type SourceLine, foldSame } from './passage.ts';

interface Row {
  cells: Cell[];
  line: SourceLine;
}

/** Rule `grids/delimited`: two or more neighbouring lines with two or more cells. */
export function findDelimited(lines: readonly SourceLine[], taken: ReadonlySet<number>): Grid[] {
  const grids: Grid[] = [];
  let run: Row[] = [];
  let above = '';
  let last = '';
  let isFramed = false;
  function close(): void {
    const grid = run.length >= 2 ? makeGrid(run, above) : null;
    if (grid) grids.push(grid);
    run = [];
  }
  for (const line of lines) {
    if (run.length === 0) isFramed = /^\s*\|/.test(line.raw);
    const cells = taken.has(line.number) ? [] : splitCells(line, isFramed);
    if (cells.length >= 2) {
      if (run.length === 0) above = last;
      if (!isRulerRow(cells)) run.push({ cells, line });
    } else if (line.text !== '') close();
    if (line.text !== '') last = line.text;
  }
  close();
  return grids;
}

/**
 * Cells of a line; a tab at the beginning of the line is no cell of its own, nor are the outer bars of a
 * table whose first line begins with one.
 */
function splitCells(line: SourceLine, isFramed: boolean): Cell[] {
  const raw = line.raw
    .normalize('NFC')
    .replace(/\u00a0/g, ' ')
    .replace(/[*#]/g, '');
  const parts = raw.includes('|')
    ? raw
        .trim()
        .replace(isFramed ? /^\||\|$/g : '', '')
        .split('|')
    : raw
        .replace(/^\t(?=[^\t]*$)/, '')
        .replace(/\s+$/, '')
        .split('\t');
  if (parts.length < 2) return [];
  return parts.map((part) => ({ text: part.replace(/\s+/g, ' ').trim(), line: line.number }));
}

function isRulerRow(cells: readonly Cell[]): boolean {
  return (
    cells.every((cell) => /^[:\-–_=\s]*$/.test(cell.text)) &&
    cells.some((cell) => /[-_=]/.test(cell.text)) &&
    !cells.some((cell) => cell.text === '-')
  );
}

function makeGrid(rows: readonly Row[], above: string): Grid | null {
  const start = rows.findIndex((row) => isDataRow(row.cells));
  const headRows = rows.slice(0, start < 0 ? headLength(rows) : start);
  const data = rows.slice(headRows.length);
  const first = rows[0];
  const last = rows.at(-1);
  if (headRows.length === 0 || data.length === 0 || !first || !last) return null;
  const width = mostCommon(data.map((row) => row.cells.length));
  const head = combineHead(
    headRows.map((row) => row.cells.map((cell) => cell.text)),
    width,
  );
  return {
    form: 'delimited',
    head: head ?? [],
    rows: bodyRows(data, width),
    caption: above,
    firstLine: first.line.number,
    lastLine: last.line.number,
    isBroken: head === null,
  };
}

/** A row of figures: at least one number that is no year and no mere column number. */
function isDataRow(cells: readonly Cell[]): boolean {
  if (isColumnNumbers(cells)) return false;
  const rest = /^(?:\d{1,3}|[IVX]{1,5})?\.?$/.test(cells[0]?.text ?? '') ? cells.slice(1) : cells;
  const numbers = rest.filter((cell) => isNumberCell(cell.text) && !isYear(cell.text));
  return numbers.length >= 1 && /\p{L}/u.test(rest[0]?.text ?? '');
}

/** "(1) (2) (3)", "A B 1 2 3": the numbers of the columns. */
export function isColumnNumbers(cells: readonly { text: string }[]): boolean {
  const marks = cells.map((cell) => cell.text.replace(/[()\s]/g, '')).filter((text) => text !== '');
  if (marks.length < 3 || marks.some((mark) => !/^(?:[A-D]|\d{1,2}(?:=.*)?)$/.test(mark)))
    return false;
  const digits = marks.filter((mark) => /^\d/.test(mark)).map((mark) => Number.parseInt(mark, 10));
  return digits.every((digit, at) => at === 0 || digit === (digits[at - 1] ?? 0) + 1);
}

/** A table of words: its head is the first row, and the next one while that has no sentence. */
function headLength(rows: readonly Row[]): number {
  const second = rows[1]?.cells ?? [];
  return isColumnNumbers(second) ? 2 : 1;
}

function bodyRows(data: readonly Row[], width: number): GridRow[] {
  const rows: GridRow[] = [];
  let caption = '';
  for (const row of data) {
    if (isColumnNumbers(row.cells)) continue;
    const cells = labelBesideNumbers(row.cells, width);
    const filled = cells.filter((cell) => cell.text !== '');
    const isTitle =
      filled.length <= 2 &&
      filled.every((cell) => !isNumberCell(cell.text) || /^\d{1,2}$/.test(cell.text)) &&
      width > 2;
    if (isTitle && filled.length > 0 && cells.length <= width && !hasNulls(cells)) {
      caption = filled.at(-1)?.text ?? '';
      continue;
    }
    rows.push({ cells, caption });
  }
  return rows;
}

/**
 * Rule `grids/total-over-two`: "Toàn huyện" stands over the column of numbers and that of labels; merged
 * cells leave it in the first and an empty one behind it, or one cell too few.
 */
function labelBesideNumbers(cells: readonly Cell[], width: number): readonly Cell[] {
  const [first, second, ...others] = cells;
  if (!first || !second || !isTotalLabel(first.text)) return cells;
  const number = { text: '', line: first.line };
  if (second.text === '' && cells.length === width) return [number, first, ...others];
  return cells.length === width - 1 ? [number, ...cells] : cells;
}

function hasNulls(cells: readonly Cell[]): boolean {
  return cells.some((cell) => cell.text !== '' && isNullCell(cell.text));
}

function mostCommon(lengths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/**
 * Rule `grids/head`: head rows of one table put together, column by column. An empty cell under a
 * wide one belongs to it; a shorter head row spreads its last cells evenly over the columns.
 */
export function combineHead(rows: readonly (readonly string[])[], width: number): string[] | null {
  const useful = rows.filter((row) => !isColumnNumbers(row.map((text) => ({ text }))));
  const [first, second] = useful;
  if (!first) return null;
  if (first.length < width && second) {
    const spread = spreadHead(first, second, width);
    if (spread) return spread;
  }
  const full = useful.filter((row) => row.length <= width);
  if (full.length === 0 || Math.max(...full.map((row) => row.length)) < width) return null;
  return Array.from({ length: width }, (_, column) => columnHead(full, column));
}

function columnHead(rows: readonly (readonly string[])[], column: number): string {
  const parts: string[] = [];
  rows.forEach((row, at) => {
    const own = row[column] ?? '';
    const isLast = at === rows.length - 1;
    const lower = rows[at + 1]?.[column] ?? '';
    const isSpanned = own === '' && !isLast && lower !== '';
    const text = isSpanned ? (row.slice(0, column).findLast((cell) => cell !== '') ?? '') : own;
    if (text !== '' && !parts.includes(text)) parts.push(text);
  });
  return parts.join(' ');
}

function spreadHead(
  first: readonly string[],
  second: readonly string[],
  width: number,
): string[] | null {
  const parts = second.filter((text) => text !== '');
  for (let spanning = 1; spanning <= first.length; spanning += 1) {
    const alone = first.length - spanning;
    if (alone + parts.length !== width || parts.length % spanning !== 0) continue;
    const each = parts.length / spanning;
    const wide = first.slice(alone).flatMap((text) => Array.from({ length: each }, () => text));
    return [
      ...first.slice(0, alone),
      ...parts.map((part, at) => `${wide[at] ?? ''} ${part}`.trim()),
    ];
  }
  return null;
}

/** True for a row that sums the others: "Tổng cộng", "Toàn tỉnh". */
export function isTotalLabel(label: string): boolean {
  return /^(?:tong(?: cong| so| chung)?|cong|toan (?:tinh|huyen|thanh pho|xa|phuong|quoc|dia ban|thi xa|quan)|chung)$/.test(
    foldSame(label)
      .replace(/[:.\s]+$/, '')
      .trim(),
  );
}
