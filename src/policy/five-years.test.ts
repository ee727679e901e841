import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addYears } from '../kernel/dates.ts';
import { type Random, makeRandom } from '../kernel/random.ts';
import { loadLawBook } from './book-files.ts';
import { type CardSpell, type FiveYears, makeFiveYearsCounter } from './five-years.ts';
import { continuity } from './validity.ts';

const book = loadLawBook();
const ON = '2026-11-21';
const counter = makeFiveYearsCounter(book, ON);

/** Cards since 2019, often with breaks near the limits. */
function randomCards(random: Random): CardSpell[] {
  const cards: CardSpell[] = [];
  let from = addDays('2019-01-01', random.int(1500));
  for (let count = 1 + random.int(5); count > 0; count -= 1) {
    const to = addDays(from, 30 + random.int(700));
    const isOpen = random.chance(0.1);
    cards.push({ category: random.pick(['GD', 'HN', 'DN']), from, to: isOpen ? null : to });
    from = addDays(
      to,
      random.pick([-20, 0, 1, 60, 88, 89, 90, 91, 92, 93, 118, 120, 121, 122, 123, 150]),
    );
  }
  return cards;
}

/** Day by day, as one would count on a calendar; breaks are judged one by one. */
function naive(cards: readonly CardSpell[]): Omit<FiveYears, 'fullOn'> | null {
  const isCovered = (day: string) =>
    cards.some((card) => card.from <= day && (card.to === null || day < card.to));
  const keeps = (firstDay: string, paidOn: string) =>
    paidOn === firstDay || continuity(book, 5, addDays(firstDay, -1), paidOn).fiveYearsContinuous;
  // a household card that waited was paid for 30 days before its first day
  const waited = (firstDay: string, start: string) => {
    const paidOn = addDays(start, -30);
    const isOwn = cards.some((card) => card.category === 'GD' && card.from === start);
    if (!isOwn || paidOn <= firstDay) return false;
    const { waits, fiveYearsContinuous } = continuity(book, 5, addDays(firstDay, -1), paidOn);
    return waits && fiveYearsContinuous;
  };
  const last = '2034-01-01';
  let since: string | null = null;
  let gapFrom: string | null = null;
  let day = cards.map((card) => card.from).sort()[0] ?? ON;
  for (; day < last; day = addDays(day, 1)) {
    if (!isCovered(day)) {
      if (since !== null) gapFrom ??= day;
      continue;
    }
    if (since === null) {
      if (day > ON) return null;
      since = day;
    } else if (gapFrom !== null) {
      if (!keeps(gapFrom, day) && !waited(gapFrom, day)) {
        if (day > ON) break;
        since = day;
      }
      gapFrom = null;
    }
  }
  if (since === null) return null;
  if (gapFrom === null) return { since, endsOn: null, keepUntil: null };
  let keepUntil = gapFrom;
  for (let ahead = 1; ahead < 200; ahead += 1) {
    const start = addDays(gapFrom, ahead);
    if (keeps(gapFrom, start)) keepUntil = start;
  }
  return { since, endsOn: gapFrom, keepUntil };
}

describe('the count of five years', () => {
  test('is what one counts day by day on a calendar', () => {
    const states = { broken: 0, kept: 0, open: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const cards = randomCards(makeRandom(seed));
        const found = counter.count(cards);
        expect(found).toEqual({ ...naive(cards), fullOn: found && addYears(found.since, 5) });
        if (found?.keepUntil === null) states.open += 1;
        else if (found && found.keepUntil < ON) states.broken += 1;
        else states.kept += 1;
      }),
      { numRuns: 120 },
    );
    expect(Math.min(...Object.values(states))).toBeGreaterThan(3);
  });

  test.each([
    // Law 51 Art 16.3c, NĐ 188 Art 18.1a: paid on the 90th day without a card, it waits 30 days
    ['GD', 90, '2020-01-01'],
    ['GD', 119, '2026-09-28'],
    ['GD', 120, '2020-01-01'],
    ['GD', 121, '2026-09-30'],
    // an employer's card does not wait: 120 days are too long
    ['DN', 120, '2026-09-29'],
  ])('a card of %s after %i days counts since %s', (category, days, since) => {
    const cards = [
      { category: 'GD', from: '2020-01-01', to: '2026-06-01' },
      { category, from: addDays('2026-06-01', days), to: null },
    ];
    expect(counter.count(cards)?.since).toBe(since);
  });

  test('neither the order of cards nor where one is cut in two matters', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = makeRandom(seed);
        const cards = randomCards(random);
        const [first] = cards;
        const cut = first && addDays(first.from, 1 + random.int(28));
        const pieces =
          first && cut
            ? [...cards.slice(1), { ...first, from: cut }, { ...first, to: cut }]
            : cards;
        expect(counter.count(pieces)).toEqual(counter.count(cards));
      }),
      { numRuns: 400 },
    );
  });

  test('every break is told in order, each with a citation where a rule is held', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const gaps: string[] = [];
        counter.count(randomCards(makeRandom(seed)), (gap) => {
          expect(gap.citation.length > 0).toBe(gap.because !== 'ruleMissing');
          gaps.push(gap.from);
        });
        expect(gaps).toEqual(gaps.toSorted());
      }),
      { numRuns: 200 },
    );
  });
});
