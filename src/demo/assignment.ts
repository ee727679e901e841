/**
 * Who holds which card on the reference day. Everybody gets at most one card of the own province
 * that
 * counts, so no order of law can change the figures; overlaps are added later where the law's order
 * between groups leaves no doubt. Where the plan gives figures they are met to the person.
 */
import { C, type CategoryName } from './categories.ts';
import { ageAt, yearOf } from './days.ts';
import { type Household, LIST, type Person, isInRegister } from './people.ts';
import type { ReferenceCounts } from './plan.ts';
import { profileCounts } from './profile.ts';
import { type Scope, placeCategory, childCardEnd, isOutOfLists, schoolEnd } from './rules.ts';
import { chooseGroups, chooseWeighted, splitByWeight } from './selection.ts';

interface Assignment {
  scope: Scope;
  residents: Person[];
  /** residents without a card so far */
  free: Person[];
  counts: ReferenceCounts;
  exact: boolean;
}

export function assignReference(scope: Scope): void {
  const { plan } = scope;
  const residents = scope.households.flatMap((household) =>
    household.members.filter((person) => isInRegister(person, plan.reference)),
  );
  const exact = plan.counts !== null;
  const counts = plan.counts ?? profileCounts(scope, residents);
  const assignment: Assignment = { scope, residents, free: residents, counts, exact };
  const children = assignChildren(assignment);
  assignWorkers(assignment);
  assignPensioners(assignment);
  assignMerit(assignment, counts.meritTotal - children);
  assignHouseholds(assignment, 'poor', LIST.poor);
  assignArea(assignment);
  markLost(assignment);
  assignHouseholds(assignment, 'nearPoor', LIST.nearPoor);
  assignPupils(assignment);
  assignHouseholds(assignment, 'averageLiving', LIST.averageLiving);
  assignBuyers(assignment);
  markOutside(assignment);
}

/**
 * Exactly so many of those still without a card become `category`; without exact figures, at most.
 */
function assign(
  assignment: Assignment,
  name: CategoryName,
  weightOf: (person: Person) => number,
): void {
  const wanted = assignment.counts.categories[name] ?? 0;
  const chosen = choose(assignment, wanted, weightOf);
  for (const person of chosen) person.category = C[name];
  forgetChosen(assignment, chosen.length);
}

function choose(
  { scope, free, exact }: Assignment,
  wanted: number,
  weightOf: (person: Person) => number,
): Person[] {
  const weightFree = (person: Person): number => (person.category === 0 ? weightOf(person) : 0);
  return chooseWeighted(free, wanted, scope.random, weightFree, !exact);
}

/** Keeps the list of those without a card short; a few who have one now do no harm. */
function forgetChosen(assignment: Assignment, count: number): void {
  if (count < assignment.free.length * 0.06) return;
  assignment.free = assignment.free.filter((person) => person.category === 0);
}

function assignChildren(assignment: Assignment): number {
  const { scope, residents } = assignment;
  const { reference } = scope.plan;
  let children = 0;
  const older: Person[] = [];
  for (const person of residents) {
    if (childCardEnd(person.birth) <= reference) older.push(person);
    else if (scope.random.chance(0.987)) {
      person.category = C.child;
      children += 1;
    }
  }
  // the few children without their card have no other either
  assignment.free = older;
  return children;
}

function assignWorkers(assignment: Assignment): void {
  const { plan } = assignment.scope;
  const age = (person: Person): number => ageAt(person.birth, plan.reference);
  const between = (person: Person, from: number, to: number): number =>
    age(person) >= from && age(person) < to ? 1 : 0;
  const town = (person: Person): number => (person.household.village.commune.urban ? 3 : 1);
  const kinh = (person: Person): number => (person.people === plan.kinh ? 1.4 : 1);
  assign(assignment, 'publicServant', (p) => between(p, 23, 59) * town(p) * kinh(p));
  assign(assignment, 'enterprise', (p) => between(p, 19, 50) * town(p) * (age(p) < 36 ? 2.5 : 1));
  assign(assignment, 'otherBody', (p) => between(p, 22, 58) * town(p));
  assign(assignment, 'cooperative', (p) => between(p, 25, 58));
  assign(assignment, 'communeOfficer', (p) => between(p, 24, 60) * (p.male ? 2 : 1));
  assign(assignment, 'officer', (p) => between(p, 22, 50) * (p.male ? 8 : 1) * town(p));
  assign(assignment, 'policeOfficer', (p) => between(p, 22, 55) * (p.male ? 6 : 1) * town(p));
}

function assignPensioners(assignment: Assignment): void {
  const { reference } = assignment.scope.plan;
  const age = (person: Person): number => ageAt(person.birth, reference);
  const retired = (p: Person): number => (age(p) >= (p.male ? 60 : 55) && age(p) < 92 ? 1 : 0);
  const town = (person: Person): number => (person.household.village.commune.urban ? 3 : 1);
  assign(assignment, 'pensioner', (p) => retired(p) * town(p));
  assign(assignment, 'formerCadre', (p) => (age(p) >= 60 && age(p) < 88 && p.male ? 1 : 0));
  assign(assignment, 'workAccident', (p) => (age(p) >= 35 && age(p) < 70 ? 1 : 0));
  assign(assignment, 'longIllness', (p) => (age(p) >= 35 && age(p) < 58 ? 1 : 0));
  assign(assignment, 'unemployed', (p) => (age(p) >= 21 && age(p) < 52 ? 1 : 0));
}

function assignMerit(assignment: Assignment, total: number): void {
  const { scope, counts } = assignment;
  const names = Object.keys(counts.meritShares) as CategoryName[];
  const shares = names.map((name) => counts.meritShares[name] ?? 0);
  const split = splitByWeight(Math.max(0, total), shares);
  const { reference } = scope.plan;
  const weights: Partial<Record<CategoryName, (age: number, male: boolean) => number>> = {
    topMerit: (age) => (age >= 68 ? 1 : 0),
    survivor: (age) => (age >= 80 ? 1 : 0),
    socialPension: (age) => (age >= 75 ? 1 : 0),
    socialProtection: (age) =>
      age >= 80 ? 40 : age >= 60 ? 1.6 : age >= 18 ? 0.6 : age >= 6 ? 0.2 : 0,
    veteran: (age, male) => (age >= 48 && age < 80 ? (male ? 12 : 0.4) : 0),
    resistance: (age, male) => (age >= 55 && age < 90 ? (male ? 3 : 1) : 0),
    merit: (age, male) => (age >= 66 ? (male ? 3 : 1) : age >= 52 && male ? 0.5 : 0),
    martyrRelative: (age) => (age >= 62 ? 1 : 0),
    meritRelative: (age) => (age >= 45 ? 1 : age >= 6 && age < 18 ? 0.1 : 0),
    meritCarer: (age) => (age >= 30 && age < 66 ? 1 : 0),
    retiredCadre: (age, male) => (age >= 60 && age < 88 ? (male ? 3 : 1) : 0),
    formerDisability: (age) => (age >= 62 && age < 88 ? 1 : 0),
    deputy: (age) => (age >= 27 && age < 62 ? 1 : 0),
  };
  for (const [name, weightOf] of Object.entries(weights)) {
    const wanted = split[names.indexOf(name as CategoryName)] ?? 0;
    const chosen = choose(assignment, wanted, (p) => weightOf(ageAt(p.birth, reference), p.male));
    for (const person of chosen) person.category = C[name as CategoryName];
    forgetChosen(assignment, chosen.length);
  }
}

/** Whole households stand on a list; members with a card of an earlier group keep it. */
function assignHouseholds(
  assignment: Assignment,
  name: 'poor' | 'nearPoor' | 'averageLiving',
  list: number,
): void {
  const { scope, exact } = assignment;
  const { plan } = scope;
  const wanted = assignment.counts.categories[name] ?? 0;
  const free = (household: Household): Person[] =>
    household.members.filter(
      (person) =>
        person.category === 0 &&
        isInRegister(person, plan.reference) &&
        childCardEnd(person.birth) <= plan.reference,
    );
  const { groups, members } = chooseGroups(
    scope.households,
    wanted,
    scope.random,
    listable,
    free,
    !exact,
  );
  for (const person of members) person.category = C[name];
  forgetChosen(assignment, members.length);
  const year = yearOf(plan.reference) - yearOf(plan.since);
  for (const household of groups) household.lists[year] = list;

  function listable(household: Household): number {
    const year = yearOf(plan.reference) - yearOf(plan.since);
    if ((household.lists[year] ?? 0) !== LIST.none || household.since > plan.since) return 0;
    const hasSalary = household.members.some(
      (person) => person.category === C.publicServant || person.category === C.pensioner,
    );
    if (hasSalary) return 0;
    const village = household.village;
    const inLists = placeCategory(plan, village, household.people, 'after') !== C.none;
    // poor: rather minorities in difficult areas; the other lists mean little where all have a
    // free card
    if (list === LIST.poor) return (household.people === plan.kinh ? 1 : 2) * (inLists ? 1.6 : 1);
    return inLists ? 0 : list === LIST.nearPoor && household.people !== plan.kinh ? 1.6 : 1;
  }
}

function assignArea(assignment: Assignment): void {
  const { scope, counts } = assignment;
  const { plan } = scope;
  const area = (person: Person): number =>
    placeCategory(plan, person.household.village, person.people, 'after');
  const chosen = choose(assignment, counts.categories.difficultArea ?? 0, (person) =>
    area(person) === C.none ? 0 : 1,
  );
  for (const person of chosen) person.category = area(person);
  forgetChosen(assignment, chosen.length);
}

/** Those who were on the lists until the change: alive and here, no longer a child under six. */
function markLost(assignment: Assignment): void {
  const { plan } = assignment.scope;
  const { areaChange } = plan;
  if (areaChange === null) return;
  const chosen = choose(assignment, assignment.counts.lost, (person) =>
    isOutOfLists(plan, person) &&
    person.since < areaChange - 1 &&
    childCardEnd(person.birth) < areaChange
      ? 1
      : 0,
  );
  for (const person of chosen) person.lost = true;
}

function assignPupils(assignment: Assignment): void {
  const { reference } = assignment.scope.plan;
  const isPupil = (p: Person): boolean =>
    childCardEnd(p.birth) <= reference && reference < schoolEnd(p.birth);
  assign(assignment, 'pupil', (p) => (isPupil(p) ? (p.lost ? 0.7 : 1) : 0));
  assign(assignment, 'student', (p) => {
    const age = ageAt(p.birth, reference);
    return reference >= schoolEnd(p.birth) && age < 23 ? (p.lost ? 0.6 : 1) : 0;
  });
}

/** Household cards: people of the villages that lost their lists rarely buy one so soon. */
function assignBuyers(assignment: Assignment): void {
  const { plan } = assignment.scope;
  assign(assignment, 'household', (person) => {
    const age = ageAt(person.birth, plan.reference);
    const byAge = age < 18 ? 0.5 : age < 35 ? 0.8 : age < 60 ? 1.2 : 2;
    return byAge * (0.3 + person.household.thrift) * (person.lost ? 0.035 : 1);
  });
}

/** Workers and students whose only card is of another province, and some with both. */
function markOutside(assignment: Assignment): void {
  const { reference } = assignment.scope.plan;
  const working = (p: Person): number => {
    const age = ageAt(p.birth, reference);
    return age >= 18 && age < 46 ? (age < 32 ? 2 : 1) : 0;
  };
  for (const person of choose(assignment, assignment.counts.outside, working))
    person.outside = true;
  const holders = assignment.residents.filter(
    (p) =>
      working(p) > 0 &&
      (p.category === C.difficultArea || p.category === C.household || p.category === C.poor),
  );
  const wanted = Math.min(assignment.counts.besides, holders.length);
  const both = chooseWeighted(holders, wanted, assignment.scope.random, () => 1);
  for (const person of both) person.outside = true;
}
