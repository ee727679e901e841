/** What became of revisions that were written together, and what their targets said before. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { TargetState } from './types.ts';

export interface LaterRevision {
  targetId: number;
  unitId: number;
  indicatorName: string;
  groupName: string | null;
  from: IsoDate;
  /** split = the value was shared out to a unit below: `unitId` is that unit */
  what: TargetState | 'split';
  by: string;
  at: string;
}

/** Of the targets of these revisions: what was decided since and stands. Run as owner. */
export async function listLaterRevisions(
  db: Database,
  revisionIds: readonly number[],
): Promise<LaterRevision[]> {
  const found = await sql<LaterRevision>`
    with written as (
      select t.*, r.revision_id
      from targets.revision r
      join targets.target t using (target_id)
      where r.revision_id = any(${revisionIds}::int[])
    ),
    later as (
      select w.target_id, r.revision_id, r.state as what
      from written w
      join targets.revision r on r.target_id = w.target_id
        and r.superseded_at is null
        and r.revision_id <> w.revision_id
      union
      select t.target_id, r.revision_id, 'split'
      from written w
      join targets.target t on t.indicator = w.indicator
        and t.group_code = w.group_code
        and t.valid_from = w.valid_from
        and t.valid_to = w.valid_to
        and t.kind = w.kind
        and t.target_id <> w.target_id
      join targets.revision r on r.target_id = t.target_id
        and r.superseded_at is null
        and r.assigner_id = w.unit_id
        and r.revision_id > w.revision_id
        and r.revision_id <> all(${revisionIds}::int[])
    )
    select t.target_id as "targetId", t.unit_id as "unitId", i.name_vi as "indicatorName",
      r.group_name as "groupName", t.valid_from as "from", later.what, r.actor_name as by,
      r.recorded_at as at
    from later
    join targets.target t using (target_id)
    join targets.revision r using (revision_id)
    join targets.indicator i on i.code = t.indicator
    where r.state <> 'withdrawn'
    order by r.recorded_at, later.revision_id
    limit 50000`.execute(db);
  return found.rows;
}

/** What stood before each of these revisions that is still the current one. Run as owner. */
export async function restoreBefore(
  db: Database,
  revisionIds: readonly number[],
  by: { userId: string; name: string; at: string; reason: string },
): Promise<number> {
  const standing = await sql<{ id: number }>`
    update targets.revision
    set superseded_at = ${by.at}::timestamptz
    where superseded_at is null
      and revision_id = any(${revisionIds}::int[])
    returning revision_id as id`.execute(db);
  const ids = standing.rows.map((row) => row.id);
  await sql`
    insert into targets.revision
      (target_id, state, operator, measure, rate_bp, people, population, group_name,
       counter_rate_bp, counter_people, is_override, assigner_id, act_id, sources, reason,
       recorded_at, actor_id, actor_name)
    select o.target_id, o.state, o.operator, o.measure, o.rate_bp, o.people, o.population,
      o.group_name, o.counter_rate_bp, o.counter_people, o.is_override, o.assigner_id, o.act_id,
      o.sources, o.reason, ${by.at}::timestamptz, ${by.userId}, ${by.name}
    from targets.revision w
    cross join lateral (
      select r.target_id, r.state, r.operator, r.measure, r.rate_bp, r.people, r.population,
        r.group_name, r.counter_rate_bp, r.counter_people, r.is_override, r.assigner_id, r.act_id,
        r.sources, r.reason, r.revision_id
      from targets.revision r
      where r.target_id = w.target_id
        and r.revision_id < w.revision_id
      union all
      select w.target_id, 'withdrawn', w.operator, w.measure, w.rate_bp, w.people, w.population,
        w.group_name, null, null, w.is_override, w.assigner_id, w.act_id, w.sources,
        ${by.reason}, 0
      order by revision_id desc
      limit 1
    ) as o
    where w.revision_id = any(${ids}::int[])
    order by w.revision_id`.execute(db);
  return ids.length;
}
