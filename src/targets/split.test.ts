import { describe, expect, test } from 'vitest';
import { makeRandom } from '../kernel/random.ts';
import { type SplitRow, splitTotal } from './split.ts';

function row(unitId: number, more: Partial<SplitRow> = {}): SplitRow {
  return { unitId, base: 0, weight: 1, atLeast: 0, atMost: 1000, override: null, ...more };
}

const peopleOf = (total: number, rows: SplitRow[]) =>
  splitTotal(total, rows).shares.map((share) => share.people);

describe('a total is shared', () => {
  test('by weight, the remainder to the largest fractions, ties by number of the unit', () => {
    expect(peopleOf(10, [row(1), row(2), row(3)])).toEqual([4, 3, 3]);
    expect(peopleOf(100, [row(1, { weight: 30 }), row(2, { weight: 45 }), row(3, { weight: 26 })]))
      // 29.70 + 44.55 + 25.74
      .toEqual([30, 44, 26]);
  });

  test('from what is expected upwards: the missing people by weight', () => {
    // 60 missing: 20 and 40
    expect(
      peopleOf(260, [row(1, { base: 120, weight: 10 }), row(2, { base: 80, weight: 20 })]),
    ).toEqual([140, 120]);
  });

  test('never above 100 %, never below last year; others carry what is left', () => {
    const rows = [
      row(1, { weight: 100, atMost: 30 }),
      row(2, { weight: 100 }),
      row(3, { weight: 1, atLeast: 50 }),
    ];
    expect(peopleOf(120, rows)).toEqual([30, 40, 50]);
    expect(splitTotal(120, rows).shares.map((share) => share.bound)).toEqual([
      'atMost',
      null,
      'atLeast',
    ]);
  });

  test('numbers fixed by hand stay, also beyond a bound, which is said', () => {
    const rows = [row(1, { override: 7 }), row(2, { override: 40, atMost: 30 }), row(3), row(4)];
    const { shares, difference } = splitTotal(100, rows);
    expect(shares.map((share) => share.people)).toEqual([7, 40, 27, 26]);
    expect(shares.map((share) => share.bound)).toEqual([null, 'atMost', null, null]);
    expect(difference).toBe(0);
  });

  test('what cannot add up says by how much', () => {
    expect(splitTotal(100, [row(1, { atMost: 30 }), row(2, { atMost: 30 })])).toMatchObject({
      sum: 60,
      difference: 40,
    });
    expect(splitTotal(10, [row(1, { atLeast: 8 }), row(2, { atLeast: 8 })])).toMatchObject({
      sum: 16,
      difference: -6,
    });
    expect(splitTotal(5, [])).toEqual({ shares: [], sum: 0, difference: 5 });
  });

  test('units without weight or people take the remainder only where they have room', () => {
    expect(peopleOf(3, [row(1, { weight: 0 }), row(2, { weight: 0, atMost: 1 })])).toEqual([2, 1]);
    expect(peopleOf(0, [row(1), row(2)])).toEqual([0, 0]);
  });
});

describe('with any rows', () => {
  const seed = 20_260_101;
  const random = makeRandom(seed);
  const between = (low: number, high: number): number => low + random.int(high - low + 1);
  const cases = Array.from({ length: 300 }, (_, at) => at);

  function drawRow(unitId: number): SplitRow {
    const population = between(0, 9000);
    const atMost = between(0, 3) === 0 ? Math.floor(population * 0.9) : population;
    const base = between(0, population);
    const weight = between(0, 4) === 0 ? 0 : between(0, 100_000) / 7;
    const override = between(0, 9) === 0 ? between(0, population) : null;
    return { unitId, base, weight, atLeast: between(0, population), atMost, override };
  }

  test.each(cases)(
    `case ${seed}-%i: sums exact, bounds held, overrides kept, the same again`,
    () => {
      const rows = Array.from({ length: between(1, 80) }, (_, at) => drawRow(at + 1));
      const limits = rows.map((one) => {
        if (one.override !== null) return { low: one.override, high: one.override };
        return { low: Math.min(one.atLeast, one.atMost), high: one.atMost };
      });
      const lowest = limits.reduce((sum, one) => sum + one.low, 0);
      const highest = limits.reduce((sum, one) => sum + one.high, 0);
      const total = between(Math.max(0, lowest - 50), highest + 50);
      const done = splitTotal(total, rows);
      done.shares.forEach((share, at) => {
        expect(share.people).toBeGreaterThanOrEqual(limits[at]?.low ?? 0);
        expect(share.people).toBeLessThanOrEqual(limits[at]?.high ?? 0);
        expect(Number.isInteger(share.people)).toBe(true);
        if (rows[at]?.override !== null) expect(share.people).toBe(rows[at]?.override);
      });
      expect(done.sum).toBe(done.shares.reduce((sum, share) => sum + share.people, 0));
      expect(done.sum).toBe(Math.min(highest, Math.max(lowest, total)));
      expect(done.difference).toBe(total - done.sum);
      expect(splitTotal(total, rows)).toEqual(done);
      const turned = splitTotal(total, rows.toReversed());
      expect(turned.shares.toReversed()).toEqual(done.shares);
    },
  );
});
