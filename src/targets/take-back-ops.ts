/** Targets that one deed wrote together are taken back together; what was decided since is told. */
import type { Context } from '../stores/context.ts';
import { lockTargets } from './sql.ts';
import { type LaterRevision, listLaterRevisions, restoreBefore } from './sql-take-back.ts';

export type { LaterRevision };

/** Within the caller's transaction: until it ends nobody else decides about a target. */
export async function listLaterOnTargets(
  tx: Context,
  revisionIds: readonly number[],
): Promise<LaterRevision[]> {
  if (revisionIds.length === 0) return [];
  await lockTargets(tx.db);
  return await listLaterRevisions(tx.db, revisionIds);
}

/** Each target says again what it said before, with what was given then; new ones are withdrawn. */
export async function takeBackTargets(
  tx: Context,
  revisionIds: readonly number[],
  reason: string,
): Promise<number> {
  if (revisionIds.length === 0) return 0;
  await lockTargets(tx.db);
  const { userId, name } = tx.who;
  const by = { userId, name, at: tx.now().toString(), reason };
  return await restoreBefore(tx.db, revisionIds, by);
}
