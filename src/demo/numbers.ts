/**
 * Numbers of made-up people: right by rule, from ranges chosen so that nobody real is hit as far as
 * that is possible (docs/guide/du-lieu-mau.md). The rules name no range for examples.
 *
 * - Personal numbers: province of birth, century and sex, year, and a serial counted down from
 *   999999; real serials are random.
 * - Insurance numbers: province, then 9 and seven digits.
 * - Phones: 010 and seven digits; 01x is set aside for devices (Thông tư 22/2014/TT-BTTTT), no
 *   subscriber has ten digits there.
 */
import { type Day, yearOf } from './days.ts';
import type { Person } from './people.ts';

/** A number in [0, 1) that always belongs to the same person and purpose. */
export function dice(serial: number, purpose: number): number {
  let z = Math.imul(serial ^ Math.imul(purpose, 0x9e3779b1), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  z = Math.imul(z ^ (z >>> 16), 0x27d4eb2f);
  return ((z ^ (z >>> 15)) >>> 0) / 4_294_967_296;
}

const SEVEN_DIGITS = 10_000_000;

/** One to one over seven digits: neighbours get numbers far apart. */
function scatter(sequence: number, factor: number, shift: number): string {
  return String((sequence * factor + shift) % SEVEN_DIGITS).padStart(7, '0');
}

/** `sequence` below ten million. */
export function socialInsuranceNumber(cardProvince: string, sequence: number): string {
  return `${cardProvince}9${scatter(sequence, 7_654_321, 1_234_567)}`;
}

export function phoneNumber(sequence: number): string {
  return `010${scatter(sequence, 3_819_277, 7_031_113)}`;
}

/** Codes of provinces where those were born who were not born here (birth registration codes). */
const ELSEWHERE = [
  '001',
  '002',
  '019',
  '026',
  '025',
  '024',
  '036',
  '038',
  '030',
  '006',
  '020',
  '034',
];

/**
 * Hands out personal numbers; of several counters running side by side each takes every `step`-th
 * serial.
 */
export class NationalIds {
  private readonly used = new Map<number, number>();
  private readonly home: string;
  private readonly offset: number;
  private readonly step: number;

  constructor(home: string, offset: number, step: number) {
    this.home = home;
    this.offset = offset;
    this.step = step;
  }

  /** Call for every person in the same order: the serial depends on those before. */
  next(person: Person, bornElsewhere: boolean): string {
    const province = bornElsewhere
      ? (ELSEWHERE[person.serial % ELSEWHERE.length] ?? this.home)
      : this.home;
    const year = yearOf(person.birth);
    const digit = (year >= 2000 ? 2 : 0) + (person.male ? 0 : 1);
    const cell = (Number(province) * 10 + digit) * 100 + (year % 100);
    const count = this.used.get(cell) ?? 0;
    this.used.set(cell, count + 1);
    const serial = String(999_999 - (count * this.step + this.offset)).padStart(6, '0');
    return `${province}${digit}${String(year % 100).padStart(2, '0')}${serial}`;
  }
}

/** Nine digits of the identity card in use until 2024. */
export function oldIdentityCard(sequence: number): string {
  return `99${scatter(sequence, 1_299_709, 15_485_863)}`;
}

export function cardNumber(
  code: string,
  digit: number,
  cardProvince: string,
  insurance: string,
): string {
  return `${code}${digit}${cardProvince}${insurance}`;
}

/** Card provinces of employers and schools elsewhere, by what is near. */
const CARD_PROVINCES = ['01', '27', '24', '19', '26', '25'];

export function otherCardProvince(person: Person, home: string): string {
  const found = CARD_PROVINCES[Math.floor(dice(person.serial, 31) * CARD_PROVINCES.length)] ?? '01';
  return found === home ? '01' : found;
}

/** First of January of the year of birth: how "year only" is kept. */
export function startOfBirthYear(birth: Day): string {
  return `${yearOf(birth)}-01-01`;
}
