/**
 * Records as the linker compares them: sixteen integers in one cache line each, in shared memory.
 * Readers take the bytes of COPY as they come; a million rows never become objects.
 */
import { type PlaceToday, NO_PLACE } from './features.ts';
import { NAME_PARTS, type NameTable, PART } from './names.ts';

export const STRIDE = 16;

/** Columns of a packed record. */
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
export function inOrderOfIds(records: PackedRecords): PackedRecords {
  let isOrdered = true;
  for (let i = 1; i < records.count && isOrdered; i += 1)
    isOrdered = (records.ids[i - 1] as number) <= (records.ids[i] as number);
  if (isOrdered) return records;
  const order = Uint32Array.from({ length: records.count }, (_, at) => at);
  order.sort((a, b) => (records.ids[a] as number) - (records.ids[b] as number));
  return pick(records, order);
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

// ── reading ─────────────────────────────────────────────────────────────────────────────────────

const TAB = 9;
const NEWLINE = 10;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const SMALL_M = 109;
const SMALL_F = 102;

/** Lines of COPY in text form from chunks that end anywhere. */
abstract class LineReader {
  readonly records: PackedRecords;
  protected readonly names: NameTable;
  protected readonly places: ReadonlyMap<number, PlaceToday>;
  protected bytes: Uint8Array = new Uint8Array(0);
  protected at = 0;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(names: NameTable, places: ReadonlyMap<number, PlaceToday>, capacity: number) {
    this.names = names;
    this.places = places;
    this.records = new PackedRecords(capacity);
  }

  read(chunk: Uint8Array): void {
    let from = 0;
    if (this.#rest.length > 0) {
      const end = chunk.indexOf(NEWLINE);
      const head = end === -1 ? chunk : chunk.subarray(0, end + 1);
      const joined = new Uint8Array(this.#rest.length + head.length);
      joined.set(this.#rest);
      joined.set(head, this.#rest.length);
      this.#rest = joined;
      if (end === -1) return;
      this.#readLines(joined, 0);
      from = end + 1;
    }
    const done = this.#readLines(chunk, from);
    this.#rest = chunk.slice(done);
  }

  /** Answers where the last whole line ends. */
  #readLines(bytes: Uint8Array, from: number): number {
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    this.bytes = bytes;
    this.at = from;
    while (this.at < end) this.readLine();
    return Math.max(from, end);
  }

  /** Reads one line from `at`, and leaves `at` at the beginning of the next. */
  protected abstract readLine(): void;

  /** A number and the tab or newline after it; `\N` is 0. */
  protected readNumber(): number {
    const { bytes } = this;
    let { at } = this;
    let number = 0;
    for (;;) {
      const byte = bytes[at] as number;
      at += 1;
      if (byte === TAB || byte === NEWLINE) break;
      if (byte >= ZERO && byte <= NINE) number = number * 10 + (byte - ZERO);
    }
    this.at = at;
    return number;
  }

  /** The digits of a text if there are so many, else 0. */
  protected readDigits(lengthMin: number, lengthMax: number): number {
    const { bytes } = this;
    let { at } = this;
    let number = 0;
    let length = 0;
    for (;;) {
      const byte = bytes[at] as number;
      at += 1;
      if (byte === TAB || byte === NEWLINE) break;
      if (byte < ZERO || byte > NINE) continue;
      number = number * 10 + (byte - ZERO);
      length += 1;
    }
    this.at = at;
    this.digitsLength = length;
    return length >= lengthMin && length <= lengthMax ? number : 0;
  }

  protected digitsLength = 0;

  protected readName(): number {
    const { bytes } = this;
    const start = this.at;
    let end = start;
    while (bytes[end] !== TAB && bytes[end] !== NEWLINE) end += 1;
    this.at = end + 1;
    if (bytes[start] === BACKSLASH && end === start + 2) return -1;
    return this.names.intern(bytes, start, end);
  }

  protected putName(at: number, name: number): void {
    const { words } = this.records;
    words[at + C.name] = name;
    if (name === -1) return;
    const { parts } = this.names;
    const from = name * NAME_PARTS;
    words[at + C.sorted] = parts[from + PART.sorted] as number;
    words[at + C.sound] = parts[from + PART.sound] as number;
    words[at + C.given] = parts[from + PART.given] as number;
    words[at + C.surname] = parts[from + PART.surname] as number;
  }

  protected putPlace(at: number, placeId: number): void {
    const place = this.places.get(placeId) ?? NO_PLACE;
    this.records.words[at + C.village] = place.villageId;
    this.records.words[at + C.commune] = place.communeId;
  }

  protected putNumbers(at: number, nationalId: number, socialInsuranceNumber: number): void {
    const { words } = this.records;
    words[at + C.nationalIdLow] = nationalId | 0;
    words[at + C.nationalIdHigh] = Math.floor(nationalId / HALF);
    words[at + C.socialLow] = socialInsuranceNumber | 0;
    words[at + C.socialHigh] = Math.floor(socialInsuranceNumber / HALF);
  }
}

/** Columns of `linkage.person`: id, name, birth, sex, place, personal and social-insurance number. */
export class PersonReader extends LineReader {
  protected override readLine(): void {
    const at = this.records.add(this.readNumber());
    this.putName(at, this.readName());
    this.records.words[at + C.birth] = this.readNumber();
    this.records.words[at + C.sex] = this.readNumber();
    this.putPlace(at, this.readNumber());
    const nationalId = this.readNumber();
    this.putNumbers(at, nationalId, this.readNumber());
  }
}

/** `LINK_ROW_COLUMNS` of a list, as cleaned. */
export class RowReader extends LineReader {
  protected override readLine(): void {
    const at = this.records.add(this.readNumber());
    this.putName(at, this.readName());
    const year = this.readNumber();
    const month = this.readNumber();
    this.records.words[at + C.birth] = packBirth(year, month, this.readNumber());
    this.records.words[at + C.sex] = this.#readSex();
    this.putPlace(at, this.readNumber());
    const nationalId = this.readDigits(8, 12);
    const social = this.readDigits(9, 12);
    const isPersonal = this.digitsLength === 12;
    const socialInsuranceNumber = this.digitsLength <= 10 ? social : 0;
    this.putNumbers(
      at,
      nationalId === 0 && isPersonal ? social : nationalId,
      socialInsuranceNumber,
    );
  }

  #readSex(): number {
    const first = this.bytes[this.at] as number;
    let { at } = this;
    while (this.bytes[at] !== TAB && this.bytes[at] !== NEWLINE) at += 1;
    this.at = at + 1;
    return first === SMALL_M ? 1 : first === SMALL_F ? 2 : 0;
  }
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
