/** Villages as copied out of a spreadsheet; pure. */
import { fold } from '../../../src/kernel/text.ts';

export interface PastedVillage {
  name: string;
  code: string | null;
}

export interface Paste {
  rows: PastedVillage[];
  /** lines without a name, by their number from 1 */
  emptyLines: number[];
}

const NAME_TITLES = new Set([
  'ten',
  'thon',
  'ten thon',
  'ten thon ban',
  'ten thon ban to dan pho',
  'ten to dan pho',
  'thon ban to dan pho',
  'name',
  'village',
]);
const CODE_TITLES = new Set(['ma', 'ma thon', 'ma so', 'ma don vi', 'code']);
const NUMBER_TITLES = new Set(['stt', 'tt', 'so tt', 'so thu tu', 'no']);

/**
 * Lines of cells divided by tabs (or semicolons). A line of titles says which column is which;
 * without one a leading running number is dropped, the first cell is the name, the second the code.
 */
export function parseVillages(text: string): Paste {
  const lines = text
    .replaceAll('\r', '')
    .split('\n')
    .map((line, at) => ({ number: at + 1, cells: splitCells(line) }))
    .filter((line) => line.cells.some((cell) => cell !== ''));
  const [first] = lines;
  const titled = first ? readTitles(first.cells) : null;
  const body = titled ? lines.slice(1) : lines;
  const at = titled ?? guessColumns(body.map((line) => line.cells));
  const paste: Paste = { rows: [], emptyLines: [] };
  for (const line of body) {
    const name = line.cells[at.name] ?? '';
    if (name === '') paste.emptyLines.push(line.number);
    else paste.rows.push({ name, code: (at.code !== null && line.cells[at.code]) || null });
  }
  return paste;
}

interface ColumnsAt {
  name: number;
  code: number | null;
}

/** Cells of a line as a spreadsheet copies them: divided by tabs, else by semicolons. */
export function splitCells(line: string): string[] {
  const divider = line.includes('\t') ? '\t' : ';';
  return line.split(divider).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

function readTitles(cells: readonly string[]): ColumnsAt | null {
  const titles = cells.map((cell) => fold(cell));
  const name = titles.findIndex((title) => NAME_TITLES.has(title));
  if (name < 0) return null;
  const code = titles.findIndex((title) => CODE_TITLES.has(title));
  const hasOthers = titles.length === 1 || code >= 0 || titles.some((t) => NUMBER_TITLES.has(t));
  return hasOthers || titles.length > 1 ? { name, code: code < 0 ? null : code } : null;
}

function guessColumns(lines: readonly (readonly string[])[]): ColumnsAt {
  const isNumbered =
    lines.length > 0 &&
    lines.every((cells) => cells.length > 1 && /^\d{1,5}\.?$/.test(cells[0] ?? ''));
  const name = isNumbered ? 1 : 0;
  return { name, code: name + 1 };
}
