/** Who is the head of a household from when to when, and how everybody is related to the head. */
import type { Relation } from '../registry/types.ts';
import { type Day, NEVER, ageAt } from './days.ts';
import { type Household, type Person, ROLE, type Role } from './people.ts';

export interface HeadSpell {
  head: Person;
  from: Day;
  to: Day;
}

interface Stay {
  person: Person;
  role: Role;
  from: Day;
  to: Day;
}

/**
 * Head after head, without a gap while anybody lives there; empty for a household nobody lived in
 * since.
 */
export function headsOf(household: Household, since: Day): HeadSpell[] {
  const stays = staysIn(household, since);
  const spells: HeadSpell[] = [];
  let day = Math.min(...stays.map((stay) => stay.from));
  while (day < NEVER) {
    const head = chooseHead(household, stays, day);
    if (!head) {
      const next = Math.min(NEVER, ...stays.map((stay) => stay.from).filter((from) => from > day));
      if (next >= NEVER) break;
      day = next;
      continue;
    }
    spells.push({ head: head.person, from: day, to: head.to });
    day = head.to;
  }
  return spells;
}

function staysIn(household: Household, since: Day): Stay[] {
  const stays: Stay[] = [];
  const { founder } = household;
  if (founder) {
    stays.push({ person: founder, role: ROLE.husband, from: founder.movedOn, to: founder.until });
  }
  for (const person of household.members) {
    const to = person.movedTo ? Math.min(person.movedOn, person.until) : person.until;
    const from = Math.max(person.since, since);
    if (from < to) stays.push({ person, role: person.role, from, to });
  }
  return stays;
}

/** The husband, now and then his father; then whoever of age comes next in the family. */
function chooseHead(household: Household, stays: readonly Stay[], day: Day): Stay | null {
  const elderFirst = household.serial % 5 < 2;
  const order: readonly Role[] = elderFirst
    ? [ROLE.grandfather, ROLE.husband, ROLE.wife, ROLE.grandmother]
    : [ROLE.husband, ROLE.wife, ROLE.grandfather, ROLE.grandmother];
  const present = stays.filter((stay) => stay.from <= day && day < stay.to);
  for (const role of order) {
    const found = present.find((stay) => stay.role === role && isElderFit(stay, day));
    if (found) return found;
  }
  return oldest(present);
}

function isElderFit(stay: Stay, day: Day): boolean {
  return stay.role !== ROLE.grandfather || ageAt(stay.person.birth, day) < 78;
}

function oldest(stays: readonly Stay[]): Stay | null {
  let best: Stay | null = null;
  for (const stay of stays) {
    if (!best || stay.person.birth < best.person.birth) best = stay;
  }
  return best;
}

function roleIn(household: Household, person: Person): Role {
  return household.founder === person ? ROLE.husband : person.role;
}

/** Rows: role of the head; columns: role of the member. */
const RELATIONS: Record<Role, readonly Relation[]> = {
  [ROLE.grandfather]: row('otherRelative spouse child childInLaw grandchild otherRelative'),
  [ROLE.grandmother]: row('spouse otherRelative child childInLaw grandchild otherRelative'),
  [ROLE.husband]: row('parent parent otherRelative spouse child childInLaw grandchild'),
  [ROLE.wife]: row('parentInLaw parentInLaw spouse otherRelative child childInLaw grandchild'),
  [ROLE.child]: row('grandparent grandparent parent parent sibling otherRelative child'),
  [ROLE.childSpouse]: row(
    'otherRelative otherRelative parentInLaw parentInLaw otherRelative otherRelative child',
  ),
  [ROLE.grandchild]: row(
    'otherRelative otherRelative grandparent grandparent parent parent sibling',
  ),
  [ROLE.other]: row('otherRelative'),
};

function row(words: string): Relation[] {
  return words.split(' ') as Relation[];
}

export function relationOf(household: Household, head: Person, person: Person): Relation {
  if (head === person) return 'head';
  const headRole = roleIn(household, head);
  const role = roleIn(household, person);
  // the married son is the one whose wife and children live here
  if (headRole === ROLE.child && role === ROLE.childSpouse) return 'spouse';
  if (headRole === ROLE.childSpouse && role === ROLE.child) return 'spouse';
  return RELATIONS[headRole][role] ?? 'otherRelative';
}
