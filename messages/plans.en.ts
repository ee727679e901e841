import type { PlansMessages, plansFaultsVi } from './plans.vi.ts';
import { enFormat } from './format.ts';
import type { FaultTexts, Shape } from './shape.ts';

export const plansFaultsEn = {
  'plans.file.unknownKind': ({ name }) =>
    `Files like “${name}” cannot be read yet. Please use .docx, .pdf (with text), .txt or .md, or paste the text.`,
  'plans.file.unreadable': ({ name }) =>
    `“${name}” is damaged or not what its name says. Please open and save it again, then retry.`,
  'plans.file.withoutText': ({ name }) =>
    `“${name}” holds no text (perhaps a scan). Please run character recognition first, or paste the text.`,
  'plans.file.encrypted': ({ name }) =>
    `“${name}” has a password. Please remove the password, then retry.`,
  'plans.file.tooLarge': ({ limit }) =>
    `The text is too long (at most ${enFormat.number(Number(limit))} characters). Please choose the plan only.`,
  'plans.score.noPlans': ({ folder }) =>
    `“${folder}” holds no extraction made by hand (.json) to compare with.`,
  'plans.score.broken': ({ name }) =>
    `“${name}” is no valid extraction made by hand, or its text is missing.`,
  'plans.fileOrText': () => 'Give a file or a text, one of the two.',
  'plans.notFound': () => 'This unit has no such plan.',
  'plans.itemUnknown': ({ item }) => `There is no item ${item}. Load the page again.`,
  'plans.itemReplaced': ({ item }) =>
    `Item ${item} was split or merged into others. Load the page again.`,
  'plans.kindChanged': ({ item }) =>
    `Item ${item} cannot become another kind: drop it and add a new one.`,
  'plans.alreadyAdopted': () =>
    'The plan is in force and no longer corrected here. If the document changes, read the new version.',
  'plans.notAdopted': () => 'The plan was not adopted: there is nothing to take back.',
  'plans.laterDecisions': ({ count }) =>
    `Not yet: ${count} later decisions still hang on this plan. Take them back first (cancel tasks, withdraw targets, end duties, cancel the campaign), then try again.`,
  'plans.laterDecision': ({ title, unit, by, day }) => `${title} (${unit}): ${by}, ${day}.`,
  'plans.abandoned': () => 'The plan was put away. Take it up again before you correct it.',
  'plans.nothingToUndo': () => 'There is no correction left to take back.',
  'plans.noEarlierVersion': () => 'This plan replaces no earlier one. Choose what to compare with.',
  'plans.itemsOpen': ({ count }) =>
    `${count} items are not confirmed. Confirm or drop each before the plan is adopted.`,
  'plans.nameUnmatched': ({ name, count }) =>
    `Nobody has said what “${name}” is here (${count} items). Choose it under Names.`,
  'plans.periodUnclear': ({ words }) =>
    `“${words}” names no year. Correct the item to a year or a span of years.`,
  'plans.measureUnknown': ({ uom }) =>
    `Nothing is reckoned in “${uom}”. Change it to % or people, or drop the item.`,
  'plans.valueNegative': ({ value }) =>
    `“${value}” is a fall, nothing to be reached. Drop the item.`,
  'plans.campaignWithoutDays': () => 'The campaign has no first or no last day.',
  'plans.meaningOfOtherKind': ({ name }) => `What was chosen for “${name}” is of another kind.`,
  'plans.unitOutside': ({ name }) =>
    `The unit chosen for “${name}” lies outside the plan's places.`,
} satisfies Record<keyof typeof plansFaultsVi, FaultTexts[string]>;

export const plansEn: Shape<PlansMessages> = {
  parts: {
    head: 'Head',
    bases: 'Legal bases',
    references: 'Documents referred to',
    targets: 'Targets and results',
    support: 'Support',
    assigned: 'Tasks assigned',
    solutions: 'Tasks among the measures',
    'other tasks': 'Other work',
    'task deadlines': 'Deadlines of tasks',
    reports: 'Duties to report',
    milestones: 'Milestones of the campaign',
    committees: 'Steering committees',
    recipients: 'Recipients',
    'missing annexes': 'Missing annexes',
  },
  warnings: {
    'number-blank': () => 'The number of the document is left blank.',
    'number-absent': () => 'The document has no line with number and sign.',
    'number-present-in-header-only': () => 'The number stands only beside the document.',
    'date-incomplete': () => 'The day of issue is blank or lacks day, month or year.',
    'date-misprinted': (detail) => `No such day: “${detail ?? ''}”.`,
    'duplicate-numeral': (detail) => `The Roman numeral “${detail ?? ''}” is used twice.`,
    'skipped-numeral': (detail) => `The numbering jumps to “${detail ?? ''}”.`,
    'letters-spaced': (detail) => `Letters are spaced out; read as “${detail ?? ''}”.`,
    'sentence-over-page': () => 'A sentence cut by a page break was joined again.',
    'sign-variants': (detail) => `One document bears two signs: ${detail ?? ''}.`,
    'table-unread': () =>
      'The columns of a table could not be understood; please enter its figures by hand.',
    'annex-missing': (detail) => `Spoken of but not attached: “${detail ?? ''}”.`,
    'shares-not-100': (detail) => `The shares do not add up to 100%: ${detail ?? ''}%.`,
    'task-repeated': (detail) => `The task repeats line ${detail ?? ''} word for word.`,
  },
};
