/** What a person does with his own account: sessions, tokens, language. */
import { randomBytes } from 'node:crypto';
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { viewOfGrant } from './grants.ts';
import { hashSecret } from './gate.ts';
import {
  type SessionRow,
  type TokenRow,
  deleteSessions,
  endTokens,
  findUser,
  insertToken,
  listRoleGrants,
  listSessions,
  listTokens,
  updateUser,
} from './sql-accounts.ts';
import type { GrantView, TokenView, UserView } from './types.ts';
import { viewOfUser } from './users.ts';

const TOKENS_MAX = 20;

export interface Me {
  kind: 'user' | 'token' | 'system';
  /** null for the system */
  user: UserView | null;
  /** those that hold today (of a token: those it carries) */
  grants: GrantView[];
}

export async function readMe(ctx: Context): Promise<Me> {
  const { who } = ctx;
  if (who.kind === 'system') return { kind: 'system', user: null, grants: [] };
  return await inOwnerTransaction(ctx, async (tx) => {
    const day = today(tx);
    const row = await findUser(tx.db, who.userId);
    if (!row) return refuse('access.user.notFound');
    const rows = await listRoleGrants(tx.db, { userIds: [who.userId], day });
    const held = rows.filter((grant) =>
      who.grants.some(
        (one) =>
          one.role === grant.role &&
          one.unitId === grant.unit_id &&
          one.boundaries === grant.boundaries &&
          grant.valid_from <= day,
      ),
    );
    return { kind: who.kind, user: viewOfUser(row, rows), grants: held.map(viewOfGrant) };
  });
}

export async function changeMe(
  ctx: Context,
  change: { language?: 'vi' | 'en' },
): Promise<{ language: 'vi' | 'en' }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const row = await findUser(tx.db, tx.who.userId);
    if (!row) return refuse('access.user.notFound');
    const language = change.language ?? row.language;
    await updateUser(tx.db, row.user_id, {
      name: row.name,
      language,
      homeUnitId: row.home_unit_id,
    });
    return { language };
  });
}

// ── sessions ──

export async function listOwnSessions(ctx: Context) {
  const rows = await inOwnerTransaction(ctx, (tx) =>
    listSessions(tx.db, tx.who.userId, tx.now().toString()),
  );
  return { sessions: rows.map((row) => viewOfSession(row, ctx.who.sessionId)) };
}

function viewOfSession(row: SessionRow, currentId: string | undefined) {
  return {
    sessionId: row.session_id,
    createdAt: row.created_at,
    lastUsedAt: row.updated_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
    isThisOne: row.session_id === currentId,
  };
}

export async function endOwnSession(ctx: Context, sessionId: string): Promise<{ ended: number }> {
  const ended = await inOwnerTransaction(ctx, (tx) =>
    deleteSessions(tx.db, tx.who.userId, sessionId),
  );
  return ended === 0 ? refuse('access.session.notFound') : { ended };
}

export async function endOtherSessions(ctx: Context): Promise<{ ended: number }> {
  const { userId, sessionId } = ctx.who;
  const ended = await inOwnerTransaction(ctx, (tx) =>
    deleteSessions(tx.db, userId, null, sessionId),
  );
  return { ended };
}

// ── tokens ──

export async function listTokensOf(ctx: Context, userId: string): Promise<{ tokens: TokenView[] }> {
  const rows = await inOwnerTransaction(ctx, (tx) =>
    listTokens(tx.db, userId, tx.now().toString()),
  );
  return { tokens: rows.map(viewOfToken) };
}

export interface NewToken {
  name: string;
  grantIds: readonly number[];
  mayChange: boolean;
  days: number;
}

/** The token's text is shown this once. It carries a part of the person's own live grants. */
export async function addOwnToken(
  ctx: Context,
  token: NewToken,
): Promise<{ token: TokenView; secret: string }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { userId } = tx.who;
    const day = today(tx);
    const now = tx.now();
    const own = await listRoleGrants(tx.db, { userIds: [userId], day });
    const held = new Set(own.filter((row) => row.valid_from <= day).map((row) => row.grant_id));
    if (token.grantIds.some((grantId) => !held.has(grantId))) {
      return refuse('access.grantNotYours', undefined, 'body.grantIds');
    }
    const known = await listTokens(tx.db, userId, now.toString());
    if (known.length >= TOKENS_MAX) return refuse('access.tooManyTokens', { maximum: TOKENS_MAX });
    const secret = `bp_${randomBytes(32).toString('base64url')}`;
    const tokenId = await insertToken(tx.db, {
      userId,
      name: token.name,
      secretHash: hashSecret(secret),
      grantIds: token.grantIds,
      mayChange: token.mayChange,
      createdAt: now.toString(),
      expiresAt: now.add({ hours: 24 * token.days }).toString(),
    });
    const added = (await listTokens(tx.db, userId, now.toString())).find(
      (row) => row.token_id === tokenId,
    );
    return added ? { token: viewOfToken(added), secret } : refuse('access.token.notFound');
  });
}

export async function endOwnToken(ctx: Context, tokenId: number): Promise<{ ended: number }> {
  const by = { userId: ctx.who.userId, at: ctx.now().toString() };
  const ended = await inOwnerTransaction(ctx, (tx) => endTokens(tx.db, tx.who.userId, tokenId, by));
  return ended === 0 ? refuse('access.token.notFound') : { ended };
}

function viewOfToken(row: TokenRow): TokenView {
  return {
    tokenId: row.token_id,
    name: row.name,
    grantIds: row.grant_ids,
    mayChange: row.may_change,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
