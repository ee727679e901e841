/** Sums of a list that must agree with each other. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export interface CardFigures {
  rows: number;
  duplicates: number;
  /** rows with a card number, distinct card numbers, persons who bear one */
  cardRows: number;
  cards: number;
  cardHolders: number;
  /** rows whose place could be read, and those of them in a village */
  placed: number;
  inVillages: number;
}

export async function listCardFigures(
  db: Database,
  listId: number,
): Promise<CardFigures | undefined> {
  const found = await sql<CardFigures>`
    select count(*)::int as rows,
      count(*) filter (where l.outcome = 'duplicate')::int as duplicates,
      count(r.card_number)::int as "cardRows",
      count(distinct r.card_number)::int as cards,
      count(distinct coalesce(l.duplicate_of_row, r.row_no))
        filter (where r.card_number is not null)::int as "cardHolders",
      count(r.place_id)::int as placed,
      count(*) filter (where r.place_id <> r.commune_id)::int as "inVillages"
    from lists.row r
    join linkage.link l on l.list_id = r.list_id and l.row_number = r.row_no
    where r.list_id = ${listId} and r.kind = 'data'`.execute(db);
  return found.rows[0];
}
