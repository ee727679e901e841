/** What programmes and resolutions of a place ask for: a light register beside its targets. */
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { recordAct } from '../units/acts.ts';
import { getUnitByRef } from '../units/ops.ts';
import { closeCriterion, insertCriterion, listCriteria } from './sql-matrix.ts';
import { listIndicators } from './sql.ts';
import type { Criterion, CriterionInput } from './types.ts';

export async function addCriterion(
  ctx: Context,
  unit: string | number,
  input: CriterionInput,
): Promise<Criterion> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const isKnown = (await listIndicators(tx.db)).some((row) => row.code === input.indicator);
    if (!isKnown) return refuse('targets.indicatorUnknown', { code: input.indicator });
    const actId = input.act === null ? null : await recordAct(tx, input.act);
    const by = { name: tx.who.name, at: tx.now().toString() };
    const id = await insertCriterion(tx.db, { ...input, unitId, actId }, by);
    const found = (await listCriteria(tx.db, unitId)).find((row) => row.criterionId === id);
    return found ?? refuse('targets.criterion.unknown');
  });
}

export async function removeCriterion(
  ctx: Context,
  unit: string | number,
  criterionId: number,
): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const isClosed = await closeCriterion(tx.db, unitId, criterionId, tx.now().toString());
    if (!isClosed) refuse('targets.criterion.unknown');
  });
}
