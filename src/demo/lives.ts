/**
 * One year in the life of a household: births, weddings, deaths, people who leave or come, moves.
 */
import { C, termOf } from './categories.ts';
import { type Day, NEVER, ageAt, yearOf } from './days.ts';
import type { Year } from './future.ts';
import {
  EXIT,
  type Household,
  LIST,
  type Person,
  ROLE,
  type Village,
  addPerson,
  endAllCards,
  endCurrent,
  isInRegister,
  issueCard,
  makeHousehold,
} from './people.ts';
import { childCardEnd, schoolEnd } from './rules.ts';

export function liveYear(current: Year, household: Household): void {
  bearChildren(current, household);
  const count = household.members.length;
  for (let i = 0; i < count; i += 1) {
    const person = household.members[i];
    if (person && isInRegister(person, current.start - 1)) livePerson(current, household, person);
  }
  if (current.random.chance(0.009)) move(current, household);
  if (current.random.chance(0.004)) arrive(current, household.village);
}

function livePerson(current: Year, household: Household, person: Person): void {
  const { random } = current;
  const age = ageAt(person.birth, current.start);
  const u = random.next();
  const dying = mortality(age, person.male);
  if (u < dying) {
    exit(current, person, EXIT.died);
    return;
  }
  const single = person.role === ROLE.child && person.movedTo === null;
  const leaving = single && age >= 18 && age < 29 ? (person.male ? 0.035 : 0.085) : 0.0025;
  if (u < dying + leaving) {
    exit(current, person, EXIT.left);
    return;
  }
  if (single && person.male && age >= 22 && age < 33 && u > 0.85) wed(current, household, person);
}

/** Yearly chance of dying; about 6.5 deaths a thousand over all ages (assumed). */
export function mortality(age: number, male: boolean): number {
  const base = age < 1 ? 0.009 : age < 15 ? 0.0004 : 0.0011 + 0.000_085 * Math.exp(0.079 * age);
  return male ? base * 1.3 : base * 0.85;
}

function exit(current: Year, person: Person, kind: number): void {
  const { random } = current;
  const day = current.start + random.int(current.end - current.start);
  person.until = Math.max(day, person.since + 1);
  person.exit = kind;
  // now and then a card outlives its holder in the records
  if (kind === EXIT.died && !random.chance(0.06)) endAllCards(person, person.until);
  else if (kind === EXIT.left && termOf(person.category) === 'open') {
    endCurrent(person, person.until);
  }
}

function bearChildren(current: Year, household: Household): void {
  if (household.plannedBirths.length === 0) return;
  for (const birth of household.plannedBirths) {
    if (birth < current.start || birth >= current.end) continue;
    const mother = household.members.find(
      (person) =>
        !person.male &&
        (person.role === ROLE.wife || person.role === ROLE.childSpouse) &&
        isInRegister(person, birth) &&
        ageAt(person.birth, birth) < 46,
    );
    if (!mother) continue;
    const father = household.founder ?? household.members.find((person) => person.male);
    const child = addPerson(current.serials, household, {
      role: mother.role === ROLE.wife ? ROLE.child : ROLE.grandchild,
      birth,
      male: current.random.chance(0.526),
      people: household.people,
      surname: father?.surname ?? mother.surname,
      since: birth,
    });
    if (current.random.chance(0.987)) issueCard(child, C.child, birth, childCardEnd(birth));
  }
}

/**
 * The bride comes from outside the register; half of the couples found a household of their own.
 */
function wed(current: Year, household: Household, groom: Person): void {
  const { random, scope } = current;
  const day = current.start + random.int(current.end - current.start);
  const stays =
    random.chance(0.5) && !household.members.some((person) => person.role === ROLE.childSpouse);
  const home = stays ? household : foundHousehold(current, household, groom, day);
  const birth = groom.birth + Math.floor((random.next() * 5 - 1.2) * 365);
  const people = random.chance(0.8) ? groom.people : scope.plan.kinh;
  const bride = addPerson(current.serials, home, {
    role: stays ? ROLE.childSpouse : ROLE.wife,
    birth: Math.min(birth, day - 18 * 366),
    male: false,
    people,
    surname: current.surname(people),
    since: day,
  });
  home.plannedBirths.push(day + 290 + random.int(300), day + 1_200 + random.int(800));
  if (random.chance(0.4)) home.plannedBirths.push(day + 2_400 + random.int(900));
  if (random.chance(0.25)) issueCard(bride, C.household, day, day + 365);
}

function foundHousehold(current: Year, household: Household, groom: Person, day: Day): Household {
  const { random, serials } = current;
  const home = makeHousehold(serials, household.village, groom.people, day, random.next());
  fillNoLists(current, home);
  home.founder = groom;
  groom.movedOn = day;
  groom.movedTo = home;
  groom.household = home;
  current.newHouseholds.push(home);
  return home;
}

function fillNoLists(current: Year, household: Household): void {
  const years = current.year - yearOf(current.scope.plan.since) + 1;
  household.lists = Array.from({ length: years }, () => LIST.none);
}

/**
 * A young family comes to live here; the children have cards at once, the parents see to theirs.
 */
function arrive(current: Year, village: Village): void {
  const { random, serials, scope } = current;
  const day = current.start + random.int(current.end - current.start);
  const people = random.chance(0.6) ? scope.plan.kinh : mainPeople(village);
  const household = makeHousehold(serials, village, people, day, random.next());
  fillNoLists(current, household);
  const surname = current.surname(people);
  const fatherBirth = day - Math.floor((24 + random.next() * 18) * 365);
  const motherBirth = fatherBirth + Math.floor((random.next() * 6 - 1) * 365);
  const newcomer = { people, since: day };
  const role = ROLE.husband;
  const father = addPerson(serials, household, {
    ...newcomer,
    role,
    birth: fatherBirth,
    male: true,
    surname,
  });
  if (random.chance(0.3)) issueCard(father, C.enterprise, day, NEVER);
  addPerson(serials, household, {
    ...newcomer,
    role: ROLE.wife,
    birth: motherBirth,
    male: false,
    surname: current.surname(people),
  });
  for (
    let birth = motherBirth + 8_000 + random.int(1_500);
    birth < day;
    birth += 1_000 + random.int(900)
  ) {
    const male = random.chance(0.526);
    const child = addPerson(serials, household, {
      ...newcomer,
      role: ROLE.child,
      birth,
      male,
      surname,
    });
    const end = childCardEnd(birth);
    if (end > day) issueCard(child, C.child, day, end);
    else if (day < schoolEnd(birth)) issueCard(child, C.pupil, day, current.end);
    if (household.members.length >= 5) break;
  }
  current.newHouseholds.push(household);
}

function mainPeople(village: Village): number {
  let best = 0;
  for (let i = 1; i < village.peoples.length; i += 1) {
    if ((village.peoples[i] ?? 0) > (village.peoples[best] ?? 0)) best = i;
  }
  return best;
}

/** To another village of the same commune, or of a neighbouring one in the scope. */
function move(current: Year, household: Household): void {
  const { random, scope } = current;
  const commune = random.chance(0.6) ? household.village.commune : random.pick(scope.communes);
  const village = random.pick(commune.villages);
  const last = household.moves.at(-1)?.day ?? household.since;
  const day = current.start + random.int(current.end - current.start);
  if (village === household.village || day <= last) return;
  household.moves.push({ day, village });
  household.village = village;
}
