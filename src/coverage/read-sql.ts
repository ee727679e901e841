/** Sums of counts for a unit, by signature. Run as the owner: half a sum would be a wrong figure. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import { type MemberLayer, type Scope, layerOf, members } from './scope-sql.ts';
import type { SignatureCategories } from './signatures.ts';
import { GRAIN, LAYER } from './sums.ts';

// ── sums of counts ──────────────────────────────────────────────────────────────────────────────

export interface MemberSum {
  /** 1 = inside, 2 = may be inside */
  part: number;
  child: number | null;
  /** only where the child is not known, or the part is 2 */
  placeId: number | null;
  signatureId: number;
  categories: SignatureCategories;
  n: number;
}

const CATEGORIES = sql`
  array[s.own, s.other_province, s.army, s.police, s.unknown] as categories`;

/**
 * CTE `source (layer, place_id, part, child)`: which sums make up the members. A region stands for
 * its anchors when all of them are inside and none is asked for by itself.
 */
function sources(layer: MemberLayer, withChildren: boolean): RawBuilder<unknown> {
  if (layer === 'places' || withChildren) {
    const kept =
      layer === 'places'
        ? sql`join coverage.place kept on kept.place_id = member.place_id`
        : sql`join coverage.anchor kept on kept.anchor_id = member.place_id`;
    return sql`
      source as (
        select ${sql.lit(layer === 'places' ? LAYER.place : LAYER.anchor)}::smallint as layer,
               member.place_id, member.part, member.child
        from member
        ${kept}
      )`;
  }
  return sql`
    whole as materialized (
      select a.region_id
      from coverage.anchor a
      left join member m on m.place_id = a.anchor_id and m.part = 1
      where a.region_id in (
        select inside.region_id
        from member
        join coverage.anchor inside on inside.anchor_id = member.place_id
        where member.part = 1
      )
      group by a.region_id
      having count(*) = count(m.place_id) and count(*) > 1
    ),
    source as (
      select ${sql.lit(LAYER.region)}::smallint as layer, region_id as place_id, 1 as part,
             null::int as child
      from whole
      union all
      select ${sql.lit(LAYER.anchor)}::smallint, m.place_id, m.part, m.child
      from member m
      join coverage.anchor a on a.anchor_id = m.place_id
      where a.region_id not in (select region_id from whole)
    )`;
}

/** Rows of the kept counts (and of places' flows) that make the state of a source on a day. */
function stateOn(layer: MemberLayer, asOf: IsoDate): RawBuilder<unknown> {
  const year = `${asOf.slice(0, 4)}-01-01`;
  const month = `${asOf.slice(0, 7)}-01`;
  if (layer === 'places') {
    return sql`
      select c.signature_id, c.n
      from coverage.count c
      where c.layer = ${sql.lit(LAYER.place)} and c.place_id = source.place_id
        and c.grain = ${sql.lit(GRAIN.year)} and c.start = ${year}::date
      union all
      (${flowsBetween(year, asOf)})`;
  }
  return sql`
    select c.signature_id, c.n
    from (
      values
        (${sql.lit(GRAIN.year)}::smallint, ${year}::date, ${year}::date),
        (${sql.lit(GRAIN.month)}::smallint, ${month}::date, ${month}::date),
        (${sql.lit(GRAIN.day)}::smallint, ${month}::date, ${asOf}::date)
    ) as span (grain, first_day, last_day)
    cross join lateral (
      select c.signature_id, c.n
      from coverage.count c
      where c.layer = source.layer and c.place_id = source.place_id
        and c.grain = span.grain and c.start between span.first_day and span.last_day
      offset 0
    ) c`;
}

/** What flows of a place changed, by signature. */
function flowsBetween(from: IsoDate, to: IsoDate): RawBuilder<unknown> {
  return sql`
    select turn.signature_id, turn.n
    from coverage.flow f
    cross join lateral (
      values (f.from_signature_id, -f.n), (f.to_signature_id, f.n)
    ) as turn (signature_id, n)
    where f.place_id = source.place_id
      and f.day between ${from}::date and ${to}::date
      and turn.signature_id >= 0`;
}

/** The state of a unit on a day from the counts. */
export async function listSums(
  db: Database,
  scope: Scope,
  asOf: IsoDate,
  withChildren: boolean,
): Promise<MemberSum[]> {
  const layer = layerOf(scope, withChildren);
  const found = await sql<MemberSum>`
    with ${members(scope, layer, withChildren)},
    ${sources(layer, withChildren)},
    summed as (
      select source.part, source.child,
             case when source.part = 2 or (${withChildren} and source.child is null)
               then source.place_id end as place_id,
             state.signature_id, sum(state.n)::int as n
      from source
      cross join lateral (${stateOn(layer, asOf)}) state
      group by 1, 2, 3, 4
      having sum(state.n) <> 0
    )
    select summed.part, summed.child, summed.place_id as "placeId",
           summed.signature_id as "signatureId", ${CATEGORIES}, summed.n
    from summed
    join coverage.signature s on s.signature_id = summed.signature_id`.execute(db);
  return found.rows;
}

// ── months ──────────────────────────────────────────────────────────────────────────────────────

export interface SeriesSum {
  /**
   * 2 = the state as the year of `start` begins · 1 = the change from then until the month of
   * `start` begins · 0 = the changes of the month of `start` (to the last day asked for)
   */
  grain: number;
  start: IsoDate;
  signatureId: number;
  categories: SignatureCategories;
  n: number;
}

/**
 * All sums from which the state at the end of every month from `from` (a first of a month) to the
 * day `to` is added up. Anchors and regions give years and months, and the days of the last month;
 * a village gives its first year and the changes of every month.
 */
export async function listSeriesSums(
  db: Database,
  scope: Scope,
  from: IsoDate,
  to: IsoDate,
): Promise<SeriesSum[]> {
  const layer = layerOf(scope, false);
  const found = await sql<SeriesSum>`
    with ${members(scope, layer, false)},
    ${sources(layer, false)},
    summed as (
      select sums.grain, sums.start, sums.signature_id, sum(sums.n)::int as n
      from source
      cross join lateral (${layer === 'places' ? placeMonths(from, to) : areaMonths(from, to)}) sums
      where source.part = 1
      group by 1, 2, 3
      having sum(sums.n) <> 0
    )
    select summed.grain, summed.start, summed.signature_id as "signatureId", ${CATEGORIES},
           summed.n
    from summed
    join coverage.signature s on s.signature_id = summed.signature_id`.execute(db);
  return found.rows;
}

function areaMonths(from: IsoDate, to: IsoDate): RawBuilder<unknown> {
  const year = `${from.slice(0, 4)}-01-01`;
  const month = `${to.slice(0, 7)}-01`;
  return sql`
    select span.grain, case when span.grain = 0 then ${month}::date else c.start end as start,
           c.signature_id, c.n
    from (
      values
        (${sql.lit(GRAIN.year)}::smallint, ${year}::date, ${to}::date),
        (${sql.lit(GRAIN.month)}::smallint, ${from}::date, ${to}::date),
        (${sql.lit(GRAIN.day)}::smallint, ${month}::date, ${to}::date)
    ) as span (grain, first_day, last_day)
    cross join lateral (
      select c.start, c.signature_id, c.n
      from coverage.count c
      where c.layer = source.layer and c.place_id = source.place_id
        and c.grain = span.grain and c.start between span.first_day and span.last_day
      offset 0
    ) c`;
}

function placeMonths(from: IsoDate, to: IsoDate): RawBuilder<unknown> {
  const year = `${from.slice(0, 4)}-01-01`;
  return sql`
    select 2 as grain, c.start, c.signature_id, c.n
    from coverage.count c
    where c.layer = ${sql.lit(LAYER.place)} and c.place_id = source.place_id
      and c.grain = ${sql.lit(GRAIN.year)} and c.start = ${year}::date
    union all
    select 0, date_trunc('month', f.day)::date, turn.signature_id, turn.n
    from coverage.flow f
    cross join lateral (
      values (f.from_signature_id, -f.n), (f.to_signature_id, f.n)
    ) as turn (signature_id, n)
    where f.place_id = source.place_id
      and f.day between ${year}::date and ${to}::date
      and turn.signature_id >= 0`;
}

// ── who changed ─────────────────────────────────────────────────────────────────────────────────

export interface FlowSum {
  /** how many of the `cuts` the day has reached */
  era: number;
  /** null = from outside the place, to outside it */
  from: { signatureId: number; categories: SignatureCategories } | null;
  to: { signatureId: number; categories: SignatureCategories } | null;
  n: number;
}

/** Changes on the days (after, to] of the places of a unit; `cuts`: days on which the law changes. */
export async function listFlowSums(
  db: Database,
  scope: Scope,
  after: IsoDate,
  to: IsoDate,
  cuts: readonly IsoDate[],
): Promise<FlowSum[]> {
  interface Row {
    era: number;
    fromId: number;
    fromCategories: SignatureCategories;
    toId: number;
    toCategories: SignatureCategories;
    n: number;
  }
  const found = await sql<Row>`
    with ${members(scope, 'places', false)},
    summed as (
      select (select count(*)::int from unnest(${cuts}::date[]) as cut (day) where cut.day <= f.day)
               as era,
             f.from_signature_id, f.to_signature_id, sum(f.n)::int as n
      from member
      cross join lateral (
        select day, from_signature_id, to_signature_id, n
        from coverage.flow
        where place_id = member.place_id
          and day > ${after}::date and day <= ${to}::date
        offset 0
      ) f
      where member.part = 1
      group by 1, 2, 3
    )
    select summed.era, summed.from_signature_id as "fromId", summed.to_signature_id as "toId",
           array[a.own, a.other_province, a.army, a.police, a.unknown] as "fromCategories",
           array[b.own, b.other_province, b.army, b.police, b.unknown] as "toCategories",
           summed.n
    from summed
    left join coverage.signature a on a.signature_id = summed.from_signature_id
    left join coverage.signature b on b.signature_id = summed.to_signature_id`.execute(db);
  return found.rows.map((row) => ({
    era: row.era,
    from: row.fromId < 0 ? null : { signatureId: row.fromId, categories: row.fromCategories },
    to: row.toId < 0 ? null : { signatureId: row.toId, categories: row.toCategories },
    n: row.n,
  }));
}
