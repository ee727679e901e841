/** What the register does when the tree of places changes: how many it concerns, who moves to which part. */
import { Refusal } from '../kernel/outcome.ts';
import { type Context, asOwner } from '../stores/context.ts';
import { recordFacts } from './ops.ts';
import { listAssignedMembers, listPlaceCounts } from './sql-relocation.ts';
import type { CommandInput } from './types.ts';

export interface Assignment {
  toUnitId: number;
  subject: 'household' | 'person';
  subjectId: number;
  /** first day in the new place */
  effectiveOn: string;
}

/** Persons whose last counting place is one of these, by place; places without any are left out. */
export async function countPeopleOf(
  tx: Context,
  placeIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await asOwner(tx, () => listPlaceCounts(tx.db, placeIds));
  return new Map(rows.map((row) => [row.placeId, row.people]));
}

/** Moves the residence of persons, and of households' members of that day, in one entry. */
export async function assignResidents(
  tx: Context,
  assignments: readonly Assignment[],
): Promise<void> {
  const people = new Map<number, Assignment>();
  for (const assignment of assignments) {
    const members =
      assignment.subject === 'person'
        ? [assignment.subjectId]
        : await asOwner(tx, () =>
            listAssignedMembers(tx.db, assignment.subjectId, assignment.effectiveOn),
          );
    for (const personId of members) people.set(personId, assignment);
  }
  if (people.size === 0) return;
  const commands = [...people].map(([person, { toUnitId, effectiveOn }]): CommandInput => ({
    kind: 'setResidence',
    person,
    placeId: toUnitId,
    residence: 'permanent',
    from: effectiveOn,
  }));
  const recorded = await recordFacts(
    tx,
    { reason: 'Chuyển nơi cư trú theo địa giới mới' },
    commands,
  );
  if (!recorded.ok) throw new Refusal(recorded.faults);
}
