/**
 * One resident: what the law offers on the day, what changes next, since when and why without a
 * card. Pure; the same rule serves one person, a household and a province.
 */
import { type IsoDate, daysInMonth } from '../kernel/dates.ts';
import { endOfMonths, leftDifficultAreaOn } from '../policy/condition.ts';
import {
  type CompactFacts,
  type FastDecision,
  areaClassMask,
  dayCode,
  statusMasks,
} from '../policy/decide-fast.ts';
import {
  DIFFICULT_AREAS,
  NO_FACTS,
  type PersonFacts,
  type StatusCode,
  isMinority,
} from '../policy/facts.ts';
import { type UncoveredReason, reasonUncovered } from '../policy/lapse.ts';
import { statusesOf } from '../policy/outside-names.ts';
import { type PlaceFacts, LAST_DAY_OF_63 } from './areas.ts';
import { type DeskDay, type LawDesk, type Shares, fillShares, underSixEnd } from './law-desk.ts';
import type { Watch } from './law-desk.ts';

export interface StatusRow {
  status: string;
  from: IsoDate;
  to: IsoDate | null;
}

export interface CardRow {
  category: string;
  from: IsoDate;
  to: IsoDate | null;
}

/** Current facts of a person, as the register words them. */
export interface PersonRecord {
  personId: number;
  birthDate: IsoDate | null;
  ethnicityCode: string | null;
  placeId: number;
  /** first day on which the person may live elsewhere or nowhere; null = none known */
  placeTo: IsoDate | null;
  householdId: number | null;
  statuses: StatusRow[];
  cards: CardRow[];
}

/** Why the next day matters; texts in `messages` under `entitlement.causes`. */
export const NEXT_CAUSES = [
  'statusEnds',
  'statusStarts',
  'areaListEnds',
  'areaListStarts',
  'turns',
  'underSixCardEnds',
  'limitedSupportEnds',
  'resolutionChanges',
  'lawChanges',
] as const;
export type NextCause = (typeof NEXT_CAUSES)[number];

export const LAPSE_CAUSES = ['termEnds', 'listEnds', 'leavesCategory', ...NEXT_CAUSES] as const;
export type LapseCause = (typeof LAPSE_CAUSES)[number];

export interface Decided extends Shares {
  /** number in `categories` of the day's decider; -1 = nothing is offered */
  category: number;
  categoryCode: string | null;
  /** of all categories offered the highest; 0 = the law we hold does not say */
  benefitBp: number;
}

/** To be written into. */
export function emptyDecided(): Decided {
  return { category: -1, categoryCode: null, benefitBp: 0, stateBp: 0, provinceBp: 0, ownBp: -1 };
}

export interface NextChange extends Shares {
  on: IsoDate;
  cause: NextCause;
  categoryCode: string | null;
}

const scratch: FastDecision = {
  category: -1,
  stateBp: 0,
  provinceBp: 0,
  benefitBp: 0,
  localUnknown: false,
};

export interface PlaceOnDay {
  areaClasses: number;
  leftArea: number;
  province: number;
  formerProvince: number;
}

export function placeOnDay(place: PlaceFacts, on: IsoDate): PlaceOnDay {
  const held = place.areas.filter((row) => row.from <= on && (row.to === null || on < row.to));
  const facts = { ...NO_FACTS, areaClasses: place.areas };
  return {
    areaClasses: areaClassMask(held.map((row) => row.areaClass)),
    leftArea: dayCode(leftDifficultAreaOn(DIFFICULT_AREAS, facts, on)),
    province: Number(place.provinceOn(on) ?? 0),
    formerProvince: Number(place.provinceOn(LAST_DAY_OF_63) ?? 0),
  };
}

/** Facts of a place by day, made once a place and day. */
export interface Places {
  facts(placeId: number): PlaceFacts;
  on(placeId: number, day: IsoDate): PlaceOnDay;
}

export function makePlaces(facts: (placeId: number) => PlaceFacts): Places {
  const days = new Map<IsoDate, Map<number, PlaceOnDay>>();
  return {
    facts,
    on(placeId, day) {
      let places = days.get(day);
      if (!places) days.set(day, (places = new Map()));
      let found = places.get(placeId);
      if (!found) places.set(placeId, (found = placeOnDay(facts(placeId), day)));
      return found;
    },
  };
}

const codes = new Map<string, readonly StatusCode[]>();

function codesOf(status: string): readonly StatusCode[] {
  let found = codes.get(status);
  if (!found) codes.set(status, (found = statusesOf(status)));
  return found;
}

const masks = new Map<string, [number, number, number]>();
const NO_MASK: [number, number, number] = [0, 0, 0];

function maskOf(status: string): readonly [number, number, number] {
  let found = masks.get(status);
  if (!found) masks.set(status, (found = statusMasks(codesOf(status))));
  return found ?? NO_MASK;
}

const compact: CompactFacts = {
  statuses0: 0,
  statuses1: 0,
  statuses2: 0,
  areaClasses: 0,
  minority: false,
  birth: 0,
  leftArea: 0,
  victimSince: 0,
  province: 0,
  formerProvince: 0,
  choices: 0,
  kept: -1,
};

/** Decides one person on one day. Writes into `out`. */
export function decidePerson(
  day: DeskDay,
  person: PersonRecord,
  place: PlaceOnDay,
  out: Decided,
): void {
  fillCompact(day, person, place);
  day.decider.decide(compact, scratch);
  out.category = scratch.category;
  out.categoryCode = day.decider.categories[scratch.category] ?? null;
  out.benefitBp = scratch.benefitBp;
  fillShares(day, scratch, out);
}

const offer = emptyDecided();

/**
 * Whether some category the law offers on the day, counting or not, is such a one. A card may stand
 * on a category that does not count: an employee with the card of his village beside his own.
 */
export function someOffered(
  day: DeskDay,
  person: PersonRecord,
  place: PlaceOnDay,
  isIt: (offered: Readonly<Decided>) => boolean,
): boolean {
  fillCompact(day, person, place);
  return day.decider.someOffered(compact, scratch, () => {
    offer.category = scratch.category;
    offer.categoryCode = day.decider.categories[scratch.category] ?? null;
    fillShares(day, scratch, offer);
    return isIt(offer);
  });
}

function fillCompact(day: DeskDay, person: PersonRecord, place: PlaceOnDay): void {
  compact.statuses0 = 0;
  compact.statuses1 = 0;
  compact.statuses2 = 0;
  compact.victimSince = 0;
  for (const row of person.statuses) {
    if (row.from > day.on || (row.to !== null && row.to <= day.on)) continue;
    const mask = maskOf(row.status);
    compact.statuses0 |= mask[0];
    compact.statuses1 |= mask[1];
    compact.statuses2 |= mask[2];
    if (row.status === 'traffickingVictim') {
      compact.victimSince = Math.max(compact.victimSince, dayCode(row.from));
    }
  }
  compact.areaClasses = place.areaClasses;
  compact.leftArea = place.leftArea;
  compact.province = place.province;
  compact.formerProvince = place.formerProvince;
  compact.minority = isMinority(person.ethnicityCode);
  compact.birth = dayCode(person.birthDate);
}

const later = emptyDecided();

/** The first day in (on, until] on which the law decides otherwise; null = none known. */
export function nextChange(
  desk: LawDesk,
  watch: Watch,
  places: Places,
  person: PersonRecord,
  now: Decided,
  period: { on: IsoDate; until: IsoDate },
): NextChange | null {
  const days = candidateDays(desk, watch, places, person, period);
  for (const { on, cause } of days) {
    decidePerson(desk.day(on), person, places.on(person.placeId, on), later);
    const isSame =
      later.categoryCode === now.categoryCode &&
      later.stateBp === now.stateBp &&
      later.provinceBp === now.provinceBp;
    if (isSame) continue;
    const { categoryCode, stateBp, provinceBp, ownBp } = later;
    return { on, cause, categoryCode, stateBp, provinceBp, ownBp };
  }
  return null;
}

export interface CandidateDay {
  on: IsoDate;
  cause: NextCause;
}

/**
 * Days in (on, until] on which the law may decide otherwise for the person; between two of them it
 * does not. In order; of one day the person's own cause stands before the law's.
 */
export function candidateDays(
  desk: LawDesk,
  watch: Watch,
  places: Places,
  person: PersonRecord,
  { on, until }: { on: IsoDate; until: IsoDate },
): CandidateDay[] {
  const days: CandidateDay[] = [];
  const add = (day: IsoDate | null, cause: NextCause): void => {
    if (day !== null && day > on && day <= until) days.push({ on: day, cause });
  };
  for (const row of person.statuses) {
    add(row.to, 'statusEnds');
    add(row.from, 'statusStarts');
    for (const limit of watch.statusMonths) {
      if (codesOf(row.status).includes(limit.status as StatusCode)) {
        add(endOfMonths(row.from, limit.months), 'limitedSupportEnds');
      }
    }
  }
  const { birthDate } = person;
  if (birthDate !== null) addBirthdays(desk, watch, birthDate, { on, until }, add);
  for (const row of places.facts(person.placeId).areas) {
    add(row.to, 'areaListEnds');
    add(row.from, 'areaListStarts');
    if (row.to === null) continue;
    for (const { months, countFrom } of watch.leftArea) {
      const start = countFrom !== null && countFrom > row.to ? countFrom : row.to;
      add(endOfMonths(start, months), 'limitedSupportEnds');
    }
  }
  for (const day of watch.lawDays) {
    add(day, watch.resolutionDays.has(day) ? 'resolutionChanges' : 'lawChanges');
  }
  return days.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

const UNDER_SIX_YEARS = 7;

/** Only birthdays of the years asked about are written out: most people have none. */
function addBirthdays(
  desk: LawDesk,
  watch: Watch,
  birthDate: IsoDate,
  { on, until }: { on: IsoDate; until: IsoDate },
  add: (day: IsoDate, cause: NextCause) => void,
): void {
  const birthYear = yearOf(birthDate);
  const thisYear = yearOf(on);
  const lastYear = yearOf(until);
  if (thisYear - birthYear <= UNDER_SIX_YEARS) {
    add(underSixEnd(desk.day(on), birthDate), 'underSixCardEnds');
  }
  for (const years of watch.ages) {
    const year = birthYear + years;
    if (year < thisYear || year > lastYear) continue;
    const isMoved = birthDate.endsWith('02-29') && daysInMonth(year, 2) === 28;
    const monthDay = isMoved ? '-03-01' : birthDate.slice(4);
    add(`${String(year).padStart(4, '0')}${monthDay}`, 'turns');
  }
}

/** Out of the number of the day, which is known: a month is 32, a year 12 months. */
function yearOf(day: IsoDate): number {
  return Math.floor((Math.floor(dayCode(day) / 32) - 1) / 12);
}

export interface Cover {
  isInsured: boolean;
  /** category of the card valid on the day that runs longest */
  category: string | null;
  /** first day without a card, later cards that follow at once reckoned in; null = open */
  to: IsoDate | null;
  /** who is not insured: the card that ended last, and a later card that is known */
  last: { category: string; endedOn: IsoDate } | null;
  startsOn: IsoDate | null;
}

export function coverOn(cards: readonly CardRow[], on: IsoDate): Cover {
  let to: IsoDate | null = on;
  let category: string | null = null;
  let last: Cover['last'] = null;
  let startsOn: IsoDate | null = null;
  for (let grew = true; grew && to !== null;) {
    grew = false;
    for (const card of cards) {
      if (to === null || card.from > to || (card.to !== null && card.to <= to)) continue;
      if (card.from > on && category === null) continue;
      if (card.from <= on) category = card.category;
      to = card.to;
      grew = true;
    }
  }
  const isInsured = category !== null;
  if (!isInsured) {
    for (const card of cards) {
      if (card.to !== null && card.to <= on && (last === null || card.to > last.endedOn)) {
        last = { category: card.category, endedOn: card.to };
      }
      if (card.from > on && (startsOn === null || card.from < startsOn)) startsOn = card.from;
    }
  }
  return { isInsured, category, to: isInsured ? to : null, last, startsOn };
}

/** Facts as the traced decision takes them: statuses in the words of the law, the place's history. */
export function tracedFacts(person: PersonRecord, place: PlaceFacts, on: IsoDate): PersonFacts {
  return {
    birthDate: person.birthDate,
    ethnicityCode: person.ethnicityCode,
    statuses: person.statuses.flatMap((row) =>
      codesOf(row.status).map((status) => ({ status, from: row.from, to: row.to })),
    ),
    areaClasses: place.areas,
    provinceCode: place.provinceOn(on),
    formerProvinceCode: place.provinceOn(LAST_DAY_OF_63),
    school: null,
    choices: [],
  };
}

export function reasonOf(
  desk: LawDesk,
  person: PersonRecord,
  place: PlaceFacts,
  cover: Cover,
  on: IsoDate,
): UncoveredReason {
  const facts = tracedFacts(person, place, on);
  return reasonUncovered(desk.book, facts, cover.last, on).reason;
}

/**
 * The first day on which cover is lost unless somebody acts: the card's own end, or the day on which
 * the category of an open free card is no longer offered and the next one costs something.
 */
export function lapseOf(
  cover: Cover,
  now: Decided,
  next: NextChange | null,
): { on: IsoDate; cause: LapseCause } | null {
  if (!cover.isInsured) return null;
  const leaves =
    next !== null &&
    cover.category === now.categoryCode &&
    next.categoryCode !== now.categoryCode &&
    now.ownBp === 0 &&
    next.ownBp !== 0;
  if (leaves && (cover.to === null || next.on <= cover.to)) {
    return { on: next.on, cause: next.cause };
  }
  if (cover.to === null) return null;
  if (next !== null && next.on <= cover.to && next.categoryCode !== now.categoryCode) {
    return { on: cover.to, cause: next.cause };
  }
  if (cover.category !== now.categoryCode) return { on: cover.to, cause: 'leavesCategory' };
  return { on: cover.to, cause: now.ownBp === 0 ? 'listEnds' : 'termEnds' };
}
