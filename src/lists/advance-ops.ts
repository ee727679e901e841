/**
 * A list goes on by itself until a person is needed: columns, rows, links, difference. Each step is
 * one transaction and safe to run twice, so a killed process loses one step at most.
 */
import type { Context } from '../stores/context.ts';
import { inOwnerTransaction } from '../stores/context.ts';
import { faultsOf } from './commit-ops.ts';
import { compareList } from './compare-ops.ts';
import {
  cleanList,
  confirmColumns,
  getListAsOwner,
  inspectList,
  missingFields,
} from './intake-ops.ts';
import { linkList } from './link-ops.ts';
import { type ListRow, updateList } from './sql.ts';

export type AdvanceStep = 'inspect' | 'clean' | 'link' | 'compare';

/** `share` of the step; null where its end is not known */
export type AdvanceProgress = (
  step: AdvanceStep,
  share: number | null,
  params?: Record<string, number>,
) => void;

export interface AdvanceOptions {
  /** take the columns as proposed where nothing is missing */
  acceptsProposal?: boolean;
  onProgress?: AdvanceProgress;
}

/** What is wrong with the file or the list is kept with it and shown; what is ours is thrown. */
export async function advanceList(
  ctx: Context,
  listId: number,
  options: AdvanceOptions = {},
): Promise<ListRow> {
  const report = options.onProgress ?? (() => {});
  try {
    for (;;) {
      const list = await getListAsOwner(ctx, listId);
      const step = nextStep(list, options);
      if (step === null) break;
      await note(ctx, listId, { step });
      report(step, null);
      await runStep(ctx, list, step, report, options);
    }
    await note(ctx, listId, { step: null, failure: null });
  } catch (cause) {
    const failure = faultsOf(cause);
    if (!failure) throw cause;
    await note(ctx, listId, { step: null, failure });
  }
  return await getListAsOwner(ctx, listId);
}

function nextStep(list: ListRow, options: AdvanceOptions): AdvanceStep | null {
  switch (list.state) {
    case 'uploaded':
      return list.mapping === null || canAccept(list, options) ? 'inspect' : null;
    case 'mapped':
      return 'clean';
    case 'cleaned':
      return 'link';
    case 'linked':
      return 'compare';
    default:
      return null;
  }
}

function canAccept(list: ListRow, options: AdvanceOptions): boolean {
  if (options.acceptsProposal !== true || !list.mapping) return false;
  return missingFields(list.kind, list.mapping).length === 0;
}

async function runStep(
  ctx: Context,
  list: ListRow,
  step: AdvanceStep,
  report: AdvanceProgress,
  options: AdvanceOptions,
): Promise<void> {
  const { listId } = list;
  switch (step) {
    case 'inspect':
      if (list.mapping === null) await inspectList(ctx, listId);
      else if (canAccept(list, options)) await confirmColumns(ctx, listId, {});
      return;
    case 'clean':
      return await cleanList(ctx, listId, (rows) => report('clean', null, { rows }));
    case 'link':
      return await linkList(ctx, listId, (share) => report('link', share));
    case 'compare':
      return await compareList(ctx, listId);
  }
}

async function note(
  ctx: Context,
  listId: number,
  change: Parameters<typeof updateList>[3],
): Promise<void> {
  await inOwnerTransaction(ctx, (tx) => updateList(tx.db, listId, tx.now().toString(), change));
}
