/** Tasks of one official and counts below his units. Run as owner. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import { type PlaceScope, isInScope } from './sql-scope.ts';
import { type TaskRow, taskColumns } from './sql.ts';

/**
 * Given to him, to an agency he works in, or to his units themselves; who works in no agency of a unit
 * sees all its tasks.
 */
export async function listMine(
  db: Database,
  question: {
    userId: string;
    unitIds: readonly number[];
    agencies: readonly number[];
    day: IsoDate;
  },
): Promise<TaskRow[]> {
  const { userId, unitIds, agencies, day } = question;
  const found = await sql<TaskRow>`
    select ${taskColumns(day)}
    from tasks.task t
    where t.state in ('open', 'inProgress')
      and (
        t.owner_user_id = ${userId}
        or t.owner_agency_id = any (${agencies}::int[])
        or (
          t.unit_id = any (${unitIds}::int[])
          and (
            t.owner_kind = 'unit'
            or (t.owner_kind = 'agency' and cardinality(${agencies}::int[]) = 0)
          )
        )
      )
    order by t.due_at nulls last, t.task_id
    limit 500`.execute(db);
  return found.rows;
}

export interface OpenCounts {
  unitId: number;
  overdue: number;
  open: number;
}

/** Units inside the places, the units themselves left out, that have late tasks; worst first. */
export async function countOpenBelow(
  db: Database,
  question: { scope: PlaceScope; unitIds: readonly number[]; now: string },
): Promise<OpenCounts[]> {
  const { scope, unitIds, now } = question;
  const found = await sql<OpenCounts>`
    select t.unit_id as "unitId", count(*) filter (where t.due_at < ${now}::timestamptz) as overdue,
      count(*) as open
    from tasks.task t
    where t.state in ('open', 'inProgress')
      and not t.unit_id = any (${unitIds}::int[])
      and ${isInScope(sql`t.unit_id`, scope)}
    group by t.unit_id
    having count(*) filter (where t.due_at < ${now}::timestamptz) > 0
    order by overdue desc, t.unit_id
    limit 200`.execute(db);
  return found.rows;
}

/** Of each unit with all below it, by the tree of the day. */
export async function countOpenIn(
  db: Database,
  question: { unitIds: readonly number[]; now: string; day: IsoDate },
): Promise<OpenCounts[]> {
  const { unitIds, now, day } = question;
  const found = await sql<OpenCounts>`
    select wanted.unit_id as "unitId",
      count(*) filter (where t.due_at < ${now}::timestamptz) as overdue, count(*) as open
    from unnest(${unitIds}::int[]) as wanted (unit_id)
    join units.placement above
      on above.place_id = wanted.unit_id
      and above.valid_from <= ${day}::date
      and (above.valid_to is null or ${day}::date < above.valid_to)
    join units.placement p
      on p.path <@ above.path
      and p.valid_from <= ${day}::date
      and (p.valid_to is null or ${day}::date < p.valid_to)
    join tasks.task t on t.unit_id = p.place_id and t.state in ('open', 'inProgress')
    group by wanted.unit_id
    order by wanted.unit_id
    limit 500`.execute(db);
  return found.rows;
}
