import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { addResidents } from '../coverage/test-register.ts';
import { Refusal } from '../kernel/outcome.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { asOfficial, atTime } from '../tasks/test-desk.ts';
import { addCost, addPractice, evaluateCampaign, listPractices } from './evaluation-ops.ts';
import { createCampaign, getCampaign } from './ops.ts';
import { enterFigures, readPace, setCampaignTargets } from './pace-ops.ts';

const database = useTestDatabase();
const { provinceP, communeA, communeE, communeD, villageA } = PLACE;
let ctx: Context;
let campaignId = 0;

/** In A: 3 insured before November 2026, 2 more on 3/11, 1 of the first stops on 10/11. */
beforeAll(async () => {
  ctx = atTime(database.ctx(), '2026-11-12 18:00');
  await plantSmallTree(ctx.db);
  const resident = { placeId: villageA, from: '2020-01-01' };
  const card = (from: string, to: string): [string, 'own', string, string] => [
    'GD',
    'own',
    from,
    to,
  ];
  await addResidents(ctx, [
    { ...resident, cards: [card('2026-01-01', '2027-01-01')] },
    { ...resident, cards: [card('2026-01-01', '2027-01-01')] },
    { ...resident, cards: [card('2026-01-01', '2026-11-10')] },
    { ...resident, cards: [card('2026-11-03', '2027-11-03')] },
    { ...resident, cards: [card('2026-11-03', '2027-11-03')] },
    resident,
  ]);
  const made = await createCampaign(ctx, {
    unitId: provinceP,
    name: 'Tháng cao điểm',
    from: '2026-11-01',
    until: '2026-11-30',
    steps: [{ title: 'Lễ phát động', level: 'commune', deadline: { day: '2026-11-06' } }],
  });
  campaignId = made.campaignId;
});

const code = async (work: Promise<unknown>): Promise<string> => {
  const cause = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return cause instanceof Refusal ? cause.faults[0].code : `no refusal: ${String(cause)}`;
};

describe('pace of the day', () => {
  test('reached is the difference to the eve; where there is no register, what was entered', async () => {
    await setCampaignTargets(ctx, provinceP, campaignId, {
      rows: [
        { unitId: communeA, people: 30 },
        { unitId: communeE, people: 15 },
      ],
    });
    const row = { unitId: communeE, kind: 'newCards' as const, note: '' };
    await enterFigures(ctx, communeE, campaignId, {
      rows: [
        { ...row, day: '2026-11-05', people: 4 },
        { ...row, day: '2026-11-12', people: 5 },
      ],
    });
    await enterFigures(ctx, communeE, campaignId, {
      rows: [{ ...row, day: '2026-11-05', people: 6 }],
    });
    const pace = await readPace(ctx, provinceP, campaignId, { level: 'commune' });
    const shown = pace.rows.map(({ unit, source, target, reached, today, pace: due, behind }) => {
      return [unit.name, source, target, reached, today, due, behind];
    });
    // 12 of 30 days: A owes 12 of 30 and has 3 + 2 − 1 − 3 = 1; E owes 6 of 15 and has 6 + 5
    expect(shown).toEqual([
      ['Xã A', 'register', 30, 1, 0, 12, 11],
      ['Xã E', 'entered', 15, 11, 5, 6, -5],
    ]);
    expect(pace.total).toMatchObject({ target: 45, reached: 12, pace: 18, behindUnits: 1 });
    expect(pace.rows[0]?.stepsOverdue).toBe(1);
    expect(pace.series.map((point) => point.reached).slice(0, 4)).toEqual([0, 0, 2, 2]);
    expect(pace.series.at(-1)).toMatchObject({ day: '2026-11-12', reached: 1 });
  });

  test('on the eve nobody has begun; only days of the campaign that have come', async () => {
    const eve = await readPace(ctx, provinceP, campaignId, { level: 'commune', on: '2026-10-15' });
    expect(eve.rows.map((one) => [one.reached, one.pace])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const figure = { unitId: communeA, kind: 'newCards' as const, people: 1, note: '' };
    for (const day of ['2026-10-31', '2026-11-13']) {
      const rows = [{ ...figure, day }];
      expect(await code(enterFigures(ctx, communeA, campaignId, { rows }))).toBe(
        'campaigns.dayOutside',
      );
    }
    const rows = [{ ...figure, unitId: communeE, day: '2026-11-02' }];
    const foreign = enterFigures(ctx, communeA, campaignId, { rows });
    expect(await code(foreign)).toBe('tasks.unitOutside');
  });

  test('a commune sees the campaign with its own rows; another province sees nothing', async () => {
    const page = await inTransaction(asOfficial(ctx, communeA), (tx) =>
      getCampaign(tx, communeA, campaignId),
    );
    expect(page.cells.map((cell) => cell.unitId)).toEqual([communeA]);
    const elsewhere = inTransaction(asOfficial(ctx, communeD), (tx) =>
      getCampaign(tx, communeD, campaignId),
    );
    expect(await code(elsewhere)).toBe('campaigns.unknown');
    const change = setCampaignTargets(ctx, communeA, campaignId, {
      rows: [{ unitId: communeA, people: 1 }],
    });
    expect(await code(change)).toBe('campaigns.ofAnother');
  });
});

describe('evaluation', () => {
  test('before and after, and the cost of a new card', async () => {
    await addCost(ctx, provinceP, campaignId, { what: 'Tờ rơi', amountVnd: 1_300_000, payer: '' });
    await addPractice(ctx, communeA, campaignId, {
      title: 'Livestream',
      text: 'Tối thứ bảy',
      effect: '2 người',
      people: 2,
    });
    const found = await evaluateCampaign(ctx, provinceP, campaignId);
    expect([found.before.insured, found.after.insured]).toEqual([3, 4]);
    // two became insured in the register, eleven were entered by hand
    expect(found).toMatchObject({ newCards: 13, costVnd: 1_300_000, costPerNewCardVnd: 100_000 });
    expect(found.children.find((child) => child.unit.unitId === communeA)).toMatchObject({
      before: 3,
      after: 4,
    });
    expect(found.steps).toEqual([{ title: 'Lễ phát động', units: 2, onTime: 0, late: 2 }]);
    const seen = await inTransaction(asOfficial(ctx, communeE), (tx) =>
      listPractices(tx, communeE, {}),
    );
    expect(seen.practices.map((one) => one.title)).toEqual(['Livestream']);
    const hidden = await inTransaction(asOfficial(ctx, communeD), (tx) =>
      listPractices(tx, communeD, {}),
    );
    expect(hidden.practices).toEqual([]);
  });
});
