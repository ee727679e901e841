/** Sums of counts for a unit, by signature. Run as the owner: half a sum would be a wrong figure. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { IssuerClass } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { GRAIN, LAYER } from './sums.ts';
import type { SignatureCategories } from './signatures.ts';
import type { Definition, UnitRef } from './types.ts';

// ── which unit, delimited by which tree ─────────────────────────────────────────────────────────

export interface PlacementRow {
  path: string;
  certain: boolean;
  candidates: number[];
}

export async function findPlacement(
  db: Database,
  placeId: number,
  day: IsoDate,
): Promise<PlacementRow | undefined> {
  const found = await sql<PlacementRow>`
    select path::text as path, certain, candidates
    from units.placement
    where place_id = ${placeId}
      and valid_from <= ${day}::date
      and (valid_to is null or ${day}::date < valid_to)`.execute(db);
  return found.rows[0];
}

/** Units with the version of a day, or the one nearest to it, in order of code and name. */
export async function listUnits(
  db: Database,
  unitIds: readonly number[],
  day: IsoDate,
): Promise<UnitRef[]> {
  const found = await sql<UnitRef>`
    with version as (
      select distinct on (unit_id) unit_id, code, name, level
      from units.unit_version
      where unit_id = any(${unitIds}::int[])
      order by unit_id, (valid_from <= ${day}::date) desc, abs(valid_from - ${day}::date)
    )
    select unit_id as "unitId", code, name, level
    from version
    order by code nulls last, name, unit_id`.execute(db);
  return found.rows;
}

/** Units of the day's tree directly below a path. */
export async function listChildIds(db: Database, path: string, day: IsoDate): Promise<number[]> {
  const found = await sql<{ unitId: number }>`
    select p.place_id as "unitId"
    from units.placement p
    join units.unit_version v on v.unit_id = p.place_id
      and v.valid_from <= ${day}::date
      and (v.valid_to is null or ${day}::date < v.valid_to)
    where p.path <@ ${path}::ltree
      and nlevel(p.path) = nlevel(${path}::ltree) + 1
      and p.certain
      and p.valid_from <= ${day}::date
      and (p.valid_to is null or ${day}::date < p.valid_to)
    order by p.place_id
    limit 5000`.execute(db);
  return found.rows.map((row) => row.unitId);
}

/** A unit with the two trees by which it is delimited and divided. */
export interface Scope {
  unit: UnitRef;
  /** by the tree of this day it is delimited, and its path there */
  membership: IsoDate;
  path: string;
  /** by the tree of this day it is divided: into the units at `childDepth` (from 0) of paths … */
  boundaries: IsoDate;
  childDepth: number;
  /** … or, when it is not in that tree and several units hold its people, into these */
  holders: readonly number[];
}

/** Anchors hold everything down to communes; below them only the places themselves do. */
export type MemberLayer = 'anchors' | 'places';

function layerOf(scope: Scope, withChildren: boolean): MemberLayer {
  if (scope.unit.level === 'village') return 'places';
  return withChildren && scope.unit.level === 'commune' ? 'places' : 'anchors';
}

/**
 * CTE `member (place_id, part, child)`: part 1 = places inside the unit, with the unit below it in
 * which they lie (null = not known); part 2 = places that may lie inside or outside.
 */
export function members(
  scope: Scope,
  layer: MemberLayer,
  withChildren: boolean,
): RawBuilder<unknown> {
  const { membership, path, boundaries } = scope;
  const anchorsOnly =
    layer === 'anchors'
      ? sql`join units.unit u on u.unit_id = p.place_id and u.anchor_id = u.unit_id`
      : sql``;
  const sameTree = boundaries === membership;
  const divided = sameTree ? sql.ref('p.path') : sql.ref('g.path');
  const child = withChildren ? childIn(scope, divided) : sql`null::int`;
  const divide =
    withChildren && !sameTree
      ? sql`join units.placement g on g.place_id = p.place_id
              and g.valid_from <= ${boundaries}::date
              and (g.valid_to is null or ${boundaries}::date < g.valid_to)`
      : sql``;
  return sql`
    member as materialized (
      select p.place_id, 1 as part, ${child} as child
      from units.placement p
      ${anchorsOnly}
      ${divide}
      where p.path <@ ${path}::ltree
        and p.valid_from <= ${membership}::date
        and (p.valid_to is null or ${membership}::date < p.valid_to)
      union all
      select p.place_id, 2, null
      from units.placement p
      ${anchorsOnly}
      where p.path @> ${path}::ltree
        and nlevel(p.path) < nlevel(${path}::ltree)
        and not p.certain
        and p.valid_from <= ${membership}::date
        and (p.valid_to is null or ${membership}::date < p.valid_to)
        and exists (
          select
          from units.placement c
          where c.place_id = any(p.candidates)
            and c.path <@ ${path}::ltree
            and c.valid_from <= ${membership}::date
            and (c.valid_to is null or ${membership}::date < c.valid_to)
        )
    )`;
}

/** Which child a path runs through; null = it stops above, or ends in the unit itself. */
function childIn({ childDepth, holders }: Scope, path: RawBuilder<unknown>): RawBuilder<unknown> {
  if (holders.length > 0) {
    return sql`(
      select substr(step.label, 2)::int
      from unnest(string_to_array(${path}::text, '.')) as step (label)
      where substr(step.label, 2)::int = any(${holders}::int[])
      limit 1
    )`;
  }
  return sql`
    case when nlevel(${path}) > ${sql.lit(childDepth)}
      then substr(subpath(${path}, ${sql.lit(childDepth)}, 1)::text, 2)::int end`;
}

export interface MemberRow {
  placeId: number;
  part: number;
  child: number | null;
}

/** The places themselves, for counting from the facts. */
export async function listMembers(
  db: Database,
  scope: Scope,
  withChildren: boolean,
): Promise<MemberRow[]> {
  const found = await sql<MemberRow>`
    with ${members(scope, 'places', withChildren)}
    select place_id as "placeId", part, child
    from member
    order by place_id`.execute(db);
  return found.rows;
}

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
    const number = sql.lit(layer === 'places' ? LAYER.place : LAYER.anchor);
    return sql`
      source as (
        select ${number}::smallint as layer, place_id, part, child
        from member
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
      where not exists (
        select
        from coverage.anchor a
        join whole on whole.region_id = a.region_id
        where a.anchor_id = m.place_id
      )
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

// ── cards without names, official figures, definitions, events ──────────────────────────────────

export interface AggregateRow {
  child: number | null;
  part: number;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  category: string;
  issuer: IssuerClass;
  people: number;
}

/** Aggregate entries of places of a unit that hold on any day of [from, to], as known now or then. */
export async function listAggregates(
  db: Database,
  scope: Scope,
  days: { from: IsoDate; to: IsoDate },
  known: KnownEntry,
  withChildren: boolean,
): Promise<AggregateRow[]> {
  const found = await sql<AggregateRow>`
    with ${members(scope, 'places', withChildren)}
    select member.child, member.part, a.valid_from as "validFrom", a.valid_to as "validTo",
           a.category, a.issuer, a.people
    from registry.aggregate_participation a
    join member on member.place_id = a.place_id
    where a.valid_from <= ${days.to}::date
      and (a.valid_to is null or ${days.from}::date < a.valid_to)
      and ${knownRows('a', known)}
    order by a.place_id, a.valid_from, a.fact_id`.execute(db);
  return found.rows;
}

/** Entry up to which the facts are known; null = now. */
export type KnownEntry = number | null;

export function knownRows(alias: string, known: KnownEntry): RawBuilder<unknown> {
  const from = sql.ref(`${alias}.recorded_from`);
  const to = sql.ref(`${alias}.recorded_to`);
  if (known === null) return sql`${to} is null`;
  return sql`(${from} <= ${known}::bigint and (${to} is null or ${to} > ${known}::bigint))`;
}

export interface PopulationRow {
  unitId: number;
  year: number;
  people: number;
  onDate: IsoDate;
  title: string;
}

/** The latest figure of a source in each year for the units; years without a usable one are absent. */
export async function listPopulations(
  db: Database,
  unitIds: readonly number[],
  source: string,
  years: { from: number; to: number },
  knownAt: string | null,
): Promise<PopulationRow[]> {
  const known =
    knownAt === null
      ? sql`p.superseded_at is null`
      : sql`(p.recorded_at <= ${knownAt}::timestamptz
             and (p.superseded_at is null or p.superseded_at > ${knownAt}::timestamptz))`;
  const found = await sql<PopulationRow>`
    select distinct on (p.unit_id, extract(year from p.on_date))
           p.unit_id as "unitId", extract(year from p.on_date)::int as year, p.people,
           p.on_date as "onDate", s.title
    from units.population p
    join units.population_source s on s.source_id = p.source_id
    where p.unit_id = any(${unitIds}::int[])
      and s.key = ${source}
      and p.on_date >= make_date(${years.from}::int, 1, 1)
      and p.on_date < make_date(${years.to}::int + 1, 1, 1)
      and p.people is not null
      and ${known}
    order by p.unit_id, extract(year from p.on_date), p.on_date desc, p.recorded_at desc`.execute(
    db,
  );
  return found.rows;
}

interface DefinitionRow {
  code: string;
  name: string;
  nameEn: string;
  issuers: IssuerClass[];
  aggregateIssuers: IssuerClass[];
  denominator: 'registry' | 'official';
  source: string | null;
  year: number | null;
  citation: string;
}

export async function listDefinitions(db: Database): Promise<Definition[]> {
  const found = await sql<DefinitionRow>`
    select code, name_vi as name, name_en as "nameEn", issuers,
           aggregate_issuers as "aggregateIssuers", denominator, population_source as source,
           population_year as year, citation
    from coverage.definition
    order by position, code`.execute(db);
  return found.rows.map(({ denominator, source, year, ...row }) => ({
    ...row,
    denominator:
      denominator === 'official' && source !== null
        ? { kind: 'official', source, year }
        : { kind: 'registry' },
  }));
}

/** False when the code is taken. */
export async function insertDefinition(
  db: Database,
  definition: Definition,
  by: { name: string; at: string },
): Promise<boolean> {
  const { denominator } = definition;
  const official = denominator.kind === 'official' ? denominator : null;
  const written = await sql`
    insert into coverage.definition
      (code, name_vi, name_en, issuers, aggregate_issuers, denominator, population_source,
       population_year, citation, position, actor_name, recorded_at)
    select ${definition.code}, ${definition.name}, ${definition.nameEn},
           ${definition.issuers}::text[], ${definition.aggregateIssuers}::text[],
           ${denominator.kind}, ${official?.source ?? null}, ${official?.year ?? null}::int,
           ${definition.citation}, coalesce(max(position), 0) + 1, ${by.name},
           ${by.at}::timestamptz
    from coverage.definition
    on conflict (code) do nothing`.execute(db);
  return written.numAffectedRows === 1n;
}

export interface UnitEventRow {
  on: IsoDate;
  number: string | null;
  title: string;
  units: number;
}

/** Acts that changed units of the scope on the days [from, to], with how many they changed. */
export async function listUnitEvents(
  db: Database,
  scope: Scope,
  from: IsoDate,
  to: IsoDate,
): Promise<UnitEventRow[]> {
  const { path, membership, unit } = scope;
  const found = await sql<UnitEventRow>`
    with inside as (
      select p.place_id
      from units.placement p
      where (p.path <@ ${path}::ltree or (not p.certain and ${unit.unitId} = any(p.candidates)))
        and p.valid_from <= ${membership}::date
        and (p.valid_to is null or ${membership}::date < p.valid_to)
    )
    select c.effective_on as on, a.number, coalesce(a.title, '') as title,
           count(distinct coalesce(c.from_unit_id, c.to_unit_id))::int as units
    from units.change c
    left join units.act a on a.act_id = c.act_id
    where c.effective_on between ${from}::date and ${to}::date
      and c.kind <> 'unchanged'
      and (c.from_unit_id in (select place_id from inside)
           or c.to_unit_id in (select place_id from inside))
    group by c.effective_on, a.act_id, a.number, a.title
    order by c.effective_on, a.act_id
    limit 200`.execute(db);
  return found.rows;
}

export async function findEntryAt(db: Database, instant: string): Promise<number> {
  const found = await sql<{ entryId: number }>`
    select coalesce(max(entry_id), 0) as "entryId"
    from registry.entry
    where recorded_at <= ${instant}::timestamptz`.execute(db);
  return found.rows[0]?.entryId ?? 0;
}
