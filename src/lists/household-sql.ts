/**
 * Households as a list states them: by a code, by the name of the head, or by standing under the head.
 * A code with two heads counts in its village only, and not at all where it has two heads there: some
 * senders number the households of each village, others put something else into that column. Codes of
 * senders differ, so which household of the register is meant is decided by who lives in it.
 * `list_house_row`: rows with their household · `list_house`: households with theirs of the register ·
 * `list_head`: their heads.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { CHANGE_COLUMNS, type Comparing, changeHead } from './compare-sql.ts';
import type { HouseholdRule } from './kinds.ts';

/** Temporary tables of one comparison. `newRows`: rows that become new people. */
export async function openHouses(
  comparing: Comparing,
  rule: HouseholdRule,
  newRows: RawBuilder<unknown>,
): Promise<void> {
  const { db } = comparing;
  for (const table of ['list_house_row', 'list_member_now', 'list_house', 'list_head']) {
    await sql`drop table if exists ${sql.table(`pg_temp.${table}`)}`.execute(db);
  }
  await openHouseRows(comparing, newRows);
  await openMembersNow(comparing);
  await openMatched(comparing);
  await openHeads(comparing, rule);
}

/** Only rows whose household can change: of persons who are here and of whom nothing newer is known. */
async function openHouseRows(
  { db, listId, asOf }: Comparing,
  newRows: RawBuilder<unknown>,
): Promise<void> {
  const day = sql`${sql.lit(asOf)}::date`;
  await sql`
    create temporary table list_house_row on commit drop as
    with said as (
      select r.row_no, r.kind, r.commune_id, r.place_id, r.relation, r.household_code as code,
        kernel.fold(r.head_name) collate "C" as head, r.full_name,
        count(*) filter (where r.relation = 'head') over (order by r.row_no) as run,
        count(*) filter (where r.relation = 'head')
          over (partition by r.commune_id, r.household_code) as heads,
        count(*) filter (where r.relation = 'head')
          over (partition by r.commune_id, r.household_code, r.place_id) as heads_here,
        min(r.place_id) over (partition by r.commune_id, r.household_code)
          = max(r.place_id) over (partition by r.commune_id, r.household_code) as is_one_place
      from lists.row r
      where r.list_id = ${sql.lit(listId)} and r.kind in ('data', 'faulty')
    ), keyed as (
      select row_no, commune_id, place_id, code,
        case when relation is null and kernel.fold(full_name) = head then 'head'
          else relation end as relation,
        case when code is not null and heads <= 1 and (heads = 1 or is_one_place) then 'c' || code
          when code is not null and heads_here <= 1 then 'p' || place_id || '/' || code
          when head is not null then 'n' || place_id || '/' || head
          when relation is not null and run > 0 then 'r' || run end as key
      from said
      where kind = 'data' and commune_id is not null
    )
    select k.row_no, s.person_id, k.commune_id, k.place_id, k.code, k.relation, k.key,
      min(k.row_no) over (partition by k.commune_id, k.key) as house_no
    from keyed k
    left join pg_temp.list_subject s on s.row_no = k.row_no and s.is_main
    where k.key is not null and (
      k.row_no in (${newRows})
      or (s.person_id is not null
        and not exists (
          select from registry.household_member later
          where later.person_id = s.person_id and later.recorded_to is null
            and later.valid_from > ${day})
        and not exists (
          select from registry.residence gone
          where gone.person_id = s.person_id and gone.recorded_to is null
            and gone.kind in ('left', 'died')))
    )`.execute(db);
  // under a head whose row is faulty stands nobody yet: the corrected row brings the household
  await sql`
    delete from pg_temp.list_house_row r
    where r.key like 'r%' and not exists (
      select from pg_temp.list_house_row head
      where head.commune_id = r.commune_id and head.key = r.key and head.relation = 'head'
    )`.execute(db);
  await sql`analyze pg_temp.list_house_row`.execute(db);
}

/** Who lives in which household now, of those the list names. */
async function openMembersNow({ db, asOf }: Comparing): Promise<void> {
  await sql`
    create temporary table list_member_now on commit drop as
    select m.person_id, m.fact_id, m.household_id, m.is_head, m.relation
    from pg_temp.list_house_row r
    join registry.household_member m on m.person_id = r.person_id and ${holds('m', asOf)}`.execute(
    db,
  );
  await sql`analyze pg_temp.list_member_now`.execute(db);
}

/**
 * Each household of the list gets at most one of the register and the other way round: the one with
 * its code, then with the head, then with most of its people. Who lives nowhere yet joins the
 * household of the code in the commune, or that of the head named in the village. Null = a new one.
 */
async function openMatched({ db, asOf }: Comparing): Promise<void> {
  await sql`
    create temporary table list_house on commit drop as
    with vote as (
      select r.house_no, m.household_id, coalesce(bool_or(h.code = r.code), false) as has_code,
        bool_or(m.is_head) as has_head, count(*) as people
      from pg_temp.list_house_row r
      join pg_temp.list_member_now m on m.person_id = r.person_id
      join registry.household h on h.household_id = m.household_id and ${holds('h', asOf)}
      join pg_temp.list_commune c on c.place_id = h.place_id and c.commune_id = r.commune_id
      group by r.house_no, m.household_id
    ), best as (
      select distinct on (house_no) house_no, household_id, has_code, has_head, people
      from vote
      order by house_no, has_code desc, has_head desc, people desc, household_id
    ), winner as (
      select distinct on (household_id) house_no, household_id
      from best
      order by household_id, has_code desc, has_head desc, people desc, house_no
    ), stated as (
      select house_no, min(commune_id) as commune_id, min(code) as code, min(key) as key,
        min(place_id) as place_id
      from pg_temp.list_house_row
      group by house_no
    )
    select s.house_no, s.commune_id, s.place_id, s.code, s.key, w.household_id,
      b.house_no is not null as has_votes
    from stated s
    left join best b on b.house_no = s.house_no
    left join winner w on w.house_no = s.house_no`.execute(db);
  await sql`create unique index on pg_temp.list_house (house_no)`.execute(db);
  await sql`analyze pg_temp.list_house`.execute(db);
  await matchEmpty(
    db,
    'cp',
    sql`
      select s.house_no, min(h.household_id) as household_id
      from empty s
      join registry.household h on h.code = s.code and ${holds('h', asOf)}
      join pg_temp.list_commune at on at.place_id = h.place_id and at.commune_id = s.commune_id
      where s.key like 'c%' or h.place_id = s.place_id
      group by s.house_no`,
  );
  await matchEmpty(
    db,
    'n',
    sql`
      select s.house_no, min(h.household_id) as household_id
      from empty s
      join registry.household h on h.place_id = s.place_id and ${holds('h', asOf)}
      join registry.household_member m on m.household_id = h.household_id and m.is_head
        and ${holds('m', asOf)}
      join registry.person p on p.person_id = m.person_id
      where s.key = 'n' || s.place_id || '/' || kernel.fold(p.full_name)
      group by s.house_no
      having count(*) = 1`,
  );
}

/**
 * Gives households of which nobody is known yet (`empty`) one of the register that no other has.
 * `keys`: how they were told apart.
 */
async function matchEmpty(db: Database, keys: string, found: RawBuilder<unknown>): Promise<void> {
  const empty = sql`
    select house_no, commune_id, place_id, code, key
    from pg_temp.list_house
    where household_id is null and not has_votes and strpos(${sql.lit(keys)}, left(key, 1)) > 0`;
  const some = await sql<{ yes: boolean }>`select exists (${empty}) as yes`.execute(db);
  if (some.rows[0]?.yes !== true) return;
  await sql`
    with empty as materialized (${empty})
    update pg_temp.list_house h
    set household_id = n.household_id
    from (${found}) n
    where h.house_no = n.house_no and not exists (
      select from pg_temp.list_house taken where taken.household_id = n.household_id)`.execute(db);
}

/**
 * Who is head by the list: of several the one the register knows, else the first. The head of the
 * register stays where the list says nothing of him, and where it moves nobody.
 */
async function openHeads({ db, asOf }: Comparing, rule: HouseholdRule): Promise<void> {
  await sql`
    create temporary table list_head on commit drop as
    with known as (
      select h.house_no, m.person_id
      from pg_temp.list_house h
      join registry.household_member m on m.household_id = h.household_id and m.is_head
        and ${holds('m', asOf)}
    ), stated as (
      select distinct on (r.house_no) r.house_no, r.row_no
      from pg_temp.list_house_row r
      left join known k on k.house_no = r.house_no
      where r.relation = 'head'
      order by r.house_no, r.person_id is not distinct from k.person_id desc, r.row_no
    ), restated as (
      select distinct person_id
      from pg_temp.list_house_row
      where person_id is not null
    )
    select h.house_no, h.household_id, h.code, k.person_id as known_head_id,
      stated.row_no as head_row_no, k.person_id is not null
        and (${rule === 'joins'} or restated.person_id is null) as head_stays
    from pg_temp.list_house h
    left join known k on k.house_no = h.house_no
    left join restated on restated.person_id = k.person_id
    left join stated on stated.house_no = h.house_no`.execute(db);
  await sql`analyze pg_temp.list_head`.execute(db);
}

function holds(alias: string, asOf: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const day = sql`${sql.lit(asOf)}::date`;
  return sql`${column('recorded_to')} is null and ${column('valid_from')} <= ${day}
    and (${column('valid_to')} is null or ${day} < ${column('valid_to')})`;
}

/**
 * Rows as members: `[house_no, household_id, is_head, relation]`; `m` is what the register says now.
 * Without a word about the head, who is head stays so.
 */
export const MEMBERS = sql`
  select r.row_no, r.person_id, r.commune_id, r.house_no, h.household_id, h.code, role.is_head,
    case when role.is_head then 'head'
      when r.relation is not null and r.relation <> 'head' then r.relation
      when m.household_id = h.household_id and not m.is_head then m.relation
      else 'otherRelative' end as relation,
    r.relation as stated, r.row_no = h.head_row_no and h.head_stays
      and r.person_id is distinct from h.known_head_id as is_refused,
    m.fact_id, m.household_id as old_household_id, m.is_head as was_head,
    m.relation as old_relation
  from pg_temp.list_house_row r
  join pg_temp.list_head h on h.house_no = r.house_no
  left join pg_temp.list_member_now m on m.person_id = r.person_id
  cross join lateral (
    select case
      when h.head_row_no is not null
        then r.row_no = h.head_row_no and (not h.head_stays or r.person_id = h.known_head_id)
      else coalesce(m.household_id = h.household_id and m.is_head and r.relation is null, false)
    end as is_head
  ) role`;

/**
 * Known people join, move and change their relation; `joins` leaves everybody in the household he is
 * in. Where the register has a head who is not on the list, another head is a contradiction.
 */
export async function insertHouseholds(comparing: Comparing, rule: HouseholdRule): Promise<void> {
  const { db, asOf } = comparing;
  const isElsewhere = sql`a.old_household_id is distinct from a.household_id`;
  const changes =
    rule === 'joins'
      ? sql`a.fact_id is null`
      : sql`(${isElsewhere} or a.household_id is null or a.is_head <> a.was_head
          or (a.stated is not null and a.relation <> a.old_relation))`;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, a.row_no, a.person_id, 'changed', 'household_member',
      a.commune_id, ${asOf}::date, null::date,
      array[a.house_no::text, a.household_id::text, a.is_head::text, a.relation],
      case when a.fact_id is not null then array[a.fact_id] end,
      case when ${isElsewhere} or a.household_id is null then jsonb_build_array(
          jsonb_build_object('field', 'householdCode', 'before', old.code,
            'after', ${nameOf(comparing)})) else '[]'::jsonb end
        || jsonb_build_array(jsonb_build_object('field', 'relation', 'before', a.old_relation,
          'after', a.relation)), null
    from (${MEMBERS}) a
    left join lateral (
      select coalesce(h.code, '#' || h.household_id) as code
      from registry.household h
      where h.household_id = a.old_household_id and ${holds('h', asOf)}
      limit 1
    ) old on true
    where a.person_id is not null and ${changes}
    order by a.row_no`.execute(db);
  if (rule === 'joins') return;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, a.row_no, a.person_id, 'conflict', 'household_member',
      a.commune_id, ${asOf}::date, null::date, null::text[], null::bigint[],
      jsonb_build_array(jsonb_build_object('field', 'relation', 'before', a.old_relation,
        'after', 'head')), 'headTaken'
    from (${MEMBERS}) a
    where a.person_id is not null and a.is_refused
    order by a.row_no`.execute(db);
}

/** A household by its code in the register; a new one by that of the list, else by its head. */
function nameOf({ listId }: Comparing): RawBuilder<unknown> {
  return sql`coalesce((
    select known.code from registry.household known
    where known.household_id = a.household_id and known.recorded_to is null
      and known.code is not null
    order by known.valid_from desc
    limit 1
  ), '#' || a.household_id, a.code, (
    select head.full_name
    from pg_temp.list_head h
    join lists.row head on head.list_id = ${listId} and head.row_no = h.head_row_no
    where h.house_no = a.house_no
  ))`;
}
