/**
 * Forward-only SQL files under an advisory lock; each file is one transaction. What takes long on a
 * big table stands in an `.online.sql` file and runs later, see online.ts.
 */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { PROJECT_FOLDER } from '../config.ts';
import { connectClient } from './database.ts';
import { migrateJobs } from './jobs.ts';
import { untilUnlocked } from './lock-wait.ts';

export interface Migration {
  name: string;
  text: string;
  hash: string;
}

/** The database was made by another release: history is not rewritten, so this one does not touch it. */
export class OtherRelease extends Error {
  override name = 'OtherRelease';

  constructor(migration: string) {
    super(
      `Dữ liệu này do một bản phát hành khác tạo ra (${migration} không khớp). ` +
        'Hãy chạy đúng bản phát hành đó, hoặc đặt BAOPHU_DATA sang một thư mục mới. / ' +
        'These data were made by another release: run that release, or set BAOPHU_DATA to a new folder.',
    );
  }
}

const LOCK = 84_200_001;

export const SQL_FOLDER = join(PROJECT_FOLDER, 'sql');

/** Whoever applies this one works on a new database. */
export const FIRST_MIGRATION = '000001_kernel.sql';

const PLAIN_NAME = /^\d{6}_[^.]+\.sql$/;

export async function readMigrations(folder = SQL_FOLDER): Promise<Migration[]> {
  return await readSqlFiles(folder, PLAIN_NAME);
}

export async function readSqlFiles(folder: string, pattern: RegExp): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => pattern.test(name)).sort();
  return await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** Names and hashes of what the database has gone through. */
async function listApplied(client: pg.Client): Promise<Map<string, string>> {
  const known = await client.query<{ name: string; hash: string }>(
    'select name, hash from public.migration',
  );
  return new Map(known.rows.map((row) => [row.name, row.hash]));
}

/**
 * Brings the database to the newest migration. Answers the names applied now.
 * A file that was changed after it had been applied is an error: history is not rewritten.
 */
export async function migrateDatabase(
  url: string,
  onApply?: (name: string) => void,
  folder = SQL_FOLDER,
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await connectClient(url);
  const applied: string[] = [];
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists public.migration (
      name text primary key,
      hash text not null,
      applied_at timestamptz not null default now()
    )`);
    const hashes = await listApplied(client);
    for (const migration of migrations) {
      const hash = hashes.get(migration.name);
      if (hash === migration.hash) continue;
      if (hash !== undefined) {
        throw new OtherRelease(migration.name);
      }
      onApply?.(migration.name);
      await applyWhole(client, migration);
      applied.push(migration.name);
    }
    if (applied.length > 0 || !(await hasJobTables(client))) await migrateJobs(url);
  } finally {
    await client.end();
  }
  return applied;
}

/** A statement that waits for a lock makes everybody behind it wait: it gives up and comes again. */
const LOCK_WAIT = '2s';
const PAUSE_MS = 500;
const TRIES_MAX = 100;

async function applyWhole(client: pg.Client, migration: Migration): Promise<void> {
  const attempt = async (): Promise<void> => {
    await client.query('begin');
    try {
      await client.query(`set local lock_timeout = '${LOCK_WAIT}'`);
      await client.query(migration.text);
      await client.query('insert into public.migration (name, hash) values ($1, $2)', [
        migration.name,
        migration.hash,
      ]);
      await client.query('commit');
    } catch (cause) {
      await client.query('rollback');
      throw cause;
    }
  };
  await untilUnlocked(attempt, { pauseMs: PAUSE_MS, triesMax: TRIES_MAX }).catch((cause: Error) => {
    throw new Error(`migration ${migration.name}: ${cause.message}`, { cause });
  });
}

async function hasJobTables(client: {
  query(text: string): Promise<{ rows: { there: boolean }[] }>;
}): Promise<boolean> {
  const found = await client.query(
    `select to_regclass('graphile_worker.migrations') is not null as there`,
  );
  return found.rows[0]?.there === true;
}

/** Creates the database when it is missing. Answers whether it was created. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<boolean> {
  const client = await connectClient(adminUrl);
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return false;
    await client.query(`create database "${name}"`);
    return true;
  } finally {
    await client.end();
  }
}
