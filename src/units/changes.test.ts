import { describe, expect, test } from 'vitest';
import { decideChange } from './changes.ts';
import { bareName, officialName } from './names.ts';
import { type UnitVersion, makeTree } from './rules.ts';
import { ChangeCommand, type Level, type UnitType } from './types.ts';

const ON = '2027-01-01';

function version(
  unitId: number,
  level: Level,
  type: UnitType,
  parentId: number | null,
  more: Partial<UnitVersion> = {},
): UnitVersion {
  return {
    unitId,
    level,
    type,
    parentId,
    validFrom: '0001-01-01',
    validTo: null,
    code: null,
    name: `Xã ${unitId}`,
    ...more,
  };
}

const TREE = makeTree(
  [
    version(1, 'country', 'quoc-gia', null),
    version(8, 'province', 'tinh', 1, { code: '08', name: 'Tỉnh Tám' }),
    version(9, 'province', 'tinh', 1, { code: '09', name: 'Tỉnh Chín' }),
    version(101, 'commune', 'xa', 8, { code: '00101', name: 'Xã An' }),
    version(102, 'commune', 'xa', 8, { code: '00102', name: 'Xã Bình' }),
    version(103, 'commune', 'xa', 8, { code: '00103', name: 'Xã Cao', validFrom: '2028-01-01' }),
    version(104, 'commune', 'xa', 8, { code: '00104', name: 'Xã Cũ', validTo: '2026-01-01' }),
    version(1001, 'village', 'thon', 101, { name: 'Thôn Một' }),
    version(1002, 'village', 'thon', 101, { name: 'Thôn Hai' }),
  ],
  [],
);

function faultsOf(command: unknown): string[] {
  const decided = decideChange(TREE, ChangeCommand.parse(command));
  return decided.ok ? [] : decided.faults.map((fault) => fault.code);
}

const INTO = { key: 'moi', name: 'Đức', type: 'xa', code: '00200', parentId: 8 };

describe('what may not be done', () => {
  test.each([
    ['merging one unit', { kind: 'merge', unitIds: [101], into: INTO }, ['units.mergeNeedsTwo']],
    [
      'merging an unknown and an ended unit',
      { kind: 'merge', unitIds: [999, 104], into: INTO },
      ['units.unknown', 'units.ended'],
    ],
    [
      'changing what changes later anyway',
      { kind: 'merge', unitIds: [101, 103], into: INTO },
      ['units.changedLater'],
    ],
    [
      'a code of another unit and a parent of a wrong level',
      { kind: 'merge', unitIds: [101, 102], into: { ...INTO, code: '00103', parentId: 1 } },
      ['units.codeTaken', 'units.parentLevel'],
    ],
    [
      'a code of the wrong length',
      { kind: 'merge', unitIds: [101, 102], into: { ...INTO, code: '200' } },
      ['units.codeFormat'],
    ],
    [
      'a parent that ends in the same change',
      { kind: 'relevel', unitId: 8, into: { ...INTO, code: null, parentId: 8 } },
      ['units.parentNotInForce'],
    ],
    ['an amendment that changes nothing', { kind: 'amend', unitId: 101 }, ['units.nothingChanges']],
    [
      'a kind of another level',
      { kind: 'amend', unitId: 101, type: 'huyen' },
      ['units.levelChanges'],
    ],
    [
      'moving a province into its own commune',
      { kind: 'amend', unitId: 8, parentId: 101 },
      ['units.parentLevel', 'units.insideItself'],
    ],
    ['changing the country', { kind: 'amend', unitId: 1, name: 'Nước' }, ['units.countryStays']],
    ['abolishing what has villages', { kind: 'abolish', unitId: 101 }, ['units.hasChildren']],
    [
      'a split into one',
      { kind: 'split', unitId: 102, parts: [{ ...INTO, people: 'all' }] },
      ['units.splitNeedsTwo'],
    ],
  ])('%s', (_, command, expected) => {
    expect(faultsOf({ effectiveOn: ON, ...command })).toEqual(expected);
  });

  test('everything wrong with a split is said at once', () => {
    const part = (key: string, children: number[], households: number[]): object => ({
      ...INTO,
      key,
      code: '00200',
      children,
      households,
    });
    const faults = faultsOf({
      kind: 'split',
      effectiveOn: ON,
      unitId: 101,
      parts: [part('a', [1001, 1002], [5]), part('b', [1001, 102], [5])],
    });
    expect(faults).toEqual([
      'units.codeRepeated',
      'units.childTwice',
      'units.childNotBelow',
      'units.residentTwice',
    ]);
  });

  test('people may not be forgotten or counted twice', () => {
    const flow = { fromUnitId: 101, share: 'part', children: [1001, 1002] };
    const command = (flows: object[]): object => ({
      kind: 'reorganise',
      effectiveOn: ON,
      results: [INTO, { ...INTO, key: 'b', code: '00201', name: 'Đông' }],
      flows,
    });
    const all = { ...flow, toKey: 'moi', people: 'all' };
    const some = { ...flow, toKey: 'b', people: 'some', children: [] };
    expect(faultsOf(command([all, some]))).toContain('units.flowsContradict');
    const nobody = { ...flow, toKey: 'b', share: 'empty', people: 'none', children: [] };
    expect(faultsOf(command([all, nobody]))).toEqual([]);
    expect(faultsOf(command([all, { ...nobody, share: 'part' }]))).toEqual([
      'units.emptyMeansNobody',
    ]);
  });
});

describe('what a change does', () => {
  test('a merge ends its sources and makes one new unit with an official name', () => {
    const command = ChangeCommand.parse({
      kind: 'merge',
      effectiveOn: ON,
      unitIds: [101, 102],
      into: { ...INTO, code: '00101', name: 'đức' },
    });
    const decided = decideChange(TREE, command);
    expect(decided).toMatchObject({
      ok: true,
      value: {
        kind: 'merge',
        ended: [101, 102],
        created: [{ key: 'moi', code: '00101', name: 'Xã đức', parentId: 8 }],
        changes: [
          { kind: 'merge', from: 101, share: 'whole', people: 'all' },
          { kind: 'merge', from: 102, share: 'whole', people: 'all' },
        ],
        warnings: [],
      },
    });
  });

  test('a split with villages left over warns how many stay open', () => {
    const command = ChangeCommand.parse({
      kind: 'split',
      effectiveOn: ON,
      unitId: 101,
      parts: [
        { ...INTO, key: 'a', children: [1001] },
        { ...INTO, key: 'b', code: null, name: 'Tây' },
      ],
    });
    const decided = decideChange(TREE, command);
    expect(decided.ok && decided.value.warnings).toEqual([
      {
        code: 'units.childrenUnassigned',
        params: { count: 1, names: 'Thôn Hai' },
        at: 'flows.101',
      },
      { code: 'units.codeMissing', params: { name: 'Xã Tây' }, at: 'b' },
    ]);
    expect(decided.ok && decided.value.renewed).toMatchObject([
      { unitId: 1001, parent: { key: 'a' } },
    ]);
  });

  test('a change of kind alone renames the unit with it', () => {
    const decided = decideChange(TREE, {
      kind: 'amend',
      effectiveOn: ON,
      unitId: 101,
      type: 'phuong',
    });
    expect(decided.ok && decided.value.renewed[0]?.name).toBe('Phường An');
    expect(decided.ok && decided.value.changes.map((change) => change.kind)).toEqual(['retype']);
  });

  test('name, code and parent may change by one act', () => {
    const decided = decideChange(TREE, {
      kind: 'amend',
      effectiveOn: ON,
      unitId: 101,
      name: 'An Khang',
      code: '00301',
      parentId: 9,
    });
    expect(decided.ok && decided.value.changes.map((change) => change.kind)).toEqual([
      'rename',
      'recode',
      'move',
    ]);
  });
});

test.each([
  ['xa', 'Tân Trào', 'Xã Tân Trào'],
  ['xa', 'xã Tân Trào', 'Xã Tân Trào'],
  ['to-dan-pho', '5', 'Tổ dân phố 5'],
  ['thi-tran', 'Thị Trấn Óc Eo', 'Thị trấn Óc Eo'],
  ['xa', 'Xã', 'Xã Xã'],
] as const)('the official name of a %s called %s is %s', (type, name, expected) => {
  expect(officialName(type, name)).toBe(expected);
});

test.each([
  ['Thị trấn Sơn Dương', 'thi-tran', 'Sơn Dương'],
  ['Phường 12', 'phuong', '12'],
  ['Việt Nam', 'quoc-gia', 'Việt Nam'],
])('%s without its kind is %s', (name, type, expected) => {
  expect(bareName({ name, type })).toBe(expected);
});
