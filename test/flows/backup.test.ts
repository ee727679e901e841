/** The drill: back up while people work, restore, and find everything again. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordInJournal, verifyJournal } from '../../src/access/journal.ts';
import { checkCounts } from '../../src/coverage/check-ops.ts';
import { makeContext } from '../../src/installation.ts';
import { recordFacts } from '../../src/registry/ops.ts';
import { verifyRestored } from '../../src/restore-drill.ts';
import { backupDatabase, restoreDatabase } from '../../src/stores/backup.ts';
import { inTransaction } from '../../src/stores/context.ts';
import { connectClient, connectDatabase } from '../../src/stores/database.ts';
import { decideRegister } from '../../src/entitlement/decide-ops.ts';
import { TEMPLATE, cloneDatabase, testUrl } from '../database.ts';
import { loadProvince } from '../province.ts';

const NAME = `drill_${process.pid}`;
/** Enough that a write comes in the middle of the copying. */
const PEOPLE = 12_000;
const log = pino({ level: 'silent' });
const folder = mkdtempSync(join(tmpdir(), 'baophu-drill-'));
const target = { urlOf: testUrl, database: NAME };

beforeAll(async () => {
  await cloneDatabase(NAME, TEMPLATE);
  await withDatabase(async (ctx) => {
    await loadProvince(ctx, { people: PEOPLE });
    await decideRegister(ctx);
  });
}, 300_000);

afterAll(async () => {
  const admin = await connectClient(testUrl('postgres'));
  const found = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like '${NAME}%'`,
  );
  for (const row of found.rows) {
    await admin.query(`drop database if exists "${row.datname}" with (force)`);
  }
  await admin.end();
  rmSync(folder, { recursive: true, force: true });
});

async function withDatabase<T>(
  work: (ctx: ReturnType<typeof makeContext>) => Promise<T>,
): Promise<T> {
  const db = connectDatabase({ url: testUrl(NAME), connectionsMax: 4 });
  try {
    return await work(makeContext(db, log));
  } finally {
    await db.destroy();
  }
}

async function countPeople(ctx: ReturnType<typeof makeContext>): Promise<number> {
  const found = await sql<{ n: number }>`select count(*) as n from registry.person`.execute(ctx.db);
  return found.rows[0]?.n ?? 0;
}

async function addPerson(ctx: ReturnType<typeof makeContext>, name: string): Promise<void> {
  const done = await recordFacts(ctx, { reason: 'diễn tập' }, [
    {
      kind: 'addPerson',
      person: 'new:a',
      provinceCode: '08',
      attributes: { fullName: name, birthDate: '1990-01-01', sex: 'female' },
    },
  ]);
  expect(done).toMatchObject({ ok: true });
  await inTransaction(ctx, (tx) =>
    recordInJournal(tx, {
      kind: 'change',
      action: 'drill',
      reason: 'diễn tập',
      role: null,
      unitIds: [],
      personIds: [],
    }),
  );
}

test('a backup taken while people work restores whole, and keeps the replaced database', async () => {
  const backup = join(folder, 'one');
  const before = await withDatabase(async (ctx) => {
    await addPerson(ctx, 'Trước Khi Sao Lưu');
    const people = await countPeople(ctx);
    // a write in the middle of the copying belongs to after the snapshot, whole
    const taking = backupDatabase(testUrl(NAME), backup);
    await addPerson(ctx, 'Trong Khi Sao Lưu').catch(() => {});
    const manifest = await taking;
    const saved = manifest.tables.find((table) => table.name === 'registry.person')?.rows ?? 0;
    expect([people, people + 1]).toContain(saved);
    return { saved, now: await countPeople(ctx) };
  });
  expect(before.now).toBeGreaterThanOrEqual(before.saved);
  const done = await restoreDatabase(target, backup, (url, manifest) =>
    verifyRestored(url, manifest, log),
  );
  await withDatabase(async (ctx) => {
    expect(await countPeople(ctx)).toBe(before.saved);
    expect((await verifyJournal(ctx)).ok).toBe(true);
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
    // sequences go on where they stood
    await addPerson(ctx, 'Sau Khi Khôi Phục');
    expect(await countPeople(ctx)).toBe(before.saved + 1);
  });
  const admin = await connectClient(testUrl(done.replaced));
  const kept = await admin.query<{ n: number }>('select count(*) as n from registry.person');
  expect(kept.rows[0]?.n).toBe(before.now);
  await admin.end();
}, 300_000);

test('a backup with a changed file is refused and nothing is replaced', async () => {
  const backup = join(folder, 'one');
  const file = readdirSync(join(backup, 'tables')).find((name) =>
    name.startsWith('registry.entry'),
  );
  const path = join(backup, 'tables', file ?? '');
  const manifestPath = join(backup, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as {
    tables: { name: string; sha256: string }[];
  };
  for (const table of manifest.tables) {
    if (table.name === 'registry.entry') table.sha256 = 'x'.repeat(64);
  }
  writeFileSync(manifestPath, JSON.stringify(manifest));
  const people = await withDatabase(countPeople);
  const restoring = restoreDatabase(target, backup, async () => {});
  await expect(restoring).rejects.toThrow('registry.entry: the file was changed');
  expect(path).toContain('registry.entry');
  expect(await withDatabase(countPeople)).toBe(people);
}, 300_000);
