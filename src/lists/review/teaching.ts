/**
 * Linkage learns what people decide. An item teaches what it says now; whatever it taught before is
 * forgotten first, so that deciding, taking back and deciding otherwise need nothing else.
 */
import { forgetPairVerdicts, forgetVerdicts, recordVerdicts } from '../linkage/model-ops.ts';
import type { Context } from '../../stores/context.ts';
import { lessonsOf } from './lessons.ts';
import { type ItemToDecide, listItemsOfSameRows } from './sql-acts.ts';
import type { ItemId } from './types.ts';

/** As owner, in the transaction of the act that changed the items. */
export async function teachLinkage(tx: Context, itemIds: readonly ItemId[]): Promise<void> {
  const items = await listItemsOfSameRows(tx.db, itemIds);
  await forgetRows(tx, items);
  await forgetPairVerdicts(
    tx,
    items.flatMap(({ kind, personId, otherPersonId }) =>
      kind === 'duplicatePeople' && personId !== null && otherPersonId !== null
        ? [{ personId, otherPersonId }]
        : [],
    ),
  );
  await recordVerdicts(tx, items.flatMap(lessonsOf));
}

/** What rows of lists taught is taken back. */
export async function forgetRows(
  tx: Context,
  rows: readonly Pick<ItemToDecide, 'listId' | 'listRow'>[],
): Promise<void> {
  const byList = Map.groupBy(
    rows.filter(({ listRow }) => (listRow ?? 0) > 0),
    ({ listId }) => listId,
  );
  for (const [listId, ofList] of byList) {
    if (listId === null) continue;
    await forgetVerdicts(
      tx,
      listId,
      ofList.flatMap(({ listRow }) => listRow ?? []),
    );
  }
}
