/** Statements that read items for screens: queues, lists, one item, time to clear. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import type { Database } from '../../stores/database.ts';
import type { Decision, Evidence, ItemId, ReviewKind } from './types.ts';
import type { Agreement } from './agreement.ts';
import { communeOf } from './sql-people.ts';

/** A unit's places by the boundaries of a day; null = all the caller sees. */
export interface Within {
  path: string;
  on: IsoDate;
}

function inside(within: Within | null): RawBuilder<unknown> {
  if (within === null) return sql`true`;
  return sql`i.place_id in (
    select place_id from units.placement
    where path <@ ${within.path}::ltree and valid_from <= ${within.on}
      and (valid_to is null or ${within.on} < valid_to))`;
}

/** Put off to a day that has come: it waits like the others. */
function isOpen(day: IsoDate): RawBuilder<unknown> {
  return sql`(i.state = 'open' or (i.state = 'later' and i.later_until <= ${day}))`;
}

// ── queues ──────────────────────────────────────────────────────────────────────────────────────

export interface QueueRow {
  kind: ReviewKind;
  open: number;
  later: number;
  overdue: number;
  dueSoon: number;
  mine: number;
  nobodys: number;
  oldestOpenedAt: string | null;
}

export async function countQueues(
  db: Database,
  within: Within | null,
  userId: string,
  day: IsoDate,
): Promise<QueueRow[]> {
  const open = isOpen(day);
  const found = await sql<QueueRow>`
    select i.kind, count(*) filter (where ${open}) as open,
      count(*) filter (where not ${open}) as later,
      count(*) filter (where ${open} and i.due_on < ${day}) as overdue,
      count(*) filter (where ${open} and i.due_on between ${day} and ${day}::date + 7) as "dueSoon",
      count(*) filter (where ${open} and i.assignee_id = ${userId}) as mine,
      count(*) filter (where ${open} and i.assignee_id is null) as nobodys,
      min(i.opened_at) filter (where ${open}) as "oldestOpenedAt"
    from review.item i
    where i.state in ('open', 'later') and ${inside(within)}
    group by i.kind
    order by i.kind`.execute(db);
  return found.rows;
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────

export interface ItemFilter {
  within: Within | null;
  kind: ReviewKind | null;
  state: 'open' | 'later' | 'decided' | 'withdrawn' | null;
  overdue: boolean;
  assigneeId: string | null;
  listId: number | null;
  personId: number | null;
  scoreMin: number | null;
  scoreMax: number | null;
  day: IsoDate;
  limit: number;
  after: { dueOn: IsoDate; itemId: ItemId } | null;
}

export interface ItemRow {
  itemId: ItemId;
  kind: ReviewKind;
  placeId: number;
  personId: number | null;
  otherPersonId: number | null;
  listId: number | null;
  listRow: number | null;
  score: number | null;
  agreement: Record<string, Agreement>;
  evidence: Evidence;
  openedAt: string;
  dueOn: IsoDate;
  state: 'open' | 'later' | 'decided' | 'withdrawn';
  laterUntil: IsoDate | null;
  assigneeId: string | null;
  assigneeName: string | null;
  decision: Exclude<Decision, 'later'> | null;
  decidedPersonId: number | null;
  decidedAt: string | null;
  decidedBy: string | null;
  reason: string | null;
  actId: number | null;
  counterpartId: ItemId | null;
  answer: 'accept' | 'reject' | null;
  appliedEntryId: number | null;
}

const columns = sql`
  i.item_id as "itemId", i.kind, i.place_id as "placeId", i.person_id as "personId",
  i.other_person_id as "otherPersonId", i.list_id as "listId", i.list_row as "listRow", i.score,
  i.agreement, i.evidence, i.opened_at as "openedAt", i.due_on as "dueOn", i.state,
  i.later_until as "laterUntil", i.assignee_id as "assigneeId", i.assignee_name as "assigneeName",
  i.decision, i.decided_person_id as "decidedPersonId", i.decided_at as "decidedAt",
  i.decided_by as "decidedBy", i.reason, i.act_id as "actId",
  i.counterpart_id as "counterpartId", i.answer, 
  i.applied_entry_ids[cardinality(i.applied_entry_ids)] as "appliedEntryId"`;

/** The longest due first. */
export async function listItemRows(db: Database, filter: ItemFilter): Promise<ItemRow[]> {
  const found = await sql<ItemRow>`
    select ${columns}
    from review.item i
    where ${conditionsOf(filter)}
      and (${filter.after?.itemId ?? null}::bigint is null
        or (i.due_on, i.item_id)
          > (${filter.after?.dueOn ?? null}::date, ${filter.after?.itemId ?? null}))
    order by i.due_on, i.item_id
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

export async function countItemRows(db: Database, filter: ItemFilter): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n
    from review.item i
    where ${conditionsOf(filter)}`.execute(db);
  return found.rows[0]?.n ?? 0;
}

function conditionsOf(filter: ItemFilter): RawBuilder<unknown> {
  const { day } = filter;
  const conditions = [inside(filter.within)];
  if (filter.kind !== null) conditions.push(sql`i.kind = ${filter.kind}`);
  if (filter.state === 'open') conditions.push(isOpen(day));
  else if (filter.state !== null) conditions.push(sql`i.state = ${filter.state}`);
  if (filter.overdue) conditions.push(sql`${isOpen(day)} and i.due_on < ${day}`);
  if (filter.assigneeId !== null) conditions.push(sql`i.assignee_id = ${filter.assigneeId}`);
  if (filter.listId !== null) conditions.push(sql`i.list_id = ${filter.listId}`);
  if (filter.personId !== null) {
    conditions.push(
      sql`(i.person_id = ${filter.personId} or i.other_person_id = ${filter.personId})`,
    );
  }
  if (filter.scoreMin !== null) conditions.push(sql`i.score >= ${filter.scoreMin}::real`);
  if (filter.scoreMax !== null) conditions.push(sql`i.score < ${filter.scoreMax}::real`);
  return sql.join(conditions, sql` and `);
}

export async function findItemRow(db: Database, itemId: ItemId): Promise<ItemRow | undefined> {
  const found = await sql<ItemRow>`
    select ${columns}
    from review.item i
    where i.item_id = ${itemId}`.execute(db);
  return found.rows[0];
}

export async function listItemRowsById(
  db: Database,
  itemIds: readonly ItemId[],
): Promise<ItemRow[]> {
  const found = await sql<ItemRow>`
    select ${columns}
    from review.item i
    where i.item_id = any(${itemIds})
    order by array_position(${itemIds}::bigint[], i.item_id)`.execute(db);
  return found.rows;
}

// ── what was done to an item ────────────────────────────────────────────────────────────────────

export interface ItemActRow {
  actId: number;
  kind: string;
  at: string;
  actorName: string;
  decision: Decision | null;
  reason: string;
  items: number;
  entryId: number | null;
  undoneByActId: number | null;
}

/** Newest first. */
export async function listActsOfItem(db: Database, itemId: ItemId): Promise<ItemActRow[]> {
  const found = await sql<ItemActRow>`
    select a.act_id as "actId", a.kind, a.at, a.actor_name as "actorName", a.decision, a.reason,
      a.items, a.entry_id as "entryId", a.undone_by_act_id as "undoneByActId"
    from review.act_item ai
    join review.act a on a.act_id = ai.act_id
    where ai.item_id = ${itemId}
    union all
    select u.act_id, u.kind, u.at, u.actor_name, u.decision, u.reason, u.items, u.entry_id,
      u.undone_by_act_id
    from review.act_item ai
    join review.act u on u.undoes_act_id = ai.act_id
    where ai.item_id = ${itemId}
    order by 1 desc
    limit 100`.execute(db);
  return found.rows;
}

// ── time to clear ───────────────────────────────────────────────────────────────────────────────

export interface ClearingRow {
  kind: ReviewKind;
  /** commune-level unit */
  unitId: number;
  decided: number;
  onTime: number;
  medianDays: number | null;
  waiting: number;
  overdue: number;
  medianDaysWaiting: number | null;
}

/** Of items decided in `[from, to)`, and of those that wait now, by kind and commune-level unit. */
export async function listClearing(
  db: Database,
  within: Within | null,
  period: { from: IsoDate; to: IsoDate },
  day: IsoDate,
): Promise<ClearingRow[]> {
  const zone = sql.lit('Asia/Ho_Chi_Minh');
  const decided = sql`i.state = 'decided' and i.decided_at >= ${period.from}::date at time zone ${zone}
    and i.decided_at < ${period.to}::date at time zone ${zone}`;
  const open = isOpen(day);
  const found = await sql<ClearingRow>`
    select i.kind, coalesce(${communeOf(sql`i.place_id`, day)}, i.place_id) as "unitId",
      count(*) filter (where ${decided}) as decided,
      count(*) filter (where ${decided}
        and (i.decided_at at time zone ${zone})::date <= i.due_on) as "onTime",
      round((percentile_cont(0.5) within group (
        order by extract(epoch from i.decided_at - i.opened_at) / 86400)
        filter (where ${decided}))::numeric, 1)::float as "medianDays",
      count(*) filter (where ${open}) as waiting,
      count(*) filter (where ${open} and i.due_on < ${day}) as overdue,
      round((percentile_cont(0.5) within group (
        order by extract(epoch from
          ${day}::date - (i.opened_at at time zone ${zone})::date::timestamp) / 86400)
        filter (where ${open}))::numeric, 1)::float as "medianDaysWaiting"
    from review.item i
    where i.state <> 'withdrawn' and (i.state <> 'decided' or ${decided}) and ${inside(within)}
    group by 1, 2
    order by 1, 2
    limit 5000`.execute(db);
  return found.rows;
}
