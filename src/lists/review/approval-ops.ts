/**
 * Agreeing to what another proposed. The last approval does it, in its own transaction and with the
 * approver's rights; nobody approves his own. Other domains add their actions (`ApprovedActions`).
 */
import { z } from 'zod';
import { type Role, ROLES } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/outcome.ts';
import { MergeChoices } from '../../registry/types.ts';
import { type Context, asOwner, inTransaction } from '../../stores/context.ts';
import { decideBulkNow } from './bulk-ops.ts';
import { recordDeathOf } from './decide-ops.ts';
import { mergeNow, unmergeNow } from './merging.ts';
import { rolesOver } from './rights.ts';
import { listItemsToDecide } from './sql-acts.ts';
import {
  type ApprovalRow,
  type ApprovalRule,
  closeApproval,
  findApproval,
  insertVote,
  listApprovalRows,
  listRules,
  listVotes,
  lockApproval,
  upsertRule,
} from './sql-approvals.ts';
import { BulkRule, type Decided } from './types.ts';

/** What is done once enough agree: as the last approver, in his transaction. */
export type ApprovedAction = (
  tx: Context,
  approval: Pick<ApprovalRow, 'payload' | 'reason'>,
) => Promise<Pick<Decided, 'actId' | 'entryId'>>;
export type ApprovedActions = Readonly<Record<string, ApprovedAction>>;

const personId = z.number().int().positive();
const MergePayload = z.object({
  survivorId: personId,
  loserId: personId,
  choices: MergeChoices.optional(),
});
const DeathPayload = z.object({ itemId: personId, on: z.iso.date() });

/** Actions of the review itself. */
export const REVIEW_ACTIONS: ApprovedActions = {
  mergePersons: (tx, { payload, reason }) => mergeNow(tx, MergePayload.parse(payload), reason),
  unmergePersons: (tx, { payload, reason }) =>
    unmergeNow(tx, z.object({ loserId: personId }).parse(payload).loserId, reason),
  async recordDeath(tx, { payload, reason }) {
    const { itemId, on } = DeathPayload.parse(payload);
    const [item] = await listItemsToDecide(tx.db, [itemId]);
    if (!item || item.state === 'decided') refuse('review.item.stale');
    return await recordDeathOf(tx, item, { diedOn: on, reason });
  },
  decideBulk(tx, { payload, reason }) {
    const { rule, expected } = z
      .object({ rule: BulkRule, expected: z.number().int() })
      .parse(payload);
    return decideBulkNow(tx, rule, expected, reason);
  },
};

export interface Voted {
  approvalId: number;
  state: 'waiting' | 'done' | 'refused';
  /** approvals still missing */
  missing: number;
  actId: number | null;
  entryId: number | null;
}

/** One refusal closes it; the last of the needed approvals does it. */
export async function voteApproval(
  ctx: Context,
  actions: ApprovedActions,
  approvalId: number,
  vote: { approves: boolean; reason: string },
): Promise<Voted> {
  return await inTransaction(ctx, async (tx) => {
    await asOwner(tx, () => lockApproval(tx.db, approvalId));
    const approval = await findApproval(tx.db, approvalId);
    if (!approval) refuse('review.approval.notFound');
    await refuseVote(tx, approval);
    if (!vote.approves && vote.reason.length < 3) {
      refuse('review.reason.missing', undefined, 'reason');
    }
    const votes = await asOwner(tx, async () => {
      await insertVote(tx.db, {
        approvalId,
        voterId: tx.who.userId,
        voterName: tx.who.name,
        approves: vote.approves,
        reason: vote.reason,
        votedAt: tx.now().toString(),
      });
      return await listVotes(tx.db, [approvalId]);
    });
    const missing = approval.needed - votes.filter((one) => one.approves).length;
    if (vote.approves && missing > 0) return { ...WAITS, approvalId, missing };
    const action = actions[approval.action];
    if (!action) throw new Error(`nobody does ${approval.action}`);
    const done = vote.approves ? await action(tx, approval) : { actId: null, entryId: null };
    const state = vote.approves ? 'done' : 'refused';
    const { actId, entryId } = done;
    await asOwner(tx, () =>
      closeApproval(tx.db, approvalId, { state, at: tx.now().toString(), actId, entryId }),
    );
    return { approvalId, state, missing: Math.max(0, missing), actId, entryId };
  });
}

const WAITS = { state: 'waiting', actId: null, entryId: null } as const;

async function refuseVote(tx: Context, approval: ApprovalRow): Promise<void> {
  if (approval.state !== 'waiting') refuse('review.approval.stale');
  if (approval.proposerId === tx.who.userId) refuse('review.approval.own.forbidden');
  if (!(await mayVote(tx, [approval]))(approval)) refuse('review.approval.forbidden');
  const votes = await asOwner(tx, () => listVotes(tx.db, [approval.approvalId]));
  if (votes.some((one) => one.voterId === tx.who.userId)) refuse('review.approval.twice');
}

async function mayVote(
  tx: Context,
  approvals: readonly ApprovalRow[],
): Promise<(approval: ApprovalRow) => boolean> {
  const holds = await rolesOver(
    tx,
    approvals.map((approval) => approval.placeId),
  );
  return (approval) =>
    approval.proposerId !== tx.who.userId &&
    (approval.approverIds === null || approval.approverIds.includes(tx.who.userId)) &&
    holds(approval.placeId, approval.roles as Role[]);
}

/** The proposer takes his proposal back. */
export async function withdrawApproval(ctx: Context, approvalId: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const approval = await findApproval(tx.db, approvalId);
    if (!approval || approval.proposerId !== tx.who.userId) refuse('review.approval.notFound');
    if (approval.state !== 'waiting') refuse('review.approval.stale');
    const closed = { state: 'withdrawn', at: tx.now().toString(), actId: null, entryId: null };
    await asOwner(tx, () => closeApproval(tx.db, approvalId, closed));
  });
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────

export interface ApprovalQuery {
  state?: string;
  /** only what the caller may decide now */
  mine?: boolean;
  /** only what the caller proposed */
  made?: boolean;
}

const APPROVALS_MAX = 200;

export async function listApprovals(ctx: Context, query: ApprovalQuery) {
  return await inTransaction(ctx, async (tx) => {
    const rows = await listApprovalRows(tx.db, {
      state: query.mine === true ? 'waiting' : (query.state ?? null),
      proposerId: query.made === true ? tx.who.userId : null,
      limit: APPROVALS_MAX,
    });
    const may = await mayVote(tx, rows);
    const votes = await listVotes(
      tx.db,
      rows.map((row) => row.approvalId),
    );
    const voted = new Set(
      votes.flatMap((one) => (one.voterId === tx.who.userId ? [one.approvalId] : [])),
    );
    return rows
      .map((row) => ({
        ...row,
        votes: votes.filter((one) => one.approvalId === row.approvalId),
        isMine: row.proposerId === tx.who.userId,
        mayVote: row.state === 'waiting' && may(row) && !voted.has(row.approvalId),
      }))
      .filter((row) => query.mine !== true || row.mayVote);
  });
}

export async function listApprovalRules(ctx: Context): Promise<ApprovalRule[]> {
  return await inTransaction(ctx, (tx) => listRules(tx.db));
}

/** Sets what a unit asks for; named approvers must be at least as many as are needed. */
export async function setApprovalRule(ctx: Context, rule: ApprovalRule): Promise<ApprovalRule> {
  const unknown = rule.roles.find((role) => !(ROLES as readonly string[]).includes(role));
  if (unknown !== undefined) refuse('review.rule.role', { role: unknown }, 'roles');
  if (rule.approverIds !== null && rule.approverIds.length < rule.needed) {
    refuse('review.rule.approvers', { needed: rule.needed }, 'approverIds');
  }
  return await inTransaction(ctx, async (tx) => {
    await asOwner(tx, () => upsertRule(tx.db, rule, tx.who.name));
    return rule;
  });
}
