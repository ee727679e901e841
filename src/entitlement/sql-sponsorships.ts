/** Sponsorships as they were recorded, ended and undone. Run as owner. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { SponsorPayer, SponsorWay } from '../policy/sponsorship.ts';
import type { Database } from '../stores/database.ts';
import type { SponsorshipStep } from './sponsorship-types.ts';

export interface SponsorshipRow {
  sponsorshipId: number;
  unitId: number;
  payer: SponsorPayer;
  payerName: string;
  unitIds: number[];
  categories: string[];
  personIds: number[];
  householdIds: number[];
  withoutCard: boolean;
  way: SponsorWay;
  shareBp: number | null;
  monthlyVnd: number | null;
  validFrom: IsoDate;
  validTo: IsoDate;
  moneyMaxVnd: number | null;
  peopleMax: number | null;
  document: string;
  note: string;
  actorName: string;
  recordedAt: string;
  endsOn: IsoDate | null;
  undoneAt: string | null;
}

const COLUMNS = sql`s.sponsorship_id as "sponsorshipId", s.unit_id as "unitId", s.payer,
  s.payer_name as "payerName", s.unit_ids as "unitIds", s.categories,
  s.person_ids as "personIds", s.household_ids as "householdIds",
  s.without_card as "withoutCard", s.way, s.share_bp as "shareBp", s.monthly_vnd as "monthlyVnd",
  s.valid_from as "validFrom", s.valid_to as "validTo", s.money_max_vnd as "moneyMaxVnd",
  s.people_max as "peopleMax", s.document, s.note, s.actor_name as "actorName",
  s.recorded_at as "recordedAt", s.ends_on as "endsOn", s.undone_at as "undoneAt"`;

export async function insertSponsorship(
  db: Database,
  row: Omit<SponsorshipRow, 'sponsorshipId' | 'endsOn' | 'undoneAt'> & { actorId: string },
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into entitlement.sponsorship
      (unit_id, payer, payer_name, unit_ids, categories, person_ids, household_ids, without_card,
       way, share_bp, monthly_vnd, valid_from, valid_to, money_max_vnd, people_max, document, note,
       actor_id, actor_name, recorded_at)
    values (${row.unitId}, ${row.payer}, ${row.payerName}, ${row.unitIds}::int[],
      ${row.categories}::text[], ${row.personIds}::bigint[], ${row.householdIds}::bigint[],
      ${row.withoutCard}, ${row.way}, ${row.shareBp}, ${row.monthlyVnd}, ${row.validFrom}::date,
      ${row.validTo}::date, ${row.moneyMaxVnd}, ${row.peopleMax}, ${row.document}, ${row.note},
      ${row.actorId}, ${row.actorName}, ${row.recordedAt}::timestamptz)
    returning sponsorship_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

/** Most that stand at once in one installation. */
export const SPONSORSHIPS_MAX = 5_000;

/** Those that stand, wherever they are. */
export async function listStanding(db: Database): Promise<SponsorshipRow[]> {
  return await listWhere(db, sql`s.undone_at is null`, SPONSORSHIPS_MAX);
}

/** Those of units on the way to, or inside, some places; the latest first. */
export async function listReaching(
  db: Database,
  unitIds: readonly number[],
): Promise<SponsorshipRow[]> {
  return await listWhere(db, sql`s.unit_ids && ${unitIds}::int[]`, 1_000);
}

export async function findSponsorship(
  db: Database,
  sponsorshipId: number,
): Promise<SponsorshipRow | undefined> {
  return (await listWhere(db, sql`s.sponsorship_id = ${sponsorshipId}`, 1))[0];
}

async function listWhere(
  db: Database,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<SponsorshipRow[]> {
  const found = await sql<SponsorshipRow>`
    select ${COLUMNS}
    from entitlement.sponsorship s
    where ${condition}
    order by s.valid_from desc, s.sponsorship_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Units that hold, or are, one of the places on a day. */
export async function listUnitsAround(
  db: Database,
  placeIds: readonly number[],
  on: IsoDate,
): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select distinct substr(step.label, 2)::int as id
    from units.placement p
    cross join unnest(string_to_array(p.path::text, '.')) as step (label)
    where p.place_id = any(${placeIds}::int[])
      and p.valid_from <= ${on}::date
      and (p.valid_to is null or ${on}::date < p.valid_to)
    union
    select unnest(${placeIds}::int[])
    order by 1`.execute(db);
  return found.rows.map((row) => row.id);
}

export async function listSteps(db: Database, sponsorshipId: number): Promise<SponsorshipStep[]> {
  const found = await sql<SponsorshipStep>`
    select kind, ends_on as "endsOn", reason, actor_name as "actorName", taken_at as "takenAt"
    from entitlement.sponsorship_step
    where sponsorship_id = ${sponsorshipId}
    order by step
    limit 200`.execute(db);
  return found.rows;
}

export interface StepRow {
  sponsorshipId: number;
  kind: SponsorshipStep['kind'];
  endsOn: IsoDate | null;
  reason: string;
  actorId: string;
  actorName: string;
  takenAt: string;
}

/** The step is appended, and the sponsorship stands as it says. */
export async function takeStep(db: Database, step: StepRow): Promise<void> {
  await sql`
    insert into entitlement.sponsorship_step
      (sponsorship_id, step, kind, ends_on, reason, actor_id, actor_name, taken_at)
    select ${step.sponsorshipId}, count(*) + 1, ${step.kind}, ${step.endsOn}::date, ${step.reason},
           ${step.actorId}, ${step.actorName}, ${step.takenAt}::timestamptz
    from entitlement.sponsorship_step
    where sponsorship_id = ${step.sponsorshipId}`.execute(db);
  const change =
    step.kind === 'undo'
      ? sql`undone_at = ${step.takenAt}::timestamptz`
      : sql`ends_on = ${step.endsOn}::date`;
  await sql`
    update entitlement.sponsorship
    set ${change}
    where sponsorship_id = ${step.sponsorshipId}`.execute(db);
}

/** Of chosen persons and households, those with a resident in the places. */
export async function listKnownChosen(
  db: Database,
  placeIds: readonly number[],
  chosen: { personIds: readonly number[]; householdIds: readonly number[] },
): Promise<{ people: number; households: number }> {
  const found = await sql<{ people: number; households: number }>`
    select count(*) filter (where person_id = any(${chosen.personIds}::bigint[])) as people,
           count(distinct household_id)
             filter (where household_id = any(${chosen.householdIds}::bigint[])) as households
    from entitlement.decision
    where place_id = any(${placeIds}::int[])
      and (person_id = any(${chosen.personIds}::bigint[])
        or household_id = any(${chosen.householdIds}::bigint[]))`.execute(db);
  return found.rows[0] ?? { people: 0, households: 0 };
}
