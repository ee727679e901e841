/** What rows assert against the facts of the register, one statement an assertion. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Status } from '../registry/types.ts';
import { CHANGE_COLUMNS, type Comparing, changeHead } from './compare-sql.ts';

// ── who the person is ───────────────────────────────────────────────────────────────────────────

/**
 * Fields in which row and register differ. What the register lacks is filled; what is more exact
 * goes before what is less; names and dates that contradict are taken over only from a sender who
 * knows best (`replaces`) and where the personal number agrees. Numbers are never replaced.
 */
export async function insertAttributes(comparing: Comparing, replaces: boolean): Promise<void> {
  const { db, listId, asOf } = comparing;
  await sql`drop table if exists pg_temp.list_attribute`.execute(db);
  await sql`
    create temporary table list_attribute on commit drop as
    select s.row_no, s.person_id, r.commune_id, v.fact_id, v.valid_from, v.valid_to, n.*,
      v.full_name as old_name, v.birth_date as old_birth, v.birth_precision as old_precision,
      v.sex as old_sex, v.national_id as old_id, v.social_insurance_number as old_number,
      v.ethnicity_code as old_ethnicity, v.nationality_code, v.phone as old_phone, v.email,
      r.full_name as row_name, r.birth_date as row_birth, r.sex as row_sex,
      r.national_id as row_id, r.social_insurance_number as row_number
    from pg_temp.list_subject s
    join lists.row r on r.list_id = ${sql.lit(listId)} and r.row_no = s.row_no
    join registry.person_version v on v.person_id = s.person_id and v.recorded_to is null
      and v.valid_from <= ${sql.lit(asOf)}::date
      and (v.valid_to is null or ${sql.lit(asOf)}::date < v.valid_to)
    cross join lateral (select ${sql.lit(replaces)} and v.national_id = r.national_id as sure) k
    cross join lateral (select ${newAttributes(replaces)}) n
    where s.is_main and (
      n.new_name <> v.full_name or n.new_birth is distinct from v.birth_date
      or n.new_precision is distinct from v.birth_precision or n.new_sex is distinct from v.sex
      or n.new_id is distinct from v.national_id
      or n.new_number is distinct from v.social_insurance_number
      or n.new_ethnicity is distinct from v.ethnicity_code
      or n.new_phone is distinct from v.phone or n.clash <> '{}'
    )`.execute(db);
  await insertAttributeChanges(comparing);
  await insertAttributeConflicts(comparing);
}

function newAttributes(replaces: boolean): RawBuilder<unknown> {
  const better = replaces ? sql`true` : sql`false`;
  return sql`
    case when v.full_name = r.full_name then v.full_name
      when k.sure or (${better} and kernel.fold(v.full_name) = kernel.fold(r.full_name)
        and kernel.fold(v.full_name) = lower(v.full_name))
      then r.full_name else v.full_name end as new_name,
    case when r.birth_date is null then v.birth_date
      when v.birth_date is null or k.sure then r.birth_date
      when ${isFiner} then r.birth_date else v.birth_date end as new_birth,
    case when r.birth_date is null then v.birth_precision
      when v.birth_date is null or k.sure then r.birth_precision
      when ${isFiner} then r.birth_precision else v.birth_precision end as new_precision,
    case when k.sure then coalesce(r.sex, v.sex) else coalesce(v.sex, r.sex) end as new_sex,
    case when length(r.national_id) = 12 and coalesce(length(v.national_id), 9) = 9
        and not ${isBorne('national_id')}
      then r.national_id else coalesce(v.national_id,
        case when length(r.national_id) = 9 and not ${isBorne('national_id')}
          then r.national_id end)
      end as new_id,
    case when v.social_insurance_number is null and length(r.social_insurance_number) = 10
        and not ${isBorne('social_insurance_number')}
      then r.social_insurance_number else v.social_insurance_number end as new_number,
    case when ${better} then coalesce(r.ethnicity_code, v.ethnicity_code)
      else coalesce(v.ethnicity_code, r.ethnicity_code) end as new_ethnicity,
    case when ${better} then coalesce(r.phone, v.phone)
      else coalesce(v.phone, r.phone) end as new_phone,
    array_remove(array[
      case when k.sure or v.full_name = r.full_name then null
        when kernel.fold(v.full_name) <> kernel.fold(r.full_name) then 'fullName' end,
      case when not k.sure and not ${agreesInBirth} then 'birthDate' end,
      case when not k.sure and r.sex <> v.sex then 'sex' end,
      case when length(r.national_id) = 12 and length(v.national_id) = 12
        and r.national_id <> v.national_id then 'nationalId' end,
      case when length(r.social_insurance_number) = 10 and length(v.social_insurance_number) = 10
        and r.social_insurance_number <> v.social_insurance_number then 'socialInsuranceNumber' end,
      case when length(r.national_id) = 12 and coalesce(length(v.national_id), 0) <> 12
        and ${isBorne('national_id')} then 'nationalId' end
    ], null) as clash`;
}

/** The same person's year or month, now to the day. */
const isFiner = sql`(
  (v.birth_precision = 'year' and r.birth_precision <> 'year'
    and extract(year from v.birth_date) = extract(year from r.birth_date))
  or (v.birth_precision = 'month' and r.birth_precision = 'day'
    and date_trunc('month', v.birth_date) = date_trunc('month', r.birth_date))
)`;

const agreesInBirth = sql`(
  v.birth_date is null or r.birth_date is null or v.birth_date = r.birth_date
  or ('year' in (v.birth_precision, r.birth_precision)
      and extract(year from v.birth_date) = extract(year from r.birth_date)
      or 'month' in (v.birth_precision, r.birth_precision)
      and date_trunc('month', v.birth_date) = date_trunc('month', r.birth_date))
)`;

/** Somebody else of the register bears the row's number. */
function isBorne(column: 'national_id' | 'social_insurance_number'): RawBuilder<unknown> {
  return sql`exists (
    select from registry.person_version o
    where o.${sql.ref(column)} = r.${sql.ref(column)} and o.recorded_to is null
      and o.person_id <> s.person_id
  )`;
}

async function insertAttributeChanges(comparing: Comparing): Promise<void> {
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, a.row_no, a.person_id, 'changed', 'person_version',
      a.commune_id, a.valid_from, a.valid_to,
      array[a.new_name, a.new_birth::text, a.new_precision, a.new_sex, a.new_ethnicity,
        a.nationality_code, a.new_id, a.new_number, a.new_phone, a.email],
      array[a.fact_id], f.fields, null
    from pg_temp.list_attribute a
    cross join lateral (
      select jsonb_agg(jsonb_build_object('field', x.field, 'before', x.before, 'after', x.after)) as fields
      from (values
        ('fullName', a.old_name, a.new_name),
        ('birthDate', a.old_birth::text, a.new_birth::text),
        ('sex', a.old_sex, a.new_sex),
        ('nationalId', a.old_id, a.new_id),
        ('socialInsuranceNumber', a.old_number, a.new_number),
        ('ethnicity', a.old_ethnicity, a.new_ethnicity),
        ('phone', a.old_phone, a.new_phone)
      ) as x (field, before, after)
      where x.before is distinct from x.after
    ) f
    where f.fields is not null or a.new_precision is distinct from a.old_precision
    order by a.row_no`.execute(comparing.db);
}

async function insertAttributeConflicts(comparing: Comparing): Promise<void> {
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, a.row_no, a.person_id, 'conflict', 'person_version',
      a.commune_id, a.valid_from, a.valid_to, null::text[], null::bigint[], f.fields,
      case when a.clash && array['nationalId', 'socialInsuranceNumber'] then 'identifier' else 'attributes' end
    from pg_temp.list_attribute a
    cross join lateral (
      select jsonb_agg(jsonb_build_object('field', x.field, 'before', x.before, 'after', x.after)) as fields
      from (values
        ('fullName', a.old_name, a.row_name),
        ('birthDate', a.old_birth::text, a.row_birth::text),
        ('sex', a.old_sex, a.row_sex),
        ('nationalId', a.old_id, a.row_id),
        ('socialInsuranceNumber', a.old_number, a.row_number)
      ) as x (field, before, after)
      where x.field = any(a.clash)
    ) f
    where a.clash <> '{}'
    order by a.row_no`.execute(comparing.db);
}

// ── where the person lives ──────────────────────────────────────────────────────────────────────

/** Lives in the row's place from the day of the list. */
export async function insertResidences(comparing: Comparing): Promise<void> {
  const { db, listId, asOf } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, k.row_no, k.person_id,
      case when k.reason is null then 'changed' else 'conflict' end, 'residence', k.commune_id,
      ${asOf}::date, null::date,
      case when k.reason is null then array[k.place_id::text, k.new_kind, null] end,
      case when k.reason is null then k.ends end,
      jsonb_build_array(jsonb_build_object('field', 'place', 'before', k.old_place, 'after', k.place_id)),
      k.reason
    from (
      select s.row_no, s.person_id, r.commune_id, r.place_id, home.place_id as old_place,
        case when home.kind in ('permanent', 'temporary') then home.kind else 'permanent' end as new_kind,
        case
          when home.kind in ('died', 'left') then home.kind
          when later.yes then 'newerKnown'
        end as reason,
        (select array_agg(f.fact_id)
          from registry.residence f
          where f.person_id = s.person_id and f.recorded_to is null
            and f.kind = case when home.kind = 'temporary' then 'temporary' else 'permanent' end
            and (f.valid_to is null or ${asOf} < f.valid_to)) as ends
      from pg_temp.list_subject s
      join lists.row r on r.list_id = ${listId} and r.row_no = s.row_no and r.place_id is not null
      left join lateral (
        select f.place_id, f.kind
        from registry.residence f
        where f.person_id = s.person_id and f.recorded_to is null and f.valid_from <= ${asOf}
          and (f.valid_to is null or ${asOf} < f.valid_to)
        order by array_position(array['died', 'left', 'temporary', 'permanent', 'away'], f.kind::text),
          f.valid_from desc
        limit 1
      ) home on true
      left join pg_temp.list_commune c on c.place_id = home.place_id
      cross join lateral (
        select exists (
          select from registry.residence f
          where f.person_id = s.person_id and f.recorded_to is null and f.valid_from > ${asOf}
        ) as yes
      ) later
      where s.is_main
        -- nearly all of them live where the list says: told apart before anything is asked of each
        and not exists (
          select from registry.residence here
          where here.person_id = s.person_id and here.place_id = r.place_id
            and here.recorded_to is null and here.kind in ('permanent', 'temporary')
            and here.valid_from <= ${asOf}
            and (here.valid_to is null or ${asOf} < here.valid_to)
        )
        and (home.place_id is null or home.kind in ('died', 'left') or not (
          home.place_id = r.place_id
          or (r.place_id = r.commune_id and c.commune_id = r.commune_id)))
    ) k
    order by k.row_no`.execute(db);
}

/** Died on the row's day: every residence ends, the household is left. */
export async function insertDeaths(comparing: Comparing): Promise<void> {
  const { db, listId } = comparing;
  const died = sql`
    select s.row_no, s.person_id, r.commune_id, r.valid_from + 1 as gone_on, last.place_id,
      last.kind
    from pg_temp.list_subject s
    join lists.row r on r.list_id = ${listId} and r.row_no = s.row_no and r.valid_from is not null
    left join lateral (
      select f.place_id, f.kind
      from registry.residence f
      where f.person_id = s.person_id and f.recorded_to is null
      order by (f.kind = 'died') desc, f.valid_to desc nulls first, f.valid_from desc
      limit 1
    ) last on true
    where s.is_main and last.kind is distinct from 'died'`;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, d.row_no, d.person_id,
      case when d.place_id is null then 'conflict' else 'changed' end, 'residence', d.commune_id,
      d.gone_on, null::date,
      case when d.place_id is not null then array[d.place_id::text, 'died', null] end,
      (select array_agg(f.fact_id) from registry.residence f
        where f.person_id = d.person_id and f.recorded_to is null
          and (f.valid_to is null or d.gone_on < f.valid_to)),
      jsonb_build_array(jsonb_build_object('field', 'diedOn', 'before', null, 'after', d.gone_on - 1)),
      case when d.place_id is null then 'noResidence' end
    from (${died}) d
    order by d.row_no`.execute(db);
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, d.row_no, d.person_id, 'changed', 'household_member',
      d.commune_id, d.gone_on, null::date, null::text[], array[m.fact_id], null::jsonb, null
    from (${died}) d
    join registry.household_member m on m.person_id = d.person_id and m.recorded_to is null
      and (m.valid_to is null or d.gone_on < m.valid_to)
    where d.place_id is not null
    order by d.row_no`.execute(db);
}

// ── statuses and cards ──────────────────────────────────────────────────────────────────────────

/** Period of what a row asserts where the row does not say it. */
export interface DefaultPeriod {
  from: IsoDate;
  to: IsoDate | null;
}

/** Has the status in the row's period; spells that overlap it become one with it. */
export async function insertStatuses(
  comparing: Comparing,
  status: Status,
  period: DefaultPeriod,
): Promise<void> {
  const { db, listId, source } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, a.row_no, a.person_id, 'changed', 'status', a.commune_id,
      n.new_from, n.new_to, array[${status}, a.detail, ${source}], n.ends,
      jsonb_build_array(jsonb_build_object('field', 'status', 'before', n.old_detail, 'after', coalesce(a.detail, ${status})),
        jsonb_build_object('field', 'validTo', 'before', n.old_to, 'after', n.new_to)), null
    from (
      select s.row_no, s.person_id, r.commune_id, r.detail,
        coalesce(r.valid_from, ${period.from}::date) as from_day,
        coalesce(r.valid_to, ${period.to}::date) as to_day
      from pg_temp.list_subject s
      join lists.row r on r.list_id = ${listId} and r.row_no = s.row_no
      where s.is_main
    ) a
    cross join lateral (
      select coalesce(bool_or(f.valid_from <= a.from_day
          and (f.valid_to is null or f.valid_to >= a.to_day)
          and (a.detail is null or f.detail is not distinct from a.detail)), false) as covered,
        least(a.from_day, min(f.valid_from)
          filter (where f.valid_from <= a.from_day and ${isSameDetail})) as new_from,
        case when a.to_day is null or bool_or(f.valid_to is null and ${isSameDetail}) then null
          else greatest(a.to_day, max(f.valid_to) filter (where ${isSameDetail})) end as new_to,
        array_agg(f.fact_id) filter (where f.fact_id is not null) as ends,
        max(f.valid_to) as old_to, max(f.detail) as old_detail
      from registry.status f
      where f.person_id = a.person_id and f.recorded_to is null and f.status = ${status}
        and (f.valid_to is null or f.valid_to >= a.from_day)
        and (a.to_day is null or f.valid_from < a.to_day)
    ) n
    where not n.covered and (a.to_day is null or a.from_day < a.to_day)
    order by a.row_no`.execute(db);
}

const isSameDetail = sql`(a.detail is null or f.detail is not distinct from a.detail)`;

/** Insured in the row's category and period by its issuer. */
export async function insertCards(
  comparing: Comparing,
  period: DefaultPeriod,
  issuer: RawBuilder<unknown>,
): Promise<void> {
  const { db, listId, source } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, a.row_no, a.person_id, 'changed', 'participation',
      a.commune_id, n.new_from, n.new_to,
      array[a.category, a.issuer, coalesce(a.card_number, n.old_card),
        coalesce(a.facility_code, n.old_facility), ${source}], n.ends,
      jsonb_build_array(jsonb_build_object('field', 'category', 'before', n.old_category, 'after', a.category),
        jsonb_build_object('field', 'validFrom', 'before', n.old_from, 'after', n.new_from),
        jsonb_build_object('field', 'validTo', 'before', n.old_to, 'after', n.new_to)), null
    from (${assertedCards(listId, period, issuer)}) a
    cross join lateral (
      select coalesce(bool_or(f.valid_from <= a.from_day
          and (f.valid_to is null or f.valid_to >= a.to_day)
          and (a.card_number is null or f.card_number = a.card_number)),
          false) as covered,
        least(a.from_day, min(f.valid_from) filter (where f.valid_from <= a.from_day)) as new_from,
        case when a.to_day is null or bool_or(f.valid_to is null) then null
          else greatest(a.to_day, max(f.valid_to)) end as new_to,
        array_agg(f.fact_id) filter (where f.fact_id is not null) as ends,
        max(f.category) as old_category, max(f.card_number) as old_card,
        max(f.facility_code) as old_facility, min(f.valid_from) as old_from,
        max(f.valid_to) as old_to
      from registry.participation f
      where f.person_id = a.person_id and f.recorded_to is null and f.category = a.category
        and f.issuer = a.issuer
        and (f.valid_to is null or f.valid_to >= a.from_day)
        and (a.to_day is null or f.valid_from <= a.to_day)
    ) n
    where not n.covered
    order by a.row_no`.execute(db);
}

/** One row a person, category and issuer: cards of two rows are two cards only where these differ. */
function assertedCards(
  listId: number,
  period: DefaultPeriod,
  issuer: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select distinct on (s.person_id, r.category, ${issuer}) s.row_no, s.person_id, r.commune_id,
      r.category, ${issuer} as issuer, r.card_number, r.facility_code, p.from_day, p.to_day
    from pg_temp.list_subject s
    join lists.row r on r.list_id = ${listId} and r.row_no = s.row_no
    cross join lateral (
      select coalesce(r.valid_from, ${period.from}::date) as from_day,
        coalesce(r.valid_to, ${period.to}::date) as to_day
    ) p
    where r.category is not null and coalesce(r.section, '') <> 'decrease'
      and (p.to_day is null or p.from_day < p.to_day)
    order by s.person_id, r.category, ${issuer}, s.row_no`;
}

/** Those under "Giảm": their cards of the own province end on the row's day. */
export async function insertLeavers(comparing: Comparing): Promise<void> {
  const { db, listId, asOf } = comparing;
  await sql`
    insert into lists.change (${CHANGE_COLUMNS})
    select ${changeHead(comparing)}, s.row_no, s.person_id, 'changed', 'participation',
      r.commune_id, d.from_day, null::date, null::text[], array[f.fact_id],
      jsonb_build_array(jsonb_build_object('field', 'category', 'before', f.category, 'after', null),
        jsonb_build_object('field', 'validTo', 'before', f.valid_to, 'after', d.from_day)), null
    from pg_temp.list_subject s
    join lists.row r on r.list_id = ${listId} and r.row_no = s.row_no and r.section = 'decrease'
    cross join lateral (select coalesce(r.valid_from, ${asOf}::date) as from_day) d
    join registry.participation f on f.person_id = s.person_id and f.recorded_to is null
      and f.issuer = 'own' and (r.category is null or f.category = r.category)
      and (f.valid_to is null or d.from_day < f.valid_to)
    where s.is_main
    order by s.row_no`.execute(db);
}
