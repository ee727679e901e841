/** Statements about the mark a demo leaves; people and places are written by their owners. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export interface LoadRow {
  name: string;
  version: number;
  seed: number;
  people: number | null;
  toldUntil: string;
  unitId: number;
  /** a day in whose tree the unit stands with the communes of the demo */
  unitsOn: string;
  villageId: number;
  entryId: number;
}

export async function findLoad(db: Database): Promise<LoadRow | undefined> {
  const found = await sql<LoadRow>`
    select name, version, seed, people, told_until as "toldUntil", unit_id as "unitId",
      units_on as "unitsOn", village_id as "villageId", entry_id as "entryId"
    from demo.load`.execute(db);
  return found.rows[0];
}

export async function insertLoad(db: Database, row: LoadRow, at: string): Promise<void> {
  await sql`
    insert into demo.load (name, version, seed, people, told_until, unit_id, units_on, village_id,
      entry_id, loaded_at)
    values (${row.name}, ${row.version}, ${row.seed}, ${row.people}, ${row.toldUntil}::date,
      ${row.unitId}, ${row.unitsOn}::date, ${row.villageId}, ${row.entryId}, ${at})`.execute(db);
}

/** True when anybody, or any figure without names, stands in the register. */
export async function isRegisterUsed(db: Database): Promise<boolean> {
  const found = await sql<{ used: boolean }>`
    select exists (select from registry.person_version)
      or exists (select from registry.aggregate_participation) as used`.execute(db);
  return found.rows[0]?.used ?? true;
}
