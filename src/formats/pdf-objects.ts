/** The objects of a PDF file: found, unpacked, and read as plain values. */
import { inflateSync } from 'node:zlib';

/** A name is "/Name"; a text is its bytes, one a character. */
export type PdfValue =
  | null
  | boolean
  | number
  | { kind: 'name'; name: string }
  | { kind: 'text'; bytes: string }
  | { kind: 'ref'; id: number }
  | { kind: 'list'; items: PdfValue[] }
  | PdfDict
  | { kind: 'operator'; name: string };

export interface PdfDict {
  kind: 'dict';
  map: Map<string, PdfValue>;
}

export interface PdfEntry {
  value: PdfValue;
  /** bytes behind "stream", still packed, one a character */
  stream: string | null;
}

const STREAM_BYTES_MAX = 64 * 1024 * 1024;
const OBJECTS_MAX = 500_000;

export class PdfFile {
  readonly #objects = new Map<number, PdfEntry>();
  readonly trailer: Map<string, PdfValue>;

  constructor(bytes: string) {
    this.trailer = new Map();
    this.#scan(bytes);
    this.#openObjectStreams();
  }

  get isEncrypted(): boolean {
    return this.trailer.has('Encrypt');
  }

  object(id: number): PdfEntry | undefined {
    return this.#objects.get(id);
  }

  /** The value itself, references followed. */
  follow(value: PdfValue | undefined): PdfValue {
    let at = value ?? null;
    for (let hops = 0; hops < 20; hops += 1) {
      if (at === null || typeof at !== 'object' || at.kind !== 'ref') return at;
      at = this.#objects.get(at.id)?.value ?? null;
    }
    return null;
  }

  dict(value: PdfValue | undefined): Map<string, PdfValue> {
    const found = this.follow(value);
    return found !== null && typeof found === 'object' && found.kind === 'dict'
      ? found.map
      : new Map();
  }

  list(value: PdfValue | undefined): PdfValue[] {
    const found = this.follow(value);
    return found !== null && typeof found === 'object' && found.kind === 'list' ? found.items : [];
  }

  number(value: PdfValue | undefined): number | null {
    const found = this.follow(value);
    return typeof found === 'number' ? found : null;
  }

  name(value: PdfValue | undefined): string | null {
    const found = this.follow(value);
    return found !== null && typeof found === 'object' && found.kind === 'name' ? found.name : null;
  }

  /** Unpacked bytes of a stream object; empty when it has none or a filter is not known. */
  streamOf(value: PdfValue | undefined): string {
    if (value === undefined || value === null || typeof value !== 'object') return '';
    if (value.kind !== 'ref') return '';
    const object = this.#objects.get(value.id);
    return object ? this.#unpack(object) : '';
  }

  #unpack(object: PdfEntry): string {
    if (object.stream === null || object.value === null || typeof object.value !== 'object')
      return '';
    if (object.value.kind !== 'dict') return '';
    const filter = this.follow(object.value.map.get('Filter'));
    const names = filter === null ? [] : this.#filterNames(filter);
    let bytes = object.stream;
    for (const name of names) {
      if (name !== 'FlateDecode' && name !== 'Fl') return '';
      const unpacked = inflate(bytes);
      if (unpacked === null) return '';
      bytes = unpacked;
    }
    return undoPredictor(bytes, this.dict(object.value.map.get('DecodeParms')), this);
  }

  #filterNames(filter: PdfValue): string[] {
    const items = this.list(filter);
    const all = items.length > 0 ? items : [filter];
    return all.flatMap((item) => this.name(item) ?? []);
  }

  #scan(bytes: string): void {
    const starts = bytes.matchAll(/(?<![\d.])(\d{1,10})\s+(\d{1,5})\s+obj\b/g);
    for (const start of starts) {
      if (this.#objects.size >= OBJECTS_MAX) break;
      const parser = new PdfParser(bytes, start.index + start[0].length);
      const value = parser.read();
      this.#objects.set(Number(start[1]), { value, stream: streamBehind(bytes, parser.at, value) });
      if (isDictOfType(value, 'XRef')) this.#takeTrailer(value.map);
    }
    for (const trailer of bytes.matchAll(/\btrailer\b/g)) {
      const value = new PdfParser(bytes, trailer.index + 7).read();
      if (value !== null && typeof value === 'object' && value.kind === 'dict') {
        this.#takeTrailer(value.map);
      }
    }
  }

  #takeTrailer(map: ReadonlyMap<string, PdfValue>): void {
    for (const key of ['Root', 'Encrypt', 'Info']) {
      const value = map.get(key);
      if (value !== undefined) this.trailer.set(key, value);
    }
  }

  #openObjectStreams(): void {
    for (const object of this.#objects.values()) {
      if (!isDictOfType(object.value, 'ObjStm')) continue;
      const bytes = this.#unpack(object);
      const count = this.number(object.value.map.get('N')) ?? 0;
      const first = this.number(object.value.map.get('First')) ?? 0;
      const index = bytes.slice(0, first).trim().split(/\s+/).map(Number);
      for (let at = 0; at < Math.min(count, OBJECTS_MAX); at += 1) {
        const id = index[at * 2];
        const offset = index[at * 2 + 1];
        if (id === undefined || offset === undefined || this.#objects.has(id)) continue;
        const value = new PdfParser(bytes, first + offset).read();
        this.#objects.set(id, { value, stream: null });
      }
    }
  }
}

function isDictOfType(value: PdfValue, type: string): value is PdfDict {
  if (value === null || typeof value !== 'object' || value.kind !== 'dict') return false;
  const own = value.map.get('Type');
  return own !== null && typeof own === 'object' && own?.kind === 'name' && own.name === type;
}

function streamBehind(bytes: string, at: number, value: PdfValue): string | null {
  if (value === null || typeof value !== 'object' || value.kind !== 'dict') return null;
  const word = /^\s*stream(\r\n|\n|\r)/.exec(bytes.slice(at, at + 40));
  if (!word) return null;
  const start = at + word[0].length;
  const length = value.map.get('Length');
  if (
    typeof length === 'number' &&
    /^\s*endstream/.test(bytes.slice(start + length, start + length + 20))
  ) {
    return bytes.slice(start, start + length);
  }
  const end = bytes.indexOf('endstream', start);
  return end < 0 ? null : bytes.slice(start, end);
}

function inflate(bytes: string): string | null {
  try {
    const unpacked = inflateSync(Buffer.from(bytes, 'latin1'), {
      maxOutputLength: STREAM_BYTES_MAX,
      finishFlush: 2,
    });
    return unpacked.toString('latin1');
  } catch {
    return null;
  }
}

/** PNG predictors, as used in tables of references. */
function undoPredictor(bytes: string, parms: ReadonlyMap<string, PdfValue>, file: PdfFile): string {
  const predictor = file.number(parms.get('Predictor')) ?? 1;
  if (predictor < 10) return bytes;
  const width = file.number(parms.get('Columns')) ?? 1;
  const packed = Buffer.from(bytes, 'latin1');
  const rows = Math.floor(packed.length / (width + 1));
  const plain = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const kind = packed[row * (width + 1)] ?? 0;
    for (let column = 0; column < width; column += 1) {
      const raw = packed[row * (width + 1) + 1 + column] ?? 0;
      const up = row > 0 ? (plain[(row - 1) * width + column] ?? 0) : 0;
      const left = column > 0 ? (plain[row * width + column - 1] ?? 0) : 0;
      const add = kind === 2 ? up : kind === 1 ? left : 0;
      plain[row * width + column] = (raw + add) & 0xff;
    }
  }
  return plain.toString('latin1');
}

const WHITE = /[\0\t\n\f\r ]/;
const END_OF_WORD = /[\0\t\n\f\r ()<>[\]{}/%]/;
const DEPTH_MAX = 200;

/** Reads one value after another from bytes, one a character. */
export class PdfParser {
  readonly #bytes: string;
  at: number;
  #depth = 0;

  constructor(bytes: string, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  get isAtEnd(): boolean {
    this.#skip();
    return this.at >= this.#bytes.length;
  }

  /** The next value; an operator for a bare word, null for nonsense. */
  read(): PdfValue {
    this.#skip();
    const sign = this.#bytes[this.at] ?? '';
    if (this.#depth > DEPTH_MAX || sign === '') {
      this.at += 1;
      return null;
    }
    if (sign === '/') return this.#readName();
    if (sign === '(') return this.#readText();
    if (sign === '<') return this.#bytes[this.at + 1] === '<' ? this.#readDict() : this.#readHex();
    if (sign === '[') return this.#readList();
    if (/[)\]}>{]/.test(sign)) {
      this.at += 1;
      return null;
    }
    return this.#readWord();
  }

  #skip(): void {
    while (this.at < this.#bytes.length) {
      const sign = this.#bytes[this.at] ?? '';
      if (sign === '%') {
        const end = this.#bytes.slice(this.at).search(/[\r\n]/);
        this.at = end < 0 ? this.#bytes.length : this.at + end;
      } else if (WHITE.test(sign)) this.at += 1;
      else return;
    }
  }

  #word(): string {
    const start = this.at;
    while (this.at < this.#bytes.length && !END_OF_WORD.test(this.#bytes[this.at] ?? ''))
      this.at += 1;
    return this.#bytes.slice(start, this.at);
  }

  #readName(): PdfValue {
    this.at += 1;
    const name = this.#word().replace(/#([\da-fA-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return { kind: 'name', name };
  }

  #readWord(): PdfValue {
    const word = this.#word();
    if (word === '') {
      this.at += 1;
      return null;
    }
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return { kind: 'operator', name: word };
    if (/^\d+$/.test(word)) {
      const ref = /^\s+\d{1,5}\s+R(?![A-Za-z])/.exec(this.#bytes.slice(this.at, this.at + 20));
      if (ref) {
        this.at += ref[0].length;
        return { kind: 'ref', id: Number(word) };
      }
    }
    return Number(word);
  }

  #readList(): PdfValue {
    this.at += 1;
    this.#depth += 1;
    const items: PdfValue[] = [];
    while (!this.isAtEnd && this.#bytes[this.at] !== ']') items.push(this.read());
    this.at += 1;
    this.#depth -= 1;
    return { kind: 'list', items };
  }

  #readDict(): PdfValue {
    this.at += 2;
    this.#depth += 1;
    const map = new Map<string, PdfValue>();
    while (!this.isAtEnd && !this.#bytes.startsWith('>>', this.at)) {
      const key = this.read();
      if (key === null || typeof key !== 'object' || key.kind !== 'name') continue;
      map.set(key.name, this.read());
    }
    this.at += 2;
    this.#depth -= 1;
    return { kind: 'dict', map };
  }

  #readHex(): PdfValue {
    const end = this.#bytes.indexOf('>', this.at);
    const stop = end < 0 ? this.#bytes.length : end;
    const digits = this.#bytes.slice(this.at + 1, stop).replace(/[^\da-fA-F]/g, '');
    this.at = stop + 1;
    const even = digits.length % 2 === 0 ? digits : `${digits}0`;
    return { kind: 'text', bytes: Buffer.from(even, 'hex').toString('latin1') };
  }

  #readText(): PdfValue {
    let bytes = '';
    let depth = 1;
    this.at += 1;
    while (this.at < this.#bytes.length) {
      const sign = this.#bytes[this.at] ?? '';
      this.at += 1;
      if (sign === '\\') bytes += this.#readEscape();
      else if (sign === '(') {
        depth += 1;
        bytes += sign;
      } else if (sign === ')') {
        depth -= 1;
        if (depth === 0) break;
        bytes += sign;
      } else bytes += sign;
    }
    return { kind: 'text', bytes };
  }

  #readEscape(): string {
    const octal = /^[0-7]{1,3}/.exec(this.#bytes.slice(this.at, this.at + 3));
    if (octal) {
      this.at += octal[0].length;
      return String.fromCharCode(Number.parseInt(octal[0], 8) & 0xff);
    }
    const sign = this.#bytes[this.at] ?? '';
    this.at += 1;
    if (sign === '\r' && this.#bytes[this.at] === '\n') this.at += 1;
    if (sign === '\r' || sign === '\n') return '';
    const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
    return known[sign] ?? sign;
  }
}
