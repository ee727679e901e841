/** Cards, cards without names, and what official lists say of people (statuses). */
import type { BulkRow } from '../registry/types.ts';
import { C, ISSUERS, OWN, codeOf, digitOf, termOf } from './categories.ts';
import { type Day, NEVER, isoOf, knownIso, newYear, yearOf } from './days.ts';
import { cardNumber, dice, socialInsuranceNumber, otherCardProvince } from './numbers.ts';
import { LIST, type Person, categoryOfKey, issuerOfKey } from './people.ts';
import { type RowMaker, isKnown, personId, sequenceOf } from './row-maker.ts';
import { childCardEnd, schoolEnd } from './rules.ts';

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
  [C.formerCadre, 'retiredCommuneCadre'],
  [C.workAccident, 'workAccidentAllowance'],
  [C.longIllness, 'longSickness'],
  [C.topMerit, 'meritTop'],
  [C.merit, 'merit'],
  [C.resistance, 'resistance'],
  [C.veteran, 'veteran'],
  [C.martyrRelative, 'martyrRelative'],
  [C.meritRelative, 'meritRelative'],
  [C.meritCarer, 'meritCarer'],
  [C.socialProtection, 'socialProtection'],
  [C.survivor, 'survivorAllowance'],
  [C.retiredCadre, 'retiredCommuneCadreBudget'],
  [C.formerDisability, 'formerDisability'],
  [C.deputy, 'deputy'],
  [C.socialPension, 'socialPension'],
  [C.student, 'student'],
]);

export function* statusRows(maker: RowMaker): Generator<BulkRow> {
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

export function* participationRows(maker: RowMaker): Generator<BulkRow> {
  const { plan } = maker.scope;
  for (const person of maker.people) {
    if (!isKnown(maker, person)) continue;
    const id = personId(maker, person);
    const insurance = socialInsuranceNumber(plan.province, sequenceOf(maker, person));
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

export function* aggregateRows(maker: RowMaker): Generator<BulkRow> {
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
