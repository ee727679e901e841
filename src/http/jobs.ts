/** Jobs as people see them: those they started; the country's administrators see all. */
import { z } from 'zod';
import type { Actor } from '../kernel/actor.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner } from '../stores/context.ts';
import { type AnyEndpoint, defineEndpoint } from './endpoint.ts';
import { type JobRow, cancelJob, findJob, listJobs } from './sql.ts';

export const JobView = z.object({
  jobId: z.string(),
  name: z.string(),
  userName: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  share: z.number().min(0).max(1).nullable(),
  step: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
  createdAt: z.string(),
  changedAt: z.string(),
});

export type JobView = z.infer<typeof JobView>;

export function maySeeJob(who: Actor, ownerId: string | null): boolean {
  return ownerId === who.userId || seesAllJobs(who);
}

function seesAllJobs(who: Actor): boolean {
  if (who.kind === 'system') return true;
  return who.grants.some((grant) => grant.role === 'administrator' && !grant.path.includes('.'));
}

const JobParams = z.object({ job: z.string().regex(/^\d{1,18}$/) });

export const jobEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'jobs.list',
    method: 'get',
    path: '/v1/jobs',
    summary: 'Tác vụ nền của tôi, mới nhất trước',
    input: {
      query: z.object({
        state: JobView.shape.state.optional(),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    },
    output: z.object({ jobs: z.array(JobView) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'jobs list' },
    example: { query: { limit: 10 } },
    async handle(ctx, { query }) {
      const userId = seesAllJobs(ctx.who) ? null : ctx.who.userId;
      const rows = await asOwner(ctx, () => listJobs(ctx.db, { ...query, userId }));
      return { jobs: rows.map(viewOf) };
    },
  }),
  defineEndpoint({
    id: 'jobs.get',
    method: 'get',
    path: '/v1/jobs/{job}',
    summary: 'Một tác vụ nền',
    input: { params: JobParams },
    output: JobView,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'jobs get', positional: ['job'] },
    example: { params: { job: '1' } },
    handle: async (ctx, { params }) => viewOf(await getVisibleJob(ctx, params.job)),
  }),
  defineEndpoint({
    id: 'jobs.cancel',
    method: 'post',
    path: '/v1/jobs/{job}/cancel',
    summary: 'Dừng một tác vụ nền',
    input: { params: JobParams },
    output: JobView,
    access: { kind: 'signedIn' },
    journal: 'change',
    cli: { command: 'jobs cancel', positional: ['job'] },
    example: { params: { job: '1' } },
    async handle(ctx, { params }) {
      await getVisibleJob(ctx, params.job);
      const isCancelled = await asOwner(ctx, () => cancelJob(ctx.db, params.job));
      if (!isCancelled) refuse('jobs.alreadyOver');
      return viewOf(await getVisibleJob(ctx, params.job));
    },
  }),
];

async function getVisibleJob(ctx: Context, jobId: string): Promise<JobRow> {
  const job = await asOwner(ctx, () => findJob(ctx.db, jobId));
  if (!job || !maySeeJob(ctx.who, job.user_id)) return refuse('jobs.notFound');
  return job;
}

function viewOf(row: JobRow): JobView {
  return {
    jobId: row.job_id,
    name: row.name,
    userName: row.user_name,
    state: row.state,
    share: row.share,
    step: row.step,
    params: row.params,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
