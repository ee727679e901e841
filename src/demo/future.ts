/**
 * The years after the reference day, one by one: births, weddings, deaths, moves; cards that follow
 * age, school, work, official lists and changes of the law. What the year leaves open, household
 * cards close: as many are bought as the year's coverage needs (`balance.ts`).
 */
import type { Random } from '../kernel/random.ts';
import { balanceBuyers } from './balance.ts';
import { C, OTHER_PROVINCE, OWN } from './categories.ts';
import { type Day, NEVER, addYears, ageAt, dayOf, newYear, yearOf } from './days.ts';
import { liveYear } from './lives.ts';
import {
  type Household,
  LIST,
  type Person,
  type Serials,
  addCard,
  currentEnd,
  endCurrent,
  isInRegister,
  issueCard,
} from './people.ts';
import {
  type Scope,
  placeCategory,
  childCardEnd,
  isMinority,
  isOutOfLists,
  schoolEnd,
} from './rules.ts';

export interface Year {
  scope: Scope;
  random: Random;
  serials: Serials;
  surname(people: number): string;
  year: number;
  /** 1 January, and 1 January of the next year */
  start: Day;
  end: Day;
  /** households of the scope by village, to marry and to move into */
  newHouseholds: Household[];
}

export interface FutureWorld {
  scope: Scope;
  serials: Serials;
  surname(people: number): string;
  lastYear: number;
}

export function writeFuture(world: FutureWorld): void {
  const { scope } = world;
  for (let year = yearOf(scope.plan.reference) + 1; year <= world.lastYear; year += 1) {
    const current: Year = {
      scope,
      random: scope.random.fork(`year ${year}`),
      serials: world.serials,
      surname: world.surname,
      year,
      start: newYear(year),
      end: newYear(year + 1),
      newHouseholds: [],
    };
    for (const household of scope.households) {
      updateList(current, household);
      // weddings add to the list while it is walked: newcomers have their own first card
      const count = household.members.length;
      for (let i = 0; i < count; i += 1) {
        const person = household.members[i];
        if (person && isInRegister(person, current.start - 1)) writeYear(current, person);
      }
      liveYear(current, household);
    }
    scope.households.push(...current.newHouseholds);
    balanceBuyers(current);
  }
}

// ── official lists ──────────────────────────────────────────────────────────────────────────────

/**
 * Poor and near-poor households of each year; 2022 brought a wider norm (NĐ 07/2021). Assumed
 * rates.
 */
function updateList(current: Year, household: Household): void {
  const { scope, random, year } = current;
  const index = year - yearOf(scope.plan.since);
  const before = household.lists[index - 1] ?? LIST.none;
  household.lists[index] = nextList(current, household, before, random.next());
}

function nextList(current: Year, household: Household, before: number, u: number): number {
  const { plan } = current.scope;
  const widened = current.year === 2022 && plan.areaChange !== null;
  if (before === LIST.poor) return u < 0.74 ? LIST.poor : u < 0.94 ? LIST.nearPoor : LIST.none;
  if (before === LIST.nearPoor) {
    if (widened) return u < 0.3 ? LIST.poor : u < 0.95 ? LIST.nearPoor : LIST.none;
    return u < 0.7
      ? LIST.nearPoor
      : u < 0.73
        ? LIST.poor
        : u < 0.88
          ? LIST.averageLiving
          : LIST.none;
  }
  if (before === LIST.averageLiving) return u < 0.8 ? LIST.averageLiving : LIST.none;
  const hasSalary = household.members.some(
    (person) => person.category === C.publicServant || person.category === C.pensioner,
  );
  if (hasSalary) return LIST.none;
  const scale = household.people === plan.kinh ? 0.6 : 1.5;
  const poor = (widened ? 0.075 : 0.004) * scale;
  const near = (widened ? 0.06 : 0.008) * scale;
  if (u < poor) return LIST.poor;
  if (u < poor + near) return LIST.nearPoor;
  return u < poor + near + 0.003 ? LIST.averageLiving : LIST.none;
}

function listCategory(current: Year, household: Household): number {
  const list = household.lists[current.year - yearOf(current.scope.plan.since)] ?? LIST.none;
  return list === LIST.poor
    ? C.poor
    : list === LIST.nearPoor
      ? C.nearPoor
      : list === LIST.averageLiving
        ? C.averageLiving
        : C.none;
}

// ── cards of one person in one year ─────────────────────────────────────────────────────────────

function writeYear(current: Year, person: Person): void {
  const { category } = person;
  if (category === C.child) leaveChildhood(current, person);
  else if (category === C.pupil) continueSchool(current, person);
  else if (category === C.student) continueStudy(current, person);
  else if (isListed(category)) renewListed(current, person);
  else if (category === C.difficultArea || category === C.hardestArea) renewArea(current, person);
  else if (category === C.unemployed) endUnemployment(current, person);
  else if (isWork(category)) work(current, person);
  else if (category === C.household || category === C.none) seek(current, person);
  else if (category === C.socialProtection) grantPension(current, person);
  renewOutside(current, person);
}

function isListed(category: number): boolean {
  return (
    category === C.poor ||
    category === C.nearPoor ||
    category === C.averageLiving ||
    category === C.leftDifficultArea
  );
}

function isWork(category: number): boolean {
  return (
    category === C.enterprise ||
    category === C.publicServant ||
    category === C.otherBody ||
    category === C.cooperative ||
    category === C.communeOfficer
  );
}

function leaveChildhood(current: Year, person: Person): void {
  const end = childCardEnd(person.birth);
  if (end >= current.end) return;
  const from = Math.max(end, current.start);
  person.category = 0;
  person.current = -1;
  const area = placeCategory(current.scope.plan, person.household.village, person.people, 'after');
  if (area !== C.none) issueArea(person, area, from);
  else if (!takeListed(current, person, from)) goToSchool(current, person, from);
}

function goToSchool(current: Year, person: Person, from: Day): void {
  const school = schoolEnd(person.birth);
  const end = Math.min(current.end, school > from ? school : current.end);
  if (from < school && current.random.chance(0.985)) issueCard(person, C.pupil, from, end);
}

function continueSchool(current: Year, person: Person): void {
  const { random } = current;
  const school = schoolEnd(person.birth);
  const from = lateStart(current, currentEnd(person));
  person.category = 0;
  person.current = -1;
  if (takeListed(current, person, current.start)) return;
  if (from < school && random.chance(0.992)) {
    issueCard(person, C.pupil, from, Math.min(current.end, school));
  }
  if (school >= current.end) return;
  person.category = 0;
  person.current = -1;
  const day = Math.max(school, current.start) + random.int(60);
  const u = random.next();
  if (u < 0.16) issueCard(person, C.student, day, current.end);
  else if (u < 0.34) startOutside(current, person, day, true);
  else if (u < 0.41) issueCard(person, C.enterprise, day, NEVER);
  else if (u < 0.58) startOutside(current, person, day, false);
}

function continueStudy(current: Year, person: Person): void {
  const { random } = current;
  const from = lateStart(current, currentEnd(person));
  person.category = 0;
  person.current = -1;
  if (ageAt(person.birth, current.start) < 22) {
    issueCard(person, C.student, from, current.end);
    return;
  }
  const done = dayOf(current.year, 7, 1);
  issueCard(person, C.student, from, done);
  person.category = 0;
  person.current = -1;
  if (random.chance(0.45)) issueCard(person, C.enterprise, done + 10 + random.int(150), NEVER);
  else if (random.chance(0.4)) startOutside(current, person, done + random.int(120), false);
}

/** One in nine renews some days late in January. */
function lateStart(current: Year, end: Day): Day {
  const from = Math.max(end, current.start);
  return current.random.chance(0.11) ? from + 1 + current.random.int(22) : from;
}

function renewListed(current: Year, person: Person): void {
  const from = Math.max(currentEnd(person), current.start);
  const wasLeftArea = person.category === C.leftDifficultArea;
  person.category = 0;
  person.current = -1;
  if (takeListed(current, person, from)) return;
  // the 70 % support of decree 75/2023 lived until the law of 1/7/2025
  if (wasLeftArea && current.year <= 2025) {
    const end = current.year === 2025 ? dayOf(2025, 7, 1) : current.end;
    issueCard(person, C.leftDifficultArea, from, end);
    if (end === current.end) return;
    person.category = 0;
    person.current = -1;
  }
  if (from < schoolEnd(person.birth)) goToSchool(current, person, from);
}

/** The card of the household's list of this year, if it gives one. */
function takeListed(current: Year, person: Person, from: Day): boolean {
  const category = listCategory(current, person.household);
  if (category === C.none || from >= current.end) return false;
  if (category === C.averageLiving && from < schoolEnd(person.birth)) return false;
  issueCard(person, category, from, current.end);
  return true;
}

function renewArea(current: Year, person: Person): void {
  const { random } = current;
  const end = currentEnd(person);
  if (end < current.end) {
    const category = person.category;
    person.category = 0;
    person.current = -1;
    if (random.chance(0.975)) issueArea(person, category, end);
    else if (end < schoolEnd(person.birth)) goToSchool(current, person, end);
  }
  const age = ageAt(person.birth, current.start);
  if (age >= 19 && age < 46 && random.chance(0.012)) hire(current, person);
  else if (age >= 79) grantPension(current, person);
}

/** To the end of the running lists (2021–2025, 2026–2030). */
function issueArea(person: Person, category: number, from: Day): void {
  for (const end of [newYear(2026), newYear(2031), newYear(2036)]) {
    if (from < end) {
      issueCard(person, category, from, end);
      return;
    }
  }
}

function endUnemployment(current: Year, person: Person): void {
  const end = currentEnd(person);
  if (end >= current.end) return;
  person.category = 0;
  person.current = -1;
  const back = end + 5 + current.random.int(120);
  if (current.random.chance(0.4) && back < current.end)
    issueCard(person, C.enterprise, back, NEVER);
}

function work(current: Year, person: Person): void {
  const { random } = current;
  const age = ageAt(person.birth, current.start);
  const limit = person.male ? 61 : 56;
  const day = current.start + 5 + random.int(350);
  if (age >= limit) {
    endCurrent(person, day);
    if (random.chance(0.85)) issueCard(person, C.pensioner, day, NEVER);
    return;
  }
  if (!random.chance(person.category === C.enterprise ? 0.07 : 0.012)) return;
  endCurrent(person, day);
  if (!random.chance(0.5)) return;
  issueCard(person, C.unemployed, day + 15, day + 15 + 90 + 30 * random.int(7));
  if (currentEnd(person) >= current.end) return;
  person.category = 0;
  person.current = -1;
}

function hire(current: Year, person: Person): void {
  const day = current.start + 3 + current.random.int(350);
  if (person.category !== C.household) endCurrent(person, day);
  const public_ = current.random.chance(0.2);
  issueCard(person, public_ ? C.publicServant : C.enterprise, day, NEVER);
}

/** Who has nothing but a household card, or none: work, lists, age and new law may help. */
function seek(current: Year, person: Person): void {
  const { random, scope } = current;
  const age = ageAt(person.birth, current.start);
  const holds = person.category === C.household;
  const childEnd = childCardEnd(person.birth);
  if (childEnd > current.start) {
    const from = current.start + random.int(200);
    if (random.chance(0.8)) issueCard(person, C.child, from, childEnd);
    return;
  }
  if (takeListed(current, person, current.start + (holds ? 0 : random.int(40)))) return;
  if (grantPension(current, person)) return;
  if (age >= 18 && age < 44) {
    const u = random.next();
    if (u < 0.012) return hire(current, person);
    if (!holds && !person.outside && u < 0.026) {
      return startOutside(current, person, current.start + random.int(350), false);
    }
  }
  if (!holds && age >= 6 && random.chance(0.6) && current.start < schoolEnd(person.birth)) {
    return goToSchool(current, person, current.start + random.int(60));
  }
  const { commune } = person.household.village;
  const support = dayOf(2023, 12, 3);
  if (current.year === 2023 && commune.safeZone) {
    if (random.chance(0.96)) issueCard(person, C.safeZone, support + random.int(20), NEVER);
  } else if (current.year > 2023 && commune.safeZone && !holds) {
    if (random.chance(0.6)) issueCard(person, C.safeZone, current.start + random.int(300), NEVER);
  } else if (current.year === 2023 && isMinority(scope.plan, person.people)) {
    if (isOutOfLists(scope.plan, person) && random.chance(holds ? 0.5 : 0.16)) {
      issueCard(person, C.leftDifficultArea, support + random.int(25), current.end);
    }
  }
}

/** Social assistance at 80; the social pension at 75 from 1/7/2025 (LH) takes its place. */
function grantPension(current: Year, person: Person): boolean {
  const { random, year } = current;
  const reform = dayOf(2025, 7, 1);
  const from80 = addYears(person.birth, 80) + 15;
  const from75 = Math.max(addYears(person.birth, 75) + 15, reform);
  const held = person.category;
  if (held === C.socialProtection) {
    if (year !== 2025 || from75 > reform) return false;
    endCurrent(person, reform);
    issueCard(person, C.socialPension, reform, NEVER);
    return true;
  }
  const day = year >= 2025 ? Math.min(from80 < reform ? from80 : NEVER, from75) : from80;
  if (day < current.start - 400 || day >= current.end || !random.chance(0.8)) return false;
  const from = Math.max(day, current.start + random.int(20));
  if (from >= current.end) return false;
  if (held !== C.household) endCurrent(person, from);
  issueCard(person, from >= reform ? C.socialPension : C.socialProtection, from, NEVER);
  return true;
}

// ── cards of other provinces ────────────────────────────────────────────────────────────────────

function startOutside(current: Year, person: Person, from: Day, isStudent: boolean): void {
  person.outside = true;
  const end = isStudent ? current.end : NEVER;
  addCard(person, isStudent ? C.student : C.enterprise, OTHER_PROVINCE, from, end);
}

/** Students renew, a few workers come back for good. */
function renewOutside(current: Year, person: Person): void {
  if (!person.outside) return;
  const { cards } = person;
  for (let at = cards.length - 4; at >= 0; at -= 4) {
    const key = cards[at] ?? 0;
    if ((key & 7) === OWN) continue;
    const end = cards[at + 3] ?? 0;
    if (end === NEVER && current.random.chance(0.08)) {
      const day = Math.max(current.start + current.random.int(350), (cards[at + 1] ?? 0) + 1);
      cards[at + 3] = day;
      person.outside = false;
    } else if (end === current.start && ageAt(person.birth, current.start) < 22) {
      addCard(person, C.student, OTHER_PROVINCE, current.start, current.end);
    } else if (end < current.start) person.outside = false;
    return;
  }
}
