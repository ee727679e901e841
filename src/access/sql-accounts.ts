/** SQL of users, links, tries, sessions, tokens. Requests have no right here: callers are owner. */
import { sql } from 'kysely';
import type { Role } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

// ── users ──

export interface UserRow {
  user_id: string;
  name: string;
  username: string;
  email: string;
  language: 'vi' | 'en';
  home_unit_id: number | null;
  home_unit_name: string | null;
  is_demo: boolean;
  two_factor_enabled: boolean;
  suspended_at: string | null;
  created_at: string;
  last_session_at: string | null;
  has_password: boolean;
}

const USER_COLUMNS = sql`
  u.id as user_id, u.name, u.username, u.email, u.language, u.home_unit_id, u.is_demo,
  u.two_factor_enabled, u.suspended_at, u.created_at,
  (select v.name
    from units.unit_version v
    where v.unit_id = u.home_unit_id
    order by v.valid_from desc
    limit 1) as home_unit_name,
  (select max(j.at)
    from access.journal j
    where j.user_id = u.id
      and j.action = 'signIn.done') as last_session_at,
  exists (
    select from access.account a
    where a.user_id = u.id
      and a.provider_id = 'credential') as has_password`;

export async function findUser(db: Database, userId: string): Promise<UserRow | undefined> {
  const found = await sql<UserRow>`
    select ${USER_COLUMNS}
    from access.user u
    where u.id = ${userId}`.execute(db);
  return found.rows[0];
}

export interface UserFilter {
  /** users with a live grant or their home in these places; null = everybody */
  scope: { path: string; boundaries: IsoDate }[] | null;
  /** part of the name or login name */
  query?: string;
  /** names after this one */
  after?: { name: string; userId: string };
  day: IsoDate;
  limit: number;
}

export async function listUsers(db: Database, filter: UserFilter): Promise<UserRow[]> {
  const conditions = [sql`true`];
  if (filter.scope !== null) {
    conditions.push(sql`exists (
      select
      from unnest(
        ${filter.scope.map((item) => item.path)}::ltree[],
        ${filter.scope.map((item) => item.boundaries)}::date[]) as scope (path, boundaries)
      join units.placement p
        on p.path <@ scope.path
        and p.valid_from <= scope.boundaries
        and (p.valid_to is null or scope.boundaries < p.valid_to)
      where p.place_id = u.home_unit_id
        or p.place_id in (
          select g.unit_id
          from access.role_grant g
          where g.user_id = u.id
            and (g.valid_to is null or ${filter.day}::date < g.valid_to)))`);
  }
  if (filter.query !== undefined) {
    conditions.push(sql`(
      kernel.fold(u.name) like '%' || kernel.fold(${filter.query}) || '%'
      or u.username like '%' || lower(${filter.query}) || '%')`);
  }
  if (filter.after) {
    conditions.push(sql`(u.name, u.id) > (${filter.after.name}, ${filter.after.userId})`);
  }
  const found = await sql<UserRow>`
    select ${USER_COLUMNS}
    from access.user u
    where ${sql.join(conditions, sql` and `)}
    order by u.name, u.id
    limit ${filter.limit}`.execute(db);
  return found.rows;
}

export interface NewUser {
  userId: string;
  name: string;
  username: string;
  email: string;
  language: 'vi' | 'en';
  homeUnitId: number | null;
  isDemo: boolean;
  createdBy: string;
}

export async function insertUser(db: Database, user: NewUser): Promise<void> {
  await sql`
    insert into access.user (id, name, username, email, language, home_unit_id, is_demo, created_by)
    values (${user.userId}, ${user.name}, ${user.username}, ${user.email}, ${user.language},
      ${user.homeUnitId}, ${user.isDemo}, ${user.createdBy})`.execute(db);
}

export async function findTaken(
  db: Database,
  username: string,
  email: string,
): Promise<{ user_id: string; username: string; email: string } | undefined> {
  const found = await sql<{ user_id: string; username: string; email: string }>`
    select id as user_id, username, email
    from access.user
    where username = ${username}
      or email = ${email}
    limit 1`.execute(db);
  return found.rows[0];
}

export async function updateUser(
  db: Database,
  userId: string,
  user: { name: string; language: 'vi' | 'en'; homeUnitId: number | null },
): Promise<void> {
  await sql`
    update access.user
    set name = ${user.name}, language = ${user.language}, home_unit_id = ${user.homeUnitId},
      updated_at = now()
    where id = ${userId}`.execute(db);
}

export async function setSuspended(
  db: Database,
  userId: string,
  by: { userId: string; at: string } | null,
): Promise<void> {
  await sql`
    update access.user
    set suspended_at = ${by?.at ?? null}::timestamptz, suspended_by = ${by?.userId ?? null},
      updated_at = now()
    where id = ${userId}`.execute(db);
}

// ── password, second factor ──

/** The password of a user, first or new. */
export async function setPassword(
  db: Database,
  account: { accountId: string; userId: string; hash: string },
): Promise<void> {
  await sql`
    insert into access.account (
      id, user_id, account_id, provider_id, password, created_at, updated_at)
    values (${account.accountId}, ${account.userId}, ${account.userId}, 'credential',
      ${account.hash}, now(), now())
    on conflict (provider_id, account_id) do update
    set password = excluded.password, updated_at = now()`.execute(db);
}

export async function deleteSecondFactor(db: Database, userId: string): Promise<void> {
  await sql`
    with gone as (
      delete from access.two_factor
      where user_id = ${userId}
    )
    update access.user
    set two_factor_enabled = false, updated_at = now()
    where id = ${userId}`.execute(db);
}

export async function deletePasskeys(db: Database, userId: string): Promise<void> {
  await sql`
    delete from access.passkey
    where user_id = ${userId}`.execute(db);
}

// ── tries ──

export interface TriesRow {
  failures: number;
  last_at: string;
  locked_until: string | null;
}

/** The count of a login name, held until the transaction ends; made if it was not there. */
export async function holdTries(
  db: Database,
  loginHash: Buffer,
  now: string,
): Promise<TriesRow | undefined> {
  await sql`
    insert into access.sign_in_failure (login_hash, failures, last_at)
    values (${loginHash}, 0, ${now}::timestamptz)
    on conflict (login_hash) do nothing`.execute(db);
  const found = await sql<TriesRow>`
    select failures, last_at, locked_until
    from access.sign_in_failure
    where login_hash = ${loginHash}
    for update`.execute(db);
  return found.rows[0];
}

export async function saveTries(db: Database, loginHash: Buffer, tries: TriesRow): Promise<void> {
  await sql`
    update access.sign_in_failure
    set failures = ${tries.failures},
      last_at = ${tries.last_at}::timestamptz,
      locked_until = ${tries.locked_until}::timestamptz
    where login_hash = ${loginHash}`.execute(db);
}

export async function forgetTries(db: Database, loginHash: Buffer): Promise<void> {
  await sql`
    delete from access.sign_in_failure
    where login_hash = ${loginHash}`.execute(db);
}

// ── one-time links ──

export type LinkPurpose = 'first' | 'invite' | 'reset' | 'demo';

export interface LinkRow {
  link_id: number;
  purpose: LinkPurpose;
  user_id: string | null;
  name: string | null;
  username: string | null;
  two_factor_enabled: boolean | null;
  is_demo: boolean | null;
  expires_at: string;
}

/** Older links of the same purpose for the same person no longer work. */
export async function insertLink(
  db: Database,
  link: {
    codeHash: Buffer;
    purpose: LinkPurpose;
    userId: string | null;
    createdBy: string;
    createdAt: string;
    expiresAt: string;
  },
): Promise<void> {
  await sql`
    with withdrawn as (
      update access.one_time_link
      set withdrawn_at = ${link.createdAt}::timestamptz
      where purpose = ${link.purpose}
        and user_id is not distinct from ${link.userId}
        and used_at is null
        and withdrawn_at is null
    )
    insert into access.one_time_link (
      code_hash, purpose, user_id, created_by, created_at, expires_at)
    values (${link.codeHash}, ${link.purpose}, ${link.userId}, ${link.createdBy},
      ${link.createdAt}::timestamptz, ${link.expiresAt}::timestamptz)`.execute(db);
}

/** A link that still works; `use` takes it in the same statement, so that two can never have it. */
export async function findLink(
  db: Database,
  codeHash: Buffer,
  now: string,
  use: boolean,
): Promise<LinkRow | undefined> {
  const works = sql`l.code_hash = ${codeHash}
      and l.used_at is null
      and l.withdrawn_at is null
      and ${now}::timestamptz < l.expires_at
      and u.suspended_at is null`;
  const columns = sql`l.link_id, l.purpose, l.user_id, u.name, u.username,
      u.two_factor_enabled, u.is_demo, l.expires_at`;
  const found = use
    ? await sql<LinkRow>`
        update access.one_time_link l
        set used_at = ${now}::timestamptz
        from access.one_time_link same
        left join access.user u on u.id = same.user_id
        where same.link_id = l.link_id
          and ${works}
        returning ${columns}`.execute(db)
    : await sql<LinkRow>`
        select ${columns}
        from access.one_time_link l
        left join access.user u on u.id = l.user_id
        where ${works}`.execute(db);
  return found.rows[0];
}

// ── sessions ──

export interface SessionRow {
  session_id: string;
  created_at: string;
  updated_at: string;
  expires_at: string;
  user_agent: string | null;
}

export async function listSessions(
  db: Database,
  userId: string,
  now: string,
): Promise<SessionRow[]> {
  const found = await sql<SessionRow>`
    select id as session_id, created_at, updated_at, expires_at, user_agent
    from access.session
    where user_id = ${userId}
      and ${now}::timestamptz < expires_at
    order by updated_at desc, id
    limit 100`.execute(db);
  return found.rows;
}

/** @param sessionId null = all of the user but `exceptId` */
export async function deleteSessions(
  db: Database,
  userId: string,
  sessionId: string | null,
  exceptId?: string,
): Promise<number> {
  const gone = await sql`
    delete from access.session
    where user_id = ${userId}
      and (${sessionId}::text is null or id = ${sessionId})
      and id is distinct from ${exceptId ?? null}
    returning id`.execute(db);
  return gone.rows.length;
}

export async function deleteExpired(db: Database, now: string): Promise<void> {
  await sql`
    with sessions as (
      delete from access.session
      where expires_at < ${now}::timestamptz
    )
    delete from access.verification
    where expires_at < ${now}::timestamptz`.execute(db);
}

// ── tokens ──

export interface TokenRow {
  token_id: number;
  name: string;
  grant_ids: number[];
  may_change: boolean;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
}

export async function listTokens(db: Database, userId: string, now: string): Promise<TokenRow[]> {
  const found = await sql<TokenRow>`
    select token_id, name, grant_ids, may_change, created_at, expires_at, last_used_at
    from access.token
    where user_id = ${userId}
      and ended_at is null
      and ${now}::timestamptz < expires_at
    order by token_id
    limit 100`.execute(db);
  return found.rows;
}

export async function insertToken(
  db: Database,
  token: {
    userId: string;
    name: string;
    secretHash: Buffer;
    grantIds: readonly number[];
    mayChange: boolean;
    createdAt: string;
    expiresAt: string;
  },
): Promise<number> {
  const added = await sql<{ token_id: number }>`
    insert into access.token (
      user_id, name, secret_hash, grant_ids, may_change, created_at, expires_at)
    values (${token.userId}, ${token.name}, ${token.secretHash}, ${token.grantIds}::int[],
      ${token.mayChange}, ${token.createdAt}::timestamptz, ${token.expiresAt}::timestamptz)
    returning token_id`.execute(db);
  return added.rows[0]?.token_id ?? 0;
}

/** @param tokenId null = all of the user */
export async function endTokens(
  db: Database,
  userId: string,
  tokenId: number | null,
  by: { userId: string; at: string },
): Promise<number> {
  const ended = await sql`
    update access.token
    set ended_at = ${by.at}::timestamptz, ended_by = ${by.userId}
    where user_id = ${userId}
      and (${tokenId}::bigint is null or token_id = ${tokenId})
      and ended_at is null
    returning token_id`.execute(db);
  return ended.rows.length;
}

// ── grants ──

export interface RoleGrantRow {
  grant_id: number;
  user_id: string;
  role: Role;
  unit_id: number;
  unit_code: string | null;
  unit_name: string;
  path: string;
  boundaries: IsoDate;
  valid_from: IsoDate;
  valid_to: IsoDate | null;
  reason: string;
  granted_by: string;
  granted_by_name: string | null;
  granted_at: string;
}

/** Live and future grants of users, or one grant, with the name its unit had in its tree. */
export async function listRoleGrants(
  db: Database,
  which: { userIds: readonly string[]; day: IsoDate } | { grantId: number },
): Promise<RoleGrantRow[]> {
  const condition =
    'grantId' in which
      ? sql`g.grant_id = ${which.grantId}`
      : sql`g.user_id = any (${which.userIds}::text[])
          and (g.valid_to is null or ${which.day}::date < g.valid_to)`;
  const found = await sql<RoleGrantRow>`
    select g.grant_id, g.user_id, g.role, g.unit_id, v.code as unit_code,
      coalesce(v.name, '') as unit_name, coalesce(p.path::text, '') as path, g.boundaries,
      g.valid_from, g.valid_to, g.reason, g.granted_by, by_user.name as granted_by_name,
      g.granted_at
    from access.role_grant g
    left join units.unit_version v
      on v.unit_id = g.unit_id
      and v.valid_from <= g.boundaries
      and (v.valid_to is null or g.boundaries < v.valid_to)
    left join units.placement p
      on p.place_id = g.unit_id
      and p.valid_from <= g.boundaries
      and (p.valid_to is null or g.boundaries < p.valid_to)
    left join access.user by_user on by_user.id = g.granted_by
    where ${condition}
    order by g.user_id, g.grant_id
    limit 2000`.execute(db);
  return found.rows;
}

export async function insertRoleGrant(
  db: Database,
  grant: {
    userId: string;
    role: Role;
    unitId: number;
    boundaries: IsoDate;
    validFrom: IsoDate;
    validTo: IsoDate | null;
    reason: string;
    grantedBy: string;
    grantedAt: string;
  },
): Promise<number> {
  const added = await sql<{ grant_id: number }>`
    insert into access.role_grant (
      user_id, role, unit_id, boundaries, valid_from, valid_to, reason, granted_by, granted_at)
    values (${grant.userId}, ${grant.role}, ${grant.unitId}, ${grant.boundaries}::date,
      ${grant.validFrom}::date, ${grant.validTo}::date, ${grant.reason}, ${grant.grantedBy},
      ${grant.grantedAt}::timestamptz)
    returning grant_id`.execute(db);
  return added.rows[0]?.grant_id ?? 0;
}

export async function endRoleGrant(
  db: Database,
  grantId: number,
  end: { validTo: IsoDate; by: string; at: string; reason: string },
): Promise<void> {
  await sql`
    update access.role_grant
    set valid_to = greatest(valid_from, ${end.validTo}::date), ended_by = ${end.by},
      ended_at = ${end.at}::timestamptz, end_reason = ${end.reason}
    where grant_id = ${grantId}`.execute(db);
}

/** How many active users administer the whole country on a day. */
export async function countRootAdministrators(
  db: Database,
  day: IsoDate,
  exceptUserId: string | null,
): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(distinct g.user_id) as n
    from access.role_grant g
    join access.user u on u.id = g.user_id
    join units.placement p
      on p.place_id = g.unit_id
      and p.valid_from <= g.boundaries
      and (p.valid_to is null or g.boundaries < p.valid_to)
    where g.role = 'administrator'
      and nlevel(p.path) = 1
      and not u.is_demo
      and u.suspended_at is null
      and u.id is distinct from ${exceptUserId}
      and g.valid_from <= ${day}::date
      and (g.valid_to is null or ${day}::date < g.valid_to)`.execute(db);
  return found.rows[0]?.n ?? 0;
}

/** Path of a unit in the tree of a day, when it stood in that tree. */
export async function findUnitPath(
  db: Database,
  unitId: number,
  boundaries: IsoDate,
): Promise<string | undefined> {
  const found = await sql<{ path: string }>`
    select path::text as path
    from units.placement
    where place_id = ${unitId}
      and valid_from <= ${boundaries}::date
      and (valid_to is null or ${boundaries}::date < valid_to)
      and subpath(path, -1)::text = 'u' || ${unitId}::int`.execute(db);
  return found.rows[0]?.path;
}

export async function findCountry(db: Database, day: IsoDate): Promise<number | undefined> {
  const found = await sql<{ unit_id: number }>`
    select unit_id
    from units.unit_version
    where level = 'country'
      and valid_from <= ${day}::date
      and (valid_to is null or ${day}::date < valid_to)
    order by unit_id
    limit 1`.execute(db);
  return found.rows[0]?.unit_id;
}

/**
 * Whether everything that lies in `inner` (by its own tree) lies in `outer` (by its): a grant read
 * in an old tree must not reach beyond what the giver holds in a new one.
 */
export async function isSubtreeInside(
  db: Database,
  inner: { path: string; boundaries: IsoDate },
  outer: { path: string; boundaries: IsoDate },
): Promise<boolean> {
  const found = await sql<{ outside: boolean }>`
    select exists (
      select
      from units.placement p
      where p.path <@ ${inner.path}::ltree
        and p.valid_from <= ${inner.boundaries}::date
        and (p.valid_to is null or ${inner.boundaries}::date < p.valid_to)
        and not exists (
          select
          from units.placement q
          where q.place_id = p.place_id
            and q.path <@ ${outer.path}::ltree
            and q.valid_from <= ${outer.boundaries}::date
            and (q.valid_to is null or ${outer.boundaries}::date < q.valid_to))) as outside`.execute(
    db,
  );
  return found.rows[0]?.outside === false;
}
