/** What runs later; each calls one operation and may run twice. */
import { z } from 'zod';
import type { Context } from '../stores/context.ts';
import type { JobHandler } from '../stores/jobs.ts';
import { EXPORT_JOB, runExport } from './export-ops.ts';

const ExportPayload = z.object({ exportId: z.uuid() });

export function coverageJobs(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    [EXPORT_JOB]: async (payload, job) => {
      await runExport(ctx, ExportPayload.parse(payload).exportId, job);
    },
  };
}
