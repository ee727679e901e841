/** The search itself: rows of a stored file, or persons of a place, equal in chosen columns. */
import { Refusal } from '../../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../../stores/context.ts';
import type { CopyValue } from '../../stores/copy.ts';
import type { TableFile } from '../../formats/table.ts';
import { scopeOf } from '../../units/ops.ts';
import { faultsOf } from '../commit-ops.ts';
import { arrayLiteral, getListAsOwner, withFile } from '../intake-ops.ts';
import { KIND_RULES } from '../kinds.ts';
import { type PersonRow, readPersonRows } from '../reading.ts';
import { listPlacesWithin } from '../linkage/sql.ts';
import type { ListRow } from '../sql.ts';
import { assert } from '../../kernel/assert.ts';
import { type KeyGroups, KeyTable } from './key-table.ts';
import { makeRowKey } from './keys.ts';
import { findEqualPeople } from './people-sql.ts';
import {
  type Found,
  type SearchRow,
  copyGroups,
  copyMembers,
  findSearch,
  finishSearch,
  updateSearch,
} from './sql.ts';
import { PersonKey } from './types.ts';

/** Of one search so many members are kept, of one group so many; the counts are whole. */
const MEMBERS_MAX = 200_000;
const MEMBERS_OF_GROUP_MAX = 1_000;

/** Told how many rows were read; of two readings. */
export type SearchProgress = (rows: number) => void;

/** Runs a search that waits. What is wrong with the file is kept with the search and shown. */
export async function runSearch(
  ctx: Context,
  searchId: number,
  onProgress: SearchProgress = () => {},
): Promise<void> {
  try {
    await inOwnerTransaction(ctx, async (tx) => {
      const search = await findSearch(tx.db, searchId);
      if (search?.state !== 'waiting') return;
      const found =
        search.listId === null
          ? await searchPeople(tx, search)
          : await searchRows(tx, search, await getListAsOwner(tx, search.listId), onProgress);
      await finishSearch(tx.db, searchId, found);
    });
  } catch (cause) {
    const failure = faultsOf(cause);
    if (!failure) throw cause;
    await inOwnerTransaction(ctx, (tx) => updateSearch(tx.db, searchId, { failure }));
  }
}

async function searchPeople(tx: Context, search: SearchRow): Promise<Found> {
  const day = today(tx);
  const { path, on } = await scopeOf(tx, search.unitId, day);
  return await findEqualPeople(tx.db, {
    searchId: search.searchId,
    keys: search.columns.map((column) => PersonKey.parse(column.field)),
    placeIds: path.includes('.') ? await listPlacesWithin(tx.db, search.unitId, on) : null,
    day,
    membersMax: MEMBERS_MAX,
    membersOfGroupMax: MEMBERS_OF_GROUP_MAX,
  });
}

// ── rows of a file ──────────────────────────────────────────────────────────────────────────────

/**
 * Read twice: first for the keys alone, some bytes a row, then for the rows of groups. The file may
 * be of any length; what is held is the keys.
 */
async function searchRows(
  tx: Context,
  search: SearchRow,
  list: ListRow,
  onProgress: SearchProgress,
): Promise<Found> {
  const { mapping } = list;
  assert(mapping, 'columns were chosen from those of the file');
  const parts = { rule: KIND_RULES[list.kind], mapping };
  return await withFile(tx, list, async (file) => {
    const keyOf = makeRowKey(search.columns, list.asOf);
    const table = new KeyTable();
    let blank = 0;
    for await (const row of personRows(file, parts)) {
      const key = keyOf(row.cells);
      if (key === '') blank += 1;
      table.add(key);
      if (table.count % PROGRESS_ROWS === 0) onProgress(table.count);
    }
    const groups = table.groups();
    await copyGroups(tx.db, groupLines(search.searchId, groups));
    const rows = personRows(file, parts);
    const kept = await copyMembers(tx.db, memberLines(search, groups, rows, onProgress));
    return {
      compared: table.count - blank,
      blank,
      groups: groups.groups,
      members: groups.members,
      isCut: kept < groups.members,
    };
  });
}

const PROGRESS_ROWS = 20_000;

async function* personRows(
  file: TableFile,
  parts: Parameters<typeof readPersonRows>[1],
): AsyncGenerator<PersonRow> {
  for await (const batch of readPersonRows(file, parts)) {
    if (!batch.ok) throw new Refusal(batch.faults);
    yield* batch.value;
  }
}

function* groupLines(searchId: number, groups: KeyGroups): Generator<CopyValue[]> {
  const most = Math.min(groups.groups, MEMBERS_MAX);
  for (let groupNo = 1; groupNo <= most; groupNo += 1) {
    yield [searchId, groupNo, groups.sizeOf(groupNo)];
  }
}

const CELL_CHARS_MAX = 200;

async function* memberLines(
  search: SearchRow,
  groups: KeyGroups,
  rows: AsyncIterable<PersonRow>,
  onProgress: SearchProgress,
): AsyncGenerator<CopyValue[]> {
  const seen = new Map<number, number>();
  let position = 0;
  let kept = 0;
  for await (const row of rows) {
    const groupNo = groups.groupOf(position);
    position += 1;
    if (position % PROGRESS_ROWS === 0) onProgress(position);
    if (groupNo === 0 || groupNo > MEMBERS_MAX || kept === MEMBERS_MAX) continue;
    const memberNo = (seen.get(groupNo) ?? 0) + 1;
    if (memberNo > MEMBERS_OF_GROUP_MAX) continue;
    seen.set(groupNo, memberNo);
    kept += 1;
    const cells = search.columns.map(({ column }) =>
      (row.cells[(column ?? 0) - 1]?.text ?? '').slice(0, CELL_CHARS_MAX),
    );
    const { rowNo, sheet, line } = row;
    yield [search.searchId, groupNo, memberNo, rowNo, sheet, line, arrayLiteral(cells)];
  }
}
