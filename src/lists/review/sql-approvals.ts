/** Statements on approvals: which rule holds where, what waits, who agreed. */
import { sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import type { Database } from '../../stores/database.ts';

export interface ApprovalRule {
  unitId: number;
  action: string;
  needed: number;
  roles: string[];
  approverIds: string[] | null;
  threshold: number | null;
}

const ruleColumns = sql`unit_id as "unitId", action, needed, roles, approver_ids as "approverIds",
  threshold`;

/** The rule of the nearest unit above a place by the boundaries of a day. */
export async function findRule(
  db: Database,
  action: string,
  placeId: number,
  day: IsoDate,
): Promise<ApprovalRule | undefined> {
  const found = await sql<ApprovalRule>`
    select ${ruleColumns}
    from review.approval_rule r
    left join units.placement p on p.place_id = ${placeId} and p.valid_from <= ${day}
      and (p.valid_to is null or ${day} < p.valid_to)
      and p.path ~ ('*.u' || r.unit_id || '.*')::lquery
    where r.action = ${action} and (r.unit_id = 0 or p.place_id is not null)
    order by strpos('.' || p.path::text || '.', '.u' || r.unit_id || '.') desc nulls last
    limit 1`.execute(db);
  return found.rows[0];
}

export async function listRules(db: Database): Promise<ApprovalRule[]> {
  const found = await sql<ApprovalRule>`
    select ${ruleColumns}
    from review.approval_rule
    order by action, unit_id
    limit 1000`.execute(db);
  return found.rows;
}

export async function upsertRule(db: Database, rule: ApprovalRule, by: string): Promise<void> {
  await sql`
    insert into review.approval_rule (unit_id, action, needed, roles, approver_ids, threshold,
      set_by)
    values (${rule.unitId}, ${rule.action}, ${rule.needed}, ${rule.roles}, ${rule.approverIds},
      ${rule.threshold}, ${by})
    on conflict (unit_id, action) do update
    set needed = excluded.needed, roles = excluded.roles, approver_ids = excluded.approver_ids,
      threshold = excluded.threshold, set_at = now(), set_by = excluded.set_by`.execute(db);
}

// ── what waits ──────────────────────────────────────────────────────────────────────────────────

export interface ApprovalRow {
  approvalId: number;
  action: string;
  subject: string;
  placeId: number;
  payload: Record<string, unknown>;
  summary: Record<string, string | number>;
  personIds: number[];
  needed: number;
  roles: string[];
  approverIds: string[] | null;
  proposerId: string;
  proposerName: string;
  reason: string;
  proposedAt: string;
  dueOn: IsoDate;
  state: string;
  closedAt: string | null;
  entryId: number | null;
  actId: number | null;
}

const columns = sql`
  a.approval_id as "approvalId", a.action, a.subject, a.place_id as "placeId", a.payload, a.summary,
  a.person_ids as "personIds", a.needed, a.roles, a.approver_ids as "approverIds",
  a.proposer_id as "proposerId", a.proposer_name as "proposerName", a.reason, a.proposed_at as "proposedAt",
  a.due_on as "dueOn", a.state, a.closed_at as "closedAt", a.entry_id as "entryId",
  a.act_id as "actId"`;

export type NewApproval = Pick<
  ApprovalRow,
  | 'action'
  | 'subject'
  | 'placeId'
  | 'payload'
  | 'summary'
  | 'personIds'
  | 'needed'
  | 'roles'
  | 'approverIds'
  | 'proposerId'
  | 'proposerName'
  | 'reason'
  | 'proposedAt'
  | 'dueOn'
>;

/** Undefined when the same waits already. */
export async function insertApproval(
  db: Database,
  approval: NewApproval,
): Promise<number | undefined> {
  const made = await sql<{ approvalId: number }>`
    insert into review.approval (action, subject, place_id, payload, summary, person_ids, needed,
      roles, approver_ids, proposer_id, proposer_name, reason, proposed_at, due_on)
    values (${approval.action}, ${approval.subject}, ${approval.placeId},
      ${JSON.stringify(approval.payload)}::jsonb, ${JSON.stringify(approval.summary)}::jsonb,
      ${approval.personIds}, ${approval.needed}, ${approval.roles}, ${approval.approverIds},
      ${approval.proposerId}, ${approval.proposerName}, ${approval.reason}, ${approval.proposedAt},
      ${approval.dueOn})
    on conflict (action, subject) where state = 'waiting' do nothing
    returning approval_id as "approvalId"`.execute(db);
  return made.rows[0]?.approvalId;
}

export async function findWaiting(
  db: Database,
  action: string,
  subject: string,
): Promise<number | undefined> {
  const found = await sql<{ approvalId: number }>`
    select approval_id as "approvalId"
    from review.approval
    where action = ${action} and subject = ${subject} and state = 'waiting'`.execute(db);
  return found.rows[0]?.approvalId;
}

/** What row security hides is missing. */
export async function findApproval(
  db: Database,
  approvalId: number,
): Promise<ApprovalRow | undefined> {
  const found = await sql<ApprovalRow>`
    select ${columns}
    from review.approval a
    where a.approval_id = ${approvalId}`.execute(db);
  return found.rows[0];
}

export async function lockApproval(db: Database, approvalId: number): Promise<void> {
  await sql`
    select approval_id from review.approval
    where approval_id = ${approvalId}
    for update`.execute(db);
}

export interface ApprovalFilter {
  state: string | null;
  proposerId: string | null;
  limit: number;
}

/** Waiting first, the longest due first; then the newest. */
export async function listApprovalRows(
  db: Database,
  filter: ApprovalFilter,
): Promise<ApprovalRow[]> {
  const found = await sql<ApprovalRow>`
    select ${columns}
    from review.approval a
    where (${filter.state}::text is null or a.state = ${filter.state})
      and (${filter.proposerId}::text is null or a.proposer_id = ${filter.proposerId})
    order by (a.state = 'waiting') desc, case when a.state = 'waiting' then a.due_on end,
      a.approval_id desc
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

export interface VoteRow {
  approvalId: number;
  voterId: string;
  voterName: string;
  approves: boolean;
  reason: string;
  votedAt: string;
}

export async function listVotes(db: Database, approvalIds: readonly number[]): Promise<VoteRow[]> {
  const found = await sql<VoteRow>`
    select approval_id as "approvalId", voter_id as "voterId", voter_name as "voterName", approves,
      reason, voted_at as "votedAt"
    from review.approval_vote
    where approval_id = any(${approvalIds})
    order by approval_id, voted_at`.execute(db);
  return found.rows;
}

export async function insertVote(db: Database, vote: VoteRow): Promise<void> {
  await sql`
    insert into review.approval_vote (approval_id, voter_id, voter_name, approves, reason, voted_at)
    values (${vote.approvalId}, ${vote.voterId}, ${vote.voterName}, ${vote.approves},
      ${vote.reason}, ${vote.votedAt})`.execute(db);
}

export async function closeApproval(
  db: Database,
  approvalId: number,
  closed: { state: string; at: string; entryId: number | null; actId: number | null },
): Promise<void> {
  await sql`
    update review.approval
    set state = ${closed.state}, closed_at = ${closed.at}, entry_id = ${closed.entryId},
      act_id = ${closed.actId}
    where approval_id = ${approvalId}`.execute(db);
}
