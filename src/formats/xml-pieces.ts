/**
 * Cuts a stream of XML before the last start of an element that repeats (`row`, `si`), so that a
 * scanner only ever sees whole elements. Each piece comes as bytes and as their Latin-1 string: a
 * place in one is the same place in the other, searching is fast and no letter is decoded that
 * nobody asks for.
 */
import { refuse } from '../kernel/outcome.ts';

export interface XmlPiece {
  bytes: Buffer;
  latin: string;
  /** past the end of what holds the elements; comes only when asked for */
  isRest?: boolean;
}

export interface PiecesOptions {
  /** for faults */
  part: string;
  /** without prefix */
  element: string;
  /** bytes of one element at most */
  elementBytesMax: number;
  /** the element around them, after whose end nothing is read */
  until: string;
  /** what comes after all the same, in pieces cut anywhere */
  withRest?: boolean;
}

/** The first piece holds what stands before the first element as well, the last what stands after. */
export async function* xmlPieces(
  chunks: AsyncIterable<Buffer>,
  { part, element, elementBytesMax, until, withRest }: PiecesOptions,
): AsyncGenerator<XmlPiece> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let tryAt = 0;
  let prefix: string | undefined;
  let isRest = false;
  for await (const chunk of inUtf8(chunks)) {
    if (isRest) {
      yield { bytes: chunk, latin: chunk.toString('latin1'), isRest };
      continue;
    }
    waiting.push(chunk);
    waitingBytes += chunk.length;
    // an element longer than the piece is searched for again only when twice as much is there
    if (waitingBytes < tryAt) continue;
    const bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting);
    const latin = bytes.toString('latin1');
    prefix ??= prefixOf(latin, part);
    const cut = lastElement(latin, `<${prefix}${element}`);
    if (latin.includes(`</${prefix}${until}`, Math.max(cut, 0))) {
      yield { bytes, latin };
      if (withRest !== true) return;
      isRest = true;
      waiting = [];
      waitingBytes = 0;
      continue;
    }
    if (cut <= 0 && waitingBytes > elementBytesMax) refuse('table.bomb', { part });
    if (cut > 0) yield { bytes: bytes.subarray(0, cut), latin: latin.slice(0, cut) };
    // a copy, so that a short rest does not hold the whole piece
    const rest = cut > 0 ? Buffer.from(bytes.subarray(cut)) : bytes;
    waiting = [rest];
    waitingBytes = rest.length;
    tryAt = rest.length * 2;
  }
  const bytes = waiting.length === 1 ? waiting[0] : Buffer.concat(waiting);
  if (bytes && bytes.length > 0) yield { bytes, latin: bytes.toString('latin1') };
}

const ROOT = /<(?!\?|!)([\w.-]+:)?[\w.-]+/;
const HEAD_CHARS = 4096;

/** The prefix of the root, with its colon; refuses a document type, the way in of XML bombs. */
function prefixOf(latin: string, part: string): string {
  const head = latin.slice(0, HEAD_CHARS);
  if (/<!DOCTYPE|<!ENTITY/i.test(head)) refuse('table.doctype', { part });
  return ROOT.exec(head)?.[1] ?? '';
}

function lastElement(latin: string, start: string): number {
  let at = latin.length;
  while (at > 0) {
    at = latin.lastIndexOf(start, at - 1);
    if (at <= 0) return at;
    const next = latin.charCodeAt(at + start.length);
    // a space, a line end, `>` or `/`: not another element whose name only begins so
    if (next === 32 || next === 62 || next === 47 || (next >= 9 && next <= 13)) return at;
  }
  return -1;
}

/** Parts in UTF-16 are allowed, though rare. */
async function* inUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) {
      isFirst = false;
      if (chunk[0] === 0xff && chunk[1] === 0xfe) decoder = new TextDecoder('utf-16le');
      if (chunk[0] === 0xfe && chunk[1] === 0xff) decoder = new TextDecoder('utf-16be');
    }
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
}
