/** What was decided for the residents of every place of a unit, counted. Run as owner. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

export interface DecidedCount {
  placeId: number;
  /** offered by the law; null = none that we hold */
  category: string | null;
  isInsured: boolean;
  /** card of who is insured now and would not be by the day; null = everybody else */
  lapsing: string | null;
  people: number;
}

export async function listDecidedCounts(
  db: Database,
  placeIds: readonly number[],
  until: IsoDate,
): Promise<DecidedCount[]> {
  const found = await sql<DecidedCount>`
    select d.place_id as "placeId", d.category, d.is_insured as "isInsured",
           case when d.is_insured and d.lapse_on <= ${until}::date then d.card_category end
             as lapsing,
           count(*)::int as people
    from entitlement.decision d
    where d.place_id = any(${placeIds}::int[])
    group by 1, 2, 3, 4`.execute(db);
  return found.rows;
}

/** Where each place lies by the tree of a day. */
export async function listPathsOn(
  db: Database,
  placeIds: readonly number[],
  day: IsoDate,
): Promise<{ placeId: number; path: string }[]> {
  const found = await sql<{ placeId: number; path: string }>`
    select place_id as "placeId", path::text as path
    from units.placement
    where place_id = any(${placeIds}::int[])
      and valid_from <= ${day}::date
      and (valid_to is null or ${day}::date < valid_to)
    order by place_id`.execute(db);
  return found.rows;
}

/** Changes whenever decisions or the tree do; tells databases of one process apart. */
export async function findCountedState(db: Database): Promise<string> {
  const found = await sql<{ state: string }>`
    select concat_ws(' ', current_database(), pg_postmaster_start_time(),
             (select number from units.revision),
             (select max(basis_id) from entitlement.basis)) as state`.execute(db);
  return found.rows[0]?.state ?? '';
}
