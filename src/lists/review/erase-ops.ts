/** What the review keeps of a person in words goes; that something was decided, by whom and when, stays. */
import { sql } from 'kysely';
import type { Context } from '../../stores/context.ts';
import type { Database } from '../../stores/database.ts';

export async function eraseFromReview(tx: Context, personIds: readonly number[]): Promise<number> {
  return await blankItems(tx.db, personIds);
}

/** Items still to decide and proposals still waiting about the persons. */
export async function countOpenMatters(
  db: Database,
  personIds: readonly number[],
): Promise<number> {
  const found = await sql<{ n: number }>`
    select (
      select count(*) from review.item
      where state in ('open', 'later') and (person_id = any (${[...personIds]}::bigint[])
        or other_person_id = any (${[...personIds]}::bigint[]))
    ) + (
      select count(*) from review.approval
      where state = 'waiting' and action <> 'erasePersons'
        and person_ids && ${[...personIds]}::bigint[]
    ) as n`.execute(db);
  return found.rows[0]?.n ?? 0;
}

async function blankItems(db: Database, personIds: readonly number[]): Promise<number> {
  const ids = sql`${[...personIds]}::bigint[]`;
  const done = await sql`
    with item as (
      update review.item
      set evidence = '{}', agreement = '{}', reason = null
      where person_id = any (${ids}) or other_person_id = any (${ids})
      returning item_id
    ), remembered as (
      update review.act_item a
      set before = a.before - 'evidence' - 'reason'
      from item
      where a.item_id = item.item_id
    ), proposed as (
      update review.approval
      set summary = '{}'
      where person_ids && ${ids} and action <> 'erasePersons'
    )
    select item_id from item`.execute(db);
  return done.rows.length;
}
