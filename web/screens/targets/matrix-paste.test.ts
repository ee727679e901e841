import { expect, test } from 'vitest';
import type { GroupChoice } from '../../api/targets.ts';
import { matchGroup, parseMatrix } from './matrix-paste.ts';

const GROUPS: GroupChoice[] = [
  { code: '', name: { vi: 'Toàn dân', en: 'Everybody' }, depth: 0 },
  { code: '5', name: { vi: 'Nhóm tự đóng', en: 'Self-payers' }, depth: 1 },
  { code: '4/nearPoor', name: { vi: 'Cận nghèo', en: 'Near poor' }, depth: 2 },
];

const TEXT = [
  'Nhóm\tKết quả thực hiện 2012\t2013\tNăm 2014',
  'Tỷ lệ bao phủ chung (%)\t59,1\t65\t68',
  'Tỷ lệ bao phủ theo nhóm (%)\t\t\t',
  '1. Nhóm do NLĐ và NSDLĐ đóng\t72,99\t84\t86',
  '4.1. Cận nghèo\t-\tchín\t95',
  '5. Nhóm tự đóng\t25,84\t30',
].join('\r\n');

test('columns tell their year and whether they are results', () => {
  expect(parseMatrix(TEXT, GROUPS).columns).toEqual([
    { label: 'Kết quả thực hiện 2012', year: 2012, kind: 'actual' },
    { label: '2013', year: 2013, kind: 'target' },
    { label: 'Năm 2014', year: 2014, kind: 'target' },
  ]);
});

test('rows keep their words, cells and blanks; what is no number is marked', () => {
  const { rows } = parseMatrix(TEXT, GROUPS);
  expect(rows.map(({ label, group, depth }) => [label, group, depth])).toEqual([
    ['Tỷ lệ bao phủ chung (%)', '', 0],
    ['Tỷ lệ bao phủ theo nhóm (%)', null, 0],
    ['1. Nhóm do NLĐ và NSDLĐ đóng', '#1. Nhóm do NLĐ và NSDLĐ đóng', 1],
    ['4.1. Cận nghèo', '4/nearPoor', 2],
    ['5. Nhóm tự đóng', '5', 1],
  ]);
  expect(rows[3]).toMatchObject({ cells: ['-', 'chín', '95'], faulty: [1] });
  expect(rows[4]?.cells).toEqual(['25,84', '30', '']);
});

test('a group is matched by its very words only', () => {
  expect(matchGroup('Người cận nghèo', GROUPS)).toBe('#Người cận nghèo');
  expect(matchGroup('Toàn dân', GROUPS)).toBe('');
  expect(parseMatrix('', GROUPS)).toEqual({ columns: [], rows: [] });
});
