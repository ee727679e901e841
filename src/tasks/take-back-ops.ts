/**
 * Tasks, duties, committees and documents that one deed entered are taken back together. History
 * stays: tasks are cancelled, duties and committees end on the day they began, documents are withdrawn.
 */
import { type Context, today } from '../stores/context.ts';
import { insertEvents } from './sql.ts';
import * as sql from './sql-take-back.ts';

export type { MadeWork } from './sql-take-back.ts';

/** Agencies entered in the directory by this very transaction for these tasks and duties. */
export async function listNewAgencies(
  tx: Context,
  made: Pick<sql.MadeWork, 'taskIds' | 'dutyIds'>,
): Promise<number[]> {
  return await sql.listNewAgencies(tx.db, made);
}

/**
 * What people did with it since, the oldest first: one line a task, duty, committee or document.
 * What somebody has already cancelled, ended or withdrawn by hand is in nobody's way.
 */
export async function listLaterOnWork(tx: Context, made: sql.MadeWork): Promise<sql.LaterWork[]> {
  const found = [
    await sql.listLaterOnTasks(tx.db, made.taskIds),
    await sql.listLaterOnDuties(tx.db, made.dutyIds),
    await sql.listLaterOnCommittees(tx.db, made.committeeIds),
    await sql.listLaterOnDocuments(tx.db, made),
  ];
  return found.flat();
}

/** Within the caller's transaction. */
export async function takeBackWork(tx: Context, made: sql.MadeWork, reason: string): Promise<void> {
  const by = { name: tx.who.name, at: tx.now().toString(), reason };
  const cancelled = await sql.cancelTasks(tx.db, made.taskIds);
  await insertEvents(
    tx.db,
    cancelled.map((taskId) => ({
      taskId,
      at: by.at,
      actorId: tx.who.userId,
      actorName: tx.who.name,
      kind: 'cancelled',
      note: reason,
      detail: {},
    })),
  );
  await sql.annulDuties(tx.db, made.dutyIds);
  await sql.annulCommittees(tx.db, made.committeeIds);
  await sql.withdrawDocuments(tx.db, made.documentIds, by);
  await sql.endIdleAgencies(tx.db, made.agencyIds, today(tx));
}
