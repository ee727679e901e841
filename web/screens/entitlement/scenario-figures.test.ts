import { expect, test } from 'vitest';
import { differenceOf, measureOf, monthsOf, readIds, sumOf } from './scenario-figures.ts';

const figures = (part: object) => ({
  residents: 1000,
  statePaid: 0,
  leftStatePaid: 0,
  insured: 937,
  stateVnd: 0,
  provinceVnd: 0,
  communeVnd: 0,
  sponsorVnd: 0,
  ownVnd: 0,
  ...part,
});

test('a rate is basis points of residents, and missing where nobody lives', () => {
  expect(measureOf(figures({}), 'rate')).toBe(9370);
  expect(measureOf(figures({ residents: 0, insured: 0 }), 'rate')).toBeNull();
  expect(differenceOf(9400, null)).toBeNull();
  expect(differenceOf(9400, 9370)).toBe(30);
});

test('a sum has the months that begin, not the day decided for', () => {
  const days = ['2026-11-30', '2026-12-01', '2027-01-01'];
  const side = [{ stateVnd: 5 }, { stateVnd: 7 }, { stateVnd: 11 }].map(figures);
  expect(sumOf({ days }, side, 'stateVnd')).toBe(18);
  expect(monthsOf({ days })).toEqual(['2026-12-01', '2027-01-01']);
});

test('ids of the address bar: numbers, each once', () => {
  expect(readIds('3.12.3.x')).toEqual([3, 12]);
  expect(readIds(undefined)).toEqual([]);
});
