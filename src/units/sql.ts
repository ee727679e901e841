/** Reads and writes of units; the loading of data/ is in sql-load.ts. Days are `YYYY-MM-DD`. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { ActInput, ChangeKind, Level, People, Share } from './types.ts';

export interface VersionRow {
  unitId: number;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  level: Level;
  type: string;
  code: string | null;
  name: string;
  parentId: number | null;
}

const VERSION = sql`
  v.unit_id as "unitId", v.valid_from as "validFrom", v.valid_to as "validTo", v.level, v.type,
  v.code, v.name, v.parent_id as "parentId"`;

/** Versions of one unit, oldest first, with the act that began each. */
export async function listVersions(
  db: Database,
  unitId: number,
): Promise<(VersionRow & { actId: number | null })[]> {
  const found = await sql<VersionRow & { actId: number | null }>`
    select ${VERSION}, v.act_id as "actId"
    from units.unit_version v
    where v.unit_id = ${unitId}
    order by v.valid_from`.execute(db);
  return found.rows;
}

/**
 * The version of each unit in force on the day; a unit outside its life with the nearest version.
 */
export async function listVersionsNear(
  db: Database,
  unitIds: readonly number[],
  day: IsoDate,
): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select distinct on (v.unit_id) ${VERSION}
    from units.unit_version v
    where v.unit_id = any(${unitIds}::int[])
    order by v.unit_id,
      (v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)) desc,
      least(abs(v.valid_from - ${day}::date),
        abs(coalesce(v.valid_to, date '9999-12-31') - ${day}::date))`.execute(db);
  return found.rows;
}

/** Units that ever bore the code, with the version that bore it, oldest first. */
export async function listByCode(
  db: Database,
  code: string,
  level: Level | null,
): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select ${VERSION}
    from units.unit_version v
    where v.code = ${code} and (${level}::text is null or v.level = ${level})
    order by v.valid_from, v.unit_id
    limit 50`.execute(db);
  return found.rows;
}

export interface PlacementOn {
  placeId: number;
  path: string;
  certain: boolean;
  candidates: number[];
}

export async function listPlacementsOn(
  db: Database,
  placeIds: readonly number[],
  day: IsoDate,
): Promise<PlacementOn[]> {
  const found = await sql<PlacementOn>`
    select p.place_id as "placeId", p.path::text as path, p.certain, p.candidates
    from units.placement p
    where p.place_id = any(${placeIds}::int[])
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    order by p.place_id`.execute(db);
  return found.rows;
}

/** Those of the places that are the unit or lay in it in some tree. */
export async function listEverIn(
  db: Database,
  placeIds: readonly number[],
  unitId: number,
): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select distinct p.place_id as id
    from units.placement p
    where p.place_id = any(${placeIds}::int[])
      and p.path ~ ${`*.u${unitId}.*`}::lquery
    order by p.place_id`.execute(db);
  return found.rows.map((row) => row.id);
}

export interface ChildRow extends VersionRow {
  certain: boolean;
}

/** Units of the day's tree directly below a unit of it; `certain` false = may lie below it. */
export async function listChildrenOn(
  db: Database,
  unitId: number,
  day: IsoDate,
): Promise<ChildRow[]> {
  const found = await sql<ChildRow>`
    select ${VERSION}, p.certain
    from units.placement p
    join units.unit_version v on v.unit_id = p.place_id
      and v.valid_from <= ${day} and (v.valid_to is null or v.valid_to > ${day})
    where p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
      and (p.parent_id = ${unitId} or (not p.certain and p.candidates @> array[${unitId}::int]))
    order by v.code nulls last, v.name
    limit 5000`.execute(db);
  return found.rows;
}

/** How many units of the day's tree lie directly below each of these. */
export async function countChildrenOn(
  db: Database,
  unitIds: readonly number[],
  day: IsoDate,
): Promise<Map<number, number>> {
  const found = await sql<{ id: number; count: number }>`
    select p.parent_id as id, count(*) as count
    from units.placement p
    where p.parent_id = any(${unitIds}::int[])
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    group by p.parent_id`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.count]));
}

/** The whole tree of a day below a path, parents before children. */
export async function listSubtreeOn(
  db: Database,
  path: string,
  day: IsoDate,
  levels: readonly Level[],
  limit: number,
): Promise<(VersionRow & { path: string })[]> {
  const found = await sql<VersionRow & { path: string }>`
    select ${VERSION}, p.path::text as path
    from units.placement p
    join units.unit_version v on v.unit_id = p.place_id
      and v.valid_from <= ${day} and (v.valid_to is null or v.valid_to > ${day})
    where p.path <@ ${path}::ltree and p.certain
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
      and v.level = any(${levels}::text[])
    order by nlevel(p.path), v.code nulls last, v.name
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface ChangeRow {
  changeId: number;
  kind: ChangeKind;
  fromUnitId: number | null;
  toUnitId: number | null;
  share: Share;
  people: People;
  effectiveOn: IsoDate;
  clause: string | null;
  sourceKind: string | null;
  actId: number | null;
  operationId: number | null;
}

export async function listChangesOf(db: Database, unitId: number): Promise<ChangeRow[]> {
  const found = await sql<ChangeRow>`
    select change_id as "changeId", kind, from_unit_id as "fromUnitId", to_unit_id as "toUnitId",
      share, people, effective_on as "effectiveOn", clause, source_kind as "sourceKind",
      act_id as "actId", operation_id as "operationId"
    from units.change
    where from_unit_id = ${unitId} or to_unit_id = ${unitId}
    order by effective_on, change_id
    limit 1000`.execute(db);
  return found.rows;
}

export interface ActRow {
  actId: number;
  number: string | null;
  title: string;
  issuer: string | null;
  signedOn: IsoDate | null;
  effectiveOn: IsoDate | null;
}

export async function listActs(db: Database, actIds: readonly number[]): Promise<ActRow[]> {
  const found = await sql<ActRow>`
    select act_id as "actId", number, title, issuer, signed_on as "signedOn",
      effective_on as "effectiveOn"
    from units.act
    where act_id = any(${actIds}::int[])
    order by act_id`.execute(db);
  return found.rows;
}

/** The act of this number and issuer, added when it is new; what is known of it is completed. */
export async function upsertAct(db: Database, act: ActInput): Promise<number> {
  const written = await sql<{ id: number }>`
    insert into units.act (number, title, issuer, signed_on, effective_on)
    values (${act.number}, ${act.title}, ${act.issuer}, ${act.signedOn}, ${act.effectiveOn})
    on conflict (number, issuer) where number is not null do update
      set signed_on = coalesce(units.act.signed_on, excluded.signed_on),
        effective_on = coalesce(units.act.effective_on, excluded.effective_on)
    returning act_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

/** An act without a number is known by its title and issuer. */
export async function findUnnumberedAct(
  db: Database,
  title: string,
  issuer: string,
): Promise<number | undefined> {
  const found = await sql<{ id: number }>`
    select act_id as id
    from units.act
    where number is null and title = ${title} and issuer = ${issuer}
    order by act_id
    limit 1`.execute(db);
  return found.rows[0]?.id;
}

export async function insertUnnumberedAct(
  db: Database,
  act: Pick<ActInput, 'title' | 'issuer' | 'signedOn' | 'effectiveOn'>,
): Promise<number> {
  const written = await sql<{ id: number }>`
    insert into units.act (title, issuer, signed_on, effective_on)
    values (${act.title}, ${act.issuer}, ${act.signedOn}, ${act.effectiveOn})
    returning act_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

export interface GeographyRow {
  unitId: number;
  lon: number;
  lat: number;
  areaKm2: number | null;
  areaMeasuredKm2: number | null;
  seat: string | null;
}

export async function listGeography(
  db: Database,
  unitIds: readonly number[],
): Promise<GeographyRow[]> {
  const found = await sql<GeographyRow>`
    select unit_id as "unitId", lon, lat, area_km2 as "areaKm2",
      area_measured_km2 as "areaMeasuredKm2", seat
    from units.geography
    where unit_id = any(${unitIds}::int[])
    order by unit_id`.execute(db);
  return found.rows;
}

/** Own points, or the middle of the points of the communes below or holding a unit on the day. */
export async function listPositions(
  db: Database,
  unitIds: readonly number[],
  day: IsoDate,
): Promise<{ unitId: number; lon: number; lat: number; areaKm2: number | null }[]> {
  const found = await sql<{ unitId: number; lon: number; lat: number; areaKm2: number | null }>`
    select p.place_id as "unitId",
      coalesce(max(own.lon), avg(g.lon)) as lon, coalesce(max(own.lat), avg(g.lat)) as lat,
      coalesce(max(own.area_km2),
        case when bool_and(p.path::text like '%u' || p.place_id) then sum(g.area_km2) end)
        as "areaKm2"
    from units.placement p
    left join units.geography own on own.unit_id = p.place_id
    left join lateral (
      select q.place_id
      from units.placement q
      where own.unit_id is null
        and q.valid_from <= ${day} and (q.valid_to is null or q.valid_to > ${day})
        and ((p.certain and q.path <@ p.path) or q.place_id = any(p.candidates))
    ) as held on true
    left join units.geography g on g.unit_id = held.place_id
    where p.place_id = any(${unitIds}::int[])
      and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
    group by p.place_id
    having coalesce(max(own.lon), avg(g.lon)) is not null
    order by p.place_id`.execute(db);
  return found.rows;
}

export interface SearchRow extends VersionRow {
  rank: number;
}

/**
 * Units whose name (folded, without kind) or code fits, best first: in force on the day before
 * others, equal before prefix before word, similar ones last; higher levels first. One row a unit.
 */
export async function searchVersions(
  db: Database,
  query: {
    folded: string;
    /** as typed, in lower case: names written so come before others that fold alike */
    typed: string;
    /** names spelled nearly so as well */
    similar: boolean;
    code: string;
    day: IsoDate;
    path: string | null;
    /** paths of the asker's own places: among units that fit alike those come first */
    near: string[];
    levels: Level[];
    limit: number;
  },
): Promise<SearchRow[]> {
  const { folded, typed, similar, code, day, path, near, levels, limit } = query;
  const found = await sql<SearchRow>`
    with found as (
      select v.unit_id from units.unit_version v where v.code = ${code}
      union
      select v.unit_id from units.unit_version v where v.name_folded like ${`%${folded}%`}
      union
      select a.unit_id from units.alias a where kernel.fold(a.alias) = ${folded}
      union
      select v.unit_id from units.unit_version v where ${similar} and v.name_folded % ${folded}
    ), hit as (
      select v.unit_id,
        case
          when v.code = ${code} then 0
          when v.name_folded = ${folded} then 1
          when v.name_folded like ${`${folded}%`} then 2
          when v.name_folded like ${`% ${folded}%`} then 3
          else 4
        end as rank,
        v.valid_from, v.valid_to, v.level, v.type, v.code, v.name, v.parent_id,
        (v.valid_from <= ${day} and (v.valid_to is null or v.valid_to > ${day})) as in_force
      from found f
      join units.unit_version v on v.unit_id = f.unit_id
      where v.level = any(${levels}::text[])
        and (${path}::ltree is null or exists (
          select from units.placement p where p.place_id = v.unit_id and p.path <@ ${path}::ltree))
    ), best as (
      select distinct on (unit_id) unit_id, valid_from, valid_to, level, type, code, name,
        parent_id, rank, in_force
      from hit
      order by unit_id, in_force desc, rank, valid_from desc
    )
    select unit_id as "unitId", valid_from as "validFrom", valid_to as "validTo", level, type, code,
      name, parent_id as "parentId", rank
    from best
    order by rank = 4, in_force desc, rank,
      not exists (
        select from units.placement p
        where p.place_id = best.unit_id and p.path <@ any(${near}::text[]::ltree[])),
      position(${typed} in lower(name)) = 0,
      array_position(array['country', 'province', 'district', 'commune', 'village'], level),
      name, unit_id
    limit ${limit}`.execute(db);
  return found.rows;
}

export interface ResolverUnitRow extends VersionRow {
  anchorId: number;
  aliases: string[] | null;
}

/** Every version of every unit with its aliases, for the resolver in memory. */
export async function listResolverUnits(db: Database): Promise<ResolverUnitRow[]> {
  const found = await sql<ResolverUnitRow>`
    select ${VERSION}, u.anchor_id as "anchorId",
      (select array_agg(a.alias order by a.alias) from units.alias a where a.unit_id = v.unit_id)
        as aliases
    from units.unit_version v
    join units.unit u on u.unit_id = v.unit_id
    order by v.unit_id, v.valid_from`.execute(db);
  return found.rows;
}

/** Placements of the units that anchor themselves; the others lie as their anchors do. */
export async function listResolverPlacements(
  db: Database,
): Promise<(PlacementOn & { validFrom: IsoDate; validTo: IsoDate | null })[]> {
  const found = await sql<PlacementOn & { validFrom: IsoDate; validTo: IsoDate | null }>`
    select p.place_id as "placeId", p.valid_from as "validFrom", p.valid_to as "validTo",
      p.path::text as path, p.certain, p.candidates
    from units.placement p
    join units.unit u on u.unit_id = p.place_id and u.anchor_id = u.unit_id
    order by p.place_id, p.valid_from`.execute(db);
  return found.rows;
}

// ── operations ──────────────────────────────────────────────────────────────────────────────────

export interface OperationRow {
  operationId: number;
  kind: string;
  command: unknown;
  /** null for villages entered without an act */
  actId: number | null;
  effectiveOn: IsoDate;
  touched: number[];
  created: number[];
  reason: string | null;
  actorName: string;
  recordedAt: string;
  undoneAt: string | null;
  undoneBy: string | null;
  undoReason: string | null;
}

const OPERATION = sql`
  o.operation_id as "operationId", o.kind, o.command, o.act_id as "actId",
  o.effective_on as "effectiveOn", o.touched, o.created, o.reason, o.actor_name as "actorName",
  o.recorded_at as "recordedAt", o.undone_at as "undoneAt", o.undone_by as "undoneBy",
  o.undo_reason as "undoReason"`;

export async function findOperation(
  db: Database,
  operationId: number,
): Promise<OperationRow | undefined> {
  const found = await sql<OperationRow>`
    select ${OPERATION} from units.operation o where o.operation_id = ${operationId}`.execute(db);
  return found.rows[0];
}

/** Newest first; of one unit when it is given. */
export async function listOperations(
  db: Database,
  unitId: number | null,
  limit: number,
): Promise<OperationRow[]> {
  const found = await sql<OperationRow>`
    select ${OPERATION}
    from units.operation o
    where ${unitId}::int is null or o.touched @> array[${unitId}::int]
      or o.created @> array[${unitId}::int]
    order by o.operation_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Operations that still stand, came later and concern any of these units. */
export async function listLaterOperations(
  db: Database,
  operationId: number,
  unitIds: readonly number[],
): Promise<OperationRow[]> {
  const found = await sql<OperationRow>`
    select ${OPERATION}
    from units.operation o
    where o.operation_id > ${operationId} and o.undone_at is null
      and (o.touched && ${unitIds}::int[] or o.created && ${unitIds}::int[])
    order by o.operation_id
    limit 100`.execute(db);
  return found.rows;
}

/** What other tables of this domain say about units an operation made. */
export async function countDependents(
  db: Database,
  operationId: number,
  unitIds: readonly number[],
): Promise<{ kind: string; count: number }[]> {
  const found = await sql<{ kind: string; count: number }>`
    select d.kind, d.count
    from (
      select 'population' as kind, count(*) as count
      from units.population where unit_id = any(${unitIds}::int[])
      union all
      select 'areaClass', count(*)
      from units.area_class where unit_id = any(${unitIds}::int[])
      union all
      select 'grouping', count(*)
      from units.grouping_member where unit_id = any(${unitIds}::int[])
      union all
      select 'child', count(distinct v.unit_id)
      from units.unit_version v
      join units.unit u on u.unit_id = v.unit_id
      where v.parent_id = any(${unitIds}::int[]) and u.operation_id is distinct from ${operationId}
        and not v.unit_id = any(
          (select o.touched from units.operation o where o.operation_id = ${operationId})::int[])
      union all
      select 'assignment', count(*)
      from units.resident_assignment
      where operation_id = ${operationId} and applied_at is not null
    ) as d
    where d.count > 0`.execute(db);
  return found.rows;
}

export interface NewOperation {
  kind: string;
  command: unknown;
  actId: number | null;
  effectiveOn: IsoDate;
  touched: readonly number[];
  reason: string | null;
  actorId: string;
  actorName: string;
  recordedAt: string;
}

/** Records the operation with the touched units' versions as they stand now. */
export async function insertOperation(db: Database, operation: NewOperation): Promise<number> {
  const written = await sql<{ id: number }>`
    insert into units.operation
      (kind, command, act_id, effective_on, touched, created, before, reason, actor_id, actor_name,
       recorded_at)
    select ${operation.kind}, ${JSON.stringify(operation.command)}::jsonb, ${operation.actId}::int,
      ${operation.effectiveOn}, ${operation.touched}::int[], '{}',
      coalesce(
        (select jsonb_agg(to_jsonb(v)) from units.unit_version v
         where v.unit_id = any(${operation.touched}::int[])), '[]'),
      ${operation.reason}, ${operation.actorId}, ${operation.actorName}, ${operation.recordedAt}
    returning operation_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

export async function setOperationCreated(
  db: Database,
  operationId: number,
  created: readonly number[],
): Promise<void> {
  await sql`
    update units.operation set created = ${created}::int[]
    where operation_id = ${operationId}`.execute(db);
}

/** New identities, one per key in order. */
export async function insertUnits(
  db: Database,
  count: number,
  operationId: number | null,
): Promise<number[]> {
  const written = await sql<{ id: number }>`
    insert into units.unit (origin, operation_id)
    select 'local', ${operationId}::int from generate_series(1, ${count}::int)
    returning unit_id as id`.execute(db);
  return written.rows.map((row) => row.id).sort((a, b) => a - b);
}

export async function closeVersions(
  db: Database,
  unitIds: readonly number[],
  on: IsoDate,
): Promise<void> {
  await sql`
    update units.unit_version set valid_to = ${on}
    where unit_id = any(${unitIds}::int[]) and valid_to is null`.execute(db);
}

export interface NewVersion extends VersionRow {
  nameFolded: string;
  actId: number | null;
}

export async function insertVersions(db: Database, versions: readonly NewVersion[]): Promise<void> {
  await sql`
    insert into units.unit_version
      (unit_id, valid_from, valid_to, level, type, code, name, name_folded, parent_id, act_id)
    select r."unitId", r."validFrom", r."validTo", r.level, r.type, r.code, r.name, r."nameFolded",
      r."parentId", r."actId"
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb)
      as r ("unitId" int, "validFrom" date, "validTo" date, level text, type text, code text,
        name text, "nameFolded" text, "parentId" int, "actId" int)`.execute(db);
}

/** Gives a code to versions that have none. */
export async function fillCodes(
  db: Database,
  codes: readonly { unitId: number; code: string }[],
): Promise<void> {
  await sql`
    update units.unit_version v
    set code = r.code
    from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as r ("unitId" int, code text)
    where v.unit_id = r."unitId" and v.code is null`.execute(db);
}

export interface NewChange {
  kind: ChangeKind;
  fromUnitId: number | null;
  toUnitId: number | null;
  share: Share;
  people: People;
}

export async function insertChanges(
  db: Database,
  operation: { operationId: number; actId: number | null; effectiveOn: IsoDate },
  changes: readonly NewChange[],
): Promise<void> {
  await sql`
    insert into units.change
      (act_id, operation_id, kind, from_unit_id, to_unit_id, share, people, effective_on)
    select ${operation.actId}::int, ${operation.operationId}::int, r.kind, r."fromUnitId",
      r."toUnitId", r.share, r.people, ${operation.effectiveOn}::date
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as r (kind text, "fromUnitId" int, "toUnitId" int, share text, people text)`.execute(db);
}

/** Puts the touched units back as they were and removes what the operation made. */
export async function revertOperation(db: Database, operationId: number): Promise<void> {
  const of = sql`from units.operation o where o.operation_id = ${operationId}`;
  await sql`delete from units.change where operation_id = ${operationId}`.execute(db);
  await sql`delete from units.resident_assignment where operation_id = ${operationId}`.execute(db);
  await sql`
    delete from units.unit_version
    where unit_id in (select unnest(o.touched || o.created) ${of})`.execute(db);
  await sql`delete from units.placement where place_id in (select unnest(o.created) ${of})`.execute(
    db,
  );
  await sql`delete from units.unit where unit_id in (select unnest(o.created) ${of})`.execute(db);
  await sql`
    insert into units.unit_version
      (unit_id, valid_from, valid_to, level, type, code, name, name_folded, parent_id, act_id)
    select b.unit_id, b.valid_from, b.valid_to, b.level, b.type, b.code, b.name, b.name_folded,
      b.parent_id, b.act_id
    from units.operation o, jsonb_populate_recordset(null::units.unit_version, o.before) as b
    where o.operation_id = ${operationId}`.execute(db);
}

export async function markUndone(
  db: Database,
  operationId: number,
  undone: { at: string; by: string; reason: string | null },
): Promise<void> {
  await sql`
    update units.operation
    set undone_at = ${undone.at}, undone_by = ${undone.by}, undo_reason = ${undone.reason}
    where operation_id = ${operationId}`.execute(db);
}

export interface AssignmentRow {
  assignmentId: number;
  operationId: number;
  fromUnitId: number;
  toUnitId: number;
  subject: 'household' | 'person';
  subjectId: number;
  effectiveOn: IsoDate;
}

export async function insertAssignments(
  db: Database,
  rows: readonly Omit<AssignmentRow, 'assignmentId'>[],
): Promise<void> {
  await sql`
    insert into units.resident_assignment
      (operation_id, from_unit_id, to_unit_id, subject, subject_id, effective_on)
    select r."operationId", r."fromUnitId", r."toUnitId", r.subject, r."subjectId", r."effectiveOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("operationId" int, "fromUnitId" int, "toUnitId" int, subject text, "subjectId" bigint,
        "effectiveOn" date)`.execute(db);
}

export async function listPendingAssignments(
  db: Database,
  operationId: number | null,
  limit: number,
): Promise<AssignmentRow[]> {
  const found = await sql<AssignmentRow>`
    select assignment_id as "assignmentId", operation_id as "operationId",
      from_unit_id as "fromUnitId", to_unit_id as "toUnitId", subject, subject_id as "subjectId",
      effective_on as "effectiveOn"
    from units.resident_assignment
    where applied_at is null and (${operationId}::int is null or operation_id = ${operationId})
    order by assignment_id
    limit ${limit}`.execute(db);
  return found.rows;
}

export async function markAssignmentsApplied(
  db: Database,
  assignmentIds: readonly number[],
  at: string,
): Promise<void> {
  await sql`
    update units.resident_assignment set applied_at = ${at}
    where assignment_id = any(${assignmentIds}::int[])`.execute(db);
}
