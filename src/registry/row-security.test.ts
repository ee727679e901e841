import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import type { Actor } from '../kernel/actor.ts';
import { NO_LISTENERS, inTransaction } from '../stores/context.ts';
import { previewFacts, recordFacts, undoEntry } from './ops.ts';
import { getEntry, getPerson, listEntriesFor } from './reads.ts';
import { FACT_TABLES } from './sql-bulk.ts';
import { PLACES, actorAt, insertTestPlaces, pathOf } from './test-places.ts';
import type { CommandInput } from './types.ts';

const database = useTestDatabase();
const ctx = (who?: Actor) => database.ctx({ listeners: NO_LISTENERS, ...(who ? { who } : {}) });

interface Family {
  person: number;
  household: number;
  entryId: number;
}

let here: Family;
let there: Family;

const officerHere = actorAt(PLACES.commune, 'socialInsuranceOfficer');
const officerThere = actorAt(PLACES.neighbour, 'socialInsuranceOfficer');

beforeAll(async () => {
  await insertTestPlaces(database.db());
  here = await addFamily('Ma Thị Đây', PLACES.villageOne);
  there = await addFamily('Ma Thị Kia', PLACES.neighbourVillage);
});

async function addFamily(name: string, placeId: number): Promise<Family> {
  const from = '2015-01-01';
  const done = await recordFacts(ctx(), { reason: 'kiểm thử' }, [
    {
      kind: 'addPerson',
      person: 'new:a',
      attributes: { fullName: name, nationalId: '008190000123' },
      residence: { placeId, kind: 'permanent', from },
    },
    { kind: 'addHousehold', household: 'new:h', placeId, from },
    { kind: 'joinHousehold', person: 'new:a', household: 'new:h', relation: 'head', from },
    { kind: 'setStatus', person: 'new:a', status: 'poorHousehold', from },
    { kind: 'addParticipation', person: 'new:a', category: 'HN', issuer: 'own', from },
    { kind: 'setAggregate', placeId, category: 'TQ', issuer: 'army', people: 3, from },
  ]);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  const { people, households, entryId } = done.value;
  return { person: people['new:a'] ?? 0, household: households['new:h'] ?? 0, entryId };
}

/** Rows an SQL statement of the application role reads, whatever the application does. */
async function countAs(scope: string, table: string): Promise<number> {
  return await database
    .db()
    .transaction()
    .execute(async (trx) => {
      await sql`select set_config('role', 'baophu_app', true),
        set_config('app.scope', ${scope}, true)`.execute(trx);
      const found = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(`registry.${table}`)}`.execute(trx);
      return found.rows[0]?.n ?? -1;
    });
}

describe('row security', () => {
  test.each([...FACT_TABLES, 'person', 'entry_place'])(
    '%s: SQL that goes past the application reads the own commune only',
    async (table) => {
      const all = await countAs('*', table);
      expect(all).toBe(2);
      const as = async (...places: number[]) =>
        await countAs(`2026-01-01:${places.map(pathOf).join(',')}`, table);
      expect(await as(PLACES.commune)).toBe(1);
      expect(await as(PLACES.villageTwo)).toBe(0);
      expect(await as(PLACES.province)).toBe(2);
      expect(await as(PLACES.otherProvince)).toBe(0);
      expect(await as(PLACES.commune, PLACES.neighbour)).toBe(2);
      // grants in trees of different days are seen together
      const trees = [PLACES.commune, PLACES.neighbour].map(
        (place, i) => `202${5 + i}-01-01:${pathOf(place)}`,
      );
      expect(await countAs(trees.join(';'), table)).toBe(2);
      expect(await countAs('', table)).toBe(0);
    },
  );

  test('the application role cannot write, not even by SQL', async () => {
    const write = database
      .db()
      .transaction()
      .execute(async (trx) => {
        await sql`select set_config('role', 'baophu_app', true)`.execute(trx);
        await sql`update registry.person set full_name = 'x'`.execute(trx);
      });
    await expect(write).rejects.toThrow(/permission denied/);
  });

  test('who once lived in a place stays visible there, a corrected mistake does not', async () => {
    const moved = await addFamily('Ma Thị Rời', PLACES.villageTwo);
    await record(ctx(), [
      {
        kind: 'setResidence',
        person: moved.person,
        placeId: PLACES.far,
        residence: 'permanent',
        from: '2022-01-01',
      },
    ]);
    expect(await isVisible(officerHere, moved.person)).toBe(true);
    const mistaken = await addFamily('Ma Thị Nhầm', PLACES.far);
    const wrong = await record(ctx(), [
      {
        kind: 'setResidence',
        person: mistaken.person,
        placeId: PLACES.villageOne,
        residence: 'temporary',
        from: '2022-01-01',
      },
    ]);
    expect(await isVisible(officerHere, mistaken.person)).toBe(true);
    await undoEntry(ctx(), wrong, 'nhầm xã');
    expect(await isVisible(officerHere, mistaken.person)).toBe(false);
  });
});

async function record(of: ReturnType<typeof ctx>, commands: CommandInput[]): Promise<number> {
  const done = await recordFacts(of, { reason: 'kiểm thử' }, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value.entryId;
}

async function isVisible(who: Actor, personId: number): Promise<boolean> {
  return await getPerson(ctx(who), personId).then(
    () => true,
    () => false,
  );
}

async function faultsOf(who: Actor, commands: CommandInput[]): Promise<string[]> {
  const done = await previewFacts(ctx(who), commands);
  return done.ok ? [] : done.faults.map((fault) => fault.code);
}

describe('operations of an officer', () => {
  test('a person of another commune is not found, by reading or by writing', async () => {
    expect(await isVisible(officerHere, here.person)).toBe(true);
    expect(await isVisible(officerHere, there.person)).toBe(false);
    const phone = (person: number): CommandInput => ({
      kind: 'correctPerson',
      person,
      attributes: { phone: '0912345678' },
    });
    expect(await faultsOf(officerHere, [phone(there.person)])).toEqual([
      'registry.person.notFound',
    ]);
    expect(await faultsOf(officerHere, [phone(here.person)])).toEqual([]);
    const join: CommandInput = {
      kind: 'joinHousehold',
      person: here.person,
      household: there.household,
      relation: 'sibling',
      from: '2022-01-01',
    };
    expect(await faultsOf(officerHere, [join])).toEqual(['registry.household.notFound']);
  });

  test('a new person is put only into the own places', async () => {
    const add = (placeId: number): CommandInput => ({
      kind: 'addPerson',
      person: 'new:a',
      attributes: { fullName: 'Ma Văn Mới' },
      residence: { placeId, kind: 'permanent', from: '2022-01-01' },
    });
    expect(await faultsOf(officerHere, [add(PLACES.villageOne)])).toEqual([]);
    expect(await faultsOf(officerHere, [add(PLACES.neighbour)])).toEqual([
      'registry.place.notFound',
    ]);
    const nowhere: CommandInput = {
      kind: 'addPerson',
      person: 'new:a',
      attributes: { fullName: 'Ma Văn Mới' },
      provinceCode: '08',
    };
    expect(await faultsOf(officerHere, [nowhere])).toEqual(['registry.place.missing']);
  });

  test('a role records what is its business', async () => {
    const card: CommandInput = {
      kind: 'addParticipation',
      person: here.person,
      category: 'GD',
      issuer: 'own',
      from: '2023-01-01',
    };
    const pupil: CommandInput = {
      kind: 'setStatus',
      person: here.person,
      status: 'pupil',
      from: '2023-01-01',
    };
    const teacher = actorAt(PLACES.commune, 'educationOfficer');
    expect(await faultsOf(teacher, [pupil])).toEqual([]);
    expect(await faultsOf(teacher, [card])).toEqual(['registry.command.forbidden']);
    const auditor = actorAt(PLACES.commune, 'auditor');
    expect(await faultsOf(auditor, [pupil])).toEqual(['registry.command.forbidden']);
  });

  test('a person is handed over to another commune, which writes from then on', async () => {
    const { person } = await addFamily('Ma Thị Giao', PLACES.villageOne);
    const moveTo = (placeId: number, from: string): CommandInput => ({
      kind: 'setResidence',
      person,
      placeId,
      residence: 'permanent',
      from,
    });
    await record(ctx(officerHere), [moveTo(PLACES.neighbour, '2023-01-01')]);
    expect(await isVisible(officerThere, person)).toBe(true);
    expect(await faultsOf(officerHere, [moveTo(PLACES.commune, '2024-01-01')])).toEqual([
      'registry.command.forbidden',
    ]);
    expect(await faultsOf(officerThere, [moveTo(PLACES.neighbourVillage, '2024-01-01')])).toEqual(
      [],
    );
  });

  test('a shared number is said without saying whose it is', async () => {
    const done = await previewFacts(ctx(officerHere), [
      {
        kind: 'correctPerson',
        person: here.person,
        attributes: { nationalId: '008190000123', sex: 'female' },
      },
    ]);
    const warnings = done.ok ? done.value.warnings : [];
    const shared = warnings.find((warning) => warning.code === 'numberShared');
    expect(shared?.params?.['people']).toBeGreaterThan(0);
    expect(shared?.personId).toBe(here.person);
  });

  test('entries are listed, opened and undone where they reached', async () => {
    const mine = await listEntriesFor(ctx(officerHere), {});
    expect(mine.map((entry) => entry.entryId)).toContain(here.entryId);
    expect(mine.map((entry) => entry.entryId)).not.toContain(there.entryId);
    const page = await getEntry(ctx(officerHere), here.entryId);
    expect(page.touched.map((person) => person.personId)).toEqual([here.person]);
    await expect(getEntry(ctx(officerHere), there.entryId)).rejects.toThrow('notFound');
    await expect(undoEntry(ctx(officerHere), there.entryId, 'nhầm')).rejects.toThrow('notFound');
    const wide = actorAt(PLACES.province, 'administrator');
    const ofCommune = await listEntriesFor(ctx(wide), { unitId: PLACES.neighbour });
    expect(ofCommune.map((entry) => entry.entryId)).toContain(there.entryId);
    expect(ofCommune.map((entry) => entry.entryId)).not.toContain(here.entryId);
  });

  test('writing as an officer leaves him restricted afterwards', async () => {
    const seen = await inTransaction(ctx(officerHere), async (tx) => {
      await record(tx, [
        {
          kind: 'correctPerson',
          person: here.person,
          attributes: { phone: '0912000999' },
        },
      ]);
      const found = await sql<{ n: number }>`
        select count(*) as n from registry.person where person_id = ${there.person}`.execute(tx.db);
      return found.rows[0]?.n;
    });
    expect(seen).toBe(0);
  });
});
