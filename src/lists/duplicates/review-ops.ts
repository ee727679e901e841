/** What a search found, put before those who decide: repeated rows, and persons entered twice. */
import { refuse } from '../../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../../stores/context.ts';
import { getListAsOwner } from '../intake-ops.ts';
import { getManagedList, holdsOver } from '../pages-ops.ts';
import { MERGING_ROLES } from '../review/kinds.ts';
import { pairMatter, rowMatter } from '../review/matter.ts';
import { raiseItems } from '../review/ops.ts';
import type { Raised, RaisedItemInput } from '../review/types.ts';
import type { ListRow } from '../sql.ts';
import { updateList } from '../sql.ts';
import { getSearch } from './ops.ts';
import { type RepeatedRow, type SearchRow, listEqualPairs, listRepeatedRows } from './sql.ts';

/** One search makes no more items; more are made of a narrower search. */
const ITEMS_MAX = 5_000;
/** A larger group is no doubt about two people: the columns were too few. */
const GROUP_MEMBERS_MAX = 20;
const BATCH = 1_000;

/** @param groupNos only these groups; null = all that are small enough */
export async function raiseOfSearch(
  ctx: Context,
  searchId: number,
  groupNos: readonly number[] | null,
): Promise<Raised> {
  const search = await getSearch(ctx, searchId);
  if (search.state !== 'done') refuse('lists.duplicates.notDone');
  const only = { groupNos, membersMax: GROUP_MEMBERS_MAX, limit: ITEMS_MAX };
  if (search.listId === null) return await raisePeople(ctx, search, only);
  await getManagedList(ctx, search.listId);
  return await raiseRows(ctx, search, search.listId, only);
}

type Only = Parameters<typeof listEqualPairs>[2];

/** The rows as cleaned: of a list that is not read yet nothing can be asked. */
async function raiseRows(
  ctx: Context,
  search: SearchRow,
  listId: number,
  only: Only,
): Promise<Raised> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const list = await getListAsOwner(tx, listId);
    if (!ASKABLE.has(list.state)) refuse('lists.state.notNow', { state: list.state });
    const rows = await listRepeatedRows(tx.db, { searchId: search.searchId, listId }, only);
    const raised = await raise(
      tx,
      rows.map((row) => rowItem(list, row)),
    );
    // what was said of such rows of an earlier list counts from now on
    if (raised.decided > 0) {
      await updateList(tx.db, listId, tx.now().toString(), { isStale: true });
    }
    return raised;
  });
}

const ASKABLE: ReadonlySet<string> = new Set(['cleaned', 'linked', 'compared', 'reviewed']);

function rowItem(list: ListRow, row: RepeatedRow): RaisedItemInput {
  const { groupNo: _, memberNo, firstLine, firstName, line, rowNo, communeId, ...record } = row;
  return {
    kind: 'repeatedRow',
    // rows that say the same of the same person are told apart by their order
    matter: `${rowMatter(`${list.senderId}/${list.kind}`, record)}+${memberNo}`,
    placeId: record.placeId ?? communeId ?? list.unitId,
    list: { listId: list.listId, row: rowNo },
    evidence: { row: record, facts: { line, firstLine, firstName } },
  };
}

async function raisePeople(ctx: Context, search: SearchRow, only: Only): Promise<Raised> {
  if (!(await holdsOver(ctx, search.unitId, MERGING_ROLES))) refuse('lists.kind.forbidden');
  return await inOwnerTransaction(ctx, async (tx) => {
    const pairs = await listEqualPairs(tx.db, search.searchId, only);
    const by = search.columns.map((column) => column.field ?? column.header).join(',');
    return await raise(
      tx,
      pairs.map(({ personId, otherPersonId, placeId }) => ({
        kind: 'duplicatePeople',
        matter: pairMatter(personId, otherPersonId),
        placeId,
        personId,
        otherPersonId,
        evidence: { candidates: [{ personId: otherPersonId }], facts: { equalIn: by } },
      })),
    );
  });
}

async function raise(tx: Context, items: readonly RaisedItemInput[]): Promise<Raised> {
  const sum: Raised = { opened: 0, waiting: 0, decided: 0 };
  for (let at = 0; at < items.length; at += BATCH) {
    const raised = await raiseItems(tx, items.slice(at, at + BATCH));
    sum.opened += raised.opened;
    sum.waiting += raised.waiting;
    sum.decided += raised.decided;
  }
  return sum;
}
