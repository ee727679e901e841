import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestServer } from '../../test/server.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { listDuties } from '../tasks/duty-ops.ts';
import { listTasks } from '../tasks/ops.ts';
import { TaskFilter } from '../tasks/types.ts';
import { adoptEndpoints } from './adopt-endpoints.ts';
import type { AdoptionPreview, NamesAnswer } from './adoption-types.ts';
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
