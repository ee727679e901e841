/** Facts of persons and places for the decisions, streamed. Run as the owner of the tables. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import { COUNTING_KINDS } from '../registry/types.ts';
import { type BinaryRow, copyOutBinary } from '../stores/copy-binary.ts';
import type { Database } from '../stores/database.ts';
import type { ClassRow, PlacementSpan, ProvinceCode } from './areas.ts';

export interface FactsScope {
  /** day on which people live where they are decided */
  on: IsoDate;
  /** statuses that begin later are not read */
  until: IsoDate;
  /** true = only persons of the temporary table `decided_person` */
  isPart: boolean;
}

/** What a row of the stream tells, and its fields; rows come in order of persons. */
export const FACT = { person: 0, residence: 1, household: 2, status: 3, card: 4 } as const;
export const FIELD = {
  person: 0,
  /** one of `FACT` */
  fact: 1,
  /** place or household */
  id: 2,
  /** ethnicity, status, category */
  word: 3,
  /** kind of the residence by weight */
  weight: 4,
  birth: 5,
  from: 6,
  to: 7,
} as const;

/** Kinds by weight; `left` and `died` end all. */
const KINDS = [...COUNTING_KINDS, 'left', 'died'] as const;
export const FIRST_ENDING_KIND = COUNTING_KINDS.length;

/** Every fact the decision reads, person by person. */
export async function streamFacts(
  db: Database,
  scope: FactsScope,
  onFact: (row: BinaryRow) => void,
): Promise<void> {
  if (!scope.isPart) {
    // each table is read in the order of its key: merging beats sorting ten million rows
    await sql`select set_config('enable_sort', 'off', true),
                     set_config('enable_nestloop', 'off', true)`.execute(db);
  }
  await copyOutBinary(db, factsQuery(scope), onFact);
  if (!scope.isPart) {
    await sql`select set_config('enable_sort', 'on', true),
                     set_config('enable_nestloop', 'on', true)`.execute(db);
  }
}

function factsQuery({ on, until, isPart }: FactsScope): string {
  const day = `date '${on}'`;
  const part = isPart ? 'and f.person_id in (select person_id from decided_person)' : '';
  const holds = `f.valid_from <= ${day} and (f.valid_to is null or ${day} < f.valid_to)`;
  const kinds = KINDS.map((kind, index) => `when '${kind}' then ${index}`).join(' ');
  const row = (fact: number, id: string, word: string, weight: string, birth: string): string =>
    `f.person_id, ${fact}::smallint, ${id}::bigint, ${word}::text, ${weight}::smallint, ${birth}`;
  const arms = [
    `select ${row(FACT.person, 'null', 'f.ethnicity_code', 'null', 'f.birth_date')},
            f.valid_from, null::date
     from registry.person_version f
     where f.recorded_to is null ${part}`,
    `select ${row(FACT.residence, 'f.place_id', 'null', `case f.kind ${kinds} end`, 'null::date')},
            f.valid_from, f.valid_to
     from registry.residence f
     where f.recorded_to is null and (f.valid_to is null or ${day} < f.valid_to) ${part}`,
    `select ${row(FACT.household, 'f.household_id', 'null', 'null', 'null::date')},
            null::date, null::date
     from registry.household_member f
     where f.recorded_to is null and ${holds} ${part}`,
    `select ${row(FACT.status, 'null', 'f.status', 'null', 'null::date')}, f.valid_from, f.valid_to
     from registry.status f
     where f.recorded_to is null
       and (f.valid_to is null or f.valid_to > ${day})
       and f.valid_from <= date '${until}' ${part}`,
    `select ${row(FACT.card, 'null', 'f.category', 'null', 'null::date')}, f.valid_from, f.valid_to
     from registry.participation f
     where f.recorded_to is null ${part}`,
  ];
  // without an order of its own an arm with a condition is never read by its key, and all is sorted
  return `${arms.map((arm) => `(${arm} order by f.person_id)`).join(' union all ')} order by 1`;
}

export const FACT_TABLES = [
  'person_version',
  'residence',
  'household_member',
  'status',
  'participation',
];

/**
 * Fills `decided_person` of this transaction with whom something changed for: marked by a write,
 * days the law brings, and facts recorded earlier that begin or end after `since` up to `on` (for
 * these every fact is looked at: about a second at 1.3 million people). Answers how many it holds.
 */
export async function chooseStale(db: Database, on: IsoDate, since: IsoDate): Promise<number> {
  await makeScope(db);
  const within = (column: string) => `${column} > date '${since}' and ${column} <= date '${on}'`;
  const turned = FACT_TABLES.map(
    (table) => `
      select person_id from registry.${table}
      where recorded_to is null and (${within('valid_from')} or ${within('valid_to')})`,
  );
  await sql`
    insert into decided_person
    select person_id from entitlement.stale
    union
    select person_id from entitlement.decision
    where recheck_on <= ${on}::date
    ${sql.raw(since < on ? turned.map((query) => `union ${query}`).join('') : '')}`.execute(db);
  // the price of one depends on the whole household, also on the one he left
  await sql`
    insert into decided_person
    select distinct mate.person_id
    from decided_person d
    join registry.household_member own on own.person_id = d.person_id
      and own.recorded_to is null
      and own.valid_from <= ${on}::date and (own.valid_to is null or ${since}::date < own.valid_to)
    join registry.household_member mate on mate.household_id = own.household_id
      and mate.recorded_to is null
      and mate.valid_from <= ${on}::date and (mate.valid_to is null or ${on}::date < mate.valid_to)
    on conflict do nothing`.execute(db);
  return await countScope(db);
}

/** Everybody who lives in these places on the day. */
export async function chooseResidents(
  db: Database,
  placeIds: readonly number[],
  on: IsoDate,
): Promise<number> {
  await makeScope(db);
  await sql`
    insert into decided_person
    select distinct person_id
    from registry.residence
    where place_id = any(${placeIds}::int[])
      and recorded_to is null
      and valid_from <= ${on}::date and (valid_to is null or ${on}::date < valid_to)`.execute(db);
  return await countScope(db);
}

export async function choosePersons(db: Database, personIds: readonly number[]): Promise<void> {
  await makeScope(db);
  await sql`insert into decided_person select distinct unnest(${personIds}::bigint[])`.execute(db);
}

async function makeScope(db: Database): Promise<void> {
  await sql`create temp table if not exists decided_person
    (person_id bigint primary key) on commit drop`.execute(db);
  await sql`truncate decided_person`.execute(db);
}

async function countScope(db: Database): Promise<number> {
  await sql`analyze decided_person`.execute(db);
  const found = await sql<{ n: number }>`select count(*) as n from decided_person`.execute(db);
  return found.rows[0]?.n ?? 0;
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────

interface SpanRow {
  placeId: number;
  path: string;
  from: IsoDate;
  to: IsoDate | null;
}

/** Where places lie over time; null = every place somebody of the register lives in. */
export async function listSpans(
  db: Database,
  placeIds: readonly number[] | null,
): Promise<Map<number, PlacementSpan[]>> {
  const which =
    placeIds === null
      ? sql`p.place_id in (select distinct place_id from registry.residence)`
      : sql`p.place_id = any(${placeIds}::int[])`;
  const found = await sql<SpanRow>`
    select p.place_id as "placeId", p.path::text as path, p.valid_from as "from", p.valid_to as "to"
    from units.placement p
    where ${which}
    order by p.place_id, p.valid_from`.execute(db);
  const spans = new Map<number, PlacementSpan[]>();
  for (const { placeId, path, from, to } of found.rows) {
    const ids = path.split('.').map((label) => Number(label.slice(1)));
    const rows = spans.get(placeId) ?? [];
    rows.push({ from, to, path: ids });
    spans.set(placeId, rows);
  }
  return spans;
}

export async function listClasses(db: Database): Promise<Map<number, ClassRow[]>> {
  const found = await sql<ClassRow>`
    select unit_id as "unitId", scheme, class, valid_from as "from", valid_to as "to"
    from units.area_class
    where superseded_at is null
    order by unit_id, scheme, valid_from`.execute(db);
  return grouped(found.rows);
}

export async function listProvinceCodes(db: Database): Promise<Map<number, ProvinceCode[]>> {
  const found = await sql<ProvinceCode>`
    select unit_id as "unitId", code, valid_from as "from", valid_to as "to"
    from units.unit_version
    where level = 'province' and code is not null
    order by unit_id, valid_from`.execute(db);
  return grouped(found.rows);
}

function grouped<Row extends { unitId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const byUnit = new Map<number, Row[]>();
  for (const row of rows) {
    const known = byUnit.get(row.unitId) ?? [];
    known.push(row);
    byUnit.set(row.unitId, known);
  }
  return byUnit;
}

/** Changes with every write to the tree or to the lists of areas. */
export async function findUnitsRevision(db: Database): Promise<number> {
  const found = await sql<{ revision: number }>`
    select (select number from units.revision)
      + coalesce((select sum(area_class_id + (superseded_at is not null)::int * 7)
                  from units.area_class), 0)::bigint as revision`.execute(db);
  return found.rows[0]?.revision ?? 0;
}

export async function findLastEntry(db: Database): Promise<number> {
  const found = await sql<{ entry: number | null }>`
    select max(entry_id) as entry from registry.entry`.execute(db);
  return found.rows[0]?.entry ?? 0;
}

export async function countResidents(db: Database): Promise<number> {
  const found = await sql<{ n: number }>`
    select coalesce(sum(reltuples), 0)::bigint as n
    from pg_class
    where oid = 'registry.person'::regclass`.execute(db);
  return Math.max(1, found.rows[0]?.n ?? 1);
}
