import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { comparePersonNames } from '../kernel/text.ts';
import { Refusal } from '../kernel/outcome.ts';
import { makeRandom } from '../kernel/random.ts';
import type { IssuerClass } from '../registry/types.ts';
import { loadReference } from '../units/loading.ts';
import { listChildren } from '../units/ops.ts';
import { coverageEnding } from './ending-ops.ts';
import { type ListQuestion, listPeople } from './list-ops.ts';
import { coverageTree } from './ops.ts';
import { type NewResident, addResidents, record } from './test-register.ts';
import type { ListAnswer, ListedPerson } from './types.ts';

const database = useTestDatabase();

const SON_DUONG = 2076;
const DAY = '2024-03-31';
const NAMES = [
  'Lò Văn An',
  'Đỗ Thị Ánh',
  'Nguyễn Đức Đạt',
  'Trần Văn Dũng',
  'Cầm Thị Ơn',
  'Vì Yến',
];

let communes: number[] = [];

beforeAll(async () => {
  const ctx = database.ctx();
  await loadReference(ctx);
  communes = (await listChildren(ctx, SON_DUONG, DAY)).units.map((unit) => unit.unitId);
  await addResidents(ctx, makeResidents(300));
});

/** Spread over six communes; cards of all kinds around the day, with renewals and gaps. */
function makeResidents(count: number): NewResident[] {
  const random = makeRandom('lists');
  return Array.from({ length: count }, (_, at): NewResident => {
    const cards: NewResident['cards'] = [];
    const issuer = random.pick<IssuerClass>(['own', 'own', 'own', 'otherProvince', 'army']);
    const category = random.pick(['GD', 'HN', 'DN', 'HS', 'DT']);
    const kind = random.int(6);
    if (kind === 0) cards.push([category, issuer, '2022-01-01', '2023-06-01']);
    if (kind === 1) cards.push([category, issuer, '2024-01-01', '2024-04-20']);
    if (kind === 2) {
      cards.push([category, issuer, '2024-01-01', '2024-05-01']);
      cards.push([random.pick(['GD', 'HN']), issuer, '2024-05-01', '2024-06-10']);
    }
    if (kind === 3) cards.push([category, issuer, '2020-01-01', null]);
    if (kind === 4) cards.push([category, issuer, '2024-09-01', '2025-09-01']);
    return {
      name: random.pick(NAMES),
      birth: random.chance(0.1) ? '2023-11-11' : `${1950 + random.int(60)}-03-15`,
      sex: random.chance(0.5) ? 'male' : 'female',
      placeId: communes[at % 6] ?? 0,
      from: random.chance(0.2) ? '2023-12-01' : '2020-01-01',
      cards,
    };
  });
}

const list = (more: Partial<ListQuestion> & Pick<ListQuestion, 'list'>) =>
  listPeople(database.ctx(), { unit: communes[0] ?? 0, asOf: DAY, ...more });

/** All pages one after another. */
async function readAll(
  more: Partial<ListQuestion> & Pick<ListQuestion, 'list'>,
): Promise<{ first: ListAnswer; rows: ListedPerson[] }> {
  const first = await list(more);
  const rows = [...first.rows];
  let { next } = first;
  while (next !== null) {
    const page = await list({ ...more, after: next });
    rows.push(...page.rows);
    next = page.next;
  }
  return { first, rows };
}

describe('the people behind a figure', () => {
  test.each(['sonDuongPlan', 'allCards', 'ownCards'])(
    'are exactly as many as the figure says, in every commune and by %s',
    async (code) => {
      const definition = [code];
      for (const unit of [...communes.slice(0, 6), SON_DUONG]) {
        const figure = await coverageTree(database.ctx(), { unit, asOf: DAY, definition });
        const covered = await readAll({ list: 'covered', unit, definition, limit: 7 });
        const uncovered = await readAll({ list: 'uncovered', unit, definition, limit: 7 });
        expect(covered.rows).toHaveLength(figure.insuredByName);
        expect(covered.first.total).toBe(figure.insuredByName);
        expect(uncovered.rows).toHaveLength(figure.residents - figure.insuredByName);
        expect(uncovered.first.total).toBe(uncovered.rows.length);
        const ids = [...covered.rows, ...uncovered.rows].map((row) => row.personId);
        expect(new Set(ids).size).toBe(figure.residents);
      }
    },
  );

  test('by group and sub-group too', async () => {
    const figure = await coverageTree(database.ctx(), { unit: SON_DUONG, asOf: DAY });
    for (const group of figure.byGroup) {
      const { first, rows } = await readAll({
        list: 'covered',
        unit: SON_DUONG,
        filter: { group: group.group },
      });
      expect(rows).toHaveLength(group.insured);
      expect(first.total).toBe(group.insured);
      expect(rows.every((row) => row.group === group.group)).toBe(true);
      for (const subgroup of group.subgroups) {
        const filter = { group: group.group, subgroup: subgroup.code };
        const part = await readAll({ list: 'covered', unit: SON_DUONG, filter });
        expect(part.rows).toHaveLength(subgroup.insured);
      }
    }
  });

  test('as known before an entry, the list is that of the figure then', async () => {
    const ctx = database.ctx();
    const before = await readAll({ list: 'uncovered' });
    const knownAt = ctx.now().toString();
    const [person] = before.rows;
    await record(ctx, [
      {
        kind: 'addParticipation',
        person: person?.personId ?? 0,
        category: 'GD',
        issuer: 'own',
        from: '2024-01-01',
        to: '2025-01-01',
      },
    ]);
    const after = await readAll({ list: 'uncovered' });
    expect(after.rows).toHaveLength(before.rows.length - 1);
    const then = await readAll({ list: 'uncovered', knownAt });
    expect(then.rows).toEqual(before.rows);
    const figure = await coverageTree(ctx, { unit: communes[0] ?? 0, asOf: DAY, knownAt });
    expect(then.rows).toHaveLength(figure.residents - figure.insuredByName);
  });

  test('by the boundaries of today the old district lists the same people', async () => {
    const old = await readAll({ list: 'covered', unit: SON_DUONG });
    const now = await readAll({ list: 'covered', unit: SON_DUONG, boundaries: '2026-01-01' });
    const ids = (rows: readonly ListedPerson[]) => rows.map((row) => row.personId).sort();
    expect(ids(now.rows)).toEqual(ids(old.rows));
    const codes = new Set(now.rows.map((row) => row.communeName));
    expect([...codes].every((name) => name?.startsWith('Xã'))).toBe(true);
  });
});

describe('order, pages and filters', () => {
  test('names run by given name as Vietnamese sorts them', async () => {
    const { rows } = await readAll({ list: 'uncovered', unit: SON_DUONG, sort: 'name', limit: 9 });
    const names = rows.map((row) => row.fullName ?? '');
    expect(names).toEqual(names.toSorted(comparePersonNames));
    expect(new Set(names)).toEqual(new Set(NAMES));
    const back = await readAll({
      list: 'uncovered',
      unit: SON_DUONG,
      sort: 'name',
      descending: true,
      limit: 9,
    });
    expect(back.rows.map((row) => row.personId)).toEqual(
      rows.map((row) => row.personId).toReversed(),
    );
  });

  test.each(['birthDate', 'endDate', 'place'] as const)(
    'pages by %s hold everyone once',
    async (sort) => {
      const whole = await list({ list: 'covered', unit: SON_DUONG, sort, limit: 500 });
      const { rows } = await readAll({ list: 'covered', unit: SON_DUONG, sort, limit: 11 });
      expect(rows).toEqual(whole.rows);
      if (sort === 'place') return;
      const keys = rows.map((row) => (sort === 'birthDate' ? row.birthDate : row.endsOn) ?? '9999');
      expect(keys).toEqual(keys.toSorted());
    },
  );

  test('filters narrow, and the total with them', async () => {
    const all = await readAll({ list: 'uncovered' });
    const women = await readAll({ list: 'uncovered', filter: { sex: 'female' } });
    expect(women.rows.map((row) => row.personId)).toEqual(
      all.rows.filter((row) => row.sex === 'female').map((row) => row.personId),
    );
    const named = await readAll({ list: 'uncovered', filter: { name: 'dat duc' } });
    expect(new Set(named.rows.map((row) => row.fullName))).toEqual(new Set(['Nguyễn Đức Đạt']));
    expect(named.first.total).toBe(named.rows.length);
    const young = await readAll({ list: 'uncovered', filter: { ageTo: 17 } });
    expect(young.rows.length).toBe(
      all.rows.filter((row) => (row.birthDate ?? '') > '2006-03-31').length,
    );
  });

  test('a page that was never given out is refused', async () => {
    await expect(list({ list: 'covered', after: 'nonsense' })).rejects.toThrow(Refusal);
  });
});

describe('why not, and until when', () => {
  test('reasons: lapsed on a day, newborn, moved in, another issuer, never; they add up', async () => {
    const ctx = database.ctx();
    const placeId = communes[8] ?? 0;
    await addResidents(ctx, [
      {
        name: 'A Hết Hạn',
        placeId,
        from: '2020-01-01',
        cards: [['HN', 'own', '2022-01-01', '2023-01-01']],
      },
      { name: 'B Mới Sinh', placeId, birth: '2024-01-05', from: '2024-01-05' },
      { name: 'C Mới Đến', placeId, from: '2023-10-01' },
      {
        name: 'D Nơi Khác',
        placeId,
        from: '2020-01-01',
        cards: [['GD', 'otherProvince', '2023-01-01', null]],
      },
      {
        name: 'E Chưa Có',
        placeId,
        from: '2020-01-01',
        cards: [['GD', 'own', '2024-05-01', null]],
      },
    ]);
    const answer = await list({ list: 'uncovered', unit: placeId });
    const found = Object.fromEntries(answer.rows.map((row) => [row.fullName, row]));
    expect(found['A Hết Hạn']).toMatchObject({
      reason: 'lapsed',
      lapsedOn: '2023-01-01',
      category: 'HN',
      group: 3,
    });
    expect(found['B Mới Sinh']).toMatchObject({ reason: 'newborn', category: null });
    expect(found['C Mới Đến']).toMatchObject({ reason: 'movedIn', since: '2023-10-01' });
    expect(found['D Nơi Khác']).toMatchObject({ reason: 'otherIssuer', issuer: 'otherProvince' });
    expect(found['E Chưa Có']).toMatchObject({ reason: 'never', startsOn: '2024-05-01' });
    expect(answer.byReason?.reduce((sum, row) => sum + row.people, 0)).toBe(answer.total);
    const lapsed = await list({ list: 'uncovered', unit: placeId, filter: { reason: 'lapsed' } });
    expect(lapsed.rows.map((row) => row.fullName)).toEqual(['A Hết Hạn']);
    expect(lapsed.total).toBe(1);
  });

  test('a renewal already known moves the end; counts of windows are those of the lists', async () => {
    const ctx = database.ctx();
    const placeId = communes[9] ?? 0;
    await addResidents(ctx, [
      {
        name: 'A Ba Mươi',
        placeId,
        from: '2020-01-01',
        cards: [['GD', 'own', '2023-05-01', '2024-04-30']],
      },
      {
        name: 'B Gia Hạn',
        placeId,
        from: '2020-01-01',
        cards: [
          ['GD', 'own', '2023-05-01', '2024-04-15'],
          ['GD', 'own', '2024-04-15', '2024-05-30'],
        ],
      },
      {
        name: 'C Đủ Dài',
        placeId,
        from: '2020-01-01',
        cards: [
          ['GD', 'own', '2023-05-01', '2024-04-15'],
          ['HN', 'own', '2024-01-01', '2025-01-01'],
        ],
      },
      {
        name: 'D Có Khoảng Trống',
        placeId,
        from: '2020-01-01',
        cards: [
          ['GD', 'own', '2023-05-01', '2024-04-15'],
          ['GD', 'own', '2024-04-16', '2025-04-15'],
        ],
      },
    ]);
    const ending = (withinDays: number) => list({ list: 'ending', unit: placeId, withinDays });
    const ends = (answer: ListAnswer) => answer.rows.map((row) => [row.fullName, row.endsOn]);
    expect(ends(await ending(30))).toEqual([
      ['A Ba Mươi', '2024-04-30'],
      ['D Có Khoảng Trống', '2024-04-15'],
    ]);
    expect(ends(await ending(29))).toEqual([['D Có Khoảng Trống', '2024-04-15']]);
    expect(ends(await ending(60))).toEqual([
      ['B Gia Hạn', '2024-05-30'],
      ['A Ba Mươi', '2024-04-30'],
      ['D Có Khoảng Trống', '2024-04-15'],
    ]);
    for (const unit of [placeId, SON_DUONG]) {
      const counts = await coverageEnding(ctx, { unit, asOf: DAY, windows: [30, 60, 90] });
      for (const { days, people, byGroup } of counts.windows) {
        const { rows } = await readAll({ list: 'ending', unit, withinDays: days, limit: 50 });
        expect(rows).toHaveLength(people);
        expect(byGroup.reduce((sum, row) => sum + row.people, 0)).toBe(people);
      }
    }
  });
});
