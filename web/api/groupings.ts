/** Second trees over the same communes: offices of social insurance, post offices, party cells. */
import type { IsoDate } from '../../src/kernel/dates.ts';
import type { GroupingAnswer } from '../../src/coverage/types.ts';
import type { GroupingTree } from '../../src/units/types.ts';
import { call, get, post } from './client.ts';

export type { GroupingAnswer, GroupingTree };

export interface Grouping {
  groupingId: number;
  code: string;
  name: string;
  nodes: number;
}

export async function listGroupings(signal?: AbortSignal): Promise<Grouping[]> {
  return (await get<{ groupings: Grouping[] }>('/v1/groupings', {}, signal)).groupings;
}

export function getGrouping(
  groupingId: number,
  on: IsoDate,
  signal?: AbortSignal,
): Promise<GroupingTree> {
  return get(`/v1/groupings/${groupingId}`, { on }, signal);
}

/** Coverage of the offices of a second tree over the units below one. */
export function getGroupingCoverage(
  unitId: number,
  groupingId: number,
  query: { asOf: IsoDate; boundaries: IsoDate },
  signal?: AbortSignal,
): Promise<GroupingAnswer> {
  return get(`/v1/coverage/${unitId}/groupings/${groupingId}`, query, signal);
}

export function createGrouping(code: string, name: string): Promise<{ groupingId: number }> {
  return post('/v1/groupings', { code, name });
}

export function addNode(
  groupingId: number,
  node: { code: string; name: string; validFrom: IsoDate },
): Promise<{ nodeId: number }> {
  return post(`/v1/groupings/${groupingId}/nodes`, node);
}

export function setMembers(
  nodeId: number,
  units: readonly number[],
  from: IsoDate,
): Promise<{ members: number; moved: number }> {
  const body = { units, from, replace: true };
  return call('PUT', `/v1/grouping-nodes/${nodeId}/members`, { body });
}
