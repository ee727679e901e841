/** What happens once the second person agreed: the erasure starts. */
import { z } from 'zod';
import type { ApprovedActions } from '../lists/review/approval-ops.ts';
import { startRun } from './ops.ts';

export const RETENTION_ACTIONS: ApprovedActions = {
  async erasePersons(tx, { payload }) {
    const { runId } = z.object({ runId: z.int() }).parse(payload);
    await startRun(tx, runId, tx.who.name);
    return { actId: null, entryId: null };
  },
};
