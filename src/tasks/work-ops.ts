/**
 * What is due: for the machine (`tasks due`) and for one official ("Việc của tôi"). Read as owner and
 * cut to his places here, because his grants may be of several trees, of which row security reads one.
 */
import { type IsoDate, addDays, dayOf } from '../kernel/dates.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { listRefs, refOf } from '../units/ops.ts';
import type { UnitRef } from '../units/types.ts';
import { listOwnAgencies } from './agency-ops.ts';
import { readClockDesk } from './clock-desk.ts';
import { makeReporters, readPeriods, receiverOf } from './duty-ops.ts';
import { viewsOf } from './ops.ts';
import { readUnit, scopeOfActor } from './scope.ts';
import { findAgency } from './sql-agencies.ts';
import { listFollowedByUser } from './sql-committees.ts';
import { listEnding } from './sql-documents.ts';
import { type DutyRow, listDuties } from './sql-duties.ts';
import { insertNoticesRead, listNotices as listNoticeRows } from './sql-notices.ts';
import { listOpenFor } from './sql-obstacles.ts';
import { type LevelUnit, type PlaceScope, listUnitsInside } from './sql-scope.ts';
import { countOpenBelow, countOpenIn, listMine } from './sql-work.ts';
import * as sql from './sql.ts';
import type { DueAnswer, DueItem, DutyPeriod, MyWork, NoticeView } from './types.ts';

/** As if it were `on`: the clock of the question, not of the machine. */
function at(ctx: Context, on: string | undefined): Context {
  if (on === undefined) return ctx;
  const instant = Temporal.Instant.from(on);
  return { ...ctx, now: () => instant };
}

const DUE_MAX = 2000;
/** Reports missing for longer are no work any more but history. */
const LOOK_BACK_DAYS = 35;

export interface DueQuestion {
  on?: string | undefined;
  hours: number;
  unit?: string | number | undefined;
}

/** Everything late or due within so many hours in the places of who asks. */
export async function listDue(ctx: Context, question: DueQuestion): Promise<DueAnswer> {
  return await inOwnerTransaction(at(ctx, question.on), async (tx) => {
    const own = scopeOfActor(tx);
    const scope =
      question.unit === undefined
        ? own
        : await narrow(tx, (await readUnit(tx, question.unit)).scope);
    const until = tx.now().add({ hours: question.hours });
    const tasks = await dueTasks(tx, scope, until);
    const duties = await dueDuties(tx, scope, until);
    const items = [...tasks, ...duties].toSorted((a, b) =>
      (a.clock.dueAt ?? '').localeCompare(b.clock.dueAt ?? ''),
    );
    const count = (state: string): number => items.filter((i) => i.clock.state === state).length;
    return {
      on: tx.now().toString(),
      until: until.toString(),
      counts: { overdue: count('overdue'), dueSoon: count('dueSoon'), onTime: count('onTime') },
      items,
    };
  });
}

/** A unit outside the caller's places holds nothing for him. */
async function narrow(tx: Context, wanted: PlaceScope): Promise<PlaceScope> {
  const own = scopeOfActor(tx);
  if (own === null) return wanted;
  const last = Number((wanted.paths[0] ?? '').split('.').at(-1)?.slice(1) ?? 0);
  const inside = await listUnitsInside(tx.db, [last], own);
  return inside.length > 0 ? wanted : { paths: [], days: [] };
}

async function dueTasks(
  tx: Context,
  scope: PlaceScope | null,
  until: Temporal.Instant,
): Promise<DueItem[]> {
  const rows = await sql.listTasks(tx.db, {
    scope,
    dueBefore: until.toString(),
    filter: { state: 'open' },
    now: tx.now().toString(),
    warnHours: 1,
    day: today(tx),
    limit: DUE_MAX,
    offset: 0,
  });
  const views = await viewsOf(tx, rows, await readClockDesk(tx));
  return views.map((task) => ({
    kind: 'task',
    id: task.taskId,
    title: task.title,
    unit: task.unit,
    owner: task.owner.name,
    receiver: null,
    periodKey: task.periodKey,
    deadlineText: task.deadlineText,
    clock: task.clock,
    source: task.source,
    expected: null,
    missing: null,
  }));
}

async function dueDuties(
  tx: Context,
  scope: PlaceScope | null,
  until: Temporal.Instant,
): Promise<DueItem[]> {
  const periods = await openPeriods(tx, until, async (units) => await keepInside(tx, units, scope));
  return periods.map((period) => ({
    kind: 'duty',
    id: period.duty.dutyId,
    title: period.duty.content,
    unit: period.duty.unit,
    owner: period.duty.reporterName,
    receiver: period.duty.receiverName,
    periodKey: period.periodKey,
    deadlineText: period.duty.deadlineText,
    clock: period.clock,
    source: period.duty.source,
    expected: period.counts.units,
    missing: period.counts.missing,
  }));
}

async function keepInside(
  tx: Context,
  units: readonly LevelUnit[],
  scope: PlaceScope | null,
): Promise<ReadonlySet<number>> {
  const ids = units.map((unit) => unit.unitId);
  return new Set(scope === null ? ids : await listUnitsInside(tx.db, ids, scope));
}

/** Periods not yet complete that are due before an instant. */
async function openPeriods(
  tx: Context,
  until: Temporal.Instant,
  keep: (units: readonly LevelUnit[]) => Promise<ReadonlySet<number>>,
): Promise<DutyPeriod[]> {
  const day = today(tx);
  const duties = await listDuties(tx.db, { unitIds: null, withEnded: false, day });
  const window = { from: addDays(day, -LOOK_BACK_DAYS), to: addDays(dayOf(until), 2) };
  const periods = await readPeriods(tx, duties, window, keep);
  return periods.filter((period) => {
    const { missing } = period.counts;
    const due = Temporal.Instant.from(period.clock.dueAt ?? tx.now().toString());
    return missing > 0 && Temporal.Instant.compare(due, until) <= 0;
  });
}

// ── one official ────────────────────────────────────────────────────────────────────────────────

const MY_DUTY_HOURS = 7 * 24;

export async function getMyWork(ctx: Context, on?: string): Promise<MyWork> {
  const agencies = await listOwnAgencies(ctx);
  return await inOwnerTransaction(at(ctx, on), async (tx) => {
    const unitIds = [...new Set(tx.who.grants.map((grant) => grant.unitId))];
    const desk = await readClockDesk(tx);
    const rows = await listMine(tx.db, {
      userId: tx.who.userId,
      unitIds,
      agencies,
      day: today(tx),
    });
    const { toSend, toReceive } = await myDuties(tx, unitIds);
    const followed = await listFollowedByUser(tx.db, tx.who.userId, today(tx));
    const refs = await listRefs(tx, [...unitIds, ...followed], today(tx));
    const notices = await listNotices(tx, 200);
    return {
      on: tx.now().toString(),
      units: unitIds.map((unitId) => refOf(refs, unitId)),
      agencies: await namesOf(tx, agencies),
      tasks: await viewsOf(tx, rows, desk),
      toSend,
      toReceive,
      lateBelow: await lateBelow(tx, unitIds),
      follows: await countsOf(tx, followed),
      obstacles: await obstaclesFor(tx, unitIds),
      documents: await endingFor(tx, unitIds),
      unread: notices.notices.filter((notice) => !notice.isRead).length,
    };
  });
}

async function namesOf(
  tx: Context,
  agencies: readonly number[],
): Promise<{ agencyId: number; name: string }[]> {
  const names: { agencyId: number; name: string }[] = [];
  for (const agencyId of agencies) {
    const found = await findAgency(tx.db, agencyId);
    if (found) names.push({ agencyId, name: found.name });
  }
  return names;
}

/** Both sides of the reports around his units. */
async function myDuties(
  tx: Context,
  unitIds: readonly number[],
): Promise<Pick<MyWork, 'toSend' | 'toReceive'>> {
  const mine = new Set(unitIds);
  const until = tx.now().add({ hours: MY_DUTY_HOURS });
  const periods = await openPeriods(tx, until, async (units) => {
    return new Set(units.map((unit) => unit.unitId));
  });
  const duties = await listDuties(tx.db, { unitIds: null, withEnded: false, day: today(tx) });
  const byId = new Map(duties.map((duty) => [duty.dutyId, duty]));
  const reporters = makeReporters(tx);
  const levels = makeLevels(tx);
  const toSend: MyWork['toSend'] = [];
  const toReceive: MyWork['toReceive'] = [];
  for (const { units, ...period } of periods) {
    const duty = byId.get(period.duty.dutyId);
    if (!duty) continue;
    const missing = units.filter((row) => row.state === 'expected' || row.state === 'late');
    for (const { unit } of missing.filter((row) => mine.has(row.unit.unitId))) {
      toSend.push({ ...period, unit });
    }
    const all = await reporters(duty, duty.activeFrom);
    const receivers = receiversOf(duty, all, await levels(all, period.from));
    for (const [receiverId, reporting] of receivers) {
      if (!mine.has(receiverId)) continue;
      const rows = units.filter((row) => reporting.has(row.unit.unitId));
      const late = missing.filter((row) => reporting.has(row.unit.unitId)).map((row) => row.unit);
      if (late.length === 0 || rows.every((row) => mine.has(row.unit.unitId))) continue;
      const receiver = await refFor(tx, receiverId);
      const counts = { ...period.counts, units: rows.length, missing: late.length };
      toReceive.push({ ...period, counts, receiver, missing: late });
    }
  }
  return { toSend, toReceive };
}

async function refFor(tx: Context, unitId: number): Promise<UnitRef> {
  return refOf(await listRefs(tx, [unitId], today(tx)), unitId);
}

/** Levels of units and of all above them on a day, each asked for once. */
function makeLevels(
  tx: Context,
): (units: readonly LevelUnit[], day: IsoDate) => Promise<ReadonlyMap<number, string>> {
  const byDay = new Map<IsoDate, Map<number, string>>();
  return async (units, day) => {
    const known = byDay.get(day) ?? new Map<number, string>();
    byDay.set(day, known);
    const ids = units.flatMap(({ path }) => path.split('.').map((label) => Number(label.slice(1))));
    const unknown = [...new Set(ids)].filter((id) => !known.has(id));
    if (unknown.length > 0) {
      for (const [id, ref] of await listRefs(tx, unknown, day)) known.set(id, ref.level);
    }
    return known;
  };
}

/** Reporting units by the unit that receives from them. */
function receiversOf(
  duty: DutyRow,
  reporters: readonly LevelUnit[],
  levels: ReadonlyMap<number, string>,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (const reporter of reporters) {
    const receiver = receiverOf(duty, reporter, levels);
    found.set(receiver, (found.get(receiver) ?? new Set()).add(reporter.unitId));
  }
  return found;
}

async function lateBelow(tx: Context, unitIds: readonly number[]): Promise<MyWork['lateBelow']> {
  const scope = scopeOfActor(tx);
  if (scope === null || unitIds.length === 0) return [];
  const rows = await countOpenBelow(tx.db, { scope, unitIds, now: tx.now().toString() });
  const refs = await listRefs(
    tx,
    rows.map((row) => row.unitId),
    today(tx),
  );
  return rows.map(({ unitId, ...counts }) => ({ unit: refOf(refs, unitId), ...counts }));
}

async function countsOf(tx: Context, unitIds: readonly number[]): Promise<MyWork['follows']> {
  const rows = await countOpenIn(tx.db, { unitIds, now: tx.now().toString(), day: today(tx) });
  const refs = await listRefs(tx, unitIds, today(tx));
  return unitIds.map((unitId) => {
    const found = rows.find((row) => row.unitId === unitId);
    return { unit: refOf(refs, unitId), overdue: found?.overdue ?? 0, open: found?.open ?? 0 };
  });
}

async function obstaclesFor(tx: Context, unitIds: readonly number[]): Promise<MyWork['obstacles']> {
  const rows = await listOpenFor(tx.db, unitIds);
  const refs = await listRefs(
    tx,
    rows.map((row) => row.unitId),
    today(tx),
  );
  return rows.map((row) => ({
    obstacleId: row.obstacleId,
    title: row.title,
    unit: refOf(refs, row.unitId),
    at: row.raisedAt,
  }));
}

async function endingFor(tx: Context, unitIds: readonly number[]): Promise<MyWork['documents']> {
  const rows = (await listEnding(tx.db, today(tx))).filter((row) => unitIds.includes(row.unitId));
  const refs = await listRefs(tx, unitIds, today(tx));
  return rows.map((row) => ({
    documentId: row.documentId,
    unit: refOf(refs, row.unitId),
    title: row.title,
    number: row.number,
    endsOn: row.renewOn ?? row.inForceTo ?? '',
  }));
}

// ── notices ─────────────────────────────────────────────────────────────────────────────────────

/** To him, and to the units he works for (not to those below them). */
export async function listNotices(ctx: Context, limit: number): Promise<{ notices: NoticeView[] }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { userId, kind, grants } = tx.who;
    const unitIds = kind === 'system' ? null : [...new Set(grants.map((grant) => grant.unitId))];
    const rows = await listNoticeRows(tx.db, { userId, unitIds, limit });
    const refs = await listRefs(
      tx,
      rows.map((row) => row.unitId),
      today(tx),
    );
    return { notices: rows.map(({ unitId, ...row }) => ({ ...row, unit: refOf(refs, unitId) })) };
  });
}

export async function readNotices(
  ctx: Context,
  noticeIds: readonly number[],
): Promise<{ read: number }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = { userId: tx.who.userId, noticeIds, scope: scopeOfActor(tx) };
    await insertNoticesRead(tx.db, { ...row, at: tx.now().toString() });
    return { read: noticeIds.length };
  });
}
