/** Places: who lies where on which day, searches, operations; provisional until the rows land. */
import type { IsoDate } from '../../src/kernel/dates.ts';
import type { Level } from '../../src/units/types.ts';
import { get } from './client.ts';

export interface UnitHead {
  unitId: number;
  code: string | null;
  name: string;
  level: Level;
}

/** From the province down to the unit itself, by the tree of a day. */
export async function getPath(
  unit: number,
  boundaries: IsoDate,
  signal?: AbortSignal,
): Promise<readonly UnitHead[]> {
  const answer = await get<{ path: UnitHead[] }>(`/v1/units/${unit}/path`, { boundaries }, signal);
  return answer.path;
}

export interface UnitPosition {
  unitId: number;
  lon: number;
  lat: number;
}

/** Centroids of the units below, for the cartogram. */
export async function listPositions(
  unit: number,
  boundaries: IsoDate,
  signal?: AbortSignal,
): Promise<readonly UnitPosition[]> {
  const answer = await get<{ positions: UnitPosition[] }>(
    `/v1/units/${unit}/positions`,
    { boundaries },
    signal,
  );
  return answer.positions;
}
