/**
 * A JPEG file as its segments: what draws the picture stays, what tells of its maker goes (place,
 * time, device, comments, and whatever a phone hangs on behind the end).
 */

export interface JpegFrame {
  width: number;
  height: number;
  /** as EXIF numbers it: 1 = upright */
  orientation: number;
}

/** undefined = no whole JPEG */
export function cleanJpeg(bytes: Uint8Array): { bytes: Uint8Array; frame: JpegFrame } | undefined {
  const kept: Uint8Array[] = [];
  let frame: Omit<JpegFrame, 'orientation'> | undefined;
  let orientation = 1;
  for (const segment of readSegments(bytes)) {
    if (segment.marker === EOI) {
      if (!frame) return undefined;
      const exif = orientation === 1 ? [] : [orientationOnly(orientation)];
      const parts = [
        bytes.subarray(0, 2),
        ...exif,
        ...kept,
        bytes.subarray(segment.at, segment.to),
      ];
      return { bytes: Buffer.concat(parts), frame: { ...frame, orientation } };
    }
    if (isFrame(segment.marker)) frame = readFrame(bytes, segment);
    if (segment.marker === APP1) orientation = findOrientation(bytes, segment) ?? orientation;
    if (staysIn(bytes, segment)) kept.push(bytes.subarray(segment.at, segment.to));
  }
  return undefined;
}

export interface Segment {
  marker: number;
  /** of the marker's FF */
  at: number;
  /** of what follows the length */
  body: number;
  to: number;
}

const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;

/** In the order of the file, the data of a scan together with its header; ends at the first fault. */
export function* readSegments(bytes: Uint8Array): Generator<Segment> {
  let at = 2;
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) {
      yield { marker, at, body: at + 2, to: at + 2 };
      return;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const headTo = at + 2 + length;
    if (length < 2 || headTo > bytes.length) return;
    const to = marker === SOS ? findScanEnd(bytes, headTo) : headTo;
    yield { marker, at, body: at + 4, to };
    at = to;
  }
}

/** The next marker that is neither a stuffed byte nor a restart. */
function findScanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(bytes: Uint8Array, { body }: Segment): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { height: view.getUint16(body + 1), width: view.getUint16(body + 3) };
}

/** Tables, frames and scans; of the applications' own only what colours need (JFIF, ICC, Adobe). */
function staysIn(bytes: Uint8Array, { marker, body, to }: Segment): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = Buffer.from(bytes.subarray(body, Math.min(body + 12, to))).toString('latin1');
  if (marker === 0xe0) return name.startsWith('JFIF\0') && to - body === 14;
  if (marker === 0xe2) return name.startsWith('ICC_PROFILE');
  return marker === 0xee && name.startsWith('Adobe');
}

const ORIENTATION_TAG = 0x0112;

function findOrientation(bytes: Uint8Array, { body, to }: Segment): number | undefined {
  if (Buffer.from(bytes.subarray(body, body + 6)).toString('latin1') !== 'Exif\0\0')
    return undefined;
  const start = body + 6;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, Math.max(0, to - start));
  if (view.byteLength < 14) return undefined;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return undefined;
  const count = view.getUint16(directory, little);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > view.byteLength) return undefined;
    if (view.getUint16(at, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** The one thing of EXIF that is kept: without it a photo held upright lies on its side. */
function orientationOnly(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff, 0, orientation, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([0xff, APP1, 0, body.length + 2, ...body]);
}
