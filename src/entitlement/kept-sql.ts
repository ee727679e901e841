/**
 * Counts kept with the decisions: 1.2 million of them take a second to count, the kept counts of 2,000
 * villages are added up in a tenth. Past renewals come from the reading that decides. Run as owner.
 */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import { copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import type { DecidedCount } from './below-sql.ts';
import type { PlaceRenewals } from './renewal-tally.ts';
import type { RenewalCount } from './sql-lapses.ts';

const COUNTED = sql`
  select d.place_id, d.category, d.is_insured,
         case when d.is_insured and d.lapse_on is not null then d.card_category end,
         case when d.is_insured then date_trunc('month', d.lapse_on)::date end, count(*)::int
  from entitlement.decision d`;

/** Places where somebody of `decided_person` is decided now. */
export async function listDecidedPlaces(db: Database): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select distinct d.place_id as id
    from entitlement.decision d
    join decided_person p on p.person_id = d.person_id`.execute(db);
  return found.rows.map((row) => row.id);
}

/** After a decision of everybody. */
export async function keepAllCounts(
  db: Database,
  renewals: readonly PlaceRenewals[],
): Promise<void> {
  await sql`truncate entitlement.place_count, entitlement.renewal`.execute(db);
  await sql`insert into entitlement.place_count ${COUNTED} group by 1, 2, 3, 4, 5`.execute(db);
  const rows = renewals.map((row) => [row.placeId, row.category, row.ended, row.renewed]);
  const columns = ['place_id', 'category', 'ended', 'renewed'];
  await copyIn(db, 'entitlement.renewal', columns, rows);
  await sql`analyze entitlement.place_count, entitlement.renewal`.execute(db);
}

/** After a decision of some; renewals stay those of the last decision of everybody. */
export async function keepCountsOf(db: Database, placeIds: readonly number[]): Promise<void> {
  await sql`
    delete from entitlement.place_count
    where place_id = any(${placeIds}::int[])`.execute(db);
  await sql`
    insert into entitlement.place_count
    ${COUNTED}
    where d.place_id = any(${placeIds}::int[])
    group by 1, 2, 3, 4, 5`.execute(db);
}

/** `until` is the last day of a month: what lapses in a month lapses by its end. */
export async function listKeptCounts(
  db: Database,
  placeIds: readonly number[],
  until: IsoDate,
): Promise<DecidedCount[]> {
  const found = await sql<DecidedCount>`
    select c.place_id as "placeId", c.category, c.is_insured as "isInsured",
           case when c.lapse_month <= ${until}::date then c.card_category end as lapsing,
           sum(c.people)::int as people
    from entitlement.place_count c
    where c.place_id = any(${placeIds}::int[])
    group by 1, 2, 3, 4`.execute(db);
  return found.rows;
}

export async function listKeptRenewals(
  db: Database,
  placeIds: readonly number[],
): Promise<RenewalCount[]> {
  const found = await sql<RenewalCount>`
    select category, sum(ended)::int as ended, sum(renewed)::int as renewed
    from entitlement.renewal
    where place_id = any(${placeIds}::int[])
    group by 1
    order by 1`.execute(db);
  return found.rows;
}

/** False in a database whose decisions are older than the kept counts. */
export async function areCountsKept(db: Database): Promise<boolean> {
  const found = await sql<{ are: boolean }>`
    select exists (select from entitlement.place_count) as are`.execute(db);
  return found.rows[0]?.are ?? false;
}

export interface CategoryUse {
  category: string;
  people: number;
  uninsured: number;
}

/** How many residents of the places each category counts for. */
export async function listCategoryUses(
  db: Database,
  placeIds: readonly number[],
): Promise<CategoryUse[]> {
  const found = await sql<CategoryUse>`
    select category, sum(people)::int as people,
           coalesce(sum(people) filter (where not is_insured), 0)::int as uninsured
    from entitlement.place_count
    where place_id = any(${placeIds}::int[])
      and category is not null
    group by 1
    order by 2 desc, 1`.execute(db);
  return found.rows;
}
