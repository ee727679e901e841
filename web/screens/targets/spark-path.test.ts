import { expect, test } from 'vitest';
import { sparkOf } from './spark-path.ts';

const BOX = { width: 106, height: 26 };
const point = (day: string, rateBp: number | null) => ({ day, rateBp });

test('the line runs from the lowest to the highest, the target among them', () => {
  const series = [point('2026-01-31', 9000), point('2026-02-28', null), point('2026-03-31', 9100)];
  expect(sparkOf(series, 9200, BOX)).toEqual({
    path: 'M3 23L103 13',
    end: { x: 103, y: 13 },
    target: 3,
  });
});

test('hardly any movement is drawn flat, one point not at all', () => {
  const flat = [point('2026-01-31', 9000), point('2026-02-28', 9001)];
  expect(sparkOf(flat, null, BOX)).toMatchObject({ path: 'M3 23L103 22.6', target: null });
  expect(sparkOf([point('2026-01-31', 9000)], null, BOX)).toBeNull();
});
