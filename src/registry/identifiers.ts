/**
 * Numbers that name a person. Nothing here blocks: lists are full of errors, the register must take
 * them and say what looks wrong. No number has a check digit.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { BirthPrecision, Sex, Warning } from './types.ts';

/** Digits only; letters stay so that a passport is not mistaken for a number. */
export function normalizeNumber(written: string): string {
  return written.replace(/[\s.\-–_/]/g, '').toUpperCase();
}

/** `+84 912…` and `84912…` as `0912…`; otherwise as `normalizeNumber`. */
export function normalizePhone(written: string): string {
  const digits = normalizeNumber(written).replace(/^\+/, '');
  return /^84\d{9}$/.test(digits) ? `0${digits.slice(2)}` : digits;
}

/** What the personal number is compared with. */
export interface NumberBearer {
  birthDate: IsoDate | null;
  birthPrecision?: BirthPrecision | null;
  sex: Sex | null;
}

/**
 * Birth registration in one of the 63 provinces before 1/7/2025 (001–096), or abroad (a country
 * from 101 on). Source: Nghị định 137/2015/NĐ-CP and 70/2024/NĐ-CP, by a secondary source.
 */
const PROVINCE_CODES = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 ' +
    '036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 ' +
    '074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096'
  ).split(' '),
);

const COUNTRY_CODE_MIN = 101;

export interface NationalIdParts {
  provinceCode: string;
  sex: Sex;
  birthYear: number;
}

/** Parts of a 12-digit number; null for anything else (a 9-digit identity card, a passport). */
export function partsOfNationalId(number: string): NationalIdParts | null {
  if (!/^\d{12}$/.test(number)) return null;
  const centurySex = Number(number[3]);
  return {
    provinceCode: number.slice(0, 3),
    sex: centurySex % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + Math.floor(centurySex / 2) * 100 + Number(number.slice(4, 6)),
  };
}

/** Số định danh cá nhân: 12 digits against sex, birth year and the list of provinces. */
export function checkNationalId(number: string, bearer: NumberBearer): Warning[] {
  const field = 'nationalId';
  if (/^\d{9}$/.test(number)) return [{ code: 'nationalIdOldCard', field }];
  const parts = partsOfNationalId(number);
  if (!parts) return [{ code: 'nationalIdNotTwelveDigits', params: lengthOf(number), field }];
  const warnings: Warning[] = [];
  const { provinceCode } = parts;
  if (!PROVINCE_CODES.has(provinceCode) && Number(provinceCode) < COUNTRY_CODE_MIN) {
    warnings.push({ code: 'nationalIdUnknownProvince', params: { code: provinceCode }, field });
  }
  if (bearer.sex !== null && bearer.sex !== parts.sex) {
    warnings.push({ code: 'nationalIdOtherSex', params: { sex: parts.sex }, field });
  }
  const year = bearer.birthDate === null ? null : Number(bearer.birthDate.slice(0, 4));
  if (year !== null && year !== parts.birthYear) {
    warnings.push({ code: 'nationalIdOtherYear', params: { year: parts.birthYear }, field });
  }
  return warnings;
}

/** Mã số BHXH: 10 digits; since 1/8/2025 the personal number takes its place (CV 1804/BHXH-QLT). */
export function checkSocialInsuranceNumber(number: string, nationalId: string | null): Warning[] {
  const field = 'socialInsuranceNumber';
  if (/^\d{10}$/.test(number)) return [];
  if (/^\d{12}$/.test(number)) {
    return nationalId === null || nationalId === number
      ? []
      : [{ code: 'socialInsuranceNumberOtherNationalId', field }];
  }
  return [{ code: 'socialInsuranceNumberNotTenDigits', params: lengthOf(number), field }];
}

export interface CardNumberParts {
  category: string;
  /** 1–5, Quyết định 1351/QĐ-BHXH */
  benefitDigit: number;
  provinceCode: string;
  socialInsuranceNumber: string;
}

/** The 15 characters of Quyết định 1351/QĐ-BHXH; null for anything else. */
export function partsOfCardNumber(number: string): CardNumberParts | null {
  const found = /^([A-Z]{2})([1-5])(\d{2})(\d{10})$/.exec(number);
  if (!found) return null;
  return {
    category: found[1] ?? '',
    benefitDigit: Number(found[2]),
    provinceCode: found[3] ?? '',
    socialInsuranceNumber: found[4] ?? '',
  };
}

/**
 * Mã thẻ: the 15 characters, or the bare 10 digits that cards print since 1/4/2021 (QĐ 1666/QĐ-
 * BHXH), or a personal number; against the spell's category and the person's number.
 */
export function checkCardNumber(
  number: string,
  spell: { category: string },
  bearer: { socialInsuranceNumber: string | null; nationalId: string | null },
): Warning[] {
  const field = 'cardNumber';
  if (/^(\d{10}|\d{12})$/.test(number)) {
    const known = number.length === 10 ? bearer.socialInsuranceNumber : bearer.nationalId;
    return known === null || known === number ? [] : [{ code: 'cardNumberOtherPerson', field }];
  }
  const parts = partsOfCardNumber(number);
  if (!parts) return [{ code: 'cardNumberNotFifteen', params: lengthOf(number), field }];
  const warnings: Warning[] = [];
  if (spell.category.length === 2 && parts.category !== spell.category) {
    const params = { card: parts.category, category: spell.category };
    warnings.push({ code: 'cardNumberOtherCategory', params, field });
  }
  if (!isCardProvince(parts.provinceCode)) {
    const params = { code: parts.provinceCode };
    warnings.push({ code: 'cardNumberUnknownProvince', params, field });
  }
  const known = bearer.socialInsuranceNumber;
  if (known !== null && known.length === 10 && known !== parts.socialInsuranceNumber) {
    warnings.push({ code: 'cardNumberOtherPerson', field });
  }
  return warnings;
}

/** Provinces by two digits; army and police cards carry 97 and 98 (seen in use, no source). */
function isCardProvince(code: string): boolean {
  return PROVINCE_CODES.has(`0${code}`) || code === '97' || code === '98';
}

export function checkPhone(phone: string): Warning[] {
  if (/^0\d{9,10}$/.test(phone)) return [];
  return [{ code: 'phoneUnusual', params: lengthOf(phone), field: 'phone' }];
}

function lengthOf(number: string): { length: number } {
  return { length: number.length };
}
