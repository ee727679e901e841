/** SQL of the gate: who calls, what he holds, where a place, a person, a household lies. */
import { sql } from 'kysely';
import type { Grant, Role } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

export interface GrantRow {
  grant_id: number;
  role: Role;
  unit_id: number;
  boundaries: IsoDate;
  path: string;
}

export interface HolderRow {
  user_id: string;
  name: string;
  username: string;
  language: 'vi' | 'en';
  home_unit_id: number | null;
  is_demo: boolean;
  suspended: boolean;
}

export async function findHolder(db: Database, userId: string): Promise<HolderRow | undefined> {
  const found = await sql<HolderRow>`
    select id as user_id, name, username, language, home_unit_id, is_demo,
      suspended_at is not null as suspended
    from access.user
    where id = ${userId}`.execute(db);
  return found.rows[0];
}

/**
 * The grants that hold on a day, each with its unit's path in its own tree. One whose unit was not
 * in that tree gives nothing: its place would be a wider one.
 */
export async function listLiveGrants(
  db: Database,
  userId: string,
  day: IsoDate,
): Promise<GrantRow[]> {
  const found = await sql<GrantRow>`
    select g.grant_id, g.role, g.unit_id, g.boundaries, p.path::text as path
    from access.role_grant g
    join units.placement p
      on p.place_id = g.unit_id
      and p.valid_from <= g.boundaries
      and (p.valid_to is null or g.boundaries < p.valid_to)
    where g.user_id = ${userId}
      and g.valid_from <= ${day}::date
      and (g.valid_to is null or ${day}::date < g.valid_to)
      and subpath(p.path, -1)::text = 'u' || g.unit_id
    order by nlevel(p.path), g.grant_id`.execute(db);
  return found.rows;
}

interface SessionHolderRow extends HolderRow {
  grant_id: number | null;
  role: Role;
  unit_id: number;
  boundaries: IsoDate;
  path: string;
}

/** Who holds a session that has not ended, with his live grants (see `listLiveGrants`): one question a request. */
export async function findSessionHolder(
  db: Database,
  which: { userId: string; sessionId: string; day: IsoDate; now: string },
): Promise<{ holder: HolderRow; grants: GrantRow[] } | undefined> {
  const found = await sql<SessionHolderRow>`
    select u.id as user_id, u.name, u.username, u.language, u.home_unit_id, u.is_demo,
      u.suspended_at is not null as suspended,
      g.grant_id, g.role, g.unit_id, g.boundaries, g.path
    from access.session s
    join access.user u on u.id = s.user_id
    left join lateral (
      select g.grant_id, g.role, g.unit_id, g.boundaries, p.path::text as path
      from access.role_grant g
      join units.placement p
        on p.place_id = g.unit_id
        and p.valid_from <= g.boundaries
        and (p.valid_to is null or g.boundaries < p.valid_to)
      where g.user_id = u.id
        and g.valid_from <= ${which.day}::date
        and (g.valid_to is null or ${which.day}::date < g.valid_to)
        and subpath(p.path, -1)::text = 'u' || g.unit_id
    ) g on true
    where s.id = ${which.sessionId}
      and u.id = ${which.userId}
      and ${which.now}::timestamptz < s.expires_at
    order by length(g.path), g.grant_id`.execute(db);
  const [holder] = found.rows;
  if (!holder) return undefined;
  const grants = found.rows.flatMap((row) =>
    row.grant_id === null ? [] : [{ ...row, grant_id: row.grant_id }],
  );
  return { holder, grants };
}

export function toGrant(row: GrantRow): Grant {
  return { role: row.role, unitId: row.unit_id, path: row.path, boundaries: row.boundaries };
}

export interface TokenHolderRow extends HolderRow {
  token_id: number;
  grant_ids: number[];
  may_change: boolean;
  last_used_at: string | null;
}

export async function findToken(
  db: Database,
  secretHash: Buffer,
  now: string,
): Promise<TokenHolderRow | undefined> {
  const found = await sql<TokenHolderRow>`
    select u.id as user_id, u.name, u.username, u.language, u.home_unit_id, u.is_demo,
      u.suspended_at is not null as suspended,
      t.token_id, t.grant_ids, t.may_change, t.last_used_at
    from access.token t
    join access.user u on u.id = t.user_id
    where t.secret_hash = ${secretHash}
      and t.ended_at is null
      and ${now}::timestamptz < t.expires_at`.execute(db);
  return found.rows[0];
}

export async function touchToken(db: Database, tokenId: number, now: string): Promise<void> {
  await sql`
    update access.token
    set last_used_at = ${now}::timestamptz
    where token_id = ${tokenId}`.execute(db);
}

// ── where things lie ──

/** The unit of a code on a day; villages have no national code. */
export async function findUnitByCode(
  db: Database,
  code: string,
  day: IsoDate,
): Promise<number | undefined> {
  const found = await sql<{ unit_id: number }>`
    select unit_id
    from units.unit_version
    where code = ${code}
      and level <> 'village'
      and valid_from <= ${day}::date
      and (valid_to is null or ${day}::date < valid_to)
    order by unit_id
    limit 1`.execute(db);
  return found.rows[0]?.unit_id;
}

export interface PlacementRow {
  place_id: number;
  boundaries: IsoDate;
  path: string;
}

/** Where places lie in each of several trees. */
export async function listPlacements(
  db: Database,
  placeIds: readonly number[],
  boundaries: readonly IsoDate[],
): Promise<PlacementRow[]> {
  const found = await sql<PlacementRow>`
    select p.place_id, tree.day as boundaries, p.path::text as path
    from unnest(${boundaries}::date[]) as tree (day)
    join units.placement p
      on p.place_id = any (${placeIds}::int[])
      and p.valid_from <= tree.day
      and (p.valid_to is null or tree.day < p.valid_to)
    order by p.place_id, tree.day
    limit 10000`.execute(db);
  return found.rows;
}

/**
 * Where the register knows a person to live or to have lived: officials of all these see him. One
 * merged into another is seen by those who see the survivor.
 */
export async function findPersonPlaces(
  db: Database,
  personId: number,
): Promise<number[] | undefined> {
  const found = await sql<{ places: (number | null)[] }>`
    select array_prepend(place_id, coalesce(earlier_places, '{}')) as places
    from registry.person
    where person_id = coalesce(
      (select survivor_id from registry.person_merge
       where loser_id = ${personId} and recorded_to is null),
      ${personId})`.execute(db);
  return found.rows[0]?.places.filter((place) => place !== null);
}

export async function findHouseholdPlaces(
  db: Database,
  householdId: number,
): Promise<number[] | undefined> {
  const found = await sql<{ place_id: number }>`
    select distinct place_id
    from registry.household
    where household_id = ${householdId}
      and recorded_to is null
    order by place_id
    limit 100`.execute(db);
  return found.rows.length === 0 ? undefined : found.rows.map((row) => row.place_id);
}

/** All places that lie in one of the units, each read in its own tree. */
export async function listPlacesInside(
  db: Database,
  units: readonly { unitId: number; boundaries: IsoDate }[],
): Promise<number[]> {
  const found = await sql<{ place_id: number }>`
    select distinct p.place_id
    from unnest(
      ${units.map((unit) => unit.unitId)}::int[],
      ${units.map((unit) => unit.boundaries)}::date[]) as held (unit_id, day)
    join units.placement u
      on u.place_id = held.unit_id
      and u.valid_from <= held.day
      and (u.valid_to is null or held.day < u.valid_to)
    join units.placement p
      on p.path <@ u.path
      and p.valid_from <= held.day
      and (p.valid_to is null or held.day < p.valid_to)
    where subpath(u.path, -1)::text = 'u' || held.unit_id
    order by p.place_id
    limit 200000`.execute(db);
  return found.rows.map((row) => row.place_id);
}

/** Users with a live grant of one of the roles over a place, by the boundaries of the grant. */
export async function listOfficersOver(
  db: Database,
  placeId: number,
  roles: readonly Role[],
  day: IsoDate,
): Promise<{ userId: string; name: string }[]> {
  const found = await sql<{ userId: string; name: string }>`
    select distinct u.id as "userId", u.name
    from access.role_grant g
    join access.user u on u.id = g.user_id and u.suspended_at is null
    join units.placement own on own.place_id = g.unit_id and own.valid_from <= g.boundaries
      and (own.valid_to is null or g.boundaries < own.valid_to)
    join units.placement p on p.place_id = ${placeId} and p.valid_from <= g.boundaries
      and (p.valid_to is null or g.boundaries < p.valid_to) and p.path <@ own.path
    where g.role = any(${roles}::text[]) and g.ended_at is null and g.valid_from <= ${day}
      and (g.valid_to is null or ${day} < g.valid_to)
    order by u.name, u.id
    limit 200`.execute(db);
  return found.rows;
}
