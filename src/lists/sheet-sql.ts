/** Statements on printed village lists. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

export interface SheetRow {
  sheetId: number;
  unitId: number;
  unitName: string;
  communeName: string;
  asOf: IsoDate;
  rows: number;
  printedAt: string;
  actorName: string;
}

/** Villages of a unit, itself when it is one; communes' people without a village come last. */
export async function listSheetUnits(
  db: Database,
  path: string,
  on: IsoDate,
): Promise<{ unitId: number; name: string }[]> {
  const found = await sql<{ unitId: number; name: string }>`
    select p.place_id as "unitId", v.name
    from units.placement p
    join units.unit_version v on v.unit_id = p.place_id and v.level in ('village', 'commune')
      and v.valid_from <= ${on} and (v.valid_to is null or ${on} < v.valid_to)
    where p.path <@ ${path}::ltree and p.certain and p.valid_from <= ${on}
      and (p.valid_to is null or ${on} < p.valid_to)
      and exists (select from registry.person r where r.place_id = p.place_id)
    order by v.level desc, v.name, p.place_id
    limit 2000`.execute(db);
  return found.rows;
}

export async function insertSheet(
  db: Database,
  sheet: { unitId: number; asOf: IsoDate; at: string; actorName: string },
): Promise<number> {
  const inserted = await sql<{ id: number }>`
    insert into lists.sheet (unit_id, as_of, rows, printed_at, actor_name)
    values (${sheet.unitId}, ${sheet.asOf}, 0, ${sheet.at}, ${sheet.actorName})
    returning sheet_id as id`.execute(db);
  return inserted.rows[0]?.id ?? 0;
}

/** Residents of the place on the day, household by household, heads first; answers how many. */
export async function fillSheet(db: Database, sheetId: number): Promise<number> {
  const done = await sql`
    insert into lists.sheet_row (sheet_id, line, person_id)
    select s.sheet_id, row_number() over (
        order by m.household_code nulls last, m.household_id nulls last, m.is_head desc nulls last,
          p.birth_year nulls last, p.person_id), p.person_id
    from lists.sheet s
    join registry.person p on p.place_id = s.unit_id
    left join lateral (
      select f.household_id, f.is_head, h.code as household_code
      from registry.household_member f
      left join registry.household h on h.household_id = f.household_id and h.recorded_to is null
        and h.valid_from <= s.as_of and (h.valid_to is null or s.as_of < h.valid_to)
      where f.person_id = p.person_id and f.recorded_to is null and f.valid_from <= s.as_of
        and (f.valid_to is null or s.as_of < f.valid_to)
      limit 1
    ) m on true
    where s.sheet_id = ${sheetId}
      and exists (
        select from registry.residence f
        where f.person_id = p.person_id and f.recorded_to is null and f.place_id = s.unit_id
          and f.kind not in ('left', 'died') and f.valid_from <= s.as_of
          and (f.valid_to is null or s.as_of < f.valid_to)
      )
    limit 9999`.execute(db);
  const rows = Number(done.numAffectedRows ?? 0);
  await sql`update lists.sheet set rows = ${rows} where sheet_id = ${sheetId}`.execute(db);
  return rows;
}

export async function findSheet(db: Database, sheetId: number): Promise<SheetRow | undefined> {
  const found = await sql<SheetRow>`
    select s.sheet_id as "sheetId", s.unit_id as "unitId", coalesce(v.name, '') as "unitName",
      coalesce(c.name, '') as "communeName", s.as_of as "asOf", s.rows,
      s.printed_at as "printedAt", s.actor_name as "actorName"
    from lists.sheet s
    left join lateral (
      select name, parent_id, level from units.unit_version
      where unit_id = s.unit_id
      order by valid_from desc
      limit 1
    ) v on true
    left join lateral (
      select name from units.unit_version
      where unit_id = v.parent_id and v.level = 'village'
      order by valid_from desc
      limit 1
    ) c on true
    where s.sheet_id = ${sheetId}`.execute(db);
  return found.rows[0];
}

export interface SheetLine {
  line: number;
  personId: number;
  fullName: string;
  birthDate: IsoDate | null;
  birthPrecision: string | null;
  sex: string | null;
  nationalId: string | null;
  householdCode: string | null;
  relation: string | null;
  /** last day plus one of the card that holds on the day; null = no card, or an open end */
  coveredTo: IsoDate | null;
  category: string | null;
}

export async function listSheetLines(
  db: Database,
  sheetId: number,
  lines: readonly number[] | null,
): Promise<SheetLine[]> {
  const found = await sql<SheetLine>`
    select r.line, r.person_id as "personId", p.full_name as "fullName", v.birth_date as "birthDate",
      v.birth_precision as "birthPrecision", v.sex, v.national_id as "nationalId",
      m.code as "householdCode", m.relation, c.valid_to as "coveredTo", c.category
    from lists.sheet_row r
    join lists.sheet s on s.sheet_id = r.sheet_id
    join registry.person p on p.person_id = r.person_id
    left join lateral (
      select f.birth_date, f.birth_precision, f.sex, f.national_id
      from registry.person_version f
      where f.person_id = r.person_id and f.recorded_to is null
      order by f.valid_from desc
      limit 1
    ) v on true
    left join lateral (
      select h.code, f.relation
      from registry.household_member f
      left join registry.household h on h.household_id = f.household_id and h.recorded_to is null
        and (h.valid_to is null or s.as_of < h.valid_to)
      where f.person_id = r.person_id and f.recorded_to is null and f.valid_from <= s.as_of
        and (f.valid_to is null or s.as_of < f.valid_to)
      limit 1
    ) m on true
    left join lateral (
      select f.valid_to, f.category
      from registry.participation f
      where f.person_id = r.person_id and f.recorded_to is null and f.valid_from <= s.as_of
        and (f.valid_to is null or s.as_of < f.valid_to)
      order by f.valid_to desc nulls first
      limit 1
    ) c on true
    where r.sheet_id = ${sheetId} and (${lines}::int[] is null or r.line = any(${lines}::int[]))
    order by r.line
    limit 9999`.execute(db);
  return found.rows;
}
