/**
 * Parts of a zip by random access, unpacked in pieces: nothing is written to disk and nothing is
 * held whole. Our own, since what matters here are the bounds: parts that overlap, that unpack to
 * more than they say, or to absurdly much, stop with a fault.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { refuse } from '../kernel/outcome.ts';
import type { TableLimits } from './table.ts';

export interface ZipPart {
  name: string;
  method: number;
  crc: number;
  packedBytes: number;
  bytes: number;
  offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const DIRECTORY_BYTES_MAX = 32 * 1024 * 1024;
const NOT_HERE = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
const RATIO_FREE_BYTES = 64 * 1024 * 1024;
const PIECE_BYTES = 128 * 1024;
const MEGABYTE = 1024 * 1024;

/** Throws `Refusal`; see `asOutcome`. */
export class ZipArchive {
  /** by name: slashes forward, none in front, lower case, as writers differ in these */
  readonly parts: ReadonlyMap<string, ZipPart>;
  readonly #file: FileHandle;
  readonly #limits: TableLimits;
  #unpackedBytes = 0;

  private constructor(file: FileHandle, parts: ReadonlyMap<string, ZipPart>, limits: TableLimits) {
    this.#file = file;
    this.parts = parts;
    this.#limits = limits;
  }

  static async open(path: string, limits: TableLimits): Promise<ZipArchive> {
    const file = await open(path);
    try {
      return new ZipArchive(file, await readDirectory(file, limits), limits);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  find(name: string): ZipPart | undefined {
    return this.parts.get(partKey(name));
  }

  /** A whole part, or a refusal when it is larger than `bytesMax`. */
  async read(part: ZipPart, bytesMax: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of this.stream(part)) {
      bytes += piece.length;
      if (bytes > bytesMax) refuse('table.bomb', { part: part.name });
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  async *stream(part: ZipPart): AsyncGenerator<Buffer> {
    const start = await this.#dataStart(part);
    let bytes = 0;
    for await (const piece of this.#pieces(part, start)) {
      bytes += piece.length;
      this.#unpackedBytes += piece.length;
      this.#checkBounds(part, bytes);
      yield piece;
    }
  }

  /** The bytes as they stand in the archive. */
  async *packed(part: ZipPart): AsyncGenerator<Buffer> {
    yield* readPieces(this.#file, await this.#dataStart(part), part.packedBytes);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async *#pieces(part: ZipPart, start: number): AsyncGenerator<Buffer> {
    const packed = readPieces(this.#file, start, part.packedBytes);
    if (part.method === STORED) {
      yield* packed;
      return;
    }
    const inflater = createInflateRaw({ chunkSize: PIECE_BYTES });
    const feeding = pipeline(Readable.from(packed), inflater);
    // a failure reaches the loop below through the inflater
    feeding.catch(() => {});
    yield* inflater as AsyncIterable<Buffer>;
    await feeding;
  }

  #checkBounds(part: ZipPart, bytes: number): void {
    const { packRatioMax, unpackedBytesMax } = this.#limits;
    if (bytes > RATIO_FREE_BYTES && bytes > part.packedBytes * packRatioMax) {
      refuse('table.bomb', { part: part.name });
    }
    if (this.#unpackedBytes > unpackedBytesMax) {
      refuse('table.unpackedTooLarge', { limit: Math.floor(unpackedBytesMax / MEGABYTE) });
    }
  }

  async #dataStart(part: ZipPart): Promise<number> {
    const header = Buffer.alloc(30);
    const { bytesRead } = await this.#file.read(header, 0, 30, part.offset);
    if (bytesRead < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) {
      refuse('table.damaged', { part: part.name });
    }
    return part.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  }
}

/** Each piece is a buffer of its own, since the unpacker keeps it for a while. */
async function* readPieces(
  file: FileHandle,
  start: number,
  length: number,
): AsyncGenerator<Buffer> {
  let at = start;
  const end = start + length;
  while (at < end) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, end - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) refuse('table.truncated');
    at += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}

function partKey(name: string): string {
  return name.replace(/^\/+/, '').toLowerCase();
}

interface Directory {
  count: number;
  bytes: number;
  offset: number;
}

async function readDirectory(
  file: FileHandle,
  limits: TableLimits,
): Promise<ReadonlyMap<string, ZipPart>> {
  const { size } = await file.stat();
  const directory = await findDirectory(file, size);
  if (directory.count > limits.partsMax) refuse('table.tooManyParts', { limit: limits.partsMax });
  if (directory.bytes > DIRECTORY_BYTES_MAX) refuse('table.bomb', { part: '' });
  if (directory.offset + directory.bytes > size) refuse('table.truncated');
  const bytes = Buffer.alloc(directory.bytes);
  await file.read(bytes, 0, bytes.length, directory.offset);
  const parts = new Map<string, ZipPart>();
  let at = 0;
  for (let index = 0; index < directory.count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      refuse('table.damaged', { part: '' });
    }
    const { part, next } = readEntry(bytes, at);
    if (part.offset + part.packedBytes > size) refuse('table.truncated');
    parts.set(partKey(part.name), part);
    at = next;
  }
  checkOverlap([...parts.values()]);
  return parts;
}

async function findDirectory(file: FileHandle, size: number): Promise<Directory> {
  const tailBytes = Math.min(size, END_BYTES + COMMENT_BYTES_MAX + 20);
  const tail = Buffer.alloc(tailBytes);
  await file.read(tail, 0, tailBytes, size - tailBytes);
  let at = tailBytes - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at -= 1;
  if (at < 0) refuse('table.truncated');
  const found = {
    count: tail.readUInt16LE(at + 10),
    bytes: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const isLarge = found.offset === NOT_HERE || found.bytes === NOT_HERE || found.count === 0xffff;
  if (!isLarge || at < 20 || tail.readUInt32LE(at - 20) !== END_64_LOCATOR) return found;
  const end = Buffer.alloc(56);
  const { bytesRead } = await file.read(end, 0, 56, Number(tail.readBigUInt64LE(at - 12)));
  if (bytesRead < 56 || end.readUInt32LE(0) !== END_64) refuse('table.damaged', { part: '' });
  return {
    count: Number(end.readBigUInt64LE(32)),
    bytes: Number(end.readBigUInt64LE(40)),
    offset: Number(end.readBigUInt64LE(48)),
  };
}

function readEntry(bytes: Buffer, at: number): { part: ZipPart; next: number } {
  const nameBytes = bytes.readUInt16LE(at + 28);
  const extraBytes = bytes.readUInt16LE(at + 30);
  const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/');
  if ((bytes.readUInt16LE(at + 8) & 1) === 1) refuse('table.encrypted');
  const part: ZipPart = {
    name,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packedBytes: bytes.readUInt32LE(at + 20),
    bytes: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  };
  if (part.method !== STORED && part.method !== DEFLATED) refuse('table.damaged', { part: name });
  const extra = bytes.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
  readLargeSizes(part, extra);
  return { part, next: at + 46 + nameBytes + extraBytes + bytes.readUInt16LE(at + 32) };
}

/** Sizes over 4 GB, or of a writer that always writes them, stand in an extra field. */
function readLargeSizes(part: ZipPart, extra: Buffer): void {
  let at = 0;
  while (at + 4 <= extra.length) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      let next = at + 4;
      for (const key of ['bytes', 'packedBytes', 'offset'] as const) {
        if (part[key] !== NOT_HERE) continue;
        part[key] = Number(extra.readBigUInt64LE(next));
        next += 8;
      }
      return;
    }
    at += 4 + length;
  }
}

/** A bomb can point many names at the same packed bytes. */
function checkOverlap(parts: readonly ZipPart[]): void {
  const ordered = parts.toSorted((a, b) => a.offset - b.offset);
  let end = 0;
  for (const part of ordered) {
    if (part.offset < end) refuse('table.bomb', { part: part.name });
    end = part.offset + 30 + part.packedBytes;
  }
}
