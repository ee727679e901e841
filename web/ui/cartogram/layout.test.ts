import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CartogramUnit, layoutCartogram, neighbourOf } from './layout.ts';

function unit(id: string, lon: number, lat: number, population = 1000): CartogramUnit {
  return { id, lon, lat, population };
}

describe('cartogram', () => {
  test('north is up, east is right, area follows the people', () => {
    const { circles } = layoutCartogram(
      [unit('north', 105, 22, 4000), unit('south', 105, 20, 1000), unit('east', 107, 21, 1000)],
      { width: 600 },
    );
    const by = Object.fromEntries(circles.map((circle) => [circle.id, circle]));
    expect(by['north']?.y).toBeLessThan(by['south']?.y ?? 0);
    expect(by['east']?.x).toBeGreaterThan(by['south']?.x ?? 0);
    expect((by['north']?.radius ?? 0) / (by['south']?.radius ?? 1)).toBeCloseTo(2, 1);
  });

  test('no two circles overlap, all stand inside, and the picture is always the same', () => {
    const units = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        lon: fc.double({ min: 102, max: 109, noNaN: true }),
        lat: fc.double({ min: 8, max: 23, noNaN: true }),
        population: fc.integer({ min: 0, max: 150_000 }),
      }),
      { selector: (candidate) => candidate.id, minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(units, (list) => {
        const layout = layoutCartogram(list, { width: 600 });
        expect(layout.circles).toHaveLength(list.length);
        for (const [at, a] of layout.circles.entries()) {
          expect(a.x - a.radius).toBeGreaterThanOrEqual(-0.02);
          expect(a.x + a.radius).toBeLessThanOrEqual(layout.width + 0.02);
          expect(a.y + a.radius).toBeLessThanOrEqual(layout.height + 0.02);
          for (const b of layout.circles.slice(at + 1)) {
            const apart = Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
            expect(apart).toBeGreaterThan(-0.02);
          }
        }
        const reversed = layoutCartogram(list.toReversed(), { width: 600 });
        const sorted = (circles: typeof layout.circles) =>
          circles.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(reversed.circles)).toEqual(sorted(layout.circles));
      }),
      { numRuns: 40, seed: 20261122 },
    );
  });

  test('units at one and the same point still stand beside each other', () => {
    const same = Array.from({ length: 9 }, (_, at) => unit(`u${at}`, 105, 21, 500 + at));
    const { circles } = layoutCartogram(same, { width: 300 });
    const spots = new Set(circles.map((circle) => `${circle.x}/${circle.y}`));
    expect(spots.size).toBe(9);
  });

  test('one unit alone, and none', () => {
    expect(layoutCartogram([unit('a', 105, 21)], { width: 300 }).circles).toHaveLength(1);
    expect(layoutCartogram([], { width: 300 }).circles).toEqual([]);
  });

  test('a province of 124 communes is laid out within a blink', () => {
    const many = Array.from({ length: 124 }, (_, at) =>
      unit(`u${at}`, 104 + (at % 12) * 0.1, 20 + Math.floor(at / 12) * 0.1, 3000 + at * 100),
    );
    const start = performance.now();
    layoutCartogram(many, { width: 600 });
    expect(performance.now() - start).toBeLessThan(400);
  });

  test('arrow keys walk to the nearest circle ahead and stop at the edge', () => {
    const { circles } = layoutCartogram(
      [unit('west', 104, 21), unit('middle', 105, 21), unit('east', 106, 21.1)],
      { width: 600 },
    );
    expect(neighbourOf(circles, 'west', 'right')?.id).toBe('middle');
    expect(neighbourOf(circles, 'middle', 'right')?.id).toBe('east');
    expect(neighbourOf(circles, 'east', 'right')).toBeUndefined();
  });
});
