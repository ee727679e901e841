/** What commands need before they can be decided: their persons, households, places, rights. */
import type { Grant, Role } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Fault } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { asOwner } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import { type Draft, emptyDraft, noFacts } from './facts.ts';
import { rolesFor } from './permissions.ts';
import {
  type PlaceRow,
  listAggregates,
  listHouseholdPlaces,
  listHouseholdVersions,
  listMembers,
  listMemberSpells,
  listParticipations,
  listPersonPlaces,
  listPlaces,
  listResidences,
  listStatuses,
  listVersions,
} from './sql.ts';
import { listErased } from './sql-erase.ts';
import type { Command } from './types.ts';

/** Ids and places a list of commands names. */
export interface Named {
  personIds: number[];
  householdIds: number[];
  placeIds: number[];
}

export function namedIn(commands: readonly Command[]): Named {
  const people = new Set<number>();
  const households = new Set<number>();
  const places = new Set<number>();
  for (const command of commands) {
    if ('person' in command && typeof command.person === 'number') people.add(command.person);
    if ('household' in command && typeof command.household === 'number') {
      households.add(command.household);
    }
    const placeId = placeOf(command);
    if (placeId !== undefined) places.add(placeId);
  }
  return { personIds: [...people], householdIds: [...households], placeIds: [...places] };
}

export function placeOf(command: Command): number | undefined {
  if (command.kind === 'addPerson') return command.residence?.placeId;
  return 'placeId' in command ? command.placeId : undefined;
}

/** Current facts of the named persons and of everyone in the households they touch. */
export async function loadDraft(db: Database, named: Named): Promise<Draft> {
  const own = await listMemberSpells(db, named.personIds, null);
  const householdIds = unique([...named.householdIds, ...own.map((member) => member.householdId)]);
  const members = await listMembers(db, householdIds, null);
  const personIds = unique([...named.personIds, ...members.map((member) => member.personId)]);
  const draft = emptyDraft();
  for (const personId of personIds) draft.people.set(personId, noFacts(personId));
  for (const householdId of householdIds) {
    draft.households.set(householdId, { householdId, versions: [] });
  }
  for (const placeId of named.placeIds) draft.aggregates.set(placeId, []);
  const person = (personId: number) => draft.people.get(personId);
  for (const fact of await listVersions(db, personIds, null)) {
    person(fact.personId)?.versions.push(bare(fact));
  }
  for (const fact of await listResidences(db, personIds, null)) {
    person(fact.personId)?.residences.push(bare(fact));
  }
  for (const fact of await listMemberSpells(db, personIds, null)) {
    person(fact.personId)?.memberSpells.push(bare(fact));
  }
  for (const fact of await listStatuses(db, personIds, null)) {
    person(fact.personId)?.statuses.push(bare(fact));
  }
  for (const fact of await listParticipations(db, personIds, null)) {
    person(fact.personId)?.participations.push(bare(fact));
  }
  for (const fact of await listHouseholdVersions(db, householdIds, null)) {
    draft.households.get(fact.householdId)?.versions.push(bare(fact));
  }
  for (const fact of await listAggregates(db, named.placeIds, null)) {
    draft.aggregates.get(fact.placeId)?.push(bare(fact));
  }
  return draft;
}

/** Without the recorded period, so that a draft compares by value. */
function bare<T extends { recordedFrom: number; recordedTo: number | null }>(
  row: T,
): Omit<T, 'recordedFrom' | 'recordedTo'> {
  const { recordedFrom: _from, recordedTo: _to, ...fact } = row;
  return fact;
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}

export interface Rights {
  /** places of the commands, by id, by today's boundaries */
  places: ReadonlyMap<number, PlaceRow>;
  faults: Fault[];
}

/**
 * Faults of commands that name an unknown place, a person outside the caller's places, or something
 * his role may not record there. Nobody learns that a hidden person exists.
 */
export async function checkRights(
  tx: Context,
  commands: readonly Command[],
  named: Named,
  today: IsoDate,
): Promise<Rights> {
  const rows = await asOwner(tx, () => listPlaces(tx.db, named.placeIds, today));
  const places = new Map(rows.map((row) => [row.placeId, row]));
  const faults: Fault[] = [];
  commands.forEach((command, index) => {
    const placeId = placeOf(command);
    if (placeId === undefined) return;
    const place = places.get(placeId);
    const at = `commands.${index}.placeId`;
    if (!place) faults.push({ code: 'registry.place.unknown', params: { placeId }, at });
    else if (place.level !== 'commune' && place.level !== 'village') {
      faults.push({ code: 'registry.place.tooHigh', params: { placeId }, at });
    }
  });
  if (faults.length === 0 && tx.who.kind !== 'system') {
    faults.push(...(await checkActor(tx, commands, named)));
  }
  if (faults.length === 0) faults.push(...(await checkErased(tx, commands, named)));
  return { places, faults };
}

/** What was erased stays erased: nothing new is written of such a person. */
async function checkErased(
  tx: Context,
  commands: readonly Command[],
  named: Named,
): Promise<Fault[]> {
  const erased = new Set(await asOwner(tx, () => listErased(tx.db, named.personIds)));
  return commands.flatMap((command, index) =>
    'person' in command && typeof command.person === 'number' && erased.has(command.person)
      ? [{ code: 'registry.person.erased', at: `commands.${index}` }]
      : [],
  );
}

async function checkActor(
  tx: Context,
  commands: readonly Command[],
  named: Named,
): Promise<Fault[]> {
  const people = await listPersonPlaces(tx.db, named.personIds);
  const households = await listHouseholdPlaces(tx.db, named.householdIds);
  const reached = [...named.placeIds, ...people.values(), ...households.values()];
  const held = await holdGrants(tx, [...new Set(reached)]);
  const faults: Fault[] = [];
  commands.forEach((command, index) => {
    const code = refusalOf(command, tx.who.grants, { people, households, held });
    if (code !== null) faults.push({ code, at: `commands.${index}` });
  });
  return faults;
}

/** Code of the refusal when the caller holds none of the roles where one of these persons lives now. */
export async function checkPersonRights(
  tx: Context,
  personIds: readonly number[],
  roles: readonly Role[],
): Promise<string | null> {
  const people = await listPersonPlaces(tx.db, personIds);
  if (personIds.some((id) => !people.has(id))) return 'registry.person.notFound';
  if ((await asOwner(tx, () => listErased(tx.db, personIds))).length > 0) {
    return 'registry.person.erased';
  }
  if (tx.who.kind === 'system') return null;
  const held = await holdGrants(tx, [...new Set(people.values())]);
  const may = (placeId: number): boolean =>
    (held.get(placeId) ?? []).some((grant) => roles.includes(grant.role));
  return [...people.values()].every(may) ? null : FORBIDDEN;
}

interface ActorView {
  /** visible persons and households with the place they live in now */
  people: ReadonlyMap<number, number>;
  households: ReadonlyMap<number, number>;
  /** grants that hold over each place */
  held: ReadonlyMap<number, readonly Grant[]>;
}

/**
 * By where the person, else the household lives now: a commune may so hand a person over to
 * another, which writes from then on. What is new is judged by the place it is put in.
 */
function refusalOf(command: Command, all: readonly Grant[], view: ActorView): string | null {
  const roles = rolesFor(command);
  const may = (grants: readonly Grant[]): boolean =>
    grants.some((grant) => roles.includes(grant.role));
  const personId = 'person' in command ? command.person : undefined;
  const householdId = 'household' in command ? command.household : undefined;
  const placeId = placeOf(command);
  if (typeof householdId === 'number' && !view.households.has(householdId)) {
    return 'registry.household.notFound';
  }
  if (typeof personId === 'number') {
    const home = view.people.get(personId);
    if (home === undefined) return 'registry.person.notFound';
    return may(view.held.get(home) ?? []) ? null : FORBIDDEN;
  }
  if (typeof householdId === 'number') {
    return may(view.held.get(view.households.get(householdId) ?? 0) ?? []) ? null : FORBIDDEN;
  }
  if (placeId !== undefined) {
    const grants = view.held.get(placeId) ?? [];
    if (grants.length === 0) return 'registry.place.notFound';
    return may(grants) ? null : FORBIDDEN;
  }
  if (command.kind === 'addPerson') return 'registry.place.missing';
  return may(all) ? null : FORBIDDEN;
}

const FORBIDDEN = 'registry.command.forbidden';

/** Which grants hold over each place, by the boundaries of the grant. */
async function holdGrants(
  tx: Context,
  placeIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Grant[]>> {
  const held = new Map<number, Grant[]>();
  for (const [day, grants] of Map.groupBy(tx.who.grants, (grant) => grant.boundaries)) {
    for (const row of await asOwner(tx, () => listPlaces(tx.db, placeIds, day))) {
      const over = grants.filter((grant) => `${row.path}.`.startsWith(`${grant.path}.`));
      held.set(row.placeId, [...(held.get(row.placeId) ?? []), ...over]);
    }
  }
  return held;
}
