/** kill -9 in the middle of a bulk load: nothing committed is lost, nothing is half-written. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { checkCounts } from '../../src/coverage/check-ops.ts';
import { type Installation, openInstallation } from '../../src/installation.ts';

const folder = mkdtempSync(join(tmpdir(), 'baophu-crash-'));
const dataFolder = join(folder, 'var');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function startChild(): ChildProcess {
  const script = join(import.meta.dirname, '..', 'crash-child.ts');
  return spawn(process.execPath, [script, dataFolder], { stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Resolves when the child has said the word; fails when it ends without. */
async function waitFor(child: ChildProcess, word: string): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('\n').includes(word)) resolve();
    });
    child.once('exit', () => reject(new Error(`ended after: ${said}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

async function opened<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const config = { ...readConfig({}), dataFolder, databaseUrl: null };
  const installation = await openInstallation(config, { log: pino({ level: 'silent' }) });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

async function countRows(installation: Installation): Promise<number[]> {
  const found = await sql<{ n: number }>`
    select count(*) as n from registry.person_version
    union all select count(*) from registry.participation
    union all select count(*) from registry.entry
    union all select count(*) from coverage.count`.execute(installation.db);
  return found.rows.map((row) => row.n);
}

test('the server is killed in the middle of a load', async () => {
  const child = startChild();
  await waitFor(child, 'participation');
  child.kill('SIGKILL');
  await ended(child);
  expect(await opened(countRows)).toEqual([0, 0, 0, 0]);
}, 180_000);

test('PostgreSQL is killed in the middle of a load', async () => {
  const child = startChild();
  await waitFor(child, 'participation');
  const pid = Number(readFileSync(join(dataFolder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  await ended(child);
  expect(child.exitCode).not.toBe(0);
  expect(await opened(countRows)).toEqual([0, 0, 0, 0]);
}, 180_000);

test('the load then goes through, and what it committed survives a kill', async () => {
  const child = startChild();
  await waitFor(child, 'loaded');
  child.kill('SIGKILL');
  await ended(child);
  await opened(async (installation) => {
    const [people = 0, cards = 0, entries = 0, counts = 0] = await countRows(installation);
    expect(people).toBeGreaterThan(19_000);
    expect(cards).toBeGreaterThan(people);
    expect(entries).toBeGreaterThan(0);
    expect(counts).toBeGreaterThan(0);
    expect((await checkCounts(installation.ctx)).differenceCount).toBe(0);
  });
}, 180_000);
