/** Places: who lies where on which day, searches, history; operations stand in unit-changes.ts. */
import type { IsoDate } from '../../src/kernel/dates.ts';
import type {
  Act,
  ChildrenAnswer,
  HistoryLine,
  Level,
  PathAnswer,
  PopulationFigure,
  SearchHit,
  UnitPage,
} from '../../src/units/types.ts';
import type { UnitOption } from '../ui/unit-picker.tsx';
import { get } from './client.ts';

export type {
  Act,
  ChildrenAnswer,
  HistoryLine,
  Level,
  PathAnswer,
  PopulationFigure,
  SearchHit,
  UnitPage,
};

export function getPath(
  unit: number,
  boundaries: IsoDate,
  signal?: AbortSignal,
): Promise<PathAnswer> {
  return get(`/v1/units/${unit}/path`, { boundaries }, signal);
}

export function getUnitPage(unit: number, on: IsoDate, signal?: AbortSignal): Promise<UnitPage> {
  return get(`/v1/units/${unit}`, { on }, signal);
}

export function listChildren(
  unit: number,
  boundaries: IsoDate,
  signal?: AbortSignal,
): Promise<ChildrenAnswer> {
  return get(`/v1/units/${unit}/children`, { boundaries }, signal);
}

export interface UnitSearchQuery {
  text: string;
  on?: IsoDate;
  levels?: readonly Level[];
  within?: number;
  limit?: number;
}

export async function searchUnits(
  query: UnitSearchQuery,
  signal?: AbortSignal,
): Promise<readonly SearchHit[]> {
  const answer = await get<{ units: SearchHit[] }>('/v1/units', { ...query }, signal);
  return answer.units;
}

/** Hits as a picker shows them. */
export async function searchUnitOptions(
  query: UnitSearchQuery,
  signal: AbortSignal,
): Promise<readonly UnitOption[]> {
  return (await searchUnits({ limit: 12, ...query }, signal)).map(optionOf);
}

export function optionOf(hit: SearchHit): UnitOption {
  return {
    id: hit.unitId,
    name: hit.name,
    detail: [hit.code, ...hit.above].filter(Boolean).join(' · '),
  };
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
