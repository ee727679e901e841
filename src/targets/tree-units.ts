/** Which units a tree of targets shows. */
import type { Below } from '../coverage/below-ops.ts';
import type { Context } from '../stores/context.ts';
import { listChildren, listSubtree, scopeOf } from '../units/ops.ts';
import type { UnitRef } from './types.ts';

export interface Placed extends UnitRef {
  parentId: number | null;
  /** steps below the unit asked for */
  depth: number;
}

const LEVELS = ['country', 'province', 'district', 'commune', 'village'] as const;

/**
 * How deep the figures of a tree go that many steps below a unit. A day's tree may lack districts: two
 * steps below a province may be villages already.
 */
export function deepestOf(depth: number): (level: UnitRef['level']) => 'commune' | 'village' {
  return (level) => {
    const at = LEVELS.indexOf(level);
    const skipped = depth > 0 && at < LEVELS.indexOf('district') ? 1 : 0;
    return at + depth + skipped <= LEVELS.indexOf('commune') ? 'commune' : 'village';
  };
}

/** The unit and the units below it, parents first; of one the tree does not know, what holds it. */
export async function listUnitsTo(tx: Context, below: Below, depth: number): Promise<Placed[]> {
  const { unit, boundaries } = below;
  const root: Placed = { ...unit, parentId: null, depth: 0 };
  const { on } = await scopeOf(tx, unit.unitId, boundaries);
  if (depth === 0) return [root];
  if (on !== boundaries) {
    const { units } = await listChildren(tx, unit.unitId, boundaries);
    return [root, ...units.map((row) => ({ ...refOf(row), parentId: unit.unitId, depth: 1 }))];
  }
  // a level may be missing from the day's tree: one more than the depth is looked at
  const at = LEVELS.indexOf(unit.level);
  const levels = LEVELS.slice(at, at + depth + 2);
  const rows = await listSubtree(tx, unit.unitId, boundaries, levels);
  const depths = new Map([[unit.unitId, 0]]);
  const placed: Placed[] = [root];
  for (const row of rows) {
    const above = row.parentId === null ? undefined : depths.get(row.parentId);
    if (above === undefined || above >= depth || row.unitId === unit.unitId) continue;
    depths.set(row.unitId, above + 1);
    placed.push({ ...refOf(row), parentId: row.parentId, depth: above + 1 });
  }
  return placed;
}

export function refOf({ unitId, code, name, level }: UnitRef): UnitRef {
  return { unitId, code, name, level };
}
