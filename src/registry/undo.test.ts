import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { Refusal } from '../kernel/outcome.ts';
import { NO_LISTENERS } from '../stores/context.ts';
import { checkRegister, recordFacts, undoEntry } from './ops.ts';
import { FACT_TABLES } from './sql-bulk.ts';
import { listParticipations, listResidences } from './sql.ts';
import { PLACES, insertTestPlaces } from './test-places.ts';
import { BULK_COLUMNS, type CommandInput, type EntryId } from './types.ts';

const database = useTestDatabase();
const ctx = () => database.ctx({ listeners: NO_LISTENERS });

beforeAll(() => insertTestPlaces(database.db()));

async function record(commands: CommandInput[]) {
  const done = await recordFacts(ctx(), { reason: 'kiểm thử' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value;
}

async function addPerson(name: string): Promise<number> {
  const done = await record([
    {
      kind: 'addPerson',
      person: 'new:a',
      attributes: { fullName: name, birthDate: '1970-02-03' },
      residence: { placeId: PLACES.villageOne, kind: 'permanent', from: '2000-01-01' },
    },
  ]);
  return done.people['new:a'] ?? 0;
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const caught = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(caught instanceof Refusal)) throw new Error(`not refused: ${String(caught)}`);
  return caught;
}

/** Every fact row known at an entry (null = now), without when it was recorded. */
async function snapshot(known: EntryId | null): Promise<string[]> {
  const lines: string[] = [];
  for (const table of FACT_TABLES) {
    const columns = ['fact_id', ...BULK_COLUMNS[table]].map((column) => sql.ref(column));
    const rows = await sql<object>`
      select ${sql.join(columns)} from ${sql.table(`registry.${table}`)}
      where ${
        known === null
          ? sql`recorded_to is null`
          : sql`recorded_from <= ${known} and (recorded_to is null or recorded_to > ${known})`
      }`.execute(database.db());
    lines.push(...rows.rows.map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return lines.sort();
}

async function searchRows(): Promise<unknown[]> {
  const found = await sql<object>`
    select person_id, full_name, name_sorted, birth_year, sex, place_id, earlier_places, search_keys
    from registry.person order by person_id`.execute(database.db());
  return found.rows;
}

describe('undoEntry', () => {
  test('brings back what stood before, and remembers what was known in between', async () => {
    const id = await addPerson('Lường Văn Hoàn');
    const moved = await record([
      {
        kind: 'setResidence',
        person: id,
        placeId: PLACES.neighbour,
        residence: 'permanent',
        from: '2020-01-01',
      },
    ]);
    const undone = await undoEntry(ctx(), moved.entryId, 'nhập nhầm');
    expect(undone).toMatchObject({ ended: 2, broughtBack: 1, people: 1 });
    const placesAt = async (known: EntryId | null) =>
      (await listResidences(database.db(), [id], known)).map((r) => [r.placeId, r.validTo]);
    expect(await placesAt(null)).toEqual([[PLACES.villageOne, null]]);
    expect(await placesAt(moved.entryId)).toEqual([
      [PLACES.villageOne, '2020-01-01'],
      [PLACES.neighbour, null],
    ]);
    expect(await placesAt(undone.entryId)).toEqual([[PLACES.villageOne, null]]);
  });

  test('an undo can be undone: the write stands again', async () => {
    const id = await addPerson('Lường Thị Lại');
    const spell = await record([
      {
        kind: 'addParticipation',
        person: id,
        category: 'HN',
        issuer: 'own',
        from: '2021-01-01',
        to: '2022-01-01',
      },
    ]);
    const before = await snapshot(null);
    const undone = await undoEntry(ctx(), spell.entryId, 'nhầm');
    await undoEntry(ctx(), undone.entryId, 'không nhầm');
    expect(await snapshot(null)).toEqual(before);
    expect(await listParticipations(database.db(), [id], null)).toHaveLength(1);
  });

  test('is refused while a later write builds on it, and names that write', async () => {
    const id = await addPerson('Quàng Văn Chờ');
    const first = await record([
      { kind: 'setStatus', person: id, status: 'poorHousehold', from: '2021-01-01' },
    ]);
    const [status] = (
      await sql<{ fact_id: number }>`
        select fact_id from registry.status where person_id = ${id}`.execute(database.db())
    ).rows;
    const second = await record([
      { kind: 'endStatus', person: id, factId: status?.fact_id ?? 0, to: '2022-01-01' },
    ]);
    const refused = await refusalOf(undoEntry(ctx(), first.entryId, 'nhầm'));
    expect(refused.faults.map((fault) => [fault.code, fault.params?.['entryId']])).toEqual([
      ['registry.undo.dependent', second.entryId],
    ]);
    await undoEntry(ctx(), second.entryId, 'nhầm');
    await undoEntry(ctx(), first.entryId, 'nhầm');
    const left = await sql<{ n: number }>`
      select count(*) as n from registry.status
      where person_id = ${id} and recorded_to is null`.execute(database.db());
    expect(left.rows[0]?.n).toBe(0);
  });

  test('is refused when what it would bring back no longer fits', async () => {
    const id = await addPerson('Cầm Thị Chật');
    const [home] = await listResidences(database.db(), [id], null);
    const ended = await record([
      { kind: 'endResidence', person: id, factId: home?.factId ?? 0, to: '2015-01-01' },
    ]);
    const again = await record([
      {
        kind: 'setResidence',
        person: id,
        placeId: PLACES.neighbour,
        residence: 'permanent',
        from: '2016-01-01',
      },
    ]);
    const refused = await refusalOf(undoEntry(ctx(), ended.entryId, 'nhầm'));
    expect(refused.faults.map((fault) => fault.params?.['entryId'])).toEqual([again.entryId]);
  });

  test('a person is not undone under later facts', async () => {
    const done = await record([
      {
        kind: 'addPerson',
        person: 'new:a',
        attributes: { fullName: 'Lò Văn Mới' },
        residence: { placeId: PLACES.commune, kind: 'temporary', from: '2022-01-01' },
      },
    ]);
    const id = done.people['new:a'] ?? 0;
    const later = await record([
      { kind: 'addParticipation', person: id, category: 'GD', issuer: 'own', from: '2022-02-01' },
    ]);
    const refused = await refusalOf(undoEntry(ctx(), done.entryId, 'nhầm'));
    expect(refused.faults.map((fault) => fault.params?.['entryId'])).toEqual([later.entryId]);
    await undoEntry(ctx(), later.entryId, 'nhầm');
    await undoEntry(ctx(), done.entryId, 'nhầm');
    const rows = await sql<{ n: number }>`
      select count(*) as n from registry.person where person_id = ${id}`.execute(database.db());
    expect(rows.rows[0]?.n).toBe(0);
  });

  test('an entry undone twice is refused, an unknown one is not found', async () => {
    const id = await addPerson('Vàng Thị Hai');
    const done = await record([
      { kind: 'correctPerson', person: id, attributes: { phone: '0912345678' } },
    ]);
    await undoEntry(ctx(), done.entryId, 'nhầm');
    expect((await refusalOf(undoEntry(ctx(), done.entryId, 'nhầm'))).faults[0].code).toBe(
      'registry.undo.dependent',
    );
    expect((await refusalOf(undoEntry(ctx(), 999_999, 'nhầm'))).faults[0].code).toBe(
      'registry.entry.notFound',
    );
  });
});

// ── any sequence of writes ──────────────────────────────────────────────────────────────────────

const day = fc.integer({ min: 0, max: 95 }).map((months) => {
  const year = 2016 + Math.floor(months / 12);
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}-01`;
});
const place = fc.constantFrom(PLACES.villageOne, PLACES.villageTwo, PLACES.neighbour, PLACES.far);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** A command over the pool; facts to correct are chosen by their place among the current ones. */
type Step = (pool: Pool) => Promise<CommandInput | null>;

interface Pool {
  people: number[];
  households: number[];
}

function stepOf(make: fc.Arbitrary<(pool: Pool) => CommandInput>): fc.Arbitrary<Step> {
  return make.map((build) => async (pool: Pool) => build(pool));
}

const who = fc.nat(3);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  stepOf(
    fc
      .tuple(who, place, fc.constantFrom('permanent', 'temporary', 'away'), day, maybe(day))
      .map(([at, placeId, residence, from, to]) => (pool) => ({
        kind: 'setResidence',
        person: pool.people[at] ?? 0,
        placeId,
        residence: residence as 'permanent',
        from,
        to,
      })),
  ),
  stepOf(
    fc.tuple(who, day).map(([at, from]) => (pool) => ({
      kind: 'recordLeaving',
      person: pool.people[at] ?? 0,
      from,
    })),
  ),
  stepOf(
    fc.tuple(who, day).map(([at, on]) => (pool) => ({
      kind: 'recordDeath',
      person: pool.people[at] ?? 0,
      on,
    })),
  ),
  stepOf(
    fc
      .tuple(who, fc.constantFrom('head', 'child', 'spouse'), day, fc.nat(1))
      .map(([at, relation, from, house]) => (pool) => ({
        kind: 'joinHousehold',
        person: pool.people[at] ?? 0,
        household: pool.households[house] ?? 0,
        relation: relation as 'child',
        from,
      })),
  ),
  stepOf(
    fc.tuple(who, day).map(([at, from]) => (pool) => ({
      kind: 'leaveHousehold',
      person: pool.people[at] ?? 0,
      from,
    })),
  ),
  stepOf(
    fc.tuple(who, day, fc.nat(1)).map(([at, from, house]) => (pool) => ({
      kind: 'changeHead',
      person: pool.people[at] ?? 0,
      household: pool.households[house] ?? 0,
      from,
    })),
  ),
  stepOf(
    fc
      .tuple(who, fc.constantFrom('poorHousehold', 'pupil'), day, maybe(day))
      .map(([at, status, from, to]) => (pool) => ({
        kind: 'setStatus',
        person: pool.people[at] ?? 0,
        status: status as 'pupil',
        from,
        to,
      })),
  ),
  stepOf(
    fc
      .tuple(who, fc.constantFrom('HN', 'GD', 'HS'), day, maybe(day))
      .map(([at, category, from, to]) => (pool) => ({
        kind: 'addParticipation',
        person: pool.people[at] ?? 0,
        category,
        issuer: 'own',
        from,
        to,
      })),
  ),
  stepOf(
    fc
      .tuple(who, fc.constantFrom('Lò Thị An', 'Lò Văn Bình', 'Cà Thị Hoa'), maybe(day))
      .map(([at, fullName, from]) => (pool) => ({
        kind: 'correctPerson',
        person: pool.people[at] ?? 0,
        attributes: { fullName },
        from,
      })),
  ),
  stepOf(
    fc.tuple(place, fc.nat(3), day, maybe(day)).map(([placeId, people, from, to]) => () => ({
      kind: 'setAggregate',
      placeId,
      category: 'TQ',
      issuer: 'army',
      people,
      from,
      to,
    })),
  ),
  fc.tuple(who, fc.nat(5), day).map(([at, nth, to]): Step => async (pool) => {
    const person = pool.people[at] ?? 0;
    const spells = await listParticipations(database.db(), [person], null);
    const spell = spells[nth % Math.max(1, spells.length)];
    return spell ? { kind: 'endParticipation', person, factId: spell.factId, to } : null;
  }),
  fc.tuple(who, fc.nat(5)).map(([at, nth]): Step => async (pool) => {
    const person = pool.people[at] ?? 0;
    const spells = await listResidences(database.db(), [person], null);
    const spell = spells[nth % Math.max(1, spells.length)];
    return spell ? { kind: 'removeFact', fact: 'residence', person, factId: spell.factId } : null;
  }),
);

async function makePool(): Promise<Pool> {
  const people = ['Lò Văn Một', 'Lò Văn Hai', 'Lò Thị Ba', 'Lò Thị Tư'];
  const done = await record([
    ...people.map((fullName, at): CommandInput => ({
      kind: 'addPerson',
      person: `new:p${at}`,
      attributes: { fullName, birthDate: '1985-01-01' },
      residence: { placeId: PLACES.villageOne, kind: 'permanent', from: '2015-01-01' },
    })),
    { kind: 'addHousehold', household: 'new:h0', placeId: PLACES.villageOne, from: '2015-01-01' },
    { kind: 'addHousehold', household: 'new:h1', placeId: PLACES.neighbour, from: '2015-01-01' },
  ]);
  return { people: Object.values(done.people), households: Object.values(done.households) };
}

describe('any sequence of writes', () => {
  test('known-at reads see what was known, and undoing all in reverse restores the start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 12 }), async (steps) => {
        const pool = await makePool();
        const start = await snapshot(null);
        const startRows = await searchRows();
        const states: { entryId: EntryId; facts: string[] }[] = [];
        for (const step of steps) {
          const command = await step(pool);
          if (!command) continue;
          const done = await recordFacts(ctx(), { reason: 'bước' }, [command]);
          if (!done.ok) continue;
          states.push({ entryId: done.value.entryId, facts: await snapshot(null) });
        }
        expect(await checkRegister(ctx())).toEqual({ violations: [], staleSearchRows: [] });
        for (const state of states) expect(await snapshot(state.entryId)).toEqual(state.facts);
        for (const state of states.toReversed()) await undoEntry(ctx(), state.entryId, 'lùi');
        expect(await snapshot(null)).toEqual(start);
        expect(await searchRows()).toEqual(startRows);
        for (const state of states) expect(await snapshot(state.entryId)).toEqual(state.facts);
      }),
      { numRuns: 25, seed: 20_211_231 },
    );
  });
});
