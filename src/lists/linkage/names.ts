/**
 * Names by number: every distinct folded name once, with its words in any order, by sound, its given
 * name and surname as numbers, so that pairs are compared as integers and spelled only where they
 * differ. Filled by one thread, then shared with the workers.
 */
import { foldName, soundOf } from './features.ts';

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

/** What the workers read: plain arrays over shared memory. */
export interface SharedNames {
  count: number;
  bytes: Uint8Array;
  /** of name n: bytes[starts[n]] … bytes[starts[n + 1]] */
  starts: Int32Array;
}

/** Of each name: words in any order, the same by sound, given name and surname by sound. */
export const NAME_PARTS = 4;
export const PART = { sorted: 0, sound: 1, given: 2, surname: 3 } as const;

/** A slot of the table: number of the name + 1, and 64 bits of hash that stand for its letters. */
const SLOT = 3;

export class NameTable {
  count = 0;
  /** `NAME_PARTS` integers a name */
  parts = new Int32Array(FIRST_NAMES * NAME_PARTS);
  readonly #sorted = new SequenceTable();
  readonly #sounds = new SequenceTable();
  readonly #words = new Map<string, number>();
  readonly #soundWords = new Map<string, number>();
  #soundOfWord: number[] = [];
  #bytes = new Uint8Array(FIRST_NAMES * 16);
  #starts = new Int32Array(FIRST_NAMES + 1);
  #slots = new Int32Array(FIRST_NAMES * 2 * SLOT);
  readonly #folded = new Uint8Array(4096);
  readonly #decoder = new TextDecoder();
  readonly #buffer = new Int32Array(4096);

  /** Number of the name written in UTF-8 at bytes[start] … bytes[end]; −1 = no letters. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const length = this.#fold(bytes, start, end);
    return length === 0 ? -1 : this.#find(length);
  }

  get sortedCount(): number {
    return this.#sorted.count;
  }

  /** Number of its words in any order. */
  sortedOf(name: number): number {
    return this.parts[name * NAME_PARTS + PART.sorted] ?? 0;
  }

  textOf(name: number): string {
    return this.#decoder.decode(this.#bytes.subarray(this.#starts[name], this.#starts[name + 1]));
  }

  share(): SharedNames {
    const used = this.#starts[this.count] ?? 0;
    const bytes = new Uint8Array(new SharedArrayBuffer(used));
    bytes.set(this.#bytes.subarray(0, used));
    const starts = new Int32Array(new SharedArrayBuffer((this.count + 1) * 4));
    starts.set(this.#starts.subarray(0, this.count + 1));
    return { count: this.count, bytes, starts };
  }

  /** Into `#folded`; answers the length. */
  #fold(bytes: Uint8Array, start: number, end: number): number {
    const folded = this.#folded;
    const safeEnd = Math.min(end, start + folded.length);
    let length = 0;
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
      if (letter > SPACE) folded[length++] = letter;
      else if (letter === SPACE) {
        if (length > 0 && folded[length - 1] !== SPACE) folded[length++] = SPACE;
      } else if (letter === NEEDS_TEXT) return this.#foldText(bytes, start, end);
    }
    return length > 0 && folded[length - 1] === SPACE ? length - 1 : length;
  }

  #foldText(bytes: Uint8Array, start: number, end: number): number {
    const folded = foldName(this.#decoder.decode(bytes.subarray(start, end)));
    const length = Math.min(folded.length, this.#folded.length);
    for (let i = 0; i < length; i += 1) this.#folded[i] = folded.charCodeAt(i);
    return length;
  }

  /**
   * By 64 bits of hash: among a million names the chance that any two share them is one in forty
   * million, and comparing letters would cost as much again.
   */
  #find(length: number): number {
    const folded = this.#folded;
    let hash = 0x811c9dc5;
    let check = length;
    for (let i = 0; i < length; i += 1) {
      const letter = folded[i] as number;
      hash = Math.imul(hash ^ letter, 0x01000193);
      check = Math.imul(check + letter, 0x9e3779b1) ^ (check >>> 15);
    }
    hash ^= hash >>> 15;
    const slots = this.#slots;
    const end = slots.length;
    let slot = ((hash >>> 0) % (end / SLOT)) * SLOT;
    for (;;) {
      const name = slots[slot] as number;
      if (name === 0) break;
      if (slots[slot + 1] === hash && slots[slot + 2] === check) return name - 1;
      slot += SLOT;
      if (slot === end) slot = 0;
    }
    slots[slot] = this.count + 1;
    slots[slot + 1] = hash;
    slots[slot + 2] = check;
    return this.#add(length);
  }

  #add(length: number): number {
    const name = this.count;
    const start = this.#starts[name] as number;
    if (start + length > this.#bytes.length) this.#bytes = doubled(this.#bytes, length);
    this.#bytes.set(this.#folded.subarray(0, length), start);
    if (name + 1 >= this.#starts.length - 1) {
      this.#starts = doubled(this.#starts);
      this.parts = doubled(this.parts);
    }
    this.#starts[name + 1] = start + length;
    this.count = name + 1;
    this.#describe(name, start, start + length);
    if (this.count * 2 * SLOT > this.#slots.length) this.#rehash();
    return name;
  }

  #describe(name: number, start: number, end: number): void {
    const words = this.#decoder.decode(this.#bytes.subarray(start, end)).split(' ');
    const ids = this.#buffer;
    let count = 0;
    for (const word of words) ids[count++] = this.#wordOf(word);
    const soundOf = (at: number): number => this.#soundOfWord[ids[at] as number] ?? 0;
    const at = name * NAME_PARTS;
    const { parts } = this;
    parts[at + PART.given] = soundOf(count - 1);
    parts[at + PART.surname] = soundOf(0);
    sortSmall(ids, count);
    parts[at + PART.sorted] = this.#sorted.intern(ids, count);
    for (let i = 0; i < count; i += 1) ids[i] = soundOf(i);
    sortSmall(ids, count);
    parts[at + PART.sound] = this.#sounds.intern(ids, count);
  }

  #wordOf(word: string): number {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const id = this.#words.size + 1;
    this.#words.set(word, id);
    const sound = soundOf(word);
    const soundId = this.#soundWords.get(sound) ?? this.#soundWords.size + 1;
    this.#soundWords.set(sound, soundId);
    this.#soundOfWord[id] = soundId;
    return id;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from] === 0) continue;
      let slot = (((old[from + 1] as number) >>> 0) % (slots.length / SLOT)) * SLOT;
      while (slots[slot] !== 0) slot = slot + SLOT === slots.length ? 0 : slot + SLOT;
      slots.set(old.subarray(from, from + SLOT), slot);
    }
    this.#slots = slots;
  }
}

/** Sequences of small numbers, each distinct one once; numbers begin with 1. */
class SequenceTable {
  count = 0;
  #pool = new Int32Array(FIRST_NAMES * 4);
  #starts = new Int32Array(FIRST_NAMES + 2);
  #hashes = new Int32Array(FIRST_NAMES + 1);
  #slots = new Int32Array(FIRST_NAMES * 4);

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
    if (id + 1 >= this.#starts.length - 1) {
      this.#starts = doubled(this.#starts);
      this.#hashes = doubled(this.#hashes);
    }
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

function doubled<A extends Uint8Array | Int32Array>(array: A, atLeast = 0): A {
  const larger = new (array.constructor as new (length: number) => A)(array.length * 2 + atLeast);
  larger.set(array);
  return larger;
}

function sortSmall(items: Int32Array, length: number): void {
  for (let i = 1; i < length; i += 1) {
    const item = items[i] as number;
    let j = i - 1;
    while (j >= 0 && (items[j] as number) > item) {
      items[j + 1] = items[j] as number;
      j -= 1;
    }
    items[j + 1] = item;
  }
}
