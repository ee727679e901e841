import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestServer } from '../../test/server.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import type { PlanComparison, PlanLine, PlanPage } from './document-types.ts';
import { planEndpoints } from './endpoints.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'test', 'golden', 'plans');
const TEXT = readFileSync(join(GOLDEN, 'xa-tan-hoa-2026.txt'), 'utf8');

const http = useTestServer(planEndpoints);
const commune = `/v1/plans/u${PLACE.communeE}`;

beforeAll(async () => {
  await plantSmallTree(http.database.db());
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await http.request<T>(SYSTEM_ACTOR, method, path, body);
  expect([answer.status, JSON.stringify(answer.body).slice(0, 300)]).toEqual([
    200,
    expect.anything(),
  ]);
  return answer.body;
}

async function readOnce(text = TEXT, more: object = {}): Promise<PlanPage> {
  return await call<PlanPage>('post', commune, { fileName: 'ke-hoach.txt', text, ...more });
}

describe('a plan of a unit', () => {
  test('is read once: text by lines, items with their lines', async () => {
    const page = await readOnce();
    expect(page.source.join('\n')).toBe(TEXT);
    const task = page.items.find((item) => item.kind === 'task');
    expect(page.source[(task?.line ?? 0) - 1]).toBeTruthy();
    const again = await readOnce();
    expect(again.planId).toBe(page.planId);
    const file = Buffer.from(TEXT).toString('base64');
    const asFile = await call<PlanPage>('post', commune, { fileName: 'khac.txt', file });
    expect(asFile.planId).toBe(page.planId);
    const { plans } = await call<{ plans: PlanLine[] }>('get', commune);
    expect(plans.map((plan) => plan.counts.proposed)).toEqual([page.items.length]);
  });

  test('a printed .pdf is read; a file of another kind is told so', async () => {
    const pdf = readFileSync(join(GOLDEN, 'ban-in-ke-hoach-xa.pdf')).toString('base64');
    const page = await call<PlanPage>('post', commune, { fileName: 'ban-in.pdf', file: pdf });
    expect(page.items.length).toBeGreaterThan(3);
    const zip = Buffer.from('PK\u0003\u0004 not a document').toString('base64');
    const answer = await http.request(SYSTEM_ACTOR, 'post', commune, { fileName: 'x', file: zip });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain('plans.file.');
  });

  test('corrections are kept, and taken back one after another', async () => {
    const page = await readOnce();
    const path = `${commune}/${page.planId}`;
    const target = page.items.find((item) => item.kind === 'target');
    if (target?.kind !== 'target') throw new Error('the plan has a target');
    const { itemNo, body } = target;
    const value = { kind: 'target', body: { ...body, value: 91.25 } };
    const edits = [
      { action: 'confirm', items: page.items.map((item) => item.itemNo) },
      { action: 'change', item: itemNo, value },
    ];
    const edited = await call<PlanPage>('post', `${path}/edits`, { edits });
    expect(edited.items.every((item) => item.state === 'confirmed')).toBe(true);
    expect(edited.items.find((item) => item.itemNo === itemNo)).toMatchObject({
      isChanged: true,
      body: { value: 91.25 },
    });
    const added = await call<PlanPage>('post', `${path}/edits`, {
      edits: [{ action: 'add', value }],
    });
    expect(added.items.length).toBe(page.items.length + 1);
    const once = await call<PlanPage>('post', `${path}/edits/undo`);
    expect(once.items).toEqual(edited.items);
    const twice = await call<PlanPage>('post', `${path}/edits/undo`);
    expect(twice.items).toEqual(page.items);
    expect(twice.undoable).toBeNull();
    const thrice = await http.request(SYSTEM_ACTOR, 'post', `${path}/edits/undo`);
    expect(JSON.stringify(thrice.body)).toContain('plans.nothingToUndo');
  });

  test('with one wrong edit nothing is kept', async () => {
    const page = await readOnce();
    const edits = [
      { action: 'drop', items: [1] },
      { action: 'confirm', items: [5_000, 5_001] },
    ];
    const path = `${commune}/${page.planId}`;
    const answer = await http.request<{ faults: unknown[] }>(
      SYSTEM_ACTOR,
      'post',
      `${path}/edits`,
      { edits },
    );
    expect(answer.status).toBe(422);
    expect(answer.body.faults.length).toBe(2);
    expect((await call<PlanPage>('get', path)).items).toEqual(page.items);
  });

  test('a new version says what it changes', async () => {
    const first = await readOnce();
    const second = await readOnce(`${TEXT}\n`.replaceAll('95', '96'), { replaces: first.planId });
    expect(second.planId).not.toBe(first.planId);
    const compared = await call<PlanComparison>('get', `${commune}/${second.planId}/changes`);
    expect(compared.beforeId).toBe(first.planId);
    expect(compared.items.length).toBeGreaterThan(0);
    expect(compared.same).toBeGreaterThan(compared.items.length);
  });

  test('a plan of another unit is not there', async () => {
    const page = await readOnce();
    const other = `/v1/plans/u${PLACE.communeD}/${page.planId}`;
    const answer = await http.request(SYSTEM_ACTOR, 'get', other);
    expect(answer.status).toBe(404);
  });

  test('a plan put away is not corrected until it is taken up again', async () => {
    const page = await readOnce();
    const path = `${commune}/${page.planId}`;
    await call('post', `${path}/abandon`, { abandoned: true });
    const edits = [{ action: 'drop', items: [1] }];
    const answer = await http.request(SYSTEM_ACTOR, 'post', `${path}/edits`, { edits });
    expect(JSON.stringify(answer.body)).toContain('plans.abandoned');
    await call('post', `${path}/abandon`, { abandoned: false });
    await call('post', `${path}/edits`, { edits });
    await call('post', `${path}/edits/undo`);
  });
});
