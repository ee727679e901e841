/**
 * The people behind the figures, from the facts: insured, not insured, or insured until soon. A
 * list holds exactly as many people as the figure says.
 */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { IssuerClass } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { type KnownEntry, knownRows } from './known-sql.ts';
import { type LawRow, UNRANKED, holdsOn, lawRows, residents } from './residents-sql.ts';
import { type Scope, members } from './scope-sql.ts';
import type { ListKind, ListSort } from './types.ts';

export interface PeopleScope {
  placeIds: readonly number[];
  day: IsoDate;
  known: KnownEntry;
  issuers: readonly IssuerClass[];
  law: readonly LawRow[];
}

export interface ListFilter {
  group: number | null;
  subgroup: string | null;
  category: string | null;
  reason: string | null;
  sex: 'male' | 'female' | null;
  /** completed years on the day */
  ageFrom: number | null;
  ageTo: number | null;
  /** folded words that the name holds */
  words: readonly string[];
}

export interface ListRequest extends PeopleScope {
  kind: ListKind;
  /** `ending`: first day without cover is within so many days after the day */
  withinDays: number;
  filter: ListFilter;
  sort: ListSort;
  descending: boolean;
  /** row after which the page starts */
  after: { key: string; personId: number } | null;
  limit: number;
  withSummary: boolean;
}

export interface ListedRow {
  personId: number;
  placeId: number;
  since: IsoDate;
  /** counting card, or the last one of who is not insured */
  category: string | null;
  issuer: IssuerClass | null;
  factId: number | null;
  reason: string | null;
  lapsedOn: IsoDate | null;
  startsOn: IsoDate | null;
  /** first day without cover; null = none known (only where the list needs it) */
  endsOn: IsoDate | null;
  sortKey: string;
}

export interface ListPage {
  rows: ListedRow[];
  /** only when asked for with `withSummary` */
  summary: { total: number; byReason: Record<string, number> } | null;
}

type CountedRequest = PeopleScope & Pick<ListRequest, 'kind' | 'sort' | 'withinDays'>;

/** Who counts in a list, before names and filters: one CTE `counted` a kind. */
export function counted(request: CountedRequest): RawBuilder<unknown> {
  const { day, known, issuers } = request;
  const included = sql`p.issuer = any(${issuers}::text[])`;
  if (request.kind === 'uncovered') {
    return sql`
      counted as materialized (
        select r.person_id, r.place_id, r.since, null::bigint as fact_id,
               coalesce(past.other_category, past.last_category) as category,
               past.other_issuer as issuer,
               past.lapsed_on, past.starts_on, null::date as ends_on
        from resident r
        cross join lateral (
          select max(p.valid_to) filter (where ${included} and p.valid_to <= ${day}::date)
                   as lapsed_on,
                 substr(max(to_char(p.valid_to, 'YYYYMMDD') || p.category)
                   filter (where ${included} and p.valid_to <= ${day}::date), 9) as last_category,
                 min(p.valid_from) filter (where ${included} and p.valid_from > ${day}::date)
                   as starts_on,
                 min(p.issuer) filter (where not ${included} and ${holdsOn('p', day)})
                   as other_issuer,
                 substr(min(p.issuer || ' ' || p.category)
                   filter (where not ${included} and ${holdsOn('p', day)}), 1 + length(
                     min(p.issuer) filter (where not ${included} and ${holdsOn('p', day)})) + 1)
                   as other_category
          from registry.participation p
          where p.person_id = r.person_id
            and ${knownRows('p', known)}
        ) past
        where not exists (
          select
          from registry.participation p
          where p.person_id = r.person_id
            and ${included}
            and ${holdsOn('p', day)}
            and ${knownRows('p', known)}
        )
      )`;
  }
  const needsEnd = request.kind === 'ending' || request.sort === 'endDate';
  return sql`
    card as materialized (
      select distinct on (r.person_id)
             r.person_id, r.place_id, r.since, p.fact_id, p.category, p.issuer
      from resident r
      join registry.participation p on p.person_id = r.person_id
      left join law on law.category = p.category
      where ${included}
        and ${holdsOn('p', day)}
        and ${knownRows('p', known)}
        ${request.kind === 'ending' ? endsSoon(request) : sql``}
      order by r.person_id, coalesce(law.rank, ${sql.lit(UNRANKED)}), p.category,
               p.valid_to desc nulls first, p.fact_id
    ),
    counted as materialized (
      select card.person_id, card.place_id, card.since, card.fact_id, card.category, card.issuer,
             null::date as lapsed_on, null::date as starts_on,
             ${needsEnd ? endOfCover(request) : sql`null::date`} as ends_on
      from card
    )`;
}

/** Nobody stays who has a card of the day that lasts beyond the window. */
function endsSoon({ day, known, issuers, withinDays }: CountedRequest): RawBuilder<unknown> {
  return sql`
    and not exists (
      select
      from registry.participation q
      where q.person_id = r.person_id
        and q.issuer = any(${issuers}::text[])
        and q.valid_from <= ${day}::date
        and (q.valid_to is null or q.valid_to > ${day}::date + ${withinDays}::int)
        and ${knownRows('q', known)}
    )`;
}

/** First day after the asked one that no included card covers; null when cover has no known end. */
function endOfCover({ day, known, issuers }: PeopleScope): RawBuilder<unknown> {
  return sql`(
    select min(p.valid_to)
    from registry.participation p
    where p.person_id = card.person_id
      and p.issuer = any(${issuers}::text[])
      and p.valid_to > ${day}::date
      and ${knownRows('p', known)}
      and not exists (
        select
        from registry.participation q
        where q.person_id = p.person_id
          and q.issuer = any(${issuers}::text[])
          and q.valid_from <= p.valid_to
          and (q.valid_to is null or p.valid_to < q.valid_to)
          and ${knownRows('q', known)}
      )
  )`;
}

const SORT_KEYS: Readonly<Record<ListSort, RawBuilder<unknown>>> = {
  name: sql`coverage.name_key(named.full_name) collate "vi-x-icu"`,
  birthDate: sql`coalesce(named.birth_date, 'infinity'::date)::text collate "C"`,
  endDate: sql`coalesce(named.ends_on, 'infinity'::date)::text collate "C"`,
  place: sql`lpad(array_position(places.ids, named.place_id)::text, 6, '0')
    || coverage.name_key(named.full_name) collate "vi-x-icu"`,
};

const COLLATION: Readonly<Record<ListSort, RawBuilder<unknown>>> = {
  name: sql`"vi-x-icu"`,
  birthDate: sql`"C"`,
  endDate: sql`"C"`,
  place: sql`"vi-x-icu"`,
};

/** One page of a list; the counting card's details and names are read afterwards for its rows. */
export async function listPeople(db: Database, request: ListRequest): Promise<ListPage> {
  const { day, known, after, descending } = request;
  const direction = descending ? sql`desc` : sql`asc`;
  const collation = COLLATION[request.sort];
  const start = after
    ? sql`where (l.sort_key, l.person_id) ${descending ? sql`<` : sql`>`}
          (${after.key} collate ${collation}, ${after.personId}::bigint)`
    : sql``;
  const summary = request.withSummary
    ? sql`, (select count(*) from listed) as total,
           (select jsonb_object_agg(reason, n)
            from (select reason, count(*) as n from listed where reason is not null group by reason)
              as by_reason) as "byReason"`
    : sql``;
  const found = await sql<ListedRow & { total?: number; byReason?: Record<string, number> | null }>`
    with places (ids) as (select ${request.placeIds}::int[]),
    ${lawRows(request.law)},
    ${residents(sql`${request.placeIds}::int[]`, day, known)},
    ${counted(request)},
    named as materialized (
      select c.person_id, c.place_id, c.since, c.fact_id, c.category, c.issuer, c.lapsed_on,
             c.starts_on, c.ends_on, v.full_name, v.birth_date,
             coalesce(law.grp, 0) as grp, coalesce(law.subgroup, 'unclassified') as subgroup,
             ${reasonOf(request)} as reason
      from counted c
      left join law on law.category = c.category
      left join lateral (${versionOn(sql`c.person_id`, day, known)}) v on true
      where ${filters(request)}
    ),
    listed as materialized (
      select named.person_id, named.place_id, named.since, named.fact_id, named.category,
             named.issuer, named.lapsed_on, named.starts_on, named.ends_on, named.reason,
             ${SORT_KEYS[request.sort]} as sort_key
      from named
      cross join places
      where ${lateFilters(request)}
    )
    select l.person_id as "personId", l.place_id as "placeId", l.since, l.category, l.issuer,
           l.fact_id as "factId", l.reason, l.lapsed_on as "lapsedOn", l.starts_on as "startsOn",
           l.ends_on as "endsOn", coalesce(l.sort_key, '') as "sortKey"${summary}
    from listed l
    ${start}
    order by l.sort_key ${direction}, l.person_id ${direction}
    limit ${request.limit}`.execute(db);
  const first = found.rows[0];
  return {
    rows: found.rows,
    summary: request.withSummary
      ? { total: first?.total ?? 0, byReason: first?.byReason ?? {} }
      : null,
  };
}

/** Attributes as they held on the day, else the last before it, else the first. */
function versionOn(
  person: RawBuilder<unknown>,
  day: IsoDate,
  known: KnownEntry,
): RawBuilder<unknown> {
  return sql`
    select v.full_name, v.birth_date, v.sex
    from registry.person_version v
    where v.person_id = ${person}
      and ${knownRows('v', known)}
    order by (v.valid_from <= ${day}::date) desc,
             case when v.valid_from <= ${day}::date then v.valid_from end desc nulls last,
             v.valid_from
    limit 1`;
}

/** Why somebody is not insured; months as in "within the last year". */
function reasonOf({ kind, day }: ListRequest): RawBuilder<unknown> {
  if (kind !== 'uncovered') return sql`null::text`;
  return sql`
    case
      when c.issuer is not null then 'otherIssuer'
      when c.lapsed_on is not null then 'lapsed'
      when v.birth_date > ${day}::date - interval '12 months' then 'newborn'
      when c.since > ${day}::date - interval '12 months'
        and c.since > coalesce(v.birth_date, c.since - 1)
        then 'movedIn'
      else 'never'
    end`;
}

function filters({ filter, day }: ListRequest): RawBuilder<unknown> {
  const parts = [sql`true`];
  if (filter.sex) parts.push(sql`v.sex = ${filter.sex}`);
  if (filter.ageFrom !== null) {
    parts.push(
      sql`v.birth_date <= (${day}::date - make_interval(years => ${filter.ageFrom}::int))::date`,
    );
  }
  if (filter.ageTo !== null) {
    parts.push(
      sql`v.birth_date > (${day}::date - make_interval(years => ${filter.ageTo}::int + 1))::date`,
    );
  }
  for (const word of filter.words) {
    parts.push(sql`position(${word} in kernel.fold(v.full_name)) > 0`);
  }
  if (filter.category !== null) parts.push(sql`c.category = ${filter.category}`);
  if (filter.group !== null) {
    parts.push(sql`c.category is not null and coalesce(law.grp, 0) = ${filter.group}`);
  }
  if (filter.subgroup !== null) {
    parts.push(sql`c.category is not null
      and coalesce(law.subgroup, 'unclassified') = ${filter.subgroup}`);
  }
  return sql.join(parts, sql` and `);
}

/** What is only known once the row is made. */
function lateFilters({ filter, kind, day, withinDays }: ListRequest): RawBuilder<unknown> {
  const parts = [sql`true`];
  if (filter.reason !== null) parts.push(sql`named.reason = ${filter.reason}`);
  if (kind === 'ending') parts.push(sql`named.ends_on <= ${day}::date + ${withinDays}::int`);
  return sql.join(parts, sql` and `);
}

/** The name by which a person is sorted, for the page after him. */
export async function findNameKey(
  db: Database,
  personId: number,
  day: IsoDate,
  known: KnownEntry,
): Promise<string | undefined> {
  const found = await sql<{ key: string }>`
    select coverage.name_key(v.full_name) as key
    from (${versionOn(sql`${personId}::bigint`, day, known)}) v`.execute(db);
  return found.rows[0]?.key;
}

/** Places inside a unit, ordered as lists are: commune by commune, villages by name. */
export async function listMemberPlaces(db: Database, scope: Scope): Promise<number[]> {
  const found = await sql<{ placeId: number }>`
    with ${members(scope, 'places', false)}
    select m.place_id as "placeId"
    from member m
    join units.placement p on p.place_id = m.place_id
      and p.valid_from <= ${scope.boundaries}::date
      and (p.valid_to is null or ${scope.boundaries}::date < p.valid_to)
    left join lateral (
      select v.name
      from units.unit_version v
      where v.unit_id = m.place_id
      order by (v.valid_from <= ${scope.boundaries}::date) desc, v.valid_from desc
      limit 1
    ) v on true
    where m.part = 1
    order by subpath(p.path, 0, least(nlevel(p.path), 3)), v.name collate "vi-x-icu", m.place_id`.execute(
    db,
  );
  return found.rows.map((row) => row.placeId);
}

export interface PlaceName {
  placeId: number;
  name: string;
  communeName: string | null;
}

export async function listPlaceNames(
  db: Database,
  placeIds: readonly number[],
  boundaries: IsoDate,
): Promise<PlaceName[]> {
  const found = await sql<PlaceName>`
    select p.place_id as "placeId",
           (
             select v.name
             from units.unit_version v
             where v.unit_id = p.place_id
             order by (v.valid_from <= ${boundaries}::date) desc, v.valid_from desc
             limit 1
           ) as name,
           (
             select v.name
             from unnest(string_to_array(p.path::text, '.')) as step (label)
             join units.unit_version v on v.unit_id = substr(step.label, 2)::int
               and v.level = 'commune'
               and v.valid_from <= ${boundaries}::date
               and (v.valid_to is null or ${boundaries}::date < v.valid_to)
             limit 1
           ) as "communeName"
    from units.placement p
    where p.place_id = any(${placeIds}::int[])
      and p.valid_from <= ${boundaries}::date
      and (p.valid_to is null or ${boundaries}::date < p.valid_to)`.execute(db);
  return found.rows;
}

export interface DetailRow {
  personId: number;
  fullName: string;
  birthDate: IsoDate | null;
  birthPrecision: 'day' | 'month' | 'year' | null;
  sex: 'male' | 'female' | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  phone: string | null;
  cardNumber: string | null;
  cardFrom: IsoDate | null;
  cardTo: IsoDate | null;
}

/** Names and numbers of the persons of a page, and the card that counts; only of visible persons. */
export async function listDetails(
  db: Database,
  personIds: readonly number[],
  factIds: readonly number[],
  day: IsoDate,
  known: KnownEntry,
): Promise<DetailRow[]> {
  if (personIds.length === 0) return [];
  const found = await sql<DetailRow>`
    select distinct on (v.person_id)
           v.person_id as "personId", v.full_name as "fullName", v.birth_date as "birthDate",
           v.birth_precision as "birthPrecision", v.sex, v.national_id as "nationalId",
           v.social_insurance_number as "socialInsuranceNumber", v.phone,
           p.card_number as "cardNumber", p.valid_from as "cardFrom", p.valid_to as "cardTo"
    from registry.person_version v
    left join registry.participation p on p.person_id = v.person_id
      and p.fact_id = any(${factIds}::bigint[])
      and ${knownRows('p', known)}
    where v.person_id = any(${personIds}::bigint[])
      and ${knownRows('v', known)}
    order by v.person_id, (v.valid_from <= ${day}::date) desc,
             case when v.valid_from <= ${day}::date then v.valid_from end desc nulls last,
             v.valid_from`.execute(db);
  return found.rows;
}
