import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { addDays } from '../kernel/dates.ts';
import { makeRandom } from '../kernel/random.ts';
import { loadFacts, undoEntry } from '../registry/ops.ts';
import type { BulkRow } from '../registry/types.ts';
import { loadReference } from '../units/loading.ts';
import { listChildren } from '../units/ops.ts';
import { checkCounts } from './check-ops.ts';
import { coverageTree } from './ops.ts';

const database = useTestDatabase();
const PEOPLE = 4_000;
const FIRST = 80_000_000_001;
let communes: number[] = [];

beforeAll(async () => {
  await loadReference(database.ctx());
  const { units } = await listChildren(database.ctx(), 2076, '2021-12-31');
  communes = units.map((unit) => unit.unitId);
});

function* people(): Generator<BulkRow> {
  for (let i = 0; i < PEOPLE; i += 1) {
    const name = `Lò Văn ${i}`;
    yield [
      FIRST + i,
      '1980-01-01',
      null,
      name,
      '1980-01-01',
      'day',
      'male',
      ...Array(6).fill(null),
    ];
  }
}

function* residences(): Generator<BulkRow> {
  for (let i = 0; i < PEOPLE; i += 1) {
    yield [FIRST + i, '2019-01-01', null, communes[i % communes.length] ?? 0, 'permanent', null];
  }
}

function* cards(seed: string): Generator<BulkRow> {
  const random = makeRandom(seed);
  for (let i = 0; i < PEOPLE; i += 1) {
    const from = addDays('2019-01-01', random.int(2_000));
    const to = random.chance(0.2) ? null : addDays(from, 30 + random.int(700));
    const category = random.pick(['GD', 'HN', 'DN', 'HS']);
    yield [FIRST + i, from, to, category, random.pick(['own', 'army']), null, null, null];
  }
}

async function expectTrue(): Promise<void> {
  const check = await checkCounts(database.ctx());
  expect(check.differences).toEqual([]);
  expect(check.compared).toBeGreaterThan(0);
}

const figure = async () => {
  const { insured, population } = await coverageTree(database.ctx(), {
    unit: 2076,
    asOf: '2021-12-31',
  });
  return { insured, population };
};

test('loads that fill the register, loads into a full one, and their undo keep the counts true', async () => {
  const ctx = database.ctx();
  await loadFacts(ctx, { reason: 'dân số' }, { person_version: people(), residence: residences() });
  await expectTrue();
  expect(await figure()).toEqual({ insured: 0, population: PEOPLE });
  // fewer flows are kept than people touched: counted anew
  await loadFacts(ctx, { reason: 'thẻ' }, { participation: cards('first') });
  await expectTrue();
  const first = await figure();
  // more are kept: merged
  const { entryId } = await loadFacts(ctx, { reason: 'thẻ' }, { participation: cards('second') });
  await expectTrue();
  const second = await figure();
  expect(second.insured).toBeGreaterThan(first.insured);
  const keys = await sql<{ name: string }>`select conname as name from pg_constraint
    where conrelid in ('coverage.flow'::regclass, 'coverage.count'::regclass) and contype = 'p'
    order by 1`.execute(ctx.db);
  expect(keys.rows.map((row) => row.name)).toEqual(['count_pkey', 'flow_pkey']);
  await undoEntry(ctx, entryId, 'nhầm danh sách');
  await expectTrue();
  expect(await figure()).toEqual(first);
});

test('a load that fails leaves the counts as they were', async () => {
  const ctx = database.ctx();
  const before = await figure();
  const broken = function* (): Generator<BulkRow> {
    yield* cards('third');
    throw new Error('the file ended');
  };
  await expect(loadFacts(ctx, { reason: 'thẻ' }, { participation: broken() })).rejects.toThrow();
  await expectTrue();
  expect(await figure()).toEqual(before);
});
