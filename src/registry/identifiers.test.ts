import { describe, expect, test } from 'vitest';
import {
  checkCardNumber,
  checkNationalId,
  checkPhone,
  checkSocialInsuranceNumber,
  normalizeNumber,
  normalizePhone,
} from './identifiers.ts';
import {
  maskCardNumber,
  maskEmail,
  maskNationalId,
  maskPhone,
  maskSocialInsuranceNumber,
} from './mask.ts';
import type { Sex } from './types.ts';

const codes = (warnings: readonly { code: string }[]): string[] => warnings.map((w) => w.code);

describe('số định danh cá nhân (personal-id-12, century-sex of the law reference)', () => {
  test.each<[string, string | null, Sex | null, string[]]>([
    // 008 Tuyên Quang, 1 = woman of the 1900s, 88
    ['008188000777', '1988-03-01', 'female', []],
    ['008188000777', '1988-03-01', 'male', ['nationalIdOtherSex']],
    ['008188000777', '1989-03-01', 'female', ['nationalIdOtherYear']],
    // 3 = woman of the 2000s: born in 2088, not 1988
    ['008388000777', '1988-03-01', 'female', ['nationalIdOtherYear']],
    // 2 = man of the 2000s
    ['014207000001', '2007-12-31', 'male', []],
    ['014205000001', '2007-12-31', 'female', ['nationalIdOtherSex', 'nationalIdOtherYear']],
    // 003 was never a province, 105 is a country of birth registration abroad
    ['003188000777', '1988-03-01', 'female', ['nationalIdUnknownProvince']],
    ['105188000777', '1988-03-01', 'female', []],
    // nothing to compare with
    ['008188000777', null, null, []],
    ['070123456', '1988-03-01', 'female', ['nationalIdOldCard']],
    ['08188000777', '1988-03-01', 'female', ['nationalIdNotTwelveDigits']],
    ['C1234567', '1988-03-01', 'female', ['nationalIdNotTwelveDigits']],
  ])('%s of someone born %s, %s: %j', (number, birthDate, sex, expected) => {
    expect(codes(checkNationalId(number, { birthDate, sex }))).toEqual(expected);
  });
});

describe('mã số BHXH', () => {
  test.each<[string, string | null, string[]]>([
    ['0123456789', null, []],
    ['012345678', null, ['socialInsuranceNumberNotTenDigits']],
    ['01234567890', null, ['socialInsuranceNumberNotTenDigits']],
    // the personal number in its place, since 1/8/2025 (CV 1804/BHXH-QLT)
    ['008188000777', '008188000777', []],
    ['008188000778', '008188000777', ['socialInsuranceNumberOtherNationalId']],
  ])('%s beside %s: %j', (number, nationalId, expected) => {
    expect(codes(checkSocialInsuranceNumber(number, nationalId))).toEqual(expected);
  });
});

describe('mã thẻ BHYT (QĐ 1351/QĐ-BHXH)', () => {
  const bearer = { socialInsuranceNumber: '0123456789', nationalId: '008188000777' };
  test.each<[string, string, string[]]>([
    ['HN2080123456789', 'HN', []],
    ['HN2080123456789', 'GD', ['cardNumberOtherCategory']],
    ['HN2080123456788', 'HN', ['cardNumberOtherPerson']],
    ['HN2030123456789', 'HN', ['cardNumberUnknownProvince']],
    ['QN5970123456789', 'QN', []],
    ['HN6080123456789', 'HN', ['cardNumberNotFifteen']],
    ['HN208012345678', 'HN', ['cardNumberNotFifteen']],
    // cards since 1/4/2021 print the ten digits only (QĐ 1666/QĐ-BHXH)
    ['0123456789', 'HN', []],
    ['0123456780', 'HN', ['cardNumberOtherPerson']],
    // a category without a confirmed code is not compared
    ['HN2080123456789', 'securityForce', []],
  ])('%s on a spell of %s: %j', (number, category, expected) => {
    expect(codes(checkCardNumber(number, { category }, bearer))).toEqual(expected);
  });
});

describe('numbers as written', () => {
  test.each([
    ['gd 4.08-0123456789', 'GD4080123456789'],
    ['008 188 000 777', '008188000777'],
    ['008\u00a0188', '008188'],
  ])('%s is %s', (written, number) => {
    expect(normalizeNumber(written)).toBe(number);
  });

  test.each([
    ['+84 912 345 678', '0912345678'],
    ['84912345678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['02073 822 123', '02073822123'],
  ])('the phone %s is %s', (written, phone) => {
    expect(normalizePhone(written)).toBe(phone);
    expect(checkPhone(phone)).toEqual([]);
  });

  test('a phone of another form is warned of', () => {
    expect(codes(checkPhone('912345678'))).toEqual(['phoneUnusual']);
  });
});

describe('masks', () => {
  test.each([
    [maskNationalId('008188000777'), '008•••••••77'],
    [maskSocialInsuranceNumber('0123456789'), '01•••••789'],
    [maskCardNumber('HN2080123456789'), 'HN208•••••••789'],
    [maskCardNumber('0123456789'), '01•••••789'],
    [maskPhone('0912345678'), '•••••••678'],
    [maskEmail('mau@example.vn'), 'm•••@example.vn'],
    [maskEmail('mau'), '•••'],
    // too short to keep both ends: nothing is shown
    [maskNationalId('1234567'), '•••••••'],
    [maskPhone(null), null],
  ])('%s', (masked, expected) => {
    expect(masked).toBe(expected);
  });
});
