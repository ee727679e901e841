/** Rows of a list replaced by corrected ones. */
import { sql } from 'kysely';
import { type CopyValue, copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import { ROW_COLUMNS } from './sql.ts';
import type { ListCounts } from './types.ts';

/** Corrected rows to compare with, in the order of `ROW_COLUMNS`. */
export async function openCorrected(
  db: Database,
  rows: AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  await sql`drop table if exists pg_temp.list_corrected`.execute(db);
  await sql`create temporary table list_corrected (like lists.row) on commit drop`.execute(db);
  return await copyIn(db, 'pg_temp.list_corrected', ROW_COLUMNS, rows);
}

/** Rows of the same sheet and line keep their number; others come after the last. Answers how many. */
export async function mergeCorrected(db: Database, listId: number): Promise<number> {
  await sql`
    update pg_temp.list_corrected n
    set row_no = coalesce(
      (select o.row_no from lists.row o
        where o.list_id = ${listId} and o.sheet = n.sheet and o.line = n.line),
      n.row_no + (select coalesce(max(row_no), 0) from lists.row where list_id = ${listId}))`.execute(
    db,
  );
  await sql`
    delete from lists.row o
    using pg_temp.list_corrected n
    where o.list_id = ${listId} and o.row_no = n.row_no`.execute(db);
  const columns = sql.join(ROW_COLUMNS.map((column) => sql.ref(column)));
  const done = await sql`
    insert into lists.row (${columns})
    select ${columns}
    from pg_temp.list_corrected`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

type RowCounts = Pick<
  ListCounts,
  'rows' | 'data' | 'faulty' | 'header' | 'title' | 'section' | 'total' | 'warned'
>;

export async function countRows(db: Database, listId: number): Promise<RowCounts> {
  const found = await sql<RowCounts>`
    select count(*)::int as rows,
      count(*) filter (where kind = 'data')::int as data,
      count(*) filter (where kind = 'faulty')::int as faulty,
      count(*) filter (where kind = 'header')::int as header,
      count(*) filter (where kind = 'title')::int as title,
      count(*) filter (where kind = 'section')::int as section,
      count(*) filter (where kind = 'total')::int as total,
      count(*) filter (where kind = 'data' and faults is not null)::int as warned
    from lists.row
    where list_id = ${listId}`.execute(db);
  const none = {
    rows: 0,
    data: 0,
    faulty: 0,
    header: 0,
    title: 0,
    section: 0,
    total: 0,
    warned: 0,
  };
  return found.rows[0] ?? none;
}
