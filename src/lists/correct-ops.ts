/**
 * Faulty rows go back as the sender's own file with a reason beside each, and come again corrected:
 * the same list goes on.
 */
import { assert } from '../kernel/assert.ts';
import { Refusal, refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import type { CopyValue } from '../stores/copy.ts';
import { getResolver } from '../units/resolving.ts';
import { countRows, mergeCorrected, openCorrected } from './correct-sql.ts';
import { type ReceivedFile, cleanerParts, getListAsOwner, lineOf, withFile } from './intake-ops.ts';
import { emptyReading, readList } from './reading.ts';
import { type ListRow, lockList, updateList } from './sql.ts';
import { withdrawItemsOfList } from './review/ops.ts';

/** States in which rows may still be put right. */
const CORRECTABLE: ReadonlySet<string> = new Set(['cleaned', 'linked', 'compared', 'reviewed']);

/**
 * A file that was given back with reasons: its rows take the place of those of the same number. Any
 * other file takes the place of the whole: the list is read anew.
 */
export async function correctList(
  ctx: Context,
  listId: number,
  file: ReceivedFile,
): Promise<{ corrected: number }> {
  const resolver = await getResolver(ctx);
  return await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const list = await getListAsOwner(tx, listId);
    if (!CORRECTABLE.has(list.state)) refuse('lists.state.notNow', { state: list.state });
    const { mapping } = list;
    assert(mapping, 'a cleaned list has a mapping');
    const parts = await cleanerParts(tx, list, mapping, resolver);
    const at = tx.now().toString();
    const isReturned = await withFile(tx, { fileHash: file.hash }, async (opened) => {
      if (!opened.sheets.some((sheet) => sheet.returnMark === markOf(list))) return false;
      const rows = correctedLines(listId, readList(opened, parts, emptyReading()));
      await openCorrected(tx.db, rows);
      return true;
    });
    const named = { name: file.name.slice(0, 200), hash: file.hash, bytes: file.bytes };
    await withdrawItemsOfList(tx, listId);
    if (!isReturned) {
      await updateList(tx.db, listId, at, {
        file: named,
        mapping: null,
        state: 'uploaded',
        counts: {},
      });
      return { corrected: 0 };
    }
    const corrected = await mergeCorrected(tx.db, listId);
    await updateList(tx.db, listId, at, {
      state: 'cleaned',
      counts: await countRows(tx.db, listId),
    });
    return { corrected };
  });
}

/** Names the list in a file that is given back. */
export function markOf(list: Pick<ListRow, 'listId'>): string {
  return `list-${list.listId}`;
}

async function* correctedLines(
  listId: number,
  batches: ReturnType<typeof readList>,
): AsyncGenerator<readonly CopyValue[]> {
  let added = 0;
  for await (const batch of batches) {
    if (!batch.ok) throw new Refusal(batch.faults);
    for (const row of batch.value) {
      if (row.kind !== 'data' && row.kind !== 'faulty') continue;
      if (row.originalLine === null) added += 1;
      yield lineOf(listId, added, { ...row, line: row.originalLine ?? row.line });
    }
  }
}

export async function writeFaultsFile(
  _ctx: Context,
  _listId: number,
  _language: 'vi' | 'en',
): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  throw new Error('not yet');
}
