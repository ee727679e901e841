import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { comparePlans } from './compare.ts';
import type { PlanItem } from './document-types.ts';
import { extractPlan } from './extract.ts';
import { type PlanContent, applyEdits, headOf, itemsOf } from './items.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'test', 'golden', 'plans');

const TEXT = readFileSync(join(GOLDEN, 'xa-tan-hoa-2026.txt'), 'utf8');

function read(text: string): PlanContent {
  const extraction = extractPlan(text);
  return { head: headOf(extraction), items: itemsOf(extraction) };
}

const plan = read(TEXT);
const taskNo = plan.items.find((item) => item.kind === 'task')?.itemNo ?? 0;
const task = plan.items.find((item) => item.itemNo === taskNo);

function itemOf(content: PlanContent, itemNo: number): PlanItem | undefined {
  return content.items.find((item) => item.itemNo === itemNo);
}

describe('items of a plan', () => {
  test('every item of the reading is there once, with its line', () => {
    const extraction = extractPlan(TEXT);
    expect(plan.items.length).toBe(
      extraction.targets.length +
        extraction.tasks.length +
        extraction.reports.length +
        extraction.committees.length +
        (extraction.campaign ? 1 : 0) +
        extraction.legalBases.length,
    );
    expect(plan.items.map((item) => item.itemNo)).toEqual(plan.items.map((_, at) => at + 1));
    expect(plan.items.every((item) => item.line !== null && item.state === 'proposed')).toBe(true);
  });

  test('confirm, drop and reopen change the state only', () => {
    const edited = applyEdits(plan, [
      { action: 'confirm', items: [1, 2, 3] },
      { action: 'drop', items: [2] },
      { action: 'reopen', items: [3] },
    ]);
    expect([1, 2, 3].map((no) => itemOf(edited, no)?.state)).toEqual([
      'confirmed',
      'dropped',
      'proposed',
    ]);
    expect(edited.faults).toEqual([]);
    expect(edited.before.map(({ item }) => item?.state)).toEqual([
      'proposed',
      'proposed',
      'proposed',
    ]);
  });

  test('a split leaves the source behind as replaced and its parts confirmed', () => {
    if (task?.kind !== 'task') throw new Error('the plan has a task');
    const part = { kind: 'task' as const, body: task.body };
    const edited = applyEdits(plan, [{ action: 'split', item: taskNo, parts: [part, part] }]);
    expect(itemOf(edited, taskNo)?.state).toBe('replaced');
    const parts = edited.items.slice(plan.items.length);
    expect(parts.map(({ state, origin, fromItems }) => ({ state, origin, fromItems }))).toEqual([
      { state: 'confirmed', origin: 'split', fromItems: [taskNo] },
      { state: 'confirmed', origin: 'split', fromItems: [taskNo] },
    ]);
  });

  test('all faults come at once', () => {
    if (task?.kind !== 'task') throw new Error('the plan has a task');
    const target = plan.items.find((item) => item.kind === 'target');
    if (target?.kind !== 'target') throw new Error('the plan has a target');
    const edited = applyEdits(plan, [
      { action: 'confirm', items: [9_999] },
      { action: 'change', item: taskNo, value: { kind: 'target', body: target.body } },
      { action: 'merge', items: [taskNo, 8_888], value: { kind: 'task', body: task.body } },
    ]);
    expect(edited.faults.map(({ code, at }) => [code, at])).toEqual([
      ['plans.itemUnknown', 'edits.0'],
      ['plans.kindChanged', 'edits.1'],
      ['plans.itemUnknown', 'edits.2'],
    ]);
  });
});

describe('two versions of a plan', () => {
  test('the same text has no difference', () => {
    const compared = comparePlans(plan, read(TEXT));
    expect(compared.items).toEqual([]);
    expect(compared.head).toEqual([]);
    expect(compared.same).toBe(plan.items.length);
  });

  test('a line put in above changes nothing but the lines', () => {
    const moved = read(`\n\n${TEXT}`);
    expect(comparePlans(plan, moved).items).toEqual([]);
  });

  test('a changed percentage is one changed target', () => {
    const target = plan.items.find((item) => item.kind === 'target' && item.body.value !== null);
    if (target?.kind !== 'target') throw new Error('the plan has a target');
    const other = applyEdits(plan, [
      {
        action: 'change',
        item: target.itemNo,
        value: { kind: 'target', body: { ...target.body, value: 12.5 } },
      },
    ]);
    expect(comparePlans(plan, other).items).toEqual([
      {
        kind: 'target',
        change: 'changed',
        before: target.itemNo,
        after: target.itemNo,
        fields: [{ field: 'value', before: String(target.body.value), after: '12.5' }],
      },
    ]);
  });

  test('a dropped item is gone, an added one is new, a reworded task stays the same one', () => {
    if (task?.kind !== 'task') throw new Error('the plan has a task');
    const reworded = { ...task.body, text: `${task.body.text} trong toàn xã` };
    const other = applyEdits(plan, [
      { action: 'change', item: taskNo, value: { kind: 'task', body: reworded } },
      { action: 'drop', items: [1] },
      {
        action: 'add',
        value: { kind: 'task', body: { ...task.body, text: 'Lập tổ hỗ trợ lưu động ở chợ phiên' } },
      },
    ]);
    const compared = comparePlans(plan, other).items;
    expect(compared.map(({ change, before }) => [change, before])).toEqual(
      expect.arrayContaining([
        ['gone', 1],
        ['changed', taskNo],
        ['new', null],
      ]),
    );
    expect(compared.length).toBe(3);
  });
});
