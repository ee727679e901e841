/** Tasks, duties, committees, documents, obstacles in English. */
import { enFormat } from './format.ts';
import type { FaultTexts } from './shape.ts';

export const tasksFaultsEn = {
  'tasks.twoClocks': () => 'A task has one clock: a day, or something that comes again; not both.',
  'tasks.unitsOrLevel': () => 'Name units or a whole level, not both.',
  'tasks.noUnitOfLevel': () => 'The unit holds no unit of the chosen level on this day.',
  'tasks.unitOutside': ({ unitId }) =>
    `Unit ${enFormat.number(Number(unitId))} does not lie in the unit you work for. Choose another.`,
  'tasks.unknownTask': () => 'The unit has no such task. Open it again from the list.',
  'tasks.unknownEvidence': () => 'There is no such file.',
  'tasks.unknownAgency': () => 'The agency is not in the directory of the unit.',
  'tasks.unknownUser': ({ username }) => `There is no active user “${username}”.`,
  'tasks.unknownCommittee': () => 'The unit has no such committee.',
  'tasks.unknownMember': () => 'The unit’s committees have no such member.',
  'tasks.unknownConclusion': () => 'The unit’s meetings have no such conclusion.',
  'tasks.unknownDocument': () => 'The document is not in the register of the unit or above it.',
  'tasks.unknownObstacle': () => 'The unit has no such obstacle.',
  'tasks.unknownAnswer': () => 'The answer to use again does not exist or is not shared.',
  'tasks.unknownDuty': () => 'The unit has no such duty to report.',
  'tasks.unknownPeriod': ({ period }) => `The duty has no period “${period}”. Choose one listed.`,
  'tasks.unknownCalendarDay': () => 'The unit did not add this day to the calendar.',
  'tasks.agency.conflict': ({ name }) => `The directory already has “${name}”.`,
  'tasks.agencyHasTasks': ({ open }) =>
    `The agency still has ${enFormat.number(Number(open))} open tasks. Give them to another first.`,
  'tasks.isOver': () => 'The task is done or cancelled. Reopen it to go on.',
  'tasks.isOpen': () => 'The task is open already.',
  'tasks.recurringHasNoDeadline': () =>
    'A recurring task is due by its period. Cancel it and give a new one to change that.',
  'tasks.doneInTheFuture': () => 'It cannot have been done after this moment.',
  'tasks.exceptionNeedsReason': () => 'An exception needs a reason.',
  'tasks.fileTooLarge': ({ limit }) =>
    `The file is empty or larger than ${enFormat.number(Number(limit))} MB. Shrink it and try again.`,
  'tasks.termEndsBeforeItStarts': () => 'It must end after it starts.',
  'tasks.documentOfAnother': () =>
    'Another level entered this document; you may only read it. Ask them to correct it.',
  'tasks.documentItself': () => 'A document cannot replace or amend itself.',
  'tasks.relation.conflict': () => 'This relation is already recorded.',
  'tasks.link.conflict': () => 'The document is already linked to this.',
  'tasks.obstacleClosed': () => 'The obstacle was answered or withdrawn.',
  'tasks.obstacleElsewhere': () =>
    'Another unit owes the answer. Only that unit can answer it or pass it on.',
  'tasks.nobodyAbove': () => 'There is no level above to pass it on to.',
  'campaigns.endsBeforeItStarts': () => 'The campaign must end on or after its first day.',
  'campaigns.unknown': () => 'There is no such campaign here, above or below.',
  'campaigns.ofAnother': () => 'Another level made this campaign; only they can change it.',
  'campaigns.unknownStep': () => 'The campaign has no such step.',
  'campaigns.stepOfOthers': () => 'This step is not asked of the unit. Choose a unit of its level.',
  'campaigns.photoWanted': () => 'This step wants a photo or a link as proof. Add one of them.',
  'campaigns.unknownLine': () => 'The unit did not enter this line, or it was withdrawn.',
  'campaigns.dayOutside': ({ day }) =>
    `${enFormat.date(String(day))} is not a day of the campaign, or has not come yet.`,
} satisfies FaultTexts;
