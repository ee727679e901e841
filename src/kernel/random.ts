/**
 * Seeded random numbers for demo data, benchmarks and tests: the same seed gives the same people on
 * every machine. sfc32 (public domain, Chris Doty-Humphrey), seeded by splitmix32.
 */
export interface Random {
  /** uniform in [0, 1) */
  next(): number;
  /** uniform integer in [0, below) */
  int(below: number): number;
  pick<T>(items: readonly T[]): T;
  /** true with the probability given */
  chance(probability: number): boolean;
  /** a new independent stream, so that one part's draws do not shift another's */
  fork(label: string): Random;
}

export function makeRandom(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : hashText(seed);
  const forkBase = state;
  const mix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    pick: (items) => {
      const item = items[int(items.length)];
      if (item === undefined) throw new Error('pick from an empty list');
      return item;
    },
    chance: (probability) => next() < probability,
    fork: (label) => makeRandom(hashText(`${forkBase}:${label}`)),
  };
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Draws by weight in O(log n); weights need not sum to one. */
export function weightedPicker<T>(
  items: readonly { value: T; weight: number }[],
): (random: Random) => T {
  const ends: number[] = [];
  let total = 0;
  for (const item of items) {
    total += item.weight;
    ends.push(total);
  }
  return (random) => {
    const target = random.next() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    const found = items[low];
    if (!found) throw new Error('weightedPicker on an empty list');
    return found.value;
  };
}
