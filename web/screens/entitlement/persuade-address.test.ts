import { describe, expect, test } from 'vitest';
import { readPersuasion } from './persuade-address.ts';

describe('the address of a list to persuade', () => {
  test('says unit, reason, category, place and sort', () => {
    const read = readPersuasion({
      donvi: '2076',
      lydo: 'termEnded',
      doituong: 'GD',
      noi: '202548',
      xep: 'price.desc',
    });
    expect(read).toEqual({
      unit: 2076,
      reason: 'termEnded',
      category: 'GD',
      place: 202548,
      sort: 'price',
      descending: true,
    });
  });

  test('nonsense is left out', () => {
    const read = readPersuasion({
      donvi: '0',
      lydo: 'because',
      doituong: "GD' or 1=1",
      noi: 'x',
      xep: 'shoes.asc',
    });
    expect(Object.values(read).every((value) => value === undefined)).toBe(true);
  });
});
