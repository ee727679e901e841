import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { Refusal } from '../kernel/outcome.ts';
import { acceptTargets, counterTarget, decideCounter, withdrawTargets } from './answer-ops.ts';
import { assignTargets } from './assign-ops.ts';
import { getHistory } from './history-ops.ts';
import { listTargets } from './sql.ts';
import type { AssignInput, TargetRow } from './types.ts';

const database = useTestDatabase();
const ACT = { number: '126/KH-UBND', title: 'Kế hoạch bao phủ BHYT', issuer: 'UBND tỉnh P' };
const LATER_ACT = { number: '9/QĐ-UBND', title: 'Quyết định điều chỉnh', issuer: 'UBND tỉnh P' };
const PROVINCE = PLACE.provinceP;

beforeAll(async () => {
  await plantSmallTree(database.db());
});

function at(instant: string) {
  return database.ctx({ now: () => Temporal.Instant.from(instant) });
}

function rate(unit: number, period: number, value: number | null, more: Partial<TargetRow> = {}) {
  return { unit, period, measure: 'rate' as const, value, ...more };
}

async function assign(unit: number, rows: TargetRow[], more: Partial<AssignInput> = {}) {
  return await assignTargets(at('2026-01-10T03:00:00Z'), unit, { act: ACT, rows, ...more });
}

async function assigned(unit: number, rows: TargetRow[], more: Partial<AssignInput> = {}) {
  const done = await assign(unit, rows, more);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value;
}

async function current(targetId: number) {
  const [found] = await listTargets(database.db(), { targetIds: [targetId], knownAt: null });
  return found?.current;
}

async function codesOf(work: Promise<unknown>): Promise<string[]> {
  const faults = await work.then(
    (done) => (done as { faults?: { code: string }[] }).faults ?? [],
    (cause: unknown) => (cause instanceof Refusal ? cause.faults : [{ code: String(cause) }]),
  );
  return faults.map((fault) => fault.code);
}

describe('a target is set', () => {
  test('by the unit for itself it stands at once; for a unit below it waits for the answer', async () => {
    const done = await assigned(PROVINCE, [
      rate(PROVINCE, 2030, 9635, { operator: '>' }),
      rate(PLACE.communeA, 2030, 9500),
    ]);
    expect(done).toMatchObject({ created: 2, changed: 0, same: 0 });
    expect(await current(done.targetIds[0] ?? 0)).toMatchObject({
      state: 'accepted',
      rateBp: 9635,
      operator: '>',
    });
    expect(await current(done.targetIds[1] ?? 0)).toMatchObject({ state: 'assigned' });
  });

  test('percent and persons of one document are one target, with both lines', async () => {
    const { targetIds } = await assigned(PROVINCE, [
      rate(PLACE.communeA, 2027, 9550, { source: { document: 'KH', line: 23, printed: '95,5' } }),
      {
        unit: PLACE.communeA,
        period: 2027,
        measure: 'people',
        value: 8912,
        operator: '=',
        source: { document: 'KH', line: 24, printed: '8.912' },
      },
    ]);
    expect(targetIds[0]).toBe(targetIds[1]);
    const now = await current(targetIds[0] ?? 0);
    expect(now).toMatchObject({ rateBp: 9550, people: 8912, measure: 'rate', operator: '>=' });
    expect(now?.sources.map(({ line, printed }) => [line, printed])).toEqual([
      [23, '95,5'],
      [24, '8.912'],
    ]);
  });

  test('"trên 71 %" in the text and "71" in the table agree: the words say more', async () => {
    const { targetIds } = await assigned(PROVINCE, [
      rate(PROVINCE, 2015, 7100, { operator: '=' }),
      rate(PROVINCE, 2015, 7100, { operator: '>' }),
    ]);
    expect(await current(targetIds[0] ?? 0)).toMatchObject({ operator: '>', rateBp: 7100 });
  });

  test('a blank cell stays blank, and may be filled without a reason', async () => {
    const blank = await assigned(PROVINCE, [
      rate(PROVINCE, 2013, null, { group: '4/averageLiving' }),
    ]);
    expect(await current(blank.targetIds[0] ?? 0)).toMatchObject({ rateBp: null, people: null });
    const again = await assigned(PROVINCE, [
      rate(PROVINCE, 2013, null, { group: '4/averageLiving' }),
    ]);
    expect(again.same).toBe(1);
    const filled = await assigned(PROVINCE, [
      rate(PROVINCE, 2013, 1600, { group: '4/averageLiving' }),
    ]);
    expect(filled.changed).toBe(1);
  });

  test('all faults at once, with their rows, and nothing is written', async () => {
    const faults = await assign(PROVINCE, [
      rate(PLACE.communeD, 2026, 9000),
      rate(PLACE.communeA, 2026, 9000, { indicator: 'beauty' }),
      { unit: '99999', period: 2026, measure: 'rate', value: 1 },
      rate(PLACE.communeA, 2026, 9000, { indicator: 'voluntarySocialInsurance' }),
    ]);
    expect(faults.ok ? [] : faults.faults.map(({ code, at: row }) => [code, row]).sort()).toEqual([
      ['targets.indicatorUnknown', 'rows.1'],
      ['targets.wrongMeasure', 'rows.3'],
      ['units.codeUnknown', 'rows.2'],
      ['units.outside', 'rows.0'],
    ]);
    expect(await codesOf(assign(PROVINCE, [rate(PLACE.communeA, 2026, 1)], { act: null }))).toEqual(
      ['targets.actNeeded'],
    );
    const contradicting = [rate(PLACE.communeA, 2026, 1), rate(PLACE.communeA, 2026, 2)];
    expect(await codesOf(assign(PROVINCE, contradicting))).toEqual(['targets.contradiction']);
    const unitIds = [PLACE.communeA];
    const during = { from: '2026-01-01', to: '2026-12-31' };
    expect(await listTargets(database.db(), { unitIds, during, knownAt: null })).toEqual([]);
  });

  test('an act whose number was left blank is known again by title and issuer', async () => {
    const act = { number: null, title: 'Kế hoạch không số', issuer: 'UBND huyện' };
    const first = await assigned(PROVINCE, [rate(PLACE.communeA, 2022, 9060)], { act });
    const second = await assigned(PROVINCE, [rate(PLACE.communeA, 2023, 9150)], { act });
    const one = await current(first.targetIds[0] ?? 0);
    const two = await current(second.targetIds[0] ?? 0);
    expect(one?.actId).toBe(two?.actId);
    expect(one?.actId).toBeGreaterThan(0);
  });
});

describe('a target that was assigned', () => {
  const row = (value: number) => rate(PLACE.communeE, 2026, value);
  const target = async (value: number) =>
    (await assigned(PROVINCE, [row(value)])).targetIds[0] ?? 0;

  test('changes in mid-period only with a reason; both values, act and reason are kept', async () => {
    const targetId = await target(9000);
    expect(await codesOf(assign(PROVINCE, [row(9100)]))).toEqual(['targets.reasonNeeded']);
    const done = await assignTargets(at('2026-06-30T03:00:00Z'), PROVINCE, {
      act: LATER_ACT,
      rows: [row(9100)],
      reason: 'Chính phủ điều chỉnh',
    });
    expect(done.ok && done.value.changed).toBe(1);
    const history = await getHistory(database.ctx(), PROVINCE, targetId);
    expect(
      history.revisions.map(({ state, rateBp, reason, act }) => [
        state,
        rateBp,
        reason,
        act?.number,
      ]),
    ).toEqual([
      ['assigned', 9000, null, '126/KH-UBND'],
      ['adjusted', 9100, 'Chính phủ điều chỉnh', '9/QĐ-UBND'],
    ]);
    const during = { from: '2026-01-01', to: '2026-12-31' };
    const unitIds = [PLACE.communeE];
    const asKnown = async (knownAt: string | null) =>
      (await listTargets(database.db(), { unitIds, during, knownAt }))[0]?.current.rateBp;
    expect(await asKnown('2026-06-30T02:59:59Z')).toBe(9000);
    expect(await asKnown('2026-06-30T03:00:00Z')).toBe(9100);
    expect(await asKnown(null)).toBe(9100);
  });

  test('is answered with a number and a reason, and stands until it is decided', async () => {
    const { targetIds } = await assigned(PROVINCE, [rate(PLACE.communeE, 2028, 9300)]);
    const targetId = targetIds[0] ?? 0;
    const answer = {
      targetId,
      measure: 'rate' as const,
      value: 9100,
      reason: 'Ba thôn thoát nghèo',
    };
    const answered = await counterTarget(at('2026-01-12T03:00:00Z'), PLACE.communeE, answer);
    expect(answered.current).toMatchObject({
      state: 'counterProposed',
      rateBp: 9300,
      counterRateBp: 9100,
      reason: 'Ba thôn thoát nghèo',
    });
    const decided = await decideCounter(at('2026-01-13T03:00:00Z'), PROVINCE, {
      targetId,
      decision: 'take',
      reason: 'Đúng với số rà soát',
      act: { ...LATER_ACT, signedOn: null, effectiveOn: null },
    });
    expect(decided.current).toMatchObject({ state: 'adjusted', rateBp: 9100, counterRateBp: null });
    const accepted = await acceptTargets(at('2026-01-14T03:00:00Z'), PLACE.communeE, [targetId]);
    expect(accepted[0]?.current).toMatchObject({ state: 'accepted', rateBp: 9100 });
    const states = (await getHistory(database.ctx(), PLACE.communeE, targetId)).revisions;
    expect(states.map(({ state }) => state)).toEqual([
      'assigned',
      'counterProposed',
      'adjusted',
      'accepted',
    ]);
  });

  test('is not changed by the unit itself, nor answered by its own assigner or for another unit', async () => {
    const { targetIds } = await assigned(PROVINCE, [
      rate(PLACE.communeA, 2029, 9300),
      rate(PROVINCE, 2029, 9300),
    ]);
    const [ofCommune = 0, ofProvince = 0] = targetIds;
    const lower = assign(PLACE.communeA, [rate(PLACE.communeA, 2029, 8000)], { reason: 'vì thế' });
    expect(await codesOf(lower)).toEqual(['targets.assignedAbove']);
    expect(await codesOf(acceptTargets(database.ctx(), PROVINCE, [ofProvince]))).toEqual([
      'targets.notAnswerable',
    ]);
    expect(await codesOf(acceptTargets(database.ctx(), PLACE.communeE, [ofCommune]))).toEqual([
      'targets.notFound',
    ]);
    const foreign = { targetIds: [ofCommune], reason: 'nhầm' };
    expect(await codesOf(withdrawTargets(database.ctx(), PLACE.provinceQ, foreign))).toEqual([
      'targets.notFound',
    ]);
    expect(await codesOf(withdrawTargets(database.ctx(), PLACE.communeA, foreign))).toEqual([
      'targets.notFound',
    ]);
    const withdrawn = await withdrawTargets(database.ctx(), PROVINCE, foreign);
    expect(withdrawn[0]?.current).toMatchObject({
      state: 'withdrawn',
      rateBp: 9300,
      reason: 'nhầm',
    });
    expect(await current(ofCommune)).toBeUndefined();
  });
});
