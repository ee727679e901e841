/** Faults of places in English. */
import type { FaultTexts } from './shape.ts';
import type { unitsFaultsVi } from './units.vi.ts';

export const unitsFaultsEn = {
  'units.notFound': () => 'This unit was not found.',
  'units.unknown': ({ unitId }) => `There is no unit number ${unitId}.`,
  'units.ended': ({ name, on }) => `${name} ended on ${on} and can no longer be changed.`,
  'units.changedLater': ({ name, on }) =>
    `${name} has changed as of ${on}; the day of effect must be later.`,
  'units.countryStays': () => 'The country itself cannot be changed.',
  'units.mergeNeedsTwo': () => 'A merge needs at least two units.',
  'units.splitNeedsTwo': () => 'A split needs at least two parts.',
  'units.keyRepeated': () => 'Two new units have the same key.',
  'units.keyUnknown': ({ key }) => `There is no new unit with the key "${key}".`,
  'units.resultWithoutSource': ({ name }) => `Nothing says from what ${name} is made.`,
  'units.flowsContradict': () =>
    'The people of a unit go either wholly one way or partly two or more ways; please check the parts.',
  'units.emptyMeansNobody': () => 'Empty land takes nobody along, and the other way round.',
  'units.residentsWithoutWay': ({ key }) =>
    `Residents are listed for "${key}", but no part of the old unit goes there.`,
  'units.residentTwice': ({ id }) => `Household or person ${id} is named twice.`,
  'units.childNotBelow': ({ unitId }) =>
    `Unit ${unitId} is not directly below the unit that is split.`,
  'units.childTwice': ({ name }) => `${name} is named in two parts.`,
  'units.childEnds': ({ name }) => `${name} ends in the same change.`,
  'units.childrenUnassigned': ({ count, names }) =>
    `${count} units below are in no part yet: ${names}. People there will be uncertain.`,
  'units.hasChildren': ({ count, names }) =>
    `${count} units lie below: ${names}. Please move or end them first.`,
  'units.nothingChanges': () => 'Nothing changes.',
  'units.levelChanges': () => 'The new kind is of another level; please use a change of level.',
  'units.insideItself': () => 'A unit cannot lie in itself.',
  'units.parentNotInForce': ({ name }) =>
    `The parent of ${name} does not stand on the day of effect, or ends in this change.`,
  'units.parentLevel': ({ name, parent }) => `${name} cannot lie below ${parent}: wrong level.`,
  'units.codeFormat': ({ code, digits }) => `The code "${code}" must have ${digits} digits.`,
  'units.codeTaken': ({ code, name }) => `The code ${code} belongs to ${name}.`,
  'units.codeRepeated': ({ code }) => `The code ${code} is given twice.`,
  'units.listChangesNothing': () =>
    'This list says nothing new of units that go on: nothing to write.',
  'units.listChangesTooMany': ({ found, most }) =>
    `${found} units change in this list; at most ${most} are written at once. Choose fewer, or send it in parts.`,
  'units.codeMissing': ({ name }) => `${name} has no code yet.`,
  'units.codeUnknown': ({ code }) => `No unit "${code}" was found on this day.`,
  'units.sameName': ({ name }) => `There is already a unit called ${name} below the same parent.`,
  'units.alreadyUndone': () => 'This change has been undone already.',
  'units.dependent.operation': ({ operationId }) =>
    `Change ${operationId} builds on this one; please undo it first.`,
  'units.dependent.people': ({ count }) => `${count} people are recorded in the new units.`,
  'units.dependent.population': ({ count }) => `The new units have ${count} population figures.`,
  'units.dependent.areaClass': ({ count }) => `The new units have ${count} area classes.`,
  'units.dependent.grouping': ({ count }) => `The new units are in ${count} second trees.`,
  'units.dependent.child': ({ count }) => `${count} units lie below the new ones.`,
  'units.dependent.assignment': ({ count }) =>
    `${count} households and persons have been moved by list.`,
  'units.rowTwice': ({ name }) => `${name} is named twice.`,
  'units.outside': ({ name }) => `${name} lies outside the place of the list.`,
  'units.communeUnknown': ({ commune }) => `No commune "${commune}" was found in the place.`,
  'units.communeAmbiguous': ({ commune, names }) =>
    `"${commune}" may be several communes: ${names}. Please give the code, or add district and province.`,
  'units.communeSplit': ({ name, names }) =>
    `${name} was split into ${names}; please give the commune of today, and the old one in its own column.`,
  'units.notSuccessor': ({ name, former }) => `${name} was not made from ${former}.`,
  'units.villageCodeDiffers': ({ name, known, code }) =>
    `${name} already has the code ${known}, not ${code} as in the list.`,
  'units.classNeedsCommune': ({ name }) => `${name} is neither a commune nor a village.`,
  'units.classOfOtherScheme': () => 'A class does not belong to this scheme.',
  'units.periodReversed': () => 'The end must be later than the start.',
  'units.groupingCodeTaken': ({ code }) => `The code "${code}" is in use.`,
  'units.nodeUnknown': () => 'There is no such node, or it has ended.',
  'units.nodeHasChildren': ({ count }) => `${count} nodes lie below; please end them first.`,
  'units.outsideNode': ({ name }) => `The day lies outside the time of ${name}.`,
} as const satisfies Record<keyof typeof unitsFaultsVi, FaultTexts[string]>;
