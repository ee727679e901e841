import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE } from '../../test/small-tree.ts';
import { decideRegister } from './decide-ops.ts';
import { listKeptRenewals } from './kept-sql.ts';
import { listLawUses } from './reads.ts';
import { listRenewalPeople } from './renewal-people-ops.ts';
import { expectInsured, renewalOf, wilson } from './forecast.ts';
import { forecastLapses } from './forecast-ops.ts';
import { listLapsingPeople, writeLapsingFile } from './lapsing-ops.ts';
import { DAY, ctxOn, idOf, plantHousehold, record } from './test-register.ts';

describe('the interval', () => {
  test.each([
    // Wilson 95 %, worked by hand from the formula
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [90, 100, 0.8256, 0.9448],
  ])('%i of %i', (k, n, low, high) => {
    const found = wilson(k, n);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });

  test('nothing seen says nothing', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('only lapses until the day count, each category by its own past', () => {
    const lapse = (lapseOn: string, cardCategory: string, people: number) => ({
      lapseOn,
      cardCategory,
      people,
      cause: 'termEnds',
      category: 'GD',
      stateBp: 0,
      provinceBp: 0,
      ownBp: 10_000,
    });
    const renewals = [renewalOf({ category: 'GD', ended: 10, renewed: 5 })];
    const lapses = [lapse('2026-12-01', 'GD', 100), lapse('2027-01-01', 'GD', 500)];
    const found = expectInsured(1000, lapses, renewals, '2026-12-31');
    expect(found.expected).toBe(950);
    expect(found.low).toBe(Math.floor(1000 - 100 * (1 - wilson(5, 10).low)));
    expect(found.high).toBe(Math.ceil(1000 - 100 * (1 - wilson(5, 10).high)));
    const unseen = expectInsured(1000, [lapse('2026-12-01', 'HN', 100)], renewals, '2026-12-31');
    expect(unseen).toEqual({ expected: 950, low: 900, high: 1000 });
  });
});

describe('the forecast of a unit', () => {
  const database = useTestDatabase();

  beforeAll(async () => {
    await plantHousehold(database);
    const card = (name: string, category: string, from: string, to: string) =>
      ({
        kind: 'addParticipation',
        person: idOf(name),
        category,
        issuer: 'own',
        from,
        to,
      }) as const;
    await record(ctxOn(database, DAY), [
      card('Bé Tư', 'TE', '2020-12-05', '2026-12-05'),
      card('Chị Năm', 'CN', '2026-01-01', '2027-01-01'),
      // renewed at once, and once not
      card('Người Xa', 'GD', '2025-01-01', '2026-01-01'),
      card('Người Xa', 'GD', '2026-01-10', '2026-07-01'),
    ]);
    await decideRegister(ctxOn(database, DAY));
  });

  test('who, when, why and what it costs to keep them', async () => {
    const answer = await forecastLapses(ctxOn(database, DAY), { unit: PLACE.communeE });
    expect(answer).toMatchObject({ residents: 6, insured: 3, rateBp: 5000 });
    const [month, year] = answer.windows;
    expect(month).toMatchObject({ until: '2026-12-21', people: 1 });
    expect(month?.byCategory).toEqual([expect.objectContaining({ category: 'TE', people: 1 })]);
    expect(year?.until).toBe('2026-12-31');
    const ninety = answer.windows.at(-1);
    expect(ninety).toMatchObject({ until: '2027-02-19', people: 3, rateBpIfLost: 0 });
    expect(ninety?.monthlyCost.ownVnd).toBeGreaterThan(0);
    expect(answer.renewal.categories).toEqual([
      expect.objectContaining({ category: 'GD', ended: 2, renewed: 1 }),
    ]);
    expect(answer.yearEnd).toMatchObject({ on: '2026-12-31', low: 2, high: 3 });
    // what is kept for places was counted along with the decisions
    expect(await listKeptRenewals(database.db(), [PLACE.communeE])).toEqual([
      { category: 'GD', ended: 2, renewed: 1 },
    ]);
  });

  test('the counts of past renewals open to their people', async () => {
    const ctx = ctxOn(database, DAY);
    const question = { unit: PLACE.communeE, limit: 10 };
    const all = await listRenewalPeople(ctx, question);
    expect(all).toMatchObject({ total: 2, from: '2024-10-22', to: '2026-10-22', withinDays: 30 });
    expect(all.rows.map(({ endedOn, renewedOn }) => [endedOn, renewedOn])).toEqual([
      ['2026-07-01', null],
      ['2026-01-01', '2026-01-10'],
    ]);
    const renewed = await listRenewalPeople(ctx, { ...question, renewed: true });
    expect(renewed).toMatchObject({ total: 1, rows: [{ fullName: 'Người Xa' }] });
    const lost = await listRenewalPeople(ctx, { ...question, category: 'GD', renewed: false });
    expect(lost).toMatchObject({ total: 1, rows: [{ endedOn: '2026-07-01', isInsured: false }] });
    expect((await listRenewalPeople(ctx, { ...question, category: 'HS' })).total).toBe(0);
  });

  test('the law book knows for how many people a category counts', async () => {
    const { categories } = await listLawUses(ctxOn(database, DAY), { unit: PLACE.communeE });
    expect(categories.reduce((sum, row) => sum + row.people, 0)).toBe(6);
    expect(categories.reduce((sum, row) => sum + row.uninsured, 0)).toBe(3);
  });

  test('the window opens to its people', async () => {
    const ctx = ctxOn(database, DAY);
    const question = { unit: PLACE.communeE, until: '2027-02-19', limit: 2 };
    const first = await listLapsingPeople(ctx, question);
    expect(first.rows.map((row) => row.fullName)).toHaveLength(2);
    // the card ends before the law's own end of it, which is that of the month
    expect(first.rows[0]).toMatchObject({ fullName: 'Bé Tư', cause: 'listEnds' });
    const rest = await listLapsingPeople(ctx, { ...question, after: first.next ?? '' });
    const all = [...first.rows, ...rest.rows];
    expect(all.find((row) => row.fullName === 'Chị Năm')?.cause).toBe('statusEnds');
    expect(rest.rows).toHaveLength(1);
    expect(rest.next).toBeNull();
  });

  test('every number of the forecast opens to as many people as it says', async () => {
    const ctx = ctxOn(database, DAY);
    const { windows } = await forecastLapses(ctx, { unit: PLACE.communeE });
    for (const { until, people, byCause, byCategory } of windows) {
      const question = { unit: PLACE.communeE, until, limit: 10 };
      const all = await listLapsingPeople(ctx, question);
      expect(all.total).toBe(people);
      expect(all.byCause).toEqual(byCause);
      for (const row of byCause) {
        const page = await listLapsingPeople(ctx, { ...question, cause: row.cause });
        expect([page.total, page.rows.length]).toEqual([row.people, row.people]);
      }
      for (const row of byCategory) {
        const page = await listLapsingPeople(ctx, { ...question, category: row.category });
        expect([page.total, page.rows.length]).toEqual([row.people, row.people]);
      }
    }
  });

  test('each says what keeping cover costs; the file holds the same people', async () => {
    const ctx = ctxOn(database, DAY);
    const question = { unit: PLACE.communeE, until: '2027-02-19' };
    const page = await listLapsingPeople(ctx, { ...question, limit: 10 });
    const near = page.rows.find((row) => row.fullName === 'Chị Năm');
    // after the list of near-poor households: as a household, 4.5 % of 2,530,000
    expect(near).toMatchObject({ category: 'GD', monthlyVnd: 113_850 });
    const file = await writeLapsingFile(ctx, question);
    expect(file.rows).toBe(page.total);
    expect(file.name).toMatch(/^sap-mat-the-.*2027-02-19\.xlsx$/);
  });
});
