/** Statements that take what names a person out of every row ever written of him; counts keep all they need. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

/** With all records merged into them, now or at any time. */
export async function listRecordsOf(db: Database, personIds: readonly number[]): Promise<number[]> {
  const found = await sql<{ id: number }>`
    with recursive record (id) as (
      select unnest(${[...personIds]}::bigint[])
      union
      select m.loser_id from registry.person_merge m join record r on m.survivor_id = r.id
    )
    select id from record order by id`.execute(db);
  return found.rows.map(({ id }) => id);
}

export interface NamingRow {
  personId: number;
  placeId: number | null;
  names: string[];
  /** numbers, phones, addresses of mail, cards */
  numbers: string[];
  /** other words: notes, details, sources */
  words: string[];
  births: string[];
  rows: number;
  entryIds: number[];
}

export async function listNaming(db: Database, personIds: readonly number[]): Promise<NamingRow[]> {
  const found = await sql<NamingRow>`
    select p.person_id as "personId", p.place_id as "placeId", v.names,
      v.numbers || c.cards as numbers,
      r.words || s.words || c.words as words, v.births,
      v.rows + r.rows + s.rows + c.rows as rows,
      array(select distinct e from unnest(v.entries || r.entries || s.entries || c.entries) e
        where e is not null order by e) as "entryIds"
    from unnest(${[...personIds]}::bigint[]) as asked (person_id)
    left join registry.person known on known.person_id = asked.person_id
    cross join lateral (select asked.person_id, known.place_id) p
    cross join lateral (
      select coalesce(array_agg(distinct f.full_name), '{}') as names,
        array_remove(array_agg(distinct f.national_id) || array_agg(distinct f.phone)
          || array_agg(distinct f.social_insurance_number) || array_agg(distinct f.email), null)
          as numbers,
        array_remove(array_agg(distinct f.birth_date::text), null) as births,
        count(*)::int as rows, array_agg(f.recorded_from) || array_agg(f.recorded_to) as entries
      from registry.person_version f where f.person_id = p.person_id
    ) v
    cross join lateral (
      select array_remove(array_agg(distinct f.note), null) as words, count(*)::int as rows,
        array_agg(f.recorded_from) || array_agg(f.recorded_to) as entries
      from registry.residence f where f.person_id = p.person_id
    ) r
    cross join lateral (
      select array_remove(array_agg(distinct f.detail) || array_agg(distinct f.source), null)
          as words,
        count(*)::int as rows, array_agg(f.recorded_from) || array_agg(f.recorded_to) as entries
      from registry.status f where f.person_id = p.person_id
    ) s
    cross join lateral (
      select array_remove(array_agg(distinct f.source), null) as words,
        array_remove(array_agg(distinct f.card_number), null) as cards, count(*)::int as rows,
        array_agg(f.recorded_from) || array_agg(f.recorded_to) as entries
      from registry.participation f where f.person_id = p.person_id
    ) c
    order by p.person_id`.execute(db);
  return found.rows;
}

/** The word that stands where a name stood. */
export const ERASED_NAME = 'Người đã xóa dữ liệu';

export async function blankFacts(db: Database, personIds: readonly number[]): Promise<void> {
  const ids = sql`any (${[...personIds]}::bigint[])`;
  await sql`
    update registry.person_version
    set full_name = ${ERASED_NAME}, ethnicity_code = null, national_id = null,
      social_insurance_number = null, phone = null, email = null,
      birth_date = date_trunc('year', birth_date)::date,
      birth_precision = case when birth_date is not null then 'year' end
    where person_id = ${ids}`.execute(db);
  await sql`
    update registry.residence set note = null
    where person_id = ${ids} and note is not null`.execute(db);
  await sql`
    update registry.status set detail = null, source = null
    where person_id = ${ids}`.execute(db);
  await sql`
    update registry.participation set card_number = null, source = null
    where person_id = ${ids}`.execute(db);
}

export async function blankContacts(db: Database, personIds: readonly number[]): Promise<void> {
  await sql`
    update registry.person_version set phone = null, email = null
    where person_id = any (${[...personIds]}::bigint[])`.execute(db);
}

/** Code and address of households in which nobody is left who is not erased. */
export async function blankEmptyHouseholds(
  db: Database,
  personIds: readonly number[],
): Promise<void> {
  await sql`
    update registry.household h
    set code = null, address = null
    where h.household_id in (
      select m.household_id from registry.household_member m
      where m.person_id = any (${[...personIds]}::bigint[]))
      and not exists (
        select from registry.household_member m
        where m.household_id = h.household_id
          and not exists (
            select from registry.erased_person e where e.person_id = m.person_id))`.execute(db);
}

export async function insertErased(
  db: Database,
  personIds: readonly number[],
  at: string,
): Promise<void> {
  await sql`
    insert into registry.erased_person (person_id, erased_at)
    select id, ${at} from unnest(${[...personIds]}::bigint[]) as erased (id)
    on conflict (person_id) do nothing`.execute(db);
}

export async function findErasedAt(db: Database, personId: number): Promise<string | null> {
  const found = await sql<{ at: string }>`
    select erased_at as at from registry.erased_person
    where person_id = ${personId}`.execute(db);
  return found.rows[0]?.at ?? null;
}

export async function listErased(db: Database, personIds: readonly number[]): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select person_id as id from registry.erased_person
    where person_id = any (${[...personIds]}::bigint[])`.execute(db);
  return found.rows.map(({ id }) => id);
}

/** Words of names whose last bearer is gone. */
export async function deleteOrphanWords(db: Database, words: readonly string[]): Promise<void> {
  await sql`
    delete from registry.name_word w
    where w.word = any (${[...words]}::text[])
      and not exists (
        select from registry.person p where p.search_keys @> array[w.key])`.execute(db);
}

/** Those of the names that somebody else bears, in the register or as an official. */
export async function listSharedNames(
  db: Database,
  names: readonly string[],
  personIds: readonly number[],
): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select n.name
    from unnest(${[...names]}::text[]) as n (name)
    where exists (
        select from registry.person_version v
        where v.full_name = n.name and v.person_id <> all (${[...personIds]}::bigint[]))
      or exists (select from access.user u where u.name = n.name)`.execute(db);
  return found.rows.map(({ name }) => name);
}
