/** One target through all it said, with acts and who set it. */
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { listActs } from '../units/acts.ts';
import { getUnitByRef, listRefs } from '../units/ops.ts';
import { checkWithin } from '../units/scope.ts';
import { nameOfGroup } from './groups.ts';
import { listIndicators, listRevisions } from './sql.ts';
import type { TargetHistory } from './types.ts';

/** A target of the unit or of one below it. */
export async function getHistory(
  ctx: Context,
  unit: string | number,
  targetId: number,
): Promise<TargetHistory> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const found = await listRevisions(tx.db, targetId);
    const last = found.at(-1);
    if (!last) return refuse('targets.notFound');
    const place = [{ unitId: last.unitId, name: '', at: '' }];
    if ((await checkWithin(tx, place, unitId)).length > 0) return refuse('targets.notFound');
    const revisions = found.map((target) => target.current);
    const acts = await listActs(
      tx,
      revisions.flatMap(({ actId }) => actId ?? []),
    );
    const assigners = revisions.map(({ assignerId }) => assignerId);
    const refs = await listRefs(tx, [last.unitId, ...assigners], last.from);
    const indicators = await listIndicators(tx.db);
    const ref = refs.get(last.unitId);
    return {
      ...last,
      unit: ref ?? refuse('targets.notFound'),
      indicatorName: indicators.find((row) => row.code === last.indicator)?.name ?? last.indicator,
      groupName: last.current.groupName ?? nameOfGroup(last.group, last.from).vi,
      revisions: revisions.map((revision) => ({
        ...revision,
        act: revision.actId === null ? null : (acts.get(revision.actId) ?? null),
        assigner: refs.get(revision.assignerId) ?? null,
      })),
    };
  });
}
