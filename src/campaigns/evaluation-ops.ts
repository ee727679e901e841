/** What the campaign brought: before and after by group, cost of a new card, ways that worked. */
import { coverageTree } from '../coverage/ops.ts';
import { coverageChanges } from '../coverage/series-ops.ts';
import type { CoverageAnswer } from '../coverage/types.ts';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { getUserByName } from '../tasks/agency-ops.ts';
import { readUnit } from '../tasks/scope.ts';
import { listUnitsInside } from '../tasks/sql-scope.ts';
import { listRefs, refOf } from '../units/ops.ts';
import { authorOf, getCampaign, getCampaignRow, viewsOf } from './ops.ts';
import * as sql from './sql.ts';
import type {
  CommendationInput,
  CostInput,
  EvaluationAnswer,
  Practice,
  PracticeInput,
  StaffInput,
} from './types.ts';

/** Of the unit of the address: the campaign's own, or one inside it. */
export async function evaluateCampaign(
  ctx: Context,
  ref: string | number,
  campaignId: number,
): Promise<EvaluationAnswer> {
  const row = await getCampaignRow(ctx, ref, campaignId);
  const { unit, scope } = await readUnit(ctx, ref);
  const holds = await listUnitsInside(ctx.db, [row.unitId], scope);
  const unitId = holds.length > 0 ? row.unitId : unit.unitId;
  const [campaign] = await viewsOf(ctx, [row]);
  if (!campaign) return refuse('campaigns.unknown', { campaignId });
  const coverage = await compareCoverage(ctx, row, unitId);
  const kept = await readKept(ctx, ref, row);
  const newCards = coverage.gained + kept.enteredNewCards;
  const costVnd = kept.costs.reduce((sum, cost) => sum + cost.amountVnd, 0);
  const { gained: _, ...sides } = coverage;
  return {
    campaign,
    ...sides,
    ...kept,
    newCards,
    costVnd,
    costPerNewCardVnd: newCards > 0 && costVnd > 0 ? Math.round(costVnd / newCards) : null,
  };
}

async function compareCoverage(ctx: Context, row: sql.CampaignRow, unit: number) {
  const eve = addDays(row.from, -1);
  const lastDay = addDays(row.to, -1);
  const last = today(ctx) < lastDay ? today(ctx) : lastDay;
  const end = last < eve ? eve : last;
  const definition = row.definition === null ? {} : { definition: [row.definition] };
  const question = { unit, boundaries: row.boundaries, ...definition };
  const by = ['group', 'children'] as const;
  const before = await coverageTree(ctx, { ...question, asOf: eve, by });
  const after = await coverageTree(ctx, { ...question, asOf: end, by });
  const changes = await coverageChanges(ctx, { ...question, asOf: end, since: eve });
  return {
    before: sideOf(before, eve),
    after: sideOf(after, end),
    gained: changes.gained,
    byGroup: changes.byGroup.map((group) => ({
      group: group.group,
      name: group.name,
      nameEn: group.nameEn,
      before: group.before,
      after: group.after,
      joined: group.joined,
      left: group.left,
    })),
    children: childrenOf(before, after),
  };
}

function sideOf({ insured, population, rateBp }: CoverageAnswer, day: IsoDate) {
  return { day, insured, population, rateBp };
}

function childrenOf(before: CoverageAnswer, after: CoverageAnswer): EvaluationAnswer['children'] {
  const first = new Map((before.children ?? []).map((child) => [child.unit.unitId, child]));
  return (after.children ?? []).map((child) => {
    const old = first.get(child.unit.unitId);
    return {
      unit: { ...child.unit, type: 'khac' as const },
      before: old?.insured ?? 0,
      after: child.insured,
      rateBeforeBp: old?.rateBp ?? null,
      rateAfterBp: child.rateBp,
    };
  });
}

/** What people entered, cut to the places of the address. */
async function readKept(ctx: Context, ref: string | number, row: sql.CampaignRow) {
  const { campaignId } = row;
  const page = await getCampaign(ctx, ref, campaignId);
  const ids = page.units.map((unit) => unit.unitId);
  const figures = await sql.listFigures(ctx.db, campaignId, ids);
  const costs = await sql.listCosts(ctx.db, campaignId);
  const commendations = await sql.listCommendations(ctx.db, campaignId);
  const practices = await listPractices(ctx, ref, { campaignId });
  const units = [...costs, ...commendations].map((one) => one.unitId);
  const refs = await listRefs(ctx, units, today(ctx));
  const withUnit = <T extends { unitId: number }>({ unitId, ...rest }: T) => {
    return { ...rest, unit: refOf(refs, unitId) };
  };
  return {
    enteredNewCards: figures
      .filter((figure) => figure.kind === 'newCards')
      .reduce((sum, figure) => sum + figure.people, 0),
    costs: costs.map(withUnit),
    commendations: commendations.map(withUnit),
    practices: practices.practices,
    steps: page.steps
      .filter((step) => !step.fellAway)
      .map(({ title, counts }) => ({
        title,
        units: counts.units,
        onTime: counts.done - counts.doneLate,
        late: counts.doneLate + counts.overdue,
      })),
  };
}

// ── entering ────────────────────────────────────────────────────────────────────────────────────

type Written = { id: number };

async function write(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  work: (tx: Context, row: { campaignId: number; unitId: number } & sql.Author) => Promise<number>,
): Promise<Written> {
  await getCampaignRow(ctx, ref, campaignId);
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    return { id: await work(tx, { campaignId, unitId: unit.unitId, ...authorOf(tx) }) };
  });
}

export function addStaff(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  { name, username, work: does }: StaffInput,
): Promise<Written> {
  return write(ctx, ref, campaignId, async (tx, row) => {
    const user = username === undefined ? null : await getUserByName(tx, username);
    return await sql.insertStaff(tx.db, { ...row, userId: user?.userId ?? null, name, work: does });
  });
}

export function addCost(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  cost: CostInput,
): Promise<Written> {
  return write(ctx, ref, campaignId, (tx, row) => sql.insertCost(tx.db, { ...row, ...cost }));
}

export function addPractice(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  { people, ...practice }: PracticeInput,
): Promise<Written> {
  return write(ctx, ref, campaignId, (tx, row) =>
    sql.insertPractice(tx.db, { ...row, ...practice, people: people ?? null }),
  );
}

export function addCommendation(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  commendation: CommendationInput,
): Promise<Written> {
  return write(ctx, ref, campaignId, (tx, row) =>
    sql.insertCommendation(tx.db, { ...row, ...commendation }),
  );
}

/** By the unit that entered it; it stays in the records. */
export async function withdrawKept(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  what: { kind: sql.KeptKind; id: number },
): Promise<Written> {
  await getCampaignRow(ctx, ref, campaignId);
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const at = tx.now().toString();
    const row = { campaignId, unitId: unit.unitId, id: what.id, at };
    if (!(await sql.withdrawKept(tx.db, what.kind, row))) refuse('campaigns.unknownLine');
    return { id: what.id };
  });
}

/** Good ways of one campaign, or of all campaigns who asks can see (row-level security). */
export async function listPractices(
  ctx: Context,
  ref: string | number,
  question: { campaignId?: number | undefined; text?: string | undefined },
): Promise<{ practices: Practice[] }> {
  await readUnit(ctx, ref);
  const rows = await sql.listPractices(ctx.db, question);
  const refs = await listRefs(
    ctx,
    rows.map((row) => row.unitId),
    today(ctx),
  );
  return {
    practices: rows.map(({ unitId, ...row }) => ({ ...row, unit: refOf(refs, unitId) })),
  };
}
