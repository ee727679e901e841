/**
 * The clock at work: says what is due, what is late, and tells the level above, then the next. Every
 * notice has a key, every escalation a level, so running it twice, or late, changes nothing.
 */
import { addDays, dayOf } from '../kernel/dates.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { type ClockDesk, readClockDesk } from './clock-desk.ts';
import { readPeriods } from './duty-ops.ts';
import { aboveIn } from './scope.ts';
import { listEnding } from './sql-documents.ts';
import { listDuties } from './sql-duties.ts';
import { type NoticeInsert, insertNotices } from './sql-notices.ts';
import * as sql from './sql.ts';
import type { WatchOutcome } from './types.ts';

const TASKS_MAX = 20_000;
/** No unit is warned longer ahead than the settings allow. */
const WARN_HOURS_MAX = 720;

export async function watchClock(ctx: Context): Promise<WatchOutcome> {
  return await inOwnerTransaction(ctx, async (tx) => {
    await sql.lockWatch(tx.db);
    const desk = await readClockDesk(tx);
    const horizon = tx.now().add({ hours: WARN_HOURS_MAX }).toString();
    const rows = await sql.listDueBefore(tx.db, horizon, today(tx), TASKS_MAX);
    const watched = rows.map((row) => watchTask(tx, row, desk));
    const escalations = watched.flatMap((one) => one.escalation);
    const notices = watched.flatMap((one) => one.notices);
    await sql.insertEvents(
      tx.db,
      watched.flatMap((one) => one.events),
    );
    await sql.raiseEscalation(tx.db, escalations);
    notices.push(...(await watchDuties(tx)), ...(await watchDocuments(tx)));
    return {
      at: tx.now().toString(),
      late: watched.filter((one) => one.isLate).length,
      escalated: escalations.filter(({ level }) => level > 0).length,
      notices: await insertNotices(tx.db, notices),
    };
  });
}

interface Watched {
  isLate: boolean;
  notices: NoticeInsert[];
  events: sql.EventInsert[];
  escalation: { taskId: number; level: number }[];
}

function watchTask(tx: Context, row: sql.TaskRow, desk: ClockDesk): Watched {
  const { settings } = desk.at(row.path ?? '');
  const due = Temporal.Instant.from(row.dueAt ?? tx.now().toString());
  const hoursLate = tx.now().since(due).total('hours');
  const found: Watched = { isLate: hoursLate > 0, notices: [], events: [], escalation: [] };
  if (hoursLate < -settings.warnHours) return found;
  if (hoursLate <= 0) {
    found.notices.push(noticeOf(tx, row, 'taskDue', row.unitId, row.ownerUserId, `due`));
    return found;
  }
  found.notices.push(noticeOf(tx, row, 'taskLate', row.unitId, row.ownerUserId, `late`));
  const above = aboveIn(row.path ?? '', row.unitId);
  const level = Math.min(above.length, Math.floor(hoursLate / settings.escalateHours));
  for (let at = row.escalatedTo + 1; at <= level; at += 1) {
    const toUnitId = above[at - 1] ?? row.unitId;
    found.notices.push(noticeOf(tx, row, 'escalated', toUnitId, null, `up${at}`));
    found.events.push(eventOf(tx, row, 'escalated', { level: at, toUnitId, dueAt: row.dueAt }));
  }
  if (level > row.escalatedTo) found.escalation.push({ taskId: row.taskId, level });
  return found;
}

/** One a deadline: a moved deadline or the next period may be told anew. */
function noticeOf(
  tx: Context,
  row: sql.TaskRow,
  kind: NoticeInsert['kind'],
  unitId: number,
  userId: string | null,
  mark: string,
): NoticeInsert {
  return {
    unitId,
    userId,
    kind,
    subject: 'task',
    subjectId: row.taskId,
    params: { title: row.title, owner: row.ownerName, dueAt: row.dueAt ?? '' },
    key: `task:${row.taskId}:${row.dueAt ?? ''}:${mark}`,
    at: tx.now().toString(),
  };
}

function eventOf(
  tx: Context,
  row: sql.TaskRow,
  kind: sql.EventInsert['kind'],
  detail: object,
): sql.EventInsert {
  const { userId: actorId, name: actorName } = tx.who;
  const at = tx.now().toString();
  return { taskId: row.taskId, at, actorId, actorName, kind, note: '', detail };
}

/** When a period falls due with reports missing: the unit of the duty, and each unit that owes one. */
async function watchDuties(tx: Context): Promise<NoticeInsert[]> {
  const day = today(tx);
  const duties = await listDuties(tx.db, { unitIds: null, withEnded: false, day });
  const window = { from: addDays(day, -7), to: addDays(day, 1) };
  const now = tx.now();
  const notices: NoticeInsert[] = [];
  for (const period of await readPeriods(tx, duties, window)) {
    const dueAt = period.clock.dueAt ?? '';
    const isOver = Temporal.Instant.compare(now, Temporal.Instant.from(dueAt)) > 0;
    if (!isOver || period.counts.missing === 0) continue;
    const { dutyId, content } = period.duty;
    const key = `duty:${dutyId}:${period.periodKey}`;
    const shared = {
      userId: null,
      kind: 'reportsMissing' as const,
      subject: 'duty' as const,
      subjectId: dutyId,
      at: now.toString(),
    };
    const missing = period.units.filter((row) => row.state === 'late');
    const params = { title: content, missing: missing.length, units: period.counts.units, dueAt };
    notices.push({ ...shared, unitId: period.duty.unit.unitId, params, key: `${key}:above` });
    for (const { unit } of missing) {
      if (unit.unitId === period.duty.unit.unitId) continue;
      const own = { title: content, dueAt };
      notices.push({ ...shared, unitId: unit.unitId, params: own, key: `${key}:${unit.unitId}` });
    }
  }
  return notices;
}

async function watchDocuments(tx: Context): Promise<NoticeInsert[]> {
  const rows = await listEnding(tx.db, dayOf(tx.now()));
  return rows.map((row) => {
    const endsOn = row.renewOn ?? row.inForceTo ?? '';
    return {
      unitId: row.unitId,
      userId: null,
      kind: 'documentEnds',
      subject: 'document',
      subjectId: row.documentId,
      params: { title: row.title, number: row.number ?? '', endsOn },
      key: `document:${row.documentId}:${endsOn}`,
      at: tx.now().toString(),
    };
  });
}
