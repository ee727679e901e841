/**
 * A photo or scan as it may be kept: its kind told by its bytes, never by its name; place, time and
 * device taken out; a preview too small to read. See docs/decisions/0021-papers.md.
 */
import { type Outcome, failure, success } from '../kernel/outcome.ts';
import { readJpegMeans } from './jpeg-preview.ts';
import { cleanJpeg } from './jpeg-segments.ts';
import { shrink, turn, writePng } from './pixels.ts';
import { cleanPng, readPng } from './png-chunks.ts';
import { cleanWebp } from './webp-chunks.ts';

export const PAPER_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type PaperType = (typeof PAPER_TYPES)[number];

export interface PaperFile {
  type: PaperType;
  /** without what tells of the maker; the same picture always gives the same bytes */
  bytes: Uint8Array;
  /** null of a document */
  width: number | null;
  height: number | null;
  /** PNG of at most 32 × 32; null where none can be made */
  preview: Uint8Array | null;
}

/** On the longer side: one sees which paper it is, and reads no number of it. */
export const PREVIEW_SIDE = 32;
const PIXELS_MAX = 60_000_000;

export function readPaperFile(bytes: Uint8Array): Outcome<PaperFile> {
  if (bytes.length === 0) return failure('papers.empty');
  const kind = kindOf(bytes);
  if (kind === 'heic') return failure('papers.heic');
  if (kind === undefined) return failure('papers.unknownType');
  const read = READERS[kind](bytes);
  if (!read) return failure('papers.broken');
  if ((read.width ?? 0) * (read.height ?? 0) > PIXELS_MAX) {
    return failure('papers.tooManyPixels', { limit: PIXELS_MAX / 1_000_000 });
  }
  return success(read);
}

type Kind = 'jpeg' | 'png' | 'webp' | 'pdf' | 'heic';

function kindOf(bytes: Uint8Array): Kind | undefined {
  const text = (from: number, to: number): string =>
    Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(0, 1024).includes('%PDF-')) return 'pdf';
  const isHeif =
    text(4, 8) === 'ftyp' && /heic|heix|heim|heis|hevc|mif1|msf1|avif/.test(text(8, 32));
  return isHeif ? 'heic' : undefined;
}

const READERS: Readonly<
  Record<Exclude<Kind, 'heic'>, (bytes: Uint8Array) => PaperFile | undefined>
> = {
  jpeg(bytes) {
    const clean = cleanJpeg(bytes);
    if (!clean) return undefined;
    const { width, height, orientation } = clean.frame;
    const means = readJpegMeans(clean.bytes);
    const preview = means ? writePng(turn(shrink(means, PREVIEW_SIDE), orientation)) : null;
    const size = orientation >= 5 ? { width: height, height: width } : { width, height };
    return { type: 'image/jpeg', bytes: clean.bytes, ...size, preview };
  },
  png(bytes) {
    const clean = cleanPng(bytes);
    if (!clean) return undefined;
    const pixels = readPng(clean.bytes);
    const preview = pixels ? writePng(shrink(pixels, PREVIEW_SIDE)) : null;
    return { type: 'image/png', bytes: clean.bytes, ...clean.frame, preview };
  },
  webp(bytes) {
    const clean = cleanWebp(bytes);
    return clean && { type: 'image/webp', bytes: clean.bytes, ...clean.frame, preview: null };
  },
  /** kept as it is: a signed document whose bytes change is no longer signed */
  pdf(bytes) {
    const end = Buffer.from(bytes.subarray(-2048)).toString('latin1');
    if (!end.includes('%%EOF')) return undefined;
    return { type: 'application/pdf', bytes, width: null, height: null, preview: null };
  },
};
