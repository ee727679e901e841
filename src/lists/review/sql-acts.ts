/** Statements on acts: what was done to items, and what stood before. */
import { sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import type { Database } from '../../stores/database.ts';
import type { ActId, Decision, Evidence, ItemId, ReviewKind } from './types.ts';

// ── items to decide ─────────────────────────────────────────────────────────────────────────────

export interface ItemToDecide {
  itemId: ItemId;
  kind: ReviewKind;
  matter: string;
  placeId: number;
  personId: number | null;
  otherPersonId: number | null;
  listId: number | null;
  listRow: number | null;
  score: number | null;
  evidence: Evidence;
  state: string;
  decision: Exclude<Decision, 'later'> | null;
  decidedPersonId: number | null;
  counterpartId: ItemId | null;
  answer: 'accept' | 'reject' | null;
  actId: ActId | null;
  /** a list that was taken in builds on it */
  isApplied: boolean;
}

const columns = sql`
  i.item_id as "itemId", i.kind, i.matter, i.place_id as "placeId", i.person_id as "personId",
  i.other_person_id as "otherPersonId", i.list_id as "listId", i.list_row as "listRow", i.score,
  i.evidence, i.state, i.decision, i.decided_person_id as "decidedPersonId",
  i.counterpart_id as "counterpartId", i.answer, i.act_id as "actId",
  i.applied_entry_ids <> '{}' as "isApplied"`;

/** Items by id, in the order of ids; what row security hides is missing. */
export async function listItemsToDecide(
  db: Database,
  itemIds: readonly ItemId[],
): Promise<ItemToDecide[]> {
  const found = await sql<ItemToDecide>`
    select ${columns}
    from review.item i
    where i.item_id = any(${itemIds})
    order by i.item_id`.execute(db);
  return found.rows;
}

/** Held until the transaction ends, so that two who decide the same take turns. */
export async function lockItems(db: Database, itemIds: readonly ItemId[]): Promise<void> {
  await sql`
    select item_id from review.item
    where item_id = any(${itemIds})
    order by item_id
    for update`.execute(db);
}

export async function listItemsOfAct(db: Database, actId: ActId): Promise<ItemToDecide[]> {
  const found = await sql<ItemToDecide>`
    select ${columns}
    from review.act_item a
    join review.item i on i.item_id = a.item_id
    where a.act_id = ${actId}
    order by i.item_id`.execute(db);
  return found.rows;
}

/** These items and every other one about the same rows of lists. */
export async function listItemsOfSameRows(
  db: Database,
  itemIds: readonly ItemId[],
): Promise<ItemToDecide[]> {
  const found = await sql<ItemToDecide>`
    select ${columns}
    from review.item i
    where i.item_id in (
      select item_id from review.item where item_id = any(${itemIds})
      union
      select beside.item_id
      from review.item own
      join review.item beside on beside.list_id = own.list_id and beside.list_row = own.list_row
        and own.list_row > 0
      where own.item_id = any(${itemIds})
    )
    order by i.item_id`.execute(db);
  return found.rows;
}

export async function findItemByMatter(
  db: Database,
  kind: ReviewKind,
  matter: string,
): Promise<ItemToDecide | undefined> {
  const found = await sql<ItemToDecide>`
    select ${columns}
    from review.item i
    where i.kind = ${kind} and i.matter = ${matter}`.execute(db);
  return found.rows[0];
}

// ── acts ────────────────────────────────────────────────────────────────────────────────────────

export interface NewAct {
  kind: 'decide' | 'bulk' | 'assign' | 'undo';
  at: string;
  actorId: string;
  actorName: string;
  decision: Decision | null;
  reason: string;
  rule: object | null;
  undoesActId: ActId | null;
}

export async function insertAct(db: Database, act: NewAct): Promise<ActId> {
  const made = await sql<{ actId: ActId }>`
    insert into review.act (kind, at, actor_id, actor_name, decision, reason, rule, undoes_act_id)
    values (${act.kind}, ${act.at}, ${act.actorId}, ${act.actorName}, ${act.decision},
      ${act.reason}, ${act.rule === null ? null : JSON.stringify(act.rule)}::jsonb,
      ${act.undoesActId})
    returning act_id as "actId"`.execute(db);
  const actId = made.rows[0]?.actId;
  if (actId === undefined) throw new Error('an act was not written');
  return actId;
}

export async function finishAct(
  db: Database,
  actId: ActId,
  items: number,
  entryId: number | null,
): Promise<void> {
  await sql`
    update review.act
    set items = ${items}, entry_id = ${entryId}
    where act_id = ${actId}`.execute(db);
}

export interface ActRow {
  actId: ActId;
  kind: string;
  entryId: number | null;
  undoneByActId: ActId | null;
  items: number;
}

export async function findAct(db: Database, actId: ActId): Promise<ActRow | undefined> {
  const found = await sql<ActRow>`
    select act_id as "actId", kind, entry_id as "entryId", undone_by_act_id as "undoneByActId",
      items
    from review.act
    where act_id = ${actId}`.execute(db);
  return found.rows[0];
}

export async function markActUndone(db: Database, actId: ActId, undoId: ActId): Promise<void> {
  await sql`
    update review.act
    set undone_by_act_id = ${undoId}
    where act_id = ${actId}`.execute(db);
}

// ── state ───────────────────────────────────────────────────────────────────────────────────────

/** Remembers of each item what an undo brings back. */
export async function rememberItems(
  db: Database,
  actId: ActId,
  itemIds: readonly ItemId[],
): Promise<void> {
  await sql`
    insert into review.act_item (act_id, item_id, before)
    select ${actId}, item_id, to_jsonb(i) - array['item_id', 'kind', 'matter', 'place_id',
      'list_id', 'list_row', 'raised_at', 'applied_entry_ids', 'counterpart_id']
    from review.item i
    where item_id = any(${itemIds})
    order by item_id`.execute(db);
}

export interface Decided {
  decision: Exclude<Decision, 'later'>;
  /** one for all, or by item: whom each row was linked to */
  personIds: readonly (number | null)[];
  at: string;
  by: string;
  reason: string;
}

export async function markDecided(
  db: Database,
  actId: ActId,
  itemIds: readonly ItemId[],
  decided: Decided,
): Promise<void> {
  await sql`
    update review.item i
    set state = 'decided', later_until = null, decision = ${decided.decision},
      decided_person_id = d.person_id, decided_at = ${decided.at}, decided_by = ${decided.by},
      reason = ${decided.reason}, act_id = ${actId}
    from unnest(${itemIds}::bigint[], ${decided.personIds}::bigint[]) as d (item_id, person_id)
    where i.item_id = d.item_id`.execute(db);
}

export async function markLater(
  db: Database,
  actId: ActId,
  itemIds: readonly ItemId[],
  until: IsoDate,
  reason: string,
): Promise<void> {
  await sql`
    update review.item
    set state = 'later', later_until = ${until}, due_on = greatest(due_on, ${until}::date),
      reason = ${reason}, act_id = ${actId}
    where item_id = any(${itemIds})`.execute(db);
}

/** A candidate struck out, or one found by hand: the item speaks of others from now on. */
export async function replaceEvidence(
  db: Database,
  actId: ActId,
  itemId: ItemId,
  evidence: Evidence,
): Promise<void> {
  await sql`
    update review.item
    set evidence = ${JSON.stringify(evidence)}::jsonb,
      score = ${evidence.candidates[0]?.bits ?? null}, act_id = ${actId}
    where item_id = ${itemId}`.execute(db);
}

export async function setAnswer(
  db: Database,
  actId: ActId,
  itemId: ItemId,
  answer: 'accept' | 'reject',
): Promise<void> {
  await sql`
    update review.item
    set answer = ${answer}, act_id = ${actId}
    where item_id = ${itemId}`.execute(db);
}

export async function setAssignee(
  db: Database,
  actId: ActId,
  itemIds: readonly ItemId[],
  assignee: { userId: string; name: string } | null,
): Promise<void> {
  await sql`
    update review.item
    set assignee_id = ${assignee?.userId ?? null}, assignee_name = ${assignee?.name ?? null},
      act_id = ${actId}
    where item_id = any(${itemIds})`.execute(db);
}

/** Each item of an act as it was before it. */
export async function restoreItems(db: Database, actId: ActId): Promise<void> {
  await sql`
    update review.item i
    set state = b.state, later_until = b.later_until, due_on = b.due_on,
      opened_at = b.opened_at, decision = b.decision, decided_person_id = b.decided_person_id,
      decided_at = b.decided_at, decided_by = b.decided_by, reason = b.reason, act_id = b.act_id,
      answer = b.answer, evidence = b.evidence, score = b.score, agreement = b.agreement,
      assignee_id = b.assignee_id, assignee_name = b.assignee_name
    from review.act_item a
    cross join lateral jsonb_populate_record(null::review.item, a.before) b
    where a.act_id = ${actId} and i.item_id = a.item_id`.execute(db);
}
