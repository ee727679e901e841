/** Groups a target may be for: everybody, groups and sub-groups of the law of its period, words. */
import { currentLawBook } from '../entitlement/law.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { groupOf, subgroupsOf } from '../policy/groups.ts';

export interface GroupChoice {
  code: string;
  name: { vi: string; en: string };
  /** 0 = everybody, 1 = a group, 2 = a sub-group */
  depth: number;
}

const FIRST_LAW = '2009-07-01';
const EVERYBODY = { vi: 'Toàn dân', en: 'Everybody' };

/** In the order of reports; the unclassified are nobody's target. */
export function groupsOn(day: IsoDate): GroupChoice[] {
  const on = day < FIRST_LAW ? FIRST_LAW : day;
  const groups = subgroupsOf(currentLawBook(), on).filter(({ group }) => group > 0);
  return [
    { code: '', name: EVERYBODY, depth: 0 },
    ...groups.flatMap(({ group, name, subgroups }) => [
      { code: String(group), name, depth: 1 },
      ...subgroups.map((sub) => ({ code: `${group}/${sub.code}`, name: sub.name, depth: 2 })),
    ]),
  ];
}

export function nameOfGroup(code: string, day: IsoDate): { vi: string; en: string } {
  if (code.startsWith('#')) return { vi: code.slice(1), en: code.slice(1) };
  return groupsOn(day).find((group) => group.code === code)?.name ?? { vi: code, en: code };
}

/** Whether people offered (or insured in) the category are of the group. */
export function isOfGroup(code: string, category: string, day: IsoDate): boolean {
  if (code === '') return true;
  const place = groupOf(currentLawBook(), category, day);
  return code === String(place.group) || code === `${place.group}/${place.subgroup}`;
}
