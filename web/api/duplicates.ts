/** Exact duplicates by chosen columns: of a list's rows, of persons of the register. */
import type {
  ChoiceKind,
  ChoiceView,
  DuplicateMember,
  KeyWay,
  PersonKey,
  SearchPage,
  SearchView,
} from '../../src/lists/duplicates/types.ts';
import { call, download, get, post } from './client.ts';

export type { ChoiceKind, ChoiceView, DuplicateMember, KeyWay, PersonKey, SearchPage, SearchView };

/** First part of the key of every query about duplicates. */
export const DUPLICATES_KEY = 'duplicates';

/** A long file is looked through by a job: the answer then has none of its groups yet. */
export function searchRows(listId: number, columns: readonly string[]): Promise<SearchPage> {
  return post(`/v1/lists/${listId}/duplicates`, { columns, later: true });
}

export function searchEqualPeople(unitId: number, columns: readonly string[]): Promise<SearchPage> {
  return post(`/v1/people/equal/u${unitId}`, { columns });
}

export function showSearch(
  search: number,
  page: { after: number; limit: number },
  signal?: AbortSignal,
): Promise<SearchPage> {
  return get(`/v1/duplicate-searches/${search}`, page, signal);
}

export function saveSearchFile(
  search: number,
  query: { format: 'xlsx' | 'csv'; language: 'vi' | 'en' },
): Promise<void> {
  return download(`/v1/duplicate-searches/${search}/file`, query);
}

export interface RaisedCounts {
  opened: number;
  waiting: number;
  decided: number;
}

export function raiseSearch(search: number): Promise<RaisedCounts> {
  return post(`/v1/duplicate-searches/${search}/review`, {});
}

export async function listChoices(kind: ChoiceKind, signal?: AbortSignal): Promise<ChoiceView[]> {
  return (await get<{ choices: ChoiceView[] }>('/v1/duplicate-choices', { kind }, signal)).choices;
}

export function keepChoice(choice: {
  unitId: number;
  kind: ChoiceKind;
  name: string;
  columns: readonly string[];
}): Promise<{ choiceId: number }> {
  const { unitId, ...body } = choice;
  return call('PUT', '/v1/duplicate-choices', { body: { ...body, unit: `u${unitId}` } });
}

export function dropChoice(choiceId: number): Promise<{ choiceId: number }> {
  return call('DELETE', `/v1/duplicate-choices/${choiceId}`);
}
