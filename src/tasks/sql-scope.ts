/** Which units a question or a duty is about: reads of the tree (owner: src/units). */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { UnitRef } from '../units/types.ts';

/** Subtrees, each in the tree of its own day; null = everything. */
export interface PlaceScope {
  paths: readonly string[];
  days: readonly IsoDate[];
}

/** True for rows whose unit lies in one of the subtrees. */
export function isInScope(
  unitId: RawBuilder<unknown>,
  scope: PlaceScope | null,
): RawBuilder<boolean> {
  if (scope === null) return sql`true`;
  return sql`exists (
    select from unnest(${scope.paths}::text[]::ltree[], ${scope.days}::date[]) as inside (path, day)
    join units.placement p
      on p.path <@ inside.path
      and p.valid_from <= inside.day
      and (p.valid_to is null or inside.day < p.valid_to)
    where p.place_id = ${unitId}
  )`;
}

/**
 * Where a unit lies on the day, as text: u1.u1208.u202536. One that has ended stands below the unit
 * that holds its land now, so its own word is still the nearest.
 */
export function pathOn(unitId: RawBuilder<unknown>, day: IsoDate): RawBuilder<string | null> {
  return sql`(
    select ${ownPath()}
    from units.placement p
    where p.place_id = ${unitId}
      and p.valid_from <= ${day}::date
      and (p.valid_to is null or ${day}::date < p.valid_to)
  )`;
}

function ownPath(): RawBuilder<string> {
  return sql`case ltree2text(subpath(p.path, -1))
    when 'u' || p.place_id::text then p.path::text
    else p.path::text || '.u' || p.place_id::text
  end`;
}

export interface LevelUnit extends UnitRef {
  /** in the tree of the day */
  path: string;
}

const UNITS_MAX = 20_000;

/**
 * Units of the levels in force on the day that lie in the scope: for a district that has ended, the
 * communes of the day that hold it. By path, so parents stand before children.
 */
export async function listLevelUnits(
  db: Database,
  scope: { path: string; on: IsoDate },
  day: IsoDate,
  levels: readonly string[],
): Promise<LevelUnit[]> {
  const found = await sql<LevelUnit>`
    select v.unit_id as "unitId", v.code, v.name, v.type, v.level, p.path::text as path
    from units.unit_version v
    join units.placement m
      on m.place_id = v.unit_id
      and m.path <@ ${scope.path}::ltree
      and m.valid_from <= ${scope.on}::date
      and (m.valid_to is null or ${scope.on}::date < m.valid_to)
    join units.placement p
      on p.place_id = v.unit_id
      and p.valid_from <= ${day}::date
      and (p.valid_to is null or ${day}::date < p.valid_to)
    where v.level = any (${levels}::text[])
      and v.valid_from <= ${day}::date
      and (v.valid_to is null or ${day}::date < v.valid_to)
    order by p.path, v.code, v.unit_id
    limit ${UNITS_MAX}`.execute(db);
  return found.rows;
}

/** Those of the units that lie in the scope. */
export async function listUnitsInside(
  db: Database,
  unitIds: readonly number[],
  scope: PlaceScope,
): Promise<number[]> {
  const found = await sql<{ unitId: number }>`
    select wanted.unit_id as "unitId"
    from unnest(${unitIds}::int[]) as wanted (unit_id)
    where ${isInScope(sql`wanted.unit_id`, scope)}
    order by 1`.execute(db);
  return found.rows.map((row) => row.unitId);
}

/** Units that stood above a unit on any day, the country left out. */
export async function listEverAbove(db: Database, unitId: number): Promise<number[]> {
  const found = await sql<{ unitId: number }>`
    select distinct substr(above.label, 2)::int as "unitId"
    from units.placement p
    cross join unnest(string_to_array(p.path::text, '.')) with ordinality as above (label, place)
    where p.place_id = ${unitId}
      and above.place > 1
      and above.label <> 'u' || ${unitId}::text
    order by 1`.execute(db);
  return found.rows.map((row) => row.unitId);
}

/** Paths of units on a day, as `pathOn` tells them. */
export async function listPaths(
  db: Database,
  unitIds: readonly number[],
  day: IsoDate,
): Promise<Map<number, string>> {
  const found = await sql<{ unitId: number; path: string }>`
    select p.place_id as "unitId", ${ownPath()} as path
    from units.placement p
    where p.place_id = any (${unitIds}::int[])
      and p.valid_from <= ${day}::date
      and (p.valid_to is null or ${day}::date < p.valid_to)
    order by 1`.execute(db);
  return new Map(found.rows.map((row) => [row.unitId, row.path]));
}
