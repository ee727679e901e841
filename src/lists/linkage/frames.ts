/**
 * What travels between the job and its linker process: frames of one kind byte, four bytes of length
 * and the bytes; answers come back as lines of COPY on the output.
 */
import type { LinkageModel } from './types.ts';

export const FRAME = { header: 0, persons: 1, rows: 2, end: 3 } as const;
export const FRAME_HEAD = 5;

export interface LinkerHeader {
  work: 'link' | 'duplicates';
  listId: number;
  model: LinkageModel;
  /** place, village and commune of today */
  places: readonly (readonly [number, number, number])[];
  /** how many to expect: memory is taken once */
  persons: number;
  rows: number;
  threads: number;
  /** ISO instant, for duplicates */
  foundAt: string;
}

export function frameHead(kind: number, length: number): Buffer {
  const head = Buffer.allocUnsafe(FRAME_HEAD);
  head.writeUInt8(kind, 0);
  head.writeUInt32LE(length, 1);
  return head;
}

export type OnFrame = (kind: number, bytes: Uint8Array) => void;

/** Bodies of data frames are passed on as they arrive, in pieces; the header frame whole. */
export class FrameReader {
  #head = Buffer.alloc(0);
  #kind = -1;
  #left = 0;
  #header: Buffer[] = [];
  readonly #onFrame: OnFrame;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        const missing = FRAME_HEAD - this.#head.length;
        this.#head = Buffer.concat([this.#head, chunk.subarray(at, at + missing)]);
        at += missing;
        if (this.#head.length < FRAME_HEAD) return;
        this.#kind = this.#head.readUInt8(0);
        this.#left = this.#head.readUInt32LE(1);
        this.#head = Buffer.alloc(0);
        if (this.#left === 0) this.#onFrame(this.#kind, chunk.subarray(0, 0));
        continue;
      }
      const part = chunk.subarray(at, at + this.#left);
      at += part.length;
      this.#left -= part.length;
      this.#pass(part);
    }
  }

  #pass(part: Buffer): void {
    if (this.#kind !== FRAME.header) {
      this.#onFrame(this.#kind, part);
      return;
    }
    this.#header.push(part);
    if (this.#left === 0) this.#onFrame(FRAME.header, Buffer.concat(this.#header));
  }
}
