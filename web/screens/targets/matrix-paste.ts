/** A table pasted from Excel or Word: columns of years, rows of groups, cells as printed. Pure. */
import { parsePrintedNumber } from '../../../src/kernel/printed-number.ts';
import { fold } from '../../../src/kernel/text.ts';
import type { GroupChoice } from '../../api/targets.ts';

export interface PastedColumn {
  label: string;
  /** null = no year can be read */
  year: number | null;
  kind: 'target' | 'actual';
}

export interface PastedRow {
  label: string;
  /** null = a heading without cells */
  group: string | null;
  depth: number;
  cells: string[];
  /** cells that are no numbers */
  faulty: number[];
}

export interface PastedTable {
  columns: PastedColumn[];
  rows: PastedRow[];
}

const RESULT = /\b(ket qua|thuc hien|thuc te|result|actual)\b/;

/** Columns are parted by tabs, as Excel and Word put them on the clipboard. */
export function parseMatrix(text: string, groups: readonly GroupChoice[]): PastedTable {
  const [head, ...lines] = text
    .normalize('NFC')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  if (!head) return { columns: [], rows: [] };
  const columns = head.slice(1).map(columnOf);
  return { columns, rows: lines.map((cells) => rowOf(cells, columns.length, groups)) };
}

function columnOf(label: string): PastedColumn {
  const year = /\b(20\d\d)\b/.exec(label)?.[1];
  return {
    label,
    year: year === undefined ? null : Number(year),
    kind: RESULT.test(fold(label)) ? 'actual' : 'target',
  };
}

function rowOf(line: readonly string[], width: number, groups: readonly GroupChoice[]): PastedRow {
  const [label = '', ...given] = line;
  const cells = Array.from({ length: width }, (_, at) => given[at] ?? '');
  const isHeading = given.every((cell) => cell === '' || cell === label);
  const faulty = cells.flatMap((cell, at) => (parsePrintedNumber(cell) ? [] : [at]));
  return {
    label,
    group: isHeading ? null : matchGroup(label, groups),
    depth: depthOf(label, isHeading),
    cells: isHeading ? [] : cells,
    faulty: isHeading ? [] : faulty,
  };
}

/** "1." is a group, "1.1." a sub-group; without numbering it is everybody, or a heading. */
function depthOf(label: string, isHeading: boolean): number {
  if (isHeading) return 0;
  if (/^\d+[.)]\d+/.test(label)) return 2;
  return /^\d+[.)]/.test(label) ? 1 : 0;
}

const EVERYBODY =
  /\b(toan dan|bao phu chung|toan tinh|tong so|tong cong|dan so|ty le bao phu|everybody|total)\b/;

/**
 * Only by the very words of the law's groups, or for everybody; anything else stays the document's
 * own group until a person matches it.
 */
export function matchGroup(label: string, groups: readonly GroupChoice[]): string {
  const bare = fold(label.replace(/^[\d.)\s]+/, ''));
  const found = groups.find((group) => group.code !== '' && fold(group.name.vi) === bare);
  if (found) return found.code;
  const isNumbered = /^\d/.test(label);
  if (!isNumbered && EVERYBODY.test(bare)) return '';
  return `#${label}`;
}
