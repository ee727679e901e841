/**
 * Proposing what needs a second person. Small and general: an action has a name, a subject (the same
 * proposal waits once), a place and a payload; `approval-ops.ts` counts the votes and does it.
 */
import { addDays } from '../../kernel/dates.ts';
import { refuse } from '../../kernel/outcome.ts';
import { type Context, asOwner, today } from '../../stores/context.ts';
import { type ApprovalRule, findRule, findWaiting, insertApproval } from './sql-approvals.ts';

export interface Proposal {
  action: string;
  /** names the thing: proposed again while it waits, it is the same */
  subject: string;
  /** where approvers must hold a role */
  placeId: number;
  payload: Record<string, unknown>;
  /** what a list of approvals shows of it; no personal data */
  summary?: Record<string, string | number>;
  personIds?: readonly number[];
  reason: string;
}

const DUE_DAYS = 5;

/** Null when the rule of the place asks for nobody else: then it may be done at once. */
export async function proposeWhenNeeded(tx: Context, proposal: Proposal): Promise<number | null> {
  const rule = await ruleOf(tx, proposal.action, proposal.placeId);
  return rule.needed === 0 || tx.who.kind === 'system' ? null : await propose(tx, proposal, rule);
}

/** Refuses with `review.reason.missing`: others cannot agree to what nobody gave a reason for. */
async function propose(tx: Context, proposal: Proposal, rule: ApprovalRule): Promise<number> {
  if (proposal.reason.trim().length < 3) refuse('review.reason.missing', undefined, 'reason');
  return await asOwner(tx, async () => {
    const made = await insertApproval(tx.db, {
      action: proposal.action,
      subject: proposal.subject,
      placeId: proposal.placeId,
      payload: proposal.payload,
      summary: proposal.summary ?? {},
      personIds: [...(proposal.personIds ?? [])],
      needed: rule.needed,
      roles: rule.roles,
      approverIds: rule.approverIds,
      proposerId: tx.who.userId,
      proposerName: tx.who.name,
      reason: proposal.reason,
      proposedAt: tx.now().toString(),
      dueOn: addDays(today(tx), DUE_DAYS),
    });
    if (made !== undefined) return made;
    const waiting = await findWaiting(tx.db, proposal.action, proposal.subject);
    if (waiting === undefined) throw new Error('a waiting approval vanished');
    return waiting;
  });
}

/** The rule that holds at a place: that of the nearest unit above it. */
export async function ruleOf(tx: Context, action: string, placeId: number): Promise<ApprovalRule> {
  const rule = await asOwner(tx, () => findRule(tx.db, action, placeId, today(tx)));
  return rule ?? { unitId: 0, action, needed: 1, roles: [], approverIds: null, threshold: null };
}
