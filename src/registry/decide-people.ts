/** Commands about one person: attributes, residence, status, participation. */
import { unreachable } from '../kernel/assert.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { addDays } from '../kernel/dates.ts';
import { clean } from '../kernel/text.ts';
import {
  DecisionFailure,
  type Deciding,
  getFact,
  markPerson,
  replaceFact,
  requirePeriod,
  resolveReference,
  touchHouseholdsOf,
  touchPerson,
} from './deciding.ts';
import { type ParticipationFact, type PersonFacts, type VersionFact, noFacts } from './facts.ts';
import { normalizeNumber, normalizePhone } from './identifiers.ts';
import { deathDay, lastResidence } from './rules.ts';
import { carve, changeWithin, nextStart } from './spans.ts';
import type { Command, PersonAttributes } from './types.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

export type PersonCommand = Exclude<
  Command,
  Of<
    | 'addHousehold'
    | 'correctHousehold'
    | 'joinHousehold'
    | 'leaveHousehold'
    | 'changeHead'
    | 'setAggregate'
  >
>;

export function applyPersonCommand(deciding: Deciding, command: PersonCommand): void {
  switch (command.kind) {
    case 'addPerson':
      return addPerson(deciding, command);
    case 'correctPerson':
      return correctPerson(touchPerson(deciding, command.person), command);
    case 'setResidence':
      return setResidence(touchPerson(deciding, command.person), command);
    case 'endResidence':
      return endResidence(touchPerson(deciding, command.person), command);
    case 'recordLeaving':
      return recordLeaving(touchPerson(deciding, command.person), command);
    case 'recordDeath':
      return recordDeath(deciding, command);
    case 'setStatus':
      return setStatus(touchPerson(deciding, command.person), command);
    case 'endStatus':
      return endStatus(touchPerson(deciding, command.person), command);
    case 'addParticipation':
      return addParticipation(touchPerson(deciding, command.person), command);
    case 'correctParticipation':
      return correctParticipation(touchPerson(deciding, command.person), command);
    case 'endParticipation':
      return endParticipation(touchPerson(deciding, command.person), command);
    case 'removeFact':
      return removeFact(deciding, command);
    default:
      return unreachable(command);
  }
}

// ── attributes ──────────────────────────────────────────────────────────────────────────────────

/** Day from which attributes hold when no birth date is known. */
const BEGINNING: IsoDate = '1900-01-01';

function addPerson(deciding: Deciding, command: Of<'addPerson'>): void {
  const personId = resolveReference(deciding, command.person);
  if (deciding.draft.people.has(personId)) {
    throw new DecisionFailure('registry.reference.twice', { name: command.person });
  }
  const attributes = normalizeAttributes(command.attributes);
  const facts = noFacts(personId);
  facts.versions = [
    {
      personId,
      factId: null,
      validFrom: attributes.birthDate ?? BEGINNING,
      validTo: null,
      ...attributes,
    },
  ];
  const home = command.residence;
  if (home) {
    facts.residences = [
      {
        personId,
        factId: null,
        validFrom: home.from,
        validTo: null,
        placeId: home.placeId,
        kind: home.kind,
        note: home.note ?? null,
      },
    ];
  }
  markPerson(deciding, personId);
  deciding.draft.people.set(personId, facts);
}

/** Text cleaned, numbers without blanks, a date of known precision on its first day. */
export function normalizeAttributes(
  raw: Omit<PersonAttributes, 'birthPrecision'> & {
    birthPrecision?: PersonAttributes['birthPrecision'];
  },
): PersonAttributes {
  const birth = normalizeBirth(raw.birthDate, raw.birthPrecision);
  return {
    fullName: clean(raw.fullName),
    ...birth,
    sex: raw.sex,
    ethnicityCode: raw.ethnicityCode,
    nationalityCode: raw.nationalityCode,
    nationalId: mapText(raw.nationalId, normalizeNumber),
    socialInsuranceNumber: mapText(raw.socialInsuranceNumber, normalizeNumber),
    phone: mapText(raw.phone, normalizePhone),
    email: mapText(raw.email, clean),
  };
}

function normalizeBirth(
  birthDate: IsoDate | null,
  precision: PersonAttributes['birthPrecision'] | undefined,
): Pick<PersonAttributes, 'birthDate' | 'birthPrecision'> {
  if (birthDate === null) return { birthDate: null, birthPrecision: null };
  if (precision === 'year')
    return { birthDate: `${birthDate.slice(0, 4)}-01-01`, birthPrecision: 'year' };
  if (precision === 'month') {
    return { birthDate: `${birthDate.slice(0, 7)}-01`, birthPrecision: 'month' };
  }
  return { birthDate, birthPrecision: 'day' };
}

function mapText(text: string | null, change: (text: string) => string): string | null {
  const changed = text === null ? '' : change(text);
  return changed === '' ? null : changed;
}

function correctPerson(facts: PersonFacts, command: Of<'correctPerson'>): void {
  const given = Object.fromEntries(
    Object.entries(command.attributes).filter(([, value]) => value !== undefined),
  ) as Partial<PersonAttributes>;
  if (given.birthDate !== undefined && given.birthPrecision === undefined) {
    given.birthPrecision = given.birthDate === null ? null : 'day';
  }
  const merge = (version: VersionFact): VersionFact => ({
    ...version,
    ...normalizeAttributes({ ...version, ...given }),
  });
  const changed = changeWithin(facts.versions, command.from ?? null, merge);
  facts.versions = command.from === undefined ? fromBirth(changed) : changed;
}

/** A corrected birth date moves the beginning of the first version with it, never past its end. */
function fromBirth(versions: readonly VersionFact[]): VersionFact[] {
  const sorted = versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const [first, ...rest] = sorted;
  if (!first) return [];
  const start = first.birthDate ?? BEGINNING;
  const movable = first.validTo === null || start < first.validTo;
  return [movable ? { ...first, validFrom: start } : first, ...rest];
}

// ── residence ───────────────────────────────────────────────────────────────────────────────────

function requireAlive(facts: PersonFacts, from: IsoDate): void {
  const died = deathDay(facts.residences);
  if (died !== null && from >= died) {
    throw new DecisionFailure('registry.person.died', { on: addDays(died, -1) });
  }
}

function setResidence(facts: PersonFacts, command: Of<'setResidence'>): void {
  requireAlive(facts, command.from);
  const same = (spell: { kind: string }): boolean => spell.kind === command.residence;
  const to =
    command.to !== undefined && command.to !== null
      ? command.to
      : (nextStart(facts.residences, command.from, same) ?? deathDay(facts.residences));
  requirePeriod(command.from, to);
  const room = carve(
    facts.residences,
    command.from,
    to,
    (spell) => same(spell) || spell.kind === 'left',
  );
  facts.residences = [
    ...room,
    {
      personId: facts.personId,
      factId: null,
      validFrom: command.from,
      validTo: to,
      placeId: command.placeId,
      kind: command.residence,
      note: command.note ?? null,
    },
  ];
}

function endResidence(facts: PersonFacts, command: Of<'endResidence'>): void {
  const spell = getFact(facts.residences, command.factId);
  requirePeriod(spell.validFrom, command.to);
  facts.residences = replaceFact(facts.residences, spell, { ...spell, validTo: command.to });
}

function recordLeaving(facts: PersonFacts, command: Of<'recordLeaving'>): void {
  requireAlive(facts, command.from);
  endEverything(facts, command.from, 'left', command.note ?? null);
}

function recordDeath(deciding: Deciding, command: Of<'recordDeath'>): void {
  const facts = touchPerson(deciding, command.person);
  const from = addDays(command.on, 1);
  const died = deathDay(facts.residences);
  if (died !== null) throw new DecisionFailure('registry.person.died', { on: addDays(died, -1) });
  endEverything(facts, from, 'died', command.note ?? null);
  touchHouseholdsOf(deciding, facts.memberSpells);
  facts.memberSpells = carve(facts.memberSpells, from, null);
}

/** Every residence ends on `from`; one that begins later was a mistake and goes. */
function endEverything(
  facts: PersonFacts,
  from: IsoDate,
  kind: 'left' | 'died',
  note: string | null,
): void {
  const last = lastResidence(facts.residences);
  if (!last) throw new DecisionFailure('registry.person.noResidence');
  facts.residences = [
    ...carve(facts.residences, from, null),
    {
      personId: facts.personId,
      factId: null,
      validFrom: from,
      validTo: null,
      placeId: last.placeId,
      kind,
      note,
    },
  ];
}

// ── status ──────────────────────────────────────────────────────────────────────────────────────

function setStatus(facts: PersonFacts, command: Of<'setStatus'>): void {
  const same = (spell: { status: string }): boolean => spell.status === command.status;
  const to = command.to ?? nextStart(facts.statuses, command.from, same);
  requirePeriod(command.from, to);
  facts.statuses = [
    ...carve(facts.statuses, command.from, to, same),
    {
      personId: facts.personId,
      factId: null,
      validFrom: command.from,
      validTo: to,
      status: command.status,
      detail: command.detail ?? null,
      source: command.source ?? null,
    },
  ];
}

function endStatus(facts: PersonFacts, command: Of<'endStatus'>): void {
  const spell = getFact(facts.statuses, command.factId);
  requirePeriod(spell.validFrom, command.to);
  facts.statuses = replaceFact(facts.statuses, spell, { ...spell, validTo: command.to });
}

// ── participation ───────────────────────────────────────────────────────────────────────────────

function addParticipation(facts: PersonFacts, command: Of<'addParticipation'>): void {
  const to = command.to ?? null;
  requirePeriod(command.from, to);
  const spell: ParticipationFact = {
    personId: facts.personId,
    factId: null,
    validFrom: command.from,
    validTo: to,
    category: command.category,
    issuer: command.issuer,
    cardNumber: mapText(command.cardNumber ?? null, normalizeNumber),
    facilityCode: command.facilityCode ?? null,
    source: command.source ?? null,
  };
  if (facts.participations.some((other) => isSameSpell(other, spell))) {
    throw new DecisionFailure('registry.participation.twice', { from: command.from });
  }
  facts.participations = [...facts.participations, spell];
}

function isSameSpell(a: ParticipationFact, b: ParticipationFact): boolean {
  return (
    a.validFrom === b.validFrom &&
    a.validTo === b.validTo &&
    a.category === b.category &&
    a.issuer === b.issuer &&
    a.cardNumber === b.cardNumber &&
    a.facilityCode === b.facilityCode
  );
}

function correctParticipation(facts: PersonFacts, command: Of<'correctParticipation'>): void {
  const spell = getFact(facts.participations, command.factId);
  const corrected: ParticipationFact = {
    ...spell,
    category: command.category ?? spell.category,
    issuer: command.issuer ?? spell.issuer,
    cardNumber:
      command.cardNumber === undefined
        ? spell.cardNumber
        : mapText(command.cardNumber, normalizeNumber),
    facilityCode: command.facilityCode === undefined ? spell.facilityCode : command.facilityCode,
    source: command.source === undefined ? spell.source : command.source,
    validFrom: command.from ?? spell.validFrom,
    validTo: command.to === undefined ? spell.validTo : command.to,
  };
  requirePeriod(corrected.validFrom, corrected.validTo);
  facts.participations = replaceFact(facts.participations, spell, corrected);
}

function endParticipation(facts: PersonFacts, command: Of<'endParticipation'>): void {
  const spell = getFact(facts.participations, command.factId);
  requirePeriod(spell.validFrom, command.to);
  facts.participations = replaceFact(facts.participations, spell, {
    ...spell,
    validTo: command.to,
  });
}

function removeFact(deciding: Deciding, command: Of<'removeFact'>): void {
  const facts = touchPerson(deciding, command.person);
  const { factId } = command;
  switch (command.fact) {
    case 'residence':
      facts.residences = without(facts.residences, getFact(facts.residences, factId));
      break;
    case 'household_member':
      touchHouseholdsOf(deciding, facts.memberSpells);
      facts.memberSpells = without(facts.memberSpells, getFact(facts.memberSpells, factId));
      break;
    case 'status':
      facts.statuses = without(facts.statuses, getFact(facts.statuses, factId));
      break;
    case 'participation':
      facts.participations = without(facts.participations, getFact(facts.participations, factId));
      break;
    default:
      unreachable(command.fact);
  }
}

function without<T>(items: readonly T[], gone: T): T[] {
  return items.filter((item) => item !== gone);
}
