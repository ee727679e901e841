/** Who is signed in, asked once and kept; everything in the frame and the start page follows it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Role } from '../../src/kernel/actor.ts';
import { type Session, getSession } from '../api/session.ts';

export const SESSION_KEY = ['session'] as const;

export function useSessionQuery() {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => getSession(signal),
    staleTime: 5 * 60_000,
  });
}

/** undefined while asking and when asking failed; null when nobody is signed in. */
export function useSession(): Session | null | undefined {
  return useSessionQuery().data;
}

export function useRoles(): ReadonlySet<Role> {
  const session = useSession();
  return useMemo(() => new Set(session?.grants.map((grant) => grant.role)), [session]);
}

/** Whether the reader holds one of these roles anywhere: spares a button the server would refuse. */
export function useHoldsAny(wanted: readonly Role[]): boolean {
  const roles = useRoles();
  return wanted.some((role) => roles.has(role));
}

/** Forgets everything fetched: the next person must not see the last one's data. */
export function useForgetAll(): () => void {
  const client = useQueryClient();
  return () => client.clear();
}
