/** What runs later; each calls one operation and may run twice. */
import { z } from 'zod';
import type { Context } from '../stores/context.ts';
import type { JobHandler } from '../stores/jobs.ts';
import { countEndingOfToday } from './ending-ops.ts';
import { EXPORT_JOB, runExport } from './export-ops.ts';

const ExportPayload = z.object({ exportId: z.uuid() });

/** Shortly after midnight: who loses cover soon, before anybody asks. */
export const ENDING_JOB = 'coverage.ending';

export function coverageJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    [EXPORT_JOB]: async (payload, job) => {
      await runExport(ctx, ExportPayload.parse(payload).exportId, job);
    },
    [ENDING_JOB]: async () => {
      await countEndingOfToday(ctx);
    },
  };
}
