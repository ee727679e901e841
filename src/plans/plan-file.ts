/** A plan's file as text: .docx, .pdf with text, and text files in UTF-8 or UTF-16. */
import { readDocxText } from '../formats/docx-read.ts';
import { readPdfText } from '../formats/pdf-text.ts';
import { type Outcome, failure, success } from '../kernel/outcome.ts';

/** What a fault of the format means to somebody who drops in a plan. */
const FAULTS: Readonly<Record<string, string>> = {
  'pdf.encrypted': 'plans.file.encrypted',
  'pdf.withoutText': 'plans.file.withoutText',
};

/**
 * The kind is told by the first bytes, not by the name.
 * @param name shown in faults
 * @returns `plans.file.unknownKind`, `.unreadable`, `.withoutText` or `.encrypted`
 */
export function readPlanFile(bytes: Uint8Array, name: string): Outcome<string> {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  if (start.includes('%PDF')) return renamed(readPdfText(bytes), name);
  if (start.startsWith('PK')) return renamed(readDocxText(bytes), name);
  if (start.startsWith('\u00d0\u00cf')) return failure('plans.file.unknownKind', { name });
  return readText(bytes, name);
}

function renamed(outcome: Outcome<string>, name: string): Outcome<string> {
  if (outcome.ok) return outcome;
  return failure(FAULTS[outcome.faults[0].code] ?? 'plans.file.unreadable', { name });
}

function readText(bytes: Uint8Array, name: string): Outcome<string> {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? failure('plans.file.unknownKind', { name }) : success(text);
  } catch {
    return failure('plans.file.unreadable', { name });
  }
}
