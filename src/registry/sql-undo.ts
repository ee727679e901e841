/**
 * Undo, set by set: an entry introduced facts (`recorded_from`) and superseded facts (`recorded_to`).
 * It can be undone while all it introduced is current and nothing it superseded is.
 */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { FACT_TABLES } from './sql-bulk.ts';
import { ownerColumn } from './sql.ts';
import { BULK_COLUMNS, type EntryId, type FactTable } from './types.ts';

/** Later entries that built on this one: superseded what it wrote, brought back what it ended. */
export async function listDependents(db: Database, entryId: EntryId): Promise<EntryId[]> {
  const found = new Set<EntryId>();
  for (const table of FACT_TABLES) {
    for (const dependent of await dependentsIn(db, table, entryId)) found.add(dependent);
  }
  return [...found].sort((a, b) => a - b);
}

async function dependentsIn(db: Database, table: FactTable, entryId: EntryId): Promise<EntryId[]> {
  const name = sql.table(`registry.${table}`);
  const owner = sql.ref(ownerColumn(table));
  const found = await sql<{ entryId: number }>`
    select distinct (
      select max(later.recorded_to) from ${name} later
      where later.${owner} = f.${owner} and later.fact_id = f.fact_id
    ) as "entryId"
    from ${name} f
    where f.recorded_from = ${entryId} and f.recorded_to is not null
      and not exists (
        select from ${name} now
        where now.${owner} = f.${owner} and now.fact_id = f.fact_id and now.recorded_to is null
      )
    union
    select now.recorded_from
    from ${name} f
    join ${name} now on now.${owner} = f.${owner} and now.fact_id = f.fact_id
      and now.recorded_to is null
    where f.recorded_to = ${entryId}
    limit 100`.execute(db);
  return found.rows.map((row) => row.entryId);
}

/** Ends what the entry introduced. A fact brought back meanwhile has a later row; that one ends. */
export async function endIntroduced(
  db: Database,
  table: FactTable,
  entryId: EntryId,
  undoId: EntryId,
): Promise<number> {
  const name = sql.table(`registry.${table}`);
  const owner = sql.ref(ownerColumn(table));
  const done = await sql`
    update ${name} now
    set recorded_to = ${undoId}
    from ${name} f
    where f.recorded_from = ${entryId} and now.${owner} = f.${owner} and now.fact_id = f.fact_id
      and now.recorded_to is null`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

/** Writes again, under the same fact id, what the entry had superseded. */
export async function bringBack(
  db: Database,
  table: FactTable,
  entryId: EntryId,
  undoId: EntryId,
): Promise<number> {
  const name = sql.table(`registry.${table}`);
  const columns = sql.join(['fact_id', ...BULK_COLUMNS[table]].map((column) => sql.ref(column)));
  const done = await sql`
    insert into ${name} (${columns}, recorded_from)
    select ${columns}, ${undoId}
    from ${name}
    where recorded_to = ${entryId}`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}
