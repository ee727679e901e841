/** Targets in English. */
import type { FaultTexts, Shape } from './shape.ts';
import type { targetsVi } from './targets.vi.ts';

export const targetsFaultsEn = {
  'targets.notFound': () => 'There is no such target at this unit.',
  'targets.contradiction': ({ row, other }) =>
    `Rows ${row} and ${other} give one target two different values. Please keep one.`,
  'targets.actNeeded': () =>
    'To assign a target an act is needed: number, title, issuer. Without one, please save a draft.',
  'targets.reasonNeeded': () =>
    'This target is assigned already. To change it please state the reason; the old value is kept.',
  'targets.alreadyAssigned': () =>
    'This target is assigned already, so a draft cannot replace it. Please adjust it with act and reason.',
  'targets.assignedAbove': () =>
    'This target was assigned from above. A unit cannot change it; please make a counter-proposal.',
  'targets.notAnswerable': () =>
    'This target cannot be answered: it is not assigned, was set by the unit itself, or is decided.',
  'targets.indicatorUnknown': ({ code }) =>
    `There is no indicator “${code}”. Please look at the list of indicators.`,
  'targets.indicator.conflict': ({ code }) =>
    `There is an indicator “${code}” already. Indicators cannot be changed; please choose another code.`,
  'targets.wrongMeasure': ({ name }) =>
    `The value of “${name}” is of the wrong kind (rate or people). Please check its unit of measure.`,
  'targets.cellUnread': ({ text }) =>
    `No number can be read in the cell “${text}”. Please write one (72.99), or “-” for blank.`,
  'targets.cellsBeyond': ({ row }) => `Row ${row} has more cells than the table has columns.`,
  'targets.matrix.unknown': () => 'The unit has no such table. Please choose another.',
  'targets.readFromRegister': ({ name }) =>
    `“${name}” is read from the register, so results are not entered by hand.`,
  'targets.observationValue': () =>
    'A result is a rate, or a part of a whole, or a number of people, as its indicator asks.',
  'targets.nothingToSplit': () =>
    'The unit has no target of this period to share. Please set one first, or give the total.',
  'targets.nobodyBelow': () => 'The unit has no units below it.',
  'targets.criterion.unknown': () => 'There is no such criterion at this unit.',
} satisfies FaultTexts;

export const targetsEn = {
  matrix: {
    sheet: 'Targets',
    title: 'TARGETS',
    group: 'Group',
    actual: (label: string) => `Result ${label}`,
    unit: (name: string) => `Unit: ${name}`,
    act: (number: string) => `Act: ${number}`,
    noAct: 'Act: not stated',
    values: 'Rates in %, other numbers are people; a blank cell has no target.',
    page: 'Page &P/&N',
    fileName: (code: string) => `targets-${code}.xlsx`,
  },
} satisfies Shape<typeof targetsVi>;
