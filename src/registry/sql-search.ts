/**
 * Statements of the person search. Which of them is asked is decided in search.ts from how frequent
 * the words are. Candidates are found as owner with the caller's places as a condition: under row
 * security PostgreSQL may not use an index with an operator that is not leakproof (`@>` on arrays
 * is not; it read the whole table, 28 ms at 50,000 people). Whom the caller may not see by row
 * security is left out at the end.
 */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import { type BegunWord, KEY_PEOPLE_MIN, type KeyMatch } from './search-plan.ts';
import type { BirthPrecision, ResidenceKind } from './types.ts';

export interface PersonHit {
  personId: number;
  fullName: string;
  birthYear: number | null;
  sex: 'male' | 'female' | null;
  placeId: number | null;
  /** place in the shuffled order, for walks; else 0 */
  position: number;
}

export interface HitFilter {
  birthYear: number | null;
  sex: string | null;
  /** places the caller sees, as PostgreSQL writes an int4multirange; null = all */
  visible: string | null;
}

/** The permutation of `person_shuffle` (sql/000004_registry.sql). */
const shuffle = sql`((p.person_id % 2147483647) * 1540483477 % 2147483647)`;

const hitColumns = sql`p.person_id as "personId", p.full_name as "fullName",
  p.birth_year as "birthYear", p.sex, p.place_id as "placeId"`;

function matches(filter: HitFilter): RawBuilder<unknown> {
  const year = filter.birthYear === null ? sql`true` : sql`p.birth_year = ${filter.birthYear}`;
  const sex = filter.sex === null ? sql`true` : sql`p.sex = ${filter.sex}`;
  const seen =
    filter.visible === null
      ? sql`true`
      : sql`(coalesce(p.place_id, 0) <@ ${filter.visible}::int4multirange or exists (
          select from unnest(p.earlier_places) as earlier (place_id)
          where earlier.place_id <@ ${filter.visible}::int4multirange))`;
  return sql`${year} and ${sex} and ${seen}`;
}

function within(placeIds: readonly number[] | null): RawBuilder<unknown> {
  return placeIds === null ? sql`true` : sql`p.place_id = any(${placeIds}::int[])`;
}

/** By the inverted index, then by the words themselves. */
function bears(match: KeyMatch): RawBuilder<unknown> {
  const every =
    match.every.length === 0 ? sql`true` : sql`p.search_keys @> ${[...match.every]}::int[]`;
  const some = match.some === null ? sql`true` : sql`p.search_keys && ${[...match.some]}::int[]`;
  return sql`${every} and ${some} and ${reads(match)}`;
}

/** By the words alone, for rows that are read anyway: three times as quick as arrays of keys. */
function reads(match: KeyMatch): RawBuilder<unknown> {
  const patterns = match.words.map((word) => `% ${word} %`);
  if (match.begins !== null) patterns.push(`% ${match.begins}%`);
  const words = sql`(' ' || p.name_sorted || ' ') like all (${patterns}::text[])`;
  const except = match.except === null ? sql`true` : sql`p.name_sorted <> ${match.except}`;
  const without =
    match.without === null
      ? sql`true`
      : sql`(' ' || p.name_sorted || ' ') not like ${`% ${match.without} %`}`;
  return sql`${words} and ${except} and ${without}`;
}

/** People whose whole name has these words, by place and id. */
export async function listByWholeName(
  db: Database,
  nameSorted: string,
  placeIds: readonly number[] | null,
  filter: HitFilter,
  after: { placeId: number; personId: number },
  limit: number,
): Promise<PersonHit[]> {
  const later =
    after.personId === 0
      ? sql`true`
      : sql`(coalesce(p.place_id, 2147483647), p.person_id) > (${after.placeId}, ${after.personId})`;
  const found = await sql<PersonHit>`
    select ${hitColumns}, 0 as position
    from registry.person p
    where p.name_sorted = ${nameSorted} and ${within(placeIds)} and ${matches(filter)} and ${later}
    order by p.place_id, p.person_id
    limit ${limit}`.execute(db);
  return found.rows;
}

/** For rare keys: everyone who bears them, by id. */
export async function listByKeys(
  db: Database,
  match: KeyMatch,
  placeIds: readonly number[] | null,
  filter: HitFilter,
  afterId: number,
  limit: number,
): Promise<PersonHit[]> {
  const found = await sql<PersonHit>`
    select h."personId", h."fullName", h."birthYear", h.sex, h."placeId", 0 as position
    from (
      select ${hitColumns}
      from registry.person p
      where ${bears(match)} and ${within(placeIds)} and ${matches(filter)}
      offset 0
    ) h
    where h."personId" > ${afterId}
    order by h."personId"
    limit ${limit}`.execute(db);
  return found.rows;
}

/** For frequent keys: the next `window` people in shuffled order, of them those who bear the keys. */
export async function walkShuffled(
  db: Database,
  match: KeyMatch,
  placeIds: readonly number[] | null,
  filter: HitFilter,
  after: number,
  window: number,
  limit: number,
): Promise<PersonHit[]> {
  const found = await sql<PersonHit>`
    select ${hitColumns}, p.position
    from (
      select p.person_id, p.full_name, p.name_sorted, p.birth_year, p.sex, p.place_id,
        p.earlier_places, ${shuffle} as position
      from registry.person p
      where ${shuffle} > ${after}
      order by ${shuffle}
      limit ${window}
    ) p
    where ${reads(match)} and ${within(placeIds)} and ${matches(filter)}
    order by p.position
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Where a walk of `window` people from `after` ends; null at the end of the register. */
export async function findWalkEnd(
  db: Database,
  after: number,
  window: number,
): Promise<number | null> {
  const found = await sql<{ position: number }>`
    select ${shuffle} as position
    from registry.person p
    where ${shuffle} > ${after}
    order by ${shuffle}
    offset ${window - 1}
    limit 1`.execute(db);
  return found.rows[0]?.position ?? null;
}

/**
 * For frequent keys in a few places: place after place, each by id, until there are enough. The
 * `offset 0` keeps the planner from reading the inverted index once for every place.
 */
export async function walkPlaces(
  db: Database,
  match: KeyMatch,
  placeIds: readonly number[],
  filter: HitFilter,
  after: { placeId: number; personId: number },
  limit: number,
): Promise<PersonHit[]> {
  const found = await sql<PersonHit>`
    select h."personId", h."fullName", h."birthYear", h.sex, h."placeId", 0 as position
    from unnest(${[...placeIds]}::int[]) with ordinality as place (place_id, at)
    cross join lateral (
      select ${hitColumns}
      from (
        select person_id, full_name, name_sorted, birth_year, sex, place_id, earlier_places
        from registry.person
        where place_id = place.place_id
          and person_id > case
            when place.place_id = ${after.placeId} then ${after.personId}::bigint else 0 end
        order by person_id
        offset 0
      ) p
      where ${reads(match)} and ${matches(filter)}
      limit ${limit}
    ) h
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Those who once lived in these places and now live elsewhere. */
export async function listMovedAway(
  db: Database,
  match: KeyMatch,
  placeIds: readonly number[],
  filter: HitFilter,
  afterId: number,
  limit: number,
): Promise<PersonHit[]> {
  const found = await sql<PersonHit>`
    select ${hitColumns}, 0 as position
    from registry.person p
    where p.earlier_places && ${[...placeIds]}::int[]
      and not coalesce(p.place_id = any(${[...placeIds]}::int[]), false)
      and p.person_id > ${afterId} and ${bears(match)} and ${matches(filter)}
    order by p.person_id
    limit ${limit}`.execute(db);
  return found.rows;
}

/** People with this personal, insurance, card or phone number; cards also by the number inside. */
export async function listByNumber(
  db: Database,
  number: string,
  inner: string | null,
  filter: HitFilter,
  limit: number,
): Promise<PersonHit[]> {
  const found = await sql<PersonHit>`
    select ${hitColumns}, 0 as position
    from registry.person p
    where p.person_id in (
      select person_id from registry.person_version
      where recorded_to is null and national_id = ${number}
      union all
      select person_id from registry.person_version
      where recorded_to is null and social_insurance_number in (${number}, ${inner})
      union all
      select person_id from registry.person_version
      where recorded_to is null and phone = ${number}
      union all
      select person_id from registry.participation
      where recorded_to is null and card_number = ${number}
    ) and ${matches(filter)}
    order by p.person_id
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface WordsAndCounts {
  /** those of the words that are in the register */
  known: ReadonlySet<string>;
  /** longer words that begin with the prefix, the frequent ones first */
  begun: BegunWord[];
  /** people by key, of the keys frequent enough to be counted */
  counts: ReadonlyMap<number, number>;
}

export async function readWordsAndCounts(
  db: Database,
  words: readonly string[],
  prefix: string,
  keys: readonly number[],
  limit: number,
): Promise<WordsAndCounts> {
  const found = await sql<{ kind: string; word: string | null; key: number; people: number }>`
    select 'known' as kind, word, 0 as key, 0 as people
    from registry.name_word
    where word = any(${[...words]}::text[])
    union all
    select 'begun', word, 0, people
    from (
      select w.word, coalesce(k.people, 0) as people
      from registry.name_word w
      left join registry.search_key k on k.key = w.key
      where w.word > ${prefix} and w.word < ${`${prefix}{`}
      order by k.people desc nulls last, w.word
      limit ${limit}
    ) longer
    union all
    select 'count', null, key, people
    from registry.search_key
    where key = any(${[...keys]}::int[])`.execute(db);
  const of = (kind: string) => found.rows.filter((row) => row.kind === kind);
  return {
    known: new Set(of('known').map((row) => row.word ?? '')),
    begun: of('begun').map((row) => ({ word: row.word ?? '', people: row.people })),
    counts: new Map(of('count').map((row) => [row.key, row.people])),
  };
}

export async function countKeys(
  db: Database,
  keys: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const found = await sql<{ key: number; people: number }>`
    select key, people from registry.search_key where key = any(${[...keys]}::int[])`.execute(db);
  return new Map(found.rows.map((row) => [row.key, row.people]));
}

/** Counts the keys anew; `totalKey` is given the number of all people. */
export async function recountKeys(db: Database, totalKey: number): Promise<void> {
  await sql`delete from registry.search_key`.execute(db);
  await sql`
    insert into registry.search_key (key, people)
    select k.key, count(*)
    from registry.person p
    cross join lateral unnest(p.search_keys) as k (key)
    where k.key <> ${totalKey}
    group by k.key
    having count(*) >= ${KEY_PEOPLE_MIN}
    union all
    select ${totalKey}, count(*) from registry.person`.execute(db);
  await sql`analyze registry.search_key`.execute(db);
}

/** About how many people there are: of the planner, else counted. */
export async function estimatePeople(db: Database): Promise<number> {
  const found = await sql<{ n: number }>`
    select case when reltuples >= 0 then reltuples::bigint
      else (select count(*) from registry.person) end as n
    from pg_class
    where oid = 'registry.person'::regclass`.execute(db);
  return found.rows[0]?.n ?? 0;
}

const PLACES_MAX = 100_000;

/** Places under a unit: its path in the tree of the day `on`. */
export async function listPlacesUnder(db: Database, path: string, on: IsoDate): Promise<number[]> {
  const found = await sql<{ placeId: number }>`
    select p.place_id as "placeId"
    from units.placement p
    where p.path <@ ${path}::ltree
      and p.valid_from <= ${on} and (p.valid_to is null or ${on} < p.valid_to)
    order by p.place_id
    limit ${PLACES_MAX}`.execute(db);
  return found.rows.map((row) => row.placeId);
}

/** Places the request sees, as ranges of ids. */
export async function readVisiblePlaces(db: Database): Promise<string> {
  const found = await sql<{ places: string }>`
    select registry.visible_places()::text as places`.execute(db);
  return found.rows[0]?.places ?? '{}';
}

export interface HitDetail {
  personId: number;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  birthDate: IsoDate | null;
  birthPrecision: BirthPrecision | null;
  /** kind of the residence that holds or came last */
  residenceKind: ResidenceKind | null;
  headId: number | null;
  headName: string | null;
  /** the place and what lies above it by the boundaries of the day, smallest first */
  placeUnits: { unitId: number; name: string; level: string }[] | null;
}

/** What a list of found people shows beside the name. */
export async function listHitDetails(
  db: Database,
  personIds: readonly number[],
  today: IsoDate,
): Promise<Map<number, HitDetail>> {
  const found = await sql<HitDetail>`
    select person_id as "personId", national_id as "nationalId",
      social_insurance_number as "socialInsuranceNumber", birth_date as "birthDate",
      birth_precision as "birthPrecision", residence_kind as "residenceKind",
      head_id as "headId", head_name as "headName", place_units as "placeUnits"
    from registry.describe_people(${[...personIds]}::bigint[], ${today}::date)`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row]));
}
