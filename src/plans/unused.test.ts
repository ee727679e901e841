import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanItem } from './document-types.ts';
import { extractPlan } from './extract.ts';
import { headOf, itemsOf } from './items.ts';
import { findUnusedLines } from './unused.ts';

const GOLDEN = join(import.meta.dirname, '..', '..', 'test', 'golden', 'plans');

const TEXT = `KẾ HOẠCH
Bao phủ BHYT năm 2026

Căn cứ Chỉ thị số 38/CT-TW ngày 07/9/2009 của Ban Bí thư;

I. YÊU CẦU
1. Bám sát Kế hoạch số 215/KH-UBND ngày 30/9/2025 của cấp trên.
2. Mỗi thôn cử 02 người dự, có mặt lúc 7 giờ 30.
3. Hàng năm làm tốt hơn, phấn đấu giai đoạn 2026 - 2030.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Cân đối ngân sách trước ngày 10/12/2026.
`;

function unusedOf(text: string, items?: readonly PlanItem[]) {
  const read = extractPlan(text);
  return findUnusedLines(text, { head: headOf(read), items: items ?? itemsOf(read) });
}

describe('lines that no item speaks for', () => {
  test('a passage with an hour and a count is told with its line; cited documents and years are not', () => {
    expect(unusedOf(TEXT)).toEqual([
      {
        line: 8,
        lastLine: 8,
        text: 'Mỗi thôn cử 02 người dự, có mặt lúc 7 giờ 30.',
        has: ['hour', 'count'],
      },
    ]);
  });

  test('without its task a dated line is told; a dropped task was seen by a person', () => {
    const items = itemsOf(extractPlan(TEXT));
    const without = items.filter((item) => item.kind !== 'task');
    expect(unusedOf(TEXT, without).map(({ line, has }) => [line, has])).toEqual([
      [8, ['hour', 'count']],
      [12, ['date']],
    ]);
    const dropped = items.map((item) => ({ ...item, state: 'dropped' as const }));
    expect(unusedOf(TEXT, dropped).map(({ line }) => line)).toEqual([8]);
  });

  test('of the plans in the folder few lines are left over: the list stays short enough to be read', () => {
    const counts = readdirSync(GOLDEN)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => unusedOf(readFileSync(join(GOLDEN, name), 'utf8')).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  });

  test('a text that is no plan gives no items, and nothing is made up', () => {
    expect(itemsOf(extractPlan('xin chào\nmua 2 cân gạo\nasdf qwer zxcv'))).toEqual([]);
  });
});
