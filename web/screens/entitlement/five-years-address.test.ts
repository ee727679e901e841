import { expect, test } from 'vitest';
import { readFiveYears } from './five-years-address.ts';

test('an empty address shows who is about to lose the count', () => {
  expect(readFiveYears({})).toEqual({ show: 'atRisk' });
});

test('every part of the address is read, what is not understood is left out', () => {
  expect(
    readFiveYears({
      xem: 'sap-du',
      den: '2027-03-31',
      tu: '31/3',
      the: 'GD',
      tatca: '1',
      xep: 'day.desc',
    }),
  ).toEqual({
    show: 'soonFull',
    until: '2027-03-31',
    category: 'GD',
    withAll: true,
    sort: 'day',
    descending: true,
  });
  expect(readFiveYears({ xem: 'x', the: 'a b' })).toEqual({ show: 'atRisk' });
});
