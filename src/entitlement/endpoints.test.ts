import { beforeAll, describe, expect, test } from 'vitest';
import excel from 'exceljs';
import { useTestServer } from '../../test/server.ts';
import { PLACE } from '../../test/small-tree.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { entitlementEndpoints } from './endpoints.ts';
import { decideRegister } from './decide-ops.ts';
import { DAY, ctxOn, idOf, plantHousehold } from './test-register.ts';
import { EntitlementAnswer } from './person-types.ts';
import { PersuasionAnswer } from './types.ts';

const http = useTestServer(entitlementEndpoints);
const commune = `/v1/entitlement/u${PLACE.communeE}`;

beforeAll(async () => {
  await plantHousehold(http.database);
});

describe('whom to persuade', () => {
  test('before anything is decided the list says so', async () => {
    const answer = await http.request<{ code: string }>(
      SYSTEM_ACTOR,
      'get',
      `${commune}/uncovered`,
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(answer.body)).toContain('entitlement.notDecided');
  });

  test('each with offer, price, reason; counted by reason and category, page by page', async () => {
    await decideRegister(ctxOn(http.database, DAY));
    const first = await http.request(
      SYSTEM_ACTOR,
      'get',
      `${commune}/uncovered?limit=3&sort=price&descending=true`,
    );
    expect(first.status).toBe(200);
    const page = PersuasionAnswer.parse(first.body);
    expect(page.total).toBe(5);
    expect(page.next).toBe('3');
    expect(page.byReason).toEqual([expect.objectContaining({ reason: 'never', people: 5 })]);
    expect(Object.fromEntries(page.byCategory.map((row) => [row.category, row.people]))).toEqual({
      GD: 3,
      CN: 1,
      TE: 1,
    });
    const prices = page.rows.map((row) => row.monthlyVnd ?? 0);
    expect(prices).toEqual([...prices].sort((a, b) => b - a));
    const rest = await http.request(
      SYSTEM_ACTOR,
      'get',
      `${commune}/uncovered?limit=3&after=3&sort=price&descending=true`,
    );
    const names = [...page.rows, ...PersuasionAnswer.parse(rest.body).rows].map(
      (row) => row.fullName,
    );
    expect(names.sort()).toEqual(['Bà Hai', 'Bé Tư', 'Chị Năm', 'Người Xa', 'Ông Cả']);
  });

  test('filters narrow the list and its counts', async () => {
    const answer = await http.request(SYSTEM_ACTOR, 'get', `${commune}/uncovered?category=CN`);
    const page = PersuasionAnswer.parse(answer.body);
    expect(page.rows.map((row) => row.fullName)).toEqual(['Chị Năm']);
    expect(page.rows[0]).toMatchObject({ nextOn: '2027-01-01', nextCause: 'statusEnds' });
    // every choice of a filter says how many it would show
    expect(page.total).toBe(1);
    expect(page.byReason).toMatchObject([{ reason: 'never', people: 1 }]);
    expect(page.byCategory.map((row) => row.category).sort()).toEqual(['CN', 'GD', 'TE']);
    expect(page.byPlace.reduce((sum, row) => sum + row.people, 0)).toBe(1);
    const free = await http.request(SYSTEM_ACTOR, 'get', `${commune}/uncovered?free=true`);
    expect(PersuasionAnswer.parse(free.body)).toMatchObject({ total: 1, freePeople: 1 });
    const none = await http.request(
      SYSTEM_ACTOR,
      'get',
      `${commune}/uncovered?place=${PLACE.communeD}`,
    );
    expect(PersuasionAnswer.parse(none.body).total).toBe(0);
  });

  test('the file holds the same people', async () => {
    const answer = await http.request(SYSTEM_ACTOR, 'get', `${commune}/uncovered.xlsx`);
    expect(answer.status).toBe(200);
    const book = new excel.Workbook();
    await book.xlsx.load(await answer.response.arrayBuffer());
    const cells = book.worksheets[0]?.getColumn(2).values.map(String) ?? [];
    expect(cells).toEqual(expect.arrayContaining(['Ông Cả', 'Bà Hai', 'Chị Năm']));
  });
});

describe('one person', () => {
  test('the decision is told in words, with the quote of the household', async () => {
    const path = `/v1/people/${idOf('Ông Cả')}/entitlement?on=${DAY}&months=12`;
    const answer = await http.request(SYSTEM_ACTOR, 'get', path);
    expect(answer.status).toBe(200);
    const told = EntitlementAnswer.parse(answer.body);
    expect(told).toMatchObject({ category: 'GD', isInsured: false, reason: 'never' });
    expect(told.lines.length).toBeGreaterThan(2);
    const [first] = told.offers;
    expect(first).toMatchObject({ category: 'GD', counts: true, benefitBp: 8000 });
    expect(first?.payers).toEqual([{ payer: 'participant', bp: 10_000 }]);
    expect(told.household.members.map((row) => row.fullName)).toContain('Bà Hai');
    expect(told.lines.every((line) => line.text.length > 10)).toBe(true);
    // the son has a card already: father pays the second step, mother the third
    expect(told.household.joinedBefore).toBe(1);
    const own = (name: string): number | undefined =>
      told.household.members.find((row) => row.personId === idOf(name))?.amounts['participant'];
    const father = own('Ông Cả') ?? 0;
    expect(own('Bà Hai')).toBe((father / 7) * 6);
    expect(told.household.ownVnd).toBe(father + (own('Bà Hai') ?? 0));
  });

  test('who lives nowhere is not decided', async () => {
    const answer = await http.request(
      SYSTEM_ACTOR,
      'get',
      `/v1/people/${idOf('Ông Cả')}/entitlement?on=2016-01-01`,
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(answer.body)).toContain('entitlement.notResident');
  });
});
