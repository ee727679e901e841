import { describe, expect, test } from 'vitest';
import { Refusal } from '../kernel/outcome.ts';
import { loadLawBook } from './book-files.ts';
import { compareCategories, groupOf, listCategories, precedenceOf, subgroupsOf } from './groups.ts';

const book = loadLawBook();

describe('groups by period', () => {
  test.each([
    ['TV', '2018-11-30', 'LAW2014', 0],
    ['TV', '2018-12-01', 'ND146', 6],
    ['TV', '2025-06-30', 'ND146', 6],
    ['TV', '2025-07-01', 'LAW51', 1],
    ['CT', '2018-11-30', 'LAW2014', 2],
    ['CT', '2018-12-01', 'ND146', 3],
    ['KT', '2025-06-30', 'ND146', 0],
    ['KT', '2025-07-01', 'LAW51', 4],
    ['DS', '2023-10-31', 'ND146', 0],
    ['DS', '2023-11-01', 'ND146', 4],
    ['AK', '2023-12-02', 'ND146', 0],
    ['AK', '2023-12-03', 'ND146', 3],
    ['QN', '2014-12-31', 'LAW2008', 1],
    ['QN', '2015-01-01', 'LAW2014', 3],
    ['ZZ', '2026-01-01', 'LAW51', 0],
  ])('%s on %s is in %s group %i', (category, on, taxonomy, group) => {
    expect(groupOf(book, category, on)).toMatchObject({ taxonomy, group });
  });

  test('before the first law there is no group: the missing rule is named', () => {
    expect(() => groupOf(book, 'DN', '2009-06-30')).toThrow(Refusal);
    expect(groupOf(book, 'DN', '2009-07-01').taxonomy).toBe('LAW2008');
  });
});

describe('order of precedence', () => {
  test.each([
    ['HT', 'DN', '2026-01-01', 'a pensioner who works: social insurance pays (13.5d)'],
    ['DN', 'HT', '2025-06-30', 'before, the first in the order of Article 12'],
    ['CN', 'XK', '2026-01-01', 'a part-time commune officer: supported before own (13.5c)'],
    ['XK', 'CN', '2025-06-30', 'before, only social insurance and budget came first'],
    ['TE', 'HN', '2021-12-31', 'a child under 6 of a poor household counts as a child'],
    ['BT', 'HN', '2025-06-30', 'NĐ 146 names social assistance (3.8) before the poor (3.9)'],
    ['HN', 'BT', '2025-07-01', 'the law names the poor (3o) before social assistance (3r)'],
    ['GD', 'ZZ', '2026-01-01', 'an unknown code counts last'],
  ])('%s before %s on %s: %s', (first, second, on) => {
    expect(compareCategories(book, on, first, second)).toBeLessThan(0);
  });

  test.each(['2009-07-01', '2015-01-01', '2018-12-01', '2023-12-03', '2025-07-01'])(
    'total on %s: every category of the day has a rank of its own',
    (on) => {
      const ranks = listCategories(book, on).map((row) => precedenceOf(book, row.category, on));
      expect(ranks.length).toBeGreaterThan(40);
      expect(new Set(ranks).size).toBe(ranks.length);
    },
  );
});

test('sub-groups give the lines of the Sơn Dương plan 2021, part I.I.2', () => {
  const on = '2021-12-31';
  const cards: Record<string, number> = {
    DN: 8541,
    HT: 5374,
    HN: 4154,
    DT: 30_000,
    DK: 8658,
    TE: 20_000,
    BT: 10_000,
    CK: 7373,
    CN: 6198,
    HS: 24_000,
    SV: 746,
    GB: 2174,
    GD: 26_735,
  };
  const lines: Record<string, number> = {};
  for (const [category, count] of Object.entries(cards)) {
    const { group, subgroup } = groupOf(book, category, on);
    for (const key of [`${group}`, `${group} ${subgroup}`]) lines[key] = (lines[key] ?? 0) + count;
  }
  expect(lines).toMatchObject({
    1: 8541,
    2: 5374,
    3: 80_185,
    '3 poor': 4154,
    '3 difficultArea': 38_658,
    '3 meritAndOther': 37_373,
    4: 33_118,
    '4 nearPoor': 6198,
    '4 pupilStudent': 24_746,
    '4 averageLiving': 2174,
    5: 26_735,
  });
  const known = subgroupsOf(book, on).flatMap((row) =>
    row.subgroups.map((subgroup) => `${row.group} ${subgroup.code}`),
  );
  for (const key of Object.keys(lines)) if (key.includes(' ')) expect(known).toContain(key);
});
