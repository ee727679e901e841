/** What runs by itself: the clock, every quarter of an hour. Safe to run twice. */
import type { Context } from '../stores/context.ts';
import type { JobHandler } from '../stores/jobs.ts';
import { watchClock } from './watch-ops.ts';

export const WATCH_JOB = 'tasks.watch';

export function taskJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    [WATCH_JOB]: async () => {
      const { late, escalated, notices } = await watchClock(ctx);
      ctx.log.info({ late, escalated, notices }, 'the clock of tasks was watched');
    },
  };
}
