/**
 * Real PostgreSQL for tests: one embedded server for the whole run (unsafe but fast), one migrated
 * template, and a database cloned from it for each file that asks.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { listeners } from '../src/app-listeners.ts';
import { SYSTEM_ACTOR } from '../src/kernel/actor.ts';
import type { Context } from '../src/stores/context.ts';
import { type Database, connectClient, connectDatabase } from '../src/stores/database.ts';
import { jobQueue } from '../src/stores/jobs.ts';
import { migrateDatabase } from '../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../src/stores/pg-embedded.ts';

export const TEMPLATE = 'baophu_template';

export interface TestServer {
  url(database: string): string;
  stop(): Promise<void>;
}

/** Called once a run by test/global-setup.ts. */
export async function startTestServer(): Promise<TestServer> {
  const base = process.env['BAOPHU_TEST_FOLDER'] ?? tmpdir();
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, 'baophu-test-'));
  const server = await startEmbeddedPostgres({ folder, unsafeFast: true });
  const admin = await connectClient(server.url('postgres'));
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrateDatabase(server.url(TEMPLATE));
  return {
    url: (database) => server.url(database),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface TestDatabase {
  /** system actor, listeners wired as in the app */
  ctx(overrides?: Partial<Context>): Context;
  db(): Database;
  url(): string;
}

/**
 * A database of its own for this file, cloned from the migrated template (about 50 ms).
 * Call at the top level of a test file or a describe.
 */
export function useTestDatabase(): TestDatabase {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  let database: Database | undefined;
  const url = testUrl(name);
  beforeAll(async () => {
    await cloneDatabase(name, TEMPLATE);
    database = connectDatabase({ url, connectionsMax: 8 });
  });
  afterAll(async () => {
    await database?.destroy();
    const admin = await connectClient(testUrl('postgres'));
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  const db = (): Database => {
    if (!database) throw new Error('the test database is there only inside tests');
    return database;
  };
  return { db, url: () => url, ctx: (overrides) => ({ ...testContext(db()), ...overrides }) };
}

/**
 * A clone holds its template alone for a moment, so clones wait for each other. Copying files is
 * worth its checkpoints for a template of many rows only.
 */
export async function cloneDatabase(
  name: string,
  template: string,
  strategy: 'wal_log' | 'file_copy' = 'wal_log',
): Promise<void> {
  const admin = await connectClient(testUrl('postgres'));
  try {
    await admin.query('select pg_advisory_lock(84200002)');
    await admin.query(`create database ${name} template ${template} strategy ${strategy}`);
  } finally {
    await admin.end();
  }
}

export function testContext(db: Database): Context {
  return {
    db,
    jobs: jobQueue,
    log: pino({ level: 'silent' }),
    who: SYSTEM_ACTOR,
    now: () => Temporal.Now.instant(),
    newId: () => randomUUID(),
    listeners,
  };
}

export function testUrl(database: string): string {
  const template = process.env['BAOPHU_TEST_URL'];
  if (!template) throw new Error('test/global-setup.ts did not start PostgreSQL');
  return template.replace('DATABASE', database);
}
