/** Reads of the stored decisions by place. Run as owner but for names and numbers. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { PersuasionFilter, PersuasionSort } from './types.ts';

/** Places inside a unit by the tree of a day. */
export async function listPlaceIds(db: Database, path: string, on: IsoDate): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select place_id as id
    from units.placement
    where path <@ ${path}::ltree
      and valid_from <= ${on}::date
      and (valid_to is null or ${on}::date < valid_to)
    order by place_id`.execute(db);
  return found.rows.map((row) => row.id);
}

export interface UncoveredRow {
  personId: number;
  placeId: number;
  householdId: number | null;
  category: string | null;
  stateBp: number;
  provinceBp: number;
  ownBp: number | null;
  position: number | null;
  /** what is left to the person after commune and sponsors */
  monthlyVnd: number | null;
  communeVnd: number;
  sponsorVnd: number;
  reason: string;
  lastCategory: string | null;
  lapsedOn: IsoDate | null;
  nextOn: IsoDate | null;
  nextCause: string | null;
  nextCategory: string | null;
}

export interface UncoveredQuery {
  placeIds: readonly number[];
  filter: PersuasionFilter;
  sort: PersuasionSort;
  descending: boolean;
  offset: number;
  limit: number;
}

/** Decisions beside what communes and sponsors pay a month on the day decided for. */
function decided(placeIds: readonly number[]): RawBuilder<unknown> {
  return sql`entitlement.decision d
    left join (
      select p.person_id,
             coalesce(sum(p.now_vnd) filter (where s.payer = 'commune'), 0)::int as commune_vnd,
             coalesce(sum(p.now_vnd) filter (where s.payer = 'sponsor'), 0)::int as sponsor_vnd
      from entitlement.sponsored p
      join entitlement.sponsorship s on s.sponsorship_id = p.sponsorship_id
      where p.now_vnd > 0
        and p.place_id = any(${placeIds}::int[])
      group by 1
    ) h on h.person_id = d.person_id`;
}

/** What is left to the person himself. */
const ownVnd = sql`(d.monthly_vnd - coalesce(h.commune_vnd, 0) - coalesce(h.sponsor_vnd, 0))`;

function uninsured(placeIds: readonly number[], filter: PersuasionFilter): RawBuilder<unknown> {
  const category = filter.category === undefined ? sql`` : sql`and d.category = ${filter.category}`;
  const reason = filter.reason === undefined ? sql`` : sql`and d.reason = ${filter.reason}`;
  const free = filter.free ? sql`and ${ownVnd} = 0` : sql``;
  return sql`d.place_id = any(${placeIds}::int[]) and not d.is_insured
    ${category} ${reason} ${free}`;
}

const ORDER: Readonly<Record<PersuasionSort, RawBuilder<unknown>>> = {
  name: sql`coverage.name_key(p.full_name) collate "vi-x-icu"`,
  price: ownVnd,
  lapsedOn: sql`d.lapsed_on`,
  nextOn: sql`d.next_on`,
  household: sql`d.household_id`,
};

export async function listUncoveredRows(
  db: Database,
  query: UncoveredQuery,
): Promise<UncoveredRow[]> {
  const { placeIds, filter, sort, descending, offset, limit } = query;
  const direction = descending ? sql`desc` : sql`asc`;
  const found = await sql<UncoveredRow>`
    select d.person_id as "personId", d.place_id as "placeId", d.household_id as "householdId",
           d.category, d.state_bp as "stateBp", d.province_bp as "provinceBp", d.own_bp as "ownBp",
           d.position, ${ownVnd} as "monthlyVnd",
           coalesce(h.commune_vnd, 0) as "communeVnd", coalesce(h.sponsor_vnd, 0) as "sponsorVnd",
           d.reason, d.last_category as "lastCategory",
           d.lapsed_on as "lapsedOn", d.next_on as "nextOn", d.next_cause as "nextCause",
           d.next_category as "nextCategory"
    from ${decided(placeIds)}
    join registry.person p on p.person_id = d.person_id
    where ${uninsured(placeIds, filter)}
    order by ${ORDER[sort]} ${direction} nulls last, d.person_id
    limit ${limit} offset ${offset}`.execute(db);
  return found.rows;
}

export interface UncoveredCount {
  reason: string;
  category: string | null;
  /** pays nothing */
  isFree: boolean;
  people: number;
  monthlyVnd: number;
  /** what communes and sponsors would pay */
  sponsoredVnd: number;
  /** whose price depends on an income */
  unpriced: number;
}

export async function countUncoveredRows(
  db: Database,
  placeIds: readonly number[],
): Promise<UncoveredCount[]> {
  const found = await sql<UncoveredCount>`
    select d.reason, d.category, coalesce(${ownVnd} = 0, false) as "isFree",
           count(*) as people,
           coalesce(sum(${ownVnd}), 0)::bigint as "monthlyVnd",
           coalesce(sum(h.commune_vnd + h.sponsor_vnd), 0)::bigint as "sponsoredVnd",
           count(*) filter (where d.monthly_vnd is null) as unpriced
    from ${decided(placeIds)}
    where ${uninsured(placeIds, {})}
    group by 1, 2, 3
    order by 4 desc, 1, 2, 3`.execute(db);
  return found.rows;
}

/** People by place. */
export async function countUncoveredByPlace(
  db: Database,
  placeIds: readonly number[],
  filter: PersuasionFilter,
): Promise<Map<number, number>> {
  const found = await sql<{ placeId: number; people: number }>`
    select d.place_id as "placeId", count(*) as people
    from ${decided(placeIds)}
    where ${uninsured(placeIds, filter)}
    group by 1
    order by 1`.execute(db);
  return new Map(found.rows.map((row) => [row.placeId, row.people]));
}

export interface PersonNames {
  personId: number;
  fullName: string;
  birthDate: IsoDate | null;
  sex: 'male' | 'female' | null;
  nationalId: string | null;
  phone: string | null;
}

/** With the caller's own rights: who is not visible has no row. */
export async function listNames(
  db: Database,
  personIds: readonly number[],
  on: IsoDate,
): Promise<Map<number, PersonNames>> {
  const found = await sql<PersonNames>`
    select distinct on (v.person_id)
           v.person_id as "personId", v.full_name as "fullName", v.birth_date as "birthDate",
           v.sex, v.national_id as "nationalId", v.phone
    from registry.person_version v
    where v.person_id = any(${personIds}::bigint[])
      and v.recorded_to is null
    order by v.person_id, (v.valid_from <= ${on}::date) desc, v.valid_from desc`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row]));
}

export interface PlaceNames {
  placeId: number;
  name: string;
  communeId: number | null;
  communeName: string | null;
}

/** Names of places and of the communes that hold them by the tree of a day. */
export async function listPlaceNames(
  db: Database,
  placeIds: readonly number[],
  on: IsoDate,
): Promise<Map<number, PlaceNames>> {
  const found = await sql<PlaceNames>`
    select p.place_id as "placeId", own.name, commune.unit_id as "communeId",
           commune.name as "communeName"
    from units.placement p
    join lateral (
      select v.name
      from units.unit_version v
      where v.unit_id = p.place_id
      order by (v.valid_from <= ${on}::date) desc, v.valid_from desc
      limit 1
    ) own on true
    left join lateral (
      select v.unit_id, v.name
      from unnest(string_to_array(p.path::text, '.')) as step (label)
      join units.unit_version v on v.unit_id = substr(step.label, 2)::int
        and v.level = 'commune'
        and v.valid_from <= ${on}::date
        and (v.valid_to is null or ${on}::date < v.valid_to)
      limit 1
    ) commune on true
    where p.place_id = any(${placeIds}::int[])
      and p.valid_from <= ${on}::date
      and (p.valid_to is null or ${on}::date < p.valid_to)`.execute(db);
  return new Map(found.rows.map((row) => [row.placeId, row]));
}

/** Members of the person's household on the day, the person first. */
export async function listMates(db: Database, personId: number, on: IsoDate): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select distinct mate.person_id as id
    from registry.household_member own
    join registry.household_member mate on mate.household_id = own.household_id
    where own.person_id = ${personId}
      and own.recorded_to is null
      and own.valid_from <= ${on}::date and (own.valid_to is null or ${on}::date < own.valid_to)
      and mate.recorded_to is null
      and mate.valid_from <= ${on}::date and (mate.valid_to is null or ${on}::date < mate.valid_to)
      and mate.person_id <> ${personId}
    order by 1`.execute(db);
  return [personId, ...found.rows.map((row) => row.id)];
}
