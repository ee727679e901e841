/**
 * Object codes of cards that made-up people hold, as small numbers, with what the generator must
 * know of each. Group and sub-group are never decided here: that is `policy`'s, and the tests ask
 * it.
 */
import type { IssuerClass } from '../registry/types.ts';
import { type Day, dayOf } from './days.ts';

/**
 * How cards of a category run: until ended, by calendar year, by bought terms, or in its own way.
 */
export type Term = 'open' | 'year' | 'bought' | 'own';

interface CategoryFacts {
  code: string;
  term: Term;
  /** benefit digit of the card number */
  digit: number;
}

const FACTS = {
  none: { code: '', term: 'own', digit: 0 },
  publicServant: { code: 'HC', term: 'open', digit: 4 },
  enterprise: { code: 'DN', term: 'open', digit: 4 },
  otherBody: { code: 'CH', term: 'open', digit: 4 },
  cooperative: { code: 'HX', term: 'open', digit: 4 },
  communeOfficer: { code: 'XK', term: 'open', digit: 4 },
  pensioner: { code: 'HT', term: 'open', digit: 3 },
  formerCadre: { code: 'XB', term: 'open', digit: 4 },
  workAccident: { code: 'TB', term: 'open', digit: 4 },
  longIllness: { code: 'NO', term: 'open', digit: 4 },
  unemployed: { code: 'TN', term: 'own', digit: 4 },
  topMerit: { code: 'CC', term: 'open', digit: 1 },
  merit: { code: 'CK', term: 'open', digit: 2 },
  veteran: { code: 'CB', term: 'open', digit: 2 },
  resistance: { code: 'KC', term: 'open', digit: 2 },
  martyrRelative: { code: 'TS', term: 'open', digit: 2 },
  meritRelative: { code: 'TC', term: 'open', digit: 3 },
  meritCarer: { code: 'PV', term: 'open', digit: 3 },
  socialProtection: { code: 'BT', term: 'open', digit: 2 },
  survivor: { code: 'CT', term: 'open', digit: 2 },
  retiredCadre: { code: 'XN', term: 'open', digit: 4 },
  formerDisability: { code: 'MS', term: 'open', digit: 4 },
  deputy: { code: 'HD', term: 'open', digit: 4 },
  socialPension: { code: 'LH', term: 'open', digit: 4 },
  safeZone: { code: 'AK', term: 'open', digit: 2 },
  child: { code: 'TE', term: 'own', digit: 1 },
  poor: { code: 'HN', term: 'year', digit: 2 },
  difficultArea: { code: 'DT', term: 'own', digit: 2 },
  hardestArea: { code: 'DK', term: 'own', digit: 2 },
  nearPoor: { code: 'CN', term: 'year', digit: 3 },
  pupil: { code: 'HS', term: 'year', digit: 4 },
  student: { code: 'SV', term: 'year', digit: 4 },
  averageLiving: { code: 'GB', term: 'year', digit: 4 },
  leftDifficultArea: { code: 'DS', term: 'year', digit: 3 },
  household: { code: 'GD', term: 'bought', digit: 4 },
  officer: { code: 'QN', term: 'open', digit: 5 },
  policeOfficer: { code: 'CA', term: 'open', digit: 5 },
} as const satisfies Record<string, CategoryFacts>;

export type CategoryName = keyof typeof FACTS;

const names = Object.keys(FACTS) as CategoryName[];

/** Number of each category; `none` is 0. */
export const C = Object.fromEntries(names.map((name, index) => [name, index])) as Record<
  CategoryName,
  number
>;

const facts: readonly CategoryFacts[] = names.map((name) => FACTS[name]);

function factsOf(category: number): CategoryFacts {
  const found = facts[category];
  if (!found) throw new Error(`no category ${category}`);
  return found;
}

export function codeOf(category: number): string {
  return factsOf(category).code;
}

export function termOf(category: number): Term {
  return factsOf(category).term;
}

const DIGIT_CHANGE: Day = dayOf(2026, 1, 1);

/** Near-poor cards read 2 from 2026 on (NQ 261/2025/QH15). */
export function digitOf(category: number, from: Day): number {
  return category === C.nearPoor && from >= DIGIT_CHANGE ? 2 : factsOf(category).digit;
}

export const ISSUERS = [
  'own',
  'otherProvince',
  'army',
  'police',
  'unknown',
] as const satisfies readonly IssuerClass[];

export const OWN = 0;
export const OTHER_PROVINCE = 1;
export const ARMY = 2;
export const POLICE = 3;
