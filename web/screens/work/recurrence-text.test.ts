import { expect, test } from 'vitest';
import { viFormat } from '../../../messages/format.ts';
import { webWorkVi } from '../../../messages/web-work.vi.ts';
import { recurrenceText } from './recurrence-text.ts';

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
