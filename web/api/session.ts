/** Signing in and out, one-time links, and who is signed in. Protocols: better-auth under /v1/auth. */
import type { GrantView, UserView } from '../../src/access/types.ts';
import type { Role } from '../../src/kernel/actor.ts';
import { ApiFault, ME_PATH, get, post } from './client.ts';

export interface SessionGrant {
  role: Role;
  unitId: number;
  unitName: string;
}

export interface Session {
  userId: string;
  name: string;
  grants: readonly SessionGrant[];
  /** where the start page begins; null without any grant */
  homeUnitId: number | null;
  isDemo: boolean;
  /** for the account menu */
  placeText: string;
}

interface Me {
  user: UserView | null;
  /** those that hold today */
  grants: GrantView[];
}

/** null when nobody is signed in. */
export async function getSession(signal?: AbortSignal): Promise<Session | null> {
  const me = await get<Me>(ME_PATH, {}, signal).catch(nobodyOrThrow);
  if (!me?.user) return null;
  const { user } = me;
  const grants = me.grants.map((grant) => ({
    role: grant.role,
    unitId: grant.unit.unitId,
    unitName: grant.unit.name,
  }));
  const home = grants.find((grant) => grant.unitId === user.homeUnit?.unitId) ?? grants[0];
  return {
    userId: user.userId,
    name: user.name,
    grants,
    homeUnitId: home?.unitId ?? null,
    isDemo: user.isDemo,
    placeText: [...new Set(grants.map((grant) => grant.unitName))].join(', '),
  };
}

function nobodyOrThrow(cause: unknown): null {
  if (cause instanceof ApiFault && cause.kind === 'signIn') return null;
  throw cause;
}

export async function signOut(): Promise<void> {
  await post('/v1/auth/sign-out');
}

/** `second`: the password is right and a code is still to be asked. */
export type SignInAnswer = 'done' | 'second';

export async function signInByPassword(username: string, password: string): Promise<SignInAnswer> {
  const answer = await post<{ twoFactorRedirect?: boolean }>('/v1/auth/sign-in/username', {
    username,
    password,
  });
  return answer.twoFactorRedirect === true ? 'second' : 'done';
}

export async function verifySecondFactor(code: string, trustDevice: boolean): Promise<void> {
  await post('/v1/auth/two-factor/verify-totp', { code, trustDevice });
}

export async function verifyBackupCode(code: string): Promise<void> {
  await post('/v1/auth/two-factor/verify-backup-code', { code });
}

/** Throws a DOMException when the person gives up or the device has no passkey. */
export async function signInByPasskey(): Promise<void> {
  const options = await get<PublicKeyCredentialRequestOptionsJSON>(
    '/v1/auth/passkey/generate-authenticate-options',
  );
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new ApiFault('invalid', 0, {});
  await post('/v1/auth/passkey/verify-authentication', { response: credential.toJSON() });
}

export interface LinkView {
  purpose: 'first' | 'invite' | 'reset' | 'demo';
  name: string | null;
  username: string | null;
  needsPassword: boolean;
  expiresAt: string;
}

export function inspectLink(code: string): Promise<LinkView> {
  return post('/v1/auth/link/inspect', { code });
}

export interface LinkUse {
  code: string;
  password?: string;
  name?: string;
  username?: string;
}

export function submitLink(use: LinkUse): Promise<{ signedIn: boolean }> {
  return post('/v1/auth/link/use', use);
}
