/** Records as the linker compares them: sixteen integers in one cache line each, in shared memory. */
export const STRIDE = 16;

/** Columns of a packed record; those of the name but for its number are put by `nameRecords`. */
export const C = {
  name: 0,
  sorted: 1,
  sound: 2,
  given: 3,
  surname: 4,
  /** year × 512 + month × 32 + day */
  birth: 5,
  sex: 6,
  village: 7,
  commune: 8,
  nationalIdLow: 9,
  nationalIdHigh: 10,
  socialLow: 11,
  socialHigh: 12,
  /** how rare the name is, in centibits */
  weight: 13,
} as const;

const HALF = 2 ** 32;

/** What the workers read. */
export interface SharedRecords {
  count: number;
  words: Int32Array;
  /** person id or row number */
  ids: Float64Array;
}

export function toShared(records: PackedRecords): SharedRecords {
  return { count: records.count, words: records.words, ids: records.ids };
}

export class PackedRecords {
  count = 0;
  words: Int32Array;
  ids: Float64Array;

  constructor(capacity: number) {
    this.words = new Int32Array(new SharedArrayBuffer(Math.max(1, capacity) * STRIDE * 4));
    this.ids = new Float64Array(new SharedArrayBuffer(Math.max(1, capacity) * 8));
  }

  /** Those of another thread, to be filled from a place on. */
  static around({ words, ids }: SharedRecords, first: number): PackedRecords {
    const records = new PackedRecords(0);
    records.words = words;
    records.ids = ids;
    records.count = first;
    return records;
  }

  /** Room for so many more, and answers where the first one begins; they are written elsewhere. */
  reserve(more: number): number {
    while (this.count + more > this.ids.length) this.#grow();
    this.count += more;
    return this.count - more;
  }

  /** Room for one more; answers where its words begin. */
  add(id: number): number {
    if (this.count === this.ids.length) this.#grow();
    this.ids[this.count] = id;
    this.count += 1;
    return (this.count - 1) * STRIDE;
  }

  #grow(): void {
    const words = new Int32Array(new SharedArrayBuffer(this.words.byteLength * 2));
    words.set(this.words);
    const ids = new Float64Array(new SharedArrayBuffer(this.ids.byteLength * 2));
    ids.set(this.ids);
    this.words = words;
    this.ids = ids;
  }
}

/** In the order of ids, so that the order in which they came makes no difference. */
export function orderByIds({ count, words, ids }: SharedRecords): void {
  let isOrdered = true;
  for (let i = 1; i < count && isOrdered; i += 1)
    isOrdered = (ids[i - 1] as number) <= (ids[i] as number);
  if (isOrdered) return;
  const from = Uint32Array.from({ length: count }, (_, at) => at);
  from.sort((a, b) => (ids[a] as number) - (ids[b] as number) || a - b);
  // in place, round by round: a copy of a register would be a tenth of all memory
  const held = new Int32Array(STRIDE);
  for (let start = 0; start < count; start += 1) {
    if (from[start] === start) continue;
    held.set(words.subarray(start * STRIDE, (start + 1) * STRIDE));
    const heldId = ids[start] as number;
    let to = start;
    for (let next = from[to] as number; next !== start; next = from[to] as number) {
      words.copyWithin(to * STRIDE, next * STRIDE, (next + 1) * STRIDE);
      ids[to] = ids[next] as number;
      from[to] = to;
      to = next;
    }
    words.set(held, to * STRIDE);
    ids[to] = heldId;
    from[to] = to;
  }
}

/** A copy of the records at these places. */
export function pick(records: SharedRecords, places: Uint32Array): PackedRecords {
  const picked = new PackedRecords(places.length);
  for (const place of places) {
    const at = picked.add(records.ids[place] as number);
    const from = place * STRIDE;
    for (let i = 0; i < STRIDE; i += 1) picked.words[at + i] = records.words[from + i] as number;
  }
  return picked;
}

export function packBirth(year: number, month: number, day: number): number {
  return year * 512 + month * 32 + day;
}

export function nationalIdOf(words: Int32Array, at: number): number {
  return (
    (words[at + C.nationalIdHigh] as number) * HALF +
    ((words[at + C.nationalIdLow] as number) >>> 0)
  );
}

export function socialInsuranceNumberOf(words: Int32Array, at: number): number {
  return (words[at + C.socialHigh] as number) * HALF + ((words[at + C.socialLow] as number) >>> 0);
}
