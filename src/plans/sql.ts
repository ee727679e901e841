/** Plans, their items, what was done to them. Run as owner after the endpoint has decided the unit. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import type { PlanHead, PlanItem, PlanLine } from './document-types.ts';
import type { Extraction } from './types.ts';

export interface NewPlan {
  unitId: number;
  fileName: string;
  sha256: Buffer;
  source: string;
  extraction: Extraction;
  head: PlanHead;
  replacesId: number | null;
  actorId: string;
  actorName: string;
  readAt: string;
}

/** Null when this unit has read the same text before. */
export async function insertPlan(db: Database, plan: NewPlan): Promise<number | null> {
  const made = await sql<{ planId: number }>`
    insert into plans.plan
      (unit_id, file_name, sha256, source, extraction, head, replaces_id, actor_id, actor_name,
       read_at)
    values (${plan.unitId}, ${plan.fileName}, ${plan.sha256}, ${plan.source},
      ${JSON.stringify(plan.extraction)}::jsonb, ${JSON.stringify(plan.head)}::jsonb,
      ${plan.replacesId}, ${plan.actorId}, ${plan.actorName}, ${plan.readAt})
    on conflict (unit_id, sha256) do nothing
    returning plan_id as "planId"`.execute(db);
  return made.rows[0]?.planId ?? null;
}

export async function findPlanBySha(
  db: Database,
  unitId: number,
  sha256: Buffer,
): Promise<number | undefined> {
  const found = await sql<{ planId: number }>`
    select plan_id as "planId"
    from plans.plan
    where unit_id = ${unitId}
      and sha256 = ${sha256}`.execute(db);
  return found.rows[0]?.planId;
}

export interface PlanRow {
  planId: number;
  unitId: number;
  fileName: string;
  source: string;
  extraction: Extraction;
  head: PlanHead;
  replacesId: number | null;
  state: PlanLine['state'];
  actorName: string;
  readAt: string;
}

/** Locked for a write with `forUpdate`: edits of one plan take turns. */
export async function findPlan(
  db: Database,
  planId: number,
  forUpdate = false,
): Promise<PlanRow | undefined> {
  const found = await sql<PlanRow>`
    select plan_id as "planId", unit_id as "unitId", file_name as "fileName", source, extraction,
      head, replaces_id as "replacesId", state, actor_name as "actorName",
      to_json(read_at) #>> '{}' as "readAt"
    from plans.plan
    where plan_id = ${planId}
    ${forUpdate ? sql`for update` : sql``}`.execute(db);
  return found.rows[0];
}

export async function listPlans(
  db: Database,
  unitIds: readonly number[],
  limit: number,
): Promise<PlanLine[]> {
  const found = await sql<PlanLine>`
    select p.plan_id as "planId", p.unit_id as "unitId", p.file_name as "fileName",
      p.head ->> 'title' as title, p.head -> 'number' ->> 'value' as number,
      p.head -> 'issuedAt' ->> 'date' as "issuedOn", p.state, p.replaces_id as "replacesId",
      p.actor_name as "actorName", to_json(p.read_at) #>> '{}' as "readAt",
      jsonb_build_object(
        'proposed', count(i.item_no) filter (where i.state = 'proposed'),
        'confirmed', count(i.item_no) filter (where i.state = 'confirmed'),
        'dropped', count(i.item_no) filter (where i.state = 'dropped')
      ) as counts
    from plans.plan p
    left join plans.item i using (plan_id)
    where p.unit_id = any(${unitIds}::int[])
    group by p.plan_id
    order by p.read_at desc, p.plan_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function setHead(db: Database, planId: number, head: PlanHead): Promise<void> {
  await sql`
    update plans.plan
    set head = ${JSON.stringify(head)}::jsonb
    where plan_id = ${planId}`.execute(db);
}

export async function setPlanState(
  db: Database,
  planId: number,
  state: PlanLine['state'],
): Promise<void> {
  await sql`
    update plans.plan
    set state = ${state}
    where plan_id = ${planId}`.execute(db);
}

// ── items ───────────────────────────────────────────────────────────────────────────────────────

/** At most 2,000 by the limits of a text. */
export async function listItems(db: Database, planId: number): Promise<PlanItem[]> {
  const found = await sql<PlanItem>`
    select item_no as "itemNo", kind, line, last_line as "lastLine", body, state, origin,
      from_items as "fromItems", is_changed as "isChanged"
    from plans.item
    where plan_id = ${planId}
    order by item_no`.execute(db);
  return found.rows;
}

export async function putItems(
  db: Database,
  planId: number,
  items: readonly PlanItem[],
): Promise<void> {
  if (items.length === 0) return;
  await sql`
    insert into plans.item
      (plan_id, item_no, kind, line, last_line, body, state, origin, from_items, is_changed)
    select ${planId}, i."itemNo", i.kind, i.line, i."lastLine", i.body, i.state, i.origin,
      i."fromItems", i."isChanged"
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      as i ("itemNo" int, kind text, line int, "lastLine" int, body jsonb, state text, origin text,
        "fromItems" int[], "isChanged" boolean)
    on conflict (plan_id, item_no) do update
    set kind = excluded.kind, line = excluded.line, last_line = excluded.last_line,
      body = excluded.body, state = excluded.state, origin = excluded.origin,
      from_items = excluded.from_items, is_changed = excluded.is_changed`.execute(db);
}

export async function deleteItems(
  db: Database,
  planId: number,
  itemNos: readonly number[],
): Promise<void> {
  await sql`
    delete from plans.item
    where plan_id = ${planId}
      and item_no = any(${itemNos}::int[])`.execute(db);
}

// ── edits ───────────────────────────────────────────────────────────────────────────────────────

/** What an edit found; `head` only where it changed the head. */
export interface EditBefore {
  items: { itemNo: number; item: PlanItem | null }[];
  head?: PlanHead;
}

export interface NewEdit {
  planId: number;
  edits: unknown;
  before: EditBefore;
  undoesId: number | null;
  actorId: string;
  actorName: string;
  editedAt: string;
}

export async function insertEdit(db: Database, edit: NewEdit): Promise<number> {
  const made = await sql<{ editId: number }>`
    insert into plans.edit (plan_id, edits, before, undoes_id, actor_id, actor_name, edited_at)
    values (${edit.planId}, ${JSON.stringify(edit.edits)}::jsonb,
      ${JSON.stringify(edit.before)}::jsonb, ${edit.undoesId}, ${edit.actorId}, ${edit.actorName},
      ${edit.editedAt})
    returning edit_id as "editId"`.execute(db);
  return made.rows[0]?.editId ?? 0;
}

export interface EditRow {
  editId: number;
  before: EditBefore;
  actorName: string;
  editedAt: string;
}

/** The newest edit that neither undoes another nor was undone. */
export async function findUndoable(db: Database, planId: number): Promise<EditRow | undefined> {
  const found = await sql<EditRow>`
    select e.edit_id as "editId", e.before, e.actor_name as "actorName",
      to_json(e.edited_at) #>> '{}' as "editedAt"
    from plans.edit e
    where e.plan_id = ${planId}
      and e.undoes_id is null
      and not exists (
        select from plans.edit undo
        where undo.undoes_id = e.edit_id
      )
    order by e.edit_id desc
    limit 1`.execute(db);
  return found.rows[0];
}
