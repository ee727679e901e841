import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_FOLDER } from '../config.ts';
import { extractPlan } from '../plans/extract.ts';
import { makeCalendar } from '../tasks/clock.ts';
import { listHolidays } from '../tasks/clock-desk.ts';
import { draftCampaign, levelNamedIn } from '../plans/campaign-draft.ts';
import { paceOf } from './pace.ts';
import { moveDay, moveEnd } from './template.ts';

const calendar = makeCalendar(listHolidays(false));

describe('last year’s campaign with its dates moved', () => {
  test.each([
    ['2023-10-26', '2024-11-01', '2024-10-28', 'four working days before a Friday'],
    ['2023-10-26', '2026-11-01', '2026-10-27', 'the new first day is a Sunday'],
    ['2023-11-01', '2026-11-01', '2026-11-02', 'the first day itself, worked'],
    ['2023-11-03', '2026-11-01', '2026-11-04', 'two working days into it'],
    ['2023-11-06', '2024-11-01', '2024-11-06', 'over a weekend'],
    ['2023-12-31', '2024-11-01', '2024-12-31', 'a Sunday keeps its distance in days'],
  ])('%s, from 1/11/2023 to %s, is %s: %s', (day, newFrom, expected) => {
    expect(moveDay(day, '2023-11-01', newFrom, calendar)).toBe(expected);
  });

  test('a step that would fall into Tết goes before it', () => {
    // four worked days back from Monday 23/2/2026: 13/2, 12/2, 11/2, 10/2 (Tết is 16–20/2)
    expect(moveDay('2023-10-26', '2023-11-01', '2026-02-23', calendar)).toBe('2026-02-10');
  });

  test.each([
    ['2023-11-01', '2023-12-01', '2024-02-01', '2024-03-01'],
    ['2023-11-01', '2023-12-01', '2024-11-05', '2024-12-05'],
    ['2023-11-06', '2023-11-13', '2024-11-04', '2024-11-11'],
  ])('[%s, %s) moved to %s ends before %s', (from, to, newFrom, expected) => {
    expect(moveEnd(from, to, newFrom)).toBe(expected);
  });
});

describe('pace', () => {
  const november = { from: '2023-11-01', to: '2023-12-01' };
  test.each([
    ['before it begins nothing is owed', '2023-10-31', 300, 0, [0, 0, 10]],
    ['on its first day one part of thirty', '2023-11-01', 300, 4, [10, 6, 10.3]],
    ['half way, ahead', '2023-11-15', 300, 160, [150, -10, 9.4]],
    ['on its last day all of it', '2023-11-30', 300, 290, [300, 10, null]],
    ['parts of persons are owed whole', '2023-11-01', 31, 1, [2, 1, 1.1]],
  ])('%s', (_name, on, target, reached, [pace, behind, perDayNeeded]) => {
    const isBehind = Number(behind) > 0;
    expect(paceOf({ ...november, on, target, reached })).toEqual({
      pace,
      behind,
      perDayNeeded,
      isBehind,
    });
  });

  test('without a target nobody is behind', () => {
    const { isBehind, pace } = paceOf({ ...november, on: '2023-11-15', target: null, reached: 5 });
    expect([pace, isBehind]).toEqual([null, false]);
  });
});

describe('what a plan says of a campaign', () => {
  const file = join(PROJECT_FOLDER, 'test/golden/plans/bac-giang-2023.txt');
  const plan = extractPlan(readFileSync(file, 'utf8'));
  const draft = draftCampaign(plan, { unitId: 7, document: 'Kế hoạch', planId: 3 });

  test('each step is of the level whose work it is', () => {
    const steps = draft?.steps?.map((step) => [step.sourceLine, step.level, step.deadline.day]);
    expect(steps).toEqual([
      [51, 'province', '2023-10-26'],
      [115, 'district', '2023-11-01'],
      [125, 'district', '2023-11-01'],
      [131, 'commune', '2023-11-03'],
      [141, 'commune', '2023-11-06'],
      [69, 'province', '2023-11-30'],
      [87, 'province', '2023-12-15'],
      [51, 'province', '2023-12-20'],
    ]);
    expect(draft?.steps?.filter((step) => step.wantsPhoto).map((step) => step.sourceLine)).toEqual([
      141,
    ]);
  });

  test('the weekly cycle has its weekdays and hours', () => {
    expect(draft?.weekly).toMatchObject([
      { level: 'district', receiverLevel: 'province', isoWeekday: 4, time: '15:00' },
      { level: 'commune', receiverLevel: 'district', isoWeekday: 3, time: '15:30' },
    ]);
  });

  test('a plan without a campaign gives none', () => {
    const other = readFileSync(file.replace('bac-giang-2023', 'son-la-2025'), 'utf8');
    expect(draftCampaign(extractPlan(other), { unitId: 7, document: 'x' })).toBeUndefined();
  });

  test.each([
    ['UBND các xã, phường, thị trấn', 'commune'],
    ['III. NHIỆM VỤ > 2. Cấp huyện', 'district'],
    ['III. NHIỆM VỤ > 1. Cấp tỉnh > 1.2. Sở Giáo dục và Đào tạo', 'province'],
    ['Trưởng Ban Chỉ đạo cấp xã', 'commune'],
    ['Ban vận động thôn, tổ dân phố', 'village'],
    ['Các doanh nghiệp', undefined],
  ])('“%s” names %s', (text, level) => {
    expect(levelNamedIn(text)).toBe(level);
  });
});
