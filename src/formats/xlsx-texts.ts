/**
 * The shared texts of a workbook: kept as bytes outside the heap, a string is made when a cell asks
 * for it. A list of a million rows has millions of them.
 */
import { refuse } from '../kernel/outcome.ts';
import { decodeOfficeText, decodeXml, xmlTokens } from './xml-tokens.ts';
import { type XmlPiece, xmlPieces } from './xml-pieces.ts';

const SLAB_BYTES = 4 * 1024 * 1024;
/** of the two numbers that say where a text stands */
const INDEX_BYTES = 8;
const BLOCK_TEXTS = 64 * 1024;
const STRINGS_KEPT = 100_000;
const ITEM_BYTES_MAX = 8 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
const NO_TEXT = Buffer.alloc(0);

export class SharedTexts {
  #slabs: Buffer[] = [];
  #used = SLAB_BYTES;
  /** start and length of each text, in blocks: to copy a growing list would take twice the memory */
  #index: Uint32Array[] = [];
  #count = 0;
  #kept: (string | undefined)[] = [];
  readonly #bytesMax: number;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  static async read(
    chunks: AsyncIterable<Buffer>,
    part: string,
    bytesMax: number,
  ): Promise<SharedTexts> {
    const texts = new SharedTexts(bytesMax);
    const options = { part, element: 'si', elementBytesMax: ITEM_BYTES_MAX, until: 'sst' };
    for await (const piece of xmlPieces(chunks, options)) texts.#addAll(piece);
    return texts;
  }

  /** '' for a number that the workbook does not have. */
  get(index: number): string {
    const kept = this.#kept[index];
    if (kept !== undefined) return kept;
    if (!(index >= 0 && index < this.#count)) return '';
    const block = this.#index[Math.floor(index / BLOCK_TEXTS)];
    const place = (index % BLOCK_TEXTS) * 2;
    const start = block?.[place] ?? 0;
    const slab = this.#slabs[Math.floor(start / SLAB_BYTES)];
    const offset = start % SLAB_BYTES;
    const text = slab?.toString('utf8', offset, offset + (block?.[place + 1] ?? 0)) ?? '';
    if (index < STRINGS_KEPT) {
      // filled in order, so that the array never has holes
      while (this.#kept.length < index) this.#kept.push(undefined);
      this.#kept[index] = text;
    }
    return text;
  }

  #addAll({ bytes, latin }: XmlPiece): void {
    let at = latin.search(/<(?:[\w.-]+:)?si[\s/>]/);
    const prefix = at < 0 ? '' : latin.slice(at + 1, latin.indexOf('si', at));
    const open = `<${prefix}si`;
    const plain = `<${prefix}si><${prefix}t>`;
    const plainEnd = `</${prefix}t></${prefix}si>`;
    while (at >= 0) {
      if (latin.startsWith(plain, at)) {
        const start = at + plain.length;
        const end = latin.indexOf('<', start);
        if (end > 0 && latin.startsWith(plainEnd, end)) {
          this.#addPlain(bytes, latin, start, end);
          at = latin.indexOf(open, end + plainEnd.length);
          continue;
        }
      }
      const next = latin.indexOf(open, at + open.length);
      const end = next < 0 ? bytes.length : next;
      const hasText = latin.slice(at, end).includes(`<${prefix}t`);
      this.#add(hasText ? Buffer.from(richText(bytes.toString('utf8', at, end))) : NO_TEXT);
      at = next;
    }
  }

  #addPlain(bytes: Buffer, latin: string, start: number, end: number): void {
    for (let at = start; at < end; at += 1) {
      const code = latin.charCodeAt(at);
      // an entity, an escape, or a combining mark (0xcc, 0xcd in UTF-8): not to be copied as it is
      if (code === 38 || code === 95 || code === 0xcc || code === 0xcd) {
        const text = bytes.toString('utf8', start, end);
        this.#add(Buffer.from(decodeOfficeText(decodeXml(text)).normalize('NFC')));
        return;
      }
    }
    this.#add(bytes.subarray(start, end));
  }

  #add(text: Buffer): void {
    if (text.length > SLAB_BYTES) refuse('table.bomb', { part: 'sharedStrings' });
    if (this.#used + text.length > SLAB_BYTES) {
      this.#slabs.push(Buffer.allocUnsafeSlow(SLAB_BYTES));
      this.#used = 0;
      this.#checkSize();
    }
    const place = (this.#count % BLOCK_TEXTS) * 2;
    if (place === 0) {
      this.#index.push(new Uint32Array(BLOCK_TEXTS * 2));
      this.#checkSize();
    }
    this.#slabs[this.#slabs.length - 1]?.set(text, this.#used);
    const block = this.#index[this.#index.length - 1];
    if (block) {
      block[place] = (this.#slabs.length - 1) * SLAB_BYTES + this.#used;
      block[place + 1] = text.length;
    }
    this.#used += text.length;
    this.#count += 1;
  }

  #checkSize(): void {
    const bytes = this.#slabs.length * SLAB_BYTES + this.#index.length * BLOCK_TEXTS * INDEX_BYTES;
    if (bytes > this.#bytesMax + SLAB_BYTES) {
      refuse('table.tooManyTexts', { limit: Math.floor(this.#bytesMax / MEGABYTE) });
    }
  }
}

/** The runs of a rich text joined, without the reading aids of East Asian texts; in NFC. */
export function richText(xml: string): string {
  let text = '';
  let isPhonetic = false;
  let isText = false;
  for (const token of xmlTokens(xml)) {
    if ('text' in token) {
      if (isText && !isPhonetic) text += token.text;
    } else if (token.tag.name === 'rPh') isPhonetic = !token.tag.isEnd && !token.tag.isEmpty;
    else if (token.tag.name === 't') isText = !token.tag.isEnd && !token.tag.isEmpty;
  }
  return decodeOfficeText(text).normalize('NFC');
}
