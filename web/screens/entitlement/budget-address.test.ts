import { describe, expect, test } from 'vitest';
import { filterOf, nextDimension, readBudget } from './budget-address.ts';

describe('the address of a budget', () => {
  test('says year, dimension, filters and side', () => {
    const search = {
      nam: '2026',
      theo: 'doi-tuong',
      xa: '202548',
      nguon: 'state',
      thang: '2026-07',
      phia: 'quyet-toan',
    };
    expect(readBudget(search)).toEqual({
      year: 2026,
      by: 'category',
      side: 'actual',
      communeId: 202548,
      category: undefined,
      payer: 'state',
      month: '2026-07-01',
    });
  });

  test('nonsense is left out', () => {
    const read = readBudget({ nam: '26', theo: 'x', nguon: 'me', thang: '2026-13', doituong: '%' });
    expect(read).toEqual({ by: 'commune', side: 'estimated' });
  });

  test('a row narrows the table and turns it to what is not yet narrowed', () => {
    expect(filterOf('month', '2026-07-01')).toEqual({ thang: '2026-07' });
    expect(nextDimension('commune', {})).toBe('category');
    expect(nextDimension('category', { xa: '1' })).toBe('payer');
    expect(readBudget({ theo: 'cap', cap: 'central' })).toMatchObject({
      by: 'level',
      level: 'central',
    });
    expect(nextDimension('month', { xa: '1', doituong: 'CN', nguon: 'state' })).toBeUndefined();
  });
});
