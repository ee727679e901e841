import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE } from '../../test/small-tree.ts';
import { Refusal } from '../kernel/outcome.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { addAgency, addAgencyUser, endAgency, listAgencies } from './agency-ops.ts';
import { createReportingDuties, listDutyPeriods, tickDuty } from './duty-ops.ts';
import { addEvidence, moveTask } from './move-ops.ts';
import { addTasks, createTasks, getEvidenceFile, getTask, listBundles, listTasks } from './ops.ts';
import { addCalendarDay, getCalendar, getSettings, setSettings } from './settings-ops.ts';
import { asOfficial, atTime, plantTasks } from './test-desk.ts';
import { TaskFilter, TaskInput } from './types.ts';
import { watchClock } from './watch-ops.ts';
import { getMyWork, listDue, listNotices } from './work-ops.ts';

const database = useTestDatabase();
const { provinceP, communeA, communeD, communeE, district } = PLACE;
let ctx: Context;

beforeAll(async () => {
  ctx = atTime(database.ctx(), '2026-10-20 08:00');
  await plantTasks(ctx);
});

const filter = (values: object = {}) => TaskFilter.parse(values);
const page = { limit: 100, offset: 0 };
const code = async (work: Promise<unknown>): Promise<string> => {
  const cause = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return cause instanceof Refusal ? cause.faults[0].code : `no refusal: ${String(cause)}`;
};

describe('tasks from lines of a plan', () => {
  test('a level becomes one task a unit; a level the tree lacks falls away', async () => {
    const created = await createTasks(ctx, [
      {
        title: 'Tổ chức Lễ phát động',
        to: { kind: 'level', within: provinceP, level: 'commune' },
        deadline: { day: '2026-11-06' },
        deadlineText: 'trước ngày 06/11/2026',
        source: { document: 'Kế hoạch thử', line: 141 },
      },
      {
        title: 'Giao chỉ tiêu đến các xã',
        to: { kind: 'level', within: provinceP, level: 'district' },
        deadline: { day: '2026-11-01' },
      },
      {
        title: 'Bố trí kinh phí hỗ trợ',
        to: { kind: 'units', unitIds: [provinceP] },
        owner: { kind: 'agencyName', name: 'Sở Tài chính' },
        joiners: [{ name: 'Bảo hiểm xã hội tỉnh' }],
      },
    ]);
    expect(created.lines.map((line) => line.units)).toEqual([2, 0, 1]);
    expect(created).toMatchObject({ tasks: 3, fellAway: 1 });
    const { tasks, counts } = await listTasks(ctx, provinceP, filter(), page);
    expect(tasks.map((task) => [task.unit.name, task.owner.name, task.clock.dueAt])).toEqual([
      ['Xã A', 'Xã A', '2026-11-06T17:00:00.000Z'],
      ['Xã E', 'Xã E', '2026-11-06T17:00:00.000Z'],
      ['Tỉnh P', 'Sở Tài chính', null],
    ]);
    expect(counts).toEqual({ overdue: 0, dueSoon: 0, open: 3, done: 0 });
    const { bundles, total } = await listBundles(ctx, provinceP, filter(), page);
    expect(total).toBe(2);
    expect(
      bundles.map(({ title, tasks: given, open, ownerName, unit }) => {
        return [title, given, open, ownerName, unit?.name ?? null];
      }),
    ).toEqual([
      ['Tổ chức Lễ phát động', 2, 2, null, null],
      ['Bố trí kinh phí hỗ trợ', 1, 1, 'Sở Tài chính', 'Tỉnh P'],
    ]);
    // a unit sees its own part of what was given to many
    expect(await listBundles(ctx, communeA, filter(), page)).toMatchObject({
      total: 1,
      bundles: [{ title: 'Tổ chức Lễ phát động', tasks: 1, ownerName: 'Xã A' }],
    });
    const { agencies } = await listAgencies(ctx, provinceP);
    expect(agencies.map((one) => [one.name, one.kind, one.openTasks])).toEqual([
      ['Sở Tài chính', 'finance', 1],
    ]);
  });

  test('before 1/7/2025 the same line reaches the district', async () => {
    const created = await createTasks(
      ctx,
      [{ title: 'Giao chỉ tiêu', to: { kind: 'level', within: provinceP, level: 'district' } }],
      { on: '2023-10-15' },
    );
    const taskId = created.lines[0]?.taskIds[0] ?? 0;
    const task = await getTask(ctx, provinceP, taskId);
    expect(task.unit.unitId).toBe(district);
    await moveTask(ctx, provinceP, taskId, { kind: 'cancel', reason: 'thử' });
  });

  test('a unit sees its own; another unit’s task is not there', async () => {
    const inD = await inTransaction(asOfficial(ctx, communeD), (tx) =>
      listTasks(tx, communeD, filter({ state: 'all' }), page),
    );
    expect(inD.total).toBe(0);
    const inA = await inTransaction(asOfficial(ctx, communeA), (tx) =>
      listTasks(tx, communeA, filter(), page),
    );
    expect(inA.tasks.map((task) => task.unit.name)).toEqual(['Xã A']);
    const taskOfE = (await listTasks(ctx, communeE, filter(), page)).tasks[0]?.taskId ?? 0;
    expect(await code(getTask(ctx, communeA, taskOfE))).toBe('tasks.unknownTask');
    const hidden = await inTransaction(asOfficial(ctx, communeA), async (tx) => {
      const found = await sql`select task_id from tasks.task where task_id = ${taskOfE}`.execute(
        tx.db,
      );
      return found.rows.length;
    });
    expect(hidden).toBe(0);
  });
});

describe('what happens to a task', () => {
  test('owner, evidence, deadline, done and reopened are all kept in its history', async () => {
    const input = TaskInput.parse({ title: 'Rà soát hộ', deadline: { day: '2026-10-25' } });
    const taskId = (await addTasks(ctx, communeA, input)).lines[0]?.taskIds[0] ?? 0;
    await moveTask(ctx, communeA, taskId, {
      kind: 'owner',
      owner: { kind: 'user', username: 'can.bo.a' },
      reason: 'Phân công',
    });
    await addEvidence(ctx, communeA, taskId, {
      kind: 'file',
      text: 'anh.png',
      mediaType: 'image/png',
      base64: Buffer.from('ảnh').toString('base64'),
    });
    const deadline = { day: '2026-10-28', sense: 'by' as const };
    await moveTask(ctx, communeA, taskId, { kind: 'deadline', deadline, reason: 'Mưa lũ' });
    const late = atTime(ctx, '2026-10-30 09:00');
    await moveTask(late, communeA, taskId, { kind: 'done', note: 'Đã xong' });
    const done = await getTask(late, communeA, taskId);
    expect(done.owner).toMatchObject({ kind: 'user', name: 'Nông Thị Kiểm' });
    expect(done.clock).toMatchObject({ state: 'doneLate', hoursLate: 33 });
    expect(done.history.map((event) => event.kind)).toEqual([
      'done',
      'deadlineChanged',
      'evidence',
      'ownerChanged',
      'created',
    ]);
    const file = await getEvidenceFile(ctx, communeA, taskId, done.evidence[0]?.evidenceId ?? 0);
    expect(Buffer.from(file.bytes).toString()).toBe('ảnh');
    const again = moveTask(late, communeA, taskId, { kind: 'done', note: '' });
    expect(await code(again)).toBe('tasks.isOver');
    await moveTask(late, communeA, taskId, { kind: 'reopen', reason: 'Thiếu một thôn' });
    expect((await getTask(late, communeA, taskId)).clock.state).toBe('overdue');
    await moveTask(late, communeA, taskId, { kind: 'cancel', reason: 'Trùng' });
  });

  test('the history cannot be rewritten', async () => {
    const rewrite = sql`update tasks.task_event set note = 'khác'`.execute(ctx.db);
    await expect(rewrite).rejects.toThrow('only ever appended');
  });

  test('a recurring task goes on to its next period until its last day', async () => {
    const input = TaskInput.parse({
      title: 'Giao ban kiểm điểm',
      recurrence: { every: 'week', isoWeekday: 5, time: '16:00' },
      activeFrom: '2026-11-01',
      activeTo: '2026-11-14',
    });
    const taskId = (await addTasks(ctx, communeA, input)).lines[0]?.taskIds[0] ?? 0;
    const keys: (string | null)[] = [];
    for (const at of ['2026-11-06 15:00', '2026-11-13 17:00']) {
      keys.push((await getTask(ctx, communeA, taskId)).periodKey);
      await moveTask(atTime(ctx, at), communeA, taskId, { kind: 'done', note: '' });
    }
    const over = await getTask(ctx, communeA, taskId);
    expect(keys).toEqual(['2026-11-06', '2026-11-13']);
    expect(over.state).toBe('done');
    const late = over.history.map((event) => event.detail['isLate']);
    expect(late).toEqual([true, false, undefined]);
  });

  test('a task has one clock, done is not in the future, a unit outside gets none', async () => {
    const twice = TaskInput.safeParse({
      title: 'x',
      deadline: { day: '2026-11-01' },
      recurrence: { every: 'day' },
    });
    expect(twice.success).toBe(false);
    const taskId = (await listTasks(ctx, communeA, filter(), page)).tasks[0]?.taskId ?? 0;
    const at = '2026-12-01T00:00:00Z';
    const early = moveTask(ctx, communeA, taskId, { kind: 'done', note: '', at });
    expect(await code(early)).toBe('tasks.doneInTheFuture');
    const outside = TaskInput.parse({ title: 'x', unitIds: [communeD] });
    expect(await code(addTasks(ctx, provinceP, outside))).toBe('tasks.unitOutside');
  });
});

describe('settings and calendar', () => {
  test('the nearest word counts; open deadlines are computed anew, done ones stay', async () => {
    const first = (await listTasks(ctx, communeE, filter(), page)).tasks[0];
    expect(first?.clock.dueAt).toBe('2026-11-06T17:00:00.000Z');
    await setSettings(ctx, provinceP, { beforeDay: 'exclusive', reason: 'Quy chế' });
    await setSettings(ctx, communeA, { dayEnd: '17:00', reason: 'Giờ hành chính' });
    const [inE, inA] = await Promise.all(
      [communeE, communeA].map(async (unit) => {
        const { tasks } = await listTasks(ctx, unit, filter({ text: 'le phat dong' }), page);
        return tasks[0]?.clock.dueAt;
      }),
    );
    expect([inE, inA]).toEqual(['2026-11-05T17:00:00.000Z', '2026-11-05T10:00:00.000Z']);
    expect((await getSettings(ctx, communeE)).setAt?.unitId).toBe(provinceP);
    await setSettings(ctx, provinceP, { beforeDay: 'inclusive', reason: 'Như cũ' });
    await setSettings(ctx, communeA, {
      beforeDay: 'inclusive',
      dayEnd: '24:00',
      reason: 'Như cũ',
    });
  });

  test('a swapped day is a working day below whoever says so', async () => {
    const day = { day: '2026-11-07', kind: 'working' as const, name: 'Làm bù', document: 'QĐ 1' };
    const inP = await addCalendarDay(ctx, provinceP, day);
    expect(inP.days.find((one) => one.day === '2026-11-07')?.kind).toBe('working');
    const [a, d] = [await getCalendar(ctx, communeA, 2026), await getCalendar(ctx, communeD, 2026)];
    expect(a.workingDays - d.workingDays).toBe(1);
  });

  test('a district that has ended still has its word for what it holds, and the province above it', async () => {
    const day = { day: '2026-08-22', kind: 'working' as const, name: 'Làm bù', document: 'QĐ 2' };
    const before = await getCalendar(ctx, district, 2026);
    const after = await addCalendarDay(ctx, district, day);
    expect(after.workingDays - before.workingDays).toBe(1);
    const set = await setSettings(ctx, district, { warnHours: 48, reason: 'Theo quy chế' });
    expect(set).toMatchObject({ setAt: { unitId: district }, settings: { warnHours: 48 } });
    expect((await getSettings(ctx, provinceP)).settings.warnHours).toBe(24);
  });
});

describe('duties to report', () => {
  test('expected, received, late, excused: by unit and period', async () => {
    const { dutyIds } = await createReportingDuties(ctx, [
      {
        within: provinceP,
        reporter: { kind: 'level', level: 'commune' },
        reporterName: 'Cấp xã',
        receiverName: 'Ban Chỉ đạo cấp huyện',
        receiverLevel: 'district',
        content: 'Kết quả vận động',
        recurrence: { every: 'week', isoWeekday: 3, time: '15:30' },
        activeFrom: '2026-11-01',
        activeTo: '2026-12-01',
      },
      {
        within: provinceP,
        reporter: { kind: 'level', level: 'district' },
        reporterName: 'Cấp huyện',
        receiverName: 'Ban Chỉ đạo cấp tỉnh',
        content: 'Kết quả vận động',
        recurrence: { every: 'week', isoWeekday: 4, time: '15:00' },
        activeFrom: '2026-11-01',
      },
    ]);
    const dutyId = dutyIds[0] ?? 0;
    const wednesday = atTime(ctx, '2026-11-04 12:30');
    await tickDuty(wednesday, communeA, dutyId, {
      periodKey: '2026-11-04',
      kind: 'received',
      note: '',
    });
    const month = { from: '2026-11-01', to: '2026-12-01' };
    const { periods } = await listDutyPeriods(wednesday, provinceP, month);
    expect(periods.map((one) => [one.duty.reporterName, one.periodKey])).toEqual([
      ['Cấp xã', '2026-11-04'],
      ['Cấp xã', '2026-11-11'],
      ['Cấp xã', '2026-11-18'],
      ['Cấp xã', '2026-11-25'],
    ]);
    expect(periods[0]?.clock).toMatchObject({ state: 'dueSoon', hoursLeft: 3 });
    expect(periods[0]?.counts).toMatchObject({ units: 2, received: 1, missing: 1 });
    const evening = atTime(ctx, '2026-11-04 18:00');
    await tickDuty(evening, communeE, dutyId, {
      periodKey: '2026-11-04',
      kind: 'received',
      note: '',
    });
    const after = (await listDutyPeriods(evening, provinceP, month)).periods[0];
    expect(after?.counts).toMatchObject({ received: 2, receivedLate: 1, missing: 0 });
    expect(after?.clock.state).toBe('doneLate');
    const ofA = (await listDutyPeriods(evening, communeA, month)).periods[0];
    expect(ofA?.units.map((row) => row.state)).toEqual(['received']);
  });

  test('only a period it has, only a unit that reports, an exception only with a reason', async () => {
    const { periods } = await listDutyPeriods(ctx, communeA, {
      from: '2026-11-01',
      to: '2026-12-01',
    });
    const dutyId = periods[0]?.duty.dutyId ?? 0;
    const tick = (unit: number, periodKey: string, kind: 'received' | 'exception') =>
      code(tickDuty(ctx, unit, dutyId, { periodKey, kind, note: '' }));
    expect(await tick(communeA, '2026-11-05', 'received')).toBe('tasks.unknownPeriod');
    expect(await tick(provinceP, '2026-11-11', 'received')).toBe('tasks.unknownDuty');
    expect(await tick(communeA, '2026-11-11', 'exception')).toBe('tasks.exceptionNeedsReason');
  });
});

describe('the clock at work', () => {
  test('late tasks are told below, then above, each once', async () => {
    const before = await watchClock(atTime(ctx, '2026-11-04 12:00'));
    expect(before.escalated).toBe(0);
    const soon = await listNotices({ ...atTime(ctx, '2026-11-06 12:00'), ...ofA() }, 100);
    expect(soon.notices.some((notice) => notice.kind === 'taskDue')).toBe(false);
    await watchClock(atTime(ctx, '2026-11-06 12:00'));
    const due = await listNotices({ ...ctx, ...ofA() }, 100);
    expect(due.notices.filter((notice) => notice.kind === 'taskDue')).toHaveLength(1);
    const late = await watchClock(atTime(ctx, '2026-11-07 01:00'));
    expect(late).toMatchObject({ late: 2, escalated: 0 });
    const up = await watchClock(atTime(ctx, '2026-11-08 01:00'));
    expect(up).toMatchObject({ late: 2, escalated: 2 });
    const again = await watchClock(atTime(ctx, '2026-11-08 01:00'));
    expect(again).toMatchObject({ late: 2, escalated: 0, notices: 0 });
    const above = await listNotices(asOfficial(ctx, provinceP), 100);
    const told = above.notices.filter((notice) => notice.kind === 'escalated');
    expect(told.map((notice) => notice.params['title'])).toEqual([
      'Tổ chức Lễ phát động',
      'Tổ chức Lễ phát động',
    ]);
    const missing = above.notices.filter((notice) => notice.kind === 'reportsMissing');
    expect(missing).toHaveLength(0);
  });

  test('“còn 3 giờ, 1 xã chưa nộp” for the province, “gửi báo cáo” for the commune', async () => {
    const now = '2026-11-11T12:30:00+07:00';
    const above = await getMyWork(asOfficial(ctx, provinceP), now);
    const waiting = above.toReceive.find((one) => one.periodKey === '2026-11-11');
    expect(waiting?.clock).toMatchObject({ state: 'dueSoon', hoursLeft: 3 });
    expect(waiting?.missing.map((unit) => unit.name)).toEqual(['Xã A', 'Xã E']);
    expect(above.lateBelow.map((one) => one.unit.name)).toEqual(['Xã A', 'Xã E']);
    const below = await getMyWork(asOfficial(ctx, communeA), now);
    expect(below.toSend.map((one) => one.periodKey)).toContain('2026-11-11');
    expect(below.toReceive).toEqual([]);
    expect(below.tasks.every((task) => task.unit.unitId === communeA)).toBe(true);
    const elsewhere = await getMyWork(asOfficial(ctx, communeD), now);
    expect([elsewhere.tasks, elsewhere.toSend, elsewhere.lateBelow]).toEqual([[], [], []]);
  });

  test('tasks due at an instant, for the system and for one unit', async () => {
    const on = '2026-11-11T12:30:00+07:00';
    const all = await listDue(ctx, { on, hours: 24 });
    expect(all.counts).toEqual({ overdue: 2, dueSoon: 1, onTime: 0 });
    expect(all.items.find((item) => item.kind === 'duty')).toMatchObject({
      expected: 2,
      missing: 2,
      receiver: 'Ban Chỉ đạo cấp huyện',
    });
    const one = await listDue(asOfficial(ctx, communeA), { on, hours: 24 });
    expect(one.items.map((item) => [item.kind, item.missing])).toEqual([
      ['task', null],
      ['duty', 1],
    ]);
    const foreign = await listDue(asOfficial(ctx, communeA), { on, hours: 24, unit: communeE });
    expect(foreign.items).toEqual([]);
  });
});

describe('agencies', () => {
  test('people of an agency see its tasks as theirs; it ends only without open tasks', async () => {
    const { agencyId } = await addAgency(ctx, communeA, {
      name: 'Trạm Y tế',
      kind: 'other',
      note: '',
    });
    const twice = addAgency(ctx, communeA, { name: 'TRẠM Y TẾ', kind: 'health', note: '' });
    expect(await code(twice)).toBe('tasks.agency.conflict');
    await addAgencyUser(ctx, communeA, agencyId, { username: 'can.bo.a', position: 'Trưởng trạm' });
    const input = TaskInput.parse({
      title: 'Tư vấn tại trạm',
      owner: { kind: 'agency', agencyId },
    });
    await addTasks(ctx, communeA, input);
    const mine = await getMyWork({ ...ctx, ...ofA() });
    expect(mine.agencies).toEqual([{ agencyId, name: 'Trạm Y tế' }]);
    expect(mine.tasks.map((task) => task.title)).toContain('Tư vấn tại trạm');
    expect(await code(endAgency(ctx, communeA, agencyId))).toBe('tasks.agencyHasTasks');
  });
});

function ofA(): Pick<Context, 'who'> {
  return { who: asOfficial(ctx, communeA).who };
}
