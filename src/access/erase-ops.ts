/** Traces of work that end by themselves: links, sessions, challenges, the memory of jobs. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export const ACCESS_KINDS = ['links', 'sessions', 'jobs'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

const ENDED: Readonly<Record<AccessKind, { table: string; key: string; since: string }[]>> = {
  links: [
    {
      table: 'access.one_time_link',
      key: 'link_id::text',
      since: 'coalesce(used_at, withdrawn_at, expires_at)',
    },
  ],
  sessions: [
    { table: 'access.session', key: 'id', since: 'expires_at' },
    { table: 'access.verification', key: 'id', since: 'expires_at' },
  ],
  jobs: [
    {
      table: 'access.job',
      key: 'job_id',
      since: `case when state in ('done', 'failed', 'cancelled') then changed_at end`,
    },
  ],
};

export async function countEnded(db: Database, kind: AccessKind, before: string): Promise<number> {
  let count = 0;
  for (const { table, since } of ENDED[kind]) {
    const found = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.raw(table)}
      where ${sql.raw(since)} < ${before}::timestamptz`.execute(db);
    count += found.rows[0]?.n ?? 0;
  }
  return count;
}

/** At most so many; answers their keys. */
export async function eraseEnded(
  db: Database,
  kind: AccessKind,
  before: string,
  limit: number,
): Promise<string[]> {
  const keys: string[] = [];
  for (const { table, key, since } of ENDED[kind]) {
    const name = sql.raw(table);
    const gone = await sql<{ key: string }>`
      delete from ${name}
      where ctid in (
        select ctid from ${name} where ${sql.raw(since)} < ${before}::timestamptz
        limit ${limit - keys.length})
      returning ${sql.raw(key)} as key`.execute(db);
    keys.push(...gone.rows.map((row) => row.key));
  }
  return keys;
}
