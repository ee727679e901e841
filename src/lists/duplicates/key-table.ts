/**
 * Which of many keys come more than once: a million of them in some tens of megabytes. Of a key
 * ninety-six bits of its hash are kept; that two different keys of a list of a million fall together
 * is less likely than one in 10^16. Pure.
 */
import { hash } from 'node:crypto';

const FIRST_CAPACITY = 1 << 14;

export interface KeyGroups {
  /** how many groups of at least two there are */
  groups: number;
  /** how many rows stand in them */
  members: number;
  /** group of a row by its position, 1 = the largest; 0 = alone */
  groupOf(position: number): number;
  /** members of a group by its number */
  sizeOf(groupNo: number): number;
}

/** Has a lifetime: filled with one key a row in order, then asked for its groups. */
export class KeyTable {
  #count = 0;
  #words = new Uint32Array(FIRST_CAPACITY * 3);
  /** position of the first row with the same key; -1 = the row has no key */
  #first = new Int32Array(FIRST_CAPACITY);
  #sizes = new Int32Array(FIRST_CAPACITY);
  /** open addressing, at most half full: position + 1 */
  #slots = new Int32Array(FIRST_CAPACITY * 2);

  get count(): number {
    return this.#count;
  }

  /** '' = equal to nobody */
  add(key: string): void {
    if (this.#count === this.#first.length) this.#grow();
    const position = this.#count;
    this.#count += 1;
    if (key === '') {
      this.#first[position] = -1;
      return;
    }
    const digest = hash('sha256', key, 'buffer');
    const at = position * 3;
    this.#words[at] = digest.readUInt32LE(0);
    this.#words[at + 1] = digest.readUInt32LE(4);
    this.#words[at + 2] = digest.readUInt32LE(8);
    const first = this.#place(position);
    this.#first[position] = first;
    this.#sizes[first] = (this.#sizes[first] ?? 0) + 1;
  }

  /** Answers the position of the first row with the same key: itself where it is new. */
  #place(position: number): number {
    const mask = this.#slots.length - 1;
    let slot = (this.#words[position * 3] ?? 0) & mask;
    for (;;) {
      const there = (this.#slots[slot] ?? 0) - 1;
      if (there < 0) {
        this.#slots[slot] = position + 1;
        return position;
      }
      if (this.#isSame(there, position)) return there;
      slot = (slot + 1) & mask;
    }
  }

  #isSame(a: number, b: number): boolean {
    const words = this.#words;
    return (
      words[a * 3] === words[b * 3] &&
      words[a * 3 + 1] === words[b * 3 + 1] &&
      words[a * 3 + 2] === words[b * 3 + 2]
    );
  }

  #grow(): void {
    const capacity = this.#first.length * 2;
    this.#words = grown(this.#words, new Uint32Array(capacity * 3));
    this.#first = grown(this.#first, new Int32Array(capacity));
    this.#sizes = grown(this.#sizes, new Int32Array(capacity));
    this.#slots = new Int32Array(capacity * 2);
    for (let position = 0; position < this.#count; position += 1) {
      if (this.#first[position] === position) this.#place(position);
    }
  }

  /** Largest first, then in the order of their first rows. */
  groups(): KeyGroups {
    const firsts: number[] = [];
    for (let position = 0; position < this.#count; position += 1) {
      if (this.#first[position] === position && (this.#sizes[position] ?? 0) > 1) {
        firsts.push(position);
      }
    }
    const sizes = this.#sizes;
    firsts.sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
    const numbers = new Int32Array(this.#count);
    let members = 0;
    for (const [at, first] of firsts.entries()) {
      numbers[first] = at + 1;
      members += sizes[first] ?? 0;
    }
    const first = this.#first;
    return {
      groups: firsts.length,
      members,
      groupOf: (position) => numbers[first[position] ?? -1] ?? 0,
      sizeOf: (groupNo) => sizes[firsts[groupNo - 1] ?? -1] ?? 0,
    };
  }
}

function grown<A extends Uint32Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
