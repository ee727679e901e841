/** Statements that keep `linkage.person` and `linkage.name` equal to the register. */
import { sql } from 'kysely';
import { copyIn, copyOut } from '../../stores/copy.ts';
import type { Database } from '../../stores/database.ts';

/** Persons an entry touched in what linkage compares, in a table that lives as long as the transaction. */
export async function collectTouched(db: Database, entryId: number): Promise<number> {
  await sql`drop table if exists pg_temp.linkage_touched`.execute(db);
  await sql`
    create temporary table linkage_touched on commit drop as
    select person_id from registry.person_version where recorded_from = ${sql.lit(entryId)}
    union
    select person_id from registry.person_version where recorded_to = ${sql.lit(entryId)}
    union
    select person_id from registry.residence where recorded_from = ${sql.lit(entryId)}
    union
    select person_id from registry.residence where recorded_to = ${sql.lit(entryId)}`.execute(db);
  return await countTouched(db);
}

/** Persons recorded at these places. */
export async function collectAt(db: Database, placeIds: readonly number[]): Promise<number> {
  await sql`drop table if exists pg_temp.linkage_touched`.execute(db);
  const places = sql.lit(`{${placeIds.join(',')}}`);
  await sql`
    create temporary table linkage_touched on commit drop as
    select person_id from linkage.person where place_id = any(${places}::int[])`.execute(db);
  return await countTouched(db);
}

/** These persons. */
export async function collectPersons(db: Database, personIds: readonly number[]): Promise<number> {
  await sql`drop table if exists pg_temp.linkage_touched`.execute(db);
  const ids = sql.lit(`{${personIds.join(',')}}`);
  await sql`
    create temporary table linkage_touched on commit drop as
    select distinct person_id from unnest(${ids}::bigint[]) as erased (person_id)`.execute(db);
  return await countTouched(db);
}

/** Names that nobody bears any more, and pairs of persons who can be compared no more. */
export async function deleteTraces(db: Database, personIds: readonly number[]): Promise<void> {
  await sql`delete from linkage.name where people = 0`.execute(db);
  await sql`
    delete from linkage.duplicate_pair
    where first_id = any (${[...personIds]}::bigint[])
      or second_id = any (${[...personIds]}::bigint[])`.execute(db);
}

/** Everybody. */
export async function collectAll(db: Database): Promise<number> {
  await sql`drop table if exists pg_temp.linkage_touched`.execute(db);
  await sql`
    create temporary table linkage_touched on commit drop as
    select person_id from registry.person`.execute(db);
  return await countTouched(db);
}

/**
 * The next persons after one, their kept rows held until the transaction ends; answers the last of
 * them, null when there is none. Who stands in no kept row has been written by this release.
 */
export async function holdNext(db: Database, after: number, limit: number): Promise<number | null> {
  await sql`drop table if exists pg_temp.linkage_touched`.execute(db);
  await sql`
    create temporary table linkage_touched on commit drop as
    select person_id from linkage.person
    where person_id > ${sql.lit(after)}
    order by person_id
    limit ${sql.lit(limit)}
    for update`.execute(db);
  const found = await sql<{ last: number | null }>`
    select max(person_id)::bigint as last from pg_temp.linkage_touched`.execute(db);
  return found.rows[0]?.last ?? null;
}

async function countTouched(db: Database): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from pg_temp.linkage_touched`.execute(db);
  const n = counted.rows[0]?.n ?? 0;
  if (n > 1_000) await sql`create index on pg_temp.linkage_touched (person_id)`.execute(db);
  if (n > 1_000) await sql`analyze pg_temp.linkage_touched`.execute(db);
  return n;
}

/** As the register knows a person now; a name of null = he is gone from it. */
export interface KnownPerson {
  personId: number;
  fullName: string | null;
  birthDate: string | null;
  birthPrecision: string | null;
  sex: string | null;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
  placeId: number;
  anchorId: number;
  /** as kept until now, or null */
  keptName: string | null;
}

/** The next touched persons after one, in the order of ids. */
export async function readTouched(
  db: Database,
  after: number,
  limit: number,
): Promise<KnownPerson[]> {
  const people: KnownPerson[] = [];
  const statement = `
    select t.person_id, case when e.person_id is null then v.full_name end, v.birth_date,
      v.birth_precision, v.sex, v.national_id,
      v.social_insurance_number, coalesce(p.place_id, 0),
      coalesce(u.anchor_id, p.place_id, 0), k.name
    from (
      select person_id from pg_temp.linkage_touched where person_id > ${Number(after)}
      order by person_id limit ${Number(limit)}
    ) t
    left join registry.person p on p.person_id = t.person_id
    left join registry.erased_person e on e.person_id = t.person_id
    left join units.unit u on u.unit_id = p.place_id
    left join linkage.person k on k.person_id = t.person_id
    left join lateral (
      select f.full_name, f.birth_date, f.birth_precision, f.sex, f.national_id,
        f.social_insurance_number
      from registry.person_version f
      where f.person_id = p.person_id and f.recorded_to is null
      order by f.valid_from desc
      limit 1
    ) v on true
    order by t.person_id`;
  await copyOut(db, statement, (cells) => {
    people.push({
      personId: Number(cells[0]),
      fullName: cells[1] ?? null,
      birthDate: cells[2] ?? null,
      birthPrecision: cells[3] ?? null,
      sex: cells[4] ?? null,
      nationalId: cells[5] ?? null,
      socialInsuranceNumber: cells[6] ?? null,
      placeId: Number(cells[7]),
      anchorId: Number(cells[8]),
      keptName: cells[9] ?? null,
    });
  });
  return people;
}

const PERSON_COLUMNS = [
  'person_id',
  'name',
  'birth',
  'sex',
  'place_id',
  'national_id',
  'social_insurance_number',
  'name_year',
  'birth_given',
  'birth_anchor',
  'name_anchor',
  'given_year_place',
  'day_month_place',
] as const;

/** In the order of `PERSON_COLUMNS`. */
export type KeptPerson = readonly (string | number)[];

export async function isEmpty(db: Database): Promise<boolean> {
  const found = await sql<{ yes: boolean }>`
    select not exists (select from linkage.person) as yes`.execute(db);
  return found.rows[0]?.yes ?? false;
}

/** There are people, and none of them is kept. */
export async function isNotKept(db: Database): Promise<boolean> {
  const found = await sql<{ yes: boolean }>`
    select not exists (select from linkage.person)
      and exists (select from registry.person) as yes`.execute(db);
  return found.rows[0]?.yes ?? false;
}

export async function emptyPersons(db: Database): Promise<void> {
  await sql`truncate linkage.person, linkage.name`.execute(db);
}

export async function copyPersons(db: Database, people: readonly KeptPerson[]): Promise<void> {
  await copyIn(db, 'linkage.person', PERSON_COLUMNS, people);
}

export async function mergePersons(db: Database, people: readonly KeptPerson[]): Promise<void> {
  if (people.length === 0) return;
  const column = (at: number): (string | number)[] => people.map((person) => person[at] ?? 0);
  await sql`
    insert into linkage.person as p (person_id, name, birth, sex, place_id, national_id,
      social_insurance_number, name_year, birth_given, birth_anchor, name_anchor, given_year_place,
      day_month_place)
    select n.person_id, n.name, n.birth, n.sex, n.place_id, n.national_id,
      n.social_insurance_number, n.name_year, n.birth_given, n.birth_anchor, n.name_anchor,
      n.given_year_place, n.day_month_place
    from unnest(${column(0)}::bigint[], ${column(1)}::text[], ${column(2)}::int[],
      ${column(3)}::smallint[], ${column(4)}::int[], ${column(5)}::bigint[], ${column(6)}::bigint[],
      ${column(7)}::int[], ${column(8)}::int[], ${column(9)}::int[], ${column(10)}::int[],
      ${column(11)}::int[], ${column(12)}::int[])
      as n (person_id, name, birth, sex, place_id, national_id, social_insurance_number, name_year,
        birth_given, birth_anchor, name_anchor, given_year_place, day_month_place)
    on conflict (person_id) do update
    set name = excluded.name, birth = excluded.birth, sex = excluded.sex,
      place_id = excluded.place_id, national_id = excluded.national_id,
      social_insurance_number = excluded.social_insurance_number, name_year = excluded.name_year,
      birth_given = excluded.birth_given, birth_anchor = excluded.birth_anchor,
      name_anchor = excluded.name_anchor, given_year_place = excluded.given_year_place,
      day_month_place = excluded.day_month_place
    where (p.name, p.birth, p.sex, p.place_id, p.national_id, p.social_insurance_number,
        p.birth_anchor, p.name_anchor)
      is distinct from (excluded.name, excluded.birth, excluded.sex, excluded.place_id,
        excluded.national_id, excluded.social_insurance_number, excluded.birth_anchor,
        excluded.name_anchor)`.execute(db);
}

export async function deletePersons(db: Database, personIds: readonly number[]): Promise<void> {
  if (personIds.length === 0) return;
  await sql`delete from linkage.person where person_id = any(${personIds}::bigint[])`.execute(db);
}

/** Adds to the counts of names; the empty name counts everybody. */
export async function addToNames(
  db: Database,
  changes: ReadonlyMap<string, number>,
): Promise<void> {
  const names = [...changes.keys()].sort();
  if (names.length === 0) return;
  const counts = names.map((name) => changes.get(name) ?? 0);
  await sql`
    insert into linkage.name (sorted_name, people)
    select sorted_name, 0 from unnest(${names}::text[]) as changed (sorted_name)
    on conflict (sorted_name) do nothing`.execute(db);
  await sql`
    update linkage.name n
    set people = n.people + changed.people
    from unnest(${names}::text[], ${counts}::int[]) as changed (sorted_name, people)
    where n.sorted_name = changed.sorted_name`.execute(db);
}

/** Drops the indexes of `linkage.person`, answers how to make them again: for a load of very many. */
export async function dropIndexes(db: Database): Promise<() => Promise<void>> {
  const found = await sql<{ name: string; definition: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = 'linkage.person'::regclass and not i.indisprimary
    order by i.indexrelid`.execute(db);
  for (const index of found.rows) await sql`drop index ${sql.raw(index.name)}`.execute(db);
  return async () => {
    for (const index of found.rows) await sql.raw(index.definition).execute(db);
    await sql`analyze linkage.person, linkage.name`.execute(db);
  };
}
