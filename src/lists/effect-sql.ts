/** What a list would do to coverage and money, before it is done. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

export interface CoverageShift {
  communeId: number | null;
  before: number;
  after: number;
  gained: number;
  lost: number;
}

/**
 * Persons with a card on the day of the list, by commune, as it is and as it would be: of those whose
 * cards the list changes. Needs the tables of `openComparison`.
 */
export async function listCoverageShifts(
  db: Database,
  listId: number,
  asOf: IsoDate,
): Promise<CoverageShift[]> {
  const day = sql`${sql.lit(asOf)}::date`;
  const found = await sql<CoverageShift>`
    with touched as (
      select c.person_id, bool_or(c.values is not null and c.valid_from <= ${day}
          and (c.valid_to is null or ${day} < c.valid_to)) as gets,
        array_agg(e.fact_id) filter (where c.valid_from <= ${day}
          and (c.valid_to is null or ${day} < c.valid_to)) as loses
      from lists.change c
      left join lateral unnest(c.ends) as e (fact_id) on true
      where c.list_id = ${listId} and c.fact = 'participation' and c.kind in ('changed', 'vanished')
      group by c.person_id
    ), person as (
      select t.person_id, k.commune_id, bool_or(f.fact_id is not null) as was,
        t.gets or coalesce(bool_or(f.fact_id is not null
          and not f.fact_id = any(coalesce(t.loses, '{}'))), false) as will
      from touched t
      join registry.person p on p.person_id = t.person_id and p.place_id is not null
      left join pg_temp.list_commune k on k.place_id = p.place_id
      left join registry.participation f on f.person_id = t.person_id and f.recorded_to is null
        and f.valid_from <= ${day} and (f.valid_to is null or ${day} < f.valid_to)
      group by t.person_id, k.commune_id, t.gets
    )
    select commune_id as "communeId", count(*) filter (where was)::int as before,
      count(*) filter (where will)::int as after,
      count(*) filter (where will and not was)::int as gained,
      count(*) filter (where was and not will)::int as lost
    from person
    group by commune_id
    order by commune_id`.execute(db);
  return found.rows;
}

/** Residents of these communes of today with any card on the day. */
export async function countInsured(
  db: Database,
  asOf: IsoDate,
  communeIds: readonly number[],
): Promise<{ communeId: number; insured: number }[]> {
  const found = await sql<{ communeId: number; insured: number }>`
    select k.commune_id as "communeId", count(*)::int as insured
    from pg_temp.list_commune k
    join registry.person p on p.place_id = k.place_id
    where k.commune_id = any(${communeIds}::int[]) and exists (
      select from registry.participation f
      where f.person_id = p.person_id and f.recorded_to is null and f.valid_from <= ${asOf}
        and (f.valid_to is null or ${asOf} < f.valid_to)
    )
    group by k.commune_id
    order by k.commune_id`.execute(db);
  return found.rows;
}

/** Communes of the list's rows and of whoever it changes. */
export async function listNamedCommunes(db: Database, listId: number): Promise<number[]> {
  const found = await sql<{ communeId: number }>`
    select commune_id as "communeId" from lists.row
    where list_id = ${listId} and commune_id is not null
    union
    select commune_id from lists.change
    where list_id = ${listId} and commune_id is not null
    order by 1
    limit 20000`.execute(db);
  return found.rows.map((row) => row.communeId);
}

export interface TermGroup {
  category: string;
  from: IsoDate;
  months: number;
  /** people who get the term, less people who lose it */
  people: number;
}

/** Whole months cards would gain (+) and lose (−) against what is known, same terms together. */
export async function listTerms(
  db: Database,
  listId: number,
  openUntil: IsoDate,
): Promise<TermGroup[]> {
  const months = (from: string, to: string) =>
    sql.raw(`
    greatest(0, (extract(year from ${to}) - extract(year from ${from})) * 12
      + extract(month from ${to}) - extract(month from ${from}))::int`);
  const end = sql`${sql.lit(openUntil)}::date`;
  const found = await sql<TermGroup>`
    with term as (
      select c.values[1] as category, c.valid_from,
        least(coalesce(c.valid_to, ${end}), ${end}) as valid_to, 1 as sign
      from lists.change c
      where c.list_id = ${listId} and c.fact = 'participation' and c.kind = 'changed'
        and c.values is not null
      union all
      select f.category, greatest(f.valid_from, c.valid_from),
        least(coalesce(f.valid_to, ${end}), coalesce(c.valid_to, ${end}), ${end}), -1
      from lists.change c
      cross join lateral unnest(c.ends) as e (fact_id)
      join registry.participation f on f.person_id = c.person_id and f.fact_id = e.fact_id
        and f.recorded_to is null
      where c.list_id = ${listId} and c.fact = 'participation' and c.kind in ('changed', 'vanished')
    )
    select category, date_trunc('month', valid_from)::date as "from",
      ${months('valid_from', 'valid_to')} as months, sum(sign)::int as people
    from term
    where valid_from < valid_to
    group by 1, 2, 3
    having sum(sign) <> 0 and ${months('valid_from', 'valid_to')} > 0
    order by 1, 2, 3
    limit 5000`.execute(db);
  return found.rows;
}
