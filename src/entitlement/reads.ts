/** On what the stored decisions stand. */
import type { Context } from '../stores/context.ts';
import { refuse } from '../kernel/outcome.ts';
import { findLastBasis, findState } from './sql.ts';
import type { BasisView } from './types.ts';

/** Null while nothing was ever decided. Run as owner. */
export async function getBasis(ctx: Context): Promise<BasisView | null> {
  const { basis, allStale, stale } = await findState(ctx.db);
  if (!basis) return null;
  const last = (await findLastBasis(ctx.db)) ?? basis;
  const { decidedOn, lawVersion, readToEntry, decidedAt } = last;
  return { decidedOn, lawVersion, readToEntry, decidedAt, people: basis.people, stale, allStale };
}

export async function needBasis(ctx: Context): Promise<BasisView> {
  return (await getBasis(ctx)) ?? refuse('entitlement.notDecided');
}
