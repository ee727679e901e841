/** What keeps the counts: facts in, flows and counts out. Run as the owner of the tables. */
import { type RawBuilder, sql } from 'kysely';
import { ISSUER_CLASSES } from '../registry/types.ts';
import { copyIn, copyOut } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import type { SignatureCategories } from './signatures.ts';
import type { CountRow, FlowRow, PlaceUnits } from './sums.ts';
import { WEIGHED_KINDS } from './timeline.ts';

const LOCK = 84_200_005;

/** Writers of counts wait for each other, even where the register's lock is not held. */
export async function lockCounts(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
}

// ── facts ───────────────────────────────────────────────────────────────────────────────────────

/** Up to `limit` persons whose residence or participation an entry wrote or superseded. */
export async function listTouchedPersons(
  db: Database,
  entryId: number,
  limit: number,
): Promise<number[]> {
  const found = await sql<{ person_id: number }>`
    ${sql.raw(touchedPersons(entryId))} limit ${limit}`.execute(db);
  return found.rows.map((row) => row.person_id);
}

function touchedPersons(entryId: number): string {
  const entry = Math.trunc(entryId);
  return ['residence', 'participation']
    .flatMap((table) => [
      `select person_id from registry.${table} where recorded_from = ${entry}`,
      `select person_id from registry.${table} where recorded_to = ${entry}`,
    ])
    .join(' union ');
}

/**
 * A fact as text cells: person, what (index in `WEIGHED_KINDS`, or 10 + index in `ISSUER_CLASSES`),
 * place or category, first day, first day no longer inside (null = open), 1 = known before the
 * entry + 2 = known after it.
 */
export type FactCells = (string | null)[];

export interface FactScope {
  /** null = all that is known now, as known after */
  entryId: number | null;
  /** null = everybody the entry touched (or everybody) */
  personIds: readonly number[] | null;
}

const FACTS_MEMORY = '128MB';

/** Facts of the persons in order of their ids, streamed. */
export async function streamFacts(
  db: Database,
  scope: FactScope,
  onFact: (cells: FactCells) => void,
): Promise<void> {
  const many = scope.personIds === null;
  if (many) {
    // the tables may have been filled a moment ago in this transaction: no statistics to plan by
    await sql`select set_config('work_mem', ${FACTS_MEMORY}, true),
                     set_config('enable_nestloop', 'off', true)`.execute(db);
  }
  let persons = '';
  if (scope.personIds) persons = `f.person_id = any('{${scope.personIds.join(',')}}'::bigint[])`;
  else if (scope.entryId !== null) {
    await sql`create temp table if not exists coverage_touched (person_id bigint) on commit drop`.execute(
      db,
    );
    await sql`truncate coverage_touched`.execute(db);
    await sql`insert into coverage_touched ${sql.raw(touchedPersons(scope.entryId))}`.execute(db);
    await sql`analyze coverage_touched`.execute(db);
    persons = 'f.person_id in (select person_id from coverage_touched)';
  }
  await copyOut(db, factsQuery(scope.entryId, persons), onFact);
  if (many) {
    await sql`select set_config('work_mem', (select reset_val from pg_settings where name = 'work_mem') || 'kB', true),
                     set_config('enable_nestloop', 'on', true)`.execute(db);
  }
}

function factsQuery(entryId: number | null, persons: string): string {
  const known =
    entryId === null
      ? 'f.recorded_to is null'
      : `f.recorded_from <= ${Math.trunc(entryId)}
         and (f.recorded_to is null or (f.recorded_to = ${Math.trunc(entryId)} and f.recorded_from < ${Math.trunc(entryId)}))`;
  const flags =
    entryId === null
      ? '2'
      : `(f.recorded_from < ${Math.trunc(entryId)})::int + 2 * (f.recorded_to is null)::int`;
  const where = persons === '' ? known : `${known} and ${persons}`;
  const period = `f.valid_from - date '1970-01-01', f.valid_to - date '1970-01-01', ${flags}`;
  return `
    select f.person_id, ${indexIn(WEIGHED_KINDS, 'f.kind', 0)}, f.place_id::text, ${period}
    from registry.residence f
    where ${where}
    union all
    select f.person_id, ${indexIn(ISSUER_CLASSES, 'f.issuer', 10)}, f.category, ${period}
    from registry.participation f
    where ${where}
    order by 1`;
}

function indexIn(words: readonly string[], column: string, base: number): string {
  const cases = words.map((word, index) => `when '${word}' then ${base + index}`);
  return `case ${column} ${cases.join(' ')} end`;
}

// ── signatures and places ───────────────────────────────────────────────────────────────────────

interface SignatureRow {
  signature_id: number;
  own: string | null;
  other_province: string | null;
  army: string | null;
  police: string | null;
  unknown: string | null;
}

export async function listSignatures(
  db: Database,
): Promise<{ id: number; categories: SignatureCategories }[]> {
  const found = await sql<SignatureRow>`
    select signature_id, own, other_province, army, police, unknown
    from coverage.signature
    where signature_id > 0
    order by signature_id`.execute(db);
  return found.rows.map((row) => ({
    id: row.signature_id,
    categories: [row.own, row.other_province, row.army, row.police, row.unknown],
  }));
}

export async function insertSignatures(
  db: Database,
  added: readonly { id: number; categories: SignatureCategories }[],
): Promise<void> {
  if (added.length === 0) return;
  const column = (issuer: number) => added.map((row) => row.categories[issuer] ?? null);
  await sql`
    insert into coverage.signature (signature_id, own, other_province, army, police, unknown)
    select signature_id, own, other_province, army, police, unknown
    from unnest(
      ${added.map((row) => row.id)}::int[], ${column(0)}::text[], ${column(1)}::text[],
      ${column(2)}::text[], ${column(3)}::text[], ${column(4)}::text[]
    ) as added (signature_id, own, other_province, army, police, unknown)`.execute(db);
}

/** Answers kept of these places (null = of all) are older than what an entry has just changed. */
export async function markPlaces(
  db: Database,
  placeIds: readonly number[] | null,
  entryId: number,
): Promise<void> {
  await sql`
    update coverage.place
    set changed_entry_id = ${entryId}::bigint
    where ${placeIds === null ? sql`true` : sql`place_id = any(${placeIds}::int[])`}`.execute(db);
}

/** Where known places are summed; new ones are remembered with the anchor and region of now. */
export async function keepPlaces(
  db: Database,
  placeIds: readonly number[],
): Promise<{ areas: PlaceUnits; areNew: boolean }> {
  const before = await sql<{ used: boolean }>`
    select exists (
      select
      from unnest(${placeIds}::int[]) as touched (place_id)
      left join units.unit u on u.unit_id = touched.place_id
      join coverage.anchor a on a.anchor_id = coalesce(u.anchor_id, touched.place_id)
    ) or exists (
      select from coverage.place where place_id = any(${placeIds}::int[])
    ) as used`.execute(db);
  await sql`
    insert into coverage.place (place_id, anchor_id)
    select touched.place_id, coalesce(u.anchor_id, touched.place_id)
    from unnest(${placeIds}::int[]) as touched (place_id)
    left join units.unit u on u.unit_id = touched.place_id
    on conflict (place_id) do nothing`.execute(db);
  await insertAnchors(db, placeIds);
  const found = await sql<{ placeId: number; anchorId: number; regionId: number }>`
    select p.place_id as "placeId", p.anchor_id as "anchorId", a.region_id as "regionId"
    from coverage.place p
    join coverage.anchor a on a.anchor_id = p.anchor_id
    where p.place_id = any(${placeIds}::int[])`.execute(db);
  const regions = [...new Set(found.rows.map((row) => row.regionId))];
  const regionsUsed = await sql<{ used: boolean }>`
    select exists (
      select from coverage.count
      where layer = 2 and place_id = any(${regions}::int[])
    ) as used`.execute(db);
  return {
    areas: {
      anchorOf: new Map(found.rows.map((row) => [row.placeId, row.anchorId])),
      regionOf: new Map(found.rows.map((row) => [row.anchorId, row.regionId])),
    },
    areNew: before.rows[0]?.used !== true && regionsUsed.rows[0]?.used !== true,
  };
}

/** The region of an anchor is the province in which it first lay; it is only a bundle for sums. */
async function insertAnchors(db: Database, placeIds: readonly number[]): Promise<void> {
  await sql`
    insert into coverage.anchor (anchor_id, region_id)
    select distinct p.anchor_id, coalesce(
      (
        select substr(subpath(l.path, 1, 1)::text, 2)::int
        from units.placement l
        where l.place_id = p.anchor_id and nlevel(l.path) > 1
        order by l.valid_from
        limit 1
      ),
      p.anchor_id
    )
    from coverage.place p
    where p.place_id = any(${placeIds}::int[])
    on conflict (anchor_id) do nothing`.execute(db);
}

// ── flows and counts ────────────────────────────────────────────────────────────────────────────

const FLOW_KEY = ['place_id', 'day', 'from_signature_id', 'to_signature_id'] as const;
const COUNT_KEY = ['layer', 'place_id', 'grain', 'start', 'signature_id'] as const;
const TYPES: Readonly<Record<string, string>> = {
  layer: 'smallint',
  place_id: 'int',
  grain: 'smallint',
  start: 'date',
  day: 'date',
  signature_id: 'int',
  from_signature_id: 'int',
  to_signature_id: 'int',
  n: 'int',
};

/** Rows up to which one statement is quicker than COPY into a temporary table. */
const SMALL_ROWS_MAX = 5_000;

/** `isNew`: no row with any of these keys can be there. Answers how many sums came. */
export async function addFlows(
  db: Database,
  rows: Iterable<FlowRow>,
  isNew: boolean,
): Promise<number> {
  return await addRows(db, 'coverage.flow', FLOW_KEY, rows, isNew);
}

export async function addCounts(
  db: Database,
  rows: Iterable<CountRow>,
  isNew: boolean,
): Promise<number> {
  return await addRows(db, 'coverage.count', COUNT_KEY, rows, isNew);
}

async function addRows(
  db: Database,
  table: string,
  key: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
  isNew: boolean,
): Promise<number> {
  const columns = [...key, 'n'];
  const iterator = rows[Symbol.iterator]();
  const first: (readonly (string | number)[])[] = [];
  for (let next = iterator.next(); !next.done; next = iterator.next()) {
    first.push(next.value);
    if (first.length > SMALL_ROWS_MAX) break;
  }
  if (first.length === 0) return 0;
  if (first.length <= SMALL_ROWS_MAX) {
    const arrays = columns.map(
      (column, at) => sql`${first.map((row) => row[at])}::${sql.raw(TYPES[column] ?? 'int')}[]`,
    );
    const source = sql`(select ${sql.raw(columns.join(', '))}
      from unnest(${sql.join(arrays)}) as item (${sql.raw(columns.join(', '))}))`;
    await mergeInto(db, table, key, source);
    return first.length;
  }
  const all = chain(first, iterator);
  if (isNew) return await copyIn(db, table, columns, all);
  const staged = table.replace('.', '_staged_');
  const fields = columns.map((column) => `${column} ${TYPES[column] ?? 'int'}`).join(', ');
  await sql`create temp table ${sql.raw(staged)} (${sql.raw(fields)}) on commit drop`.execute(db);
  const count = await copyIn(db, staged, columns, all);
  await sql`analyze ${sql.raw(staged)}`.execute(db);
  await mergeInto(db, table, key, sql`${sql.raw(staged)}`);
  await sql`drop table ${sql.raw(staged)}`.execute(db);
  return count;
}

function* chain<T>(first: readonly T[], rest: Iterator<T>): Generator<T> {
  yield* first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

/** Adds the sums of `source`; what becomes 0 is deleted. */
async function mergeInto(
  db: Database,
  table: string,
  key: readonly string[],
  source: RawBuilder<unknown>,
): Promise<void> {
  const joined = key.map((column) => `kept.${column} = item.${column}`).join(' and ');
  const values = key.map((column) => `item.${column}`).join(', ');
  await sql`
    merge into ${sql.raw(table)} kept
    using ${source} item
    on ${sql.raw(joined)}
    when matched and kept.n + item.n = 0 then delete
    when matched then update set n = kept.n + item.n
    when not matched then
      insert (${sql.raw(key.join(', '))}, n) values (${sql.raw(values)}, item.n)`.execute(db);
}

/** Moves the sums of these places from the anchor they were under to the one they have now. */
export async function moveAnchors(db: Database, placeIds: readonly number[]): Promise<void> {
  const moved = await sql<{ place_id: number; old_id: number }>`
    update coverage.place p
    set anchor_id = coalesce(u.anchor_id, u.unit_id)
    from units.unit u, coverage.place old
    where u.unit_id = p.place_id
      and old.place_id = p.place_id
      and p.place_id = any(${placeIds}::int[])
      and p.anchor_id <> coalesce(u.anchor_id, u.unit_id)
    returning p.place_id, old.anchor_id as old_id`.execute(db);
  const ids = moved.rows.map((row) => row.place_id);
  if (ids.length === 0) return;
  await insertAnchors(db, ids);
  const source = sql`(
    with moved as materialized (
      select m.place_id, side.layer, side.area_id, side.sign
      from unnest(${ids}::int[], ${moved.rows.map((row) => row.old_id)}::int[])
        as m (place_id, old_id)
      join coverage.place p on p.place_id = m.place_id
      join coverage.anchor before on before.anchor_id = m.old_id
      join coverage.anchor after on after.anchor_id = p.anchor_id
      cross join lateral (
        values (1, before.anchor_id, -1), (1, after.anchor_id, 1),
               (2, before.region_id, -1), (2, after.region_id, 1)
      ) as side (layer, area_id, sign)
    ),
    changed as (
      select f.place_id, f.day, side.signature_id, side.n
      from coverage.flow f
      cross join lateral (
        values (f.from_signature_id, -f.n), (f.to_signature_id, f.n)
      ) as side (signature_id, n)
      where f.place_id = any(${ids}::int[])
        and side.signature_id >= 0
    ),
    share as (
      select place_id, 0 as grain, day as start, signature_id, n
      from changed
      union all
      select c.place_id, 1, make_date(extract(year from c.day)::int, later.month, 1),
             c.signature_id, c.n
      from changed c
      cross join lateral generate_series(extract(month from c.day)::int + 1, 12) as later (month)
      union all
      select place_id, 2, start, signature_id, n
      from coverage.count
      where layer = 0 and place_id = any(${ids}::int[])
    )
    select moved.layer, moved.area_id as place_id, share.grain, share.start, share.signature_id,
           sum(share.n * moved.sign)::int as n
    from share
    join moved on moved.place_id = share.place_id
    group by 1, 2, 3, 4, 5
    having sum(share.n * moved.sign) <> 0
  )`;
  await mergeInto(db, 'coverage.count', COUNT_KEY, source);
}

/**
 * Empties the counts and takes their keys off, which makes filling them twice as fast; answers how
 * to put the keys back. Readers wait until the transaction ends.
 */
export async function emptyCounts(db: Database): Promise<() => Promise<void>> {
  await sql`truncate coverage.flow, coverage.count, coverage.place, coverage.anchor,
    coverage.ending`.execute(db);
  const keys = await sql<{ table: string; name: string; definition: string }>`
    select c.conrelid::regclass::text as table, c.conname as name,
           pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.conrelid in ('coverage.flow'::regclass, 'coverage.count'::regclass)
      and c.contype = 'p'`.execute(db);
  for (const { table, name } of keys.rows) {
    await sql`alter table ${sql.raw(table)} drop constraint ${sql.ref(name)}`.execute(db);
  }
  return async () => {
    for (const { table, name, definition } of keys.rows) {
      await sql`
        alter table ${sql.raw(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
        db,
      );
      await sql`analyze ${sql.raw(table)}`.execute(db);
    }
  };
}

/** Empties the counts for this transaction alone: others read the old ones until it ends. */
export async function emptyCountsUnseen(db: Database): Promise<() => Promise<void>> {
  for (const table of ['flow', 'count', 'place', 'anchor', 'ending']) {
    await sql`delete from coverage.${sql.ref(table)}`.execute(db);
  }
  return async () => {
    await sql`analyze coverage.flow, coverage.count`.execute(db);
  };
}

/** How many people an entry says it touched, and whether fewer flows than that are kept. */
export async function findEntrySize(
  db: Database,
  entryId: number,
): Promise<{ people: number; keptIsLess: boolean }> {
  const found = await sql<{ people: number; keptIsLess: boolean }>`
    select e.people,
           (select count(*) from (select from coverage.flow limit e.people) kept) < e.people
             as "keptIsLess"
    from registry.entry e
    where e.entry_id = ${entryId}`.execute(db);
  return found.rows[0] ?? { people: 0, keptIsLess: false };
}

export async function findKeptOrder(db: Database): Promise<string> {
  const found = await sql<{ law_order: string }>`select law_order from coverage.kept`.execute(db);
  return found.rows[0]?.law_order ?? '';
}

export async function keepOrder(db: Database, version: string): Promise<void> {
  await sql`update coverage.kept set law_order = ${version}`.execute(db);
}
