/**
 * How far two records agree, field by field, on bare numbers and bytes: the same functions serve the
 * bulk linker's packed records, the review screen and the tests. A level is its place in the list of
 * `types.ts`.
 */
import { OLD_CARD_END } from './features.ts';
import { BIRTH_LEVELS, IDENTIFIER_LEVELS, NAME_LEVELS, PLACE_LEVELS, SEX_LEVELS } from './words.ts';

export const NAME = places(NAME_LEVELS);
export const BIRTH = places(BIRTH_LEVELS);
export const SEX = places(SEX_LEVELS);
export const PLACE = places(PLACE_LEVELS);
export const IDENTIFIER = places(IDENTIFIER_LEVELS);

function places<Level extends string>(levels: readonly Level[]): Readonly<Record<Level, number>> {
  return Object.fromEntries(levels.map((level, at) => [level, at])) as Record<Level, number>;
}

// ── birth, sex, place, identifiers ──────────────────────────────────────────────────────────────

/** Years, months and days; 0 = not known. */
export function birthLevel(
  year: number,
  month: number,
  day: number,
  otherYear: number,
  otherMonth: number,
  otherDay: number,
): number {
  if (year === 0 || otherYear === 0) return BIRTH.unknown;
  if (year !== otherYear) {
    const isSameDay = month === otherMonth && day === otherDay;
    if (!isSameDay || isFirstOfYear(month, day)) return BIRTH.different;
    return yearsApart(year, otherYear);
  }
  if (isFirstOfYear(month, day) || isFirstOfYear(otherMonth, otherDay)) return BIRTH.yearOnly;
  if (month === otherMonth && day === otherDay && day !== 0) return BIRTH.equal;
  if (month === otherMonth) return BIRTH.yearAndPart;
  if (month === otherDay && day === otherMonth && day !== 0) return BIRTH.swapped;
  return day === otherDay && day !== 0 ? BIRTH.yearAndPart : BIRTH.sameYear;
}

/** Who knows only the year is written 1 January, or nothing. */
function isFirstOfYear(month: number, day: number): boolean {
  return month === 0 || (month === 1 && day <= 1);
}

function yearsApart(year: number, other: number): number {
  const apart = year > other ? year - other : other - year;
  if (apart === 1) return BIRTH.nextYear;
  if (isOneSlip(year, other)) return BIRTH.yearDigit;
  return apart === 2 ? BIRTH.nearYear : BIRTH.different;
}

/** 1 male, 2 female, 0 not known. */
export function sexLevel(sex: number, other: number): number {
  if (sex === 0 || other === 0) return SEX.unknown;
  return sex === other ? SEX.equal : SEX.different;
}

/** Units of one tree; 0 = not known. */
export function placeLevel(
  village: number,
  commune: number,
  otherVillage: number,
  otherCommune: number,
): number {
  if (village !== 0 && village === otherVillage) return PLACE.sameVillage;
  if (commune === 0 || otherCommune === 0) return PLACE.unknown;
  return commune === otherCommune ? PLACE.sameCommune : PLACE.different;
}

/** A personal number says nothing about the number of an older card. */
export function nationalIdLevel(number: number, other: number): number {
  if (number < OLD_CARD_END !== other < OLD_CARD_END) return IDENTIFIER.unknown;
  return identifierLevel(number, other);
}

/** Numbers as digits; 0 = none. */
export function identifierLevel(number: number, other: number): number {
  if (number === 0 || other === 0) return IDENTIFIER.unknown;
  if (number === other) return IDENTIFIER.equal;
  return isOneSlip(number, other) ? IDENTIFIER.near : IDENTIFIER.different;
}

/** One digit is another, or two neighbours changed places. */
export function isOneSlip(number: number, other: number): boolean {
  let apart = number > other ? number - other : other - number;
  while (apart % 10 === 0) apart /= 10;
  // one digit: 1…9 × 10ⁿ; a swap: 9, 18 … 81 × 10ⁿ; most pairs end here
  if (apart > 9 && (apart > 81 || apart % 9 !== 0)) return false;
  let a = number;
  let b = other;
  while (a % 10 === b % 10) {
    a = Math.floor(a / 10);
    b = Math.floor(b / 10);
  }
  const restA = Math.floor(a / 10);
  const restB = Math.floor(b / 10);
  if (restA === restB) return true;
  return (
    a % 10 === restB % 10 &&
    b % 10 === restA % 10 &&
    Math.floor(restA / 10) === Math.floor(restB / 10)
  );
}

// ── names ───────────────────────────────────────────────────────────────────────────────────────

/** Folded names as bytes: lower-case letters and single spaces. */
export interface NameBytes {
  bytes: Uint8Array;
  start: number;
  end: number;
}

const encoder = new TextEncoder();

export function toBytes(folded: string): NameBytes {
  const bytes = encoder.encode(folded);
  return { bytes, start: 0, end: bytes.length };
}

const TYPO_LIKENESS = 0.85;
const CLOSE_LIKENESS = 0.92;
const SIMILAR_LIKENESS = 0.82;
const SPACE = 32;

/** Level of two names that are not the same words; those are `equal` or `reordered` before. */
export function spellingLevel(one: NameBytes, other: NameBytes): number {
  if (one.start === one.end || other.start === other.end) return NAME.unknown;
  // likeness depends a little on who comes first, the answer must not
  const a = comesFirst(one, other) ? one : other;
  const b = a === one ? other : one;
  const likeness = jaroWinkler(a, b);
  if (likeness >= TYPO_LIKENESS && isOneEdit(a, b)) return NAME.typo;
  if (areInitials(a, b)) return NAME.initials;
  if (hasSameEnds(a, b)) return NAME.surnameAndGiven;
  if (likeness >= CLOSE_LIKENESS) return NAME.close;
  return likeness >= SIMILAR_LIKENESS ? NAME.similar : NAME.different;
}

function comesFirst(a: NameBytes, b: NameBytes): boolean {
  const length = a.end - a.start;
  if (length !== b.end - b.start) return length < b.end - b.start;
  for (let i = 0; i < length; i += 1) {
    const letter = a.bytes[a.start + i] as number;
    const other = b.bytes[b.start + i] as number;
    if (letter !== other) return letter < other;
  }
  return true;
}

/** At most one letter inserted, left out, replaced, or swapped with its neighbour. */
export function isOneEdit(a: NameBytes, b: NameBytes): boolean {
  const longer = a.end - a.start >= b.end - b.start ? a : b;
  const shorter = longer === a ? b : a;
  const surplus = longer.end - longer.start - (shorter.end - shorter.start);
  if (surplus > 1) return false;
  let i = longer.start;
  let j = shorter.start;
  while (j < shorter.end && longer.bytes[i] === shorter.bytes[j]) {
    i += 1;
    j += 1;
  }
  if (surplus === 1) return isSameRest(longer, i + 1, shorter, j);
  if (isSameRest(longer, i + 1, shorter, j + 1)) return true;
  return (
    longer.bytes[i] === shorter.bytes[j + 1] &&
    longer.bytes[i + 1] === shorter.bytes[j] &&
    isSameRest(longer, i + 2, shorter, j + 2)
  );
}

/** From `i` and `j` to the ends, which lie equally far. */
function isSameRest(a: NameBytes, from: number, b: NameBytes, other: number): boolean {
  for (let i = from, j = other; i < a.end; i += 1, j += 1) {
    if (a.bytes[i] !== b.bytes[j]) return false;
  }
  return true;
}

/** Surname and given name are the same words, more than one word on both sides. */
function hasSameEnds(a: NameBytes, b: NameBytes): boolean {
  return isSameSurname(a, b) && isSameGiven(a, b);
}

function isSameSurname(a: NameBytes, b: NameBytes): boolean {
  let i = a.start;
  let j = b.start;
  for (; i < a.end && j < b.end; i += 1, j += 1) {
    if (a.bytes[i] !== b.bytes[j]) return false;
    if (a.bytes[i] === SPACE) return true;
  }
  return false;
}

function isSameGiven(a: NameBytes, b: NameBytes): boolean {
  let i = a.end - 1;
  let j = b.end - 1;
  for (; i >= a.start && j >= b.start; i -= 1, j -= 1) {
    if (a.bytes[i] !== b.bytes[j]) return false;
    if (a.bytes[i] === SPACE) return true;
  }
  return false;
}

/** Word by word one begins with the other ("ng t hoa", "nguien thi hoa"); the given name is whole. */
function areInitials(a: NameBytes, b: NameBytes): boolean {
  if (!isSameGiven(a, b)) return false;
  let i = a.start;
  let j = b.start;
  for (;;) {
    while (i < a.end && j < b.end && a.bytes[i] !== SPACE && a.bytes[i] === b.bytes[j]) {
      i += 1;
      j += 1;
    }
    const atEndOfOne = i === a.end || j === b.end || a.bytes[i] === SPACE || b.bytes[j] === SPACE;
    if (!atEndOfOne) return false;
    while (i < a.end && a.bytes[i] !== SPACE) i += 1;
    while (j < b.end && b.bytes[j] !== SPACE) j += 1;
    if (i === a.end || j === b.end) return i === a.end && j === b.end;
    i += 1;
    j += 1;
    if (a.bytes[i] !== b.bytes[j]) return false;
  }
}

const PREFIX_MAX = 4;
const PREFIX_SHARE = 0.1;
const LETTERS_MAX = 256;
const takenA = new Uint8Array(LETTERS_MAX);
const takenB = new Uint8Array(LETTERS_MAX);

/** Jaro–Winkler likeness, 0…1, with the usual prefix of four letters at a tenth each. */
export function jaroWinkler(a: NameBytes, b: NameBytes): number {
  const lengthA = Math.min(a.end - a.start, LETTERS_MAX);
  const lengthB = Math.min(b.end - b.start, LETTERS_MAX);
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  const matches = markMatches(a, lengthA, b, lengthB, reach);
  if (matches === 0) return 0;
  const crossed = countCrossed(a, lengthA, b);
  const jaro = (matches / lengthA + matches / lengthB + (matches - (crossed >> 1)) / matches) / 3;
  let prefix = 0;
  const prefixEnd = Math.min(PREFIX_MAX, lengthA, lengthB);
  while (prefix < prefixEnd && a.bytes[a.start + prefix] === b.bytes[b.start + prefix]) prefix += 1;
  return jaro + prefix * PREFIX_SHARE * (1 - jaro);
}

function markMatches(
  a: NameBytes,
  lengthA: number,
  b: NameBytes,
  lengthB: number,
  reach: number,
): number {
  takenA.fill(0, 0, lengthA);
  takenB.fill(0, 0, lengthB);
  let matches = 0;
  for (let i = 0; i < lengthA; i += 1) {
    const letter = a.bytes[a.start + i];
    const end = Math.min(i + reach + 1, lengthB);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (takenB[j] === 1 || b.bytes[b.start + j] !== letter) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      matches += 1;
      break;
    }
  }
  return matches;
}

/** Matched letters that stand in another order. */
function countCrossed(a: NameBytes, lengthA: number, b: NameBytes): number {
  let crossed = 0;
  let j = 0;
  for (let i = 0; i < lengthA; i += 1) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j += 1;
    if (a.bytes[a.start + i] !== b.bytes[b.start + j]) crossed += 1;
    j += 1;
  }
  return crossed;
}
