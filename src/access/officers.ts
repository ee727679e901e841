/** Who holds one of these roles over a place now: to whom work there can be given. */
import type { Role } from '../kernel/actor.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { listOfficersOver } from './sql.ts';

export interface Officer {
  userId: string;
  name: string;
}

/** By name; suspended ones are left out. Callers have decided that this may be asked of the place. */
export async function listOfficers(
  ctx: Context,
  placeId: number,
  roles: readonly Role[],
): Promise<Officer[]> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, () => listOfficersOver(tx.db, placeId, roles, today(tx))),
  );
}
