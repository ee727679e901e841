import { describe, expect, test } from 'vitest';
import { makeRandom } from '../kernel/random.ts';
import type { Random } from '../kernel/random.ts';
import { addMonths } from '../kernel/dates.ts';
import { loadLawBook } from '../policy/book-files.ts';
import { randomFacts } from '../policy/random-facts.ts';
import { applyScenario } from '../policy/scenario.ts';
import { makeLawDesk, watchOf } from './law-desk.ts';
import type { CardRow, PersonRecord } from './person.ts';
import { makePlaces } from './person.ts';
import { type Tally, type WhatIf, addPerson, emptyCounts, tallyDays } from './what-if.ts';

const ON = '2026-11-21';
const DAYS = [ON, ...Array.from({ length: 13 }, (_, at) => addMonths('2026-12-01', at))];
const UNTIL = '2027-12-01';
const PLACE = 7;

const book = loadLawBook();
const scenario = applyScenario(book, [
  { kind: 'parameter', id: 'baseSalary', value: 2_700_000, from: '2027-03-01', to: null },
  { kind: 'support', category: 'CN', bp: 10_000, from: '2027-02-01', to: '2027-09-01' },
]);
if (!scenario.ok) throw new Error('the scenario is refused');
const then = scenario.value.book;

function randomCards(random: Random): CardRow[] {
  const categories = ['DT', 'DK', 'HN', 'GD', 'DN', 'HS', 'CN', 'HT', 'TE'];
  return Array.from({ length: random.int(3) }, () => ({
    category: random.pick(categories),
    from: random.pick(['2025-01-01', '2026-06-01', '2027-01-01']),
    to: random.pick([null, '2026-11-21', '2027-05-01']),
  }));
}

/** Poor until a day of next year, with the card of it. */
function putOnList(random: Random, person: PersonRecord | undefined): void {
  const to = random.pick(['2027-01-01', '2027-06-15']);
  person?.statuses.push({ status: 'poor', from: '2026-01-01', to });
  person?.cards.push({ category: 'HN', from: '2026-01-01', to: random.pick([null, to]) });
}

function tallies(
  persons: readonly PersonRecord[],
  places: readonly ReturnType<typeof makePlaces>[],
  days: readonly string[],
) {
  const counts = emptyCounts();
  const desks = [makeLawDesk(book), makeLawDesk(then)] as const;
  persons.forEach((person, at) => {
    const own = places[at];
    if (!own) return;
    const whatIf: WhatIf = {
      on: ON,
      days,
      sides: [
        { desk: desks[0], places: own, watch: watchOf(book, ON, UNTIL) },
        { desk: desks[1], places: own, watch: watchOf(then, ON, UNTIL) },
      ],
      positionOf: (personId) => 1 + (personId % 7),
      sponsorsOf: () => [],
      countsOf: () => counts,
    };
    addPerson(whatIf, person);
  });
  const uptake = (category: string | null) => (category === 'GD' ? 0.25 : 0.5);
  return counts.map((kinds, side) => {
    const desk = desks[side === 1 ? 1 : 0];
    return tallyDays(
      kinds,
      days.map((day) => desk.day(day)),
      uptake,
    );
  });
}

describe('people alike counted together', () => {
  test('are the sum of each of them on each day alone', () => {
    const random = makeRandom('what-if');
    const persons: PersonRecord[] = [];
    const places: ReturnType<typeof makePlaces>[] = [];
    for (let at = 0; at < 150; at += 1) {
      const facts = randomFacts(random);
      if (facts.birthDate !== null && facts.birthDate > ON) continue;
      const provinceOn = () => facts.provinceCode;
      places.push(makePlaces(() => ({ areas: facts.areaClasses, provinceOn })));
      persons.push({
        personId: at,
        birthDate: facts.birthDate,
        ethnicityCode: facts.ethnicityCode,
        placeId: PLACE,
        placeTo: null,
        householdId: null,
        statuses: [...facts.statuses],
        cards: randomCards(random),
      });
      if (random.chance(0.4)) putOnList(random, persons.at(-1));
    }
    const together = tallies(persons, places, DAYS);
    // asked for one day only, that day is decided by itself
    const changed = { left: 0, money: 0 };
    DAYS.slice(1).forEach((day, at) => {
      const alone = tallies(persons, places, [day]);
      for (const side of [0, 1] as const) {
        const expected = alone[side]?.[0];
        expectSame(together[side]?.[at + 1], expected);
        changed.left += expected?.leftStatePaid ?? 0;
      }
      if (alone[0]?.[0]?.stateVnd !== alone[1]?.[0]?.stateVnd) changed.money += 1;
    });
    expect(changed.left).toBeGreaterThan(20);
    expect(changed.money).toBeGreaterThan(5);
  });
});

describe('a child whose card runs past 72 months', () => {
  /** born on 10/3/2021: 72 months on 10/3/2027, the card to 30/9/2027 */
  const child: PersonRecord = {
    personId: 0,
    birthDate: '2021-03-10',
    ethnicityCode: null,
    placeId: PLACE,
    placeTo: null,
    householdId: null,
    statuses: [],
    cards: [{ category: 'TE', from: '2021-03-10', to: '2027-10-01' }],
  };
  const place = makePlaces(() => ({ areas: [], provinceOn: () => '08' }));
  const [today] = tallies([child], [place], DAYS);

  test.each([
    ['2027-03-01', 1, 113_850],
    // the month of the day of 72 months counts whole, later ones are not paid
    ['2027-04-01', 1, 0],
    ['2027-09-01', 1, 0],
    // then the household's category, taken up by every fourth
    ['2027-10-01', 0.25, 0],
  ])('on %s %d insured, %d đồng of the State', (day, insured, stateVnd) => {
    expect(today?.[DAYS.indexOf(day)]).toMatchObject({ residents: 1, insured, stateVnd });
  });
});

function expectSame(found: Tally | undefined, expected: Tally | undefined): void {
  if (!found || !expected) throw new Error('a tally is missing');
  for (const key of Object.keys(expected) as (keyof Tally)[]) {
    expect(found[key], key).toBeCloseTo(expected[key], 3);
  }
}
