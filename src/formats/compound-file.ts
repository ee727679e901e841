/**
 * Streams of an OLE compound file, the container of Excel, Word and PowerPoint to 2003 and of
 * workbooks with a password. Only what a reader needs: the directory and one stream at a time.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { refuse } from '../kernel/outcome.ts';

interface Stream {
  name: string;
  start: number;
  bytes: number;
}

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const SECTOR_LAST = 0xfffffffa;
const HEADER_DIFAT = 109;
const ENTRIES_MAX = 100_000;
const STREAM = 2;
const ROOT = 5;

/** Throws `Refusal`, or what reads past the end throw; see `asOutcome`. */
export class CompoundFile {
  readonly streams: readonly Stream[];
  readonly #file: FileHandle;
  readonly #sectorBytes: number;
  readonly #fat: Uint32Array;
  readonly #miniFat: Uint32Array;
  readonly #miniCutoff: number;
  readonly #root: Stream | undefined;

  private constructor(file: FileHandle, header: Buffer, fat: Uint32Array, rest: Directory) {
    this.#file = file;
    this.#sectorBytes = 1 << header.readUInt16LE(30);
    this.#miniCutoff = header.readUInt32LE(56);
    this.#fat = fat;
    this.#miniFat = rest.miniFat;
    this.#root = rest.root;
    this.streams = rest.streams;
  }

  /** Reads `path` into memory where it needs to; nothing stays open. */
  static async use<T>(path: string, work: (file: CompoundFile) => Promise<T>): Promise<T> {
    const file = await open(path);
    try {
      return await work(await CompoundFile.#open(file));
    } finally {
      await file.close();
    }
  }

  static async #open(file: FileHandle): Promise<CompoundFile> {
    const { size } = await file.stat();
    const header = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, 0);
    const shift = header.readUInt16LE(30);
    if (bytesRead < HEADER_BYTES) refuse('table.truncated');
    if (shift !== 9 && shift !== 12) refuse('table.damaged', { part: '' });
    const sectors = new Sectors(file, 1 << shift, size);
    const fat = await sectors.numbers(await fatSectors(sectors, header));
    const chain = (start: number) => sectors.read(chainOf(fat, start, sectors.count));
    const entries = readEntries(await chain(header.readUInt32LE(48)));
    const miniFat = toNumbers(await chain(header.readUInt32LE(60)));
    return new CompoundFile(file, header, fat, { ...entries, miniFat });
  }

  find(name: string): Stream | undefined {
    return this.streams.find((stream) => stream.name.toLowerCase() === name.toLowerCase());
  }

  async read(stream: Stream, bytesMax: number): Promise<Buffer> {
    if (stream.bytes > bytesMax) refuse('table.bomb', { part: stream.name });
    const { size } = await this.#file.stat();
    const sectors = new Sectors(this.#file, this.#sectorBytes, size);
    if (stream.bytes >= this.#miniCutoff) {
      const chain = chainOf(this.#fat, stream.start, sectors.count);
      return withLength(await sectors.read(chain), stream.bytes);
    }
    const root = await sectors.read(chainOf(this.#fat, this.#root?.start ?? 0, sectors.count));
    const small = chainOf(this.#miniFat, stream.start, this.#miniFat.length);
    const pieces = small.map((sector) => root.subarray(sector * 64, sector * 64 + 64));
    return withLength(Buffer.concat(pieces), stream.bytes);
  }
}

interface Directory {
  streams: readonly Stream[];
  root: Stream | undefined;
  miniFat: Uint32Array;
}

class Sectors {
  readonly count: number;
  readonly #file: FileHandle;
  readonly #bytes: number;

  constructor(file: FileHandle, bytes: number, fileBytes: number) {
    this.#file = file;
    this.#bytes = bytes;
    this.count = Math.ceil(fileBytes / bytes);
  }

  /** Neighbouring sectors in one go; what the file lacks stays zero. */
  async read(numbers: readonly number[]): Promise<Buffer> {
    const bytes = Buffer.alloc(numbers.length * this.#bytes);
    for (let first = 0; first < numbers.length;) {
      const start = numbers[first] ?? 0;
      let last = first + 1;
      while (last < numbers.length && numbers[last] === start + last - first) last += 1;
      const length = (last - first) * this.#bytes;
      await this.#file.read(bytes, first * this.#bytes, length, (start + 1) * this.#bytes);
      first = last;
    }
    return bytes;
  }

  async numbers(sectors: readonly number[]): Promise<Uint32Array> {
    return toNumbers(await this.read(sectors));
  }
}

function toNumbers(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(bytes.length >> 2);
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = bytes.readUInt32LE(at * 4);
  return numbers;
}

/** A chain that is longer than the file has sectors goes in circles; one that leaves it is cut off. */
function chainOf(fat: Uint32Array, start: number, sectorsMax: number): number[] {
  const chain: number[] = [];
  let sector = start;
  while (sector < SECTOR_LAST) {
    if (sector >= sectorsMax) refuse('table.truncated');
    if (chain.length > sectorsMax) refuse('table.damaged', { part: '' });
    chain.push(sector);
    sector = fat[sector] ?? SECTOR_LAST;
  }
  return chain;
}

/** The sectors that hold the table of sectors: 109 in the header, the rest in a chain of their own. */
async function fatSectors(sectors: Sectors, header: Buffer): Promise<number[]> {
  const listed: number[] = [];
  for (let at = 0; at < HEADER_DIFAT; at += 1) listed.push(header.readUInt32LE(76 + at * 4));
  let next = header.readUInt32LE(68);
  for (let turn = 0; next < SECTOR_LAST; turn += 1) {
    if (turn > sectors.count || next >= sectors.count) refuse('table.damaged', { part: '' });
    const more = await sectors.numbers([next]);
    listed.push(...more.subarray(0, -1));
    next = more[more.length - 1] ?? SECTOR_LAST;
  }
  return listed.filter((sector) => sector < Math.min(SECTOR_LAST, sectors.count));
}

function readEntries(bytes: Buffer): Pick<Directory, 'streams' | 'root'> {
  const streams: Stream[] = [];
  let root: Stream | undefined;
  const count = Math.min(Math.floor(bytes.length / ENTRY_BYTES), ENTRIES_MAX);
  for (let index = 0; index < count; index += 1) {
    const entry = bytes.subarray(index * ENTRY_BYTES, (index + 1) * ENTRY_BYTES);
    const nameBytes = Math.min(entry.readUInt16LE(64), 64);
    const stream = {
      name: entry.toString('utf16le', 0, Math.max(0, nameBytes - 2)),
      start: entry.readUInt32LE(116),
      bytes: entry.readUInt32LE(120),
    };
    if (entry[66] === STREAM) streams.push(stream);
    else if (entry[66] === ROOT) root = stream;
  }
  return { streams, root };
}

function withLength(bytes: Buffer, length: number): Buffer {
  if (bytes.length < length) refuse('table.truncated');
  return bytes.subarray(0, length);
}
