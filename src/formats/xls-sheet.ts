/** Rows of one sheet of a BIFF stream. */
import { refuse } from '../kernel/outcome.ts';
import { type NumberStyle, PLAIN_NUMBER, numberCell } from './excel-values.ts';
import {
  EMPTY_CELL,
  type MergedRange,
  type TableCell,
  type TableLimits,
  type TableRow,
  cellAddress,
} from './table.ts';
import { RECORD, type BiffRecord, type StringForm, biffRecords, stringAt } from './xls-records.ts';

export interface XlsSheet {
  name: string;
  isHidden: boolean;
  /** where its records begin */
  offset: number;
}

export interface XlsWorkbook {
  stream: Buffer;
  sheets: readonly XlsSheet[];
  texts: readonly string[];
  styles: readonly NumberStyle[];
  form: StringForm;
  isFrom1904: boolean;
}

type SheetRow = Omit<TableRow, 'originalRow'>;

const ROW_HIDDEN = 0x20;

/** Records of a sheet up to its end; charts within a sheet have a beginning and an end of their own. */
function* sheetRecords({ stream }: XlsWorkbook, sheet: XlsSheet): Generator<BiffRecord> {
  let depth = 0;
  for (const record of biffRecords(stream, sheet.offset)) {
    if (record.type === RECORD.begin) depth += 1;
    else if (record.type === RECORD.end) {
      depth -= 1;
      if (depth <= 0) return;
    } else if (depth === 1) yield record;
  }
}

export function sheetRowCount(workbook: XlsWorkbook, sheet: XlsSheet): number | undefined {
  for (const { type, start } of sheetRecords(workbook, sheet)) {
    if (type !== RECORD.dimensions) continue;
    const { stream, form } = workbook;
    return form.isUnicode ? stream.readUInt32LE(start + 4) : stream.readUInt16LE(start + 2);
  }
  return undefined;
}

export function sheetMerges(workbook: XlsWorkbook, sheet: XlsSheet): MergedRange[] {
  const { stream } = workbook;
  const merges: MergedRange[] = [];
  for (const { type, start, end } of sheetRecords(workbook, sheet)) {
    if (type !== RECORD.merges) continue;
    for (let at = start + 2; at + 8 <= end; at += 8) {
      merges.push({
        firstRow: stream.readUInt16LE(at) + 1,
        lastRow: stream.readUInt16LE(at + 2) + 1,
        firstColumn: stream.readUInt16LE(at + 4) + 1,
        lastColumn: stream.readUInt16LE(at + 6) + 1,
      });
    }
  }
  return merges;
}

const CELL_RECORDS: ReadonlySet<number> = new Set([
  RECORD.formula,
  RECORD.manyNumbers,
  RECORD.richString,
  RECORD.sharedText,
  RECORD.number,
  RECORD.label,
  RECORD.booleanOrError,
  RECORD.smallNumber,
]);

/** Rows that hold something, in order. */
export function* xlsRows(
  workbook: XlsWorkbook,
  sheet: XlsSheet,
  limits: TableLimits,
): Generator<SheetRow> {
  const { hidden, records } = orderedCells(workbook, sheet);
  const reader = new CellReader(workbook, limits);
  let row = -1;
  for (const record of records) {
    const next = workbook.stream.readUInt16LE(record.start);
    if (next !== row) {
      yield* reader.finish(row, hidden.has(row));
      row = next;
    }
    reader.take(record, row);
  }
  yield* reader.finish(row, hidden.has(row));
}

interface OrderedCells {
  hidden: ReadonlySet<number>;
  records: Iterable<BiffRecord>;
}

/** Excel writes row by row; some other programs column by column, so these are sorted first. */
function orderedCells(workbook: XlsWorkbook, sheet: XlsSheet): OrderedCells {
  const { stream } = workbook;
  const hidden = new Set<number>();
  let isOrdered = true;
  let last = -1;
  for (const { type, start, end } of sheetRecords(workbook, sheet)) {
    if (type === RECORD.row && end - start >= 16) {
      const isHidden = (stream.readUInt32LE(start + 12) & ROW_HIDDEN) !== 0;
      if (isHidden) hidden.add(stream.readUInt16LE(start));
    } else if (CELL_RECORDS.has(type) && end - start >= 6) {
      const row = stream.readUInt16LE(start);
      if (row < last) isOrdered = false;
      last = row;
    }
  }
  const cells = cellRecords(workbook, sheet);
  if (isOrdered) return { hidden, records: cells };
  const rowOf = ({ start }: BiffRecord) => stream.readUInt16LE(start);
  return { hidden, records: [...cells].sort((a, b) => rowOf(a) - rowOf(b)) };
}

function* cellRecords(workbook: XlsWorkbook, sheet: XlsSheet): Generator<BiffRecord> {
  for (const record of sheetRecords(workbook, sheet)) {
    if (CELL_RECORDS.has(record.type) && record.end - record.start >= 6) yield record;
  }
}

/** As Excel shows them. */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

class CellReader {
  #cells: TableCell[] = [];
  readonly #workbook: XlsWorkbook;
  readonly #limits: TableLimits;

  constructor(workbook: XlsWorkbook, limits: TableLimits) {
    this.#workbook = workbook;
    this.#limits = limits;
  }

  *finish(row: number, isHidden: boolean): Generator<SheetRow> {
    const cells = this.#cells;
    if (cells.length === 0) return;
    this.#cells = [];
    yield { row: row + 1, isHidden, cells };
  }

  take(record: BiffRecord, row: number): void {
    const { stream } = this.#workbook;
    const { type, start, end } = record;
    const column = stream.readUInt16LE(start + 2);
    if (type === RECORD.manyNumbers) {
      for (let at = start + 4, offset = 0; at + 8 <= end; at += 6, offset += 1) {
        const value = smallNumber(stream.readInt32LE(at + 2));
        this.#put(row, column + offset, this.#number(value, stream.readUInt16LE(at), false));
      }
    } else this.#put(row, column, this.#cell(record, stream.readUInt16LE(start + 4)));
  }

  #cell({ type, start, end }: BiffRecord, format: number): TableCell {
    const { stream, texts, form } = this.#workbook;
    switch (type) {
      case RECORD.sharedText:
        return textCell(texts[stream.readUInt32LE(start + 6)] ?? '', false);
      case RECORD.label:
      case RECORD.richString:
        return textCell(stringAt(stream, start + 6, end, 2, form), false);
      case RECORD.number:
        return this.#number(stream.readDoubleLE(start + 6), format, false);
      case RECORD.smallNumber:
        return this.#number(smallNumber(stream.readInt32LE(start + 6)), format, false);
      case RECORD.booleanOrError:
        return booleanOrError(stream.readUInt8(start + 6), stream[start + 7] === 1, false);
      default:
        return this.#formula(start, end, format);
    }
  }

  /** The value that Excel computed last: a number, or a sign of what else it is. */
  #formula(start: number, end: number, format: number): TableCell {
    const { stream } = this.#workbook;
    if (end - start < 14) return EMPTY_CELL;
    if (stream.readUInt16LE(start + 12) !== 0xffff) {
      return this.#number(stream.readDoubleLE(start + 6), format, true);
    }
    const kind = stream.readUInt8(start + 6);
    if (kind === 1 || kind === 2) {
      return booleanOrError(stream.readUInt8(start + 8), kind === 2, true);
    }
    return kind === 0 ? textCell(this.#formulaText(end), true) : EMPTY_CELL;
  }

  /** Stands in a record soon after the formula. */
  #formulaText(from: number): string {
    const { stream, form } = this.#workbook;
    let looked = 0;
    for (const { type, start, end } of biffRecords(stream, from)) {
      if (type === RECORD.formulaText) return stringAt(stream, start, end, 2, form);
      looked += 1;
      if (looked > 3 || type === RECORD.formula) break;
    }
    return '';
  }

  #number(value: number, format: number, isFormula: boolean): TableCell {
    const { styles, isFrom1904 } = this.#workbook;
    return numberCell(value, styles[format] ?? PLAIN_NUMBER, isFrom1904, isFormula);
  }

  #put(row: number, column: number, cell: TableCell): void {
    if (cell === EMPTY_CELL) return;
    const { columnsMax, cellCharsMax } = this.#limits;
    if (column >= columnsMax) {
      refuse('table.tooManyColumns', { limit: columnsMax, row: row + 1 }, String(row + 1));
    }
    if (cell.text.length > cellCharsMax) {
      const address = cellAddress(row + 1, column + 1);
      refuse('table.cellTooLong', { cell: address, limit: cellCharsMax }, address);
    }
    while (this.#cells.length < column) this.#cells.push(EMPTY_CELL);
    this.#cells[column] = cell;
  }
}

function textCell(text: string, isFormula: boolean): TableCell {
  if (text === '') return EMPTY_CELL;
  return { text: text.normalize('NFC'), kind: 'text', isFormula };
}

function booleanOrError(value: number, isError: boolean, isFormula: boolean): TableCell {
  if (isError) return { text: ERRORS[value] ?? '#N/A', kind: 'error', isFormula };
  return { text: value === 0 ? 'FALSE' : 'TRUE', kind: 'boolean', isFormula };
}

const double = new DataView(new ArrayBuffer(8));

/** 30 bits of a whole number or the upper part of a double; the lowest bits say which, and whether of hundredths. */
function smallNumber(packed: number): number {
  const isHundredths = (packed & 1) === 1;
  let value: number;
  if ((packed & 2) === 2) value = packed >> 2;
  else {
    double.setInt32(4, packed & ~3, true);
    value = double.getFloat64(0, true);
  }
  return isHundredths ? value / 100 : value;
}
