/** On what the stored decisions stand. */
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { refuse } from '../kernel/outcome.ts';
import { listCategoryUses } from './kept-sql.ts';
import { findLastBasis, findState } from './sql.ts';
import type { BasisView, LawUsesAnswer } from './types.ts';
import { readScope } from './unit-scope.ts';

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

/** What the rules of the law are used for: residents of a unit by the category that counts. */
export async function listLawUses(
  ctx: Context,
  question: { unit: string | number; codeOn?: string | undefined },
): Promise<LawUsesAnswer> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const basis = await needBasis(tx);
      const scope = await readScope(tx, question.unit, basis.decidedOn, question);
      return {
        unit: scope.unit,
        basis,
        categories: await listCategoryUses(tx.db, scope.placeIds),
      };
    }),
  );
}
