/** Coverage: faults, the lists it exports, the words of its steps. */
import type { coverageVi } from './coverage.vi.ts';
import { enFormat } from './format.ts';
import type { FaultTexts, Shape } from './shape.ts';

const day = (value: unknown): string => enFormat.date(String(value));

export const coverageFaultsEn = {
  'coverage.dayOutside': ({ first, end }) =>
    `Coverage is known from ${day(first)} (the Law on Health Insurance in force) until before ${day(end)}. Choose a day between.`,
  'coverage.definition.unknown': ({ code }) =>
    `There is no definition “${code}”. See the list of definitions and choose again.`,
  'coverage.definition.conflict': ({ code }) =>
    `A definition with the code “${code}” exists. Definitions are never changed; give another code.`,
  'coverage.definition.countsNobody': () =>
    'A definition must include at least one class of issuers or of aggregate figures.',
  'coverage.unmask.forbidden': () =>
    'Your role may not see identity numbers and phones in full in lists.',
  'coverage.unmask.needsReason': () =>
    'State why you need identity numbers and phones in full; the reason is kept in the journal.',
  'coverage.list.unknownPage': () => 'That page of the list is not known. Open the list anew.',
  'coverage.export.tooLarge': ({ limit }) =>
    `The list has more than ${enFormat.number(Number(limit))} people and is made in the background. Use “Export a large list”.`,
  'coverage.export.notFound': () => 'The file was not found, or its 24 hours are over.',
  'coverage.export.conflict': () => 'The file is still being made. Wait for the job to end.',
  'coverage.open.notMonthEnd': () => 'Open data has figures for the last days of months only.',
} satisfies FaultTexts;

export const coverageEn = {
  issuers: {
    own: 'Own province',
    otherProvince: 'Another province',
    army: 'Army',
    police: 'Police',
    unknown: 'Unknown',
  },
  reasons: {
    otherIssuer: 'Has a card of another issuer',
    lapsed: 'Card ended',
    newborn: 'Newborn',
    movedIn: 'Moved in lately',
    never: 'No card known',
  },
  sexes: { male: 'Male', female: 'Female' },
  list: {
    sheets: { covered: 'Insured', uncovered: 'Not insured', ending: 'Ending soon' },
    titles: {
      covered: 'PEOPLE WITH HEALTH INSURANCE',
      uncovered: 'PEOPLE WITHOUT HEALTH INSURANCE',
      ending: 'PEOPLE WHOSE HEALTH INSURANCE ENDS SOON',
    },
    unit: (name) => `Unit: ${name}`,
    asOf: (text) => `As of ${text}`,
    within: (days) => `Ending within ${days} days`,
    definition: (name) => `Definition: ${name}`,
    knownAt: (text) => `As known at ${text}`,
    masked: 'Identity, insurance and card numbers and phones are partly hidden.',
    writtenBy: (name, at) => `Made by ${name}, ${at}`,
    page: 'Page &P/&N',
    columns: {
      order: 'No.',
      fullName: 'Full name',
      birthDate: 'Birth date',
      sex: 'Sex',
      nationalId: 'Identity number',
      socialInsuranceNumber: 'Insurance number',
      phone: 'Phone',
      place: 'Village',
      commune: 'Commune',
      category: 'Category',
      issuer: 'Issuer',
      cardNumber: 'Card number',
      cardFrom: 'From',
      lastDay: 'Last day',
      endsOn: 'Insured until the end of',
      reason: 'Why not insured',
      lapsedOn: 'Last card ended on',
      lastCategory: 'Last category',
      startsOn: 'Card known from',
      since: 'Lives there since',
    },
    hidden: '(no longer in your places)',
    fileName: (list, unit, date) => `${list}-${unit}-${date}.xlsx`,
  },
  steps: { 'coverage.export': ({ rows }) => `${rows} people written` },
} satisfies Shape<typeof coverageVi>;
