/** Merging and unmerging as decisions of the review: linkage learns from them, undone as acts. */
import { Refusal, refuse } from '../../kernel/outcome.ts';
import {
  type MergeCommand,
  mergePersons,
  previewMerge,
  previewUnmerge,
  unmergePersons,
} from '../../registry/merge-ops.ts';
import { type Context, asOwner, inTransaction, today } from '../../stores/context.ts';
import { proposeWhenNeeded } from './approvals.ts';
import { pairMatter } from './matter.ts';
import { raiseItems } from './ops.ts';
import { findItemByMatter, finishAct, insertAct, markDecided, rememberItems } from './sql-acts.ts';
import { listPeopleNow } from './sql-people.ts';
import { teachLinkage } from './teaching.ts';
import type { Decided } from './types.ts';

/** Merges two records, or proposes it where one of them has a card and the place asks for two. */
export async function mergeRecords(
  ctx: Context,
  command: MergeCommand,
  reason: string,
): Promise<Decided> {
  return await inTransaction(ctx, async (tx) => {
    const preview = await previewMerge(tx, command);
    if (!preview.ok) throw new Refusal(preview.faults);
    const { survivorId, loserId } = command;
    const placeId = await placeOf(tx, survivorId);
    if (preview.value.hasCards) {
      const proposal = await proposeWhenNeeded(tx, {
        action: 'mergePersons',
        subject: pairMatter(survivorId, loserId),
        placeId,
        payload: { ...command },
        personIds: [survivorId, loserId],
        reason,
      });
      if (proposal !== null) return { actId: null, approvalId: proposal, entryId: null };
    }
    return await mergeNow(tx, command, reason);
  });
}

/** The merge itself, with its item decided and the pair remembered. */
export async function mergeNow(
  tx: Context,
  command: MergeCommand,
  reason: string,
): Promise<Decided> {
  const { survivorId, loserId } = command;
  const placeId = await placeOf(tx, survivorId);
  await raisePair(tx, command, placeId);
  if (reason.length < 3) refuse('review.reason.missing', undefined, 'reason');
  const merged = await mergePersons(tx, command, reason);
  if (!merged.ok) throw new Refusal(merged.faults);
  const { entryId } = merged.value;
  return await settlePair(tx, { survivorId, loserId, reason, entryId, isSame: true });
}

/** Takes a merge apart, or proposes it where the place asks for two. */
export async function unmergeRecords(
  ctx: Context,
  loserId: number,
  reason: string,
): Promise<Decided> {
  return await inTransaction(ctx, async (tx) => {
    const preview = await previewUnmerge(tx, loserId);
    if (!preview) refuse('registry.merge.notFound');
    const { survivorId } = preview;
    const proposal = await proposeWhenNeeded(tx, {
      action: 'unmergePersons',
      subject: String(loserId),
      placeId: await placeOf(tx, survivorId),
      payload: { loserId },
      personIds: [survivorId, loserId],
      reason,
    });
    if (proposal !== null) return { actId: null, approvalId: proposal, entryId: null };
    return await unmergeNow(tx, loserId, reason);
  });
}

export async function unmergeNow(tx: Context, loserId: number, reason: string): Promise<Decided> {
  const { entryId, survivorId } = await unmergePersons(tx, loserId, reason);
  await raisePair(tx, { survivorId, loserId }, await placeOf(tx, survivorId));
  return await settlePair(tx, { survivorId, loserId, reason, entryId, isSame: false });
}

/** Where the person lives, else the country: then only those over everything decide. */
async function placeOf(tx: Context, personId: number): Promise<number> {
  const person = (await asOwner(tx, () => listPeopleNow(tx.db, [personId], today(tx)))).get(
    personId,
  );
  if (!person) refuse('registry.person.notFound');
  return person.placeId ?? COUNTRY;
}

/** Root of the tree (data/units). */
const COUNTRY = 1;

/** A pair that no detector found has its item all the same: one history for every merge. */
async function raisePair(
  tx: Context,
  { survivorId, loserId }: MergeCommand,
  placeId: number,
): Promise<void> {
  const matter = pairMatter(survivorId, loserId);
  const found = await asOwner(tx, () => findItemByMatter(tx.db, 'duplicatePeople', matter));
  if (found) return;
  const pair = { personId: survivorId, otherPersonId: loserId };
  const evidence = { candidates: [{ personId: loserId }] };
  await raiseItems(tx, [{ kind: 'duplicatePeople', matter, placeId, ...pair, evidence }]);
}

interface PairSettled {
  survivorId: number;
  loserId: number;
  reason: string;
  entryId: number;
  isSame: boolean;
}

async function settlePair(tx: Context, settled: PairSettled): Promise<Decided> {
  const { survivorId, loserId, reason, entryId, isSame } = settled;
  return await asOwner(tx, async () => {
    const matter = pairMatter(survivorId, loserId);
    const item = await findItemByMatter(tx.db, 'duplicatePeople', matter);
    if (!item) throw new Error('the item of a pair was not raised');
    const decision = isSame ? 'accept' : 'reject';
    const actId = await insertAct(tx.db, {
      kind: 'decide',
      at: tx.now().toString(),
      actorId: tx.who.userId,
      actorName: tx.who.name,
      decision,
      reason,
      rule: null,
      undoesActId: null,
    });
    await rememberItems(tx.db, actId, [item.itemId]);
    await markDecided(tx.db, actId, [item.itemId], {
      decision,
      personIds: [isSame ? survivorId : null],
      at: tx.now().toString(),
      by: tx.who.name,
      reason,
    });
    await teachLinkage(tx, [item.itemId]);
    await finishAct(tx.db, actId, 1, entryId);
    return { actId, approvalId: null, entryId };
  });
}
