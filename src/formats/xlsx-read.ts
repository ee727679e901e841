/** .xlsx and .xlsm: sheets streamed row by row, memory bounded by the shared texts. */
import { type Fault, type Outcome, refuse } from '../kernel/outcome.ts';
import type { NumberStyle } from './excel-values.ts';
import { asOutcome, asOutcomes } from './file-refusal.ts';
import { inBatches } from './table-batches.ts';
import { ReturnColumns, findReturnMark } from './table-return.ts';
import type { MergedRange, TableFile, TableLimits, TableRow, TableSheet } from './table.ts';
import { type SheetContext, type SheetRow, sheetRows } from './xlsx-sheet.ts';
import { SharedTexts } from './xlsx-texts.ts';
import { type Workbook, type WorkbookSheet, readStyles, readWorkbook } from './xlsx-workbook.ts';
import { attributeOf } from './xml-tokens.ts';
import { ZipArchive } from './zip-read.ts';

/** Sheets looked into when a workbook is opened; a list never stands behind more. */
const SHEETS_LOOKED_INTO = 20;
const HEAD_BYTES = 8 * 1024;
const MERGES_MAX = 100_000;

interface OpenWorkbook {
  zip: ZipArchive;
  workbook: Workbook;
  texts: SharedTexts;
  styles: readonly NumberStyle[];
  limits: TableLimits;
}

export function openXlsx(path: string, limits: TableLimits): Promise<Outcome<TableFile>> {
  return asOutcome(async () => {
    const zip = await ZipArchive.open(path, limits);
    try {
      return await xlsxFile(zip, limits);
    } catch (error) {
      await zip.close();
      throw error;
    }
  });
}

async function xlsxFile(zip: ZipArchive, limits: TableLimits): Promise<TableFile> {
  const workbook = await readWorkbook(zip, limits);
  if (workbook.sheets.length === 0) refuse('table.noSheets');
  const { texts: part } = workbook;
  const texts = part
    ? await SharedTexts.read(zip.stream(part), part.name, limits.sharedTextBytesMax)
    : new SharedTexts(limits.sharedTextBytesMax);
  const open = { zip, workbook, texts, styles: await readStyles(zip, workbook.styles), limits };
  const sheets: TableSheet[] = [];
  for (const sheet of workbook.sheets) {
    const isLookedInto = sheets.length < SHEETS_LOOKED_INTO;
    sheets.push(await describeSheet(open, sheet, isLookedInto));
  }
  return {
    kind: 'xlsx',
    encoding: undefined,
    delimiter: undefined,
    sheets,
    notes: notesOf(workbook),
    readRows: (index) => asOutcomes(readRows(open, index)),
    listMerges: (index, lastRow) => asOutcome(() => listMerges(open, index, lastRow)),
    close: () => zip.close(),
  };
}

function notesOf({ hasExternalLinks, hasMacros, isFrom1904 }: Workbook): Fault[] {
  const notes: Fault[] = [];
  if (hasExternalLinks) notes.push({ code: 'table.note.externalLinks' });
  if (hasMacros) notes.push({ code: 'table.note.macros' });
  if (isFrom1904) notes.push({ code: 'table.note.date1904' });
  return notes;
}

async function describeSheet(
  open: OpenWorkbook,
  { name, isHidden, part }: WorkbookSheet,
  isLookedInto: boolean,
): Promise<TableSheet> {
  if (!isLookedInto) return { name, isHidden, rowCount: undefined, returnMark: undefined };
  let head = '';
  for await (const piece of open.zip.stream(part)) {
    head = piece.toString('latin1', 0, HEAD_BYTES);
    break;
  }
  const dimension = /<(?:[\w.-]+:)?dimension\s+ref\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
  const rowCount = dimension === undefined ? undefined : parseRange(dimension)?.lastRow;
  return { name, isHidden, rowCount, returnMark: await findMark(open, part) };
}

/** In the first row that holds something. A sheet that can not be read tells so when it is read. */
async function findMark(
  open: OpenWorkbook,
  part: WorkbookSheet['part'],
): Promise<string | undefined> {
  const found = await asOutcome(async () => {
    for await (const rows of sheetRows(open.zip.stream(part), contextOf(open, part))) {
      for (const { cells } of rows) return findReturnMark(cells);
    }
    return undefined;
  });
  return found.ok ? found.value : undefined;
}

function contextOf(open: OpenWorkbook, part: WorkbookSheet['part']): SheetContext {
  const { texts, styles, limits, workbook } = open;
  return { part: part.name, texts, styles, limits, isFrom1904: workbook.isFrom1904 };
}

function sheetAt(open: OpenWorkbook, index: number): WorkbookSheet {
  const sheet = open.workbook.sheets[index];
  if (!sheet) throw new RangeError(`no sheet ${index}`);
  return sheet;
}

async function* readRows(open: OpenWorkbook, index: number): AsyncGenerator<readonly TableRow[]> {
  const { part } = sheetAt(open, index);
  const columns = new ReturnColumns();
  const found = sheetRows(open.zip.stream(part), contextOf(open, part));
  yield* inBatches(found, (row: SheetRow) => columns.row(row), open.limits.rowsMax);
}

/** They stand after the rows, so the sheet is unpacked once more, but not looked at. */
async function listMerges(
  open: OpenWorkbook,
  index: number,
  lastRow: number,
): Promise<readonly MergedRange[]> {
  const { part } = sheetAt(open, index);
  const merges: MergedRange[] = [];
  let rest = '';
  for await (const piece of open.zip.stream(part)) {
    const xml = rest + piece.toString('latin1');
    const cut = Math.max(0, xml.lastIndexOf('<'));
    collectMerges(xml.slice(0, cut), lastRow, merges);
    rest = xml.slice(cut).slice(0, HEAD_BYTES);
    if (merges.length >= MERGES_MAX) break;
  }
  return merges;
}

function collectMerges(xml: string, lastRow: number, into: MergedRange[]): void {
  let at = xml.indexOf('mergeCell ');
  while (at >= 0) {
    const range = parseRange(attributeOf(xml.slice(at, at + 200), 'ref') ?? '');
    if (range && range.firstRow <= lastRow) into.push(range);
    at = xml.indexOf('mergeCell ', at + 1);
  }
}

/** "A1:C3", "A1" or undefined. */
function parseRange(text: string): MergedRange | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(text);
  if (!found) return undefined;
  const firstColumn = columnNumber(found[1] ?? '');
  const firstRow = Number(found[2]);
  const lastColumn = found[3] === undefined ? firstColumn : columnNumber(found[3]);
  const lastRow = found[4] === undefined ? firstRow : Number(found[4]);
  return { firstRow, lastRow, firstColumn, lastColumn };
}

function columnNumber(name: string): number {
  let column = 0;
  for (const letter of name.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
