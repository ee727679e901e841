/** What single cells say, by hand. */
import { describe, expect, test } from 'vitest';
import { readDate, readYear } from './clean-dates.ts';
import {
  readAmount,
  readCategory,
  readCardOrNumber,
  readName,
  readNationalId,
  readRelation,
  readSex,
  saysNothing,
} from './clean-values.ts';

const LATEST = '2026-11-21';

describe('a date', () => {
  test.each([
    ['31/12/1980', '1980-12-31', 'day'],
    ['1/3/1980', '1980-03-01', 'day'],
    ['31-12-1980', '1980-12-31', 'day'],
    ['31.12.1980', '1980-12-31', 'day'],
    ['1980-12-31', '1980-12-31', 'day'],
    ['1980-12-31T00:00:00', '1980-12-31', 'day'],
    ['31121980', '1980-12-31', 'day'],
    ['19801231', '1980-12-31', 'day'],
    ['ngày 31 tháng 12 năm 1980', '1980-12-31', 'day'],
    ['12/1980', '1980-12-01', 'month'],
    ['00/12/1980', '1980-12-01', 'month'],
    ['1980', '1980-01-01', 'year'],
    ['00/00/1980', '1980-01-01', 'year'],
    ['.../.../1980', '1980-01-01', 'year'],
    ['29/02/2024', '2024-02-29', 'day'],
  ])('%s', (written, date, precision) => {
    expect(readDate(written, LATEST)).toMatchObject({ date, precision });
  });

  test('Excel counts its days', () => {
    expect(readDate('29587', LATEST, true)).toMatchObject({ date: '1981-01-01' });
    expect(readDate('29586', LATEST, true)).toMatchObject({ date: '1980-12-31' });
    expect(readDate('1981', LATEST, true)).toMatchObject({ date: '1981-01-01', precision: 'year' });
  });

  test('the month first only where nothing else is possible, and it is said', () => {
    expect(readDate('12/31/1980', LATEST)).toEqual({
      date: '1980-12-31',
      precision: 'day',
      doubt: 'monthFirst',
    });
    expect(readDate('02/03/1980', LATEST)).toMatchObject({ date: '1980-03-02', doubt: null });
  });

  test('two digits of a year are of the last hundred years', () => {
    expect(readDate('5/6/26', LATEST)).toMatchObject({ date: '2026-06-05', doubt: 'century' });
    expect(readDate('5/6/27', LATEST)).toMatchObject({ date: '1927-06-05', doubt: 'century' });
    expect(readYear('58', LATEST)).toBe(1958);
  });

  test.each(['29/02/2023', '31/04/1980', '32/01/1980', '1/13/198', 'abc', '123', '1/1/1066', ''])(
    'none in "%s"',
    (written) => expect(readDate(written, LATEST)).toBeNull(),
  );
});

describe('a name', () => {
  test.each([
    ['NGUYỄN VĂN AN', 'Nguyễn Văn An', null],
    ['  nguyễn   văn an ', 'Nguyễn Văn An', null],
    ['H’Hen Niê', 'H’Hen Niê', null],
    ['Lò Thị Ánh.', 'Lò Thị Ánh', null],
    ['Mai', 'Mai', 'oneWord'],
    ['Lê Văn 2', 'Lê Văn 2', 'notLetters'],
  ])('%s', (written, name, doubt) => expect(readName(written)).toEqual({ name, doubt }));

  test.each(['', '   ', '12', '---'])('none in "%s"', (written) => {
    expect(readName(written)).toBeNull();
  });
});

describe('a number', () => {
  test.each([
    ['014193000123', '014193000123', null],
    ['14193000123', '014193000123', 'zeroAdded'],
    ["'014 193 000 123", '014193000123', null],
    ['070912345', '070912345', 'oldCard'],
    ['1234567890123', '1234567890123', 'wrongLength'],
  ])('%s', (written, number, doubt) => expect(readNationalId(written)).toEqual({ number, doubt }));

  test('rounded by a spreadsheet it is lost', () => {
    expect(readNationalId('1.4193E+10')).toBe('rounded');
    expect(readCardOrNumber('8,4E+9')).toBe('rounded');
  });

  test('a card holds the social-insurance number and the category', () => {
    expect(readCardOrNumber('HN 2 08 0812345678')).toEqual({
      socialInsuranceNumber: '0812345678',
      cardNumber: 'HN2080812345678',
      category: 'HN',
      doubt: null,
    });
    expect(readCardOrNumber('812345678')).toMatchObject({
      socialInsuranceNumber: '0812345678',
      doubt: 'zeroAdded',
    });
  });

  test('none', () => {
    for (const written of ['', ' ', '-', 'không', 'Chưa có', '...']) {
      expect([written, saysNothing(written)]).toEqual([written, true]);
    }
    expect(saysNothing('0812345678')).toBe(false);
  });

  test('money', () => {
    expect(readAmount('1.234.500')).toBe(1_234_500);
    expect(readAmount('(1,000)')).toBe(-1000);
    expect(readAmount('12 đ')).toBe(12);
    expect(readAmount('abc')).toBeNull();
  });
});

describe('a word', () => {
  test.each([
    ['Nam', 'male'],
    ['nữ', 'female'],
    ['0', 'female'],
    ['?', null],
  ])('sex %s', (written, sex) => expect(readSex(written)).toBe(sex));

  test.each([
    ['Chủ hộ', 'head'],
    ['Vợ', 'spouse'],
    ['Con dâu', 'childInLaw'],
    ['con', 'child'],
    ['Mẹ chồng', 'parentInLaw'],
    ['Mẹ', 'parent'],
    ['Cháu nội', 'grandchild'],
    ['bà ngoại', 'grandparent'],
    ['Em trai', 'sibling'],
    ['dì', 'otherRelative'],
    ['', null],
  ])('relation %s', (written, relation) => expect(readRelation(written)).toBe(relation));

  test.each([
    ['GD4', 'GD'],
    ['hộ cận nghèo', 'CN'],
    ['Hộ nghèo', 'HN'],
    ['Học sinh', 'HS'],
    ['gì đó', null],
  ])('category %s', (written, category) => expect(readCategory(written)).toBe(category));
});
