import { describe, expect, test } from 'vitest';
import { makeRandom } from '../kernel/random.ts';
import { loadLawBook } from '../policy/book-files.ts';
import { nextChanges } from '../policy/changes.ts';
import { decide } from '../policy/decide.ts';
import type { PersonFacts } from '../policy/facts.ts';
import { quote } from '../policy/quote.ts';
import { randomFacts } from '../policy/random-facts.ts';
import { type ClassRow, placeFactsOf } from './areas.ts';
import { makeLawDesk, ownMonthlyVnd, watchOf } from './law-desk.ts';
import {
  type Decided,
  type PersonRecord,
  coverOn,
  decidePerson,
  emptyDecided,
  lapseOf,
} from './person.ts';
import { makePlaces, nextChange } from './person.ts';

const book = loadLawBook();
const desk = makeLawDesk(book);
const PLACE = 7;

function recordOf(facts: PersonFacts): PersonRecord {
  return {
    personId: 1,
    birthDate: facts.birthDate,
    ethnicityCode: facts.ethnicityCode,
    placeId: PLACE,
    placeTo: null,
    householdId: null,
    statuses: [...facts.statuses],
    cards: [],
  };
}

describe('the bulk decision of one person', () => {
  test('agrees with the traced decision, its price and its next change', () => {
    const random = makeRandom('entitlement-person');
    let changed = 0;
    let priced = 0;
    for (let at = 0; at < 400; at += 1) {
      const drawn = randomFacts(random);
      const facts = { ...drawn, choices: [], school: null };
      const on = random.pick(['2020-03-15', '2024-11-02', '2025-06-30', '2026-11-21']);
      if (facts.birthDate !== null && facts.birthDate > on) continue;
      const until = `${Number(on.slice(0, 4)) + 1}-12-31`;
      const provinceOn = (day: string) =>
        day === '2025-06-30' ? facts.formerProvinceCode : facts.provinceCode;
      // on that very day one code would have to be two provinces: former is what the law asks then
      if (on === '2025-06-30') facts.provinceCode = facts.formerProvinceCode;
      const places = makePlaces(() => ({ areas: facts.areaClasses, provinceOn }));
      const person = recordOf(facts);
      const now = emptyDecided();
      decidePerson(desk.day(on), person, places.on(PLACE, on), now);
      const traced = decide(book, facts, on);
      expect(now.categoryCode).toBe(traced.counts?.category ?? null);
      const own = traced.counts?.shares?.find((share) => share.payer === 'participant');
      if (traced.counts?.shares) {
        const ownBp = own ? Math.round((own.numerator * 10_000) / own.denominator) : 0;
        expect(now.ownBp).toBe(ownBp);
      }
      priced += checkPrice(facts, now, on) ? 1 : 0;
      const next = nextChange(desk, watchOf(book, on, until), places, person, now, { on, until });
      const expected = nextChanges(book, facts, on, until).find((change) =>
        change.differs.some((kind) => kind === 'category' || kind === 'support'),
      );
      expect([next?.on, next?.categoryCode]).toEqual([
        expected?.on,
        expected && (expected.after.counts?.category ?? null),
      ]);
      if (next) changed += 1;
    }
    expect(changed).toBeGreaterThan(50);
    expect(priced).toBeGreaterThan(50);
  });
});

function checkPrice(facts: PersonFacts, now: Decided, on: string): boolean {
  const category = now.categoryCode;
  const monthly = ownMonthlyVnd(desk.day(on), now.category, now, 1);
  if (category === null || monthly === null || now.ownBp === 0) return false;
  const member = { ref: '1', category, paidOn: on, months: 3, facts };
  const quoted = quote(book, { members: [member] });
  if (!quoted.ok) return false;
  const part = quoted.value.members[0]?.segments[0]?.shares.find(
    (share) => share.payer === 'participant',
  );
  expect(monthly).toBe(part?.monthlyVnd ?? 0);
  return true;
}

describe('cover and lapse', () => {
  test('cards that touch are one cover; a gap ends it', () => {
    const cards = [
      { category: 'GD', from: '2026-01-01', to: '2026-07-01' },
      { category: 'GD', from: '2026-07-01', to: '2027-01-01' },
      { category: 'HS', from: '2027-02-01', to: null },
    ];
    expect(coverOn(cards, '2026-03-01')).toMatchObject({ isInsured: true, to: '2027-01-01' });
    expect(coverOn(cards, '2027-01-15')).toMatchObject({
      isInsured: false,
      last: { category: 'GD', endedOn: '2027-01-01' },
      startsOn: '2027-02-01',
    });
    expect(coverOn(cards, '2027-02-01')).toMatchObject({ isInsured: true, to: null });
  });

  test('an open free card is lost when its category is no longer offered', () => {
    const cover = coverOn([{ category: 'DK', from: '2017-01-01', to: null }], '2021-06-30');
    const now = { ...emptyDecided(), category: 1, categoryCode: 'DK', stateBp: 10_000, ownBp: 0 };
    const next = {
      on: '2021-07-01',
      cause: 'areaListEnds' as const,
      categoryCode: 'GD',
      stateBp: 0,
      provinceBp: 0,
      ownBp: 10_000,
    };
    expect(lapseOf(cover, now, next)).toEqual({ on: '2021-07-01', cause: 'areaListEnds' });
    expect(lapseOf(cover, now, { ...next, categoryCode: 'HN', ownBp: 0 })).toBeNull();
  });
});

describe('area classes of a place', () => {
  const rows: Record<number, ClassRow[]> = {
    30: [
      { unitId: 30, scheme: 'ethnicArea', class: 'III', from: '2017-04-28', to: '2021-07-01' },
      { unitId: 30, scheme: 'ethnicArea', class: 'I', from: '2021-07-01', to: null },
    ],
    40: [{ unitId: 40, scheme: 'ethnicArea', class: 'III', from: '2026-01-01', to: null }],
  };
  const spans = [
    { from: '0001-01-01', to: '2025-07-01', path: [1, 8, 76, 30, 7] },
    { from: '2025-07-01', to: null, path: [1, 8, 40, 7] },
  ];

  test('a village follows its commune, the old list holds until the new commune is classed', () => {
    const { areas } = placeFactsOf(
      7,
      spans,
      (id) => rows[id] ?? [],
      () => [],
    );
    expect(areas.filter((row) => row.areaClass !== 'minorityMountain')).toEqual([
      { areaClass: 'regionIII', from: '2017-04-28', to: '2021-07-01' },
      { areaClass: 'regionI', from: '2021-07-01', to: '2026-01-01' },
      { areaClass: 'regionIII', from: '2026-01-01', to: null },
    ]);
    expect(areas.filter((row) => row.areaClass === 'minorityMountain')).toEqual([
      { areaClass: 'minorityMountain', from: '2017-04-28', to: null },
    ]);
  });
});
