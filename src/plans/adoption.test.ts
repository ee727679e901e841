import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { groupsOn } from '../targets/groups.ts';
import { type AdoptionDesk, draftAdoption } from './adoption.ts';
import { extractPlan } from './extract.ts';
import { headOf, itemsOf } from './items.ts';
import {
  type MatchLevel,
  type Meaning,
  listNames,
  matchKey,
  proposeAgency,
  proposeGroup,
  proposeLevel,
} from './names.ts';
import { clockOfTask, periodsOf } from './plan-times.ts';
import type { PlanTarget, PlanTask } from './types.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'test', 'golden', 'plans');
const UNIT = 24;
const DISTRICTS = [101, 102, 103];

/** A plan with every item confirmed and every proposal taken. */
function deskOf(name: string, level: MatchLevel, day: string): AdoptionDesk {
  const read = extractPlan(readFileSync(join(GOLDEN, `${name}.txt`), 'utf8'));
  const items = itemsOf(read).map((item) => ({ ...item, state: 'confirmed' as const }));
  const groups = groupsOn(day).map(({ code, name: text }) => ({ code, name: text.vi }));
  const meanings = new Map<string, Meaning>();
  for (const { kind, name: printed } of listNames(items)) {
    const of = proposeLevel(printed);
    const meaning: Meaning =
      kind === 'agency'
        ? proposeAgency(printed, level)
        : kind === 'group'
          ? { is: 'group', code: proposeGroup(printed, groups) }
          : kind === 'indicator'
            ? { is: 'indicator', code: 'satisfaction' }
            : of
              ? { is: 'level', level: of }
              : { is: 'unit', unitId: UNIT };
    meanings.set(matchKey(kind, printed), meaning);
  }
  return {
    planId: 7,
    unitId: UNIT,
    level,
    head: headOf(read),
    document: read.number.value ?? 'kế hoạch',
    items,
    meanings,
    unitsOf: () => DISTRICTS,
    today: '2023-10-20',
    recursFrom: null,
  };
}

describe('adopting the campaign plan of a province', () => {
  const desk = deskOf('bac-giang-2023', 'province', '2023-10-20');
  const draft = draftAdoption(desk);

  test('nothing hinders once all is confirmed and named', () => {
    expect(draft.faults).toEqual([]);
  });

  test('the target and its operator are those of the text', () => {
    expect(draft.targets[0]?.row).toMatchObject({
      indicator: 'coverage',
      unit: UNIT,
      group: '',
      period: 2024,
      measure: 'rate',
      value: 9900,
      operator: '>',
      kind: 'target',
    });
    const support = draft.targets.filter(({ row }) => row.kind === 'support');
    expect(support.map(({ row }) => [row.value, row.period])).toEqual([
      [2000, { from: '2022-01-01', to: '2026-01-01' }],
      [1000, { from: '2022-01-01', to: '2026-01-01' }],
    ]);
  });

  test('a task has exactly one owner, its deadline as printed, its source line', () => {
    const first = draft.tasks.find(({ row }) => row.source?.line === 51);
    expect(first?.row).toMatchObject({
      to: { kind: 'units', unitIds: [UNIT] },
      owner: { kind: 'unit' },
      deadline: { day: '2023-10-26', sense: 'before' },
      source: { planId: 7, line: 51 },
    });
    const districts = draft.tasks.filter(({ row }) => row.to.kind === 'level');
    expect(districts.length).toBeGreaterThan(5);
    expect(draft.tasks.every(({ row }) => row.title.length <= 161)).toBe(true);
  });

  test('the campaign has its milestones and the weekly cycle, which is no duty besides', () => {
    expect(draft.campaign?.row).toMatchObject({ from: '2023-11-01', until: '2023-11-30' });
    expect(draft.campaign?.row.steps?.length).toBe(8);
    expect(
      draft.campaign?.row.weekly?.map(({ level, isoWeekday, time }) => [level, isoWeekday, time]),
    ).toEqual([
      ['district', 4, '15:00'],
      ['commune', 3, '15:30'],
    ]);
    const weekly = draft.leftOut.filter(({ reason }) => reason === 'weekly');
    expect(weekly.length).toBe(2);
  });
});

describe('what hinders', () => {
  const desk = deskOf('son-la-2025', 'province', '2025-12-31');

  test('items nobody looked at, names nobody explained: all at once', () => {
    const [first, ...rest] = desk.items;
    if (!first) throw new Error('the plan has items');
    const open = draftAdoption({
      ...desk,
      items: [{ ...first, state: 'proposed' }, ...rest],
      meanings: new Map(),
    });
    const codes = open.faults.map(({ code }) => code);
    expect(codes[0]).toBe('plans.itemsOpen');
    expect(codes.filter((code) => code === 'plans.nameUnmatched').length).toBeGreaterThan(5);
    expect(open.targets).toEqual([]);
  });

  test('a target for every commune becomes one for each', () => {
    const draft = draftAdoption(desk);
    const each = draft.targets.filter(({ row }) => DISTRICTS.includes(Number(row.unit)));
    expect(each.map(({ row }) => row.unit)).toEqual(DISTRICTS);
  });
});

describe('the roadmap of Vĩnh Long', () => {
  const draft = draftAdoption(deskOf('vinh-long-2012', 'province', '2013-12-31'));

  test('71 printed figures, blank cells stay blank', () => {
    const table = draft.targets.filter(({ row }) => row.indicator === 'coverage');
    expect(table.length).toBeGreaterThanOrEqual(66);
    expect(table.some(({ row }) => row.value === null)).toBe(true);
    expect(table.find(({ row }) => row.group === '' && row.period === 2015)?.row).toMatchObject({
      value: 7100,
      source: { line: expect.any(Number) },
    });
  });

  test('the committee of the province is made, that of the districts is theirs', () => {
    expect(draft.committees.map(({ row }) => row.members.map(({ position }) => position))).toEqual([
      expect.arrayContaining(['chair', 'standingDeputy', 'deputy']),
    ]);
    expect(draft.leftOut.filter(({ reason }) => reason === 'ofUnitsBelow').length).toBe(1);
  });
});

const TARGET: PlanTarget = {
  unit: 'Toàn tỉnh',
  group: 'Toàn dân',
  year: 2026,
  value: 95,
  op: '=',
  uom: '%',
  kind: 'target',
  source: 'text',
  line: 1,
  raw: '95%',
};

test.each([
  [{ year: 2027 }, [2027]],
  [{ year: '2026-2028' }, [{ from: '2026-01-01', to: '2029-01-01' }]],
  [{ year: 'giai đoạn', yearFrom: 2026, yearTo: 2028 }, [{ from: '2026-01-01', to: '2029-01-01' }]],
  [{ year: 'năm học 2026-2027' }, [{ from: '2026-09-01', to: '2027-09-01' }]],
  [{ year: 'quý II/2027' }, [{ from: '2027-04-01', to: '2027-07-01' }]],
  [{ year: 'quý IV/2027' }, [{ from: '2027-10-01', to: '2028-01-01' }]],
  [{ year: 'hằng năm' }, [2026, 2027]],
  [{ year: 'đến 30/6/2026' }, [{ from: '2026-01-01', to: '2026-07-01' }]],
  [{ year: 'đến 31/13/2026' }, []],
  [{ year: 'tháng 9/2026' }, [{ from: '2026-09-01', to: '2026-10-01' }]],
  [{ year: 'tháng 12/2026' }, [{ from: '2026-12-01', to: '2027-01-01' }]],
  // misprinted: it ends before it begins, or lies in no century of this law
  [{ year: 'giai đoạn', yearFrom: 2026, yearTo: 2023 }, []],
  [{ year: '2026-2023' }, []],
  [{ year: 1026 }, []],
])('%j is for the periods %j', (said, periods) => {
  const target = { ...TARGET, ...said };
  expect(periodsOf(target, { from: 2026, to: 2027 })).toEqual(periods);
});

test.each<[Partial<PlanTask>, unknown]>([
  [{ period: '2026-09-15/2026-10-31' }, { day: '2026-10-31', sense: 'by' }],
  [
    { period: '2026-09-15/2026-10-31', deadline: '2026-10-20', deadlineText: 'trước ngày 20/10' },
    { day: '2026-10-20', sense: 'before' },
  ],
  // years say how long, not by when
  [{ period: '2026-2028' }, undefined],
])('a task with %j is due %j', (said, deadline) => {
  expect(clockOfTask({ ...TASK, ...said }).deadline).toEqual(deadline);
});

const TASK: PlanTask = {
  agency: [],
  role: 'thực hiện',
  section: '',
  start: '',
  line: 1,
  kind: 'assigned',
  deadline: null,
  deadlineText: null,
  text: '',
  lastLine: 1,
};

test('a weekly task is due at the weekday and hour that its sentence prints', () => {
  const text =
    "Cung cấp danh sách nhân khẩu cho Phòng Văn hóa - Xã hội trước 15 giờ 00' ngày thứ 5 hằng tuần trong tháng 11 năm 2026.";
  const weekly = { ...TASK, text, recurrence: 'hằng tuần', period: '2026-11-01/2026-11-30' };
  expect(clockOfTask({ ...weekly, deadline: null, deadlineText: null }).recurrence).toEqual({
    every: 'week',
    isoWeekday: 4,
    time: '15:00',
    sense: 'before',
  });
  const monthly = { ...TASK, text: 'Báo cáo trước ngày 20 hằng tháng.', recurrence: 'hằng tháng' };
  expect(clockOfTask({ ...monthly, deadline: null }).recurrence).toMatchObject({
    every: 'month',
    day: 20,
  });
});

describe('from when what recurs counts', () => {
  const late = { ...deskOf('xa-tan-hoa-2026', 'commune', '2026-12-01'), today: '2026-12-01' };
  const firstDays = (desk: AdoptionDesk) => [
    ...new Set(
      draftAdoption(desk).duties.flatMap(({ row }) => (row.recurrence ? [row.activeFrom] : [])),
    ),
  ];

  test('not before the day of adoption: periods that ran out are nobody’s debt', () => {
    expect(firstDays(late)).toEqual(['2026-12-01']);
  });

  test('a person may say another day', () => {
    expect(firstDays({ ...late, recursFrom: '2026-11-15' })).toEqual(['2026-11-15']);
  });
});

test('duties whose content is only "Kết quả" carry the plan’s subject and who sends them', () => {
  const desk = deskOf('xa-tan-hoa-2026', 'commune', '2026-12-01');
  const items = desk.items.map((item) =>
    item.kind === 'report' ? { ...item, body: { ...item.body, content: 'Kết quả' } } : item,
  );
  const contents = draftAdoption({ ...desk, items }).duties.map(({ row }) => row);
  expect(contents.length).toBeGreaterThan(1);
  for (const { content, reporterName } of contents) {
    expect(content).toMatch(/^Kết quả: .{10,}/u);
    expect(content).toContain(`(${reporterName})`);
  }
});

test('a target whose plan names no unit is the unit’s that reads it, never lost', () => {
  const desk = deskOf('xa-tan-hoa-2026', 'commune', '2026-12-01');
  const items = desk.items.map((item) =>
    item.kind === 'target' ? { ...item, body: { ...item.body, unit: '(không nêu)' } } : item,
  );
  const { targets } = draftAdoption({ ...desk, items });
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.length).toBe(draftAdoption(desk).targets.length);
  expect(targets.every(({ row }) => row.unit === UNIT)).toBe(true);
});
