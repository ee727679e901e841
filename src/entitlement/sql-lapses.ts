/** Who loses cover when, and how people like them renewed before. Run as owner. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { LapsingFilter, LapsingSort } from './types.ts';

export interface LapseGroup {
  lapseOn: IsoDate;
  cause: string;
  cardCategory: string;
  /** offered once cover is lost */
  category: string | null;
  stateBp: number;
  provinceBp: number;
  ownBp: number | null;
  people: number;
}

const AFTER = sql`(d.next_on is not null and d.next_on <= d.lapse_on)`;

export async function listLapseGroups(
  db: Database,
  placeIds: readonly number[],
  until: IsoDate,
): Promise<LapseGroup[]> {
  const found = await sql<LapseGroup>`
    select d.lapse_on as "lapseOn", d.lapse_cause as cause, d.card_category as "cardCategory",
           case when ${AFTER} then d.next_category else d.category end as category,
           case when ${AFTER} then d.next_state_bp else d.state_bp end as "stateBp",
           case when ${AFTER} then d.next_province_bp else d.province_bp end as "provinceBp",
           case when ${AFTER} then d.next_own_bp else d.own_bp end as "ownBp",
           count(*) as people
    from entitlement.decision d
    where d.place_id = any(${placeIds}::int[])
      and d.is_insured
      and d.lapse_on <= ${until}::date
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 8 desc`.execute(db);
  return found.rows;
}

export interface LapsingPerson {
  personId: number;
  placeId: number;
  lapseOn: IsoDate;
  cause: string;
  cardCategory: string;
  category: string | null;
  stateBp: number;
  provinceBp: number;
  ownBp: number | null;
}

export interface LapsingQuery extends Omit<LapsingFilter, 'place'> {
  sort: LapsingSort;
  descending: boolean;
  offset: number;
  limit: number;
}

const LAPSING_ORDER: Readonly<Record<LapsingSort, RawBuilder<unknown>>> = {
  lapseOn: sql`d.lapse_on`,
  name: sql`coverage.name_key(p.full_name) collate "vi-x-icu"`,
};

export async function listLapsing(
  db: Database,
  placeIds: readonly number[],
  query: LapsingQuery,
): Promise<LapsingPerson[]> {
  const { until, sort, descending } = query;
  const cause = query.cause === undefined ? sql`` : sql`and d.lapse_cause = ${query.cause}`;
  const category =
    query.category === undefined ? sql`` : sql`and d.card_category = ${query.category}`;
  const found = await sql<LapsingPerson>`
    select d.person_id as "personId", d.place_id as "placeId", d.lapse_on as "lapseOn",
           d.lapse_cause as cause, d.card_category as "cardCategory",
           case when ${AFTER} then d.next_category else d.category end as category,
           case when ${AFTER} then d.next_state_bp else d.state_bp end as "stateBp",
           case when ${AFTER} then d.next_province_bp else d.province_bp end as "provinceBp",
           case when ${AFTER} then d.next_own_bp else d.own_bp end as "ownBp"
    from entitlement.decision d
    join registry.person p on p.person_id = d.person_id
    where d.place_id = any(${placeIds}::int[])
      and d.is_insured
      and d.lapse_on <= ${until}::date
      ${cause} ${category}
    order by ${LAPSING_ORDER[sort]} ${descending ? sql`desc` : sql`asc`}, d.person_id
    limit ${query.limit} offset ${query.offset}`.execute(db);
  return found.rows;
}

export async function countInsured(
  db: Database,
  placeIds: readonly number[],
): Promise<{ residents: number; insured: number }> {
  const found = await sql<{ residents: number; insured: number }>`
    select count(*) as residents, count(*) filter (where is_insured) as insured
    from entitlement.decision
    where place_id = any(${placeIds}::int[])`.execute(db);
  return found.rows[0] ?? { residents: 0, insured: 0 };
}

export interface RenewalCount {
  category: string;
  ended: number;
  renewed: number;
}

/** Of the cards of residents that ended in [from, to): how many were followed within so many days. */
export async function countRenewals(
  db: Database,
  placeIds: readonly number[],
  query: { from: IsoDate; to: IsoDate; days: number },
): Promise<RenewalCount[]> {
  const found = await sql<RenewalCount>`
    select e.category, count(*) as ended,
           count(*) filter (where exists (
             select
             from registry.participation later
             where later.person_id = e.person_id
               and later.recorded_to is null
               and later.valid_from <= e.valid_to + ${query.days}::int
               and (later.valid_to is null or later.valid_to > e.valid_to)
           )) as renewed
    from registry.participation e
    join entitlement.decision d on d.person_id = e.person_id
    where d.place_id = any(${placeIds}::int[])
      and e.recorded_to is null
      and e.valid_to >= ${query.from}::date
      and e.valid_to < ${query.to}::date
    group by 1
    order by 1`.execute(db);
  return found.rows;
}

export interface EndedCard {
  personId: number;
  placeId: number;
  category: string;
  /** first day without the card */
  endedOn: IsoDate;
  /** first day of the card that followed in time; null = none did */
  renewedOn: IsoDate | null;
  isInsured: boolean;
}

/** The cards `countRenewals` counts, by name: all of them, those that were followed, or the rest. */
export async function listEndedCards(
  db: Database,
  placeIds: readonly number[],
  query: {
    from: IsoDate;
    to: IsoDate;
    days: number;
    category?: string | undefined;
    isRenewed?: boolean | undefined;
    offset: number;
    limit: number;
  },
): Promise<EndedCard[]> {
  const category = query.category === undefined ? sql`` : sql`and e.category = ${query.category}`;
  const outcome =
    query.isRenewed === undefined
      ? sql``
      : query.isRenewed
        ? sql`and next.renewed_on is not null`
        : sql`and next.renewed_on is null`;
  const found = await sql<EndedCard>`
    select e.person_id as "personId", d.place_id as "placeId", e.category,
           e.valid_to as "endedOn", next.renewed_on as "renewedOn", d.is_insured as "isInsured"
    from registry.participation e
    join entitlement.decision d on d.person_id = e.person_id
    cross join lateral (
      select min(later.valid_from) as renewed_on
      from registry.participation later
      where later.person_id = e.person_id
        and later.recorded_to is null
        and later.valid_from <= e.valid_to + ${query.days}::int
        and (later.valid_to is null or later.valid_to > e.valid_to)
    ) next
    where d.place_id = any(${placeIds}::int[])
      and e.recorded_to is null
      and e.valid_to >= ${query.from}::date
      and e.valid_to < ${query.to}::date
      ${category} ${outcome}
    order by e.valid_to desc, e.person_id, e.fact_id
    limit ${query.limit} offset ${query.offset}`.execute(db);
  return found.rows;
}
