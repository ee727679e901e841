/** Whom sponsorships pay for: derived beside the decisions. Run as owner. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import { type CopyValue, copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import type { Candidate, HeldCards, ReachCount, Sponsored, Stretch } from './sponsor-plan.ts';
import type { PlaceCommunes } from './sql-budget.ts';
import type { SponsorshipUse } from './sponsorship-types.ts';

export interface CandidateQuery {
  placeIds: readonly number[];
  categories: readonly string[];
  personIds: readonly number[];
  householdIds: readonly number[];
  withoutCard: boolean;
  /** first day of the sponsorship, and the day decided for */
  from: IsoDate;
  on: IsoDate;
}

const CANDIDATES_MAX = 2_000_000;

/** Who pays a part himself: who has a card first, then household by household. */
export async function listCandidates(db: Database, query: CandidateQuery): Promise<Candidate[]> {
  const { placeIds, categories, personIds, householdIds, withoutCard, from, on } = query;
  const before = sql`least(${from}::date - 1, ${on}::date)`;
  const ofCategory =
    categories.length === 0
      ? sql``
      : sql`and (d.category = any(${categories}::text[])
          or d.next_category = any(${categories}::text[]))`;
  const ofChosen =
    personIds.length + householdIds.length === 0
      ? sql``
      : sql`and (d.person_id = any(${personIds}::bigint[])
          or d.household_id = any(${householdIds}::bigint[]))`;
  const hadNoCard = withoutCard
    ? sql`and not exists (
        select
        from registry.participation p
        where p.person_id = d.person_id
          and p.recorded_to is null
          and p.valid_from <= ${before}
          and (p.valid_to is null or ${before} < p.valid_to)
      )`
    : sql``;
  const found = await sql<Candidate>`
    select d.person_id as "personId", d.place_id as "placeId", d.is_insured as "isInsured",
           d.position, d.category, d.state_bp as "stateBp", d.province_bp as "provinceBp",
           date_trunc('month', d.next_on + interval '1 month - 1 day')::date as "nextOn",
           d.next_category as "nextCategory", d.next_state_bp as "nextStateBp",
           d.next_province_bp as "nextProvinceBp"
    from entitlement.decision d
    where d.place_id = any(${placeIds}::int[])
      and (d.own_bp > 0 or d.next_own_bp > 0)
      ${ofCategory} ${ofChosen} ${hadNoCard}
    order by d.is_insured desc, d.household_id nulls last, d.person_id
    limit ${CANDIDATES_MAX}`.execute(db);
  return found.rows;
}

/** Cards of the own province as months in `[from, to)` on whose first day they hold. */
export async function listHeldCards(
  db: Database,
  personIds: readonly number[],
  { from, to }: { from: IsoDate; to: IsoDate },
): Promise<HeldCards[]> {
  const monthAfter = (day: RawBuilder<unknown>) =>
    sql`date_trunc('month', ${day} + interval '1 month - 1 day')::date`;
  const found = await sql<HeldCards>`
    select person_id as "personId",
           string_agg(category || ':' || start || ':' || stop, ' ' order by category, start, stop)
             as cards
    from (
      select p.person_id, p.category,
             greatest(${monthAfter(sql`p.valid_from`)}, ${from}::date) as start,
             least(coalesce(${monthAfter(sql`p.valid_to`)}, 'infinity'::date), ${to}::date) as stop
      from unnest(${personIds}::bigint[]) as chosen (person_id)
      join registry.participation p on p.person_id = chosen.person_id
        and p.recorded_to is null
        and p.issuer = 'own'
    ) held
    where start < stop
    group by 1
    order by 1`.execute(db);
  return found.rows;
}

const SPONSORED = [
  'sponsorship_id',
  'person_id',
  'place_id',
  'category',
  'now_vnd',
  'months',
  'reserved_vnd',
  'estimated_months',
  'estimated_vnd',
  'used_months',
  'used_vnd',
];

const STRETCH = [
  'person_id',
  'place_id',
  'is_actual',
  'category',
  'from_month',
  'to_month',
  'state_bp',
  'province_bp',
  'step_bp',
  'paid_on',
  'commune_vnd',
  'sponsor_vnd',
  'own_vnd',
  'is_added',
];

export interface SponsoredRows {
  sponsored: readonly Sponsored[];
  stretches: Iterable<Stretch>;
  counts: ReadonlyMap<number, ReachCount>;
}

/** Everything anew. */
export async function replaceSponsored(db: Database, rows: SponsoredRows): Promise<void> {
  await sql`delete from entitlement.sponsored`.execute(db);
  await sql`delete from entitlement.sponsored_stretch`.execute(db);
  await sql`delete from entitlement.sponsorship_count`.execute(db);
  const sponsored = rows.sponsored.map((row) => [
    row.sponsorshipId,
    row.personId,
    row.placeId,
    row.category,
    row.nowVnd,
    row.months,
    row.reservedVnd,
    row.estimatedMonths,
    row.estimatedVnd,
    row.usedMonths,
    row.usedVnd,
  ]);
  const counts = [...rows.counts].map(([sponsorshipId, count]) => [
    sponsorshipId,
    count.eligible,
    count.beyondCeiling,
    count.paidByOthers,
    count.cut,
  ]);
  await copyIn(db, 'entitlement.sponsored', SPONSORED, sponsored);
  await copyIn(db, 'entitlement.sponsored_stretch', STRETCH, stretchRows(rows.stretches));
  await copyIn(db, 'entitlement.sponsorship_count', COUNT, counts);
}

function* stretchRows(stretches: Iterable<Stretch>): Generator<CopyValue[]> {
  for (const row of stretches) {
    yield [
      row.personId,
      row.placeId,
      row.isActual,
      row.category,
      row.from,
      row.to,
      row.stateBp,
      row.provinceBp,
      row.stepBp,
      row.paidOn,
      row.communeVnd,
      row.sponsorVnd,
      row.ownVnd,
      row.isAdded,
    ];
  }
}

const COUNT = ['sponsorship_id', 'eligible', 'beyond_ceiling', 'paid_by_others', 'cut'];

export async function listReachCounts(db: Database): Promise<Map<number, ReachCount>> {
  const found = await sql<ReachCount & { id: number }>`
    select sponsorship_id as id, eligible, beyond_ceiling as "beyondCeiling",
           paid_by_others as "paidByOthers", cut
    from entitlement.sponsorship_count
    order by 1`.execute(db);
  return new Map(found.rows.map(({ id, ...count }) => [id, count]));
}

/** By sponsorship, of the people of some places. */
export async function countUses(
  db: Database,
  placeIds: readonly number[],
): Promise<Map<number, SponsorshipUse>> {
  const found = await sql<SponsorshipUse & { id: number }>`
    select h.sponsorship_id as id, count(*) as people,
           count(*) filter (where d.is_insured) as insured,
           sum(h.reserved_vnd)::bigint as "reservedVnd",
           sum(h.estimated_vnd)::bigint as "estimatedVnd",
           sum(h.used_vnd)::bigint as "usedVnd",
           count(*) filter (where h.used_months > 0) as "usedPeople"
    from entitlement.sponsored h
    left join entitlement.decision d on d.person_id = h.person_id
    where h.place_id = any(${placeIds}::int[])
    group by 1
    order by 1`.execute(db);
  return new Map(found.rows.map(({ id, ...use }) => [id, use]));
}

export interface SponsoredPerson {
  personId: number;
  placeId: number;
  category: string;
  isInsured: boolean;
  nowVnd: number;
  months: number;
  reservedVnd: number;
  usedMonths: number;
  usedVnd: number;
}

/** In order of names. */
export async function listSponsoredPeople(
  db: Database,
  placeIds: readonly number[],
  query: { sponsorshipId: number; offset: number; limit: number },
): Promise<SponsoredPerson[]> {
  const found = await sql<SponsoredPerson>`
    select h.person_id as "personId", h.place_id as "placeId", h.category,
           coalesce(d.is_insured, false) as "isInsured", h.now_vnd as "nowVnd", h.months,
           h.reserved_vnd as "reservedVnd", h.used_months as "usedMonths", h.used_vnd as "usedVnd"
    from entitlement.sponsored h
    join registry.person p on p.person_id = h.person_id
    left join entitlement.decision d on d.person_id = h.person_id
    where h.sponsorship_id = ${query.sponsorshipId}
      and h.place_id = any(${placeIds}::int[])
    order by coverage.name_key(p.full_name) collate "vi-x-icu", h.person_id
    limit ${query.limit} offset ${query.offset}`.execute(db);
  return found.rows;
}

/** Sponsorships that pay for each of some people. */
export async function listSponsorsOf(
  db: Database,
  personIds: readonly number[],
): Promise<Map<number, number[]>> {
  const found = await sql<{ personId: number; ids: number[] }>`
    select person_id as "personId", array_agg(sponsorship_id order by sponsorship_id) as ids
    from entitlement.sponsored
    where person_id = any(${personIds}::bigint[])
    group by 1`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row.ids]));
}

/** Of each sponsored person of some places, the sponsorships as one text: `3 12`. */
export async function listSponsorsIn(
  db: Database,
  placeIds: readonly number[],
): Promise<Map<number, string>> {
  const found = await sql<{ personId: number; ids: string }>`
    select person_id as "personId",
           string_agg(sponsorship_id::text, ' ' order by sponsorship_id) as ids
    from entitlement.sponsored
    where place_id = any(${placeIds}::int[])
    group by 1`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row.ids]));
}

export interface StretchGroup extends Omit<Stretch, 'personId' | 'placeId'> {
  communeId: number;
  people: number;
}

/** Stretches that reach into a year, by commune. */
export async function listStretchGroups(
  db: Database,
  { placeIds, communeIds }: PlaceCommunes,
  year: { from: IsoDate; to: IsoDate },
): Promise<StretchGroup[]> {
  const found = await sql<StretchGroup>`
    select c.commune_id as "communeId", h.is_actual as "isActual", h.category,
           greatest(h.from_month, ${year.from}::date) as "from",
           least(h.to_month, ${year.to}::date) as "to", h.state_bp as "stateBp",
           h.province_bp as "provinceBp", h.step_bp as "stepBp", h.paid_on as "paidOn",
           h.commune_vnd as "communeVnd", h.sponsor_vnd as "sponsorVnd", h.own_vnd as "ownVnd",
           h.is_added as "isAdded", count(*) as people
    from unnest(${placeIds}::int[], ${communeIds}::int[]) as c (place_id, commune_id)
    join entitlement.sponsored_stretch h on h.place_id = c.place_id
    where h.from_month < ${year.to}::date
      and ${year.from}::date < h.to_month
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    order by 1, 2, 3, 4`.execute(db);
  return found.rows;
}
