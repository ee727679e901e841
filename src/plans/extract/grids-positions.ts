/** Heads of tables laid out with spaces: what stands over a column is told by where it stands. */
import type { SourceLine } from './passage.ts';

interface PlacedCell {
  text: string;
  at: number;
  end: number;
}

/** A cell over a column begins or ends at most this many letters beside it. */
const BESIDE_MAX = 6;

/**
 * Rule `grids/placed-head`: the line with a cell for every column gives their places; cells of the other
 * lines belong to every column that they stand over. Null when no line has a cell for every column.
 */
export function placedHead(lines: readonly SourceLine[], width: number): string[] | null {
  const rows = lines.filter((line) => !line.raw.includes('\t')).map((line) => cellsOf(line));
  const base = rows.findLast((cells) => withoutRowNumber(cells).length === width);
  if (!base) return null;
  const columns = withoutRowNumber(base);
  return columns.map((column) => {
    const parts = rows.flatMap((cells) => {
      const over = cells === base ? column : nearest(cells, column);
      return over ? [over.text] : [];
    });
    return [...new Set(parts)].join(' ');
  });
}

function cellsOf(line: SourceLine): PlacedCell[] {
  const raw = line.raw.normalize('NFC').replace(/[*#]/g, ' ').replaceAll('\u00a0', ' ');
  return [...raw.matchAll(/\S+(?: \S+)*/g)].map((found) => ({
    text: found[0],
    at: found.index,
    end: found.index + found[0].length,
  }));
}

function withoutRowNumber(cells: readonly PlacedCell[]): readonly PlacedCell[] {
  return /^(?:stt|tt)$/i.test(cells[0]?.text ?? '') ? cells.slice(1) : cells;
}

function nearest(cells: readonly PlacedCell[], column: PlacedCell): PlacedCell | undefined {
  const [best] = cells.toSorted((a, b) => gap(a, column) - gap(b, column));
  return best && gap(best, column) <= BESIDE_MAX ? best : undefined;
}

/** Letters between two cells, 0 where one stands over the other. */
function gap(a: PlacedCell, b: PlacedCell): number {
  return Math.max(0, a.at - b.end, b.at - a.end);
}
