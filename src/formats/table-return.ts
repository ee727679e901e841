/**
 * How a list that was given back with reasons is known again: two columns at its right, the reasons
 * and a hidden one whose head names the list and whose cells keep the row of the sender's first file.
 */
import { EMPTY_CELL, type TableCell, type TableRow } from './table.ts';

const HEAD = '#baophu:';

export function returnHead(mark: string): string {
  return `${HEAD}${mark}`;
}

/** The mark that the first row of a sheet carries, if the sheet was given back. */
export function findReturnMark(cells: readonly TableCell[]): string | undefined {
  const at = keyColumn(cells);
  return at < 0 ? undefined : cells[at]?.text.slice(HEAD.length);
}

/** Index of the column that keeps the rows of the first file, or -1. */
export function keyColumn(cells: readonly TableCell[]): number {
  return cells.findIndex((cell) => cell.text.startsWith(HEAD));
}

/** Takes the two columns off the rows of a sheet; they stand in its first row when it is such a sheet. */
export class ReturnColumns {
  #keyAt = -1;
  #isFirst = true;

  /** Undefined when the row held nothing but these columns. */
  row(found: Omit<TableRow, 'originalRow'>): TableRow | undefined {
    if (this.#isFirst) {
      this.#isFirst = false;
      this.#keyAt = keyColumn(found.cells);
    }
    if (this.#keyAt < 0) return { ...found, originalRow: found.row };
    const key = Number(found.cells[this.#keyAt]?.text);
    const isHead = found.cells[this.#keyAt]?.text.startsWith(HEAD) === true;
    const originalRow = isHead ? found.row : Number.isSafeInteger(key) && key > 0 ? key : undefined;
    const cells = withoutColumns(found.cells, this.#keyAt);
    return cells.length === 0 ? undefined : { ...found, originalRow, cells };
  }
}

/** The key and the reasons, which stand left of it; what was typed further right stays in its place. */
function withoutColumns(cells: readonly TableCell[], keyAt: number): readonly TableCell[] {
  const kept = cells.map((cell, at) => (at === keyAt || at === keyAt - 1 ? EMPTY_CELL : cell));
  while (kept.length > 0 && kept[kept.length - 1]?.kind === 'empty') kept.pop();
  return kept;
}
