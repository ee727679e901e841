/** The sum of a split and what it misses. Pure. */
import type { SplitAnswer } from '../../api/targets.ts';

/** Of the units directly below; the difference of the first level that does not add up. */
export function sumOf({ rows }: Pick<SplitAnswer, 'rows'>): {
  units: number;
  sum: number;
  difference: number;
} {
  const direct = rows.filter((row) => row.depth === 1);
  const missed = rows.map((row) => row.difference ?? 0);
  const worst = missed.find((one) => one !== 0) ?? 0;
  return {
    units: rows.length - 1,
    sum: direct.reduce((sum, row) => sum + row.people, 0),
    difference: worst,
  };
}
