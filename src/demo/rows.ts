/**
 * Made-up people as rows of the register, in the order of `BULK_COLUMNS`. What would happen after
 * `today` is not told: nobody dies, moves or is born in the future; cards run to their printed end.
 */
import type { BulkRow, FactTable } from '../registry/types.ts';
import { aggregateRows, participationRows, statusRows } from './card-rows.ts';
import { C, OWN } from './categories.ts';
import { type Day, NEVER, ageAt, isoOf, knownIso, newYear, yearOf } from './days.ts';
import { householdRows, memberRows } from './household-rows.ts';
import {
  NationalIds,
  dice,
  socialInsuranceNumber,
  oldIdentityCard,
  phoneNumber,
  startOfBirthYear,
} from './numbers.ts';
import { EXIT, type Person, type Village, issuerOfKey } from './people.ts';
import { type RowMaker, isKnown, personId, placeOf, sequenceOf } from './row-maker.ts';

export function* rowsOf(maker: RowMaker, table: FactTable): Generator<BulkRow> {
  if (table === 'person_version') yield* personRows(maker);
  else if (table === 'residence') yield* residenceRows(maker);
  else if (table === 'household') yield* householdRows(maker);
  else if (table === 'household_member') yield* memberRows(maker);
  else if (table === 'status') yield* statusRows(maker);
  else if (table === 'participation') yield* participationRows(maker);
  else yield* aggregateRows(maker);
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
        ? socialInsuranceNumber(plan.province, sequence)
        : null,
      age >= 17 && age < 80 && dice(serial, 6) < (age < 60 ? 0.62 : 0.3)
        ? phoneNumber(sequence)
        : null,
      null,
    ];
  }
}

/**
 * Two in a hundred are missing (more among the old and the newborn), some have the old card's nine
 * digits.
 */
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

/**
 * Villages one after another; a founder's time in the first household is told as of the wedding
 * day.
 */
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
