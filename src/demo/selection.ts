/** Exact choosing: so many of these, by weight; so many split over those, to the last one. */
import { assert } from '../kernel/assert.ts';
import type { Random } from '../kernel/random.ts';

/** Splits a whole number over weights by largest remainders; the parts sum to `total`. */
export function splitByWeight(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  assert(sum > 0 || total === 0, 'weights to split over');
  const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : 0));
  const parts = exact.map(Math.floor);
  const rest = total - parts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let i = 0; i < rest; i += 1) {
    const at = order[i % order.length]?.index ?? 0;
    parts[at] = (parts[at] ?? 0) + 1;
  }
  return parts;
}

/**
 * Exactly `count` of `items`, likelier the greater their weight (0 = never), in their order: the
 * smallest keys −ln(u)/weight of Efraimidis and Spirakis. When fewer have a weight: throws, or with
 * `orFewer` takes them all.
 */
export function chooseWeighted<T>(
  items: readonly T[],
  count: number,
  random: Random,
  weightOf: (item: T) => number,
  orFewer = false,
): T[] {
  if (count <= 0) return [];
  const able: T[] = [];
  const keys = new Float64Array(items.length);
  for (const item of items) {
    const weight = weightOf(item);
    if (weight <= 0) continue;
    keys[able.length] = -Math.log(1 - random.next()) / weight;
    able.push(item);
  }
  if (able.length <= count) {
    assert(orFewer || able.length === count, `${count} wanted, ${able.length} qualify`);
    return able;
  }
  const limit = smallest(keys.slice(0, able.length), count - 1);
  const chosen: T[] = [];
  for (let i = 0; i < able.length && chosen.length < count; i += 1) {
    if ((keys[i] ?? Infinity) <= limit) chosen.push(able[i] as T);
  }
  return chosen;
}

/** The value at `rank` if sorted (Hoare's selection); reorders `values`. */
function smallest(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i += 1;
      while ((values[j] ?? 0) > pivot) j -= 1;
      if (i <= j) {
        const held = values[i] ?? 0;
        values[i] = values[j] ?? 0;
        values[j] = held;
        i += 1;
        j -= 1;
      }
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank] ?? Infinity;
}

/**
 * Households in random order by weight until their qualifying members are exactly `count`; the last
 * one may be cut. When there are fewer: throws, or with `orFewer` takes them all.
 */
export function chooseGroups<G, M>(
  groups: readonly G[],
  count: number,
  random: Random,
  weightOf: (group: G) => number,
  membersOf: (group: G) => M[],
  orFewer = false,
): { groups: G[]; members: M[] } {
  const keyed = groups
    .map((group) => ({ group, weight: weightOf(group) }))
    .filter(({ weight }) => weight > 0)
    .map(({ group, weight }) => ({ group, key: -Math.log(1 - random.next()) / weight }))
    .sort((a, b) => a.key - b.key);
  const chosen: { groups: G[]; members: M[] } = { groups: [], members: [] };
  for (const { group } of keyed) {
    const missing = count - chosen.members.length;
    if (missing <= 0) break;
    const members = membersOf(group).slice(0, missing);
    if (members.length === 0) continue;
    chosen.groups.push(group);
    chosen.members.push(...members);
  }
  const found = chosen.members.length;
  assert(found === count || orFewer, `${count} wanted, ${found} in households`);
  return chosen;
}
