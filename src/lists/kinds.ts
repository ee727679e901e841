/**
 * The kinds of lists as data: what a row asserts, what absence from a full list means, who may bring
 * one, what a row must have. The code that compares and commits knows these words, no single kind.
 */
import type { Role } from '../kernel/actor.ts';
import type { Status } from '../registry/types.ts';
import type { Field, ListKind } from './types.ts';

/** moves = the sender says who lives with whom; joins = only who is in no household yet */
export type HouseholdRule = 'moves' | 'joins';

export interface KindRule {
  /** who may bring and commit it, in his places */
  roles: readonly Role[];
  /** a row without any one of each group is faulty */
  required: readonly (readonly Field[])[];
  asserts: {
    /** replace = this sender knows best (names, dates); fill = only what the register lacks; none */
    attributes: 'replace' | 'fill' | 'none';
    /** the person lives in the row's place from the day of the list */
    residence: boolean;
    /** household by its code, its head or by standing under the head; relation to the head */
    household: HouseholdRule | null;
    /** the person has this status in the row's period */
    status: Status | null;
    /** a card: category, issuer, period */
    participation: boolean;
    /** the person died on the row's day */
    death: boolean;
  };
  /** a row that is nobody of the register: a new person, or somebody's decision */
  unknownPeople: 'add' | 'review';
  /**
   * Who has what the list asserts and is missing from a full list: ends = has it no longer from the
   * day of the list; review = somebody finds out why; nothing
   */
  absence: 'ends' | 'review' | 'nothing';
  /** end of what a row asserts when neither row nor list say: open, 31 December, 31 August */
  period: 'open' | 'yearEnd' | 'schoolYearEnd';
  /** category of cards where nothing says another */
  category: string | null;
  /** rows are persons; false = bodies and sums that are only kept and shown */
  isOfPeople: boolean;
}

const MANAGERS: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];
const LABOUR: readonly Role[] = [...MANAGERS, 'labourOfficer'];
const RESIDENTS: readonly Role[] = [...MANAGERS, 'healthOfficer', 'labourOfficer'];
const SCHOOLS: readonly Role[] = [...MANAGERS, 'educationOfficer'];

const NOTHING: KindRule['asserts'] = {
  attributes: 'fill',
  residence: false,
  household: null,
  status: null,
  participation: false,
  death: false,
};

const NAMED: readonly (readonly Field[])[] = [['fullName', 'givenName']];

function statusKind(
  status: Status,
  period: KindRule['period'],
  roles: readonly Role[],
  household: HouseholdRule | null = null,
): KindRule {
  return {
    roles,
    required: NAMED,
    asserts: { ...NOTHING, status, household },
    unknownPeople: 'review',
    absence: 'ends',
    period,
    category: null,
    isOfPeople: true,
  };
}

const CARDS: KindRule = {
  roles: MANAGERS,
  required: NAMED,
  asserts: { ...NOTHING, participation: true },
  unknownPeople: 'review',
  absence: 'ends',
  period: 'yearEnd',
  category: null,
  isOfPeople: true,
};

export const KIND_RULES: Readonly<Record<ListKind, KindRule>> = {
  residents: {
    roles: RESIDENTS,
    required: NAMED,
    asserts: { ...NOTHING, attributes: 'replace', residence: true, household: 'moves' },
    unknownPeople: 'add',
    // a missing resident may have moved, died or been forgotten: nobody is struck off by absence
    absence: 'review',
    period: 'open',
    category: null,
    isOfPeople: true,
  },
  insured: CARDS,
  // who joins or leaves this month: absence says nothing
  joiners: { ...CARDS, absence: 'nothing', category: 'GD' },
  // the yearly review closes by 15 December, the list holds to 31 December (TT 07/2021/TT-BLĐTBXH)
  poor: statusKind('poorHousehold', 'yearEnd', LABOUR, 'moves'),
  'near-poor': statusKind('nearPoorHousehold', 'yearEnd', LABOUR, 'moves'),
  'average-living': statusKind('averageLivingHousehold', 'yearEnd', LABOUR, 'moves'),
  pupils: statusKind('pupil', 'schoolYearEnd', SCHOOLS),
  students: statusKind('student', 'schoolYearEnd', SCHOOLS),
  employees: statusKind('employee', 'open', LABOUR),
  merit: statusKind('merit', 'open', LABOUR),
  'social-protection': statusKind('socialProtection', 'open', LABOUR),
  newborns: {
    roles: RESIDENTS,
    required: [...NAMED, ['birthDate', 'birthYear']],
    asserts: { ...NOTHING, residence: true, household: 'joins' },
    unknownPeople: 'add',
    absence: 'nothing',
    period: 'open',
    category: null,
    isOfPeople: true,
  },
  deaths: {
    roles: RESIDENTS,
    required: [...NAMED, ['diedOn']],
    asserts: { ...NOTHING, death: true },
    unknownPeople: 'review',
    absence: 'nothing',
    period: 'open',
    category: null,
    isOfPeople: true,
  },
  'employer-debts': {
    roles: MANAGERS,
    required: [['unitName', 'unitCode']],
    asserts: { ...NOTHING, attributes: 'none' },
    unknownPeople: 'review',
    absence: 'nothing',
    period: 'open',
    category: null,
    isOfPeople: false,
  },
};

/** Everyone who may bring some list. */
export const LIST_ROLES: readonly Role[] = [
  ...new Set(Object.values(KIND_RULES).flatMap((rule) => rule.roles)),
];

/** Who may look at lists of his places. */
export const LIST_READING_ROLES: readonly Role[] = [...LIST_ROLES, 'auditor'];
