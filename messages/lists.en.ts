import { enFormat as f } from './format.ts';
import type { listsFaultsVi, listsVi } from './lists.vi.ts';
import type { FaultTexts, Shape } from './shape.ts';

const number = (value: string | number | undefined): string => f.number(Number(value ?? 0));

export const listsEn: Shape<typeof listsVi> = {
  reasonHead: 'Reason',
  kinds: {
    residents: 'Residents',
    insured: 'Insured people',
    joiners: 'Joining and leaving (D03, Form 3)',
    poor: 'Poor households',
    'near-poor': 'Near-poor households',
    'average-living': 'Households of average living standard',
    pupils: 'Pupils',
    students: 'Students',
    employees: 'Employees',
    merit: 'People of merit',
    'social-protection': 'Social protection',
    newborns: 'Newborns',
    deaths: 'Deaths',
    'employer-debts': 'Notices to employers (C12)',
  },
  states: {
    uploaded: 'Columns to be confirmed',
    mapped: 'Columns confirmed',
    cleaned: 'Cleaned',
    linked: 'Linked',
    compared: 'Difference to be looked at',
    reviewed: 'Difference looked at',
    committed: 'In the register',
    undone: 'Undone',
    abandoned: 'Abandoned',
  },
  fields: {
    ordinal: 'No.',
    fullName: 'Full name',
    familyName: 'Family and middle name',
    givenName: 'Given name',
    birthDate: 'Date of birth',
    birthDay: 'Day (of birth)',
    birthMonth: 'Month (of birth)',
    birthYear: 'Year of birth',
    birthYearMale: 'Year of birth, male',
    birthYearFemale: 'Year of birth, female',
    sex: 'Sex',
    nationalId: 'Personal number',
    socialInsuranceNumber: 'Social-insurance number',
    cardNumber: 'Card number',
    address: 'Address',
    village: 'Village',
    commune: 'Commune',
    communeCode: 'Commune code',
    district: 'District (former)',
    province: 'Province',
    householdCode: 'Household code',
    headName: 'Head of household',
    relation: 'Relation to the head',
    ethnicity: 'Ethnicity',
    phone: 'Phone',
    category: 'Category',
    facility: 'Facility',
    validFrom: 'From',
    validTo: 'To',
    months: 'Months',
    school: 'School',
    schoolClass: 'Class',
    employer: 'Employer',
    decisionNumber: 'Decision number',
    decisionDate: 'Date of decision',
    classification: 'Class of household',
    diedOn: 'Day of death',
    unitCode: 'Code of the body',
    unitName: 'Name of the body',
    amountVnd: 'Amount',
    note: 'Note',
  },
  rowKinds: {
    data: 'Person',
    faulty: 'Faulty',
    header: 'Header',
    title: 'Title, signature',
    section: 'Heading',
    total: 'Sum',
  },
  outcomes: {
    linked: 'In the register',
    new: 'Not in the register',
    review: 'To be reviewed',
    duplicate: 'Same as another row',
    leftOut: 'Left out',
  },
  changes: {
    new: 'New people',
    changed: 'Changed',
    same: 'Same',
    vanished: 'No longer on the list',
    conflict: 'Conflicting',
  },
  changeReasons: {
    identifier: 'A number differs from the register, or is somebody else’s',
    attributes: 'Name, birth or sex differ from the register',
    otherPlace: 'The register has this person outside the unit of the list',
    newerKnown: 'The register knows a newer residence than the day of the list',
    headTaken: 'The register names another head, who is not on the list',
    died: 'The register has this person as dead',
    left: 'The register has this person as moved away',
    noResidence: 'No residence is known, so the death cannot be recorded',
    missing: 'Lives here and is not on the full list',
    notOnList: 'Not on the full list: ends on the day of the list',
    otherCategory: 'The full list has another category',
    notSinceLast: 'Was on this sender’s last list and is not on this one',
  },
  figures: {
    statedBySender: 'People as stated by the sender',
    statedInFile: 'Sum in the file',
    cardsArePersons: 'Cards equal people with cards',
    cardOnce: 'Each card number once',
    villagesAddUp: 'Villages add up to the list',
    personsOnce: 'One row a person',
  },
  steps: {
    'lists.waiting': 'Waiting for its turn',
    'lists.inspect': 'Looking at the columns',
    'lists.clean': 'Reading and cleaning the rows',
    'lists.link': 'Linking to the register',
    'lists.compare': 'Making the difference',
    'lists.commit': 'Taking it into the register',
    'lists.undo': 'Taking it out of the register',
    'lists.uploaded': 'Columns to be confirmed',
    'lists.compared': 'The difference can be looked at',
    'lists.committed': 'In the register',
    'lists.undone': 'Undone',
    'lists.duplicates': 'Looking for duplicate rows',
  },
  duplicates: {
    ways: {
      same: 'Letter by letter',
      folded: 'Whatever the marks, capitals, spaces',
      digits: 'Digits only',
      day: 'The same day, however written',
      year: 'The same year',
    },
    keys: {
      village: 'Village',
      household: 'Household',
      phone: 'Phone',
      birthYear: 'Year of birth',
    },
    ready: {
      nameAndBirth: 'Name and date of birth',
      nameAndYear: 'Name and year of birth',
      nameYearVillage: 'Name, year of birth and village',
      nationalId: 'Personal number',
      socialInsuranceNumber: 'Social-insurance number',
      cardNumber: 'Card number',
      nameAndHousehold: 'Name and household',
    },
    file: {
      name: 'duplicates',
      sheet: 'Duplicates',
      title: 'ROWS THAT ARE EQUAL IN THE CHOSEN COLUMNS',
      register: 'Register of people',
      group: 'Group',
      members: 'People',
      line: 'Row',
      personId: 'Record',
      fullName: 'Name (register)',
      birthDate: 'Born (register)',
      place: 'Place (register)',
      sums: (groups: string, members: string) => `${groups} groups, ${members} rows`,
      by: (actor: string, on: string) => `Looked for by ${actor} on ${on}`,
      footer: 'Page &P/&N',
    },
  },
};

export const listsFaultsEn: Record<keyof typeof listsFaultsVi, FaultTexts[string]> = {
  'lists.notFound': () => 'This list was not found.',
  'lists.sheet.notFound': () => 'This printed village list was not found.',
  'lists.layout.notFound': () => 'There is no such template.',
  'lists.kind.forbidden': () =>
    'Your role cannot bring this kind of list for this unit. Please ask an administrator.',
  'lists.numbers.forbidden': () =>
    'Your role does not see numbers whole. Ask a social-insurance officer or an administrator.',
  'lists.file.gone': () =>
    'The list’s file is no longer in the store. Send it again, or restore the folder "files" from a backup.',
  'lists.file.noRows': () => 'The file has no rows to read. Please check the file and its sheets.',
  'lists.state.notNow': ({ state }) =>
    `The list is in the state “${stateName(state)}”, in which this cannot be done.`,
  'lists.columns.notFound': () => 'No column was recognised. Please choose the columns.',
  'lists.columns.twice': ({ field }) =>
    `Two columns are chosen as “${fieldName(field)}”. Keep one.`,
  'lists.columns.missing': ({ field }) =>
    `No column is chosen as “${fieldName(field)}”, without which no row can be used.`,
  'lists.stale': () =>
    'The register or decisions have changed since the difference was made. Make it again, look at it, then commit.',
  'lists.figures.disagree': ({ expected, found }) =>
    `The sender states ${number(expected)} people, the file has ${number(found)} rows. Ask the sender, or correct the figure.`,
  'lists.full.empty': ({ faulty }) =>
    Number(faulty ?? 0) > 0
      ? `The list is said to be full but all ${number(faulty)} rows are faulty, so nobody is on it: everybody would lose what he has. Correct the faulty rows and send them; or drop the list and send it without “full”.`
      : 'The list is said to be full but names nobody: everybody would lose what he has. Check the file and its sheets (there may be a header only), drop this list and send the right file.',
  'lists.vanished.unconfirmed': ({ vanished, known }) =>
    `By this list ${number(vanished)} people would lose what they have, not being on it (the register holds ${number(known)}). That is unusually many, so nothing was written. Check that the file is whole and of the right commune. If it is right, repeat the number ${number(vanished)} (command line: --vanished ${String(vanished)}; --yes alone is not enough).`,
  'lists.rest.undecided': () =>
    'The list is in the register and no row was decided since, so there is nothing to compare again. Decide the waiting rows in the review first.',
  'lists.typed.notThisKind': () =>
    'This kind of list cannot be typed row by row. Please send a file.',
  'lists.duplicates.notFound': () =>
    'This search was not found; newer ones may have replaced it. Please search again.',
  'lists.duplicates.notDone': () => 'This search is not finished. Please wait for it.',
  'lists.duplicates.column': ({ column }) =>
    `There is no column “${String(column)}”. Please choose among those of the file (or the register).`,
  'lists.duplicates.choice.notFound': () => 'These kept columns were not found.',
  'lists.code.unknown': ({ code }) =>
    `There is no code “${code}” on the printed list of this village. Check the code at the row’s beginning.`,
  'lists.note.sheetHidden': ({ sheet }) => `The hidden sheet “${sheet}” is not read.`,
  'lists.note.sheetLeftOut': ({ sheet }) =>
    `The sheet “${sheet}” has other columns and is not read with the rest. Send it as a list of its own if needed.`,
  'lists.cell.nameMissing': () => 'The name is missing.',
  'lists.cell.nameNotLetters': () => 'The name holds digits or signs.',
  'lists.cell.nameFormula': () =>
    'The name begins with =, +, - or @ like a formula. Please write the name in letters.',
  'lists.cell.nameOneWord': () => 'The name is a single word.',
  'lists.cell.missing': ({ field }) => `“${fieldName(field)}” is missing.`,
  'lists.cell.birthUnreadable': () => 'The date of birth cannot be read. Write day/month/year.',
  'lists.cell.birthAfterList': () => 'Born after the day of the list.',
  'lists.cell.birthTooLongAgo': () => 'Born more than 125 years ago.',
  'lists.cell.birthMonthFirst': () => 'The month stands before the day; it was read so.',
  'lists.cell.birthCentury': ({ year }) => `The year has two digits; it was read as ${year}.`,
  'lists.cell.dateUnreadable': () => 'The date cannot be read. Write day/month/year.',
  'lists.cell.diedAfterList': () => 'Died after the day of the list.',
  'lists.cell.periodEmpty': () => 'The end is not after the beginning.',
  'lists.cell.sexUnreadable': () => 'The sex cannot be read. Write Nam or Nữ.',
  'lists.cell.numberRounded': () =>
    'The spreadsheet rounded the number (as 1.4E+10), it cannot be restored. Format the column as text and enter it again.',
  'lists.cell.numberUnreadable': () => 'The number cannot be read.',
  'lists.cell.zeroAdded': () => 'A leading zero was missing and was put back.',
  'lists.cell.nationalIdLength': ({ length }) =>
    `The personal number has ${length} digits, it must have 12.`,
  'lists.cell.insuranceNumberLength': ({ length }) =>
    `The number has ${length} characters; a social-insurance number has 10, a card number 15.`,
  'lists.cell.cardOfAnother': () => 'Card and social-insurance number are of two people.',
  'lists.cell.nationalIdOtherSex': () => 'The personal number is of the other sex.',
  'lists.cell.nationalIdOtherYear': ({ year }) =>
    `The personal number is of somebody born in ${year}.`,
  'lists.cell.placeUnknown': () => 'The place is not among the units.',
  'lists.cell.placeSeveral': () =>
    'The place may be several units (same name, or a former commune that was split). Write village and commune.',
  'lists.cell.villageUnknown': () => 'The village is not in the commune; the commune was taken.',
  'lists.cell.placeSimilar': () => 'The place is spelt nearly so; the nearest unit was taken.',
  'lists.cell.placeOutside': () => 'The place lies outside the unit of the list.',
  'lists.cell.categoryMissing': () => 'The category of the card is missing.',
  'lists.cell.categoryUnreadable': () => 'The category cannot be read.',
  'lists.cell.ethnicityUnreadable': () => 'There is no people of this name.',
  'lists.cell.phoneUnreadable': () => 'This is no phone number; it was not taken.',
};

function fieldName(field: string | number | undefined): string {
  const names: Readonly<Record<string, string>> = listsEn.fields;
  return names[String(field)] ?? String(field);
}

function stateName(state: string | number | undefined): string {
  const names: Readonly<Record<string, string>> = listsEn.states;
  return names[String(state)] ?? String(state);
}
