/** Entitlement in English. */
import { enFormat } from './format.ts';
import type { entitlementVi } from './entitlement.vi.ts';
import type { FaultTexts, Shape } from './shape.ts';

export const entitlementFaultsEn = {
  'entitlement.notDecided': () =>
    'The residents have not been decided yet. Run “Decide groups”, then open this again.',
  'entitlement.notResident': () =>
    'This person lives nowhere in the register on the day, so nothing is decided.',
  'entitlement.tooLong': ({ limit }) =>
    `The list has more than ${enFormat.number(Number(limit))} people. Choose a smaller unit or filter.`,
  'entitlement.unknownPage': () => 'This page of the list is not known. Open it from the start.',
} satisfies FaultTexts;

export const entitlementEn = {
  reasons: {
    newborn: 'Newborn, no card yet',
    never: 'Never insured',
    termEnded: 'Card ended, not paid on',
    listNotRenewed: 'Still entitled, not on the new list',
    listEnded: 'No longer on the list of poor, near-poor or average-living households',
    areaListEnded: 'The commune or village left the list of difficult areas',
    supportEnded: 'Limited support is over',
    turnedSix: 'Turned six',
    leftSchool: 'Left school',
    leftEmployment: 'Left employment',
    benefitEnded: 'Pension or benefit ended',
    leftGroup: 'Left the former category',
  },
  causes: {
    statusEnds: 'A list or benefit ends',
    statusStarts: 'A list or benefit begins',
    areaListEnds: 'The place leaves a list of areas',
    areaListStarts: 'The place enters a list of areas',
    turns: 'Reaches an age the law names',
    underSixCardEnds: 'The card of a child under six ends',
    limitedSupportEnds: 'Limited support ends',
    resolutionChanges: 'A resolution of the province begins or ends',
    lawChanges: 'The law changes',
    termEnds: 'A self-paid card ends',
    listEnds: 'A card by list ends, the next list is awaited',
    leavesCategory: 'No longer of the card’s category',
  },
  notOffered: 'Not determined',
  list: {
    sheet: 'To persuade',
    title: 'PEOPLE TO PERSUADE TO TAKE PART IN HEALTH INSURANCE',
    unit: (name) => `Unit: ${name}`,
    asOf: (day, law) => `Decided for ${day}, law ${law}`,
    price: 'The amount is a person’s own part a month when all uninsured of the household join.',
    masked: 'Identity numbers and phones are partly hidden.',
    writtenBy: (name) => `Made by ${name}`,
    page: 'Page &P/&N',
    columns: {
      order: 'No.',
      fullName: 'Full name',
      birthDate: 'Birth date',
      phone: 'Phone',
      place: 'Village',
      commune: 'Commune',
      category: 'Offered category',
      reason: 'Why not insured',
      lapsedOn: 'Without a card since',
      monthlyVnd: 'Own part a month (đồng)',
      statePercent: 'State pays (%)',
      provincePercent: 'Province adds (%)',
      nextOn: 'Next change',
      nextCause: 'What changes',
    },
    hidden: '(no longer in your places)',
    fileName: (unit, date) => `to-persuade-${unit}-${date}.xlsx`,
  },
  budget: {
    sheet: 'Budget',
    title: (year) => `SUPPORT BUDGET AND SETTLEMENT ${year}`,
    settled: (months) => `Settled by the cards of the first ${months} months.`,
    payers: {
      state: 'State budget',
      province: 'Province, on top',
      participant: 'Participant',
      employer: 'Employer',
      socialInsurance: 'Social insurance fund',
      sponsor: 'Sponsor',
    },
    columns: {
      commune: 'Commune',
      category: 'Category',
      payer: 'Payer',
      month: 'Month',
      estimatedPeople: 'People estimated',
      estimatedVnd: 'Estimate (đồng)',
      actualPeople: 'People in fact',
      actualVnd: 'Settlement (đồng)',
      difference: 'Difference (đồng)',
    },
    fileName: (unit, year) => `support-budget-${unit}-${year}.xlsx`,
  },
  steps: {
    'entitlement.read': ({ people }) => `${people} people decided`,
    'entitlement.write': ({ people }) => `Writing ${people} decisions`,
    'entitlement.decided': ({ people }) => `${people} people decided`,
  },
  money: (vnd) => enFormat.money(vnd),
} satisfies Shape<typeof entitlementVi>;
