/** Coverage: figures of a unit, series, changes, the people behind them. */
import type { IsoDate } from '../../src/kernel/dates.ts';
import type {
  ChangesAnswer,
  CoverageAnswer,
  Definition,
  OpenAnswer,
  SeriesAnswer,
} from '../../src/coverage/types.ts';
import { get } from './client.ts';

export type { ChangesAnswer, CoverageAnswer, Definition, OpenAnswer, SeriesAnswer };

export interface FigureQuery {
  unit: number;
  asOf: IsoDate;
  boundaries?: IsoDate;
  definition?: string;
  knownAt?: string;
}

export interface CoverageQuery extends FigureQuery {
  by?: readonly string[];
  /** codes of further definitions */
  sideBySide?: readonly string[];
}

export function getCoverage(
  { unit, ...query }: CoverageQuery,
  signal?: AbortSignal,
): Promise<CoverageAnswer> {
  return get(`/v1/coverage/${unit}`, query, signal);
}

/** Month-end figures for readers of open data. */
export function getOpenCoverage(
  { unit, ...query }: Omit<FigureQuery, 'knownAt'>,
  signal?: AbortSignal,
): Promise<OpenAnswer> {
  return get(`/v1/open/coverage/${unit}`, { ...query }, signal);
}

export interface SeriesQuery extends FigureQuery {
  months: number;
  sideBySide?: readonly string[];
}

export function getSeries(
  { unit, ...query }: SeriesQuery,
  signal?: AbortSignal,
): Promise<SeriesAnswer> {
  return get(`/v1/coverage/${unit}/series`, { ...query }, signal);
}

export interface ChangesQuery {
  unit: number;
  from: IsoDate;
  to: IsoDate;
  boundaries?: IsoDate;
  definition?: string;
}

export function getChanges(
  { unit, ...query }: ChangesQuery,
  signal?: AbortSignal,
): Promise<ChangesAnswer> {
  return get(`/v1/coverage/${unit}/changes`, { ...query }, signal);
}

export async function listDefinitions(signal?: AbortSignal): Promise<Definition[]> {
  const answer = await get<{ definitions: Definition[] }>('/v1/coverage/definitions', {}, signal);
  return answer.definitions;
}
