/**
 * One row of a file → what it says, and everything wrong with it at once, cell by cell. Pure: places
 * are looked up by a function that is given. Nothing is dropped: what cannot be read is said.
 */
import { type IsoDate, addDays, addMonths } from '../kernel/dates.ts';
import { clean, fold } from '../kernel/text.ts';
import { type TableCell, cellAddress } from '../formats/table.ts';
import { checkNationalId, normalizePhone } from '../registry/identifiers.ts';
import { type ReadDate, dateOfParts, readDate, readYear } from './clean-dates.ts';
import {
  isMarked,
  readCategory,
  readFacilityCode,
  readCardOrNumber,
  readName,
  readNationalId,
  readRelation,
  readSex,
  saysNothing,
} from './clean-values.ts';
import type { KindRule } from './kinds.ts';
import type { CellFault, CleanRow, Field, ListMapping, ListOptions, Section } from './types.ts';

/** What stands above a row and holds for it: headings of villages, classes, of those who leave. */
export interface RowHeadings {
  section: Section | null;
  village: string | null;
  commune: string | null;
  schoolClass: string | null;
}

export interface WrittenPlace {
  village: string;
  commune: string;
  communeCode: string;
  district: string;
  province: string;
  address: string;
}

export interface FoundPlace {
  /** units of today; null = none could be found */
  placeId: number | null;
  communeId: number | null;
  /** unknown = nothing found · villageUnknown = only the commune · several = more than one it may be · similar = spelt otherwise */
  doubt: 'unknown' | 'villageUnknown' | 'several' | 'similar' | 'outside' | null;
}

export interface CleanerParts {
  rule: KindRule;
  mapping: ListMapping;
  options: ListOptions;
  asOf: IsoDate;
  findPlace: (written: WrittenPlace) => FoundPlace;
  /** code of a people by its folded name or two digits */
  ethnicityOf: (written: string) => string | null;
}

export interface CleanedRow {
  values: CleanRow;
  faults: CellFault[];
}

export type RowCleaner = (
  line: number,
  cells: readonly TableCell[],
  headings: RowHeadings,
) => CleanedRow;

const AGE_MAX = 125;

export function makeRowCleaner(parts: CleanerParts): RowCleaner {
  const columns = new Map<Field, number>();
  for (const { column, field } of parts.mapping.columns) {
    if (field !== null && !columns.has(field)) columns.set(field, column);
  }
  return (line, cells, headings) => {
    const row = new Row(parts, columns, line, cells);
    return { values: readRow(row, headings), faults: row.faults };
  };
}

/** The cells of one row by field, and the faults found so far. */
class Row {
  readonly faults: CellFault[] = [];
  readonly parts: CleanerParts;
  readonly #columns: ReadonlyMap<Field, number>;
  readonly #line: number;
  readonly #cells: readonly TableCell[];

  constructor(
    parts: CleanerParts,
    columns: ReadonlyMap<Field, number>,
    line: number,
    cells: readonly TableCell[],
  ) {
    this.parts = parts;
    this.#columns = columns;
    this.#line = line;
    this.#cells = cells;
  }

  cell(field: Field): TableCell | undefined {
    const column = this.#columns.get(field);
    return column === undefined ? undefined : this.#cells[column - 1];
  }

  /** '' for what is empty or says that there is none */
  text(field: Field): string {
    const text = this.cell(field)?.text ?? '';
    return text === '' || saysNothing(text) ? '' : text;
  }

  fault(code: string, field: Field | null, params?: CellFault['params']): void {
    this.#add(code, field, false, params);
  }

  warn(code: string, field: Field | null, params?: CellFault['params']): void {
    this.#add(code, field, true, params);
  }

  #add(code: string, field: Field | null, isWarning: boolean, params: CellFault['params']): void {
    const column = field === null ? undefined : this.#columns.get(field);
    const cell = column === undefined ? String(this.#line) : cellAddress(this.#line, column);
    this.faults.push({
      code: `lists.cell.${code}`,
      field,
      cell,
      isWarning,
      ...(params && { params }),
    });
  }
}

function readRow(row: Row, headings: RowHeadings): CleanRow {
  const { rule, options } = row.parts;
  if (!rule.isOfPeople) return readBody(row);
  const fullName = readFullName(row);
  const birth = readBirth(row);
  const numbers = readNumbers(row);
  const sex = birth.sex ?? readSexOf(row);
  const place = readPlace(row, headings);
  const period = readPeriod(row, headings.section);
  requireFields(row, fullName);
  const values: CleanRow = {
    fullName,
    birthDate: birth.date,
    birthPrecision: birth.precision,
    sex,
    ...numbers,
    placeId: place.placeId,
    communeId: place.communeId,
    category: readCategoryOf(row) ?? numbers.category ?? options.category ?? rule.category,
    validFrom: period.from,
    validTo: period.to,
    householdCode: row.text('householdCode').slice(0, 20) || null,
    headName: shorten(row.text('headName'), 120),
    relation: readRelation(row.text('relation')),
    facilityCode: readFacilityCode(row.text('facility')),
    ethnicityCode: readEthnicity(row),
    phone: readPhone(row),
    address: shorten(row.text('address'), 200),
    detail: readDetail(row, headings),
  };
  checkTogether(row, values);
  if (rule.asserts.participation && values.category === null)
    row.fault('categoryMissing', 'category');
  return values;
}

/** A body, not a person: its name and code, nothing to link. */
function readBody(row: Row): CleanRow {
  const name = row.text('unitName') || row.text('unitCode');
  requireFields(row, name);
  return {
    ...NO_VALUES,
    fullName: clean(name).slice(0, 200),
    address: shorten(row.text('address'), 200),
    phone: null,
    detail: shorten(row.text('unitCode'), 200),
  };
}

const NO_VALUES: CleanRow = {
  fullName: '',
  birthDate: null,
  birthPrecision: null,
  sex: null,
  nationalId: null,
  socialInsuranceNumber: null,
  placeId: null,
  communeId: null,
  cardNumber: null,
  category: null,
  validFrom: null,
  validTo: null,
  householdCode: null,
  headName: null,
  relation: null,
  facilityCode: null,
  ethnicityCode: null,
  phone: null,
  address: null,
  detail: null,
};

// ── who ─────────────────────────────────────────────────────────────────────────────────────────

function readFullName(row: Row): string {
  const parts = [row.text('familyName'), row.text('givenName')].filter((text) => text !== '');
  const field = row.text('fullName') === '' && parts.length > 0 ? 'givenName' : 'fullName';
  const read = readName(field === 'fullName' ? row.text('fullName') : parts.join(' '));
  if (!read) return '';
  // what a spreadsheet would reckon is no name; "- Lò Văn An" is one under a dash
  const written = row.text(field).trimStart();
  if (/^[=+@]|^-\S/.test(written)) row.fault('nameFormula', field);
  else if (read.doubt === 'notLetters') row.warn('nameNotLetters', field);
  if (read.doubt === 'oneWord') row.warn('nameOneWord', field);
  return read.name;
}

function requireFields(row: Row, fullName: string): void {
  for (const group of row.parts.rule.required) {
    const isName = group.includes('fullName');
    if (isName ? fullName !== '' : group.some((field) => row.text(field) !== '')) continue;
    const [field = null] = group.filter((one) => row.cell(one) !== undefined);
    if (isName) row.fault('nameMissing', field ?? group[0] ?? null);
    else row.fault('missing', field ?? group[0] ?? null, { field: group[0] ?? '' });
  }
}

interface Birth {
  date: IsoDate | null;
  precision: CleanRow['birthPrecision'];
  sex: CleanRow['sex'];
}

function readBirth(row: Row): Birth {
  const { asOf } = row.parts;
  const gendered = readBirthBySex(row);
  if (gendered) return gendered;
  const cell = row.cell('birthDate');
  if (cell && row.text('birthDate') !== '') {
    const read = readDate(cell.text, asOf, cell.kind === 'number');
    return { ...checkedBirth(row, 'birthDate', read), sex: null };
  }
  const written = row.text('birthYear');
  if (written === '') return { date: null, precision: null, sex: null };
  const year = readYear(written, asOf);
  const [month, day] = [Number(row.text('birthMonth')) || 0, Number(row.text('birthDay')) || 0];
  const read = year === null ? readDate(written, asOf) : dateOfParts(year, month, day);
  return { ...checkedBirth(row, 'birthYear', read), sex: null };
}

/** Year (or day) of birth under Nam or under Nữ; a cross there says the sex alone. */
function readBirthBySex(row: Row): Birth | null {
  for (const [field, sex] of [
    ['birthYearMale', 'male'],
    ['birthYearFemale', 'female'],
  ] as const) {
    const cell = row.cell(field);
    if (!cell || row.text(field) === '') {
      if (!cell || !isMarked(cell.text)) continue;
    }
    if (isMarked(cell.text)) return { ...readBirthAlone(row), sex };
    const read = readDate(cell.text, row.parts.asOf, cell.kind === 'number');
    return { ...checkedBirth(row, field, read), sex };
  }
  return null;
}

function readBirthAlone(row: Row): Omit<Birth, 'sex'> {
  const field = row.text('birthDate') === '' ? 'birthYear' : 'birthDate';
  const cell = row.cell(field);
  if (!cell || row.text(field) === '') return { date: null, precision: null };
  return checkedBirth(row, field, readDate(cell.text, row.parts.asOf, cell.kind === 'number'));
}

function checkedBirth(row: Row, field: Field, read: ReadDate | null): Omit<Birth, 'sex'> {
  const { asOf } = row.parts;
  if (!read) {
    row.fault('birthUnreadable', field);
    return { date: null, precision: null };
  }
  if (read.date > asOf) row.fault('birthAfterList', field);
  else if (Number(asOf.slice(0, 4)) - Number(read.date.slice(0, 4)) > AGE_MAX)
    row.fault('birthTooLongAgo', field);
  if (read.doubt === 'monthFirst') row.warn('birthMonthFirst', field);
  if (read.doubt === 'century') row.warn('birthCentury', field, { year: read.date.slice(0, 4) });
  return { date: read.date, precision: read.precision };
}

function readSexOf(row: Row): CleanRow['sex'] {
  // 0 is a woman in lists that count: not "nothing"
  const written = row.cell('sex')?.text ?? '';
  if (written.trim() === '') return null;
  const sex = readSex(written);
  if (sex === null && !saysNothing(written)) row.warn('sexUnreadable', 'sex');
  return sex;
}

type Numbers = Pick<CleanRow, 'nationalId' | 'socialInsuranceNumber' | 'cardNumber' | 'category'>;

function readNumbers(row: Row): Numbers {
  const numbers: Numbers = {
    nationalId: null,
    socialInsuranceNumber: null,
    cardNumber: null,
    category: null,
  };
  const id = row.text('nationalId');
  if (id !== '') {
    const read = readNationalId(id);
    if (read === 'rounded') row.fault('numberRounded', 'nationalId');
    else if (read === null) row.warn('numberUnreadable', 'nationalId');
    else {
      numbers.nationalId = read.number;
      if (read.doubt === 'zeroAdded') row.warn('zeroAdded', 'nationalId');
      if (read.doubt === 'wrongLength') {
        row.warn('nationalIdLength', 'nationalId', { length: read.number.length });
      }
    }
  }
  for (const field of ['socialInsuranceNumber', 'cardNumber'] as const) {
    readInsurance(row, field, numbers);
  }
  return numbers;
}

function readInsurance(
  row: Row,
  field: 'socialInsuranceNumber' | 'cardNumber',
  numbers: Numbers,
): void {
  const written = row.text(field);
  if (written === '') return;
  const read = readCardOrNumber(written);
  if (read === 'rounded') return row.fault('numberRounded', field);
  if (read === null) return row.warn('numberUnreadable', field);
  if (read.doubt === 'zeroAdded') row.warn('zeroAdded', field);
  if (read.doubt === 'wrongLength')
    row.warn('insuranceNumberLength', field, { length: written.length });
  const { socialInsuranceNumber: number } = read;
  const known = numbers.socialInsuranceNumber;
  if (number?.length === 12 && numbers.nationalId === null) numbers.nationalId = number;
  else if (known === null) numbers.socialInsuranceNumber = number;
  else if (number !== null && number.length === 10 && known.length === 10 && known !== number) {
    row.warn('cardOfAnother', field);
  }
  numbers.cardNumber ??= read.cardNumber;
  numbers.category ??= read.category;
}

/** What the cells say of each other. */
function checkTogether(row: Row, values: CleanRow): void {
  if (values.nationalId === null) return;
  const { birthDate, birthPrecision, sex } = values;
  for (const warning of checkNationalId(values.nationalId, { birthDate, birthPrecision, sex })) {
    if (warning.code === 'nationalIdOtherSex') row.warn('nationalIdOtherSex', 'nationalId');
    if (warning.code === 'nationalIdOtherYear') {
      row.warn('nationalIdOtherYear', 'nationalId', warning.params);
    }
  }
}

// ── where, when, what ───────────────────────────────────────────────────────────────────────────

function readPlace(row: Row, headings: RowHeadings): FoundPlace {
  const written: WrittenPlace = {
    village: row.text('village') || (headings.village ?? ''),
    commune: row.text('commune') || (headings.commune ?? ''),
    communeCode: row.text('communeCode'),
    district: row.text('district'),
    province: row.text('province'),
    address: row.text('address'),
  };
  const found = row.parts.findPlace(written);
  const field =
    written.village === '' ? (written.commune === '' ? 'address' : 'commune') : 'village';
  const lives = row.parts.rule.asserts.residence;
  if (found.doubt === 'unknown' || found.doubt === 'several') {
    const code = found.doubt === 'unknown' ? 'placeUnknown' : 'placeSeveral';
    if (lives && found.placeId === null) row.fault(code, field);
    else row.warn(code, field);
  } else if (found.doubt !== null) {
    const codes = {
      villageUnknown: 'villageUnknown',
      similar: 'placeSimilar',
      outside: 'placeOutside',
    };
    row.warn(codes[found.doubt], field);
  }
  return found;
}

interface Period {
  from: IsoDate | null;
  to: IsoDate | null;
}

/**
 * `[from, to)` as the row says it: a last day is within, months count from the first. What only the
 * list says is put in by the comparison.
 */
function readPeriod(row: Row, section: Section | null): Period {
  const { rule, asOf } = row.parts;
  if (rule.asserts.death) {
    const read = readDay(row, 'diedOn');
    if (read && read.date > asOf) row.fault('diedAfterList', 'diedOn');
    return { from: read?.date ?? null, to: null };
  }
  const start = readDay(row, 'validFrom');
  const end = readDay(row, 'validTo');
  const from = start?.date ?? null;
  const months = Math.trunc(Number(row.text('months').replace(/\D.*$/, '')));
  let to: IsoDate | null = null;
  if (end) to = endAfter(end);
  else if (from !== null && months > 0 && months <= 120) to = addMonths(from, months);
  if (from !== null && to !== null && to <= from) {
    row.fault('periodEmpty', 'validTo');
    return { from, to: null };
  }
  if (section === 'decrease') return { from: from ?? asOf, to: null };
  return { from, to };
}

/** The day after the last: of a day, a month, a year. */
function endAfter({ date, precision }: ReadDate): IsoDate {
  if (precision === 'day') return addDays(date, 1);
  return addMonths(date, precision === 'month' ? 1 : 12);
}

function readDay(row: Row, field: Field): ReadDate | null {
  const cell = row.cell(field);
  if (!cell || row.text(field) === '') return null;
  const read = readDate(cell.text, '2099-12-31', cell.kind === 'number');
  if (!read) row.fault('dateUnreadable', field);
  return read;
}

function readCategoryOf(row: Row): string | null {
  const written = row.text('category');
  if (written === '') return null;
  const category = readCategory(written);
  if (category === null) row.warn('categoryUnreadable', 'category');
  return category;
}

function readEthnicity(row: Row): string | null {
  const written = row.text('ethnicity');
  if (written === '') return null;
  const code = row.parts.ethnicityOf(
    /^\d{1,2}$/.test(written) ? written.padStart(2, '0') : fold(written),
  );
  if (code === null) row.warn('ethnicityUnreadable', 'ethnicity');
  return code;
}

function readPhone(row: Row): string | null {
  const written = row.text('phone').split(/[,;/]/)[0] ?? '';
  if (written === '') return null;
  let phone = normalizePhone(written.replace(/[()']/g, ''));
  if (/^[35789]\d{8}$/.test(phone)) phone = `0${phone}`;
  if (!/^0\d{9,10}$/.test(phone)) {
    row.warn('phoneUnreadable', 'phone');
    return null;
  }
  return phone;
}

/** What a kind of list says beside the person: class and school, employer, decision. */
function readDetail(row: Row, headings: RowHeadings): string | null {
  const { options } = row.parts;
  const parts = [
    row.text('schoolClass') || (headings.schoolClass ?? ''),
    row.text('school') || row.text('employer') || (options.detail ?? ''),
    row.text('decisionNumber'),
  ].filter((text) => text !== '');
  return shorten(parts.join(' · '), 200);
}

function shorten(text: string, max: number): string | null {
  const cleaned = clean(text).slice(0, max);
  return cleaned === '' ? null : cleaned;
}
