/** Pages of a list: its rows, its links, its difference. Run as owner, after the list was found visible. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import { LINKS, rowClasses } from './compare-sql.ts';
import type { CellFault, ChangeKind, RowKind, RowOutcome, UnitCounts } from './types.ts';

export interface RowLine {
  rowNo: number;
  sheet: number;
  line: number;
  kind: RowKind;
  section: string | null;
  fullName: string | null;
  birthDate: IsoDate | null;
  birthPrecision: string | null;
  sex: string | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  cardNumber: string | null;
  placeId: number | null;
  placeName: string | null;
  communeName: string | null;
  category: string | null;
  validFrom: IsoDate | null;
  validTo: IsoDate | null;
  householdCode: string | null;
  relation: string | null;
  phone: string | null;
  address: string | null;
  detail: string | null;
  faults: CellFault[] | null;
  cells: string[] | null;
  outcome: string | null;
  personId: number | null;
  scoreCentibits: number | null;
  reasonCode: string | null;
  class: string | null;
}

export interface RowFilter {
  kind: RowKind | null;
  outcome: string | null;
  /** new | changed | same | conflict */
  class: string | null;
  hasWarning: boolean | null;
  after: number;
  limit: number;
}

const NAME_OF = (column: string) => sql`(
  select v.name from units.unit_version v
  where v.unit_id = ${sql.ref(column)}
  order by v.valid_from desc
  limit 1)`;

export async function listRowLines(
  db: Database,
  listId: number,
  filter: RowFilter,
): Promise<RowLine[]> {
  const found = await sql<RowLine>`
    select r.row_no as "rowNo", r.sheet, r.line, r.kind, r.section, r.full_name as "fullName",
      r.birth_date as "birthDate", r.birth_precision as "birthPrecision", r.sex,
      r.national_id as "nationalId", r.social_insurance_number as "socialInsuranceNumber",
      r.card_number as "cardNumber", r.place_id as "placeId", ${NAME_OF('r.place_id')} as "placeName",
      ${NAME_OF('r.commune_id')} as "communeName", r.category, r.valid_from as "validFrom",
      r.valid_to as "validTo", r.household_code as "householdCode", r.relation, r.phone, r.address,
      r.detail, r.faults, r.cells, l.outcome, l.person_id as "personId",
      l.score_centibits as "scoreCentibits", l.reason_code as "reasonCode", k.class
    from lists.row r
    left join ${LINKS} l on l.list_id = r.list_id and l.row_no = r.row_no
    cross join lateral (
      select case
          when l.outcome is null or l.outcome not in ('linked', 'new') then null
          when bool_or(c.kind = 'new') then 'new'
          when bool_or(c.kind = 'changed') then 'changed'
          when bool_or(c.kind = 'conflict') then 'conflict'
          when l.outcome = 'linked' then 'same'
        end as class
      from lists.change c
      where c.list_id = r.list_id and c.row_no = r.row_no and c.kind <> 'vanished'
    ) k
    where r.list_id = ${listId} and r.row_no > ${filter.after}
      and (${filter.kind}::text is null or r.kind = ${filter.kind})
      and (${filter.outcome}::text is null or l.outcome = ${filter.outcome})
      and (${filter.class}::text is null or k.class = ${filter.class})
      and (${filter.hasWarning}::boolean is null
        or (r.kind = 'data' and r.faults is not null) = ${filter.hasWarning})
    order by r.row_no
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

export interface LinkLine {
  row: number;
  outcome: RowOutcome;
  personId: number | null;
  secondPersonId: number | null;
  duplicateOfRow: number | null;
  scoreCentibits: number | null;
  marginCentibits: number | null;
  reasonCode: string;
  rule: string | null;
  levels: string | null;
  modelVersion: number;
}

export async function listLinkLines(
  db: Database,
  listId: number,
  page: { outcome: string | null; after: number; limit: number },
): Promise<LinkLine[]> {
  const found = await sql<LinkLine>`
    select l.row_no as row, l.outcome, l.person_id as "personId",
      l.second_person_id as "secondPersonId", l.duplicate_of_row as "duplicateOfRow",
      l.score_centibits as "scoreCentibits", l.margin_centibits as "marginCentibits",
      l.reason_code as "reasonCode", l.rule, l.levels, l.model_version as "modelVersion"
    from ${LINKS} l
    where l.list_id = ${listId} and l.row_no > ${page.after}
      and (${page.outcome}::text is null or l.outcome = ${page.outcome})
    order by l.row_no
    limit ${page.limit}`.execute(db);
  return found.rows;
}

export interface ChangeLine {
  changeNo: number;
  rowNo: number | null;
  personId: number | null;
  fullName: string | null;
  registerName: string | null;
  kind: ChangeKind;
  fact: string;
  communeName: string | null;
  validFrom: IsoDate | null;
  validTo: IsoDate | null;
  fields: { field: string; before: unknown; after: unknown }[] | null;
  reason: string | null;
}

export async function listChangeLines(
  db: Database,
  listId: number,
  filter: { kind: ChangeKind | null; communeId: number | null; after: number; limit: number },
): Promise<ChangeLine[]> {
  const found = await sql<ChangeLine>`
    select c.change_no as "changeNo", c.row_no as "rowNo", c.person_id as "personId",
      coalesce(r.full_name, p.full_name) as "fullName", p.full_name as "registerName",
      c.kind, c.fact,
      ${NAME_OF('c.commune_id')} as "communeName", c.valid_from as "validFrom",
      c.valid_to as "validTo", c.fields, c.reason
    from lists.change c
    left join lists.row r on r.list_id = c.list_id and r.row_no = c.row_no
    left join registry.person p on p.person_id = c.person_id
    where c.list_id = ${listId} and c.change_no > ${filter.after}
      and (${filter.kind}::text is null or c.kind = ${filter.kind})
      and (${filter.communeId}::int is null or c.commune_id = ${filter.communeId})
    order by c.change_no
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

/** The difference by commune of today; null = rows whose place could not be read. */
export async function listUnitCounts(
  db: Database,
  listId: number,
): Promise<Omit<UnitCounts, 'insuredBefore' | 'insuredAfter'>[]> {
  const found = await sql<Omit<UnitCounts, 'insuredBefore' | 'insuredAfter'>>`
    with counted as (
      select r.commune_id, count(*)::int as rows,
        count(*) filter (where class = 'new')::int as new,
        count(*) filter (where class = 'changed')::int as changed,
        count(*) filter (where class = 'same')::int as same,
        count(*) filter (where has_conflict)::int as conflict, 0 as vanished
      from (${rowClasses(listId)}) classed
      join lists.row r on r.list_id = ${listId} and r.row_no = classed.row_no
      group by r.commune_id
      union all
      select commune_id, 0, 0, 0, 0, 0, count(distinct person_id)::int
      from lists.change
      where list_id = ${listId} and kind = 'vanished'
      group by commune_id
    )
    select c.commune_id as "unitId", v.code, coalesce(v.name, '') as name, sum(c.rows)::int as rows,
      sum(c.new)::int as new, sum(c.changed)::int as changed, sum(c.same)::int as same,
      sum(c.vanished)::int as vanished, sum(c.conflict)::int as conflict
    from counted c
    left join lateral (
      select u.code, u.name
      from units.unit_version u
      where u.unit_id = c.commune_id
      order by u.valid_from desc
      limit 1
    ) v on true
    group by c.commune_id, v.code, v.name
    order by v.code nulls last
    limit 5000`.execute(db);
  return found.rows;
}

/** Of these persons the ones the caller may see: row security decides. */
export async function listVisiblePeople(db: Database, ids: readonly number[]): Promise<number[]> {
  const found = await sql<{ personId: number }>`
    select person_id as "personId"
    from registry.person
    where person_id = any(${ids}::bigint[])
    order by person_id
    limit ${Math.max(1, ids.length)}`.execute(db);
  return found.rows.map((row) => row.personId);
}

export interface FaultyLine {
  rowNo: number;
  sheet: number;
  line: number;
  faults: CellFault[];
  cells: string[];
}

export async function listFaultyLines(
  db: Database,
  listId: number,
  page: { after: number; limit: number },
): Promise<FaultyLine[]> {
  const found = await sql<FaultyLine>`
    select row_no as "rowNo", sheet, line, faults, coalesce(cells, '{}') as cells
    from lists.row
    where list_id = ${listId} and kind = 'faulty' and row_no > ${page.after}
    order by row_no
    limit ${page.limit}`.execute(db);
  return found.rows;
}
