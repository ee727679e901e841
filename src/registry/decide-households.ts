/** Commands about households, and about cards known only as a number. */
import { unreachable } from '../kernel/assert.ts';
import { clean } from '../kernel/text.ts';
import {
  DecisionFailure,
  type Deciding,
  markAggregates,
  markHousehold,
  markPerson,
  requirePeriod,
  resolveReference,
  touchHousehold,
  touchHouseholdsOf,
  touchPerson,
} from './deciding.ts';
import { type MemberFact, membersOf } from './facts.ts';
import { carve, changeWithin, findOverlaps, holdsOn, nextStart, overlapsPeriod } from './spans.ts';
import type { Command } from './types.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

export type HouseholdCommand = Of<
  | 'addHousehold'
  | 'correctHousehold'
  | 'joinHousehold'
  | 'leaveHousehold'
  | 'changeHead'
  | 'setAggregate'
>;

export function applyHouseholdCommand(deciding: Deciding, command: HouseholdCommand): void {
  switch (command.kind) {
    case 'addHousehold':
      return addHousehold(deciding, command);
    case 'correctHousehold':
      return correctHousehold(deciding, command);
    case 'joinHousehold':
      return joinHousehold(deciding, command);
    case 'leaveHousehold':
      return leaveHousehold(deciding, command);
    case 'changeHead':
      return changeHead(deciding, command);
    case 'setAggregate':
      return setAggregate(deciding, command);
    default:
      return unreachable(command);
  }
}

function addHousehold(deciding: Deciding, command: Of<'addHousehold'>): void {
  const householdId = resolveReference(deciding, command.household);
  if (deciding.draft.households.has(householdId)) {
    throw new DecisionFailure('registry.reference.twice', { name: command.household });
  }
  markHousehold(deciding, householdId);
  deciding.draft.households.set(householdId, {
    householdId,
    versions: [
      {
        householdId,
        factId: null,
        validFrom: command.from,
        validTo: null,
        placeId: command.placeId,
        code: cleanOrNull(command.code),
        address: cleanOrNull(command.address),
      },
    ],
  });
}

function cleanOrNull(text: string | null | undefined): string | null {
  const cleaned = clean(text ?? '');
  return cleaned === '' ? null : cleaned;
}

function correctHousehold(deciding: Deciding, command: Of<'correctHousehold'>): void {
  const household = touchHousehold(deciding, command.household);
  household.versions = changeWithin(household.versions, command.from ?? null, (version) => ({
    ...version,
    placeId: command.placeId ?? version.placeId,
    code: command.code === undefined ? version.code : cleanOrNull(command.code),
    address: command.address === undefined ? version.address : cleanOrNull(command.address),
  }));
}

function joinHousehold(deciding: Deciding, command: Of<'joinHousehold'>): void {
  const person = touchPerson(deciding, command.person);
  const household = touchHousehold(deciding, command.household);
  touchHouseholdsOf(deciding, person.memberSpells);
  const to = nextStart(person.memberSpells, command.from);
  const isHead = command.relation === 'head';
  const room = carve(person.memberSpells, command.from, to);
  const memberSpell: MemberFact = {
    personId: person.personId,
    factId: null,
    validFrom: command.from,
    validTo: to,
    householdId: household.householdId,
    isHead,
    relation: command.relation,
  };
  const others = membersOf(deciding.draft, household.householdId).filter(
    (member) => member.isHead && member.personId !== person.personId,
  );
  if (isHead && others.some((head) => overlapsPeriod(head, command.from, to))) {
    throw new DecisionFailure('registry.household.headTaken', { from: command.from });
  }
  person.memberSpells = [...room, memberSpell];
}

function leaveHousehold(deciding: Deciding, command: Of<'leaveHousehold'>): void {
  const person = touchPerson(deciding, command.person);
  const current = person.memberSpells.find((member) => holdsOn(member, command.from));
  if (!current) throw new DecisionFailure('registry.household.notMember', { on: command.from });
  markHousehold(deciding, current.householdId);
  const only = (member: MemberFact): boolean => member === current;
  person.memberSpells = carve(person.memberSpells, command.from, current.validTo, only);
}

function changeHead(deciding: Deciding, command: Of<'changeHead'>): void {
  const household = touchHousehold(deciding, command.household);
  const person = touchPerson(deciding, command.person);
  const { householdId } = household;
  const own = person.memberSpells.find(
    (member) => member.householdId === householdId && holdsOn(member, command.from),
  );
  if (!own) throw new DecisionFailure('registry.household.notMember', { on: command.from });
  for (const facts of deciding.draft.people.values()) {
    const heads = facts.memberSpells.filter(
      (member) =>
        member.householdId === householdId &&
        member.isHead &&
        facts !== person &&
        overlapsPeriod(member, command.from, own.validTo),
    );
    if (heads.length === 0) continue;
    markPerson(deciding, facts.personId);
    facts.memberSpells = facts.memberSpells.flatMap((member) =>
      heads.includes(member)
        ? changeWithin([member], command.from, (span) => ({
            ...span,
            isHead: false,
            relation: command.formerRelation,
          }))
        : [member],
    );
  }
  person.memberSpells = person.memberSpells.flatMap((member) =>
    member === own
      ? changeWithin([member], command.from, (span) => ({
          ...span,
          isHead: true,
          relation: 'head' as const,
        }))
      : [member],
  );
  if (findOverlaps(membersOf(deciding.draft, householdId).filter((m) => m.isHead)).length > 0) {
    throw new DecisionFailure('registry.household.headTaken', { from: command.from });
  }
}

function setAggregate(deciding: Deciding, command: Of<'setAggregate'>): void {
  const aggregates = deciding.draft.aggregates.get(command.placeId) ?? [];
  const same = (fact: { category: string; issuer: string }): boolean =>
    fact.category === command.category && fact.issuer === command.issuer;
  const to = command.to ?? nextStart(aggregates, command.from, same);
  requirePeriod(command.from, to);
  const room = carve(aggregates, command.from, to, same);
  const added =
    command.people === 0
      ? []
      : [
          {
            placeId: command.placeId,
            factId: null,
            validFrom: command.from,
            validTo: to,
            category: command.category,
            issuer: command.issuer,
            people: command.people,
            source: command.source ?? null,
          },
        ];
  markAggregates(deciding, command.placeId);
  deciding.draft.aggregates.set(command.placeId, [...room, ...added]);
}
