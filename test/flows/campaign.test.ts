/**
 * A campaign plan through its November: read, its tasks, duties and campaign made, the clock run from
 * day to day and hour to hour; steps fall due, are done, are late, go up. Once in the tree with
 * districts (2023) and once without (dates moved to 2026).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { draftCampaign, levelNamedIn } from '../../src/plans/campaign-draft.ts';
import { copyCampaign, createCampaign, getCampaign, markStep } from '../../src/campaigns/ops.ts';
import { readCycle } from '../../src/campaigns/pace-ops.ts';
import { PROJECT_FOLDER } from '../../src/config.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import { extractPlan } from '../../src/plans/extract.ts';
import type { Extraction, PlanTask } from '../../src/plans/types.ts';
import type { Context } from '../../src/stores/context.ts';
import { senseOf } from '../../src/tasks/clock.ts';
import { tickDuty } from '../../src/tasks/duty-ops.ts';
import { moveTask } from '../../src/tasks/move-ops.ts';
import { createTasks, getTask, listTasks } from '../../src/tasks/ops.ts';
import { TaskFilter, type NewTask } from '../../src/tasks/types.ts';
import { watchClock } from '../../src/tasks/watch-ops.ts';
import { getMyWork, listDue, listNotices } from '../../src/tasks/work-ops.ts';
import { loadReference } from '../../src/units/loading.ts';
import { useTestDatabase } from '../database.ts';

const database = useTestDatabase();
const PLAN = join(PROJECT_FOLDER, 'test/golden/plans/bac-giang-2023.txt');

/** Tuyên Quang as it was, with seven districts, and as it is since 1/7/2025. */
const OLD_PROVINCE = 1008;
const NEW_PROVINCE = 1208;

let base: Context;

beforeAll(async () => {
  base = database.ctx();
  await loadReference(base);
}, 120_000);

function at(text: string): Context {
  const instant = Temporal.Instant.from(`${text.replace(' ', 'T')}:00+07:00`);
  return { ...base, now: () => instant };
}

/** What the adopting person confirms: agencies matched to levels and to the province's directory. */
function taskRow(task: PlanTask, unitId: number): NewTask {
  const level = levelNamedIn(task.agency.join(', ')) ?? 'province';
  const isAgency = level === 'province' && !/^Cấp tỉnh$/.test(task.agency[0] ?? '');
  return {
    title: task.start.slice(0, 200),
    text: task.text,
    kind: task.kind,
    section: task.section,
    to: isAgency ? { kind: 'units', unitIds: [unitId] } : { kind: 'level', within: unitId, level },
    ...(isAgency && { owner: { kind: 'agencyName' as const, name: task.agency[0] ?? '' } }),
    joiners: (task.coAgencies ?? []).map((name) => ({ name })),
    givenBy: unitId,
    ...(task.deadline && {
      deadline: { day: task.deadline, sense: senseOf(task.deadlineText) },
      deadlineText: task.deadlineText ?? '',
    }),
    source: { document: 'Kế hoạch Tháng cao điểm', line: task.line },
  };
}

async function adopt(ctx: Context, plan: Extraction, unitId: number, on: string) {
  const rows = plan.tasks.map((task) => taskRow(task, unitId));
  const created = await createTasks(ctx, rows, { on });
  const draft = draftCampaign(plan, { unitId, document: 'Kế hoạch Tháng cao điểm' });
  if (!draft) throw new Error('the plan has a campaign');
  const { campaignId } = await createCampaign(ctx, draft);
  return { created, campaignId };
}

function provincial(unitId: number, boundaries: string): Actor {
  const grant = { role: 'healthOfficer' as const, unitId, path: `u1.u${unitId}`, boundaries };
  return { userId: `can-bo-${unitId}`, name: 'Cán bộ tỉnh', kind: 'user', grants: [grant] };
}

describe('November 2023, with districts', () => {
  let plan: Extraction;
  let campaignId: number;

  test('every line becomes tasks of its level; the campaign its steps and cycle', async () => {
    plan = extractPlan(readFileSync(PLAN, 'utf8'));
    const ctx = at('2023-10-20 08:00');
    const { created, ...rest } = await adopt(ctx, plan, OLD_PROVINCE, '2023-10-20');
    campaignId = rest.campaignId;
    expect(created.lines).toHaveLength(plan.tasks.length);
    expect(created.fellAway).toBe(0);
    const units = new Set(created.lines.map((line) => line.units));
    // the province once, its 7 districts, its 137 communes (of the list of 30/6/2025)
    expect([...units].toSorted((a, b) => a - b)).toEqual([1, 7, 137]);
    const page = await getCampaign(ctx, OLD_PROVINCE, campaignId);
    expect(page.steps.map((step) => [step.level, step.counts.units])).toEqual([
      ['province', 1],
      ['district', 7],
      ['district', 7],
      ['commune', 137],
      ['commune', 137],
      ['province', 1],
      ['province', 1],
      ['province', 1],
    ]);
    expect(page.weekly.map((one) => [one.reporterName, one.isoWeekday, one.time])).toEqual([
      ['Cấp xã', 3, '15:30'],
      ['Cấp huyện', 4, '15:00'],
    ]);
  });

  test.each([
    ['2023-10-26 23:00', 'dueSoon', 'on the day itself there is an hour left'],
    ['2023-10-27 00:01', 'overdue', 'and then it is late'],
  ])('the launch by the province at %s is %s: %s', async (now, state) => {
    const page = await getCampaign(at(now), OLD_PROVINCE, campaignId);
    expect(page.steps[0]?.clock.state).toBe(state);
  });

  test('done in time, done late, not done: the matrix shows which', async () => {
    const launch = await stepOn('2023-11-06');
    const page = await getCampaign(at('2023-11-06 20:00'), OLD_PROVINCE, campaignId);
    const communes = page.units.filter((unit) => unit.level === 'commune');
    const [first, second] = communes.map((unit) => unit.unitId);
    const link = 'https://example.org/anh-le-phat-dong';
    const bare = markStep(at('2023-11-05 09:00'), first ?? 0, campaignId, launch, {
      kind: 'done',
      note: '',
    });
    await expect(bare).rejects.toThrow('campaigns.photoWanted');
    const mark = { kind: 'done' as const, note: 'Đã tổ chức', link };
    await markStep(at('2023-11-05 09:00'), first ?? 0, campaignId, launch, mark);
    await markStep(at('2023-11-07 09:00'), second ?? 0, campaignId, launch, mark);
    const after = await getCampaign(at('2023-11-07 10:00'), OLD_PROVINCE, campaignId);
    const step = after.steps.find((one) => one.stepId === launch);
    expect(step?.counts).toEqual({ units: 137, done: 2, doneLate: 1, overdue: 135 });
    const district = after.units.find((unit) => unit.level === 'district')?.unitId ?? 0;
    const ofDistrict = markStep(at('2023-11-07 10:00'), district, campaignId, launch, mark);
    await expect(ofDistrict).rejects.toThrow('campaigns.stepOfOthers');
  });

  async function stepOn(day: string): Promise<number> {
    const page = await getCampaign(at('2023-11-01 08:00'), OLD_PROVINCE, campaignId);
    return page.steps.find((step) => step.deadline.day === day)?.stepId ?? 0;
  }

  test('Wednesday 15:30 and Thursday 15:00, to the hour', async () => {
    const wednesday = await getMyWork(
      { ...at('2023-11-08 12:30'), who: provincial(OLD_PROVINCE, '2023-11-01') },
      '2023-11-08T12:30:00+07:00',
    );
    // districts answer to the province, communes to their districts
    expect(wednesday.toReceive.map((one) => one.duty.reporterName)).toEqual([
      'Cấp huyện',
      'Cấp huyện',
    ]);
    const due = await listDue(at('2023-11-08 12:30'), {
      on: '2023-11-08T12:30:00+07:00',
      hours: 48,
      unit: OLD_PROVINCE,
    });
    const weekly = due.items.filter((item) => item.kind === 'duty');
    expect(weekly.map((item) => [item.owner, item.periodKey, item.clock.state])).toEqual([
      ['Cấp xã', '2023-11-01', 'overdue'],
      ['Cấp huyện', '2023-11-02', 'overdue'],
      ['Cấp xã', '2023-11-08', 'dueSoon'],
      ['Cấp huyện', '2023-11-09', 'onTime'],
    ]);
    expect(weekly[2]).toMatchObject({ missing: 137, clock: { hoursLeft: 3 } });
  });

  test('the cycle of the month: five Wednesdays, five Thursdays, an on-time rate', async () => {
    const page = await getCampaign(at('2023-11-08 08:00'), OLD_PROVINCE, campaignId);
    const districts = page.units.filter((unit) => unit.level === 'district');
    const thursday = page.weekly.find((one) => one.level === 'district')?.dutyId ?? 0;
    for (const [place, unit] of districts.entries()) {
      // one forgets, one is half an hour late, five are in time
      if (place === 0) continue;
      const now = place === 1 ? '2023-11-09 15:30' : '2023-11-09 14:00';
      await tickDuty(at(now), unit.unitId, thursday, {
        periodKey: '2023-11-09',
        kind: 'received',
        note: '',
      });
    }
    const { weeks } = await readCycle(at('2023-11-10 08:00'), OLD_PROVINCE, campaignId);
    expect(weeks).toHaveLength(10);
    const second = weeks.find((week) => week.periodKey === '2023-11-09');
    expect(second).toMatchObject({ units: 7, received: 6, receivedLate: 1, missing: 1 });
    expect(second?.onTimeBp).toBe(7143);
    expect(second?.missingUnits.map((unit) => unit.unitId)).toEqual([districts[0]?.unitId]);
    expect(weeks.find((week) => week.periodKey === '2023-11-16')?.onTimeBp).toBeNull();
  });

  test('what is late goes up, level by level, and stops when it is done', async () => {
    const day3 = await listTasks(
      at('2023-11-03 08:00'),
      OLD_PROVINCE,
      TaskFilter.parse({ text: 'truong ban chi dao cap xa' }),
      { limit: 2, offset: 0 },
    );
    const [one, other] = day3.tasks;
    expect(one?.clock).toMatchObject({ state: 'dueSoon', hoursLeft: 16 });
    const communeId = one?.unit.unitId ?? 0;
    await moveTask(at('2023-11-03 16:00'), communeId, one?.taskId ?? 0, { kind: 'done', note: '' });
    await watchClock(at('2023-11-05 01:00'));
    await watchClock(at('2023-11-06 01:00'));
    const late = await getTask(at('2023-11-06 01:00'), OLD_PROVINCE, other?.taskId ?? 0);
    const up = late.history.filter((event) => event.kind === 'escalated');
    expect(up.map((event) => event.detail['level'])).toEqual([2, 1]);
    expect(late.escalatedTo).toBe(2);
    const done = await getTask(at('2023-11-06 01:00'), OLD_PROVINCE, one?.taskId ?? 0);
    expect(done.history.map((event) => event.kind)).toEqual(['done', 'created']);
    expect(done.clock.state).toBe('done');
    const who = provincial(OLD_PROVINCE, '2023-11-01');
    const { notices } = await listNotices({ ...at('2023-11-06 01:00'), who }, 200);
    expect(notices.some((notice) => notice.kind === 'escalated')).toBe(true);
    expect(await watchClock(at('2023-11-06 01:00'))).toMatchObject({ escalated: 0, notices: 0 });
  });

  test('next year it is the template, on working days again', async () => {
    const { campaignId: next } = await copyCampaign(
      at('2024-10-01 08:00'),
      OLD_PROVINCE,
      campaignId,
      {
        from: '2024-11-01',
        name: 'Tháng cao điểm 2024',
      },
    );
    const page = await getCampaign(at('2024-10-01 08:00'), OLD_PROVINCE, next);
    expect(page).toMatchObject({ from: '2024-11-01', to: '2024-12-01', copiedFrom: campaignId });
    expect(page.steps.map((step) => step.deadline.day)).toEqual([
      '2024-10-28',
      '2024-11-01',
      '2024-11-01',
      '2024-11-05',
      '2024-11-06',
      '2024-12-02',
      '2024-12-17',
      '2024-12-20',
    ]);
    expect(page.weekly.map((one) => [one.level, one.isoWeekday, one.time])).toEqual([
      ['commune', 3, '15:30'],
      ['district', 4, '15:00'],
    ]);
  });
});

describe('November 2026, without districts', () => {
  let campaignId: number;

  test('the same text moved by three years: what was the district’s falls away', async () => {
    const text = readFileSync(PLAN, 'utf8')
      .replaceAll('/2023', '/2026')
      .replaceAll(' 2024', ' 2027');
    const plan = extractPlan(text.replaceAll('Bắc Giang', 'Tuyên Quang'));
    const ctx = at('2026-10-20 08:00');
    const { created, ...rest } = await adopt(ctx, plan, NEW_PROVINCE, '2026-10-20');
    campaignId = rest.campaignId;
    expect(created.fellAway).toBeGreaterThan(5);
    const page = await getCampaign(ctx, NEW_PROVINCE, campaignId);
    const steps = page.steps.map((step) => [step.level, step.counts.units, step.fellAway]);
    expect(steps.slice(0, 5)).toEqual([
      ['province', 1, false],
      ['district', 0, true],
      ['district', 0, true],
      ['commune', 124, false],
      ['commune', 124, false],
    ]);
    expect(page.weekly.map((one) => [one.level, one.fellAway])).toEqual([
      ['commune', false],
      ['district', true],
    ]);
  });

  test('communes now answer to the province: 3 hours left, 124 have not sent', async () => {
    const who = provincial(NEW_PROVINCE, '2026-01-01');
    const work = await getMyWork({ ...at('2026-11-04 12:30'), who }, '2026-11-04T12:30:00+07:00');
    const waiting = work.toReceive.filter((one) => one.periodKey === '2026-11-04');
    expect(waiting).toHaveLength(1);
    expect(waiting[0]?.clock).toMatchObject({ state: 'dueSoon', hoursLeft: 3 });
    expect(waiting[0]?.missing).toHaveLength(124);
    const { weeks } = await readCycle(at('2026-11-04 12:30'), NEW_PROVINCE, campaignId);
    expect(weeks.map((week) => week.periodKey)).toEqual([
      '2026-11-04',
      '2026-11-11',
      '2026-11-18',
      '2026-11-25',
    ]);
  });
});
