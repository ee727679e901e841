/**
 * What runs later or takes long: graphile-worker in the same database, so a job is added in the
 * transaction that needs it. A job may run twice; each handler must be safe to repeat.
 * Progress travels by `pg_notify('baophu_progress', …)` to the browser (see `src/http/events.ts`).
 */
import {
  Logger as GraphileLogger,
  type Runner,
  type TaskList,
  makeWorkerUtils,
  parseCronItems,
  run,
} from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { type Database, connectClient } from './database.ts';

export interface JobOptions {
  /** a second job with this key replaces the first while it waits */
  key?: string;
  /** jobs of one queue run one after another */
  queue?: string;
  triesMax?: number;
}

export interface Jobs {
  /** Adds a job in `db`'s transaction; answers its id. */
  add(db: Database, name: string, payload: object, options?: JobOptions): Promise<string>;
}

export interface FollowUp {
  /** waits under this key however often it is asked for; the first asking says when */
  key: string;
  queue?: string;
  afterSeconds: number;
}

/**
 * What the product does by itself a while after a write, once for many writes: nobody's job, so it
 * stands in no list of jobs. Run as owner, in the transaction of the write.
 */
export async function addFollowUp(db: Database, name: string, follow: FollowUp): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      identifier => ${name},
      payload => '{}'::json,
      queue_name => ${follow.queue ?? null},
      run_at => now() + make_interval(secs => ${follow.afterSeconds}),
      max_attempts => 3,
      job_key => ${follow.key},
      job_key_mode => 'preserve_run_at'
    )`.execute(db);
}

export interface JobProgress {
  jobId: string;
  name: string;
  /** 0…1, or null when the end is not known */
  share: number | null;
  /** a key of messages, with its params */
  step: string;
  params?: Record<string, string | number>;
  state: 'running' | 'done' | 'failed';
}

export const PROGRESS_CHANNEL = 'baophu_progress';

export const jobQueue: Jobs = {
  async add(db, name, payload, options = {}) {
    const added = await sql<{ id: string }>`
      select access.add_job(
        identifier => ${name},
        payload => ${JSON.stringify(payload)}::json,
        queue_name => ${options.queue ?? null},
        max_attempts => ${options.triesMax ?? 3},
        job_key => ${options.key ?? null}
      ) as id`.execute(db);
    const id = added.rows[0]?.id;
    if (!id) throw new Error(`job ${name} was not added`);
    return id;
  },
};

/**
 * Tells everyone who watches, and remembers it for those who come later. Not in the job's own
 * transaction: it would be heard only at the end. False = somebody asked the job to stop.
 */
export async function reportProgress(db: Database, progress: JobProgress): Promise<boolean> {
  const kept = await sql<{ go_on: boolean }>`
    with noted as (
      update access.job
      set state = ${progress.state},
        share = ${progress.share},
        step = ${progress.step},
        params = ${JSON.stringify(progress.params ?? {})}::jsonb,
        changed_at = now()
      where job_id = ${progress.jobId}
        and state <> 'cancelled'
    )
    select not exists (
      select from access.job
      where job_id = ${progress.jobId}
        and state = 'cancelled'
    ) as go_on`.execute(db);
  await sql`select pg_notify(${PROGRESS_CHANNEL}, ${JSON.stringify(progress)})`.execute(db);
  return kept.rows[0]?.go_on !== false;
}

/** The worker's own chatter is for debugging; what fails is for us. */
const LOG_LEVEL: Readonly<Record<string, 'error' | 'warn' | 'debug'>> = {
  error: 'error',
  warning: 'warn',
};

export interface RunningJob {
  id: string;
  name: string;
  /** whether it is tried again when it fails; absent = it is not */
  hasMoreTries?: boolean;
}

export type JobHandler = (payload: unknown, job: RunningJob) => Promise<void>;

/** A job that starts by itself: `match` as in a crontab, in UTC. */
export interface JobSchedule {
  name: string;
  match: string;
}

/** Starts the worker beside the HTTP server. Stop it before the database. */
export async function startJobs(
  url: string,
  handlers: Readonly<Record<string, JobHandler>>,
  log: Logger,
  schedule: readonly JobSchedule[] = [],
): Promise<{ stop(): Promise<void> }> {
  await freeDeadWorkers(url);
  const pool = new pg.Pool({ connectionString: url, max: 4, application_name: WORKER_NAME });
  const lost = (cause: Error): void => log.warn({ err: cause }, 'a job connection was lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const taskList: TaskList = {};
  for (const [name, handler] of Object.entries(handlers)) {
    taskList[name] = (payload, { job }) =>
      handler(payload, {
        id: String(job.id),
        name,
        hasMoreTries: job.attempts < job.max_attempts,
      });
  }
  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    concurrency: 2,
    noHandleSignals: true,
    parsedCronItems: parseCronItems(
      schedule.map(({ name, match }) => ({ task: name, match, identifier: name })),
    ),
    logger: new GraphileLogger(() => (level, message) => log[LOG_LEVEL[level] ?? 'debug'](message)),
    pollInterval: 2000,
  });
  return {
    async stop() {
      await runner.stop();
      await pool.end();
    },
  };
}

const WORKER_NAME = 'baophu-jobs';

/**
 * A worker that was killed (a power cut, kill -9) holds its jobs and their queues for four hours.
 * Where no other worker is connected, whoever holds something is dead: it is freed.
 */
async function freeDeadWorkers(url: string): Promise<void> {
  const client = await connectClient(url);
  try {
    await client.query(
      `select graphile_worker.force_unlock_workers(array(
         select locked_by from graphile_worker._private_jobs where locked_by is not null
         union
         select locked_by from graphile_worker._private_job_queues where locked_by is not null))
       where not exists (
         select from pg_stat_activity
         where application_name = $1 and datname = current_database())`,
      [WORKER_NAME],
    );
  } finally {
    await client.end();
  }
}

/** graphile-worker's own tables; called by the migrator. */
export async function migrateJobs(url: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: url });
  await utils.migrate();
  await utils.release();
}
