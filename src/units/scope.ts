/** Changes of the tree reach several units: each must lie in the places of the one who acts. */
import { type Fault, type Outcome, Refusal, refuse } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import * as sql from './sql.ts';
import type { ChangeCommand } from './types.ts';

/**
 * Every existing unit a command changes, ends or puts something under; the first decides access.
 */
export function unitsOfCommand(command: ChangeCommand): number[] {
  switch (command.kind) {
    case 'merge':
      return [command.into.parentId, ...command.unitIds];
    case 'split':
      return [command.unitId, ...command.parts.map((part) => part.parentId)];
    case 'relevel':
      return [command.unitId, command.into.parentId];
    case 'reorganise':
      return [
        ...command.results.map((unit) => unit.parentId),
        ...command.flows.map((flow) => flow.fromUnitId),
      ];
    case 'amend':
      return command.parentId === undefined ? [command.unitId] : [command.unitId, command.parentId];
    case 'abolish':
      return [command.unitId];
  }
}

/** Refuses as not found when a unit lies outside the grants that allow the call. */
export async function assertWithinGrants(ctx: Context, unitIds: readonly number[]): Promise<void> {
  if (ctx.who.kind === 'system') return;
  const wanted = [...new Set(unitIds)];
  const covered = new Set<number>();
  for (const grant of ctx.who.grants) {
    if (grant.role !== 'administrator') continue;
    for (const row of await sql.listPlacementsOn(ctx.db, wanted, grant.boundaries)) {
      const inside = row.path === grant.path || row.path.startsWith(`${grant.path}.`);
      if (inside) covered.add(row.placeId);
    }
  }
  const outside = wanted.find((unitId) => !covered.has(unitId));
  if (outside !== undefined) refuse('units.notFound', { unitId: outside });
}

/** Faults for the units of a list that never lay in the unit the list is of; `at` by their rows. */
export async function checkWithin(
  ctx: Context,
  rows: readonly { unitId: number; name: string; at: string }[],
  within: number | null,
): Promise<Fault[]> {
  if (within === null) return [];
  const inside = new Set(
    await sql.listEverIn(
      ctx.db,
      rows.map((row) => row.unitId),
      within,
    ),
  );
  return rows
    .filter((row) => !inside.has(row.unitId))
    .map(({ name, at }) => ({ code: 'units.outside', params: { name }, at }));
}

/** The value, or all faults as the answer. */
export function orRefuse<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Refusal(outcome.faults);
}
