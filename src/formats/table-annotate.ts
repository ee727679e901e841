/**
 * The sender's list given back with a reason beside each faulty row. A workbook comes back as it
 * was: looks, other sheets, formulas; only faulty cells are coloured and two columns added. Any
 * other file comes back as a plain .xlsx with the same columns. Both stream, whatever their size.
 */
import { type Outcome, refuse } from '../kernel/outcome.ts';
import { asOutcome } from './file-refusal.ts';
import { openTableFile } from './table-file.ts';
import { keyColumn, returnHead } from './table-return.ts';
import { TABLE_LIMITS, type TableFile, type TableLimits, type TableRow } from './table.ts';
import { markStyles } from './xlsx-marked-styles.ts';
import {
  type AnnotatedSheet,
  type PlainRow,
  type PlainSheet,
  writePlainWorkbook,
} from './xlsx-plain.ts';
import { sheetRows } from './xlsx-sheet.ts';
import { type RowMarks, type SheetMarks, rewriteSheet } from './xlsx-sheet-rewrite.ts';
import { SharedTexts } from './xlsx-texts.ts';
import { readWorkbook, readXml } from './xlsx-workbook.ts';
import { ZipArchive } from './zip-read.ts';
import { ZipWriter } from './zip-write.ts';

/** What is wrong in a row; `column` (1-based) is left out where no single cell is to blame. */
export interface CellReason {
  /** `TableRow.row` of the source */
  row: number;
  column?: number;
  reason: string;
}

export interface AnnotateOptions {
  sheetIndex: number;
  /** names the list; comes again as `TableSheet.returnMark` */
  mark: string;
  /** the last row of the header: it and what stands above is always kept */
  headerRow: number;
  /** over the reasons, such as "Lý do" */
  reasonHead: string;
  /** rows without faults are hidden in a workbook, left out of a plain one */
  onlyFaulty: boolean;
}

export interface AnnotatedFile {
  /** what its name must end in: a workbook with macros stays one */
  extension: 'xlsx' | 'xlsm';
  faultyRows: number;
}

const REASON_CHARS_MAX = 2_000;
const STYLES_BYTES_MAX = 16 * 1024 * 1024;
const MEGABYTES_32 = 32 * 1024 * 1024;

/** @returns why the source can not be read, or what was written to `out` */
export async function annotateTableFile(
  source: string,
  reasons: Iterable<CellReason>,
  out: string,
  options: AnnotateOptions,
  limits: TableLimits = TABLE_LIMITS,
): Promise<Outcome<AnnotatedFile>> {
  const opened = await openTableFile(source, limits);
  if (!opened.ok) return opened;
  const faults = rowMarks(reasons);
  const file = opened.value;
  try {
    return await asOutcome(async () => {
      const isPacked = file.kind === 'xlsx';
      if (isPacked) return await annotateWorkbook(source, faults, out, options, limits);
      await writePlainWorkbook(out, await plainSheets(file, faults, options));
      return { extension: 'xlsx' as const, faultyRows: faults.size };
    });
  } finally {
    await file.close();
  }
}

function rowMarks(reasons: Iterable<CellReason>): ReadonlyMap<number, RowMarks> {
  const marks = new Map<number, { columns: Set<number>; reasons: string }>();
  for (const { row, column, reason } of reasons) {
    const found = marks.get(row);
    const known = found ?? { columns: new Set<number>(), reasons: '' };
    if (!found) marks.set(row, known);
    if (column !== undefined) known.columns.add(column);
    const isNew = !known.reasons.split('\n').includes(reason);
    if (isNew && known.reasons.length + reason.length < REASON_CHARS_MAX) {
      known.reasons = known.reasons === '' ? reason : `${known.reasons}\n${reason}`;
    }
  }
  return marks;
}

async function annotateWorkbook(
  source: string,
  faults: ReadonlyMap<number, RowMarks>,
  out: string,
  options: AnnotateOptions,
  limits: TableLimits,
): Promise<AnnotatedFile> {
  const zip = await ZipArchive.open(source, limits);
  try {
    const workbook = await readWorkbook(zip, limits);
    const sheet = workbook.sheets[options.sheetIndex];
    if (!sheet) throw new RangeError(`no sheet ${options.sheetIndex}`);
    const { part } = sheet;
    const place = await findPlace(zip, part.name, workbook.texts?.name, limits);
    const styles =
      workbook.styles && markStyles(await readXml(zip, workbook.styles, STYLES_BYTES_MAX));
    const marks: SheetMarks = {
      part: part.name,
      ...place,
      faults,
      keyHead: returnHead(options.mark),
      headerRow: options.headerRow,
      reasonHead: options.reasonHead,
      hideOthers: options.onlyFaulty,
      markedOffset: styles?.markedOffset ?? null,
      reasonStyle: styles?.reason ?? null,
    };
    await ZipWriter.write(out, async (writer) => {
      for (const each of zip.parts.values()) {
        if (each === part) await writer.add(each.name, rewriteSheet(zip.stream(part), marks));
        else if (each === workbook.styles && styles) {
          await writer.add(each.name, [Buffer.from(styles.xml)]);
        } else await writer.copy(zip, each);
      }
    });
    const extension = workbook.hasMacros ? 'xlsm' : 'xlsx';
    return { extension, faultyRows: faults.size };
  } finally {
    await zip.close();
  }
}

/** Where our two columns go: right of everything, or where they already are in a list that came again. */
async function findPlace(
  zip: ZipArchive,
  sheetName: string,
  textsName: string | undefined,
  limits: TableLimits,
): Promise<Pick<SheetMarks, 'reasonColumn' | 'keyColumn' | 'keyOf'>> {
  const sheet = zip.find(sheetName);
  const textsPart = textsName === undefined ? undefined : zip.find(textsName);
  if (!sheet) refuse('table.damaged', { part: sheetName });
  const texts = textsPart
    ? await SharedTexts.read(zip.stream(textsPart), textsPart.name, limits.sharedTextBytesMax)
    : new SharedTexts(MEGABYTES_32);
  const context = { part: sheet.name, texts, styles: [], isFrom1904: false, limits };
  const keys = new Map<number, number>();
  let columns = 0;
  let keyAt: number | undefined;
  for await (const rows of sheetRows(zip.stream(sheet), context)) {
    for (const { row, cells } of rows) {
      keyAt ??= keyColumn(cells);
      columns = Math.max(columns, cells.length);
      const key = Number(cells[keyAt]?.text);
      if (keyAt > 0 && Number.isSafeInteger(key) && key > 0) keys.set(row, key);
    }
  }
  const isReturned = keyAt !== undefined && keyAt > 0;
  const key = isReturned ? (keyAt ?? 0) + 1 : columns + 2;
  if (key > limits.columnsMax) {
    refuse('table.tooManyColumns', { limit: limits.columnsMax - 2, row: 1 });
  }
  return {
    reasonColumn: key - 1,
    keyColumn: key,
    keyOf: (row) => (isReturned ? keys.get(row) : row),
  };
}

async function* rowsOf(file: TableFile, sheetIndex: number): AsyncGenerator<TableRow> {
  for await (const batch of file.readRows(sheetIndex)) {
    if (batch.ok) yield* batch.value;
    else refuse(batch.faults[0].code, batch.faults[0].params, batch.faults[0].at);
  }
}

/** All sheets, since reasons of another one may come next. */
async function plainSheets(
  file: TableFile,
  faults: ReadonlyMap<number, RowMarks>,
  options: AnnotateOptions,
): Promise<(PlainSheet | AnnotatedSheet)[]> {
  const columns = await countColumns(file, options.sheetIndex);
  return file.sheets.map(({ name }, index) =>
    index === options.sheetIndex
      ? {
          name,
          keyHead: returnHead(options.mark),
          headerRow: options.headerRow,
          reasonHead: options.reasonHead,
          columns,
          rows: plainRows(file, faults, options),
        }
      : { name, rows: unmarkedRows(file, index) },
  );
}

async function* unmarkedRows(file: TableFile, index: number): AsyncGenerator<PlainRow> {
  for await (const { row, cells } of rowsOf(file, index)) {
    yield { row, key: undefined, cells, columns: undefined, reasons: undefined };
  }
}

async function countColumns(file: TableFile, sheetIndex: number): Promise<number> {
  let columns = 1;
  for await (const { cells } of rowsOf(file, sheetIndex)) columns = Math.max(columns, cells.length);
  return columns;
}

async function* plainRows(
  file: TableFile,
  faults: ReadonlyMap<number, RowMarks>,
  { sheetIndex, headerRow, onlyFaulty }: AnnotateOptions,
): AsyncGenerator<PlainRow> {
  for await (const { row, originalRow, cells } of rowsOf(file, sheetIndex)) {
    const marks = faults.get(row);
    if (onlyFaulty && row > headerRow && !marks) continue;
    yield { row, key: originalRow, cells, columns: marks?.columns, reasons: marks?.reasons };
  }
}
