/**
 * The counts, counted a second time by another way: everything here is done in SQL from the facts
 * known now and shares no code with `timeline.ts` and `sums.ts`. Temporary tables, one snapshot.
 */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { COUNTED_FROM, COUNTED_TO, FIRST_YEAR, LAST_YEAR } from './days.ts';

export interface RankRow {
  category: string;
  /** days since 1970-01-01; to: null = open */
  from: number;
  to: number | null;
  rank: number;
}

export type DifferenceTable = 'flow' | 'count' | 'place';

export interface DifferenceRow {
  table_name: DifferenceTable;
  layer: number | null;
  place_id: number;
  place_name: string | null;
  grain: number | null;
  start: string | null;
  from_signature: string | null;
  signature: string | null;
  expected: number;
  found: number;
}

export async function findLastEntry(db: Database): Promise<number> {
  const found = await sql<{ id: number }>`
    select coalesce(max(entry_id), 0) as id from registry.entry`.execute(db);
  return found.rows[0]?.id ?? 0;
}

/** Removes the temporary tables, for a second look in the same transaction. */
export async function dropRecount(db: Database): Promise<void> {
  await sql`
    drop table if exists recount_rank, recount_card, recount_home, recount_span, recount_lived,
      recount_state, recount_flow, recount_year, recount_signature, recount_difference`.execute(db);
}

export async function listFactCategories(db: Database): Promise<string[]> {
  const found = await sql<{ category: string }>`
    select distinct category
    from registry.participation
    where recorded_to is null
    order by category`.execute(db);
  return found.rows.map((row) => row.category);
}

/** Makes the temporary tables `recount_*`; the caller's transaction is read-only but for them. */
export async function recount(db: Database, ranks: readonly RankRow[]): Promise<void> {
  await sql`select set_config('work_mem', '192MB', true),
                   set_config('enable_nestloop', 'off', true)`.execute(db);
  await makeCards(db, ranks);
  await makeSpans(db);
  await makeStates(db);
  await makeFlows(db);
  await makeYears(db);
}

/** Cards cut where the law changes its order, each piece with its rank there. */
async function makeCards(db: Database, ranks: readonly RankRow[]): Promise<void> {
  await sql`
    create temp table recount_rank on commit drop as
    select category, date '1970-01-01' + from_day as valid_from,
           date '1970-01-01' + to_day as valid_to, rank
    from unnest(
      ${ranks.map((row) => row.category)}::text[], ${ranks.map((row) => row.from)}::int[],
      ${ranks.map((row) => row.to)}::int[], ${ranks.map((row) => row.rank)}::int[]
    ) as item (category, from_day, to_day, rank)`.execute(db);
  await sql`
    create temp table recount_card on commit drop as
    select p.person_id, greatest(p.valid_from, r.valid_from) as valid_from,
           nullif(least(coalesce(p.valid_to, 'infinity'), coalesce(r.valid_to, 'infinity')),
                  'infinity') as valid_to,
           p.issuer, to_char(r.rank, 'FM00000') || p.category as ranked
    from registry.participation p
    join recount_rank r on r.category = p.category collate "C"
      and r.valid_from < coalesce(p.valid_to, 'infinity')
      and p.valid_from < coalesce(r.valid_to, 'infinity')
    where p.recorded_to is null`.execute(db);
  await sql`analyze recount_card`.execute(db);
}

/** The days of each person between two changes of any kind. */
async function makeSpans(db: Database): Promise<void> {
  await sql`
    create temp table recount_home on commit drop as
    select person_id, valid_from, valid_to, place_id,
           case kind when 'temporary' then 1 when 'permanent' then 2 when 'away' then 3 else 0 end
             as weight
    from registry.residence
    where recorded_to is null`.execute(db);
  await sql`analyze recount_home`.execute(db);
  await sql`
    create temp table recount_span on commit drop as
    with cut as (
      select person_id, valid_from as day from recount_home
      union
      select person_id, valid_to from recount_home where valid_to is not null
      union
      select person_id, valid_from from recount_card
      union
      select person_id, valid_to from recount_card where valid_to is not null
    )
    select person_id, day,
           lead(day) over (partition by person_id order by day) as next_day
    from cut`.execute(db);
  await sql`analyze recount_span`.execute(db);
}

/** Place and cards of every span; no row where the person counts nowhere. */
async function makeStates(db: Database): Promise<void> {
  await sql`
    create temp table recount_lived on commit drop as
    select s.person_id, s.day, s.next_day, min(h.weight) as weight,
           (array_agg(h.place_id order by h.weight, h.valid_from desc, h.place_id desc))[1]
             as place_id
    from recount_span s
    join recount_home h on h.person_id = s.person_id
      and h.valid_from <= s.day
      and (h.valid_to is null or s.day < h.valid_to)
    group by s.person_id, s.day, s.next_day`.execute(db);
  await sql`analyze recount_lived`.execute(db);
  await sql`
    create temp table recount_state on commit drop as
    with insured as (
      select s.person_id, s.day,
             substr(min(c.ranked) filter (where c.issuer = 'own'), 6) as own,
             substr(min(c.ranked) filter (where c.issuer = 'otherProvince'), 6) as other_province,
             substr(min(c.ranked) filter (where c.issuer = 'army'), 6) as army,
             substr(min(c.ranked) filter (where c.issuer = 'police'), 6) as police,
             substr(min(c.ranked) filter (where c.issuer = 'unknown'), 6) as unknown
      from recount_span s
      join recount_card c on c.person_id = s.person_id
        and c.valid_from <= s.day
        and (c.valid_to is null or s.day < c.valid_to)
      group by s.person_id, s.day
    )
    select l.person_id, l.day, l.next_day, l.place_id,
           concat_ws(',', coalesce(i.own, '-'), coalesce(i.other_province, '-'),
                     coalesce(i.army, '-'), coalesce(i.police, '-'), coalesce(i.unknown, '-'))
             as signature
    from recount_lived l
    left join insured i on i.person_id = l.person_id and i.day = l.day
    where l.weight > 0`.execute(db);
  await sql`analyze recount_state`.execute(db);
}

async function makeFlows(db: Database): Promise<void> {
  await sql`
    create temp table recount_flow on commit drop as
    with neighbour as (
      select s.person_id, s.day, s.next_day, s.place_id, s.signature,
             lag(s.place_id) over person as place_before,
             lag(s.signature) over person as signature_before,
             lag(s.next_day) over person as end_before,
             lead(s.day) over person as start_after
      from recount_state s
      window person as (partition by s.person_id order by s.day)
    ),
    change as (
      select place_id, day,
             case when end_before = day and place_before = place_id then signature_before end
               as signature_from,
             signature as signature_to
      from neighbour
      union all
      select n.place_id, n.next_day, n.signature, null
      from neighbour n
      left join recount_state s on s.person_id = n.person_id and s.day = n.next_day
        and s.place_id = n.place_id
      where n.next_day is not null and s.person_id is null
    )
    select place_id, day, signature_from, signature_to, count(*)::int as n
    from change
    where day >= ${COUNTED_FROM}::date and day < ${COUNTED_TO}::date
      and signature_from is distinct from signature_to
    group by place_id, day, signature_from, signature_to`.execute(db);
}

/** How many counted on the last day before each year, straight from the spans. */
async function makeYears(db: Database): Promise<void> {
  await sql`
    create temp table recount_year on commit drop as
    select s.place_id, s.signature, y.year, count(*)::int as n
    from recount_state s
    cross join lateral generate_series(
      greatest(extract(year from s.day)::int + 1, ${sql.lit(FIRST_YEAR)}),
      least(extract(year from coalesce(s.next_day, ${COUNTED_TO}::date))::int,
        ${sql.lit(LAST_YEAR)})
    ) as y (year)
    group by s.place_id, s.signature, y.year`.execute(db);
}

/** Every row that is not as recounted, wherever it should or should not be. */
export async function listDifferences(
  db: Database,
  limit: number,
): Promise<{ rows: DifferenceRow[]; total: number; compared: number }> {
  await sql`
    create temp table recount_signature on commit drop as
    select signature_id,
           concat_ws(',', coalesce(own, '-'), coalesce(other_province, '-'), coalesce(army, '-'),
                     coalesce(police, '-'), coalesce(unknown, '-')) as signature
    from coverage.signature`.execute(db);
  await sql`create temp table recount_difference (
    table_name text, layer int, place_id int, grain int, start date, from_signature text,
    signature text, expected int, found int
  ) on commit drop`.execute(db);
  const flows = await compareFlows(db);
  const counts = await compareCounts(db);
  await comparePlaces(db);
  const total = await sql<{ n: number }>`select count(*) as n from recount_difference`.execute(db);
  const rows = await sql<DifferenceRow>`
    select table_name, layer, place_id, grain, start, from_signature, signature, expected, found,
           (
             select v.name
             from units.unit_version v
             where v.unit_id = recount_difference.place_id
             order by v.valid_from desc
             limit 1
           ) as place_name
    from recount_difference
    order by array_position(array['place', 'flow', 'count'], table_name), layer, place_id,
             grain desc, start, signature, from_signature
    limit ${limit}`.execute(db);
  return { rows: rows.rows, total: total.rows[0]?.n ?? 0, compared: flows + counts };
}

async function compareFlows(db: Database): Promise<number> {
  const compared = await sql<{ n: number }>`
    with kept as (
      select f.place_id, f.day, f.n,
             case when f.from_signature_id = -1 then '' else coalesce(a.signature, '?') end
               as signature_from,
             case when f.to_signature_id = -1 then '' else coalesce(b.signature, '?') end
               as signature_to
      from coverage.flow f
      left join recount_signature a on a.signature_id = f.from_signature_id
      left join recount_signature b on b.signature_id = f.to_signature_id
    ),
    expected as (
      select place_id, day, n, coalesce(signature_from, '') as signature_from,
             coalesce(signature_to, '') as signature_to
      from recount_flow
    ),
    joined as (
      select place_id, day, signature_from, signature_to, coalesce(e.n, 0) as expected,
             coalesce(k.n, 0) as found
      from expected e
      full join kept k using (place_id, day, signature_from, signature_to)
    ),
    noted as (
      insert into recount_difference
      select 'flow', null, place_id, null, day, nullif(signature_from, ''),
             nullif(signature_to, ''), expected, found
      from joined
      where expected <> found
    )
    select count(*) as n from joined`.execute(db);
  return compared.rows[0]?.n ?? 0;
}

async function compareCounts(db: Database): Promise<number> {
  const compared = await sql<{ n: number }>`
    with area as (
      select p.place_id, side.layer, side.area_id
      from (select place_id from recount_flow union select place_id from recount_year) p
      left join units.unit u on u.unit_id = p.place_id
      left join coverage.anchor a on a.anchor_id = coalesce(u.anchor_id, p.place_id)
      cross join lateral (
        values (1, coalesce(u.anchor_id, p.place_id)), (2, coalesce(a.region_id, -1))
      ) as side (layer, area_id)
    ),
    change as (
      select area.layer, area.area_id as place_id, f.day, side.signature,
             sum(f.n * side.sign)::int as n
      from recount_flow f
      join area on area.place_id = f.place_id
      cross join lateral (values (f.signature_from, -1), (f.signature_to, 1))
        as side (signature, sign)
      where side.signature is not null
      group by 1, 2, 3, 4
    ),
    monthly as (
      select layer, place_id, date_trunc('month', day)::date as month, signature, sum(n)::int as n
      from change
      group by 1, 2, 3, 4
    ),
    expected as (
      select layer, place_id, 0 as grain, day as start, signature, n
      from change
      union all
      select m.layer, m.place_id, 1, later.month::date, m.signature, sum(m.n)::int
      from monthly m
      cross join lateral generate_series(
        m.month + interval '1 month', date_trunc('year', m.month) + interval '11 months',
        interval '1 month') as later (month)
      group by 1, 2, 4, 5
      union all
      select 0, place_id, 2, make_date(year, 1, 1), signature, n
      from recount_year
      union all
      select area.layer, area.area_id, 2, make_date(y.year, 1, 1), y.signature, sum(y.n)::int
      from recount_year y
      join area on area.place_id = y.place_id
      group by 1, 2, 4, 5
    ),
    kept as (
      select c.layer::int as layer, c.place_id, c.grain::int as grain, c.start,
             coalesce(s.signature, '?') as signature, c.n
      from coverage.count c
      left join recount_signature s using (signature_id)
    ),
    joined as (
      select layer, place_id, grain, start, signature, coalesce(e.n, 0) as expected,
             coalesce(k.n, 0) as found
      from (select layer, place_id, grain, start, signature, n from expected where n <> 0) e
      full join kept k using (layer, place_id, grain, start, signature)
    ),
    noted as (
      insert into recount_difference
      select 'count', layer, place_id, grain, start, null, signature, expected, found
      from joined
      where expected <> found
    )
    select count(*) as n from joined`.execute(db);
  return compared.rows[0]?.n ?? 0;
}

/** Places whose sums lie under another anchor than the tree says. */
async function comparePlaces(db: Database): Promise<void> {
  await sql`
    insert into recount_difference
    select 'place', null, p.place_id, null, null, null, null, u.anchor_id, p.anchor_id
    from coverage.place p
    join units.unit u on u.unit_id = p.place_id
    where p.anchor_id <> coalesce(u.anchor_id, u.unit_id)`.execute(db);
}
