/**
 * One decision for many items by a rule: counted and sampled first, then applied as one act that is
 * undone as one. From a number on a second person must agree.
 */
import { refuse } from '../../kernel/outcome.ts';
import { type Context, asOwner, inTransaction, today } from '../../stores/context.ts';
import { getUnit, scopeOf } from '../../units/ops.ts';
import { proposeWhenNeeded, ruleOf } from './approvals.ts';
import { KIND_RULES } from './kinds.ts';
import { rolesOver } from './rights.ts';
import {
  finishAct,
  insertAct,
  listItemsToDecide,
  lockItems,
  markDecided,
  rememberItems,
} from './sql-acts.ts';
import { type BulkFilter, countBulk, listBulkItems } from './sql-bulk.ts';
import { teachLinkage } from './teaching.ts';
import type { BulkRule, Decided, ItemId } from './types.ts';

/** Items of one bulk decision; what remains is for the next. */
export const BULK_ITEMS_MAX = 5000;

export interface BulkPreview {
  items: number;
  /** of `items`, how many one decision takes */
  taken: number;
  /** items by commune-level unit */
  byUnit: { unitId: number; items: number }[];
  /** some of them, to look at: lowest scores first */
  sampleIds: ItemId[];
  /** from so many items on a second person must agree; null = never */
  threshold: number | null;
  needsApproval: boolean;
}

export async function previewBulk(ctx: Context, rule: BulkRule): Promise<BulkPreview> {
  return await inTransaction(ctx, async (tx) => {
    const filter = await filterOf(tx, rule);
    const byUnit = await countBulk(tx.db, filter);
    const items = byUnit.reduce((sum, unit) => sum + unit.items, 0);
    const sample = await listBulkItems(tx.db, filter, SAMPLE);
    const taken = Math.min(items, BULK_ITEMS_MAX);
    const { threshold, needsApproval } = await approvalOf(tx, rule, taken);
    return {
      items,
      taken,
      byUnit,
      sampleIds: sample.map((row) => row.itemId),
      threshold,
      needsApproval,
    };
  });
}

const SAMPLE = 20;

/** `expected` = the number the preview showed; refuses with `review.bulk.changed` if it is another. */
export async function decideBulk(
  ctx: Context,
  rule: BulkRule,
  expected: number,
  reason: string,
): Promise<Decided & { items: number }> {
  return await inTransaction(ctx, async (tx) => {
    const filter = await filterOf(tx, rule);
    const rows = await listBulkItems(tx.db, filter, BULK_ITEMS_MAX);
    if (rows.length !== expected) refuse('review.bulk.changed', { items: rows.length });
    if (rows.length === 0) refuse('review.bulk.empty');
    const { needsApproval } = await approvalOf(tx, rule, rows.length);
    if (needsApproval) {
      const approvalId = await proposeWhenNeeded(tx, {
        action: 'decideBulk',
        subject: JSON.stringify(rule),
        placeId: rule.unitId,
        payload: { rule, expected },
        summary: { items: rows.length, kind: rule.kind, decision: rule.decision },
        reason,
      });
      if (approvalId !== null) {
        return { actId: null, approvalId, entryId: null, items: rows.length };
      }
    }
    return await decideBulkNow(tx, rule, expected, reason);
  });
}

/** The decision itself, in the transaction of whoever has the last word. */
export async function decideBulkNow(
  tx: Context,
  rule: BulkRule,
  expected: number,
  reason: string,
): Promise<Decided & { items: number }> {
  const filter = await filterOf(tx, rule);
  const rows = await listBulkItems(tx.db, filter, BULK_ITEMS_MAX);
  if (rows.length !== expected) refuse('review.bulk.changed', { items: rows.length });
  const ids = rows.map((row) => row.itemId);
  return await asOwner(tx, async () => {
    await lockItems(tx.db, ids);
    const items = await listItemsToDecide(tx.db, ids);
    if (items.some((item) => item.state !== 'open' && item.state !== 'later')) {
      refuse('review.item.stale');
    }
    const links = rule.decision === 'accept' && KIND_RULES[rule.kind].effect === 'link';
    const whom = (item: (typeof items)[number]): number | null =>
      links ? (item.evidence.candidates[0]?.personId ?? null) : null;
    const actId = await insertAct(tx.db, {
      kind: 'bulk',
      at: tx.now().toString(),
      actorId: tx.who.userId,
      actorName: tx.who.name,
      decision: rule.decision,
      reason,
      rule,
      undoesActId: null,
    });
    await rememberItems(tx.db, actId, ids);
    await markDecided(tx.db, actId, ids, {
      decision: rule.decision,
      personIds: items.map(whom),
      at: tx.now().toString(),
      by: tx.who.name,
      reason,
    });
    await teachLinkage(tx, ids);
    await finishAct(tx.db, actId, items.length, null);
    return { actId, approvalId: null, entryId: null, items: items.length };
  });
}

/** Refuses kinds and decisions that are not taken in bulk: what writes into the register is not. */
async function filterOf(tx: Context, rule: BulkRule): Promise<BulkFilter> {
  const kind = KIND_RULES[rule.kind];
  if (!kind.decisions.includes(rule.decision)) refuse('review.decision.notAllowed');
  const writes = kind.effect === 'merge' || kind.effect === 'endCard';
  if (writes && rule.decision === 'accept') refuse('review.bulk.oneByOne');
  await getUnit(tx, rule.unitId);
  const holds = await rolesOver(tx, [rule.unitId]);
  if (!holds(rule.unitId, kind.roles)) refuse('review.item.forbidden');
  const { path, on } = await scopeOf(tx, rule.unitId, today(tx));
  const needsVisible = rule.decision === 'accept' && kind.effect === 'link';
  return { ...rule, path, on, day: today(tx), needsVisible };
}

async function approvalOf(
  tx: Context,
  rule: BulkRule,
  items: number,
): Promise<{ threshold: number | null; needsApproval: boolean }> {
  const { threshold, needed } = await ruleOf(tx, 'decideBulk', rule.unitId);
  const needsApproval = needed > 0 && threshold !== null && items >= threshold;
  return { threshold, needsApproval: needsApproval && tx.who.kind !== 'system' };
}
