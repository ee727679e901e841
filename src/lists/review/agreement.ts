/** How far two records agree, field by field: what the eye compares and rules of bulk decisions ask. */
import type { BirthPrecision, Sex } from '../../registry/types.ts';
import { fold, foldSorted } from '../../kernel/text.ts';

export const AGREEMENTS = ['equal', 'near', 'differ', 'missing'] as const;
export type Agreement = (typeof AGREEMENTS)[number];

export const COMPARED_FIELDS = [
  'fullName',
  'birthDate',
  'sex',
  'nationalId',
  'socialInsuranceNumber',
  'phone',
  'place',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

export interface ComparedRecord {
  fullName: string;
  birthDate: string | null;
  birthPrecision: BirthPrecision | null;
  sex: Sex | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  phone: string | null;
  placeId: number | null;
  /** commune that `placeId` lies in today */
  communeId: number | null;
}

/** near = written otherwise, one sign apart, only the year known, another village of the commune. */
export function compareRecords(
  a: ComparedRecord,
  b: ComparedRecord,
): Record<ComparedField, Agreement> {
  return {
    fullName: compareNames(a.fullName, b.fullName),
    birthDate: compareBirths(a, b),
    sex: compareValues(a.sex, b.sex),
    nationalId: compareNumbers(a.nationalId, b.nationalId),
    socialInsuranceNumber: compareNumbers(a.socialInsuranceNumber, b.socialInsuranceNumber),
    phone: compareNumbers(a.phone, b.phone),
    place: comparePlaces(a, b),
  };
}

function compareValues(a: string | null, b: string | null): Agreement {
  if (a === null || b === null) return 'missing';
  return a === b ? 'equal' : 'differ';
}

/** Equal but for case; near without marks or in another order of words, or one letter apart. */
function compareNames(a: string, b: string): Agreement {
  if (a.toLocaleLowerCase('vi') === b.toLocaleLowerCase('vi')) return 'equal';
  if (foldSorted(a) === foldSorted(b)) return 'near';
  return isOneApart(fold(a), fold(b)) ? 'near' : 'differ';
}

function compareNumbers(a: string | null, b: string | null): Agreement {
  if (a === null || b === null) return 'missing';
  if (a === b) return 'equal';
  return isOneApart(a, b) ? 'near' : 'differ';
}

function compareBirths(a: ComparedRecord, b: ComparedRecord): Agreement {
  if (a.birthDate === null || b.birthDate === null) return 'missing';
  const [yearA, monthA, dayA] = a.birthDate.split('-');
  const [yearB, monthB, dayB] = b.birthDate.split('-');
  const whole = a.birthPrecision === 'day' && b.birthPrecision === 'day';
  if (a.birthDate === b.birthDate) return whole ? 'equal' : 'near';
  if (!whole) return yearA === yearB ? 'near' : 'differ';
  const isSwapped = yearA === yearB && monthA === dayB && dayA === monthB;
  const same = [yearA === yearB, monthA === monthB, dayA === dayB].filter(Boolean).length;
  return isSwapped || same === 2 ? 'near' : 'differ';
}

function comparePlaces(a: ComparedRecord, b: ComparedRecord): Agreement {
  if (a.placeId === null || b.placeId === null) return 'missing';
  if (a.placeId === b.placeId) return 'equal';
  return a.communeId !== null && a.communeId === b.communeId ? 'near' : 'differ';
}

/** One sign changed, added, lost, or two neighbours swapped. */
function isOneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const restA = a.slice(at);
  const restB = b.slice(at);
  if (a.length !== b.length) {
    return a.length > b.length ? restA.slice(1) === restB : restA === restB.slice(1);
  }
  if (restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
