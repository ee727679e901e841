/** Pictures as phones and scanners send them: with place, device and words in them. Nobody's papers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { PROJECT_FOLDER } from '../src/config.ts';

/** What must not be found in anything that is kept. */
export const SECRET = 'GPS 22.3964 103.4701 Nokia 3310';

export function goldenPicture(name: string): Buffer {
  return readFileSync(join(PROJECT_FOLDER, 'test', 'golden', 'papers', name));
}

/** The baseline JPEG as a phone held upright writes it. */
export function phonePhoto(orientation: number, salt = ''): Buffer {
  const plain = goldenPicture('baseline.jpg');
  const header = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0];
  const maker = [0x0f, 0x01, 2, 0, 4, 0, 0, 0, 0x41, 0x42, 0x43, 0];
  const way = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
  const tiff = Buffer.from([...header, ...maker, ...way, 0, 0, 0, 0]);
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(SECRET)]));
  const xmp = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${SECRET}`));
  const comment = segment(0xfe, Buffer.from(SECRET + salt));
  // a moving photo hangs its film on behind the end of the picture
  const film = Buffer.from(`....ftypmp42${SECRET}`);
  return Buffer.concat([plain.subarray(0, 2), exif, xmp, comment, plain.subarray(2), film]);
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

export interface PngOptions {
  width: number;
  height: number;
  /** 0 grey, 2 colours, 3 palette, 4 grey with alpha, 6 colours with alpha */
  type: number;
  depth: number;
  /** bytes of each line, its filter first */
  lines: Buffer;
  palette?: Buffer;
}

export function makePng(options: PngOptions): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(options.width, 0);
  head.writeUInt32BE(options.height, 4);
  head.set([options.depth, options.type, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`Comment\0${SECRET}`)),
    chunk('eXIf', Buffer.from(SECRET)),
    ...(options.palette ? [chunk('PLTE', options.palette)] : []),
    chunk('IDAT', deflateSync(options.lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const whole = Buffer.alloc(body.length + 12);
  whole.writeUInt32BE(body.length, 0);
  whole.write(name, 4, 'latin1');
  whole.set(body, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, body.length + 8)), body.length + 8);
  return whole;
}

/** A scan of 40 × 20 in one colour; another number, another picture. */
export function scanOf(shade: number): Buffer {
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(40, shade)]);
  const lines = Buffer.concat(Array.from({ length: 20 }, () => line));
  return makePng({ width: 40, height: 20, type: 0, depth: 8, lines });
}

/** The plain WebP with the header that says EXIF and XMP follow. */
export function webpWithExif(): Buffer {
  const plain = goldenPicture('plain.webp');
  const extended = Buffer.alloc(10);
  extended[0] = 0b1100;
  extended.writeUIntLE(159, 4, 3);
  extended.writeUIntLE(95, 7, 3);
  const riff = (name: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const content = Buffer.concat([
    Buffer.from('WEBP'),
    riff('VP8X', extended),
    plain.subarray(12),
    riff('EXIF', Buffer.from(SECRET)),
    riff('XMP ', Buffer.from(SECRET)),
  ]);
  return riff('RIFF', content);
}

export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n',
);
