/** What the law says on a day: categories of cards and the groups they belong to. */
import type { GroupsReply } from '../../src/entitlement/law-types.ts';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { get } from './client.ts';

export type { GroupsReply };

export function getLawGroups(on: IsoDate, signal?: AbortSignal): Promise<GroupsReply> {
  return get('/v1/law/groups', { on }, signal);
}
