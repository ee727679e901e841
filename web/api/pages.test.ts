import { expect, test } from 'vitest';
import { listAllRows } from './pages.ts';

test('every page is asked once, in order, up to the rows a file takes', async () => {
  const asked: (string | undefined)[] = [];
  const rows = await listAllRows(async (after) => {
    asked.push(after);
    const from = Number(after ?? 0);
    return { rows: [from, from + 1], next: from + 2 < 6 ? String(from + 2) : null };
  });
  expect(rows).toEqual([0, 1, 2, 3, 4, 5]);
  expect(asked).toEqual([undefined, '2', '4']);
  const many = Array.from({ length: 20_000 }, (_, at) => at);
  const cut = await listAllRows(async () => ({ rows: many, next: 'more' }));
  expect(cut).toHaveLength(50_000);
});
