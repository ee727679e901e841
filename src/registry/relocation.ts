/** What the register does when the tree changes: how many it concerns, who moves where. */
import { Refusal, refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, today } from '../stores/context.ts';
import { recordFacts } from './ops.ts';
import { countResidentsOn } from './sql-entries.ts';
import { listHouseholdVersions, listMembers, listResidences } from './sql.ts';
import { COMMANDS_MAX, type CommandInput } from './types.ts';
import { holdsOn, overlapsPeriod } from './spans.ts';
import { countingRank } from './rules.ts';

/** People who live in each place today; places without any are left out. */
export async function countPeopleOf(
  tx: Context,
  placeIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  return await asOwner(tx, () => countResidentsOn(tx.db, placeIds, today(tx)));
}

/** A household or person that a split assigns to one of its parts. */
export interface ResidentAssignment {
  subject: 'household' | 'person';
  subjectId: number;
  fromUnitId: number;
  toUnitId: number;
  /** first day in the new place */
  effectiveOn: string;
}

/**
 * From the day of the split on, residences in the old place lie in the part assigned. Those who no
 * longer live there are left as they are. Written as entries of at most 2,000 commands.
 */
export async function assignResidents(
  tx: Context,
  rows: readonly ResidentAssignment[],
): Promise<void> {
  let commands: CommandInput[] = [];
  for (const row of rows) {
    const more = await asOwner(tx, () => assignmentCommands(tx, row));
    if (commands.length + more.length > COMMANDS_MAX) {
      await recordAssignments(tx, commands);
      commands = [];
    }
    commands.push(...more);
  }
  await recordAssignments(tx, commands);
}

async function recordAssignments(tx: Context, commands: readonly CommandInput[]): Promise<void> {
  if (commands.length === 0) return;
  const done = await recordFacts(tx, { reason: ASSIGNMENT_REASON }, commands);
  if (!done.ok) throw new Refusal(done.faults);
}

const ASSIGNMENT_REASON = 'Chia, tách đơn vị hành chính';

async function assignmentCommands(tx: Context, row: ResidentAssignment): Promise<CommandInput[]> {
  const { effectiveOn, fromUnitId, toUnitId } = row;
  const commands: CommandInput[] = [];
  let personIds = [row.subjectId];
  if (row.subject === 'household') {
    const [household] = await listHouseholdVersions(tx.db, [row.subjectId], null);
    if (!household) refuse('registry.household.notFound');
    const members = await listMembers(tx.db, [row.subjectId], null);
    personIds = members.filter((member) => holdsOn(member, effectiveOn)).map((m) => m.personId);
    if (household.placeId === fromUnitId) {
      commands.push({
        kind: 'correctHousehold',
        household: row.subjectId,
        placeId: toUnitId,
        from: effectiveOn,
      });
    }
  }
  for (const residence of await listResidences(tx.db, [...new Set(personIds)], null)) {
    if (residence.placeId !== fromUnitId || countingRank(residence.kind) === null) continue;
    if (!overlapsPeriod(residence, effectiveOn, null)) continue;
    commands.push({
      kind: 'setResidence',
      person: residence.personId,
      placeId: toUnitId,
      residence: residence.kind as 'permanent',
      from: residence.validFrom > effectiveOn ? residence.validFrom : effectiveOn,
      to: residence.validTo,
    });
  }
  return commands;
}
