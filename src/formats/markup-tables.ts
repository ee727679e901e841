/** Tables of a page, or worksheets of an "XML Spreadsheet 2003", from tags to rows. */
import { isoText, numberText } from './excel-values.ts';
import { type MarkupTag, type MarkupToken, markupAttribute } from './markup-stream.ts';
import { EMPTY_CELL, type CellKind, type MergedRange, type TableCell } from './table.ts';

export interface MarkupRow {
  /** which table or worksheet, from 0 */
  table: number;
  row: number;
  isHidden: boolean;
  cells: TableCell[];
}

/** What was told of a table before its rows, and the merged ranges that began so far. */
export interface MarkupTable {
  name: string;
  isHidden: boolean;
  rows: number;
  columns: number;
  merges: MergedRange[];
}

export interface TableReader {
  readonly tables: MarkupTable[];
  /** Rows that the token finished. */
  take(token: MarkupToken): MarkupRow | undefined;
}

const MERGES_MAX = 10_000;
const SPAN_MAX = 16_384;
/** longer than any limit of a cell, short enough for memory */
const TEXT_CHARS_MAX = 1_000_000;

interface OpenTable {
  index: number;
  row: number;
  cells: TableCell[] | undefined;
  /** text of the cell that is open */
  text: string | undefined;
  column: number;
  /** rows that a cell above still reaches into, by column */
  reaching: Map<number, number>;
  span: { columns: number; rows: number };
  kind: CellKind;
  isFormula: boolean;
  isHidden: boolean;
}

/** Tables may stand in cells of other tables, as pages are laid out so; each is one of its own. */
export class HtmlTables implements TableReader {
  readonly tables: MarkupTable[] = [];
  readonly #open: OpenTable[] = [];

  take(token: MarkupToken): MarkupRow | undefined {
    const table = this.#open[this.#open.length - 1];
    if ('text' in token) {
      addText(table, token.text);
      return undefined;
    }
    const { name, isEnd } = token.tag;
    if (name === 'table') return isEnd ? this.#closeTable() : this.#openTable();
    if (!table) return undefined;
    if (name === 'tr') {
      const done = closeRow(this.tables, table);
      if (!isEnd) openRow(table, isHiddenHtml(token.tag.attributes));
      return done;
    }
    if (name === 'td' || name === 'th') {
      closeCell(this.tables, table, visibleText);
      if (!isEnd) openCell(table, htmlSpan(token.tag));
    } else if (table.text !== undefined && /^(br|p|div|li)$/.test(name)) table.text += '\n';
    return undefined;
  }

  #openTable(): undefined {
    if (this.#open.length > 50) return;
    this.#open.push(newTable(this.tables.length));
    this.tables.push({ name: '', isHidden: false, rows: 0, columns: 0, merges: [] });
  }

  #closeTable(): MarkupRow | undefined {
    const table = this.#open.pop();
    return table && closeRow(this.tables, table);
  }
}

/** Excel 2002's and 2003's own XML. */
export class XmlSheets implements TableReader {
  readonly tables: MarkupTable[] = [];
  #open: OpenTable | undefined;
  #isData = false;

  take(token: MarkupToken): MarkupRow | undefined {
    const table = this.#open;
    if ('text' in token) {
      if (this.#isData) addText(table, token.text);
      return undefined;
    }
    const { name, attributes, isEnd, isEmpty } = token.tag;
    if (name === 'worksheet' && !isEnd) {
      const title = markupAttribute(attributes, 'Name') ?? '';
      this.#open = newTable(this.tables.length);
      this.tables.push({ name: title, isHidden: false, rows: 0, columns: 0, merges: [] });
    } else if (name === 'visible' && table) this.#isVisibility(isEnd);
    else if (name === 'row' && table) return this.#row(table, token.tag);
    else if (name === 'cell' && table) {
      closeCell(this.tables, table, (text) => text);
      if (!isEnd) openXmlCell(table, attributes);
      if (isEmpty) closeCell(this.tables, table, (text) => text);
    } else if (name === 'data' && table) {
      this.#isData = !isEnd && !isEmpty;
      if (!isEnd) table.kind = XML_KINDS[markupAttribute(attributes, 'Type') ?? ''] ?? 'text';
    }
    return undefined;
  }

  #row(table: OpenTable, { attributes, isEnd, isEmpty }: MarkupTag): MarkupRow | undefined {
    const done = closeRow(this.tables, table);
    if (isEnd) return done;
    const index = Number(markupAttribute(attributes, 'Index') ?? table.row + 1);
    table.row = (index > table.row ? index : table.row + 1) - 1;
    openRow(table, markupAttribute(attributes, 'Hidden') === '1');
    if (isEmpty) table.cells = undefined;
    return done;
  }

  /** `<Visible>SheetHidden</Visible>` comes after the rows. */
  #isVisibility(isEnd: boolean): void {
    const last = this.tables[this.tables.length - 1];
    if (last && !isEnd) last.isHidden = true;
  }
}

const XML_KINDS: Readonly<Record<string, CellKind>> = {
  Number: 'number',
  DateTime: 'date',
  Boolean: 'boolean',
  Error: 'error',
};

function newTable(index: number): OpenTable {
  return {
    index,
    row: 0,
    cells: undefined,
    text: undefined,
    column: 0,
    reaching: new Map(),
    span: { columns: 1, rows: 1 },
    kind: 'text',
    isFormula: false,
    isHidden: false,
  };
}

function addText(table: OpenTable | undefined, text: string): void {
  if (table?.text === undefined || table.text.length > TEXT_CHARS_MAX) return;
  table.text += text;
}

function openRow(table: OpenTable, isHidden: boolean): void {
  table.row += 1;
  table.cells = [];
  table.column = 0;
  table.isHidden = isHidden;
}

function closeRow(tables: MarkupTable[], table: OpenTable): MarkupRow | undefined {
  closeCell(tables, table, visibleText);
  const { cells, row, index, isHidden } = table;
  if (!cells) return undefined;
  table.cells = undefined;
  for (const [column, rows] of table.reaching) {
    if (rows > 1) table.reaching.set(column, rows - 1);
    else table.reaching.delete(column);
  }
  const known = tables[index];
  if (!known) return undefined;
  while (cells.length > 0 && cells[cells.length - 1]?.kind === 'empty') cells.pop();
  if (cells.length === 0) return undefined;
  known.rows = row;
  known.columns = Math.max(known.columns, cells.length);
  return { table: index, row, isHidden, cells };
}

function openCell(table: OpenTable, span: OpenTable['span']): void {
  if (!table.cells) openRow(table, false);
  while (table.reaching.has(table.column)) table.column += 1;
  table.text = '';
  table.kind = 'text';
  table.isFormula = false;
  table.span = span;
}

function openXmlCell(table: OpenTable, attributes: string): void {
  const at = (name: string) => Number(markupAttribute(attributes, name) ?? 0);
  const index = at('Index');
  if (index > table.column + 1 && index <= SPAN_MAX) table.column = index - 1;
  openCell(table, {
    columns: Math.min(SPAN_MAX, Math.max(0, at('MergeAcross')) + 1),
    rows: Math.min(SPAN_MAX, Math.max(0, at('MergeDown')) + 1),
  });
  table.isFormula = /(?:^|[\s:])Formula\s*=/.test(attributes);
}

function closeCell(tables: MarkupTable[], table: OpenTable, toText: (raw: string) => string): void {
  const { cells, text: raw, column, span, row } = table;
  table.text = undefined;
  if (!cells || raw === undefined) return;
  const cell = cellOf(toText(raw), table.kind, table.isFormula);
  if (cell.kind !== 'empty' && column < SPAN_MAX * 2) {
    while (cells.length < column) cells.push(EMPTY_CELL);
    cells[column] = cell;
  }
  table.column = column + span.columns;
  if (span.columns === 1 && span.rows === 1) return;
  const merges = tables[table.index]?.merges;
  if (merges && merges.length < MERGES_MAX) {
    merges.push({
      firstRow: row,
      lastRow: row + span.rows - 1,
      firstColumn: column + 1,
      lastColumn: column + span.columns,
    });
  }
  if (span.rows === 1 || table.reaching.size > SPAN_MAX) return;
  for (let at = column; at < column + span.columns; at += 1) table.reaching.set(at, span.rows);
}

function cellOf(text: string, kind: CellKind, isFormula: boolean): TableCell {
  if (text === '') return EMPTY_CELL;
  if (kind === 'number') {
    const value = Number(text);
    if (!Number.isFinite(value)) return { text, kind: 'text', isFormula };
    return { text: numberText(value), kind, isFormula };
  }
  if (kind === 'date') return { text: isoText(text), kind, isFormula };
  if (kind === 'boolean') return { text: text === '1' ? 'TRUE' : 'FALSE', kind, isFormula };
  return { text: text.normalize('NFC'), kind, isFormula };
}

/** As a page shows it: runs of spaces are one. */
function visibleText(raw: string): string {
  return raw
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?[\r\n]+ ?/g, '\n')
    .replace(/\n+/g, ' ')
    .trim();
}

function htmlSpan({ attributes }: MarkupTag): OpenTable['span'] {
  const at = (name: string) => {
    const stated = Number.parseInt(markupAttribute(attributes, name) ?? '1', 10);
    return Math.min(SPAN_MAX, Math.max(1, Number.isNaN(stated) ? 1 : stated));
  };
  return { columns: at('colspan'), rows: at('rowspan') };
}

function isHiddenHtml(attributes: string): boolean {
  return /display\s*:\s*none/i.test(attributes);
}
