/** Why somebody has no card: from the last spell and the facts, for worklists and letters. */
import type { IsoDate } from '../kernel/dates.ts';
import type { LawBook } from './book.ts';
import { hasTurned, judge } from './condition.ts';
import type { PersonFacts } from './facts.ts';
import { groupOf } from './groups.ts';
import { type LawLine, lawDay } from './law-day.ts';

export const UNCOVERED_REASONS = [
  'newborn',
  'never',
  'termEnded',
  'listNotRenewed',
  'listEnded',
  'areaListEnded',
  'supportEnded',
  'turnedSix',
  'leftSchool',
  'leftEmployment',
  'benefitEnded',
  'leftGroup',
] as const;
export type UncoveredReason = (typeof UNCOVERED_REASONS)[number];

export interface LastSpell {
  category: string;
  /** first day without the card */
  endedOn: IsoDate;
}

export interface Uncovered {
  reason: UncoveredReason;
  since: IsoDate | null;
  category: string | null;
}

/** Households that were on a yearly list, by category. */
const LISTS: readonly string[] = ['HN', 'CN', 'GB', 'multidimensionalPoor', 'minorityNearPoor'];
const AREA_LISTS: readonly string[] = ['DT', 'DK', 'XD', 'AK'];
const LIMITED: readonly string[] = ['DS', 'traffickingVictim'];
const SCHOOL: readonly string[] = ['HS', 'SV', 'LS'];

/** The reason on a day, for a person without a card on it. Pure; total. */
export function reasonUncovered(
  book: LawBook,
  facts: PersonFacts,
  lastSpell: LastSpell | null,
  on: IsoDate,
): Uncovered {
  if (!lastSpell) {
    const { birthDate } = facts;
    const isNew = birthDate !== null && birthDate <= on && !hasTurned(birthDate, 1, on);
    return { reason: isNew ? 'newborn' : 'never', since: birthDate, category: null };
  }
  const { category, endedOn } = lastSpell;
  const day = lawDay(book, on);
  const line = day.byCategory.get(category);
  const stillIn =
    line?.entitlement !== undefined && judge(line.entitlement.when, facts, on, day.underSix).holds;
  const reason = stillIn ? stayed(line) : left(book, category, endedOn);
  return { reason, since: endedOn, category };
}

/** Still in the group: who pays himself did not renew, whom a list covers was not listed again. */
function stayed(line: LawLine): UncoveredReason {
  const payment = line.payment;
  const paysHimself =
    payment?.supported === true || payment?.shares?.participant?.denominator === 1;
  return paysHimself ? 'termEnded' : 'listNotRenewed';
}

function left(book: LawBook, category: string, endedOn: IsoDate): UncoveredReason {
  if (category === 'TE') return 'turnedSix';
  if (LISTS.includes(category)) return 'listEnded';
  if (AREA_LISTS.includes(category)) return 'areaListEnded';
  if (LIMITED.includes(category)) return 'supportEnded';
  if (SCHOOL.includes(category)) return 'leftSchool';
  const { group } = groupOf(book, category, endedOn);
  if (group === 1) return 'leftEmployment';
  return group === 2 ? 'benefitEnded' : 'leftGroup';
}
