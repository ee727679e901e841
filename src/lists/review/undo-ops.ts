/** Taking back what was decided: items, what linkage learnt, what was written into the register, as one. */
import { refuse } from '../../kernel/outcome.ts';
import { undoEntry } from '../../registry/ops.ts';
import { type Context, asOwner, inTransaction } from '../../stores/context.ts';
import { KIND_RULES } from './kinds.ts';
import { rolesOver } from './rights.ts';
import {
  findAct,
  finishAct,
  insertAct,
  listItemsOfAct,
  lockItems,
  markActUndone,
  restoreItems,
} from './sql-acts.ts';
import { teachLinkage } from './teaching.ts';
import type { ActId } from './types.ts';

export interface UndoneAct {
  actId: ActId;
  items: number;
  /** entry of the register that took back what the act wrote */
  entryId: number | null;
}

/**
 * Every item stands again as before the act. Refused while something builds on it: a later act on
 * one of the items (`review.undo.dependent`), a list taken in (`review.undo.applied`), later entries
 * of the register.
 */
export async function undoAct(ctx: Context, actId: ActId, reason: string): Promise<UndoneAct> {
  return await inTransaction(ctx, async (tx) => {
    const act = await findAct(tx.db, actId);
    const visible = await listItemsOfAct(tx.db, actId);
    if (!act || visible.length === 0) refuse('review.act.notFound');
    const holds = await rolesOver(
      tx,
      visible.map((item) => item.placeId),
    );
    const decides = visible.filter((item) => holds(item.placeId, KIND_RULES[item.kind].roles));
    if (decides.length === 0) refuse('review.item.forbidden');
    if (act.kind === 'undo' || act.undoneByActId !== null) refuse('review.undo.already');
    const entryId = await takeBackEntry(tx, act.entryId, reason);
    return await asOwner(tx, async () => {
      const items = await listItemsOfAct(tx.db, actId);
      const ids = items.map((item) => item.itemId);
      await lockItems(tx.db, ids);
      const later = items.filter((item) => item.actId !== actId);
      if (later.length > 0) refuse('review.undo.dependent', { items: later.length });
      if (items.some((item) => item.isApplied)) refuse('review.undo.applied');
      const undoId = await insertAct(tx.db, {
        kind: 'undo',
        at: tx.now().toString(),
        actorId: tx.who.userId,
        actorName: tx.who.name,
        decision: null,
        reason,
        rule: null,
        undoesActId: actId,
      });
      await restoreItems(tx.db, actId);
      await teachLinkage(tx, ids);
      await markActUndone(tx.db, actId, undoId);
      await finishAct(tx.db, undoId, items.length, entryId);
      return { actId: undoId, items: items.length, entryId };
    });
  });
}

async function takeBackEntry(
  tx: Context,
  entryId: number | null,
  reason: string,
): Promise<number | null> {
  if (entryId === null) return null;
  return (await undoEntry(tx, entryId, reason)).entryId;
}
