/**
 * From a record as cleaned to what is compared: the one place where names are folded and numbers
 * normalised for linkage. Pure, browser-safe.
 */
import { fold } from '../../kernel/text.ts';
import type { LinkRecord } from './types.ts';

/** A record ready to be compared. */
export interface Features {
  /** folded name, words as written */
  name: string;
  /** its words in alphabetical order: the same for a name in any order */
  sorted: string;
  given: string;
  surname: string;
  year: number;
  month: number;
  day: number;
  /** 1 male, 2 female, 0 not known */
  sex: number;
  /** of the tree of today; 0 = not known */
  villageId: number;
  communeId: number;
  /** as a number, 0 = none: twelve digits stay below 2^53 */
  nationalId: number;
  socialInsuranceNumber: number;
}

/** Where a place lies in the tree of today. */
export interface PlaceToday {
  villageId: number;
  communeId: number;
}

export const NO_PLACE: PlaceToday = { villageId: 0, communeId: 0 };

/** No marks, đ as d, y as i (Lý = Lí, Mỹ = Mĩ), letters only, single spaces. */
export function foldName(fullName: string): string {
  return fold(fullName)
    .replace(/y/g, 'i')
    .replace(/[0-9]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Words of a folded name in alphabetical order. */
export function sortWords(folded: string): string {
  return folded.includes(' ') ? folded.split(' ').sort().join(' ') : folded;
}

export function lastWord(folded: string): string {
  return folded.slice(folded.lastIndexOf(' ') + 1);
}

export function firstWord(folded: string): string {
  const end = folded.indexOf(' ');
  return end === -1 ? folded : folded.slice(0, end);
}

/**
 * Letters that are confused in speech and on keyboards fall together: ch/tr, s/x, d/gi/r, l/n at the
 * beginning of a word, ng/n and c/t at its end. For finding, never for weighing.
 */
export function soundOf(word: string): string {
  let begin = word.replace(/^(tr|ch)/, 'c').replace(/^gi(?=[aeou])/, 'd');
  begin = begin
    .replace(/^x/, 's')
    .replace(/^r/, 'd')
    .replace(/^n(?!g|h)/, 'l');
  return begin.replace(/ngh?$/, 'n').replace(/c$/, 't');
}

/** Numbers of the identity card before the personal number have nine digits: below this. */
export const OLD_CARD_END = 1_000_000_000;

/**
 * Twelve digits of a personal number, or nine of the identity card before it, as a number: zeros
 * that a number cell has lost make no difference. Anything else is nothing to compare: 0.
 */
export function readNationalId(written: string | null): number {
  const digits = digitsOf(written);
  return digits.length >= 8 && digits.length <= 12 ? Number(digits) : 0;
}

/** Ten digits of a social-insurance number, or nine where a zero was lost. 0 = none. */
export function readSocialInsuranceNumber(written: string | null): number {
  const digits = digitsOf(written);
  return digits.length === 10 || digits.length === 9 ? Number(digits) : 0;
}

function digitsOf(written: string | null): string {
  return written === null ? '' : written.replace(/\D/g, '');
}

export function makeFeatures(record: LinkRecord, place: PlaceToday): Features {
  const name = foldName(record.fullName);
  return {
    name,
    sorted: sortWords(name),
    given: lastWord(name),
    surname: firstWord(name),
    year: record.birthYear,
    month: record.birthMonth,
    day: record.birthDay,
    sex: record.sex === 'male' ? 1 : record.sex === 'female' ? 2 : 0,
    villageId: place.villageId,
    communeId: place.communeId,
    nationalId:
      readNationalId(record.nationalId) || readPersonalNumber(record.socialInsuranceNumber),
    socialInsuranceNumber: readSocialInsuranceNumber(record.socialInsuranceNumber),
  };
}

/** Since 1/8/2025 the personal number stands where the social-insurance number stood (CV 1804/BHXH-QLT). */
export function readPersonalNumber(socialInsuranceNumber: string | null): number {
  const digits = digitsOf(socialInsuranceNumber);
  return digits.length === 12 ? Number(digits) : 0;
}
