/**
 * A map from whole numbers below 2^53 to sums, in typed arrays: 12 bytes a slot instead of the
 * hundred of a `Map`, so that a load of a million spells is counted in bounded memory.
 */
export interface Tally {
  add(key: number, n: number): void;
  /** Entries whose sum is not 0, by ascending key. */
  entries(): { keys: Float64Array; sums: Int32Array };
}

const EMPTY = -1;
const FILL_MAX = 0.6;

export function makeTally(): Tally {
  let capacity = 1 << 10;
  let keys = new Float64Array(capacity).fill(EMPTY);
  let sums = new Int32Array(capacity);
  let size = 0;

  const slotFor = (key: number): number => {
    const high = (key / 4_294_967_296) | 0;
    let hash = Math.imul((key >>> 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & (capacity - 1);
    while (keys[slot] !== EMPTY && keys[slot] !== key) slot = (slot + 1) & (capacity - 1);
    return slot;
  };

  const grow = (): void => {
    const oldKeys = keys;
    const oldSums = sums;
    capacity *= 2;
    keys = new Float64Array(capacity).fill(EMPTY);
    sums = new Int32Array(capacity);
    size = 0;
    for (let i = 0; i < oldKeys.length; i += 1) {
      // what has come back to 0 on the way is left behind
      if (oldKeys[i] === EMPTY || oldSums[i] === 0) continue;
      const slot = slotFor(oldKeys[i] as number);
      keys[slot] = oldKeys[i] as number;
      sums[slot] = oldSums[i] as number;
      size += 1;
    }
  };

  return {
    add(key, n) {
      const slot = slotFor(key);
      if (keys[slot] === EMPTY) {
        keys[slot] = key;
        size += 1;
      }
      sums[slot] = (sums[slot] as number) + n;
      if (size > capacity * FILL_MAX) grow();
    },
    entries() {
      let count = 0;
      for (let i = 0; i < capacity; i += 1) if (sums[i] !== 0) count += 1;
      const found = new Float64Array(count);
      let at = 0;
      for (let i = 0; i < capacity; i += 1) {
        if (sums[i] === 0) continue;
        found[at] = keys[i] as number;
        at += 1;
      }
      found.sort();
      const values = new Int32Array(count);
      for (let i = 0; i < count; i += 1) values[i] = sums[slotFor(found[i] as number)] as number;
      return { keys: found, sums: values };
    },
  };
}
