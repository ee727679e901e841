/** Results that the register cannot give are entered with their day and source. */
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { getUnitByRef, listRefs } from '../units/ops.ts';
import { checkWithin, orRefuse } from '../units/scope.ts';
import { failures } from '../kernel/outcome.ts';
import { insertObservation, listObservations } from './sql-observations.ts';
import { listIndicators, lockTargets } from './sql.ts';
import type { Observation, ObservationInput } from './types.ts';

/** For the unit or one below it. A correction of the same day keeps what was entered before. */
export async function recordObservation(
  ctx: Context,
  unit: string | number,
  input: ObservationInput,
): Promise<Observation> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const within = await getUnitByRef(tx, unit);
    const place = await getUnitByRef(tx, input.unit, input.on);
    const outside = await checkWithin(
      tx,
      [{ unitId: place.unitId, name: place.name, at: 'body.unit' }],
      within.unitId,
    );
    if (outside.length > 0) return orRefuse(failures(outside));
    const indicator = (await listIndicators(tx.db)).find((row) => row.code === input.indicator);
    if (!indicator) return refuse('targets.indicatorUnknown', { code: input.indicator });
    if (indicator.reads !== null) {
      return refuse('targets.readFromRegister', { name: indicator.name }, 'body.indicator');
    }
    checkValue(input, indicator.measure);
    await lockTargets(tx.db);
    const { userId, name } = tx.who;
    const by = { userId, name, at: tx.now().toString() };
    const id = await insertObservation(tx.db, { ...input, unitId: place.unitId }, by);
    const unitIds = [place.unitId];
    const all = await listObservations(tx.db, { unitIds, withSuperseded: false });
    return all.find((row) => row.observationId === id) ?? refuse('targets.notFound');
  });
}

function checkValue({ rateBp, part, whole }: ObservationInput, measure: 'rate' | 'people'): void {
  const isFraction = part !== null && whole !== null && whole > 0 && part <= whole;
  const isRate = rateBp !== null ? part === null && whole === null : isFraction;
  const isCount = part !== null && whole === null && rateBp === null;
  if (measure === 'rate' ? !isRate : !isCount) refuse('targets.observationValue', {}, 'body');
}

/** Of the unit and those directly asked for below it. */
export async function listEntered(
  ctx: Context,
  unit: string | number,
  filter: { indicator?: string | undefined; withSuperseded: boolean },
): Promise<(Observation & { unitName: string; indicatorName: string })[]> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const { indicator, withSuperseded } = filter;
    const rows = await listObservations(tx.db, {
      unitIds: [unitId],
      withSuperseded,
      ...(indicator !== undefined && { indicator }),
    });
    const names = new Map((await listIndicators(tx.db)).map((row) => [row.code, row.name]));
    const refs = await listRefs(tx, [unitId], rows[0]?.on ?? '2026-01-01');
    return rows.map((row) => ({
      ...row,
      unitName: refs.get(row.unitId)?.name ?? '',
      indicatorName: names.get(row.indicator) ?? row.indicator,
    }));
  });
}
