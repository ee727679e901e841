/** What runs later: looking for duplicates of the register. Each run is whole and may be repeated. */
import { z } from 'zod';
import type { Context } from '../../stores/context.ts';
import { type JobHandler, type JobProgress, reportProgress } from '../../stores/jobs.ts';
import { findDuplicates } from './ops.ts';

export const DUPLICATES_JOB = 'linkage.duplicates';

/** Without a unit the whole register: at night, by the clock. */
const Payload = z.object({ unitId: z.int().optional() });

export function linkageJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    async [DUPLICATES_JOB](payload, job) {
      const { unitId } = Payload.parse(payload ?? {});
      const controller = new AbortController();
      let told: Promise<unknown> = Promise.resolve();
      const tell = (progress: Omit<JobProgress, 'jobId' | 'name'>): void => {
        told = told.then(async () => {
          const goesOn = await reportProgress(ctx.db, {
            jobId: job.id,
            name: job.name,
            ...progress,
          });
          if (!goesOn) controller.abort();
        });
      };
      const found = await findDuplicates(ctx, { unitId, signal: controller.signal }, (progress) =>
        tell({ share: progress.share, step: `linkage.${progress.step}`, state: 'running' }),
      );
      const params = { proposals: found.proposals, doubtful: found.doubtful };
      tell({ share: 1, step: 'linkage.duplicatesFound', params, state: 'done' });
      await told;
    },
  };
}
