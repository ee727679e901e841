import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { Refusal } from '../kernel/outcome.ts';
import { undoEntry } from '../registry/ops.ts';
import { getUnitByCode, listChildren } from '../units/ops.ts';
import { loadReference } from '../units/loading.ts';
import { checkCounts } from './check-ops.ts';
import { addDefinition, coverageTree, listDefinitions } from './ops.ts';
import { coverageChanges, coverageSeries } from './series-ops.ts';
import { addResidents, record } from './test-register.ts';
import type { CoverageAnswer } from './types.ts';

const database = useTestDatabase();

const SON_DUONG = 2076;
const OLD = '2021-12-31';
const NOW = '2026-01-01';

let communes: number[] = [];
let people: number[] = [];

/** Twelve people in each of three old communes of Sơn Dương; some insured, in different ways. */
beforeAll(async () => {
  const ctx = database.ctx();
  await loadReference(ctx);
  const children = await listChildren(ctx, SON_DUONG, OLD);
  communes = children.units.map((unit) => unit.unitId);
  people = await addResidents(
    ctx,
    communes.slice(0, 3).flatMap((placeId) => [
      { placeId, from: '2019-01-01', cards: [['DN', 'own', '2019-01-01', '2027-01-01']] },
      { placeId, from: '2019-01-01', cards: [['HN', 'own', '2021-01-01', '2022-01-01']] },
      { placeId, from: '2019-01-01', cards: [['GD', 'own', '2021-03-01', '2022-03-01']] },
      { placeId, from: '2019-01-01', cards: [['GD', 'otherProvince', '2021-01-01', null]] },
      { placeId, from: '2019-01-01', cards: [['TQ', 'army', '2021-01-01', null]] },
      { placeId, from: '2021-05-01' },
    ]),
  );
});

function groupsOf(answer: Pick<CoverageAnswer, 'byGroup'>): Record<number, number> {
  return Object.fromEntries(
    answer.byGroup.filter((row) => row.insured > 0).map((row) => [row.group, row.insured]),
  );
}

const tree = (unit: string | number, asOf: string, more: object = {}) =>
  coverageTree(database.ctx(), { unit, asOf, ...more });

describe('figures', () => {
  test('a district by its code: population, insured, rate, groups, communes', async () => {
    const answer = await tree('076', OLD);
    expect(answer).toMatchObject({
      asOf: OLD,
      boundaries: OLD,
      definition: 'sonDuongPlan',
      population: 18,
      insured: 12,
      rateBp: 6667,
      missing: [],
    });
    expect(answer.unit.name).toBe('Huyện Sơn Dương');
    expect(groupsOf(answer)).toEqual({ 1: 3, 3: 6, 5: 3 });
    expect(answer.children).toHaveLength(30);
    const counted = (answer.children ?? []).filter((child) => child.residents > 0);
    expect(counted.map((child) => [child.residents, child.insured])).toEqual([
      [6, 4],
      [6, 4],
      [6, 4],
    ]);
    expect(answer.uncertain).toEqual({ people: 0, places: 0, insured: 0 });
  });

  test('two definitions side by side, issuers and categories', async () => {
    const answer = await tree('076', OLD, {
      definition: ['sonDuongPlan', 'allCards', 'ownCards'],
      by: ['group', 'issuer', 'category'],
    });
    expect(answer.sideBySide.map((row) => [row.definition, row.insured])).toEqual([
      ['allCards', 15],
      ['ownCards', 9],
    ]);
    expect(answer.byIssuer).toEqual([
      { issuer: 'own', insured: 9 },
      { issuer: 'army', insured: 3 },
    ]);
    expect(answer.byCategory?.map((row) => [row.category, row.insured])).toEqual([
      ['DN', 3],
      ['HN', 3],
      ['TQ', 3],
      ['GD', 3],
    ]);
    expect(answer.children).toBeUndefined();
  });

  test('the day before and the day a card begins and ends', async () => {
    const [commune = 0] = communes;
    const insured = async (day: string) => (await tree(commune, day)).insured;
    expect(await insured('2021-02-28')).toBe(3);
    expect(await insured('2021-03-01')).toBe(4);
    expect(await insured('2022-02-28')).toBe(3);
    expect(await insured('2022-03-01')).toBe(2);
    expect(await insured('2026-12-31')).toBe(2);
    expect(await insured('2027-01-01')).toBe(1);
    expect((await tree(commune, '2021-04-30')).population).toBe(5);
    expect((await tree(commune, '2021-05-01')).population).toBe(6);
  });

  test('a person counts once, in the first group by the order of that day', async () => {
    const ctx = database.ctx();
    const placeId = communes[5] ?? 0;
    await addResidents(ctx, [
      {
        placeId,
        from: '2020-01-01',
        cards: [
          ['DN', 'own', '2020-01-01', null],
          ['HT', 'own', '2020-01-01', null],
          ['GD', 'otherProvince', '2020-01-01', null],
        ],
      },
    ]);
    // Decree 146: Art 1 before Art 2; Law 51 Art 13.5d: 2a always through social insurance
    expect(groupsOf(await tree(placeId, '2025-06-30'))).toEqual({ 1: 1 });
    expect(groupsOf(await tree(placeId, '2025-07-01'))).toEqual({ 2: 1 });
    expect(groupsOf(await tree(placeId, '2025-07-01', { definition: ['allCards'] }))).toEqual({
      2: 1,
    });
    const changes = await coverageChanges(ctx, { unit: placeId, asOf: '2025-07-01' });
    expect(changes).toMatchObject({ gained: 0, lost: 0 });
    expect(changes.byGroup.filter((row) => row.before + row.after > 0)).toMatchObject([
      { group: 1, before: 1, after: 0, left: 1 },
      { group: 2, before: 0, after: 1, joined: 1 },
    ]);
  });

  test('cards known only as a number are added by the definition and shown apart', async () => {
    const ctx = database.ctx();
    const placeId = communes[7] ?? 0;
    await addResidents(ctx, [
      { placeId, from: '2020-01-01' },
      { placeId, from: '2020-01-01' },
    ]);
    await record(ctx, [
      {
        kind: 'setAggregate',
        placeId,
        category: 'TQ',
        issuer: 'army',
        people: 1,
        from: '2021-01-01',
        to: '2022-01-01',
      },
    ]);
    const answer = await tree(placeId, OLD, { definition: ['sonDuongPlan', 'ownCards'] });
    expect(answer).toMatchObject({ population: 2, insured: 1, insuredByName: 0, rateBp: 5000 });
    expect(answer.aggregates).toEqual([
      {
        category: 'TQ',
        name: 'Thân nhân của sĩ quan, quân nhân',
        nameEn: 'Relatives of army officers and servicemen',
        issuer: 'army',
        group: 3,
        people: 1,
      },
    ]);
    expect(groupsOf(answer)).toEqual({});
    expect(answer.sideBySide[0]).toMatchObject({ insured: 0, aggregates: [] });
    expect((await tree(placeId, '2022-01-01')).insured).toBe(0);
    const district = await tree('076', OLD);
    expect(district.children?.find((child) => child.unit.unitId === placeId)?.insured).toBe(1);
    const series = await coverageSeries(ctx, { unit: placeId, asOf: '2022-02-10', months: 3 });
    expect(series.series[0]?.points.map((point) => point.insured)).toEqual([1, 0, 0]);
  });

  test('a move takes the person along; temporary residence counts before permanent', async () => {
    const ctx = database.ctx();
    const [from = 0, to = 0] = [communes[10], communes[11]];
    const [person = 0] = await addResidents(ctx, [
      { placeId: from, from: '2020-01-01', cards: [['GD', 'own', '2020-01-01', null]] },
    ]);
    await record(ctx, [
      {
        kind: 'setResidence',
        person,
        placeId: to,
        residence: 'temporary',
        from: '2021-01-01',
        to: '2022-01-01',
      },
    ]);
    const where = async (day: string) => [
      (await tree(from, day)).insured,
      (await tree(to, day)).insured,
    ];
    expect(await where('2020-12-31')).toEqual([1, 0]);
    expect(await where('2021-01-01')).toEqual([0, 1]);
    expect(await where('2022-01-01')).toEqual([1, 0]);
    await record(ctx, [{ kind: 'recordDeath', person, on: '2022-05-05' }]);
    expect(await where('2022-05-05')).toEqual([1, 0]);
    expect(await where('2022-05-06')).toEqual([0, 0]);
    expect((await checkCounts(ctx)).differences).toEqual([]);
  });
});

describe('boundaries', () => {
  test('the old district by the ten communes of today: the same people, divided anew', async () => {
    const old = await tree('076', OLD);
    const now = await tree('076', OLD, { boundaries: NOW });
    expect(now).toMatchObject({
      boundaries: NOW,
      unitBoundaries: '2025-06-30',
      population: old.population,
      insured: old.insured,
      rateBp: old.rateBp,
    });
    expect(now.byGroup).toEqual(old.byGroup);
    expect(now.children?.map((child) => child.code)).toEqual([
      '02536',
      '02545',
      '02548',
      '02554',
      '02572',
      '02578',
      '02608',
      '02611',
      '02620',
      '02623',
    ]);
    const sum = now.children?.reduce((total, child) => total + child.residents, 0);
    expect(sum).toBe(old.residents);
    expect(now.undivided?.people).toBe(0);
  });

  test('a commune of today on a day before it existed: those who live where it lies now', async () => {
    const ctx = database.ctx();
    const unit = await getUnitByCode(ctx, '02545', NOW);
    const answer = await tree(unit.unitId, OLD, { boundaries: NOW });
    const whole = await tree('076', OLD, { boundaries: NOW });
    const part = whole.children?.find((child) => child.code === '02545');
    expect(answer.residents).toBe(part?.residents);
    expect(answer.unit.code).toBe('02545');
  });

  test('people of a commune that was split may belong to either part, and are told', async () => {
    const ctx = database.ctx();
    // Xã Kỳ Lợi: to three parts on 1/7/2025
    await addResidents(ctx, [
      { placeId: 118_796, from: '2020-01-01', cards: [['GD', 'own', '2020-01-01', null]] },
      { placeId: 118_796, from: '2020-01-01' },
    ]);
    const part = await tree('18754', NOW);
    expect(part).toMatchObject({
      residents: 0,
      uncertain: { people: 2, places: 1, insured: 1 },
    });
    const province = await tree('42', NOW);
    expect(province).toMatchObject({ residents: 2, insured: 1, uncertain: { people: 0 } });
    expect(province.undivided).toEqual({ people: 2, places: 1, insured: 1 });
    expect((await tree(118_796, NOW)).residents).toBe(2);
  });

  test('the province of today holds the old one, whole and in its communes', async () => {
    const before = await tree('08', OLD);
    const now = await tree('08', NOW, { codeOn: NOW });
    expect(now.unit.unitId).not.toBe(before.unit.unitId);
    const seen = await tree(now.unit.unitId, OLD, { boundaries: NOW });
    expect(seen.residents).toBe(before.residents);
    expect(seen.children).toHaveLength(124);
  });
});

describe('as known at an instant', () => {
  test('what was recorded later is not seen; what was undone is', async () => {
    const ctx = database.ctx();
    const [person = 0] = people;
    const place = communes[0] ?? 0;
    const was = await tree(place, OLD);
    const before = ctx.now().toString();
    const entry = await record(ctx, [
      {
        kind: 'setResidence',
        person,
        placeId: communes[20] ?? 0,
        residence: 'permanent',
        from: '2020-01-01',
      },
    ]);
    const after = ctx.now().toString();
    expect((await tree(place, OLD)).insured).toBe(was.insured - 1);
    expect(await tree(place, OLD, { knownAt: before })).toEqual({ ...was, knownAt: before });
    await undoEntry(ctx, entry, 'nhầm người');
    expect(await tree(place, OLD)).toEqual(was);
    expect((await tree(place, OLD, { knownAt: after })).insured).toBe(was.insured - 1);
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
  });
});

describe('series', () => {
  test('the state at the end of each month, with the acts and laws on their days', async () => {
    const ctx = database.ctx();
    const place = communes[1] ?? 0;
    const answer = await coverageSeries(ctx, { unit: place, asOf: '2025-08-15', months: 60 });
    const [series] = answer.series;
    expect(series?.points).toHaveLength(60);
    expect(series?.points.at(-1)?.day).toBe('2025-08-15');
    expect(series?.points[0]?.day).toBe('2020-09-30');
    for (const point of [0, 3, 4, 5, 16, 17, 18, 57, 58, 59].map((at) => series?.points[at])) {
      const figure = await tree(place, point?.day ?? '', { boundaries: '2025-08-15' });
      expect(point).toMatchObject({ residents: figure.residents, insured: figure.insured });
    }
    expect(answer.events.map((event) => [event.on, event.kind])).toEqual([
      ['2025-07-01', 'units'],
      ['2025-07-01', 'law'],
    ]);
    expect(answer.events[0]?.number).toContain('NQ-UBTVQH15');
  });

  test('as known at an instant is the same as now when nothing changed since', async () => {
    const ctx = database.ctx();
    const question = { unit: '076', asOf: '2022-03-31', months: 6, codeOn: OLD };
    const now = await coverageSeries(ctx, question);
    const knownAt = ctx.now().toString();
    const then = await coverageSeries(ctx, { ...question, knownAt });
    expect(then).toEqual({ ...now, knownAt });
  });
});

describe('changes', () => {
  test('who gained, who lost, who came, by group', async () => {
    const ctx = database.ctx();
    const unit = communes[2] ?? 0;
    const changes = await coverageChanges(ctx, { unit, asOf: '2022-03-31', since: '2020-12-31' });
    expect(changes).toMatchObject({
      from: '2020-12-31',
      to: '2022-03-31',
      before: { residents: 5, insuredByName: 1 },
      after: { residents: 6, insuredByName: 2 },
      // poor card of 2021, household card, army card begin; the first two end
      gained: 3,
      lost: 2,
      came: { insured: 0, uninsured: 1 },
      went: { insured: 0, uninsured: 0 },
    });
    const household = changes.byGroup.find((row) => row.group === 5);
    expect(household).toMatchObject({ before: 0, after: 0, joined: 1, left: 1, reclassified: 0 });
  });
});

describe('definitions', () => {
  test('ship with their source; new ones are added, never changed', async () => {
    const ctx = database.ctx();
    const shipped = await listDefinitions(ctx);
    expect(shipped.map((definition) => definition.code)).toEqual([
      'sonDuongPlan',
      'allCards',
      'ownCards',
    ]);
    expect(shipped.every((definition) => definition.citation.length > 10)).toBe(true);
    const official = {
      code: 'planByStatistics',
      name: 'Theo dân số của Chi cục Thống kê',
      nameEn: 'Out of the population of the statistics office',
      issuers: ['own' as const],
      aggregateIssuers: [],
      denominator: { kind: 'official' as const, source: 'test.2021', year: null },
      citation: 'Kế hoạch, phần I.I.2',
    };
    expect(await addDefinition(ctx, official)).toMatchObject({ ok: true });
    expect(await addDefinition(ctx, official)).toMatchObject({ ok: false });
  });

  test('an official figure that is missing leaves the rate missing, never 0', async () => {
    const ctx = database.ctx();
    const missing = await tree('076', OLD, { definition: ['planByStatistics'] });
    expect(missing).toMatchObject({ population: null, rateBp: null, missing: ['population'] });
    expect(missing.insured).toBeGreaterThan(0);
    await sql`insert into units.population_source (key, title, basis)
      values ('test.2021', 'Chi cục Thống kê huyện', 'usual')`.execute(ctx.db);
    await sql`insert into units.population
      (unit_id, source_id, on_date, people, quality, recorded_at, actor_name)
      select ${SON_DUONG}, source_id, '2021-06-30', 100, 'official', now(), 'test'
      from units.population_source where key = 'test.2021'`.execute(ctx.db);
    const known = await tree('076', OLD, { definition: ['planByStatistics'] });
    expect(known).toMatchObject({
      population: 100,
      missing: [],
      rateBp: known.insured * 100,
      populationSource: { title: 'Chi cục Thống kê huyện', onDate: '2021-06-30' },
    });
    expect(
      (await tree('076', '2022-12-31', { definition: ['planByStatistics'] })).rateBp,
    ).toBeNull();
  });

  test('an unknown one, or a day outside the counted ones, is refused', async () => {
    await expect(tree('076', OLD, { definition: ['nothing'] })).rejects.toThrow(Refusal);
    await expect(tree('076', '2009-06-30')).rejects.toThrow('coverage.dayOutside');
    await expect(tree('076', '2041-01-01')).rejects.toThrow('coverage.dayOutside');
  });
});
