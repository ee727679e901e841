/** Facts of persons and households in memory: what a write is decided on. */
import type { Span } from './spans.ts';
import type {
  AggregateParticipation,
  FactPeriod,
  FactTable,
  HouseholdMember,
  HouseholdVersion,
  Participation,
  PersonVersion,
  Residence,
  StatusSpell,
} from './types.ts';

/** A row without what only a written one has. */
type Unwritten<T extends FactPeriod> = Omit<T, keyof FactPeriod> & Span;

export type VersionFact = Unwritten<PersonVersion>;
export type ResidenceFact = Unwritten<Residence>;
export type HouseholdFact = Unwritten<HouseholdVersion>;
export type MemberFact = Unwritten<HouseholdMember>;
export type StatusFact = Unwritten<StatusSpell>;
export type ParticipationFact = Unwritten<Participation>;
export type AggregateFact = Unwritten<AggregateParticipation>;

export interface FactsByTable {
  person_version: VersionFact;
  residence: ResidenceFact;
  household: HouseholdFact;
  household_member: MemberFact;
  status: StatusFact;
  participation: ParticipationFact;
  aggregate_participation: AggregateFact;
}

export interface PersonFacts {
  personId: number;
  versions: VersionFact[];
  residences: ResidenceFact[];
  memberSpells: MemberFact[];
  statuses: StatusFact[];
  participations: ParticipationFact[];
}

export interface HouseholdFacts {
  householdId: number;
  versions: HouseholdFact[];
}

/** Current facts of everyone a list of commands touches, households with all their members. */
export interface Draft {
  people: Map<number, PersonFacts>;
  households: Map<number, HouseholdFacts>;
  /** by place */
  aggregates: Map<number, AggregateFact[]>;
}

export interface FactChange<T extends FactTable = FactTable> {
  table: T;
  fact: FactsByTable[T];
}

/** What one write does to the tables. */
export interface FactChanges {
  superseded: FactChange[];
  added: FactChange[];
}

export function emptyDraft(): Draft {
  return { people: new Map(), households: new Map(), aggregates: new Map() };
}

export function noFacts(personId: number): PersonFacts {
  return {
    personId,
    versions: [],
    residences: [],
    memberSpells: [],
    statuses: [],
    participations: [],
  };
}

/** Shallow: facts themselves are never changed in place. */
export function copyDraft(draft: Draft): Draft {
  return {
    people: new Map([...draft.people].map(([id, facts]) => [id, { ...facts }])),
    households: new Map([...draft.households].map(([id, facts]) => [id, { ...facts }])),
    aggregates: new Map(draft.aggregates),
  };
}

export function membersOf(draft: Draft, householdId: number): MemberFact[] {
  return [...draft.people.values()].flatMap((facts) =>
    facts.memberSpells.filter((member) => member.householdId === householdId),
  );
}

/** Facts that went and facts that came; one that came back with the same values did neither. */
export function compareDrafts(before: Draft, after: Draft): FactChanges {
  const old = allFacts(before);
  const now = allFacts(after);
  const kept = new Set(now.map((change) => change.fact));
  const gone = Map.groupBy(
    old.filter((change) => !kept.has(change.fact)),
    valueKey,
  );
  const added = now.filter(
    (change) => change.fact.factId === null && gone.get(valueKey(change))?.pop() === undefined,
  );
  return { superseded: [...gone.values()].flat(), added };
}

function allFacts(draft: Draft): FactChange[] {
  const changes: FactChange[] = [];
  for (const facts of draft.people.values()) {
    for (const fact of facts.versions) changes.push({ table: 'person_version', fact });
    for (const fact of facts.residences) changes.push({ table: 'residence', fact });
    for (const fact of facts.memberSpells) changes.push({ table: 'household_member', fact });
    for (const fact of facts.statuses) changes.push({ table: 'status', fact });
    for (const fact of facts.participations) changes.push({ table: 'participation', fact });
  }
  for (const facts of draft.households.values()) {
    for (const fact of facts.versions) changes.push({ table: 'household', fact });
  }
  for (const facts of draft.aggregates.values()) {
    for (const fact of facts) changes.push({ table: 'aggregate_participation', fact });
  }
  return changes;
}

function valueKey(change: FactChange): string {
  const { factId: _, ...values } = change.fact;
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${change.table}${JSON.stringify(entries)}`;
}
