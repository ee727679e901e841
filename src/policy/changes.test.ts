import { describe, expect, test } from 'vitest';
import { loadLawBook } from './book-files.ts';
import { nextChanges } from './changes.ts';
import { NO_FACTS, type PersonFacts } from './facts.ts';
import { type LastSpell, reasonUncovered } from './lapse.ts';

const book = loadLawBook();

function told(facts: PersonFacts, after: string, until: string): string[] {
  return nextChanges(book, facts, after, until).map((change) => {
    const causes = change.causes.map((cause) => cause.code).join('+');
    const to = change.after.counts?.category ?? '-';
    return `${change.on} ${change.differs.join('+')} → ${to} (${causes})`;
  });
}

describe('what changes tomorrow', () => {
  test('a child turns six: the card to 30 September, then a pupil', () => {
    const facts: PersonFacts = {
      ...NO_FACTS,
      birthDate: '2020-03-20',
      statuses: [{ status: 'pupil', from: '2026-09-05', to: '2032-06-01' }],
    };
    expect(told(facts, '2026-01-01', '2027-12-31')).toEqual([
      '2026-10-01 category+benefit+price → HS (underSixCardEnds)',
    ]);
    expect(told(facts, '2026-12-01', '2032-12-31')).toEqual([
      '2032-06-01 category → GD (statusEnds)',
    ]);
  });

  test('the commune leaves the list: 36 months of support, then the household', () => {
    const facts: PersonFacts = {
      ...NO_FACTS,
      ethnicityCode: '02',
      areaClasses: [{ areaClass: 'regionIII', from: '2021-06-04', to: '2026-06-04' }],
    };
    expect(told(facts, '2026-01-01', '2030-12-31')).toEqual([
      '2026-06-04 category+benefit+price → DS (areaListEnds)',
      '2026-07-01 price → DS (baseChanges)',
      '2029-06-04 category+benefit → GD (limitedSupportEnds)',
    ]);
  });

  test('the resolution of Bắc Giang ends, then the near-poor list', () => {
    const facts: PersonFacts = {
      ...NO_FACTS,
      provinceCode: '24',
      formerProvinceCode: '24',
      statuses: [{ status: 'nearPoor', from: '2024-01-01', to: '2026-01-15' }],
    };
    expect(told(facts, '2025-12-01', '2026-02-01')).toEqual([
      '2026-01-01 support+benefit → CN (lawChanges+resolutionEnds)',
      '2026-01-15 category+benefit → GD (statusEnds)',
    ]);
  });

  test('turning 75 on a survivor allowance, and nothing for who has nothing to come', () => {
    const facts: PersonFacts = {
      ...NO_FACTS,
      birthDate: '1951-12-20',
      statuses: [{ status: 'survivorAllowance', from: '2010-01-01', to: null }],
    };
    expect(told(facts, '2026-11-21', '2027-11-21')).toEqual([
      '2026-12-20 category+benefit+price → CT (turns)',
    ]);
    expect(told(NO_FACTS, '2026-11-21', '2027-11-21')).toEqual([]);
  });
});

describe('why somebody has no card', () => {
  const on = '2026-11-21';
  const poorUntil: PersonFacts = {
    ...NO_FACTS,
    statuses: [{ status: 'poor', from: '2024-01-01', to: '2026-01-01' }],
  };
  test.each<[string, PersonFacts, LastSpell | null]>([
    ['newborn', { ...NO_FACTS, birthDate: '2026-10-01' }, null],
    ['never', { ...NO_FACTS, birthDate: '1990-10-01' }, null],
    ['termEnded', NO_FACTS, { category: 'GD', endedOn: '2026-05-01' }],
    ['listEnded', poorUntil, { category: 'HN', endedOn: '2026-01-01' }],
    [
      'listNotRenewed',
      { ...NO_FACTS, statuses: [{ status: 'poor', from: '2024-01-01', to: null }] },
      { category: 'HN', endedOn: '2026-01-01' },
    ],
    ['areaListEnded', NO_FACTS, { category: 'DK', endedOn: '2021-06-04' }],
    ['supportEnded', NO_FACTS, { category: 'DS', endedOn: '2026-10-01' }],
    [
      'turnedSix',
      { ...NO_FACTS, birthDate: '2020-01-01' },
      { category: 'TE', endedOn: '2026-10-01' },
    ],
    ['leftSchool', NO_FACTS, { category: 'HS', endedOn: '2026-10-01' }],
    ['leftEmployment', NO_FACTS, { category: 'DN', endedOn: '2026-10-01' }],
    ['benefitEnded', NO_FACTS, { category: 'TN', endedOn: '2026-10-01' }],
    ['leftGroup', NO_FACTS, { category: 'BT', endedOn: '2026-10-01' }],
  ])('%s', (reason, facts, spell) => {
    expect(reasonUncovered(book, facts, spell, on).reason).toBe(reason);
  });
});
