/**
 * A file, row by row, into what each row is and says. Every row is accounted for. Streams: holds one
 * batch of the file at a time.
 */
import type { TableCell, TableFile, TableRow } from '../formats/table.ts';
import { type Outcome, success } from '../kernel/outcome.ts';
import {
  type RowCleaner,
  type RowHeadings,
  makeRowCleaner,
  type CleanerParts,
} from './clean-row.ts';
import {
  headingOf,
  isColumnNumbers,
  isSignatures,
  isTitle,
  isTotal,
  statedPeople,
} from './row-kinds.ts';
import type { CellFault, CleanRow, Field, RowKind, Section, SheetMapping } from './types.ts';

export interface ReadRow {
  sheet: number;
  line: number;
  /** row of the file first sent, of a corrected file; null = added since */
  originalLine: number | null;
  kind: RowKind;
  section: Section | null;
  values: CleanRow | null;
  faults: readonly CellFault[];
  cells: readonly TableCell[];
}

export interface Reading {
  rows: number;
  empty: number;
  byKind: Record<RowKind, number>;
  warned: number;
  /** sums the file states, by sheet */
  stated: { sheet: number; people: number }[];
}

export function emptyReading(): Reading {
  const byKind = { data: 0, faulty: 0, header: 0, title: 0, section: 0, total: 0 };
  return { rows: 0, empty: 0, byKind, warned: 0, stated: [] };
}

/** @param reading counts along */
export async function* readList(
  file: TableFile,
  parts: CleanerParts,
  reading: Reading,
): AsyncGenerator<Outcome<ReadRow[]>> {
  const cleaner = makeRowCleaner(parts);
  for (const sheet of parts.mapping.sheets) {
    const reader = makeSheetReader(sheet, parts, cleaner, reading);
    for await (const batch of file.readRows(sheet.index)) {
      if (!batch.ok) {
        yield batch;
        return;
      }
      yield success(batch.value.map((row) => reader(row)));
    }
  }
}

export interface PersonRow {
  /** as cleaning numbers it */
  rowNo: number;
  sheet: number;
  line: number;
  cells: readonly TableCell[];
}

/** Only the rows that are persons, as they stand in the file: nothing is cleaned. */
export async function* readPersonRows(
  file: TableFile,
  parts: Looking,
): AsyncGenerator<Outcome<PersonRow[]>> {
  const numberOf = makeRowNumbers();
  for (const sheet of parts.mapping.sheets) {
    const look = makeLook(parts, sheet);
    for await (const batch of file.readRows(sheet.index)) {
      if (!batch.ok) {
        yield batch;
        return;
      }
      const persons: PersonRow[] = [];
      for (const row of batch.value) {
        const rowNo = numberOf(sheet.index, row.row);
        if (look(row, NO_HEADINGS).kind !== 'data') continue;
        persons.push({ rowNo, sheet: sheet.index, line: row.row, cells: row.cells });
      }
      yield success(persons);
    }
  }
}

/** Lines go on from sheet to sheet: in a file of one sheet a row's number is its line. */
export function makeRowNumbers(): (sheet: number, line: number) => number {
  let current = -1;
  let before = 0;
  let rowNo = 0;
  return (sheet, line) => {
    if (sheet !== current) [current, before] = [sheet, rowNo];
    rowNo = before + line;
    return rowNo;
  };
}

const NO_HEADINGS: RowHeadings = { section: null, village: null, commune: null, schoolClass: null };
/** A person's row fills at least so many cells. */
const PERSON_CELLS_MIN = 3;

function makeSheetReader(
  sheet: SheetMapping,
  parts: CleanerParts,
  cleaner: RowCleaner,
  reading: Reading,
): (row: TableRow) => ReadRow {
  const look = makeLook(parts, sheet);
  let headings = { ...NO_HEADINGS };
  let lastLine = 0;
  return (given) => {
    // of a file that was given back: as the rows stood in the first one
    const row = { ...given, row: given.originalRow ?? given.row };
    reading.empty += Math.max(0, row.row - lastLine - 1);
    lastLine = row.row;
    const found = look(row, headings);
    headings = found.headings;
    const read: ReadRow = {
      sheet: sheet.index,
      line: row.row,
      originalLine: given.originalRow ?? null,
      kind: found.kind,
      section: headings.section,
      values: null,
      faults: [],
      cells: row.cells,
    };
    if (found.stated !== null) reading.stated.push({ sheet: sheet.index, people: found.stated });
    if (found.kind === 'data') {
      const cleaned = cleaner(row.row, row.cells, headings);
      read.values = cleaned.values;
      read.faults = cleaned.faults;
      if (cleaned.faults.some((fault) => !fault.isWarning)) read.kind = 'faulty';
      else if (cleaned.faults.length > 0) reading.warned += 1;
    }
    reading.rows += 1;
    reading.byKind[read.kind] += 1;
    return read;
  };
}

interface Looked {
  kind: RowKind;
  headings: RowHeadings;
  stated: number | null;
}

type Looking = Pick<CleanerParts, 'rule' | 'mapping'>;

function makeLook(parts: Looking, sheet: SheetMapping) {
  const columnOf = (field: Field): number =>
    parts.mapping.columns.find((column) => column.field === field)?.column ?? 0;
  const { isOfPeople } = parts.rule;
  const nameColumns = (
    isOfPeople ? (['fullName', 'givenName'] as const) : (['unitName', 'unitCode'] as const)
  )
    .map(columnOf)
    .filter((column) => column > 0);
  const personColumns = (
    ['birthDate', 'birthYear', 'nationalId', 'socialInsuranceNumber', 'cardNumber'] as const
  )
    .map(columnOf)
    .filter((column) => column > 0);
  const isFilled = (cells: readonly TableCell[], columns: readonly number[]): boolean =>
    columns.some((column) => (cells[column - 1]?.text ?? '').trim() !== '');

  let isBelowFoot = false;
  return (row: TableRow, headings: RowHeadings): Looked => {
    const as = (kind: RowKind, stated: number | null = null): Looked => ({
      kind,
      headings,
      stated,
    });
    if (row.row < sheet.headerFirst) return as('title');
    if (row.row <= sheet.headerLast) return as('header');
    // a number under every header, also under those of names and births
    const isBelowHeader = sheet.headerLast > 0 && row.row <= sheet.headerLast + 2;
    if (isBelowHeader && isColumnNumbers(textsOf(row))) return as('header');
    const filled = countFilled(row.cells);
    const isPerson = isFilled(row.cells, nameColumns) && filled >= PERSON_CELLS_MIN;
    if (isPerson && isFilled(row.cells, personColumns)) {
      isBelowFoot = false;
      return as('data');
    }
    const texts = textsOf(row);
    if (isTotal(texts)) return as('total', statedPeople(texts));
    const heading = headingOf(texts);
    if (heading) return { kind: 'section', headings: under(headings, heading), stated: null };
    if (isTitle(texts)) {
      isBelowFoot = true;
      return as('title');
    }
    if (isBelowFoot && isSignatures(texts)) return as('title');
    if (!isFilled(row.cells, nameColumns) && filled <= 2) return as('title');
    return as('data');
  };
}

function textsOf(row: TableRow): string[] {
  return row.cells.map((cell) => cell.text);
}

function countFilled(cells: readonly TableCell[]): number {
  let filled = 0;
  for (const cell of cells) if (cell.kind !== 'empty') filled += 1;
  return filled;
}

function under(
  headings: RowHeadings,
  heading: NonNullable<ReturnType<typeof headingOf>>,
): RowHeadings {
  switch (heading.kind) {
    case 'increase':
    case 'decrease':
      return { ...headings, section: heading.kind };
    case 'village':
      return { ...headings, village: heading.name };
    case 'commune':
      return { ...headings, commune: heading.name, village: null };
    case 'class':
      return { ...headings, schoolClass: heading.name };
    default:
      return headings;
  }
}
