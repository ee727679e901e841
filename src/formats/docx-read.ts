/**
 * A .docx as plain text: one line a paragraph, one line a table row with tabs between the cells,
 * automatic numbers and bullets written out, deleted text left out. Knows the file, not the plan.
 * Our own: a hundred lines on node:zlib, where the packages at hand either write .docx or bring a
 * whole document model.
 */
import { inflateRawSync } from 'node:zlib';
import { type Outcome, failure, success } from '../kernel/outcome.ts';

const PART_BYTES_MAX = 64 * 1024 * 1024;
const ENTRIES_MAX = 4_000;

/**
 * @returns the text; `docx.notDocx` for other bytes, `docx.damaged` when parts are missing or broken,
 * `docx.tooLarge` when a part unpacks to more than 64 MB
 */
export function readDocxText(bytes: Uint8Array): Outcome<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(buffer);
  if (!entries) return failure('docx.notDocx');
  const parts = new Map<string, string>();
  for (const name of ['word/document.xml', 'word/numbering.xml', 'word/styles.xml']) {
    const entry = entries.get(name);
    if (!entry) continue;
    const unpacked = unpack(buffer, entry);
    if (!unpacked.ok) return unpacked;
    parts.set(name, unpacked.value);
  }
  const document = parts.get('word/document.xml');
  if (document === undefined) return failure('docx.damaged');
  const numbering = readNumbering(parts.get('word/numbering.xml') ?? '');
  const styles = readStyleNumbers(parts.get('word/styles.xml') ?? '');
  return success(documentText(document, numbering, styles));
}

interface Entry {
  offset: number;
  packed: number;
  size: number;
  method: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** The central directory of a zip, or null when the bytes are none. */
function readDirectory(buffer: Buffer): Map<string, Entry> | null {
  const earliest = Math.max(0, buffer.length - 66_000);
  let end = buffer.length - 22;
  while (end >= earliest && buffer.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < earliest || end < 0) return null;
  const count = buffer.readUInt16LE(end + 10);
  let at = buffer.readUInt32LE(end + 16);
  const entries = new Map<string, Entry>();
  for (let index = 0; index < Math.min(count, ENTRIES_MAX); index += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
    const nameLength = buffer.readUInt16LE(at + 28);
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    entries.set(name, {
      method: buffer.readUInt16LE(at + 10),
      packed: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      offset: buffer.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(buffer: Buffer, entry: Entry): Outcome<string> {
  if (entry.size > PART_BYTES_MAX) return failure('docx.tooLarge');
  if (entry.offset + 30 > buffer.length) return failure('docx.damaged');
  const skip = buffer.readUInt16LE(entry.offset + 26) + buffer.readUInt16LE(entry.offset + 28);
  const start = entry.offset + 30 + skip;
  const packed = buffer.subarray(start, start + entry.packed);
  if (entry.method === 0) return success(packed.toString('utf8'));
  if (entry.method !== 8) return failure('docx.damaged');
  try {
    const unpacked = inflateRawSync(packed, { maxOutputLength: PART_BYTES_MAX });
    return success(unpacked.toString('utf8'));
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return failure(isTooLarge ? 'docx.tooLarge' : 'docx.damaged');
  }
}

interface Tag {
  name: string;
  attributes: string;
  isEnd: boolean;
  isEmpty: boolean;
}

type Token = { tag: Tag } | { text: string };

// without "<" outside quotes, as XML has it: else a text of many and no ">" is searched without end
const TOKEN = /<(\/?)([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;

function* tokensOf(xml: string): Generator<Token> {
  for (const found of xml.matchAll(TOKEN)) {
    if (found[5] !== undefined) yield { text: found[5] };
    else {
      const tag = { name: found[2] ?? '', attributes: found[3] ?? '' };
      yield { tag: { ...tag, isEnd: found[1] === '/', isEmpty: found[4] === '/' } };
    }
  }
}

function attribute(tag: Tag, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(tag.attributes)?.[1];
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function decode(text: string): string {
  return text.replace(/&(#x?[\da-fA-F]+|\w+);/g, (whole, code: string) => {
    if (!code.startsWith('#')) return ENTITIES[code] ?? whole;
    const value = code.startsWith('#x')
      ? Number.parseInt(code.slice(2), 16)
      : Number.parseInt(code.slice(1), 10);
    return value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : '';
  });
}

interface NumberLevel {
  format: string;
  text: string;
  start: number;
}

/** Levels of every numbering of the document, by number id. */
type Numbering = ReadonlyMap<string, ReadonlyMap<number, NumberLevel>>;

function readNumbering(xml: string): Numbering {
  const abstract = new Map<string, Map<number, NumberLevel>>();
  const numbering = new Map<string, ReadonlyMap<number, NumberLevel>>();
  let levels: Map<number, NumberLevel> | undefined;
  let level: NumberLevel | undefined;
  let numberId: string | undefined;
  for (const token of tokensOf(xml)) {
    if (!('tag' in token) || token.tag.isEnd) continue;
    const { tag } = token;
    const value = attribute(tag, 'w:val');
    if (tag.name === 'w:abstractNum') {
      levels = new Map();
      abstract.set(attribute(tag, 'w:abstractNumId') ?? '', levels);
    } else if (tag.name === 'w:lvl') {
      level = { format: 'decimal', text: '', start: 1 };
      levels?.set(Number(attribute(tag, 'w:ilvl') ?? 0), level);
    } else if (tag.name === 'w:numFmt' && level && value !== undefined) level.format = value;
    else if (tag.name === 'w:lvlText' && level && value !== undefined) level.text = decode(value);
    else if (tag.name === 'w:start' && level && value !== undefined) level.start = Number(value);
    else if (tag.name === 'w:num') numberId = attribute(tag, 'w:numId');
    else if (tag.name === 'w:abstractNumId' && numberId !== undefined && value !== undefined) {
      numbering.set(numberId, abstract.get(value) ?? new Map());
    }
  }
  return numbering;
}

interface NumberRef {
  id: string;
  level: number;
}

/** Styles whose paragraphs are numbered. */
function readStyleNumbers(xml: string): ReadonlyMap<string, NumberRef> {
  const styles = new Map<string, NumberRef>();
  let style = '';
  let level = 0;
  for (const token of tokensOf(xml)) {
    if (!('tag' in token) || token.tag.isEnd) continue;
    const { tag } = token;
    if (tag.name === 'w:style') {
      style = attribute(tag, 'w:styleId') ?? '';
      level = 0;
    } else if (tag.name === 'w:ilvl') level = Number(attribute(tag, 'w:val') ?? 0);
    else if (tag.name === 'w:numId') {
      styles.set(style, { id: attribute(tag, 'w:val') ?? '0', level });
    }
  }
  return styles;
}

const ROMAN: readonly [number, string][] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function romanText(value: number): string {
  let left = value;
  let text = '';
  for (const [worth, sign] of ROMAN) {
    while (left >= worth) {
      text += sign;
      left -= worth;
    }
  }
  return text;
}

/** Vietnamese lists run a, b, c, d, đ, e. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function numberText(format: string, value: number): string {
  if (format === 'upperRoman') return romanText(value);
  if (format === 'lowerRoman') return romanText(value).toLowerCase();
  const letter = LETTERS[(value - 1) % LETTERS.length] ?? '';
  if (format === 'lowerLetter') return letter;
  if (format === 'upperLetter') return letter.toUpperCase();
  return format === 'none' ? '' : String(value);
}

/** Counts the automatic numbers on and writes the one of the paragraph. */
class Counters {
  readonly #numbering: Numbering;
  readonly #counts = new Map<string, number[]>();

  constructor(numbering: Numbering) {
    this.#numbering = numbering;
  }

  next({ id, level }: NumberRef): string {
    const levels = this.#numbering.get(id);
    const own = levels?.get(level);
    if (!levels || !own) return '';
    if (own.format === 'bullet') return '- ';
    const counts = this.#counts.get(id) ?? [];
    this.#counts.set(id, counts);
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    counts.length = level + 1;
    const text = own.text.replace(/%(\d)/g, (_all, digit: string) => {
      const at = Number(digit) - 1;
      const other = levels.get(at);
      return numberText(other?.format ?? 'decimal', counts[at] ?? other?.start ?? 1);
    });
    return text === '' ? '' : `${text} `;
  }
}

interface TableCell {
  lines: string[];
  columns: number;
}

interface TableState {
  rows: TableCell[][];
  hasBorders: boolean;
}

function documentText(
  xml: string,
  numbering: Numbering,
  styles: ReadonlyMap<string, NumberRef>,
): string {
  const reader = new BodyReader(new Counters(numbering), styles);
  for (const token of tokensOf(xml)) {
    if ('text' in token) reader.take(token.text);
    else reader.read(token.tag);
  }
  return reader.lines.join('\n');
}

/** Walks the body: paragraphs and rows in order. */
class BodyReader {
  readonly lines: string[] = [];
  readonly #counters: Counters;
  readonly #styles: ReadonlyMap<string, NumberRef>;
  readonly #tables: TableState[] = [];
  #text = '';
  #number: Partial<NumberRef> = {};
  #isInText = false;
  #isInBorders = false;
  /** text boxes are written twice; the second form is left out */
  #fallbacks = 0;

  constructor(counters: Counters, styles: ReadonlyMap<string, NumberRef>) {
    this.#counters = counters;
    this.#styles = styles;
  }

  take(text: string): void {
    if (this.#isInText && this.#fallbacks === 0) this.#text += decode(text);
  }

  read(tag: Tag): void {
    if (tag.name === 'mc:Fallback') this.#fallbacks += tag.isEnd ? -1 : 1;
    if (this.#fallbacks > 0) return;
    if (tag.name === 'w:t') this.#isInText = !tag.isEnd && !tag.isEmpty;
    else if (tag.name === 'w:p' && (tag.isEnd || tag.isEmpty)) this.#endParagraph();
    else if (tag.name === 'w:tbl' && tag.isEnd) this.#endTable();
    else if (tag.name === 'w:tblBorders' || tag.name === 'w:tcBorders') {
      this.#isInBorders = !tag.isEnd && !tag.isEmpty;
    } else if (!tag.isEnd) this.#readStart(tag);
  }

  #readStart(tag: Tag): void {
    const value = attribute(tag, 'w:val');
    const table = this.#tables.at(-1);
    if (tag.name === 'w:tab' && value === undefined) this.#text += '\t';
    else if (tag.name === 'w:br' || tag.name === 'w:cr') this.#text += '\n';
    else if (tag.name === 'w:noBreakHyphen') this.#text += '-';
    else if (tag.name === 'w:pStyle') {
      this.#number = { ...this.#styles.get(value ?? ''), ...this.#number };
    } else if (tag.name === 'w:ilvl') this.#number.level = Number(value ?? 0);
    else if (tag.name === 'w:numId') this.#number.id = value ?? '0';
    else if (tag.name === 'w:tbl') this.#tables.push({ rows: [], hasBorders: false });
    else if (tag.name === 'w:tr') table?.rows.push([]);
    else if (tag.name === 'w:tc') table?.rows.at(-1)?.push({ lines: [], columns: 1 });
    else if (tag.name === 'w:gridSpan') {
      const cell = table?.rows.at(-1)?.at(-1);
      if (cell) cell.columns = Math.min(Number(value ?? 1), 60);
    } else if (table && this.#isBorder(tag, value ?? '')) table.hasBorders = true;
  }

  #isBorder(tag: Tag, value: string): boolean {
    if (tag.name === 'w:tblStyle') return /grid|luoi|lưới/i.test(value);
    return this.#isInBorders && /single|double|thick|dotted|dashed/.test(value);
  }

  #endParagraph(): void {
    const { id, level } = this.#number;
    const isNumbered = id !== undefined && id !== '0';
    const sign = isNumbered ? this.#counters.next({ id, level: level ?? 0 }) : '';
    const line = this.#text.trim() === '' ? '' : `${sign}${this.#text}`;
    this.#put(line.split('\n'));
    this.#text = '';
    this.#number = {};
  }

  #endTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    const isLayout = !table.hasBorders && table.rows.every((row) => row.length <= 2);
    const made = table.rows.flatMap((row) => (isLayout ? besideLines(row) : [joinRow(row)]));
    this.#put(['', ...made, '']);
  }

  #put(lines: readonly string[]): void {
    const cell = this.#tables.at(-1)?.rows.at(-1)?.at(-1);
    (cell ? cell.lines : this.lines).push(...lines);
  }
}

/** A cell over several columns keeps its place: empty cells follow it. */
function joinRow(row: readonly TableCell[]): string {
  return row
    .flatMap(({ lines, columns }) => {
      const text = lines.join(' ').replace(/\s+/g, ' ').trim();
      return [text, ...Array.from({ length: columns - 1 }, () => '')];
    })
    .join('\t');
}

/** The head of a letter, the block of recipients and signature: line beside line. */
function besideLines(row: readonly TableCell[]): string[] {
  const height = Math.max(0, ...row.map((cell) => cell.lines.length));
  return Array.from({ length: height }, (_, at) => {
    const parts = row.map((cell) => (cell.lines[at] ?? '').trim());
    return parts.some((part) => part !== '') ? parts.join('\t') : '';
  });
}
