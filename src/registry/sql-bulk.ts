/** Statements over many persons at once: search rows, bulk loads, what must hold of all facts. */
import { type RawBuilder, sql } from 'kysely';
import { copyIn, copyOut } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import { ownerColumn } from './sql.ts';
import { BULK_COLUMNS, type BulkStatement, type EntryId, type FactTable } from './types.ts';

export const FACT_TABLES = Object.keys(BULK_COLUMNS) as FactTable[];

// ── touched persons ─────────────────────────────────────────────────────────────────────────────

/**
 * Persons with a fact written or superseded by an entry, in a temporary table that lives as long as
 * the transaction. Answers how many.
 */
export async function collectTouched(db: Database, entryId: EntryId): Promise<number> {
  await sql`drop table if exists pg_temp.registry_touched`.execute(db);
  const personTables = FACT_TABLES.filter((table) => ownerColumn(table) === 'person_id');
  const parts = personTables.flatMap((table) => [
    sql`select person_id from ${sql.table(`registry.${table}`)} where recorded_from = ${sql.lit(entryId)}`,
    sql`select person_id from ${sql.table(`registry.${table}`)} where recorded_to = ${sql.lit(entryId)}`,
  ]);
  await sql`
    create temporary table registry_touched on commit drop as
    ${sql.join(parts, sql` union `)}`.execute(db);
  await sql`create unique index on pg_temp.registry_touched (person_id)`.execute(db);
  await sql`analyze pg_temp.registry_touched`.execute(db);
  return await count(db, 'pg_temp.registry_touched');
}

async function count(db: Database, table: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)}`.execute(db);
  return found.rows[0]?.n ?? 0;
}

export async function hasPeople(db: Database): Promise<boolean> {
  const found = await sql<{ yes: boolean }>`
    select exists (select from registry.person_version) as yes`.execute(db);
  return found.rows[0]?.yes ?? true;
}

/** Moves the counters past ids that came with a load, so that none is given out a second time. */
export async function raiseCounters(db: Database, entryId: EntryId): Promise<void> {
  await sql`
    insert into registry.id_counter as c (kind, province_code, next_value)
    select 'person', person_id / 10000000000, max(person_id % 10000000000) + 1
    from pg_temp.registry_touched
    group by person_id / 10000000000
    union all
    select 'household', household_id / 10000000000, max(household_id % 10000000000) + 1
    from registry.household
    where recorded_from = ${entryId}
    group by household_id / 10000000000
    on conflict (kind, province_code) do update
    set next_value = greatest(c.next_value, excluded.next_value)`.execute(db);
}

/** Of touched persons, households and sums; needs `collectTouched` and the search rows. */
export async function insertTouchedPlaces(db: Database, entryId: EntryId): Promise<void> {
  await sql`
    insert into registry.entry_place (entry_id, place_id, people)
    select ${entryId}, reached.place_id, count(reached.person_id)
    from (
      select p.person_id, place.place_id
      from pg_temp.registry_touched t
      join registry.person p on p.person_id = t.person_id
      cross join lateral unnest(array_append(p.earlier_places, p.place_id)) as place (place_id)
      where place.place_id is not null
      union all
      select null, place_id from registry.household
      where recorded_from = ${entryId} or recorded_to = ${entryId}
      union all
      select null, place_id from registry.aggregate_participation
      where recorded_from = ${entryId} or recorded_to = ${entryId}
    ) reached
    group by reached.place_id`.execute(db);
}

// ── search rows ─────────────────────────────────────────────────────────────────────────────────

export interface PersonRow {
  personId: number;
  /** null = no current version: the person is gone from the register */
  fullName: string | null;
  birthYear: number | null;
  sex: string | null;
  placeId: number | null;
  /** all places of current residences */
  places: number[];
}

/** A list of ids, or the next ones of `registry_touched` after a person. */
export type PersonSelection = { ids: readonly number[] } | { after: number; limit: number };

/**
 * What the search row of each person is made of. The place is that of `lastResidence` in rules.ts;
 * a test holds the two together.
 */
export async function readPersonRows(
  db: Database,
  selection: PersonSelection,
): Promise<PersonRow[]> {
  const chosen =
    'ids' in selection
      ? `select unnest('{${selection.ids.map(Number).join(',')}}'::bigint[]) as person_id`
      : `select person_id from pg_temp.registry_touched where person_id > ${Number(selection.after)}
         order by person_id limit ${Number(selection.limit)}`;
  const rows: PersonRow[] = [];
  const statement = `
    select c.person_id, v.full_name, v.birth_year, v.sex, r.place_id, r.places
    from (${chosen}) c
    left join lateral (
      select full_name, extract(year from birth_date)::int as birth_year, sex
      from registry.person_version
      where person_id = c.person_id and recorded_to is null
      order by valid_from desc
      limit 1
    ) v on true
    left join lateral (
      select array_to_string(array_agg(distinct place_id), ',') as places,
        (array_agg(place_id order by
          (kind in ('left', 'died')), valid_to desc nulls first,
          array_position(array['temporary', 'permanent', 'away'], kind::text), valid_from desc))[1]
          as place_id
      from registry.residence
      where person_id = c.person_id and recorded_to is null
    ) r on true
    order by c.person_id`;
  await copyOut(db, statement, ([personId, fullName, birthYear, sex, placeId, places]) => {
    rows.push({
      personId: Number(personId),
      fullName: fullName ?? null,
      birthYear: numberOrNull(birthYear),
      sex: sex ?? null,
      placeId: numberOrNull(placeId),
      places: places ? places.split(',').map(Number) : [],
    });
  });
  return rows;
}

/** The next persons after one, their rows held until the transaction ends. */
export async function holdPeople(db: Database, after: number, limit: number): Promise<number[]> {
  const held = await sql<{ personId: number }>`
    select person_id as "personId" from registry.person
    where person_id > ${after}
    order by person_id
    limit ${limit}
    for update`.execute(db);
  return held.rows.map((row) => row.personId);
}

function numberOrNull(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

const PERSON_COLUMNS = [
  'person_id',
  'full_name',
  'name_sorted',
  'birth_year',
  'sex',
  'place_id',
  'earlier_places',
  'search_keys',
] as const;

export type PersonLine = readonly (string | number | null)[];

/** Rows in the order of `PERSON_COLUMNS` into an empty table. */
export async function copyPersonLines(db: Database, lines: readonly PersonLine[]): Promise<void> {
  await copyIn(db, 'registry.person', PERSON_COLUMNS, lines);
}

/** Rows beside or in place of those there; unchanged ones stay untouched. */
export async function mergePersonLines(db: Database, lines: readonly PersonLine[]): Promise<void> {
  const column = (at: number): (string | number | null)[] => lines.map((line) => line[at] ?? null);
  await sql`
    insert into registry.person as p (person_id, full_name, name_sorted, birth_year, sex, place_id,
      earlier_places, search_keys)
    select n.person_id, n.full_name, n.name_sorted, n.birth_year, n.sex, n.place_id,
      n.earlier_places::int[], n.search_keys::int[]
    from unnest(${column(0)}::bigint[], ${column(1)}::text[], ${column(2)}::text[],
      ${column(3)}::smallint[], ${column(4)}::text[], ${column(5)}::int[], ${column(6)}::text[],
      ${column(7)}::text[])
      as n (person_id, full_name, name_sorted, birth_year, sex, place_id, earlier_places,
        search_keys)
    on conflict (person_id) do update
    set full_name = excluded.full_name, name_sorted = excluded.name_sorted,
      birth_year = excluded.birth_year, sex = excluded.sex, place_id = excluded.place_id,
      earlier_places = excluded.earlier_places, search_keys = excluded.search_keys
    where (p.full_name, p.name_sorted, p.birth_year, p.sex, p.place_id, p.earlier_places,
        p.search_keys)
      is distinct from (excluded.full_name, excluded.name_sorted, excluded.birth_year, excluded.sex,
        excluded.place_id, excluded.earlier_places, excluded.search_keys)`.execute(db);
}

export async function deletePeople(db: Database, personIds: readonly number[]): Promise<void> {
  await sql`delete from registry.person where person_id = any(${personIds})`.execute(db);
}

export async function insertWords(
  db: Database,
  words: readonly string[],
  keys: readonly number[],
): Promise<void> {
  await sql`
    insert into registry.name_word (word, key)
    select word, key from unnest(${words}::text[], ${keys}::int[]) as n (word, key)
    on conflict (word) do nothing`.execute(db);
}

// ── bulk ────────────────────────────────────────────────────────────────────────────────────────

/** Ends the recorded period of many current rows, given by COPY; answers how many it ended. */
export async function supersedeMany(
  db: Database,
  table: FactTable,
  entryId: EntryId,
  keys:
    AsyncIterable<readonly [number, number]> | Iterable<readonly [number, number]> | BulkStatement,
): Promise<{ asked: number; done: number }> {
  await sql`create temporary table registry_gone (owner_id bigint, fact_id bigint) on commit drop`.execute(
    db,
  );
  const asked =
    'statement' in keys
      ? await countInserted(sql`insert into pg_temp.registry_gone ${keys.statement}`, db)
      : await copyIn(db, 'pg_temp.registry_gone', ['owner_id', 'fact_id'], keys);
  await sql`analyze pg_temp.registry_gone`.execute(db);
  const done = await sql`
    update ${sql.table(`registry.${table}`)} f
    set recorded_to = ${entryId}
    from pg_temp.registry_gone g
    where ${sql.ref(`f.${ownerColumn(table)}`)} = g.owner_id and f.fact_id = g.fact_id
      and f.recorded_to is null and f.recorded_from < ${entryId}`.execute(db);
  await sql`drop table pg_temp.registry_gone`.execute(db);
  return { asked, done: Number(done.numAffectedRows ?? 0) };
}

/** Facts a statement gives, in the order of `BULK_COLUMNS`; answers how many. */
export async function insertFrom(
  db: Database,
  table: FactTable,
  entryId: EntryId,
  { statement }: BulkStatement,
): Promise<number> {
  const columns = sql.join(BULK_COLUMNS[table].map((column) => sql.ref(column)));
  return await countInserted(
    sql`
      insert into ${sql.table(`registry.${table}`)} (recorded_from, ${columns})
      select ${sql.lit(entryId)}::bigint, f.*
      from (${statement}) f`,
    db,
  );
}

async function countInserted(statement: RawBuilder<unknown>, db: Database): Promise<number> {
  const done = await statement.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

interface IndexRow {
  name: string;
  table: string;
  definition: string;
  /** of a constraint, its definition; then the index belongs to it */
  constraint: string | null;
}

/**
 * Drops every index of these tables, answers how to make them again. A load into an empty register
 * is twice as fast so. Both halves belong in one transaction.
 */
export async function dropIndexes(
  db: Database,
  tables: readonly (FactTable | 'person')[],
): Promise<() => Promise<void>> {
  const found = await sql<IndexRow>`
    select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table,
      pg_get_indexdef(i.indexrelid) as definition, pg_get_constraintdef(c.oid) as constraint
    from pg_index i
    join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    left join pg_constraint c on c.conindid = i.indexrelid
    where n.nspname = 'registry' and t.relname = any(${tables})
    order by i.indexrelid`.execute(db);
  for (const index of found.rows) {
    await (
      index.constraint === null
        ? sql`drop index ${sql.raw(index.name)}`
        : sql`alter table ${sql.raw(index.table)} drop constraint ${sql.raw(bareName(index.name))}`
    ).execute(db);
  }
  return async () => {
    for (const index of found.rows) {
      await (
        index.constraint === null
          ? sql.raw(index.definition)
          : sql.raw(
              `alter table ${index.table} add constraint ${bareName(index.name)} ${index.constraint}`,
            )
      ).execute(db);
    }
  };
}

/** Constraints live in the schema of their table: `registry.person_pkey` → `person_pkey`. */
function bareName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

export async function analyzeRegister(db: Database): Promise<void> {
  for (const table of [...FACT_TABLES, 'person'] as const)
    await sql`analyze ${sql.table(`registry.${table}`)}`.execute(db);
}
