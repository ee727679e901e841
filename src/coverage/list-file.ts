/** A list of people as the columns of a file. Pure. */
import { coverageEn } from '../../messages/coverage.en.ts';
import { coverageVi } from '../../messages/coverage.vi.ts';
import { type Format, enFormat, viFormat } from '../../messages/format.ts';
import type { Shape } from '../../messages/shape.ts';
import type { XlsxCell, XlsxColumn, XlsxList } from '../formats/xlsx-write.ts';
import { addDays } from '../kernel/dates.ts';
import { fold } from '../kernel/text.ts';
import type { Prepared } from './question.ts';
import type { ListKind, ListedPerson } from './types.ts';

export type Language = 'vi' | 'en';

type Texts = Shape<typeof coverageVi>;

function textsOf(language: Language): { texts: Texts; format: Format } {
  return language === 'vi'
    ? { texts: coverageVi, format: viFormat }
    : { texts: coverageEn, format: enFormat };
}

type ColumnName = keyof Texts['list']['columns'];

const COLUMNS: Readonly<Record<ListKind, readonly ColumnName[]>> = {
  covered: [
    'order',
    'fullName',
    'birthDate',
    'sex',
    'nationalId',
    'socialInsuranceNumber',
    'cardNumber',
    'category',
    'issuer',
    'cardFrom',
    'lastDay',
    'place',
    'commune',
    'phone',
  ],
  uncovered: [
    'order',
    'fullName',
    'birthDate',
    'sex',
    'nationalId',
    'socialInsuranceNumber',
    'phone',
    'place',
    'commune',
    'since',
    'reason',
    'lapsedOn',
    'lastCategory',
    'startsOn',
  ],
  ending: [
    'order',
    'fullName',
    'birthDate',
    'sex',
    'nationalId',
    'cardNumber',
    'category',
    'issuer',
    'cardFrom',
    'endsOn',
    'place',
    'commune',
    'phone',
  ],
};

const WIDTHS: Readonly<Record<ColumnName, number>> = {
  order: 6,
  fullName: 26,
  birthDate: 11,
  sex: 8,
  nationalId: 15,
  socialInsuranceNumber: 13,
  phone: 13,
  place: 22,
  commune: 20,
  category: 34,
  issuer: 12,
  cardNumber: 18,
  cardFrom: 12,
  lastDay: 12,
  endsOn: 12,
  reason: 22,
  lapsedOn: 12,
  lastCategory: 34,
  startsOn: 12,
  since: 12,
};

const DATES: ReadonlySet<ColumnName> = new Set([
  'cardFrom',
  'lastDay',
  'endsOn',
  'lapsedOn',
  'startsOn',
  'since',
]);

export function columnsOf(list: ListKind, language: Language): XlsxColumn[] {
  const { texts } = textsOf(language);
  return COLUMNS[list].map((name) => ({
    header: texts.list.columns[name],
    width: WIDTHS[name],
    kind: name === 'order' ? 'number' : DATES.has(name) ? 'date' : 'text',
  }));
}

export function cellsOf(
  list: ListKind,
  person: ListedPerson,
  order: number,
  language: Language,
): XlsxCell[] {
  const { texts } = textsOf(language);
  const cells: Record<ColumnName, XlsxCell> = {
    order,
    fullName: person.fullName ?? texts.list.hidden,
    birthDate: birthText(person),
    sex: person.sex && texts.sexes[person.sex],
    nationalId: person.nationalId,
    socialInsuranceNumber: person.socialInsuranceNumber,
    phone: person.phone,
    place: person.placeName,
    commune: person.communeName,
    category: categoryText(person),
    issuer: person.issuer && texts.issuers[person.issuer],
    cardNumber: person.cardNumber,
    cardFrom: person.cardFrom,
    lastDay: dayBefore(person.cardTo),
    endsOn: dayBefore(person.endsOn),
    reason: person.reason && texts.reasons[person.reason],
    lapsedOn: dayBefore(person.lapsedOn),
    lastCategory: categoryText(person),
    startsOn: person.startsOn,
    since: person.since,
  };
  return COLUMNS[list].map((name) => cells[name]);
}

/** Papers name the last day inside, intervals the first one outside. */
function dayBefore(day: string | null): string | null {
  return day === null ? null : addDays(day, -1);
}

function categoryText({ category, categoryName }: ListedPerson): string | null {
  if (category === null) return null;
  return categoryName === null || categoryName === category
    ? category
    : `${category} · ${categoryName}`;
}

function birthText({ birthDate, birthPrecision }: ListedPerson): string | null {
  if (birthDate === null) return null;
  const [year = '', month = '', day = ''] = birthDate.split('-');
  if (birthPrecision === 'year') return year;
  return birthPrecision === 'month' ? `${month}/${year}` : `${day}/${month}/${year}`;
}

export interface FileHead {
  list: ListKind;
  withinDays: number | null;
  isMasked: boolean;
  writer: string;
  /** instant */
  at: string;
  language: Language;
}

/** Title, lines under it and footer of the file. */
export function headOf(
  { scope, asOf, definitions, knownAt }: Prepared,
  head: FileHead,
): Pick<XlsxList, 'sheetName' | 'title' | 'notes' | 'footer'> {
  const { texts, format } = textsOf(head.language);
  const { list } = texts;
  const definition = definitions[0];
  const notes = [
    list.unit(scope.unit.name),
    list.asOf(format.date(asOf)),
    list.definition(head.language === 'vi' ? definition.name : definition.nameEn),
  ];
  if (head.withinDays !== null) notes.push(list.within(format.number(head.withinDays)));
  if (knownAt !== null) notes.push(list.knownAt(format.instant(knownAt)));
  if (head.isMasked) notes.push(list.masked);
  notes.push(list.writtenBy(head.writer, format.instant(head.at)));
  return {
    sheetName: list.sheets[head.list],
    title: list.titles[head.list],
    notes,
    footer: list.page,
  };
}

/** `chua-tham-gia-huyen-son-duong-2021-12-31.xlsx` */
export function fileNameOf({ scope, asOf }: Prepared, head: FileHead): string {
  const { texts } = textsOf(head.language);
  const slug = (text: string): string => fold(text).replaceAll(' ', '-');
  return texts.list.fileName(slug(texts.list.sheets[head.list]), slug(scope.unit.name), asOf);
}
