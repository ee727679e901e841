import { describe, expect, test } from 'vitest';
import { makeTimelineScale } from './scale.ts';

const TODAY = '2026-11-21';

describe('timeline scale', () => {
  test('runs over whole years around every spell, the mark and today', () => {
    const scale = makeTimelineScale(
      [{ from: '2021-07-01', to: '2022-01-01' }],
      ['2020-05-05'],
      TODAY,
    );
    expect([scale.from, scale.to]).toEqual(['2020-01-01', '2027-01-01']);
    expect(scale.at('2020-01-01')).toBe(0);
    expect(scale.at('2027-01-01')).toBe(1);
    expect(scale.at('2023-07-02')).toBeCloseTo(0.5, 2);
  });

  test('an open end runs past today and stays inside', () => {
    const scale = makeTimelineScale([{ from: '2025-01-01', to: null }], [], TODAY);
    expect(scale.to).toBe('2028-01-01');
  });

  test('an end in a far future does not squeeze the years that matter', () => {
    const scale = makeTimelineScale([{ from: '2024-01-01', to: '9999-12-31' }], [], TODAY);
    expect(scale.to).toBe('2027-01-01');
    expect(scale.at('9999-12-31')).toBe(1);
  });

  test('a long life gets at most a dozen year labels', () => {
    const scale = makeTimelineScale([{ from: '1931-03-01', to: null }], [], TODAY);
    expect(scale.years.length).toBeLessThanOrEqual(12);
    expect(scale.years[0]).toEqual({ year: 1931, at: 0 });
  });
});
