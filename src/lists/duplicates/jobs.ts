/** What takes long: looking through a large file. Safe to run twice: a search is found once. */
import { z } from 'zod';
import type { Context } from '../../stores/context.ts';
import { type JobHandler, reportProgress } from '../../stores/jobs.ts';
import { runSearch } from './find-ops.ts';

export const FIND_JOB = 'lists.duplicates';

const Payload = z.object({ searchId: z.int() });

export function duplicateJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    async [FIND_JOB](payload, job) {
      const { searchId } = Payload.parse(payload);
      let told: Promise<unknown> = Promise.resolve();
      const tell = (rows: number, state: 'running' | 'done'): void => {
        const progress = { jobId: job.id, name: job.name, step: FIND_JOB, params: { rows } };
        const share = state === 'done' ? 1 : null;
        told = told.then(() => reportProgress(ctx.db, { ...progress, share, state }));
      };
      await runSearch(ctx, searchId, (rows) => tell(rows, 'running'));
      tell(0, 'done');
      await told;
    },
  };
}
