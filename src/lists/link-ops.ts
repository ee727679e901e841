/** Whom the rows of a list mean: cleaned rows to the linkage, which keeps what it finds. */
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { getListAsOwner } from './intake-ops.ts';
import { KIND_RULES } from './kinds.ts';
import { linkRows } from './linkage/ops.ts';
import { analyzeLinks, lockList, updateList } from './sql.ts';

export async function linkList(
  ctx: Context,
  listId: number,
  onProgress: (share: number) => void = () => {},
): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const list = await getListAsOwner(tx, listId);
    if (list.state !== 'cleaned') return;
    if (KIND_RULES[list.kind].isOfPeople) {
      const source = { query: rowsQuery(listId), rowCount: list.counts.data ?? 0 };
      await linkRows(tx, { listId, source }, ({ share }) => onProgress(share));
      await analyzeLinks(tx.db, source.rowCount);
    }
    await updateList(tx.db, listId, tx.now().toString(), { state: 'linked' });
  });
}

/** The columns of `LINK_ROW_COLUMNS`; parts of a birth date that are not known are null. */
function rowsQuery(listId: number): string {
  return `
    select row_no, full_name, extract(year from birth_date)::int,
      case when birth_precision <> 'year' then extract(month from birth_date)::int end,
      case when birth_precision = 'day' then extract(day from birth_date)::int end,
      sex, place_id, national_id, social_insurance_number
    from lists.row
    where list_id = ${Number(listId)} and kind = 'data'
    order by row_no`;
}
