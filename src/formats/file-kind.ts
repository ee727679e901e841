/** What a file is, by its first bytes: names and the types that senders state are often wrong. */
import type { Fault } from '../kernel/outcome.ts';

export type FileKind = 'zip' | 'compound' | 'html' | 'xml' | 'text';

const SIGNATURES: readonly { bytes: string; fault: Fault }[] = [
  { bytes: '%PDF', fault: other('PDF') },
  { bytes: '{\\rtf', fault: other('Word (.rtf)') },
  { bytes: '\x89PNG', fault: other('ảnh PNG') },
  { bytes: '\xff\xd8\xff', fault: other('ảnh JPEG') },
  { bytes: 'GIF8', fault: other('ảnh GIF') },
  { bytes: 'BM', fault: other('ảnh BMP') },
  { bytes: 'MZ', fault: { code: 'table.unknownKind' } },
  { bytes: '\x7fELF', fault: { code: 'table.unknownKind' } },
  { bytes: 'SQLite format 3', fault: other('SQLite') },
  { bytes: 'Rar!', fault: { code: 'table.archive' } },
  { bytes: "7z\xbc\xaf'\x1c", fault: { code: 'table.archive' } },
  { bytes: '\x1f\x8b', fault: { code: 'table.archive' } },
  { bytes: 'BZh', fault: { code: 'table.archive' } },
  { bytes: '\xfd7zXZ', fault: { code: 'table.archive' } },
  { bytes: '\x09\x00\x04\x00', fault: old('Excel 2') },
  { bytes: '\x09\x02\x06\x00', fault: old('Excel 3') },
  { bytes: '\x09\x04\x06\x00', fault: old('Excel 4') },
  { bytes: '\x09\x08', fault: old('Excel 5') },
  { bytes: '\x00\x00\x02\x00', fault: old('Lotus 1-2-3') },
  { bytes: '\x00\x00\x1a\x00', fault: old('Lotus 1-2-3') },
  { bytes: 'ID;P', fault: old('SYLK') },
  { bytes: 'MIME-Version:', fault: old('MHTML') },
];

const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** The kind, or why files of this kind are not read. */
export function sniffKind(head: Uint8Array): FileKind | Fault {
  const latin = Buffer.from(head).toString('latin1');
  if (['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].some((mark) => latin.startsWith(mark)))
    return 'zip';
  if (latin.startsWith(COMPOUND)) return 'compound';
  // two letters may begin a text as well: "BMI", "MZ-1"; binary data soon holds a zero
  const isBinary = hasControls(head);
  for (const { bytes, fault } of SIGNATURES) {
    if (latin.startsWith(bytes) && (bytes.length > 2 || isBinary)) return fault;
  }
  const isWide = latin.startsWith('\xff\xfe') || latin.startsWith('\xfe\xff');
  const text = isWide ? latin.replaceAll('\0', '').slice(2) : latin.replace(/^\xef\xbb\xbf/, '');
  const start = text.trimStart().slice(0, 2048);
  if (/^<\?xml|^<(\w+:)?workbook/i.test(start) && /spreadsheet/i.test(start)) return 'xml';
  if (/^<(!doctype html|html|head|body|meta|style|table|div|center|tr|title)\b/i.test(start)) {
    return 'html';
  }
  if (/^<(\?xml|!--|!doctype)/i.test(start)) {
    return /<(html|table)\b/i.test(start) ? 'html' : xmlFault(start);
  }
  if (isBinary && !isUtf16(head)) return { code: 'table.unknownKind' };
  return 'text';
}

function other(kind: string): Fault {
  return { code: 'table.otherKind', params: { kind } };
}

function old(kind: string): Fault {
  return { code: 'table.oldKind', params: { kind } };
}

function xmlFault(start: string): Fault {
  if (/<!doctype|<!entity/i.test(start)) return { code: 'table.doctype', params: { part: 'XML' } };
  return other('XML');
}

/** Control characters that no text has; a few zeros alone are not yet a binary file. */
function hasControls(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls += 1;
  }
  return controls > head.length * 0.02;
}

/** Zeros at every second byte only. */
function isUtf16(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  let even = 0;
  let odd = 0;
  head.forEach((byte, at) => {
    if (byte === 0 && at % 2 === 0) even += 1;
    else if (byte === 0) odd += 1;
  });
  return Math.max(even, odd) > head.length * 0.2 && Math.min(even, odd) < head.length * 0.02;
}
