/** Records of a BIFF stream (Excel 5 to 2003) and the strings in them. */
import { refuse } from '../kernel/outcome.ts';

export const RECORD = {
  formula: 0x06,
  end: 0x0a,
  date1904: 0x22,
  password: 0x2f,
  continued: 0x3c,
  codePage: 0x42,
  boundSheet: 0x85,
  manyNumbers: 0xbd,
  richString: 0xd6,
  cellFormat: 0xe0,
  merges: 0xe5,
  sharedTexts: 0xfc,
  sharedText: 0xfd,
  dimensions: 0x200,
  number: 0x203,
  label: 0x204,
  booleanOrError: 0x205,
  formulaText: 0x207,
  row: 0x208,
  smallNumber: 0x27e,
  numberFormat: 0x41e,
  begin: 0x809,
} as const;

export interface BiffRecord {
  type: number;
  /** of the content, in the stream */
  start: number;
  end: number;
}

/** From a place in the stream on; ends where a record would reach past the stream. */
export function* biffRecords(stream: Buffer, from: number): Generator<BiffRecord> {
  let at = from;
  while (at + 4 <= stream.length) {
    const start = at + 4;
    const end = start + stream.readUInt16LE(at + 2);
    if (end > stream.length) return;
    yield { type: stream.readUInt16LE(at), start, end };
    at = end;
  }
}

/** How strings are stored: BIFF8 in one or two bytes of Unicode, earlier in a code page. */
export interface StringForm {
  isUnicode: boolean;
  decoder: TextDecoder;
}

/** @param lengthBytes how long the count of characters is: 1 for names, 2 for texts */
export function stringAt(
  stream: Buffer,
  at: number,
  end: number,
  lengthBytes: 1 | 2,
  form: StringForm,
): string {
  const count = lengthBytes === 1 ? stream.readUInt8(at) : stream.readUInt16LE(at);
  const start = at + lengthBytes;
  if (!form.isUnicode) {
    return form.decoder.decode(stream.subarray(start, Math.min(start + count, end)));
  }
  const flags = stream.readUInt8(start);
  // what stands between the flags and the letters: counts of runs and of East Asian aids
  const lettersAt = start + 1 + ((flags & 8) === 0 ? 0 : 2) + ((flags & 4) === 0 ? 0 : 4);
  const isWide = (flags & 1) === 1;
  const lettersEnd = Math.min(lettersAt + (isWide ? count * 2 : count), end);
  return stream.toString(isWide ? 'utf16le' : 'latin1', lettersAt, lettersEnd);
}

const TEXTS_MAX = 3_000_000;

/** The shared texts, which run over many records; a text cut in two says anew how wide its letters are. */
export class SharedTextReader {
  #at = 0;
  #segment = 0;
  readonly #stream: Buffer;
  readonly #segments: readonly BiffRecord[];

  constructor(stream: Buffer, segments: readonly BiffRecord[]) {
    this.#stream = stream;
    this.#segments = segments;
    this.#at = segments[0]?.start ?? 0;
  }

  readAll(): string[] {
    const stated = this.#stream.readUInt32LE(this.#at + 4);
    this.#at += 8;
    const texts: string[] = [];
    while (texts.length < stated && this.#hasMore()) {
      if (texts.length >= TEXTS_MAX) refuse('table.tooManyTexts', { limit: 100 });
      texts.push(this.#text());
    }
    return texts;
  }

  #hasMore(): boolean {
    while (this.#segment < this.#segments.length) {
      const end = this.#segments[this.#segment]?.end ?? 0;
      if (this.#at < end) return true;
      this.#segment += 1;
      this.#at = this.#segments[this.#segment]?.start ?? 0;
    }
    return false;
  }

  #text(): string {
    const count = this.#stream.readUInt16LE(this.#at);
    const flags = this.#stream.readUInt8(this.#at + 2);
    this.#at += 3;
    let after = 0;
    if ((flags & 8) !== 0) {
      after += this.#stream.readUInt16LE(this.#at) * 4;
      this.#at += 2;
    }
    if ((flags & 4) !== 0) {
      after += this.#stream.readUInt32LE(this.#at);
      this.#at += 4;
    }
    const text = this.#letters(count, (flags & 1) === 1);
    this.#skip(after);
    return text;
  }

  #letters(count: number, isWideAtFirst: boolean): string {
    let isWide = isWideAtFirst;
    let left = count;
    let text = '';
    while (left > 0) {
      const end = this.#segments[this.#segment]?.end ?? 0;
      const here = Math.min(left, isWide ? (end - this.#at) >> 1 : end - this.#at);
      const bytes = isWide ? here * 2 : here;
      text += this.#stream.toString(isWide ? 'utf16le' : 'latin1', this.#at, this.#at + bytes);
      this.#at += bytes;
      left -= here;
      if (left === 0) break;
      // a letter of two bytes is never cut: a byte over is damage
      this.#at = end;
      if (!this.#hasMore()) break;
      isWide = (this.#stream.readUInt8(this.#at) & 1) === 1;
      this.#at += 1;
    }
    return text;
  }

  #skip(bytes: number): void {
    let left = bytes;
    while (left > 0 && this.#hasMore()) {
      const end = this.#segments[this.#segment]?.end ?? 0;
      const here = Math.min(left, end - this.#at);
      this.#at += here;
      left -= here;
    }
  }
}
