/** The kinds of items as data: who decides, in how many days, what may be decided, what follows. */
import type { Role } from '../../kernel/actor.ts';
import type { Decision, ReviewKind } from './types.ts';

export interface KindRule {
  /** list: raised by an import · register: found by a detector over the register */
  source: 'list' | 'register';
  /** who may decide it, in its place */
  roles: readonly Role[];
  /** days until it is overdue, unless a unit set its own */
  dueDays: number;
  /** decided by two: one proposes, another approves (where the effect says so) */
  isSensitive: boolean;
  decisions: readonly Decision[];
  /** what accepting does: link the row at commit · merge two records · end a card · nothing by itself */
  effect: 'link' | 'merge' | 'endCard' | 'none';
  /** an accepted matter that is still so after these days is opened again; null = never */
  returnsAfterDays: number | null;
}

const MANAGERS: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];
const LIST_OFFICERS: readonly Role[] = [
  ...MANAGERS,
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
];

const ofRow = {
  source: 'list',
  roles: LIST_OFFICERS,
  isSensitive: false,
  effect: 'link',
  returnsAfterDays: null,
} as const;

const ofRegister = {
  source: 'register',
  roles: MANAGERS,
  isSensitive: false,
  decisions: ['accept', 'reject', 'later'],
  effect: 'none',
  returnsAfterDays: 30,
} as const;

export const KIND_RULES: Readonly<Record<ReviewKind, KindRule>> = {
  doubtfulMatch: { ...ofRow, dueDays: 7, decisions: ['accept', 'reject', 'new', 'later'] },
  residentUnknown: { ...ofRow, dueDays: 14, decisions: ['reject', 'new', 'later'] },
  vanished: { ...ofRow, dueDays: 14, decisions: ['accept', 'reject', 'later'], effect: 'none' },
  sourceConflict: {
    ...ofRow,
    dueDays: 14,
    decisions: ['accept', 'reject', 'later'],
    effect: 'none',
  },
  repeatedRow: { ...ofRow, dueDays: 7, decisions: ['accept', 'reject', 'later'], effect: 'none' },
  inOtherPlace: { ...ofRow, dueDays: 10, decisions: ['accept', 'reject', 'later'], effect: 'none' },
  duplicatePeople: {
    ...ofRegister,
    dueDays: 30,
    isSensitive: true,
    effect: 'merge',
    returnsAfterDays: null,
  },
  sharedNumber: { ...ofRegister, dueDays: 14 },
  twoCards: { ...ofRegister, dueDays: 10, effect: 'endCard' },
  insuredNotResident: { ...ofRegister, dueDays: 30 },
  ageAgainstGroup: {
    ...ofRegister,
    roles: [...MANAGERS, 'healthOfficer', 'labourOfficer', 'educationOfficer'],
    dueDays: 30,
  },
  nearPoorUninsured: {
    ...ofRegister,
    roles: [...MANAGERS, 'healthOfficer', 'labourOfficer'],
    dueDays: 15,
  },
  leftOutOfHousehold: {
    ...ofRegister,
    roles: [...MANAGERS, 'healthOfficer', 'labourOfficer'],
    dueDays: 15,
  },
};
/** Everyone who decides something. */
export const DECIDING_ROLES: readonly Role[] = [
  ...new Set(Object.values(KIND_RULES).flatMap((rule) => rule.roles)),
];

/** Who may look at the queues of his places. */
export const REVIEW_READING_ROLES: readonly Role[] = [...DECIDING_ROLES, 'auditor'];

/** Who may merge and unmerge persons who live in his places. */
export const MERGING_ROLES: readonly Role[] = MANAGERS;

/** Kinds a role decides. */
export function kindsDecidedBy(roles: readonly Role[]): ReviewKind[] {
  const kinds = Object.keys(KIND_RULES) as ReviewKind[];
  return kinds.filter((kind) => KIND_RULES[kind].roles.some((role) => roles.includes(role)));
}
