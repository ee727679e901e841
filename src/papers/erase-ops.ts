/** Papers end: of a person who is erased, and removed ones whose time is over. */
import { sql } from 'kysely';
import type { Context } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';

export interface ErasedPaper {
  paperId: number;
  personId: number | null;
  hash: string;
}

/** Answers what went; the bytes of `hash` go when nothing else stands on them. */
export async function erasePapersOf(
  tx: Context,
  personIds: readonly number[],
): Promise<ErasedPaper[]> {
  return await deletePapers(tx.db, sql`person_id = any (${[...personIds]}::bigint[])`);
}

export async function eraseRemovedPapers(
  tx: Context,
  before: string,
  limit: number,
): Promise<ErasedPaper[]> {
  return await deletePapers(
    tx.db,
    sql`paper_id in (
      select paper_id from papers.paper
      where removed_at < ${before}::timestamptz
      order by paper_id
      limit ${limit})`,
  );
}

export async function countRemovedPapers(db: Database, before: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from papers.paper
    where removed_at < ${before}::timestamptz`.execute(db);
  return found.rows[0]?.n ?? 0;
}

async function deletePapers(db: Database, which: ReturnType<typeof sql>): Promise<ErasedPaper[]> {
  const gone = await sql<ErasedPaper>`
    delete from papers.paper
    where ${which}
    returning paper_id as "paperId", person_id as "personId", file_hash as hash`.execute(db);
  await sql`
    delete from papers.file f
    where f.hash = any (${gone.rows.map(({ hash }) => hash)}::text[])
      and not exists (select from papers.paper p where p.file_hash = f.hash)`.execute(db);
  return gone.rows;
}
