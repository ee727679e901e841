/** SQL of the jobs people see. Requests have no right on the table: callers are owner here. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export interface JobRow {
  job_id: string;
  name: string;
  user_id: string | null;
  user_name: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  share: number | null;
  step: string | null;
  params: Record<string, string | number> | null;
  created_at: string;
  changed_at: string;
}

const JOB_COLUMNS = sql`
  j.job_id, j.name, j.user_id, u.name as user_name, j.state, j.share, j.step, j.params,
  j.created_at, j.changed_at`;

export async function findJob(db: Database, jobId: string): Promise<JobRow | undefined> {
  const found = await sql<JobRow>`
    select ${JOB_COLUMNS}
    from access.job j
    left join access.user u on u.id = j.user_id
    where j.job_id = ${jobId}`.execute(db);
  return found.rows[0];
}

/** Newest first; `userId` null = everybody's. */
export async function listJobs(
  db: Database,
  filter: { userId: string | null; state?: string; limit: number },
): Promise<JobRow[]> {
  const found = await sql<JobRow>`
    select ${JOB_COLUMNS}
    from access.job j
    left join access.user u on u.id = j.user_id
    where ${filter.userId === null ? sql`true` : sql`j.user_id = ${filter.userId}`}
      and ${filter.state === undefined ? sql`true` : sql`j.state = ${filter.state}`}
    order by j.created_at desc, j.job_id desc
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

/** A waiting job is taken out of the queue; a running one reads the mark at its next step. */
export async function cancelJob(db: Database, jobId: string): Promise<boolean> {
  const marked = await sql`
    update access.job
    set state = 'cancelled', changed_at = now()
    where job_id = ${jobId}
      and state in ('waiting', 'running')
    returning job_id`.execute(db);
  if (marked.rows.length === 0) return false;
  await sql`select graphile_worker.complete_jobs(array[${jobId}::bigint])`.execute(db);
  return true;
}
