import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRandom } from '../kernel/random.ts';
import { randomDay, randomFacts } from './random-facts.ts';
import { loadLawBook } from './book-files.ts';
import { type FastDecision, compactFacts, dayCode, makeDecider } from './decide-fast.ts';
import { decide } from './decide.ts';

const book = loadLawBook();

test('the fast path decides as the traced path', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = makeRandom(seed);
      const on = randomDay(random);
      const decider = makeDecider(book, on);
      const fast: FastDecision = {
        category: -1,
        stateBp: 0,
        provinceBp: 0,
        benefitBp: 0,
        localUnknown: false,
      };
      for (let person = 0; person < 20; person += 1) {
        const facts = randomFacts(random);
        decider.decide(compactFacts(decider, facts), fast);
        const traced = decide(book, facts, on);
        expect({
          category: decider.categories[fast.category],
          stateBp: fast.stateBp,
          provinceBp: fast.provinceBp,
          benefitBp: fast.benefitBp,
          localUnknown: fast.localUnknown,
        }).toEqual({
          category: traced.counts?.category,
          stateBp: traced.counts?.stateBp ?? 0,
          provinceBp: traced.counts?.provinceBp ?? 0,
          benefitBp: traced.benefitBp ?? 0,
          localUnknown: traced.counts?.localUnknown ?? false,
        });
      }
    }),
    { numRuns: 400 },
  );
});

test('day numbers keep the order of days', () => {
  const days = ['2023-12-31', '2024-01-01', '2024-02-29', '2024-03-01', '2024-12-31', '2025-01-01'];
  const codes = days.map(dayCode);
  expect(codes).toEqual([...codes].sort((a, b) => a - b));
});
