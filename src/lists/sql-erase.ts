/** Statements that take a person out of lists that came in. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export interface Traces {
  personIds: readonly number[];
  names: readonly string[];
  numbers: readonly string[];
  /** entries that wrote facts of the persons: rows of their lists with the names are theirs */
  entryIds: readonly number[];
}

/** Rows that are of the persons, into a table that lives as long as the transaction. */
export async function collectRows(db: Database, traces: Traces): Promise<number> {
  const ids = sql.lit(`{${traces.personIds.join(',')}}`);
  const entries = sql.lit(`{${traces.entryIds.join(',')}}`);
  await sql`drop table if exists pg_temp.erased_row`.execute(db);
  await sql`create temporary table erased_row (list_id bigint, row_no int) on commit drop`.execute(
    db,
  );
  const done = await sql`
    insert into pg_temp.erased_row
    select l.list_id, l.row_number from linkage.link l
    where l.person_id = any(${ids}::bigint[])
    union
    select d.list_id, d.row_no from lists.decided d where d.person_id = any(${ids}::bigint[])
    union
    select c.list_id, c.row_no from lists.change c
    where c.person_id = any(${ids}::bigint[]) and c.row_no is not null
    union
    select r.list_id, r.row_no from lists.row r
    where r.national_id = any(${[...traces.numbers]}::text[])
      or r.social_insurance_number = any(${[...traces.numbers]}::text[])
      or r.card_number = any(${[...traces.numbers]}::text[])
      or r.cells && ${[...traces.numbers]}::text[]
    union
    select r.list_id, r.row_no
    from lists.list l
    join lists.row r on r.list_id = l.list_id
    where l.entry_ids && ${entries}::bigint[]
      and (r.full_name = any(${[...traces.names]}::text[]) or r.cells && ${[...traces.names]}::text[])`.execute(
    db,
  );
  return Number(done.numAffectedRows ?? 0);
}

/** Lists of the collected rows that are not settled yet. */
export async function listOpenLists(db: Database): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select distinct l.list_id as id
    from lists.list l
    join pg_temp.erased_row e on e.list_id = l.list_id
    where l.state not in ('committed', 'undone', 'abandoned')
    order by 1`.execute(db);
  return found.rows.map(({ id }) => id);
}

export async function blankRows(db: Database, word: string): Promise<void> {
  await sql`
    update lists.row r
    set full_name = case when r.kind = 'data' then ${word} end, birth_date = null,
      birth_precision = null, national_id = null, social_insurance_number = null,
      card_number = null, household_code = null, head_name = null, ethnicity_code = null,
      phone = null, address = null, detail = null, faults = null, cells = null
    from pg_temp.erased_row e
    where r.list_id = e.list_id and r.row_no = e.row_no`.execute(db);
  await sql`
    update lists.change c
    set values = null, fields = null, reason = null
    from pg_temp.erased_row e
    where c.list_id = e.list_id and c.row_no = e.row_no`.execute(db);
}

export async function blankChangesOf(db: Database, personIds: readonly number[]): Promise<void> {
  await sql`
    update lists.change
    set values = null, fields = null, reason = null
    where person_id = any (${[...personIds]}::bigint[])`.execute(db);
}

/** Files in which the collected rows stand, first and corrected ones. */
export async function listFilesOfRows(db: Database): Promise<string[]> {
  const found = await sql<{ hash: string }>`
    select distinct hash
    from lists.list l
    join pg_temp.erased_row e on e.list_id = l.list_id
    cross join lateral (values (l.file_hash), (l.first_file_hash)) as files (hash)
    order by 1`.execute(db);
  return found.rows.map(({ hash }) => hash);
}

export interface OldFile {
  listId: number;
  unitId: number;
  hashes: string[];
  rows: number;
}

/** Settled lists whose files are older than a day and still counted as kept. */
export async function listOldFiles(
  db: Database,
  before: string,
  unitIds: readonly number[] | null,
  limit: number,
): Promise<OldFile[]> {
  const found = await sql<OldFile>`
    select l.list_id as "listId", l.unit_id as "unitId",
      array(select distinct h from unnest(array[l.file_hash, l.first_file_hash]) h) as hashes,
      (
        select count(*)::int from lists.row r
        where r.list_id = l.list_id and r.kind = 'faulty'
      ) as rows
    from lists.list l
    where l.state in ('committed', 'undone', 'abandoned')
      and l.changed_at < ${before}::timestamptz
      and l.file_erased_at is null
      and (${unitIds === null} or l.unit_id = any (${[...(unitIds ?? [])]}::int[]))
    order by l.list_id
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function listListsOfFiles(db: Database, hashes: readonly string[]): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select list_id as id from lists.list
    where file_hash = any (${[...hashes]}::text[]) or first_file_hash = any (${[...hashes]}::text[])`.execute(
    db,
  );
  return found.rows.map(({ id }) => id);
}

export async function markFilesErased(
  db: Database,
  listIds: readonly number[],
  at: string,
): Promise<void> {
  await sql`
    update lists.list set file_erased_at = ${at}
    where list_id = any (${[...listIds]}::bigint[])`.execute(db);
  await sql`
    update lists.row set cells = null
    where list_id = any (${[...listIds]}::bigint[]) and cells is not null`.execute(db);
}
