/** What runs after a start that found an older release's data. Whole each time; may run twice. */
import type { Context } from '../stores/context.ts';
import { type JobHandler, reportProgress } from '../stores/jobs.ts';
import type { KeptSet } from '../stores/kept.ts';
import { UPGRADE_JOB, finishUpgrade } from './ops.ts';

const TELL_EVERY = 0.02;

export function upgradeJobs(
  ctx: Context,
  sets: readonly KeptSet[],
): Readonly<Record<string, JobHandler>> {
  return {
    async [UPGRADE_JOB](_payload, job) {
      let told = -1;
      await finishUpgrade(ctx, sets, async (progress) => {
        const share = progress.step === 'kept' ? progress.share : progress.done / progress.of;
        if (share < 1 && share >= told && share - told < TELL_EVERY) return true;
        told = share;
        const step = progress.step === 'kept' ? `upgrade.${progress.name}` : 'upgrade.statements';
        const params: Record<string, string> = {};
        if (progress.step === 'statements') params['name'] = progress.name;
        const at = { jobId: job.id, name: job.name, share, step, params };
        return await reportProgress(ctx.db, { ...at, state: 'running' });
      });
      const at = { jobId: job.id, name: job.name, share: 1, step: 'upgrade.done' };
      await reportProgress(ctx.db, { ...at, state: 'done' });
    },
  };
}
