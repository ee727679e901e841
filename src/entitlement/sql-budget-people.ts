/** The people of a budget or a settlement, months counted. Run as owner. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Payer } from '../policy/topics.ts';
import type { Database } from '../stores/database.ts';
import { paidTo } from './sql-budget.ts';

/** Whose months count: of categories that a payer always has a part of, or where the share says so. */
export interface PaidBy {
  always: string[];
  byShare: string[];
  /** undefined = whoever pays */
  payer: Payer | undefined;
}

export interface BudgetedQuery {
  /** months `[from, to)`, both first days */
  from: IsoDate;
  to: IsoDate;
  paidBy: PaidBy;
  offset: number;
  limit: number;
}

export interface BudgetPerson {
  personId: number;
  placeId: number;
  category: string;
  months: number;
}

export interface BudgetPage {
  rows: BudgetPerson[];
  total: number;
  personMonths: number;
}

interface Shares {
  category: RawBuilder<unknown>;
  stateBp: RawBuilder<unknown>;
  provinceBp: RawBuilder<unknown>;
}

function isPaid({ always, byShare, payer }: PaidBy, shares: Shares): RawBuilder<unknown> {
  const { category, stateBp, provinceBp } = shares;
  const part =
    payer === 'state'
      ? sql`${stateBp} > 0`
      : payer === 'province'
        ? sql`${provinceBp} > 0`
        : payer === 'participant'
          ? sql`${stateBp} + ${provinceBp} < 10000`
          : sql`false`;
  return sql`(${category} = any(${always}::text[])
    or (${category} = any(${byShare}::text[]) and ${part}))`;
}

/** Months before the next change in the category of now, the others in the next (as the estimate). */
export async function listBudgeted(
  db: Database,
  placeIds: readonly number[],
  query: BudgetedQuery,
): Promise<BudgetPage> {
  const { from, to, paidBy } = query;
  const now = isPaid(paidBy, {
    category: sql`d.category`,
    stateBp: sql`d.state_bp`,
    provinceBp: sql`d.province_bp`,
  });
  const next = isPaid(paidBy, {
    category: sql`d.next_category`,
    stateBp: sql`coalesce(d.next_state_bp, 0)`,
    provinceBp: sql`coalesce(d.next_province_bp, 0)`,
  });
  const people = sql`
    select person_id, place_id, category, sum(months)::int as months
    from (
      select d.person_id, d.place_id, d.category,
             ${now} and (d.is_insured or d.own_bp = 0) as is_in,
             ${monthsBetween(sql`${from}::date`, sql`least(turn.day, paid.until, ${to}::date)`)} as months
      from entitlement.decision d
      cross join lateral (${turnOf}) turn (day)
      cross join lateral (select ${paidTo(sql`d.person_id`, sql`d.category`)}) as paid (until)
      where d.place_id = any(${placeIds}::int[])
      union all
      select d.person_id, d.place_id, d.next_category,
             ${next} and (d.is_insured or d.next_own_bp = 0),
             ${monthsBetween(sql`greatest(turn.day, ${from}::date)`, sql`${to}::date`)}
      from entitlement.decision d
      cross join lateral (${turnOf}) turn (day)
      where d.place_id = any(${placeIds}::int[])
        and d.next_on is not null
      union all
      ${sponsoredMonths(placeIds, query, sql`not h.is_actual`)}
    ) stretch
    where is_in
    group by 1, 2, 3
    having sum(months) > 0`;
  return await pageOf(db, people, query);
}

/**
 * Months sponsors add to what the decisions tell, or take away: of whoever has a card only because
 * they pay all; of the participant where nothing is left to him; their own.
 */
function sponsoredMonths(
  placeIds: readonly number[],
  { from, to, paidBy: { always, byShare, payer } }: BudgetedQuery,
  side: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const sign =
    payer === 'commune'
      ? sql`(h.commune_vnd > 0)::int`
      : payer === 'sponsor'
        ? sql`(h.sponsor_vnd > 0)::int`
        : payer === 'participant'
          ? sql`-(h.own_vnd = 0 and not h.is_added)::int`
          : payer === 'state'
            ? sql`(h.is_added and h.state_bp > 0)::int`
            : payer === 'province'
              ? sql`(h.is_added and h.province_bp > 0)::int`
              : sql`h.is_added::int`;
  const clipped = monthsBetween(
    sql`greatest(h.from_month, ${from}::date)`,
    sql`least(h.to_month, ${to}::date)`,
  );
  return sql`
    select h.person_id, h.place_id, h.category,
           h.category = any(${[...always, ...byShare]}::text[]), ${sign} * ${clipped}
    from entitlement.sponsored_stretch h
    where h.place_id = any(${placeIds}::int[])
      and ${side}
      and h.from_month < ${to}::date
      and ${from}::date < h.to_month`;
}

/** First day of the first month in the next category. */
const turnOf = sql`
  select coalesce(
    date_trunc('month', d.next_on + interval '1 month - 1 day')::date, 'infinity'::date)`;

function monthsBetween(from: RawBuilder<unknown>, to: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`greatest(0, (extract(year from ${to}) - extract(year from ${from})) * 12
    + extract(month from ${to}) - extract(month from ${from}))::int`;
}

/** Cards of the own province valid on the first day of a month, a person once a category and month. */
export async function listActual(
  db: Database,
  placeIds: readonly number[],
  query: BudgetedQuery,
): Promise<BudgetPage> {
  const { from, to, paidBy } = query;
  const paid = isPaid(paidBy, {
    category: sql`p.category`,
    stateBp: sql`d.state_bp`,
    provinceBp: sql`d.province_bp`,
  });
  const people = sql`
    select person_id, place_id, category, sum(months)::int as months
    from (
      select d.person_id, d.place_id, p.category, true as is_in,
             count(distinct m.month)::int as months
      from generate_series(${from}::date, ${to}::date - 1, interval '1 month') as m (month)
      join registry.participation p on p.recorded_to is null
        and p.issuer = 'own'
        and p.valid_from <= m.month
        and (p.valid_to is null or m.month < p.valid_to)
      join entitlement.decision d on d.person_id = p.person_id
      where d.place_id = any(${placeIds}::int[])
        and m.month < ${paidTo(sql`p.person_id`, sql`p.category`)}
        and ${paid}
      group by 1, 2, 3
      union all
      ${sponsoredMonths(placeIds, query, sql`h.is_actual`)}
    ) stretch
    where is_in
    group by 1, 2, 3
    having sum(months) > 0`;
  return await pageOf(db, people, query);
}

async function pageOf(
  db: Database,
  people: RawBuilder<unknown>,
  { offset, limit }: BudgetedQuery,
): Promise<BudgetPage> {
  const counted = await sql<{ total: number; personMonths: number }>`
    select count(*) as total, coalesce(sum(months), 0)::bigint as "personMonths"
    from (${people}) paid`.execute(db);
  const found = await sql<BudgetPerson>`
    select paid.person_id as "personId", paid.place_id as "placeId", paid.category, paid.months
    from (${people}) paid
    join registry.person p on p.person_id = paid.person_id
    order by coverage.name_key(p.full_name) collate "vi-x-icu", paid.person_id, paid.category
    limit ${limit} offset ${offset}`.execute(db);
  return { rows: found.rows, ...(counted.rows[0] ?? { total: 0, personMonths: 0 }) };
}
