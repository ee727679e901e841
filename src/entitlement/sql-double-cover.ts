/** Cards on the same days, and insurance beside the card, straight from the register. Run as owner. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { KnownShares } from '../policy/double-cover.ts';
import { OTHER_INSURANCES, type OtherInsurance } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';

export interface CardOfPerson {
  personId: number;
  placeId: number;
  category: string;
  issuer: string;
  from: IsoDate;
  to: IsoDate | null;
  /** what is decided for the person: of these his shares are known */
  decided: KnownShares | null;
}

const DECIDED = sql`case when d.category is not null then jsonb_build_object(
  'category', d.category, 'stateBp', d.state_bp, 'provinceBp', d.province_bp) end`;

/** What is decided for a person; null = nothing. */
export async function findDecided(db: Database, personId: number): Promise<KnownShares | null> {
  const found = await sql<{ decided: KnownShares | null }>`
    select ${DECIDED} as decided
    from entitlement.decision d
    where d.person_id = ${personId}`.execute(db);
  return found.rows[0]?.decided ?? null;
}

/** Cards of residents that share days after `since` with another one, in order of persons. */
export async function listOverlappingCards(
  db: Database,
  placeIds: readonly number[],
  since: IsoDate,
  rowsMax: number,
): Promise<CardOfPerson[]> {
  const found = await sql<CardOfPerson>`
    select a.person_id as "personId", d.place_id as "placeId", a.category, a.issuer,
           a.valid_from as "from", a.valid_to as "to", ${DECIDED} as decided
    from registry.participation a
    join entitlement.decision d on d.person_id = a.person_id
    where d.place_id = any(${placeIds}::int[])
      and a.recorded_to is null
      and (a.valid_to is null or a.valid_to > ${since}::date)
      and exists (
        select
        from registry.participation b
        where b.person_id = a.person_id
          and b.recorded_to is null
          and b.fact_id <> a.fact_id
          and (b.valid_to is null or b.valid_to > ${since}::date)
          and (b.valid_to is null or a.valid_from < b.valid_to)
          and (a.valid_to is null or b.valid_from < a.valid_to)
      )
    order by a.person_id, a.valid_from, a.fact_id
    limit ${rowsMax}`.execute(db);
  return found.rows;
}

export interface InsuredBeside {
  personId: number;
  placeId: number;
  insurance: OtherInsurance;
  /** insurer and contract, as recorded */
  detail: string | null;
  from: IsoDate;
  to: IsoDate | null;
  cardCategory: string | null;
}

/** Residents with supplementary or private insurance on the day. */
export async function listInsuredBeside(
  db: Database,
  placeIds: readonly number[],
  on: IsoDate,
  rowsMax: number,
): Promise<InsuredBeside[]> {
  const found = await sql<InsuredBeside>`
    select s.person_id as "personId", d.place_id as "placeId", s.status as insurance, s.detail,
           s.valid_from as "from", s.valid_to as "to", d.card_category as "cardCategory"
    from registry.status s
    join entitlement.decision d on d.person_id = s.person_id
    where d.place_id = any(${placeIds}::int[])
      and s.recorded_to is null
      and s.status = any(${[...OTHER_INSURANCES]}::text[])
      and s.valid_from <= ${on}::date
      and (s.valid_to is null or ${on}::date < s.valid_to)
    order by s.person_id, s.valid_from
    limit ${rowsMax}`.execute(db);
  return found.rows;
}
