/**
 * Every distinct folded name once, by number: from the bytes of COPY, without a text in between. Each
 * thread that reads has its own; the linker joins them (names.ts).
 */
import { foldName } from './features.ts';
import { doubled } from './sequences.ts';

const FIRST_NAMES = 1 << 12;

/** Letters end where bytes of more than ASCII begin. */
const ASCII_END = 128;
const FOLDED_END = 0x2000;
const DROPPED = 1;
const SPACE = 32;
const NEEDS_TEXT = 2;

/**
 * What `foldName` makes of each character below U+2000 that stands alone: a letter, a space, nothing
 * (1), or something only the text as a whole can tell (2).
 */
const FOLDED: Uint8Array = makeFolded();

function makeFolded(): Uint8Array {
  const table = new Uint8Array(FOLDED_END);
  for (let point = 0; point < FOLDED_END; point += 1) {
    const folded = foldName(`a${String.fromCodePoint(point)}a`);
    if (folded === 'a a') table[point] = SPACE;
    else if (folded === 'aa') table[point] = DROPPED;
    else table[point] = folded.length === 3 ? folded.charCodeAt(1) : NEEDS_TEXT;
  }
  return table;
}

/** A slot of the table: number of the name + 1, and 64 bits of hash that stand for its letters. */
const SLOT = 3;

/** Names as bytes, and their hashes, two integers each. */
export interface NameBytesOf {
  count: number;
  bytes: Uint8Array;
  /** of name n: bytes[starts[n]] … bytes[starts[n + 1]] */
  starts: Int32Array;
  hashes: Int32Array;
}

export class NameSet implements NameBytesOf {
  count = 0;
  bytes = new Uint8Array(FIRST_NAMES * 16);
  starts = new Int32Array(FIRST_NAMES + 1);
  hashes = new Int32Array(FIRST_NAMES * 2);
  #slots = new Int32Array(FIRST_NAMES * 2 * SLOT);
  #mask = FIRST_NAMES * 2 - 1;
  readonly #folded = new Uint8Array(4096);
  #hash = 0;
  #check = 0;

  /** Number of the name written in UTF-8 at bytes[start] … bytes[end]; −1 = no letters. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const length = this.#fold(bytes, start, end);
    return length === 0 ? -1 : this.#find(this.#folded, 0, length, this.#hash, this.#check);
  }

  /** Number here of a name of another set. */
  adopt(other: NameBytesOf, name: number): number {
    const start = other.starts[name] as number;
    const length = (other.starts[name + 1] as number) - start;
    const hash = other.hashes[name * 2] as number;
    return this.#find(other.bytes, start, length, hash, other.hashes[name * 2 + 1] as number);
  }

  /** Folds into `#folded` and hashes on the way; answers the length. */
  #fold(bytes: Uint8Array, start: number, end: number): number {
    const folded = this.#folded;
    const safeEnd = Math.min(end, start + folded.length);
    let length = 0;
    let isApart = false;
    let hash = 0x811c9dc5;
    let check = 0;
    let i = start;
    while (i < safeEnd) {
      let point = bytes[i] as number;
      i += 1;
      if (point >= ASCII_END) {
        if (point < 0xe0) point = ((point & 0x1f) << 6) | ((bytes[i++] as number) & 0x3f);
        else if (point < 0xf0) {
          point = ((point & 0x0f) << 12) | (((bytes[i++] as number) & 0x3f) << 6);
          point |= (bytes[i++] as number) & 0x3f;
        } else return this.#foldText(bytes, start, end);
        if (point >= FOLDED_END) return this.#foldText(bytes, start, end);
      }
      const letter = FOLDED[point] as number;
      if (letter > SPACE) {
        if (isApart) {
          folded[length++] = SPACE;
          hash = Math.imul(hash ^ SPACE, 0x01000193);
          check = Math.imul(check + SPACE, 0x9e3779b1) ^ (check >>> 15);
          isApart = false;
        }
        folded[length++] = letter;
        hash = Math.imul(hash ^ letter, 0x01000193);
        check = Math.imul(check + letter, 0x9e3779b1) ^ (check >>> 15);
      } else if (letter === SPACE) isApart = length > 0;
      else if (letter === NEEDS_TEXT) return this.#foldText(bytes, start, end);
    }
    this.#hash = hash ^ (hash >>> 15);
    this.#check = check;
    return length;
  }

  #foldText(bytes: Uint8Array, start: number, end: number): number {
    // a copy: what is shared among threads cannot be decoded everywhere
    const text = foldName(new TextDecoder().decode(bytes.slice(start, end)));
    return this.#fold(new TextEncoder().encode(text), 0, text.length);
  }

  /**
   * By 64 bits of hash: among a million names the chance that any two share them is one in forty
   * million, and comparing letters would cost as much again.
   */
  #find(letters: Uint8Array, start: number, length: number, hash: number, check: number): number {
    const slots = this.#slots;
    let slot = (hash & this.#mask) * SLOT;
    for (;;) {
      const name = slots[slot] as number;
      if (name === 0) break;
      if (slots[slot + 1] === hash && slots[slot + 2] === check) return name - 1;
      slot += SLOT;
      if (slot === slots.length) slot = 0;
    }
    slots[slot] = this.count + 1;
    slots[slot + 1] = hash;
    slots[slot + 2] = check;
    return this.#add(letters, start, length, hash, check);
  }

  #add(letters: Uint8Array, start: number, length: number, hash: number, check: number): number {
    const name = this.count;
    const to = this.starts[name] as number;
    if (to + length > this.bytes.length) this.bytes = doubled(this.bytes, length);
    for (let i = 0; i < length; i += 1) this.bytes[to + i] = letters[start + i] as number;
    if (name + 1 >= this.starts.length) this.starts = doubled(this.starts);
    if (name * 2 >= this.hashes.length) this.hashes = doubled(this.hashes);
    this.starts[name + 1] = to + length;
    this.hashes[name * 2] = hash;
    this.hashes[name * 2 + 1] = check;
    this.count = name + 1;
    if (this.count * 4 > (this.#mask + 1) * 3) this.#rehash();
    return name;
  }

  #rehash(): void {
    const slots = new Int32Array((this.#mask + 1) * 2 * SLOT);
    this.#mask = this.#mask * 2 + 1;
    for (let name = 0; name < this.count; name += 1) {
      const hash = this.hashes[name * 2] as number;
      let slot = (hash & this.#mask) * SLOT;
      while (slots[slot] !== 0) slot = slot + SLOT === slots.length ? 0 : slot + SLOT;
      slots[slot] = name + 1;
      slots[slot + 1] = hash;
      slots[slot + 2] = this.hashes[name * 2 + 1] as number;
    }
    this.#slots = slots;
  }
}
