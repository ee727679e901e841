/** Statements of the register: reading facts, writing entries. Search and bulk have own files. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import { copyIn } from '../stores/copy.ts';
import type { Database } from '../stores/database.ts';
import type {
  AggregateFact,
  FactChange,
  HouseholdFact,
  MemberFact,
  ParticipationFact,
  ResidenceFact,
  StatusFact,
  VersionFact,
} from './facts.ts';
import { BULK_COLUMNS, type Entry, type EntryId, type FactTable } from './types.ts';

/** Writers hold this until their transaction ends, so entries are numbered in commit order. */
const WRITER_LOCK = 84_200_010;

export async function lockWriters(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${WRITER_LOCK})`.execute(db);
}

// ── entries ─────────────────────────────────────────────────────────────────────────────────────

export interface NewEntry {
  /** ISO instant; moved up to that of the last entry when a clock ran back */
  recordedAt: string;
  actorId: string;
  actorName: string;
  kind: string;
  reason: string;
  source: string | null;
  undoesEntryId: EntryId | null;
  idempotencyKey: string | null;
  contentHash: string | null;
}

export async function insertEntry(db: Database, entry: NewEntry): Promise<EntryId> {
  const inserted = await sql<{ entryId: number }>`
    insert into registry.entry (recorded_at, actor_id, actor_name, kind, reason, source,
      undoes_entry_id, idempotency_key, content_hash)
    select greatest(${entry.recordedAt}::timestamptz,
        (select max(recorded_at) from registry.entry)),
      ${entry.actorId}, ${entry.actorName}, ${entry.kind}, ${entry.reason}, ${entry.source},
      ${entry.undoesEntryId}::bigint, ${entry.idempotencyKey}, ${entry.contentHash}
    returning entry_id as "entryId"`.execute(db);
  return inserted.rows[0]?.entryId ?? 0;
}

export async function finishEntry(
  db: Database,
  entryId: EntryId,
  done: { people: number; rowsAdded: number; rowsSuperseded: number; result: object | null },
): Promise<void> {
  await sql`
    update registry.entry
    set people = ${done.people}, rows_added = ${done.rowsAdded},
      rows_superseded = ${done.rowsSuperseded},
      result = ${done.result === null ? null : JSON.stringify(done.result)}::jsonb
    where entry_id = ${entryId}`.execute(db);
}

const entryColumns = sql`
  e.entry_id as "entryId", e.recorded_at as "recordedAt", e.actor_id as "actorId",
  e.actor_name as "actorName", e.kind, e.reason, e.source, e.undoes_entry_id as "undoesEntryId",
  e.people, e.rows_added as "rowsAdded", e.rows_superseded as "rowsSuperseded"`;

export async function findEntry(db: Database, entryId: EntryId): Promise<Entry | undefined> {
  const found = await sql<Entry>`
    select ${entryColumns} from registry.entry e where e.entry_id = ${entryId}`.execute(db);
  return found.rows[0];
}

export async function listEntriesById(
  db: Database,
  entryIds: readonly EntryId[],
): Promise<Entry[]> {
  const found = await sql<Entry>`
    select ${entryColumns}
    from registry.entry e
    where e.entry_id = any(${entryIds})
    order by e.entry_id`.execute(db);
  return found.rows;
}

export interface EntryByKey {
  entryId: EntryId;
  contentHash: string | null;
  result: Record<string, unknown> | null;
  rowsAdded: number;
  rowsSuperseded: number;
}

export async function findEntryByKey(db: Database, key: string): Promise<EntryByKey | undefined> {
  const found = await sql<EntryByKey>`
    select entry_id as "entryId", content_hash as "contentHash", result,
      rows_added as "rowsAdded", rows_superseded as "rowsSuperseded"
    from registry.entry
    where idempotency_key = ${key}`.execute(db);
  return found.rows[0];
}

/** The last entry known at an instant; 0 before the first. */
export async function lastEntryAt(db: Database, instant: string): Promise<EntryId> {
  const found = await sql<{ entryId: number }>`
    select coalesce(max(entry_id), 0) as "entryId"
    from registry.entry
    where recorded_at <= ${instant}::timestamptz`.execute(db);
  return found.rows[0]?.entryId ?? 0;
}

export interface EntryFilter {
  before: EntryId | null;
  since: string | null;
  until: string | null;
  actorId: string | null;
  kind: string | null;
  /** only entries that reached one of these places; null = any */
  placeIds: readonly number[] | null;
  /** only entries that reached a place row security lets the caller see */
  visibleOnly: boolean;
  limit: number;
}

/** Newest first. */
export async function listEntries(db: Database, filter: EntryFilter): Promise<Entry[]> {
  const found = await sql<Entry>`
    select ${entryColumns}
    from registry.entry e
    where (${filter.before}::bigint is null or e.entry_id < ${filter.before})
      and (${filter.since}::timestamptz is null or e.recorded_at >= ${filter.since})
      and (${filter.until}::timestamptz is null or e.recorded_at < ${filter.until})
      and (${filter.actorId}::text is null or e.actor_id = ${filter.actorId})
      and (${filter.kind}::text is null or e.kind = ${filter.kind})
      and (
        (not ${filter.visibleOnly}::boolean and ${filter.placeIds}::int[] is null)
        or exists (
          select from registry.entry_place p
          where p.entry_id = e.entry_id
            and (${filter.placeIds}::int[] is null or p.place_id = any(${filter.placeIds}))
        )
      )
    order by e.entry_id desc
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

export async function insertEntryPlaces(
  db: Database,
  entryId: EntryId,
  personIds: readonly number[],
  placeIds: readonly number[],
): Promise<void> {
  await sql`
    insert into registry.entry_place (entry_id, place_id, people)
    select ${entryId}, reached.place_id, count(reached.person_id)
    from (
      select p.person_id, place.place_id
      from registry.person p
      cross join lateral unnest(array_append(p.earlier_places, p.place_id)) as place (place_id)
      where p.person_id = any(${personIds}) and place.place_id is not null
      union all
      select null, place_id from unnest(${placeIds}::int[]) as place (place_id)
    ) reached
    group by reached.place_id`.execute(db);
}

/** How many of an entry's places the caller sees. */
export async function countEntryPlaces(db: Database, entryId: EntryId): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from registry.entry_place where entry_id = ${entryId}`.execute(db);
  return found.rows[0]?.n ?? 0;
}

// ── facts ───────────────────────────────────────────────────────────────────────────────────────

/** What of a row's recorded period to read: now, or as of an entry. */
export type Known = EntryId | null;

/** Every row, superseded or not. */
export const ALL_KNOWN = -1;

function knownAt(known: Known): RawBuilder<unknown> {
  if (known === null) return sql`f.recorded_to is null`;
  if (known === ALL_KNOWN) return sql`true`;
  return sql`f.recorded_from <= ${known} and (f.recorded_to is null or f.recorded_to > ${known})`;
}

/** What a read row has beside the fact: who knew it when. */
export interface Recorded {
  factId: number;
  recordedFrom: EntryId;
  recordedTo: EntryId | null;
}

export type Written<T> = T & Recorded;

const factColumns = sql`
  f.fact_id as "factId", f.valid_from as "validFrom", f.valid_to as "validTo",
  f.recorded_from as "recordedFrom", f.recorded_to as "recordedTo"`;

export async function listVersions(
  db: Database,
  personIds: readonly number[],
  known: Known,
): Promise<Written<VersionFact>[]> {
  const found = await sql<Written<VersionFact>>`
    select f.person_id as "personId", ${factColumns}, f.full_name as "fullName",
      f.birth_date as "birthDate", f.birth_precision as "birthPrecision", f.sex,
      f.ethnicity_code as "ethnicityCode", f.nationality_code as "nationalityCode",
      f.national_id as "nationalId", f.social_insurance_number as "socialInsuranceNumber",
      f.phone, f.email
    from registry.person_version f
    where f.person_id = any(${personIds}) and ${knownAt(known)}
    order by f.person_id, f.valid_from, f.fact_id`.execute(db);
  return found.rows;
}

export async function listResidences(
  db: Database,
  personIds: readonly number[],
  known: Known,
): Promise<Written<ResidenceFact>[]> {
  const found = await sql<Written<ResidenceFact>>`
    select f.person_id as "personId", ${factColumns}, f.place_id as "placeId", f.kind, f.note
    from registry.residence f
    where f.person_id = any(${personIds}) and ${knownAt(known)}
    order by f.person_id, f.valid_from, f.fact_id`.execute(db);
  return found.rows;
}

export async function listMemberSpells(
  db: Database,
  personIds: readonly number[],
  known: Known,
): Promise<Written<MemberFact>[]> {
  return await readMembers(db, sql`f.person_id = any(${personIds})`, known);
}

export async function listMembers(
  db: Database,
  householdIds: readonly number[],
  known: Known,
): Promise<Written<MemberFact>[]> {
  return await readMembers(db, sql`f.household_id = any(${householdIds})`, known);
}

async function readMembers(
  db: Database,
  whose: RawBuilder<unknown>,
  known: Known,
): Promise<Written<MemberFact>[]> {
  const found = await sql<Written<MemberFact>>`
    select f.person_id as "personId", ${factColumns}, f.household_id as "householdId",
      f.is_head as "isHead", f.relation
    from registry.household_member f
    where ${whose} and ${knownAt(known)}
    order by f.person_id, f.valid_from, f.fact_id`.execute(db);
  return found.rows;
}

export async function listStatuses(
  db: Database,
  personIds: readonly number[],
  known: Known,
): Promise<Written<StatusFact>[]> {
  const found = await sql<Written<StatusFact>>`
    select f.person_id as "personId", ${factColumns}, f.status, f.detail, f.source
    from registry.status f
    where f.person_id = any(${personIds}) and ${knownAt(known)}
    order by f.person_id, f.valid_from, f.fact_id`.execute(db);
  return found.rows;
}

export async function listParticipations(
  db: Database,
  personIds: readonly number[],
  known: Known,
): Promise<Written<ParticipationFact>[]> {
  const found = await sql<Written<ParticipationFact>>`
    select f.person_id as "personId", ${factColumns}, f.category, f.issuer,
      f.card_number as "cardNumber", f.facility_code as "facilityCode", f.source
    from registry.participation f
    where f.person_id = any(${personIds}) and ${knownAt(known)}
    order by f.person_id, f.valid_from, f.fact_id`.execute(db);
  return found.rows;
}

export async function listHouseholdVersions(
  db: Database,
  householdIds: readonly number[],
  known: Known,
): Promise<Written<HouseholdFact>[]> {
  const found = await sql<Written<HouseholdFact>>`
    select f.household_id as "householdId", ${factColumns}, f.place_id as "placeId", f.code,
      f.address
    from registry.household f
    where f.household_id = any(${householdIds}) and ${knownAt(known)}
    order by f.household_id, f.valid_from, f.fact_id`.execute(db);
  return found.rows;
}

export async function listAggregates(
  db: Database,
  placeIds: readonly number[],
  known: Known,
): Promise<Written<AggregateFact>[]> {
  const found = await sql<Written<AggregateFact>>`
    select f.place_id as "placeId", ${factColumns}, f.category, f.issuer, f.people, f.source
    from registry.aggregate_participation f
    where f.place_id = any(${placeIds}) and ${knownAt(known)}
    order by f.place_id, f.valid_from, f.fact_id`.execute(db);
  return found.rows;
}

/** Where each person lives now, 0 where unknown; persons row security hides are missing. */
export async function listPersonPlaces(
  db: Database,
  personIds: readonly number[],
): Promise<Map<number, number>> {
  const found = await sql<{ personId: number; placeId: number }>`
    select person_id as "personId", coalesce(place_id, 0) as "placeId"
    from registry.person
    where person_id = any(${personIds})`.execute(db);
  return new Map(found.rows.map((row) => [row.personId, row.placeId]));
}

/** Place of each household's last version; households row security hides are missing. */
export async function listHouseholdPlaces(
  db: Database,
  householdIds: readonly number[],
): Promise<Map<number, number>> {
  const found = await sql<{ householdId: number; placeId: number }>`
    select household_id as "householdId", place_id as "placeId"
    from registry.household
    where household_id = any(${householdIds}) and recorded_to is null
    order by household_id, valid_from`.execute(db);
  return new Map(found.rows.map((row) => [row.householdId, row.placeId]));
}

export interface NumberBearerRow {
  personId: number;
  nationalId: string | null;
  socialInsuranceNumber: string | null;
}

/** Who bears one of these numbers now. */
export async function listNumberBearers(
  db: Database,
  nationalIds: readonly string[],
  socialInsuranceNumbers: readonly string[],
): Promise<NumberBearerRow[]> {
  const found = await sql<NumberBearerRow>`
    select person_id as "personId", national_id as "nationalId",
      social_insurance_number as "socialInsuranceNumber"
    from registry.person_version
    where recorded_to is null and national_id = any(${nationalIds})
    union
    select person_id, national_id, social_insurance_number
    from registry.person_version
    where recorded_to is null and social_insurance_number = any(${socialInsuranceNumbers})
    limit 1000`.execute(db);
  return found.rows;
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────

/** Column that names whose facts a table holds. */
export function ownerColumn(table: FactTable): 'person_id' | 'household_id' | 'place_id' {
  if (table === 'household') return 'household_id';
  return table === 'aggregate_participation' ? 'place_id' : 'person_id';
}

/** Ends the recorded period of current rows; answers how many were current. */
export async function supersedeFacts(
  db: Database,
  table: FactTable,
  entryId: EntryId,
  keys: readonly (readonly [owner: number, factId: number])[],
): Promise<number> {
  const owner = sql.ref(`f.${ownerColumn(table)}`);
  const done = await sql`
    update ${sql.table(`registry.${table}`)} f
    set recorded_to = ${entryId}
    from unnest(${keys.map(([id]) => id)}::bigint[], ${keys.map(([, id]) => id)}::bigint[])
      as k (owner_id, fact_id)
    where ${owner} = k.owner_id and f.fact_id = k.fact_id and f.recorded_to is null`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

export async function insertFacts(
  db: Database,
  table: FactTable,
  entryId: EntryId,
  facts: readonly FactChange['fact'][],
): Promise<number> {
  const columns: readonly string[] = BULK_COLUMNS[table];
  const fields = columns.map(toFieldName);
  const rows = facts.map((fact) => {
    const values = fact as unknown as Record<string, string | number | boolean | null>;
    return [...fields.map((field) => values[field] ?? null), entryId];
  });
  return await copyIn(db, `registry.${table}`, [...columns, 'recorded_from'], rows);
}

/** `social_insurance_number` → `socialInsuranceNumber` */
export function toFieldName(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** First of `count` new sequence numbers of a province. */
export async function takeIds(
  db: Database,
  kind: 'person' | 'household',
  provinceCode: number,
  count: number,
): Promise<number> {
  const taken = await sql<{ first: number }>`
    insert into registry.id_counter as c (kind, province_code, next_value)
    values (${kind}, ${provinceCode}, 1 + ${count}::bigint)
    on conflict (kind, province_code) do update set next_value = c.next_value + ${count}
    returning c.next_value - ${count} as first`.execute(db);
  return taken.rows[0]?.first ?? 0;
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────

export interface PlaceRow {
  placeId: number;
  level: string;
  /** two digits, null for a place outside every province */
  provinceCode: string | null;
  path: string;
}

/** Places with their province by the boundaries of a day; unknown ids are missing. */
export async function listPlaces(
  db: Database,
  placeIds: readonly number[],
  boundaries: IsoDate,
): Promise<PlaceRow[]> {
  const found = await sql<PlaceRow>`
    select p.place_id as "placeId", p.path::text as path,
      (select v.level from units.unit_version v
       where v.unit_id = p.place_id order by v.valid_from desc limit 1) as level,
      (select v.code
       from unnest(string_to_array(p.path::text, '.')) as step (label)
       join units.unit_version v on v.unit_id = substr(step.label, 2)::int
       where v.level = 'province' and v.valid_from <= ${boundaries}
         and (v.valid_to is null or ${boundaries} < v.valid_to)
       limit 1) as "provinceCode"
    from units.placement p
    where p.place_id = any(${placeIds}) and p.valid_from <= ${boundaries}
      and (p.valid_to is null or ${boundaries} < p.valid_to)`.execute(db);
  return found.rows;
}

export interface PlaceUnitRow {
  placeId: number;
  /** the place itself and what lies above it, smallest first */
  unitId: number;
  name: string;
  level: string;
}

/** Units above each place by the boundaries of a day, with their names then or last known. */
export async function listPlaceUnits(
  db: Database,
  placeIds: readonly number[],
  boundaries: IsoDate,
): Promise<PlaceUnitRow[]> {
  const found = await sql<PlaceUnitRow>`
    select p.place_id as "placeId", v.unit_id as "unitId", v.name, v.level
    from units.placement p
    cross join lateral (
      select step.unit_id, max(step.at) as at
      from (
        select substr(label, 2)::int as unit_id, at
        from unnest(string_to_array(p.path::text, '.')) with ordinality as l (label, at)
        union all
        select p.place_id, 99
      ) step
      group by step.unit_id
    ) step
    cross join lateral (
      select unit_id, name, level
      from units.unit_version
      where unit_id = step.unit_id
      order by (valid_from <= ${boundaries}) desc, valid_from desc
      limit 1
    ) v
    where p.place_id = any(${placeIds}::int[]) and p.valid_from <= ${boundaries}
      and (p.valid_to is null or ${boundaries} < p.valid_to)
    order by p.place_id, step.at desc`.execute(db);
  return found.rows;
}
