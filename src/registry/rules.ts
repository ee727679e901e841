/**
 * What the facts of one person or household mean on a day, and what looks wrong in them. Pure.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { addDays } from '../kernel/dates.ts';
import { fold } from '../kernel/text.ts';
import type { AggregateFact, HouseholdFacts, MemberFact, PersonFacts } from './facts.ts';
import type { ResidenceFact, VersionFact } from './facts.ts';
import {
  checkCardNumber,
  checkNationalId,
  checkPhone,
  checkSocialInsuranceNumber,
} from './identifiers.ts';
import { type Span, findOverlaps, holdsOn, overlapsPeriod } from './spans.ts';
import { COUNTING_KINDS, type ResidenceKind, type Warning } from './types.ts';

// ── residence ───────────────────────────────────────────────────────────────────────────────────

/** 0 temporary, 1 permanent, 2 away: the smaller counts; null for `left` and `died`. */
export function countingRank(kind: ResidenceKind): number | null {
  const rank = (COUNTING_KINDS as readonly string[]).indexOf(kind);
  return rank === -1 ? null : rank;
}

/** The one residence with which a person counts on a day; null when gone or nowhere known. */
export function countingResidenceOn<T extends Span & { kind: ResidenceKind }>(
  residences: readonly T[],
  day: IsoDate,
): T | null {
  let best: T | null = null;
  let bestRank: number = COUNTING_KINDS.length;
  for (const residence of residences) {
    if (!holdsOn(residence, day)) continue;
    const rank = countingRank(residence.kind);
    if (rank === null) return null;
    if (rank < bestRank) {
      best = residence;
      bestRank = rank;
    }
  }
  return best;
}

/**
 * The residence that says last where a person lives: of the counting ones that with the latest end
 * (open ends last), then by rank, then the later begun; without any, the place of leaving or death.
 */
export function lastResidence<T extends Span & { kind: ResidenceKind }>(
  residences: readonly T[],
): T | null {
  const counting = residences.filter((residence) => countingRank(residence.kind) !== null);
  const among = counting.length > 0 ? counting : residences;
  return among.toSorted(compareLast)[0] ?? null;
}

function compareLast<T extends Span & { kind: ResidenceKind }>(a: T, b: T): number {
  if (a.validTo !== b.validTo) {
    if (a.validTo === null) return -1;
    if (b.validTo === null) return 1;
    return a.validTo < b.validTo ? 1 : -1;
  }
  const byRank = (countingRank(a.kind) ?? 9) - (countingRank(b.kind) ?? 9);
  if (byRank !== 0) return byRank;
  return a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0;
}

/** Attributes as they hold on a day, else the last known before it, else the first. */
export function versionOn(versions: readonly VersionFact[], day: IsoDate): VersionFact | null {
  const sorted = versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return sorted.findLast((version) => version.validFrom <= day) ?? sorted[0] ?? null;
}

export function lastVersion(versions: readonly VersionFact[]): VersionFact | null {
  return versions.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0] ?? null;
}

/** First day after death, null while alive as far as known. */
export function deathDay(residences: readonly ResidenceFact[]): IsoDate | null {
  return residences.find((residence) => residence.kind === 'died')?.validFrom ?? null;
}

// ── what must always hold ───────────────────────────────────────────────────────────────────────

export interface Violation {
  /** key of `VIOLATIONS` texts: `personVersionsOverlap`, … */
  code: string;
  personId?: number;
  householdId?: number;
  spans: readonly Span[];
}

/** Invariants of one person's current facts; commands that break one are refused. */
export function findPersonViolations(facts: PersonFacts): Violation[] {
  const { personId } = facts;
  const found: Violation[] = [];
  const add = (code: string, pairs: readonly [Span, Span][]): void => {
    for (const spans of pairs) found.push({ code, personId, spans });
  };
  add('versionsOverlap', findOverlaps(facts.versions));
  for (const kind of new Set(facts.residences.map((residence) => residence.kind))) {
    const same = facts.residences.filter((residence) => residence.kind === kind);
    add('residencesOverlap', findOverlaps(same));
  }
  add('residenceAfterEnd', residencesAfterEnd(facts.residences));
  add('householdsOverlap', findOverlaps(facts.memberSpells));
  for (const status of new Set(facts.statuses.map((spell) => spell.status))) {
    add('statusesOverlap', findOverlaps(facts.statuses.filter((spell) => spell.status === status)));
  }
  return found;
}

/** A counting spell beside `left` or `died`. */
function residencesAfterEnd(residences: readonly ResidenceFact[]): [Span, Span][] {
  const ends = residences.filter((residence) => countingRank(residence.kind) === null);
  const counting = residences.filter((residence) => countingRank(residence.kind) !== null);
  return ends.flatMap((end) =>
    counting
      .filter((spell) => overlapsPeriod(spell, end.validFrom, end.validTo))
      .map((spell): [Span, Span] => [spell, end]),
  );
}

export function findHouseholdViolations(
  household: HouseholdFacts,
  members: readonly MemberFact[],
): Violation[] {
  const { householdId } = household;
  const versions = findOverlaps(household.versions);
  const heads = findOverlaps(members.filter((member) => member.isHead));
  return [
    ...versions.map((spans) => ({ code: 'householdVersionsOverlap', householdId, spans })),
    ...heads.map((spans) => ({ code: 'twoHeads', householdId, spans })),
  ];
}

export function findAggregateViolations(aggregates: readonly AggregateFact[]): Violation[] {
  const keys = new Set(aggregates.map((fact) => `${fact.category}:${fact.issuer}`));
  return [...keys].flatMap((key) => {
    const same = aggregates.filter((fact) => `${fact.category}:${fact.issuer}` === key);
    return findOverlaps(same).map((spans) => ({ code: 'aggregatesOverlap', spans }));
  });
}

// ── what looks wrong ────────────────────────────────────────────────────────────────────────────

/** Everything doubtful in what is known of a person; nothing here stops a write. */
export function checkPerson(facts: PersonFacts, today: IsoDate): Warning[] {
  const version = lastVersion(facts.versions);
  if (!version) return [];
  const warnings = [
    ...checkName(version.fullName),
    ...checkBirth(version, today),
    ...(version.nationalId === null ? [] : checkNationalId(version.nationalId, version)),
    ...(version.socialInsuranceNumber === null
      ? []
      : checkSocialInsuranceNumber(version.socialInsuranceNumber, version.nationalId)),
    ...(version.phone === null ? [] : checkPhone(version.phone)),
    ...checkSpells(facts, version),
    ...checkAfterDeath(facts),
  ];
  if (facts.residences.length === 0) warnings.push({ code: 'noResidence' });
  return warnings.map((warning) => ({ ...warning, personId: facts.personId }));
}

export function checkName(fullName: string): Warning[] {
  const field = 'fullName';
  const warnings: Warning[] = [];
  const words = fold(fullName).split(' ').filter(Boolean);
  if (words.length === 0) warnings.push({ code: 'nameWithoutLetters', field });
  else if (words.length === 1) warnings.push({ code: 'nameOneWord', field });
  if (/\d/.test(fullName)) warnings.push({ code: 'nameWithDigits', field });
  if (/[^\p{L}\p{M}\d\s.'’-]/u.test(fullName)) warnings.push({ code: 'nameWithSigns', field });
  return warnings;
}

const AGE_MAX = 115;

function checkBirth(version: VersionFact, today: IsoDate): Warning[] {
  const field = 'birthDate';
  if (version.birthDate === null) return [{ code: 'birthUnknown', field }];
  if (version.birthDate > today) return [{ code: 'birthInFuture', field }];
  const age = Number(today.slice(0, 4)) - Number(version.birthDate.slice(0, 4));
  const warnings: Warning[] = [];
  if (age > AGE_MAX) warnings.push({ code: 'birthLongAgo', params: { age }, field });
  if (version.birthPrecision === 'year') warnings.push({ code: 'birthYearOnly', field });
  return warnings;
}

function checkSpells(facts: PersonFacts, version: VersionFact): Warning[] {
  const warnings: Warning[] = [];
  const { participations } = facts;
  for (const spell of participations) {
    if (spell.cardNumber !== null) {
      warnings.push(...checkCardNumber(spell.cardNumber, spell, version));
    }
    if (version.birthDate !== null && spell.validFrom < version.birthDate) {
      warnings.push({ code: 'participationBeforeBirth', field: 'participation' });
    }
  }
  for (const [before, after] of sameCardOverlaps(facts)) {
    const params = { category: before.category, from: after.validFrom };
    warnings.push({ code: 'participationOverlapsSame', params, field: 'participation' });
  }
  return dedupe(warnings);
}

/** Overlaps within one category and issuer are mostly a list taken in twice. */
function sameCardOverlaps(
  facts: PersonFacts,
): [PersonFacts['participations'][number], PersonFacts['participations'][number]][] {
  const kinds = new Set(facts.participations.map((spell) => `${spell.category}:${spell.issuer}`));
  return [...kinds].flatMap((kind) =>
    findOverlaps(facts.participations.filter((s) => `${s.category}:${s.issuer}` === kind)),
  );
}

function checkAfterDeath(facts: PersonFacts): Warning[] {
  const died = deathDay(facts.residences);
  if (died === null) return [];
  const later = (span: Span): boolean => span.validTo === null || span.validTo > died;
  const warnings: Warning[] = [];
  const params = { on: addDays(died, -1) };
  if (facts.participations.some(later)) {
    warnings.push({ code: 'participationAfterDeath', params, field: 'participation' });
  }
  if (facts.statuses.some(later)) {
    warnings.push({ code: 'statusAfterDeath', params, field: 'status' });
  }
  return warnings;
}

/** A household should have a head on every day it has members; looked at from its last day on. */
export function checkHousehold(
  household: HouseholdFacts,
  members: readonly MemberFact[],
): Warning[] {
  const open = members.filter((member) => member.validTo === null);
  const params = { household: household.versions[0]?.code ?? String(household.householdId) };
  if (open.length === 0 || open.some((member) => member.isHead)) return [];
  return [{ code: 'householdWithoutHead', params, field: 'household' }];
}

function dedupe(warnings: readonly Warning[]): Warning[] {
  const seen = new Map(warnings.map((warning) => [JSON.stringify(warning), warning]));
  return [...seen.values()];
}
