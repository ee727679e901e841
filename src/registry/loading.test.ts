import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { Refusal } from '../kernel/outcome.ts';
import { NO_LISTENERS, inTransaction } from '../stores/context.ts';
import { allocatePersonIds, checkRegister, loadFacts, recordFacts, undoEntry } from './ops.ts';
import { clientOfBackend } from '../stores/database.ts';
import { listParticipations } from './sql.ts';
import { PLACES, insertTestPlaces } from './test-places.ts';
import type { BulkRow, BulkSources } from './types.ts';

const database = useTestDatabase();
const told: number[] = [];
const ctx = () =>
  database.ctx({
    listeners: { ...NO_LISTENERS, factsRecorded: async (_tx, entryId) => void told.push(entryId) },
  });

beforeAll(() => insertTestPlaces(database.db()));

const BASE = 80_000_000_000;

function person(n: number, name: string): BulkRow {
  const birth = '1980-01-01';
  return [BASE + n, birth, null, name, birth, 'day', 'male', '01', null, null, null, null, null];
}

function home(n: number, placeId: number = PLACES.villageOne): BulkRow {
  return [BASE + n, '2015-01-01', null, placeId, 'permanent', null];
}

function card(n: number, year: number, category = 'GD'): BulkRow {
  return [BASE + n, `${year}-01-01`, `${year + 1}-01-01`, category, 'own', null, null, null];
}

async function codeOf(sources: BulkSources): Promise<string> {
  return await loadFacts(ctx(), { reason: 'thử' }, sources).then(
    () => 'loaded',
    (cause: unknown) => {
      if (cause instanceof Refusal) return cause.faults[0].code;
      throw cause;
    },
  );
}

async function indexNames(): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select indexname as name from pg_indexes where schemaname = 'registry' order by 1`.execute(
    database.db(),
  );
  return found.rows.map((row) => row.name);
}

async function* slowly(rows: BulkRow[]): AsyncGenerator<BulkRow> {
  for (const row of rows) yield row;
}

describe('loadFacts', () => {
  test('into an empty register: indexes come back, people are found, followers are told', async () => {
    const indexes = await indexNames();
    const done = await loadFacts(
      ctx(),
      { reason: 'nạp lần đầu', source: 'mẫu' },
      {
        person_version: slowly([person(1, 'Lù Văn Một'), person(2, 'Lù Văn Hai')]),
        residence: [home(1), home(2, PLACES.neighbour)],
        participation: [card(1, 2021), card(2, 2021), card(2, 2022)],
        household: [[BASE + 1, '2015-01-01', null, PLACES.villageOne, 'H1', null]],
        household_member: [[BASE + 1, '2015-01-01', null, BASE + 1, true, 'head']],
      },
    );
    expect(done).toMatchObject({ people: 2, rows: { participation: 3, residence: 2 } });
    expect(await indexNames()).toEqual(indexes);
    expect(told).toEqual([done.entryId]);
    expect(await checkRegister(ctx())).toEqual({ violations: [], staleSearchRows: [] });
    const places = await sql<{ place_id: number; people: number }>`
      select place_id, people from registry.entry_place where entry_id = ${done.entryId}
      order by place_id`.execute(database.db());
    expect(places.rows).toEqual([
      { place_id: PLACES.villageOne, people: 1 },
      { place_id: PLACES.neighbour, people: 1 },
    ]);
  });

  test.each<[string, BulkSources]>([
    ['registry.place.unknown', { person_version: [person(9, 'Ai')], residence: [home(9, 4_711)] }],
    ['registry.violation.factWithoutPerson', { participation: [card(99, 2021)] }],
    ['registry.violation.residencesOverlap', { residence: [home(1, PLACES.neighbour)] }],
    [
      'registry.violation.memberOfNothing',
      { household_member: [[BASE + 2, '2015-01-01', null, 4_711, false, 'child']] },
    ],
    [
      'registry.violation.twoHeads',
      { household_member: [[BASE + 2, '2015-01-01', null, BASE + 1, true, 'head']] },
    ],
    [
      'registry.violation.residenceAfterEnd',
      { residence: [[BASE + 1, '2020-01-01', null, PLACES.villageOne, 'died', null]] },
    ],
  ])('%s refuses the whole load', async (code, sources) => {
    const count = async () =>
      (await sql`select count(*) as n from registry.entry`.execute(database.db())).rows;
    const before = await count();
    expect(await codeOf(sources)).toBe(code);
    expect(await count()).toEqual(before);
    expect(await checkRegister(ctx())).toEqual({ violations: [], staleSearchRows: [] });
  });

  test('a list replaces what it names; undo of the whole brings it back', async () => {
    const before = await listParticipations(database.db(), [BASE + 2], null);
    const keys = before.map((spell) => [spell.personId, spell.factId] as const);
    const done = await loadFacts(
      ctx(),
      { reason: 'danh sách mới', kind: 'import' },
      { participation: [card(2, 2021, 'HN'), card(1, 2022, 'HN')] },
      { participation: keys },
    );
    expect(done).toMatchObject({ superseded: 2, people: 2 });
    const now = await listParticipations(database.db(), [BASE + 2], null);
    expect(now.map((spell) => spell.category)).toEqual(['HN']);
    await undoEntry(ctx(), done.entryId, 'nhầm danh sách');
    const restored = await listParticipations(database.db(), [BASE + 2], null);
    expect(restored.map((spell) => [spell.factId, spell.category])).toEqual(
      before.map((spell) => [spell.factId, spell.category]),
    );
  });

  test('superseding what somebody else has superseded is refused', async () => {
    const [spell] = await listParticipations(database.db(), [BASE + 1], null);
    const stale = loadFacts(
      ctx(),
      { reason: 'cũ' },
      {},
      { participation: [[BASE + 1, (spell?.factId ?? 0) + 1_000]] },
    );
    await expect(stale).rejects.toThrow('registry.fact.stale');
  });

  test('ids that came with a load are not given out again', async () => {
    const next = await inTransaction(ctx(), (tx) => allocatePersonIds(tx, 8, 1));
    expect(next).toBe(BASE + 3);
  });

  test('ids are given out once, in blocks of a province', async () => {
    const first = await inTransaction(ctx(), (tx) => allocatePersonIds(tx, 14, 1_000));
    const second = await inTransaction(ctx(), (tx) => allocatePersonIds(tx, 14, 1));
    expect(first).toBe(140_000_000_001);
    expect(second).toBe(140_000_001_001);
  });
});

describe('two writers at once', () => {
  test('take turns: ids of entries are in the order of commits', async () => {
    const add = (n: number) =>
      recordFacts(ctx(), { reason: `lần ${n}` }, [
        {
          kind: 'addPerson',
          person: 'new:a',
          attributes: { fullName: `Người Thứ ${n}` },
          residence: { placeId: PLACES.villageOne, kind: 'permanent', from: '2020-01-01' },
        },
      ]);
    const done = await Promise.all(Array.from({ length: 12 }, (_, n) => add(n)));
    const ids = done.map((one) => (one.ok ? one.value.people['new:a'] : 0));
    expect(new Set(ids).size).toBe(12);
    const order = await sql<{ sorted: boolean }>`
      select bool_and(recorded_at >= before) as sorted
      from (select recorded_at, lag(recorded_at) over (order by entry_id) as before
        from registry.entry) e
      where before is not null`.execute(database.db());
    expect(order.rows[0]?.sorted).toBe(true);
  });
});

/** As if PostgreSQL had dropped it: the connection that copies ends in the middle. */
async function killLoader(): Promise<void> {
  const found = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and query like 'copy registry.person_version%'
      and pid <> pg_backend_pid()`.execute(database.db());
  for (const { pid } of found.rows) {
    clientOfBackend(pid).on('error', () => {});
    await sql`select pg_terminate_backend(${pid})`.execute(database.db());
  }
}

describe('a load that breaks off', () => {
  const facts = async () =>
    (
      await sql`select count(*) as versions,
        (select count(*) from registry.entry) as entries,
        (select count(*) from registry.person) as people
        from registry.person_version`.execute(database.db())
    ).rows;

  test('leaves nothing half-written when its source fails', async () => {
    const before = await facts();
    const broken = (function* () {
      yield person(501, 'Người Dở Dang');
      throw new Error('the file ends here');
    })();
    const load = loadFacts(ctx(), { reason: 'dở' }, { person_version: broken });
    await expect(load).rejects.toThrow('the file ends here');
    expect(await facts()).toEqual(before);
  });

  test('leaves nothing half-written when its connection is killed', async () => {
    const before = await facts();
    const indexes = await indexNames();
    const rows = (async function* () {
      for (let n = 600; n < 30_000; n += 1) {
        yield person(n, 'Người Bị Ngắt');
        if (n === 20_000) await killLoader();
      }
    })();
    const load = loadFacts(ctx(), { reason: 'ngắt' }, { person_version: rows });
    await expect(load).rejects.toThrow();
    expect(await facts()).toEqual(before);
    expect(await indexNames()).toEqual(indexes);
    expect(await checkRegister(ctx())).toEqual({ violations: [], staleSearchRows: [] });
  });
});
