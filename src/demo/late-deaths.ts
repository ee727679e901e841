/**
 * Deaths near the reference day that the register hears of weeks later, so that "as known then" and
 * "as known now" differ in the demo. They are told as alive by the rows and reported afterwards; as
 * known now the figures are exact again.
 */
import { type Day, NEVER, knownIso } from './days.ts';
import { headsOf } from './heads.ts';
import { EXIT, type Person } from './people.ts';
import type { Scope } from './rules.ts';

export interface LateDeath {
  person: Person;
  /** the day of death, 'YYYY-MM-DD' */
  on: string;
}

const PEOPLE_MAX = 24;
const WITHIN_DAYS = 60;

/** Takes back the deaths; nobody among them was ever the head of a household. */
export function holdBackDeaths(scope: Scope, people: readonly Person[]): LateDeath[] {
  const { reference, since } = scope.plan;
  const late: LateDeath[] = [];
  for (const person of people) {
    if (late.length >= PEOPLE_MAX) break;
    if (!diedBetween(person, reference - WITHIN_DAYS, reference)) continue;
    const heads = headsOf(person.household, since);
    if (heads.some((spell) => spell.head === person)) continue;
    late.push({ person, on: knownIso(person.until - 1) });
    person.until = NEVER;
    person.exit = EXIT.none;
    const { cards } = person;
    for (let at = 0; at < cards.length; at += 4) {
      const wasCut = (cards[at + 3] ?? 0) > reference - WITHIN_DAYS;
      if (wasCut) cards[at + 3] = cards[at + 2] ?? 0;
    }
  }
  return late;
}

function diedBetween(person: Person, from: Day, to: Day): boolean {
  return person.exit === EXIT.died && person.until > from && person.until <= to;
}
