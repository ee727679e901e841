/** Persons and households; numbers come masked, whole only by `unmaskPerson` with a reason. */
import type {
  FoundPerson,
  HistoryEntry,
  HouseholdPage,
  PeoplePage,
  PersonPage,
  UnmaskedPerson,
} from '../../src/registry/views.ts';
import { get, post } from './client.ts';

export type { FoundPerson, HistoryEntry, HouseholdPage, PersonPage, UnmaskedPerson };

export interface PeopleQuery {
  text: string;
  unit?: number;
  boundaries?: string;
  birthYear?: number;
  sex?: 'male' | 'female';
  limit?: number;
  cursor?: string;
}

export function searchPeople(query: PeopleQuery, signal?: AbortSignal): Promise<PeoplePage> {
  return get('/v1/people', { ...query }, signal);
}

export function getPerson(
  personId: number,
  knownAt: string | undefined,
  signal?: AbortSignal,
): Promise<PersonPage> {
  return get(`/v1/people/${personId}`, { knownAt }, signal);
}

export async function getPersonHistory(
  personId: number,
  signal?: AbortSignal,
): Promise<HistoryEntry[]> {
  const path = `/v1/people/${personId}/history`;
  return (await get<{ entries: HistoryEntry[] }>(path, {}, signal)).entries;
}

export function unmaskPerson(personId: number, reason: string): Promise<UnmaskedPerson> {
  return post(`/v1/people/${personId}/unmask`, { reason });
}

export function getHousehold(
  householdId: number,
  knownAt: string | undefined,
  signal?: AbortSignal,
): Promise<HouseholdPage> {
  return get(`/v1/households/${householdId}`, { knownAt }, signal);
}
