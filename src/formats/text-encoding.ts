/** Bytes of a text file to text: which encoding they are in, and a decoder for pieces of them. */
import { isUtf8 } from 'node:buffer';
import { convertLegacy, vietnameseShare } from '../kernel/legacy-text.ts';
import type { TextEncoding } from './table.ts';

export interface FoundEncoding {
  encoding: TextEncoding;
  /** bytes of the mark at the beginning */
  markBytes: number;
  /** bytes that are no UTF-8 stand in a text that otherwise is */
  isDamaged: boolean;
}

/** Decodes piece by piece; `finish` gives what was left of a character cut in two. */
export interface TextDecoding {
  push(bytes: Uint8Array): string;
  finish(): string;
}

/** Share of words with marks that must be possible Vietnamese before a legacy encoding is believed. */
const LEGACY_SHARE_MIN = 0.6;

/**
 * From a sample of the bytes. UTF-8 when it can be; UTF-16 without a mark by its zero bytes; among
 * the one-byte encodings the one that yields most Vietnamese words.
 */
export function findEncoding(sample: Uint8Array): FoundEncoding {
  const found = (encoding: TextEncoding, markBytes = 0, isDamaged = false): FoundEncoding => ({
    encoding,
    markBytes,
    isDamaged,
  });
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return found('utf-8', 3);
  if (sample[0] === 0xff && sample[1] === 0xfe) return found('utf-16le', 2);
  if (sample[0] === 0xfe && sample[1] === 0xff) return found('utf-16be', 2);
  const wide = wideEncoding(sample);
  if (wide) return found(wide);
  const whole = withoutCutEnd(sample);
  if (isUtf8(whole)) return found('utf-8');
  const oneByte = oneByteEncoding(whole);
  return oneByte ? found(oneByte) : found('utf-8', 0, true);
}

/** Letters of Vietnamese in UTF-16 have a zero, 1 or 0x1e in every second byte, and line ends a zero. */
function wideEncoding(sample: Uint8Array): TextEncoding | undefined {
  const pairs = Math.min(sample.length, 8192) >> 1;
  if (pairs < 2) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (sample[at] === 0) evenZeros += 1;
    if (sample[at + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.05) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.05) return 'utf-16be';
  return undefined;
}

/** Without the character that the sample cut in two. */
function withoutCutEnd(sample: Uint8Array): Uint8Array {
  let end = sample.length;
  for (let back = 1; back <= 3 && back <= sample.length; back += 1) {
    const byte = sample[sample.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (length > back) end = sample.length - back;
      break;
    }
    if (byte < 0x80) break;
  }
  return sample.subarray(0, end);
}

const ONE_BYTE: readonly TextEncoding[] = ['tcvn3', 'vni', 'windows-1258', 'windows-1252'];

function oneByteEncoding(sample: Uint8Array): TextEncoding | undefined {
  let best: TextEncoding | undefined;
  let bestShare = -1;
  for (const encoding of ['utf-8', ...ONE_BYTE] as const) {
    const share = vietnameseShare([decodeWhole(sample, encoding)]);
    if (share > bestShare + 1e-9) {
      best = encoding;
      bestShare = share;
    }
  }
  if (best === 'utf-8') return undefined;
  return bestShare >= LEGACY_SHARE_MIN ? best : 'windows-1252';
}

function decodeWhole(bytes: Uint8Array, encoding: TextEncoding): string {
  const decoding = startDecoding(encoding);
  const text = decoding.push(bytes) + decoding.finish();
  return encoding === 'tcvn3' || encoding === 'vni' ? convertLegacy(text, encoding) : text;
}

/**
 * Bytes that mean nothing in the encoding become U+FFFD. TCVN3 and VNI come out as their fonts' CP1252:
 * `convertLegacy` is for whole fields, since letters of VNI are pairs.
 */
export function startDecoding(encoding: TextEncoding): TextDecoding {
  const isLegacyFont = encoding === 'tcvn3' || encoding === 'vni';
  const decoder = new TextDecoder(isLegacyFont ? 'windows-1252' : encoding, { ignoreBOM: true });
  return {
    push: (bytes) => decoder.decode(bytes, { stream: true }),
    finish: () => decoder.decode(),
  };
}
