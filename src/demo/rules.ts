/** Small decisions shared by the reference day, the past and the years after. */
import type { Random } from '../kernel/random.ts';
import { C } from './categories.ts';
import { type Day, addYears, dayOf, monthOf, startOfMonthAfter, yearOf } from './days.ts';
import type { Commune, Household, Person, Village } from './people.ts';
import type { DemoPlan } from './plan.ts';

/** What one run of the generator works on: some communes with all their people. */
export interface Scope {
  plan: DemoPlan;
  random: Random;
  communes: readonly Commune[];
  households: Household[];
}

/**
 * First day without the card of a child under six: born up to 30 September, 1 October of the year
 * of
 * 72 months; later, the first of the month after (NĐ 146/2018 Art 13, NĐ 188/2025 Art 13).
 */
export function childCardEnd(birth: Day): Day {
  return (childCardEnds[birth + BEFORE_1970] ??= findChildCardEnd(birth));
}

const childCardEnds: Day[] = [];

/** Births from 1900 on give indexes from 0 on. */
const BEFORE_1970 = 25_567;

function findChildCardEnd(birth: Day): Day {
  const six = addYears(birth, 6);
  return monthOf(birth) <= 9 ? dayOf(yearOf(six), 10, 1) : startOfMonthAfter(six, 1);
}

/** First day after school: 1 October of the year of 18 (end of the card of grade 12). */
export function schoolEnd(birth: Day): Day {
  const year = yearOf(birth);
  return (schoolEnds[year] ??= dayOf(year + 18, 10, 1));
}

const schoolEnds: Day[] = [];

export function isMinority(plan: DemoPlan, people: number): boolean {
  return people !== plan.kinh;
}

/** The card the lists of difficult areas give in a village: DT, DK or none. */
export function placeCategory(
  plan: DemoPlan,
  village: Village,
  people: number,
  lists: 'before' | 'after',
): number {
  const area = lists === 'before' ? village.commune.areaBefore : village.commune.areaAfter;
  const hard = lists === 'before' ? village.hardBefore : village.hardAfter;
  if (isMinority(plan, people)) return hard || area !== 'I' ? C.difficultArea : C.none;
  return hard || area === 'III' ? C.hardestArea : C.none;
}

/** Lost the free card when the lists changed, or never had one. */
export function isOutOfLists(plan: DemoPlan, person: Person): boolean {
  const village = person.household.village;
  return (
    plan.areaChange !== null &&
    placeCategory(plan, village, person.people, 'before') !== C.none &&
    placeCategory(plan, village, person.people, 'after') === C.none
  );
}

/** Days on which nothing else may happen: the change of the area lists must show by itself. */
export function besides(plan: DemoPlan, day: Day): Day {
  return day === plan.areaChange ? day + 1 : day;
}
