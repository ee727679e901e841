/** Targets of all units inside a unit, with where those units lie by the boundaries asked for. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

export interface PlacedTarget {
  targetId: number;
  unitId: number;
  /** while the unit is not in that tree: the path of what holds it now */
  path: string;
  certain: boolean;
  candidates: number[];
}

const PLACED_MAX = 50_000;

/**
 * By the tree of `membership` the unit holds them; by that of `boundaries` they are placed. Of
 * periods that hold a day of [from, to).
 */
export async function listPlacedTargets(
  db: Database,
  filter: {
    path: string;
    membership: IsoDate;
    boundaries: IsoDate;
    unitIds: readonly number[];
    indicator: string;
    group: string;
    from: IsoDate;
    to: IsoDate;
  },
): Promise<PlacedTarget[]> {
  const { path, membership, boundaries } = filter;
  const found = await sql<PlacedTarget>`
    select t.target_id as "targetId", t.unit_id as "unitId", g.path::text as path, g.certain,
           g.candidates
    from targets.target t
    join units.placement i on i.place_id = t.unit_id
      and i.valid_from <= ${membership}::date
      and (i.valid_to is null or ${membership}::date < i.valid_to)
    join units.placement g on g.place_id = t.unit_id
      and g.valid_from <= ${boundaries}::date
      and (g.valid_to is null or ${boundaries}::date < g.valid_to)
    where t.indicator = ${filter.indicator}
      and t.group_code = ${filter.group}
      and t.kind = 'target'
      and t.valid_from < ${filter.to}::date
      and ${filter.from}::date < t.valid_to
      and (i.path <@ ${path}::ltree or t.unit_id = any(${filter.unitIds}::int[]))
    order by t.target_id
    limit ${PLACED_MAX}`.execute(db);
  return found.rows;
}

/** Targets of units inside a path whose answers wait; not those the unit itself was assigned. */
export async function listOpenAnswers(db: Database, path: string, on: IsoDate): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select r.target_id as id
    from targets.revision r
    join targets.target t on t.target_id = r.target_id
    join units.placement p on p.place_id = t.unit_id
      and p.valid_from <= ${on}::date
      and (p.valid_to is null or ${on}::date < p.valid_to)
    join units.placement a on a.place_id = r.assigner_id
      and a.valid_from <= ${on}::date
      and (a.valid_to is null or ${on}::date < a.valid_to)
    where r.superseded_at is null
      and r.state = 'counterProposed'
      and p.path <@ ${path}::ltree
      and a.path <@ ${path}::ltree
    order by r.recorded_at
    limit 1000`.execute(db);
  return found.rows.map((row) => row.id);
}
