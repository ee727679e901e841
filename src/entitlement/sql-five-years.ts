/** Five continuous years in the stored decisions: who reaches them, who is about to lose the count. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { FiveYearsShow, FiveYearsSort } from './cover-types.ts';

/** Days as the question resolved them. */
export interface FiveYearsDays {
  on: IsoDate;
  since: IsoDate;
  until: IsoDate;
}

/** A card of the day, or the last one. */
const CARD = sql`coalesce(d.card_category, d.last_category)`;

function isShown(show: FiveYearsShow, { on, since, until }: FiveYearsDays): RawBuilder<boolean> {
  const kept = sql`(d.keep_until is null or d.keep_until >= ${on}::date)`;
  if (show === 'soonFull') {
    return sql`(d.full_on > ${on}::date and d.full_on <= ${until}::date and ${kept})`;
  }
  return show === 'atRisk'
    ? sql`(d.keep_until >= ${on}::date and d.keep_until <= ${until}::date)`
    : sql`(d.keep_until < ${on}::date and d.keep_until >= ${since}::date)`;
}

/** Who shares the costs: others are paid wholly, five years bring them nothing. */
function isAsked(placeIds: readonly number[], withAll: boolean): RawBuilder<unknown> {
  const paying = withAll ? sql`` : sql`and (d.benefit_bp is null or d.benefit_bp < 10000)`;
  return sql`d.place_id = any(${placeIds}::int[]) ${paying}`;
}

export interface FiveYearsCount {
  cardCategory: string;
  soonFull: number;
  atRisk: number;
  broken: number;
}

export async function countFiveYears(
  db: Database,
  placeIds: readonly number[],
  days: FiveYearsDays,
  withAll: boolean,
): Promise<FiveYearsCount[]> {
  const found = await sql<FiveYearsCount>`
    select coalesce(${CARD}, '') as "cardCategory",
           count(*) filter (where ${isShown('soonFull', days)}) as "soonFull",
           count(*) filter (where ${isShown('atRisk', days)}) as "atRisk",
           count(*) filter (where ${isShown('broken', days)}) as broken
    from entitlement.decision d
    where ${isAsked(placeIds, withAll)}
      and d.full_on is not null
    group by 1
    order by 1`.execute(db);
  return found.rows;
}

export interface FiveYearsPerson {
  personId: number;
  placeId: number;
  isInsured: boolean;
  cardCategory: string | null;
  /** first day without a card, past or to come; null = open */
  coveredTo: IsoDate | null;
  category: string | null;
  monthlyVnd: number | null;
  benefitBp: number | null;
  fullOn: IsoDate | null;
  keepUntil: IsoDate | null;
}

export interface FiveYearsQuery {
  show: FiveYearsShow;
  days: FiveYearsDays;
  withAll: boolean;
  category: string | undefined;
  sort: FiveYearsSort;
  descending: boolean;
  offset: number;
  limit: number;
}

export async function listFiveYears(
  db: Database,
  placeIds: readonly number[],
  query: FiveYearsQuery,
): Promise<FiveYearsPerson[]> {
  const { show, days, withAll, category, sort, descending, limit, offset } = query;
  const chosen = category === undefined ? sql`` : sql`and ${CARD} = ${category}`;
  const day = show === 'soonFull' ? sql`d.full_on` : sql`d.keep_until`;
  const order = sort === 'day' ? day : sql`coverage.name_key(p.full_name) collate "vi-x-icu"`;
  const found = await sql<FiveYearsPerson>`
    select d.person_id as "personId", d.place_id as "placeId", d.is_insured as "isInsured",
           ${CARD} as "cardCategory", coalesce(d.covered_to, d.lapsed_on) as "coveredTo",
           d.category, d.monthly_vnd as "monthlyVnd", d.benefit_bp as "benefitBp",
           d.full_on as "fullOn", d.keep_until as "keepUntil"
    from entitlement.decision d
    join registry.person p on p.person_id = d.person_id
    where ${isAsked(placeIds, withAll)}
      and ${isShown(show, days)} ${chosen}
    order by ${order} ${descending ? sql`desc` : sql`asc`}, d.person_id
    limit ${limit} offset ${offset}`.execute(db);
  return found.rows;
}
