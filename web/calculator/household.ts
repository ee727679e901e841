/**
 * A household as a citizen tells it: what is typed, how it stands in the address, and the facts it
 * makes for the law. The address keeps it after `#`, which browsers send to no server.
 */
import { type IsoDate, addMonths, addYears, isIsoDate } from '../../src/kernel/dates.ts';
import {
  AREA_CLASSES,
  type AreaClass,
  KINH_CODE,
  NO_FACTS,
  type PersonFacts,
  STATUSES,
  type StatusCode,
} from '../../src/policy/facts.ts';
import { parseTypedDay } from '../shell/lens.ts';

export interface Member {
  /** "Mẹ", "Con út"; may stay empty */
  name: string;
  /** as typed: a day, a year or an age */
  birth: string;
  statuses: readonly StatusCode[];
  isMinority: boolean;
  /** salary, pension or allowance of a month, where the contribution is counted on it */
  incomeVnd: number | null;
}

/** What the commune certified for the whole household. */
export const STANDINGS = ['poor', 'nearPoor', 'averageLiving'] as const satisfies StatusCode[];
export type Standing = (typeof STANDINGS)[number];

export interface Household {
  paidOn: IsoDate;
  months: number;
  /** name of the province's file in the law; null = none of those with a resolution */
  province: string | null;
  areaClasses: readonly AreaClass[];
  /** first day on which the commune or village was no longer on the difficult list */
  areaLeftOn: IsoDate | null;
  standing: Standing | null;
  /** members who already paid in this financial year and are not in the list */
  joinedBefore: number;
  members: readonly Member[];
}

export const MEMBERS_MAX = 20;
export const TERMS = [3, 6, 12] as const;
const TERM = 12;

export function newMember(): Member {
  return { name: '', birth: '', statuses: [], isMinority: false, incomeVnd: null };
}

export function newHousehold(on: IsoDate): Household {
  return {
    paidOn: on,
    months: TERM,
    province: null,
    areaClasses: [],
    areaLeftOn: null,
    standing: null,
    joinedBefore: 0,
    members: [newMember()],
  };
}

export type BirthPrecision = 'day' | 'year' | 'age';

export interface Birth {
  date: IsoDate;
  precision: BirthPrecision;
}

const AGE_MAX = 120;

/** A day, a year (its first day) or an age (that many years before `on`); null when it is none. */
export function readBirth(typed: string, on: IsoDate): Birth | null {
  const text = typed.trim();
  const date = parseTypedDay(text);
  if (date !== null) return date <= on ? { date, precision: 'day' } : null;
  if (/^\d{4}$/.test(text)) {
    const year = Number(text);
    const latest = Number(on.slice(0, 4));
    if (year > latest || year < latest - AGE_MAX) return null;
    return { date: `${text}-01-01`, precision: 'year' };
  }
  if (!/^\d{1,3}$/.test(text) || Number(text) > AGE_MAX) return null;
  return { date: addYears(on, -Number(text)), precision: 'age' };
}

/** A province whose own support the law book holds. */
export interface SupportingProvince {
  tree: 'old' | 'new';
  code: string;
}

/** What the law asks about a member. Statuses and areas hold from the payment day on. */
export function factsOf(
  household: Household,
  member: Member,
  province: SupportingProvince | null,
): PersonFacts {
  const { paidOn, standing, areaClasses, areaLeftOn } = household;
  const held = standing ? [standing, ...member.statuses] : member.statuses;
  const areas: PersonFacts['areaClasses'] = [
    ...areaClasses.map((areaClass) => ({ areaClass, from: paidOn, to: null })),
    // any difficult area will do: the law asks only for the day it ended
    ...(areaLeftOn
      ? [{ areaClass: 'regionIII' as const, from: addMonths(areaLeftOn, -12), to: areaLeftOn }]
      : []),
  ];
  return {
    ...NO_FACTS,
    birthDate: readBirth(member.birth, paidOn)?.date ?? null,
    ethnicityCode: member.isMinority ? A_MINORITY_CODE : KINH_CODE,
    statuses: held.map((status) => ({ status, from: paidOn, to: null })),
    areaClasses: areas,
    provinceCode: province?.tree === 'new' ? province.code : null,
    formerProvinceCode: province?.tree === 'old' ? province.code : null,
  };
}

/** The law asks only whether somebody belongs to a minority, not to which. */
const A_MINORITY_CODE = '02';

// ── the address ───────────────────────────────────────────────────────────────────────────────

const BETWEEN = '~';

/** `#ngay=2026-08-10&thang=12&nguoi=1985~pupil~dt~5000000~Mẹ`, without the `#`. */
export function writeHousehold(household: Household): string {
  const params = new URLSearchParams();
  params.set('ngay', household.paidOn);
  params.set('thang', String(household.months));
  if (household.province) params.set('tinh', household.province);
  if (household.areaClasses.length > 0) params.set('vung', household.areaClasses.join('.'));
  if (household.areaLeftOn) params.set('roi', household.areaLeftOn);
  if (household.standing) params.set('ho', household.standing);
  if (household.joinedBefore > 0) params.set('truoc', String(household.joinedBefore));
  for (const member of household.members) params.append('nguoi', writeMember(member));
  return params.toString().replaceAll('%7E', BETWEEN).replaceAll('%2F', '/');
}

function writeMember(member: Member): string {
  const parts = [
    member.birth,
    member.statuses.join('.'),
    member.isMinority ? 'dt' : '',
    member.incomeVnd === null ? '' : String(member.incomeVnd),
    member.name,
  ];
  return parts.map((part) => part.replaceAll(BETWEEN, ' ')).join(BETWEEN);
}

/** What cannot be read is left out: an address may be old or cut. */
export function readHousehold(text: string, on: IsoDate): Household {
  const params = new URLSearchParams(text);
  const fresh = newHousehold(on);
  const paidOn = params.get('ngay') ?? '';
  const areaLeftOn = params.get('roi') ?? '';
  const months = Number(params.get('thang'));
  const members = params.getAll('nguoi').slice(0, MEMBERS_MAX).map(readMember);
  return {
    paidOn: isIsoDate(paidOn) ? paidOn : fresh.paidOn,
    months: TERMS.find((term) => term === months) ?? fresh.months,
    province: params.get('tinh') || null,
    areaClasses: AREA_CLASSES.filter((each) => params.get('vung')?.split('.').includes(each)),
    areaLeftOn: isIsoDate(areaLeftOn) ? areaLeftOn : null,
    standing: STANDINGS.find((each) => each === params.get('ho')) ?? null,
    joinedBefore: readCount(params.get('truoc')),
    members: members.length > 0 ? members : fresh.members,
  };
}

function readMember(text: string): Member {
  const [birth = '', statuses = '', minority = '', income = '', name = ''] = text.split(BETWEEN);
  const held = statuses.split('.');
  return {
    name,
    birth,
    statuses: STATUSES.filter((status) => held.includes(status)),
    isMinority: minority === 'dt',
    incomeVnd: /^\d{1,11}$/.test(income) ? Number(income) : null,
  };
}

function readCount(text: string | null): number {
  return text !== null && /^\d{1,2}$/.test(text) ? Math.min(MEMBERS_MAX, Number(text)) : 0;
}
