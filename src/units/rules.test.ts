import { describe, expect, test } from 'vitest';
import {
  type UnitChange,
  type UnitVersion,
  makePlacer,
  makeTree,
  nearestDay,
  pathText,
} from './rules.ts';
import type { Level, People } from './types.ts';

/** A country of two districts: X splits into Y and Z, W merges into Y, on 1/7/2025. */
const DAY = '2025-07-01';
const [COUNTRY, PROVINCE, D1, D2, W, X, Y, Z] = [1, 2, 11, 12, 101, 102, 201, 202];

function version(
  unitId: number,
  level: Level,
  parentId: number | null,
  validFrom = '0001-01-01',
  validTo: string | null = null,
): UnitVersion {
  return { unitId, level, parentId, validFrom, validTo, type: 'xa', code: null, name: `${unitId}` };
}

function change(fromUnitId: number, toUnitId: number, people: People, on = DAY): UnitChange {
  return { fromUnitId, toUnitId, people, effectiveOn: on };
}

const BASE = [
  version(COUNTRY, 'country', null),
  version(PROVINCE, 'province', COUNTRY),
  version(D1, 'district', PROVINCE, '0001-01-01', DAY),
  version(D2, 'district', PROVINCE, '0001-01-01', DAY),
  version(W, 'commune', D1, '0001-01-01', DAY),
  version(X, 'commune', D1, '0001-01-01', DAY),
  version(Y, 'commune', PROVINCE, DAY),
  version(Z, 'commune', PROVINCE, DAY),
];
const SPLIT = [change(W, Y, 'all'), change(X, Y, 'some'), change(X, Z, 'some')];

describe('placements', () => {
  test('a merged commune lies in its successor, a split one only in what both share', () => {
    const placer = makePlacer(makeTree(BASE, SPLIT));
    expect(placer.placementsOf(W).map((p) => pathText(p.path))).toEqual([
      'u1.u2.u11.u101',
      'u1.u2.u201',
    ]);
    expect(placer.placementOn(X, DAY)).toMatchObject({
      path: [COUNTRY, PROVINCE],
      certain: false,
      candidates: [Y, Z],
    });
    expect(placer.placementOn(X, '2025-06-30')).toMatchObject({ certain: true });
  });

  test('a new commune seen by old boundaries lies in the district its parts share', () => {
    const placer = makePlacer(makeTree(BASE, SPLIT));
    expect(placer.placementOn(Y, '2020-01-01')).toMatchObject({
      path: [COUNTRY, PROVINCE, D1],
      certain: false,
      candidates: [W, X],
    });
    // Z came from X alone: certain, though X was split
    expect(placer.placementOn(Z, '2020-01-01')).toMatchObject({
      path: [COUNTRY, PROVINCE, D1, X],
      certain: true,
    });
  });

  test('land without people decides nothing', () => {
    const changes = [change(W, Y, 'all'), change(X, Z, 'all'), change(X, Y, 'none')];
    const placer = makePlacer(makeTree(BASE, changes));
    expect(placer.placementOn(X, DAY)).toMatchObject({ certain: true, path: [1, 2, Z] });
    expect(placer.placementOn(Y, '2020-01-01')).toMatchObject({
      certain: true,
      path: [1, 2, D1, W],
    });
  });

  test('a dissolved district lies in what became of its communes', () => {
    const placer = makePlacer(makeTree(BASE, SPLIT));
    expect(placer.placementOn(D1, DAY)).toMatchObject({
      path: [COUNTRY, PROVINCE],
      certain: false,
      candidates: [Y, Z],
    });
  });

  test('a village of a merged commune follows it, one of a split commune waits to be asked', () => {
    const [inW, inX] = [1001, 1002];
    const villages = [version(inW, 'village', W), version(inX, 'village', X)];
    const placer = makePlacer(makeTree([...BASE, ...villages], SPLIT));
    expect(pathText(placer.placementOn(inW, DAY).path)).toBe('u1.u2.u201.u1001');
    expect(placer.placementOn(inX, DAY)).toMatchObject({ certain: false, candidates: [Y, Z] });
    expect(placer.anchorOf(inW)).toBe(W);
    expect(placer.anchorOf(inX)).toBe(X);
  });

  test('a village assigned to a part that came from its commune alone is anchored by the part', () => {
    const assigned = [
      version(1002, 'village', X, '0001-01-01', DAY),
      version(1002, 'village', Z, DAY),
    ];
    const placer = makePlacer(makeTree([...BASE, ...assigned], SPLIT));
    expect(placer.placementsOf(1002).map((p) => pathText(p.path))).toEqual([
      'u1.u2.u11.u102.u1002',
      'u1.u2.u202.u1002',
    ]);
    expect(placer.anchorOf(1002)).toBe(Z);
  });

  test('a village assigned away from where its commune went anchors itself', () => {
    const assigned = [
      version(1002, 'village', X, '0001-01-01', DAY),
      version(1002, 'village', Y, DAY),
    ];
    const placer = makePlacer(makeTree([...BASE, ...assigned], SPLIT));
    // Y before the day is W or X: the village was in X for certain
    expect(placer.anchorOf(1002)).toBe(1002);
  });

  test('a village entered under a commune of today lies before it where the commune came from', () => {
    const placer = makePlacer(makeTree([...BASE, version(1003, 'village', Y, DAY)], SPLIT));
    expect(placer.placementOn(1003, '2020-01-01')).toMatchObject({
      path: [COUNTRY, PROVINCE, D1],
      candidates: [W, X],
    });
    expect(placer.anchorOf(1003)).toBe(Y);
  });

  test('chains: what was split stays uncertain until the parts meet again', () => {
    const merged = 301;
    const later = '2030-01-01';
    const versions = [
      ...BASE.filter((v) => v.unitId !== Y && v.unitId !== Z),
      version(Y, 'commune', PROVINCE, DAY, later),
      version(Z, 'commune', PROVINCE, DAY, later),
      version(merged, 'commune', PROVINCE, later),
    ];
    const changes = [...SPLIT, change(Y, merged, 'all', later), change(Z, merged, 'all', later)];
    const placer = makePlacer(makeTree(versions, changes));
    expect(placer.placementOn(X, '2029-12-31').certain).toBe(false);
    expect(placer.placementOn(X, later)).toMatchObject({ certain: true, path: [1, 2, merged] });
    expect(placer.placementOn(merged, '2020-01-01')).toMatchObject({ candidates: [W, X] });
  });

  test('a unit that lies in itself is a mistake of ours', () => {
    const versions = [
      version(1, 'country', null),
      version(2, 'province', 3),
      version(3, 'district', 2),
    ];
    expect(() => makePlacer(makeTree(versions, [])).placementsOf(2)).toThrow('lies in itself');
  });
});

test.each([
  ['2020-01-01', '2025-07-01'],
  ['2025-07-01', '2025-07-01'],
  ['2030-01-01', '2029-12-31'],
])('the day nearest to %s in a life from 1/7/2025 to 1/1/2030 is %s', (day, expected) => {
  expect(nearestDay({ from: '2025-07-01', to: '2030-01-01' }, day)).toBe(expected);
});
