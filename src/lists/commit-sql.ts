/** From the difference of a list to facts, set by set, in the transaction of the commit. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import {
  BULK_COLUMNS,
  type BulkStatement,
  type FactTable,
  type Status,
} from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import type { DefaultPeriod } from './compare-facts-sql.ts';
import type { Comparing } from './compare-sql.ts';

/** Facts of persons that a list changes. */
export const CHANGED_TABLES = [
  'person_version',
  'residence',
  'household_member',
  'status',
  'participation',
] as const satisfies readonly FactTable[];
type ChangedTable = (typeof CHANGED_TABLES)[number];

/** Types of the columns of BULK_COLUMNS after the period; text where not named. */
const TYPES: Readonly<Record<string, string>> = {
  birth_date: 'date',
  place_id: 'int',
  household_id: 'bigint',
  is_head: 'boolean',
};

function valueColumns(table: ChangedTable): readonly string[] {
  return BULK_COLUMNS[table].slice(3);
}

/** `[person, fact]` of every fact the changes overlap. */
export function endedFacts(listId: number, table: ChangedTable): BulkStatement {
  return {
    statement: sql`
      select c.person_id, e.fact_id
      from lists.change c
      cross join lateral unnest(c.ends) as e (fact_id)
      where c.list_id = ${sql.lit(listId)} and c.fact = ${sql.lit(table)}
        and c.kind in ('changed', 'vanished')`,
  };
}

/** New values, and what is left of the facts they overlap before and after. */
export function changedFacts(listId: number, table: ChangedTable): RawBuilder<unknown> {
  const columns = valueColumns(table);
  const values = columns.map((column, at) => {
    const value = sql`c.values[${sql.lit(at + 1)}]`;
    const type = TYPES[column];
    return type === undefined ? value : sql`${value}::${sql.raw(type)}`;
  });
  const kept = sql.join(columns.map((column) => sql.ref(`f.${column}`)));
  const isOfList = sql`c.list_id = ${sql.lit(listId)} and c.fact = ${sql.lit(table)}
    and c.kind in ('changed', 'vanished')`;
  const ended = sql`
    from lists.change c
    cross join lateral unnest(c.ends) as e (fact_id)
    join ${sql.table(`registry.${table}`)} f on f.person_id = c.person_id and f.fact_id = e.fact_id`;
  // the rows that this commit has just superseded: the current ones when it began
  const current = sql`f.recorded_to = (select max(entry_id) from registry.entry)`;
  const added =
    table === 'household_member'
      ? sql`select person_id, valid_from, valid_to, household_id, is_head, relation
          from pg_temp.list_member`
      : sql`select c.person_id, c.valid_from, c.valid_to, ${sql.join(values)}
          from lists.change c
          where ${isOfList} and c.values is not null`;
  return sql`
    ${added}
    union all
    select f.person_id, f.valid_from, c.valid_from, ${kept}
    ${ended}
    where ${isOfList} and ${current} and f.valid_from < c.valid_from
    union all
    select f.person_id, c.valid_to, f.valid_to, ${kept}
    ${ended}
    where ${isOfList} and ${current} and c.valid_to < coalesce(f.valid_to, 'infinity')`;
}

// ── new people ──────────────────────────────────────────────────────────────────────────────────

/** `list_province`: province code of today of every commune, by which ids are given. */
export async function openProvinces({ db, day }: Comparing): Promise<void> {
  await sql`drop table if exists pg_temp.list_province`.execute(db);
  await sql`
    create temporary table list_province on commit drop as
    select p.place_id as commune_id, v.code::int as code
    from units.placement p
    join units.unit_version v on nlevel(p.path) > 1 and v.level = 'province'
      and v.unit_id = substr(subpath(p.path, 1, 1)::text, 2)::int
      and v.valid_from <= ${sql.lit(day)}::date
      and (v.valid_to is null or ${sql.lit(day)}::date < v.valid_to)
    where p.valid_from <= ${sql.lit(day)}::date
      and (p.valid_to is null or ${sql.lit(day)}::date < p.valid_to)`.execute(db);
  await sql`create index on pg_temp.list_province (commune_id)`.execute(db);
}

export interface ProvinceCount {
  code: number;
  people: number;
}

export async function countNewByProvince(db: Database, listId: number): Promise<ProvinceCount[]> {
  const found = await sql<ProvinceCount>`
    select coalesce(p.code, 0) as code, count(*)::int as people
    from lists.change c
    left join pg_temp.list_province p on p.commune_id = c.commune_id
    where c.list_id = ${listId} and c.kind = 'new'
    group by 1
    order by 1`.execute(db);
  return found.rows;
}

export async function giveNewIds(
  db: Database,
  listId: number,
  code: number,
  firstId: number,
): Promise<void> {
  await sql`
    update lists.change c
    set person_id = ${firstId} + n.rank - 1
    from (
      select o.change_no, row_number() over (order by o.change_no) as rank
      from lists.change o
      left join pg_temp.list_province p on p.commune_id = o.commune_id
      where o.list_id = ${listId} and o.kind = 'new' and coalesce(p.code, 0) = ${code}
    ) n
    where c.list_id = ${listId} and c.change_no = n.change_no`.execute(db);
}

interface NewFacts {
  listId: number;
  asOf: IsoDate;
  source: string;
}

/** Since the birth, else since always: see addPerson of the registry. */
export function newVersions({ listId }: NewFacts): RawBuilder<unknown> {
  return sql`
    select c.person_id, coalesce(r.birth_date, date '1900-01-01'), null::date, r.full_name,
      r.birth_date, r.birth_precision, r.sex, r.ethnicity_code, null::text, r.national_id,
      r.social_insurance_number, r.phone, null::text
    from lists.change c
    join lists.row r on r.list_id = c.list_id and r.row_no = c.row_no
    where c.list_id = ${sql.lit(listId)} and c.kind = 'new'`;
}

/** Lives there from the day of the list; a newborn from the day of birth. */
export function newResidences({ listId, asOf }: NewFacts, isBirth: boolean): RawBuilder<unknown> {
  const from = isBirth
    ? sql`coalesce(r.birth_date, ${sql.lit(asOf)}::date)`
    : sql`${sql.lit(asOf)}::date`;
  return sql`
    select c.person_id, ${from}, null::date, r.place_id, 'permanent', null::text
    from lists.change c
    join lists.row r on r.list_id = c.list_id and r.row_no = c.row_no and r.place_id is not null
    where c.list_id = ${sql.lit(listId)} and c.kind = 'new'`;
}

export function newStatuses(
  { listId, source }: NewFacts,
  status: Status,
  period: DefaultPeriod,
): RawBuilder<unknown> {
  return sql`
    select c.person_id, p.from_day, p.to_day, ${sql.lit(status)}, r.detail, ${sql.lit(source)}
    from lists.change c
    join lists.row r on r.list_id = c.list_id and r.row_no = c.row_no
    cross join lateral (${periodOf(period)}) p
    where c.list_id = ${sql.lit(listId)} and c.kind = 'new'
      and (p.to_day is null or p.from_day < p.to_day)`;
}

export function newCards(
  { listId, source }: NewFacts,
  period: DefaultPeriod,
  issuer: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select c.person_id, p.from_day, p.to_day, r.category, ${issuer}, r.card_number,
      r.facility_code, ${sql.lit(source)}
    from lists.change c
    join lists.row r on r.list_id = c.list_id and r.row_no = c.row_no and r.category is not null
    cross join lateral (${periodOf(period)}) p
    where c.list_id = ${sql.lit(listId)} and c.kind = 'new'
      and (p.to_day is null or p.from_day < p.to_day)`;
}

function periodOf({ from, to }: DefaultPeriod): RawBuilder<unknown> {
  return sql`
    select coalesce(r.valid_from, ${sql.lit(from)}::date) as from_day,
      coalesce(r.valid_to, ${to === null ? sql`null` : sql.lit(to)}::date) as to_day`;
}

// ── households ──────────────────────────────────────────────────────────────────────────────────

/**
 * `list_joining`: who joins which household as what, as the difference said · `list_household`: the
 * households that are new, by their number in the list.
 */
export async function openHouseholds({ db, listId }: Comparing): Promise<void> {
  for (const table of ['list_joining', 'list_household', 'list_member']) {
    await sql`drop table if exists ${sql.table(`pg_temp.${table}`)}`.execute(db);
  }
  await sql`
    create temporary table list_joining on commit drop as
    select c.person_id, c.valid_from, c.values[1]::int as house_no,
      c.values[2]::bigint as household_id, c.values[3]::boolean as is_head,
      c.values[4] as relation, r.commune_id, r.household_code as code, r.place_id
    from lists.change c
    join lists.row r on r.list_id = c.list_id and r.row_no = c.row_no
    where c.list_id = ${sql.lit(listId)} and c.values is not null
      and (c.kind = 'new' or (c.kind = 'changed' and c.fact = 'household_member'))`.execute(db);
  await sql`
    create temporary table list_household on commit drop as
    select house_no, commune_id, min(code) as code, null::bigint as household_id,
      coalesce(min(place_id) filter (where is_head), min(place_id)) as place_id
    from pg_temp.list_joining
    where household_id is null
    group by house_no, commune_id`.execute(db);
}

export async function countNewHouseholds(db: Database): Promise<ProvinceCount[]> {
  const found = await sql<ProvinceCount>`
    select coalesce(p.code, 0) as code, count(*)::int as people
    from pg_temp.list_household h
    left join pg_temp.list_province p on p.commune_id = h.commune_id
    group by 1
    order by 1`.execute(db);
  return found.rows;
}

export async function giveHouseholdIds(db: Database, code: number, firstId: number): Promise<void> {
  await sql`
    update pg_temp.list_household h
    set household_id = ${firstId} + n.rank - 1
    from (
      select o.house_no, row_number() over (order by o.house_no) as rank
      from pg_temp.list_household o
      left join pg_temp.list_province p on p.commune_id = o.commune_id
      where coalesce(p.code, 0) = ${code}
    ) n
    where h.house_no = n.house_no`.execute(db);
}

export async function openMembers({ db }: Comparing): Promise<void> {
  await sql`
    create temporary table list_member on commit drop as
    select j.person_id, j.valid_from, null::date as valid_to,
      coalesce(j.household_id, h.household_id) as household_id, j.is_head, j.relation
    from pg_temp.list_joining j
    left join pg_temp.list_household h on h.house_no = j.house_no`.execute(db);
}

export function newHouseholds(asOf: IsoDate): RawBuilder<unknown> {
  return sql`
    select h.household_id, ${sql.lit(asOf)}::date, null::date, h.place_id, h.code, null::text
    from pg_temp.list_household h`;
}
