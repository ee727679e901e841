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
  'entitlement.sponsorship.notFound': () => 'No such sponsorship of this unit.',
  'entitlement.sponsorship.emptyPeriod': () => 'The end must follow the start. Check both days.',
  'entitlement.sponsorship.tooLong': ({ years }) =>
    `A sponsorship lasts at most ${years} years. Record another for the time after.`,
  'entitlement.sponsorship.amount': () =>
    'How much is not clear: give a share for a share, an amount for a fixed amount, nothing for cards.',
  'entitlement.sponsorship.notCommune': () =>
    'Only a commune records support from its own budget. Open the page of the commune, or choose a sponsor.',
  'entitlement.sponsorship.unitOutside': () =>
    'A chosen place lies outside this unit. Choose again.',
  'entitlement.sponsorship.chosenOutside': ({ count }) =>
    `${count} of the chosen people or households do not live in the chosen places. Check the list.`,
  'entitlement.sponsorship.isOver': () =>
    'It was already ended or undone. Load the page again to see how it stands.',
  'entitlement.sponsorship.endOutside': ({ from, to }) =>
    `It can end after ${enFormat.date(String(from))} and before ${enFormat.date(String(to))}.`,
  'entitlement.scenario.conflict': ({ name }) =>
    `The unit already has a scenario named “${name}”. Choose another name.`,
  'entitlement.scenario.notFound': () => 'The unit has no such scenario.',
  'entitlement.scenario.notComputed': () => 'The scenario is being computed. Wait for its job.',
  'entitlement.scenario.stopped': () =>
    'The computation was stopped. Press “Compute again” when needed.',
  'entitlement.scenario.broken': () =>
    'The server failed while computing; it is noted. Press “Compute again”; if it fails again, tell the administrator.',
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
      communeVnd: 'Commune pays a month (đồng)',
      sponsorVnd: 'Sponsors pay a month (đồng)',
      nextOn: 'Next change',
      nextCause: 'What changes',
    },
    hidden: '(no longer in your places)',
    fileName: (unit, date) => `to-persuade-${unit}-${date}.xlsx`,
  },
  lapsing: {
    sheet: 'Losing cover',
    title: 'PEOPLE WHO WILL LOSE THEIR HEALTH INSURANCE',
    until: (day: string) => `Cover ends by ${enFormat.date(day)} unless somebody acts`,
    price:
      'The price is the own part a month in the category offered then, each as the first of a household.',
    columns: { card: 'Card now as', cause: 'Why cover ends' },
    fileName: (unit: string, day: string) => `losing-cover-${unit}-${day}.xlsx`,
  },
  fiveYears: {
    sheet: 'Five years',
    titles: {
      soonFull: 'PEOPLE WHO SOON HAVE FIVE CONTINUOUS YEARS OF HEALTH INSURANCE',
      atRisk: 'PEOPLE ABOUT TO LOSE THEIR CONTINUOUS YEARS OF HEALTH INSURANCE',
      broken: 'PEOPLE WHO LOST THEIR CONTINUOUS YEARS OF HEALTH INSURANCE',
    },
    periods: {
      soonFull: (_since: string, until: string) => `Five years full by ${enFormat.date(until)}`,
      atRisk: (_since: string, until: string) =>
        `Lost unless a card begins again, last day by ${enFormat.date(until)}`,
      broken: (since: string, _until: string) =>
        `The last day to begin again is past, since ${enFormat.date(since)}`,
    },
    rule: 'Reckoned from the cards of the register; an earlier day on the card holds.',
    columns: {
      lastDay: 'Covered to',
      fullOn: 'Five years from',
      keepUntil: 'Begin again by',
    },
    fileName: (unit: string, day: string) => `five-years-${unit}-${day}.xlsx`,
  },
  doubleCover: {
    sheet: 'Paid twice',
    title: 'PEOPLE WITH TWO HEALTH INSURANCE CARDS ON THE SAME DAYS',
    amounts:
      'Whole months, each by its own law; estimated where the order of payment of the household or the support of the person is not known: of households at most so much.',
    sure: 'sure',
    estimated: 'estimated',
    notSaid: 'The texts held do not say what becomes of the money',
    columns: {
      counts: 'Card that counts',
      other: 'Double card',
      from: 'Both from',
      lastDay: 'Both to',
      months: 'Months',
      ownVnd: 'Paid by the person (đồng)',
      stateVnd: 'Paid by the State (đồng)',
      sureness: 'The amount is',
      outcome: 'What follows',
    },
    fileName: (unit: string, day: string) => `paid-twice-${unit}-${day}.xlsx`,
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
      commune: 'Budget of the commune',
      sponsor: 'Sponsor',
    },
    levels: {
      central: 'Central budget',
      province: 'Local budget',
      byLocalRule: 'By the local split of budgets',
      school: 'Budget of the seat of the school',
      notStated: 'No text names the level',
      localResolution: 'Resolution of the province',
      commune: 'Budget of the commune',
      sponsor: 'Sponsor',
    },
    columns: {
      commune: 'Commune',
      category: 'Category',
      payer: 'Payer',
      level: 'Budget level',
      month: 'Month',
      estimatedPeople: 'People estimated',
      estimatedVnd: 'Estimate (đồng)',
      actualPeople: 'People in fact',
      actualVnd: 'Settlement (đồng)',
      difference: 'Difference (đồng)',
    },
    fileName: (unit, year) => `support-budget-${unit}-${year}.xlsx`,
  },
  budgetPeople: {
    sheet: 'People',
    sides: { estimated: 'ESTIMATE', actual: 'SETTLEMENT' },
    title: (side: string, year: string) => `PEOPLE IN THE ${side} OF ${year}`,
    sum: (months: number) => `Person-months in all: ${enFormat.number(months)}`,
    months: 'Months',
    fileName: (unit: string, year: string) => `people-of-budget-${unit}-${year}.xlsx`,
  },
  sponsorship: {
    sheet: 'Sponsored people',
    title: 'PEOPLE WHOSE HEALTH INSURANCE IS SPONSORED',
    by: (payer: string, name: string) => `${payer}: ${name}`,
    yes: 'Yes',
    no: 'Not yet',
    columns: {
      hasCard: 'Card',
      reservedVnd: 'Set aside (đồng)',
      usedMonths: 'Months with a card',
      usedVnd: 'Used (đồng)',
    },
    fileName: (unit: string, id: number) => `sponsored-people-${unit}-${id}.xlsx`,
  },
  whatIf: {
    sheet: 'Scenario',
    title: (name) => `ANNEX OF THE SCENARIO: ${name}`,
    assumed: 'Assumed: the same residents; who loses a free card takes part as people there do.',
    total: 'Whole unit',
    inScenario: (header) => `${header} (scenario)`,
    columns: {
      commune: 'Commune',
      day: 'Day',
      residents: 'Residents',
      statePaid: 'Paid wholly by the state',
      insured: 'Expected insured',
      stateVnd: 'State, đồng a month',
      provinceVnd: 'Province, đồng a month',
      communeVnd: 'Communes, đồng a month',
      sponsorVnd: 'Sponsors, đồng a month',
      ownVnd: 'Own part, đồng a month',
    },
    fileName: (id) => `scenario-${id}.xlsx`,
  },
  steps: {
    'entitlement.read': ({ people }) => `${people} people decided`,
    'entitlement.write': ({ people }) => `Writing ${people} decisions`,
    'entitlement.decided': ({ people }) => `${people} people decided`,
    'entitlement.scenarioFailed': () => 'Failed',
  },
  money: (vnd) => enFormat.money(vnd),
} satisfies Shape<typeof entitlementVi>;
