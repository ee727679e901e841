/**
 * Sign-in protocols by better-auth on our own tables. Only the routes listed here are open; what
 * concerns users, grants, sessions and tokens are endpoints of ours.
 */
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';
import { genericOAuth, twoFactor, username } from 'better-auth/plugins';
import type { FaultText } from '../http/problem.ts';
import { languageOf, problemOf, problemResponse } from '../http/problem.ts';
import type { Context } from '../stores/context.ts';
import { withProblem } from './auth-problems.ts';
import {
  ACCOUNT_TABLE,
  InstantsAsDates,
  PASSKEY_TABLES,
  SESSION_TABLE,
  TWO_FACTOR_TABLES,
  USER_TABLE,
  VERIFICATION_TABLE,
} from './auth-tables.ts';
import type { Sessions } from './gate.ts';
import { houseRules } from './house-rules.ts';
import { USERNAME } from './links.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './password-rules.ts';
import { findHolder } from './sql.ts';

export interface AuthOptions {
  ctx: Context;
  /** as people type it: `https://bao-phu.example`; its host is the passkeys' relying party */
  url: string;
  secret: string;
  oidc: { issuer: string; clientId: string; clientSecret: string } | null;
  text: FaultText;
}

export interface Auth {
  /** answers everything under /v1/auth/ */
  handle(request: Request): Promise<Response>;
  sessions: Sessions;
}

const BASE_PATH = '/v1/auth';
const IDLE_HOURS = 12;
const RENEW_MINUTES = 30;
const SESSION_DAYS_MAX = 7;

const ROUTES: ReadonlySet<string> = new Set([
  'POST /sign-in/username',
  'POST /sign-in/email',
  'POST /sign-in/social',
  'POST /link-social',
  'POST /sign-out',
  'GET /get-session',
  'POST /link/inspect',
  'POST /link/use',
  'POST /change-password',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/generate-backup-codes',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/list-user-passkeys',
  'POST /passkey/update-passkey',
  'POST /passkey/delete-passkey',
  'GET /callback/oidc',
  'GET /error',
]);

export function makeAuth(options: AuthOptions): Auth {
  const auth = configure(options);
  return {
    async handle(request) {
      const path = new URL(request.url).pathname.slice(BASE_PATH.length);
      const acceptLanguage = request.headers.get('accept-language');
      if (!ROUTES.has(`${request.method} ${path}`)) {
        const language = languageOf(acceptLanguage);
        return problemResponse(problemOf(404, 'http.notFound', language, options.text));
      }
      if (isForeign(request, options.url)) {
        const language = languageOf(acceptLanguage);
        return problemResponse(problemOf(403, 'http.wrongOrigin', language, options.text));
      }
      return await withProblem(await auth.handler(request), acceptLanguage, options.text);
    },
    sessions: rememberSessions((request) => readSession(auth, options.ctx, request)),
  };
}

type FoundSession = NonNullable<Awaited<ReturnType<Sessions['find']>>>;

/** Whose session it is by better-auth, which checks the signature and prolongs it now and then. */
async function readSession(
  auth: ReturnType<typeof configure>,
  ctx: Context,
  request: Request,
): Promise<FoundSession | null> {
  const { response, headers } = await auth.api.getSession({
    headers: request.headers,
    returnHeaders: true,
  });
  if (!response) return null;
  const age = ctx.now().epochMilliseconds - response.session.createdAt.getTime();
  if (age > SESSION_DAYS_MAX * 86_400_000) return null;
  return {
    userId: response.user.id,
    sessionId: response.session.id,
    cookies: headers.getSetCookie(),
  };
}

const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?baophu\.session_token=([^;]+)/;
const REMEMBER_MS = 5 * 60_000;
const REMEMBERED_MAX = 5000;

/**
 * That a cookie was signed by us for a session stays true, so it is not asked at every request
 * (1.5 of 2.4 ms of a small call). That the session has not ended is asked every time, by the gate.
 */
function rememberSessions(read: (request: Request) => Promise<FoundSession | null>): Sessions {
  const known = new Map<string, { session: FoundSession; until: number }>();
  return {
    async find(request) {
      const cookie = SESSION_COOKIE.exec(request.headers.get('cookie') ?? '')?.[1];
      if (cookie === undefined) return null;
      const remembered = known.get(cookie);
      if (remembered && performance.now() < remembered.until) return remembered.session;
      known.delete(cookie);
      const session = await read(request);
      if (!session) return null;
      const oldest = known.size >= REMEMBERED_MAX ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      const until = performance.now() + REMEMBER_MS;
      known.set(cookie, { session: { ...session, cookies: [] }, until });
      return session;
    },
  };
}

function configure(options: AuthOptions) {
  const { ctx } = options;
  const url = new URL(options.url);
  return betterAuth({
    appName: 'Bao Phủ',
    baseURL: url.origin,
    basePath: BASE_PATH,
    secret: options.secret,
    trustedOrigins: (request) => originsOf(url, request),
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, message) => logAuth(ctx, level, message) },
    database: {
      db: ctx.db.withPlugin(new InstantsAsDates()),
      type: 'postgres',
      schemaName: 'access',
      transaction: true,
    },
    advanced: {
      cookiePrefix: 'baophu',
      // spelled out: better-auth leaves both checks out where NODE_ENV is test
      disableCSRFCheck: false,
      disableOriginCheck: false,
      useSecureCookies: url.protocol === 'https:',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      cookies: { session_token: { attributes: { sameSite: 'strict' } } },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => ctx.newId() },
    },
    onAPIError: { onError: rethrowUnexpected },
    // our own lock-out counts by name; a whole office may share one address
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    session: {
      ...SESSION_TABLE,
      expiresIn: IDLE_HOURS * 3600,
      updateAge: RENEW_MINUTES * 60,
      freshAge: 3600,
    },
    user: USER_TABLE,
    account: {
      ...ACCOUNT_TABLE,
      encryptOAuthTokens: true,
      // an address said elsewhere never opens an account: its owner links it while signed in
      accountLinking: { enabled: true, allowDifferentEmails: true, disableImplicitLinking: true },
    },
    verification: VERIFICATION_TABLE,
    databaseHooks: { session: { create: { before: (session) => refuseSuspended(ctx, session) } } },
    plugins: pluginsOf(options),
  });
}

function pluginsOf(options: AuthOptions) {
  const url = new URL(options.url);
  return [
    username({
      minUsernameLength: 3,
      maxUsernameLength: 64,
      usernameValidator: (name) => USERNAME.test(name.toLowerCase()),
      displayUsername: false,
    }),
    twoFactor({
      issuer: 'Bao Phủ',
      accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 },
      schema: TWO_FACTOR_TABLES,
    }),
    passkey({
      rpID: isLocal(url) ? 'localhost' : url.hostname,
      rpName: 'Bao Phủ',
      origin: originsOf(url),
      schema: PASSKEY_TABLES,
    }),
    ...(options.oidc ? [genericOAuth({ config: [oidcProvider(options.oidc)] })] : []),
    houseRules(options.ctx),
  ];
}

/** Signing somebody in from another site is refused too, not only what his cookie could do. */
function isForeign(request: Request, url: string): boolean {
  const origin = request.headers.get('origin');
  if (request.method === 'GET' || origin === null) return false;
  return !originsOf(new URL(url), request).includes(origin);
}

/** Without a public address the server has every name of its machine: a page's own host. */
function originsOf(url: URL, request?: Request): string[] {
  if (!isLocal(url)) return [url.origin];
  const hosts = ['127.0.0.1', 'localhost'].map((name) => (url.port ? `${name}:${url.port}` : name));
  const asked = request?.headers.get('host');
  return [...hosts, ...(asked ? [asked] : [])].map((host) => `${url.protocol}//${host}`);
}

/** Only people who are users already: the provider says who someone is, never what he may do. */
function oidcProvider(oidc: { issuer: string; clientId: string; clientSecret: string }) {
  return {
    providerId: 'oidc',
    discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    scopes: ['openid', 'profile', 'email'],
    pkce: true,
    requireIdTokenVerification: true,
    disableImplicitSignUp: true,
    disableSignUp: true,
    mapProfileToUser: (profile: { sub?: unknown; email?: unknown; name?: unknown }) => ({
      email: typeof profile.email === 'string' ? profile.email : `${profile.sub}@oidc.invalid`,
      name: typeof profile.name === 'string' ? profile.name : String(profile.sub),
    }),
  };
}

async function refuseSuspended(ctx: Context, session: { userId: string }): Promise<void> {
  const holder = await findHolder(ctx.db, session.userId);
  if (holder && !holder.suspended) return;
  throw new APIError('FORBIDDEN', {
    code: 'HOUSE_RULE',
    message: 'suspended',
    faults: [{ code: 'access.suspended' }],
  });
}

/** Left alone, better-auth prints the whole error, rows and all; our log leaves those out. */
function rethrowUnexpected(cause: unknown): void {
  if (!isAPIError(cause)) throw cause;
}

/** Messages of better-auth may quote what was sent: only that something happened is kept. */
function logAuth(ctx: Context, level: string, message: string): void {
  const words = message.replace(/[^\s]*[@\d:/][^\s]*/g, '…').slice(0, 120);
  if (level === 'error') ctx.log.error({ auth: words }, 'sign-in failed on our side');
  else ctx.log.debug({ auth: words }, 'sign-in');
}

function isLocal(url: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0'].includes(url.hostname);
}
