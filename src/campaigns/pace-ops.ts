/** How far each unit is today, from the register or from what was entered; the weekly cycle. */
import { coverageTree } from '../coverage/ops.ts';
import type { Question } from '../coverage/question.ts';
import { type IsoDate, addDays, daysBetween } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { assignTargets } from '../targets/assign-ops.ts';
import { orRefuse } from '../units/scope.ts';
import { listDutiesOfCampaign, readPeriods } from '../tasks/duty-ops.ts';
import { assertInside, idsIn, listUnitsOfLevel, readUnit, refOnly } from '../tasks/scope.ts';
import { type LevelUnit, listUnitsInside } from '../tasks/sql-scope.ts';
import type { UnitLevel } from '../tasks/types.ts';
import { authorOf, getCampaign, getCampaignRow, getOwnCampaign, viewsOf } from './ops.ts';
import { paceOf } from './pace.ts';
import * as sql from './sql.ts';
import type {
  CampaignPage,
  CampaignTargetsInput,
  CycleAnswer,
  DailyInput,
  PaceAnswer,
  PaceRow,
} from './types.ts';

export interface PaceQuestion {
  on?: IsoDate | undefined;
  level: UnitLevel;
}

/** Register figures of a unit on the eve, yesterday and on the day asked for. */
interface Counted {
  residents: number;
  eve: number;
  before: number;
  now: number;
}

export async function readPace(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  question: PaceQuestion,
): Promise<PaceAnswer> {
  const row = await getCampaignRow(ctx, ref, campaignId);
  const page = await getCampaign(ctx, ref, campaignId);
  const on = dayAsked(row, question.on ?? today(ctx));
  const units = await unitsInside(ctx, ref, row, question.level);
  const counted = await countUnits(ctx, row, units, on);
  const ids = units.map((unit) => unit.unitId);
  const targets = await sql.listCampaignTargets(ctx.db, [...ids, row.unitId], row);
  const figures = await sql.listFigures(ctx.db, campaignId, ids);
  const rows = units.map((unit) => {
    const own = figures.filter((figure) => figure.unitId === unit.unitId && figure.day <= on);
    const target = targets.get(unit.unitId) ?? null;
    return rowOf(row, page, unit, counted.get(unit.unitId), own, target, on);
  });
  const total = totalOf(row, rows, targets.get(row.unitId) ?? null, units, on);
  const [campaign] = await viewsOf(ctx, [row]);
  if (!campaign) return refuse('campaigns.unknown', { campaignId });
  const series = await readSeries(ctx, ref, row, figures, total.target, on);
  return { campaign, on, level: question.level, rows: rows.toSorted(worstFirst), total, series };
}

/** Within the campaign; the day before it begins shows everybody at nought. */
function dayAsked(row: sql.CampaignRow, on: IsoDate): IsoDate {
  if (on < row.from) return addDays(row.from, -1);
  return on < row.to ? on : addDays(row.to, -1);
}

async function unitsInside(
  ctx: Context,
  ref: string | number,
  row: sql.CampaignRow,
  level: UnitLevel,
): Promise<LevelUnit[]> {
  const { scope } = await readUnit(ctx, ref);
  const all = await listUnitsOfLevel(ctx, row.unitId, [level], row.boundaries);
  const ids = all.map((unit) => unit.unitId);
  const inside = new Set(await listUnitsInside(ctx.db, ids, scope));
  return all.filter((unit) => inside.has(unit.unitId));
}

/** One read of the register for each unit above and each of three days. */
async function countUnits(
  ctx: Context,
  row: sql.CampaignRow,
  units: readonly LevelUnit[],
  on: IsoDate,
): Promise<Map<number, Counted>> {
  const wanted = new Set(units.map((unit) => unit.unitId));
  const parents = new Set(units.map((unit) => parentOf(row, unit)));
  const counted = new Map<number, Counted>();
  for (const parent of parents) {
    const eve = await insuredBelow(ctx, row, parent, addDays(row.from, -1));
    const now = await insuredBelow(ctx, row, parent, on);
    const before = await insuredBelow(ctx, row, parent, addDays(on, -1));
    for (const [unitId, { insured, residents }] of now) {
      if (!wanted.has(unitId)) continue;
      counted.set(unitId, {
        residents,
        eve: eve.get(unitId)?.insured ?? 0,
        before: before.get(unitId)?.insured ?? 0,
        now: insured,
      });
    }
  }
  return counted;
}

/** The unit directly above, when it lies in the campaign; else the campaign's own. */
function parentOf(row: sql.CampaignRow, unit: LevelUnit): number {
  const ids = idsIn(unit.path);
  const at = ids.indexOf(row.unitId);
  const parent = ids.at(-2);
  return at >= 0 && parent !== undefined && unit.unitId !== row.unitId ? parent : row.unitId;
}

function questionOf(row: sql.CampaignRow, unit: number, asOf: IsoDate): Question {
  const definition = row.definition === null ? {} : { definition: [row.definition] };
  return { unit, asOf, boundaries: row.boundaries, ...definition };
}

async function insuredBelow(
  ctx: Context,
  row: sql.CampaignRow,
  parent: number,
  asOf: IsoDate,
): Promise<Map<number, { insured: number; residents: number }>> {
  const question = questionOf(row, parent, asOf);
  const answer = await coverageTree(ctx, { ...question, by: ['children'] });
  const found = new Map(
    (answer.children ?? []).map(({ unit, insured, residents }) => {
      return [unit.unitId, { insured, residents }] as const;
    }),
  );
  const { insured, residents } = answer;
  return found.set(answer.unit.unitId, { insured, residents });
}

function rowOf(
  row: sql.CampaignRow,
  page: CampaignPage,
  unit: LevelUnit,
  counted: Counted | undefined,
  figures: readonly sql.FigureRow[],
  target: number | null,
  on: IsoDate,
): PaceRow {
  const entered = figures.filter((figure) => figure.kind === 'newCards');
  const hasRegister = counted !== undefined && counted.residents > 0;
  const source = hasRegister ? 'register' : entered.length > 0 ? 'entered' : 'none';
  const isBefore = on < row.from;
  const sum = entered.reduce((people, figure) => people + figure.people, 0);
  const ofDay = entered.filter((figure) => figure.day === on);
  const reached = hasRegister ? counted.now - counted.eve : sum;
  const enteredToday = ofDay.reduce((people, figure) => people + figure.people, 0);
  const cells = page.cells.filter((cell) => cell.unitId === unit.unitId);
  return {
    unit: refOnly(unit),
    source,
    target,
    reached: isBefore ? 0 : reached,
    today: isBefore ? 0 : hasRegister ? counted.now - counted.before : enteredToday,
    ...paceOf({ from: row.from, to: row.to, on, target, reached: isBefore ? 0 : reached }),
    stepsDone: cells.filter((cell) => cell.doneAt !== null).length,
    stepsOverdue: cells.filter((cell) => cell.state === 'overdue').length,
    steps: cells.length,
    lastEntered: figures.at(-1)?.day ?? null,
  };
}

/** Furthest behind first; units without a target after those with one. */
function worstFirst(a: PaceRow, b: PaceRow): number {
  if (a.behind === null || b.behind === null) {
    return Number(a.behind === null) - Number(b.behind === null) || b.reached - a.reached;
  }
  return b.behind - a.behind;
}

function totalOf(
  row: sql.CampaignRow,
  rows: readonly PaceRow[],
  ownTarget: number | null,
  units: readonly LevelUnit[],
  on: IsoDate,
): PaceAnswer['total'] {
  const known = rows.filter((one) => one.target !== null);
  const sum = known.reduce((people, one) => people + (one.target ?? 0), 0);
  const isWhole = units.some((unit) => idsIn(unit.path).includes(row.unitId)) && ownTarget !== null;
  const target = isWhole ? ownTarget : known.length > 0 ? sum : null;
  const reached = rows.reduce((people, one) => people + one.reached, 0);
  const { pace } = paceOf({ from: row.from, to: row.to, on, target, reached });
  return {
    target,
    reached,
    today: rows.reduce((people, one) => people + one.today, 0),
    pace,
    behindUnits: rows.filter((one) => one.isBehind).length,
    units: rows.length,
  };
}

const SERIES_DAYS_MAX = 62;

/** Day by day for the unit of the address, or for the campaign's own when it lies inside. */
async function readSeries(
  ctx: Context,
  ref: string | number,
  row: sql.CampaignRow,
  figures: readonly sql.FigureRow[],
  target: number | null,
  on: IsoDate,
): Promise<PaceAnswer['series']> {
  const { unit, scope } = await readUnit(ctx, ref);
  const holds = await listUnitsInside(ctx.db, [row.unitId], scope);
  const unitId = holds.length > 0 ? row.unitId : unit.unitId;
  const insured = async (day: IsoDate): Promise<{ insured: number; residents: number }> =>
    await coverageTree(ctx, { ...questionOf(row, unitId, day), by: [] });
  const eve = await insured(addDays(row.from, -1));
  const days = Math.min(SERIES_DAYS_MAX, daysBetween(row.from, on) + 1);
  const series: PaceAnswer['series'] = [];
  for (let at = 0; at < days; at += 1) {
    const day = addDays(row.from, at);
    const entered = figures
      .filter((figure) => figure.kind === 'newCards' && figure.day <= day)
      .reduce((people, figure) => people + figure.people, 0);
    const now = await insured(day);
    const reached = now.residents > 0 ? now.insured - eve.insured : entered;
    const { pace } = paceOf({ from: row.from, to: row.to, on: day, target, reached });
    series.push({ day, reached, pace });
  }
  return series;
}

// ── entering ────────────────────────────────────────────────────────────────────────────────────

/** Of units inside the address, of days of the campaign that have begun. */
export async function enterFigures(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  { rows }: DailyInput,
): Promise<{ rows: number }> {
  const row = await getCampaignRow(ctx, ref, campaignId);
  const { scope } = await readUnit(ctx, ref);
  const ids = [...new Set(rows.map((one) => one.unitId))];
  await assertInside(ctx, ids, scope, 'body.rows');
  const wrong = rows.find(({ day }) => day < row.from || day >= row.to || day > today(ctx));
  if (wrong) refuse('campaigns.dayOutside', { day: wrong.day }, 'body.rows');
  return await inOwnerTransaction(ctx, async (tx) => {
    await sql.replaceFigures(tx.db, campaignId, rows, authorOf(tx));
    return { rows: rows.length };
  });
}

export async function listFigures(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  level: UnitLevel,
): Promise<{ figures: sql.FigureRow[] }> {
  const row = await getCampaignRow(ctx, ref, campaignId);
  const units = await unitsInside(ctx, ref, row, level);
  const ids = units.map((unit) => unit.unitId);
  return { figures: await sql.listFigures(ctx.db, campaignId, ids) };
}

/** Targets of the campaign's days, kept with all other targets; a decision makes them assigned. */
export async function setCampaignTargets(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  input: CampaignTargetsInput,
): Promise<{ rows: number }> {
  const row = await getOwnCampaign(ctx, ref, campaignId);
  const { from, to } = row;
  const done = await assignTargets(ctx, row.unitId, {
    act: input.act ?? null,
    state: input.act ? 'assigned' : 'draft',
    reason: input.reason ?? null,
    rows: input.rows.map(({ unitId, people }) => {
      const period = { from, to };
      return {
        indicator: 'insuredIncrease',
        unit: unitId,
        period,
        measure: 'people',
        value: people,
      };
    }),
  });
  orRefuse(done);
  return { rows: input.rows.length };
}

// ── the weekly cycle ────────────────────────────────────────────────────────────────────────────

export async function readCycle(
  ctx: Context,
  ref: string | number,
  campaignId: number,
): Promise<CycleAnswer> {
  const row = await getCampaignRow(ctx, ref, campaignId);
  const { scope } = await readUnit(ctx, ref);
  const [campaign] = await viewsOf(ctx, [row]);
  if (!campaign) return refuse('campaigns.unknown', { campaignId });
  const duties = await listDutiesOfCampaign(ctx, campaignId);
  const periods = await readPeriods(ctx, duties, row, async (units) => {
    const ids = units.map((unit) => unit.unitId);
    return new Set(await listUnitsInside(ctx.db, ids, scope));
  });
  return {
    campaign,
    weeks: periods.map(({ duty, counts, units, ...period }) => {
      const inTime = counts.received - counts.receivedLate;
      const owed = units.filter((unit) => unit.state !== 'exception').length;
      const isOver = period.clock.state !== 'onTime' && period.clock.state !== 'dueSoon';
      const missing = units.filter((unit) => unit.state === 'late' || unit.state === 'expected');
      return {
        ...period,
        dutyId: duty.dutyId,
        reporterName: duty.reporterName,
        receiverName: duty.receiverName,
        units: counts.units,
        received: counts.received,
        receivedLate: counts.receivedLate,
        missing: counts.missing,
        onTimeBp: isOver && owed > 0 ? Math.round((inTime * 10_000) / owed) : null,
        missingUnits: missing.map((unit) => unit.unit),
      };
    }),
  };
}
