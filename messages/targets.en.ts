/** Targets in English. */
import type { FaultTexts } from './shape.ts';

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
} satisfies FaultTexts;
