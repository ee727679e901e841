/** Tables whose rows stand on one line each, often under a head broken into pieces. */
import type { Cell, Grid } from './grids.ts';
import { combineHead } from './grids-delimited.ts';
import { placedHead } from './grids-positions.ts';
import { isNullCell, isNumberCell, isYear } from './numbers.ts';
import { isPageNumber } from './lines.ts';
import { type SourceLine, foldSame } from './passage.ts';

interface RowLine {
  label: string;
  values: Cell[];
  line: SourceLine;
}

/** Rule `grids/rows`: lines that end in the same count of numbers, or one under a head of years. */
export function findRowLines(lines: readonly SourceLine[], taken: ReadonlySet<number>): Grid[] {
  const grids: Grid[] = [];
  let run: RowLine[] = [];
  let from = 0;
  function close(): void {
    const grid = makeGrid(run, lines.slice(0, from), taken);
    if (grid) grids.push(grid);
    run = [];
  }
  lines.forEach((line, index) => {
    if (line.text === '' || isPageNumber(lines, index)) return;
    const row = taken.has(line.number) ? null : readRow(line);
    if (!row || (run.length > 0 && row.values.length !== run[0]?.values.length)) close();
    if (row) {
      if (run.length === 0) from = index;
      run.push(row);
    }
  });
  close();
  return grids;
}

const VALUE = '(?:\\d[\\d.,]*\\s?%?|[-–])';
const ROW = new RegExp(
  `^(?:(\\d{1,3})[.)]?\\s+)?(\\p{L}.*?[^\\d\\s,;:–-])\\s+(${VALUE}(?:\\s+${VALUE})+)$`,
  'u',
);

function readRow(line: SourceLine): RowLine | null {
  const found = ROW.exec(line.plain);
  if (!found) return null;
  const label = found[2] ?? '';
  const texts = (found[3] ?? '').match(new RegExp(VALUE, 'g')) ?? [];
  const values = texts.map((text) => ({ text: text.trim(), line: line.number }));
  const numbers = values.filter((cell) => isNumberCell(cell.text) && !isYear(cell.text));
  const isRow = values.every((cell) => isNumberCell(cell.text) || isNullCell(cell.text));
  if (!isRow || numbers.length < 2 || values.some((cell) => isYear(cell.text))) return null;
  if (/(?:giai đoạn|năm|ngày|tháng|từ|đến|(?<!dân )số)$/iu.test(label) || label.length > 120)
    return null;
  return { label, values, line };
}

function makeGrid(
  rows: readonly RowLine[],
  before: readonly SourceLine[],
  taken: ReadonlySet<number>,
): Grid | null {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) return null;
  const width = first.values.length;
  const opening = openingLines(before, taken);
  const head = readHead(opening, width);
  if (head === null && rows.length < 2) return null;
  return {
    form: 'rows',
    head: head === null ? [] : head.columns,
    rows: rows.map((row) => ({
      cells: [{ text: row.label, line: row.line.number }, ...row.values],
      caption: '',
    })),
    caption: head === null ? '' : head.caption,
    firstLine: head?.firstLine ?? first.line.number,
    lastLine: last.line.number,
    isBroken: head === null,
  };
}

const OPENING_LINES_MAX = 40;

/** Short lines right above the rows, back to the last sentence or title. */
function openingLines(before: readonly SourceLine[], taken: ReadonlySet<number>): SourceLine[] {
  const opening: SourceLine[] = [];
  for (const line of before.toReversed().slice(0, OPENING_LINES_MAX)) {
    if (line.text === '') continue;
    const isEnd =
      taken.has(line.number) ||
      readRow(line) !== null ||
      /[:.;]$/.test(line.text) ||
      line.text.length > 100;
    if (isEnd || /^(?:[IVX]+\.|\d+\.\s|[-–+(]\s?)/.test(line.text)) break;
    opening.unshift(line);
  }
  return opening;
}

interface Head {
  columns: string[];
  caption: string;
  firstLine: number;
}

function readHead(opening: readonly SourceLine[], width: number): Head | null {
  const firstLine = opening[0]?.number;
  if (firstLine === undefined) return null;
  const split = opening.map((line) =>
    line.raw
      .trim()
      .split(/\s{2,}|\t/)
      .filter((cell) => cell !== ''),
  );
  const full = split.filter((cells) => cells.length > 1);
  const spaced =
    full.length > 0
      ? combineHead(
          full.map((cells) => withoutRowNumber(cells)),
          width + 1,
        )
      : null;
  const joined = opening.map((line) => line.text).join(' ');
  const columns = placedHead(opening, width + 1) ?? yearColumns(joined, width) ?? spaced;
  return columns === null ? null : { columns, caption: joined, firstLine };
}

function withoutRowNumber(cells: readonly string[]): string[] {
  return /^(?:stt|tt)$/i.test(cells[0] ?? '') ? cells.slice(1) : [...cells];
}

const SPAN = /(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}/g;

/**
 * Rule `grids/years`: a head in pieces read as one line. As many single years as columns give the
 * columns; the words before each year say whether it is a result or a target.
 */
function yearColumns(joined: string, width: number): string[] | null {
  const text = joined.replace(SPAN, (span) => ' '.repeat(span.length));
  const years = [...text.matchAll(/(?:19|20)\d{2}/g)];
  if (years.length !== width) return null;
  const columns: string[] = [];
  let from = 0;
  let carried = '';
  for (const year of years) {
    const words = text.slice(from, year.index).replace(/\s+/g, ' ').trim();
    const own = saysKind(words) ? words : '';
    carried = own === '' ? carried : lastKind(own);
    columns.push(`${carried} ${year[0]}`.trim());
    from = year.index + 4;
  }
  return ['', ...columns];
}

const KIND_WORDS =
  /ket qua(?: thuc hien)?|thuc hien|uoc|hien trang|muc tieu|chi tieu|ke hoach|phan dau|lo trinh/g;

function saysKind(words: string): boolean {
  return foldSame(words).match(KIND_WORDS) !== null;
}

function lastKind(words: string): string {
  const found = [...foldSame(words).matchAll(KIND_WORDS)].at(-1);
  return found ? words.slice(found.index) : words;
}
