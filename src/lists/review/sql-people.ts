/** What the review asks of persons and places: attributes now, where they live. */
import { sql } from 'kysely';
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
  anchorId: number | null;
}

/** Attributes as last known, and the place; persons row security hides are missing. */
export async function listPeopleNow(
  db: Database,
  personIds: readonly number[],
): Promise<Map<number, PersonNow>> {
  const found = await sql<PersonNow>`
    select p.person_id as "personId", v.full_name as "fullName", v.birth_date as "birthDate",
      v.birth_precision as "birthPrecision", v.sex, v.national_id as "nationalId",
      v.social_insurance_number as "socialInsuranceNumber", v.phone, p.place_id as "placeId",
      u.anchor_id as "anchorId"
    from registry.person p
    cross join lateral (
      select full_name, birth_date, birth_precision, sex, national_id, social_insurance_number,
        phone
      from registry.person_version
      where person_id = p.person_id and recorded_to is null
      order by valid_from desc
      limit 1
    ) v
    left join units.unit u on u.unit_id = p.place_id
    where p.person_id = any(${personIds})`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row]));
}

/** Commune-level unit of each place. */
export async function listAnchors(
  db: Database,
  placeIds: readonly number[],
): Promise<Map<number, number>> {
  const found = await sql<{ placeId: number; anchorId: number }>`
    select unit_id as "placeId", anchor_id as "anchorId"
    from units.unit
    where unit_id = any(${placeIds})`.execute(db);
  return new Map(found.rows.map((row) => [row.placeId, row.anchorId]));
}
