/** Which places make up a unit, by the tree of which day, and into which children they fall. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { UnitRef } from './types.ts';

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

/** Units of the day's tree directly below a path, in order of code and name. */
export async function listUnitsBelow(db: Database, path: string, day: IsoDate): Promise<UnitRef[]> {
  const found = await sql<UnitRef>`
    select v.unit_id as "unitId", v.code, v.name, v.level
    from units.placement p
    join units.unit_version v on v.unit_id = p.place_id
      and v.valid_from <= ${day}::date
      and (v.valid_to is null or ${day}::date < v.valid_to)
    where p.path <@ ${path}::ltree
      and nlevel(p.path) = nlevel(${path}::ltree) + 1
      and p.certain
      and p.valid_from <= ${day}::date
      and (p.valid_to is null or ${day}::date < p.valid_to)
    order by v.code nulls last, v.name, v.unit_id
    limit 5000`.execute(db);
  return found.rows;
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

/**
 * A unit as `scopeOf` of the units delimits it: by the tree of the day asked for while it stands in
 * it, otherwise by that of the nearest day of its own life. One statement, since every read asks it.
 */
export async function findScope(
  db: Database,
  unitId: number,
  boundaries: IsoDate,
): Promise<Scope | undefined> {
  interface Row extends UnitRef {
    membership: IsoDate;
    path: string;
    pathNow: string;
    candidates: number[];
  }
  const found = await sql<Row>`
    with life as (
      select min(valid_from) as first_day,
             case when bool_or(valid_to is null) then null else max(valid_to) end as end_day
      from units.unit_version
      where unit_id = ${unitId}
    ),
    own as (
      select case
               when ${boundaries}::date < first_day then first_day
               when ${boundaries}::date >= end_day then end_day - 1
               else ${boundaries}::date
             end as day
      from life
    )
    select v.unit_id as "unitId", v.code, v.name, v.level, own.day as membership,
           inside.path::text as path, now.path::text as "pathNow", now.candidates
    from own
    join units.unit_version v on v.unit_id = ${unitId}
      and v.valid_from <= own.day and (v.valid_to is null or own.day < v.valid_to)
    join units.placement inside on inside.place_id = ${unitId}
      and inside.valid_from <= own.day and (inside.valid_to is null or own.day < inside.valid_to)
    join units.placement now on now.place_id = ${unitId}
      and now.valid_from <= ${boundaries}::date
      and (now.valid_to is null or ${boundaries}::date < now.valid_to)`.execute(db);
  const row = found.rows[0];
  if (!row) return undefined;
  const { membership, path, pathNow, candidates, ...unit } = row;
  return {
    unit,
    membership,
    path,
    boundaries,
    childDepth: pathNow.split('.').length,
    holders: membership === boundaries ? [] : candidates,
  };
}

/** Anchors hold everything down to communes; below them only the places themselves do. */
export type MemberLayer = 'anchors' | 'places';

export function layerOf(scope: Scope, withChildren: boolean): MemberLayer {
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
