/** Campaigns: made, copied, seen; their steps marked done. */
import { type IsoDate, addDays, daysBetween } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, inOwnerTransaction, today } from '../stores/context.ts';
import { clockState, dueAt } from '../tasks/clock.ts';
import { type Clock, readClockDesk } from '../tasks/clock-desk.ts';
import {
  createReportingDuties,
  endDutiesOfCampaign,
  listDutiesOfCampaign,
} from '../tasks/duty-ops.ts';
import { idsIn, listUnitsOfLevel, readUnit, refOnly } from '../tasks/scope.ts';
import { type LevelUnit, listEverAbove, listPaths, listUnitsInside } from '../tasks/sql-scope.ts';
import type { NewDuty } from '../tasks/types.ts';
import { listRefs, refOf } from '../units/ops.ts';
import type { UnitRef } from '../units/types.ts';
import * as sql from './sql.ts';
import { moveDay, moveEnd } from './template.ts';
import {
  type CampaignPage,
  type CampaignView,
  type CopyInput,
  type MarkInput,
  NewCampaign,
  type ParsedCampaign,
  type StepCell,
  type StepInput,
  type StepView,
  type WeeklyStation,
} from './types.ts';

// ── making ──────────────────────────────────────────────────────────────────────────────────────

/** With its steps and its weekly cycle; the tree is that of the first day. */
export async function createCampaign(
  ctx: Context,
  input: NewCampaign,
  options: { copiedFrom?: number } = {},
): Promise<{ campaignId: number }> {
  const campaign = NewCampaign.parse(input);
  const { unitId, steps, weekly, until, ...rest } = campaign;
  return await inOwnerTransaction(ctx, async (tx) => {
    const campaignId = await sql.insertCampaign(tx.db, {
      unitId,
      name: rest.name,
      from: rest.from,
      to: addDays(until, 1),
      boundaries: rest.from,
      purpose: rest.purpose,
      definition: rest.definition ?? null,
      documentId: rest.documentId ?? null,
      source: rest.source ?? null,
      copiedFrom: options.copiedFrom ?? null,
      ...authorOf(tx),
    });
    await sql.insertSteps(tx.db, campaignId, steps.map(toStepRow));
    const duties = weekly.map((station) => dutyOf(station, campaign, campaignId));
    await createReportingDuties(tx, duties);
    return { campaignId };
  });
}

export function authorOf(tx: Context): sql.Author {
  return { actorId: tx.who.userId, actorName: tx.who.name, at: tx.now().toString() };
}

function toStepRow(step: StepInput, sort: number) {
  const { title, level, deadline, wantsPhoto } = step;
  return {
    sort,
    title,
    level,
    deadline,
    wantsPhoto,
    deadlineText: step.deadlineText ?? null,
    sourceLine: step.sourceLine ?? null,
  };
}

function dutyOf(station: WeeklyStation, campaign: ParsedCampaign, campaignId: number): NewDuty {
  const { unitId, from, until, source } = campaign;
  const line = station.sourceLine;
  return {
    within: unitId,
    reporter: { kind: 'level', level: station.level },
    reporterName: LEVEL_NAMES[station.level],
    receiverName: station.receiverName,
    receiverLevel: station.receiverLevel,
    content: station.content,
    recurrence: { every: 'week', isoWeekday: station.isoWeekday, time: station.time },
    deadlineText: station.deadlineText,
    activeFrom: from,
    activeTo: addDays(until, 1),
    ...(source && line !== undefined && { source: { ...source, line } }),
    campaignId,
  };
}

/** As plans print them. */
const LEVEL_NAMES = {
  province: 'Cấp tỉnh',
  district: 'Cấp huyện',
  commune: 'Cấp xã',
  village: 'Thôn, tổ dân phố',
} as const;

/** The same steps and the same weekdays around another first day. */
export async function copyCampaign(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  input: CopyInput,
): Promise<{ campaignId: number }> {
  const { unit } = await readUnit(ctx, ref);
  const old = await getCampaignRow(ctx, ref, campaignId);
  const clock = await clockOf(ctx, old.unitId);
  const steps = await sql.listSteps(ctx.db, campaignId);
  const duties = await listDutiesOfCampaign(ctx, campaignId);
  const move = (day: IsoDate): IsoDate => moveDay(day, old.from, input.from, clock.calendar);
  return await createCampaign(
    ctx,
    {
      unitId: unit.unitId,
      name: input.name ?? old.name,
      from: input.from,
      until: addDays(moveEnd(old.from, old.to, input.from), -1),
      purpose: old.purpose,
      definition: old.definition ?? undefined,
      steps: steps.map(({ title, level, deadline, wantsPhoto }) => {
        return { title, level, wantsPhoto, deadline: { ...deadline, day: move(deadline.day) } };
      }),
      weekly: duties.flatMap((duty) =>
        duty.recurrence?.every === 'week' && duty.reporterLevel !== null
          ? [
              {
                level: duty.reporterLevel,
                receiverLevel: duty.receiverLevel ?? undefined,
                receiverName: duty.receiverName,
                isoWeekday: duty.recurrence.isoWeekday,
                time: duty.recurrence.time,
                content: duty.content,
                deadlineText: duty.deadlineText ?? undefined,
              },
            ]
          : [],
      ),
    },
    { copiedFrom: campaignId },
  );
}

export async function clockOf(ctx: Context, unitId: number): Promise<Clock> {
  const path = (await listPaths(ctx.db, [unitId], today(ctx))).get(unitId) ?? '';
  return (await readClockDesk(ctx)).at(path);
}

/** Its steps are asked of nobody any more, and from today its weekly reports neither. */
export async function cancelCampaign(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  reason: string,
): Promise<{ campaignId: number }> {
  await getOwnCampaign(ctx, ref, campaignId);
  return await inOwnerTransaction(ctx, async (tx) => {
    await sql.cancelCampaign(tx.db, { campaignId, reason, at: tx.now().toString() });
    await endDutiesOfCampaign(tx, campaignId);
    return { campaignId };
  });
}

// ── seeing ──────────────────────────────────────────────────────────────────────────────────────

export async function listCampaigns(
  ctx: Context,
  ref: string | number,
): Promise<{ campaigns: CampaignView[] }> {
  const { unit, scope } = await readUnit(ctx, ref);
  const above = await listEverAbove(ctx.db, unit.unitId);
  const rows = await sql.listCampaigns(ctx.db, { scope, above });
  return { campaigns: await viewsOf(ctx, rows) };
}

/** Of the unit, of one above it or below it; anything else is not there. */
export async function getCampaignRow(
  ctx: Context,
  ref: string | number,
  campaignId: number,
): Promise<sql.CampaignRow> {
  const { unit, scope } = await readUnit(ctx, ref);
  const row = await sql.findCampaign(ctx.db, campaignId);
  if (!row) return refuse('campaigns.unknown', { campaignId });
  const known = [unit.unitId, ...(await listEverAbove(ctx.db, unit.unitId))];
  if (known.includes(row.unitId)) return row;
  const inside = await listUnitsInside(ctx.db, [row.unitId], scope);
  return inside.length > 0 ? row : refuse('campaigns.unknown', { campaignId });
}

export async function getOwnCampaign(
  ctx: Context,
  ref: string | number,
  campaignId: number,
): Promise<sql.CampaignRow> {
  const { unit } = await readUnit(ctx, ref);
  const row = await getCampaignRow(ctx, ref, campaignId);
  return row.unitId === unit.unitId ? row : refuse('campaigns.ofAnother');
}

export async function viewsOf(
  ctx: Context,
  rows: readonly sql.CampaignRow[],
): Promise<CampaignView[]> {
  const refs = await listRefs(
    ctx,
    rows.map((row) => row.unitId),
    today(ctx),
  );
  return rows.map((row) => viewOf(row, refOf(refs, row.unitId), today(ctx)));
}

function viewOf(row: sql.CampaignRow, unit: UnitRef, on: IsoDate): CampaignView {
  const { cancelledAt, unitId: _, ...rest } = row;
  const isRunning = row.from <= on && on < row.to;
  const state = isRunning ? 'running' : on < row.from ? 'coming' : 'ended';
  return {
    ...rest,
    unit: refOnly(unit),
    state: cancelledAt === null ? state : 'cancelled',
    dayNumber: isRunning ? daysBetween(row.from, on) + 1 : null,
    days: daysBetween(row.from, row.to),
  };
}

export async function getCampaign(
  ctx: Context,
  ref: string | number,
  campaignId: number,
): Promise<CampaignPage> {
  const row = await getCampaignRow(ctx, ref, campaignId);
  const { scope } = await readUnit(ctx, ref);
  const [view] = await viewsOf(ctx, [row]);
  if (!view) return refuse('campaigns.unknown', { campaignId });
  const steps = await sql.listSteps(ctx.db, campaignId);
  const levels = [...new Set(steps.map((step) => step.level))];
  const all = await listUnitsOfLevel(ctx, row.unitId, levels, row.boundaries);
  const ids = all.map((unit) => unit.unitId);
  const inside = new Set(await listUnitsInside(ctx.db, ids, scope));
  const units = all.filter((unit) => inside.has(unit.unitId));
  const clock = await clockOf(ctx, row.unitId);
  const marks = await sql.listMarks(
    ctx.db,
    steps.map((step) => step.stepId),
  );
  const described = steps.map((step) => describeStep(ctx, step, all, units, marks, clock));
  return {
    ...view,
    steps: described.map((one) => one.view),
    units: units.map((unit) => ({ ...refOnly(unit), parentId: idsIn(unit.path).at(-2) ?? null })),
    cells: described.flatMap((one) => one.cells),
    staff: await readStaff(ctx, campaignId),
    weekly: await readWeekly(ctx, row),
  };
}

function describeStep(
  ctx: Context,
  step: sql.StepRow,
  all: readonly LevelUnit[],
  units: readonly LevelUnit[],
  marks: readonly sql.MarkRow[],
  clock: Clock,
): { view: StepView; cells: StepCell[] } {
  const due = dueAt(step.deadline, clock.settings, clock.calendar).toString();
  const own = new Map(marks.filter((m) => m.stepId === step.stepId).map((m) => [m.unitId, m]));
  const cells = units
    .filter((unit) => unit.level === step.level)
    .map((unit) => cellOf(ctx, step, unit, own.get(unit.unitId), due, clock));
  const count = (...states: StepCell['state'][]): number =>
    cells.filter((cell) => states.includes(cell.state)).length;
  const counts = {
    units: cells.length,
    done: count('done', 'doneLate'),
    doneLate: count('doneLate'),
    overdue: count('overdue'),
  };
  const last = cells.map((cell) => cell.doneAt ?? '').toSorted();
  const isDone = cells.length > 0 && counts.done === cells.length;
  const doneAt = isDone ? (last.at(-1) ?? null) : null;
  const view = {
    ...step,
    clock: clockState(due, doneAt, ctx.now(), clock.settings),
    fellAway: !all.some((unit) => unit.level === step.level),
    counts,
  };
  return { view, cells };
}

function cellOf(
  ctx: Context,
  step: sql.StepRow,
  unit: LevelUnit,
  mark: sql.MarkRow | undefined,
  due: string,
  clock: Clock,
): StepCell {
  const { state } = clockState(due, mark?.doneAt ?? null, ctx.now(), clock.settings);
  return {
    stepId: step.stepId,
    unitId: unit.unitId,
    state: state === 'noClock' ? 'onTime' : state,
    doneAt: mark?.doneAt ?? null,
    note: mark?.note ?? '',
    link: mark?.link ?? null,
    hasPhoto: mark?.hasPhoto ?? false,
    actorName: mark?.actorName ?? null,
  };
}

async function readStaff(ctx: Context, campaignId: number): Promise<CampaignPage['staff']> {
  const rows = await sql.listStaff(ctx.db, campaignId);
  const refs = await listRefs(
    ctx,
    rows.map((row) => row.unitId),
    today(ctx),
  );
  return rows.map(({ staffId, unitId, name, work }) => {
    return { staffId, unit: refOf(refs, unitId), name, work };
  });
}

async function readWeekly(ctx: Context, row: sql.CampaignRow): Promise<CampaignPage['weekly']> {
  const duties = await listDutiesOfCampaign(ctx, row.campaignId);
  const found: CampaignPage['weekly'] = [];
  for (const duty of duties) {
    const { recurrence, reporterLevel } = duty;
    if (recurrence?.every !== 'week' || reporterLevel === null) continue;
    const units = await listUnitsOfLevel(ctx, row.unitId, [reporterLevel], row.boundaries);
    found.push({
      dutyId: duty.dutyId,
      level: reporterLevel,
      reporterName: duty.reporterName,
      receiverName: duty.receiverName,
      content: duty.content,
      isoWeekday: recurrence.isoWeekday,
      time: recurrence.time ?? null,
      fellAway: units.length === 0,
    });
  }
  return found.toSorted((a, b) => a.isoWeekday - b.isoWeekday);
}

// ── steps ───────────────────────────────────────────────────────────────────────────────────────

export async function addStep(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  step: StepInput,
): Promise<{ campaignId: number }> {
  await getOwnCampaign(ctx, ref, campaignId);
  await inOwnerTransaction(ctx, (tx) =>
    sql.insertSteps(tx.db, campaignId, [toStepRow(step, 1000)]),
  );
  return { campaignId };
}

/** What was marked stays in the records; the step is asked of nobody any more. */
export async function endStep(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  stepId: number,
): Promise<{ stepId: number }> {
  await getOwnCampaign(ctx, ref, campaignId);
  return await inOwnerTransaction(ctx, async (tx) => {
    const at = tx.now().toString();
    if (!(await sql.endStep(tx.db, { campaignId, stepId, at }))) refuse('campaigns.unknownStep');
    return { stepId };
  });
}

const PHOTO_BYTES_MAX = 5 * 1024 * 1024;

/** The unit of the address did the step, or did not after all. */
export async function markStep(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  stepId: number,
  input: MarkInput,
): Promise<StepCell> {
  const row = await getCampaignRow(ctx, ref, campaignId);
  const { unit } = await readUnit(ctx, ref);
  const step = (await sql.listSteps(ctx.db, campaignId)).find((one) => one.stepId === stepId);
  if (!step) return refuse('campaigns.unknownStep');
  const takers = await listUnitsOfLevel(ctx, row.unitId, [step.level], row.boundaries);
  const taker = takers.find((one) => one.unitId === unit.unitId);
  if (!taker) return refuse('campaigns.stepOfOthers');
  const doneAt = input.at ?? ctx.now().toString();
  if (Temporal.Instant.compare(Temporal.Instant.from(doneAt), ctx.now()) > 0) {
    refuse('tasks.doneInTheFuture', {}, 'body.at');
  }
  const photo = photoOf(input);
  if (input.kind === 'done' && step.wantsPhoto && photo === null && input.link === undefined) {
    refuse('campaigns.photoWanted', {}, 'body.photo');
  }
  return await inOwnerTransaction(ctx, async (tx) => {
    const key = { stepId, unitId: unit.unitId };
    const mark = { doneAt, note: input.note, link: input.link ?? null, photo };
    await sql.replaceMark(tx.db, key, input.kind === 'done' ? mark : null, authorOf(tx));
    const marks = await sql.listMarks(tx.db, [stepId]);
    const clock = await clockOf(tx, row.unitId);
    const due = dueAt(step.deadline, clock.settings, clock.calendar).toString();
    const own = marks.find((one) => one.unitId === unit.unitId);
    return cellOf(tx, step, taker, own, due, clock);
  });
}

function photoOf({ photo }: MarkInput): sql.Photo | null {
  if (photo === undefined) return null;
  const bytes = Buffer.from(photo.base64, 'base64');
  if (bytes.length === 0 || bytes.length > PHOTO_BYTES_MAX) {
    refuse('tasks.fileTooLarge', { limit: PHOTO_BYTES_MAX / 1024 / 1024 }, 'body.photo');
  }
  return { mediaType: photo.mediaType, bytes };
}

export async function getPhoto(
  ctx: Context,
  ref: string | number,
  campaignId: number,
  key: { stepId: number; unitId: number },
): Promise<sql.Photo> {
  await getCampaignRow(ctx, ref, campaignId);
  const { scope } = await readUnit(ctx, ref);
  const inside = await listUnitsInside(ctx.db, [key.unitId], scope);
  const steps = await sql.listSteps(ctx.db, campaignId);
  const isOfCampaign = steps.some((step) => step.stepId === key.stepId);
  if (inside.length === 0 || !isOfCampaign) return refuse('campaigns.unknownStep');
  const found = await asOwner(ctx, () => sql.findPhoto(ctx.db, key));
  return found ?? refuse('campaigns.unknownStep');
}
