/**
 * Families as of the reference day: three generations, ages that fit each other, children with the
 * father's surname; and beside the residents those who died or left since the register began, so
 * that its earlier days are peopled too. The shares are assumed, set so that the age pyramid is
 * that
 * of a rural northern district (about 10 % under six, 20 % at school, 11 % of sixty and more).
 */
import type { Random } from '../kernel/random.ts';
import { type Day, ageAt } from './days.ts';
import {
  EXIT,
  type Household,
  type Person,
  ROLE,
  type Role,
  type Serials,
  type Village,
  addPerson,
  makeHousehold,
} from './people.ts';

export interface HouseholdWorld {
  random: Random;
  serials: Serials;
  /** first day of the register, the day the families are made for, last day of all */
  since: Day;
  reference: Day;
  horizon: Day;
  /** chances of things that happened since the register began are for three years; times this */
  span: number;
  /** position of the Kinh in the list of peoples */
  kinh: number;
  surname(people: number): string;
}

const YEAR = 365.2425;

/** Starts of five-year classes of the husband's age and their weights. */
const COUPLE_AGES = weights([
  [20, 5],
  [25, 12],
  [30, 17],
  [35, 18],
  [40, 15],
  [45, 9],
  [50, 8],
  [55, 8],
  [60, 6],
]);
const ELDER_AGES = weights([
  [58, 3],
  [63, 6],
  [68, 6],
  [73, 5],
  [78, 4],
  [83, 3],
  [88, 2],
]);

function weights(classes: [number, number][]): { ages: number[]; ends: number[] } {
  const ends: number[] = [];
  let sum = 0;
  for (const [, weight] of classes) ends.push((sum += weight));
  return { ages: classes.map(([age]) => age), ends: ends.map((end) => end / sum) };
}

function drawAge(random: Random, table: { ages: number[]; ends: number[] }): number {
  const u = random.next();
  const at = table.ends.findIndex((end) => u < end);
  return (table.ages[at] ?? 30) + random.next() * 5;
}

/** Exactly `count` residents of the reference day in new households of the village. */
export function peopleVillage(world: HouseholdWorld, village: Village, count: number): Household[] {
  const households: Household[] = [];
  let missing = count;
  while (missing > 0) {
    const household = makeFamily(world, village);
    missing -= trimFamily(household, world.reference, missing);
    households.push(household);
  }
  return households;
}

/** Removes members beyond `room`, last come first; answers how many residents remain. */
function trimFamily(household: Household, reference: Day, room: number): number {
  let residents = 0;
  household.members = household.members.filter((person) => {
    if (person.until <= reference || person.since > reference) return residents < room;
    residents += 1;
    return residents <= room;
  });
  if (residents > room) household.plannedBirths = [];
  return Math.min(residents, room);
}

function makeFamily(world: HouseholdWorld, village: Village): Household {
  const { random } = world;
  const people = drawPeople(random, village.peoples);
  const since = random.chance(ARRIVED * world.span)
    ? world.since + 1 + random.int(Math.max(1, world.reference - world.since - 60))
    : world.since;
  const household = makeHousehold(world.serials, village, people, since, random.next());
  const kind = random.next();
  if (kind < 0.6) makeCouple(world, household, false);
  else if (kind < 0.875) makeCouple(world, household, true);
  else if (kind < 0.975) makeElders(world, household);
  else makeSingle(world, household);
  return household;
}

/** Households that came during three years. */
const ARRIVED = 0.012;

function makeCouple(world: HouseholdWorld, household: Household, withParents: boolean): void {
  const { random, reference } = world;
  const age = drawAge(random, COUPLE_AGES);
  const husbandBirth = reference - Math.floor(age * YEAR);
  const gap = (random.next() + random.next()) * 4.5 - 2.5;
  const wifeBirth = Math.min(husbandBirth + Math.floor(gap * YEAR), reference - 18.5 * YEAR) | 0;
  const surname = world.surname(household.people);
  const lone = random.next();
  // a widow or divorced mother, or a widower, now and then
  const hasHusband = lone >= (age > 50 ? 0.09 : 0.035);
  const hasWife = !hasHusband || lone < 0.985;
  if (withParents && age < 56) addGrandparents(world, household, husbandBirth, surname);
  if (hasHusband) add(world, household, ROLE.husband, husbandBirth, true, surname);
  else if (random.chance(0.1 * world.span)) {
    leaveBefore(world, add(world, household, ROLE.husband, husbandBirth, true, surname), EXIT.died);
  }
  const wifePeople = random.chance(0.12)
    ? drawPeople(random, household.village.peoples)
    : household.people;
  if (hasWife) {
    const wife = add(world, household, ROLE.wife, wifeBirth, false, world.surname(wifePeople));
    wife.people = wifePeople;
  }
  addChildren(world, household, wifeBirth, surname, hasHusband && hasWife);
}

/**
 * Births by the mother's age: those before the reference day are children, later ones are planned.
 */
function addChildren(
  world: HouseholdWorld,
  household: Household,
  motherBirth: Day,
  surname: string,
  together: boolean,
): void {
  const { random, reference, horizon } = world;
  const isKinh = household.people === world.kinh;
  const count = drawChildren(random, motherBirth > reference - 45 * YEAR, isKinh);
  let age = 18.8 + (random.next() + random.next()) * 4.2 - (isKinh ? 0 : 0.9);
  let heir: Person | null = null;
  for (let i = 0; i < count && age < 43; i += 1) {
    const birth = motherBirth + Math.floor(age * YEAR);
    if (birth > reference) {
      if (together && birth <= horizon) household.plannedBirths.push(birth);
    } else {
      const male = random.chance(0.526);
      const stayed = addChild(world, household, birth, male, surname);
      if (stayed && male && heir === null && ageAt(birth, reference) >= 22) heir = stayed;
    }
    age += 1.9 + random.next() * 4.6;
  }
  if (heir && random.chance(0.6)) marryHeir(world, household, heir);
}

function drawChildren(random: Random, young: boolean, isKinh: boolean): number {
  const u = random.next() - (isKinh ? 0 : 0.04);
  if (young) return u < 0.02 ? 0 : u < 0.1 ? 1 : u < 0.6 ? 2 : u < 0.9 ? 3 : 4;
  return u < 0.04 ? 0 : u < 0.12 ? 1 : u < 0.46 ? 2 : u < 0.75 ? 3 : 4;
}

/** A grown child may have left home: elsewhere long ago, or out of the register in its years. */
function addChild(
  world: HouseholdWorld,
  household: Household,
  birth: Day,
  male: boolean,
  surname: string,
): Person | null {
  const { random, reference } = world;
  const age = ageAt(birth, reference);
  const gone =
    age < 18 ? 0 : age < 20 ? 0.15 : age < 25 ? 0.36 : age < 30 ? 0.64 : male ? 0.8 : 0.95;
  if (!random.chance(gone)) return add(world, household, ROLE.child, birth, male, surname);
  if (age < 31 && random.chance(0.36 * world.span)) {
    const child = add(world, household, ROLE.child, birth, male, surname);
    leaveBefore(world, child, EXIT.left);
  }
  return null;
}

/** The son who stays brings his wife home; their children are born there. */
function marryHeir(world: HouseholdWorld, household: Household, heir: Person): void {
  const { random, reference } = world;
  const wifeBirth = Math.min(
    heir.birth + Math.floor((random.next() * 5 - 1) * YEAR),
    reference - Math.floor(19 * YEAR),
  );
  const people = random.chance(0.2) ? drawPeople(random, household.village.peoples) : heir.people;
  let birth = wifeBirth + Math.floor((19.3 + random.next() * 6) * YEAR);
  const wedding = birth - 330 - random.int(200);
  if (wedding > reference) return;
  const wife = add(world, household, ROLE.childSpouse, wifeBirth, false, world.surname(people));
  wife.people = people;
  if (wedding > wife.since) wife.since = wedding;
  const count = 1 + random.int(3);
  for (let i = 0; i < count; i += 1) {
    if (birth > reference) {
      if (birth <= world.horizon) household.plannedBirths.push(birth);
    } else add(world, household, ROLE.grandchild, birth, random.chance(0.526), heir.surname);
    birth += Math.floor((2 + random.next() * 4) * YEAR);
  }
}

function addGrandparents(
  world: HouseholdWorld,
  household: Household,
  sonBirth: Day,
  surname: string,
): void {
  const { random, reference } = world;
  const motherBirth = sonBirth - Math.floor((19 + random.next() * 12) * YEAR);
  const fatherBirth = motherBirth - Math.floor((random.next() * 6 - 1) * YEAR);
  const age = ageAt(motherBirth, reference);
  const fatherLives = random.chance(age < 60 ? 0.8 : age < 70 ? 0.62 : 0.38);
  const motherLives = random.chance(age < 70 ? 0.93 : 0.8);
  if (age > 94) return;
  if (fatherLives) add(world, household, ROLE.grandfather, fatherBirth, true, surname);
  else if (random.chance(0.36 * world.span)) {
    const father = add(world, household, ROLE.grandfather, fatherBirth, true, surname);
    leaveBefore(world, father, EXIT.died);
  }
  if (motherLives || random.chance(0.45 * world.span)) {
    const family = world.surname(household.people);
    const mother = add(world, household, ROLE.grandmother, motherBirth, false, family);
    if (!motherLives) leaveBefore(world, mother, EXIT.died);
  }
}

function makeElders(world: HouseholdWorld, household: Household): void {
  const { random, reference } = world;
  const age = drawAge(random, ELDER_AGES);
  const husbandBirth = reference - Math.floor(age * YEAR);
  const wifeBirth = husbandBirth + Math.floor((random.next() * 7 - 1) * YEAR);
  const surname = world.surname(household.people);
  const alone = random.chance(age < 70 ? 0.3 : 0.5);
  const widow = alone && random.chance(0.78);
  if (!widow || random.chance(0.42 * world.span)) {
    const husband = add(world, household, ROLE.husband, husbandBirth, true, surname);
    if (widow) leaveBefore(world, husband, EXIT.died);
  }
  if (widow || !alone || random.chance(0.4 * world.span)) {
    const family = world.surname(household.people);
    const wife = add(world, household, ROLE.wife, wifeBirth, false, family);
    if (alone && !widow) leaveBefore(world, wife, EXIT.died);
  }
}

function makeSingle(world: HouseholdWorld, household: Household): void {
  const { random, reference } = world;
  const male = random.chance(0.5);
  const birth = reference - Math.floor((21 + random.next() * 36) * YEAR);
  const role = male ? ROLE.husband : ROLE.wife;
  add(world, household, role, birth, male, world.surname(household.people));
}

function add(
  world: HouseholdWorld,
  household: Household,
  role: Role,
  birth: Day,
  male: boolean,
  surname: string,
): Person {
  const since = Math.max(household.since, birth);
  return addPerson(world.serials, household, {
    role,
    birth,
    male,
    people: household.people,
    surname,
    since,
  });
}

/** Died or left on some day between the start of the register and the reference day. */
function leaveBefore(world: HouseholdWorld, person: Person, exit: number): void {
  const from = person.since + 1;
  const span = world.reference - from;
  person.exit = exit;
  person.until = span > 0 ? from + world.random.int(span) : from;
}

export function drawPeople(random: Random, shares: readonly number[]): number {
  let rest = random.next();
  for (let i = 0; i < shares.length; i += 1) {
    rest -= shares[i] ?? 0;
    if (rest < 0) return i;
  }
  return 0;
}
