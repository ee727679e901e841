/** A paper is told by its bytes, loses what tells of its maker, and shows a preview nobody can read. */
import { describe, expect, test } from 'vitest';
import {
  PDF,
  SECRET,
  goldenPicture,
  makePng,
  phonePhoto,
  scanOf,
  webpWithExif,
} from '../../test/pictures.ts';
import { makeRandom } from '../kernel/random.ts';
import { type PaperFile, PREVIEW_SIDE, readPaperFile } from './paper-file.ts';
import { type Pixels } from './pixels.ts';
import { readPng } from './png-chunks.ts';

function read(bytes: Uint8Array): PaperFile {
  const outcome = readPaperFile(bytes);
  if (!outcome.ok) throw new Error(outcome.faults[0].code);
  return outcome.value;
}

function codeOf(bytes: Uint8Array): string {
  const outcome = readPaperFile(bytes);
  return outcome.ok ? 'ok' : outcome.faults[0].code;
}

function previewOf(file: PaperFile): Pixels {
  const pixels = file.preview && readPng(file.preview);
  if (!pixels) throw new Error('no preview');
  return pixels;
}

/** Which of red, green and blue leads, or grey. */
function hueAt({ width, rgb }: Pixels, x: number, y: number): string {
  const [red = 0, green = 0, blue = 0] = rgb.subarray((y * width + x) * 3);
  if (red > green + 60) return 'red';
  return blue > green + 60 ? 'blue' : 'grey';
}

describe('what tells of the maker is taken out', () => {
  test.each([
    ['a photo of a phone', phonePhoto(1)],
    ['a scan as PNG', scanOf(90)],
    ['a WebP', webpWithExif()],
  ])('%s', (_name, bytes) => {
    expect(bytes.includes(SECRET)).toBe(true);
    const kept = Buffer.from(read(bytes).bytes);
    expect(kept.includes(SECRET)).toBe(false);
    expect(kept.length).toBeLessThan(bytes.length);
    // the same again: cleaning what is clean changes nothing, so the same picture is one file
    expect(Buffer.from(read(kept).bytes).equals(kept)).toBe(true);
  });

  test('a photo with another comment is the same picture', () => {
    const [one, other] = [read(phonePhoto(1, 'a')), read(phonePhoto(1, 'b'))];
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
    expect(Buffer.from(one.bytes).equals(goldenPicture('baseline.jpg'))).toBe(true);
  });

  test('which way a photo is held stays, and nothing else of EXIF', () => {
    const turned = read(phonePhoto(6));
    expect([turned.width, turned.height]).toEqual([96, 160]);
    const again = read(turned.bytes);
    expect([again.width, again.height]).toEqual([96, 160]);
    expect(Buffer.from(turned.bytes).includes('ABC')).toBe(false);
  });

  test('a PDF stays as it is: a signed one must', () => {
    expect(Buffer.from(read(PDF).bytes).equals(PDF)).toBe(true);
    expect(read(PDF)).toMatchObject({ type: 'application/pdf', width: null, preview: null });
  });
});

describe('the preview', () => {
  test.each(['baseline.jpg', 'progressive.jpg', 'restarts.jpg'])('of %s', (name) => {
    const file = read(goldenPicture(name));
    expect([file.width, file.height]).toEqual([160, 96]);
    const pixels = previewOf(file);
    expect(Math.max(pixels.width, pixels.height)).toBeLessThanOrEqual(PREVIEW_SIDE);
    expect(hueAt(pixels, 1, 1)).toBe('red');
    expect(hueAt(pixels, pixels.width - 2, pixels.height - 2)).toBe('blue');
    expect(hueAt(pixels, pixels.width - 2, 1)).toBe('grey');
  });

  test('of a grey JPEG is grey', () => {
    expect(hueAt(previewOf(read(goldenPicture('grey.jpg'))), 1, 1)).toBe('grey');
  });

  test.each([
    [1, 'red', 'grey'],
    [2, 'grey', 'red'],
    [3, 'blue', 'grey'],
    [4, 'grey', 'blue'],
    [5, 'red', 'grey'],
    [6, 'grey', 'red'],
    [7, 'blue', 'grey'],
    [8, 'grey', 'blue'],
  ])('of a photo held as %i stands upright: %s left, %s right above', (way, left, right) => {
    const pixels = previewOf(read(phonePhoto(way)));
    expect(pixels.width < pixels.height).toBe(way >= 5);
    expect([hueAt(pixels, 1, 1), hueAt(pixels, pixels.width - 2, 1)]).toEqual([left, right]);
  });

  test('of a PNG with a palette, with 16 bits, with alpha, with every filter', () => {
    const palette = makePng({
      width: 2,
      height: 1,
      type: 3,
      depth: 1,
      lines: Buffer.from([0, 0b01000000]),
      palette: Buffer.from([255, 0, 0, 0, 0, 255]),
    });
    expect([...previewOf(read(palette)).rgb]).toEqual([255, 0, 0, 0, 0, 255]);
    const deep = makePng({
      width: 1,
      height: 1,
      type: 2,
      depth: 16,
      lines: Buffer.from([0, 10, 9, 20, 9, 30, 9]),
    });
    expect([...previewOf(read(deep)).rgb]).toEqual([10, 20, 30]);
    const glass = makePng({
      width: 1,
      height: 1,
      type: 6,
      depth: 8,
      lines: Buffer.from([0, 0, 0, 0, 0]),
    });
    expect([...previewOf(read(glass)).rgb]).toEqual([255, 255, 255]);
    // worked out by hand: 10 20 | sub: 5 5 | up | average | Paeth
    const filtered = makePng({
      width: 2,
      height: 5,
      type: 0,
      depth: 8,
      lines: Buffer.from([0, 10, 20, 1, 5, 5, 2, 1, 1, 3, 2, 2, 4, 1, 1]),
    });
    const greys = [...previewOf(read(filtered)).rgb].filter((_, at) => at % 3 === 0);
    expect(greys).toEqual([10, 20, 5, 10, 6, 11, 5, 10, 6, 11]);
  });
});

describe('what is no paper is refused with a reason', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'papers.empty'],
    ['a program named .jpg', Buffer.from('MZ\x90\0 this is no picture'), 'papers.unknownType'],
    ['a page with a script', Buffer.from('<svg onload="alert(1)">'), 'papers.unknownType'],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'papers.heic'],
    ['half a photo', phonePhoto(1).subarray(0, 1500), 'papers.broken'],
    ['half a scan', scanOf(3).subarray(0, 90), 'papers.broken'],
    ['half a WebP', webpWithExif().subarray(0, 200), 'papers.broken'],
    ['half a PDF', PDF.subarray(0, 40), 'papers.broken'],
  ])('%s', (_name, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  test('a picture that says it is huge', () => {
    const head = Buffer.alloc(0);
    const huge = makePng({ width: 60_000, height: 60_000, type: 2, depth: 8, lines: head });
    expect(codeOf(huge)).toBe('papers.tooManyPixels');
  });

  test('bytes changed at random end in a word, never in a throw or a hang', () => {
    const seed = 20_261_130;
    const random = makeRandom(seed);
    const sources = [phonePhoto(6), goldenPicture('progressive.jpg'), scanOf(7), webpWithExif()];
    for (let round = 0; round < 400; round += 1) {
      const bytes = Buffer.from(sources[round % sources.length] ?? PDF);
      for (let change = 0; change < 6; change += 1) {
        bytes[random.int(bytes.length)] = random.int(256);
      }
      expect(codeOf(bytes), `seed ${seed} round ${round}`).toMatch(/^(ok|papers\.)/);
    }
  });
});
