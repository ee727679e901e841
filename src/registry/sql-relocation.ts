import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

export async function listPlaceCounts(
  db: Database,
  placeIds: readonly number[],
): Promise<{ placeId: number; people: number }[]> {
  const found = await sql<{ placeId: number; people: number }>`
    select place_id as "placeId", count(*) as people
    from registry.person
    where place_id = any (${[...placeIds]}::int[])
    group by place_id
    order by place_id`.execute(db);
  return found.rows;
}

export async function listAssignedMembers(
  db: Database,
  householdId: number,
  day: IsoDate,
): Promise<number[]> {
  const found = await sql<{ personId: number }>`
    select person_id as "personId"
    from registry.household_member
    where household_id = ${householdId}
      and recorded_to is null
      and valid_from <= ${day}::date
      and (valid_to is null or ${day}::date < valid_to)
    order by person_id`.execute(db);
  return found.rows.map((row) => row.personId);
}
