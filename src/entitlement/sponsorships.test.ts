import excel from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE } from '../../test/small-tree.ts';
import { Refusal } from '../kernel/outcome.ts';
import { writeBudgetFile } from './budget-file.ts';
import { budgetSumsOf } from './budget-ops.ts';
import { listBudgetPeople } from './budget-people-ops.ts';
import { decideRegister } from './decide-ops.ts';
import { getEntitlement } from './person-ops.ts';
import { listToPersuade } from './persuasion-ops.ts';
import { listSponsored, writeSponsoredFile } from './sponsored-people-ops.ts';
import {
  endSponsorship,
  getSponsorship,
  listSponsorships,
  previewSponsorship,
  recordSponsorship,
  undoSponsorship,
} from './sponsorship-ops.ts';
import { SponsorshipInput } from './sponsorship-types.ts';
import { DAY, ctxOn, idOf, plantHousehold, record } from './test-register.ts';

const database = useTestDatabase();
const unit = PLACE.communeE;
const ctx = () => ctxOn(database, DAY);

beforeAll(async () => {
  await plantHousehold(database);
  await record(ctxOn(database, DAY), [
    {
      kind: 'addParticipation',
      person: idOf('Chị Năm'),
      category: 'CN',
      issuer: 'own',
      from: '2026-03-01',
      to: '2027-01-01',
    },
  ]);
  await decideRegister(ctx());
});

const asked = (more: object) =>
  SponsorshipInput.parse({
    payer: 'sponsor',
    payerName: 'Hội Chữ thập đỏ tỉnh P',
    way: 'share',
    shareBp: 2000,
    from: '2026-01-01',
    to: '2027-01-01',
    ...more,
  });

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (cause) {
    if (cause instanceof Refusal) return cause.faults.map((fault) => fault.code);
    throw cause;
  }
  return [];
}

/** 4.5 % of 2,340,000 until 30/6/2026 and of 2,530,000 since (policy/contribution.yaml). */
const FULL = 105_300;
const FULL_JULY = 113_850;

/** By payer: person-months and đồng of the year, estimated and settled. */
async function moneyOf(category: string, year = 2026) {
  const { rows } = await budgetSumsOf(ctx(), { unit, year, category, by: ['payer'] });
  return Object.fromEntries(
    rows.map((row) => [
      row.payer,
      [row.estimatedMonths, row.estimatedVnd, row.actualMonths, row.actualVnd],
    ]),
  );
}

async function behind(filter: object, side: 'estimated' | 'actual'): Promise<number> {
  const question = { unit, year: 2026, ...filter, side, limit: 100 };
  return (await listBudgetPeople(ctx(), question)).personMonths;
}

describe('a sponsor who pays 20 % for near-poor people of a commune in 2026', () => {
  let id = 0;

  beforeAll(async () => {
    const page = await recordSponsorship(ctx(), unit, asked({ categories: ['CN'] }));
    id = page.sponsorshipId;
    expect(page).toMatchObject({
      state: 'inForce',
      isOwn: true,
      use: { people: 1, insured: 1, usedPeople: 1 },
      count: { eligible: 1, beyondCeiling: 0, paidByOthers: 0, cut: 0 },
    });
  });

  test('has a row of its own in the estimate and the settlement, out of the own part', async () => {
    // 70 % state, 20 % sponsor, 10 % own: 73,710, 21,060 and 10,530 a month, with the law of January
    // where the amount stays with the payment; the card began in March, November has begun
    const settled = 4 * (FULL / 5) + 5 * (FULL_JULY / 5);
    expect(await moneyOf('CN')).toEqual({
      state: [12, 12 * 73_710, 9, 4 * 73_710 + 5 * 79_695],
      sponsor: [12, 12 * 21_060, 9, settled],
      participant: [12, 12 * 10_530, 9, settled / 2],
    });
  });

  test('behind each figure stand as many months of people as it says', async () => {
    for (const by of ['payer', 'level', 'month'] as const) {
      const { rows } = await budgetSumsOf(ctx(), { unit, year: 2026, by: [by] });
      for (const row of rows) {
        const filter = { [by]: row[by] };
        expect([filter, await behind(filter, 'estimated')]).toEqual([filter, row.estimatedMonths]);
        expect([filter, await behind(filter, 'actual')]).toEqual([filter, row.actualMonths]);
      }
    }
  });

  test('stands beside the levels of the state', async () => {
    const { rows } = await budgetSumsOf(ctx(), { unit, year: 2026, by: ['level'] });
    expect(rows.map((row) => row.level)).toContain('sponsor');
  });

  test('has its rows in the file of the budget', async () => {
    const file = await writeBudgetFile(ctx(), { unit, year: 2026 });
    const book = new excel.Workbook();
    await book.xlsx.load(new Uint8Array(file.bytes).buffer);
    const rows = book.worksheets[0]?.getSheetValues() ?? [];
    const sponsored = rows.filter((row) => Array.isArray(row) && row.includes('Nhà tài trợ'));
    // one a month; payer and level both say who
    expect(sponsored).toHaveLength(12);
    expect(JSON.stringify(sponsored[0])).toContain('21060');
  });

  test('the quote says who pays and how much of it', async () => {
    const answer = await getEntitlement(ctx(), { personId: idOf('Chị Năm'), months: 12 });
    const [member] = answer.household.members;
    // December 2026 is the last month of the sponsorship: one month of twelve from 21 November on
    expect(member?.amounts).toMatchObject({ sponsor: (2 * FULL_JULY) / 5 });
    const said = member?.lines.map((line) => line.text).join(' ');
    expect(said).toContain('Hội Chữ thập đỏ tỉnh P');
  });

  test('its people are named, on the page and in the file', async () => {
    const page = await listSponsored(ctx(), { unit, sponsorshipId: id, limit: 10 });
    expect(page.rows).toMatchObject([
      { fullName: 'Chị Năm', category: 'CN', isInsured: true, months: 12, usedMonths: 9 },
    ]);
    const file = await writeSponsoredFile(ctx(), { unit, sponsorshipId: id });
    expect([file.rows, file.name]).toEqual([1, `nguoi-duoc-tai-tro-02536-${id}.xlsx`]);
  });

  test('a second promise of 20 % for the same people is cut to what is left, and says so', async () => {
    const second = asked({ categories: ['CN'], payerName: 'Công ty Q' });
    const preview = await previewSponsorship(ctx(), unit, second);
    // own part 30 %, of which the first pays 20: 10,530 of 21,060 a month are left
    expect(preview.use).toMatchObject({ people: 1, reservedVnd: 12 * 10_530 });
    expect(preview.conflicts.map(({ code, people }) => [code, people])).toEqual([
      ['overlap', 1],
      ['overFull', 1],
    ]);
    expect(preview.conflicts[0]?.others).toEqual([
      { sponsorshipId: id, payerName: 'Hội Chữ thập đỏ tỉnh P' },
    ]);
    // nothing was kept
    expect((await listSponsorships(ctx(), unit)).sponsorships).toHaveLength(1);
  });

  test('the commune pays before sponsors, who then have less to pay', async () => {
    const commune = asked({ payer: 'commune', payerName: 'Xã E', categories: ['CN'] });
    const preview = await previewSponsorship(ctx(), unit, commune);
    expect(preview.conflicts.map((conflict) => conflict.code)).toEqual(['overlap', 'othersLose']);
    const page = await recordSponsorship(ctx(), unit, commune);
    expect(await moneyOf('CN')).toMatchObject({
      commune: [12, 12 * 21_060, 9, expect.any(Number)],
      sponsor: [12, 12 * 10_530, 9, expect.any(Number)],
      participant: [0, 0, 0, 0],
    });
    expect(await behind({ payer: 'participant', category: 'CN' }, 'estimated')).toBe(0);
    expect(await behind({ level: 'commune' }, 'actual')).toBe(9);
    await undoSponsorship(ctx(), unit, page.sponsorshipId, { reason: 'ghi nhầm' });
    expect(await moneyOf('CN')).not.toHaveProperty('commune');
  });

  test('ended in October it pays to September; the end can be taken back', async () => {
    const page = await endSponsorship(ctx(), unit, id, { on: '2026-10-01', reason: 'dừng sớm' });
    expect(page).toMatchObject({ state: 'ended', endsOn: '2026-10-01' });
    expect((await moneyOf('CN'))['sponsor']).toEqual([9, 9 * 21_060, 7, 4 * 21_060 + 3 * 22_770]);
    expect(
      await faultsOf(endSponsorship(ctx(), unit, id, { on: '2026-11-01', reason: 'lần nữa' })),
    ).toEqual(['entitlement.sponsorship.isOver']);
    const back = await undoSponsorship(ctx(), unit, id, { reason: 'vẫn tài trợ' });
    expect(back.steps.map((step) => [step.kind, step.reason])).toEqual([
      ['end', 'dừng sớm'],
      ['undoEnd', 'vẫn tài trợ'],
    ]);
    expect((await moneyOf('CN'))['sponsor']?.[0]).toBe(12);
  });

  test('undone it never was; it stays in the list as undone', async () => {
    const page = await undoSponsorship(ctx(), unit, id, { reason: 'ghi nhầm đơn vị' });
    expect(page).toMatchObject({ state: 'undone', use: { people: 0 } });
    expect(await moneyOf('CN')).not.toHaveProperty('sponsor');
    const list = await listSponsorships(ctx(), unit);
    expect(list.sponsorships.map((row) => row.state)).toEqual(['undone', 'undone']);
    expect(await faultsOf(undoSponsorship(ctx(), unit, id, { reason: 'lần nữa' }))).toEqual([
      'entitlement.sponsorship.isOver',
    ]);
  });
});

describe('two cards given to people without one', () => {
  // who has a card since January had one on the day before: eleven months for the others
  const from = '2026-02-01';
  const gift = (more: object) =>
    asked({ way: 'card', shareBp: null, withoutCard: true, categories: ['GD'], from, ...more });
  let id = 0;

  beforeAll(async () => {
    id = (await recordSponsorship(ctx(), unit, gift({ peopleMax: 2 }))).sponsorshipId;
  });

  test('go to two of them, household by household; the ceiling is told', async () => {
    const page = await getSponsorship(ctx(), unit, id);
    // the grandparents without a card, in this order; who lives alone comes after the household
    expect(page.use).toMatchObject({ people: 2, insured: 0, usedVnd: 0 });
    expect(page.count).toMatchObject({ eligible: 3, beyondCeiling: 1 });
    const { rows } = await listSponsored(ctx(), { unit, sponsorshipId: id, limit: 10 });
    expect(rows.map((row) => row.fullName).sort()).toEqual(['Bà Hai', 'Ông Cả']);
  });

  test('who has no card is in the estimate, because others pay all', async () => {
    const before = 12;
    const months = await moneyOf('GD');
    // second and third of the household: 70 % and 60 % of the first
    expect(months['sponsor']).toEqual([22, 11 * (73_710 + 63_180), 0, 0]);
    expect(months['participant']?.[0]).toBe(before);
    expect(await behind({ payer: 'sponsor' }, 'estimated')).toBe(22);
    expect(await behind({ category: 'GD' }, 'estimated')).toBe(22 + before);
  });

  test('the list to persuade tells that they pay nothing, and who does', async () => {
    const list = await listToPersuade(ctx(), { unit, filter: { free: true } });
    expect(
      list.rows.map(({ fullName, monthlyVnd, sponsorVnd }) => [fullName, monthlyVnd, sponsorVnd]),
    ).toEqual([
      ['Ông Cả', 0, 79_695],
      ['Bà Hai', 0, 68_310],
      // free by law
      ['Bé Tư', 0, 0],
    ]);
    expect(list.sponsoredVnd).toBe(79_695 + 68_310);
  });

  test('a ceiling of money stops at the first who no longer fits', async () => {
    // what is left after the first: 100,000 of 1,000,000 đồng a year do not reach the second
    const money = gift({ moneyMaxVnd: 11 * 73_710 + 100_000, payerName: 'Hội P' });
    await undoSponsorship(ctx(), unit, id, { reason: 'đổi trần' });
    const preview = await previewSponsorship(ctx(), unit, money);
    expect(preview.use).toMatchObject({ people: 1, reservedVnd: 11 * 73_710 });
    expect(preview.conflicts).toEqual([{ code: 'ceilingReached', people: 2, others: [] }]);
  });

  test('chosen people and households only', async () => {
    const one = await previewSponsorship(ctx(), unit, gift({ personIds: [idOf('Người Xa')] }));
    expect(one.use.people).toBe(1);
    const nobody = await previewSponsorship(ctx(), unit, gift({ personIds: [idOf('Anh Ba')] }));
    expect(nobody.conflicts).toEqual([{ code: 'nobody', people: 0, others: [] }]);
  });

  test('a fixed amount is paid as far as the own part goes', async () => {
    const fixed = { way: 'fixed', shareBp: null, monthlyVnd: 70_000, categories: ['GD'] };
    const preview = await previewSponsorship(
      ctx(),
      unit,
      asked({ ...fixed, withoutCard: true, from }),
    );
    // 70,000, then 63,180 of the third, then 70,000 of the first of another household
    expect(preview.use.reservedVnd).toBe(11 * (70_000 + 63_180 + 70_000));
  });
});

test('what cannot stand is refused with all faults at once', async () => {
  const wrong = asked({
    payer: 'commune',
    way: 'fixed',
    categories: ['ZZ'],
    from: '2026-05-01',
    to: '2026-05-01',
    unitIds: [PLACE.communeD],
    personIds: [4_242],
  });
  expect(await faultsOf(previewSponsorship(ctx(), PLACE.provinceP, wrong))).toEqual([
    'entitlement.sponsorship.emptyPeriod',
    'entitlement.sponsorship.amount',
    'policy.unknownCategory',
    'entitlement.sponsorship.notCommune',
    'entitlement.sponsorship.unitOutside',
    'entitlement.sponsorship.chosenOutside',
  ]);
  expect(await faultsOf(previewSponsorship(ctx(), unit, asked({ to: '2031-01-02' })))).toEqual([
    'entitlement.sponsorship.tooLong',
  ]);
});

test('what a province promised is seen in its commune, and ended only by the province', async () => {
  const { sponsorshipId } = await recordSponsorship(ctx(), PLACE.provinceP, asked({}));
  expect(await getSponsorship(ctx(), unit, sponsorshipId)).toMatchObject({ isOwn: false });
  const end = { on: '2026-06-01', reason: 'không phải của xã' };
  const notFound = ['entitlement.sponsorship.notFound'];
  expect(await faultsOf(endSponsorship(ctx(), unit, sponsorshipId, end))).toEqual(notFound);
  expect(await faultsOf(getSponsorship(ctx(), PLACE.communeD, sponsorshipId))).toEqual(notFound);
  await undoSponsorship(ctx(), PLACE.provinceP, sponsorshipId, { reason: 'thử xong' });
});

test('what is decided anew is shared out anew', async () => {
  const { sponsorshipId } = await recordSponsorship(ctx(), unit, asked({ categories: ['CN'] }));
  await record(ctxOn(database, DAY), [
    {
      kind: 'setStatus',
      person: idOf('Người Xa'),
      status: 'nearPoorHousehold',
      from: '2026-01-01',
      to: '2027-01-01',
    },
  ]);
  await decideRegister(ctx());
  expect((await getSponsorship(ctx(), unit, sponsorshipId)).use).toMatchObject({
    people: 2,
    insured: 1,
  });
});
