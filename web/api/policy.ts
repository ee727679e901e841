/** What the law says on a day: categories of cards and the groups they belong to. */
import type { GroupsReply, RulesReply } from '../../src/entitlement/law-types.ts';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { get } from './client.ts';

export type { GroupsReply };

/** Rules that end within so many days, the first first. */
export async function listEndingRules(
  days: number,
  signal?: AbortSignal,
): Promise<RulesReply['rules']> {
  return (await get<RulesReply>('/v1/law/rules', { endingWithin: days }, signal)).rules;
}

export function getLawGroups(on: IsoDate, signal?: AbortSignal): Promise<GroupsReply> {
  return get('/v1/law/groups', { on }, signal);
}
