/**
 * Blocks so full of rows that look alike (a thousand times one name in one village) that comparing
 * everybody with everybody would not end. Of such a block only the first are compared; its rows are
 * remembered, for then nobody can say that no better one was left out.
 */
import { type BlockIndex, E, ENTRY, RULE, keyOf } from './blocking.ts';
import { STRIDE, type SharedRecords } from './packed.ts';

/** A block with this many pairs and more of rows than this is a crowd; real blocks have some thousands. */
const CROWD_PAIRS = 250_000;
const CROWD_ROWS = 250;

/** By rule, then by key: the place of the last probe that is compared. */
export type Crowds = Map<number, Map<number, number>>;

/** Birth and place alone do not make rows alike. */
const WITHOUT_NAME: ReadonlySet<number> = new Set([RULE.birthCommune, RULE.dayMonthVillage]);

/** Adds the crowds of an index; marks in `alike` the places of their rows. */
export function addCrowds(
  crowds: Crowds,
  alike: Uint8Array,
  index: BlockIndex,
  probes: SharedRecords,
  tight: boolean,
): void {
  const sizes = findFullKeys(index);
  if (sizes.size === 0) return;
  const ends = findEnds(sizes, index.rule, probes, tight);
  if (ends.size === 0) return;
  crowds.set(index.rule, ends);
  if (WITHOUT_NAME.has(index.rule)) return;
  for (const key of ends.keys()) {
    const bucket = key >>> index.shift;
    const end = index.starts[bucket + 1] as number;
    for (let i = index.starts[bucket] as number; i < end; i += 1)
      if (index.entries[i * ENTRY] === key) alike[index.entries[i * ENTRY + E.place] as number] = 1;
  }
}

/** Whether a probe comes too late to be compared with the rows of this key. */
export function isLeftOut(crowds: Crowds, rule: number, key: number, probe: number): boolean {
  const end = crowds.get(rule)?.get(key);
  return end !== undefined && probe > end;
}

/** How many rows each key has, where they are many. */
function findFullKeys({ starts, entries }: BlockIndex): Map<number, number> {
  const sizes = new Map<number, number>();
  for (let bucket = 0; bucket + 1 < starts.length; bucket += 1) {
    const from = starts[bucket] as number;
    const to = starts[bucket + 1] as number;
    if (to - from <= CROWD_ROWS) continue;
    for (let i = from; i < to; i += 1) {
      const key = entries[i * ENTRY] as number;
      sizes.set(key, (sizes.get(key) ?? 0) + 1);
    }
  }
  for (const [key, size] of sizes) if (size <= CROWD_ROWS) sizes.delete(key);
  return sizes;
}

/** The last probe of each key that still makes no crowd, where there are more. */
function findEnds(
  sizes: ReadonlyMap<number, number>,
  rule: number,
  probes: SharedRecords,
  tight: boolean,
): Map<number, number> {
  const met = new Map<number, number>();
  const ends = new Map<number, number>();
  const crowded = new Map<number, number>();
  for (let probe = 0; probe < probes.count; probe += 1) {
    const key = keyOf(rule, probes.words, probe * STRIDE, tight);
    const size = sizes.get(key);
    if (size === undefined) continue;
    const before = met.get(key) ?? 0;
    met.set(key, before + 1);
    if (before < Math.max(1, Math.floor(CROWD_PAIRS / size))) ends.set(key, probe);
    else crowded.set(key, ends.get(key) ?? probe);
  }
  return crowded;
}
