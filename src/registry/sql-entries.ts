/** Names beside ids: of members, of the persons an entry touched. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { FACT_TABLES } from './sql-bulk.ts';
import { ownerColumn } from './sql.ts';
import type { EntryId } from './types.ts';

export interface PersonName {
  fullName: string;
  birthYear: number | null;
}

/** As last known; persons row security hides are missing. */
export async function listPersonNames(
  db: Database,
  personIds: readonly number[],
): Promise<Map<number, PersonName>> {
  const found = await sql<PersonName & { personId: number }>`
    select person_id as "personId", full_name as "fullName", birth_year as "birthYear"
    from registry.person
    where person_id = any(${[...personIds]}::bigint[])`.execute(db);
  return new Map(
    found.rows.map(({ personId, fullName, birthYear }) => [personId, { fullName, birthYear }]),
  );
}

const PERSON_TABLES = FACT_TABLES.filter((table) => ownerColumn(table) === 'person_id');

/**
 * Persons with a fact this entry wrote or ended, by id. The facts of a small entry are found by
 * their index; for a bulk load the people are walked, every few of whom it touched.
 */
export async function listEntryPeople(
  db: Database,
  entry: { entryId: EntryId; people: number },
  after: number,
  limit: number,
): Promise<(PersonName & { personId: number })[]> {
  const { entryId } = entry;
  const facts = PERSON_TABLES.flatMap((table) =>
    ['recorded_from', 'recorded_to'].map((column) => ({
      table: sql.table(`registry.${table}`),
      isOfEntry: sql`${sql.ref(column)} = ${entryId}`,
    })),
  );
  const touched =
    entry.people > WALKED_FROM
      ? sql.join(
          facts.map(
            ({ table, isOfEntry }) =>
              sql`exists (select from ${table} f where f.person_id = p.person_id and ${isOfEntry})`,
          ),
          sql` or `,
        )
      : sql`p.person_id in (${sql.join(
          facts.map(
            ({ table, isOfEntry }) => sql`select person_id from ${table} where ${isOfEntry}`,
          ),
          sql` union all `,
        )})`;
  const found = await sql<PersonName & { personId: number }>`
    select p.person_id as "personId", p.full_name as "fullName", p.birth_year as "birthYear"
    from registry.person p
    where p.person_id > ${after} and (${touched})
    order by p.person_id
    limit ${limit}`.execute(db);
  return found.rows;
}

const WALKED_FROM = 5_000;

/** People whose counting residence on a day lies in each of the places. */
export async function countResidentsOn(
  db: Database,
  placeIds: readonly number[],
  day: string,
): Promise<Map<number, number>> {
  const found = await sql<{ placeId: number; people: number }>`
    select r.place_id as "placeId", count(distinct r.person_id) as people
    from registry.residence r
    where r.place_id = any(${[...placeIds]}::int[]) and r.recorded_to is null
      and r.kind in ('temporary', 'permanent', 'away')
      and r.valid_from <= ${day} and (r.valid_to is null or ${day} < r.valid_to)
      and not exists (
        select from registry.residence other
        where other.person_id = r.person_id and other.recorded_to is null
          and other.place_id <> r.place_id
          and other.valid_from <= ${day} and (other.valid_to is null or ${day} < other.valid_to)
          and array_position(array['temporary', 'permanent', 'away'], other.kind::text)
            < array_position(array['temporary', 'permanent', 'away'], r.kind::text)
      )
    group by r.place_id
    order by r.place_id`.execute(db);
  return new Map(found.rows.map((row) => [row.placeId, row.people]));
}
