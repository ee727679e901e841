/** People to budget for, and months that were really insured, by commune. Run as owner. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

/** Places of a unit, each with its commune; a budget is told by commune. */
export interface PlaceCommunes {
  placeIds: readonly number[];
  communeIds: readonly number[];
}

function communesOf({ placeIds, communeIds }: PlaceCommunes): RawBuilder<unknown> {
  return sql`unnest(${placeIds}::int[], ${communeIds}::int[]) as c (place_id, commune_id)`;
}

/**
 * First month for which nothing is paid any more, though the card runs on: a child is paid for to the
 * day of 72 months (NĐ 188 Art 8.1b, NĐ 146 Art 10.1b), while the card lasts to 30 September or the
 * end of the month. The month of that day counts whole: how parts of months count is not said.
 */
export function paidTo(personId: RawBuilder<unknown>, category: RawBuilder<unknown>) {
  return sql`case when ${category} = 'TE' then coalesce((
    select date_trunc('month', max(v.birth_date) + interval '73 months - 1 day')::date
    from registry.person_version v
    where v.person_id = ${personId}
      and v.recorded_to is null), 'infinity'::date) else 'infinity'::date end`;
}

export interface OfferGroup {
  communeId: number;
  category: string;
  stateBp: number;
  provinceBp: number;
  /** on the ladder, of who pays by it */
  position: number | null;
  isInsured: boolean;
  /** first month for which the category of now is not paid any more, before the next begins */
  paidTo: IsoDate | null;
  nextOn: IsoDate | null;
  nextCategory: string | null;
  nextStateBp: number | null;
  nextProvinceBp: number | null;
  people: number;
}

/** Residents by what the law offers now and next; small groups, so that a province is some thousands. */
export async function listOfferGroups(
  db: Database,
  places: PlaceCommunes,
  laddered: readonly string[],
): Promise<OfferGroup[]> {
  const found = await sql<OfferGroup>`
    select c.commune_id as "communeId", d.category, d.state_bp as "stateBp",
           d.province_bp as "provinceBp",
           case when d.category = any(${laddered}::text[])
                  or d.next_category = any(${laddered}::text[])
                then least(d.position, 5) end as position,
           d.is_insured as "isInsured",
           date_trunc('month', d.next_on + interval '1 month - 1 day')::date as "nextOn",
           d.next_category as "nextCategory", d.next_state_bp as "nextStateBp",
           d.next_province_bp as "nextProvinceBp", nullif(paid.until, 'infinity') as "paidTo",
           count(*) as people
    from ${communesOf(places)}
    join entitlement.decision d on d.place_id = c.place_id
    cross join lateral (select ${paidTo(sql`d.person_id`, sql`d.category`)}) as paid (until)
    where d.category is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    order by 1, 2`.execute(db);
  return found.rows;
}

export interface ActualGroup {
  communeId: number;
  category: string;
  /** months with a card on their first day: `[start, stop)`, both first days */
  start: IsoDate;
  stop: IsoDate;
  /** of who still is of the category; null = the law of the month without conditions */
  stateBp: number | null;
  provinceBp: number | null;
  /** on the ladder, of who still is of the category and pays by it */
  position: number | null;
  people: number;
}

/** Cards of the own province, a person once a category and month, by the commune of the place now. */
export async function listActualGroups(
  db: Database,
  places: PlaceCommunes,
  query: { from: IsoDate; to: IsoDate; laddered: readonly string[] },
): Promise<ActualGroup[]> {
  const { from, to, laddered } = query;
  const monthAfter = (day: RawBuilder<unknown>) =>
    sql`date_trunc('month', ${day} + interval '1 month - 1 day')::date`;
  const found = await sql<ActualGroup>`
    with held as (
      select c.commune_id, p.person_id, p.category, p.valid_from,
             greatest(${monthAfter(sql`p.valid_from`)}, ${from}::date) as start,
             least(coalesce(${monthAfter(sql`p.valid_to`)}, 'infinity'::date), ${to}::date,
                   ${paidTo(sql`p.person_id`, sql`p.category`)}) as stop,
             case when d.category = p.category then d.state_bp end as state_bp,
             case when d.category = p.category then d.province_bp end as province_bp,
             case when d.category = p.category and p.category = any(${laddered}::text[])
                  then least(d.position, 5) end as position
      from ${communesOf(places)}
      join entitlement.decision d on d.place_id = c.place_id
      join registry.participation p on p.person_id = d.person_id
        and p.recorded_to is null
        and p.issuer = 'own'
        and p.valid_from < ${to}::date
        and (p.valid_to is null or ${from}::date < p.valid_to)
    ),
    once as (
      select commune_id, category, state_bp, province_bp, position, stop,
             greatest(start, max(stop) over (
               partition by person_id, category
               order by valid_from
               rows between unbounded preceding and 1 preceding)) as start
      from held
    )
    select commune_id as "communeId", category, start, stop, state_bp as "stateBp",
           province_bp as "provinceBp", position, count(*) as people
    from once
    where start < stop
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4`.execute(db);
  return found.rows;
}
