/**
 * A backup is a folder: `manifest.json` and one gzipped COPY file a table, all read in ONE
 * repeatable-read snapshot while people go on working. It needs no tool of PostgreSQL and restores
 * into any version ≥ 15. Restoring fills a new database beside the old one, verifies it, and only
 * then changes the names: at every moment one whole database is there.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connectClient } from './database.ts';
import { ensureDatabase, migrateDatabase, readMigrations } from './migrate.ts';

export interface BackupManifest {
  format: 1;
  takenAt: string;
  migrations: { name: string; hash: string }[];
  tables: { name: string; columns: string[]; rows: number; sha256: string }[];
  sequences: { name: string; value: number }[];
}

const SKIPPED_SCHEMAS = ['pg_catalog', 'information_schema', 'graphile_worker', 'pg_toast'];

/** Writes the backup into `folder` (must not exist). Answers its manifest. */
export async function backupDatabase(
  url: string,
  folder: string,
  onTable?: (name: string, share: number) => void,
): Promise<BackupManifest> {
  const working = `${folder}.unfinished`;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(join(working, 'tables'), { recursive: true, mode: 0o700 });
  const client = await connectClient(url);
  try {
    await client.query('begin isolation level repeatable read read only');
    const manifest: BackupManifest = {
      format: 1,
      takenAt: await readClock(client),
      migrations: (await readMigrations()).map(({ name, hash }) => ({ name, hash })),
      tables: [],
      sequences: await listSequences(client),
    };
    const tables = await listTables(client);
    for (const [at, table] of tables.entries()) {
      onTable?.(table.name, at / tables.length);
      manifest.tables.push(await saveTable(client, table, working));
    }
    await client.query('commit');
    await writeFile(join(working, 'manifest.json'), JSON.stringify(manifest, null, 1));
    await rename(working, folder);
    return manifest;
  } finally {
    await client.end();
  }
}

async function readClock(client: pg.Client): Promise<string> {
  const found = await client.query<{ at: string }>('select now() as at');
  return found.rows[0]?.at ?? '';
}

interface TableShape {
  name: string;
  columns: string[];
}

async function listTables(client: pg.Client): Promise<TableShape[]> {
  const found = await client.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       array_agg(quote_ident(a.attname) order by a.attnum) as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.relpersistence = 'p' and a.attgenerated = ''
       and n.nspname <> all ($1) and not (n.nspname = 'public' and c.relname = 'migration')
     group by n.nspname, c.relname
     order by n.nspname, c.relname`,
    [SKIPPED_SCHEMAS],
  );
  return found.rows;
}

async function listSequences(client: pg.Client): Promise<{ name: string; value: number }[]> {
  const found = await client.query<{ name: string; value: number }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value as value
     from pg_sequences
     where schemaname <> all ($1) and last_value is not null
     order by 1`,
    [SKIPPED_SCHEMAS],
  );
  return found.rows;
}

async function saveTable(
  client: pg.Client,
  table: TableShape,
  folder: string,
): Promise<BackupManifest['tables'][number]> {
  const hash = createHash('sha256');
  let rows = 0;
  const watch = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      for (const byte of chunk) if (byte === 10) rows += 1;
      done(null, chunk);
    },
  });
  const source = client.query(copyTo(`copy ${table.name} (${table.columns.join(', ')}) to stdout`));
  const file = createWriteStream(tableFile(folder, table.name), { mode: 0o600 });
  await pipeline(source, watch, createGzip({ level: 3 }), file);
  return { name: table.name, columns: table.columns, rows, sha256: hash.digest('hex') };
}

function tableFile(folder: string, table: string): string {
  return join(folder, 'tables', `${table.replaceAll('"', '')}.copy.gz`);
}

export async function readManifest(folder: string): Promise<BackupManifest> {
  const manifest = JSON.parse(
    await readFile(join(folder, 'manifest.json'), 'utf8'),
  ) as BackupManifest;
  if (manifest.format !== 1) throw new Error(`unknown backup format in ${folder}`);
  return manifest;
}

export interface RestoreTarget {
  urlOf(database: string): string;
  /** name the product uses; replaced at the end */
  database: string;
}

/**
 * Restores into a new database, lets `verify` look at it (it throws when something is wrong), then
 * swaps the names. Answers the name under which the replaced database is kept.
 */
export async function restoreDatabase(
  target: RestoreTarget,
  folder: string,
  verify: (url: string, manifest: BackupManifest) => Promise<void>,
  onTable?: (name: string, share: number) => void,
): Promise<{ manifest: BackupManifest; replaced: string }> {
  const manifest = await readManifest(folder);
  await checkMigrations(manifest);
  const stamp = manifest.takenAt.replace(/\D/g, '').slice(0, 14);
  const fresh = `${target.database}_restored_${stamp}`;
  const admin = await connectClient(target.urlOf('postgres'));
  try {
    await admin.query(`drop database if exists "${fresh}" with (force)`);
    await ensureDatabase(target.urlOf('postgres'), fresh);
    await migrateDatabase(target.urlOf(fresh));
    await fillDatabase(target.urlOf(fresh), manifest, folder, onTable);
    await verify(target.urlOf(fresh), manifest);
    const replaced = `${target.database}_before_${stamp}`;
    await swapNames(admin, target.database, fresh, replaced);
    return { manifest, replaced };
  } finally {
    await admin.end();
  }
}

/** A backup of an older release restores only where its migrations are a prefix of ours. */
async function checkMigrations(manifest: BackupManifest): Promise<void> {
  const ours = await readMigrations();
  const same =
    manifest.migrations.length === ours.length &&
    manifest.migrations.every((migration, at) => ours[at]?.hash === migration.hash);
  if (!same) {
    throw new Error('the backup is of another release: restore it with that release, then upgrade');
  }
}

async function fillDatabase(
  url: string,
  manifest: BackupManifest,
  folder: string,
  onTable?: (name: string, share: number) => void,
): Promise<void> {
  const client = await connectClient(url);
  try {
    await client.query('begin');
    // Foreign keys and triggers were true in the snapshot; they are not run again row by row.
    await client.query(`set local session_replication_role = 'replica'`);
    for (const [at, table] of manifest.tables.entries()) {
      onTable?.(table.name, at / manifest.tables.length);
      await client.query(`delete from ${table.name}`);
      await loadTable(client, table, folder);
    }
    for (const sequence of manifest.sequences) {
      await client.query('select setval($1::regclass, $2)', [sequence.name, sequence.value]);
    }
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

async function loadTable(
  client: pg.Client,
  table: BackupManifest['tables'][number],
  folder: string,
): Promise<void> {
  const hash = createHash('sha256');
  const watch = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const sink = client.query(
    copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`),
  );
  await pipeline(createReadStream(tableFile(folder, table.name)), createGunzip(), watch, sink);
  if (hash.digest('hex') !== table.sha256) throw new Error(`${table.name}: the file was changed`);
}

async function swapNames(
  admin: pg.Client,
  current: string,
  fresh: string,
  replaced: string,
): Promise<void> {
  const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = any ($1)`;
  await admin.query(`drop database if exists "${replaced}" with (force)`);
  await admin.query(`alter database "${current}" allow_connections false`);
  await admin.query(end, [[current, fresh]]);
  await admin.query(`alter database "${current}" rename to "${replaced}"`);
  await admin.query(`alter database "${fresh}" rename to "${current}"`);
  await admin.query(`alter database "${replaced}" allow_connections true`);
}
