/**
 * Names by number with what is compared of them: words in any order, by sound, given name and surname,
 * each a number too, so that pairs are compared as integers and spelled only where they differ.
 */
import { soundOf } from './features.ts';
import { type NameBytesOf, NameSet } from './name-set.ts';
import { C, STRIDE, type SharedRecords } from './packed.ts';
import { SequenceTable, doubled } from './sequences.ts';

const FIRST_NAMES = 1 << 12;
const SPACE = 32;

/** What the workers read: plain arrays over shared memory. */
export interface SharedNames {
  count: number;
  bytes: Uint8Array;
  /** of name n: bytes[starts[n]] … bytes[starts[n + 1]] */
  starts: Int32Array;
  /** `NAME_PARTS` integers a name */
  parts: Int32Array;
}

/** Of each name: words in any order, the same by sound, given name and surname by sound. */
export const NAME_PARTS = 4;
export const PART = { sorted: 0, sound: 1, given: 2, surname: 3 } as const;

export class NameTable {
  #parts = new Int32Array(FIRST_NAMES * NAME_PARTS);
  readonly #set = new NameSet();
  readonly #words = new WordTable();
  readonly #sorted = new SequenceTable();
  readonly #sounds = new SequenceTable();
  readonly #buffer = new Int32Array(4096);

  get count(): number {
    return this.#set.count;
  }

  /** Number of the name written in UTF-8 at bytes[start] … bytes[end]; −1 = no letters. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    return this.#described(this.#set.intern(bytes, start, end));
  }

  /** Number here of a name of another set. */
  adopt(other: NameBytesOf, name: number): number {
    return this.#described(this.#set.adopt(other, name));
  }

  get sortedCount(): number {
    return this.#sorted.count;
  }

  /** Number of its words in any order. */
  sortedOf(name: number): number {
    return this.#parts[name * NAME_PARTS + PART.sorted] ?? 0;
  }

  textOf(name: number): string {
    const { bytes, starts } = this.#set;
    return new TextDecoder().decode(bytes.subarray(starts[name], starts[name + 1]));
  }

  share(): SharedNames {
    const { count } = this;
    const { bytes, starts } = this.#set;
    return {
      count,
      bytes: shareBytes(bytes.subarray(0, starts[count])),
      starts: shareNumbers(starts.subarray(0, count + 1)),
      parts: shareNumbers(this.#parts.subarray(0, count * NAME_PARTS)),
    };
  }

  /** The last name may be new. */
  #described(name: number): number {
    if (name < this.#describedCount) return name;
    this.#describedCount = name + 1;
    if (this.#describedCount * NAME_PARTS > this.#parts.length) this.#parts = doubled(this.#parts);
    this.#describe(name);
    return name;
  }

  #describedCount = 0;

  #describe(name: number): void {
    const { bytes, starts } = this.#set;
    const ids = this.#buffer;
    const end = starts[name + 1] as number;
    let count = 0;
    let from = starts[name] as number;
    for (let i = from; i <= end; i += 1) {
      if (i < end && bytes[i] !== SPACE) continue;
      ids[count++] = this.#words.intern(bytes, from, i);
      from = i + 1;
    }
    const at = name * NAME_PARTS;
    const parts = this.#parts;
    parts[at + PART.given] = this.#words.soundOf(ids[count - 1] as number);
    parts[at + PART.surname] = this.#words.soundOf(ids[0] as number);
    sortSmall(ids, count);
    parts[at + PART.sorted] = this.#sorted.intern(ids, count);
    for (let i = 0; i < count; i += 1) ids[i] = this.#words.soundOf(ids[i] as number);
    sortSmall(ids, count);
    parts[at + PART.sound] = this.#sounds.intern(ids, count);
  }
}

export interface NameTask {
  records: SharedRecords;
  parts: Int32Array;
  /** by the number of the name in any order; none there = as rare as can be */
  weights: Int32Array;
  rarest: number;
}

/** Puts what is compared of names into the records from … to. */
export function nameRecords(
  { records, parts, weights, rarest }: NameTask,
  from: number,
  to: number,
): void {
  const { words } = records;
  for (let at = from * STRIDE; at < to * STRIDE; at += STRIDE) {
    const name = words[at + C.name] as number;
    words[at + C.weight] = rarest;
    if (name === -1) continue;
    const part = name * NAME_PARTS;
    const sorted = parts[part + PART.sorted] as number;
    words[at + C.sorted] = sorted;
    words[at + C.sound] = parts[part + PART.sound] as number;
    words[at + C.given] = parts[part + PART.given] as number;
    words[at + C.surname] = parts[part + PART.surname] as number;
    if (sorted < weights.length) words[at + C.weight] = weights[sorted] as number;
  }
}

/** Words by number and the number of their sound; both begin with 1. */
class WordTable {
  readonly #set = new NameSet();
  readonly #sounds = new Map<string, number>();
  #soundOfWord = new Int32Array(FIRST_NAMES);

  intern(bytes: Uint8Array, start: number, end: number): number {
    const before = this.#set.count;
    const word = this.#set.intern(bytes, start, end) + 1;
    if (this.#set.count > before) this.#listen(word, bytes.slice(start, end));
    return word;
  }

  soundOf(word: number): number {
    return this.#soundOfWord[word] ?? 0;
  }

  #listen(word: number, letters: Uint8Array): void {
    const sound = soundOf(new TextDecoder().decode(letters));
    const known = this.#sounds.get(sound) ?? this.#sounds.size + 1;
    this.#sounds.set(sound, known);
    if (word >= this.#soundOfWord.length) this.#soundOfWord = doubled(this.#soundOfWord);
    this.#soundOfWord[word] = known;
  }
}

export function shareNumbers(numbers: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}

export function shareBytes(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  shared.set(bytes);
  return shared;
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
