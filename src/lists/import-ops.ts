/** The whole way of a list at once, as the command line goes it: file in, difference (and commit) out. */
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { basename } from 'node:path';
import { TABLE_LIMITS } from '../formats/table.ts';
import { assert } from '../kernel/assert.ts';
import { Refusal, refuse } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { type AdvanceProgress, advanceList } from './advance-ops.ts';
import { commitList } from './commit-ops.ts';
import { type ListInput, getListAsOwner, missingFields, receiveList } from './intake-ops.ts';
import { viewOf } from './pages-ops.ts';
import type { ListView } from './types.ts';

export interface ImportRequest extends ListInput {
  path: string;
  /** take it into the register as well */
  commits: boolean;
  reason?: string | undefined;
  /** repeated where the list takes what they had from unusually many */
  vanished?: number | undefined;
  onProgress?: AdvanceProgress;
}

export interface ImportedList extends ListView {
  /** these bytes were sent before */
  repeated: boolean;
}

/** Columns are taken as found; where something is missing the list waits, and says what. */
export async function importList(ctx: Context, request: ImportRequest): Promise<ImportedList> {
  const { path, commits, reason, vanished, onProgress, ...input } = request;
  assert(ctx.blobs, 'lists need the store of files');
  const source = createReadStream(path);
  await once(source, 'open');
  const blob = await ctx.blobs.add(source, TABLE_LIMITS.fileBytesMax);
  const { listId, repeated } = await receiveList(ctx, input, { name: basename(path), ...blob });
  const options = { acceptsProposal: true, ...(onProgress && { onProgress }) };
  const list = await advanceList(ctx, listId, options);
  if (list.failure !== null) throw new Refusal(list.failure as unknown as Refusal['faults']);
  if (list.state === 'uploaded') {
    const [field] = list.mapping ? missingFields(list.kind, list.mapping) : [];
    if (field === undefined) refuse('lists.columns.notFound');
    refuse('lists.columns.missing', { field });
  }
  if (commits && list.state !== 'committed') {
    const why = reason ?? `${list.senderName}, ${list.asOf}: ${list.fileName}`;
    await commitList(ctx, listId, why, { vanished });
  }
  return { ...viewOf(await getListAsOwner(ctx, listId)), repeated };
}
