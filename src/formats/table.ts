/**
 * A file of rows as the rest of the product sees it, whatever program wrote it. Types and limits
 * only; `openTableFile` in table-file.ts makes one.
 */
import type { Fault, Outcome } from '../kernel/outcome.ts';

/**
 * `xlsx` .xlsx and .xlsm · `xls` Excel 5 to 2003 · `csv` any delimited text · `html` a web page with
 * tables, which portals save under the name .xls · `xml` "XML Spreadsheet 2003"
 */
export type TableFileKind = 'xlsx' | 'xls' | 'csv' | 'html' | 'xml';

export type TextEncoding =
  'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1258' | 'tcvn3' | 'vni';

export type CellKind = 'empty' | 'text' | 'number' | 'date' | 'boolean' | 'error';

export interface TableCell {
  /**
   * Text in NFC, else untouched. Numbers with all their digits (14193000123, never 1.4193E+10), a
   * point before decimals, leading zeros where the cell's format shows them. Dates `YYYY-MM-DD`, with
   * a time `YYYY-MM-DDTHH:MM:SS`. `TRUE`, `FALSE`; errors as `#N/A`. Empty cells ''.
   */
  text: string;
  /** In a text file (csv, html) everything is `text`; what a text means is not decided here. */
  kind: CellKind;
  /** The text is the value that the sender's program computed last; nothing is ever computed here. */
  isFormula: boolean;
}

export interface TableRow {
  /** 1-based, as the sender's program numbers it */
  row: number;
  /**
   * The row of the sender's first file, when this file is one that was given back with reasons
   * (`annotateTableFile`) and came again; else equal to `row`. Undefined for a row added since.
   */
  originalRow: number | undefined;
  isHidden: boolean;
  /** `cells[0]` is column A; empty cells at the end are left out, in a merged range only the first is filled */
  cells: readonly TableCell[];
}

/** 1-based, both ends within */
export interface MergedRange {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

export interface TableSheet {
  name: string;
  isHidden: boolean;
  /** as the file states it, which may be wrong; undefined when it does not say */
  rowCount: number | undefined;
  /** the `mark` that `annotateTableFile` was given, when this sheet came from there */
  returnMark: string | undefined;
}

export interface TableFile {
  kind: TableFileKind;
  /** of text files */
  encoding: TextEncoding | undefined;
  delimiter: string | undefined;
  /** worksheets only, in the order of their tabs; a text file has one, a page one for each table */
  sheets: readonly TableSheet[];
  /** what a person should know though the file could be opened; codes have texts in messages */
  notes: readonly Fault[];
  /**
   * Batches of rows that hold something, in the order of the file; may be called again. A failure
   * is the last thing that comes. Closes what it opened when the loop is left.
   */
  readRows(sheetIndex: number): AsyncIterable<Outcome<readonly TableRow[]>>;
  /** Merged ranges that begin at or above `lastRow` (titles, two-line headers). */
  listMerges(sheetIndex: number, lastRow: number): Promise<Outcome<readonly MergedRange[]>>;
  close(): Promise<void>;
}

export interface TableLimits {
  fileBytesMax: number;
  /** of all parts of a packed file together */
  unpackedBytesMax: number;
  /** unpacked to packed, looked at above 64 MB unpacked */
  packRatioMax: number;
  /** parts of a packed file */
  partsMax: number;
  sheetsMax: number;
  /** that hold something, of one sheet */
  rowsMax: number;
  columnsMax: number;
  cellCharsMax: number;
  /** memory for the shared texts of a workbook */
  sharedTextBytesMax: number;
}

/** Excel's own bounds (16,384 columns, 32,767 characters), and what a province's largest list needs. */
export const TABLE_LIMITS: TableLimits = {
  fileBytesMax: 500 * 1024 * 1024,
  unpackedBytesMax: 4 * 1024 ** 3,
  packRatioMax: 250,
  partsMax: 10_000,
  sheetsMax: 500,
  rowsMax: 2_000_000,
  columnsMax: 16_384,
  cellCharsMax: 32_767,
  sharedTextBytesMax: 128 * 1024 * 1024,
};

export const EMPTY_CELL: TableCell = { text: '', kind: 'empty', isFormula: false };

/** 1 → "A", 28 → "AB" */
export function columnName(column: number): string {
  let left = column;
  let name = '';
  while (left > 0) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
    left = Math.floor((left - 1) / 26);
  }
  return name;
}

/** Row 7, column 3 → "C7" */
export function cellAddress(row: number, column: number): string {
  return `${columnName(column)}${row}`;
}
