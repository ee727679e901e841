/** Sequences of small numbers, each distinct one once; numbers begin with 1. */
const FIRST = 1 << 12;

export class SequenceTable {
  count = 0;
  #pool = new Int32Array(FIRST * 4);
  #starts = new Int32Array(FIRST + 2);
  #hashes = new Int32Array(FIRST + 1);
  #slots = new Int32Array(FIRST * 4);

  intern(items: Int32Array, length: number): number {
    let hash = length;
    for (let i = 0; i < length; i += 1)
      hash = Math.imul(hash ^ (items[i] as number), 0x9e3779b1) ^ (hash >>> 13);
    hash ^= hash >>> 16;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id === 0) break;
      if (this.#hashes[id] === hash && this.#isSequence(id, items, length)) return id;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.count + 1;
    return this.#add(items, length, hash);
  }

  #isSequence(id: number, items: Int32Array, length: number): boolean {
    const start = this.#starts[id] as number;
    if ((this.#starts[id + 1] as number) - start !== length) return false;
    for (let i = 0; i < length; i += 1) {
      if (this.#pool[start + i] !== items[i]) return false;
    }
    return true;
  }

  #add(items: Int32Array, length: number, hash: number): number {
    const id = this.count + 1;
    if (id + 1 >= this.#starts.length) this.#starts = doubled(this.#starts);
    if (id >= this.#hashes.length) this.#hashes = doubled(this.#hashes);
    const start = this.#starts[id] as number;
    if (start + length > this.#pool.length) this.#pool = doubled(this.#pool, length);
    this.#pool.set(items.subarray(0, length), start);
    this.#starts[id + 1] = start + length;
    this.#hashes[id] = hash;
    this.count = id;
    if (id * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 1; id <= this.count; id += 1) {
      let slot = (this.#hashes[id] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

export function doubled<A extends Uint8Array | Int32Array>(array: A, atLeast = 0): A {
  const larger = new (array.constructor as new (length: number) => A)(array.length * 2 + atLeast);
  larger.set(array);
  return larger;
}
