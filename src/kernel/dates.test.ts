import { describe, expect, test } from 'vitest';
import { addMonths, ageOn, dayOf, endOfMonth, isInside, isIsoDate, overlaps } from './dates.ts';

describe('dates', () => {
  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2023-13-01', false],
    ['2023-1-1', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
  ])('%s is a day: %s', (text, expected) => {
    expect(isIsoDate(text)).toBe(expected);
  });

  test('month arithmetic clamps to the end of the month', () => {
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
    expect(endOfMonth('2024-02-10')).toBe('2024-02-29');
  });

  test('intervals do not contain their end', () => {
    const year = { from: '2021-01-01', to: '2022-01-01' };
    expect(isInside('2021-12-31', year)).toBe(true);
    expect(isInside('2022-01-01', year)).toBe(false);
    expect(overlaps(year, { from: '2022-01-01', to: null })).toBe(false);
    expect(overlaps(year, { from: '2021-12-31', to: null })).toBe(true);
  });

  test('a child turns six on the birthday, not the day before', () => {
    expect(ageOn('2018-05-20', '2024-05-19')).toBe(5);
    expect(ageOn('2018-05-20', '2024-05-20')).toBe(6);
  });

  test('a late evening in UTC is already the next day in the working zone', () => {
    expect(dayOf(Temporal.Instant.from('2023-11-30T17:00:00Z'))).toBe('2023-12-01');
    expect(dayOf(Temporal.Instant.from('2023-11-30T16:59:59Z'))).toBe('2023-11-30');
  });
});
