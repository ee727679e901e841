/** Counts of every place of a unit at once, for figures of all units below it. Run as owner. */
import { type RawBuilder, sql } from 'kysely';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import type { IssuerClass } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { type Scope, members } from './scope-sql.ts';
import type { SignatureCategories } from './signatures.ts';
import { GRAIN, LAYER } from './sums.ts';

export interface PlacePath {
  placeId: number;
  /** by the tree of the boundaries, down to the deepest unit that is certain */
  path: string;
}

/** The places inside a unit, with where they lie by the boundaries asked for. */
export async function listPlacePaths(db: Database, scope: Scope): Promise<PlacePath[]> {
  const found = await sql<PlacePath>`
    with ${members(scope, 'places', false)}
    select member.place_id as "placeId", g.path::text as path
    from member
    join units.placement g on g.place_id = member.place_id
      and g.valid_from <= ${scope.boundaries}::date
      and (g.valid_to is null or ${scope.boundaries}::date < g.valid_to)
    where member.part = 1
    order by member.place_id`.execute(db);
  return found.rows;
}

export interface PlaceSum {
  placeId: number;
  signatureId: number;
  categories: SignatureCategories;
  n: number;
}

/** The state of each place at the end of a day. */
export async function listPlaceSums(
  db: Database,
  placeIds: readonly number[],
  asOf: IsoDate,
): Promise<PlaceSum[]> {
  // the end of a year is the state with which the next begins: no flows to add
  const next = addDays(asOf, 1);
  const isYearEnd = next.endsWith('-01-01');
  const year = isYearEnd ? next : `${asOf.slice(0, 4)}-01-01`;
  const flows = isYearEnd
    ? sql``
    : sql`
      union all
      select f.place_id, turn.signature_id, turn.n
      from coverage.flow f
      cross join lateral (
        values (f.from_signature_id, -f.n), (f.to_signature_id, f.n)
      ) as turn (signature_id, n)
      where f.place_id = any(${placeIds}::int[])
        and f.day between ${year}::date and ${asOf}::date
        and turn.signature_id >= 0`;
  const found = await sql<PlaceSum>`
    with state as (
      select c.place_id, c.signature_id, c.n
      from coverage.count c
      where c.layer = ${sql.lit(LAYER.place)} and c.place_id = any(${placeIds}::int[])
        and c.grain = ${sql.lit(GRAIN.year)} and c.start = ${year}::date
      ${flows}
    ),
    summed as (
      select place_id, signature_id, sum(n)::int as n
      from state
      group by 1, 2
      having sum(n) <> 0
    )
    select summed.place_id as "placeId", summed.signature_id as "signatureId",
           array[s.own, s.other_province, s.army, s.police, s.unknown] as categories, summed.n
    from summed
    join coverage.signature s on s.signature_id = summed.signature_id`.execute(db);
  return found.rows;
}

export interface PlaceAggregate {
  placeId: number;
  category: string;
  issuer: IssuerClass;
  people: number;
}

/** Cards known only as a number that hold on a day. */
export async function listPlaceAggregates(
  db: Database,
  placeIds: readonly number[],
  day: IsoDate,
): Promise<PlaceAggregate[]> {
  const found = await sql<PlaceAggregate>`
    select a.place_id as "placeId", a.category, a.issuer, a.people
    from registry.aggregate_participation a
    where a.place_id = any(${placeIds}::int[])
      and a.recorded_to is null
      and a.valid_from <= ${day}::date
      and (a.valid_to is null or ${day}::date < a.valid_to)
    order by a.place_id, a.fact_id`.execute(db);
  return found.rows;
}

export interface DayChange {
  placeId: number;
  day: IsoDate;
  residents: number;
  insured: number;
}

/** By how much residents and insured of each place changed on each day of [from, to]. */
export async function listDayChanges(
  db: Database,
  placeIds: readonly number[],
  days: { from: IsoDate; to: IsoDate },
  issuers: readonly IssuerClass[],
): Promise<DayChange[]> {
  const found = await sql<DayChange>`
    with counted as (
      select s.signature_id
      from coverage.signature s
      where ${isCounted(issuers)}
    )
    select f.place_id as "placeId", f.day,
           sum(case when f.from_signature_id < 0 then f.n
                    when f.to_signature_id < 0 then -f.n else 0 end)::int as residents,
           sum(case when came.signature_id is not null then f.n else 0 end
             - case when went.signature_id is not null then f.n else 0 end)::int as insured
    from coverage.flow f
    left join counted came on came.signature_id = f.to_signature_id
    left join counted went on went.signature_id = f.from_signature_id
    where f.place_id = any(${placeIds}::int[])
      and f.day between ${days.from}::date and ${days.to}::date
    group by 1, 2
    order by 2, 1`.execute(db);
  return found.rows;
}

const COLUMNS: Readonly<Record<IssuerClass, string>> = {
  own: 's.own',
  otherProvince: 's.other_province',
  army: 's.army',
  police: 's.police',
  unknown: 's.unknown',
};

function isCounted(issuers: readonly IssuerClass[]): RawBuilder<unknown> {
  if (issuers.length === 0) return sql`false`;
  return sql.join(
    issuers.map((issuer) => sql`${sql.ref(COLUMNS[issuer])} is not null`),
    sql` or `,
  );
}
