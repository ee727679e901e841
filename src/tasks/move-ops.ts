/** What is done to a task. Each move writes its line of history and the present that follows. */
import { addDays, addMonths, dayOf } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { getUnit } from '../units/ops.ts';
import { resolveOwner } from './agency-ops.ts';
import { dueAt, listOccurrences } from './clock.ts';
import { type Clock, readClockDesk } from './clock-desk.ts';
import { getTask, getTaskRow } from './ops.ts';
import * as sql from './sql.ts';
import type { EvidenceInput, TaskMove, TaskPage } from './types.ts';

interface Moved {
  present: Partial<sql.TaskPresent>;
  kind: sql.EventInsert['kind'];
  note: string;
  detail: object;
}

export async function moveTask(
  ctx: Context,
  ref: string | number,
  taskId: number,
  move: TaskMove,
): Promise<TaskPage> {
  const row = await getTaskRow(ctx, ref, taskId);
  await inOwnerTransaction(ctx, async (tx) => {
    const clock = (await readClockDesk(tx)).at(row.path ?? '');
    const moved = await decideMove(tx, row, move, clock);
    await sql.updateTask(tx.db, { ...row, ...moved.present });
    const { kind, note, detail } = moved;
    await writeEvent(tx, taskId, kind, note, detail);
    if (move.kind === 'done' && move.link !== undefined) {
      await writeEvidence(tx, taskId, { kind: 'link', text: move.link });
    }
  });
  return await getTask(ctx, ref, taskId);
}

async function decideMove(
  tx: Context,
  row: sql.TaskRow,
  move: TaskMove,
  clock: Clock,
): Promise<Moved> {
  const isOver = row.state === 'done' || row.state === 'cancelled';
  if (isOver !== (move.kind === 'reopen')) refuse(`tasks.${isOver ? 'isOver' : 'isOpen'}`);
  switch (move.kind) {
    case 'start':
      return { present: { state: 'inProgress' }, kind: 'started', note: move.note, detail: {} };
    case 'progress':
      return { present: { state: 'inProgress' }, kind: 'progress', note: move.note, detail: {} };
    case 'done':
      return decideDone(tx, row, move, clock);
    case 'reopen': {
      const present = { state: 'open' as const, doneAt: null };
      return { present, kind: 'reopened', note: move.reason, detail: {} };
    }
    case 'cancel': {
      return { present: { state: 'cancelled' }, kind: 'cancelled', note: move.reason, detail: {} };
    }
    case 'deadline': {
      if (row.recurrence) return refuse('tasks.recurringHasNoDeadline');
      const due = dueAt(move.deadline, clock.settings, clock.calendar).toString();
      const present = { deadline: move.deadline, dueAt: due, escalatedTo: 0 };
      const detail = { from: row.dueAt, to: due };
      return { present, kind: 'deadlineChanged', note: move.reason, detail };
    }
    case 'owner': {
      const owner = await resolveOwner(tx, await getUnit(tx, row.unitId), move.owner);
      const detail = { from: row.ownerName, to: owner.ownerName };
      return { present: owner, kind: 'ownerChanged', note: move.reason, detail };
    }
  }
}

/** Once is over; what recurs goes on to its next period until its last day. */
function decideDone(
  tx: Context,
  row: sql.TaskRow,
  move: { note: string; at?: string | undefined },
  clock: Clock,
): Moved {
  const now = tx.now();
  const doneAt = move.at === undefined ? now : Temporal.Instant.from(move.at);
  if (Temporal.Instant.compare(doneAt, now) > 0) refuse('tasks.doneInTheFuture', {}, 'body.at');
  const isLate =
    row.dueAt !== null && Temporal.Instant.compare(doneAt, Temporal.Instant.from(row.dueAt)) > 0;
  const detail = { periodKey: row.periodKey, dueAt: row.dueAt, doneAt: doneAt.toString(), isLate };
  const next = nextOf(row, clock);
  const present = next
    ? { state: 'open' as const, ...next, escalatedTo: 0 }
    : { state: 'done' as const, doneAt: doneAt.toString() };
  return { present, kind: 'done', note: move.note, detail };
}

/** The period after the one that is due, by the day printed for it. */
function nextOf(
  row: sql.TaskRow,
  { settings, calendar }: Clock,
): { dueAt: string; periodKey: string } | null {
  if (!row.recurrence || row.dueAt === null || row.periodKey === null) return null;
  const dueOn = dayOf(Temporal.Instant.from(row.dueAt));
  const to = addMonths(dueOn, 14);
  const window = {
    from: addDays(dueOn, -MOVED_DAYS_MAX),
    to: row.activeTo !== null && row.activeTo < to ? row.activeTo : to,
  };
  const last = row.periodKey;
  const next = listOccurrences(row.recurrence, window, settings, calendar).find(
    (one) => one.key > last && (row.activeFrom === null || one.day >= row.activeFrom),
  );
  return next ? { dueAt: next.dueAt.toString(), periodKey: next.key } : null;
}

/** A printed day and the instant the settings make of it lie no further apart. */
const MOVED_DAYS_MAX = 62;

// ── evidence ────────────────────────────────────────────────────────────────────────────────────

const FILE_BYTES_MAX = 5 * 1024 * 1024;

export async function addEvidence(
  ctx: Context,
  ref: string | number,
  taskId: number,
  input: EvidenceInput,
): Promise<{ evidenceId: number }> {
  await getTaskRow(ctx, ref, taskId);
  return await inOwnerTransaction(ctx, async (tx) => {
    const evidenceId = await writeEvidence(tx, taskId, input);
    await writeEvent(tx, taskId, 'evidence', '', { evidenceId, kind: input.kind });
    return { evidenceId };
  });
}

async function writeEvidence(tx: Context, taskId: number, input: EvidenceInput): Promise<number> {
  const bytes = input.kind === 'file' ? Buffer.from(input.base64, 'base64') : null;
  if (bytes !== null && (bytes.length === 0 || bytes.length > FILE_BYTES_MAX)) {
    refuse('tasks.fileTooLarge', { limit: FILE_BYTES_MAX / 1024 / 1024 }, 'body.base64');
  }
  return await sql.insertEvidence(tx.db, {
    taskId,
    kind: input.kind,
    text: input.text,
    mediaType: input.kind === 'file' ? input.mediaType : null,
    bytes,
    at: tx.now().toString(),
    actorId: tx.who.userId,
    actorName: tx.who.name,
  });
}

async function writeEvent(
  tx: Context,
  taskId: number,
  kind: sql.EventInsert['kind'],
  note: string,
  detail: object,
): Promise<void> {
  const at = tx.now().toString();
  const { userId: actorId, name: actorName } = tx.who;
  await sql.insertEvents(tx.db, [{ taskId, at, actorId, actorName, kind, note, detail }]);
}
