/**
 * A merge taken apart after others wrote on the survivor: the loser gets back what he had, the
 * survivor what the merge ended, and keeps what was written since. Pure.
 */
import {
  type Draft,
  type FactChanges,
  type PersonFacts,
  compareDrafts,
  copyDraft,
} from './facts.ts';
import { excludes, isSameCard, lay } from './merge.ts';
import type { Span } from './spans.ts';

export interface UnmergeInput {
  /** as things stand now: the survivor, his households, the loser without facts */
  before: Draft;
  /** facts of each just before the merge */
  survivorThen: PersonFacts;
  loserThen: PersonFacts;
  /** current facts of the survivor that the merge wrote */
  mergedFactIds: ReadonlySet<number>;
}

export interface UnmergeDecision extends FactChanges {
  after: Draft;
  /** facts of the survivor written since the merge: they stay with him */
  stays: number;
}

export function decideUnmerge(input: UnmergeInput): UnmergeDecision {
  const { before, survivorThen, loserThen, mergedFactIds } = input;
  const { personId } = survivorThen;
  const now = before.people.get(personId);
  const after = copyDraft(before);
  if (!now) return { ...compareDrafts(before, after), after, stays: 0 };
  const kept = <T extends Span>(facts: readonly T[]): T[] =>
    facts.filter((fact) => fact.factId === null || !mergedFactIds.has(fact.factId));
  const restored: PersonFacts = {
    personId,
    versions: lay(kept(now.versions), fresh(survivorThen.versions, now.versions), () => true),
    residences: lay(kept(now.residences), fresh(survivorThen.residences, now.residences), excludes),
    memberSpells: lay(
      kept(now.memberSpells),
      fresh(survivorThen.memberSpells, now.memberSpells),
      () => true,
    ),
    statuses: lay(
      kept(now.statuses),
      fresh(survivorThen.statuses, now.statuses),
      (a, b) => a.status === b.status,
    ),
    participations: [
      ...kept(now.participations),
      ...fresh(survivorThen.participations, now.participations).filter(
        (card) => !kept(now.participations).some((own) => isSameCard(own, card)),
      ),
    ],
  };
  after.people.set(personId, restored);
  after.people.set(loserThen.personId, unwritten(loserThen));
  const then = idsOf(survivorThen);
  const stays = [...idsOf(restored)].filter((id) => !then.has(id)).length;
  return { ...compareDrafts(before, after), after, stays };
}

/** What stood then and does not stand now; written again as new facts. */
function fresh<T extends Span>(then: readonly T[], now: readonly T[]): T[] {
  const standing = new Set(now.map((fact) => fact.factId));
  return then
    .filter((fact) => !standing.has(fact.factId))
    .map((fact) => ({ ...fact, factId: null }));
}

function unwritten(facts: PersonFacts): PersonFacts {
  const bare = <T extends Span>(rows: readonly T[]): T[] =>
    rows.map((row) => ({ ...row, factId: null }));
  return {
    personId: facts.personId,
    versions: bare(facts.versions),
    residences: bare(facts.residences),
    memberSpells: bare(facts.memberSpells),
    statuses: bare(facts.statuses),
    participations: bare(facts.participations),
  };
}

function idsOf(facts: PersonFacts): Set<number> {
  const { personId: _id, ...parts } = facts;
  return new Set(Object.values(parts).flatMap((rows) => rows.flatMap((row) => row.factId ?? [])));
}
