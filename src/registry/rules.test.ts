import { describe, expect, test } from 'vitest';
import { type PersonFacts, noFacts } from './facts.ts';
import {
  checkName,
  checkPerson,
  countingResidenceOn,
  findPersonViolations,
  lastResidence,
  versionOn,
} from './rules.ts';
import { carve, changeWithin, findOverlaps, nextStart } from './spans.ts';
import type { ResidenceKind } from './types.ts';

interface Home {
  factId: number | null;
  validFrom: string;
  validTo: string | null;
  kind: ResidenceKind;
  placeId: number;
}

const home = (
  kind: ResidenceKind,
  placeId: number,
  validFrom: string,
  validTo: string | null = null,
): Home => ({ factId: 1, kind, placeId, validFrom, validTo });

describe('where a person counts on a day', () => {
  const permanent = home('permanent', 1, '2015-01-01');
  const temporary = home('temporary', 2, '2021-03-01', '2021-09-01');
  const away = home('away', 3, '2014-01-01');
  test.each<[string, Home[], string, number | null]>([
    ['permanent', [permanent], '2021-03-01', 1],
    ['temporary before permanent, from its first day', [permanent, temporary], '2021-03-01', 2],
    ['the day before', [permanent, temporary], '2021-02-28', 1],
    ['no longer on its end', [permanent, temporary], '2021-09-01', 1],
    ['away only when nothing else', [away, permanent], '2021-01-01', 1],
    ['away', [away, permanent], '2014-06-01', 3],
    ['nowhere before the first', [permanent], '2014-12-31', null],
    ['nowhere after leaving', [permanent, home('left', 1, '2022-01-01')], '2022-01-01', null],
    ['nowhere after death', [permanent, home('died', 1, '2022-01-01')], '2023-05-05', null],
  ])('%s', (_, residences, day, place) => {
    expect(countingResidenceOn(residences, day)?.placeId ?? null).toBe(place);
  });
});

describe('where a person lives last', () => {
  test.each<[string, Home[], number]>([
    [
      'the open one',
      [home('permanent', 1, '2015-01-01'), home('temporary', 2, '2020-01-01', '2021-01-01')],
      1,
    ],
    [
      'temporary among open ones',
      [home('permanent', 1, '2015-01-01'), home('temporary', 2, '2020-01-01')],
      2,
    ],
    [
      'the latest end among ended ones',
      [
        home('permanent', 1, '2015-01-01', '2019-01-01'),
        home('away', 2, '2016-01-01', '2020-01-01'),
      ],
      2,
    ],
    [
      'where someone lived before dying',
      [home('permanent', 1, '2015-01-01', '2019-01-01'), home('died', 9, '2019-01-01')],
      1,
    ],
    ['the place of death when nothing else is known', [home('died', 9, '2019-01-01')], 9],
  ])('%s', (_, residences, place) => {
    expect(lastResidence(residences)?.placeId).toBe(place);
  });
});

describe('periods', () => {
  const span = (validFrom: string, validTo: string | null) => ({ factId: 7, validFrom, validTo });
  const dates = (spans: { validFrom: string; validTo: string | null }[]) =>
    spans.map((s) => [s.validFrom, s.validTo]);

  test.each<[string | null, string, string | null, (string | null)[][]]>([
    // cut [2016, 2017) out of [2015, …): two sides stay
    [
      null,
      '2016-01-01',
      '2017-01-01',
      [
        ['2015-01-01', '2016-01-01'],
        ['2017-01-01', null],
      ],
    ],
    [null, '2016-01-01', null, [['2015-01-01', '2016-01-01']]],
    [null, '2014-01-01', null, []],
    ['2016-01-01', '2016-01-01', null, [['2015-01-01', '2016-01-01']]],
    ['2018-01-01', '2010-01-01', '2016-01-01', [['2016-01-01', '2018-01-01']]],
  ])('[2015, %s) without [%s, %s)', (end, from, to, rest) => {
    expect(dates(carve([span('2015-01-01', end)], from, to))).toEqual(rest);
  });

  test('a span that is not touched stays the written one', () => {
    const [kept] = carve([span('2015-01-01', '2016-01-01')], '2016-01-01', null);
    expect(kept?.factId).toBe(7);
  });

  test('a change from a day on splits the span that holds it', () => {
    const spans = [span('2015-01-01', '2018-01-01'), span('2018-01-01', null)];
    const changed = changeWithin(spans, '2016-01-01', (s) => ({ ...s, factId: 99 }));
    expect(dates(changed)).toEqual([
      ['2015-01-01', '2016-01-01'],
      ['2016-01-01', '2018-01-01'],
      ['2018-01-01', null],
    ]);
  });

  test('the next start bounds an open span', () => {
    const spans = [span('2015-01-01', '2016-01-01'), span('2018-01-01', null)];
    expect(nextStart(spans, '2015-01-01')).toBe('2018-01-01');
    expect(nextStart(spans, '2018-01-01')).toBeNull();
  });

  test('neighbours do not overlap, one shared day does', () => {
    expect(findOverlaps([span('2015-01-01', '2016-01-01'), span('2016-01-01', null)])).toEqual([]);
    expect(findOverlaps([span('2015-01-01', '2016-01-02'), span('2016-01-01', null)])).toHaveLength(
      1,
    );
    expect(findOverlaps([span('2015-01-01', null), span('2020-01-01', null)])).toHaveLength(1);
  });
});

function someone(more: Partial<PersonFacts> = {}): PersonFacts {
  return {
    ...noFacts(1),
    versions: [
      {
        personId: 1,
        factId: 1,
        validFrom: '1988-03-01',
        validTo: null,
        fullName: 'Nông Thị Biết',
        birthDate: '1988-03-01',
        birthPrecision: 'day',
        sex: 'female',
        ethnicityCode: null,
        nationalityCode: null,
        nationalId: null,
        socialInsuranceNumber: '0123456789',
        phone: null,
        email: null,
      },
    ],
    residences: [{ personId: 1, note: null, ...home('permanent', 1, '2015-01-01') }],
    ...more,
  };
}

function spell(validFrom: string, validTo: string | null, category = 'GD') {
  return {
    personId: 1,
    factId: 5,
    validFrom,
    validTo,
    category,
    issuer: 'own' as const,
    cardNumber: null,
    facilityCode: null,
    source: null,
  };
}

describe('what looks wrong', () => {
  const today = '2026-01-01';
  const codes = (facts: PersonFacts) => checkPerson(facts, today).map((w) => w.code);

  test('nothing about a sound person', () => {
    expect(codes(someone())).toEqual([]);
  });

  test.each<[string, PersonFacts, string[]]>([
    ['no residence', someone({ residences: [] }), ['noResidence']],
    [
      'a spell before birth',
      someone({ participations: [spell('1988-02-29', '1989-01-01')] }),
      ['participationBeforeBirth'],
    ],
    [
      'two overlapping spells of one category',
      someone({ participations: [spell('2021-01-01', '2022-01-01'), spell('2021-12-31', null)] }),
      ['participationOverlapsSame'],
    ],
    [
      'spells of two categories may overlap',
      someone({ participations: [spell('2021-01-01', null), spell('2021-06-01', null, 'HN')] }),
      [],
    ],
    [
      'a spell after death',
      someone({
        residences: [{ personId: 1, note: null, ...home('died', 1, '2022-01-01') }],
        participations: [spell('2021-06-01', '2022-06-01')],
      }),
      ['participationAfterDeath'],
    ],
  ])('%s', (_, facts, expected) => {
    expect(codes(facts)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ['Nông Thị Biết', []],
    ['H’Hen Niê', []],
    ['Nguyễn', ['nameOneWord']],
    ['Nguyễn Văn A2', ['nameWithDigits']],
    ['Nguyễn Văn A (con ông B)', ['nameWithSigns']],
    ['---', ['nameWithoutLetters']],
  ])('the name %s: %j', (name, expected) => {
    expect(checkName(name).map((warning) => warning.code)).toEqual(expected);
  });

  test.each<[string | null, 'day' | 'month' | 'year' | null, string[]]>([
    ['1988-03-01', 'day', []],
    ['1988-03-01', 'month', []],
    ['1988-01-01', 'year', ['birthYearOnly']],
    ['2026-01-02', 'day', ['birthInFuture']],
    ['1909-01-01', 'day', ['birthLongAgo']],
    [null, null, ['birthUnknown']],
  ])('born %s to the %s: %j', (birthDate, birthPrecision, expected) => {
    const [version] = someone().versions;
    const facts = version ? [{ ...version, birthDate, birthPrecision }] : [];
    expect(codes(someone({ versions: facts }))).toEqual(expected);
  });
});

describe('what must hold of a person', () => {
  test.each<[string, Partial<PersonFacts>, string[]]>([
    ['nothing broken', {}, []],
    [
      'two permanent residences at once',
      {
        residences: [home('permanent', 1, '2015-01-01'), home('permanent', 2, '2016-01-01')].map(
          (h) => ({ personId: 1, note: null, ...h }),
        ),
      },
      ['residencesOverlap'],
    ],
    [
      'permanent and temporary at once are fine',
      {
        residences: [home('permanent', 1, '2015-01-01'), home('temporary', 2, '2016-01-01')].map(
          (h) => ({ personId: 1, note: null, ...h }),
        ),
      },
      [],
    ],
    [
      'a residence after leaving for good',
      {
        residences: [home('left', 1, '2015-01-01'), home('temporary', 2, '2016-01-01')].map(
          (h) => ({ personId: 1, note: null, ...h }),
        ),
      },
      ['residenceAfterEnd'],
    ],
  ])('%s', (_, more, expected) => {
    expect(findPersonViolations(someone(more)).map((found) => found.code)).toEqual(expected);
  });

  test('attributes on a day: those that hold, else the last before, else the first', () => {
    const [first] = someone().versions;
    if (!first) throw new Error('no version');
    const versions = [
      { ...first, validTo: '2000-01-01' },
      { ...first, validFrom: '2010-01-01', phone: '0912345678' },
    ];
    expect(versionOn(versions, '1999-01-01')?.phone).toBeNull();
    expect(versionOn(versions, '2005-01-01')?.phone).toBeNull();
    expect(versionOn(versions, '2010-01-01')?.phone).toBe('0912345678');
    expect(versionOn(versions, '1900-01-01')?.phone).toBeNull();
  });
});
