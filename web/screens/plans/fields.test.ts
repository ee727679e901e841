import { describe, expect, test } from 'vitest';
import type { ItemValue } from '../../api/plans.ts';
import { draftOf, emptyValue, readNumber, valueOf } from './fields.ts';

const target = emptyValue('target', 'Xã Tân Trào');

describe('fields of a plan item', () => {
  test('what is shown and not touched comes back as it was', () => {
    const value: ItemValue = { ...target, body: { ...target.body, value: 95.5 } } as ItemValue;
    expect(valueOf(value, draftOf(value))).toEqual({ value, wrong: [] });
  });

  test.each([
    ['95,5', 95.5],
    ['182.330', 182_330],
    ['1.182.330,25', 1_182_330.25],
    ['8912', 8912],
    ['8.9', 8.9],
    ['chín', undefined],
  ])('%s is read as %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  test('an empty number is blank, never zero; what must be there is named', () => {
    const { value, wrong } = valueOf(target, { ...draftOf(target), value: '', unit: '  ' });
    expect(value.body).toMatchObject({ value: null });
    expect(wrong).toEqual(['unit']);
  });

  test('lines become a list, years numbers, other words stay words', () => {
    const task = emptyValue('task', '');
    const typed = { ...draftOf(task), agency: 'Sở Y tế\n\n BHXH tỉnh ', text: 'Rà soát' };
    expect(valueOf(task, typed).value.body).toMatchObject({ agency: ['Sở Y tế', 'BHXH tỉnh'] });
    expect(valueOf(target, { ...draftOf(target), year: '2027' }).value.body).toMatchObject({
      year: 2027,
    });
    expect(valueOf(target, { ...draftOf(target), year: 'hằng năm' }).value.body).toMatchObject({
      year: 'hằng năm',
    });
  });
});
