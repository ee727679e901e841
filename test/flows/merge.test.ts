/**
 * Two records of one person: merged they count once, taken apart everything reads as before. Random
 * pairs over a small tree, with the counts of coverage beside the facts.
 */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkCounts } from '../../src/coverage/check-ops.ts';
import { type IsoDate, addDays } from '../../src/kernel/dates.ts';
import { type Random, makeRandom } from '../../src/kernel/random.ts';
import {
  mergePersons,
  previewMerge,
  previewUnmerge,
  resolveMerged,
  unmergePersons,
} from '../../src/registry/merge-ops.ts';
import { checkRegister, recordFacts, undoEntry } from '../../src/registry/ops.ts';
import { getPerson, getPersonHistory } from '../../src/registry/reads.ts';
import { FACT_TABLES } from '../../src/registry/sql-bulk.ts';
import { BULK_COLUMNS, type CommandInput } from '../../src/registry/types.ts';
import type { Context } from '../../src/stores/context.ts';
import { useTestDatabase } from '../database.ts';
import { PLACE, plantSmallTree } from '../small-tree.ts';

const database = useTestDatabase();
const HOMES = [PLACE.villageA, PLACE.communeA, PLACE.communeE, PLACE.villageD];

describe('merging persons', () => {
  let ctx: Context;
  let household = 0;

  beforeAll(async () => {
    ctx = database.ctx();
    await plantSmallTree(ctx.db);
    const done = await record([
      { kind: 'addHousehold', household: 'new:h', placeId: PLACE.villageA, from: '2010-01-01' },
      person('new:head', 'Lò Văn Chủ', '1970-01-01'),
      {
        kind: 'joinHousehold',
        person: 'new:head',
        household: 'new:h',
        relation: 'head',
        from: '2010-01-01',
      },
    ]);
    household = done.households['new:h'] ?? 0;
  });

  async function record(commands: CommandInput[]) {
    const done = await recordFacts(ctx, { reason: 'cho kiểm thử' }, commands);
    if (!done.ok) throw new Error(JSON.stringify(done.faults));
    return done.value;
  }

  function person(name: string, fullName: string, birthDate: IsoDate): CommandInput {
    return {
      kind: 'addPerson',
      person: name,
      attributes: { fullName, birthDate, sex: 'female' },
      provinceCode: '08',
    };
  }

  /** Somebody with some residences, cards, statuses and perhaps a place in the household. */
  async function plantRandom(random: Random): Promise<number> {
    const born = addDays('1950-01-01', random.int(20_000));
    const day = (): IsoDate => addDays('2015-01-01', random.int(4000));
    const until = (from: IsoDate): IsoDate | null =>
      random.chance(0.5) ? null : addDays(from, 1 + random.int(900));
    const commands: CommandInput[] = [person('new:a', 'Vàng Thị Xuân', born)];
    for (let at = 0; at < 1 + random.int(3); at += 1) {
      const from = day();
      commands.push({
        kind: 'setResidence',
        person: 'new:a',
        placeId: random.pick(HOMES),
        residence: random.pick(['permanent', 'temporary', 'away']),
        from,
        to: until(from),
      });
    }
    for (let at = 0; at < random.int(4); at += 1) {
      const from = addDays('2015-01-01', 40 * at + random.int(4000));
      commands.push({
        kind: 'addParticipation',
        person: 'new:a',
        category: random.pick(['GD', 'HN', 'CN', 'DT']),
        issuer: random.pick(['own', 'army', 'otherProvince']),
        from,
        to: until(from),
      });
    }
    if (random.chance(0.6)) {
      const from = day();
      const status = random.pick(['poorHousehold', 'nearPoorHousehold'] as const);
      commands.push({ kind: 'setStatus', person: 'new:a', status, from, to: until(from) });
    }
    if (random.chance(0.5)) {
      const relation = random.pick(['child', 'sibling'] as const);
      commands.push({ kind: 'joinHousehold', person: 'new:a', household, relation, from: day() });
    }
    if (random.chance(0.2)) commands.push({ kind: 'recordDeath', person: 'new:a', on: day() });
    return (await record(commands)).people['new:a'] ?? 0;
  }

  /** Everything that reads now: facts, search rows, counts of coverage. */
  async function snapshot(): Promise<string[]> {
    const lines: string[] = [];
    for (const table of FACT_TABLES) {
      const columns = ['fact_id', ...BULK_COLUMNS[table]].map((column) => sql.ref(column));
      const rows = await sql<object>`
        select ${sql.join(columns)} from ${sql.table(`registry.${table}`)}
        where recorded_to is null`.execute(ctx.db);
      lines.push(...rows.rows.map((row) => `${table} ${JSON.stringify(row)}`));
    }
    const people = await sql<object>`
      select person_id, full_name, birth_year, place_id, earlier_places
      from registry.person`.execute(ctx.db);
    const counts = await sql<object>`select * from coverage.count`.execute(ctx.db);
    const merges = await sql<object>`
      select loser_id, survivor_id from registry.person_merge
      where recorded_to is null`.execute(ctx.db);
    for (const row of [...people.rows, ...counts.rows, ...merges.rows])
      lines.push(JSON.stringify(row));
    return lines.sort();
  }

  async function expectSound(): Promise<void> {
    expect(await checkRegister(ctx)).toEqual({ violations: [], staleSearchRows: [] });
    expect((await checkCounts(ctx)).differences).toEqual([]);
  }

  const seeds = Array.from({ length: 12 }, (_, at) => `merge-${at}`);

  test.each(seeds)('and taking apart leaves everything as before (%s)', async (seed) => {
    const random = makeRandom(seed);
    const survivorId = await plantRandom(random);
    const loserId = await plantRandom(random);
    const before = await snapshot();
    const choices = {
      residences: random.pick(['survivor', 'loser'] as const),
      fields: { fullName: random.pick(['survivor', 'loser'] as const) },
    };
    const merged = await mergePersons(ctx, { survivorId, loserId, choices }, 'một người');
    if (!merged.ok) throw new Error(JSON.stringify(merged.faults));
    await expectSound();
    expect(await resolveMerged(ctx, [loserId])).toEqual(new Map([[loserId, survivorId]]));
    if (random.chance(0.5)) await unmergePersons(ctx, loserId, 'hai người');
    else await undoEntry(ctx, merged.value.entryId, 'gộp nhầm');
    expect(await snapshot()).toEqual(before);
    await expectSound();
  });

  async function plantPair(): Promise<{ survivorId: number; loserId: number }> {
    const home = { placeId: PLACE.villageA, kind: 'permanent', from: '2015-01-01' } as const;
    const attributes = { fullName: 'Ma Thị Đào', birthDate: '1988-03-04', sex: 'female' } as const;
    const done = await record([
      { kind: 'addPerson', person: 'new:a', attributes, residence: home },
      {
        kind: 'addPerson',
        person: 'new:b',
        attributes: { ...attributes, fullName: 'Ma Thi Dao', nationalId: '008188000123' },
        residence: { ...home, placeId: PLACE.communeE },
      },
      {
        kind: 'addParticipation',
        person: 'new:b',
        category: 'GD',
        issuer: 'own',
        from: '2024-01-01',
      },
    ]);
    return { survivorId: done.people['new:a'] ?? 0, loserId: done.people['new:b'] ?? 0 };
  }

  test('is seen beforehand: fields, spells, cards, counts of each place', async () => {
    const { survivorId, loserId } = await plantPair();
    const preview = await previewMerge(ctx, { survivorId, loserId });
    if (!preview.ok) throw new Error(JSON.stringify(preview.faults));
    const { value } = preview;
    const field = (name: string) => value.fields.find((one) => one.field === name);
    expect(field('fullName')).toMatchObject({ from: 'survivor', differs: true });
    expect(field('nationalId')).toMatchObject({ from: 'loser', result: '008•••••••23' });
    expect(value.hasCards).toBe(true);
    expect(value.spells.find((spell) => spell.table === 'participation')?.outcome).toBe('kept');
    expect(
      value.spells.find((spell) => spell.table === 'residence' && spell.side === 'loser')?.outcome,
    ).toBe('dropped');
    expect(value.counting.toSorted((a, b) => a.placeId - b.placeId)).toEqual([
      { placeId: PLACE.communeE, people: -1, insured: -1 },
      { placeId: PLACE.villageA, people: 0, insured: 1 },
    ]);
  });

  test('keeps both ids findable and says where the loser went', async () => {
    const { survivorId, loserId } = await plantPair();
    await mergePersons(ctx, { survivorId, loserId }, 'một người ghi hai lần');
    const gone = await getPerson(ctx, loserId);
    expect(gone.mergedInto).toMatchObject({
      personId: survivorId,
      fullName: 'Ma Thị Đào',
      recorded: { reason: 'một người ghi hai lần' },
    });
    expect(gone.participations).toHaveLength(1);
    const page = await getPerson(ctx, survivorId);
    expect(page.mergedFrom).toMatchObject([{ personId: loserId, fullName: 'Ma Thi Dao' }]);
    expect(page.attributes.nationalId).toBe('008•••••••23');
    const history = await getPersonHistory(ctx, loserId);
    expect(history.map((entry) => entry.kind)).toEqual(['merge', 'record']);
  });

  test('comes apart although others wrote since: what was written stays with the survivor', async () => {
    const { survivorId, loserId } = await plantPair();
    await mergePersons(ctx, { survivorId, loserId }, 'một người');
    await record([
      { kind: 'correctPerson', person: survivorId, attributes: { phone: '0912345678' } },
      {
        kind: 'addParticipation',
        person: survivorId,
        category: 'DT',
        issuer: 'own',
        from: '2026-01-01',
      },
    ]);
    const preview = await previewUnmerge(ctx, loserId);
    expect(preview).toMatchObject({ survivorId, goesBack: 3, stays: 2 });
    expect(preview?.laterEntries).toHaveLength(1);
    await unmergePersons(ctx, loserId, 'hai chị em');
    const survivor = await getPerson(ctx, survivorId);
    expect(survivor.participations.map((card) => card.category)).toEqual(['DT']);
    expect(survivor.attributes.phone).not.toBeNull();
    const loser = await getPerson(ctx, loserId);
    expect(loser).toMatchObject({ mergedInto: null, attributes: { fullName: 'Ma Thi Dao' } });
    expect(loser.participations.map((card) => card.category)).toEqual(['GD']);
    await expectSound();
  });

  test('of one merged on leads to the last, and comes apart in reverse', async () => {
    const first = await plantPair();
    const second = await plantPair();
    await mergePersons(ctx, first, 'một người');
    await mergePersons(
      ctx,
      { survivorId: second.survivorId, loserId: first.survivorId },
      'lại một người',
    );
    const ids = [first.loserId, first.survivorId];
    expect([...(await resolveMerged(ctx, ids)).values()]).toEqual([
      second.survivorId,
      second.survivorId,
    ]);
    await expect(unmergePersons(ctx, first.loserId, 'gỡ')).rejects.toThrow(
      'registry.unmerge.mergedOn',
    );
    await unmergePersons(ctx, first.survivorId, 'gỡ');
    await unmergePersons(ctx, first.loserId, 'gỡ');
    expect([...(await resolveMerged(ctx, ids)).values()]).toEqual(ids);
    await expectSound();
  });
});
