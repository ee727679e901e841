/** Who may do what where, as pure decisions over grants and paths. */
import type { Actor, Grant, Role } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';

/** Paths of the places a call touches, in the tree of each boundaries day that matters. */
export type PathsByTree = ReadonlyMap<IsoDate, readonly string[]>;

/** True when `path` is `ancestor` or lies below it: `u1.u35` is not inside `u1.u3`. */
export function isInside(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}

/** The grants whose subtree holds one of the places, each read in its own tree. */
export function grantsHolding(grants: readonly Grant[], paths: PathsByTree): Grant[] {
  return grants.filter((grant) =>
    (paths.get(grant.boundaries) ?? []).some((path) => isInside(path, grant.path)),
  );
}

/** A grant on the country itself. */
export function isRoot(grant: Grant): boolean {
  return !grant.path.includes('.');
}

export function holdsSystem(actor: Actor): boolean {
  return (
    actor.kind === 'system' || actor.grants.some((g) => g.role === 'administrator' && isRoot(g))
  );
}

export type PlaceDecision =
  | { kind: 'allowed'; grants: Grant[] }
  /** he sees the place, but his roles do not allow this */
  | { kind: 'wrongRole' }
  | { kind: 'outside' };

export function decidePlace(
  actor: Actor,
  roles: readonly Role[],
  paths: PathsByTree,
): PlaceDecision {
  const holding = grantsHolding(actor.grants, paths);
  if (holding.length === 0) return { kind: 'outside' };
  const allowed = holding.filter((grant) => roles.includes(grant.role));
  return allowed.length > 0 ? { kind: 'allowed', grants: allowed } : { kind: 'wrongRole' };
}

/** Lists over all places of the actor: those where he holds one of the roles. */
export function decideOwn(actor: Actor, roles: readonly Role[]): PlaceDecision {
  if (actor.grants.length === 0) return { kind: 'outside' };
  const allowed = actor.grants.filter((grant) => roles.includes(grant.role));
  return allowed.length > 0 ? { kind: 'allowed', grants: allowed } : { kind: 'wrongRole' };
}

/**
 * Reads never tell that something is there. A write says "forbidden" only to someone who may already
 * see the thing; a reader of open data sees no persons.
 */
export function refusalOf(
  decision: Exclude<PlaceDecision, { kind: 'allowed' }>,
  actor: Actor,
  isRead: boolean,
): 'notFound' | 'forbidden' {
  if (decision.kind === 'outside' || isRead) return 'notFound';
  return actor.grants.some((grant) => grant.role !== 'openData') ? 'forbidden' : 'notFound';
}

/**
 * What an administrator over a place may hand out there: every office of it. Another administrator
 * only strictly below him, except that the country's administrators may name their like.
 */
export function mayGive(giver: Grant, role: Role, path: string): boolean {
  if (giver.role !== 'administrator' || !isInside(path, giver.path)) return false;
  return role !== 'administrator' || path !== giver.path || isRoot(giver);
}
