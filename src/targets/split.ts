/**
 * A target in people is shared among units: within bounds, whole people, adding up exactly. Pure and
 * deterministic: the same rows give the same shares, ties go by the number of the unit.
 */
import { assert } from '../kernel/assert.ts';

/** Of a unit: `base + λ × weight` people, never below `atLeast`, never above `atMost`. */
export interface SplitRow {
  unitId: number;
  base: number;
  weight: number;
  atLeast: number;
  atMost: number;
  /** fixed by a person: kept whatever the bounds are */
  override: number | null;
}

export interface Share {
  unitId: number;
  people: number;
  isOverride: boolean;
  /** where a bound holds it; of an override, the bound it breaks */
  bound: 'atLeast' | 'atMost' | null;
}

export interface SplitResult {
  shares: Share[];
  sum: number;
  /** total less sum: 0 unless the bounds and overrides cannot add up to the total */
  difference: number;
}

interface Bounds extends SplitRow {
  low: number;
  high: number;
}

/** The remainder of whole people goes to the largest fractions that still have room. */
export function splitTotal(total: number, rows: readonly SplitRow[]): SplitResult {
  assert(Number.isSafeInteger(total) && total >= 0, 'a total of people is a whole number');
  const bounded = rows.map(boundsOf);
  const exact = spread(total, bounded);
  const people = roundToTotal(total, bounded, exact);
  const shares = bounded.map((row, at) => shareOf(row, people[at] ?? 0));
  const sum = people.reduce((all, one) => all + one, 0);
  return { shares, sum, difference: total - sum };
}

/** A floor above the ceiling (people moved away) gives way to it. */
function boundsOf(row: SplitRow): Bounds {
  if (row.override !== null) return { ...row, low: row.override, high: row.override };
  const high = Math.max(0, row.atMost);
  return { ...row, low: Math.min(Math.max(0, row.atLeast), high), high };
}

function shareOf(row: Bounds, people: number): Share {
  const isOverride = row.override !== null;
  const { low, high } = isOverride ? boundsOf({ ...row, override: null }) : row;
  const below = isOverride ? people < low : people === low && row.base + row.weight > 0;
  const above = isOverride ? people > high : people === high;
  return {
    unitId: row.unitId,
    people,
    isOverride,
    bound: above ? 'atMost' : below && low > 0 ? 'atLeast' : null,
  };
}

/**
 * Fractions of people that meet the total where the bounds allow it. The sum grows with λ, so λ is
 * found by halving; a hundred halvings leave less than any fraction of a person.
 */
function spread(total: number, rows: readonly Bounds[]): number[] {
  const at = (level: number) => rows.map((row) => clamp(row.base + level * row.weight, row));
  const sumAt = (level: number) => at(level).reduce((all, one) => all + one, 0);
  const steepest = rows.filter((row) => row.weight > 0 && row.high > row.low);
  if (steepest.length === 0) return at(0);
  const reach = (row: Bounds, bound: number) => (bound - row.base) / row.weight;
  let low = Math.min(...steepest.map((row) => reach(row, row.low)));
  let high = Math.max(...steepest.map((row) => reach(row, row.high)));
  for (let turn = 0; turn < 100; turn += 1) {
    const middle = (low + high) / 2;
    if (sumAt(middle) < total) low = middle;
    else high = middle;
  }
  return at(high);
}

function clamp(value: number, { low, high }: Bounds): number {
  return Math.min(high, Math.max(low, value));
}

const NOISE = 1e-6;

function roundToTotal(total: number, rows: readonly Bounds[], exact: readonly number[]): number[] {
  const people = exact.map((value) => Math.floor(value + NOISE));
  let rest = total - people.reduce((all, one) => all + one, 0);
  const fraction = (at: number): number => (exact[at] ?? 0) - (people[at] ?? 0);
  const order = rows
    .map((row, at) => ({ row, at, fraction: fraction(at) }))
    .sort((a, b) => b.fraction - a.fraction || a.row.unitId - b.row.unitId);
  while (rest !== 0) {
    const step = Math.sign(rest);
    const before = rest;
    for (const { row, at } of step > 0 ? order : order.toReversed()) {
      if (rest === 0) break;
      const next = (people[at] ?? 0) + step;
      if (next < row.low || next > row.high) continue;
      people[at] = next;
      rest -= step;
    }
    if (rest === before) break;
  }
  return people;
}
