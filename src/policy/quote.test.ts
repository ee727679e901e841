import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRandom } from '../kernel/random.ts';
import { loadLawBook } from './book-files.ts';
import { listCategories } from './groups.ts';
import { quoteHousehold } from './household-quote.ts';
import { NO_FACTS } from './facts.ts';
import { lawDay, sharesOf } from './law-day.ts';
import { type Quote, type QuoteMember, quote } from './quote.ts';
import { randomDay, randomFacts } from './random-facts.ts';

const book = loadLawBook();

function randomMember(seed: number): QuoteMember {
  const random = makeRandom(seed);
  const paidOn = randomDay(random);
  return {
    ref: 'a',
    category: random.pick(listCategories(book, paidOn)).category,
    paidOn,
    months: random.pick([3, 6, 12]),
    incomeVnd: 1 + random.int(80_000_000),
    suspended: random.chance(0.1),
    facts: randomFacts(random),
    sponsorBp: random.chance(0.3) ? random.int(5000) : 0,
  };
}

describe('properties of every quote', () => {
  test('the parts sum to the whole, to the đồng, and none is negative', () => {
    let quoted = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const outcome = quote(book, { members: [randomMember(seed)], allMembersTakePart: true });
        if (!outcome.ok) return;
        quoted += 1;
        for (const member of outcome.value.members) {
          const parts = Object.values(member.amounts);
          expect(parts.every((part) => part >= 0 && Number.isSafeInteger(part))).toBe(true);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(member.fullVnd);
          for (const segment of member.segments) {
            const shares = segment.shares.reduce((sum, part) => sum + part.monthlyVnd, 0);
            expect(shares).toBe(segment.monthlyVnd);
          }
          const months = member.segments.reduce((sum, segment) => sum + segment.months, 0);
          expect(months).toBe(member.months);
        }
      }),
      { numRuns: 600 },
    );
    expect(quoted).toBeGreaterThan(150);
  });

  test('no further month makes the whole or the part of any payer less', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const member = { ...randomMember(seed), incomeVnd: 1 + (seed % 80_000_000) };
        let before: Quote | null = null;
        for (let months = 1; months <= 24; months += 1) {
          const asked = { members: [{ ...member, months }], allMembersTakePart: true };
          const outcome = quote(book, asked);
          if (!outcome.ok) continue;
          if (before) {
            compared += 1;
            expect(outcome.value.totalVnd).toBeGreaterThanOrEqual(before.totalVnd);
            for (const [payer, amount] of Object.entries(before.amounts)) {
              const after = outcome.value.amounts[payer as keyof Quote['amounts']] ?? 0;
              expect(after).toBeGreaterThanOrEqual(amount);
            }
          }
          before = outcome.value;
        }
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  test('the shares of every category sum to one on every day of the law', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = makeRandom(seed);
        const day = lawDay(book, randomDay(random));
        const facts = randomFacts(random);
        for (const line of day.lines) {
          const shares = sharesOf(day, line, facts)?.shares;
          if (!shares) continue;
          const sum = shares.reduce((total, part) => total + part.numerator / part.denominator, 0);
          expect(sum).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('every day since 2009-07-01 has exactly one taxonomy', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), (days) => {
        const on = Temporal.PlainDate.from('2009-07-01').add({ days }).toString();
        const rows = book.data.groups.taxonomies.filter(
          (row) => row.from <= on && (row.to === null || on < row.to),
        );
        expect(rows).toHaveLength(1);
      }),
    );
  });
});

test.each([
  [{ level: 'province' as const, provinceCode: '01' }, 'province', '01'],
  [{ level: 'central' as const, provinceCode: '01' }, 'central', null],
  [null, 'school', null],
])('the state part of a pupil is paid where the school is: %j', (school, level, provinceCode) => {
  const facts = { ...NO_FACTS, provinceCode: '08', formerProvinceCode: '08', school };
  const outcome = quote(book, {
    members: [{ ref: 'a', category: 'HS', paidOn: '2026-09-10', months: 12, facts }],
  });
  if (!outcome.ok) throw new Error('must be quoted');
  const state = outcome.value.members[0]?.segments[0]?.shares[0];
  expect(state).toMatchObject({ payer: 'state', level, provinceCode, amountVnd: 683_100 });
});

test('a sponsor pays out of the own part only', () => {
  const outcome = quote(book, {
    members: [
      { ref: 'a', category: 'CN', paidOn: '2026-08-10', months: 12, sponsorBp: 1000 },
      { ref: 'b', category: 'CN', paidOn: '2026-08-10', months: 12, sponsorBp: 9000 },
    ],
  });
  if (!outcome.ok) throw new Error('must be quoted');
  expect(outcome.value.members[0]?.amounts).toEqual({
    state: 956_340,
    sponsor: 136_620,
    participant: 273_240,
  });
  expect(outcome.value.members[1]?.amounts).toEqual({ state: 956_340, sponsor: 409_860 });
});

test('all faults of all members come at once, each at its member', () => {
  const outcome = quote(book, {
    members: [
      { ref: 'a', category: 'GD', paidOn: '2026-08-10', months: 5 },
      { ref: 'b', category: 'DN', paidOn: '2026-08-10', months: 1 },
      { ref: 'c', category: 'KT', paidOn: '2025-06-30', months: 6 },
    ],
  });
  expect(outcome).toEqual({
    ok: false,
    faults: [
      { code: 'policy.termNotAllowed', params: { months: 5, allowed: '3, 6, 12' }, at: 'a' },
      { code: 'policy.incomeNeeded', params: { category: 'DN', base: 'salary' }, at: 'b' },
      {
        code: 'policy.categoryNotInForce',
        params: { category: 'KT', on: '2025-06-30' },
        at: 'c',
      },
    ],
  });
});

test('a family: the child is paid for, the pupil supported, the parents take the steps', () => {
  const family = quoteHousehold(book, '2026-08-10', [
    { ref: 'father', facts: { ...NO_FACTS, birthDate: '1985-02-01' }, months: 12 },
    { ref: 'mother', facts: { ...NO_FACTS, birthDate: '1987-05-03' }, months: 12 },
    {
      ref: 'pupil',
      facts: {
        ...NO_FACTS,
        birthDate: '2014-09-09',
        statuses: [{ status: 'pupil', from: '2020-09-05', to: null }],
      },
      months: 12,
    },
    { ref: 'child', facts: { ...NO_FACTS, birthDate: '2023-04-04' }, months: 12 },
    {
      ref: 'aunt',
      facts: { ...NO_FACTS, statuses: [{ status: 'employee', from: '2020-01-01', to: null }] },
      months: 12,
    },
  ]);
  const own = family.members.map((member) => member.quote?.amounts.participant ?? null);
  expect(own).toEqual([1_366_200, 956_340, 683_100, null, null]);
  expect(family.members.map((member) => member.decision.counts?.category)).toEqual([
    'GD',
    'GD',
    'HS',
    'TE',
    'DN',
  ]);
  expect(family.members[4]?.faults[0]?.code).toBe('policy.incomeNeeded');
  expect(family.amounts).toEqual({ participant: 3_005_640, state: 683_100 + 1_366_200 });
});
