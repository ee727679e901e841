import { describe, expect, test } from 'vitest';
import { explainPair } from './explain.ts';
import { FIRST_MODEL } from './model.ts';
import { makeScorer, nameWeight } from './score.ts';
import { type LinkRecord, LinkageModel } from './types.ts';

const HOA: LinkRecord = {
  fullName: 'Nguyễn Thị Hòa',
  birthYear: 1985,
  birthMonth: 7,
  birthDay: 3,
  sex: 'female',
  placeId: null,
  nationalId: '014185000123',
  socialInsuranceNumber: '1420123456',
};

const PLACE = { villageId: 11, communeId: 1 };
const PEOPLE = 1_300_000;
/** 1.3 million people: −log2 = −20.31; a name borne by 52: −log2(52.5 / 1.3 million) = 14.60 */
const FREQUENCY = { people: PEOPLE, bearers: 52 };

function scoreOf(
  change: Partial<LinkRecord>,
  place: { villageId: number; communeId: number } = PLACE,
  frequency = FREQUENCY,
): number {
  const changed = { ...HOA, ...change };
  return explainPair(
    { record: HOA, place: PLACE },
    { record: changed, place },
    FIRST_MODEL,
    frequency,
  ).scoreCentibits;
}

test('the first model has the form of a model', () => {
  expect(LinkageModel.parse(FIRST_MODEL)).toEqual(FIRST_MODEL);
});

test('a name of 52 among 1.3 million has the typical weight, a name of nobody the greatest', () => {
  const scorer = makeScorer(FIRST_MODEL, PEOPLE);
  expect(scorer.prior).toBe(-2031);
  expect(nameWeight(scorer, 52)).toBe(1460);
  expect(nameWeight(scorer, 0)).toBe(1800);
  // log2(1,300,000 / 13,000.5) = 6.64
  expect(nameWeight(scorer, 13_000)).toBe(664);
});

/** Sums by hand: prior −20.31, then name, birth, sex, place, personal and social-insurance number. */
describe('every level', () => {
  const NONE = { nationalId: null, socialInsuranceNumber: null };
  const OTHERS = -2031 + 1430 + 100 + 1060;
  test.each([
    ['all equal', {}, -2031 + 1451 + 1430 + 100 + 1060 + 1800 + 1800],
    ['no numbers', NONE, OTHERS + 1451],
    ['words in another order', { ...NONE, fullName: 'Hòa Nguyễn Thị' }, OTHERS + 789],
    ['a typo', { ...NONE, fullName: 'Nguyễn Thị Hào' }, OTHERS + 700],
    ['initials', { ...NONE, fullName: 'Ng. T. Hòa' }, OTHERS + 700],
    ['close', { ...NONE, fullName: 'Nguyễn Thị Hoang' }, OTHERS + 35],
    ['middle name missing', { ...NONE, fullName: 'Nguyễn Hòa' }, OTHERS + 470],
    ['similar', { ...NONE, fullName: 'Nguyễn Thu Lan' }, OTHERS - 500],
    ['another name', { ...NONE, fullName: 'Trần Văn Hùng' }, OTHERS - 1050],
    ['day and month swapped', { ...NONE, birthMonth: 3, birthDay: 7 }, 580 - 1430 + 920 + 1430],
    ['only the year', { ...NONE, birthMonth: 0, birthDay: 0 }, 580 + 570],
    ['another day', { ...NONE, birthDay: 13 }, 580 + 330],
    ['a year later', { ...NONE, birthYear: 1986 }, 580 + 580],
    ['digits of the year swapped', { ...NONE, birthYear: 1958 }, 580 + 200],
    ['another day and month', { ...NONE, birthMonth: 9, birthDay: 21 }, 580 - 600],
    ['another birth', { ...NONE, birthYear: 1971, birthDay: 21 }, 580 - 1200],
    ['birth not known', { ...NONE, birthYear: 0 }, 580],
    ['another sex', { ...NONE, sex: 'male' as const }, 2010 - 100 - 660],
    ['sex not known', { ...NONE, sex: null }, 2010 - 100],
    ['number near', { ...NONE, nationalId: '014185000132' }, 2010 + 1000],
    ['another number', { ...NONE, nationalId: '014185999999' }, 2010 - 840],
    ['number equal', { ...NONE, nationalId: HOA.nationalId }, 2010 + 1800],
    ['card number near', { ...NONE, socialInsuranceNumber: '1420123457' }, 2010 + 600],
    ['another card number', { ...NONE, socialInsuranceNumber: '1420999999' }, 2010 - 840],
  ])('%s', (_, change, score) => {
    expect(scoreOf(change)).toBe(score);
  });

  test('place', () => {
    expect(scoreOf(NONE, { villageId: 12, communeId: 1 })).toBe(2010 - 1060 + 200);
    expect(scoreOf(NONE, { villageId: 21, communeId: 2 })).toBe(2010 - 1060 - 560);
    expect(scoreOf(NONE, { villageId: 0, communeId: 0 })).toBe(2010 - 1060);
  });

  test('two years apart', () => {
    const older = { ...NONE, birthYear: 1999 };
    const younger = { ...NONE, birthYear: 2001 };
    const explained = explainPair(
      { record: { ...HOA, ...older }, place: PLACE },
      { record: { ...HOA, ...younger }, place: PLACE },
      FIRST_MODEL,
      FREQUENCY,
    );
    expect(explained.levels.birth).toBe('nearYear');
    expect(explained.scoreCentibits).toBe(580 - 170);
  });

  test('a rare name weighs more, by half where it is misspelt, not at all where it is another', () => {
    const rare = { people: PEOPLE, bearers: 0 };
    expect(scoreOf(NONE, PLACE, rare)).toBe(2010 + 340);
    expect(scoreOf({ ...NONE, fullName: 'Nguyễn Thị Hào' }, PLACE, rare)).toBe(OTHERS + 700 + 170);
    expect(scoreOf({ ...NONE, fullName: 'Trần Văn Hùng' }, PLACE, rare)).toBe(OTHERS - 1050);
  });
});

test('an equal number beside another name, birth and sex stays below the bound of identifiers', () => {
  const stranger = {
    fullName: 'Trần Văn Hùng',
    birthYear: 1961,
    birthDay: 9,
    sex: 'male' as const,
  };
  const score = scoreOf({ ...stranger, socialInsuranceNumber: null });
  expect(score).toBe(-2031 - 1050 - 1200 - 660 + 1060 + 1800);
  expect(score).toBeLessThan(FIRST_MODEL.bounds.identifierMin);
});

test('either side first gives the same', () => {
  const other = { ...HOA, fullName: 'Hòa Nguyễn', birthYear: 1958, sex: null };
  const forth = explainPair({ record: HOA }, { record: other }, FIRST_MODEL);
  const back = explainPair({ record: other }, { record: HOA }, FIRST_MODEL);
  expect(back).toEqual(forth);
});
