import { expect, test } from 'vitest';
import { parsePrintedNumber } from './printed-number.ts';

test.each([
  ['72,99', 72.99, '='],
  ['100', 100, '='],
  ['95,85 %', 95.85, '='],
  ['96.35', 96.35, '='],
  ['182.330', 182_330, '='],
  ['1.205.430 người', 1_205_430, '='],
  ['1,205,430', 1_205_430, '='],
  ['1.234,5', 1234.5, '='],
  ['0,125', 0.125, '='],
  ['trên 99%', 99, '>'],
  ['tối thiểu 96,2 %', 96.2, '>='],
  ['từ 95% trở lên', 95, '>='],
  ['dưới 40 %', 40, '<'],
  ['≥ 91,5', 91.5, '>='],
  ['-', null, '='],
  ['–', null, '='],
  ['', null, '='],
  [' … ', null, '='],
])('%j is %s', (text, value, operator) => {
  expect(parsePrintedNumber(text)).toEqual({ value, operator });
});

test.each(['1.2,3.4', 'chín mươi', '72,99 và 80', '12-13'])('%j is no number', (text) => {
  expect(parsePrintedNumber(text)).toBeUndefined();
});
