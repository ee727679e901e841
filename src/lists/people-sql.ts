/** Names of found persons whom the caller sees: row security decides. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export async function listPeopleNames(
  db: Database,
  personIds: readonly number[],
): Promise<Map<number, { fullName: string; sex: string | null }>> {
  const found = await sql<{ personId: number; fullName: string; sex: string | null }>`
    select person_id as "personId", full_name as "fullName", sex
    from registry.person
    where person_id = any(${personIds}::bigint[])
    order by person_id
    limit ${Math.max(1, personIds.length)}`.execute(db);
  return new Map(found.rows.map(({ personId, ...person }) => [personId, person]));
}
