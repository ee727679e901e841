/**
 * Who lives in places on a day, from the facts, as known now or at an entry; and figures counted
 * from them. The rule is that of `timeline.ts`.
 */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { IssuerClass } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { type KnownEntry, knownRows } from './known-sql.ts';
import type { SignatureCategories } from './signatures.ts';

/** The law of the day: which category counts first, and in which group it is. */
export interface LawRow {
  category: string;
  rank: number;
  group: number;
  subgroup: string;
}

/** Rank of a category the law of the day does not know: `UNRANKED` of src/policy/book.ts. */
export const UNRANKED = 10_000;

export function holdsOn(alias: string, day: IsoDate): RawBuilder<unknown> {
  const from = sql.ref(`${alias}.valid_from`);
  const to = sql.ref(`${alias}.valid_to`);
  return sql`${from} <= ${day}::date and (${to} is null or ${day}::date < ${to})`;
}

export function lawRows(law: readonly LawRow[]): RawBuilder<unknown> {
  return sql`
    law as materialized (
      select category collate "C" as category, rank, grp, subgroup
      from unnest(
        ${law.map((row) => row.category)}::text[], ${law.map((row) => row.rank)}::int[],
        ${law.map((row) => row.group)}::int[], ${law.map((row) => row.subgroup)}::text[]
      ) as item (category, rank, grp, subgroup)
    )`;
}

const WEIGHT = (alias: string) => sql`
  case ${sql.ref(`${alias}.kind`)}
    when 'temporary' then 1 when 'permanent' then 2 when 'away' then 3 else 0 end`;

/**
 * CTE `resident (person_id, place_id, since)`: who counts in the places on the day. Facts of one
 * kind never overlap (`checkRegister` of the registry), so only other kinds take a person away.
 */
export function residents(placeIds: RawBuilder<unknown>, day: IsoDate, known: KnownEntry) {
  return sql`
    resident as materialized (
      select r.person_id, r.place_id, r.valid_from as since
      from registry.residence r
      where r.place_id = any(${placeIds})
        and r.kind in ('temporary', 'permanent', 'away')
        and ${holdsOn('r', day)}
        and ${knownRows('r', known)}
        and not exists (
          select
          from registry.residence o
          where o.person_id = r.person_id
            and o.kind <> 'permanent'
            and ${WEIGHT('o')} < ${WEIGHT('r')}
            and ${holdsOn('o', day)}
            and ${knownRows('o', known)}
        )
        and case when r.kind = 'away' then (
          select count(*) = 0
          from registry.residence o
          where o.person_id = r.person_id
            and o.kind = 'permanent'
            and ${holdsOn('o', day)}
            and ${knownRows('o', known)}
        ) else true end
    )`;
}

// ── the figures once more, from the facts ───────────────────────────────────────────────────────

export interface KnownSum {
  placeId: number;
  categories: SignatureCategories;
  n: number;
}

/** The state of places on a day, counted from the facts as they were known at an entry. */
export async function countFromFacts(
  db: Database,
  placeIds: readonly number[],
  day: IsoDate,
  known: KnownEntry,
  law: readonly LawRow[],
): Promise<KnownSum[]> {
  const first = (issuer: IssuerClass) => sql`
    substr(min(ranked) filter (where issuer = ${sql.lit(issuer)}), 6)`;
  // the ids as a literal, so that the planner knows whether it is a village or a province
  const found = await sql<KnownSum>`
    with ${lawRows(law)},
    ${residents(sql`${sql.lit(`{${placeIds.join(',')}}`)}::int[]`, day, known)},
    card as (
      select p.person_id, p.issuer,
             lpad(coalesce(law.rank, ${sql.lit(UNRANKED)})::text, 5, '0') || p.category as ranked
      from registry.participation p
      left join law on law.category = p.category
      where ${holdsOn('p', day)}
        and ${knownRows('p', known)}
    ),
    insured as (
      select resident.person_id, resident.place_id,
             ${first('own')} as own, ${first('otherProvince')} as other_province,
             ${first('army')} as army, ${first('police')} as police, ${first('unknown')} as unknown
      from resident
      left join card on card.person_id = resident.person_id
      group by resident.person_id, resident.place_id
    )
    select place_id as "placeId", array[own, other_province, army, police, unknown] as categories,
           count(*)::int as n
    from insured
    group by place_id, own, other_province, army, police, unknown`.execute(db);
  return found.rows;
}
