/**
 * Cards up to the reference day: what each person holds on it, since when, and what came before.
 * Nothing but the change of the lists of difficult areas happens on the day of that change.
 */
import type { Random } from '../kernel/random.ts';
import { C, OTHER_PROVINCE, OWN, POLICE, ARMY, termOf } from './categories.ts';
import { type Day, NEVER, addYears, ageAt, dayOf, newYear, yearOf } from './days.ts';
import {
  EXIT,
  type Household,
  LIST,
  type Person,
  addCard,
  endCurrent,
  isInRegister,
  issueCard,
} from './people.ts';
import type { DemoPlan } from './plan.ts';
import {
  type Scope,
  placeCategory,
  besides,
  childCardEnd,
  isOutOfLists,
  schoolEnd,
} from './rules.ts';

interface Past {
  plan: DemoPlan;
  random: Random;
  /** years the register knows before the reference year */
  firstYear: number;
  lastYear: number;
}

export function writePast(scope: Scope): void {
  const { plan, random } = scope;
  const past: Past = {
    plan,
    random,
    firstYear: yearOf(plan.since),
    lastYear: yearOf(plan.reference),
  };
  for (const household of scope.households) {
    fillLists(past, household);
    for (const person of household.members) {
      person.since = besides(plan, person.since);
      person.until = besides(plan, person.until);
      if (isInRegister(person, plan.reference)) writePerson(past, person);
      else writeGone(past, person);
    }
  }
}

/** A household on a list in the reference year mostly was on it, or on a worse one, before. */
function fillLists(past: Past, household: Household): void {
  const last = past.lastYear - past.firstYear;
  for (let year = 0; year <= last; year += 1) household.lists[year] ??= LIST.none;
  const list = household.lists[last] ?? LIST.none;
  if (list === LIST.none) return;
  for (let year = last - 1; year >= 0; year -= 1) {
    if (!past.random.chance(0.84)) break;
    const poorer = list === LIST.nearPoor && past.random.chance(0.25);
    household.lists[year] = poorer ? LIST.poor : list;
  }
}

function writePerson(past: Past, person: Person): void {
  const category = person.category;
  person.category = 0;
  if (person.lost) writeLost(past, person, category);
  else if (category === 0) writeUninsured(past, person);
  else if (category === C.child)
    issueCard(person, category, person.birth, childCardEnd(person.birth));
  else if (category === C.difficultArea || category === C.hardestArea) {
    issueArea(past, person, category, person.since, NEVER);
  } else if (category === C.household) writeBuyer(past, person, past.plan.since - 364);
  else if (category === C.unemployed) writeUnemployed(past, person);
  else if (termOf(category) === 'year') writeListed(past, person, category);
  else writeOpen(past, person, category);
  if (person.outside) writeOutside(past, person);
  overlap(past, person);
}

// ── one way each ────────────────────────────────────────────────────────────────────────────────

/**
 * Free card until the lists changed; then whatever the person holds now, some weeks or months
 * later.
 */
function writeLost(past: Past, person: Person, category: number): void {
  const { plan, random } = past;
  const change = plan.areaChange ?? plan.reference;
  const before = placeCategory(plan, person.household.village, person.people, 'before');
  writeChildhood(person);
  issueArea(past, person, before, Math.max(person.since, childCardEnd(person.birth)), change);
  endCurrent(person, change);
  if (category === 0) return;
  const wait =
    category === C.pupil || category === C.student
      ? 20 + random.int(90)
      : category === C.nearPoor
        ? 4 + random.int(30)
        : 8 + random.int(150);
  const from = change + wait;
  const end = category === C.household ? addYears(from, 1) : yearEnd(past, person, category, from);
  issueCard(person, category, from, end);
}

/** Employment, pension, merit and the like: from a day in the past until further notice. */
function writeOpen(past: Past, person: Person, category: number): void {
  const from = Math.max(startOfOpen(past, person, category), person.since);
  writeBefore(past, person, from, category);
  issueCard(person, category, from, NEVER, issuerOf(category));
}

function issuerOf(category: number): number {
  return category === C.officer ? ARMY : category === C.policeOfficer ? POLICE : OWN;
}

function startOfOpen(past: Past, person: Person, category: number): Day {
  const { plan, random } = past;
  let from: Day;
  if (category === C.pensioner) {
    from = addYears(person.birth, person.male ? 60 : 55) + random.int(120);
  } else if (category === C.socialProtection && ageAt(person.birth, plan.reference) >= 80) {
    from = addYears(person.birth, 80) + 20 + random.int(60);
  } else if (category === C.socialPension) {
    from = Math.max(addYears(person.birth, 75) + 15 + random.int(60), dayOf(2025, 7, 1));
  } else if (category === C.survivor) from = addYears(person.birth, 80) + random.int(30);
  else if (isWork(category)) {
    const adult = addYears(person.birth, 19) + random.int(2_000);
    const tenure = Math.floor(
      -Math.log(1 - random.next()) * (category === C.enterprise ? 1300 : 3000),
    );
    from = Math.max(adult, plan.reference - 20 - tenure);
  } else from = plan.since - random.int(2_200);
  if (from > plan.reference - 10) from = plan.reference - 10 - random.int(200);
  from = Math.max(from, person.birth);
  // hired or retired after the lists changed, the person would have lost a free card that is not
  // counted
  const change = plan.areaChange;
  if (change !== null && from >= change && isOutOfLists(plan, person)) {
    from = change - 20 - random.int(150);
  }
  return besides(plan, from);
}

function isWork(category: number): boolean {
  return (
    category === C.publicServant ||
    category === C.enterprise ||
    category === C.otherBody ||
    category === C.cooperative ||
    category === C.communeOfficer
  );
}

/** Pupils, students and households on a list: cards of calendar years. */
function writeListed(past: Past, person: Person, category: number): void {
  const { plan, lastYear, firstYear } = past;
  let year = lastYear;
  const held = (y: number): boolean => {
    if (category === C.pupil) return childCardEnd(person.birth) < newYear(y + 1);
    if (category === C.student) return schoolEnd(person.birth) < newYear(y + 1);
    const list = person.household.lists[y - firstYear] ?? LIST.none;
    return list === listOf(category) && childCardEnd(person.birth) <= newYear(y);
  };
  while (year > firstYear && held(year - 1)) year -= 1;
  let from = Math.max(newYear(year), person.since);
  if (category === C.pupil) from = Math.max(from, childCardEnd(person.birth));
  if (category === C.student) from = Math.max(from, schoolEnd(person.birth));
  else from = Math.max(from, Math.min(childCardEnd(person.birth), plan.reference));
  writeBefore(past, person, from, category);
  while (from <= plan.reference) {
    const end = yearEnd(past, person, category, from);
    issueCard(person, category, from, end);
    from = renewal(past, end);
  }
}

function listOf(category: number): number {
  return category === C.poor
    ? LIST.poor
    : category === C.nearPoor
      ? LIST.nearPoor
      : LIST.averageLiving;
}

/** One in nine renews late; never so late that the reference day shows it. */
function renewal(past: Past, end: Day): Day {
  if (end > past.plan.reference || !past.random.chance(0.11)) return end;
  return besides(past.plan, Math.min(end + 1 + past.random.int(25), past.plan.reference));
}

/** End of the card of a calendar year; a pupil's last one ends with school. */
function yearEnd(past: Past, person: Person, category: number, from: Day): Day {
  const end = newYear(yearOf(from) + 1);
  const school = schoolEnd(person.birth);
  const isLast = category === C.pupil && school > from && school < end;
  return besides(past.plan, isLast ? school : end);
}

/** Household cards of mostly twelve months, back to the day the household began to buy. */
function writeBuyer(past: Past, person: Person, earliest: Day): void {
  const { plan, random } = past;
  const last = plan.reference - random.int(364);
  const years = Math.floor(-Math.log(1 - random.next()) * 7);
  let from = Math.max(addYears(last, -years), earliest);
  const came = person.since > plan.since ? person.since : earliest;
  const floor = Math.max(came, childCardEnd(person.birth));
  while (from < floor && from < last) from = addYears(from, 1);
  if (from > last) from = last;
  from = Math.min(Math.max(from, floor), plan.reference - 1);
  writeBefore(past, person, from, C.household);
  while (from <= plan.reference) {
    from = besides(plan, from);
    const end = addYears(from, 1);
    issueCard(person, C.household, from, end);
    const gap = end <= plan.reference && random.chance(0.12) ? 3 + random.int(40) : 0;
    from = end <= plan.reference ? Math.min(end + gap, plan.reference) : end;
  }
}

function writeUnemployed(past: Past, person: Person): void {
  const { plan, random } = past;
  const from = besides(plan, Math.max(plan.reference - random.int(180), person.since));
  const hired = Math.max(from - 400 - random.int(1_200), addYears(person.birth, 18), person.since);
  if (hired < from) {
    writeBefore(past, person, hired, C.enterprise);
    issueCard(person, C.enterprise, besides(plan, hired), NEVER);
    endCurrent(person, from);
  }
  issueCard(person, C.unemployed, from, plan.reference + 20 + random.int(150));
}

/** Without a card on the reference day: some had one that ran out. */
function writeUninsured(past: Past, person: Person): void {
  const { plan, random } = past;
  const year = past.lastYear;
  if (childCardEnd(person.birth) > plan.reference) return;
  writeChildhood(person);
  const school = schoolEnd(person.birth);
  if (!isOutOfLists(plan, person) && school <= plan.reference && school > newYear(year - 2)) {
    const from = Math.max(newYear(yearOf(school)), person.since);
    issueCard(person, C.pupil, from, school);
  } else if (ageAt(person.birth, plan.reference) >= 20 && random.chance(0.45)) {
    const end = plan.reference - random.int(700);
    const from = Math.max(addYears(end, -1), person.since);
    if (from < end) issueCard(person, C.household, besides(plan, from), besides(plan, end));
  }
  person.category = 0;
  person.current = -1;
}

/** A card another province issued: an employer or a school there. */
function writeOutside(past: Past, person: Person): void {
  const { plan, random } = past;
  const adult = addYears(person.birth, 18) + 60;
  const from = Math.max(adult, plan.reference - 30 - random.int(1_500), person.since - 400);
  const isStudent = ageAt(person.birth, plan.reference) < 22 && random.chance(0.5);
  if (!isStudent) {
    addCard(
      person,
      C.enterprise,
      OTHER_PROVINCE,
      besides(plan, Math.min(from, plan.reference - 5)),
      NEVER,
    );
    return;
  }
  const end = newYear(past.lastYear + 1);
  addCard(person, C.student, OTHER_PROVINCE, besides(plan, Math.max(end - 365, from)), end);
}

/** Died or left before the reference day. */
function writeGone(past: Past, person: Person): void {
  const { plan, random } = past;
  const age = ageAt(person.birth, person.until);
  writeBefore(past, person, person.until, C.none);
  const last = person.cards.length - 4;
  if (last >= 0 && (person.cards[last + 3] ?? 0) >= person.until) return;
  const out = isOutOfLists(plan, person);
  const from = Math.max(person.since, childCardEnd(person.birth));
  const area = placeCategory(plan, person.household.village, person.people, 'after');
  if (age >= 80) issueCard(person, C.socialProtection, besides(plan, from), NEVER);
  else if (area !== C.none) issueArea(past, person, area, from, NEVER);
  else if (age >= 60 && random.chance(0.5)) issueCard(person, C.pensioner, from, NEVER);
  else if (!out && age >= 18 && random.chance(0.6)) {
    issueCard(person, C.household, Math.max(from, person.until - 300), person.until + 60);
  }
  if (person.exit === EXIT.died && random.chance(0.06)) return;
  endCurrent(person, person.until);
}

// ── what came before ────────────────────────────────────────────────────────────────────────────

function writeChildhood(person: Person): void {
  const end = childCardEnd(person.birth);
  if (end > person.since) issueCard(person, C.child, person.birth, end);
}

/** Cards between the first day in the register and `start`, when the card of today began. */
function writeBefore(past: Past, person: Person, start: Day, next: number): void {
  const { plan, random } = past;
  const until = besides(plan, start);
  const childEnd = childCardEnd(person.birth);
  if (childEnd > person.since && next !== C.child) {
    issueCard(person, C.child, person.birth, childEnd);
    if (childEnd > until) endCurrent(person, until);
  }
  const from = Math.max(person.since, childEnd);
  if (from >= until) return;
  const { village } = person.household;
  const before = placeCategory(plan, village, person.people, 'before');
  const change = plan.areaChange;
  const endsInTime = change === null || until < change || !isOutOfLists(plan, person);
  if (before !== C.none && endsInTime) {
    issueArea(past, person, before, from, until);
    endCurrent(person, until);
    return;
  }
  const school = schoolEnd(person.birth);
  if (from < school && before === C.none) {
    writeSchool(past, person, from, Math.min(until, school));
    return;
  }
  if (next === C.pensioner) {
    issueCard(person, random.chance(0.6) ? C.publicServant : C.enterprise, from, NEVER);
    endCurrent(person, until);
  } else if (random.chance(0.8)) buyBefore(past, person, from, until, next);
}

function writeSchool(past: Past, person: Person, start: Day, until: Day): void {
  let from = start;
  while (from < until) {
    const end = yearEnd(past, person, C.pupil, from);
    issueCard(person, C.pupil, from, end);
    if (end > until) endCurrent(person, until);
    from = renewal(past, end);
    if (end === schoolEnd(person.birth)) return;
  }
}

function buyBefore(past: Past, person: Person, start: Day, until: Day, next: number): void {
  const mayOverlap = next !== C.household;
  let from = besides(past.plan, start + (past.random.chance(0.7) ? 0 : past.random.int(200)));
  while (from < until) {
    const end = addYears(from, 1);
    // the last one may run on beside the new card: both are valid, the law's order decides
    if (end > until && !(mayOverlap && past.random.chance(0.35))) return;
    issueCard(person, C.household, from, end);
    from = besides(past.plan, end + (past.random.chance(0.2) ? past.random.int(50) : 0));
  }
}

/** Free cards of the difficult areas run with the lists: to the end of 2020, 2025, 2030. */
function issueArea(past: Past, person: Person, category: number, start: Day, until: Day): void {
  const { plan } = past;
  let from = besides(plan, start);
  for (const end of [newYear(2021), newYear(2026), newYear(2031)]) {
    if (from >= end || from >= until || from > plan.reference) continue;
    issueCard(person, category, from, end);
    from = end;
  }
}

/**
 * Double cards that leave no doubt which counts: a card of group 5 or 4 beside one of an earlier
 * group.
 */
function overlap(past: Past, person: Person): void {
  const { plan, random } = past;
  if (person.category === C.none || person.category === C.household) return;
  if (random.chance(0.006) && person.category === C.poor) {
    const year = past.lastYear;
    const isPupil =
      plan.reference < schoolEnd(person.birth) && childCardEnd(person.birth) < newYear(year);
    if (isPupil) addCard(person, C.pupil, OWN, newYear(year), newYear(year + 1));
  } else if (isWork(person.category) && random.chance(0.03)) {
    const from = besides(plan, plan.reference - 30 - random.int(300));
    if (from >= person.since) addCard(person, C.household, OWN, from, addYears(from, 1));
  } else if (person.category === C.pensioner && person.male && random.chance(0.04)) {
    addCard(person, C.veteran, OWN, Math.max(dayOf(2019, 3, 1), person.since), NEVER);
  }
}
