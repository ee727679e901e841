/**
 * Readers of records from the bytes of COPY, as they come or in whole blocks; a million rows never
 * become objects.
 */
import { NO_PLACE, type PlaceToday } from './features.ts';
import { C, PackedRecords, packBirth } from './packed.ts';

/** Who gives names their numbers. */
export interface Interning {
  intern(bytes: Uint8Array, start: number, end: number): number;
}

const HALF = 2 ** 32;
const DIGITS_MAX = 15;
const TAB = 9;
const NEWLINE = 10;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const SMALL_M = 109;
const SMALL_F = 102;

/** Lines of COPY in text form from chunks that end anywhere. */
abstract class LineReader {
  records: PackedRecords;
  protected readonly names: Interning;
  protected readonly places: ReadonlyMap<number, PlaceToday>;
  protected bytes: Uint8Array = new Uint8Array(0);
  protected at = 0;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(names: Interning, places: ReadonlyMap<number, PlaceToday>, capacity: number) {
    this.names = names;
    this.places = places;
    this.records = new PackedRecords(capacity);
  }

  /** Whole lines, into `records`. */
  readBlock(bytes: Uint8Array): void {
    this.#readLines(bytes, 0);
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
    // the first nine digits and those after them as small whole numbers: three times as quick
    let head = 0;
    let tail = 0;
    let scale = 1;
    let length = 0;
    for (;;) {
      const byte = bytes[at] as number;
      at += 1;
      if (byte === TAB || byte === NEWLINE) break;
      if (byte < ZERO || byte > NINE) continue;
      if (length < 9) head = head * 10 + (byte - ZERO);
      else {
        tail = tail * 10 + (byte - ZERO);
        scale *= 10;
      }
      length += 1;
    }
    this.at = at;
    this.digitsLength = length;
    return length <= 9 ? head : length <= DIGITS_MAX ? head * scale + tail : 0;
  }

  /** Of the number read last. */
  protected digitsLength = 0;

  /** The number of a text of so many digits, else 0. */
  protected readDigits(lengthMin: number, lengthMax: number): number {
    const number = this.readNumber();
    const { digitsLength } = this;
    return digitsLength >= lengthMin && digitsLength <= lengthMax ? number : 0;
  }

  protected readName(): number {
    const { bytes } = this;
    const start = this.at;
    let end = start;
    while (bytes[end] !== TAB && bytes[end] !== NEWLINE) end += 1;
    this.at = end + 1;
    if (bytes[start] === BACKSLASH && end === start + 2) return -1;
    return this.names.intern(bytes, start, end);
  }

  protected putPlace(at: number, placeId: number): void {
    // neighbours live in one place
    if (placeId !== this.#placeId) {
      this.#placeId = placeId;
      this.#place = this.places.get(placeId) ?? NO_PLACE;
    }
    this.records.words[at + C.village] = this.#place.villageId;
    this.records.words[at + C.commune] = this.#place.communeId;
  }

  #placeId = 0;
  #place = NO_PLACE;

  protected putNumbers(at: number, nationalId: number, socialInsuranceNumber: number): void {
    const { words } = this.records;
    words[at + C.nationalIdLow] = nationalId | 0;
    words[at + C.nationalIdHigh] = (nationalId / HALF) | 0;
    words[at + C.socialLow] = socialInsuranceNumber | 0;
    words[at + C.socialHigh] = (socialInsuranceNumber / HALF) | 0;
  }
}

/** Columns of `linkage.person`: id, name, birth, sex, place, personal and social-insurance number. */
export class PersonReader extends LineReader {
  protected override readLine(): void {
    const at = this.records.add(this.readNumber());
    this.records.words[at + C.name] = this.readName();
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
    this.records.words[at + C.name] = this.readName();
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
