/** Texts of the register in English. */
import { enFormat as f } from './format.ts';
import type { registryFaultsVi, registryVi, registryWarningsVi } from './registry.vi.ts';
import type { FaultTexts, Shape } from './shape.ts';

const day = (value: string | number | undefined): string => f.date(String(value ?? ''));
const lastDay = (value: string | number | undefined): string => f.lastDay(String(value ?? ''));
const instant = (value: string | number | undefined): string => f.instant(String(value ?? ''));

export const registryFaultsEn = {
  'registry.person.notFound': () => 'This person was not found.',
  'registry.person.died': ({ on }) =>
    `This person is recorded as having died on ${day(on)}. If that is a mistake, please undo that entry first.`,
  'registry.person.noResidence': () =>
    'It is not known where this person lives, so leaving or death cannot be recorded. Please record a residence first.',
  'registry.household.notFound': () => 'This household was not found.',
  'registry.household.headTaken': ({ from }) =>
    `The household already has a head in the time from ${day(from)}. Please use “Change head”.`,
  'registry.household.notMember': ({ on }) =>
    `On ${day(on)} this person is in no household, or not in the one chosen.`,
  'registry.entry.notFound': () => 'This entry was not found.',
  'registry.place.unknown': ({ placeId }) => `There is no unit number ${placeId}.`,
  'registry.place.notFound': () => 'This unit was not found.',
  'registry.place.tooHigh': () =>
    'A residence must be a village, or a commune where the village is not known.',
  'registry.place.missing': () => 'Please say where the new person lives.',
  'registry.command.forbidden': () =>
    'Your role may not record this here. Please ask the administrator of your unit.',
  'registry.fact.stale': () =>
    'Somebody else has just replaced this fact. Please reload the page and try again.',
  'registry.period.empty': ({ from, to }) =>
    `From ${day(from)} to ${lastDay(to)} there is no day at all. Choose a last day from ${day(from)} on.`,
  'registry.reference.unknown': ({ name }) => `No command before this one makes “${name}”.`,
  'registry.reference.twice': ({ name }) =>
    `The name “${name}” is used for two new persons or households.`,
  'registry.participation.twice': ({ from }) =>
    `The spell from ${day(from)} is already there, equal to this one.`,
  'registry.nothingChanges': () => 'Nothing changes, so nothing was recorded.',
  'registry.idempotencyKey.conflict': () =>
    'This key against double recording was used for other content. Please send again with a new key.',
  'registry.undo.dependent': ({ entryId, recordedAt, actorName, reason }) =>
    `Entry ${entryId} (${instant(recordedAt)}, ${actorName}: ${reason}) builds on this one. Please undo it first.`,
  'registry.search.empty': () => 'Please type a name, or the number of a paper, card or phone.',
  'registry.search.tooManyWords': ({ words }) => `Please type at most ${words} words.`,
  'registry.violation.versionsOverlap': () => 'Attributes of a person overlap in time.',
  'registry.violation.residencesOverlap': () => 'Two residences of one kind overlap in time.',
  'registry.violation.residenceAfterEnd': () =>
    'There is a residence after the person left for good or died.',
  'registry.violation.householdsOverlap': () => 'A person is in two households at one time.',
  'registry.violation.statusesOverlap': () => 'One status is recorded twice over the same time.',
  'registry.violation.householdVersionsOverlap': () => 'Attributes of a household overlap in time.',
  'registry.violation.twoHeads': () => 'The household has two heads at one time.',
  'registry.violation.aggregatesOverlap': () =>
    'Two sums of one place, category and issuer overlap in time.',
  'registry.violation.factWithoutPerson': ({ id }) =>
    `There is a fact of person ${id}, who has no attributes.`,
  'registry.violation.memberOfNothing': ({ id }) =>
    `Person ${id} is in a household that is not in the register.`,
  'registry.violation.mergedWithFacts': ({ id }) =>
    `Person ${id} was merged into another record and yet has facts.`,
  'registry.person.erased': () =>
    'The data of this person were erased; nothing more can be recorded. If it is somebody else, add a new person.',
  'registry.merge.samePerson': () => 'The two records must be two different persons.',
  'registry.merge.notFound': () => 'This record is not merged into another one.',
  'registry.unmerge.mergedOn': ({ personId }) =>
    `The surviving record was merged on. Please take apart record ${personId} first.`,
} satisfies Record<keyof typeof registryFaultsVi, FaultTexts[string]>;

export const registryWarningsEn = {
  nameWithoutLetters: () => 'The name has no letters.',
  nameOneWord: () => 'The name is a single word.',
  nameWithDigits: () => 'The name has digits in it.',
  nameWithSigns: () => 'The name has strange signs in it.',
  birthUnknown: () => 'The birth date is not known.',
  birthInFuture: () => 'The birth date lies in the future.',
  birthLongAgo: ({ age }) => `The birth date gives an age of ${age}; please check.`,
  birthYearOnly: () => 'Only the year of birth is known.',
  nationalIdOldCard: () => 'A 9-digit identity card; the 12-digit personal number is needed.',
  nationalIdNotTwelveDigits: ({ length }) =>
    `The personal number has ${length} characters, it must have 12 digits.`,
  nationalIdUnknownProvince: ({ code }) => `${code} is no code of a place of birth registration.`,
  nationalIdOtherSex: ({ sex }) => `The personal number is that of a ${sex}.`,
  nationalIdOtherYear: ({ year }) => `The personal number says born in ${year}.`,
  socialInsuranceNumberNotTenDigits: ({ length }) =>
    `The social-insurance number has ${length} characters, it must have 10 digits (or be a personal number of 12).`,
  socialInsuranceNumberOtherNationalId: () =>
    'The social-insurance number is another personal number.',
  cardNumberNotFifteen: ({ length }) =>
    `The card number has ${length} characters, it must have 15.`,
  cardNumberOtherCategory: ({ card, category }) =>
    `The card number says category ${card}, the spell says ${category}.`,
  cardNumberUnknownProvince: ({ code }) => `There is no province code ${code} on cards.`,
  cardNumberOtherPerson: () =>
    'The card number carries another social-insurance number than this person’s.',
  phoneUnusual: () => 'The phone number has an unusual form.',
  numberShared: ({ people }) =>
    `${f.number(Number(people))} other people of the register bear this number. Please check for a duplicate.`,
  noResidence: () => 'It is not known where this person lives.',
  participationBeforeBirth: () => 'A spell begins before the birth date.',
  participationOverlapsSame: ({ category, from }) =>
    `Two spells of ${category} by one issuer overlap from ${day(from)}.`,
  participationAfterDeath: ({ on }) => `There is a spell after the death on ${day(on)}.`,
  statusAfterDeath: ({ on }) => `There is a status after the death on ${day(on)}.`,
  householdWithoutHead: ({ household }) => `Household ${household} has no head now.`,
  mergeDiffers: ({ field }) =>
    `The two records differ in ${
      { birthDate: 'birth date', sex: 'sex', nationalId: 'personal number' }[String(field)] ??
      'attributes'
    }. Please be sure that this is one person.`,
  mergeOneDied: () =>
    'One record says the person died, the other does not. Please choose whose residence stays.',
} satisfies Record<keyof typeof registryWarningsVi, FaultTexts[string]>;

export const registryEn = {
  residenceKind: {
    permanent: 'Permanent',
    temporary: 'Temporary',
    away: 'Away for work or study',
    left: 'Left for good',
    died: 'Died',
  },
  issuer: {
    own: 'Issued by this province',
    otherProvince: 'Issued by another province',
    army: 'Issued by the army',
    police: 'Issued by the police',
    unknown: 'Issuer not known',
  },
  sex: { male: 'Male', female: 'Female' },
  relation: {
    head: 'Head',
    spouse: 'Spouse',
    child: 'Child',
    childInLaw: 'Child-in-law',
    grandchild: 'Grandchild',
    parent: 'Parent',
    parentInLaw: 'Parent-in-law',
    grandparent: 'Grandparent',
    sibling: 'Sibling',
    otherRelative: 'Other relative',
    notRelated: 'Not related',
  },
  status: {
    poorHousehold: 'Poor household',
    nearPoorHousehold: 'Near-poor household',
    averageLivingHousehold: 'Farm, forestry, fishery or salt household of average living',
    merit: 'Person with merit',
    meritRelative: 'Relative of a person with merit',
    veteran: 'Veteran',
    socialProtection: 'Social protection',
    disabled: 'Disabled person',
    pupil: 'Pupil',
    student: 'Student',
    employee: 'Employee',
    pensioner: 'Pensioner',
    unemploymentBenefit: 'On unemployment benefit',
    underSix: 'Child under six',
    ethnicMinority: 'Ethnic minority',
    difficultArea: 'Living in a difficult area',
    armyRelative: 'Relative of army staff',
    policeRelative: 'Relative of police staff',
    meritTop: 'Person with merit, top class',
    resistance: 'Participant in the resistance',
    martyrRelative: 'Relative of a martyr',
    meritCarer: 'Carer of a person with merit',
    deputy: 'Deputy',
    survivorAllowance: 'On a monthly survivor allowance',
    socialPension: 'On the social pension',
    workAccidentAllowance: 'On a work accident allowance',
    longSickness: 'On a long sickness allowance',
    retiredCommuneCadre: 'Retired commune cadre, social insurance',
    retiredCommuneCadreBudget: 'Retired commune cadre, budget',
    formerDisability: 'Former disability-of-work allowance',
    supplementaryInsurance: 'Supplementary health insurance',
    privateInsurance: 'Private health insurance',
  },
  entryKind: {
    record: 'By hand',
    load: 'Bulk load',
    import: 'List import',
    canvass: 'Door-to-door',
    undo: 'Undo',
    merge: 'Merge of records',
    unmerge: 'Merge taken apart',
  },
  table: {
    person_version: 'Attributes',
    residence: 'Residence',
    household: 'Household',
    household_member: 'Membership',
    status: 'Status',
    participation: 'Participation',
    aggregate_participation: 'Cards without names',
  },
} satisfies Shape<typeof registryVi>;
