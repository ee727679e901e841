import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestServer } from '../../test/server.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { listCampaigns } from '../campaigns/ops.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { acceptTargets, withdrawTargets } from '../targets/answer-ops.ts';
import { assignTargets } from '../targets/assign-ops.ts';
import { listTargets } from '../targets/sql.ts';
import { listAgencies } from '../tasks/agency-ops.ts';
import { listCommittees } from '../tasks/committee-ops.ts';
import { listDocuments } from '../tasks/document-ops.ts';
import { listDuties } from '../tasks/duty-ops.ts';
import { moveTask } from '../tasks/move-ops.ts';
import { listTasks } from '../tasks/ops.ts';
import { TaskFilter } from '../tasks/types.ts';
import { adoptEndpoints } from './adopt-endpoints.ts';
import type { AdoptionPreview, NamesAnswer, UndoPreview } from './adoption-types.ts';
import type { PlanPage } from './document-types.ts';
import { planEndpoints } from './endpoints.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'test', 'golden', 'plans');

const http = useTestServer([...planEndpoints, ...adoptEndpoints]);
const province = `/v1/plans/u${PLACE.provinceP}`;

beforeAll(async () => {
  await plantSmallTree(http.database.db());
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await http.request<T>(SYSTEM_ACTOR, method, path, body);
  expect(JSON.stringify(answer.body).slice(0, 2000)).not.toContain('"faults":[{"at"');
  expect(answer.status).toBe(200);
  return answer.body;
}

async function readPlan(name: string): Promise<string> {
  const text = readFileSync(join(GOLDEN, `${name}.txt`), 'utf8');
  const page = await call<PlanPage>('post', province, { fileName: `${name}.txt`, text });
  return `${province}/${page.planId}`;
}

async function confirmAll(path: string): Promise<PlanPage> {
  const page = await call<PlanPage>('get', path);
  const items = page.items.map((item) => item.itemNo);
  return await call<PlanPage>('post', `${path}/edits`, { edits: [{ action: 'confirm', items }] });
}

/** Every proposal is taken; a name without one is said to be nothing, a unit the plan's own. */
async function nameAll(path: string): Promise<NamesAnswer> {
  const { names } = await call<NamesAnswer>('get', `${path}/names`);
  const matches = names.map(({ kind, name, meaning }) => ({
    kind,
    name,
    meaning:
      meaning ?? (kind === 'unit' ? { is: 'unit', unitId: PLACE.provinceP } : { is: 'nothing' }),
  }));
  return await call<NamesAnswer>('put', `${path}/names`, { matches });
}

describe('a campaign plan on the two-level tree', () => {
  let path = '';

  test('before anybody has looked, everything that hinders is told', async () => {
    path = await readPlan('bac-giang-2023');
    const preview = await call<AdoptionPreview>('get', `${path}/adoption`);
    expect(preview.faults[0]).toMatchObject({ code: 'plans.itemsOpen' });
    const refused = await http.request(SYSTEM_ACTOR, 'post', `${path}/adoption`);
    expect(refused.status).toBe(422);
  });

  test('confirmed and named, it becomes targets, tasks, duties and a campaign at once', async () => {
    await confirmAll(path);
    const { names } = await nameAll(path);
    expect(names.every((name) => name.isConfirmed)).toBe(true);
    const adopted = await call<AdoptionPreview>('post', `${path}/adoption`);
    expect(adopted.counts.campaigns).toBe(1);
    expect(adopted.adoption?.effects.targets.length).toBe(adopted.counts.targets);
    const ctx = http.database.ctx();
    const { tasks } = await listTasks(ctx, PLACE.provinceP, TaskFilter.parse({}), {
      limit: 200,
      offset: 0,
    });
    const launch = tasks.find((task) => task.source?.line === 51);
    expect(launch).toMatchObject({
      unit: { unitId: PLACE.provinceP },
      deadline: { day: '2023-10-26' },
    });
    const communes = tasks.filter((task) => task.unit.level === 'commune');
    expect(communes.length).toBeGreaterThan(0);
    // the districts of the plan have no units on this tree: their work falls away
    expect(tasks.filter((task) => task.unit.level === 'district')).toEqual([]);
    const { duties } = await listDuties(ctx, PLACE.provinceP);
    expect(duties.map((duty) => duty.recurrence)).toContainEqual(
      expect.objectContaining({ every: 'week', isoWeekday: 3, time: '15:30' }),
    );
  });

  test('it is adopted once, and no longer corrected', async () => {
    const again = await http.request(SYSTEM_ACTOR, 'post', `${path}/adoption`);
    expect(JSON.stringify(again.body)).toContain('plans.alreadyAdopted');
    const edits = [{ action: 'drop', items: [1] }];
    const edited = await http.request(SYSTEM_ACTOR, 'post', `${path}/edits`, { edits });
    expect(JSON.stringify(edited.body)).toContain('plans.alreadyAdopted');
  });

  test('the next plan of the unit knows the names people chose', async () => {
    const next = await readPlan('son-la-2025');
    const { names } = await call<NamesAnswer>('get', `${next}/names`);
    const known = names.find(({ name }) => name === 'Sở Y tế');
    expect(known?.isConfirmed).toBe(true);
    expect(names.some((name) => !name.isConfirmed)).toBe(true);
  });
});

test.each(['son-duong-2022', 'vinh-long-2012', 'son-la-2025'])(
  '%s is adopted as it was read, or says why not before',
  async (name) => {
    const path = await readPlan(name);
    await confirmAll(path);
    await nameAll(path);
    const preview = await call<AdoptionPreview>('get', `${path}/adoption`);
    const answer = await http.request(SYSTEM_ACTOR, 'post', `${path}/adoption`);
    expect([preview.faults.length > 0, answer.status, answer.body]).toEqual(
      preview.faults.length > 0 ? [true, 422, expect.anything()] : [false, 200, expect.anything()],
    );
  },
);

test('a meaning of another kind or outside the unit is refused, with every fault', async () => {
  const path = await readPlan('xa-tan-hoa-2026');
  const matches = [
    { kind: 'group', name: 'Toàn dân', meaning: { is: 'level', level: 'commune' } },
    { kind: 'unit', name: 'Tỉnh Vĩnh Long', meaning: { is: 'unit', unitId: PLACE.communeD } },
  ];
  const answer = await http.request<{ faults: { code: string }[] }>(
    SYSTEM_ACTOR,
    'put',
    `${path}/names`,
    { matches },
  );
  expect(answer.body.faults.map(({ code }) => code)).toEqual([
    'plans.meaningOfOtherKind',
    'plans.unitOutside',
  ]);
});

describe('an adoption is taken back as a whole', () => {
  let path = '';

  test('what came of it is gone, and adopting again makes the same', async () => {
    path = await readPlan('xa-tan-hoa-2026');
    await confirmAll(path);
    await nameAll(path);
    const empty = await standingOf(path);
    const first = await call<AdoptionPreview>('post', `${path}/adoption`);
    const made = await standingOf(path);
    expect(made.tasks.length).toBeGreaterThan(empty.tasks.length);
    expect(made.targets.length).toBeGreaterThan(empty.targets.length);
    const preview = await call<UndoPreview>('get', `${path}/adoption/undo`);
    expect(preview.later).toEqual([]);
    expect(preview.counts).toMatchObject({
      tasks: first.adoption?.effects.tasks.length,
      targets: first.adoption?.effects.revisions.length,
      documents: 1,
    });
    const undone = await call<AdoptionPreview>('post', `${path}/adoption/undo`, REASON);
    expect(undone.adoption).toBeNull();
    expect(undone.undone).toMatchObject([REASON]);
    expect(await standingOf(path)).toEqual(empty);
    await call<AdoptionPreview>('post', `${path}/adoption`);
    expect(await standingOf(path)).toEqual(made);
  });

  test('what somebody did since is told, thing by thing, and nothing is taken back', async () => {
    const { adoption } = await call<AdoptionPreview>('get', `${path}/adoption`);
    const taskId = adoption?.effects.tasks[0]?.[1] ?? 0;
    const ctx = http.database.ctx();
    await moveTask(ctx, PLACE.provinceP, taskId, { kind: 'start', note: 'đã họp' });
    const before = await standingOf(path);
    const { later } = await call<UndoPreview>('get', `${path}/adoption/undo`);
    expect(later).toMatchObject([{ subject: 'task', id: taskId, what: 'started' }]);
    const undo = `${path}/adoption/undo`;
    const refused = await http.request<Refused>(SYSTEM_ACTOR, 'post', undo, REASON);
    expect(refused.status).toBe(422);
    expect(refused.body.faults.map(({ code, at }) => [code, at])).toEqual([
      ['plans.laterDecisions', undefined],
      ['plans.laterDecision', `task.${taskId}`],
    ]);
    expect(await standingOf(path)).toEqual(before);
    // cancelled by hand it is in nobody's way
    await moveTask(ctx, PLACE.provinceP, taskId, { kind: 'cancel', reason: 'làm nhầm' });
    await call<AdoptionPreview>('post', undo, REASON);
    const again = await http.request<Refused>(SYSTEM_ACTOR, 'post', undo, REASON);
    expect(again.body.faults[0]?.code).toBe('plans.notAdopted');
  });

  test('a target that stood before says again what it said; shares given below hinder', async () => {
    const unit = PLACE.provinceP;
    const row = { indicator: 'coverage', unit, group: '', period: 2031 } as const;
    const value = { measure: 'rate', operator: '>=' } as const;
    const ctx = http.database.ctx();
    const act = {
      number: '7/QĐ',
      title: 'Giao',
      issuer: 'UBND',
      signedOn: null,
      effectiveOn: null,
    };
    const said = await assignTargets(ctx, unit, { act, rows: [{ ...row, ...value, value: 9000 }] });
    expect(said.ok).toBe(true);
    const text = `KẾ HOẠCH\nBao phủ BHYT năm 2031\n\nUBND tỉnh P ban hành Kế hoạch:\n\nI. CHỈ TIÊU\n\n- Năm 2031 tỷ lệ bao phủ BHYT đạt 96% dân số.\n`;
    const page = await call<PlanPage>('post', province, { fileName: 'dieu-chinh.txt', text });
    const own = `${province}/${page.planId}`;
    await confirmAll(own);
    await nameAll(own);
    const before = await targetsOf(2031);
    await call<AdoptionPreview>('post', `${own}/adoption`);
    expect(await targetsOf(2031)).toMatchObject([{ rateBp: 9600, state: 'adjusted' }]);
    const below = { ...row, ...value, unit: PLACE.communeE, value: 9500 };
    await assignTargets(ctx, unit, { act, rows: [below] });
    const { later } = await call<UndoPreview>('get', `${own}/adoption/undo`);
    expect(later).toMatchObject([{ what: 'split', unit: { unitId: PLACE.communeE } }]);
    await withdrawTargets(ctx, unit, { targetIds: [later[0]?.id ?? 0], reason: 'giao lại sau' });
    await call<AdoptionPreview>('post', `${own}/adoption/undo`, REASON);
    expect(await targetsOf(2031)).toEqual(before);
  });
});

describe('a target given from above that the plan of a commune says again', () => {
  const unit = `/v1/plans/u${PLACE.communeE}`;
  const given = new Map<number, number>();

  beforeAll(async () => {
    const act = {
      number: '9/QĐ',
      title: 'Giao',
      issuer: 'UBND',
      signedOn: null,
      effectiveOn: null,
    };
    for (const period of [2032, 2033]) {
      const row = { unit: PLACE.communeE, period, measure: 'rate' as const, value: 9000 };
      const done = await assignTargets(http.database.ctx(), PLACE.provinceP, { act, rows: [row] });
      if (done.ok) given.set(period, done.value.targetIds[0] ?? 0);
    }
  });

  async function readCommunePlan(year: number, percent: string): Promise<string> {
    const text = `KẾ HOẠCH\nBao phủ BHYT năm ${year}\n\nUBND xã E ban hành Kế hoạch:\n\nI. CHỈ TIÊU\n\n- Năm ${year} tỷ lệ bao phủ BHYT đạt ${percent}% dân số.\n- 100% trạm y tế xã có bác sĩ.\n`;
    const page = await call<PlanPage>('post', unit, { fileName: `xa-${percent}.txt`, text });
    const path = `${unit}/${page.planId}`;
    await confirmAll(path);
    const { names } = await call<NamesAnswer>('get', `${path}/names`);
    const matches = names.map(({ kind, name, meaning }) => {
      const own = { is: 'unit', unitId: PLACE.communeE };
      return { kind, name, meaning: kind === 'unit' ? own : (meaning ?? { is: 'nothing' }) };
    });
    await call('put', `${path}/names`, { matches });
    return path;
  }

  async function currentOf(year: number) {
    const targetIds = [given.get(year) ?? 0];
    const [found] = await listTargets(http.database.db(), { targetIds, knownAt: null });
    return found?.current;
  }

  test('the same number is a note: nothing hinders, nothing of the target changes', async () => {
    const path = await readCommunePlan(2032, '90');
    const before = await currentOf(2032);
    const preview = await call<AdoptionPreview>('get', `${path}/adoption`);
    expect(preview.faults).toEqual([]);
    expect(preview.given).toMatchObject([
      { itemNo: 1, targetId: given.get(2032), year: 2032, isSame: true, mayCounter: false },
    ]);
    const adopted = await call<AdoptionPreview>('post', `${path}/adoption`);
    expect(adopted.adoption).not.toBeNull();
    expect(await currentOf(2032)).toEqual(before);
  });

  test('another number goes up only when it is chosen, with the plan as reason, also once accepted', async () => {
    await acceptTargets(http.database.ctx(), PLACE.communeE, [given.get(2033) ?? 0]);
    const accepted = await currentOf(2033);
    const kept = await readCommunePlan(2033, '88');
    await call<AdoptionPreview>('post', `${kept}/adoption`);
    expect(await currentOf(2033)).toEqual(accepted);
    const sent = await readCommunePlan(2033, '87,5');
    const preview = await call<AdoptionPreview>('get', `${sent}/adoption`);
    expect(preview.given).toMatchObject([{ isSame: false, mayCounter: true }]);
    const counter = [given.get(2033)];
    await call<AdoptionPreview>('post', `${sent}/adoption`, { counter });
    expect(await currentOf(2033)).toMatchObject({
      state: 'counterProposed',
      rateBp: 9000,
      counterRateBp: 8750,
      reason: 'Bao phủ BHYT năm 2033',
    });
    await call<AdoptionPreview>('post', `${sent}/adoption/undo`, REASON);
    expect(await currentOf(2033)).toMatchObject({ state: 'accepted', counterRateBp: null });
  });
});

const REASON = { reason: 'Văn bản đã được thay' };

interface Refused {
  faults: { code: string; at?: string }[];
}

/** What stands for the plan's unit and below, without ids. */
async function standingOf(path: string) {
  const ctx = http.database.ctx();
  const filter = TaskFilter.parse({ planId: Number(path.split('/').at(-1)) });
  const { tasks } = await listTasks(ctx, PLACE.provinceP, filter, { limit: 500, offset: 0 });
  const { duties } = await listDuties(ctx, PLACE.provinceP);
  const { own } = await listCommittees(ctx, PLACE.provinceP);
  const { documents } = await listDocuments(ctx, PLACE.provinceP, { ownOnly: true });
  const { campaigns } = await listCampaigns(ctx, PLACE.provinceP);
  const agencies = await listAgencies(ctx, PLACE.provinceP);
  return {
    targets: await targetsOf(2026),
    tasks: tasks.map(({ title, unit, owner, deadline, clock, source }) => {
      return [title, unit.unitId, owner.kind, owner.name, deadline, clock.dueAt, source];
    }),
    duties: duties.map((duty) => ({ ...duty, dutyId: 0, reporterAgencyId: 0 })),
    committees: own.map(({ name, state, members }) => [name, state, members.length]),
    documents: documents
      .filter(({ state }) => state !== 'withdrawn')
      .map((entry) => ({ ...entry, documentId: 0, recordedAt: '' })),
    campaigns: campaigns
      .filter(({ state }) => state !== 'cancelled')
      .map(({ name, from, to }) => [name, from, to]),
    agencies: agencies.agencies.filter(({ endedOn }) => endedOn === null).map(({ name }) => name),
  };
}

async function targetsOf(year: number) {
  const during = { from: `${year}-01-01`, to: `${year}-12-31` };
  const found = await listTargets(http.database.db(), {
    unitIds: [PLACE.provinceP],
    during,
    knownAt: null,
  });
  return found.map(({ indicator, group, from, to, kind, current }) => {
    const { rateBp, people, state, operator } = current;
    return { indicator, group, from, to, kind, rateBp, people, state, operator };
  });
}
