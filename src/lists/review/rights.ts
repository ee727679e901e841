/** Who may decide what where: roles of the caller over the places of items. */
import type { Grant, Role } from '../../kernel/actor.ts';
import { type Context, asOwner } from '../../stores/context.ts';
import { listPaths } from './sql-people.ts';

/** Roles of the caller over each place, by the boundaries of his grants; the system holds them all. */
export async function rolesOver(
  tx: Context,
  placeIds: readonly number[],
): Promise<(placeId: number, roles: readonly Role[]) => boolean> {
  if (tx.who.kind === 'system') return () => true;
  const held = new Map<number, Grant[]>();
  for (const [day, grants] of Map.groupBy(tx.who.grants, (grant) => grant.boundaries)) {
    const rows = await asOwner(tx, () => listPaths(tx.db, [...new Set(placeIds)], day));
    for (const { placeId, path } of rows) {
      const over = grants.filter((grant) => `${path}.`.startsWith(`${grant.path}.`));
      held.set(placeId, [...(held.get(placeId) ?? []), ...over]);
    }
  }
  return (placeId, roles) => (held.get(placeId) ?? []).some(({ role }) => roles.includes(role));
}
