/** Stored decisions: written whole or in part, marked stale with every write of the register. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import { type CopyValue, copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import { DECISION_COLUMNS } from './decided-rows.ts';
import { FACT_TABLES } from './sql-facts.ts';

const LOCK = 84_200_007;

/** One decision of the register at a time. */
export async function lockDecisions(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
}

export interface Basis {
  basisId: number;
  decidedOn: IsoDate;
  lawVersion: string;
  unitsRevision: number;
  readToEntry: number;
  people: number;
  decidedAt: string;
}

export interface DecisionState {
  basis: Basis | null;
  /** for which day something was decided last, in part or whole */
  lastOn: IsoDate | null;
  allStale: boolean;
  stale: number;
}

/** The last decision of everybody, and how many persons changed since. */
export async function findState(db: Database): Promise<DecisionState> {
  const found = await sql<{
    basisId: number | null;
    decidedOn: IsoDate;
    lawVersion: string;
    unitsRevision: number;
    readToEntry: number;
    people: number;
    decidedAt: string;
    allStale: boolean;
    stale: number;
    lastOn: IsoDate | null;
  }>`
    select b.basis_id as "basisId", b.decided_on as "decidedOn", b.law_version as "lawVersion",
           b.units_revision as "unitsRevision", b.read_to_entry as "readToEntry", b.people,
           b.decided_at as "decidedAt", s.all_stale as "allStale",
           (select count(*) from entitlement.stale) as stale,
           (select decided_on from entitlement.basis order by basis_id desc limit 1) as "lastOn"
    from entitlement.state s
    left join entitlement.basis b on b.basis_id = s.whole_basis_id`.execute(db);
  const row = found.rows[0];
  if (!row) return { basis: null, lastOn: null, allStale: false, stale: 0 };
  const { allStale, stale, lastOn, basisId, ...basis } = row;
  return { basis: basisId === null ? null : { ...basis, basisId }, lastOn, allStale, stale };
}

/** The day for which what is stored was decided last, in part or whole. */
export async function findLastBasis(db: Database): Promise<Basis | undefined> {
  const found = await sql<Basis>`
    select basis_id as "basisId", decided_on as "decidedOn", law_version as "lawVersion",
           units_revision as "unitsRevision", read_to_entry as "readToEntry", people,
           decided_at as "decidedAt"
    from entitlement.basis
    order by basis_id desc
    limit 1`.execute(db);
  return found.rows[0];
}

export async function insertBasis(
  db: Database,
  basis: Omit<Basis, 'basisId'> & { isWhole: boolean },
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into entitlement.basis (decided_on, law_version, units_revision, read_to_entry, is_whole,
      people, decided_at)
    values (${basis.decidedOn}::date, ${basis.lawVersion}, ${basis.unitsRevision},
      ${basis.readToEntry}, ${basis.isWhole}, ${basis.people}, ${basis.decidedAt}::timestamptz)
    returning basis_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

/**
 * Everybody anew: the rows are there at once, readers wait only while they are written. Indexes are
 * built after the rows: 4 s of the database instead of 6 at 1.3 million rows.
 */
export async function replaceAll(
  db: Database,
  { basisId, readToEntry }: Pick<Basis, 'basisId' | 'readToEntry'>,
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  await sql`truncate entitlement.decision`.execute(db);
  const indexes = await dropIndexes(db);
  const count = await copyIn(db, 'entitlement.decision', DECISION_COLUMNS, rows);
  for (const { create } of indexes) await sql.raw(create).execute(db);
  // what was written while this was reckoned waits for the next time
  await sql`update entitlement.state
    set whole_basis_id = ${basisId}, all_stale = coalesce(stale_entry > ${readToEntry}, false)`.execute(
    db,
  );
  await sql`delete from entitlement.stale where entry_id <= ${readToEntry}`.execute(db);
  return count;
}

interface DroppedIndex {
  drop: string;
  /** as it was */
  create: string;
}

async function dropIndexes(db: Database): Promise<DroppedIndex[]> {
  const found = await sql<DroppedIndex>`
    select coalesce('alter table entitlement.decision drop constraint ' || quote_ident(c.conname),
             'drop index ' || i.indexrelid::regclass) as drop,
           coalesce('alter table entitlement.decision add constraint ' || quote_ident(c.conname)
             || ' ' || pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid)) as create
    from pg_index i
    left join pg_constraint c on c.conindid = i.indexrelid and c.conrelid = i.indrelid
    where i.indrelid = 'entitlement.decision'::regclass
    order by i.indexrelid`.execute(db);
  for (const { drop } of found.rows) await sql.raw(drop).execute(db);
  return found.rows;
}

/** The persons of `decided_person` anew; who no longer lives anywhere has no row. */
export async function replacePart(
  db: Database,
  readToEntry: number,
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  await sql`delete from entitlement.decision d
    using decided_person p
    where d.person_id = p.person_id`.execute(db);
  const count = await copyIn(db, 'entitlement.decision', DECISION_COLUMNS, rows);
  await sql`delete from entitlement.stale s
    using decided_person p
    where s.person_id = p.person_id
      and s.entry_id <= ${readToEntry}`.execute(db);
  return count;
}

export async function analyzeDecisions(db: Database): Promise<void> {
  await sql`analyze entitlement.decision`.execute(db);
}

/** Persons an entry touched, and who shares a household with them, until a limit; then everybody. */
export async function markStale(db: Database, entryId: number, peopleMax: number): Promise<number> {
  const touched = FACT_TABLES.flatMap((table) => [
    `select person_id from registry.${table} where recorded_from = ${Math.trunc(entryId)}`,
    `select person_id from registry.${table} where recorded_to = ${Math.trunc(entryId)}`,
  ]).join(' union ');
  const found = await sql<{ marked: number }>`
    with touched as materialized (${sql.raw(touched)} limit ${peopleMax + 1}),
    reached as (
      select person_id from touched
      union
      select mate.person_id
      from touched t
      join registry.household_member own on own.person_id = t.person_id
        and (own.recorded_to is null or own.recorded_to = ${entryId})
      join registry.household_member mate on mate.household_id = own.household_id
        and mate.recorded_to is null
      where (select count(*) from touched) <= ${peopleMax}
    ),
    marked as (
      insert into entitlement.stale (person_id, entry_id)
      select person_id, ${entryId} from reached
      where (select count(*) from touched) <= ${peopleMax}
      on conflict (person_id) do update set entry_id = excluded.entry_id
    )
    select count(*) as marked from touched`.execute(db);
  const marked = found.rows[0]?.marked ?? 0;
  if (marked > peopleMax) {
    await sql`update entitlement.state
      set all_stale = true, stale_entry = ${entryId}`.execute(db);
  }
  return marked;
}

/** Too many changed to be named one by one, and this entry touched some as well. */
export async function keepAllStale(db: Database, entryId: number): Promise<void> {
  await sql`update entitlement.state set stale_entry = ${entryId} where all_stale`.execute(db);
}

/** Whether everybody was ever decided, and whether too many changed since to be named. */
export async function findDecidedBefore(
  db: Database,
): Promise<{ isDecided: boolean; allStale: boolean }> {
  const found = await sql<{ isDecided: boolean; allStale: boolean }>`
    select whole_basis_id is not null as "isDecided", all_stale as "allStale"
    from entitlement.state`.execute(db);
  return found.rows[0] ?? { isDecided: false, allStale: false };
}
