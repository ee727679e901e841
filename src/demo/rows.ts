/**
 * Made-up people as rows of the register, in the order of `BULK_COLUMNS`. What would happen after
 * `today` is not told: nobody dies, moves or is born in the future; cards run to their printed end.
 */
import type { BulkRow, FactTable, Relation } from '../registry/types.ts';
import { C, ISSUERS, OWN, codeOf, digitOf, termOf } from './categories.ts';
import { type Day, NEVER, ageAt, isoOf, knownIso, newYear, yearOf } from './days.ts';
import { type HeadSpell, headsOf, relationOf } from './heads.ts';
import type { NameMaker } from './names.ts';
import {
  NationalIds,
  cardNumber,
  dice,
  insuranceNumber,
  oldIdentityCard,
  otherCardProvince,
  phoneNumber,
  startOfBirthYear,
} from './numbers.ts';
import {
  EXIT,
  type Commune,
  type Household,
  LIST,
  type Person,
  type Village,
  categoryOfKey,
  issuerOfKey,
} from './people.ts';
import { type Scope, childCardEnd, schoolEnd } from './rules.ts';

/** Units of the made-up places. */
export interface PlaceIds {
  village(village: Village): number;
  commune(commune: Commune): number;
}

export interface RowMaker {
  scope: Scope;
  names: NameMaker;
  places: PlaceIds;
  today: Day;
  /** everybody in the order of serials */
  people: Person[];
  /** ids before those of this demo: province code × 10^10 and what was given out earlier */
  ids: IdBases;
  /** added to serials: those of the scopes before */
  offset: number;
  scopeIndex: number;
}

export interface IdBases {
  person: number;
  household: number;
}

export function* rowsOf(maker: RowMaker, table: FactTable): Generator<BulkRow> {
  if (table === 'person_version') yield* personRows(maker);
  else if (table === 'residence') yield* residenceRows(maker);
  else if (table === 'household') yield* householdRows(maker);
  else if (table === 'household_member') yield* memberRows(maker);
  else if (table === 'status') yield* statusRows(maker);
  else if (table === 'participation') yield* participationRows(maker);
  else yield* aggregateRows(maker);
}

export function personId(maker: RowMaker, person: Person): number {
  return maker.ids.person + maker.offset + person.serial;
}

function householdId(maker: RowMaker, household: Household): number {
  return maker.ids.household + maker.offset + household.serial;
}

/** Below ten million; belongs to this person in this demo. */
function sequenceOf(maker: RowMaker, person: Person): number {
  return maker.offset + person.serial;
}

/** Known on `today`: has come, and had not gone before the register began. */
function isKnown(maker: RowMaker, person: Person): boolean {
  return person.since <= maker.today && person.until > maker.scope.plan.since;
}

// ── persons ─────────────────────────────────────────────────────────────────────────────────────

function* personRows(maker: RowMaker): Generator<BulkRow> {
  const { plan } = maker.scope;
  const random = maker.scope.random.fork('names');
  const ids = new NationalIds(plan.birthProvince, maker.scopeIndex, plan.scopes.length);
  for (const person of maker.people) {
    const { serial } = person;
    const people = plan.peoples[person.people];
    const year = yearOf(person.birth);
    const name = maker.names.fullName(
      random,
      people?.name ?? '',
      person.surname,
      person.male,
      year,
    );
    const wrongSex = dice(serial, 1) < 0.0015;
    const number = ids.next(
      wrongSex ? { ...person, male: !person.male } : person,
      dice(serial, 2) < 0.08,
    );
    if (!isKnown(maker, person)) continue;
    const age = ageAt(person.birth, maker.today);
    // by the age on a fixed day: a later today must not change what was known of a birth
    const old = ageAt(person.birth, plan.reference);
    const yearOnly = dice(serial, 3) < (old >= 60 ? 0.055 : old >= 30 ? 0.006 : 0.0008);
    const sequence = sequenceOf(maker, person);
    yield [
      personId(maker, person),
      knownIso(Math.max(person.birth, plan.since)),
      null,
      name,
      yearOnly ? startOfBirthYear(person.birth) : knownIso(person.birth),
      yearOnly ? 'year' : 'day',
      person.male ? 'male' : 'female',
      people?.code ?? null,
      null,
      nationalIdOf(person, number, age, sequence),
      person.cards.length > 0 || dice(serial, 5) < 0.2
        ? insuranceNumber(plan.province, sequence)
        : null,
      age >= 17 && age < 80 && dice(serial, 6) < (age < 60 ? 0.62 : 0.3)
        ? phoneNumber(sequence)
        : null,
      null,
    ];
  }
}

/** Two in a hundred are missing (more among the old and the newborn), some have the old card's nine digits. */
function nationalIdOf(
  person: Person,
  number: string,
  age: number,
  sequence: number,
): string | null {
  const u = dice(person.serial, 4);
  if (u < (age >= 75 ? 0.05 : age < 1 ? 0.12 : 0.014)) return null;
  if (age >= 40 && u > 0.991) return oldIdentityCard(sequence);
  return number;
}

// ── residence ───────────────────────────────────────────────────────────────────────────────────

const AWAY_NOTE = 'đi làm ngoài tỉnh';
const BOARDING_NOTE = 'ở trọ gần nơi làm việc, học tập';

function* residenceRows(maker: RowMaker): Generator<BulkRow> {
  const { plan } = maker.scope;
  for (const person of maker.people) {
    if (!isKnown(maker, person)) continue;
    const id = personId(maker, person);
    const gone = person.until <= maker.today;
    const end = gone ? person.until : NEVER;
    let place = 0;
    let from = Math.max(person.since, plan.since);
    for (const stay of staysOf(person)) {
      if (stay.to <= from || stay.from > maker.today || from >= end) continue;
      const to = stay.to <= maker.today ? Math.min(stay.to, end) : end;
      place = placeOf(maker, stay.village, person.household.serial);
      yield [id, knownIso(from), isoOf(to), place, 'permanent', null];
      from = to;
    }
    if (gone) {
      const kind = person.exit === EXIT.died ? 'died' : 'left';
      yield [id, knownIso(person.until), null, place, kind, null];
      continue;
    }
    yield* besideHome(maker, person, id, place);
  }
}

interface Stay {
  village: Village;
  from: Day;
  to: Day;
}

/** Villages one after another; a founder's time in the first household is told as of the wedding day. */
function staysOf(person: Person): Stay[] {
  const { household } = person;
  const stays: Stay[] = [];
  let village = household.first;
  let from = -NEVER;
  for (const move of household.moves) {
    stays.push({ village, from, to: move.day });
    village = move.village;
    from = move.day;
  }
  stays.push({ village, from, to: NEVER });
  return stays;
}

/** Rooms near work, and work outside the province. */
function* besideHome(
  maker: RowMaker,
  person: Person,
  id: number,
  place: number,
): Generator<BulkRow> {
  const { serial } = person;
  if (person.category === C.publicServant && dice(serial, 7) < 0.04) {
    const from = Math.max(person.since + 30, newYear(2022) + Math.floor(dice(serial, 8) * 900));
    const towns = maker.scope.communes.filter((commune) => commune.urban);
    const town = towns[serial % Math.max(1, towns.length)];
    const village = town?.villages[serial % Math.max(1, town.villages.length)];
    if (village && from <= maker.today) {
      yield [id, knownIso(from), null, maker.places.village(village), 'temporary', BOARDING_NOTE];
    }
  }
  if (!person.outside || dice(serial, 9) >= 0.55) return;
  for (let at = 0; at < person.cards.length; at += 4) {
    const from = Math.max(person.cards[at + 1] ?? 0, person.since);
    if (issuerOfKey(person.cards[at] ?? 0) === OWN || from > maker.today) continue;
    yield [id, knownIso(from), null, place, 'away', AWAY_NOTE];
    return;
  }
}

/** Now and then only the commune is known. */
function placeOf(maker: RowMaker, village: Village, household: number): number {
  return dice(household, 10) < 0.008
    ? maker.places.commune(village.commune)
    : maker.places.village(village);
}

// ── households ──────────────────────────────────────────────────────────────────────────────────

function* householdRows(maker: RowMaker): Generator<BulkRow> {
  const { plan } = maker.scope;
  for (const household of maker.scope.households) {
    const heads = knownHeads(maker, household);
    if (heads.length === 0) continue;
    const id = householdId(maker, household);
    const sequence = String(maker.offset + household.serial).padStart(7, '0');
    const number = `${household.first.commune.code}-${sequence}`;
    const last = heads.at(-1)?.to ?? NEVER;
    const end = last <= maker.today ? last : NEVER;
    let from = Math.max(household.since, plan.since, heads[0]?.from ?? 0);
    let village = household.first;
    for (const move of household.moves) {
      if (move.day > maker.today || move.day >= end) break;
      if (move.day > from) {
        const place = placeOf(maker, village, household.serial);
        yield [id, knownIso(from), knownIso(move.day), place, number, null];
        from = move.day;
      }
      village = move.village;
    }
    if (from < end) {
      yield [
        id,
        knownIso(from),
        isoOf(end),
        placeOf(maker, village, household.serial),
        number,
        null,
      ];
    }
  }
}

function knownHeads(maker: RowMaker, household: Household): HeadSpell[] {
  const { plan } = maker.scope;
  return headsOf(household, plan.since).filter(
    (spell) => spell.from <= maker.today && spell.to > plan.since,
  );
}

function* memberRows(maker: RowMaker): Generator<BulkRow> {
  for (const household of maker.scope.households) {
    const heads = knownHeads(maker, household);
    const members = household.founder
      ? [household.founder, ...household.members]
      : household.members;
    for (const person of members) {
      if (isKnown(maker, person)) yield* memberSpells(maker, household, person, heads);
    }
  }
}

/** A new row whenever the head changes: the relation is to the head of the day. */
function* memberSpells(
  maker: RowMaker,
  household: Household,
  person: Person,
  heads: readonly HeadSpell[],
): Generator<BulkRow> {
  const isFounder = household.founder === person;
  const start = isFounder ? person.movedOn : Math.max(person.since, maker.scope.plan.since);
  const leaves =
    !isFounder && person.movedTo ? Math.min(person.movedOn, person.until) : person.until;
  const end = leaves <= maker.today ? leaves : NEVER;
  let open: { from: Day; to: Day; relation: Relation } | null = null;
  for (const spell of heads) {
    const from = Math.max(start, spell.from);
    const to = Math.min(end, spell.to <= maker.today ? spell.to : NEVER);
    if (from >= to || from > maker.today) continue;
    const relation = relationOf(household, spell.head, person);
    if (open && open.to === from && open.relation === relation) open.to = to;
    else {
      if (open) yield memberRow(maker, household, person, open);
      open = { from, to, relation };
    }
  }
  if (open) yield memberRow(maker, household, person, open);
}

function memberRow(
  maker: RowMaker,
  household: Household,
  person: Person,
  spell: { from: Day; to: Day; relation: Relation },
): BulkRow {
  return [
    personId(maker, person),
    knownIso(spell.from),
    isoOf(spell.to),
    householdId(maker, household),
    spell.relation === 'head',
    spell.relation,
  ];
}

// ── statuses ────────────────────────────────────────────────────────────────────────────────────

const LIST_STATUS = ['', 'poorHousehold', 'nearPoorHousehold', 'averageLivingHousehold'] as const;
const LIST_SOURCE = [
  '',
  'Danh sách hộ nghèo năm',
  'Danh sách hộ cận nghèo năm',
  'Danh sách hộ có mức sống trung bình năm',
] as const;

/** Status that a card of a category tells of, while the card runs. */
const STATUS_OF_CATEGORY: ReadonlyMap<number, string> = new Map([
  [C.publicServant, 'employee'],
  [C.enterprise, 'employee'],
  [C.otherBody, 'employee'],
  [C.cooperative, 'employee'],
  [C.communeOfficer, 'employee'],
  [C.pensioner, 'pensioner'],
  [C.unemployed, 'unemploymentBenefit'],
  [C.topMerit, 'merit'],
  [C.merit, 'merit'],
  [C.resistance, 'merit'],
  [C.veteran, 'veteran'],
  [C.martyrRelative, 'meritRelative'],
  [C.meritRelative, 'meritRelative'],
  [C.socialProtection, 'socialProtection'],
  [C.socialPension, 'socialProtection'],
  [C.student, 'student'],
]);

function* statusRows(maker: RowMaker): Generator<BulkRow> {
  for (const person of maker.people) {
    if (!isKnown(maker, person)) continue;
    const id = personId(maker, person);
    const start = Math.max(person.since, maker.scope.plan.since);
    yield* listStatuses(maker, person, id, start);
    yield* pupilStatus(maker, person, id, start);
    yield* cardStatuses(maker, person, id, start);
  }
}

/** One row for each run of years on the same list. */
function* listStatuses(
  maker: RowMaker,
  person: Person,
  id: number,
  start: Day,
): Generator<BulkRow> {
  const firstYear = yearOf(maker.scope.plan.since);
  const { lists } = person.household;
  const years = Math.min(lists.length, yearOf(maker.today) - firstYear + 1);
  for (let i = 0; i < years; i += 1) {
    const list = lists[i] ?? LIST.none;
    if (list === LIST.none) continue;
    let last = i;
    while (last + 1 < years && lists[last + 1] === list) last += 1;
    const from = Math.max(newYear(firstYear + i), start);
    const to = Math.min(newYear(firstYear + last + 1), person.until);
    const source = `${LIST_SOURCE[list] ?? ''} ${firstYear + last}`;
    if (from < to && from <= maker.today) {
      yield [id, knownIso(from), isoOf(to), LIST_STATUS[list], null, source];
    }
    i = last;
  }
}

function* pupilStatus(maker: RowMaker, person: Person, id: number, start: Day): Generator<BulkRow> {
  const from = Math.max(childCardEnd(person.birth), start);
  const end = Math.min(schoolEnd(person.birth), person.until);
  if (from >= end || from > maker.today || dice(person.serial, 12) < 0.015) return;
  yield [id, knownIso(from), isoOf(end <= maker.today ? end : NEVER), 'pupil', null, null];
}

/** Cards of one status that touch each other make one row. */
function* cardStatuses(
  maker: RowMaker,
  person: Person,
  id: number,
  start: Day,
): Generator<BulkRow> {
  const spells: { status: string; from: Day; to: Day }[] = [];
  const { cards } = person;
  for (let at = 0; at < cards.length; at += 4) {
    const status = STATUS_OF_CATEGORY.get(categoryOfKey(cards[at] ?? 0));
    if (status === undefined) continue;
    const from = Math.max(cards[at + 1] ?? 0, start);
    const to = Math.min(cards[at + 3] ?? 0, person.until);
    if (from > maker.today || from >= to) continue;
    spells.push({ status, from, to: to <= maker.today ? to : NEVER });
  }
  spells.sort((a, b) => (a.status < b.status ? -1 : a.status > b.status ? 1 : a.from - b.from));
  for (let i = 0; i < spells.length; i += 1) {
    const spell = spells[i];
    const next = spells[i + 1];
    if (!spell) continue;
    if (next && next.status === spell.status && next.from <= spell.to) {
      next.from = spell.from;
      next.to = Math.max(next.to, spell.to);
      continue;
    }
    yield [id, knownIso(spell.from), isoOf(spell.to), spell.status, null, null];
  }
}

// ── cards ───────────────────────────────────────────────────────────────────────────────────────

/** Cards bought ahead are known this many days before they begin. */
const AHEAD_DAYS = 30;

function* participationRows(maker: RowMaker): Generator<BulkRow> {
  const { plan } = maker.scope;
  for (const person of maker.people) {
    if (!isKnown(maker, person)) continue;
    const id = personId(maker, person);
    const insurance = insuranceNumber(plan.province, sequenceOf(maker, person));
    const facility = facilityOf(maker, person);
    const { cards } = person;
    for (let at = 0; at < cards.length; at += 4) {
      const category = categoryOfKey(cards[at] ?? 0);
      const from = cards[at + 1] ?? 0;
      const planned = cards[at + 2] ?? 0;
      const actual = cards[at + 3] ?? 0;
      if (from > maker.today && !isBoughtAhead(maker, person, category, from)) continue;
      const to = actual <= maker.today ? actual : planned;
      if (to <= plan.since || from >= to) continue;
      const issuer = issuerOfKey(cards[at] ?? 0);
      const province = issuer === OWN ? plan.province : otherCardProvince(person, plan.province);
      const code = codeOf(category);
      yield [
        id,
        knownIso(from),
        isoOf(to),
        code,
        ISSUERS[issuer],
        dice(person.serial + at, 13) < 0.006
          ? null
          : cardNumber(code, digitOf(category, from), province, insurance),
        issuer === OWN ? facility : null,
        null,
      ];
    }
  }
}

function isBoughtAhead(maker: RowMaker, person: Person, category: number, from: Day): boolean {
  return (
    termOf(category) === 'bought' &&
    from <= maker.today + AHEAD_DAYS &&
    person.since <= maker.today &&
    dice(person.serial, 14) < 0.3
  );
}

/** Made-up codes: the commune's health station, or the hospital of the district. */
function facilityOf(maker: RowMaker, person: Person): string {
  const { plan } = maker.scope;
  const { commune } = person.household.village;
  return dice(person.serial, 15) < 0.45
    ? `${plan.province}900`
    : `${plan.province}${String(901 + (commune.index % 99))}`;
}

function* aggregateRows(maker: RowMaker): Generator<BulkRow> {
  const { plan, communes } = maker.scope;
  for (const commune of communes) {
    const people = plan.aggregate.get(commune.code) ?? 0;
    if (people === 0) continue;
    const place = maker.places.commune(commune);
    yield [
      place,
      knownIso(plan.since),
      null,
      'TQ',
      'army',
      people,
      'Thân nhân do Quân đội cấp thẻ',
    ];
  }
}
