/** Files of lists of people made for a download: kept for a while only, and none with an erased person. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export async function countExports(db: Database, before: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from coverage.export
    where created_at < ${before}::timestamptz`.execute(db);
  return found.rows[0]?.n ?? 0;
}

export async function eraseExports(db: Database, before: string, limit: number): Promise<number> {
  const gone = await sql`
    delete from coverage.export
    where export_id in (
      select export_id from coverage.export
      where created_at < ${before}::timestamptz
      order by created_at
      limit ${limit})
    returning export_id`.execute(db);
  return gone.rows.length;
}
