/** From the unit or the person who asks to the places in question. */
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, today } from '../stores/context.ts';
import { getUnitByRef, scopeOf } from '../units/ops.ts';
import type { Unit, UnitRef } from '../units/types.ts';
import {
  type LevelUnit,
  type PlaceScope,
  listLevelUnits,
  listPaths,
  listUnitsInside,
} from './sql-scope.ts';

export interface UnitPlaces {
  unit: Unit;
  scope: PlaceScope;
}

/** The unit of an address and what lies in it. */
export async function readUnit(ctx: Context, ref: string | number): Promise<UnitPlaces> {
  const unit = await getUnitByRef(ctx, ref);
  const { path, on } = await scopeOf(ctx, unit.unitId, today(ctx));
  return { unit, scope: { paths: [path], days: [on] } };
}

/** All places of who asks; null = everything (the system). */
export function scopeOfActor(ctx: Context): PlaceScope | null {
  if (ctx.who.kind === 'system') return null;
  return {
    paths: ctx.who.grants.map((grant) => grant.path),
    days: ctx.who.grants.map((grant) => grant.boundaries),
  };
}

/** Units of a level inside a unit on a day; none where that day's tree has no such level. */
export async function listUnitsOfLevel(
  ctx: Context,
  within: number,
  levels: readonly string[],
  day: IsoDate,
): Promise<LevelUnit[]> {
  const scope = await scopeOf(ctx, within, day);
  if (scope.path === '') return [];
  return await listLevelUnits(ctx.db, scope, day, levels);
}

/** Refuses unless all units lie in the places. */
export async function assertInside(
  ctx: Context,
  unitIds: readonly number[],
  scope: PlaceScope,
  at: string,
): Promise<void> {
  const inside = new Set(await listUnitsInside(ctx.db, unitIds, scope));
  const outside = unitIds.find((unitId) => !inside.has(unitId));
  if (outside !== undefined) refuse('tasks.unitOutside', { unitId: outside }, at);
}

export function refOnly({ unitId, code, name, type, level }: UnitRef): UnitRef {
  return { unitId, code, name, type, level };
}

/** Units above, the nearest first, up to the province and no further. */
export async function listAbove(ctx: Context, unitId: number): Promise<number[]> {
  const paths = await asOwner(ctx, () => listPaths(ctx.db, [unitId], today(ctx)));
  return aboveIn(paths.get(unitId) ?? '', unitId);
}

/** From a path: the country is nobody's next level, it has its own ministries. */
export function aboveIn(path: string, unitId: number): number[] {
  return idsIn(path)
    .slice(1)
    .filter((id) => id !== unitId)
    .reverse();
}

/** u1.u1208.u202536 → 1, 1208, 202536 */
export function idsIn(path: string): number[] {
  return path === '' ? [] : path.split('.').map((label) => Number(label.slice(1)));
}
