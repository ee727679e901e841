/** Facts as they were known at an entry of the register. */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../stores/database.ts';

/** Entry up to which the facts are known; null = now. */
export type KnownEntry = number | null;

export function knownRows(alias: string, known: KnownEntry): RawBuilder<unknown> {
  const from = sql.ref(`${alias}.recorded_from`);
  const to = sql.ref(`${alias}.recorded_to`);
  if (known === null) return sql`${to} is null`;
  return sql`(${from} <= ${known}::bigint and (${to} is null or ${to} > ${known}::bigint))`;
}

export async function findEntryAt(db: Database, instant: string): Promise<number> {
  const found = await sql<{ entryId: number }>`
    select coalesce(max(entry_id), 0) as "entryId"
    from registry.entry
    where recorded_at <= ${instant}::timestamptz`.execute(db);
  return found.rows[0]?.entryId ?? 0;
}
