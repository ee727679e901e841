/** Rows of the grid, and where the keys lead. Pure. */

export type EntryRow = Readonly<Record<string, string>>;

export interface EntryColumn {
  field: string;
  carries: boolean;
}

export interface Place {
  row: number;
  column: number;
}

export const ROWS_MAX = 500;

export function isBlank(row: EntryRow, columns: readonly EntryColumn[]): boolean {
  return columns.every(({ field, carries }) => carries || (row[field] ?? '') === '');
}

/** Rows that say something; what the row above said alone is nothing. */
export function filledRows(
  rows: readonly EntryRow[],
  columns: readonly EntryColumn[],
): { at: number; row: EntryRow }[] {
  return rows.flatMap((row, at) => (isBlank(row, columns) ? [] : [{ at, row }]));
}

/** A row for the next person: what carries is as in the last row that says something. */
export function nextRow(rows: readonly EntryRow[], columns: readonly EntryColumn[]): EntryRow {
  const last = rows.findLast((row) => !isBlank(row, columns)) ?? rows.at(-1);
  return Object.fromEntries(
    columns.flatMap(({ field, carries }) => {
      const text = last?.[field] ?? '';
      return carries && text !== '' ? [[field, text]] : [];
    }),
  );
}

export function setCell(
  rows: readonly EntryRow[],
  { row, column }: Place,
  text: string,
  columns: readonly EntryColumn[],
): EntryRow[] {
  const field = columns[column]?.field ?? '';
  return withRow(rows, row, { ...rows[row], [field]: text }, columns);
}

function withRow(
  rows: readonly EntryRow[],
  at: number,
  row: EntryRow,
  columns: readonly EntryColumn[],
): EntryRow[] {
  const next = [...rows];
  while (next.length <= at) next.push(nextRow(next, columns));
  next[at] = row;
  return next;
}

/** What stands above, into this cell. */
export function copyAbove(
  rows: readonly EntryRow[],
  place: Place,
  columns: readonly EntryColumn[],
): EntryRow[] {
  const above = rows[place.row - 1]?.[columns[place.column]?.field ?? ''];
  return above === undefined ? [...rows] : setCell(rows, place, above, columns);
}

export function withoutRow(rows: readonly EntryRow[], at: number): EntryRow[] {
  return rows.filter((_, index) => index !== at);
}

/**
 * Enter and Tab forwards: the next cell; Enter passes what the row above has said already and goes
 * to the next row after the last one that is still to be typed.
 */
export function placeAfter(
  place: Place,
  row: EntryRow | undefined,
  columns: readonly EntryColumn[],
  passes: boolean,
): Place {
  for (let column = place.column + 1; column < columns.length; column += 1) {
    const next = columns[column];
    if (!passes || !next?.carries || (row?.[next.field] ?? '') === '') {
      return { row: place.row, column };
    }
  }
  return { row: place.row + 1, column: 0 };
}

export function placeBefore({ row, column }: Place, columns: readonly EntryColumn[]): Place {
  if (column > 0) return { row, column: column - 1 };
  return row === 0 ? { row, column } : { row: row - 1, column: columns.length - 1 };
}

/**
 * A block as a spreadsheet copies it, put in from a cell on. A first line that repeats the titles is
 * left out; lines and cells beyond the grid too.
 */
export function pasteBlock(
  rows: readonly EntryRow[],
  from: Place,
  text: string,
  columns: readonly EntryColumn[],
  options: { titles: readonly string[]; read: (field: string, text: string) => string },
): { rows: EntryRow[]; pasted: number } {
  const lines = readBlock(text);
  const [first] = lines;
  const isTitles = first?.some((cell) => cell !== '' && options.titles.includes(cell)) === true;
  const block = (isTitles ? lines.slice(1) : lines).slice(0, ROWS_MAX - from.row);
  let next = [...rows];
  for (const [at, cells] of block.entries()) {
    const row = { ...(next[from.row + at] ?? nextRow(next, columns)) };
    for (const [index, cell] of cells.entries()) {
      const column = columns[from.column + index];
      if (column) row[column.field] = options.read(column.field, cell);
    }
    next = withRow(next, from.row + at, row, columns);
  }
  return { rows: next, pasted: block.length };
}

/** Cells by tabs, rows by lines; a quoted cell may hold both. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const end = (): void => {
    rows.at(-1)?.push(cell.trim());
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === '\t') end();
    else if (letter === '\n') {
      end();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  end();
  return rows.filter((cells) => cells.some((one) => one !== ''));
}
