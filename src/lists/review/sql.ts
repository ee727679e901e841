/** Statements that write items: raising, what a list takes in. Reads stand in sql-read.ts. */
import { sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import { copyIn } from '../../stores/copy.ts';
import type { Database } from '../../stores/database.ts';
import type { Decision, Raised, ReviewKind } from './types.ts';

// ── raising ─────────────────────────────────────────────────────────────────────────────────────

const RAISED_COLUMNS = [
  'kind',
  'matter',
  'place_id',
  'person_id',
  'other_person_id',
  'list_id',
  'list_row',
  'score',
  'agreement',
  'evidence',
  'due_days',
  'returns_after',
] as const;

/** In the order of `RAISED_COLUMNS`; objects as JSON text. */
export type RaisedLine = readonly (string | number | null)[];

/** A table for what is raised in this transaction: lists and detectors fill it, `mergeRaised` reads. */
export async function openRaised(db: Database): Promise<void> {
  await sql`drop table if exists pg_temp.review_raised`.execute(db);
  await sql`
    create temporary table review_raised (
      kind text collate "C" not null,
      matter text collate "C" not null,
      place_id int not null,
      person_id bigint,
      other_person_id bigint,
      list_id bigint,
      list_row int,
      score real,
      agreement jsonb not null,
      evidence jsonb not null,
      due_days int not null,
      returns_after int
    ) on commit drop`.execute(db);
}

export async function copyRaised(db: Database, lines: Iterable<RaisedLine>): Promise<void> {
  await copyIn(db, 'pg_temp.review_raised', RAISED_COLUMNS, lines);
}

/**
 * New matters become open items; what was withdrawn, or accepted and is still so after the days of
 * its kind, is opened again; an open one gets the newer evidence; a decided one stays as it was decided.
 */
export async function mergeRaised(
  db: Database,
  on: { now: string; today: IsoDate },
): Promise<Raised> {
  await sql`
    delete from pg_temp.review_raised a
    using pg_temp.review_raised b
    where a.kind = b.kind and a.matter = b.matter and a.ctid < b.ctid`.execute(db);
  const counted = await sql<Raised>`
    select count(*) filter (
        where i.item_id is null or i.state = 'withdrawn' or ${comesBack(on.now)})
        as opened,
      count(*) filter (where i.state in ('open', 'later')) as waiting,
      count(*) filter (where i.state = 'decided' and not ${comesBack(on.now)}) as decided
    from pg_temp.review_raised r
    left join review.item i on i.kind = r.kind and i.matter = r.matter`.execute(db);
  await reopen(db, on);
  await keepStruck(db);
  await sql`
    insert into review.item as i (kind, matter, place_id, person_id, other_person_id, list_id,
      list_row, score, agreement, evidence, raised_at, opened_at, due_on)
    select kind, matter, place_id, person_id, other_person_id, list_id, list_row, score, agreement,
      evidence, ${on.now}, ${on.now}, ${on.today}::date + due_days
    from pg_temp.review_raised
    order by kind, matter
    on conflict (kind, matter) do update
    set place_id = excluded.place_id, person_id = excluded.person_id,
      other_person_id = excluded.other_person_id,
      list_id = coalesce(excluded.list_id, i.list_id),
      list_row = coalesce(excluded.list_row, i.list_row),
      score = ${newer('score')}, agreement = ${newer('agreement')}, evidence = ${newer('evidence')}
    where (i.place_id, i.person_id, i.other_person_id, i.list_id, i.list_row, i.evidence)
      is distinct from (excluded.place_id, excluded.person_id, excluded.other_person_id,
        coalesce(excluded.list_id, i.list_id), coalesce(excluded.list_row, i.list_row),
        ${newer('evidence')})`.execute(db);
  return counted.rows[0] ?? { opened: 0, waiting: 0, decided: 0 };
}

function newer(column: 'score' | 'agreement' | 'evidence') {
  const [known, raised] = [sql.ref(`i.${column}`), sql.ref(`excluded.${column}`)];
  return sql`case when i.state = 'decided' then ${known} else ${raised} end`;
}

function comesBack(now: string) {
  return sql`(i.state = 'decided' and i.decision = 'accept' and r.returns_after is not null
    and i.decided_at < ${now}::timestamptz - make_interval(days => r.returns_after))`;
}

async function reopen(db: Database, on: { now: string; today: IsoDate }): Promise<void> {
  await sql`
    update review.item i
    set state = 'open', decision = null, decided_person_id = null, decided_at = null,
      decided_by = null, reason = null, act_id = null, answer = null, opened_at = ${on.now},
      due_on = ${on.today}::date + r.due_days
    from pg_temp.review_raised r
    where i.kind = r.kind and i.matter = r.matter
      and (i.state = 'withdrawn' or ${comesBack(on.now)})`.execute(db);
}

/** Who was struck out is not asked again: the next one is the best. */
async function keepStruck(db: Database): Promise<void> {
  await sql`
    update pg_temp.review_raised r
    set evidence = r.evidence || jsonb_build_object('struck', n.struck, 'candidates', n.candidates),
      person_id = (n.candidates #>> '{0,personId}')::bigint,
      score = (n.candidates #>> '{0,bits}')::real
    from (
      select i.kind, i.matter, i.evidence -> 'struck' as struck, (
          select coalesce(jsonb_agg(c.one order by c.at), '[]')
          from jsonb_array_elements(o.evidence -> 'candidates') with ordinality as c (one, at)
          where not i.evidence -> 'struck' @> jsonb_build_array(
            jsonb_build_object('personId', c.one -> 'personId'))
        ) as candidates
      from pg_temp.review_raised o
      join review.item i on i.kind = o.kind and i.matter = o.matter
        and i.evidence #> '{struck,0}' is not null
      where o.kind = 'doubtfulMatch'
    ) n
    where r.kind = n.kind and r.matter = n.matter`.execute(db);
}

export interface ItemOfRow {
  itemId: number;
  listId: number | null;
  listRow: number | null;
}

/** Items that have taught linkage something and now come with a row of another list. */
export async function listMovingLessons(db: Database): Promise<ItemOfRow[]> {
  const found = await sql<ItemOfRow>`
    select distinct i.item_id as "itemId", i.list_id as "listId", i.list_row as "listRow"
    from pg_temp.review_raised r
    join review.item i on i.kind = r.kind and i.matter = r.matter
      and (i.state = 'decided' or i.evidence #> '{struck,0}' is not null)
    where i.list_id is not null and (r.list_id, r.list_row) <> (i.list_id, i.list_row)
    order by i.item_id`.execute(db);
  return found.rows;
}

/** Joins the items of one matter in two places; pairs of `[kind, matter]`. */
export async function linkCounterparts(
  db: Database,
  pairs: readonly (readonly [kind: string, matter: string, otherKind: string, other: string])[],
): Promise<void> {
  const column = (at: 0 | 1 | 2 | 3): string[] => pairs.map((pair) => pair[at]);
  await sql`
    update review.item i
    set counterpart_id = other.item_id
    from unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[],
      ${column(3)}::text[]) as n (kind, matter, other_kind, other_matter)
    join review.item other on other.kind = n.other_kind and other.matter = n.other_matter
    where i.kind = n.kind and i.matter = n.matter
      and i.counterpart_id is distinct from other.item_id`.execute(db);
}

/** Open items of these matters are gone without a decision; answers how many were. */
export async function withdrawOfList(db: Database, listId: number): Promise<number> {
  const done = await sql`
    update review.item
    set state = 'withdrawn', later_until = null
    where list_id = ${listId} and state in ('open', 'later')`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

// ── what a list takes in ────────────────────────────────────────────────────────────────────────

export interface ListItemRow {
  itemId: number;
  kind: ReviewKind;
  matter: string;
  listRow: number;
  decision: Exclude<Decision, 'later'> | null;
  decidedPersonId: number | null;
}

export async function listItemsOfList(db: Database, listId: number): Promise<ListItemRow[]> {
  const found = await sql<ListItemRow>`
    select item_id as "itemId", kind, matter, list_row as "listRow", decision,
      decided_person_id as "decidedPersonId"
    from review.item
    where list_id = ${listId} and state <> 'withdrawn'
    order by list_row, item_id`.execute(db);
  return found.rows;
}

/**
 * Decisions on the same rows of the sender's other lists go to this list where linkage gave a row to
 * somebody else than was decided, or to one whom the row was decided not to be. Answers where they were.
 */
export async function claimDecided(db: Database, listId: number): Promise<ItemOfRow[]> {
  const claimed = await sql<ItemOfRow>`
    update review.item i
    set list_id = ${listId}, list_row = n.row_no
    from (
      select distinct on (d.item_id) d.item_id, d.list_id, d.list_row, r.row_no
      from lists.list own
      join lists.list other on other.sender_id = own.sender_id and other.kind = own.kind
        and other.list_id <> own.list_id
      join review.item d on d.list_id = other.list_id and d.kind = 'doubtfulMatch'
        and d.state = 'decided'
      join lists.row o on o.list_id = d.list_id and o.row_no = d.list_row
      join lists.row r on r.list_id = own.list_id and r.kind = 'data'
        and r.full_name = o.full_name
        and (r.birth_date, r.national_id, r.social_insurance_number, r.place_id)
          is not distinct from
          (o.birth_date, o.national_id, o.social_insurance_number, o.place_id)
      join linkage.link l on l.list_id = r.list_id and l.row_number = r.row_no
        and l.outcome = 'linked'
      cross join lateral (
        select jsonb_build_array(jsonb_build_object('personId', l.person_id)) as linked
      ) who
      where own.list_id = ${listId} and case d.decision
          when 'accept' then l.person_id <> d.decided_person_id
          else d.evidence -> 'candidates' @> who.linked or d.evidence -> 'struck' @> who.linked
        end
      order by d.item_id, r.row_no
    ) n
    where i.item_id = n.item_id
    returning i.item_id as "itemId", n.list_id as "listId", n.list_row as "listRow"`.execute(db);
  return claimed.rows;
}

/** Decisions on a list that an entry of the register took in; they stand as long as the entry. */
export async function markItemsApplied(
  db: Database,
  listId: number,
  entryId: number,
): Promise<void> {
  await sql`
    update review.item
    set applied_entry_ids = applied_entry_ids || ${entryId}::bigint
    where (list_id = ${listId} or item_id in (
        select item_id from lists.decided where list_id = ${listId}))
      and state = 'decided'`.execute(db);
}

export async function releaseItems(db: Database, entryId: number): Promise<void> {
  await sql`
    update review.item
    set applied_entry_ids = array_remove(applied_entry_ids, ${entryId}::bigint)
    where ${entryId}::bigint = any(applied_entry_ids)`.execute(db);
}

/**
 * Items that came with a list which is taken back go to the row of the newest list that still stands
 * by their decision. Answers where they were.
 */
export async function returnItems(db: Database, listId: number): Promise<ItemOfRow[]> {
  const returned = await sql<ItemOfRow>`
    update review.item i
    set list_id = n.list_id, list_row = n.row_no
    from (
      select distinct on (own.item_id) own.item_id, own.list_row as old_row, d.list_id, d.row_no
      from review.item own
      join lists.decided d on d.item_id = own.item_id and d.list_id <> own.list_id
      join lists.list l on l.list_id = d.list_id and l.state = 'committed'
      where own.list_id = ${listId} and own.state = 'decided'
      order by own.item_id, d.list_id desc
    ) n
    where i.item_id = n.item_id
    returning i.item_id as "itemId", ${listId}::bigint as "listId", n.old_row as "listRow"`.execute(
    db,
  );
  return returned.rows;
}

/** The items of these numbers, wherever they are now: which of a list's rows is told beside. */
export async function listItemsById(
  db: Database,
  itemIds: readonly number[],
): Promise<ListItemRow[]> {
  const found = await sql<ListItemRow>`
    select item_id as "itemId", kind, matter, list_row as "listRow", decision,
      decided_person_id as "decidedPersonId"
    from review.item
    where item_id = any(${itemIds}::bigint[]) and state <> 'withdrawn'
    order by item_id
    limit ${Math.max(1, itemIds.length)}`.execute(db);
  return found.rows;
}
