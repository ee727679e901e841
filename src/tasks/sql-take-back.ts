/** Rows of work made by one deed: what was done with them since, and taking them back. Run as owner. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

/** Everything one deed entered here. */
export interface MadeWork {
  taskIds: readonly number[];
  dutyIds: readonly number[];
  committeeIds: readonly number[];
  documentIds: readonly number[];
  /** entered in the directory because a task or duty named them */
  agencyIds: readonly number[];
}

export interface LaterWork {
  subject: 'task' | 'duty' | 'committee' | 'document';
  id: number;
  unitId: number;
  title: string;
  /** what was done: a kind of task event, or one of the others */
  what: string;
  by: string;
  at: string;
}

/** Agencies that this transaction entered, of those that these tasks and duties name. */
export async function listNewAgencies(
  db: Database,
  made: Pick<MadeWork, 'taskIds' | 'dutyIds'>,
): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select a.agency_id as id
    from tasks.agency a
    where a.xmin = pg_current_xact_id()::xid
      and (exists (select from tasks.task t
          where t.owner_agency_id = a.agency_id and t.task_id = any(${made.taskIds}::int[]))
        or exists (select from tasks.duty d
          where d.reporter_agency_id = a.agency_id and d.duty_id = any(${made.dutyIds}::int[])))
    order by a.agency_id
    limit 20000`.execute(db);
  return found.rows.map((row) => row.id);
}

/** The last thing people did with each task that is not cancelled; the clock's own lines do not count. */
export async function listLaterOnTasks(
  db: Database,
  taskIds: readonly number[],
): Promise<LaterWork[]> {
  const found = await sql<LaterWork>`
    select 'task' as subject, t.task_id as id, t.unit_id as "unitId", t.title, done.what, done.by,
      done.at
    from tasks.task t
    cross join lateral (
      select e.kind as what, e.actor_name as by, e.at
      from tasks.task_event e
      where e.task_id = t.task_id
        and e.kind not in ('created', 'escalated')
      union all
      select 'obstacle', o.actor_name, o.raised_at
      from tasks.obstacle o
      where o.task_id = t.task_id
        and o.state <> 'withdrawn'
      order by at desc
      limit 1
    ) as done
    where t.task_id = any(${taskIds}::int[])
      and t.state <> 'cancelled'
    order by done.at, t.task_id
    limit 50000`.execute(db);
  return found.rows;
}

/** Reports that came in for duties that nobody has ended. */
export async function listLaterOnDuties(
  db: Database,
  dutyIds: readonly number[],
): Promise<LaterWork[]> {
  const found = await sql<LaterWork>`
    select distinct on (d.duty_id) 'duty' as subject, d.duty_id as id, d.unit_id as "unitId",
      d.content as title, t.kind as what, t.actor_name as by, t.recorded_at as at
    from tasks.duty d
    join tasks.tick t on t.duty_id = d.duty_id and t.superseded_at is null
    where d.duty_id = any(${dutyIds}::int[])
      and d.ended_on is null
    order by d.duty_id, t.recorded_at desc
    limit 5000`.execute(db);
  return found.rows;
}

/** Members, followed units, rules, meetings, successors of committees that stand. */
export async function listLaterOnCommittees(
  db: Database,
  committeeIds: readonly number[],
): Promise<LaterWork[]> {
  const found = await sql<LaterWork>`
    select distinct on (c.committee_id) 'committee' as subject, c.committee_id as id,
      c.unit_id as "unitId", c.name as title, later.what, later.by, later.at
    from tasks.committee c
    cross join lateral (
      select 'meeting' as what, m.actor_name as by, m.recorded_at as at
      from tasks.meeting m
      where m.committee_id = c.committee_id
      union all
      select 'replaced', n.actor_name, n.recorded_at
      from tasks.committee n
      where n.replaces_id = c.committee_id
      union all
      select 'member', coalesce(m.user_name, m.title), m.valid_from::timestamptz
      from tasks.member m
      where m.committee_id = c.committee_id
        and (m.user_id is not null or m.valid_to is not null or m.valid_from > c.term_from)
      union all
      select 'follows', f.actor_name, f.valid_from::timestamptz
      from tasks.follow f
      join tasks.member m on m.member_id = f.member_id
      where m.committee_id = c.committee_id
      union all
      select 'rules', c.actor_name, c.recorded_at
      where c.working_rules <> ''
    ) as later
    where c.committee_id = any(${committeeIds}::int[])
      and c.ended_on is null
    order by c.committee_id, later.at desc
    limit 2000`.execute(db);
  return found.rows;
}

/** What else hangs on documents that were not withdrawn: relations, tasks of others, committees. */
export async function listLaterOnDocuments(
  db: Database,
  made: Pick<MadeWork, 'documentIds' | 'taskIds' | 'committeeIds'>,
): Promise<LaterWork[]> {
  const found = await sql<LaterWork>`
    select distinct on (d.document_id) 'document' as subject, d.document_id as id,
      d.unit_id as "unitId", d.title, later.what, later.by, later.at
    from tasks.document d
    cross join lateral (
      select r.kind as what, r.actor_name as by, r.recorded_at as at
      from tasks.document_relation r
      where r.other_id = d.document_id
      union all
      select 'task', t.created_by, t.created_at
      from tasks.task t
      where t.document_id = d.document_id
        and t.task_id <> all(${made.taskIds}::int[])
        and t.state <> 'cancelled'
      union all
      select 'committee', c.actor_name, c.recorded_at
      from tasks.committee c
      where c.document_id = d.document_id
        and c.committee_id <> all(${made.committeeIds}::int[])
        and c.ended_on is null
    ) as later
    where d.document_id = any(${made.documentIds}::int[])
      and d.withdrawn_at is null
    order by d.document_id, later.at desc
    limit 100`.execute(db);
  return found.rows;
}

// ── taking back ─────────────────────────────────────────────────────────────────────────────────

interface By {
  name: string;
  at: string;
  reason: string;
}

/** Answers the tasks that were still open. */
export async function cancelTasks(db: Database, taskIds: readonly number[]): Promise<number[]> {
  const done = await sql<{ id: number }>`
    update tasks.task
    set state = 'cancelled'
    where task_id = any(${taskIds}::int[])
      and state in ('open', 'inProgress')
    returning task_id as id`.execute(db);
  return done.rows.map((row) => row.id);
}

/** Ended on the day they began: they never held. */
export async function annulDuties(db: Database, dutyIds: readonly number[]): Promise<number> {
  const done = await sql`
    update tasks.duty
    set ended_on = active_from
    where duty_id = any(${dutyIds}::int[])
      and ended_on is null`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

export async function annulCommittees(
  db: Database,
  committeeIds: readonly number[],
): Promise<number> {
  const done = await sql`
    update tasks.committee
    set ended_on = term_from
    where committee_id = any(${committeeIds}::int[])
      and ended_on is null`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

export async function withdrawDocuments(
  db: Database,
  documentIds: readonly number[],
  by: By,
): Promise<number> {
  const done = await sql`
    update tasks.document
    set withdrawn_at = ${by.at}::timestamptz, withdrawn_by = ${by.name},
      withdraw_reason = ${by.reason}
    where document_id = any(${documentIds}::int[])
      and withdrawn_at is null`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

/** Those that nobody has used for anything else. */
export async function endIdleAgencies(
  db: Database,
  agencyIds: readonly number[],
  on: string,
): Promise<number> {
  const done = await sql`
    update tasks.agency a
    set ended_on = ${on}::date
    where a.agency_id = any(${agencyIds}::int[])
      and a.ended_on is null
      and not exists (select from tasks.agency_user u where u.agency_id = a.agency_id)
      and not exists (select from tasks.task t
        where t.owner_agency_id = a.agency_id and t.state <> 'cancelled')
      and not exists (select from tasks.joiner j where j.agency_id = a.agency_id)
      and not exists (select from tasks.duty d
        where d.reporter_agency_id = a.agency_id
          and (d.ended_on is null or d.ended_on > d.active_from))`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}
