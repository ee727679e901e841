/** Counts of every place of a unit at once, for figures of all units below it. Run as owner. */
import { type RawBuilder, sql } from 'kysely';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import type { IssuerClass } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { type MemberLayer, type Scope, members } from './scope-sql.ts';
import type { SignatureCategories } from './signatures.ts';
import { GRAIN, LAYER } from './sums.ts';

export interface PlacePath {
  placeId: number;
  /** by the tree of the boundaries, down to the deepest unit that is certain */
  path: string;
}

/** The places (or anchors) inside a unit, with where they lie by the boundaries asked for. */
export async function listPlacePaths(
  db: Database,
  scope: Scope,
  layer: MemberLayer,
): Promise<PlacePath[]> {
  const found = await sql<PlacePath>`
    with ${members(scope, layer, false)}
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

/** Places have years and flows, anchors years, months and days. */
const KEPT_IN = { places: sql.lit(LAYER.place), anchors: sql.lit(LAYER.anchor) } as const;

/** The state of each place (or anchor) at the end of a day. */
export async function listPlaceSums(
  db: Database,
  layer: MemberLayer,
  placeIds: readonly number[],
  asOf: IsoDate,
): Promise<PlaceSum[]> {
  // the end of a year is the state with which the next begins: no changes to add
  const next = addDays(asOf, 1);
  const isYearEnd = next.endsWith('-01-01');
  const year = isYearEnd ? next : `${asOf.slice(0, 4)}-01-01`;
  const since = layer === 'places' ? flowsSince : countsSince;
  const found = await sql<PlaceSum>`
    with state as (
      select c.place_id, c.signature_id, c.n
      from coverage.count c
      where c.layer = ${KEPT_IN[layer]} and c.place_id = any(${placeIds}::int[])
        and c.grain = ${sql.lit(GRAIN.year)} and c.start = ${year}::date
      ${isYearEnd ? sql`` : since(placeIds, asOf)}
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

function flowsSince(placeIds: readonly number[], asOf: IsoDate): RawBuilder<unknown> {
  const year = `${asOf.slice(0, 4)}-01-01`;
  return sql`
      union all
      select f.place_id, turn.signature_id, turn.n
      from coverage.flow f
      cross join lateral (
        values (f.from_signature_id, -f.n), (f.to_signature_id, f.n)
      ) as turn (signature_id, n)
      where f.place_id = any(${placeIds}::int[])
        and f.day between ${year}::date and ${asOf}::date
        and turn.signature_id >= 0`;
}

/** The change from the year's beginning to that of the month, and on the days of the month. */
function countsSince(placeIds: readonly number[], asOf: IsoDate): RawBuilder<unknown> {
  const month = `${asOf.slice(0, 7)}-01`;
  return sql`
      union all
      select c.place_id, c.signature_id, c.n
      from coverage.count c
      where c.layer = ${KEPT_IN.anchors} and c.place_id = any(${placeIds}::int[])
        and c.grain = ${sql.lit(GRAIN.month)} and c.start = ${month}::date
      union all
      select c.place_id, c.signature_id, c.n
      from coverage.count c
      where c.layer = ${KEPT_IN.anchors} and c.place_id = any(${placeIds}::int[])
        and c.grain = ${sql.lit(GRAIN.day)} and c.start between ${month}::date and ${asOf}::date`;
}

export interface PlaceAggregate {
  placeId: number;
  category: string;
  issuer: IssuerClass;
  people: number;
}

/** Cards known only as a number that hold on a day; of anchors with those of their places. */
export async function listPlaceAggregates(
  db: Database,
  layer: MemberLayer,
  placeIds: readonly number[],
  day: IsoDate,
): Promise<PlaceAggregate[]> {
  const keptAt = layer === 'places' ? sql.ref('u.unit_id') : sql.ref('u.anchor_id');
  const found = await sql<PlaceAggregate>`
    select ${keptAt} as "placeId", a.category, a.issuer, a.people
    from registry.aggregate_participation a
    join units.unit u on u.unit_id = a.place_id
    where ${keptAt} = any(${placeIds}::int[])
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

/** By how much residents and insured of each place (or anchor) changed on each day of [from, to]. */
export async function listDayChanges(
  db: Database,
  layer: MemberLayer,
  placeIds: readonly number[],
  days: { from: IsoDate; to: IsoDate },
  issuers: readonly IssuerClass[],
): Promise<DayChange[]> {
  if (layer === 'anchors') return await listAnchorChanges(db, placeIds, days, issuers);
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

async function listAnchorChanges(
  db: Database,
  anchorIds: readonly number[],
  days: { from: IsoDate; to: IsoDate },
  issuers: readonly IssuerClass[],
): Promise<DayChange[]> {
  const found = await sql<DayChange>`
    select c.place_id as "placeId", c.start as day, sum(c.n)::int as residents,
           coalesce(sum(c.n) filter (where ${isCounted(issuers)}), 0)::int as insured
    from coverage.count c
    join coverage.signature s on s.signature_id = c.signature_id
    where c.layer = ${KEPT_IN.anchors} and c.place_id = any(${anchorIds}::int[])
      and c.grain = ${sql.lit(GRAIN.day)}
      and c.start between ${days.from}::date and ${days.to}::date
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
