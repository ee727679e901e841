/** Starting the work on a list, in the transaction that needs it. */
import { type Context, asOwner } from '../stores/context.ts';
import { ADVANCE_JOB } from './jobs.ts';
import { updateList } from './sql.ts';

/** Adds the job that takes a list as far as it goes without a person. */
export async function addAdvanceJob(
  ctx: Context,
  listId: number,
  fileBytes: number,
): Promise<string> {
  const isLarge = fileBytes > LARGE_FILE_BYTES;
  const options = { key: `list-${listId}`, ...(isLarge && { queue: 'lists' }) };
  const jobId = await ctx.jobs.add(ctx.db, ADVANCE_JOB, { listId }, options);
  await asOwner(ctx, () =>
    updateList(ctx.db, listId, ctx.now().toString(), { jobId, step: 'waiting', failure: null }),
  );
  return jobId;
}

/** Large files take turns, so that small ones are not held up and memory stays bounded. */
const LARGE_FILE_BYTES = 20 * 1024 * 1024;
