import { describe, expect, test } from 'vitest';
import { foldName, readNationalId, readSocialInsuranceNumber } from './features.ts';
import {
  birthLevel,
  identifierLevel,
  isOneEdit,
  jaroWinkler,
  nationalIdLevel,
  placeLevel,
  sexLevel,
  spellingLevel,
  toBytes,
} from './levels.ts';
import { BIRTH_LEVELS, IDENTIFIER_LEVELS, NAME_LEVELS, PLACE_LEVELS, SEX_LEVELS } from './words.ts';

describe('names fold to letters', () => {
  test.each([
    ['Nguyễn Thị Hòa', 'nguien thi hoa'],
    ['NGUYỄN  THỊ HOÀ', 'nguien thi hoa'],
    ['Lý Mỹ Kỳ', 'li mi ki'],
    ['Lí Mĩ Kì', 'li mi ki'],
    ['Ðức', 'duc'],
    ['Đặng Đức 2', 'dang duc'],
    ["H'Mông", 'h mong'],
    ['Nguyê\u0303n Văn', 'nguien van'],
    ['', ''],
  ])('%s → %s', (written, folded) => {
    expect(foldName(written)).toBe(folded);
  });
});

describe('numbers', () => {
  test.each([
    ['014193000123', 14_193_000_123],
    ['14193000123', 14_193_000_123],
    ['001093012345', 1_093_012_345],
    ['040123456', 40_123_456],
    ['12', 0],
    ['C1234567', 0],
    [null, 0],
  ])('personal number %s', (written, number) => {
    expect(readNationalId(written)).toBe(number);
  });

  test.each([
    ['1420123456', 1_420_123_456],
    ['0120123456', 120_123_456],
    ['120123456', 120_123_456],
    ['014193000123', 0],
  ])('social-insurance number %s', (written, number) => {
    expect(readSocialInsuranceNumber(written)).toBe(number);
  });

  test.each([
    [1_420_123_456, 1_420_123_456, 'equal'],
    [1_420_123_456, 1_420_123_156, 'near'],
    [1_420_123_456, 1_420_123_465, 'near'],
    [1_420_123_456, 1_420_132_456, 'near'],
    [1_420_123_456, 1_420_123_460, 'different'],
    [1_420_123_456, 1_420_123_447, 'different'],
    [1_420_123_499, 1_420_123_508, 'different'],
    [1_420_123_456, 420_123_456, 'near'],
    [1_420_123_456, 9_876_543_210, 'different'],
    [0, 1_420_123_456, 'unknown'],
  ] as const)('%i and %i are %s', (a, b, level) => {
    expect(IDENTIFIER_LEVELS[identifierLevel(a, b)]).toBe(level);
    expect(IDENTIFIER_LEVELS[identifierLevel(b, a)]).toBe(level);
  });

  test('the number of an older card is no other personal number', () => {
    expect(IDENTIFIER_LEVELS[nationalIdLevel(40_123_456, 14_193_000_123)]).toBe('unknown');
    expect(IDENTIFIER_LEVELS[nationalIdLevel(40_123_456, 40_123_457)]).toBe('near');
    expect(IDENTIFIER_LEVELS[nationalIdLevel(40_123_456, 51_123_998)]).toBe('different');
  });
});

describe('birth', () => {
  test.each([
    ['1985-07-03', '1985-07-03', 'equal'],
    ['1985-07-03', '1985-03-07', 'swapped'],
    ['1985-07-00', '1985-00-00', 'yearOnly'],
    ['1948-00-00', '1948-05-17', 'yearOnly'],
    ['1948-01-01', '1948-05-17', 'yearOnly'],
    ['1948-01-01', '1948-01-01', 'yearOnly'],
    ['1948-01-02', '1948-01-02', 'equal'],
    ['1985-07-03', '1985-07-13', 'yearAndPart'],
    ['1985-07-03', '1985-08-03', 'yearAndPart'],
    ['1985-07-00', '1985-07-13', 'yearAndPart'],
    ['1985-07-07', '1985-07-07', 'equal'],
    ['1985-07-03', '1986-07-03', 'nextYear'],
    ['1985-07-03', '1958-07-03', 'yearDigit'],
    ['1985-07-03', '1965-07-03', 'yearDigit'],
    ['1985-07-03', '1983-07-03', 'yearDigit'],
    ['1999-07-03', '2001-07-03', 'nearYear'],
    ['1985-07-03', '1974-07-03', 'different'],
    ['1985-07-03', '1985-09-21', 'sameYear'],
    ['1985-07-03', '1986-07-04', 'different'],
    ['1985-01-01', '1986-01-01', 'different'],
    ['0000-00-00', '1986-01-01', 'unknown'],
  ] as const)('%s and %s: %s', (a, b, level) => {
    const [y = 0, m = 0, d = 0] = a.split('-').map(Number);
    const [year = 0, month = 0, day = 0] = b.split('-').map(Number);
    expect(BIRTH_LEVELS[birthLevel(y, m, d, year, month, day)]).toBe(level);
    expect(BIRTH_LEVELS[birthLevel(year, month, day, y, m, d)]).toBe(level);
  });
});

test('sex and place', () => {
  expect([sexLevel(1, 1), sexLevel(1, 2), sexLevel(0, 2)].map((at) => SEX_LEVELS[at])).toEqual([
    'equal',
    'different',
    'unknown',
  ]);
  const places = [
    placeLevel(11, 1, 11, 1),
    placeLevel(11, 1, 12, 1),
    placeLevel(0, 1, 12, 1),
    placeLevel(11, 1, 21, 2),
    placeLevel(0, 0, 21, 2),
  ];
  expect(places.map((at) => PLACE_LEVELS[at])).toEqual([
    'sameVillage',
    'sameCommune',
    'sameCommune',
    'different',
    'unknown',
  ]);
});

describe('spelling of two names', () => {
  test.each([
    // one letter more, less, other, swapped
    ['nguien thi hoa', 'nguien thi hoan', 'typo'],
    ['nguien thi hoa', 'nguen thi hoa', 'typo'],
    ['lo thi hoa', 'no thi hoa', 'typo'],
    ['nguien thi hoa', 'nguien thi hao', 'typo'],
    ['nguien thihoa', 'nguien thi hoa', 'typo'],
    ['ng t hoa', 'nguien thi hoa', 'initials'],
    ['nguien t hoa', 'nguien thi hoa', 'initials'],
    // two letters of a long name
    ['nguien thi hoang', 'nguien thi hoan nn', 'close'],
    ['nguien hoa', 'nguien thi hoa', 'surnameAndGiven'],
    ['lo a pao', 'lo thi hong pao', 'surnameAndGiven'],
    ['tran van hung', 'nguien thi lan', 'different'],
    ['a', 'b', 'different'],
    ['', 'nguien', 'unknown'],
  ] as const)('%s, %s: %s', (a, b, level) => {
    expect(NAME_LEVELS[spellingLevel(toBytes(a), toBytes(b))]).toBe(level);
    expect(NAME_LEVELS[spellingLevel(toBytes(b), toBytes(a))]).toBe(level);
  });

  test.each([
    // published examples of the measure (Winkler 1990)
    ['martha', 'marhta', 0.9611],
    ['dixon', 'dicksonx', 0.8133],
    ['dwaine', 'duane', 0.84],
    ['abc', 'xyz', 0],
  ])('likeness of %s and %s', (a, b, likeness) => {
    expect(jaroWinkler(toBytes(a), toBytes(b))).toBeCloseTo(likeness, 4);
  });

  test.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', true],
    ['abc', 'acb', true],
    ['abc', 'xbc', true],
    ['abc', 'cba', false],
    ['abcd', 'badc', false],
    ['ab', 'abcd', false],
  ])('one edit between %s and %s: %s', (a, b, yes) => {
    expect(isOneEdit(toBytes(a), toBytes(b))).toBe(yes);
    expect(isOneEdit(toBytes(b), toBytes(a))).toBe(yes);
  });
});
