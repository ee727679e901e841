/**
 * The whole product in a test: the server on a port with the built web app, on a database cloned from
 * one in which the Sơn Dương demo was loaded once for the run.
 */
import { serve } from '@hono/node-server';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { jobHandlers, makeServer } from '../src/app.ts';
import { loadDemo } from '../src/demo/load.ts';
import { openDemoUsers } from '../src/demo-start.ts';
import { plantDemoTargets } from '../src/demo-targets.ts';
import { decideRegister } from '../src/entitlement/decide-ops.ts';
import { makeContext } from '../src/installation.ts';
import type { Context } from '../src/stores/context.ts';
import { type Database, connectClient, connectDatabase } from '../src/stores/database.ts';
import { startJobs } from '../src/stores/jobs.ts';
import { loadReference } from '../src/units/loading.ts';
import { ensureWebBuild } from '../src/web-build.ts';
import { TEMPLATE, cloneDatabase, testUrl } from './database.ts';

const DEMO_TEMPLATE = 'baophu_demo_template';
const LOAD_LOCK = 84_200_003;
const BUILD_LOCK = 84_200_005;

export interface TestApp {
  /** http://127.0.0.1:PORT */
  url(): string;
  /** system actor on the app's database */
  ctx(): Context;
  databaseUrl(): string;
  dataFolder(): string;
  /** one-time address that signs in as the demo's first user */
  demoAddress(): Promise<string>;
}

/** Call at the top level of a test file. `web` builds (or finds built) the web app first. */
export function useTestApp(options: { web: boolean }): TestApp {
  const name = `app_${Math.abs(process.pid)}_${performance.now().toString().replace(/\D/g, '')}`;
  const folder = mkdtempSync(join(tmpdir(), 'baophu-app-'));
  const closers: (() => Promise<void>)[] = [];
  let url = '';
  let ctx: Context | undefined;
  beforeAll(async () => {
    await ensureDemoTemplate();
    await cloneDatabase(name, DEMO_TEMPLATE, 'file_copy');
    closers.push(() => dropDatabase(name));
    const log = pino({ level: 'silent' });
    const db: Database = connectDatabase({ url: testUrl(name), connectionsMax: 8 });
    closers.push(() => db.destroy());
    ctx = makeContext(db, log, folder);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const webFolder = options.web ? await buildOnce() : null;
    const config = { publicUrl: null, oidc: null };
    const server = await makeServer({ ctx, databaseUrl: testUrl(name), config, url, webFolder });
    closers.push(() => server.close());
    const jobs = await startJobs(testUrl(name), jobHandlers(ctx), log);
    closers.push(() => jobs.stop());
    const listening = serve({ fetch: server.app.fetch, hostname: '127.0.0.1', port });
    closers.push(async () => {
      await new Promise<void>((resolve) => {
        listening.close(() => resolve());
        if ('closeAllConnections' in listening) listening.closeAllConnections();
      });
    });
  }, 300_000);
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
  const running = (): Context => {
    if (!ctx) throw new Error('the test app runs only inside tests');
    return ctx;
  };
  return {
    url: () => url,
    ctx: running,
    databaseUrl: () => testUrl(name),
    dataFolder: () => folder,
    demoAddress: async () => `${url}${(await openDemoUsers(running())).path}`,
  };
}

/** Two files that ask at once must not build, and put in its place, the same folder. */
export async function buildOnce(): Promise<string> {
  const admin = await connectClient(testUrl('postgres'));
  try {
    await admin.query('select pg_advisory_lock($1)', [BUILD_LOCK]);
    return await ensureWebBuild();
  } finally {
    await admin.end();
  }
}

/** Loaded by the first file that asks; the others wait for it. */
export async function ensureDemoTemplate(): Promise<void> {
  const admin = await connectClient(testUrl('postgres'));
  try {
    await admin.query('select pg_advisory_lock($1)', [LOAD_LOCK]);
    const found = await admin.query('select 1 from pg_database where datname = $1', [
      DEMO_TEMPLATE,
    ]);
    if (found.rowCount) return;
    const working = `${DEMO_TEMPLATE}_loading`;
    await admin.query(`drop database if exists ${working} with (force)`);
    await admin.query(`create database ${working} template ${TEMPLATE}`);
    const db = connectDatabase({ url: testUrl(working), connectionsMax: 4 });
    const ctx = makeContext(db, pino({ level: 'silent' }));
    await loadReference(ctx);
    await loadDemo(ctx, { name: 'son-duong' });
    await plantDemoTargets(ctx);
    await decideRegister(ctx);
    await db.destroy();
    await admin.query(`alter database ${working} rename to ${DEMO_TEMPLATE}`);
  } finally {
    await admin.end();
  }
}

async function dropDatabase(name: string): Promise<void> {
  const admin = await connectClient(testUrl('postgres'));
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
