import { expect, test } from 'vitest';
import { compareOfficialList } from './official-list.ts';
import type { ListedUnit, TreeNode } from './types.ts';

const KNOWN: TreeNode[] = [
  { unitId: 8, code: '08', name: 'Tỉnh Tám', type: 'tinh', level: 'province', parentId: 1 },
  { unitId: 9, code: '09', name: 'Tỉnh Chín', type: 'tinh', level: 'province', parentId: 1 },
  ...['An', 'Bình', 'Cao', 'Đông', 'Em'].map((name, i): TreeNode => ({
    unitId: 101 + i,
    code: `0010${i + 1}`,
    name: `Xã ${name}`,
    type: 'xa',
    level: 'commune',
    parentId: 8,
  })),
];

function row(code: string, name: string, parentCode = '08'): ListedUnit {
  return { code, name, level: 'commune', type: null, parentCode };
}

test('a list is told apart into same, amended, added and missing', () => {
  const compared = compareOfficialList(
    KNOWN,
    [
      row('00101', 'xã An'),
      row('00102', 'Phường Bình'),
      row('00103', 'Xã Cao Mới', '09'),
      row('00199', 'Xã Đông'),
      row('00200', 'Xã Mới'),
    ],
    '2027-01-01',
  );
  expect(compared.same).toBe(1);
  expect(compared.amended.map(({ command }) => command)).toEqual([
    { kind: 'amend', effectiveOn: '2027-01-01', unitId: 102, type: 'phuong' },
    { kind: 'amend', effectiveOn: '2027-01-01', unitId: 103, name: 'Xã Cao Mới', parentId: 9 },
    { kind: 'amend', effectiveOn: '2027-01-01', unitId: 104, code: '00199' },
  ]);
  expect(compared.added.map((unit) => unit.code)).toEqual(['00200']);
  expect(compared.missing.map((unit) => unit.code)).toEqual(['00105']);
});

test('a code given twice and an unknown parent are faults with their rows', () => {
  const compared = compareOfficialList(
    KNOWN,
    [row('00101', 'Xã An'), row('00101', 'Xã An'), row('00102', 'Xã Bình', '77')],
    '2027-01-01',
  );
  expect(compared.faults.map((fault) => [fault.at, fault.code])).toEqual([
    ['rows.1', 'units.codeRepeated'],
    ['rows.2.parentCode', 'units.codeUnknown'],
  ]);
});
