/** What must hold of all current facts, asked of the database: after loads, undo, and on demand. */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { FACT_TABLES } from './sql-bulk.ts';
import { ownerColumn } from './sql.ts';
import type { EntryId, FactTable } from './types.ts';

export interface ViolationRow {
  code: string;
  /** person, household or place, as the code says */
  ownerId: number;
  /** the earlier of the entries that wrote the facts at odds */
  entryId: EntryId;
}

/** `touched`: persons of `collectTouched` only; `all`: the whole register. */
export type CheckScope = 'touched' | 'all';

const LIMIT = 100;

function touchedOnly(scope: CheckScope, column: string): RawBuilder<unknown> {
  return scope === 'all'
    ? sql`true`
    : sql`${sql.ref(column)} in (select person_id from pg_temp.registry_touched)`;
}

/** Current facts of one owner and key that overlap in valid time. */
function overlapsQuery(
  code: string,
  table: FactTable,
  partition: readonly string[],
  condition: RawBuilder<unknown>,
): RawBuilder<ViolationRow> {
  const key = sql.join(partition.map((column) => sql.ref(column)));
  return sql<ViolationRow>`
    select ${sql.lit(code)} as code, owner_id as "ownerId",
      least(recorded_from, before) as "entryId"
    from (
      select ${sql.ref(partition[0] ?? '')} as owner_id, recorded_from, valid_from,
        lag(recorded_from) over w as before,
        max(coalesce(valid_to, 'infinity'))
          over (w rows between unbounded preceding and 1 preceding) as busy_until
      from ${sql.table(`registry.${table}`)}
      where recorded_to is null and ${condition}
      window w as (partition by ${key} order by valid_from)
    ) f
    where valid_from < busy_until
    limit ${sql.lit(LIMIT)}`;
}

export async function listViolations(db: Database, scope: CheckScope): Promise<ViolationRow[]> {
  const mine = touchedOnly(scope, 'person_id');
  const households =
    scope === 'all'
      ? sql`true`
      : sql`household_id in (select household_id from registry.household_member
          where person_id in (select person_id from pg_temp.registry_touched))`;
  const queries = [
    overlapsQuery('versionsOverlap', 'person_version', ['person_id'], mine),
    overlapsQuery('residencesOverlap', 'residence', ['person_id', 'kind'], mine),
    overlapsQuery('householdsOverlap', 'household_member', ['person_id'], mine),
    overlapsQuery('statusesOverlap', 'status', ['person_id', 'status'], mine),
    overlapsQuery('twoHeads', 'household_member', ['household_id'], sql`is_head and ${households}`),
    overlapsQuery('householdVersionsOverlap', 'household', ['household_id'], households),
    overlapsQuery(
      'aggregatesOverlap',
      'aggregate_participation',
      ['place_id', 'category', 'issuer'],
      sql`true`,
    ),
    residenceAfterEnd(scope),
    ...orphans(scope),
    memberOfNothing(scope),
    mergedWithFacts(scope),
  ];
  const found: ViolationRow[] = [];
  for (const query of queries) found.push(...(await query.execute(db)).rows);
  return found;
}

function residenceAfterEnd(scope: CheckScope): RawBuilder<ViolationRow> {
  return sql<ViolationRow>`
    select 'residenceAfterEnd' as code, r.person_id as "ownerId",
      least(r.recorded_from, gone.recorded_from) as "entryId"
    from registry.residence gone
    join registry.residence r on r.person_id = gone.person_id and r.recorded_to is null
      and r.kind not in ('left', 'died')
      and r.valid_from < coalesce(gone.valid_to, 'infinity')
      and gone.valid_from < coalesce(r.valid_to, 'infinity')
    where gone.recorded_to is null and gone.kind in ('left', 'died')
      and ${touchedOnly(scope, 'gone.person_id')}
    limit ${sql.lit(LIMIT)}`;
}

/** Facts of someone who has no attributes. */
function orphans(scope: CheckScope): RawBuilder<ViolationRow>[] {
  const tables = FACT_TABLES.filter(
    (table) => ownerColumn(table) === 'person_id' && table !== 'person_version',
  );
  return tables.map(
    (table) => sql<ViolationRow>`
      select 'factWithoutPerson' as code, f.person_id as "ownerId", f.recorded_from as "entryId"
      from ${sql.table(`registry.${table}`)} f
      where f.recorded_to is null and ${touchedOnly(scope, 'f.person_id')}
        and not exists (
          select from registry.person_version v
          where v.person_id = f.person_id and v.recorded_to is null
        )
      limit ${sql.lit(LIMIT)}`,
  );
}

function memberOfNothing(scope: CheckScope): RawBuilder<ViolationRow> {
  const concerned =
    scope === 'all'
      ? sql`true`
      : sql`(${touchedOnly(scope, 'm.person_id')} or m.household_id in (
          select h.household_id from registry.household h
          where h.recorded_to is not null and not exists (
            select from registry.household now
            where now.household_id = h.household_id and now.recorded_to is null)))`;
  return sql<ViolationRow>`
    select 'memberOfNothing' as code, m.person_id as "ownerId", m.recorded_from as "entryId"
    from registry.household_member m
    where m.recorded_to is null and ${concerned}
      and not exists (
        select from registry.household h
        where h.household_id = m.household_id and h.recorded_to is null
      )
    limit ${sql.lit(LIMIT)}`;
}

/** Who was merged into another and yet has facts, or whose survivor has none. */
function mergedWithFacts(scope: CheckScope): RawBuilder<ViolationRow> {
  const concerned =
    scope === 'all'
      ? sql`true`
      : sql`(${touchedOnly(scope, 'm.loser_id')} or ${touchedOnly(scope, 'm.survivor_id')})`;
  return sql<ViolationRow>`
    select 'mergedWithFacts' as code, m.loser_id as "ownerId", m.merged_by as "entryId"
    from registry.person_merge m
    where m.recorded_to is null and ${concerned}
      and (
        exists (
          select from registry.person_version v
          where v.person_id = m.loser_id and v.recorded_to is null
        )
        or not exists (
          select from registry.person_version v
          where v.person_id = m.survivor_id and v.recorded_to is null
        )
      )
    limit ${sql.lit(LIMIT)}`;
}

/** Places of an entry's facts that are no unit. */
export async function listUnknownPlaces(db: Database, entryId: EntryId): Promise<number[]> {
  const found = await sql<{ placeId: number }>`
    select p.place_id as "placeId"
    from (
      select distinct place_id from registry.residence where recorded_from = ${entryId}
      union
      select distinct place_id from registry.household where recorded_from = ${entryId}
      union
      select distinct place_id from registry.aggregate_participation
      where recorded_from = ${entryId}
    ) p
    where not exists (select from units.unit u where u.unit_id = p.place_id)
    order by p.place_id
    limit ${LIMIT}`.execute(db);
  return found.rows.map((row) => row.placeId);
}

/** Persons whose search row is missing, is too many, or names another place than their facts. */
export async function listStaleSearchRows(db: Database): Promise<number[]> {
  const found = await sql<{ personId: number }>`
    with facts as (
      select v.person_id, v.full_name, r.place_id
      from (
        select distinct on (person_id) person_id, full_name
        from registry.person_version
        where recorded_to is null
        order by person_id, valid_from desc
      ) v
      left join (
        select distinct on (person_id) person_id, place_id
        from registry.residence
        where recorded_to is null
        order by person_id, (kind in ('left', 'died')), valid_to desc nulls first,
          array_position(array['temporary', 'permanent', 'away'], kind::text), valid_from desc
      ) r on r.person_id = v.person_id
    )
    select coalesce(facts.person_id, p.person_id) as "personId"
    from facts
    full join registry.person p on p.person_id = facts.person_id
    where (p.full_name, p.place_id) is distinct from (facts.full_name, facts.place_id)
    order by 1
    limit ${LIMIT}`.execute(db);
  return found.rows.map((row) => row.personId);
}
