import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plansEn } from '../../messages/plans.en.ts';
import { plansVi } from '../../messages/plans.vi.ts';
import { PROJECT_FOLDER } from '../config.ts';
import { extractCommand, scoreCommand } from './commands.ts';
import { extractPlan } from './extract.ts';
import { sameAgencies, sameAgency, sameGroup } from './meaning.ts';
import { readPlanFile } from './plan-file.ts';
import { type ExpectedPlan, type PartScore, scorePlan } from './score.ts';

const TEXT =
  'KẾ HOẠCH\nThực hiện BHYT năm 2026\n\nUBND huyện Tân Lập ban hành Kế hoạch:\n\nI. MỤC TIÊU\n\n- Tỷ lệ bao phủ BHYT đạt 95%.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Y tế huyện\n\n- Báo cáo UBND huyện trước ngày 20/11/2026.\n';

const EXPECTED: ExpectedPlan = {
  targets: [
    {
      unit: 'Huyện Tân Lập',
      group: 'Toàn dân',
      year: 2026,
      value: 95,
      op: '=',
      uom: '%',
      kind: 'target',
      source: 'text',
      line: 8,
    },
  ],
  tasks: [
    {
      agency: ['Phòng Y tế'],
      start: 'Báo cáo UBND huyện',
      line: 14,
      kind: 'report',
      deadline: '2026-11-20',
    },
  ],
  reports: [
    {
      who: ['Phòng Y tế huyện'],
      to: ['UBND huyện'],
      frequency: 'một lần',
      deadline: '2026-11-20',
      line: 14,
    },
  ],
};

function part(expected: ExpectedPlan, name: string): PartScore | undefined {
  return scorePlan(expected, extractPlan(TEXT)).parts.find((each) => each.part === name);
}

describe('scorePlan', () => {
  test('what agrees counts once', () => {
    expect(part(EXPECTED, 'targets')).toMatchObject({
      expected: 1,
      actual: 1,
      matched: 1,
      recall: 1,
      precision: 1,
    });
    expect(part(EXPECTED, 'other tasks')).toMatchObject({ matched: 1, recall: 1 });
    expect(part(EXPECTED, 'task deadlines')).toMatchObject({ matched: 1, precision: 1 });
    expect(part(EXPECTED, 'reports')).toMatchObject({ matched: 1, recall: 1, precision: 1 });
  });

  test.each<[string, Partial<NonNullable<ExpectedPlan['targets']>[number]>]>([
    ['value', { value: 95.1 }],
    ['year', { year: 2027 }],
    ['operator', { op: '>=' }],
    ['kind', { kind: 'actual' }],
    ['line', { line: 9 }],
    ['group', { group: 'Học sinh, sinh viên' }],
    ['unit', { unit: 'Huyện Phú Thịnh' }],
    ['measure', { uom: 'người' }],
  ])('another %s is a miss and an invention', (_name, change) => {
    const [target] = EXPECTED.targets ?? [];
    const score = part({ targets: [{ ...target, ...change }] }, 'targets');
    expect(score).toMatchObject({ matched: 0, recall: 0, precision: 0 });
    expect(score?.missing).toHaveLength(1);
    expect(score?.extra).toHaveLength(1);
  });

  test('the wrong agency is a miss', () => {
    const [task] = EXPECTED.tasks ?? [];
    expect(part({ tasks: [{ ...task, agency: ['Sở Y tế'] }] }, 'other tasks')?.recall).toBe(0);
  });

  test('every part has its words in both languages', () => {
    const names = scorePlan({}, extractPlan('')).parts.map((each) => each.part);
    expect(Object.keys(plansVi.parts).toSorted()).toEqual(names.toSorted());
    expect(Object.keys(plansEn.parts).toSorted()).toEqual(names.toSorted());
  });
});

describe('meaning', () => {
  test.each([
    ['BHXH huyện', 'Bảo hiểm xã hội huyện'],
    ['cơ quan BHXH tỉnh', 'Bảo hiểm xã hội tỉnh'],
    ['Uỷ ban nhân dân các xã', 'UBND các xã'],
    [
      'Ủy ban MTTQ và các tổ chức chính trị - xã hội huyện',
      'Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội',
    ],
    ['Phòng Y tế', 'Phòng Y tế huyện'],
  ])('%s = %s', (a, b) => {
    expect(sameAgency(a, b)).toBe(true);
  });

  test.each([
    ['Sở Y tế', 'Sở Tài chính'],
    ['UBND tỉnh', 'UBND huyện'],
    ['Phòng Y tế huyện', 'Trung tâm Y tế huyện'],
    ['Bảo hiểm xã hội tỉnh', 'Bảo hiểm xã hội huyện'],
  ])('%s ≠ %s', (a, b) => {
    expect(sameAgency(a, b)).toBe(false);
  });

  test('nobody named is nobody found', () => {
    expect(sameAgencies(['(không nêu)'], [])).toBe(true);
    expect(sameAgencies(['(không nêu)'], ['Sở Y tế'])).toBe(false);
    expect(sameAgencies(['Sở Y tế', 'Sở Tài chính'], ['Sở Y tế'])).toBe(false);
  });

  test.each([
    ['4.1. Cận nghèo', 'Người thuộc hộ cận nghèo', true],
    ['Nhóm do NSNN đóng', 'Nhóm do ngân sách nhà nước đóng', true],
    ['Nhóm do NSNN đóng', 'Nhóm được NSNN hỗ trợ', false],
    ['Toàn dân', 'Học sinh', false],
  ])('%s, %s: %s', (a, b, same) => {
    expect(sameGroup(a, b)).toBe(same);
  });
});

describe('commands', () => {
  test('extract names the file in front', () => {
    const outcome = extractCommand(TEXT, 'ke-hoach/tan-lap.txt');
    expect(outcome).toMatchObject({
      ok: true,
      value: { id: 'tan-lap', file: 'ke-hoach/tan-lap.txt', docType: 'Kế hoạch' },
    });
    expect(Object.keys(outcome.ok ? outcome.value : {}).slice(0, 4)).toEqual([
      'id',
      'file',
      'docType',
      'title',
    ]);
  });

  test('extract refuses what is too long to be a plan', () => {
    expect(extractCommand('x'.repeat(500_001), 'a.txt')).toMatchObject({
      faults: [{ code: 'plans.file.tooLarge' }],
    });
  });

  test('score of the plans in the project reaches what is asked', () => {
    const outcome = scoreCommand(join(PROJECT_FOLDER, 'test/golden/plans'));
    expect(outcome).toMatchObject({ ok: true, value: { ok: true } });
    const plans = outcome.ok ? outcome.value.plans : [];
    expect(plans.flatMap((plan) => plan.short)).toEqual([]);
  });

  test('score says which part falls short', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plans-'));
    mkdirSync(join(folder, 'texts'));
    writeFileSync(join(folder, 'texts/a.txt'), TEXT.replace('95%', '96%'));
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ ...EXPECTED, file: 'texts/a.txt' }));
    expect(scoreCommand(folder)).toMatchObject({
      value: {
        ok: false,
        plans: [{ id: 'a', short: [{ part: 'targets', recall: 0, precision: 0 }] }],
      },
    });
    writeFileSync(join(folder, 'b.json'), '{ broken');
    expect(scoreCommand(folder)).toMatchObject({
      faults: [{ code: 'plans.score.broken', params: { name: 'b.json' } }],
    });
    expect(scoreCommand(join(folder, 'none'))).toMatchObject({
      faults: [{ code: 'plans.score.noPlans' }],
    });
  });
});

describe('readPlanFile', () => {
  test('text in UTF-8 and UTF-16; the byte order mark goes', () => {
    expect(readPlanFile(Buffer.from('KẾ HOẠCH'), 'a.txt')).toEqual({ ok: true, value: 'KẾ HOẠCH' });
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('KẾ HOẠCH', 'utf16le')]);
    expect(readPlanFile(wide, 'a.txt')).toEqual({ ok: true, value: 'KẾ HOẠCH' });
  });

  test.each<[string, Buffer, string]>([
    ['old Word', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'plans.file.unknownKind'],
    ['a zip that is no .docx', Buffer.from('PK\u0003\u0004rest'), 'plans.file.unreadable'],
    ['letters of another encoding', Buffer.from([0x4b, 0xc3, 0x28, 0xff]), 'plans.file.unreadable'],
    ['a picture', Buffer.from([0x42, 0x4d, 0x00, 0x00, 0x10]), 'plans.file.unknownKind'],
    ['a broken PDF', Buffer.from('%PDF-1.4\n%%EOF'), 'plans.file.withoutText'],
  ])('%s is refused with a reason', (_name, bytes, code) => {
    expect(readPlanFile(bytes, 'a')).toMatchObject({ faults: [{ code, params: { name: 'a' } }] });
  });
});
