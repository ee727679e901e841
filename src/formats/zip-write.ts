/** Writes a zip part by part: new ones packed as they stream, old ones copied as they are packed. */
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { ZipArchive, ZipPart } from './zip-read.ts';

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAME = 0x800;
/** 1980-01-01: the same content gives the same bytes */
const DOS_DATE = 0x21;
const DEFLATED = 8;

interface Written {
  name: Buffer;
  method: number;
  crc: number;
  packedBytes: number;
  bytes: number;
  offset: number;
}

/** Up to 4 GB and 65,535 parts, as no workbook has more. */
export class ZipWriter {
  #at = 0;
  readonly #written: Written[] = [];
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Finishes the archive, also closes the file when `work` fails. */
  static async write(path: string, work: (zip: ZipWriter) => Promise<void>): Promise<void> {
    const file = await open(path, 'w');
    try {
      const zip = new ZipWriter(file);
      await work(zip);
      await zip.#finish();
    } finally {
      await file.close();
    }
  }

  async add(name: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const part: Written = { ...this.#start(name), method: DEFLATED };
    const packer = createDeflateRaw({ level: 6 });
    const counted = async function* () {
      for await (const piece of pieces) {
        part.crc = crc32(piece, part.crc);
        part.bytes += piece.length;
        yield piece;
      }
    };
    const feeding = pipeline(Readable.from(counted()), packer);
    feeding.catch(() => {});
    for await (const packed of packer as AsyncIterable<Buffer>) {
      await this.#put(packed);
      part.packedBytes += packed.length;
    }
    await feeding;
    await this.#file.write(localHeader(part), 0, undefined, part.offset);
    this.#written.push(part);
  }

  /** A part of another archive, byte for byte. */
  async copy(zip: ZipArchive, source: ZipPart): Promise<void> {
    const { method, crc, bytes } = source;
    const part: Written = { ...this.#start(source.name), method, crc, bytes };
    for await (const packed of zip.packed(source)) {
      await this.#put(packed);
      part.packedBytes += packed.length;
    }
    await this.#file.write(localHeader(part), 0, undefined, part.offset);
    this.#written.push(part);
  }

  #start(name: string): Written {
    const part = { name: Buffer.from(name), crc: 0, packedBytes: 0, bytes: 0, offset: this.#at };
    this.#at += 30 + part.name.length;
    return { ...part, method: DEFLATED };
  }

  async #put(bytes: Uint8Array): Promise<void> {
    await this.#file.write(bytes, 0, bytes.length, this.#at);
    this.#at += bytes.length;
  }

  async #finish(): Promise<void> {
    const start = this.#at;
    await this.#put(Buffer.concat(this.#written.map(directoryEntry)));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(END, 0);
    end.writeUInt16LE(this.#written.length, 8);
    end.writeUInt16LE(this.#written.length, 10);
    end.writeUInt32LE(this.#at - start, 12);
    end.writeUInt32LE(start, 16);
    await this.#put(end);
  }
}

function localHeader(part: Written): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  writeCommon(header, 4, part);
  return Buffer.concat([header, part.name]);
}

function directoryEntry(part: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
  entry.writeUInt16LE(VERSION, 4);
  writeCommon(entry, 6, part);
  entry.writeUInt32LE(part.offset, 42);
  return Buffer.concat([entry, part.name]);
}

function writeCommon(header: Buffer, at: number, part: Written): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(UTF8_NAME, at + 2);
  header.writeUInt16LE(part.method, at + 4);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(part.crc, at + 10);
  header.writeUInt32LE(part.packedBytes, at + 14);
  header.writeUInt32LE(part.bytes, at + 18);
  header.writeUInt16LE(part.name.length, at + 22);
}
