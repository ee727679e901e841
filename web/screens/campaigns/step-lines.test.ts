import { describe, expect, test } from 'vitest';
import { readMember } from '../work/member-lines.ts';
import { recurrenceOf } from '../work/repeat.ts';
import { readStep } from './step-lines.ts';

describe('what is typed line by line', () => {
  test.each([
    ['06/11/2026; xã; Lễ phát động', 'commune', '2026-11-06', true],
    ['26/10/2026; Cấp tỉnh; Triển khai', 'province', '2026-10-26', false],
    ['1/11/2026; huyện; Giao chỉ tiêu; xong', 'district', '2026-11-01', false],
  ])('%s', (line, level, day, wantsPhoto) => {
    expect(readStep(line)).toMatchObject({ level, deadline: { day }, wantsPhoto });
  });

  test.each(['31/02/2026; xã; x', '06/11/2026; liên bang; x', '06/11/2026; xã', ''])(
    '“%s” is no step',
    (line) => expect(readStep(line)).toBeUndefined(),
  );

  test.each([
    ['Trưởng ban; Phó Chủ tịch UBND; UBND', 'chair'],
    ['Phó trưởng ban thường trực; Giám đốc BHXH', 'standingDeputy'],
    ['Phó Trưởng ban; Giám đốc Sở Y tế', 'deputy'],
    ['Thư ký; Chuyên viên', 'secretary'],
    ['Giám đốc Sở Tài chính', 'member'],
  ])('%s is %s', (line, position) => {
    expect(readMember(line).position).toBe(position);
  });

  test('repeating', () => {
    const fields = { weekday: 4, day: '2026-11-25', time: '15:00' };
    expect(recurrenceOf('once', fields)).toBeUndefined();
    expect(recurrenceOf('week', fields)).toEqual({ every: 'week', isoWeekday: 4, time: '15:00' });
    expect(recurrenceOf('month', fields)).toMatchObject({ every: 'month', day: 25 });
    expect(recurrenceOf('month', { ...fields, day: null })).toMatchObject({ day: 'last' });
  });
});
