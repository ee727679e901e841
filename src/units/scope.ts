/** Changes of the tree reach several units: each must lie in the places of the one who acts. */
import { type Fault, type Outcome, Refusal, refuse } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import * as sql from './sql.ts';
import type { ChangeCommand } from './types.ts';

/** What a command changes or ends, and under what it puts new units. */
export interface Touched {
  changed: readonly number[];
  parents: readonly number[];
}

export function unitsOfCommand(command: ChangeCommand): Touched {
  switch (command.kind) {
    case 'merge':
      return { changed: command.unitIds, parents: [command.into.parentId] };
    case 'split':
      return { changed: [command.unitId], parents: command.parts.map((part) => part.parentId) };
    case 'relevel':
      return { changed: [command.unitId], parents: [command.into.parentId] };
    case 'reorganise':
      return {
        changed: command.flows.map((flow) => flow.fromUnitId),
        parents: command.results.map((unit) => unit.parentId),
      };
    case 'amend':
      return {
        changed: [command.unitId],
        parents: command.parentId === undefined ? [] : [command.parentId],
      };
    case 'abolish':
      return { changed: [command.unitId], parents: [] };
  }
}

/** The unit whose administrator may ask at all; the rest is checked by assertWithinGrants. */
export function mainUnitOf(command: ChangeCommand): number {
  return unitsOfCommand(command).changed[0] ?? 0;
}

/**
 * Refuses as not found when something lies outside the grants that allow the call. What is changed
 * must lie strictly below a grant's unit: nobody renames, splits or ends the unit he administers.
 */
export async function assertWithinGrants(ctx: Context, touched: Touched): Promise<void> {
  if (ctx.who.kind === 'system') return;
  const below = new Set<number>();
  const within = new Set<number>();
  const wanted = [...new Set([...touched.changed, ...touched.parents])];
  for (const grant of ctx.who.grants) {
    if (grant.role !== 'administrator') continue;
    for (const row of await sql.listPlacementsOn(ctx.db, wanted, grant.boundaries)) {
      const isBelow = row.path.startsWith(`${grant.path}.`);
      if (isBelow) below.add(row.placeId);
      if (isBelow || row.path === grant.path) within.add(row.placeId);
    }
  }
  const outside =
    touched.changed.find((unitId) => !below.has(unitId)) ??
    touched.parents.find((unitId) => !within.has(unitId));
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
