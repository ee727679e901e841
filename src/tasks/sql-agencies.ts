/** Agencies of units and who works there. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { AGENCY_KINDS } from './types.ts';

export interface AgencyRow {
  agencyId: number;
  unitId: number;
  name: string;
  kind: (typeof AGENCY_KINDS)[number];
  note: string;
  endedOn: IsoDate | null;
  openTasks: number;
}

export async function findAgency(db: Database, agencyId: number): Promise<AgencyRow | undefined> {
  const found = await sql<AgencyRow>`
    select agency_id as "agencyId", unit_id as "unitId", name, kind, note, ended_on as "endedOn",
      0 as "openTasks"
    from tasks.agency
    where agency_id = ${agencyId}`.execute(db);
  return found.rows[0];
}

/** The agency of that name in the unit, made when new. Run as owner. */
export async function ensureAgency(
  db: Database,
  row: { unitId: number; name: string; kind: string; note: string; actorName: string; at: string },
): Promise<{ agencyId: number; isNew: boolean }> {
  const made = await sql<{ id: number }>`
    insert into tasks.agency (unit_id, name, name_folded, kind, note, actor_name, recorded_at)
    values (${row.unitId}, ${row.name}, kernel.fold(${row.name}), ${row.kind}, ${row.note},
      ${row.actorName}, ${row.at}::timestamptz)
    on conflict (unit_id, name_folded) where ended_on is null do nothing
    returning agency_id as id`.execute(db);
  const id = made.rows[0]?.id;
  if (id !== undefined) return { agencyId: id, isNew: true };
  const found = await sql<{ id: number }>`
    select agency_id as id
    from tasks.agency
    where unit_id = ${row.unitId}
      and name_folded = kernel.fold(${row.name})
      and ended_on is null`.execute(db);
  return { agencyId: found.rows[0]?.id ?? 0, isNew: false };
}

export async function listAgencies(db: Database, unitId: number): Promise<AgencyRow[]> {
  const found = await sql<AgencyRow>`
    select a.agency_id as "agencyId", a.unit_id as "unitId", a.name, a.kind, a.note,
      a.ended_on as "endedOn",
      (select count(*) from tasks.task t
        where t.owner_agency_id = a.agency_id and t.state in ('open', 'inProgress')) as "openTasks"
    from tasks.agency a
    where a.unit_id = ${unitId}
    order by a.ended_on nulls first, a.name, a.agency_id
    limit 500`.execute(db);
  return found.rows;
}

export async function updateAgency(
  db: Database,
  row: { agencyId: number; name: string; kind: string; note: string },
): Promise<void> {
  await sql`
    update tasks.agency
    set name = ${row.name}, name_folded = kernel.fold(${row.name}), kind = ${row.kind},
      note = ${row.note}
    where agency_id = ${row.agencyId}`.execute(db);
}

export async function endAgency(db: Database, agencyId: number, on: IsoDate): Promise<void> {
  await sql`update tasks.agency set ended_on = ${on}::date where agency_id = ${agencyId}`.execute(
    db,
  );
}

export interface AgencyUserRow {
  agencyId: number;
  userId: string;
  userName: string;
  position: string;
  from: IsoDate;
  to: IsoDate | null;
}

export async function listAgencyUsers(
  db: Database,
  agencyIds: readonly number[],
  day: IsoDate,
): Promise<AgencyUserRow[]> {
  const found = await sql<AgencyUserRow>`
    select agency_id as "agencyId", user_id as "userId", user_name as "userName", position,
      valid_from as "from", valid_to as "to"
    from tasks.agency_user
    where agency_id = any (${agencyIds}::int[])
      and (valid_to is null or ${day}::date < valid_to)
    order by user_name, agency_user_id
    limit 2000`.execute(db);
  return found.rows;
}

/** Agencies in which a user works on the day. Run as owner. */
export async function listAgenciesOfUser(
  db: Database,
  userId: string,
  day: IsoDate,
): Promise<number[]> {
  const found = await sql<{ agencyId: number }>`
    select distinct agency_id as "agencyId"
    from tasks.agency_user
    where user_id = ${userId}
      and valid_from <= ${day}::date
      and (valid_to is null or ${day}::date < valid_to)
    order by 1
    limit 100`.execute(db);
  return found.rows.map((row) => row.agencyId);
}

export async function insertAgencyUser(
  db: Database,
  row: Omit<AgencyUserRow, 'to'> & { actorName: string },
): Promise<void> {
  await sql`
    insert into tasks.agency_user (agency_id, user_id, user_name, position, valid_from, actor_name)
    values (${row.agencyId}, ${row.userId}, ${row.userName}, ${row.position}, ${row.from}::date,
      ${row.actorName})`.execute(db);
}

export async function endAgencyUser(
  db: Database,
  row: { agencyId: number; userId: string; on: IsoDate },
): Promise<boolean> {
  const done = await sql`
    update tasks.agency_user
    set valid_to = greatest(${row.on}::date, valid_from)
    where agency_id = ${row.agencyId}
      and user_id = ${row.userId}
      and valid_to is null`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** Who signs in under the name; suspended users are nobody. Run as owner. */
export async function findUserByName(
  db: Database,
  username: string,
): Promise<{ userId: string; name: string } | undefined> {
  const found = await sql<{ userId: string; name: string }>`
    select id as "userId", name
    from access.user
    where username = lower(${username})
      and suspended_at is null`.execute(db);
  return found.rows[0];
}
