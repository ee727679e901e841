/** kill -9 in the middle of every step of a list: nothing is half-in, and the same list goes on. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type Installation, openInstallation } from '../../src/installation.ts';
import { commitList, undoList } from '../../src/lists/commit-ops.ts';
import { checkRegister } from '../../src/registry/ops.ts';

const folder = mkdtempSync(join(tmpdir(), 'baophu-list-'));
const dataFolder = join(folder, 'var');
const path = join(folder, 'dan-cu.csv');
const ROWS = 40;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORDS = 'An Bình Cúc Dung Hà Hòa Khoa Lan'.split(' ');
const lines = Array.from(
  { length: ROWS },
  (_, at) =>
    `Lò ${WORDS[at % 8]} ${WORDS[Math.floor(at / 8)]},${1 + (at % 28)}/02/19${50 + at},Nam`,
);
writeFileSync(path, `Họ và tên,Ngày sinh,Giới tính\n${lines.join('\n')}\n`);

/** Runs the child until it kills itself in this step. */
async function killIn(step: string): Promise<void> {
  const script = join(import.meta.dirname, '..', 'list-crash-child.ts');
  const child = spawn(process.execPath, [script, dataFolder, path, step], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.once('exit', (_code, name) => resolve(name)));
  expect([step, signal]).toEqual([step, 'SIGKILL']);
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

interface Found {
  listId: number;
  state: string;
  rows: number;
  links: number;
  changes: number;
  people: number;
}

async function look({ db }: Installation): Promise<Found> {
  const found = await sql<Found>`
    select l.list_id as "listId", l.state,
      (select count(*)::int from lists.row) as rows,
      (select count(*)::int from linkage.link) as links,
      (select count(*)::int from lists.change) as changes,
      (select count(*)::int from registry.person) as people
    from lists.list l`.execute(db);
  expect(found.rows).toHaveLength(1);
  const [only] = found.rows;
  if (!only) throw new Error('the list is gone');
  return only;
}

const NOTHING = { rows: 0, links: 0, changes: 0, people: 0 };
const READ = { ...NOTHING, rows: ROWS + 1 };
const LINKED = { ...READ, links: ROWS };
const COMPARED = { ...LINKED, changes: ROWS };

test('a list is killed in every step and goes on each time', async () => {
  await killIn('inspect');
  expect(await opened(look)).toMatchObject({ state: 'uploaded', ...NOTHING });
  await killIn('clean');
  expect(await opened(look)).toMatchObject({ state: 'mapped', ...NOTHING });
  await killIn('link');
  expect(await opened(look)).toMatchObject({ state: 'cleaned', ...READ });
  await killIn('compare');
  expect(await opened(look)).toMatchObject({ state: 'linked', ...LINKED });
  await killIn('commit');
  await opened(async (installation) => {
    const { listId, ...found } = await look(installation);
    expect(found).toEqual({ state: 'compared', ...COMPARED });
    await commitList(installation.ctx, listId, 'đưa vào sổ');
    expect(await look(installation)).toMatchObject({ state: 'committed', people: ROWS });
  });
  await killIn('undo');
  await opened(async (installation) => {
    const { listId, ...found } = await look(installation);
    expect(found).toMatchObject({ state: 'committed', people: ROWS });
    await undoList(installation.ctx, listId, 'gửi nhầm');
    expect(await look(installation)).toMatchObject({ state: 'undone', people: 0 });
    expect((await checkRegister(installation.ctx)).violations).toEqual([]);
  });
}, 240_000);
