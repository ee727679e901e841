/** A small picture in memory: made smaller, turned upright, written as PNG. */
import { crc32, deflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** three bytes a pixel, line by line */
  rgb: Uint8ClampedArray;
}

/** Means of areas; a picture that is small enough stays as it is. */
export function shrink(from: Pixels, sideMax: number): Pixels {
  const scale = Math.min(1, sideMax / Math.max(from.width, from.height));
  const width = Math.max(1, Math.round(from.width * scale));
  const height = Math.max(1, Math.round(from.height * scale));
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const top = Math.floor((y * from.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * from.height) / height));
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x * from.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * from.width) / width));
      rgb.set(meanOf(from, left, right, top, bottom), (y * width + x) * 3);
    }
  }
  return { width, height, rgb };
}

function meanOf(
  { width, rgb }: Pixels,
  left: number,
  right: number,
  top: number,
  bottom: number,
): number[] {
  const sum = [0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      for (let c = 0; c < 3; c += 1) sum[c] = (sum[c] ?? 0) + (rgb[(y * width + x) * 3 + c] ?? 0);
    }
  }
  const area = (right - left) * (bottom - top);
  return sum.map((one) => one / area);
}

/** @param orientation as EXIF numbers it, 1 = upright already */
export function turn(from: Pixels, orientation: number): Pixels {
  if (orientation === 1) return from;
  const isSideways = orientation >= 5;
  const width = isSideways ? from.height : from.width;
  const height = isSideways ? from.width : from.height;
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = sourceOf(from, orientation, x, y);
      const at = (fromY * from.width + fromX) * 3;
      rgb.set(from.rgb.subarray(at, at + 3), (y * width + x) * 3);
    }
  }
  return { width, height, rgb };
}

function sourceOf(from: Pixels, orientation: number, x: number, y: number): [number, number] {
  const right = from.width - 1;
  const bottom = from.height - 1;
  switch (orientation) {
    case 2:
      return [right - x, y];
    case 3:
      return [right - x, bottom - y];
    case 4:
      return [x, bottom - y];
    case 5:
      return [y, x];
    case 6:
      return [y, bottom - x];
    case 7:
      return [right - y, bottom - x];
    default:
      return [right - y, x];
  }
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export function writePng({ width, height, rgb }: Pixels): Uint8Array {
  const lines = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) {
    lines.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32BE(body.length, 0);
  whole.write(name, 4, 'latin1');
  whole.set(body, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, body.length + 8)), body.length + 8);
  return whole;
}
