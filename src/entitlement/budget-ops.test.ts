import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE } from '../../test/small-tree.ts';
import type { CommandInput } from '../registry/types.ts';
import { budgetOf, budgetSumsOf } from './budget-ops.ts';
import { listBudgetPeople, writeBudgetPeopleFile } from './budget-people-ops.ts';
import { decideRegister } from './decide-ops.ts';
import { DAY, ctxOn, idOf, plantHousehold, record } from './test-register.ts';

const database = useTestDatabase();

beforeAll(async () => {
  await plantHousehold(database);
  const card = (name: string, category: string, from: string, to: string) =>
    ({ kind: 'addParticipation', person: idOf(name), category, issuer: 'own', from, to }) as const;
  await record(ctxOn(database, DAY), [
    card('Chị Năm', 'CN', '2026-03-01', '2027-01-01'),
    card('Bé Tư', 'TE', '2020-12-05', '2027-01-01'),
  ]);
  await decideRegister(ctxOn(database, DAY));
});

/** 4.5 % of the base salary: 2,340,000 until 30/6/2026, then 2,530,000 (policy/contribution.yaml). */
const FIRST_HALF = 105_300;
const SECOND_HALF = 113_850;

test('people × months × rate with the change of the base in July; the settlement from cards', async () => {
  const ctx = ctxOn(database, DAY);
  const answer = await budgetOf(ctx, { unit: PLACE.communeE, year: 2026 });
  const cells = answer.cells.filter((cell) => cell.category === 'TE' && cell.payer === 'state');
  expect(cells.map((cell) => cell.estimatedVnd)).toEqual([
    ...Array.from({ length: 6 }, () => FIRST_HALF),
    ...Array.from({ length: 6 }, () => SECOND_HALF),
  ]);
  expect(answer.settledMonths).toBe(11);
  expect(cells.map((cell) => cell.actualVnd)).toEqual([
    ...Array.from({ length: 6 }, () => FIRST_HALF),
    ...Array.from({ length: 5 }, () => SECOND_HALF),
    0,
  ]);
  const near = answer.cells.filter((cell) => cell.category === 'CN');
  expect(
    near.filter((cell) => cell.month === '2026-02-01').every((cell) => cell.actualVnd === 0),
  ).toBe(true);
  const march = near.filter((cell) => cell.month === '2026-03-01');
  const whole = march.reduce((sum, cell) => sum + cell.actualVnd, 0);
  expect(whole).toBe(FIRST_HALF);
  expect(march.find((cell) => cell.payer === 'state')?.actualVnd).toBeGreaterThanOrEqual(
    FIRST_HALF * 0.7,
  );
});

test('a change of group in the year moves the months that follow', async () => {
  const ctx = ctxOn(database, DAY);
  const answer = await budgetOf(ctx, { unit: PLACE.communeE, year: 2027 });
  expect(answer.settledMonths).toBe(0);
  // the list of near-poor households ends with 2026
  expect(answer.cells.some((cell) => cell.category === 'CN')).toBe(false);
});

test('a cell opens to its people', async () => {
  const ctx = ctxOn(database, DAY);
  const page = await listBudgetPeople(ctx, {
    unit: PLACE.communeE,
    year: 2026,
    communeId: PLACE.communeE,
    category: 'CN',
    month: '2026-12-01',
    side: 'estimated',
    limit: 10,
  });
  expect(page.rows.map((row) => row.fullName)).toEqual(['Chị Năm']);
  expect(page).toMatchObject({ total: 1, personMonths: 1, next: null });
});

test('the file behind a figure holds its people', async () => {
  const ctx = ctxOn(database, DAY);
  const question = { unit: PLACE.communeE, year: 2026, side: 'actual' } as const;
  const file = await writeBudgetPeopleFile(ctx, question);
  const page = await listBudgetPeople(ctx, { ...question, limit: 10 });
  expect([file.rows, page.rows.length]).toEqual([page.total, page.total]);
  expect(file.name).toMatch(/^nguoi-trong-du-toan-.*-2026\.xlsx$/);
});

test('sums by any dimension are those of the cells, people once', async () => {
  const ctx = ctxOn(database, DAY);
  const question = { unit: PLACE.communeE, year: 2026 };
  const { cells } = await budgetOf(ctx, question);
  const byCategory = await budgetSumsOf(ctx, { ...question, by: ['category'] });
  for (const row of byCategory.rows) {
    const own = cells.filter((cell) => cell.category === row.category);
    expect(row.estimatedVnd).toBe(own.reduce((sum, cell) => sum + cell.estimatedVnd, 0));
    expect(row.actualVnd).toBe(own.reduce((sum, cell) => sum + cell.actualVnd, 0));
  }
  // near-poor: the state and the person pay the same month, which is one month of one person
  const near = byCategory.rows.find((row) => row.category === 'CN');
  expect(near).toMatchObject({ estimatedMonths: 12, actualMonths: 9 });
  expect(near?.dueVnd).toBeLessThan(near?.estimatedVnd ?? 0);
  const [own] = (await budgetSumsOf(ctx, { ...question, category: 'CN', by: ['payer'] })).rows;
  expect(own?.estimatedMonths).toBe(12);
  expect(byCategory.total.estimatedVnd).toBe(
    cells.reduce((sum, cell) => sum + cell.estimatedVnd, 0),
  );
});

test('behind every sum stand as many months of people as it says', async () => {
  const ctx = ctxOn(database, DAY);
  const question = { unit: PLACE.communeE, year: 2026 };
  for (const by of ['category', 'payer', 'level', 'month'] as const) {
    const { rows } = await budgetSumsOf(ctx, { ...question, by: [by] });
    // children and near-poor are carried by one level
    expect(rows.length).toBeGreaterThan(by === 'level' ? 0 : 1);
    for (const row of rows) {
      const { category, payer, level, month } = row;
      const filter = {
        ...(category && { category }),
        ...(payer && { payer: payer as 'state' }),
        ...(level && { level: level as 'central' }),
        ...(month && { month }),
      };
      for (const side of ['estimated', 'actual'] as const) {
        const page = await listBudgetPeople(ctx, { ...question, ...filter, side, limit: 100 });
        const told = side === 'estimated' ? row.estimatedMonths : row.actualMonths;
        expect([by, filter, side, page.personMonths]).toEqual([by, filter, side, told]);
      }
    }
  }
});

/** Article 8.1b of NĐ 188: born on 20 March, paid for to March of the sixth year; card to 30 September. */
test('the part of the state is told by the budget that carries it, and by nothing else', async () => {
  const ctx = ctxOn(database, DAY);
  const question = { unit: PLACE.communeE, year: 2026 };
  const byLevel = await budgetSumsOf(ctx, { ...question, by: ['level'] });
  const [state] = (await budgetSumsOf(ctx, { ...question, payer: 'state', by: ['payer'] })).rows;
  expect(byLevel.total.estimatedVnd).toBe(state?.estimatedVnd);
  expect(byLevel.rows.map((row) => row.level)).toEqual(['byLocalRule']);
  const none = await budgetSumsOf(ctx, { ...question, level: 'central', by: ['category'] });
  expect(none.rows).toEqual([]);
});

test('a child is paid for to the day of 72 months, though the card runs on', async () => {
  const ctx = ctxOn(database, DAY);
  const unit = PLACE.communeD;
  const child = (key: string, birthDate: string, to: string): CommandInput[] => [
    {
      kind: 'addPerson',
      person: `new:${key}`,
      attributes: { fullName: `Bé ${key}`, birthDate, birthPrecision: 'day', sex: 'female' },
      residence: { placeId: unit, kind: 'permanent', from: birthDate },
    },
    {
      kind: 'addParticipation',
      person: `new:${key}`,
      category: 'TE',
      issuer: 'own',
      from: birthDate,
      to,
    },
  ];
  await record(ctx, [
    ...child('2020', '2020-03-20', '2026-10-01'),
    ...child('2021', '2021-03-20', '2027-10-01'),
  ]);
  await decideRegister(ctx);
  const months = async (year: number, side: 'estimated' | 'actual') => {
    const { cells } = await budgetOf(ctx, { unit, year });
    const own = cells.filter((cell) => cell.category === 'TE' && cell[`${side}People`] > 0);
    return own.map((cell) => `${cell.month.slice(0, 7)} ${cell[`${side}People`]}`);
  };
  // both in the first three months of 2026, then the younger alone
  expect((await months(2026, 'actual')).slice(0, 5)).toEqual([
    '2026-01 2',
    '2026-02 2',
    '2026-03 2',
    '2026-04 1',
    '2026-05 1',
  ]);
  expect(await months(2027, 'estimated')).toEqual(['2027-01 1', '2027-02 1', '2027-03 1']);
});
