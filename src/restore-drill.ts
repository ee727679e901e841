/** What a restored database must show before it may replace the one in use. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { verifyJournal } from './access/journal.ts';
import { checkCounts } from './coverage/check-ops.ts';
import { makeContext } from './installation.ts';
import { listAllHashes } from './papers/sql.ts';
import { type Erasures, reapplyErasures } from './retention/reapply-ops.ts';
import type { BackupManifest } from './stores/backup.ts';
import type { Blobs } from './stores/blobs.ts';
import { connectDatabase } from './stores/database.ts';
import type { Vault } from './stores/vault.ts';

/** The anchors kept so far speak of the replaced journal; they stay beside it under another name. */
export async function setAnchorsAside(dataFolder: string, stamp: string): Promise<void> {
  const file = join(dataFolder, 'secrets', 'journal-anchors.jsonl');
  if (existsSync(file)) await rename(file, `${file}.before-${stamp}`);
}

/**
 * Every paper of the restored database has its bytes in one of the stores, unchanged. What was erased
 * since the backup may be gone.
 */
export async function verifyFiles(
  url: string,
  stores: readonly Blobs[],
  erasedHashes: readonly string[],
): Promise<number> {
  const db = connectDatabase({ url, connectionsMax: 2 });
  const faults: string[] = [];
  try {
    const erased = new Set(erasedHashes);
    const hashes = (await listAllHashes(db)).filter((hash) => !erased.has(hash));
    for (const hash of hashes) {
      const store = await firstWith(stores, hash);
      if (!store) faults.push(`file ${hash} is missing`);
      else if ((await hashOfFile(store, hash)) !== hash) faults.push(`file ${hash} was changed`);
    }
    if (faults.length === 0) return hashes.length;
  } finally {
    await db.destroy();
  }
  throw new Error(`the files of papers are not whole:\n${faults.slice(0, 20).join('\n')}`);
}

async function firstWith(stores: readonly Blobs[], hash: string): Promise<Blobs | undefined> {
  for (const store of stores) if (await store.has(hash)) return store;
  return undefined;
}

async function hashOfFile(store: Blobs, hash: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of store.read(hash)) digest.update(chunk as Uint8Array);
  return digest.digest('hex');
}

/** On the restored database, before it is used: who was erased since the backup is erased again. */
export async function eraseAgain(
  url: string,
  erasures: Erasures,
  log: Logger,
  vault: Vault | undefined,
): Promise<number> {
  const db = connectDatabase({ url, connectionsMax: 4 });
  try {
    const ctx = { ...makeContext(db, log), ...(vault ? { vault } : {}) };
    const people = await reapplyErasures(ctx, erasures);
    const coverage = await checkCounts(ctx);
    const journal = await verifyJournal({ ...makeContext(db, log) });
    if (coverage.differenceCount > 0 || !journal.ok) {
      throw new Error('erasing again what was erased before did not leave the data whole');
    }
    return people;
  } finally {
    await db.destroy();
  }
}

/** Throws, naming every difference: rows of each table, the journal's chain, coverage against its facts. */
export async function verifyRestored(
  url: string,
  manifest: BackupManifest,
  log: Logger,
): Promise<void> {
  const db = connectDatabase({ url, connectionsMax: 4 });
  const faults: string[] = [];
  try {
    // without the vault: its anchors know lines that were written after this backup was taken
    const ctx = makeContext(db, log);
    for (const table of manifest.tables) {
      const found = await sql<{ n: number }>`
        select count(*) as n from ${sql.raw(table.name)}`.execute(db);
      const rows = found.rows[0]?.n ?? 0;
      if (rows !== table.rows) faults.push(`${table.name}: ${rows} rows, backup has ${table.rows}`);
    }
    const journal = await verifyJournal(ctx);
    if (!journal.ok) faults.push(`journal broken: ${JSON.stringify(journal)}`);
    const coverage = await checkCounts(ctx);
    if (coverage.differenceCount > 0) {
      faults.push(`coverage: ${JSON.stringify(coverage.differences.slice(0, 5))}`);
    }
  } finally {
    await db.destroy();
  }
  if (faults.length > 0) throw new Error(`the restored data are not whole:\n${faults.join('\n')}`);
}
