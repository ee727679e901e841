/** The people behind a figure: insured, not insured, ending soon. */
import type { EndingAnswer, ListAnswer, ListFilter, ListSort } from '../../src/coverage/types.ts';
import type { FigureQuery } from './coverage.ts';
import { download, get } from './client.ts';

export type { EndingAnswer, ListAnswer, ListFilter, ListSort };
export type ListedPerson = ListAnswer['rows'][number];
export type ListKind = ListAnswer['list'];

export interface ListQuery extends FigureQuery, ListFilter {
  list: ListKind;
  withinDays?: number;
  sort?: ListSort;
  descending?: boolean;
  limit?: number;
  after?: string;
  count?: boolean;
}

export function listPeople(
  { unit, list, ...query }: ListQuery,
  signal?: AbortSignal,
): Promise<ListAnswer> {
  return get(`/v1/coverage/${unit}/people/${list}`, { ...query }, signal);
}

/** Saves the whole list as .xlsx. */
export function exportPeople({ unit, list, ...query }: ListQuery): Promise<void> {
  return download(`/v1/coverage/${unit}/people/${list}.xlsx`, { ...query });
}

export interface EndingQuery extends FigureQuery {
  days: readonly number[];
}

export function getEnding(
  { unit, ...query }: EndingQuery,
  signal?: AbortSignal,
): Promise<EndingAnswer> {
  return get(`/v1/coverage/${unit}/ending`, { ...query }, signal);
}
