/** Rows out as .xlsx: streamed, a styled header that repeats on paper, ready to print on A4. */
import { Writable } from 'node:stream';
import type excel from 'exceljs';

export type XlsxCell = string | number | null;

export interface XlsxColumn {
  header: string;
  /** in characters */
  width: number;
  /** `date`: cells are `YYYY-MM-DD`; `text`: never read as a number, whatever it looks like */
  kind: 'text' | 'number' | 'date';
}

export interface XlsxList {
  sheetName: string;
  title: string;
  /** lines under the title: what is listed, as of when, by whom */
  notes: readonly string[];
  columns: readonly XlsxColumn[];
  /** batches of rows, each row in the order of the columns */
  rows: AsyncIterable<readonly (readonly XlsxCell[])[]>;
  /** `&P` page, `&N` pages */
  footer: string;
  /** told after each batch how many rows are written */
  onProgress?: (rows: number) => Promise<void> | void;
}

/** A sheet of Excel ends at 1,048,576 rows; the list goes on on the next one. */
const SHEET_ROWS_MAX = 1_000_000;
const HEADER_FILL = 'FF0B6E6E';
const LINE = { style: 'thin', color: { argb: 'FFBFC9C9' } } as const;

/** Writes the workbook to `onBytes` piece by piece; answers how many rows it holds. */
export async function writeXlsx(
  list: XlsxList,
  onBytes: (bytes: Uint8Array) => Promise<void> | void,
): Promise<number> {
  const sink = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      (async () => await onBytes(chunk))().then(() => done(), done);
    },
  });
  const failed = new Promise<never>((_, reject) => sink.once('error', reject));
  // heard by the races below, or not at all when the rows fail first
  failed.catch(() => {});
  // a fifth of a second to load: only where a file is written
  const { default: writer } = await import('exceljs');
  const book = new writer.stream.xlsx.WorkbookWriter({
    stream: sink,
    useStyles: true,
    useSharedStrings: false,
  });
  let sheet = addSheet(book, list, 1);
  let total = 0;
  let onSheet = 0;
  for await (const batch of list.rows) {
    for (const cells of batch) {
      if (onSheet === SHEET_ROWS_MAX) {
        finishSheet(sheet, list, onSheet);
        sheet = addSheet(book, list, Math.floor(total / SHEET_ROWS_MAX) + 1);
        onSheet = 0;
      }
      addRow(sheet, list.columns, cells);
      total += 1;
      onSheet += 1;
    }
    await Promise.race([list.onProgress?.(total), failed]);
  }
  finishSheet(sheet, list, onSheet);
  const finished = new Promise<void>((resolve) => sink.once('finish', () => resolve()));
  await Promise.race([Promise.all([book.commit(), finished]), failed]);
  return total;
}

function headerRow(list: XlsxList): number {
  return list.notes.length + 3;
}

function addSheet(
  book: excel.stream.xlsx.WorkbookWriter,
  list: XlsxList,
  number: number,
): excel.Worksheet {
  const header = headerRow(list);
  const name = number === 1 ? list.sheetName : `${list.sheetName} ${number}`;
  const sheet = book.addWorksheet(name.slice(0, 31), {
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${header}:${header}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: list.footer },
    views: [{ state: 'frozen', ySplit: header }],
  });
  sheet.columns = list.columns.map(({ width }) => ({ width }));
  const title = sheet.getRow(1);
  title.getCell(1).value = list.title;
  title.font = { bold: true, size: 14 };
  title.commit();
  list.notes.forEach((note, at) => {
    const row = sheet.getRow(at + 2);
    row.getCell(1).value = note;
    row.font = { italic: true };
    row.commit();
  });
  const row = sheet.getRow(header);
  row.height = 32;
  list.columns.forEach((column, at) => {
    const cell = row.getCell(at + 1);
    cell.value = column.header;
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEADER_FILL } };
    cell.alignment = { vertical: 'middle', wrapText: true };
    cell.border = { bottom: LINE };
  });
  row.commit();
  return sheet;
}

function addRow(
  sheet: excel.Worksheet,
  columns: readonly XlsxColumn[],
  cells: readonly XlsxCell[],
): void {
  const row = sheet.addRow([]);
  columns.forEach(({ kind }, at) => {
    const value = cells[at] ?? null;
    if (value === null) return;
    const cell = row.getCell(at + 1);
    if (kind === 'date') {
      cell.value = new Date(`${value}T00:00:00Z`);
      cell.numFmt = 'dd/mm/yyyy';
    } else if (kind === 'number') {
      cell.value = Number(value);
      cell.numFmt = '#,##0';
    } else {
      cell.value = String(value);
      cell.numFmt = '@';
    }
    cell.border = { bottom: LINE };
  });
  row.commit();
}

function finishSheet(sheet: excel.Worksheet, list: XlsxList, rows: number): void {
  const header = headerRow(list);
  sheet.autoFilter = {
    from: { row: header, column: 1 },
    to: { row: header + rows, column: list.columns.length },
  };
  sheet.commit();
}
