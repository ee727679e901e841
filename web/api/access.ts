/** Users and grants of one's places, and the own account. */
import type { z } from 'zod';
import type {
  GrantView,
  Invitation,
  LinkView,
  NewGrant,
  SessionView,
  TokenView,
  UserView,
} from '../../src/access/types.ts';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { call, get, post } from './client.ts';

export type { GrantView, NewGrant, TokenView, UserView };
export type OneTimeLink = z.infer<typeof LinkView>;
export type OpenSession = z.infer<typeof SessionView>;
export type NewUser = z.input<typeof Invitation>;

export interface UserPage {
  users: UserView[];
  next: string | null;
}

export function listUsers(
  query: { query?: string; after?: string; limit?: number },
  signal?: AbortSignal,
): Promise<UserPage> {
  return get('/v1/users', query, signal);
}

export function getUser(userId: string, signal?: AbortSignal): Promise<UserView> {
  return get(`/v1/users/${userId}`, {}, signal);
}

export function inviteUser(user: NewUser): Promise<{ user: UserView; link: OneTimeLink }> {
  return post('/v1/users', user);
}

export function addGrant(userId: string, grant: NewGrant, reason: string): Promise<UserView> {
  return post(`/v1/users/${userId}/grants`, { ...grant, reason });
}

export function endGrant(grantId: number, reason: string, on?: IsoDate): Promise<GrantView> {
  return post(`/v1/grants/${grantId}/end`, { reason, on });
}

export function suspendUser(userId: string, reason: string): Promise<UserView> {
  return post(`/v1/users/${userId}/suspend`, { reason });
}

export function resumeUser(userId: string, reason: string): Promise<UserView> {
  return post(`/v1/users/${userId}/resume`, { reason });
}

export function resetPassword(userId: string, reason: string): Promise<OneTimeLink> {
  return post(`/v1/users/${userId}/reset-password`, { reason });
}

export function resetSecondFactor(userId: string, reason: string): Promise<UserView> {
  return post(`/v1/users/${userId}/reset-second-factor`, { reason });
}

export function endUserSessions(userId: string, reason: string): Promise<{ ended: number }> {
  return post(`/v1/users/${userId}/end-sessions`, { reason });
}

// ── the own account ──

export function getOwnUser(signal?: AbortSignal): Promise<{ user: UserView | null }> {
  return get('/v1/me', {}, signal);
}

export async function listOwnSessions(signal?: AbortSignal): Promise<OpenSession[]> {
  return (await get<{ sessions: OpenSession[] }>('/v1/account/sessions', {}, signal)).sessions;
}

export function endOwnSession(sessionId: string): Promise<{ ended: number }> {
  return call('DELETE', `/v1/account/sessions/${sessionId}`);
}

export function endOtherSessions(): Promise<{ ended: number }> {
  return call('DELETE', '/v1/account/sessions');
}

export async function listTokens(signal?: AbortSignal): Promise<TokenView[]> {
  return (await get<{ tokens: TokenView[] }>('/v1/account/tokens', {}, signal)).tokens;
}

export interface NewToken {
  name: string;
  grantIds: number[];
  mayChange: boolean;
  days: number;
}

export function addToken(token: NewToken): Promise<{ token: TokenView; secret: string }> {
  return post('/v1/account/tokens', token);
}

export function endToken(tokenId: number): Promise<{ ended: number }> {
  return call('DELETE', `/v1/account/tokens/${tokenId}`);
}

export function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  return post('/v1/auth/change-password', { currentPassword, newPassword });
}

export interface SecondFactorSetup {
  totpURI: string;
  backupCodes: string[];
}

export function prepareSecondFactor(password: string): Promise<SecondFactorSetup> {
  return post('/v1/auth/two-factor/enable', { password });
}

/** The first right code of the app switches the second step on. */
export function confirmSecondFactor(code: string): Promise<void> {
  return post('/v1/auth/two-factor/verify-totp', { code });
}

export function endSecondFactor(password: string): Promise<void> {
  return post('/v1/auth/two-factor/disable', { password });
}

export async function renewBackupCodes(password: string): Promise<string[]> {
  const path = '/v1/auth/two-factor/generate-backup-codes';
  return (await post<{ backupCodes: string[] }>(path, { password })).backupCodes;
}

export interface Passkey {
  id: string;
  name: string | null;
  createdAt: string | null;
}

export function listPasskeys(signal?: AbortSignal): Promise<Passkey[]> {
  return get('/v1/auth/passkey/list-user-passkeys', {}, signal);
}

/** Throws a DOMException when the person gives up or the device cannot. */
export async function addPasskey(name: string): Promise<void> {
  const options = await get<PublicKeyCredentialCreationOptionsJSON>(
    '/v1/auth/passkey/generate-register-options',
    { name },
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential was made');
  await post('/v1/auth/passkey/verify-registration', { response: credential.toJSON(), name });
}

export function endPasskey(id: string): Promise<void> {
  return post('/v1/auth/passkey/delete-passkey', { id });
}
