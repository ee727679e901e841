/** Who is signed in and what may be done with the account; provisional until the rows of access land. */
import type { Role } from '../../src/kernel/actor.ts';
import { get, post } from './client.ts';

export interface SessionGrant {
  role: Role;
  unitId: number;
  unitName: string;
  unitCode: string | null;
}

export interface Session {
  userId: string;
  name: string;
  grants: readonly SessionGrant[];
  /** where the start page begins */
  homeUnitId: number | null;
  isDemo: boolean;
  /** for the account menu */
  placeText: string;
}

export async function getSession(signal?: AbortSignal): Promise<Session | null> {
  return await get<Session | null>('/v1/me', {}, signal);
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out');
}
