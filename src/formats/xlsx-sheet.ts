/**
 * The rows of one worksheet, by a scanner of our own: it looks only for rows, cells, values and
 * formulas and makes one string a cell. A general parser spends most of its time on the rest
 * (bench/formats.ts).
 */
import { refuse } from '../kernel/outcome.ts';
import { type NumberStyle, PLAIN_NUMBER, isoText, numberCell } from './excel-values.ts';
import {
  EMPTY_CELL,
  type TableCell,
  type TableLimits,
  type TableRow,
  cellAddress,
} from './table.ts';
import { type SharedTexts, richText } from './xlsx-texts.ts';
import { decodeOfficeText, decodeXml, xmlTokens } from './xml-tokens.ts';
import { type XmlPiece, xmlPieces } from './xml-pieces.ts';

export interface SheetContext {
  part: string;
  texts: SharedTexts;
  /** by the number of the cell's format */
  styles: readonly NumberStyle[];
  isFrom1904: boolean;
  limits: TableLimits;
}

export type SheetRow = Omit<TableRow, 'originalRow'>;

/** Of one row as it is packed in XML: 16,384 cells of three hundred bytes. */
const ROW_BYTES_MAX = 6 * 1024 * 1024;

/**
 * Rows that hold something, a list for each piece of the stream; each is made when it is asked for,
 * since rows can be far wider than their XML. Stops where the rows end.
 */
export async function* sheetRows(
  chunks: AsyncIterable<Buffer>,
  context: SheetContext,
): AsyncGenerator<Iterable<SheetRow>> {
  const options = {
    part: context.part,
    element: 'row',
    elementBytesMax: ROW_BYTES_MAX,
    until: 'sheetData',
  };
  const scanner = new SheetScanner(context);
  for await (const piece of xmlPieces(chunks, options)) {
    yield scanner.scan(piece);
    if (scanner.isFinished) return;
  }
  if (!scanner.isFinished) refuse('table.damaged', { part: context.part });
}

const A = 65;
const ZERO = 48;
const EQUALS = 61;
const GREATER = 62;
const SLASH = 47;
const LETTER_C = 99;
const LETTER_R = 114;
const LETTER_S = 115;
const LETTER_T = 116;
/** digits that a number keeps exactly */
const EXACT_DIGITS = 15;
/** V8 keeps the whole piece alive for a longer slice of it */
const SLICE_CHARS_MAX = 12;

class SheetScanner {
  isFinished = false;
  #bytes: Buffer = Buffer.alloc(0);
  #latin = '';
  #prefix: string | undefined;
  #row = 0;
  #isHidden = false;
  #column = 0;
  #type = '';
  #style = 0;
  readonly #context: SheetContext;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  *scan({ bytes, latin }: XmlPiece): Generator<SheetRow> {
    this.#bytes = bytes;
    this.#latin = latin;
    this.#start();
    const open = `<${this.#prefix}row`;
    const close = `</${this.#prefix}row>`;
    const dataEnd = this.#dataEnd();
    let at = this.#find(open, 0, dataEnd);
    while (at >= 0) {
      const tagEnd = this.#tagEnd(at);
      this.#readRowTag(at + open.length, tagEnd);
      let end = tagEnd;
      if (!this.#isEmptyTag(tagEnd)) {
        const found = latin.indexOf(close, tagEnd);
        end = found < 0 || found > dataEnd ? dataEnd : found;
        const cells = this.#cells(tagEnd, end);
        if (cells.length > 0) yield { row: this.#row, isHidden: this.#isHidden, cells };
      }
      at = this.#find(open, end, dataEnd);
    }
  }

  #start(): void {
    if (this.#prefix !== undefined) return;
    const head = this.#latin.slice(0, 65_536);
    this.#prefix = /<([\w.-]+:)?worksheet[\s>]/.exec(head)?.[1] ?? '';
    this.isFinished = /<(?:[\w.-]+:)?sheetData\s*\/>/.test(head);
  }

  /** Where the rows of this piece end; what follows them in a sheet is of no interest. */
  #dataEnd(): number {
    const lastRow = Math.max(0, this.#latin.lastIndexOf(`<${this.#prefix}row`));
    const found = this.#latin.indexOf(`</${this.#prefix}sheetData`, lastRow);
    if (found >= 0) this.isFinished = true;
    return found >= 0 ? found : this.#latin.length;
  }

  /** The next element of exactly this name, or -1. */
  #find(open: string, from: number, end: number): number {
    const latin = this.#latin;
    let at = latin.indexOf(open, from);
    while (at >= 0 && at < end) {
      const next = latin.charCodeAt(at + open.length);
      if (next <= 32 || next === GREATER || next === SLASH) return at;
      at = latin.indexOf(open, at + open.length);
    }
    return -1;
  }

  /** After the `>` of a tag that begins before; no attribute of a row or cell can hold one. */
  #tagEnd(start: number): number {
    const end = this.#latin.indexOf('>', start);
    return end < 0 ? this.#latin.length : end + 1;
  }

  #isEmptyTag(tagEnd: number): boolean {
    return this.#latin.charCodeAt(tagEnd - 2) === SLASH;
  }

  #readRowTag(start: number, end: number): void {
    const attributes = this.#latin.slice(start, end);
    const number = Number(/\sr\s*=\s*["'](\d{1,9})["']/.exec(attributes)?.[1] ?? 0);
    this.#row = number > 0 ? number : this.#row + 1;
    this.#column = 0;
    this.#isHidden = /\shidden\s*=\s*["'](?:1|true|on)["']/.test(attributes);
  }

  #cells(start: number, end: number): TableCell[] {
    const cells: TableCell[] = [];
    const latin = this.#latin;
    const nameOffset = 1 + (this.#prefix?.length ?? 0);
    let at = latin.indexOf('<', start);
    while (at >= 0 && at < end) {
      const next = latin.charCodeAt(at + nameOffset + 1);
      const isCell = latin.charCodeAt(at + nameOffset) === LETTER_C;
      if (isCell && (next <= 32 || next === GREATER || next === SLASH)) {
        const tagEnd = this.#tagEnd(at);
        this.#readCellTag(at + nameOffset + 1, tagEnd);
        at = this.#isEmptyTag(tagEnd) ? tagEnd : this.#readCell(cells, tagEnd, end);
      } else at += 1;
      at = latin.indexOf('<', at);
    }
    return cells;
  }

  /** Reads `r="C7" s="1" t="s"` by hand: this and `#value` are where the time of a sheet goes. */
  #readCellTag(start: number, end: number): void {
    const latin = this.#latin;
    this.#column += 1;
    this.#type = '';
    this.#style = 0;
    let at = start;
    while (at < end) {
      const name = latin.charCodeAt(at);
      if (name <= 32 || name === SLASH || name === GREATER) {
        at += 1;
        continue;
      }
      const equals = latin.charCodeAt(at + 1) === EQUALS ? at + 1 : latin.indexOf('=', at);
      if (equals < 0 || equals >= end) return;
      let open = equals + 1;
      while (open < end && latin.charCodeAt(open) <= 32) open += 1;
      const quote = latin.charAt(open);
      const close = latin.indexOf(quote, open + 1);
      if (close < 0 || close >= end) return;
      if (equals === at + 1 || latin.charCodeAt(at + 1) <= 32) {
        if (name === LETTER_R) this.#readReference(open + 1, close);
        else if (name === LETTER_S) this.#style = numberAt(latin, open + 1, close);
        else if (name === LETTER_T) this.#type = latin.slice(open + 1, close);
      }
      at = close + 1;
    }
  }

  #readReference(start: number, end: number): void {
    let column = 0;
    for (let at = start; at < end; at += 1) {
      // letters of either case
      const letter = (this.#latin.charCodeAt(at) & 0xdf) - A;
      if (letter < 0 || letter > 25) break;
      column = column * 26 + letter + 1;
    }
    if (column > 0) this.#column = column;
  }

  /** What stands between a cell's tags; answers where to go on. */
  #readCell(cells: TableCell[], start: number, rowEnd: number): number {
    const latin = this.#latin;
    const plain = `<${this.#prefix}v>`;
    if (latin.startsWith(plain, start)) {
      const valueEnd = latin.indexOf('<', start + plain.length);
      if (valueEnd > 0 && valueEnd < rowEnd && latin.charCodeAt(valueEnd + 1) === SLASH) {
        this.#put(cells, this.#value(start + plain.length, valueEnd, false));
        return valueEnd + 1;
      }
    }
    const found = latin.indexOf(`</${this.#prefix}c>`, start);
    const end = found < 0 || found > rowEnd ? rowEnd : found;
    if (this.#type === 'inlineStr') this.#put(cells, this.#inline(start, end));
    else {
      const inside = latin.slice(start, end);
      const isFormula = inside.includes(`<${this.#prefix}f`);
      const value = this.#valuePlace(inside);
      if (value) this.#put(cells, this.#value(start + value.start, start + value.end, isFormula));
      else if (isFormula) this.#put(cells, FORMULA_WITHOUT_VALUE);
    }
    return end;
  }

  /** Within what stands between a cell's tags. */
  #valuePlace(inside: string): { start: number; end: number } | undefined {
    const open = inside.indexOf(`<${this.#prefix}v`);
    const start = open < 0 ? 0 : inside.indexOf('>', open) + 1;
    if (start === 0 || inside.charCodeAt(start - 2) === SLASH) return undefined;
    const end = inside.indexOf(`</${this.#prefix}v`, start);
    return end <= start ? undefined : { start, end };
  }

  #put(cells: TableCell[], cell: TableCell): void {
    if (cell === EMPTY_CELL) return;
    const { columnsMax, cellCharsMax } = this.#context.limits;
    if (this.#column > columnsMax) {
      refuse('table.tooManyColumns', { limit: columnsMax, row: this.#row }, String(this.#row));
    }
    if (cell.text.length > cellCharsMax) {
      const address = cellAddress(this.#row, this.#column);
      refuse('table.cellTooLong', { cell: address, limit: cellCharsMax }, address);
    }
    while (cells.length < this.#column - 1) cells.push(EMPTY_CELL);
    cells[this.#column - 1] = cell;
  }

  #inline(start: number, end: number): TableCell {
    const latin = this.#latin;
    const open = `<${this.#prefix}is><${this.#prefix}t>`;
    let text: string;
    const textAt = start + open.length;
    const textEnd = latin.indexOf('<', textAt);
    if (latin.startsWith(open, start) && latin.startsWith(`</${this.#prefix}t></`, textEnd)) {
      text = this.#decoded(textAt, textEnd);
    } else text = richText(this.#bytes.toString('utf8', start, end));
    return text === '' ? EMPTY_CELL : { text, kind: 'text', isFormula: false };
  }

  #value(start: number, end: number, isFormula: boolean): TableCell {
    const { texts } = this.#context;
    if (this.#type === 's') {
      const text = texts.get(numberAt(this.#latin, start, end));
      return text === '' ? EMPTY_CELL : { text, kind: 'text', isFormula };
    }
    if (this.#type === '' || this.#type === 'n') return this.#number(start, end, isFormula);
    const text = this.#decoded(start, end);
    if (text === '') return isFormula ? FORMULA_WITHOUT_VALUE : EMPTY_CELL;
    if (this.#type === 'b') {
      const isTrue = text === '1' || text.toLowerCase() === 'true';
      return { text: isTrue ? 'TRUE' : 'FALSE', kind: 'boolean', isFormula };
    }
    if (this.#type === 'd') return { text: isoText(text), kind: 'date', isFormula };
    return { text, kind: this.#type === 'e' ? 'error' : 'text', isFormula };
  }

  #number(start: number, end: number, isFormula: boolean): TableCell {
    const { styles, isFrom1904 } = this.#context;
    const style = styles[this.#style] ?? PLAIN_NUMBER;
    const isPlain = style.shows === 'number' && style.digits === 0;
    if (isPlain && isWhole(this.#latin, start, end)) {
      const isShort = end - start <= SLICE_CHARS_MAX;
      const text = isShort
        ? this.#latin.slice(start, end)
        : this.#bytes.toString('latin1', start, end);
      return { text, kind: 'number', isFormula };
    }
    const raw = this.#decoded(start, end).trim();
    const value = Number(raw);
    if (raw === '') return EMPTY_CELL;
    if (!Number.isFinite(value)) return { text: raw, kind: 'text', isFormula };
    return numberCell(value, style, isFrom1904, isFormula);
  }

  /** Text of the piece, entities and escapes resolved, in NFC. */
  #decoded(start: number, end: number): string {
    const raw = this.#bytes.toString('utf8', start, end);
    if (raw.includes('<')) return joinedText(raw);
    return decodeOfficeText(decodeXml(raw)).normalize('NFC');
  }
}

/** Nothing was ever computed: programs that write formulas without opening Excel leave such cells. */
const FORMULA_WITHOUT_VALUE: TableCell = { text: '', kind: 'empty', isFormula: true };

function joinedText(xml: string): string {
  let text = '';
  for (const token of xmlTokens(xml)) if ('text' in token) text += token.text;
  return text.normalize('NFC');
}

/** Digits to a number; stops at anything else. */
function numberAt(latin: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = latin.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}

/** Digits only, few enough to be exact, no zero in front. */
function isWhole(latin: string, start: number, end: number): boolean {
  const length = end - start;
  if (length === 0 || length > EXACT_DIGITS) return false;
  if (latin.charCodeAt(start) === ZERO && length > 1) return false;
  for (let at = start; at < end; at += 1) {
    const digit = latin.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}
