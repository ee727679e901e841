/** What runs later: the detectors over the register. Each run is whole and may be repeated. */
import { z } from 'zod';
import { reportProgress } from '../../stores/jobs.ts';
import type { Context } from '../../stores/context.ts';
import type { JobHandler } from '../../stores/jobs.ts';
import { detectAll, isDetectionDue } from './detect-ops.ts';

export const DETECT_JOB = 'review.detect';

const DetectPayload = z.object({ asked: z.boolean().default(false) });

export function reviewJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    async [DETECT_JOB](payload, job) {
      const { asked } = DetectPayload.parse(payload);
      // by the clock only when the register or the day has moved on
      if (!asked && !(await isDetectionDue(ctx))) return;
      const base = { jobId: job.id, name: job.name };
      const running = { ...base, step: 'review.detecting', state: 'running' } as const;
      let told: Promise<unknown> = Promise.resolve();
      const rows = await detectAll(ctx, (kind, share) => {
        told = told.then(() => reportProgress(ctx.db, { ...running, share, params: { kind } }));
      });
      await told;
      const found = rows.reduce((sum, row) => sum + row.found, 0);
      const params = { items: found };
      await reportProgress(ctx.db, {
        ...base,
        share: 1,
        step: 'review.detected',
        params,
        state: 'done',
      });
    },
  };
}

/** Waits once, however often it is asked for. */
export async function startDetection(ctx: Context): Promise<string> {
  return await ctx.jobs.add(
    ctx.db,
    DETECT_JOB,
    { asked: true },
    { key: DETECT_JOB, queue: DETECT_JOB },
  );
}
