/**
 * The 15 characters of a card: object code, benefit digit, province, social insurance number.
 * Warnings never reject: a card may show an older digit until it is issued again.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type LawBook, findRow } from './book.ts';
import { UNCLASSIFIED_GROUP, groupOf } from './groups.ts';

export interface CardNumber {
  category: string;
  benefitDigit: number;
  provinceCode: string;
  socialInsuranceNumber: string;
  /** 'categoryUnknown' | 'categoryNotInForce' | 'digitUnexpected' */
  warnings: string[];
}

/** Reads a card number as it stands on a day; null where it is no card number at all. */
export function readCardNumber(book: LawBook, text: string, on: IsoDate): CardNumber | null {
  const number = text.replace(/[\s.-]/g, '').toUpperCase();
  const rows = book.data.codes.patterns.filter((row) => row.id === 'cardNumber');
  const pattern = (findRow(rows, on) ?? rows[0])?.pattern;
  if (!pattern || !new RegExp(pattern).test(number)) return null;
  const category = number.slice(0, 2);
  const benefitDigit = Number(number[2]);
  const warnings: string[] = [];
  if (!book.categories.has(category)) warnings.push('categoryUnknown');
  else if (groupOf(book, category, on).group === UNCLASSIFIED_GROUP) {
    warnings.push('categoryNotInForce');
  }
  const expected = digitsOf(book, category, on);
  if (expected.length > 0 && !expected.includes(benefitDigit)) warnings.push('digitUnexpected');
  return {
    category,
    benefitDigit,
    provinceCode: number.slice(3, 5),
    socialInsuranceNumber: number.slice(5),
    warnings,
  };
}

/** Digits a card of the object code may show on a day; empty where no source says. */
export function digitsOf(book: LawBook, category: string, on: IsoDate): number[] {
  return book.data.benefit.digits
    .filter((row) => row.codes.includes(category) && row.from <= on && (!row.to || on < row.to))
    .map((row) => row.digit);
}
