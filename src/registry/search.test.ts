import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { makeRandom } from '../kernel/random.ts';
import { fold } from '../kernel/text.ts';
import { NO_LISTENERS } from '../stores/context.ts';
import { loadFacts } from './ops.ts';
import { TOTAL_KEY, pairKey, sexKey, wordKey } from './search-keys.ts';
import { planSearch, splitTyped } from './search-plan.ts';
import { type PeopleQuery, searchPeople } from './search.ts';
import { PLACES, actorAt, insertTestPlaces } from './test-places.ts';
import type { BulkRow } from './types.ts';
import type { FoundPerson } from './views.ts';

const database = useTestDatabase();
const ctx = () => database.ctx({ listeners: NO_LISTENERS });

interface Someone {
  id: number;
  name: string;
  words: string[];
  year: number;
  sex: 'male' | 'female';
  place: number;
  /** lived there before */
  earlier: number | null;
}

const PEOPLE = 4_000;
const people: Someone[] = [];

/** Men are "Văn", women "Thị": parts that do not go together, as in life. */
function makePeople(): void {
  const random = makeRandom('tìm người');
  const surnames = ['Lò', 'Lò', 'Lò', 'Nguyễn', 'Nguyễn', 'Quàng', 'Cầm', 'Vừ'];
  const givens = ['An', 'Ánh', 'Đào', 'Hoa', 'Hoàng', 'Hùng', 'Lan', 'Minh Đức', 'Ơn', 'Xuyến'];
  const places = [
    PLACES.villageOne,
    PLACES.villageTwo,
    PLACES.neighbour,
    PLACES.neighbourVillage,
    PLACES.far,
  ];
  for (let i = 0; i < PEOPLE; i += 1) {
    const sex = random.chance(0.5) ? 'male' : 'female';
    const middle = random.chance(0.9) ? (sex === 'male' ? 'Văn' : 'Thị') : 'Minh';
    const name = `${random.pick(surnames)} ${middle} ${random.pick(givens)}`;
    people.push({
      id: 80_000_000_001 + i,
      name,
      words: fold(name).split(' '),
      year: 1950 + random.int(60),
      sex,
      place: random.pick(places),
      earlier: random.chance(0.1) ? random.pick(places) : null,
    });
  }
}

/** Gives the register the word "xuy", which is also how "xuyen" begins. */
function addOddOne(): void {
  const name = 'Giàng Thị Xuy';
  const id = 80_000_000_001 + PEOPLE;
  const place = PLACES.far;
  people.push({
    id,
    name,
    words: fold(name).split(' '),
    year: 1990,
    sex: 'female',
    place,
    earlier: null,
  });
}

beforeAll(async () => {
  await insertTestPlaces(database.db());
  makePeople();
  addOddOne();
  await loadFacts(
    ctx(),
    { reason: 'kiểm thử' },
    {
      person_version: people.map((p): BulkRow => {
        const number = String(p.id % 1_000_000).padStart(10, '0');
        const phone = `09${number.slice(2)}`;
        const birth = `${p.year}-01-01`;
        return [
          p.id,
          birth,
          null,
          p.name,
          birth,
          'year',
          p.sex,
          '01',
          null,
          `00818${number.slice(3)}`,
          number,
          phone,
          null,
        ];
      }),
      residence: people.flatMap((p): BulkRow[] =>
        p.earlier === null
          ? [[p.id, '2015-01-01', null, p.place, 'permanent', null]]
          : [
              [p.id, '2015-01-01', '2020-01-01', p.earlier, 'permanent', null],
              [p.id, '2020-01-01', null, p.place, 'permanent', null],
            ],
      ),
      participation: [
        [
          people[0]?.id ?? 0,
          '2021-01-01',
          '2022-01-01',
          'GD',
          'own',
          'GD4080000999999',
          null,
          null,
        ],
      ],
    },
  );
});

async function findAll(query: PeopleQuery, who = ctx().who): Promise<FoundPerson[]> {
  const found: FoundPerson[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 2_000; pages += 1) {
    const page = await searchPeople({ ...ctx(), who }, { limit: 37, ...query, cursor });
    if (!page.ok) throw new Error(page.faults[0].code);
    found.push(...page.value.people);
    if (page.value.next === null) return found;
    cursor = page.value.next;
  }
  throw new Error('pages without end');
}

function expected(query: PeopleQuery, isSeen: (p: Someone) => boolean = () => true): number[] {
  const words = fold(query.text).split(' ');
  return people
    .filter(isSeen)
    .filter((p) => words.every((word) => p.words.includes(word)))
    .filter((p) => query.birthYear === undefined || p.year === query.birthYear)
    .filter((p) => query.sex === undefined || p.sex === query.sex)
    .map((p) => p.id)
    .sort();
}

const COMMUNE = [PLACES.commune, PLACES.villageOne, PLACES.villageTwo] as number[];
const inCommune = (p: Someone): boolean => COMMUNE.includes(p.place);
const everInCommune = (p: Someone): boolean =>
  inCommune(p) || (p.earlier !== null && COMMUNE.includes(p.earlier));

const QUERIES: PeopleQuery[] = [
  { text: 'Lò Thị Hoa' },
  { text: 'hoa thi lo' },
  { text: 'ĐỨC MINH VĂN LÒ' },
  { text: 'lo thi' },
  { text: 'thi' },
  { text: 'thi', sex: 'male' },
  { text: 'van', sex: 'female', birthYear: 1980 },
  { text: 'nguyen van', sex: 'male' },
  { text: 'lo', birthYear: 1971 },
  { text: 'xuyen' },
  { text: 'vu minh' },
  { text: 'on' },
  { text: 'minh' },
];

describe('searchPeople', () => {
  test.each(QUERIES)('$text $sex $birthYear: everyone, once, over all pages', async (query) => {
    const found = await findAll(query);
    expect(found.map((p) => p.personId).sort()).toEqual(expected(query));
  });

  test.each(QUERIES)('$text $sex $birthYear in a commune', async (query) => {
    const held = { ...query, unitId: PLACES.commune };
    const found = await findAll(held);
    expect(found.map((p) => p.personId).sort()).toEqual(expected(query, inCommune));
  });

  test.each(QUERIES)('$text $sex $birthYear as a commune officer', async (query) => {
    const found = await findAll(query, actorAt(PLACES.commune, 'socialInsuranceOfficer'));
    expect(found.map((p) => p.personId).sort()).toEqual(expected(query, everInCommune));
  });

  test('people of the own places come before those who moved away', async () => {
    const found = await findAll({ text: 'lo thi' }, actorAt(PLACES.commune, 'healthOfficer'));
    const isOwn = found.map((p) => COMMUNE.includes(p.place?.placeId ?? 0));
    expect(isOwn).toEqual(isOwn.toSorted((a, b) => Number(b) - Number(a)));
    expect(isOwn).toContain(false);
  });

  test('whole names come first', async () => {
    const page = await searchPeople(ctx(), { text: 'lò văn đức' });
    const first = page.ok ? page.value.people[0]?.fullName : '';
    expect(first).toBe('Lò Văn Minh Đức');
    const whole = await findAll({ text: 'hoang van lo' });
    expect(whole[0]?.fullName).toBe('Lò Văn Hoàng');
  });

  test('a half-typed last word is completed, a whole one is not', async () => {
    const half = await findAll({ text: 'lo thi xu' });
    expect(half.map((p) => p.personId).sort()).toEqual(expected({ text: 'lo thi xuyen' }));
    const both = await findAll({ text: 'lo thi ho' });
    const names = new Set(both.map((p) => p.fullName));
    expect(names).toEqual(new Set(['Lò Thị Hoa', 'Lò Thị Hoàng']));
    expect(await findAll({ text: 'lo thi zz' })).toEqual([]);
    const alone = await findAll({ text: 'giang thi xuy' });
    expect(alone.map((p) => p.fullName)).toEqual(['Giàng Thị Xuy']);
  });

  test('a whole last word goes on when nobody bears it with the others', async () => {
    const found = await findAll({ text: 'lo thi xuy' });
    expect(found.map((p) => p.personId).sort()).toEqual(expected({ text: 'lo thi xuyen' }));
    const moved = await findAll(
      { text: 'lo thi xuy' },
      actorAt(PLACES.commune, 'socialInsuranceOfficer'),
    );
    expect(moved.map((p) => p.personId).sort()).toEqual(
      expected({ text: 'lo thi xuyen' }, everInCommune),
    );
  });

  test('numbers are found whole, with blanks, as a card and as a phone, and come back masked', async () => {
    const [someone] = people;
    const number = String((someone?.id ?? 0) % 1_000_000).padStart(10, '0');
    for (const text of [
      number,
      `GD 4 08 ${number}`,
      'GD4080000999999',
      `+84 9${number.slice(2)}`,
      `00818${number.slice(3)}`,
    ]) {
      const [found] = await findAll({ text });
      expect(found?.personId).toBe(someone?.id);
      expect(found?.socialInsuranceNumber).toMatch(/^00•+001$/);
    }
  });

  test('an answer shows where the person lives', async () => {
    const [found] = await findAll({ text: 'quang thi xuyen', unitId: PLACES.villageOne });
    expect(found?.place?.units.map((unit) => unit.name)).toEqual([
      'Thôn Lũng Tẩu',
      'Xã Tân Trào',
      'Tỉnh Tuyên Quang',
    ]);
    expect(found?.residenceKind).toBe('permanent');
  });

  test('signs alone, and too many words, are refused; a strange cursor begins anew', async () => {
    expect(await searchPeople(ctx(), { text: ' -- ' })).toMatchObject({ ok: false });
    expect(await searchPeople(ctx(), { text: 'a b c d e f g h i' })).toMatchObject({ ok: false });
    const strange = await searchPeople(ctx(), { text: 'xuyen', cursor: 'eyJ3YXkiOiJ4In0' });
    expect(strange.ok && strange.value.people.length).toBeGreaterThan(0);
  });

  test('frequent keys were counted at the load, so that the ways differ', async () => {
    const counted = await sql<{ n: number }>`select count(*) as n from registry.search_key`.execute(
      database.db(),
    );
    expect(counted.rows[0]?.n).toBeGreaterThan(10);
  });
});

describe('splitTyped', () => {
  const known = new Set(['lo', 'van', 'an']);
  const begun = [{ word: 'hoa', people: 0 }];
  const half = (words: string[], typed: string, isWhole: boolean) => ({
    words,
    begun: { typed, words: begun, isWhole },
  });
  test.each([
    ['lo van an', { whole: ['an', 'lo', 'van'], half: half(['lo', 'van'], 'an', true) }],
    ['lo van h', { whole: null, half: half(['lo', 'van'], 'h', false) }],
    ['ly van h', { whole: null, half: null }],
    ['h lo', { whole: null, half: null }],
  ])('%s', (typed, split) => {
    expect(splitTyped(typed, known, begun)).toEqual(split);
  });
});

describe('planSearch', () => {
  const total = 1_000_000;
  const counts = new Map([
    [TOTAL_KEY, total],
    [wordKey('nguyen'), 300_000],
    [wordKey('lo'), 80_000],
    [pairKey('nguyen', 'thi'), 140_000],
    [wordKey('thi'), 400_000],
    [sexKey('thi', 'male'), 900],
    [sexKey('nguyen', 'male'), 150_000],
  ]);
  const plan = (words: string[], more: { sex?: string; places?: number } = {}) =>
    planSearch({
      query: { words, begun: null, birthYear: null, sex: more.sex ?? null },
      counts,
      limit: 20,
      places: more.places ?? null,
      except: null,
    }).way;

  test.each<[string, string[], { sex?: string; places?: number }, string]>([
    ['a frequent word is walked', ['nguyen'], {}, 'walk'],
    ['a frequent pair too', ['nguyen', 'thi'], {}, 'walk'],
    ['a rare word is looked up', ['xuyen'], {}, 'keys'],
    ['a pair of frequent words that is rare', ['lo', 'thi'], {}, 'keys'],
    ['parts that do not go together', ['nguyen', 'thi'], { sex: 'male' }, 'keys'],
    ['a few places are read', ['nguyen'], { places: 20 }, 'places'],
    ['many places are walked', ['nguyen'], { places: 2_000 }, 'walk'],
  ])('%s', (_, words, more, way) => {
    expect(plan(words, more)).toBe(way);
  });

  test('an uncounted register is always looked up', () => {
    const query = { words: ['nguyen'], begun: null, birthYear: null, sex: null };
    const none = planSearch({ query, counts: new Map(), limit: 20, places: null, except: null });
    expect(none.way).toBe('keys');
  });
});
