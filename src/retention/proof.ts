/** The proof of an erasure: digests of what stood there, and a root over all of them. Pure. */
import { createHash, createHmac } from 'node:crypto';

export interface ProofItem {
  itemNo: number;
  kind: string;
  ref: number;
  unitId: number | null;
  rows: number;
  digest: Buffer;
  fileHashes: readonly string[];
  journalSeqs: readonly number[];
  erasedAt: string;
}

/** What a certificate says in words and numbers; no name, no number of a person. */
export interface CertificateContent {
  certificateOf: { rule: string; days: number | null; basis: string; deed: string };
  runId: number;
  unitId: number;
  asOf: string;
  reason: string;
  document: string;
  proposedBy: string;
  approvedBy: string | null;
  /** how many of each kind */
  counts: Readonly<Record<string, number>>;
  rows: number;
  from: string;
  to: string;
}

/**
 * Of the data as they stood, with a key kept beside the database: who has the data and the key can show
 * that these were erased; who has only the database cannot try names against it.
 */
export function digestOf(value: unknown, key: Buffer): Buffer {
  return createHmac('sha256', key).update(canonical(value), 'utf8').digest();
}

export const FIRST_ROOT = Buffer.alloc(32);

export function rootOf(
  previous: Buffer,
  content: CertificateContent,
  items: readonly ProofItem[],
): Buffer {
  const hash = createHash('sha256').update(previous).update(canonical(content), 'utf8');
  for (const item of items) {
    hash.update(
      canonical([
        item.itemNo,
        item.kind,
        item.ref,
        item.unitId,
        item.rows,
        item.digest.toString('hex'),
        item.fileHashes,
        item.journalSeqs,
        new Date(item.erasedAt).toISOString(),
      ]),
      'utf8',
    );
  }
  return hash.digest();
}

/** JSON with the keys of objects in order: the column that keeps it has an order of its own. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
