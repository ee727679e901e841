import { describe, expect, test } from 'vitest';
import { webScenarioVi } from '../../../messages/web-scenario.vi.ts';
import { viFormat } from '../../../messages/format.ts';
import { scenarioChange } from '../../../src/policy/scenario.ts';
import { type ChangeDraft, changeOf, draftOf, newDraft } from './change-draft.ts';
import { sentenceOf } from './scenario-words.ts';

const draft = (part: Partial<ChangeDraft>): ChangeDraft => ({
  ...newDraft(1, '2026-11-30'),
  ...part,
});

const name = { category: (code: string) => `nhóm ${code}`, area: (code: string) => code };

describe('a change of a scenario', () => {
  test.each([
    [
      { kind: 'support', category: 'CN', amount: 100 },
      { kind: 'support', category: 'CN', bp: 10_000, from: '2027-01-01', to: null },
      'Ngân sách đóng 100% cho nhóm CN, từ ngày 01/01/2027',
    ],
    [
      { kind: 'localSupport', category: 'GB', amount: 12.5, lastDay: '2027-12-31' },
      {
        kind: 'localSupport',
        tree: 'new',
        provinceCode: '08',
        category: 'GB',
        extraBp: 1250,
        from: '2027-01-01',
        to: '2028-01-01',
      },
      'Tỉnh hỗ trợ thêm 12,50% mức đóng cho nhóm GB, từ ngày 01/01/2027 đến hết 31/12/2027',
    ],
    [
      { kind: 'areaList', placeIds: [1, 2] },
      {
        kind: 'areaList',
        placeIds: [1, 2],
        areaClass: 'regionIII',
        enters: false,
        from: '2027-01-01',
      },
      '2 xã ra khỏi danh sách regionIII, từ ngày 01/01/2027',
    ],
    [
      { kind: 'contributionRate', amount: 5.1 },
      { kind: 'parameter', id: 'contributionRate', value: 510, from: '2027-01-01', to: null },
      'Tỷ lệ đóng BHYT là 5,10%, từ ngày 01/01/2027',
    ],
    [
      { kind: 'baseSalary', amount: 2_700_000 },
      { kind: 'parameter', id: 'baseSalary', value: 2_700_000, from: '2027-01-01', to: null },
      'Mức lương cơ sở là 2.700.000 ₫, từ ngày 01/01/2027',
    ],
  ] as const)(
    '%j is what the law takes, is said in words and comes back',
    (part, change, words) => {
      const filled = draft(part as Partial<ChangeDraft>);
      const made = changeOf(filled, '08');
      expect(made).toEqual(change);
      expect(scenarioChange.parse(made)).toEqual(change);
      const said = made && sentenceOf(made, webScenarioVi.sentence, name, viFormat);
      expect(said?.replaceAll('\u00a0', ' ')).toBe(words);
      expect(made && draftOf(made, 1)).toMatchObject(part);
    },
  );

  test.each([
    { kind: 'support', category: '', amount: 50 },
    { kind: 'support', category: 'CN', amount: '' },
    { kind: 'support', category: 'CN', amount: 101 },
    { kind: 'support', category: 'CN', amount: 50, from: null },
    { kind: 'support', category: 'CN', amount: 50, lastDay: '2026-12-31' },
    { kind: 'areaList', placeIds: [] },
  ] as const)('%j is not complete', (part) => {
    expect(changeOf(draft(part as Partial<ChangeDraft>), '08')).toBeNull();
  });
});
