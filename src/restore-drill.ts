/** What a restored database must show before it may replace the one in use. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { verifyJournal } from './access/journal.ts';
import { checkCounts } from './coverage/check-ops.ts';
import { makeContext } from './installation.ts';
import type { BackupManifest } from './stores/backup.ts';
import { connectDatabase } from './stores/database.ts';

/** The anchors kept so far speak of the replaced journal; they stay beside it under another name. */
export async function setAnchorsAside(dataFolder: string, stamp: string): Promise<void> {
  const file = join(dataFolder, 'secrets', 'journal-anchors.jsonl');
  if (existsSync(file)) await rename(file, `${file}.before-${stamp}`);
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
