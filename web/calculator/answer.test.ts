import { describe, expect, test } from 'vitest';
import { policyVi } from '../../messages/policy.vi.ts';
import { loadLawBook } from '../../src/policy/book-files.ts';
import { STATUSES } from '../../src/policy/facts.ts';
import { answerFor, statusGroups } from './answer.ts';
import { type Household, type Member, newHousehold, newMember } from './household.ts';

const book = loadLawBook();

function household(members: Partial<Member>[], patch: Partial<Household> = {}): Household {
  return {
    ...newHousehold('2026-08-10'),
    members: members.map((member) => ({ ...newMember(), birth: '1980', ...member })),
    ...patch,
  };
}

function answered(asked: Household) {
  const answer = answerFor(book, asked);
  if (!answer.ok) throw new Error(answer.faults.map(({ code }) => code).join());
  return answer.value;
}

describe('the answer for a household', () => {
  test('five members of a household pay 1,366,200 down the ladder (NĐ 188 Art 6.5b, W1)', () => {
    const { members, totalVnd } = answered(household([{}, {}, {}, {}, {}]));
    expect(members.map(({ quote }) => quote?.fullVnd)).toEqual([
      1_366_200, 956_340, 819_720, 683_100, 546_480,
    ]);
    expect(totalVnd).toBe(4_371_840);
  });

  test('who joined earlier in the year moves everybody down', () => {
    const { totalVnd } = answered(household([{}], { joinedBefore: 1 }));
    expect(totalVnd).toBe(956_340);
  });

  test('a child under 6, a pupil, a near-poor household, a province that adds 20 points', () => {
    const near = answered(
      household([{ birth: '3/9/2021' }, { statuses: ['pupil'], birth: '2013' }], {
        paidOn: '2025-12-31',
        standing: 'nearPoor',
        province: 'bac-giang',
      }),
    );
    expect(near.members.map(({ decision }) => decision.counts?.category)).toEqual(['TE', 'CN']);
    // 2,340,000 × 4.5 % × 12: the state 70 %, the province 20 %, the household 10 %
    expect(near.members[1]?.quote?.amounts).toEqual({
      state: 884_520,
      province: 252_720,
      participant: 126_360,
    });
    const after = answered(
      household([{}], { paidOn: '2026-01-01', standing: 'nearPoor', province: 'bac-giang' }),
    );
    expect(after.members[0]?.quote?.amounts.province).toBeUndefined();
  });

  test('an employee without a salary is asked for it and does not stop the others', () => {
    const { members, totalVnd } = answered(household([{ statuses: ['employee'] }, {}]));
    expect(members[0]?.faults.map(({ code }) => code)).toEqual(['policy.incomeNeeded']);
    expect(totalVnd).toBe(1_366_200);
  });

  test('tells the day on which a child’s card ends and what follows', () => {
    const { members } = answered(household([{ birth: '3/9/2020' }]));
    const [change] = members[0]?.changes ?? [];
    expect(change?.on).toBe('2026-10-01');
    expect(change?.after.counts?.category).toBe('GD');
  });

  test('no reason is said twice in a row of the same share', () => {
    const { members } = answered(household([{ statuses: ['student'] }]));
    const codes = members[0]?.lines.map(({ code }) => code) ?? [];
    expect(codes).not.toContain('pay.participant');
    expect(codes).toContain('quote.share.participant');
    expect(codes).not.toContain('because.everyone');
  });

  test('a day before the first law is refused with its reason', () => {
    const answer = answerFor(book, household([{}], { paidOn: '2009-06-30' }));
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect(policyVi.faults).toHaveProperty([answer.faults[0]?.code ?? '']);
  });
});

test('every status of a person that the law of today asks for can be chosen once', () => {
  const offered = statusGroups(book, '2026-08-10').flatMap(({ statuses }) => statuses);
  expect(new Set(offered).size).toBe(offered.length);
  for (const status of ['pupil', 'employee', 'merit', 'traffickingVictim'] as const) {
    expect(offered).toContain(status);
  }
  expect(offered).not.toContain('nearPoor');
  expect(offered.every((status) => STATUSES.includes(status))).toBe(true);
});
