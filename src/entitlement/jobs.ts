/** What runs later: deciding the register; each job calls one op and is safe to run twice. */
import { z } from 'zod';
import { Refusal } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { type JobHandler, type JobProgress, reportProgress } from '../stores/jobs.ts';
import { DECIDE_JOB, type DecideProgress, decideRegister, followDecisions } from './decide-ops.ts';
import { SCENARIO_JOB, computeScenario, noteFailure, resumeScenarios } from './what-if-ops.ts';

/** Deciding as a job, once however often it is asked for; answers its id. */
export async function addDecideJob(ctx: Context, request: object = {}): Promise<string> {
  const options = { key: DECIDE_JOB, queue: 'entitlement' };
  return await ctx.jobs.add(ctx.db, DECIDE_JOB, request, options);
}

const DecidePayload = z.object({ on: z.string().optional(), whole: z.boolean().optional() });

const ScenarioPayload = z.object({ scenarioId: z.int() });

/** Handlers by name, for the composition root. */
export function entitlementJobs(ctx: Context): Record<string, JobHandler> {
  return {
    async [DECIDE_JOB](payload, job) {
      const report = reporter(ctx, job);
      const input = DecidePayload.parse(payload);
      const onProgress = ({ step, people, share }: DecideProgress): void => {
        report(share === null ? null : share * READ_SHARE, `entitlement.${step}`, { people });
      };
      const done = await decideRegister(ctx, { ...input, onProgress });
      await report.end('entitlement.decided', { people: done.people });
    },
    async [SCENARIO_JOB](payload, job) {
      const report = reporter(ctx, job);
      const { scenarioId } = ScenarioPayload.parse(payload);
      try {
        const done = await computeScenario(ctx, scenarioId, (people, share) =>
          report(share, 'entitlement.read', { people }),
        );
        await report.end('entitlement.decided', { people: done.people });
      } catch (cause) {
        const isKnown = cause instanceof Refusal;
        if (!isKnown && job.hasMoreTries) throw cause;
        await noteFailure(ctx, scenarioId, isKnown ? cause.faults : BROKEN);
        await report.end('entitlement.scenarioFailed', {}, 'failed');
        // what we did not foresee is reported; the scenario already says that it failed
        if (!isKnown) throw cause;
      }
    },
  };
}

/** What the user is told when it is our fault. */
const BROKEN = [{ code: 'entitlement.scenario.broken' }];

/** At a start: scenarios a killed process left in the middle, and what changed while nothing ran. */
export async function resumeEntitlement(ctx: Context): Promise<void> {
  await resumeScenarios(ctx);
  await followDecisions(ctx);
}

/** The share of the time that reading takes; writing is the rest. */
const READ_SHARE = 0.7;

export type Reporter = ((
  share: number | null,
  step: string,
  params?: Record<string, string | number>,
) => void) & {
  end(
    step: string,
    params?: Record<string, string | number>,
    state?: 'done' | 'failed',
  ): Promise<void>;
};

/** Reports one after another, outside the job's transaction, at most as fast as they are taken. */
export function reporter(ctx: Context, job: { id: string; name: string }): Reporter {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: JobProgress | null = null;
  const send = (progress: JobProgress): void => {
    if (waiting !== null) {
      waiting = progress;
      return;
    }
    waiting = progress;
    last = last.then(async () => {
      const next = waiting;
      waiting = null;
      if (next) await reportProgress(ctx.db, next);
    });
  };
  const make = (
    share: number | null,
    step: string,
    params: Record<string, string | number> = {},
    state: JobProgress['state'] = 'running',
  ): JobProgress => ({ jobId: job.id, name: job.name, share, step, params, state });
  const report = (
    share: number | null,
    step: string,
    params?: Record<string, string | number>,
  ): void => send(make(share, step, params));
  return Object.assign(report, {
    async end(
      step: string,
      params?: Record<string, string | number>,
      state: 'done' | 'failed' = 'done',
    ): Promise<void> {
      await last;
      await reportProgress(ctx.db, make(1, step, params, state));
    },
  });
}
