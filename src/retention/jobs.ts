/** Erasures run later; what ends by itself is tidied every night. */
import { z } from 'zod';
import { retentionJournalVi } from '../../messages/retention.vi.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { Refusal } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { type JobHandler, reportProgress } from '../stores/jobs.ts';
import { executeRun } from './execute-ops.ts';
import { RETENTION_JOB, TIDY_JOB } from './job-names.ts';
import { proposeRun } from './ops.ts';
import { readRules } from './rules.ts';

const Payload = z.object({ runId: z.int() });

export function retentionJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    async [RETENTION_JOB](payload, job) {
      const { runId } = Payload.parse(payload);
      const tell = (share: number, state: 'running' | 'done', erased: number): Promise<boolean> =>
        reportProgress(ctx.db, {
          jobId: job.id,
          name: job.name,
          share,
          state,
          step: 'retention.erase',
          params: { erased },
        });
      let done = 0;
      await executeRun(ctx, runId, (erased, total) => {
        done = erased;
        void tell(erased / total, 'running', erased);
      });
      await tell(1, 'done', done);
    },
    async [TIDY_JOB]() {
      for (const rule of readRules().rules.filter(({ needs }) => needs === 'byItself')) {
        await tidy(ctx, rule.id);
      }
    },
  };
}

async function tidy(ctx: Context, rule: Parameters<typeof proposeRun>[2]['rule']): Promise<void> {
  const system = { ...ctx, who: SYSTEM_ACTOR };
  try {
    const { runId } = await proposeRun(system, 'VN', { rule, reason: retentionJournalVi.itself });
    await executeRun(system, runId);
  } catch (cause) {
    // most nights nothing is due
    if (!(cause instanceof Refusal) || cause.faults[0].code !== 'retention.nothingDue') throw cause;
  }
}
