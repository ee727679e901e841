/** What better-auth does not know: lock-out, rules of passwords, one-time links, the journal. */
import {
  APIError,
  createAuthEndpoint,
  createAuthMiddleware,
  getSessionFromCtx,
} from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type { BetterAuthPlugin } from 'better-auth/types';
import { z } from 'zod';
import { type Fault, Refusal } from '../kernel/outcome.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { findActor } from './gate.ts';
import { recordInJournal } from './journal.ts';
import { inspectLink, useLink } from './links.ts';
import { checkPassword } from './password-rules.ts';
import { findHolder } from './sql.ts';
import { deleteExpired } from './sql-accounts.ts';
import { beginTry, endTries } from './tries.ts';

const SIGN_IN_PATHS = ['/sign-in/username', '/sign-in/email'];

/** Successes of these are journaled under these names. */
const JOURNALED: Readonly<Record<string, string>> = {
  '/change-password': 'account.changePassword',
  '/two-factor/enable': 'account.prepareSecondFactor',
  '/two-factor/disable': 'account.endSecondFactor',
  '/two-factor/generate-backup-codes': 'account.renewBackupCodes',
  '/passkey/verify-registration': 'account.addPasskey',
  '/passkey/delete-passkey': 'account.endPasskey',
  '/sign-out': 'signIn.ended',
};

const LinkBody = z.object({
  code: z.string().max(100),
  password: z.string().max(1000).optional(),
  name: z.string().max(200).optional(),
  username: z.string().max(100).optional(),
});

/** The last plugin, so that it sees whether a second factor is still to be asked. */
export function houseRules(ctx: Context): BetterAuthPlugin {
  return {
    id: 'house-rules',
    endpoints: {
      inspectOneTimeLink: createAuthEndpoint(
        '/link/inspect',
        { method: 'POST', body: z.object({ code: z.string().max(100) }) },
        async (c) => c.json(await orFault(inspectLink(ctx, c.body.code))),
      ),
      useOneTimeLink: createAuthEndpoint(
        '/link/use',
        { method: 'POST', body: LinkBody },
        async (c) => {
          const used = await orFault(useLink(ctx, c.body));
          const user = await c.context.internalAdapter.findUserById(used.userId);
          if (!used.maySignIn || !user) return c.json({ ...used, signedIn: false });
          const session = await c.context.internalAdapter.createSession(user.id);
          await setSessionCookie(c, { session, user });
          return c.json({ ...used, signedIn: true });
        },
      ),
    },
    hooks: {
      before: [
        {
          matcher: (c) => SIGN_IN_PATHS.includes(c.path ?? ''),
          handler: createAuthMiddleware(async (c) => {
            const minutes = await beginTry(ctx, loginOf(c.body));
            if (minutes > 0)
              throw faultError(429, [{ code: 'access.tooManyTries', params: { minutes } }]);
          }),
        },
        {
          matcher: (c) => c.path === '/change-password',
          handler: createAuthMiddleware(async (c) => {
            const body = z.object({ newPassword: z.string() }).loose().safeParse(c.body);
            const session = await getSessionFromCtx(c);
            if (!body.success || !session) return;
            const holder = await findHolder(ctx.db, session.user.id);
            const owner = { name: holder?.name ?? '', username: holder?.username ?? '' };
            const faults = checkPassword(body.data.newPassword, owner, 'body.newPassword');
            if (faults.length > 0) throw faultError(422, faults);
            // whoever knew the old password is signed out everywhere
            return { context: { body: { ...body.data, revokeOtherSessions: true } } };
          }),
        },
      ],
      after: [
        {
          matcher: () => true,
          handler: createAuthMiddleware(async (c) => {
            await afterAll(ctx, c.path ?? '', c.body, c.context);
          }),
        },
      ],
    },
  };
}

interface AfterContext {
  newSession: { user: { id: string } } | null;
  session: { user: { id: string } } | null;
  returned?: unknown;
}

async function afterAll(
  ctx: Context,
  path: string,
  body: unknown,
  after: AfterContext,
): Promise<void> {
  const isFault = after.returned instanceof Error;
  if (SIGN_IN_PATHS.includes(path)) {
    if (isFault) await journalSignIn(ctx, 'signIn.failed', undefined);
    else await endTries(ctx, loginOf(body));
  }
  const isNew = after.newSession && !(path in JOURNALED) && !path.startsWith('/get-session');
  if (isNew && path !== '/two-factor/enable') {
    await journalSignIn(ctx, 'signIn.done', after.newSession?.user.id);
    await deleteExpired(ctx.db, ctx.now().toString());
  }
  const action = JOURNALED[path];
  if (action && !isFault) await journalSignIn(ctx, action, after.session?.user.id);
}

/** Rows of sign-in name the places of the person, so that their auditors find them. */
async function journalSignIn(
  ctx: Context,
  action: string,
  userId: string | undefined,
): Promise<void> {
  const known = userId === undefined ? undefined : await findActor(ctx, userId);
  const who = known ?? { userId: userId ?? '', name: '', kind: 'user' as const, grants: [] };
  const unitIds = [...new Set(who.grants.map((grant) => grant.unitId))];
  await inTransaction(ctx, (tx) =>
    recordInJournal({ ...tx, who: { ...who, grants: [] } }, { kind: 'signIn', action, unitIds }),
  );
}

function loginOf(body: unknown): string {
  const login = z
    .object({ username: z.string().optional(), email: z.string().optional() })
    .safeParse(body);
  return login.success ? (login.data.username ?? login.data.email ?? '') : '';
}

async function orFault<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof Refusal) throw faultError(422, cause.faults);
    throw cause;
  }
}

function faultError(status: 422 | 429, faults: readonly Fault[]): APIError {
  return new APIError(status === 429 ? 'TOO_MANY_REQUESTS' : 'UNPROCESSABLE_ENTITY', {
    code: 'HOUSE_RULE',
    message: faults.map((fault) => fault.code).join(', '),
    faults,
  });
}
