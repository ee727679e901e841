import { expect, test } from 'vitest';
import { viFormat } from '../../../messages/format.ts';
import { webWorkVi } from '../../../messages/web-work.vi.ts';
import { periodText, recurrenceText } from './recurrence-text.ts';

const none = { deadline: null, recurrence: null, deadlineText: null };

test.each([
  [
    { recurrence: { every: 'week', isoWeekday: 4, time: '15:00', sense: 'before' } },
    'Hằng tuần, Thứ Năm, 15:00',
  ],
  [
    { recurrence: { every: 'quarter', month: 3, day: 'last', sense: 'by' } },
    'Hằng quý, ngày cuối tháng thứ 3 trong kỳ',
  ],
  [
    { recurrence: { every: 'year', month: 12, day: 10, sense: 'before' } },
    'Hằng năm, ngày 10 tháng 12',
  ],
  [{ recurrence: { every: 'month', day: 25, sense: 'before' } }, 'Hằng tháng, ngày 25'],
  [{ deadline: { day: '2026-11-20', sense: 'before' } }, 'trước ngày 20/11/2026'],
  [{ deadline: { day: '2026-11-20', sense: 'by', time: '17:00' } }, 'hết ngày 20/11/2026, 17:00'],
  [{ deadlineText: 'khi có yêu cầu' }, 'khi có yêu cầu'],
  [{}, 'khi phát sinh'],
] as const)('%j reads "%s"', (row, expected) => {
  expect(recurrenceText(webWorkVi, viFormat, { ...none, ...row })).toBe(expected);
});

test.each([
  ['2026-11-25', '25/11/2026'],
  ['2026-11', 'tháng 11/2026'],
  ['2026-Q3', 'quý III/2026'],
  ['2026-H1', '6 tháng đầu năm 2026'],
  ['2026', 'năm 2026'],
])('the period %s is "%s"', (key, expected) => {
  expect(periodText(webWorkVi, viFormat, key)).toBe(expected);
});
