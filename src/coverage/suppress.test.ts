import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELL_MIN, hideSmallCounts, hideSmallParts } from './suppress.ts';

describe('small numbers', () => {
  test.each([
    [
      [10, 20, 30],
      [10, 20, 30],
    ],
    [
      [0, 20, 30],
      [0, 20, 30],
    ],
    // 3 alone could be worked out from the total: 20 goes with it
    [
      [3, 20, 30],
      [null, null, 30],
    ],
    [
      [3, 4, 30],
      [null, null, 30],
    ],
    // 1 + 2 people: still fewer than five together
    [
      [1, 2, 30, 40],
      [null, null, null, 40],
    ],
    [[3], [null]],
  ])('%j is shown as %j', (parts, shown) => {
    expect(hideSmallParts(parts)).toEqual(shown);
  });

  test('what is hidden is never known from the total, whatever the parts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (parts) => {
        const shown = hideSmallParts(parts);
        shown.forEach((value, at) => {
          if (value !== null) expect(value === 0 || value >= CELL_MIN).toBe(true);
          else expect(parts[at]).toBeGreaterThan(0);
        });
        const hidden = parts.filter((_, at) => shown[at] === null);
        const left = parts.filter((value, at) => value > 0 && shown[at] !== null);
        if (hidden.length === 1) expect(left).toEqual([]);
        if (hidden.length > 0 && left.length > 0) {
          expect(hidden.reduce((sum, value) => sum + value, 0)).toBeGreaterThanOrEqual(CELL_MIN);
        }
      }),
      { numRuns: 500, seed: 20_260_110 },
    );
  });

  test('few people without insurance hide the insured', () => {
    expect(hideSmallCounts([{ population: 100, insured: 98 }])).toEqual([
      { population: 100, insured: null },
    ]);
    expect(hideSmallCounts([{ population: null, insured: 98 }])).toEqual([
      { population: null, insured: 98 },
    ]);
  });
});
