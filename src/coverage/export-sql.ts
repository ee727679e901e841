/** Files of exported lists, kept in the database for a day. Run as the owner. */
import { sql } from 'kysely';
import type { Actor } from '../kernel/actor.ts';
import type { Database } from '../stores/database.ts';

export interface ExportRow {
  exportId: string;
  actor: Actor;
  question: unknown;
  fileName: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  rows: number;
}

export async function insertExport(
  db: Database,
  row: { exportId: string; actor: Actor; question: object; createdAt: string },
): Promise<void> {
  await sql`
    insert into coverage.export (export_id, actor, question, state, created_at)
    values (${row.exportId}::uuid, ${JSON.stringify(row.actor)}::jsonb,
            ${JSON.stringify(row.question)}::jsonb, 'waiting', ${row.createdAt}::timestamptz)`.execute(
    db,
  );
}

export async function findExport(db: Database, exportId: string): Promise<ExportRow | undefined> {
  const found = await sql<ExportRow>`
    select export_id as "exportId", actor, question, file_name as "fileName", state,
           rows_written as rows
    from coverage.export
    where export_id = ${exportId}::uuid`.execute(db);
  return found.rows[0];
}

/** Makes ready for writing, also a second time after a failure; nothing half-written stays. */
export async function startExportFile(
  db: Database,
  exportId: string,
  fileName: string,
): Promise<void> {
  await sql`delete from coverage.export_part where export_id = ${exportId}::uuid`.execute(db);
  await sql`
    update coverage.export
    set state = 'running', file_name = ${fileName}, rows_written = 0
    where export_id = ${exportId}::uuid`.execute(db);
}

export async function insertExportPart(
  db: Database,
  exportId: string,
  part: number,
  bytes: Uint8Array,
): Promise<void> {
  await sql`
    insert into coverage.export_part (export_id, part, bytes)
    values (${exportId}::uuid, ${part}, ${Buffer.from(bytes)})`.execute(db);
}

export async function finishExport(
  db: Database,
  exportId: string,
  state: 'done' | 'failed',
  rows: number,
  at: string,
): Promise<void> {
  await sql`
    update coverage.export
    set state = ${state}, rows_written = ${rows}, finished_at = ${at}::timestamptz
    where export_id = ${exportId}::uuid`.execute(db);
}

export async function listExportParts(db: Database, exportId: string): Promise<Uint8Array[]> {
  const found = await sql<{ bytes: Uint8Array }>`
    select bytes
    from coverage.export_part
    where export_id = ${exportId}::uuid
    order by part`.execute(db);
  return found.rows.map((row) => row.bytes);
}

export async function deleteExportsBefore(db: Database, instant: string): Promise<void> {
  await sql`delete from coverage.export where created_at < ${instant}::timestamptz`.execute(db);
}
