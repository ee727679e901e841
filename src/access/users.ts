/** Users of a subtree, managed by its administrators. */
import { refuse } from '../kernel/outcome.ts';
import { clean } from '../kernel/text.ts';
import { type Context, inOwnerTransaction, inTransaction, today } from '../stores/context.ts';
import { giveGrants, mayManage, resolveUnitReference, viewOfGrant } from './grants.ts';
import { type OneTimeLink, createLink, madeUpEmail } from './links.ts';
import { isRoot } from './rules.ts';
import {
  type RoleGrantRow,
  type UserRow,
  countRootAdministrators,
  deletePasskeys,
  deleteSecondFactor,
  deleteSessions,
  endTokens,
  findTaken,
  findUser,
  insertUser,
  listRoleGrants,
  listUsers,
  setSuspended,
  updateUser,
} from './sql-accounts.ts';
import type { Invitation, NewGrant, UnitReference, UserView } from './types.ts';

export interface UserQuery {
  query?: string;
  /** the last user of the page before */
  after?: string;
  limit: number;
}

/** Those with a live or coming grant, or their home, in the actor's places; by name. */
export async function listVisibleUsers(
  ctx: Context,
  query: UserQuery,
): Promise<{ users: UserView[]; next: string | null }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const last = query.after === undefined ? undefined : await findUser(tx.db, query.after);
    const rows = await listUsers(tx.db, {
      scope: scopeOf(tx),
      query: query.query,
      after: last && { name: last.name, userId: last.user_id },
      day: today(tx),
      limit: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    const users = await viewsOf(tx, page);
    return { users, next: rows.length > page.length ? (page.at(-1)?.user_id ?? null) : null };
  });
}

function scopeOf(ctx: Context): { path: string; boundaries: string }[] | null {
  if (ctx.who.kind === 'system' || ctx.who.grants.some(isRoot)) return null;
  return ctx.who.grants.map(({ path, boundaries }) => ({ path, boundaries }));
}

/** Missing and out of the actor's places are one answer. */
export async function getVisibleUser(ctx: Context, userId: string): Promise<UserView> {
  const row = await inOwnerTransaction(ctx, (tx) => getRow(tx, userId));
  const [view] = await inOwnerTransaction(ctx, (tx) => viewsOf(tx, [row]));
  return view ?? refuse('access.user.notFound');
}

async function getRow(ctx: Context, userId: string): Promise<UserRow> {
  const scope = scopeOf(ctx);
  const row = await findUser(ctx.db, userId);
  if (row && scope === null) return row;
  const visible =
    row &&
    (await listUsers(ctx.db, { scope, query: row.username, day: today(ctx), limit: 200 })).some(
      (user) => user.user_id === userId,
    );
  return row && visible ? row : refuse('access.user.notFound');
}

async function viewsOf(ctx: Context, rows: readonly UserRow[]): Promise<UserView[]> {
  const userIds = rows.map((row) => row.user_id);
  const grants = await listRoleGrants(ctx.db, { userIds, day: today(ctx) });
  const byUser = Map.groupBy(grants, (grant) => grant.user_id);
  return rows.map((row) => viewOfUser(row, byUser.get(row.user_id) ?? []));
}

export function viewOfUser(row: UserRow, grants: readonly RoleGrantRow[]): UserView {
  return {
    userId: row.user_id,
    name: row.name,
    username: row.username,
    email: row.email === madeUpEmail(row.username) ? null : row.email,
    language: row.language,
    homeUnit:
      row.home_unit_id === null
        ? null
        : { unitId: row.home_unit_id, name: row.home_unit_name ?? '' },
    isDemo: row.is_demo,
    hasPassword: row.has_password,
    hasSecondFactor: row.two_factor_enabled,
    suspendedAt: row.suspended_at,
    createdAt: row.created_at,
    lastSignInAt: row.last_session_at,
    grants: grants.map(viewOfGrant),
  };
}

/** A user the actor may manage: every right of his the actor could have given. */
async function getManagedRow(ctx: Context, userId: string): Promise<UserRow> {
  const row = await getRow(ctx, userId);
  const grants = await listRoleGrants(ctx.db, { userIds: [userId], day: today(ctx) });
  if (!(await mayManage(ctx, grants))) return refuse('access.cannotManage');
  return row;
}

// ── what an administrator does ──

/** The user with his grants and the link with which he sets a password. */
export async function inviteUser(
  ctx: Context,
  invitation: Invitation,
): Promise<{ user: UserView; link: OneTimeLink }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const userId = await addUser(tx, invitation, false);
    const wishes = invitation.grants.map((wish, i) => ({ wish, at: `body.grants.${i}` }));
    await giveGrants(tx, userId, wishes, invitation.reason);
    const link = await createLink(tx, 'invite', userId);
    return { user: await getView(tx, userId), link };
  });
}

type Newcomer = Pick<
  Invitation,
  'name' | 'username' | 'email' | 'language' | 'homeUnit' | 'grants'
>;

async function addUser(ctx: Context, person: Newcomer, isDemo: boolean): Promise<string> {
  const username = person.username.toLowerCase();
  const email = person.email?.toLowerCase() ?? madeUpEmail(username);
  const taken = await findTaken(ctx.db, username, email);
  if (taken) {
    const isName = taken.username === username;
    return isName
      ? refuse('access.username.conflict', undefined, 'body.username')
      : refuse('access.email.conflict', undefined, 'body.email');
  }
  const home = person.homeUnit ?? person.grants[0]?.unit;
  const userId = ctx.newId();
  await insertUser(ctx.db, {
    userId,
    name: clean(person.name),
    username,
    email,
    language: person.language,
    homeUnitId:
      home === undefined ? null : await getUnitId(ctx, home, person.grants[0]?.boundaries),
    isDemo,
    createdBy: ctx.who.userId,
  });
  return userId;
}

async function getUnitId(ctx: Context, unit: UnitReference, day?: string): Promise<number> {
  const unitId = await resolveUnitReference(ctx, unit, day ?? today(ctx));
  return unitId ?? refuse('access.unitUnknown', undefined, 'body.homeUnit');
}

async function getView(ctx: Context, userId: string): Promise<UserView> {
  const row = await findUser(ctx.db, userId);
  const [view] = row ? await viewsOf(ctx, [row]) : [];
  return view ?? refuse('access.user.notFound');
}

export async function changeUser(
  ctx: Context,
  userId: string,
  change: { name?: string; homeUnit?: UnitReference },
): Promise<UserView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = await getManagedRow(tx, userId);
    const homeUnitId =
      change.homeUnit === undefined ? row.home_unit_id : await getUnitId(tx, change.homeUnit);
    const name = change.name === undefined ? row.name : clean(change.name);
    await updateUser(tx.db, userId, { name, language: row.language, homeUnitId });
    return await getView(tx, userId);
  });
}

export async function suspendUser(ctx: Context, userId: string): Promise<UserView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = await getManagedRow(tx, userId);
    if (userId === tx.who.userId) return refuse('access.notYourself');
    if (row.suspended_at !== null) return refuse('access.alreadySuspended');
    const before = await countRootAdministrators(tx.db, today(tx), null);
    if (before > 0 && (await countRootAdministrators(tx.db, today(tx), userId)) === 0) {
      return refuse('access.lastAdministrator');
    }
    await setSuspended(tx.db, userId, { userId: tx.who.userId, at: tx.now().toString() });
    await deleteSessions(tx.db, userId, null);
    return await getView(tx, userId);
  });
}

export async function resumeUser(ctx: Context, userId: string): Promise<UserView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = await getManagedRow(tx, userId);
    if (row.suspended_at === null) return refuse('access.notSuspended');
    await setSuspended(tx.db, userId, null);
    return await getView(tx, userId);
  });
}

/** The old password works until the link is used. One who never had one is invited again. */
export async function resetPassword(ctx: Context, userId: string): Promise<OneTimeLink> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = await getManagedRow(tx, userId);
    return await createLink(tx, row.has_password ? 'reset' : 'invite', userId);
  });
}

/** For a lost phone: one-time passwords and passkeys go, and all sessions. */
export async function resetSecondFactor(ctx: Context, userId: string): Promise<UserView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    await getManagedRow(tx, userId);
    if (userId === tx.who.userId) return refuse('access.notYourself');
    await deleteSecondFactor(tx.db, userId);
    await deletePasskeys(tx.db, userId);
    await deleteSessions(tx.db, userId, null);
    return await getView(tx, userId);
  });
}

export async function endUserSessions(ctx: Context, userId: string): Promise<{ ended: number }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    await getManagedRow(tx, userId);
    return { ended: await deleteSessions(tx.db, userId, null) };
  });
}

export async function endUserTokens(ctx: Context, userId: string): Promise<{ ended: number }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    await getManagedRow(tx, userId);
    const by = { userId: tx.who.userId, at: tx.now().toString() };
    return { ended: await endTokens(tx.db, userId, null, by) };
  });
}

export async function addGrant(
  ctx: Context,
  userId: string,
  wish: NewGrant,
  reason: string,
): Promise<UserView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    await getRow(tx, userId);
    await giveGrants(tx, userId, [{ wish, at: 'body' }], reason);
    return await getView(tx, userId);
  });
}

// ── demo ──

export interface DemoUser {
  name: string;
  username: string;
  grants: NewGrant[];
}

/** Users of the demo, made once; the link steps into the first. For the system alone. */
export async function openDemo(ctx: Context, users: readonly DemoUser[]): Promise<OneTimeLink> {
  return await inTransaction(ctx, async (tx) => {
    let firstId: string | undefined;
    for (const user of users) {
      const taken = await findTaken(tx.db, user.username, madeUpEmail(user.username));
      const userId = taken?.user_id ?? (await addDemoUser(tx, user));
      firstId ??= userId;
    }
    return firstId === undefined
      ? refuse('access.user.notFound')
      : await createLink(tx, 'demo', firstId);
  });
}

async function addDemoUser(tx: Context, user: DemoUser): Promise<string> {
  const userId = await addUser(tx, { ...user, language: 'vi' }, true);
  const wishes = user.grants.map((wish) => ({ wish, at: 'grants' }));
  await giveGrants(tx, userId, wishes, 'demo');
  return userId;
}
