/** What takes long or runs later: each job calls one operation and is safe to run twice. */
import { z } from 'zod';
import { findActor } from '../access/gate.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import type { Context } from '../stores/context.ts';
import { type JobHandler, type JobProgress, reportProgress } from '../stores/jobs.ts';
import { type AdvanceStep, advanceList } from './advance-ops.ts';
import { type CommitChoice, commitList, faultsOf, undoList } from './commit-ops.ts';
import { compareList } from './compare-ops.ts';
import { findList, listUnfinished, updateList } from './sql.ts';

export const ADVANCE_JOB = 'lists.advance';
export const COMPARE_JOB = 'lists.compare';
export const COMMIT_JOB = 'lists.commit';
export const UNDO_JOB = 'lists.undo';
export const SWEEP_JOB = 'lists.sweep';

const ListPayload = z.object({ listId: z.int() });
const ActingPayload = ListPayload.extend({
  userId: z.string(),
  reason: z.string(),
  vanished: z.int().optional(),
});

export function listJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    async [ADVANCE_JOB](payload, job) {
      const { listId } = ListPayload.parse(payload);
      const report = reporter(ctx, job);
      const list = await advanceList(ctx, listId, {
        onProgress: (step, share, params) => {
          const [from, to] = SHARES[step];
          report(share === null ? from : from + (to - from) * share, `lists.${step}`, params);
        },
      });
      const state = list.failure === null ? 'done' : 'failed';
      await report.end(`lists.${list.state}`, state);
    },
    async [COMPARE_JOB](payload, job) {
      const { listId } = ListPayload.parse(payload);
      const report = reporter(ctx, job);
      report(null, 'lists.compare');
      await compareList(ctx, listId);
      await report.end('lists.compared', 'done');
    },
    [COMMIT_JOB]: (payload, job) => act(ctx, payload, job, 'lists.commit', commitList),
    [UNDO_JOB]: (payload, job) => act(ctx, payload, job, 'lists.undo', undoList),
    async [SWEEP_JOB]() {
      await sweepFiles(ctx);
    },
  };
}

/** Where in the whole way each step begins and ends, by what they cost. */
const SHARES: Readonly<Record<AdvanceStep, readonly [number, number]>> = {
  inspect: [0, 0.02],
  clean: [0.02, 0.5],
  link: [0.5, 0.8],
  compare: [0.8, 1],
};

/** Acts for the user who asked, with the rights he has now. */
async function act(
  ctx: Context,
  payload: unknown,
  job: { id: string; name: string },
  step: string,
  work: (ctx: Context, listId: number, reason: string, choice: CommitChoice) => Promise<unknown>,
): Promise<void> {
  const { listId, userId, reason, vanished } = ActingPayload.parse(payload);
  const report = reporter(ctx, job);
  report(null, step);
  const note = (change: Parameters<typeof updateList>[3]): Promise<void> =>
    updateList(ctx.db, listId, ctx.now().toString(), { step: null, ...change });
  const who = userId === SYSTEM_ACTOR.userId ? SYSTEM_ACTOR : await findActor(ctx, userId);
  if (!who) return await note({ failure: [{ code: 'lists.notFound' }] });
  try {
    await work({ ...ctx, who }, listId, reason, { vanished });
  } catch (cause) {
    const failure = faultsOf(cause);
    if (!failure) throw cause;
    await note({ failure });
    return await report.end(step, 'failed');
  }
  await note({});
  const list = await findList(ctx.db, listId);
  await report.end(`lists.${list?.state ?? 'committed'}`, 'done');
}

interface Reporter {
  (share: number | null, step: string, params?: Record<string, number>): void;
  end(step: string, state: 'done' | 'failed'): Promise<void>;
}

/** One report at a time, outside the job's transaction; what comes meanwhile replaces what waits. */
function reporter(ctx: Context, job: { id: string; name: string }): Reporter {
  let waiting: JobProgress | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const make = (
    share: number | null,
    step: string,
    params: Record<string, number> = {},
    state: JobProgress['state'] = 'running',
  ): JobProgress => ({ jobId: job.id, name: job.name, share, step, params, state });
  const report = (share: number | null, step: string, params?: Record<string, number>): void => {
    const isSending = waiting !== null;
    waiting = make(share, step, params);
    if (isSending) return;
    last = last.then(async () => {
      const next = waiting;
      waiting = null;
      if (next) await reportProgress(ctx.db, next);
    });
  };
  return Object.assign(report, {
    async end(step: string, state: 'done' | 'failed'): Promise<void> {
      await last;
      await reportProgress(ctx.db, make(1, step, {}, state));
    },
  });
}

/** After a start: lists that a killed process left in the middle go on. */
export async function resumeLists(ctx: Context): Promise<number> {
  const listIds = await listUnfinished(ctx.db);
  for (const listId of listIds) {
    await ctx.jobs.add(ctx.db, ADVANCE_JOB, { listId }, { key: `list-${listId}` });
  }
  return listIds.length;
}

const UNNEEDED_AFTER_MS = 24 * 3_600_000;
const FILES_OF_A_SWEEP_MAX = 10_000;

/** Files that came and that nothing stands on: refused uploads, a day later. */
async function sweepFiles(ctx: Context): Promise<number> {
  if (!ctx.blobs) return 0;
  const old = await ctx.blobs.listOlderThan(ctx.now().epochMilliseconds - UNNEEDED_AFTER_MS);
  const needed = new Set(await ctx.listeners.filesNeeded(ctx, old));
  const unneeded = old.filter((hash) => !needed.has(hash)).slice(0, FILES_OF_A_SWEEP_MAX);
  for (const hash of unneeded) await ctx.blobs.remove(hash);
  return unneeded.length;
}
