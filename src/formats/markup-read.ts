/**
 * Pages saved under the name .xls, as many portals of the State export lists, and the XML that
 * Excel 2003 wrote. Read twice: once to see which tables there are, once for the rows that are asked for.
 */
import { open } from 'node:fs/promises';
import { convertLegacy } from '../kernel/legacy-text.ts';
import { type Fault, type Outcome, refuse } from '../kernel/outcome.ts';
import { asOutcome, asOutcomes } from './file-refusal.ts';
import { MarkupStream, type MarkupToken } from './markup-stream.ts';
import { HtmlTables, type MarkupRow, type MarkupTable, XmlSheets } from './markup-tables.ts';
import { inBatches } from './table-batches.ts';
import { ReturnColumns, findReturnMark } from './table-return.ts';
import {
  type TableCell,
  type TableFile,
  type TableLimits,
  type TextEncoding,
  cellAddress,
} from './table.ts';
import { type FoundEncoding, findEncoding, startDecoding } from './text-encoding.ts';

type MarkupKind = 'html' | 'xml';

interface Source {
  path: string;
  kind: MarkupKind;
  found: FoundEncoding;
  limits: TableLimits;
}

const SAMPLE_BYTES = 256 * 1024;
const PIECE_BYTES = 256 * 1024;

export function openMarkup(
  path: string,
  kind: MarkupKind,
  limits: TableLimits,
): Promise<Outcome<TableFile>> {
  return asOutcome(async () => {
    const sample = await readSample(path);
    const found = statedEncoding(sample) ?? findEncoding(sample);
    const source = { path, kind, found, limits };
    const seen = await lookThrough(source);
    // a layout table around the list holds next to nothing itself
    const shown = seen.tables
      .map((table, index) => ({ table, index, mark: seen.marks.get(index) }))
      .filter(({ table }) => table.rows > 0 && (kind === 'xml' || table.columns > 1));
    if (shown.length === 0) refuse(kind === 'html' ? 'table.noTables' : 'table.noRows');
    if (shown.length > limits.sheetsMax) {
      refuse('table.tooManySheets', { limit: limits.sheetsMax });
    }
    return markupFile(source, shown);
  });
}

interface ShownTable {
  table: MarkupTable;
  index: number;
  mark: string | undefined;
}

function markupFile(source: Source, shown: readonly ShownTable[]): TableFile {
  const at = (sheetIndex: number): ShownTable => {
    const found = shown[sheetIndex];
    if (!found) throw new RangeError(`no table ${sheetIndex}`);
    return found;
  };
  const notes: Fault[] = [{ code: `table.note.${source.kind}` }];
  return {
    kind: source.kind,
    encoding: source.found.encoding,
    delimiter: undefined,
    notes,
    sheets: shown.map(({ table, mark }) => ({
      name: table.name,
      isHidden: table.isHidden,
      rowCount: table.rows,
      returnMark: mark,
    })),
    readRows: (sheetIndex) => {
      const columns = new ReturnColumns();
      const { index } = at(sheetIndex);
      const toText = textConverter(source.found.encoding);
      const toRow = ({ table, row, isHidden, cells }: MarkupRow) =>
        table === index ? columns.row({ row, isHidden, cells: toText(cells) }) : undefined;
      return asOutcomes(inBatches(rowLists(source), toRow, source.limits.rowsMax));
    },
    listMerges: (sheetIndex, lastRow) =>
      asOutcome(async () =>
        at(sheetIndex).table.merges.filter(({ firstRow }) => firstRow <= lastRow),
      ),
    close: async () => {},
  };
}

/** Bytes of an old font are letters only after this. */
function textConverter(encoding: TextEncoding): (cells: TableCell[]) => TableCell[] {
  if (encoding !== 'tcvn3' && encoding !== 'vni') return (cells) => cells;
  return (cells) => cells.map((cell) => ({ ...cell, text: convertLegacy(cell.text, encoding) }));
}

async function lookThrough(
  source: Source,
): Promise<{ tables: readonly MarkupTable[]; marks: ReadonlyMap<number, string> }> {
  const marks = new Map<number, string>();
  const seen = new Set<number>();
  const reader = source.kind === 'html' ? new HtmlTables() : new XmlSheets();
  for await (const rows of rowLists(source, reader)) {
    for (const { table, cells } of rows) {
      if (seen.has(table)) continue;
      seen.add(table);
      const mark = findReturnMark(cells);
      if (mark !== undefined) marks.set(table, mark);
    }
  }
  return { tables: reader.tables, marks };
}

async function* rowLists(
  source: Source,
  reader: HtmlTables | XmlSheets = source.kind === 'html' ? new HtmlTables() : new XmlSheets(),
): AsyncGenerator<Iterable<MarkupRow>> {
  const { found, path, limits } = source;
  const stream = new MarkupStream();
  const decoding = startDecoding(found.encoding);
  const file = await open(path);
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    let at = found.markBytes;
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const text = decoding.push(piece.subarray(0, bytesRead));
      yield rowsOf(stream.push(text), reader, limits);
    }
    yield rowsOf(stream.push(decoding.finish(), true), reader, limits);
  } finally {
    await file.close();
  }
}

function* rowsOf(
  tokens: Iterable<MarkupToken>,
  reader: HtmlTables | XmlSheets,
  { columnsMax, cellCharsMax }: TableLimits,
): Generator<MarkupRow> {
  for (const token of tokens) {
    const found = reader.take(token);
    if (!found) continue;
    const { row, cells } = found;
    if (cells.length > columnsMax) {
      refuse('table.tooManyColumns', { limit: columnsMax, row }, String(row));
    }
    const long = cells.findIndex(({ text }) => text.length > cellCharsMax);
    if (long >= 0) {
      const cell = cellAddress(row, long + 1);
      refuse('table.cellTooLong', { cell, limit: cellCharsMax }, cell);
    }
    yield found;
  }
}

async function readSample(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const sample = Buffer.alloc(Math.min(size, SAMPLE_BYTES));
    await file.read(sample, 0, sample.length, 0);
    return sample;
  } finally {
    await file.close();
  }
}

/** What the page says of itself, unless its bytes say otherwise. */
function statedEncoding(sample: Uint8Array): FoundEncoding | undefined {
  const found = findEncoding(sample);
  if (found.encoding !== 'windows-1252') return found;
  const head = Buffer.from(sample.subarray(0, 2048)).toString('latin1');
  const stated = /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  const known: readonly TextEncoding[] = ['windows-1258', 'utf-8'];
  const encoding = known.find((name) => name === stated);
  return encoding ? { ...found, encoding } : found;
}
