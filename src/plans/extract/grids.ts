/**
 * Tables as real files carry them: cells parted by tabs or bars, one cell a line, or whole rows on a
 * line under a shattered head. Each becomes a grid: a head for every column and rows of cells, every
 * cell with its line.
 */
import { findDelimited } from './grids-delimited.ts';
import { findRowLines } from './grids-rows.ts';
import { findStacked } from './grids-stacked.ts';
import type { SourceLine } from './passage.ts';

export interface Cell {
  text: string;
  line: number;
}

export interface GridRow {
  cells: readonly Cell[];
  /** heads of groups that stand above the row inside the table */
  caption: string;
}

export interface Grid {
  form: 'delimited' | 'stacked' | 'rows';
  /** what stands above each column, all head rows together */
  head: readonly string[];
  rows: readonly GridRow[];
  /** the line above the table, and heads that span all columns */
  caption: string;
  firstLine: number;
  lastLine: number;
  /** the head could not be matched with the columns */
  isBroken: boolean;
}

/** Rule `grids/find`: tables of the body in order; a line belongs to one table at most. */
export function findGrids(lines: readonly SourceLine[]): Grid[] {
  const grids: Grid[] = [];
  const taken = new Set<number>();
  for (const find of [findDelimited, findStacked, findRowLines]) {
    for (const grid of find(lines, taken)) {
      grids.push(grid);
      for (let line = grid.firstLine; line <= grid.lastLine; line += 1) taken.add(line);
    }
  }
  return grids.toSorted((a, b) => a.firstLine - b.firstLine);
}

/** Which grid a line belongs to. */
export function gridLines(grids: readonly Grid[]): Map<number, number> {
  const at = new Map<number, number>();
  grids.forEach((grid, index) => {
    for (let line = grid.firstLine; line <= grid.lastLine; line += 1) at.set(line, index);
  });
  return at;
}
