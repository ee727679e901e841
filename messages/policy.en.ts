/** The texts of the law in English; the compiler holds them to the shape of `policy.vi.ts`. */
import type { LineNames, LineParams } from '../src/policy/explain.ts';
import { enFormat as f } from './format.ts';
import type { policyVi } from './policy.vi.ts';
import type { Shape } from './shape.ts';

type Params = Readonly<Record<string, string | number>>;

const text = (value: string | number | undefined): string => String(value ?? '');
const money = (value: string | number | undefined): string => f.money(Number(value ?? 0));
const rate = (value: string | number | undefined): string => f.rate(Number(value ?? 0));
const day = (value: string | number | undefined): string => f.date(text(value));

function part(params: Params): string {
  const numerator = Number(params['numerator'] ?? 0);
  const denominator = Number(params['denominator'] ?? 1);
  if (numerator === denominator) return 'the whole contribution';
  if (denominator === 10_000) {
    return `${f.rate(numerator, numerator % 100 === 0 ? 0 : 2)} of the contribution`;
  }
  return `${numerator}/${denominator} of the contribution`;
}

/** Who pays, where he was named. */
function called(params: Params): string {
  return params['name'] === undefined ? '' : ` (${text(params['name'])})`;
}

const bases: Readonly<Record<string, string>> = {
  salary: 'salary',
  pension: 'pension or allowance',
  benefit: 'unemployment benefit',
  income: 'salary',
};

const statuses = {
  employee: 'Employee of an enterprise (contract of 3 months or more)',
  shortContractEmployee: 'Employee with a contract of 1 to under 3 months',
  cooperativeEmployee: 'Employee of a cooperative',
  otherBodyEmployee: 'Employee of another body or unit',
  foreignBodyEmployee: 'Employee of a foreign or international body',
  otherOrganisationEmployee: 'Employee of another organisation',
  unpaidManager: 'Unpaid manager',
  foreignEmployee: 'Foreign employee with a contract of 12 months or more',
  partTimeEmployee: 'Part-time employee',
  householdBusinessOwner: 'Household-business owner under compulsory social insurance',
  civilServant: 'Cadre, civil servant or public employee',
  communeOfficer: 'Part-time commune officer',
  defenceWorker: 'Defence, police or cipher civilian worker',
  defenceWorkerRelative: 'Relative of a defence or police civilian worker',
  cipherWorkerRelative: 'Relative of another worker of a cipher organisation',
  pensioner: 'On a pension or disability-of-work allowance',
  workAccidentAllowance: 'On a work-accident or occupational-disease allowance',
  longSickness: 'On long sick leave',
  sickLeave: 'On sick leave of 14 working days or more in the month',
  maternityLeave: 'On maternity leave of 14 working days or more in the month',
  retiredCommuneCadre: 'Retired commune cadre on a social insurance allowance',
  unemploymentBenefit: 'On unemployment benefit',
  rubberWorker: 'Rubber worker on an allowance',
  armyMember: 'Member of the army',
  policeMember: 'Member of the police',
  cipherMember: 'Cipher officer',
  foreignCadet: 'Foreign cadet of the armed forces',
  reserveOfficerTrainee: 'Reserve-officer trainee',
  standingMilitia: 'Standing militia',
  meritTop: 'Person with merit, top class',
  merit: 'Person with merit to the revolution',
  veteran: 'Veteran',
  resistance: 'Participant in the resistance',
  deputy: 'Deputy of the National Assembly or a People’s Council',
  martyrRelative: 'Relative of a martyr',
  meritRelative: 'Relative of a person with merit',
  meritCarer: 'Carer of a person with merit',
  armyRelative: 'Relative of a member of the army',
  policeRelative: 'Relative of a member of the police',
  cipherRelative: 'Relative of a cipher officer',
  organDonor: 'Organ donor',
  foreignScholar: 'Foreign student on a state scholarship',
  poor: 'In a poor household',
  retiredCommuneCadreBudget: 'Retired commune cadre on a budget allowance',
  formerDisability: 'Former disability-of-work recipient',
  socialProtection: 'On monthly social assistance',
  survivorAllowance: 'On a monthly survivor allowance',
  socialPension: 'On the social pension',
  interimAllowance: 'On the interim allowance before the social pension',
  lowIncomeArtisan: 'Artisan of a low-income household',
  communeMilitaryTrainee: 'Commune military command trainee',
  nearPoor: 'In a near-poor household',
  multidimensionalPoor: 'In a multi-dimensionally poor household',
  pupil: 'Pupil',
  student: 'Student',
  securityForce: 'Member of the grass-roots security force',
  averageLiving: 'In a farm household of average living standard',
  villageHealthWorker: 'Village health worker or midwife',
  villageOfficer: 'Part-time village or quarter officer',
  artisan: 'Honoured artisan',
  traffickingVictim: 'Victim of trafficking',
  mineVictim: 'Victim of bombs and mines after the war',
  establishmentResident: 'Living in a charity or religious establishment',
  unpaidLeave: 'On unpaid leave or with a suspended contract',
};

const statusName = (code: string | number | undefined): string =>
  (statuses as Readonly<Record<string, string>>)[text(code)] ?? text(code);

export const policyEn = {
  faults: {
    'policy.fileMissing': (p: Params) => `The file ${p['file']}.yaml is missing in policy.`,
    'policy.fileUnknown': (p: Params) => `The file ${p['file']}.yaml in policy is not known.`,
    'policy.schema': (p: Params) => `The file ${p['file']} has a wrong form: ${p['reason']}.`,
    'policy.missingRule': (p: Params) =>
      `The law we hold has no rule "${p['rule']}" for ${day(p['on'])}. Add it to policy with its citation.`,
    'policy.twice': (p: Params) => `"${p['what']}" stands twice.`,
    'policy.noCitation': (p: Params) => `The rule ${p['rule']} has no citation.`,
    'policy.unknownDocument': (p: Params) => `"${p['document']}" is not in documents.yaml.`,
    'policy.emptyPeriod': (p: Params) => `The period from ${day(p['from'])} has no day.`,
    'policy.overlap': (p: Params) => `The rule ${p['rule']} overlaps from ${day(p['on'])}.`,
    'policy.hole': (p: Params) =>
      `The rule ${p['rule']} has a hole from ${day(p['from'])}${p['to'] ? ` to ${day(p['to'])}` : ''}.`,
    'policy.unknownSubgroup': (p: Params) => `The sub-group "${p['subgroup']}" is not known.`,
    'policy.unknownGroup': (p: Params) =>
      `Category ${p['category']}: the taxonomy ${p['taxonomy']} has no group ${p['group']}.`,
    'policy.unknownCategory': (p: Params) => `The category "${p['category']}" is not known.`,
    'policy.supportUseless': (p: Params) =>
      `${p['category']}: on ${day(p['on'])} the participant pays nothing himself, so the support of the province has no effect.`,
    'policy.unranked': (p: Params) =>
      `The category ${p['category']} is not in the order of the period.`,
    'policy.parameterMissing': (p: Params) => `The parameter ${p['parameter']} is missing.`,
    'policy.parameterUnknown': (p: Params) => `The parameter ${p['parameter']} is not known.`,
    'policy.valueMissing': (p: Params) =>
      `The parameter ${p['parameter']} from ${day(p['on'])} needs exactly one of value and sameAs.`,
    'policy.valueCircular': (p: Params) =>
      `Parameter ${p['parameter']} is set equal to itself through sameAs.`,
    'policy.sharesNotWhole': (p: Params) => `The shares of ${p['rule']} do not sum to the whole.`,
    'policy.caseDiffers': (p: Params) =>
      `The worked case ${p['case']} comes out otherwise: ${p['differences']}.`,
    'policy.changeWithoutCase': (p: Params) =>
      `The change of ${p['rule']} has no worked case on ${day(p['on'])}.`,
    'policy.categoryNotInForce': (p: Params) =>
      `The law of ${day(p['on'])} has no category ${p['category']}.`,
    'policy.monthsOutOfRange': (p: Params) =>
      `Months must be a whole number from 1 to ${p['monthsMax']} (given ${p['months']}).`,
    'policy.termNotAllowed': (p: Params) =>
      `A term of ${p['months']} months is not allowed; the law allows ${p['allowed']} months.`,
    'policy.termCrossesSupportEnd': (p: Params) =>
      `The support ends before ${day(p['until'])} and the law does not speak of a term past that day; pay for at most ${p['monthsMax']} months.`,
    'policy.supportOver': (p: Params) =>
      `The limited support was over before ${day(p['until'])}; from ${day(p['on'])} the person pays in another category (mostly as a household).`,
    'policy.incomeNeeded': (p: Params) =>
      `The monthly ${bases[text(p['base'])] ?? 'income'} is needed to count the contribution.`,
    'policy.allMembersMustJoin': (p: Params) =>
      `On ${day(p['on'])} the household steps hold only where all members outside other groups take part; please confirm it.`,
  },
  lines: {
    taxonomy: (p: LineParams, names: LineNames) =>
      `On ${day(p['on'])} the law is ${names.taxonomy(text(p['taxonomy']))}.`,
    nothingOffered: () => 'The law we hold has no conditions for this day.',
    'because.status': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: ${statusName(p['status']).toLowerCase()} since ${day(p['since'])}.`,
    'because.areaClass': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: the place of residence is a ${names.areaClass(text(p['areaClass'])).toLowerCase()} since ${day(p['since'])}.`,
    'because.minority': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: belongs to an ethnic minority.`,
    'because.ageFrom': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: ${p['years']} years or older.`,
    'because.ageBelow': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: younger than ${p['years']} years.`,
    'because.underSix': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: the card is valid to ${day(p['lastDay'])}.`,
    'because.leftArea': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: the place left the list on ${day(p['leftOn'])}; ${p['months']} months, until before ${day(p['until'])}.`,
    'because.statusMonths': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: ${p['months']} months from ${day(p['since'])}, until before ${day(p['until'])}.`,
    'because.everyone': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: open to everyone.`,
    'because.kept': (p: LineParams, names: LineNames) =>
      `${names.category(text(p['category']))}: kept because units merged, since ${day(p['since'])}.`,
    'counts.only': (p: LineParams, names: LineNames) =>
      `Takes part as: ${names.category(text(p['category']))} (group ${p['group']}); no other category that is paid or supported.`,
    'counts.first': (p: LineParams, names: LineNames) =>
      `Takes part as: ${names.category(text(p['category']))} (group ${p['group']}), first in the order of the law.`,
    'counts.highestSupport': (p: LineParams, names: LineNames) =>
      `Takes part as: ${names.category(text(p['category']))} (group ${p['group']}), the highest support.`,
    'counts.choseHighestSupport': (p: LineParams, names: LineNames) =>
      `Takes part as: ${names.category(text(p['category']))} (group ${p['group']}), having chosen the highest support.`,
    'counts.choseHousehold': (p: LineParams, names: LineNames) =>
      `Takes part as: ${names.category(text(p['category']))} (group ${p['group']}), having chosen the household.`,
    'counts.choseIndividual': (p: LineParams, names: LineNames) =>
      `Takes part as: ${names.category(text(p['category']))} (group ${p['group']}), having chosen to pay alone.`,
    'counts.kept': (p: LineParams, names: LineNames) =>
      `Takes part as: ${names.category(text(p['category']))} (group ${p['group']}), kept until the deciding text ends.`,
    'pay.participant': (p: LineParams) => `The participant pays ${part(p)}.`,
    'pay.employer': (p: LineParams) => `The employer pays ${part(p)}.`,
    'pay.socialInsurance': (p: LineParams) => `Social insurance pays ${part(p)}.`,
    'pay.state': (p: LineParams) => `The state budget pays or supports ${part(p)}.`,
    'pay.province': (p: LineParams) => `The province adds ${part(p)}.`,
    'pay.commune': (p: LineParams) => `The commune adds ${part(p)}.`,
    'pay.sponsor': (p: LineParams) => `A sponsor pays ${part(p)}.`,
    'pay.missing': (p: LineParams) => `The law we hold has no rule "${p['rule']}".`,
    'pay.flow': (p: LineParams, names: LineNames) =>
      `${names.flow(text(p['flow']), text(p['since']))}.`,
    'pay.until': (p: LineParams) => `This lasts until before ${day(p['until'])}.`,
    'pay.localUnknown': () =>
      'The province has a resolution whose rate is not known; the own part may be lower.',
    benefit: (p: LineParams, names: LineNames) =>
      `Benefit level ${rate(p['bp'])} of the cost of care by ${names.category(text(p['category']))} (the highest of the categories).`,
    'missing.birthDate': () => 'The birth date is not known: categories by age may be open.',
    'missing.ethnicity': () =>
      'The ethnicity is not known: categories of ethnic minorities may be open.',
    'quote.base.referenceLevel': (p: LineParams) =>
      `Reference level (base salary) ${money(p['baseVnd'])}, since ${day(p['since'])}.`,
    'quote.base.salary': (p: LineParams) => `Salary of ${money(p['baseVnd'])}.`,
    'quote.base.salaryCap': (p: LineParams) =>
      `The salary is above the ceiling: counted on ${money(p['baseVnd'])}.`,
    'quote.base.suspendedSalary': (p: LineParams) =>
      `Detained or suspended: counted on ${money(p['baseVnd'])} (50% of the salary of the month before).`,
    'quote.base.pension': (p: LineParams) => `Pension or allowance of ${money(p['baseVnd'])}.`,
    'quote.base.benefit': (p: LineParams) => `Unemployment benefit of ${money(p['baseVnd'])}.`,
    'quote.base.income': (p: LineParams) => `Monthly salary of ${money(p['baseVnd'])}.`,
    'quote.rate': (p: LineParams) => `The contribution is ${rate(p['rateBp'])}.`,
    'quote.step': (p: LineParams) =>
      `Member ${p['position']} of the household in the year: ${f.rate(Number(p['stepBp']), 0)} of the first.`,
    'quote.months': (p: LineParams) =>
      `From ${day(p['from'])}: ${money(p['monthlyVnd'])} × ${p['months']} months = ${money(p['amountVnd'])}.`,
    'quote.share.participant': (p: LineParams) =>
      `The participant pays ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.employer': (p: LineParams) =>
      `The employer pays ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.socialInsurance': (p: LineParams) =>
      `Social insurance pays ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.state': (p: LineParams) =>
      `The state budget pays or supports ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.province': (p: LineParams) =>
      `The province adds ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.sponsor': (p: LineParams) =>
      `A sponsor${called(p)} pays ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.share.commune': (p: LineParams) =>
      `The commune${called(p)} adds ${part(p)}: ${money(p['amountVnd'])}.`,
    'quote.baseChange.paymentDate': () =>
      'Counted by the values of the payment date; when they change, nothing is added or refunded for paid months.',
    'quote.baseChange.follows': () =>
      'The part of the state follows a new value from the day it applies.',
    'quote.rounding.monthlyHalfUp': () =>
      'Every amount of a month is rounded half up to one đồng; no official rule of rounding is known.',
    'quote.warning.differentTerms': () =>
      'Members pay for different terms: the law does not say how the steps run; counted by order of joining in the year.',
    'quote.warning.differentBases': () =>
      'Members pay before and after a change of the base: each by the base of the own payment date (inferred).',
    'quote.warning.baseChangeNotStated': () =>
      'The law does not name this category where the base changes inside a term; the payment date is taken (inferred).',
    'quote.warning.supportEndsInside': (p: LineParams) =>
      `The list or resolution the support stands on ends on ${day(p['until'])}, inside the term; the law does not speak of a term past that day: better pay until then and go on afterwards.`,
    'quote.warning.supportEndNotKnown': () =>
      'This category is supported for a limited time; no fact given here tells until when.',
    'quote.warning.localSupportUnknown': () =>
      'The province has a resolution whose rate is not known: the own part may be lower.',
    'quote.warning.notVerified': () =>
      'Some values come from secondary sources and are not verified.',
    'quote.warning.inferred': () => 'Some share is inferred from other texts; no text states it.',
    'quote.warning.assumed': () => 'Some values are assumed by a scenario and are not law.',
  },
  causes: {
    statusEnds: (p: Params) => `Ends: ${statusName(p['status']).toLowerCase()}`,
    statusStarts: (p: Params) => `Starts: ${statusName(p['status']).toLowerCase()}`,
    areaListEnds: () => 'The place of residence leaves an area list',
    areaListStarts: () => 'The place of residence comes onto an area list',
    choiceEnds: () => 'A recorded choice ends',
    choiceStarts: () => 'A recorded choice starts',
    turns: (p: Params) => `Turns ${p['years']}`,
    underSixCardEnds: () => 'The card of the child under 6 ends',
    limitedSupportEnds: () => 'A support limited in time ends',
    resolutionEnds: () => 'A resolution of the province ends',
    resolutionStarts: () => 'A resolution of the province starts',
    baseChanges: () => 'The base salary or the rate changes',
    lawChanges: () => 'The law changes',
  },
  uncovered: {
    newborn: 'Newborn without a card',
    never: 'Never took part',
    termEnded: 'The term ended and was not renewed',
    listNotRenewed: 'The list was not drawn up again',
    listEnded: 'The household left the list',
    areaListEnded: 'The commune or village left the area list',
    supportEnded: 'The support ended',
    turnedSix: 'Turned six',
    leftSchool: 'Left school',
    leftEmployment: 'Left employment',
    benefitEnded: 'The social insurance benefit ended',
    leftGroup: 'Left the group',
  },
  options: {
    household: 'May choose to pay as a household',
    highestSupport: 'May choose the category with the highest support',
    individual: 'May pay alone (without the steps)',
  },
  payers: {
    participant: 'Participant',
    employer: 'Employer',
    socialInsurance: 'Social insurance',
    state: 'State budget',
    province: 'Province, on top',
    commune: 'Budget of the commune',
    sponsor: 'Sponsor',
  },
  levels: {
    central: 'Central budget',
    province: 'Local budget',
    byLocalRule: 'By the local split of budgets',
    school: 'Budget of the seat of the school',
    notStated: 'The texts do not name the level',
  },
  confidence: {
    confirmed: 'Checked against the primary text',
    secondary: 'Not verified: from a secondary source',
    inferred: 'Inferred from confirmed rules',
    memory: 'Not verified: no source',
    assumed: 'Assumed by a scenario',
  },
  cardWarnings: {
    categoryUnknown: 'The object code is not known',
    categoryNotInForce: 'The object code is not in force on this day',
    digitUnexpected: 'The benefit digit differs from the rule (the card may not be re-issued yet)',
  },
  topics: {
    taxonomy: 'Taxonomy of groups',
    parameter: 'Amounts, rates, limits',
    entitlement: 'Conditions of a category',
    kept: 'Categories kept because units merged',
    choice: 'Choices of the participant',
    contract: 'Several employment contracts',
    payment: 'Who pays on which base',
    ladder: 'Household steps',
    terms: 'Months of a term',
    baseChange: 'Changes inside a paid term',
    waiting: 'Card valid after 30 days',
    counting: 'Counting of months',
    rounding: 'Rounding',
    doublePayment: 'Paid twice: what becomes of the money',
    support: 'State support',
    flow: 'Who transfers the money',
    settledBy: 'Settlement day of the year',
    localSupport: 'Support of a province',
    benefit: 'Benefit level',
    digit: 'Benefit digit of the card',
    continuity: 'Continuous participation',
    continuityKept: 'Breaks that keep the time before',
    directPayment: 'Direct payment',
    selfReferral: 'Care without referral',
    underSix: 'Card of a child under 6',
    schoolCards: 'Cards of pupils',
    listMaker: 'Who draws up the list',
    area: 'Lists of difficult areas',
    povertyNorm: 'Poverty norm',
    pattern: 'Form of numbers',
    areaCode: 'Area code of the card',
    fine: 'Fines',
    text: 'Other rules',
  },
  units: {
    vnd: 'đồng',
    bp: '%',
    times: 'times',
    days: 'days',
    years: 'years',
  },
  acts: {
    notListed: 'Not listing participants',
    late: 'Late payment',
    obligedPersonNotPaying: 'Obliged person not paying',
    evasion: 'Evasion',
    wrongPeopleListed: 'Listing the wrong people',
    cardMisuse: 'Lending a card or using another’s',
  },
  facilities: {
    basicFormerDistrict: 'Basic level, formerly district',
    basicFormerProvince: 'Basic level, formerly province',
    specialised: 'Specialised level',
    cardNotShown: 'Card not shown at a contracted facility',
    oldCentral: 'Central level (before 2025)',
    oldProvince: 'Provincial level (before 2025)',
    oldDistrict: 'District level (before 2025)',
    primary: 'Primary level',
    formerDistrict: 'Basic or specialised level, formerly district',
    basicBelow50: 'Basic level, below 50 points or provisional',
    basic50To70: 'Basic level, 50 to below 70 points or formerly province or central',
    specialisedFormerProvince: 'Specialised level, formerly province',
    specialisedOther: 'Other specialised level',
    hardAreaSpecialised: 'Residents of difficult areas and islands: inpatient, specialised',
    listedDisease: 'Rare and severe diseases of the list',
  },
  listMakers: {
    employer: 'Employer',
    self: 'The participant',
    communeCommittee: 'Commune People’s Committee',
    school: 'School',
    forces: 'Ministry of Defence, Ministry of Public Security',
    socialInsurance: 'Social insurance',
  },
  citation: (document: string, article: string, clause: string, point: string) =>
    [
      document,
      article && (article.startsWith('Form') ? `Form ${article.slice(4)}` : `Art ${article}`),
      clause && `clause ${clause}`,
      point && `point ${point}`,
    ]
      .filter((piece) => piece !== '')
      .join(', '),
  statuses,
} satisfies Shape<typeof policyVi>;
