/** The made-up people while they are being made: plain numbers, turned into facts by `rows.ts`. */
import type { UnitType } from '../units/types.ts';
import { type Day, NEVER } from './days.ts';

/** Place in the family; the relation to whoever is the head follows from it (`rows.ts`). */
export const ROLE = {
  grandfather: 0,
  grandmother: 1,
  husband: 2,
  wife: 3,
  child: 4,
  childSpouse: 5,
  grandchild: 6,
  other: 7,
} as const;
export type Role = (typeof ROLE)[keyof typeof ROLE];

export interface Village {
  /** position in `Settlement.villages` */
  index: number;
  commune: Commune;
  name: string;
  type: UnitType;
  /** two digits within the commune */
  code: string;
  weight: number;
  /** chance of each people, by position in the plan's list of peoples; sums to 1 */
  peoples: readonly number[];
  hardBefore: boolean;
  hardAfter: boolean;
}

export interface Commune {
  index: number;
  code: string;
  name: string;
  weight: number;
  peoples: readonly number[];
  areaBefore: string;
  areaAfter: string;
  safeZone: boolean;
  urban: boolean;
  villages: Village[];
}

/** Official list a household stands on in a year. */
export const LIST = { none: 0, poor: 1, nearPoor: 2, averageLiving: 3 } as const;

export interface Household {
  serial: number;
  /** where it lives now, and where it lived before all `moves` */
  village: Village;
  first: Village;
  people: number;
  since: Day;
  members: Person[];
  /** births still to come at the reference day, when the mother lives here */
  plannedBirths: Day[];
  /** by year since the plan's first year, see LIST */
  lists: number[];
  /** readiness to buy, 0..1, shared by the members */
  thrift: number;
  moves: { day: Day; village: Village }[];
  /** who left another household to found this one; still among the members of that one */
  founder: Person | null;
}

export const EXIT = { none: 0, died: 1, left: 2 } as const;

export interface Person {
  serial: number;
  /** of today; `members` of the first one keep the person after a wedding */
  household: Household;
  /** in the first household */
  role: Role;
  birth: Day;
  male: boolean;
  /** position in the plan's list of peoples */
  people: number;
  surname: string;
  /** first day in this register, and first day no longer in it */
  since: Day;
  until: Day;
  exit: number;
  /** what is held now of the own province; 0 = nothing */
  category: number;
  /** where the card held now starts in `cards`; -1 = none */
  current: number;
  /** four numbers a card: category and issuer, from, planned end, end */
  cards: number[];
  /** held a card of the difficult areas that ended with the lists of 2021 */
  lost: boolean;
  /** has an employer or school outside the province */
  outside: boolean;
  /** the day the person founded a household of his own */
  movedOn: Day;
  movedTo: Household | null;
}

/** Serial numbers of one run: persons and households are numbered in the order they are made. */
export interface Serials {
  person: number;
  household: number;
}

export function makeHousehold(
  serials: Serials,
  village: Village,
  people: number,
  since: Day,
  thrift: number,
): Household {
  serials.household += 1;
  return {
    serial: serials.household,
    village,
    first: village,
    people,
    since,
    members: [],
    plannedBirths: [],
    lists: [],
    thrift,
    moves: [],
    founder: null,
  };
}

export function isInRegister(person: Person, day: Day): boolean {
  return person.since <= day && day < person.until;
}

export interface Newcomer {
  role: Role;
  birth: Day;
  male: boolean;
  people: number;
  surname: string;
  since: Day;
}

export function addPerson(serials: Serials, household: Household, newcomer: Newcomer): Person {
  serials.person += 1;
  const person: Person = {
    serial: serials.person,
    household,
    role: newcomer.role,
    birth: newcomer.birth,
    male: newcomer.male,
    people: newcomer.people,
    surname: newcomer.surname,
    since: newcomer.since,
    until: NEVER,
    exit: EXIT.none,
    category: 0,
    current: -1,
    cards: [],
    lost: false,
    outside: false,
    movedOn: NEVER,
    movedTo: null,
  };
  household.members.push(person);
  return person;
}

// ── cards ───────────────────────────────────────────────────────────────────────────────────────

/** Five issuers fit. */
const ISSUER_BITS = 3;

export function cardKey(category: number, issuer: number): number {
  return (category << ISSUER_BITS) | issuer;
}

export function categoryOfKey(key: number): number {
  return key >> ISSUER_BITS;
}

export function issuerOfKey(key: number): number {
  return key & ((1 << ISSUER_BITS) - 1);
}

/** A card that becomes the one held now. `planned` = first day after its printed term. */
export function issueCard(
  person: Person,
  category: number,
  from: Day,
  planned: Day,
  issuer = 0,
): void {
  if (from >= planned) return;
  person.category = category;
  person.current = person.cards.length;
  person.cards.push(cardKey(category, issuer), from, planned, planned);
}

/** A card beside the one held now. */
export function addCard(
  person: Person,
  category: number,
  issuer: number,
  from: Day,
  planned: Day,
): void {
  if (from < planned) person.cards.push(cardKey(category, issuer), from, planned, planned);
}

/** First day after the card held now; 0 when there is none. */
export function currentEnd(person: Person): Day {
  return person.current < 0 ? 0 : (person.cards[person.current + 3] ?? 0);
}

/** Ends the card held now before its term; one that would never have run is taken back. */
export function endCurrent(person: Person, day: Day): void {
  const at = person.current;
  person.category = 0;
  person.current = -1;
  if (at < 0) return;
  if ((person.cards[at + 1] ?? 0) >= day) person.cards.splice(at, 4);
  else if ((person.cards[at + 3] ?? 0) > day) person.cards[at + 3] = day;
}

/** Ends every card on a day (a death); those that had not begun are taken back. */
export function endAllCards(person: Person, day: Day): void {
  const kept: number[] = [];
  for (let at = 0; at < person.cards.length; at += 4) {
    const from = person.cards[at + 1] ?? 0;
    if (from >= day) continue;
    const planned = person.cards[at + 2] ?? 0;
    kept.push(person.cards[at] ?? 0, from, planned, Math.min(person.cards[at + 3] ?? 0, day));
  }
  person.cards = kept;
  person.category = 0;
  person.current = -1;
}

/** True when any card of the own province is valid that day. */
export function holdsOwnCard(person: Person, day: Day): boolean {
  for (let at = 0; at < person.cards.length; at += 4) {
    if (
      issuerOfKey(person.cards[at] ?? 0) === 0 &&
      (person.cards[at + 1] ?? 0) <= day &&
      day < (person.cards[at + 3] ?? 0)
    ) {
      return true;
    }
  }
  return false;
}
