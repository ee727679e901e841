/** What the commands of one write share while they are decided. */
import type { IsoDate } from '../kernel/dates.ts';
import type { AggregateFact, Draft, HouseholdFacts, MemberFact, PersonFacts } from './facts.ts';
import type { Span } from './spans.ts';
import type { PersonReference } from './types.ts';

export interface Deciding {
  draft: Draft;
  ids: ReadonlyMap<string, number>;
  /** what the command at hand touches, as it stood before: a failed command leaves no trace */
  touched: Touched;
}

/** undefined = was not there */
export interface Touched {
  people: Map<number, PersonFacts | undefined>;
  households: Map<number, HouseholdFacts | undefined>;
  aggregates: Map<number, AggregateFact[] | undefined>;
}

export function nothingTouched(): Touched {
  return { people: new Map(), households: new Map(), aggregates: new Map() };
}

/** To be called before the facts of the person change. */
export function markPerson(deciding: Deciding, personId: number): void {
  const { people } = deciding.touched;
  if (people.has(personId)) return;
  const facts = deciding.draft.people.get(personId);
  people.set(personId, facts && { ...facts });
}

export function markHousehold(deciding: Deciding, householdId: number): void {
  const { households } = deciding.touched;
  if (households.has(householdId)) return;
  const facts = deciding.draft.households.get(householdId);
  households.set(householdId, facts && { ...facts });
}

export function markAggregates(deciding: Deciding, placeId: number): void {
  const { aggregates } = deciding.touched;
  if (!aggregates.has(placeId)) aggregates.set(placeId, deciding.draft.aggregates.get(placeId));
}

export function restoreTouched(deciding: Deciding): void {
  restore(deciding.draft.people, deciding.touched.people);
  restore(deciding.draft.households, deciding.touched.households);
  restore(deciding.draft.aggregates, deciding.touched.aggregates);
}

function restore<T>(now: Map<number, T>, before: ReadonlyMap<number, T | undefined>): void {
  for (const [id, facts] of before) {
    if (facts === undefined) now.delete(id);
    else now.set(id, facts);
  }
}

/** One command cannot be done; caught by `decideFacts`, never leaves it. */
export class DecisionFailure extends Error {
  override name = 'DecisionFailure';
  readonly code: string;
  readonly params: Record<string, string | number>;

  constructor(code: string, params: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

export function resolveReference(deciding: Deciding, reference: PersonReference): number {
  if (typeof reference === 'number') return reference;
  const id = deciding.ids.get(reference);
  if (id === undefined) {
    throw new DecisionFailure('registry.reference.unknown', { name: reference });
  }
  return id;
}

/** The caller may replace its arrays, never change a fact in them. */
export function touchPerson(deciding: Deciding, reference: PersonReference): PersonFacts {
  const facts = deciding.draft.people.get(resolveReference(deciding, reference));
  if (!facts || facts.versions.length === 0) throw new DecisionFailure('registry.person.notFound');
  markPerson(deciding, facts.personId);
  return facts;
}

export function touchHousehold(deciding: Deciding, reference: PersonReference): HouseholdFacts {
  const facts = deciding.draft.households.get(resolveReference(deciding, reference));
  if (!facts || facts.versions.length === 0) {
    throw new DecisionFailure('registry.household.notFound');
  }
  markHousehold(deciding, facts.householdId);
  return facts;
}

/** Members' households change with them: both are checked afterwards. */
export function touchHouseholdsOf(deciding: Deciding, members: readonly MemberFact[]): void {
  for (const member of members) markHousehold(deciding, member.householdId);
}

/** The current fact of that id; a superseded one means somebody else was faster. */
export function getFact<T extends Span>(facts: readonly T[], factId: number): T {
  const found = facts.find((fact) => fact.factId === factId);
  if (!found) throw new DecisionFailure('registry.fact.stale', { factId });
  return found;
}

export function replaceFact<T extends Span>(facts: readonly T[], old: T, by: T): T[] {
  return facts.map((fact) => (fact === old ? { ...by, factId: null } : fact));
}

export function requirePeriod(from: IsoDate, to: IsoDate | null): void {
  if (to !== null && to <= from) throw new DecisionFailure('registry.period.empty', { from, to });
}
