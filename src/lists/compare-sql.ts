/**
 * The difference in the database, set by set: who the rows are, what is new, who is missing, counts.
 * Temporary tables live as long as the transaction. What single facts become has its own file.
 */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { Status } from '../registry/types.ts';
import { ANALYZE_ROWS_MIN } from './sql.ts';

/** What the statements of one comparison share. */
export interface Comparing {
  db: Database;
  listId: number;
  asOf: IsoDate;
  /** the day whose tree says in which commune a place lies now */
  day: IsoDate;
  source: string;
}

/** Link of a row: what somebody decided goes before what linkage found. */
export const LINKS = sql`(
  select l.list_id, l.row_number as row_no, coalesce(d.outcome, l.outcome) as outcome,
    case when d.row_no is null then l.person_id else d.person_id end as person_id,
    l.second_person_id, case when d.row_no is null then l.duplicate_of_row end as duplicate_of_row,
    l.score_centibits, l.margin_centibits, l.name_weight_centibits, l.rule, l.levels,
    case when d.row_no is null then l.reason_code else 'decided' end as reason_code,
    l.model_version, d.item_id
  from linkage.link l
  left join lists.decided d on d.list_id = l.list_id and d.row_no = l.row_number
)`;

/** `list_scope`: places of the list's unit · `list_commune`: commune of today of every place. */
export async function openPlaces(
  { db, day }: Comparing,
  scope: { path: string; on: IsoDate },
): Promise<void> {
  for (const table of ['list_scope', 'list_commune']) {
    await sql`drop table if exists ${sql.table(`pg_temp.${table}`)}`.execute(db);
  }
  await sql`
    create temporary table list_scope on commit drop as
    select place_id
    from units.placement
    where path <@ ${sql.lit(scope.path)}::ltree and certain
      and valid_from <= ${sql.lit(scope.on)}::date
      and (valid_to is null or ${sql.lit(scope.on)}::date < valid_to)`.execute(db);
  await sql`create unique index on pg_temp.list_scope (place_id)`.execute(db);
  await sql`
    create temporary table list_commune on commit drop as
    select p.place_id, max(c.unit_id) as commune_id
    from units.placement p
    join units.unit_version c on c.level = 'commune' and c.valid_from <= ${sql.lit(day)}::date
      and (c.valid_to is null or ${sql.lit(day)}::date < c.valid_to)
      and c.unit_id in (substr(subpath(p.path, -1, 1)::text, 2)::int,
        substr(subpath(p.path, greatest(-2, -nlevel(p.path)), 1)::text, 2)::int)
    where p.certain and p.valid_from <= ${sql.lit(day)}::date
      and (p.valid_to is null or ${sql.lit(day)}::date < p.valid_to)
    group by p.place_id`.execute(db);
  await sql`create unique index on pg_temp.list_commune (place_id)`.execute(db);
  for (const table of ['list_scope', 'list_commune']) {
    await sql`analyze ${sql.table(`pg_temp.${table}`)}`.execute(db);
  }
}

/**
 * Places; `list_subject`: rows that are somebody who lives in the list's unit (or nowhere known), the
 * first row of each person apart; `list_outsider`: rows that are somebody who lives elsewhere.
 */
export async function openComparison(
  comparing: Comparing,
  scope: { path: string; on: IsoDate },
): Promise<void> {
  const { db, listId } = comparing;
  await openPlaces(comparing, scope);
  for (const table of ['list_subject', 'list_outsider']) {
    await sql`drop table if exists ${sql.table(`pg_temp.${table}`)}`.execute(db);
  }
  await sql`
    create temporary table list_subject on commit drop as
    select k.row_no, k.person_id,
      row_number() over (partition by k.person_id order by k.is_copy, k.row_no) = 1 as is_main,
      p.place_id is null or scope.place_id is not null as is_inside
    from (
      select row_no, person_id, false as is_copy
      from ${LINKS} l
      where l.list_id = ${sql.lit(listId)} and l.outcome = 'linked'
      union all
      select l.row_no, o.person_id, true
      from ${LINKS} l
      join ${LINKS} o on o.list_id = l.list_id and o.row_no = l.duplicate_of_row
        and o.outcome = 'linked'
      where l.list_id = ${sql.lit(listId)} and l.outcome = 'duplicate'
    ) k
    left join registry.person p on p.person_id = k.person_id
    left join pg_temp.list_scope scope on scope.place_id = p.place_id`.execute(db);
  await sql`
    create temporary table list_outsider on commit drop as
    select row_no, person_id from pg_temp.list_subject where is_main and not is_inside`.execute(db);
  await sql`delete from pg_temp.list_subject where not is_inside`.execute(db);
  await sql`create index on pg_temp.list_subject (person_id)`.execute(db);
  await sql`analyze pg_temp.list_subject`.execute(db);
  await sql`create temporary sequence if not exists list_change_no`.execute(db);
  await sql`alter sequence pg_temp.list_change_no restart`.execute(db);
  await sql`delete from lists.change where list_id = ${listId}`.execute(db);
}

export async function closeComparison({ db, listId }: Comparing): Promise<void> {
  await sql`drop sequence pg_temp.list_change_no`.execute(db);
  const made = await sql<{ n: number }>`
    select count(*) as n from lists.change where list_id = ${listId}`.execute(db);
  if ((made.rows[0]?.n ?? 0) < ANALYZE_ROWS_MIN) return;
  // what is only shown has no say in plans, and wide values are slow to look through
  await sql`analyze lists.change (list_id, row_no, person_id, kind, fact)`.execute(db);
}

/** Columns every insert into lists.change begins with. */
export function changeHead(comparing: Comparing): RawBuilder<unknown> {
  return sql`${sql.lit(comparing.listId)}::bigint, nextval('pg_temp.list_change_no')::int`;
}

export const CHANGE_COLUMNS = sql`
  list_id, change_no, row_no, person_id, kind, fact, commune_id, valid_from, valid_to, values, ends,
  fields, reason`;

/** Numbers of the rows that become new people: of lists that add them, else where somebody said so. */
export function newRows(listId: number, everybody: boolean): RawBuilder<unknown> {
  return sql`
    select r.row_no
    from lists.row r
    join ${LINKS} l on l.list_id = r.list_id and l.row_no = r.row_no
    where r.list_id = ${sql.lit(listId)} and r.kind = 'data' and l.outcome = 'new'
      and coalesce(r.section, '') <> 'decrease'
      and (${sql.lit(everybody)} or l.item_id is not null)`;
}

/** @param members rows with the household they join (`MEMBERS`); null = of no household */
export async function insertNewPeople(
  comparing: Comparing,
  rows: RawBuilder<unknown>,
  members: RawBuilder<unknown> | null,
): Promise<void> {
  const { db, listId, asOf } = comparing;
  const joined = members
    ? sql`left join (${members}) a on a.row_no = r.row_no`
    : sql`cross join (select null::int as house_no, null::bigint as household_id,
        null::boolean as is_head, null as relation) a`;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, r.row_no, null, 'new', 'person_version', r.commune_id,
      ${asOf}::date, null::date,
      case when a.house_no is not null
        then array[a.house_no::text, a.household_id::text, a.is_head::text, a.relation] end,
      null::bigint[], null::jsonb, null
    from lists.row r
    ${joined}
    where r.list_id = ${listId} and r.row_no in (${rows})
    order by r.row_no`.execute(db);
}

// ── who is missing ──────────────────────────────────────────────────────────────────────────────

/** Nobody of the list, and nobody a doubtful row may be. */
const MISSING = (listId: number): RawBuilder<unknown> => sql`
  not exists (select from pg_temp.list_subject s where s.person_id = p.person_id)
  and not exists (select from pg_temp.list_outsider s where s.person_id = p.person_id)
  and not exists (
    select from linkage.link l
    where l.list_id = ${listId} and l.outcome = 'review'
      and p.person_id in (l.person_id, l.second_person_id)
  )`;

/** Residents of the unit on the day of the list whom it does not name. */
export async function insertMissingResidents(comparing: Comparing): Promise<void> {
  const { db, listId, asOf } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, null, p.person_id, 'vanished', 'residence', c.commune_id,
      ${asOf}::date, null::date, null::text[], null::bigint[], null::jsonb, 'missing'
    from registry.person p
    join pg_temp.list_scope scope on scope.place_id = p.place_id
    left join pg_temp.list_commune c on c.place_id = p.place_id
    where exists (
        select from registry.residence f
        where f.person_id = p.person_id and f.recorded_to is null
          and f.kind not in ('left', 'died') and f.valid_from <= ${asOf}
          and (f.valid_to is null or ${asOf} < f.valid_to)
      )
      and not exists (
        select from registry.residence f
        where f.person_id = p.person_id and f.recorded_to is null and f.kind in ('left', 'died')
      )
      and ${MISSING(listId)}
    order by p.person_id`.execute(db);
}

/** Who has the status on the day of the list and is not on it: it ends that day. */
export async function insertEndedStatuses(comparing: Comparing, status: Status): Promise<void> {
  const { db, listId, asOf } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, null, p.person_id, 'vanished', 'status', c.commune_id,
      ${asOf}::date, null::date, null::text[], array[f.fact_id],
      jsonb_build_array(jsonb_build_object('field', 'validTo', 'before', f.valid_to,
        'after', ${asOf}::date)), 'notOnList'
    from registry.status f
    join registry.person p on p.person_id = f.person_id
    join pg_temp.list_scope scope on scope.place_id = p.place_id
    left join pg_temp.list_commune c on c.place_id = p.place_id
    where f.recorded_to is null and f.status = ${status} and f.valid_from <= ${asOf}
      and (f.valid_to is null or ${asOf} < f.valid_to)
      and ${MISSING(listId)}
    order by p.person_id`.execute(db);
}

/**
 * Cards of the own province that hold on the day of the list and are not on it: of who is missing,
 * and other categories of who is named.
 */
export async function insertEndedCards(comparing: Comparing): Promise<void> {
  const { db, listId, asOf } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, s.row_no, p.person_id, 'vanished', 'participation',
      c.commune_id, ${asOf}::date, null::date, null::text[], array[f.fact_id],
      jsonb_build_array(jsonb_build_object('field', 'category', 'before', f.category, 'after', null),
        jsonb_build_object('field', 'validTo', 'before', f.valid_to, 'after', ${asOf}::date)),
      case when s.row_no is null then 'notOnList' else 'otherCategory' end
    from registry.participation f
    join registry.person p on p.person_id = f.person_id
    join pg_temp.list_scope scope on scope.place_id = p.place_id
    left join pg_temp.list_commune c on c.place_id = p.place_id
    left join pg_temp.list_subject s on s.person_id = p.person_id and s.is_main
    where f.recorded_to is null and f.issuer = 'own' and f.valid_from <= ${asOf}
      and (f.valid_to is null or ${asOf} < f.valid_to)
      and case
        when s.row_no is null then ${MISSING(listId)}
        else not exists (
          select from pg_temp.list_subject o
          join lists.row r on r.list_id = ${listId} and r.row_no = o.row_no
          where o.person_id = p.person_id and r.category = f.category
        )
      end
    order by p.person_id`.execute(db);
}

/** For a list that says nothing by absence: who was on the sender's list before and is not on this one. */
export async function insertGoneSinceLast(
  comparing: Comparing,
  previousListId: number,
): Promise<void> {
  const { db, listId } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, null, p.person_id, 'vanished', 'residence', c.commune_id,
      null::date, null::date, null::text[], null::bigint[], null::jsonb, 'notSinceLast'
    from (
      select distinct l.person_id
      from ${LINKS} l
      where l.list_id = ${previousListId} and l.outcome = 'linked'
    ) p
    left join registry.person known on known.person_id = p.person_id
    left join pg_temp.list_commune c on c.place_id = known.place_id
    where ${MISSING(listId)}
    order by p.person_id`.execute(db);
}

/** Rows that are somebody who lives outside the list's unit: nothing of him is changed from here. */
export async function insertOutsiders(comparing: Comparing): Promise<void> {
  const { db, listId } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, o.row_no, o.person_id, 'conflict', 'residence', r.commune_id,
      null::date, null::date, null::text[], null::bigint[], null::jsonb, 'otherPlace'
    from pg_temp.list_outsider o
    join lists.row r on r.list_id = ${listId} and r.row_no = o.row_no
    order by o.row_no`.execute(db);
}

/** The sender's last list of the kind that stands in the register, and is older than this one. */
export async function findPreviousList(
  db: Database,
  list: { listId: number; senderId: number; kind: string; unitId: number },
): Promise<number | undefined> {
  const found = await sql<{ listId: number }>`
    select list_id as "listId"
    from lists.list
    where sender_id = ${list.senderId} and kind = ${list.kind} and unit_id = ${list.unitId}
      and state = 'committed' and list_id <> ${list.listId}
    order by as_of desc, list_id desc
    limit 1`.execute(db);
  return found.rows[0]?.listId;
}

/** People of the unit who have on the day of the list what its absence would end. */
export async function countHolders(
  { db, asOf }: Comparing,
  status: Status | null,
): Promise<number> {
  const facts = status
    ? sql`registry.status f where f.status = ${status}`
    : sql`registry.participation f where f.issuer = 'own'`;
  const found = await sql<{ people: number }>`
    select count(distinct p.person_id)::int as people
    from registry.person p
    join pg_temp.list_scope scope on scope.place_id = p.place_id
    where p.person_id in (
      select f.person_id from ${facts} and f.recorded_to is null and f.valid_from <= ${asOf}
        and (f.valid_to is null or ${asOf} < f.valid_to)
    )`.execute(db);
  return found.rows[0]?.people ?? 0;
}

/** Persons on the sender's last full list of the kind that stands in the register. */
export async function countLastRows(
  db: Database,
  list: { listId: number; senderId: number; kind: string; unitId: number },
): Promise<number> {
  const found = await sql<{ rows: number }>`
    select coalesce((counts ->> 'data')::int, 0) as rows
    from lists.list
    where sender_id = ${list.senderId} and kind = ${list.kind} and unit_id = ${list.unitId}
      and is_full and state = 'committed' and list_id <> ${list.listId}
    order by as_of desc, list_id desc
    limit 1`.execute(db);
  return found.rows[0]?.rows ?? 0;
}

// ── counts ──────────────────────────────────────────────────────────────────────────────────────

export interface DifferenceCounts {
  linked: number;
  unknown: number;
  review: number;
  duplicate: number;
  leftOut: number;
  new: number;
  changed: number;
  same: number;
  vanished: number;
  conflict: number;
}

/** Class of each row that means somebody, the strongest of its changes; `same` = nothing changes. */
export function rowClasses(listId: number): RawBuilder<unknown> {
  return sql`
    select l.row_no, l.outcome, l.item_id,
      case
        when l.outcome not in ('linked', 'new') then null
        when c.is_new then 'new'
        when c.is_changed then 'changed'
        when c.has_conflict then 'conflict'
        when l.outcome = 'linked' then 'same'
      end as class,
      coalesce(c.has_conflict, false) as has_conflict
    from ${LINKS} l
    left join (
      select row_no, bool_or(kind = 'new') as is_new, bool_or(kind = 'changed') as is_changed,
        bool_or(kind = 'conflict') as has_conflict
      from lists.change
      where list_id = ${listId} and kind <> 'vanished'
      group by row_no
    ) c on c.row_no = l.row_no
    where l.list_id = ${listId}`;
}

export async function countDifference(db: Database, listId: number): Promise<DifferenceCounts> {
  const found = await sql<DifferenceCounts>`
    select count(*) filter (where outcome = 'linked')::int as linked,
      count(*) filter (where outcome = 'new')::int as unknown,
      count(*) filter (where outcome = 'review')::int as review,
      count(*) filter (where outcome = 'duplicate')::int as duplicate,
      count(*) filter (where outcome = 'leftOut')::int as "leftOut",
      count(*) filter (where class = 'new')::int as new,
      count(*) filter (where class = 'changed')::int as changed,
      count(*) filter (where class = 'same')::int as same,
      count(*) filter (where has_conflict)::int as conflict,
      (select count(distinct person_id) from lists.change
        where list_id = ${listId} and kind = 'vanished')::int as vanished
    from (${rowClasses(listId)}) classed`.execute(db);
  const none = { linked: 0, unknown: 0, review: 0, duplicate: 0, leftOut: 0, new: 0, changed: 0 };
  return found.rows[0] ?? { ...none, same: 0, vanished: 0, conflict: 0 };
}
