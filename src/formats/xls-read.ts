/**
 * .xls of Excel 5 to 2003 (BIFF5 and BIFF8). Our own, since the only kept-up package reads a whole
 * workbook into a tree and brings forty other formats along; in tests it is the oracle. Such a file
 * has 65,536 rows at most, so the stream is held whole and rows are made when they are asked for.
 */
import { type Fault, type Outcome, refuse } from '../kernel/outcome.ts';
import { CompoundFile } from './compound-file.ts';
import { type NumberStyle, PLAIN_NUMBER, builtInStyle, styleOfFormat } from './excel-values.ts';
import { asOutcome, asOutcomes } from './file-refusal.ts';
import { inBatches } from './table-batches.ts';
import { ReturnColumns, findReturnMark } from './table-return.ts';
import type { MergedRange, TableFile, TableLimits } from './table.ts';
import {
  RECORD,
  type BiffRecord,
  SharedTextReader,
  type StringForm,
  biffRecords,
  stringAt,
} from './xls-records.ts';
import {
  type XlsSheet,
  type XlsWorkbook,
  sheetMerges,
  sheetRowCount,
  xlsRows,
} from './xls-sheet.ts';

const STREAM_BYTES_MAX = 128 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
const BIFF5 = 0x500;
const BIFF8 = 0x600;

export function openXls(path: string, limits: TableLimits): Promise<Outcome<TableFile>> {
  return asOutcome(async () => xlsFile(readWorkbook(await readStream(path)), limits));
}

function readStream(path: string): Promise<Buffer> {
  return CompoundFile.use(path, (file) => {
    const stream = file.find('Workbook') ?? file.find('Book');
    if (file.find('EncryptedPackage')) refuse('table.encrypted');
    if (file.find('WordDocument')) refuse('table.otherKind', { kind: 'Word (.doc)' });
    if (file.find('PowerPoint Document')) {
      refuse('table.otherKind', { kind: 'PowerPoint (.ppt)' });
    }
    if (!stream) refuse('table.unknownKind');
    if (stream.bytes > STREAM_BYTES_MAX) {
      refuse('table.fileTooLarge', {
        size: Math.ceil(stream.bytes / MEGABYTE),
        limit: STREAM_BYTES_MAX / MEGABYTE,
      });
    }
    return file.read(stream, STREAM_BYTES_MAX);
  });
}

function xlsFile(workbook: XlsWorkbook, limits: TableLimits): TableFile {
  if (workbook.sheets.length === 0) refuse('table.noSheets');
  const notes: Fault[] = [];
  if (workbook.isFrom1904) notes.push({ code: 'table.note.date1904' });
  const sheetAt = (index: number): XlsSheet => {
    const sheet = workbook.sheets[index];
    if (!sheet) throw new RangeError(`no sheet ${index}`);
    return sheet;
  };
  return {
    kind: 'xls',
    encoding: undefined,
    delimiter: undefined,
    notes,
    sheets: workbook.sheets.map((sheet) => ({
      name: sheet.name,
      isHidden: sheet.isHidden,
      rowCount: sheetRowCount(workbook, sheet),
      returnMark: markOf(workbook, sheet, limits),
    })),
    readRows: (index) => {
      const columns = new ReturnColumns();
      const rows = async function* () {
        yield xlsRows(workbook, sheetAt(index), limits);
      };
      return asOutcomes(inBatches(rows(), (row) => columns.row(row), limits.rowsMax));
    },
    listMerges: (index, lastRow) =>
      asOutcome(async () => {
        const merges: readonly MergedRange[] = sheetMerges(workbook, sheetAt(index));
        return merges.filter(({ firstRow }) => firstRow <= lastRow);
      }),
    close: async () => {},
  };
}

function markOf(workbook: XlsWorkbook, sheet: XlsSheet, limits: TableLimits): string | undefined {
  for (const { cells } of xlsRows(workbook, sheet, limits)) return findReturnMark(cells);
  return undefined;
}

/** The records before the first sheet. */
function readWorkbook(stream: Buffer): XlsWorkbook {
  const [first] = biffRecords(stream, 0);
  if (!first || first.type !== RECORD.begin) refuse('table.damaged', { part: 'Workbook' });
  const version = stream.readUInt16LE(first.start);
  if (version !== BIFF8 && version !== BIFF5) refuse('table.oldKind', { kind: 'Excel 4' });
  const globals = new Globals(stream, version === BIFF8);
  for (const record of biffRecords(stream, 0)) {
    if (record.type === RECORD.end) break;
    globals.take(record);
  }
  return globals.workbook();
}

class Globals {
  readonly #stream: Buffer;
  readonly #sheets: XlsSheet[] = [];
  readonly #formats = new Map<number, NumberStyle>();
  readonly #cellFormats: number[] = [];
  readonly #textRecords: BiffRecord[] = [];
  #isFrom1904 = false;
  #form: StringForm;
  #before = 0;

  constructor(stream: Buffer, isUnicode: boolean) {
    this.#stream = stream;
    this.#form = { isUnicode, decoder: new TextDecoder('windows-1252') };
  }

  take(record: BiffRecord): void {
    const stream = this.#stream;
    const { type, start, end } = record;
    const isText = type === RECORD.continued && this.#before === RECORD.sharedTexts;
    if (isText || type === RECORD.sharedTexts) this.#textRecords.push(record);
    else this.#before = type;
    if (type === RECORD.sharedTexts) this.#before = type;
    else if (type === RECORD.password) refuse('table.encrypted');
    else if (type === RECORD.codePage) this.#form.decoder = decoderOf(stream.readUInt16LE(start));
    else if (type === RECORD.date1904) this.#isFrom1904 = stream.readUInt16LE(start) === 1;
    else if (type === RECORD.cellFormat) this.#cellFormats.push(stream.readUInt16LE(start + 2));
    else if (type === RECORD.numberFormat) {
      const code = stringAt(stream, start + 2, end, this.#form.isUnicode ? 2 : 1, this.#form);
      this.#formats.set(stream.readUInt16LE(start), styleOfFormat(code));
    } else if (type === RECORD.boundSheet && stream.readUInt8(start + 5) === 0) {
      this.#sheets.push({
        offset: stream.readUInt32LE(start),
        isHidden: (stream.readUInt8(start + 4) & 3) !== 0,
        name: stringAt(stream, start + 6, end, 1, this.#form).normalize('NFC'),
      });
    }
  }

  workbook(): XlsWorkbook {
    const styleOf = (id: number) => this.#formats.get(id) ?? builtInStyle(id) ?? PLAIN_NUMBER;
    const hasTexts = this.#textRecords.length > 0;
    return {
      stream: this.#stream,
      sheets: this.#sheets,
      form: this.#form,
      isFrom1904: this.#isFrom1904,
      styles: this.#cellFormats.map(styleOf),
      texts: hasTexts ? new SharedTextReader(this.#stream, this.#textRecords).readAll() : [],
    };
  }
}

function decoderOf(codePage: number): TextDecoder {
  const isWindows = codePage >= 1250 && codePage <= 1258;
  return new TextDecoder(isWindows ? `windows-${codePage}` : 'windows-1252');
}
