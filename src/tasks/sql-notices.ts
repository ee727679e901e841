/** What the clock has to say. A notice is written once for its key. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { type PlaceScope, isInScope } from './sql-scope.ts';
import type { NoticeView } from './types.ts';

export interface NoticeInsert {
  unitId: number;
  userId: string | null;
  kind: NoticeView['kind'];
  subject: NoticeView['subject'];
  subjectId: number;
  params: Record<string, string | number>;
  key: string;
  at: string;
}

/** Those of a key already written are left out; answers how many are new. Run as owner. */
export async function insertNotices(db: Database, rows: readonly NoticeInsert[]): Promise<number> {
  if (rows.length === 0) return 0;
  const done = await sql`
    insert into tasks.notice (unit_id, user_id, kind, subject, subject_id, params, key, at)
    select r."unitId", r."userId", r.kind, r.subject, r."subjectId", r.params, r.key, r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      "unitId" int, "userId" text, kind text, subject text, "subjectId" int, params jsonb, key text,
      at timestamptz)
    on conflict (key) do nothing`.execute(db);
  return Number(done.numAffectedRows ?? 0n);
}

export type NoticeRow = Omit<NoticeView, 'unit'> & { unitId: number };

/** For a user: his own, and those to the units he works for. Run as owner. */
export async function listNotices(
  db: Database,
  question: { userId: string; unitIds: readonly number[] | null; limit: number },
): Promise<NoticeRow[]> {
  const ofUnits =
    question.unitIds === null ? sql`true` : sql`n.unit_id = any (${question.unitIds}::int[])`;
  const found = await sql<NoticeRow>`
    select n.notice_id as "noticeId", n.unit_id as "unitId", n.kind, n.subject,
      n.subject_id as "subjectId", n.params, n.at,
      exists (select from tasks.notice_read r
        where r.notice_id = n.notice_id and r.user_id = ${question.userId}) as "isRead"
    from tasks.notice n
    where n.user_id = ${question.userId} or (n.user_id is null and ${ofUnits})
    order by n.notice_id desc
    limit ${question.limit}`.execute(db);
  return found.rows;
}

export async function insertNoticesRead(
  db: Database,
  row: { userId: string; noticeIds: readonly number[]; scope: PlaceScope | null; at: string },
): Promise<void> {
  await sql`
    insert into tasks.notice_read (notice_id, user_id, at)
    select n.notice_id, ${row.userId}, ${row.at}::timestamptz
    from tasks.notice n
    where n.notice_id = any (${row.noticeIds}::bigint[])
      and (n.user_id = ${row.userId} or ${isInScope(sql`n.unit_id`, row.scope)})
    on conflict (notice_id, user_id) do nothing`.execute(db);
}
