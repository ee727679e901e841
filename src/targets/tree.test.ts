import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { type NewResident, addResidents } from '../coverage/test-register.ts';
import { decideRegister } from '../entitlement/decide-ops.ts';
import { counterTarget } from './answer-ops.ts';
import { assignTargets } from './assign-ops.ts';
import { addCriterion } from './criterion-ops.ts';
import { recordObservation } from './observation-ops.ts';
import { splitTarget } from './split-ops.ts';
import { targetTree } from './tree-ops.ts';
import { CriterionInput, SplitInput, type TargetRow } from './types.ts';
import { compareUnit, listAnswersToDecide } from './unit-ops.ts';

const database = useTestDatabase();
const ACT = { number: '1/KH-UBND', title: 'Kế hoạch', issuer: 'UBND tỉnh P' };
const PROVINCE = PLACE.provinceP;

function on(day: string) {
  return database.ctx({ now: () => Temporal.Instant.from(`${day}T05:00:00Z`) });
}

async function assign(day: string, unit: number, rows: TargetRow[]) {
  const done = await assignTargets(on(day), unit, { act: ACT, rows });
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value.targetIds;
}

function rate(unit: number, period: number, value: number): TargetRow {
  return { unit, period, measure: 'rate', value };
}

const COVERED: NewResident['cards'] = [['GD', 'own', '2024-01-01', null]];

/** 10 in A (9 covered; one loses the card on 2/3/2026), 20 in B (16), 10 in C (4), now in E. */
beforeAll(async () => {
  await plantSmallTree(database.db());
  const make = (placeId: number, all: number, covered: number): NewResident[] =>
    Array.from({ length: all }, (_, at) => ({
      placeId,
      from: '2020-01-01',
      cards: at < covered ? COVERED : [],
    }));
  await addResidents(on('2026-01-02'), [
    ...make(PLACE.villageA, 9, 8),
    {
      placeId: PLACE.villageA,
      from: '2020-01-01',
      cards: [['GD', 'own', '2024-01-01', '2026-03-02']],
    },
    ...make(PLACE.communeB, 20, 16),
    ...make(PLACE.communeC, 10, 4),
  ]);
});

function ask(more: Partial<Parameters<typeof targetTree>[1]> = {}) {
  return {
    unit: PROVINCE,
    indicator: 'coverage',
    group: '',
    from: '2026-01-01',
    to: '2027-01-01',
    depth: 1,
    ...more,
  };
}

describe('the tree of targets', () => {
  test('people short, pace, last year, and the day a unit fell below it', async () => {
    await assign('2026-01-05', PROVINCE, [
      rate(PROVINCE, 2026, 8000),
      rate(PLACE.communeA, 2026, 9500),
      rate(PLACE.communeE, 2026, 8000),
    ]);
    const tree = await targetTree(on('2026-11-30'), ask());
    const [province, a, e] = tree.nodes;
    expect(province).toMatchObject({
      depth: 0,
      result: { people: 28, population: 40, rateBp: 7000 },
      needed: 32,
      shortfall: 4,
      isReached: false,
      gained: -1,
      lastYear: { on: '2025-12-31', people: 29, rateBp: 7250 },
      belowSince: '2026-03-02',
      // 10 needed in A (95 % of 10, rounded up) and 24 in E
      below: { units: 2, withTarget: 2, people: 34, difference: -2 },
    });
    expect(a).toMatchObject({ needed: 10, shortfall: 2, belowSince: '2026-03-02' });
    expect(e).toMatchObject({ needed: 24, shortfall: 4, belowSince: null });
    // 1 to 31 December 2026: 23 working days
    expect(tree.workingDaysLeft).toBe(23);
    expect(province?.perWeek).toBe(1);
    const rates = province?.series.map((point) => [point.day, point.rateBp]);
    expect(rates?.slice(0, 4)).toEqual([
      ['2025-12-31', 7250],
      ['2026-01-31', 7250],
      ['2026-02-28', 7250],
      ['2026-03-31', 7000],
    ]);
    expect(rates?.at(-1)).toEqual(['2026-11-30', 7000]);
  });

  test('on the last day before the fall nobody is below', async () => {
    const tree = await targetTree(on('2026-11-30'), ask({ asOf: '2026-03-01' }));
    expect(tree.nodes.map((node) => node.belowSince)).toEqual([null, null, null]);
    expect(tree.asOf).toBe('2026-03-01');
  });

  test('targets of units that were merged follow, and say whose they were', async () => {
    await assign('2025-01-05', PROVINCE, [
      rate(PLACE.communeB, 2025, 9000),
      rate(PLACE.communeC, 2025, 5000),
      rate(PLACE.district, 2025, 7500),
    ]);
    const period = { from: '2025-01-01', to: '2026-01-01' };
    const tree = await targetTree(on('2026-01-10'), ask(period));
    const e = tree.nodes.find((node) => node.unit.unitId === PLACE.communeE);
    expect(e?.inherited.map(({ unit, needed }) => [unit.name, needed])).toEqual([
      ['Xã B', 18],
      ['Xã C', 5],
    ]);
    expect(tree.ended.map(({ unit }) => unit.name)).toEqual(['Huyện Cũ']);
    expect(tree.nodes[0]?.below).toMatchObject({ withTarget: 1, people: 23 });
    const before = await targetTree(
      on('2026-01-10'),
      ask({ ...period, unit: PLACE.district, asOf: '2025-06-30' }),
    );
    expect(before.nodes.map(({ unit, needed }) => [unit.name, needed])).toEqual([
      ['Huyện Cũ', 30],
      ['Xã A', null],
      ['Xã B', 18],
      ['Xã C', 5],
    ]);
    expect(before.nodes[0]?.below).toMatchObject({ people: 23, difference: 7 });
  });

  test('the end of the year counts the cards that will end', async () => {
    const ctx = on('2026-11-30');
    await addResidents(ctx, [
      {
        placeId: PLACE.communeE,
        from: '2026-01-01',
        cards: [['GD', 'own', '2026-01-01', '2026-12-15']],
      },
    ]);
    const before = await targetTree(ctx, ask());
    expect([before.decidedOn, before.nodes[0]?.expected]).toEqual([null, null]);
    await decideRegister(ctx);
    const tree = await targetTree(ctx, ask());
    expect(tree.decidedOn).toBe('2026-11-30');
    const e = tree.nodes.find((node) => node.unit.unitId === PLACE.communeE);
    // no card of this kind was ever renewed in time: it is expected to be lost
    expect(e?.result.people).toBe(21);
    expect(e?.expected).toMatchObject({ people: 20 });
  });

  test('group targets are read out of those the law offers the group', async () => {
    const ctx = on('2026-11-30');
    await assign('2026-01-06', PROVINCE, [
      { unit: PROVINCE, period: 2026, measure: 'rate', value: 10_000, group: '5' },
    ]);
    const tree = await targetTree(ctx, ask({ group: '5' }));
    const { result, shortfall } = tree.nodes[0] ?? {};
    expect(result?.on).toBe('2026-11-30');
    expect(result?.population).toBe(41);
    expect(shortfall).toBe((result?.population ?? 0) - (result?.people ?? 0));
  });

  test('communes that are not below last year, as a share', async () => {
    const indicator = 'communesKeeping';
    const tree = await targetTree(on('2026-11-30'), ask({ indicator }));
    expect(tree.nodes[0]?.result).toMatchObject({ rateBp: 5000, people: 1, population: 2 });
  });
});

describe('a target is split', () => {
  const split = (more: object) => SplitInput.parse({ period: 2027, ...more });

  test('adds up, keeps last year, and is saved as drafts that keep what was fixed by hand', async () => {
    const ctx = on('2026-11-30');
    const first = await splitTarget(ctx, PROVINCE, split({ total: 37, method: 'population' }));
    expect(first.rows.map(({ unit, people }) => [unit.name, people])).toEqual([
      ['Tỉnh P', 37],
      ['Xã A', 9],
      ['Xã E', 28],
    ]);
    expect(first.rows[0]?.difference).toBe(0);
    const overrides = [{ unitId: PLACE.communeA, people: 8 }];
    const fixed = await splitTarget(
      ctx,
      PROVINCE,
      split({ total: 37, overrides, save: 'draft', depth: 2 }),
    );
    expect(fixed.saved).toMatchObject({ created: 3 });
    expect(
      fixed.rows.map(({ unit, people, isOverride }) => [unit.name, people, isOverride]),
    ).toEqual([
      ['Tỉnh P', 37, false],
      ['Xã A', 8, true],
      ['Xã E', 29, false],
      ['Thôn A1', 8, false],
    ]);
    const again = await splitTarget(ctx, PROVINCE, split({ total: 39 }));
    expect(again.rows.map(({ people, isOverride }) => [people, isOverride])).toEqual([
      [39, false],
      [8, true],
      [31, false],
    ]);
    const beyond = await splitTarget(ctx, PROVINCE, split({ total: 45 }));
    expect(beyond.rows[0]?.difference).toBe(6);
  });

  test('what cannot be won of a group lowers the ceiling', async () => {
    const ctx = on('2026-11-30');
    const all = await splitTarget(ctx, PROVINCE, split({ total: 41, overrides: [] }));
    expect(all.rows[0]?.difference).toBe(0);
    const half = await splitTarget(
      ctx,
      PROVINCE,
      split({ total: 41, overrides: [], feasibleBp: { '5': 5000 } }),
    );
    // 2 without a card in A, 10 in E: half of each cannot be won
    expect(half.rows.map((row) => row.atMost)).toEqual([35, 9, 26]);
    expect(half.rows[0]?.difference).toBe(6);
  });
});

describe('a unit and its answers', () => {
  test('its page has all indicators of the year, entered results and criteria', async () => {
    const ctx = on('2026-11-30');
    const [, satisfaction = 0] = await assign('2026-01-05', PLACE.communeA, [
      {
        unit: PLACE.communeA,
        period: 2026,
        indicator: 'outOfPocket',
        measure: 'rate',
        value: 4000,
        operator: '<',
      },
      {
        unit: PLACE.communeA,
        period: 2026,
        indicator: 'satisfaction',
        measure: 'rate',
        value: 9000,
        operator: '>',
      },
    ]);
    expect(satisfaction).toBeGreaterThan(0);
    const observe = (indicator: string, day: string, counts: object) =>
      recordObservation(ctx, PLACE.communeA, {
        indicator,
        unit: PLACE.communeA,
        group: '',
        on: day,
        rateBp: null,
        part: null,
        whole: null,
        source: 'Khảo sát của trạm y tế',
        note: null,
        ...counts,
      });
    await observe('satisfaction', '2026-06-30', { rateBp: 9000 });
    await observe('outOfPocket', '2026-06-30', { rateBp: 3890 });
    await addCriterion(
      ctx,
      PLACE.communeA,
      CriterionInput.parse({
        programme: 'newRural',
        name: 'Tiêu chí y tế 15.1',
        year: 2026,
        value: 9600,
      }),
    );
    const page = await compareUnit(ctx, { unit: PLACE.communeA, year: 2026 });
    const byIndicator = new Map(page.targets.map((row) => [row.target.indicator, row]));
    expect(byIndicator.get('satisfaction')).toMatchObject({
      isReached: false,
      result: { rateBp: 9000, on: '2026-06-30', source: 'Khảo sát của trạm y tế' },
    });
    expect(byIndicator.get('outOfPocket')).toMatchObject({ isReached: true, shortfall: null });
    expect(byIndicator.get('coverage')).toMatchObject({ shortfall: 2, isReached: false });
    expect(page.criteria).toMatchObject([
      // 96 % and 95 % of ten people both need all ten
      { name: 'Tiêu chí y tế 15.1', isMet: false, isAboveTarget: false },
    ]);
    expect(page.criteria[0]?.targetId).toBe(byIndicator.get('coverage')?.target.targetId);
  });

  test('an answer waits with who assigned, not with the unit itself', async () => {
    const [targetId = 0] = await assign('2026-01-05', PROVINCE, [rate(PLACE.communeE, 2029, 9000)]);
    const ctx = on('2026-11-30');
    const answer = {
      targetId,
      measure: 'people' as const,
      value: 25,
      reason: 'Thiếu người vận động',
    };
    await counterTarget(ctx, PLACE.communeE, answer);
    const { answers: waiting } = await listAnswersToDecide(ctx, PROVINCE);
    expect(waiting).toMatchObject([
      {
        unit: { name: 'Xã E' },
        parent: { name: 'Tỉnh P' },
        target: { current: { counterPeople: 25 } },
      },
    ]);
    expect((await listAnswersToDecide(ctx, PLACE.communeE)).answers).toEqual([]);
    expect((await listAnswersToDecide(ctx, PLACE.provinceQ)).answers).toEqual([]);
  });
});
