/** The people behind a figure: insured, not insured, ending soon. */
import type { EndingAnswer, ListAnswer, ListFilter, ListSort } from '../../src/coverage/types.ts';
import type { FigureQuery } from './coverage.ts';
import type { Language } from '../text/language.tsx';
import { download, get, post } from './client.ts';

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

/** Saves the whole list as .xlsx; `coverage.export.tooLarge` = it is made in the background instead. */
export function exportPeople(
  { unit, list, ...query }: ListQuery,
  language: Language,
): Promise<void> {
  const { limit: _limit, after: _after, count: _count, ...rest } = query;
  return download(`/v1/coverage/${unit}/people/${list}/file`, { ...rest, language });
}

export interface StartedExport {
  exportId: string;
  jobId: string;
}

export function startExport(
  { unit, list, ...query }: ListQuery,
  options: { language: Language; unmask: boolean; purpose: string },
): Promise<StartedExport> {
  const { limit: _limit, after: _after, count: _count, ...rest } = query;
  return post(`/v1/coverage/${unit}/people/${list}/exports`, { ...rest, ...options });
}

export function downloadExport(exportId: string): Promise<void> {
  return download(`/v1/coverage/exports/${exportId}`);
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
