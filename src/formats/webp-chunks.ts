/** A WebP file as its chunks: EXIF and XMP go, the picture stays. */

/** undefined = no whole WebP */
export function cleanWebp(
  bytes: Uint8Array,
): { bytes: Uint8Array; frame: { width: number; height: number } } | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 20) return undefined;
  const end = 8 + view.readUInt32LE(4);
  if (end > view.length) return undefined;
  const kept: Buffer[] = [];
  let frame: { width: number; height: number } | undefined;
  for (let at = 12; at + 8 <= end;) {
    const name = view.toString('latin1', at, at + 4);
    const size = view.readUInt32LE(at + 4);
    const to = at + 8 + size + (size % 2);
    if (at + 8 + size > end) return undefined;
    const body = view.subarray(at + 8, at + 8 + size);
    frame ??= frameOf(name, body);
    if (name === 'VP8X') kept.push(withoutFlags(view.subarray(at, Math.min(to, end))));
    else if (name !== 'EXIF' && name !== 'XMP ') kept.push(view.subarray(at, Math.min(to, end)));
    at = to;
  }
  if (!frame) return undefined;
  const content = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(content.length + 4, 4);
  return { bytes: Buffer.concat([head, content]), frame };
}

/** The extended header without its words that EXIF (bit 3) and XMP (bit 2) follow. */
function withoutFlags(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[8] = (copy[8] ?? 0) & ~0b1100;
  return copy;
}

function frameOf(name: string, body: Buffer): { width: number; height: number } | undefined {
  if (name === 'VP8X' && body.length >= 10) {
    return { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 };
  }
  if (name === 'VP8 ' && body.length >= 10) {
    return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
  }
  if (name === 'VP8L' && body.length >= 5) {
    const bits = body.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return undefined;
}
