/**
 * Two records of one person become one: whose facts stay, whose are cut, what differs. Pure. The
 * survivor's facts win where both say something of one time, unless the caller chose otherwise.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, type Outcome, failure, failures, success } from '../kernel/outcome.ts';
import {
  type Draft,
  type FactChanges,
  type MemberFact,
  type ParticipationFact,
  type PersonFacts,
  type ResidenceFact,
  type StatusFact,
  type VersionFact,
  compareDrafts,
  copyDraft,
  membersOf,
  noFacts,
} from './facts.ts';
import {
  checkHousehold,
  checkPerson,
  countingRank,
  deathDay,
  findHouseholdViolations,
  findPersonViolations,
  lastVersion,
} from './rules.ts';
import { type Span, carve, overlapsPeriod } from './spans.ts';
import type { MergeChoices, MergeField, MergeSide, PersonAttributes, Warning } from './types.ts';
import { MERGE_FIELDS } from './types.ts';

export interface MergeInput {
  /** facts of both and of all members of their households */
  before: Draft;
  survivorId: number;
  loserId: number;
  choices: MergeChoices;
  today: IsoDate;
}

export interface FieldMerge {
  field: MergeField;
  survivor: string | null;
  loser: string | null;
  result: string | null;
  from: MergeSide;
  differs: boolean;
}

/** What becomes of each spell of either record. */
export interface SpellMerge {
  side: MergeSide;
  table: 'residence' | 'household_member' | 'status' | 'participation';
  fact: ResidenceFact | MemberFact | StatusFact | ParticipationFact;
  /** kept whole · cut by the other's · dropped, since the other's says it all */
  outcome: 'kept' | 'cut' | 'dropped';
  /** of cards: one of the other record's holds at the same time */
  overlaps: boolean;
}

export interface MergeDecision extends FactChanges {
  after: Draft;
  fields: FieldMerge[];
  spells: SpellMerge[];
  warnings: Warning[];
}

export function decideMerge(input: MergeInput): Outcome<MergeDecision> {
  const { before, survivorId, loserId, choices } = input;
  if (survivorId === loserId) return failure('registry.merge.samePerson');
  const survivor = before.people.get(survivorId);
  const loser = before.people.get(loserId);
  if (!survivor?.versions.length || !loser?.versions.length) {
    return failure('registry.person.notFound');
  }
  const fields = mergeFields(survivor, loser, choices);
  const joined = join(survivor, loser, fields, choices);
  const after = copyDraft(before);
  after.people.set(survivorId, joined);
  after.people.set(loserId, noFacts(loserId));
  const faults = faultsOf(after, joined, loser);
  if (faults.length > 0) return failures(faults);
  return success({
    ...compareDrafts(before, after),
    after,
    fields,
    spells: spellsOf(survivor, loser, joined),
    warnings: warningsOf(input, after, survivor, loser),
  });
}

// ── attributes ──────────────────────────────────────────────────────────────────────────────────

function mergeFields(
  survivor: PersonFacts,
  loser: PersonFacts,
  choices: MergeChoices,
): FieldMerge[] {
  const own = lastVersion(survivor.versions);
  const other = lastVersion(loser.versions);
  if (!own || !other) return [];
  return MERGE_FIELDS.map((field) => {
    const from = choices.fields?.[field] ?? preferred(field, own, other);
    const result = (from === 'survivor' ? own : other)[field];
    const differs = own[field] !== other[field];
    return { field, survivor: own[field], loser: other[field], result, from, differs };
  });
}

/** What is known beats what is not; a date to the day beats a year. */
function preferred(field: MergeField, own: VersionFact, other: VersionFact): MergeSide {
  if (own[field] === null) return other[field] === null ? 'survivor' : 'loser';
  if (field !== 'birthDate' || other.birthDate === null) return 'survivor';
  return PRECISION_RANK[own.birthPrecision ?? 'year'] <
    PRECISION_RANK[other.birthPrecision ?? 'year']
    ? 'loser'
    : 'survivor';
}

const PRECISION_RANK = { year: 0, month: 1, day: 2 } as const;

/** The survivor's versions with the loser's values where those stay, from the first day of either. */
function mergeVersions(
  survivor: PersonFacts,
  loser: PersonFacts,
  fields: readonly FieldMerge[],
): VersionFact[] {
  const other = lastVersion(loser.versions);
  const taken: Partial<PersonAttributes> = {};
  for (const { field, from } of fields) {
    if (from === 'survivor' || !other) continue;
    Object.assign(taken, { [field]: other[field] });
    if (field === 'birthDate') taken.birthPrecision = other.birthPrecision;
  }
  const [first, ...rest] = survivor.versions.toSorted(byStart);
  if (!first) return [];
  const start = [first, ...loser.versions].map((version) => version.validFrom).toSorted()[0];
  const isSame = Object.keys(taken).length === 0;
  const firstStays = isSame && start === first.validFrom;
  return [
    firstStays ? first : { ...first, ...taken, factId: null, validFrom: start ?? first.validFrom },
    ...rest.map((version) => (isSame ? version : { ...version, ...taken, factId: null })),
  ];
}

function byStart(a: Span, b: Span): number {
  return a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0;
}

// ── spells ──────────────────────────────────────────────────────────────────────────────────────

function join(
  survivor: PersonFacts,
  loser: PersonFacts,
  fields: readonly FieldMerge[],
  choices: MergeChoices,
): PersonFacts {
  const residenceLeads = choices.residences === 'loser' ? loser : survivor;
  const householdLeads = (choices.household ?? headSide(survivor, loser)) === 'loser';
  const residences = [survivor.residences, loser.residences] as const;
  const members = [survivor.memberSpells, loser.memberSpells] as const;
  const [leading, following] =
    residenceLeads === survivor ? residences : ([residences[1], residences[0]] as const);
  const [firstHome, secondHome] = householdLeads ? ([members[1], members[0]] as const) : members;
  const { personId } = survivor;
  return {
    personId,
    versions: mergeVersions(survivor, loser, fields),
    residences: under(personId, lay(leading, following, excludes)),
    memberSpells: under(
      personId,
      lay(firstHome, secondHome, () => true),
    ),
    statuses: under(
      personId,
      lay(survivor.statuses, loser.statuses, (a, b) => a.status === b.status),
    ),
    participations: under(personId, [
      ...survivor.participations,
      ...loser.participations.filter(
        (card) => !survivor.participations.some((own) => isSameCard(own, card)),
      ),
    ]),
  };
}

/** The leading spells whole, the others where no leading one excludes them. */
export function lay<T extends Span>(
  leading: readonly T[],
  following: readonly T[],
  excludes: (leading: T, following: T) => boolean,
): T[] {
  const rest = following.flatMap((spell) => {
    let left = [spell];
    for (const other of leading) {
      if (excludes(other, spell)) left = carve(left, other.validFrom, other.validTo);
    }
    return left;
  });
  return [...leading, ...rest];
}

/** Two residences that cannot hold on one day: of one kind, or one of them the end of residence. */
export function excludes(a: ResidenceFact, b: ResidenceFact): boolean {
  if (a.kind === b.kind) return true;
  return (countingRank(a.kind) === null) !== (countingRank(b.kind) === null);
}

/** A household keeps its head: where only the loser's record heads one now, that membership leads. */
function headSide(survivor: PersonFacts, loser: PersonFacts): MergeSide {
  const heads = (facts: PersonFacts): boolean =>
    facts.memberSpells.some((spell) => spell.isHead && spell.validTo === null);
  return heads(loser) && !heads(survivor) ? 'loser' : 'survivor';
}

export function isSameCard(a: ParticipationFact, b: ParticipationFact): boolean {
  return (
    a.validFrom === b.validFrom &&
    a.validTo === b.validTo &&
    a.category === b.category &&
    a.issuer === b.issuer &&
    a.cardNumber === b.cardNumber
  );
}

function under<T extends Span & { personId: number }>(personId: number, facts: readonly T[]): T[] {
  return facts.map((fact) =>
    fact.personId === personId ? fact : { ...fact, personId, factId: null },
  );
}

// ── what is shown ───────────────────────────────────────────────────────────────────────────────

const SPELL_PARTS = {
  residences: 'residence',
  memberSpells: 'household_member',
  statuses: 'status',
  participations: 'participation',
} as const;

function spellsOf(survivor: PersonFacts, loser: PersonFacts, joined: PersonFacts): SpellMerge[] {
  const parts = Object.keys(SPELL_PARTS) as (keyof typeof SPELL_PARTS)[];
  return parts.flatMap((part) =>
    [survivor, loser].flatMap((facts) =>
      facts[part].map((fact): SpellMerge => {
        const side = facts === survivor ? 'survivor' : 'loser';
        const others = (facts === survivor ? loser : survivor).participations;
        const overlaps =
          part === 'participations' &&
          others.some((card) => overlapsPeriod(card, fact.validFrom, fact.validTo));
        const outcome = outcomeOf(fact, joined[part]);
        return { side, table: SPELL_PARTS[part], fact, outcome, overlaps };
      }),
    ),
  );
}

/** By value: the fact under the other person, whole, in part, or no more. */
function outcomeOf(fact: Span, joined: readonly Span[]): SpellMerge['outcome'] {
  const key = valueOf(fact);
  const same = joined.filter((other) => valueOf(other) === key);
  if (same.some((o) => o.validFrom === fact.validFrom && o.validTo === fact.validTo)) return 'kept';
  return same.some((other) => overlapsPeriod(fact, other.validFrom, other.validTo))
    ? 'cut'
    : 'dropped';
}

function valueOf(fact: Span): string {
  const { factId: _id, validFrom: _from, validTo: _to, ...values } = fact;
  return JSON.stringify(Object.entries(values).filter(([name]) => name !== 'personId'));
}

function faultsOf(after: Draft, joined: PersonFacts, loser: PersonFacts): Fault[] {
  const households = new Set(
    [...joined.memberSpells, ...loser.memberSpells].map((spell) => spell.householdId),
  );
  const broken = [
    ...findPersonViolations(joined),
    ...[...households].flatMap((id) => {
      const facts = after.households.get(id);
      return facts ? findHouseholdViolations(facts, membersOf(after, id)) : [];
    }),
  ];
  return broken.map(({ code }) => ({ code: `registry.violation.${code}` }));
}

function warningsOf(
  input: MergeInput,
  after: Draft,
  survivor: PersonFacts,
  loser: PersonFacts,
): Warning[] {
  const joined = after.people.get(survivor.personId);
  const warnings = joined ? checkPerson(joined, input.today) : [];
  for (const field of ['birthDate', 'sex', 'nationalId'] as const) {
    const own = lastVersion(survivor.versions)?.[field] ?? null;
    const other = lastVersion(loser.versions)?.[field] ?? null;
    if (own !== null && other !== null && own !== other) {
      warnings.push({ code: 'mergeDiffers', field, params: { field } });
    }
  }
  const died = [survivor, loser].map((facts) => deathDay(facts.residences) !== null);
  if (died[0] !== died[1]) warnings.push({ code: 'mergeOneDied', field: 'residence' });
  const homes = new Set(
    [...survivor.memberSpells, ...loser.memberSpells].map((m) => m.householdId),
  );
  for (const id of homes) {
    const facts = after.households.get(id);
    if (facts) warnings.push(...checkHousehold(facts, membersOf(after, id)));
  }
  return warnings;
}
