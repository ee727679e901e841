/**
 * Giving tasks and seeing them. `createTasks` takes lines of a plan as a person confirmed them and is
 * what the adoption of a plan calls; who may call it is decided by its caller's endpoint.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, inOwnerTransaction, today } from '../stores/context.ts';
import { listRefs, refOf } from '../units/ops.ts';
import type { UnitRef } from '../units/types.ts';
import { resolveOwner } from './agency-ops.ts';
import { clockState, dueAt, nextOccurrence } from './clock.ts';
import type { ClockSettings } from './clock-types.ts';
import { type Clock, type ClockDesk, readClockDesk } from './clock-desk.ts';
import { assertInside, listUnitsOfLevel, readUnit } from './scope.ts';
import { listPaths } from './sql-scope.ts';
import { type NoticeInsert, insertNotices } from './sql-notices.ts';
import * as sql from './sql.ts';
import { listObstaclesOfTask } from './sql-obstacles.ts';
import {
  type CreatedTasks,
  NewTask,
  type ParsedNewTask,
  type TaskBundles,
  type TaskFilter,
  type TaskInput,
  type TaskList,
  type TaskPage,
  type TaskView,
} from './types.ts';

// ── giving ──────────────────────────────────────────────────────────────────────────────────────

/**
 * One bundle a line, one task a unit; a line for a level that the day's tree lacks falls away and is
 * counted. Owners named by an agency are entered in the directory of the unit when new.
 */
export async function createTasks(
  ctx: Context,
  rows: readonly NewTask[],
  options: { on?: IsoDate } = {},
): Promise<CreatedTasks> {
  const lines = rows.map((row) => NewTask.parse(row));
  const on = options.on ?? today(ctx);
  return await inOwnerTransaction(ctx, async (tx) => {
    const desk = await readClockDesk(tx);
    const created: CreatedTasks = { lines: [], tasks: 0, fellAway: 0 };
    for (const line of lines) {
      const units = await unitsOf(tx, line, on);
      const done = await createBundle(tx, line, units, desk);
      created.lines.push({ ...done, units: units.length });
      created.tasks += done.taskIds.length;
      if (units.length === 0) created.fellAway += 1;
    }
    return created;
  });
}

async function unitsOf(tx: Context, line: ParsedNewTask, on: IsoDate): Promise<number[]> {
  if (line.to.kind === 'units') return line.to.unitIds;
  const found = await listUnitsOfLevel(tx, line.to.within, [line.to.level], on);
  return found.map((unit) => unit.unitId);
}

async function createBundle(
  tx: Context,
  line: ParsedNewTask,
  unitIds: readonly number[],
  desk: ClockDesk,
): Promise<{ bundleId: number; taskIds: number[] }> {
  if (unitIds.length === 0) return { bundleId: 0, taskIds: [] };
  const bundleId = await sql.nextBundle(tx.db);
  const paths = await listPaths(tx.db, unitIds, today(tx));
  const refs = await listRefs(tx, unitIds, today(tx));
  const inserts: sql.TaskInsert[] = [];
  for (const unitId of unitIds) {
    const owner = await resolveOwner(tx, refOf(refs, unitId), line.owner);
    inserts.push({
      ...owner,
      ...clockOf(line, desk.at(paths.get(unitId) ?? ''), today(tx)),
      bundleId,
      unitId,
      givenByUnitId: line.givenBy ?? (line.to.kind === 'level' ? line.to.within : unitId),
      ...wordsOf(line),
      createdBy: tx.who.name,
      createdAt: tx.now().toString(),
    });
  }
  const taskIds = await sql.insertTasks(tx.db, inserts);
  await tellCreated(tx, taskIds, inserts, line);
  return { bundleId, taskIds };
}

function wordsOf(line: ParsedNewTask) {
  const { title, text, kind, role, section, evidenceWanted } = line;
  return {
    title,
    text,
    kind,
    role,
    section,
    evidenceWanted,
    deadline: line.deadline ?? null,
    recurrence: line.recurrence ?? null,
    deadlineText: line.deadlineText ?? null,
    activeFrom: line.activeFrom ?? null,
    activeTo: line.activeTo ?? null,
    source: line.source ?? null,
    documentId: line.documentId ?? null,
    conclusionId: line.conclusionId ?? null,
    campaignId: line.campaignId ?? null,
  };
}

function clockOf(
  line: Pick<ParsedNewTask, 'deadline' | 'recurrence' | 'activeFrom' | 'activeTo'>,
  { settings, calendar }: Clock,
  on: IsoDate,
): { dueAt: string | null; periodKey: string | null } {
  if (line.deadline) {
    return { dueAt: dueAt(line.deadline, settings, calendar).toString(), periodKey: null };
  }
  if (!line.recurrence) return { dueAt: null, periodKey: null };
  const window = { from: line.activeFrom ?? on, to: line.activeTo ?? null };
  const next = nextOccurrence(line.recurrence, window, settings, calendar);
  return { dueAt: next?.dueAt.toString() ?? null, periodKey: next?.key ?? null };
}

async function tellCreated(
  tx: Context,
  taskIds: readonly number[],
  inserts: readonly sql.TaskInsert[],
  line: ParsedNewTask,
): Promise<void> {
  const at = tx.now().toString();
  const by = { at, actorId: tx.who.userId, actorName: tx.who.name };
  const joiners = line.joiners.map(({ name, agencyId }) => ({ name, agencyId: agencyId ?? null }));
  await sql.insertJoiners(
    tx.db,
    taskIds.flatMap((taskId) => joiners.map((joiner) => ({ taskId, ...joiner }))),
  );
  await sql.insertEvents(
    tx.db,
    taskIds.map((taskId) => ({ ...by, taskId, kind: 'created', note: '', detail: {} })),
  );
  const notices = taskIds.map((taskId, index): NoticeInsert => {
    const task = inserts[index];
    return {
      unitId: task?.unitId ?? 0,
      userId: task?.ownerUserId ?? null,
      kind: 'taskGiven',
      subject: 'task',
      subjectId: taskId,
      params: { title: line.title, owner: task?.ownerName ?? '' },
      key: `given:${taskId}`,
      at,
    };
  });
  await insertNotices(tx.db, notices);
}

/** By hand, for the unit of the address or for units below it. */
export async function addTasks(
  ctx: Context,
  ref: string | number,
  input: TaskInput,
): Promise<CreatedTasks> {
  const { unit, scope } = await readUnit(ctx, ref);
  const { unitIds, level, ...line } = input;
  if (unitIds && level) refuse('tasks.unitsOrLevel', {}, 'body.level');
  if (unitIds) await assertInside(ctx, unitIds, scope, 'body.unitIds');
  const to = level
    ? { kind: 'level' as const, within: unit.unitId, level }
    : { kind: 'units' as const, unitIds: unitIds ?? [unit.unitId] };
  const created = await createTasks(ctx, [{ ...line, to, givenBy: unit.unitId }]);
  if (created.tasks === 0) refuse('tasks.noUnitOfLevel', {}, 'body.level');
  return created;
}

// ── seeing ──────────────────────────────────────────────────────────────────────────────────────

export async function listTasks(
  ctx: Context,
  ref: string | number,
  filter: TaskFilter,
  page: { limit: number; offset: number },
): Promise<TaskList> {
  const { question, desk } = await questionOf(ctx, ref, filter, page);
  const rows = await sql.listTasks(ctx.db, question);
  const { total, ...counts } = await sql.countTasks(ctx.db, question);
  return { tasks: await viewsOf(ctx, rows, desk), total, counts };
}

/** The same tasks with one line a piece of work, however many units it was given to. */
export async function listBundles(
  ctx: Context,
  ref: string | number,
  filter: TaskFilter,
  page: { limit: number; offset: number },
): Promise<TaskBundles> {
  const { question, settings } = await questionOf(ctx, ref, filter, page);
  const { rows, total } = await sql.listBundles(ctx.db, question);
  const single = rows.filter((row) => row.tasks === 1).map((row) => row.unitId);
  const refs = await listRefs(ctx, single, today(ctx));
  const bundles = rows.map(({ owners, ownerName, unitId, doneAt, ...row }) => ({
    ...row,
    ownerName: owners === 1 ? ownerName : null,
    unit: row.tasks === 1 ? refOf(refs, unitId) : null,
    clock: clockState(row.dueAt, doneAt, ctx.now(), settings),
  }));
  return { bundles, total };
}

async function questionOf(
  ctx: Context,
  ref: string | number,
  filter: TaskFilter,
  page: { limit: number; offset: number },
): Promise<{ question: sql.TaskQuestion; desk: ClockDesk; settings: ClockSettings }> {
  const { unit, scope } = await readUnit(ctx, ref);
  const desk = await readClockDesk(ctx);
  const path = (await listPaths(ctx.db, [unit.unitId], today(ctx))).get(unit.unitId) ?? '';
  const { settings } = desk.at(path);
  const question: sql.TaskQuestion = {
    scope,
    unitIds: filter.ownOnly ? [unit.unitId] : undefined,
    filter,
    now: ctx.now().toString(),
    warnHours: settings.warnHours,
    day: today(ctx),
    ...page,
  };
  return { question, desk, settings };
}

export async function viewsOf(
  ctx: Context,
  rows: readonly sql.TaskRow[],
  desk: ClockDesk,
): Promise<TaskView[]> {
  const refs = await listRefs(
    ctx,
    rows.flatMap((row) => [row.unitId, row.givenByUnitId]),
    today(ctx),
  );
  return rows.map((row) => viewOf(ctx, row, refs, desk));
}

function viewOf(
  ctx: Context,
  row: sql.TaskRow,
  refs: ReadonlyMap<number, UnitRef>,
  desk: ClockDesk,
): TaskView {
  const { settings } = desk.at(row.path ?? '');
  return {
    taskId: row.taskId,
    bundleId: row.bundleId,
    unit: refOf(refs, row.unitId),
    givenBy: refOf(refs, row.givenByUnitId),
    owner: {
      kind: row.ownerKind,
      name: row.ownerName,
      agencyId: row.ownerAgencyId,
      userId: row.ownerUserId,
    },
    title: row.title,
    kind: row.kind,
    role: row.role,
    state: row.state,
    clock: clockState(row.dueAt, row.doneAt, ctx.now(), settings),
    deadline: row.deadline,
    recurrence: row.recurrence,
    deadlineText: row.deadlineText,
    periodKey: row.periodKey,
    escalatedTo: row.escalatedTo,
    source: row.source,
    documentId: row.documentId,
    conclusionId: row.conclusionId,
    campaignId: row.campaignId,
    createdAt: row.createdAt,
  };
}

/** A task of the unit or below it; anything else is not there. */
export async function getTaskRow(
  ctx: Context,
  ref: string | number,
  taskId: number,
): Promise<sql.TaskRow> {
  const { scope } = await readUnit(ctx, ref);
  const row = await sql.findTask(ctx.db, taskId, scope, today(ctx));
  return row ?? refuse('tasks.unknownTask', { taskId });
}

export async function getTask(
  ctx: Context,
  ref: string | number,
  taskId: number,
): Promise<TaskPage> {
  const row = await getTaskRow(ctx, ref, taskId);
  const desk = await readClockDesk(ctx);
  const [view] = await viewsOf(ctx, [row], desk);
  if (!view) return refuse('tasks.unknownTask', { taskId });
  const counts = await sql.countTasks(ctx.db, {
    scope: null,
    filter: { bundleId: row.bundleId, state: 'all' },
    now: ctx.now().toString(),
    warnHours: desk.at(row.path ?? '').settings.warnHours,
    day: today(ctx),
    limit: 1,
    offset: 0,
  });
  return {
    ...view,
    text: row.text,
    section: row.section,
    evidenceWanted: row.evidenceWanted,
    activeFrom: row.activeFrom,
    activeTo: row.activeTo,
    joiners: await sql.listJoiners(ctx.db, taskId),
    history: await sql.listEvents(ctx.db, taskId),
    evidence: await sql.listEvidence(ctx.db, taskId),
    obstacles: await listObstaclesOfTask(ctx.db, taskId),
    bundle: { tasks: counts.total, done: counts.done, overdue: counts.overdue },
  };
}

export async function getEvidenceFile(
  ctx: Context,
  ref: string | number,
  taskId: number,
  evidenceId: number,
): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  await getTaskRow(ctx, ref, taskId);
  const found = await asOwner(ctx, () => sql.findEvidenceFile(ctx.db, taskId, evidenceId));
  if (!found) return refuse('tasks.unknownEvidence');
  return {
    name: found.text,
    type: found.mediaType ?? 'application/octet-stream',
    bytes: found.bytes,
  };
}
