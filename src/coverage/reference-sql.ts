/** What figures are told with: cards without names, official populations, definitions, events. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { IssuerClass } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { type KnownEntry, knownRows } from './known-sql.ts';
import { type Scope, members } from './scope-sql.ts';
import type { Definition } from './types.ts';

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
  kind: 'units' | 'areaClass';
}

/**
 * Acts that changed units of the scope, or the area classes on which entitlements of its people
 * depend, on the days [from, to], with how many units each touched.
 */
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
    ),
    changed as (
      select c.effective_on as on, c.act_id, coalesce(c.from_unit_id, c.to_unit_id) as unit_id,
             'units' as kind
      from units.change c
      where c.effective_on between ${from}::date and ${to}::date
        and c.kind <> 'unchanged'
        and (c.from_unit_id in (select place_id from inside)
             or c.to_unit_id in (select place_id from inside))
      union all
      -- a class that only goes on under a new list, or begins before the records, changes nothing
      select l.valid_from, l.act_id, l.unit_id, 'areaClass'
      from units.area_class l
      join units.area_class before
        on before.unit_id = l.unit_id
        and before.scheme = l.scheme
        and before.valid_to = l.valid_from
        and before.superseded_at is null
      where l.valid_from between ${from}::date and ${to}::date
        and l.superseded_at is null
        and before.class <> l.class
        and l.unit_id in (select place_id from inside)
    )
    select c.on, a.number, coalesce(a.title, '') as title, c.kind,
           count(distinct c.unit_id)::int as units
    from changed c
    left join units.act a on a.act_id = c.act_id
    group by c.on, c.kind, a.act_id, a.number, a.title
    order by c.on, a.act_id
    limit 200`.execute(db);
  return found.rows;
}
