/** People to budget for, and months that were really insured, by commune. Run as owner. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

export interface OfferGroup {
  placeId: number;
  category: string;
  stateBp: number;
  provinceBp: number;
  position: number | null;
  isInsured: boolean;
  nextOn: IsoDate | null;
  nextCategory: string | null;
  nextStateBp: number | null;
  nextProvinceBp: number | null;
  people: number;
}

/** Residents by what the law offers now and next; small groups, so that a province is some thousands. */
export async function listOfferGroups(
  db: Database,
  placeIds: readonly number[],
): Promise<OfferGroup[]> {
  const found = await sql<OfferGroup>`
    select d.place_id as "placeId", d.category, d.state_bp as "stateBp",
           d.province_bp as "provinceBp", least(d.position, 5) as position,
           d.is_insured as "isInsured",
           date_trunc('month', d.next_on + interval '1 month - 1 day')::date as "nextOn",
           d.next_category as "nextCategory", d.next_state_bp as "nextStateBp",
           d.next_province_bp as "nextProvinceBp", count(*) as people
    from entitlement.decision d
    where d.place_id = any(${placeIds}::int[])
      and d.category is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    order by 1, 2`.execute(db);
  return found.rows;
}

export interface ActualGroup {
  placeId: number;
  category: string;
  month: IsoDate;
  /** of who still is of the category; null = the law of the month without conditions */
  stateBp: number | null;
  provinceBp: number | null;
  /** on the ladder, of who still is of the category */
  position: number | null;
  people: number;
}

/** Cards of the own province valid on the first day of each month, one a person, by place now. */
export async function countActualMonths(
  db: Database,
  placeIds: readonly number[],
  from: IsoDate,
  months: number,
): Promise<ActualGroup[]> {
  const found = await sql<ActualGroup>`
    select d.place_id as "placeId", p.category, m.month,
           case when d.category = p.category then d.state_bp end as "stateBp",
           case when d.category = p.category then d.province_bp end as "provinceBp",
           case when d.category = p.category then least(d.position, 5) end as position,
           count(distinct p.person_id) as people
    from generate_series(0, ${months - 1}::int) as step (n)
    cross join lateral (select (${from}::date + make_interval(months => step.n))::date as month) m
    join registry.participation p on p.recorded_to is null
      and p.issuer = 'own'
      and p.valid_from <= m.month
      and (p.valid_to is null or m.month < p.valid_to)
    join entitlement.decision d on d.person_id = p.person_id
    where d.place_id = any(${placeIds}::int[])
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3`.execute(db);
  return found.rows;
}
