import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { NO_LISTENERS } from '../stores/context.ts';
import { checkRegister, previewFacts, recordFacts } from './ops.ts';
import { PLACES, insertTestPlaces } from './test-places.ts';
import type { CommandInput } from './types.ts';
import * as reads from './sql.ts';

const database = useTestDatabase();
const ctx = () => database.ctx({ listeners: NO_LISTENERS });

beforeAll(() => insertTestPlaces(database.db()));

const meta = { reason: 'kiểm thử' };

function newPerson(name: string, more: object = {}): CommandInput {
  return {
    kind: 'addPerson',
    person: 'new:a',
    attributes: { fullName: name, birthDate: '1990-05-20', sex: 'female' },
    residence: { placeId: PLACES.villageOne, kind: 'permanent', from: '2015-01-01' },
    ...more,
  };
}

async function record(commands: CommandInput[]) {
  const done = await recordFacts(ctx(), meta, commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value;
}

async function faultsOf(commands: CommandInput[]): Promise<string[]> {
  const done = await recordFacts(ctx(), meta, commands);
  return done.ok ? [] : done.faults.map((fault) => fault.code);
}

async function add(name: string, more: object = {}): Promise<number> {
  return (await record([newPerson(name, more)])).people['new:a'] ?? 0;
}

describe('recordFacts', () => {
  test('a new person gets an id of the province and a search row', async () => {
    const id = await add('  Hoàng Thị   Đào ');
    expect(Math.floor(id / 1e10)).toBe(8);
    const row = await sql<{ full_name: string; name_sorted: string; place_id: number }>`
      select full_name, name_sorted, place_id from registry.person where person_id = ${id}`.execute(
      database.db(),
    );
    expect(row.rows[0]).toEqual({
      full_name: 'Hoàng Thị Đào',
      name_sorted: 'dao hoang thi',
      place_id: PLACES.villageOne,
    });
  });

  test('a move ends the old residence on the day, and both stay known', async () => {
    const id = await add('Ma Văn Chuyển');
    await record([
      {
        kind: 'setResidence',
        person: id,
        placeId: PLACES.neighbour,
        residence: 'permanent',
        from: '2022-03-01',
      },
    ]);
    const now = await reads.listResidences(database.db(), [id], null);
    expect(now.map((r) => [r.placeId, r.validFrom, r.validTo])).toEqual([
      [PLACES.villageOne, '2015-01-01', '2022-03-01'],
      [PLACES.neighbour, '2022-03-01', null],
    ]);
    const all = await reads.listResidences(database.db(), [id], reads.ALL_KNOWN);
    expect(all).toHaveLength(3);
    expect(all.filter((r) => r.recordedTo !== null)).toHaveLength(1);
  });

  test('every fault of a list is answered at once, and nothing is written', async () => {
    const id = await add('Lý Thị Lỗi');
    const before = await sql`select count(*) as n from registry.entry`.execute(database.db());
    const done = await recordFacts(ctx(), meta, [
      { kind: 'endParticipation', person: id, factId: 999_999, to: '2022-01-01' },
      { kind: 'recordDeath', person: 77, on: '2022-01-01' },
      {
        kind: 'setStatus',
        person: id,
        status: 'poorHousehold',
        from: '2022-01-01',
        to: '2021-01-01',
      },
    ]);
    expect(done.ok).toBe(false);
    expect(done.ok ? [] : done.faults.map((fault) => [fault.at, fault.code])).toEqual([
      ['commands.0', 'registry.fact.stale'],
      ['commands.1', 'registry.person.notFound'],
      ['commands.2', 'registry.period.empty'],
    ]);
    const after = await sql`select count(*) as n from registry.entry`.execute(database.db());
    expect(after.rows).toEqual(before.rows);
  });

  test('a place that is no commune or village is refused', async () => {
    const at = (placeId: number) =>
      newPerson('Ai Đó', { residence: { placeId, kind: 'permanent', from: '2020-01-01' } });
    expect(await faultsOf([at(4711)])).toEqual(['registry.place.unknown']);
    expect(await faultsOf([at(PLACES.province)])).toEqual(['registry.place.tooHigh']);
  });

  test('the same idempotency key writes once and answers the same', async () => {
    const keyed = { ...meta, idempotencyKey: 'phone-7:42' };
    const first = await recordFacts(ctx(), keyed, [newPerson('Triệu Một Lần')]);
    const second = await recordFacts(ctx(), keyed, [newPerson('Triệu Một Lần')]);
    expect(first.ok && second.ok).toBe(true);
    if (!first.ok || !second.ok) return;
    expect(second.value).toEqual({ ...first.value, repeated: true });
    const other = await recordFacts(ctx(), keyed, [newPerson('Triệu Hai Lần')]);
    expect(other).toMatchObject({ ok: false });
    const who = { ...ctx().who, userId: 'another-sender' };
    const theirs = await recordFacts({ ...ctx(), who }, keyed, [newPerson('Triệu Người Khác')]);
    expect(theirs).toMatchObject({ ok: true, value: { repeated: false } });
  });

  test('a preview warns and writes nothing', async () => {
    const preview = await previewFacts(ctx(), [
      newPerson('Nông 1', {
        attributes: { fullName: 'Nông1', birthDate: '1990-01-01', nationalId: '008212000001' },
      }),
    ]);
    expect(preview.ok && preview.value.warnings.map((warning) => warning.code)).toEqual([
      'nameOneWord',
      'nameWithDigits',
      'nationalIdOtherYear',
    ]);
    const found = await sql<{ n: number }>`
      select count(*) as n from registry.person where full_name = 'Nông1'`.execute(database.db());
    expect(found.rows[0]?.n).toBe(0);
  });

  test('a number borne by another person is warned of', async () => {
    const attributes = { fullName: 'Bàn Thị Chung', nationalId: '008190000001' };
    await record([newPerson('', { attributes })]);
    const second = await record([newPerson('', { attributes })]);
    expect(second.warnings.map((w) => [w.code, w.params?.['people']])).toContainEqual([
      'numberShared',
      1,
    ]);
  });

  test('a death ends residence and membership the day after, and nothing follows it', async () => {
    const done = await record([
      newPerson('Hà Văn Mất'),
      { kind: 'addHousehold', household: 'new:h', placeId: PLACES.villageOne, from: '2015-01-01' },
      {
        kind: 'joinHousehold',
        person: 'new:a',
        household: 'new:h',
        relation: 'head',
        from: '2015-01-01',
      },
    ]);
    const id = done.people['new:a'] ?? 0;
    await record([{ kind: 'recordDeath', person: id, on: '2021-08-10' }]);
    const residences = await reads.listResidences(database.db(), [id], null);
    expect(residences.map((r) => [r.kind, r.validFrom, r.validTo])).toEqual([
      ['permanent', '2015-01-01', '2021-08-11'],
      ['died', '2021-08-11', null],
    ]);
    const [memberSpell] = await reads.listMemberSpells(database.db(), [id], null);
    expect(memberSpell?.validTo).toBe('2021-08-11');
    const move: CommandInput = {
      kind: 'setResidence',
      person: id,
      placeId: PLACES.commune,
      residence: 'permanent',
      from: '2022-01-01',
    };
    expect(await faultsOf([move])).toEqual(['registry.person.died']);
    expect(await faultsOf([{ kind: 'recordDeath', person: id, on: '2021-08-12' }])).toEqual([
      'registry.person.died',
    ]);
  });

  test('a household has one head; a change of head keeps the former one as a member', async () => {
    const done = await record([
      newPerson('Ma Thị Mẹ'),
      newPerson('Ma Văn Con', { person: 'new:b' }),
      { kind: 'addHousehold', household: 'new:h', placeId: PLACES.villageOne, from: '2016-01-01' },
      {
        kind: 'joinHousehold',
        person: 'new:a',
        household: 'new:h',
        relation: 'head',
        from: '2016-01-01',
      },
      {
        kind: 'joinHousehold',
        person: 'new:b',
        household: 'new:h',
        relation: 'child',
        from: '2016-01-01',
      },
    ]);
    const [mother = 0, son = 0] = [done.people['new:a'], done.people['new:b']];
    const household = done.households['new:h'] ?? 0;
    const again: CommandInput = {
      kind: 'joinHousehold',
      person: son,
      household,
      relation: 'head',
      from: '2020-01-01',
    };
    expect(await faultsOf([again])).toEqual(['registry.household.headTaken']);
    await record([
      {
        kind: 'changeHead',
        household,
        person: son,
        formerRelation: 'parent',
        from: '2020-01-01',
      },
    ]);
    const members = await reads.listMembers(database.db(), [household], null);
    expect(
      members
        .filter((m) => m.validTo === null)
        .map((m) => [m.personId, m.relation])
        .toSorted(),
    ).toEqual([
      [mother, 'parent'],
      [son, 'head'],
    ]);
    const left = await record([{ kind: 'leaveHousehold', person: son, from: '2023-01-01' }]);
    expect(left.warnings.map((w) => w.code)).toContain('householdWithoutHead');
  });

  test('attributes: a mistake is put right for all times, a change from its day', async () => {
    const id = await add('Hoàng Văn Sai');
    await record([
      {
        kind: 'correctPerson',
        person: id,
        attributes: { phone: '+84 912 000 111' },
        from: '2022-01-01',
      },
    ]);
    await record([
      {
        kind: 'correctPerson',
        person: id,
        attributes: { fullName: 'Hoàng Văn Đúng', birthDate: '1980-07-01', birthPrecision: 'year' },
      },
    ]);
    const versions = await reads.listVersions(database.db(), [id], null);
    expect(versions.map((v) => [v.fullName, v.birthDate, v.validFrom, v.validTo, v.phone])).toEqual(
      [
        ['Hoàng Văn Đúng', '1980-01-01', '1980-01-01', '2022-01-01', null],
        ['Hoàng Văn Đúng', '1980-01-01', '2022-01-01', null, '0912000111'],
      ],
    );
  });

  test('a write that changes nothing is said so and leaves no entry', async () => {
    const id = await add('Vi Thị Yên');
    expect(
      await faultsOf([{ kind: 'correctPerson', person: id, attributes: { sex: 'female' } }]),
    ).toEqual(['registry.nothingChanges']);
  });

  test('sums of cards without names are replaced period by period', async () => {
    const set = (people: number, from: string, to?: string): CommandInput => ({
      kind: 'setAggregate',
      placeId: PLACES.commune,
      category: 'TQ',
      issuer: 'army',
      people,
      from,
      to,
    });
    await record([set(1210, '2021-01-01')]);
    await record([set(1300, '2022-01-01'), set(0, '2023-01-01')]);
    const rows = await reads.listAggregates(database.db(), [PLACES.commune], null);
    expect(rows.map((r) => [r.people, r.validFrom, r.validTo])).toEqual([
      [1210, '2021-01-01', '2022-01-01'],
      [1300, '2022-01-01', '2023-01-01'],
    ]);
  });

  test('the register holds together after all of this', async () => {
    expect(await checkRegister(ctx())).toEqual({ violations: [], staleSearchRows: [] });
  });
});
