/** The unit a question is about, with the places inside it. */
import type { IsoDate } from '../kernel/dates.ts';
import type { Context } from '../stores/context.ts';
import { getUnitByRef, scopeOf } from '../units/ops.ts';
import { listPlaceIds } from './sql-lists.ts';
import type { UnitRef } from './types.ts';

export interface UnitScope {
  unit: UnitRef;
  placeIds: number[];
  /** the day of whose tree names are told */
  on: IsoDate;
}

/** Run as owner. `place` narrows to a village or commune; outside the unit it names nobody. */
export async function readScope(
  tx: Context,
  ref: string | number,
  on: IsoDate,
  options: { codeOn?: string | undefined; place?: number | undefined } = {},
): Promise<UnitScope> {
  const found = await getUnitByRef(tx, ref, options.codeOn ?? on);
  const { unitId, code, name, level } = found;
  const placeIds = await placesOf(tx, unitId, on);
  const unit = { unitId, code: code ?? null, name, level };
  if (options.place === undefined) return { unit, placeIds, on };
  const narrow = new Set(await placesOf(tx, options.place, on));
  return { unit, placeIds: placeIds.filter((id) => narrow.has(id)), on };
}

/** Places inside a unit, also of one that ended, on a day. */
export async function placesOf(tx: Context, unitId: number, on: IsoDate): Promise<number[]> {
  const { path, on: membership } = await scopeOf(tx, unitId, on);
  return path === '' ? [] : await listPlaceIds(tx.db, path, membership);
}
