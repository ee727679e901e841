/**
 * Files people brought, under the hash of their bytes: the same file twice is kept once. In the
 * installation's own folder (0700), never changed, streamed in and out.
 */
import { createHash, randomUUID } from 'node:crypto';
import { type ReadStream, createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Blob {
  /** sha-256 in hexadecimal */
  hash: string;
  bytes: number;
}

export interface Blobs {
  /** Throws `BlobTooLarge` beyond the limit; what was written so far is gone then. */
  add(source: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Blob>;
  has(hash: string): Promise<boolean>;
  /** where the bytes lie, for readers that need a file */
  pathOf(hash: string): string;
  read(hash: string): ReadStream;
  remove(hash: string): Promise<void>;
  /** everything kept that is older than an instant, in milliseconds since 1970 */
  listOlderThan(epochMs: number): Promise<string[]>;
}

export class BlobTooLarge extends Error {
  override name = 'BlobTooLarge';
}

const HASH = /^[0-9a-f]{64}$/;

export function openBlobs(folder: string): Blobs {
  const incoming = join(folder, 'incoming');
  const ready = mkdir(incoming, { recursive: true, mode: 0o700 });
  ready.catch(() => {});

  function pathOf(hash: string): string {
    if (!HASH.test(hash)) throw new Error('not the hash of a file');
    return join(folder, hash.slice(0, 2), hash);
  }

  return {
    pathOf,
    read: (hash) => createReadStream(pathOf(hash)),
    has: (hash) =>
      stat(pathOf(hash)).then(
        () => true,
        () => false,
      ),
    remove: (hash) => rm(pathOf(hash), { force: true }),
    async add(source, bytesMax) {
      await ready;
      const working = join(incoming, randomUUID());
      try {
        const blob = await write(working, source, bytesMax);
        await mkdir(join(folder, blob.hash.slice(0, 2)), { recursive: true, mode: 0o700 });
        await rename(working, pathOf(blob.hash));
        return blob;
      } catch (cause) {
        await rm(working, { force: true });
        throw cause;
      }
    },
    async listOlderThan(epochMs) {
      await ready;
      const found: string[] = [];
      for (const name of await readdir(folder, { recursive: true })) {
        const hash = name.slice(-64);
        if (!HASH.test(hash)) continue;
        const { mtimeMs } = await stat(pathOf(hash));
        if (mtimeMs < epochMs) found.push(hash);
      }
      return found;
    },
  };
}

async function write(
  path: string,
  source: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<Blob> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) throw new BlobTooLarge(`more than ${bytesMax} bytes`);
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { hash: hash.digest('hex'), bytes };
}
