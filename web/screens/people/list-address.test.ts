import { describe, expect, test } from 'vitest';
import { readListQuery } from './list-address.ts';

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

describe('a list of people in the address bar', () => {
  test.each([
    [{}, { list: 'uncovered' }],
    [{ loai: 'sap-het' }, { list: 'ending', withinDays: 30 }],
    [
      { loai: 'sap-het', han: '90', donvi: '12' },
      { list: 'ending', withinDays: 90, unit: 12 },
    ],
    [
      { loai: 'co-the', nhom: '0', phannhom: 'poor', xep: 'cardTo.desc' },
      { list: 'covered', group: 0, subgroup: 'poor', sort: 'endDate', descending: true },
    ],
    [
      { loai: 'chua-co', lydo: 'lapsed', gioi: 'female', tuoitu: '0', tuoiden: '5', ten: ' an ' },
      { list: 'uncovered', reason: 'lapsed', sex: 'female', ageFrom: 0, ageTo: 5, name: 'an' },
    ],
    [
      { loai: 'toString', donvi: '1 or 1', lydo: 'x', gioi: 'x', xep: 'phone.asc' },
      { list: 'uncovered' },
    ],
    [{ loai: 'co-the', lydo: 'lapsed' }, { list: 'covered' }],
  ])('%j', (search, expected) => {
    expect(defined(readListQuery(search))).toEqual(expected);
  });
});
