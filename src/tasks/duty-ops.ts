/**
 * Who reports what to whom by when, and the tick when it came. `createReportingDuties` takes lines of
 * a plan as a person confirmed them.
 */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, inOwnerTransaction, today } from '../stores/context.ts';
import { getUnit, listRefs, refOf } from '../units/ops.ts';
import type { UnitRef } from '../units/types.ts';
import { ensureAgency } from './agency-ops.ts';
import type { Occurrence } from './clock.ts';
import { type Clock, readClockDesk } from './clock-desk.ts';
import { periodClock, periodsOf, tickUnits } from './duty-periods.ts';
import { aboveIn, listUnitsOfLevel, readUnit, refOnly } from './scope.ts';
import * as sql from './sql-duties.ts';
import { type LevelUnit, listEverAbove, listUnitsInside } from './sql-scope.ts';
import {
  type DutyInput,
  type DutyPeriod,
  type DutyView,
  NewDuty,
  type ParsedNewDuty,
  type TickInput,
} from './types.ts';

export async function createReportingDuties(
  ctx: Context,
  rows: readonly NewDuty[],
): Promise<{ dutyIds: number[] }> {
  const duties = rows.map((row) => NewDuty.parse(row));
  return await inOwnerTransaction(ctx, async (tx) => {
    const dutyIds: number[] = [];
    for (const duty of duties) dutyIds.push(await createDuty(tx, duty));
    return { dutyIds };
  });
}

async function createDuty(tx: Context, duty: ParsedNewDuty): Promise<number> {
  const { reporter } = duty;
  const agencyId =
    reporter.kind === 'agency'
      ? reporter.agencyId
      : reporter.kind === 'agencyName'
        ? (await ensureAgency(tx, duty.within, { name: reporter.name, note: '' })).agencyId
        : null;
  return await sql.insertDuty(tx.db, {
    unitId: duty.within,
    reporterLevel: reporter.kind === 'level' ? reporter.level : null,
    reporterAgencyId: agencyId,
    reporterName: duty.reporterName,
    receiverLevel: duty.receiverLevel ?? null,
    receiverName: duty.receiverName,
    via: duty.via,
    content: duty.content,
    deadline: duty.deadline ?? null,
    recurrence: duty.recurrence ?? null,
    deadlineText: duty.deadlineText ?? null,
    activeFrom: duty.activeFrom,
    activeTo: duty.activeTo ?? null,
    source: duty.source ?? null,
    campaignId: duty.campaignId ?? null,
    actorName: tx.who.name,
    recordedAt: tx.now().toString(),
  });
}

// ── seeing ──────────────────────────────────────────────────────────────────────────────────────

/** Of the unit and of those above it, as far as they concern it. */
export async function listDuties(
  ctx: Context,
  ref: string | number,
): Promise<{ duties: DutyView[] }> {
  const { unit } = await readUnit(ctx, ref);
  const rows = await listDutiesFor(ctx, unit.unitId, true);
  const refs = await listRefs(
    ctx,
    rows.map((row) => row.unitId),
    today(ctx),
  );
  return { duties: rows.map((row) => dutyView(row, refOf(refs, row.unitId))) };
}

async function listDutiesFor(
  ctx: Context,
  unitId: number,
  withEnded: boolean,
): Promise<sql.DutyRow[]> {
  const day = today(ctx);
  const unitIds = [unitId, ...(await listEverAbove(ctx.db, unitId))];
  return await sql.listDuties(ctx.db, { unitIds, withEnded, day });
}

function dutyView(row: sql.DutyRow, unit: UnitRef): DutyView {
  const { path: _, unitId: __, ...rest } = row;
  return { ...rest, unit };
}

export interface PeriodsQuestion {
  from: IsoDate;
  to: IsoDate;
  dutyId?: number | undefined;
  campaignId?: number | undefined;
}

const WINDOW_DAYS_MAX = 400;

/** What is expected of the units in the unit of the address, period by period, oldest first. */
export async function listDutyPeriods(
  ctx: Context,
  ref: string | number,
  question: PeriodsQuestion,
): Promise<{ periods: DutyPeriod[] }> {
  const { unit, scope } = await readUnit(ctx, ref);
  const duties = (await listDutiesFor(ctx, unit.unitId, true)).filter(
    (duty) =>
      (question.dutyId === undefined || duty.dutyId === question.dutyId) &&
      (question.campaignId === undefined || duty.campaignId === question.campaignId),
  );
  const last = addDays(question.from, WINDOW_DAYS_MAX);
  const window = { from: question.from, to: question.to < last ? question.to : last };
  const periods = await readPeriods(ctx, duties, window, async (units) => {
    const ids = units.map((one) => one.unitId);
    return new Set(await listUnitsInside(ctx.db, ids, scope));
  });
  return { periods };
}

/** Periods of duties with their units, cut to those `keep` lets through; empty ones left out. */
export async function readPeriods(
  ctx: Context,
  duties: readonly sql.DutyRow[],
  window: { from: IsoDate; to: IsoDate },
  keep?: (units: readonly LevelUnit[]) => Promise<ReadonlySet<number>>,
): Promise<DutyPeriod[]> {
  const desk = await readClockDesk(ctx);
  const reporters = makeReporters(ctx);
  const asked = duties.flatMap((duty) => {
    const clock = desk.at(duty.path ?? '');
    return periodsOf(duty, window, clock).map((period) => ({ duty, period, clock }));
  });
  const keys = asked.map(({ duty, period }) => ({ dutyId: duty.dutyId, periodKey: period.key }));
  const keyOf = (tick: (typeof keys)[number]): string => `${tick.dutyId}/${tick.periodKey}`;
  const ticks = Map.groupBy(await sql.listTicks(ctx.db, keys), keyOf);
  const refs = await listRefs(
    ctx,
    duties.map((duty) => duty.unitId),
    today(ctx),
  );
  const found: DutyPeriod[] = [];
  for (const { duty, period, clock } of asked) {
    const all = await reporters(duty, period.day);
    const kept = keep ? await keep(all) : undefined;
    const units = kept ? all.filter((unit) => kept.has(unit.unitId)) : all;
    if (units.length === 0) continue;
    const own = ticks.get(keyOf({ dutyId: duty.dutyId, periodKey: period.key })) ?? [];
    found.push(describe(ctx, duty, refOf(refs, duty.unitId), period, units, own, clock));
  }
  return found.toSorted((a, b) => (a.clock.dueAt ?? '').localeCompare(b.clock.dueAt ?? ''));
}

function describe(
  ctx: Context,
  duty: sql.DutyRow,
  unit: UnitRef,
  period: Occurrence,
  units: readonly UnitRef[],
  ticks: readonly sql.TickRow[],
  clock: Clock,
): DutyPeriod {
  const ticked = tickUnits(units.map(refOnly), ticks, period, ctx.now());
  return {
    duty: dutyView(duty, unit),
    periodKey: period.key,
    from: period.from,
    to: period.to,
    clock: periodClock(period, ticked, ctx.now(), clock),
    ...ticked,
  };
}

/** Reporting units of a duty on a day, asked of the tree once for each. */
export function makeReporters(
  ctx: Context,
): (duty: sql.DutyRow, day: IsoDate) => Promise<readonly LevelUnit[]> {
  const known = new Map<string, readonly LevelUnit[]>();
  return async (duty, day) => {
    const key = `${duty.unitId}/${duty.reporterLevel ?? ''}/${day}`;
    const found = known.get(key) ?? (await readReporters(ctx, duty, day));
    known.set(key, found);
    return found;
  };
}

async function readReporters(
  ctx: Context,
  duty: sql.DutyRow,
  day: IsoDate,
): Promise<readonly LevelUnit[]> {
  if (duty.reporterLevel !== null) {
    return await listUnitsOfLevel(ctx, duty.unitId, [duty.reporterLevel], day);
  }
  const unit = await getUnit(ctx, duty.unitId, day);
  return [{ ...unit, path: duty.path ?? '' }];
}

/**
 * The unit that receives: the reporter's nearest unit above on the receiver's level, and where the
 * tree has none such (no districts since 1/7/2025) the nearest above; never above the duty's own.
 */
export function receiverOf(
  duty: Pick<sql.DutyRow, 'unitId' | 'receiverLevel'>,
  reporter: LevelUnit,
  levels: ReadonlyMap<number, string>,
): number {
  const above = aboveIn(reporter.path, reporter.unitId);
  const wanted = above.find((id) => levels.get(id) === duty.receiverLevel);
  if (wanted !== undefined) return wanted;
  return duty.receiverLevel === null ? duty.unitId : (above[0] ?? duty.unitId);
}

// ── ticking ─────────────────────────────────────────────────────────────────────────────────────

/** The unit of the address reported (or need not). Only a period the duty really has. */
export async function tickDuty(
  ctx: Context,
  ref: string | number,
  dutyId: number,
  input: TickInput,
): Promise<DutyPeriod> {
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const duty = await sql.findDuty(tx.db, dutyId, today(tx));
    if (!duty) return refuse('tasks.unknownDuty', { dutyId });
    const clock = (await readClockDesk(tx)).at(duty.path ?? '');
    const period = findPeriod(duty, input.periodKey, clock);
    if (!period)
      return refuse('tasks.unknownPeriod', { period: input.periodKey }, 'body.periodKey');
    const reporters = await readReporters(tx, duty, period.day);
    if (!reporters.some((one) => one.unitId === unit.unitId))
      refuse('tasks.unknownDuty', { dutyId });
    const at = input.at ?? tx.now().toString();
    if (Temporal.Instant.compare(Temporal.Instant.from(at), tx.now()) > 0) {
      refuse('tasks.doneInTheFuture', {}, 'body.at');
    }
    if (input.kind === 'exception' && input.note === '') {
      refuse('tasks.exceptionNeedsReason', {}, 'body.note');
    }
    await sql.replaceTick(tx.db, {
      dutyId,
      unitId: unit.unitId,
      periodKey: period.key,
      kind: input.kind === 'withdraw' ? null : input.kind,
      at,
      note: input.note,
      actorId: tx.who.userId,
      actorName: tx.who.name,
      recordedAt: tx.now().toString(),
      reportId: null,
    });
    const ticks = await sql.listTicks(tx.db, [{ dutyId, periodKey: period.key }]);
    const refs = await listRefs(tx, [duty.unitId], today(tx));
    const mine = reporters.filter((one) => one.unitId === unit.unitId);
    return describe(tx, duty, refOf(refs, duty.unitId), period, mine, ticks, clock);
  });
}

function findPeriod(duty: sql.DutyRow, key: string, clock: Clock): Occurrence | undefined {
  const year = Number(key.slice(0, 4));
  const window = { from: `${year - 1}-12-01`, to: `${year + 1}-03-01` };
  if (duty.recurrence?.every !== 'day') {
    return periodsOf(duty, window, clock).find((period) => period.key === key);
  }
  return periodsOf(duty, { from: key, to: addDays(key, 1) }, clock)[0];
}

/** Nobody has to report from today on; what was reported stays. */
export async function endDuty(
  ctx: Context,
  ref: string | number,
  dutyId: number,
): Promise<{ dutyId: number }> {
  const { unit } = await readUnit(ctx, ref);
  return await inOwnerTransaction(ctx, async (tx) => {
    const duty = await sql.findDuty(tx.db, dutyId, today(tx));
    if (!duty || duty.unitId !== unit.unitId) return refuse('tasks.unknownDuty', { dutyId });
    await sql.endDuty(tx.db, dutyId, today(tx));
    return { dutyId };
  });
}

export async function addDuty(
  ctx: Context,
  ref: string | number,
  input: DutyInput,
): Promise<{ dutyIds: number[] }> {
  const { unit } = await readUnit(ctx, ref);
  return await createReportingDuties(ctx, [{ ...input, within: unit.unitId }]);
}

/** Duties of a campaign, whoever looks: the campaign decided that he may. */
export async function listDutiesOfCampaign(
  ctx: Context,
  campaignId: number,
): Promise<sql.DutyRow[]> {
  const day = today(ctx);
  return await asOwner(ctx, () =>
    sql.listDuties(ctx.db, { unitIds: null, campaignId, withEnded: false, day }),
  );
}

/** From today on; what was reported stays. Run as owner, within the caller's transaction. */
export async function endDutiesOfCampaign(tx: Context, campaignId: number): Promise<void> {
  for (const duty of await listDutiesOfCampaign(tx, campaignId)) {
    await sql.endDuty(tx.db, duty.dutyId, today(tx));
  }
}
