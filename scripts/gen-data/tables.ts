/** CSV in (RFC 4180, header row), our own TSV out. Used by scripts/gen-data.ts alone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Row = Record<string, string>;

export function readCsv(folder: string, path: string): Row[] {
  const lines = parseCsv(readFileSync(join(folder, path), 'utf8').normalize('NFC'));
  const header = lines.shift() ?? [];
  return lines.map((cells) =>
    Object.fromEntries(header.map((name, column) => [name, (cells[column] ?? '').trim()])),
  );
}

function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') {
      cells.push(cell);
      lines.push(cells);
      cells = [];
      cell = '';
    } else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || cells.length > 0) lines.push([...cells, cell]);
  return lines;
}

export interface Table {
  /** below data/, without the ending */
  path: string;
  /** one line each, what the table holds and where it is from */
  about: string[];
  columns: string[];
  rows: (string | number | null | undefined)[][];
}

/** Lines of `# about`, the header, the rows; an empty cell is an unknown value. */
export function writeTable(folder: string, table: Table): void {
  const lines = table.about.map((line) => `# ${line}`);
  lines.push(table.columns.join('\t'));
  for (const row of table.rows) {
    if (row.length !== table.columns.length) throw new Error(`${table.path}: ${row.join(' | ')}`);
    lines.push(row.map((value) => String(value ?? '').replace(/\s+/g, ' ')).join('\t'));
  }
  const path = join(folder, `${table.path}.tsv`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** The cell; a missing column is a mistake of ours. */
export function cell(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw new Error(`no column ${name} in ${JSON.stringify(row)}`);
  return value;
}

export function indexBy(rows: readonly Row[], column: string): Map<string, Row> {
  return new Map(rows.map((row) => [cell(row, column), row]));
}

export function groupBy(rows: readonly Row[], column: string): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => cell(row, column));
}
