/** English of the review. */
import { enFormat as f } from './format.ts';
import type { reviewFaultsVi, reviewVi } from './review.vi.ts';
import type { FaultTexts, Shape } from './shape.ts';

const n = (value: string | number | undefined): string => f.number(Number(value ?? 0));

export const reviewFaultsEn = {
  'review.item.notFound': () => 'This item of the review was not found.',
  'review.item.forbidden': () =>
    'Your role does not decide this kind here. Please pass it to the officer in charge.',
  'review.item.stale': () =>
    'Somebody has just decided this, or it is gone. Please load the list again.',
  'review.decision.notAllowed': () => 'This kind of item has no such decision.',
  'review.later.day': ({ days }) => `The day must be after today, within ${n(days)} days.`,
  'review.candidate.missing': () => 'Please say which person: this item has no fitting candidate.',
  'review.candidate.elsewhere': () =>
    'This person lives elsewhere, you cannot link yet. The other place has the question; please wait for its answer.',
  'review.card.missing': () => 'Please choose which of the two cards ends.',
  'review.reason.missing': () =>
    'Please give a reason (3 characters or more): others will read it.',
  'review.assignee.forbidden': () => 'This officer does not decide this kind in this place.',
  'review.bulk.changed': ({ items }) =>
    `The rule now selects ${n(items)} items, not as many as in the preview. Please preview again.`,
  'review.bulk.empty': () => 'The rule selects nothing.',
  'review.bulk.oneByOne': () =>
    'This decision writes into the register, so each item is looked at on its own.',
  'review.act.notFound': () => 'This decision was not found.',
  'review.undo.already': () => 'This decision has been undone already.',
  'review.undo.dependent': ({ items }) =>
    `There is a newer decision on ${n(items)} of these items. Please undo that first.`,
  'review.undo.applied': () =>
    'The list was taken into the register by this decision. Please undo the import first.',
  'review.approval.notFound': () => 'This proposal was not found.',
  'review.approval.stale': () => 'This proposal is closed. Please load the list again.',
  'review.approval.own.forbidden': () =>
    'You proposed it, so somebody else must approve. Please wait for them.',
  'review.approval.forbidden': () => 'You are not among those who may approve this.',
  'review.approval.twice': () => 'You have approved this already; others are still missing.',
  'review.rule.role': ({ role }) => `There is no role “${role}”.`,
  'review.rule.approvers': ({ needed }) =>
    `${n(needed)} approvals are needed, so at least ${n(needed)} people must be named.`,
} satisfies Record<keyof typeof reviewFaultsVi, FaultTexts[string]>;

export const reviewEn = {
  kind: {
    doubtfulMatch: 'Row of an uncertain person',
    duplicatePeople: 'Records possibly of one person',
    sharedNumber: 'One number, two people',
    twoCards: 'Two cards at once',
    insuredNotResident: 'Insured but not resident',
    residentUnknown: 'On a list, not in the register',
    vanished: 'Missing without a reason',
    ageAgainstGroup: 'Age against the category',
    nearPoorUninsured: 'Poor or near-poor without a card',
    leftOutOfHousehold: 'Left out of a poor household’s list',
    inOtherPlace: 'Person of another place',
    sourceConflict: 'Two sources disagree',
    repeatedRow: 'Row repeated in the list',
  },
  question: {
    doubtfulMatch: 'Is this row the person of the register?',
    duplicatePeople: 'Are these two records one person?',
    sharedNumber: 'For whom is this number wrong?',
    twoCards: 'Which card is right, which one ends?',
    insuredNotResident: 'Does this person still live here?',
    residentUnknown: 'Should this person be added?',
    vanished: 'Why is this person no longer on the list?',
    ageAgainstGroup: 'Is the birth date wrong, or the category?',
    nearPoorUninsured: 'Why is there no card?',
    leftOutOfHousehold: 'Was this person left out of the household’s list?',
    inOtherPlace: 'Is the row of the other place one of our people?',
    sourceConflict: 'Which source is right?',
    repeatedRow: 'Does this row say again what a row above says?',
  },
  state: { open: 'Waiting', later: 'Put off', decided: 'Decided', withdrawn: 'Gone' },
  decision: { accept: 'Yes', reject: 'No', new: 'New person', later: 'Later' },
  accept: {
    doubtfulMatch: 'This person',
    duplicatePeople: 'One person: merge',
    sharedNumber: 'Wrong: will be corrected',
    twoCards: 'End one card',
    insuredNotResident: 'Does not live here',
    residentUnknown: 'Yes',
    vanished: 'End as the list says',
    ageAgainstGroup: 'Wrong: will be corrected',
    nearPoorUninsured: 'Yes: to get a card',
    leftOutOfHousehold: 'Left out: to be added',
    inOtherPlace: 'One of our people',
    sourceConflict: 'As the new list says',
    repeatedRow: 'Repeated: leave this row out',
  },
  reject: {
    doubtfulMatch: 'Not this person',
    duplicatePeople: 'Two different people',
    sharedNumber: 'Nothing wrong',
    twoCards: 'Keep both cards',
    insuredNotResident: 'Still lives here',
    residentUnknown: 'Leave the row out',
    vanished: 'Keep',
    ageAgainstGroup: 'Nothing wrong',
    nearPoorUninsured: 'Needs no card',
    leftOutOfHousehold: 'Not left out: another household',
    inOtherPlace: 'Not one of our people',
    sourceConflict: 'Keep the register',
    repeatedRow: 'Not repeated: keep both',
  },
  agreement: {
    equal: 'agrees',
    near: 'nearly agrees',
    differ: 'differs',
    missing: 'one side only',
  },
  field: {
    fullName: 'Name',
    birthDate: 'Birth date',
    sex: 'Sex',
    nationalId: 'Personal number',
    socialInsuranceNumber: 'Social-insurance number',
    phone: 'Phone',
    place: 'Place',
  },
  act: { decide: 'Decision', bulk: 'Bulk decision', assign: 'Assignment', undo: 'Undo' },
  action: {
    mergePersons: 'Merge of two records with cards',
    unmergePersons: 'Merge taken apart',
    recordDeath: 'Recording a death',
    decideBulk: 'Bulk decision',
    erasePersons: 'Erasing data of persons',
  },
  approvalState: {
    waiting: 'Waiting',
    done: 'Approved',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
  },
  steps: {
    'review.detecting': () => 'Looking for doubtful things in the register',
    'review.detected': ({ items }: { items: string }) => `Done: ${items} things to look at`,
  },
} satisfies Shape<typeof reviewVi>;
