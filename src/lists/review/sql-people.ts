/** What the review asks of persons and places: attributes now, where they live. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../../kernel/dates.ts';
import type { BirthPrecision, Sex } from '../../registry/types.ts';
import type { Database } from '../../stores/database.ts';

export interface PersonNow {
  personId: number;
  fullName: string;
  birthDate: IsoDate | null;
  birthPrecision: BirthPrecision | null;
  sex: Sex | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  phone: string | null;
  placeId: number | null;
  communeId: number | null;
}

/** Attributes as last known, and the place; persons row security hides are missing. */
export async function listPeopleNow(
  db: Database,
  personIds: readonly number[],
  day: IsoDate,
): Promise<Map<number, PersonNow>> {
  const found = await sql<PersonNow>`
    select p.person_id as "personId", v.full_name as "fullName", v.birth_date as "birthDate",
      v.birth_precision as "birthPrecision", v.sex, v.national_id as "nationalId",
      v.social_insurance_number as "socialInsuranceNumber", v.phone, p.place_id as "placeId",
      ${communeOf(sql`p.place_id`, day)} as "communeId"
    from registry.person p
    cross join lateral (
      select full_name, birth_date, birth_precision, sex, national_id, social_insurance_number,
        phone
      from registry.person_version
      where person_id = p.person_id and recorded_to is null
      order by valid_from desc
      limit 1
    ) v
    where p.person_id = any(${personIds})`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row]));
}

/** The commune a place lies in on a day, as an expression; null where a split leaves it open. */
export function communeOf(placeId: RawBuilder<unknown>, day: IsoDate): RawBuilder<unknown> {
  return sql`(
    select v.unit_id
    from units.placement at_day
    join units.unit_version v on v.unit_id = any(
        string_to_array(replace(at_day.path::text, 'u', ''), '.')::int[])
      and v.level = 'commune' and v.valid_from <= ${day}
      and (v.valid_to is null or ${day} < v.valid_to)
    where at_day.place_id = ${placeId} and at_day.valid_from <= ${day}
      and (at_day.valid_to is null or ${day} < at_day.valid_to)
    limit 1)`;
}

/** Commune of each place on a day; places whose commune is not known are missing. */
export async function listCommunes(
  db: Database,
  placeIds: readonly number[],
  day: IsoDate,
): Promise<Map<number, number>> {
  const found = await sql<{ placeId: number; communeId: number | null }>`
    select p.place_id as "placeId", ${communeOf(sql`p.place_id`, day)} as "communeId"
    from unnest(${placeIds}::int[]) as p (place_id)`.execute(db);
  return new Map(
    found.rows.flatMap((row) => (row.communeId === null ? [] : [[row.placeId, row.communeId]])),
  );
}

/** Where each place lies by the boundaries of a day. */
export async function listPaths(
  db: Database,
  placeIds: readonly number[],
  boundaries: IsoDate,
): Promise<{ placeId: number; path: string }[]> {
  const found = await sql<{ placeId: number; path: string }>`
    select place_id as "placeId", path::text as path
    from units.placement
    where place_id = any(${placeIds}) and valid_from <= ${boundaries}
      and (valid_to is null or ${boundaries} < valid_to)`.execute(db);
  return found.rows;
}

/** Name of the province each of these persons lives in, whoever asks. */
export async function listProvinceNames(
  db: Database,
  personIds: readonly number[],
  day: IsoDate,
): Promise<Map<number, string>> {
  const found = await sql<{ personId: number; name: string }>`
    select p.person_id as "personId", v.name
    from registry.person p
    join units.placement at_day on at_day.place_id = p.place_id and at_day.valid_from <= ${day}
      and (at_day.valid_to is null or ${day} < at_day.valid_to)
    join units.unit_version v on v.unit_id = any(
        string_to_array(replace(at_day.path::text, 'u', ''), '.')::int[])
      and v.level = 'province' and v.valid_from <= ${day}
      and (v.valid_to is null or ${day} < v.valid_to)
    where p.person_id = any(${personIds})`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row.name]));
}
