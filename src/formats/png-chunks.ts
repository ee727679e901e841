/** A PNG file as its chunks: the picture stays, texts, times and EXIF go; and its pixels for a preview. */
import { crc32, inflateSync } from 'node:zlib';
import type { Pixels } from './pixels.ts';

export interface PngFrame {
  width: number;
  height: number;
}

/** What a picture is drawn from; everything else tells of its maker. */
const DRAWING = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'pHYs',
  'bKGD',
]);

/** undefined = no whole PNG */
export function cleanPng(bytes: Uint8Array): { bytes: Uint8Array; frame: PngFrame } | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let frame: PngFrame | undefined;
  for (const { name, at, to, body } of readChunks(bytes)) {
    if (name === 'IHDR') {
      frame = { width: readUint32(bytes, body), height: readUint32(bytes, body + 4) };
    }
    if (DRAWING.has(name)) kept.push(bytes.subarray(at, to));
    if (name === 'IEND') return frame && { bytes: Buffer.concat(kept), frame };
  }
  return undefined;
}

interface Chunk {
  name: string;
  at: number;
  body: number;
  to: number;
}

function* readChunks(bytes: Uint8Array): Generator<Chunk> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= view.length;) {
    const to = at + 12 + view.readUInt32BE(at);
    if (to > view.length || crc32(view.subarray(at + 4, to - 4)) !== view.readUInt32BE(to - 4))
      return;
    yield { name: view.toString('latin1', at + 4, at + 8), at, body: at + 8, to };
    at = to;
  }
}

function readUint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}

const PIXELS_MAX = 40_000_000;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** undefined for interlaced and broken ones; on white where it lets light through. */
export function readPng(bytes: Uint8Array): Pixels | undefined {
  const data: Uint8Array[] = [];
  let head: Uint8Array | undefined;
  let palette: Uint8Array = new Uint8Array();
  for (const { name, body, to } of readChunks(bytes)) {
    const content = bytes.subarray(body, to - 4);
    if (name === 'IHDR') head = content;
    if (name === 'PLTE') palette = content;
    if (name === 'IDAT') data.push(content);
  }
  if (!head || head[12] !== 0) return undefined;
  const width = readUint32(head, 0);
  const height = readUint32(head, 4);
  const depth = head[8] ?? 8;
  const type = head[9] ?? 0;
  const channels = CHANNELS[type];
  if (!channels || width * height > PIXELS_MAX) return undefined;
  const lineBytes = Math.ceil((width * channels * depth) / 8);
  const expected = height * (lineBytes + 1);
  const raw = inflate(Buffer.concat(data), expected);
  if (!raw || raw.length < expected) return undefined;
  const bytesBack = Math.max(1, (channels * depth) >> 3);
  unfilter(raw, lineBytes, height, bytesBack);
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const line = raw.subarray(y * (lineBytes + 1) + 1, (y + 1) * (lineBytes + 1));
    for (let x = 0; x < width; x += 1) {
      rgb.set(pixelOf(line, x, { type, depth, channels, palette }), (y * width + x) * 3);
    }
  }
  return { width, height, rgb };
}

function inflate(data: Uint8Array, bytesMax: number): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: bytesMax });
  } catch {
    return undefined;
  }
}

function unfilter(raw: Buffer, lineBytes: number, height: number, back: number): void {
  for (let y = 0; y < height; y += 1) {
    const start = y * (lineBytes + 1);
    const filter = raw[start] ?? 0;
    for (let x = 0; x < lineBytes; x += 1) {
      const at = start + 1 + x;
      const left = x >= back ? (raw[at - back] ?? 0) : 0;
      const up = y > 0 ? (raw[at - lineBytes - 1] ?? 0) : 0;
      const corner = x >= back && y > 0 ? (raw[at - lineBytes - 1 - back] ?? 0) : 0;
      raw[at] = ((raw[at] ?? 0) + guess(filter, left, up, corner)) & 255;
    }
  }
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const sum = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(sum - one));
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner;
}

interface Layout {
  type: number;
  depth: number;
  channels: number;
  palette: Uint8Array;
}

function pixelOf(line: Uint8Array, x: number, layout: Layout): [number, number, number] {
  const { type, depth, channels, palette } = layout;
  const sample = (channel: number): number => {
    const index = x * channels + channel;
    if (depth === 8) return line[index] ?? 0;
    if (depth === 16) return line[index * 2] ?? 0;
    const bit = index * depth;
    const value = ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    return type === 3 ? value : (value * 255) / ((1 << depth) - 1);
  };
  if (type === 3) {
    const at = sample(0) * 3;
    return [palette[at] ?? 0, palette[at + 1] ?? 0, palette[at + 2] ?? 0];
  }
  const isGrey = type === 0 || type === 4;
  const alpha = type === 4 ? sample(1) / 255 : type === 6 ? sample(3) / 255 : 1;
  const over = (value: number): number => value * alpha + 255 * (1 - alpha);
  const red = over(sample(0));
  return isGrey ? [red, red, red] : [red, over(sample(1)), over(sample(2))];
}
