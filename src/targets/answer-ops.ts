/** A unit accepts what it was assigned or answers with a number and a reason; who assigned decides. */
import { type Fault, failures, refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import { recordAct } from '../units/acts.ts';
import { getUnitByRef } from '../units/ops.ts';
import { checkWithin, orRefuse } from '../units/scope.ts';
import {
  type NewRevision,
  type TargetFilter,
  appendRevisions,
  listTargets,
  lockTargets,
} from './sql.ts';
import type { CounterInput, DecideInput, Target, TargetState, WithdrawInput } from './types.ts';
import { COUNTERABLE, complete } from './values.ts';

/** Both when it was assigned and when it was changed may a unit accept it. */
const ANSWERABLE: readonly TargetState[] = ['assigned', 'adjusted', 'counterProposed'];

/** The unit takes on what it was assigned; of several, all or none. */
export async function acceptTargets(
  ctx: Context,
  unit: string | number,
  targetIds: readonly number[],
): Promise<Target[]> {
  return await rewrite(ctx, unit, targetIds, ({ current }, unitId) =>
    ANSWERABLE.includes(current.state) && current.assignerId !== unitId
      ? { state: 'accepted', counterRateBp: null, counterPeople: null, reason: null }
      : null,
  );
}

/** The unit answers with another number and why. What it was assigned stands until decided. */
export async function counterTarget(
  ctx: Context,
  unit: string | number,
  input: CounterInput,
): Promise<Target> {
  const [answered] = await rewrite(ctx, unit, [input.targetId], ({ current }, unitId) => {
    if (!COUNTERABLE.includes(current.state) || current.assignerId === unitId) return null;
    const { measure, value, reason } = input;
    const counter = complete(
      {
        operator: current.operator,
        measure,
        rateBp: measure === 'rate' ? value : null,
        people: measure === 'people' ? value : null,
      },
      current.population,
    );
    return {
      state: 'counterProposed',
      counterRateBp: counter.rateBp,
      counterPeople: counter.people,
      reason,
    };
  });
  return answered ?? refuse('targets.notFound');
}

/**
 * Who assigned decides about the answer of a unit below: takes its number (kept as adjusted, with an
 * act) or keeps what was assigned; either way with a reason.
 */
export async function decideCounter(
  ctx: Context,
  unit: string | number,
  input: DecideInput,
): Promise<Target> {
  const { act, reason, decision } = input;
  const [decided] = await rewriteBelow(ctx, unit, [input.targetId], async (tx, { current }) => {
    if (current.state !== 'counterProposed') return null;
    const settled = { counterRateBp: null, counterPeople: null, reason };
    if (decision === 'keep') return { ...settled, state: 'assigned' };
    return {
      ...settled,
      state: 'adjusted',
      rateBp: current.counterRateBp,
      people: current.counterPeople,
      measure: current.counterPeople === null ? 'rate' : current.measure,
      ...(act && { actId: await recordAct(tx, act) }),
    };
  });
  return decided ?? refuse('targets.notFound');
}

/** Taken back with a reason; its history stays. */
export async function withdrawTargets(
  ctx: Context,
  unit: string | number,
  input: WithdrawInput,
): Promise<Target[]> {
  const { reason } = input;
  return await rewriteBelow(ctx, unit, input.targetIds, async () => ({
    state: 'withdrawn',
    reason,
  }));
}

type Rewrite = Partial<Omit<NewRevision, 'targetId'>>;

/** Targets of the unit itself. Null = what stands now cannot be answered so. */
async function rewrite(
  ctx: Context,
  unit: string | number,
  targetIds: readonly number[],
  change: (target: Target, unitId: number) => Rewrite | null,
): Promise<Target[]> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const found = await readChosen(tx, { targetIds, unitIds: [unitId], knownAt: null });
    return await append(
      tx,
      found,
      found.map((target) => change(target, unitId)),
    );
  });
}

/** Targets that the unit set, for itself or below it. */
async function rewriteBelow(
  ctx: Context,
  unit: string | number,
  targetIds: readonly number[],
  change: (tx: Context, target: Target) => Promise<Rewrite | null>,
): Promise<Target[]> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const found = await readChosen(tx, { targetIds, knownAt: null });
    const assigners = found.map(({ current }, i) => ({
      unitId: current.assignerId,
      name: '',
      at: `targetIds.${i}`,
    }));
    const isOutside = (await checkWithin(tx, assigners, unitId)).length > 0;
    if (isOutside) refuse('targets.notFound');
    const changes = [];
    for (const target of found) changes.push(await change(tx, target));
    return await append(tx, found, changes);
  });
}

async function readChosen(tx: Context, filter: TargetFilter): Promise<Target[]> {
  await lockTargets(tx.db);
  const found = await listTargets(tx.db, filter);
  if (found.length !== new Set(filter.targetIds).size) refuse('targets.notFound');
  return found;
}

async function append(
  tx: Context,
  targets: readonly Target[],
  changes: readonly (Rewrite | null)[],
): Promise<Target[]> {
  const faults = changes.flatMap((change, i): Fault[] =>
    change === null ? [{ code: 'targets.notAnswerable', at: `targetIds.${i}` }] : [],
  );
  if (faults.length > 0) return orRefuse(failures(faults));
  const revisions = targets.map(({ targetId, current }, i): NewRevision => {
    const { revisionId: _, recordedAt: __, supersededAt: ___, actorName: ____, ...kept } = current;
    return { ...kept, targetId, ...changes[i] };
  });
  const { userId, name } = tx.who;
  await appendRevisions(tx.db, revisions, { userId, name, at: tx.now().toString() });
  const targetIds = targets.map((target) => target.targetId);
  return await listTargets(tx.db, { targetIds, knownAt: null, withWithdrawn: true });
}
