/** Bytes of papers: taken in once cleaned, handed out, and told apart from what nobody needs. */
import { readFile } from 'node:fs/promises';
import { readPaperFile } from '../formats/paper-file.ts';
import { assert } from '../kernel/assert.ts';
import { Refusal } from '../kernel/outcome.ts';
import type { Blobs } from '../stores/blobs.ts';
import type { Context } from '../stores/context.ts';
import { insertFile, listKeptHashes } from './sql.ts';

/** A photo of a phone has 3–8 MB; the screens send some 400 kB. */
export const PAPER_BYTES_MAX = 12 * 1024 * 1024;

/**
 * Keeps an uploaded file without what tells of place, time and device, and answers its new hash. The
 * upload itself goes when nothing else needs it. As owner, in the open transaction.
 */
export async function keepPaperFile(tx: Context, uploadedHash: string): Promise<string> {
  const blobs = blobsOf(tx);
  const read = readPaperFile(await readFile(blobs.pathOf(uploadedHash)));
  if (!read.ok) throw new Refusal(read.faults);
  const { type, bytes, ...picture } = read.value;
  const kept = await blobs.add(once(bytes), bytes.length);
  await insertFile(tx.db, {
    ...kept,
    ...picture,
    mediaType: type,
    at: tx.now().toString(),
  });
  if (kept.hash !== uploadedHash) await dropUpload(tx, uploadedHash);
  return kept.hash;
}

/** A refused or cleaned upload still says where it was taken: it does not wait for the sweep. */
export async function dropUpload(tx: Context, hash: string): Promise<void> {
  const needed = await tx.listeners.filesNeeded(tx, [hash]);
  if (!needed.includes(hash)) await blobsOf(tx).remove(hash);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function blobsOf(ctx: Context): Blobs {
  assert(ctx.blobs, 'papers need the store of files');
  return ctx.blobs;
}

/** Those of the files that are papers, for the sweep of the store. */
export async function listPaperHashes(
  ctx: Context,
  hashes: readonly string[],
): Promise<readonly string[]> {
  return await listKeptHashes(ctx.db, hashes);
}
