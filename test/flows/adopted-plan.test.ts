/**
 * From the document to the clock, through the API: the campaign plan with its dates moved is read,
 * confirmed, named and adopted for a province of the two-level tree; then November goes by. What it
 * made falls due at its days and hours, is told above when late, and is taken back as a whole only
 * while nobody has done anything with it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { getCampaign } from '../../src/campaigns/ops.ts';
import { PROJECT_FOLDER } from '../../src/config.ts';
import { SYSTEM_ACTOR } from '../../src/kernel/actor.ts';
import { adoptEndpoints } from '../../src/plans/adopt-endpoints.ts';
import type { AdoptionPreview, NamesAnswer, UndoPreview } from '../../src/plans/adoption-types.ts';
import type { PlanPage } from '../../src/plans/document-types.ts';
import { planEndpoints } from '../../src/plans/endpoints.ts';
import type { Context } from '../../src/stores/context.ts';
import { tickDuty } from '../../src/tasks/duty-ops.ts';
import { getTask, listTasks } from '../../src/tasks/ops.ts';
import { TaskFilter, type TaskView } from '../../src/tasks/types.ts';
import { watchClock } from '../../src/tasks/watch-ops.ts';
import { listDue, listNotices } from '../../src/tasks/work-ops.ts';
import { loadReference } from '../../src/units/loading.ts';
import { useTestServer } from '../server.ts';

const http = useTestServer([...planEndpoints, ...adoptEndpoints]);
const PLAN = join(PROJECT_FOLDER, 'test/golden/plans/bac-giang-2023.txt');
/** Tuyên Quang since 1/7/2025: 124 communes, no district. */
const PROVINCE = 1208;
const COMMUNES = 124;

let path = '';
let adopted: AdoptionPreview;

beforeAll(async () => {
  await loadReference(http.database.ctx());
}, 120_000);

function at(text: string): Context {
  const instant = Temporal.Instant.from(`${text.replace(' ', 'T')}:00+07:00`);
  return { ...http.database.ctx(), now: () => instant };
}

async function call<T>(method: string, to: string, body?: unknown): Promise<T> {
  const answer = await http.request<T>(SYSTEM_ACTOR, method, to, body);
  expect([answer.status, JSON.stringify(answer.body).slice(0, 400)]).toEqual([
    200,
    expect.anything(),
  ]);
  return answer.body;
}

async function listAll(ctx: Context): Promise<TaskView[]> {
  const filter = TaskFilter.parse({ state: 'all' });
  const found: TaskView[] = [];
  for (let offset = 0; ; offset += 500) {
    const { tasks } = await listTasks(ctx, PROVINCE, filter, { limit: 500, offset });
    found.push(...tasks);
    if (tasks.length < 500) return found;
  }
}

test('read, confirmed item by item, every name given its meaning, adopted', async () => {
  const text = readFileSync(PLAN, 'utf8')
    .replaceAll('/2023', '/2026')
    .replaceAll(' 2024', ' 2027')
    .replaceAll('Bắc Giang', 'Tuyên Quang');
  const unit = `/v1/plans/u${PROVINCE}`;
  const page = await call<PlanPage>('post', unit, { fileName: 'thang-cao-diem.txt', text });
  path = `${unit}/${page.planId}`;
  const items = page.items.map((item) => item.itemNo);
  await call('post', `${path}/edits`, { edits: [{ action: 'confirm', items }] });
  const { names } = await call<NamesAnswer>('get', `${path}/names`);
  const proposed = names.filter(({ meaning }) => meaning !== null);
  expect(proposed.length / names.length).toBeGreaterThan(0.9);
  const matches = names.map(({ kind, name, meaning }) => ({
    kind,
    name,
    meaning: meaning ?? (kind === 'unit' ? { is: 'unit', unitId: PROVINCE } : { is: 'nothing' }),
  }));
  await call('put', `${path}/names`, { matches });
  adopted = await call<AdoptionPreview>('post', `${path}/adoption`);
  expect(adopted.counts.campaigns).toBe(1);
  expect(adopted.adoption?.effects.campaign).not.toBeNull();
}, 60_000);

test('its deadlines run: on time on the day itself, late after it', async () => {
  const campaignId = adopted.adoption?.effects.campaign?.[1] ?? 0;
  const states = async (now: string) => {
    const { steps } = await getCampaign(at(now), PROVINCE, campaignId);
    return steps
      .filter(({ fellAway }) => !fellAway)
      .map((step) => {
        return [step.deadline.day, step.level, step.clock.state];
      });
  };
  expect((await states('2026-10-26 23:00'))[0]).toEqual(['2026-10-26', 'province', 'dueSoon']);
  expect((await states('2026-10-27 00:01'))[0]).toEqual(['2026-10-26', 'province', 'overdue']);
  const communes = (await states('2026-11-03 12:00')).filter(([, level]) => level === 'commune');
  expect(communes.map(([day, , state]) => [day, state])).toEqual([
    ['2026-11-03', 'dueSoon'],
    ['2026-11-06', 'onTime'],
  ]);
});

test('Wednesday 15:30: three hours left, who has not sent is counted, then it is late', async () => {
  const duty = async (now: string) => {
    const { items } = await listDue(at(now), { hours: 24, unit: PROVINCE });
    return items.filter(({ kind, periodKey }) => kind === 'duty' && periodKey === '2026-11-04');
  };
  const [before] = await duty('2026-11-04 12:30');
  expect(before).toMatchObject({
    expected: COMMUNES,
    missing: COMMUNES,
    clock: { state: 'dueSoon', hoursLeft: 3 },
  });
  const { units } = await getCampaign(at('2026-11-04 12:30'), PROVINCE, campaignOf());
  const first = units.find(({ level }) => level === 'commune')?.unitId ?? 0;
  const tick = { periodKey: '2026-11-04', kind: 'received' as const, note: '' };
  await tickDuty(at('2026-11-04 14:00'), first, before?.id ?? 0, tick);
  const [after] = await duty('2026-11-04 15:31');
  expect(after).toMatchObject({ missing: COMMUNES - 1, clock: { state: 'overdue' } });
});

function campaignOf(): number {
  return adopted.adoption?.effects.campaign?.[1] ?? 0;
}

test('the watch tells what is late, once, and every dated task of the plan falls due on its day', async () => {
  const tasks = (await listAll(at('2026-10-01 08:00'))).filter(({ deadline }) => deadline);
  const days = new Set(tasks.map(({ deadline }) => deadline?.day));
  expect([...days].toSorted()).toEqual([
    '2026-10-26',
    '2026-11-03',
    '2026-11-30',
    '2026-12-15',
    '2026-12-20',
  ]);
  for (const { taskId, deadline } of tasks.slice(0, 20)) {
    const day = deadline?.day ?? '';
    const evening = await getTask(at(`${day} 20:00`), PROVINCE, taskId);
    expect([day, evening.clock.state]).toEqual([day, 'dueSoon']);
  }
  const first = await watchClock(at('2026-11-07 08:00'));
  expect(first.late).toBeGreaterThan(COMMUNES);
  const again = await watchClock(at('2026-11-07 08:00'));
  expect(again.notices).toBe(0);
  const { notices } = await listNotices(at('2026-11-07 08:00'), 200);
  expect(notices.some(({ kind }) => kind === 'taskLate')).toBe(true);
}, 60_000);

test('a report came in: taking the plan back says so and touches nothing', async () => {
  const { later } = await call<UndoPreview>('get', `${path}/adoption/undo`);
  expect(later).toMatchObject([{ subject: 'campaign', id: campaignOf(), what: 'tick', count: 1 }]);
  const body = { reason: 'Thay bằng kế hoạch khác' };
  const refused = await http.request(SYSTEM_ACTOR, 'post', `${path}/adoption/undo`, body);
  expect(refused.status).toBe(422);
  const { state } = await getCampaign(at('2026-11-07 08:00'), PROVINCE, campaignOf());
  expect(state).toBe('running');
});
