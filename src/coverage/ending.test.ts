import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { makeRandom } from '../kernel/random.ts';
import { undoEntry } from '../registry/ops.ts';
import type { Context } from '../stores/context.ts';
import { loadReference } from '../units/loading.ts';
import { listChildren } from '../units/ops.ts';
import { coverageEnding, countEndingOfToday } from './ending-ops.ts';
import { rebuildAll } from './keep-ops.ts';
import { listPeople } from './list-ops.ts';
import { addResidents, record } from './test-register.ts';

const database = useTestDatabase();
const TODAY = '2024-03-31';
const SON_DUONG = 2076;
const WINDOWS = [30, 60, 90];
const WIDER = [30, 60, 90, 91];

let ctx: Context;
let communes: number[] = [];
let people: number[] = [];

beforeAll(async () => {
  ctx = database.ctx({ now: () => Temporal.Instant.from(`${TODAY}T02:00:00Z`) });
  await loadReference(ctx);
  communes = (await listChildren(ctx, SON_DUONG, TODAY)).units.map((unit) => unit.unitId);
  const random = makeRandom('ending');
  const ends = ['2024-04-20', '2024-05-25', '2024-06-25', '2024-12-31'];
  const residents = Array.from({ length: 60 }, (_, at) => ({
    placeId: communes[at % 4] ?? 0,
    from: '2020-01-01',
    cards: [[random.pick(['GD', 'HN']), 'own' as const, '2023-07-01', random.pick(ends)]] as [
      string,
      'own',
      string,
      string,
    ][],
  }));
  people = await addResidents(ctx, residents);
});

/** What is kept, beside what another set of windows counts from the facts. */
async function compare(unit: number): Promise<number> {
  const kept = await coverageEnding(ctx, { unit, windows: WINDOWS });
  const counted = await coverageEnding(ctx, { unit, windows: WIDER });
  expect(kept.windows).toEqual(counted.windows.slice(0, 3));
  return kept.windows[2]?.people ?? 0;
}

async function countKept(): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::int as n from coverage.ending`.execute(
    ctx.db,
  );
  return found.rows[0]?.n ?? 0;
}

describe('cover that ends soon, kept for today', () => {
  test('is as many as the list, in a commune and above it', async () => {
    for (const unit of [communes[0] ?? 0, SON_DUONG]) {
      const total = await compare(unit);
      const list = await listPeople(ctx, { list: 'ending', unit, withinDays: 90, limit: 100 });
      expect(list.rows).toHaveLength(total);
    }
    expect(await countKept()).toBe(4);
  });

  test('follows a card that ends earlier, and its undo', async () => {
    const before = await compare(SON_DUONG);
    const [person] = people;
    const entryId = await record(ctx, [
      {
        kind: 'addParticipation',
        person: person ?? 0,
        category: 'GD',
        issuer: 'own',
        from: TODAY,
        to: '2024-12-01',
      },
    ]);
    const after = await compare(SON_DUONG);
    expect(before - after).toBeLessThanOrEqual(1);
    await undoEntry(ctx, entryId, 'kiểm thử');
    expect(await compare(SON_DUONG)).toBe(before);
  });

  test('a move takes the person along, at once in both places', async () => {
    const [from = 0, to = 0] = communes;
    const [person = 0] = people;
    await compare(from);
    await compare(to);
    await record(ctx, [
      { kind: 'setResidence', person, placeId: to, residence: 'permanent', from: TODAY },
    ]);
    await compare(from);
    await compare(to);
  });

  test('a later card of somebody who moves away next week counts where he lives today', async () => {
    const [from = 0, to = 0] = communes;
    const person = people[4] ?? 0;
    await record(ctx, [
      { kind: 'setResidence', person, placeId: to, residence: 'permanent', from: '2024-04-07' },
    ]);
    await compare(from);
    await record(ctx, [
      {
        kind: 'addParticipation',
        person,
        category: 'GD',
        issuer: 'own',
        from: '2024-04-01',
        to: '2025-04-01',
      },
    ]);
    await compare(from);
    await compare(SON_DUONG);
  });

  test('counts made anew, and the count of the night, change nothing', async () => {
    const before = await compare(SON_DUONG);
    await rebuildAll(ctx);
    expect(await countKept()).toBe(0);
    await countEndingOfToday(ctx);
    expect(await countKept()).toBe(4);
    expect(await compare(SON_DUONG)).toBe(before);
  });
});
