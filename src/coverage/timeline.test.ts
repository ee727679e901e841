import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNTING_KINDS, ISSUER_CLASSES } from '../registry/types.ts';
import { type DayNumber, OPEN_END, dayNumber, isoOfDay } from './days.ts';
import { makeLawOrder } from './law-order.ts';
import { makeSignatures } from './signatures.ts';
import { type CountRow, GRAIN, LAYER, makeFlowSums } from './sums.ts';
import { OUTSIDE, type PersonFacts, WEIGHED_KINDS, flowsOf, timelineOf } from './timeline.ts';

const CATEGORIES = ['DN', 'GD', 'HN', 'HT', 'TE', 'XX'];
const CHANGE = '2015-01-01';

/** An order of its own: it turns round on 1/1/2015, and XX is ranked by neither. */
function rankOf(category: string, on: string): number {
  const at = ['DN', 'HT', 'TE', 'HN', 'GD'].indexOf(category);
  if (at < 0) return 10_000;
  return on < CHANGE ? at : 10 - at;
}

function makeLaw() {
  const order = makeLawOrder([CHANGE], CATEGORIES, rankOf);
  return { order, signatures: makeSignatures([], order) };
}

interface Spell {
  from: DayNumber;
  to: DayNumber;
}

const EARLY = dayNumber('2014-12-01');
const SPAN = 62;

function spell<T extends object>(more: fc.Arbitrary<T>): fc.Arbitrary<Spell & T> {
  return fc
    .tuple(fc.integer({ min: 0, max: SPAN }), fc.integer({ min: 1, max: 40 }), fc.boolean(), more)
    .map(([start, days, open, rest]) => ({
      from: EARLY + start,
      to: open ? OPEN_END : EARLY + start + days,
      ...rest,
    }));
}

const residence = spell(
  fc.record({
    placeId: fc.integer({ min: 1, max: 4 }),
    kind: fc.integer({ min: 0, max: WEIGHED_KINDS.length - 1 }),
  }),
);
const card = spell(
  fc.record({
    category: fc.integer({ min: 0, max: CATEGORIES.length - 1 }),
    issuer: fc.integer({ min: 0, max: ISSUER_CLASSES.length - 1 }),
  }),
);
const personFacts: fc.Arbitrary<PersonFacts> = fc.record({
  residences: fc.array(residence, { maxLength: 4 }),
  cards: fc.array(card, { maxLength: 5 }),
});

/** What the law says of one day, written anew with sorting and texts. */
function naiveDay(facts: PersonFacts, day: DayNumber): string | null {
  const holds = (fact: Spell) => fact.from <= day && day < fact.to;
  const lived = facts.residences.filter(holds);
  if (lived.some((fact) => fact.kind >= COUNTING_KINDS.length)) return null;
  const [home] = lived.toSorted(
    (a, b) => a.kind - b.kind || b.from - a.from || b.placeId - a.placeId,
  );
  if (!home) return null;
  const byIssuer = ISSUER_CLASSES.map((_, issuer) => {
    const names = facts.cards
      .filter((fact) => fact.issuer === issuer && holds(fact))
      .map((fact) => CATEGORIES[fact.category] ?? '');
    const [first] = names.toSorted(
      (a, b) => rankOf(a, isoOfDay(day)) - rankOf(b, isoOfDay(day)) || (a < b ? -1 : a > b ? 1 : 0),
    );
    return first ?? '-';
  });
  return `${home.placeId} ${byIssuer.join(' ')}`;
}

describe('the timeline of a person', () => {
  test('says of every day what the law says of that day', () => {
    fc.assert(
      fc.property(personFacts, (facts) => {
        const law = makeLaw();
        const timeline = timelineOf(facts, law);
        for (let day = EARLY - 2; day < EARLY + SPAN + 45; day += 1) {
          const segment = timeline.find((item) => item.from <= day && day < item.to);
          const said = segment
            ? `${segment.placeId} ${law.signatures
                .categoriesOf(segment.signature)
                .map((category) => category ?? '-')
                .join(' ')}`
            : null;
          expect(said).toBe(naiveDay(facts, day));
        }
      }),
      { numRuns: 400, seed: 20_260_101 },
    );
  });

  test('has no needless joints: neighbours differ and are in order', () => {
    fc.assert(
      fc.property(personFacts, (facts) => {
        const timeline = timelineOf(facts, makeLaw());
        timeline.forEach((segment, at) => {
          expect(segment.from).toBeLessThan(segment.to);
          const next = timeline[at + 1];
          if (!next) return;
          expect(segment.to).toBeLessThanOrEqual(next.from);
          const same = segment.placeId === next.placeId && segment.signature === next.signature;
          expect(same && segment.to === next.from).toBe(false);
        });
      }),
      { numRuns: 400, seed: 20_260_102 },
    );
  });

  test('its flows, summed from the past, give back every day', () => {
    fc.assert(
      fc.property(personFacts, (facts) => {
        const timeline = timelineOf(facts, makeLaw());
        const flows: { day: number; placeId: number; from: number; to: number }[] = [];
        flowsOf(
          timeline,
          (day, placeId, from, to) => flows.push({ day, placeId, from, to }),
          EARLY + SPAN + 45,
        );
        for (let day = EARLY - 2; day < EARLY + SPAN + 45; day += 1) {
          const held = new Map<string, number>();
          const add = (key: string, n: number) => held.set(key, (held.get(key) ?? 0) + n);
          for (const flow of flows.filter((item) => item.day <= day)) {
            if (flow.from !== OUTSIDE) add(`${flow.placeId}/${flow.from}`, -1);
            if (flow.to !== OUTSIDE) add(`${flow.placeId}/${flow.to}`, 1);
          }
          const counted = [...held].filter(([, n]) => n !== 0);
          const segment = timeline.find((item) => item.from <= day && day < item.to);
          expect(counted).toEqual(segment ? [[`${segment.placeId}/${segment.signature}`, 1]] : []);
        }
      }),
      { numRuns: 300, seed: 20_260_103 },
    );
  });

  test('a renewal without a gap is one segment; the order that turns on 1/1/2015 cuts it there', () => {
    const law = makeLaw();
    const home = { from: EARLY, to: OPEN_END, placeId: 7, kind: 1 };
    const renewed = timelineOf(
      {
        residences: [home],
        cards: [
          { from: EARLY, to: EARLY + 10, category: 1, issuer: 0 },
          { from: EARLY + 10, to: OPEN_END, category: 1, issuer: 0 },
        ],
      },
      law,
    );
    expect(renewed).toHaveLength(1);
    const both = timelineOf(
      {
        residences: [home],
        cards: [
          { from: EARLY, to: OPEN_END, category: 0, issuer: 0 },
          { from: EARLY, to: OPEN_END, category: 1, issuer: 0 },
        ],
      },
      law,
    );
    expect(
      both.map((segment) => [
        isoOfDay(segment.from),
        law.signatures.categoriesOf(segment.signature)[0],
      ]),
    ).toEqual([
      ['2014-12-01', 'DN'],
      [CHANGE, 'GD'],
    ]);
  });
});

describe('the sums of many flows', () => {
  test('state = year + month + days, on every layer, for every day of the span and around it', () => {
    const people = fc.array(personFacts, { minLength: 1, maxLength: 12 });
    const anchors = new Map([
      [1, 1],
      [2, 1],
      [3, 3],
      [4, 3],
    ]);
    const regions = new Map([
      [1, 9],
      [3, 9],
    ]);
    fc.assert(
      fc.property(people, (list) => {
        const law = makeLaw();
        const sums = makeFlowSums();
        const timelines = list.map((facts) => timelineOf(facts, law));
        for (const timeline of timelines) {
          flowsOf(timeline, (day, place, from, to) => sums.add(day, place, from, to, 1), 100_000);
        }
        const counts = [...sums.countRows({ anchorOf: anchors, regionOf: regions })];
        const flows = [...sums.flowRows()];
        for (const day of [
          '2014-12-31',
          '2015-01-01',
          '2015-01-31',
          '2015-02-14',
          '2015-12-31',
          '2040-12-31',
        ]) {
          const at = dayNumber(day);
          const expected = new Map<string, number>();
          for (const timeline of timelines) {
            const segment = timeline.find((item) => item.from <= at && at < item.to);
            if (!segment) continue;
            const anchor = anchors.get(segment.placeId) ?? 0;
            for (const key of [
              `0/${segment.placeId}/${segment.signature}`,
              `1/${anchor}/${segment.signature}`,
              `2/9/${segment.signature}`,
            ]) {
              expected.set(key, (expected.get(key) ?? 0) + 1);
            }
          }
          expect(statesOn(day, counts, flows)).toEqual(expected);
        }
      }),
      { numRuns: 200, seed: 20_260_104 },
    );
  });

  test('what comes before the counted years stands in their first state only', () => {
    const sums = makeFlowSums();
    sums.add(dayNumber('1987-03-02'), 5, OUTSIDE, 0, 1);
    sums.add(dayNumber('2040-12-31'), 5, 0, OUTSIDE, 1);
    const areas = { anchorOf: new Map([[5, 5]]), regionOf: new Map([[5, 5]]) };
    const counts = [...sums.countRows(areas)].filter((row) => row[0] !== LAYER.region);
    expect([...sums.flowRows()]).toEqual([[5, '2040-12-31', 0, OUTSIDE, 1]]);
    expect(counts.filter((row) => row[0] === LAYER.place)).toHaveLength(32);
    expect(counts.filter((row) => row[2] !== GRAIN.year)).toEqual([
      [LAYER.anchor, 5, GRAIN.day, '2040-12-31', 0, -1],
    ]);
  });

  test('what is taken back leaves nothing', () => {
    const sums = makeFlowSums();
    for (let i = 0; i < 5000; i += 1) sums.add(16_000 + (i % 900), i % 50, OUTSIDE, i % 7, 1);
    for (let i = 0; i < 5000; i += 1) sums.add(16_000 + (i % 900), i % 50, OUTSIDE, i % 7, -1);
    expect([...sums.flowRows()]).toEqual([]);
    expect([...sums.countRows({ anchorOf: new Map(), regionOf: new Map() })]).toEqual([]);
  });
});

function statesOn(
  day: string,
  counts: readonly CountRow[],
  flows: readonly [number, string, number, number, number][],
): Map<string, number> {
  const year = `${day.slice(0, 4)}-01-01`;
  const month = `${day.slice(0, 7)}-01`;
  const held = new Map<string, number>();
  const add = (key: string, n: number) => {
    held.set(key, (held.get(key) ?? 0) + n);
    if (held.get(key) === 0) held.delete(key);
  };
  for (const [layer, place, grain, start, signature, n] of counts) {
    const counted =
      (grain === GRAIN.year && start === year) ||
      (grain === GRAIN.month && start === month) ||
      (grain === GRAIN.day && start >= month && start <= day);
    if (counted) add(`${layer}/${place}/${signature}`, n);
  }
  for (const [place, on, from, to, n] of flows) {
    if (on < year || on > day) continue;
    if (from !== OUTSIDE) add(`0/${place}/${from}`, -n);
    if (to !== OUTSIDE) add(`0/${place}/${to}`, n);
  }
  return held;
}
