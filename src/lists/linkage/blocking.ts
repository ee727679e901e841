/**
 * Which pairs are looked at: the rules that bring two records together, on packed records, and an
 * index of one table by one rule. A pair belongs to the first rule that holds for it, so none is
 * looked at twice.
 */
import { assert } from '../../kernel/assert.ts';
import { C, STRIDE, type SharedRecords } from './packed.ts';
import { LINK_RULES, type LinkRule } from './words.ts';

/**
 * Pairs of one name and year grow with the square of the people: up to three million they are
 * welcome, above that each rule asks for one thing more.
 */
const WIDE_PEOPLE_MAX = 3_000_000;

export function isTight(people: number): boolean {
  return people > WIDE_PEOPLE_MAX;
}

export const RULE = Object.fromEntries(LINK_RULES.map((rule, at) => [rule, at])) as Readonly<
  Record<LinkRule, number>
>;

/** The rules that can hold, those of numbers first. */
export function rulesOf(tight: boolean): number[] {
  return LINK_RULES.filter((rule) => tight || rule !== 'nameVillage').map((rule) => RULE[rule]);
}

/** The first rules are those of numbers. */
export const NUMBER_RULES = [RULE.nationalId, RULE.socialInsuranceNumber] as const;

const DAY_MASK = 31;
const PART_MASK = 15;

/** The first rule that brings the two together, or −1. */
export function firstRule(
  a: Int32Array,
  i: number,
  b: Int32Array,
  j: number,
  tight: boolean,
): number {
  if (
    isSame(a, i + C.nationalIdLow, b, j + C.nationalIdLow) &&
    isEqual(a, i, b, j, C.nationalIdHigh)
  )
    return RULE.nationalId;
  if (isSame(a, i + C.socialLow, b, j + C.socialLow) && isEqual(a, i, b, j, C.socialHigh))
    return RULE.socialInsuranceNumber;
  return tight ? firstTightRule(a, i, b, j) : firstWideRule(a, i, b, j);
}

function firstWideRule(a: Int32Array, i: number, b: Int32Array, j: number): number {
  const birth = a[i + C.birth] as number;
  const other = b[j + C.birth] as number;
  const isSameSound = isSame(a, i + C.sound, b, j + C.sound);
  const isSameYear = birth >> 9 !== 0 && birth >> 9 === other >> 9;
  if (isSameSound && isSameYear) return RULE.nameYear;
  const isSameBirth = birth === other && (birth & DAY_MASK) !== 0;
  const isSameGiven = isSame(a, i + C.given, b, j + C.given);
  const isSameCommune = isSame(a, i + C.commune, b, j + C.commune);
  if (isSameBirth && isSameGiven) return RULE.birthGiven;
  if (isSameBirth && isSameCommune) return RULE.birthCommune;
  if (isSameSound && isSameCommune) return RULE.nameCommune;
  const isSameVillage = isSame(a, i + C.village, b, j + C.village);
  if (isSameVillage && isSameYear && isSameGiven) return RULE.givenYearVillage;
  if (isSameVillage && isSameUnorderedDay(birth, other)) return RULE.dayMonthVillage;
  return -1;
}

function firstTightRule(a: Int32Array, i: number, b: Int32Array, j: number): number {
  const birth = a[i + C.birth] as number;
  const other = b[j + C.birth] as number;
  const isSameSound = isSame(a, i + C.sound, b, j + C.sound);
  const isSameYear = birth >> 9 !== 0 && birth >> 9 === other >> 9;
  const isSameDay = isSameUnorderedDay(birth, other);
  if (isSameSound && isSameYear && isSameDay) return RULE.nameYear;
  const isSameBirth = birth === other && (birth & DAY_MASK) !== 0;
  const isSameGiven = isSame(a, i + C.given, b, j + C.given);
  const isSameCommune = isSame(a, i + C.commune, b, j + C.commune);
  if (isSameBirth && isSameCommune) {
    if (isSameGiven) return RULE.birthGiven;
    if (isSame(a, i + C.surname, b, j + C.surname)) return RULE.birthCommune;
  }
  if (isSameSound && isSameYear && isSameCommune) return RULE.nameCommune;
  if (!isSame(a, i + C.village, b, j + C.village)) return -1;
  if (isSameYear && isSameGiven) return RULE.givenYearVillage;
  if (isSameSound) return RULE.nameVillage;
  return isSameDay ? RULE.dayMonthVillage : -1;
}

/** Equal and known. */
function isSame(a: Int32Array, i: number, b: Int32Array, j: number): boolean {
  return a[i] === b[j] && a[i] !== 0;
}

function isEqual(a: Int32Array, i: number, b: Int32Array, j: number, column: number): boolean {
  return a[i + column] === b[j + column];
}

/** Day and month whichever way round; both known. */
function isSameUnorderedDay(birth: number, other: number): boolean {
  return unorderedDay(birth) !== 0 && unorderedDay(birth) === unorderedDay(other);
}

function unorderedDay(birth: number): number {
  const day = birth & DAY_MASK;
  const month = (birth >> 5) & PART_MASK;
  if (day === 0 || month === 0) return 0;
  return day < month ? day * 32 + month : month * 32 + day;
}

/** Key of a record under a rule: equal where the rule holds; 0 = the rule does not look at it. */
export function keyOf(rule: number, words: Int32Array, at: number, tight: boolean): number {
  const birth = words[at + C.birth] as number;
  const dated = (birth & DAY_MASK) === 0 ? 0 : birth;
  const year = birth >> 9;
  const sound = words[at + C.sound] as number;
  const given = words[at + C.given] as number;
  const commune = words[at + C.commune] as number;
  const village = words[at + C.village] as number;
  const surname = words[at + C.surname] as number;
  switch (rule) {
    case RULE.nationalId: {
      const low = words[at + C.nationalIdLow] as number;
      return low === 0 ? 0 : mix(low, (words[at + C.nationalIdHigh] as number) + 1, 1);
    }
    case RULE.socialInsuranceNumber: {
      const low = words[at + C.socialLow] as number;
      return low === 0 ? 0 : mix(low, (words[at + C.socialHigh] as number) + 1, 1);
    }
    case RULE.nameYear:
      return mix(sound, year, tight ? unorderedDay(birth) : 1);
    case RULE.birthGiven:
      return tight ? near(COMMUNE_BITS, commune, given, dated) : mix(given, dated, 1);
    case RULE.birthCommune:
      return near(COMMUNE_BITS, commune, dated, tight ? surname : 1);
    case RULE.nameCommune:
      return near(COMMUNE_BITS, commune, sound, tight ? year : 1);
    case RULE.givenYearVillage:
      return near(VILLAGE_BITS, village, year, given);
    case RULE.nameVillage:
      return tight ? near(VILLAGE_BITS, village, sound, 1) : 0;
    default:
      return near(VILLAGE_BITS, village, unorderedDay(birth), 1);
  }
}

const COMMUNE_BITS = 8;
const VILLAGE_BITS = 11;

/**
 * Keys of one place begin alike: registers and lists go village by village, so what is compared lies
 * together in memory, which saves a third of the time.
 */
function near(bits: number, place: number, a: number, b: number): number {
  const rest = mix(place, a, b);
  if (rest === 0) return 0;
  const begin = Math.imul(place, 0x9e3779b1) >>> (32 - bits);
  return (begin << (32 - bits)) | (rest >>> bits) | 0 || 1;
}

/** 0 where one of them is not known. */
function mix(a: number, b: number, c: number): number {
  if (a === 0 || b === 0 || c === 0) return 0;
  let hash = Math.imul(a, 0x9e3779b1) ^ (a >>> 15);
  hash = Math.imul(hash ^ b, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ c, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash === 0 ? 1 : hash;
}

// ── an index of one table by one rule ───────────────────────────────────────────────────────────

/** Three integers an entry: key, place of the record, birth and commune in brief (`signOf`). */
export const ENTRY = 3;
export const E = { key: 0, place: 1, sign: 2 } as const;

/** Entries of records in the order of their keys' buckets. */
export interface BlockIndex {
  rule: number;
  /** bucket = key >>> shift */
  shift: number;
  /** of each bucket its first entry */
  starts: Int32Array;
  entries: Int32Array;
}

const SIGN_BITS = 12;
const SIGN_MASK = (1 << SIGN_BITS) - 1;

/** Birth (20 bits) and the end of the commune's number. */
export function signOf(birth: number, commune: number): number {
  return (birth << SIGN_BITS) | (commune & SIGN_MASK);
}

export function birthOfSign(sign: number): number {
  return sign >>> SIGN_BITS;
}

/** False = they lie in two communes, both known. */
export function mayBeOneCommune(sign: number, other: number): boolean {
  const commune = sign & SIGN_MASK;
  const otherCommune = other & SIGN_MASK;
  return commune === otherCommune || commune === 0 || otherCommune === 0;
}

/** An index of so many records by a rule, in the room of that place: what was there is gone. */
export type IndexSpace = (place: number, rule: number, count: number) => BlockIndex;

/** Room in shared memory for a few indexes at a time; taken when it is first used. */
export function makeIndexSpace(countMax: number, places: number): IndexSpace {
  const rooms: BlockIndex[] = [];
  return (place, rule, count) => {
    assert(place < places && count <= countMax, 'the room of an index is too small');
    const room = rooms[place] ?? allocateIndex(countMax);
    rooms[place] = room;
    // fewer records, fewer buckets
    const bits = bucketBits(count);
    return { ...room, rule, shift: 32 - bits, starts: room.starts.subarray(0, (1 << bits) + 1) };
  };
}

function bucketBits(count: number): number {
  return Math.max(4, Math.min(24, 32 - Math.clz32(Math.max(1, count))));
}

function allocateIndex(count: number): BlockIndex {
  const bits = bucketBits(count);
  const shared = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));
  return {
    rule: -1,
    shift: 32 - bits,
    starts: shared((1 << bits) + 1),
    entries: shared(count * ENTRY),
  };
}

let scratch = new Int32Array(0);

export function fillIndex(index: BlockIndex, records: SharedRecords, tight: boolean): void {
  const { rule, shift, starts, entries } = index;
  const { count, words } = records;
  if (scratch.length < count) scratch = new Int32Array(count);
  const found = scratch;
  starts.fill(0);
  for (let place = 0; place < count; place += 1) {
    const key = keyOf(rule, words, place * STRIDE, tight);
    found[place] = key;
    if (key !== 0) starts[key >>> shift] = (starts[key >>> shift] as number) + 1;
  }
  // of each bucket where it ends; filled from the back, so that the places of a bucket ascend and its
  // end becomes its start
  for (let bucket = 1; bucket < starts.length; bucket += 1)
    starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
  for (let place = count - 1; place >= 0; place -= 1) {
    const key = found[place] as number;
    if (key === 0) continue;
    const to = (starts[key >>> shift] as number) - 1;
    starts[key >>> shift] = to;
    const at = place * STRIDE;
    entries[to * ENTRY] = key;
    entries[to * ENTRY + E.place] = place;
    entries[to * ENTRY + E.sign] = signOf(
      words[at + C.birth] as number,
      words[at + C.commune] as number,
    );
  }
}
