/**
 * .csv, .tsv and their relatives: encoding and delimiter are found, rows are streamed. Everything is
 * text, as a file of text says nothing about kinds.
 */
import { isAscii } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { convertLegacy } from '../kernel/legacy-text.ts';
import { type Fault, type Outcome, refuse, success } from '../kernel/outcome.ts';
import { asOutcomes } from './file-refusal.ts';
import { inBatches } from './table-batches.ts';
import { findDelimiter } from './csv-delimiter.ts';
import {
  EMPTY_CELL,
  type TableCell,
  type TextEncoding,
  type TableFile,
  type TableLimits,
  type TableRow,
  cellAddress,
} from './table.ts';
import { ReturnColumns } from './table-return.ts';
import { type FoundEncoding, findEncoding, startDecoding } from './text-encoding.ts';
import { type TextFault, type TextRecord, TextRows } from './text-rows.ts';

const SAMPLE_BYTES = 256 * 1024;
const PIECE_BYTES = 256 * 1024;

/** Nothing stays open between reads. */
export async function openCsv(path: string, limits: TableLimits): Promise<Outcome<TableFile>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const found = findEncoding(await readSample(file, size));
    const start = Buffer.alloc(Math.min(SAMPLE_BYTES, size));
    await file.read(start, 0, start.length, 0);
    const decoding = startDecoding(found.encoding);
    const delimiter = findDelimiter(decoding.push(start.subarray(found.markBytes)));
    return success(csvFile({ path, found, delimiter, limits }));
  } finally {
    await file.close();
  }
}

interface CsvSource {
  path: string;
  found: FoundEncoding;
  delimiter: string;
  limits: TableLimits;
}

function csvFile(source: CsvSource): TableFile {
  const { encoding, isDamaged } = source.found;
  const notes: Fault[] = [];
  if (isDamaged) notes.push({ code: 'table.note.damagedText' });
  if (encoding !== 'utf-8') notes.push({ code: 'table.note.encoding', params: { encoding } });
  return {
    kind: 'csv',
    encoding,
    delimiter: source.delimiter,
    sheets: [{ name: '', isHidden: false, rowCount: undefined, returnMark: undefined }],
    notes,
    readRows: () => asOutcomes(readRows(source)),
    listMerges: async () => success([]),
    close: async () => {},
  };
}

/** The beginning, or where the first bytes stand that are not ASCII: the beginning may say nothing. */
async function readSample(file: FileHandle, size: number): Promise<Uint8Array> {
  const sample = Buffer.alloc(Math.min(SAMPLE_BYTES, size));
  for (let at = 0; at < size; at += SAMPLE_BYTES) {
    const { bytesRead } = await file.read(sample, 0, sample.length, at);
    const piece = sample.subarray(0, bytesRead);
    if (at === 0 && (piece.includes(0) || piece[0] === 0xff || piece[0] === 0xfe)) return piece;
    if (!isAscii(piece)) return piece.subarray(at === 0 ? 0 : firstWhole(piece));
  }
  return Buffer.alloc(0);
}

/** A piece from the middle may begin within a character of UTF-8. */
function firstWhole(piece: Uint8Array): number {
  let at = 0;
  while (at < 4 && ((piece[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}

async function* readRows(source: CsvSource): AsyncGenerator<readonly TableRow[]> {
  const { limits, found, delimiter } = source;
  const file = await open(source.path);
  try {
    const rows = new TextRows({
      delimiter,
      fieldCharsMax: limits.cellCharsMax,
      fieldsMax: limits.columnsMax,
    });
    const columns = new ReturnColumns();
    const toRow = ({ row, fields }: TextRecord) => {
      const cells = cellsOf(fields, found.encoding);
      return cells.length === 0 ? undefined : columns.row({ row, isHidden: false, cells });
    };
    yield* inBatches(recordsOf(file, rows, found), toRow, limits.rowsMax);
    if (rows.fault) refuseText(rows.fault, limits);
  } finally {
    await file.close();
  }
}

async function* recordsOf(
  file: FileHandle,
  rows: TextRows,
  found: FoundEncoding,
): AsyncGenerator<TextRecord[]> {
  const decoding = startDecoding(found.encoding);
  const piece = Buffer.alloc(PIECE_BYTES);
  let at = found.markBytes;
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    yield rows.push(decoding.push(piece.subarray(0, bytesRead)));
    if (rows.fault) return;
  }
  yield rows.push(decoding.finish());
  yield rows.finish();
}

function cellsOf(fields: readonly string[], encoding: TextEncoding): TableCell[] {
  const legacy = encoding === 'tcvn3' || encoding === 'vni' ? encoding : undefined;
  let count = fields.length;
  while (count > 0 && fields[count - 1] === '') count -= 1;
  const cells: TableCell[] = [];
  for (let at = 0; at < count; at += 1) {
    const raw = fields[at] ?? '';
    const text = legacy ? convertLegacy(raw, legacy) : raw.normalize('NFC');
    cells.push(text === '' ? EMPTY_CELL : { text, kind: 'text', isFormula: false });
  }
  return cells;
}

function refuseText(fault: TextFault, limits: TableLimits): never {
  const cell = cellAddress(fault.row, fault.column);
  const params = { cell, row: fault.row };
  if (fault.code === 'tooManyColumns') {
    refuse('table.tooManyColumns', { ...params, limit: limits.columnsMax }, cell);
  }
  if (fault.code === 'cellTooLong') {
    refuse('table.cellTooLong', { ...params, limit: limits.cellCharsMax }, cell);
  }
  refuse(`table.${fault.code}`, params, cell);
}
