/** Household cards of a year: as many as its coverage asks for, those who held one first. */
import { C } from './categories.ts';
import { type Day, addYears, ageAt } from './days.ts';
import type { Year } from './future.ts';
import { type Person, currentEnd, holdsOwnCard, isInRegister, issueCard } from './people.ts';
import { chooseWeighted } from './selection.ts';

export function balanceBuyers(current: Year): void {
  const { scope, random } = current;
  const { plan } = scope;
  const last = current.end - 1;
  let residents = 0;
  let covered = 0;
  const holders: Person[] = [];
  const pool: Person[] = [];
  for (const household of scope.households) {
    for (const person of household.members) {
      if (!isInRegister(person, last)) continue;
      residents += 1;
      if (holdsOwnCard(person, last)) covered += 1;
      else if (person.category === C.household) holders.push(person);
      else pool.push(person);
    }
  }
  const aggregate = scope.communes.reduce(
    (sum, commune) => sum + (plan.aggregate.get(commune.code) ?? 0),
    0,
  );
  const target = Math.round((plan.rateBp(current.year) * residents) / 10_000) - aggregate;
  const candidates = holders.concat(pool);
  const count = Math.max(0, target - covered);
  const keen = new Set(
    chooseWeighted(candidates, count, random, (person) => readiness(person, last), true),
  );
  for (const person of holders) {
    if (keen.has(person)) renew(current, person, last);
    else lapse(person);
  }
  for (const person of pool) {
    if (keen.has(person)) buyFirst(current, person, last);
  }
}

function readiness(person: Person, day: Day): number {
  const age = ageAt(person.birth, day);
  const byAge = age < 6 ? 0 : age < 18 ? 0.7 : age < 35 ? 0.7 : age < 60 ? 1.1 : 2;
  const held = person.category === C.household ? 40 : 1;
  return byAge * held * (0.25 + person.household.thrift) * (person.outside ? 0.12 : 1);
}

function lapse(person: Person): void {
  person.category = 0;
  person.current = -1;
}

/**
 * From the end of the last card, some days late now and then, never past the last day of the year.
 */
function renew(current: Year, person: Person, last: Day): void {
  const { random } = current;
  const end = currentEnd(person);
  const late = random.chance(0.13) ? 2 + random.int(45) : 0;
  buy(current, person, Math.min(Math.max(end, current.start) + late, last), last);
}

/** After whatever card ran out in this year, else on some day of it. */
function buyFirst(current: Year, person: Person, last: Day): void {
  const { random } = current;
  let free = Math.max(current.start, person.since);
  for (let at = 0; at < person.cards.length; at += 4) {
    const end = person.cards[at + 3] ?? 0;
    if ((person.cards[at] ?? 0) % 8 === 0 && end <= last && end > free) free = end;
  }
  const part = random.next();
  buy(current, person, free + Math.floor(part * Math.sqrt(part) * (last - free + 1)), last);
}

/** Twelve months mostly, six or three sometimes; the last card runs beyond the year. */
function buy(current: Year, person: Person, first: Day, last: Day): void {
  const u = current.random.next();
  const days = u < 0.8 ? 0 : u < 0.93 ? 182 : 91;
  let from = first;
  while (from <= last) {
    const to = days === 0 ? addYears(from, 1) : from + days;
    issueCard(person, C.household, from, to);
    from = to;
  }
}
