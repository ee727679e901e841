import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, overlaps } from '../kernel/dates.ts';
import { makeRandom } from '../kernel/random.ts';
import { loadLawBook } from './book-files.ts';
import { findDoubleCovers } from './double-cover.ts';
import type { CardSpell } from './five-years.ts';
import { compareCategories } from './groups.ts';

const book = loadLawBook();
const ON = '2026-11-21';

function randomCards(seed: number): CardSpell[] {
  const random = makeRandom(seed);
  return Array.from({ length: 2 + random.int(3) }, () => {
    const from = addDays('2023-01-01', random.int(1200));
    const to = random.chance(0.2) ? null : addDays(from, 1 + random.int(500));
    return { category: random.pick(['GD', 'HN', 'DN', 'HS', 'CN', 'TE', 'XX']), from, to };
  });
}

describe('two cards on the same days', () => {
  test('are found exactly where cards overlap, and the law ranks the one that counts first', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const cards = randomCards(seed);
        const covers = findDoubleCovers(book, cards, ON);
        const overlapping = cards.filter((a) => cards.some((b) => a !== b && overlaps(a, b)));
        expect(covers.length > 0).toBe(overlapping.length > 0);
        for (const { from, counts, other, months } of covers) {
          found += 1;
          expect(compareCategories(book, from, counts.category, other.category)).toBeLessThan(1);
          expect(counts.from <= from && other.from <= from).toBe(true);
          expect(months === 0 || addMonths(from, months) <= ON).toBe(true);
        }
        // a card is double once
        expect(new Set(covers.map((cover) => cover.other)).size).toBe(covers.length);
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(200);
  });

  test('money is whole months of the shares, which sum to the contribution where it is known', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { months, paid } of findDoubleCovers(book, randomCards(seed), ON)) {
          for (const part of paid) {
            if (part.monthlyVnd === null) expect(part.vnd).toBeNull();
            else {
              // the lowest and the highest full month of these years, by months
              expect(part.vnd).toBeLessThanOrEqual(113_850 * part.months);
              expect(part.vnd === 0).toBe(part.months === 0);
            }
            // only a person pays ahead
            expect(part.payer === 'participant' || part.months === months).toBe(true);
            expect(part.months >= months).toBe(true);
          }
          const monthly = paid.reduce((sum, part) => sum + (part.monthlyVnd ?? 0), 0);
          const isKnown = paid.length > 0 && paid.every((part) => part.monthlyVnd !== null);
          if (isKnown) expect([81_000, 105_300, 113_850, 67_050]).toContain(monthly);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    // who pays by the ladder: the order of payment is not known, at most that of the first
    ['GD', null, 10 * 105_300],
    // 70 % by the State in general; all but 20 % where the province adds 10 for this person
    ['CN', null, 10 * 31_590],
    ['CN', { category: 'CN', stateBp: 7000, provinceBp: 1000 }, 10 * 21_060],
    // what is decided in another category says nothing
    ['CN', { category: 'HN', stateBp: 10_000, provinceBp: 0 }, 10 * 31_590],
  ])('the own part of a card of %s with %j decided is an estimate', (category, known, vnd) => {
    const cards = [
      { category, from: '2026-01-01', to: '2027-01-01' },
      { category: 'HN', from: '2026-03-01', to: '2027-01-01' },
    ];
    const [cover] = findDoubleCovers(book, cards, ON, known);
    // paid ahead on the card's first day: the base of July changes nothing
    const own = cover?.paid.find((part) => part.payer === 'participant');
    expect(own).toMatchObject({ months: 10, vnd, isExact: false });
  });

  test('a card the State pays wholly is exact: each month by its own base', () => {
    const cards = [
      { category: 'HN', from: '2026-01-01', to: '2027-01-01' },
      { category: 'DN', from: '2026-05-01', to: null },
    ];
    const [cover] = findDoubleCovers(book, cards, ON);
    // May and June of 2,340,000, July to October of 2,530,000, times 4.5 %
    const vnd = 2 * 105_300 + 4 * 113_850;
    expect(cover?.paid).toMatchObject([{ payer: 'state', months: 6, vnd, isExact: true }]);
  });
});
