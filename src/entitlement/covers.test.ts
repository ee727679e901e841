import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE } from '../../test/small-tree.ts';
import type { CommandInput } from '../registry/types.ts';
import { decideRegister } from './decide-ops.ts';
import { listBeside, listDoubleCovers, writeDoubleCoverFile } from './double-cover-ops.ts';
import { listFiveYearsPeople, writeFiveYearsFile } from './five-years-ops.ts';
import { getEntitlement } from './person-ops.ts';
import { DAY, ctxOn, idOf, plantHousehold, record } from './test-register.ts';

const database = useTestDatabase();

function card(name: string, category: string, from: string, to: string | null): CommandInput {
  return { kind: 'addParticipation', person: idOf(name), category, issuer: 'own', from, to };
}

const UNIT = { unit: PLACE.communeE, limit: 100 };

beforeAll(async () => {
  await plantHousehold(database);
  const ctx = ctxOn(database, DAY);
  await record(ctx, [
    card('Ông Cả', 'GD', '2022-01-15', '2026-09-01'),
    card('Bà Hai', 'GD', '2021-12-20', '2027-02-01'),
    card('Chị Năm', 'GD', '2020-03-01', '2026-02-01'),
    card('Người Xa', 'GD', '2026-01-01', '2027-01-01'),
    card('Người Xa', 'HN', '2026-03-01', '2027-01-01'),
    {
      kind: 'setStatus',
      person: idOf('Bà Hai'),
      status: 'privateInsurance',
      detail: 'Công ty A, hợp đồng 12',
      from: '2026-01-01',
      to: '2027-01-01',
    },
  ]);
  await decideRegister(ctx);
});

const namesOf = (rows: readonly { fullName: string | null }[]) => rows.map((row) => row.fullName);

describe('five continuous years', () => {
  test('who is about to lose the count, the most urgent first, with the last day to begin again', async () => {
    const ctx = ctxOn(database, DAY);
    const answer = await listFiveYearsPeople(ctx, { ...UNIT, show: 'atRisk', until: '2027-06-30' });
    expect(answer.rows.map(({ fullName, keepUntil }) => [fullName, keepUntil])).toEqual([
      ['Ông Cả', '2026-11-30'],
      ['Anh Ba', '2027-04-01'],
      ['Người Xa', '2027-04-01'],
      ['Bà Hai', '2027-05-02'],
    ]);
    expect(answer.counts).toMatchObject({ atRisk: answer.total, broken: 0 });
    expect(answer.rows[0]).toMatchObject({
      isInsured: false,
      coveredTo: '2026-09-01',
      fullOn: '2027-01-15',
      benefitBp: 8000,
    });
  });

  test('who soon has five years, and who has just lost the count', async () => {
    const ctx = ctxOn(database, DAY);
    const soon = await listFiveYearsPeople(ctx, { ...UNIT, show: 'soonFull' });
    expect(soon.until).toBe('2027-02-19');
    expect(soon.rows.map(({ fullName, fullOn }) => [fullName, fullOn])).toEqual([
      ['Bà Hai', '2026-12-20'],
      ['Ông Cả', '2027-01-15'],
    ]);
    const broken = await listFiveYearsPeople(ctx, { ...UNIT, show: 'broken', withAll: true });
    expect(namesOf(broken.rows)).toEqual(['Chị Năm']);
    // near-poor since 2026: costs are paid wholly, five years bring her nothing
    expect((await listFiveYearsPeople(ctx, { ...UNIT, show: 'broken' })).total).toBe(0);
  });

  test('a card narrows the list, a file has as many rows', async () => {
    const ctx = ctxOn(database, DAY);
    const question = { unit: UNIT.unit, show: 'soonFull', category: 'GD' } as const;
    const file = await writeFiveYearsFile(ctx, question);
    expect(file.rows).toBe(2);
    expect(file.name).toContain('5-nam-lien-tuc');
    const none = await listFiveYearsPeople(ctx, { ...UNIT, show: 'soonFull', category: 'HS' });
    expect(none).toMatchObject({ total: 0, rows: [] });
  });

  test('a person reads since when, until when, and every break with its rule', async () => {
    const ctx = ctxOn(database, DAY);
    const { fiveYears } = await getEntitlement(ctx, { personId: idOf('Ông Cả') });
    expect(fiveYears).toMatchObject({
      since: '2022-01-15',
      fullOn: '2027-01-15',
      isFull: false,
      isBroken: false,
      keepUntil: '2026-11-30',
    });
    expect(fiveYears?.notReckoned.map((line) => line.code)).toContain('fiveYearsWorkAbroad');
    const child = await getEntitlement(ctx, { personId: idOf('Bé Tư') });
    expect(child.fiveYears).toBeNull();
  });
});

describe('two cards on the same days', () => {
  test('who paid, for how many months, and what the law sends back', async () => {
    const answer = await listDoubleCovers(ctxOn(database, DAY), UNIT);
    expect(answer.rows).toMatchObject([
      {
        fullName: 'Người Xa',
        months: 8,
        counts: { category: 'HN' },
        other: { category: 'GD' },
        paid: [
          {
            payer: 'participant',
            months: 10,
            vnd: 1_053_000,
            outcome: { confidence: 'secondary' },
          },
        ],
      },
    ]);
    expect(answer.paid).toEqual([
      {
        payer: 'participant',
        cards: 1,
        vnd: 1_053_000,
        exactVnd: 0,
        refundVnd: 1_053_000,
        unknown: 0,
      },
    ]);
    const others = await listDoubleCovers(ctxOn(database, DAY), { ...UNIT, payer: 'state' });
    expect(others).toMatchObject({ total: 0, people: 0 });
  });

  test('the file says the same, and the person reads it too', async () => {
    const ctx = ctxOn(database, DAY);
    expect((await writeDoubleCoverFile(ctx, { unit: UNIT.unit })).rows).toBe(1);
    const { doubleCovers } = await getEntitlement(ctx, { personId: idOf('Người Xa') });
    expect(doubleCovers).toMatchObject([{ months: 8, counts: { category: 'HN' } }]);
  });

  test('insurance beside the card is known, with a warning where both hold', async () => {
    const ctx = ctxOn(database, DAY);
    const answer = await listBeside(ctx, UNIT);
    expect(answer).toMatchObject({ total: 1, withCard: 1 });
    expect(answer.rows).toMatchObject([
      { fullName: 'Bà Hai', insurance: 'privateInsurance', detail: 'Công ty A, hợp đồng 12' },
    ]);
    const { beside } = await getEntitlement(ctx, { personId: idOf('Bà Hai') });
    expect(beside).toEqual([
      { insurance: 'privateInsurance', from: '2026-01-01', to: '2027-01-01' },
    ]);
  });
});
