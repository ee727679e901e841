/**
 * A worksheet written anew while it streams: faulty cells get another format, every row gets its
 * reasons and its key at the right. What is not touched is copied byte for byte.
 */
import { refuse } from '../kernel/outcome.ts';
import { columnName } from './table.ts';
import { type XmlPiece, xmlPieces } from './xml-pieces.ts';
import { escapeXml } from './xml-tokens.ts';

export interface SheetMarks {
  part: string;
  reasonColumn: number;
  keyColumn: number;
  /** row and, for what can not be said of one cell, no columns */
  faults: ReadonlyMap<number, RowMarks>;
  /** in row 1, names the list */
  keyHead: string;
  headerRow: number;
  reasonHead: string;
  /** the row of the sender's first file; undefined for rows added since */
  keyOf: (row: number) => number | undefined;
  hideOthers: boolean;
  /** what is added to a cell's format; null leaves the look as it is */
  markedOffset: number | null;
  reasonStyle: number | null;
}

export interface RowMarks {
  columns: ReadonlySet<number>;
  reasons: string;
}

const ROW_BYTES_MAX = 6 * 1024 * 1024;

export async function* rewriteSheet(
  chunks: AsyncIterable<Buffer>,
  marks: SheetMarks,
): AsyncGenerator<Buffer> {
  const options = {
    part: marks.part,
    element: 'row',
    elementBytesMax: ROW_BYTES_MAX,
    until: 'sheetData',
    withRest: true,
  };
  const rewriter = new SheetRewriter(marks);
  for await (const piece of xmlPieces(chunks, options)) {
    yield piece.isRest === true ? piece.bytes : Buffer.from(rewriter.rewrite(piece), 'latin1');
  }
}

class SheetRewriter {
  #prefix: string | undefined;
  #row = 0;
  #hasFirstRow = false;
  readonly #marks: SheetMarks;

  constructor(marks: SheetMarks) {
    this.#marks = marks;
  }

  /** All in Latin-1 as it came; our own texts are put in as the bytes of their UTF-8. */
  rewrite({ latin }: XmlPiece): string {
    let at = 0;
    const out: string[] = [];
    if (this.#prefix === undefined) {
      this.#prefix = /<([\w.-]+:)?worksheet[\s>]/.exec(latin.slice(0, 4096))?.[1] ?? '';
      const data = latin.indexOf(`<${this.#prefix}sheetData`);
      if (data < 0) refuse('table.damaged', { part: this.#marks.part });
      at = latin.indexOf('>', data) + 1;
      out.push(this.#head(latin.slice(0, data)), latin.slice(data, at));
    }
    const open = `<${this.#prefix}row`;
    const dataEnd = this.#dataEnd(latin, at);
    for (;;) {
      const start = findElement(latin, open, at, dataEnd);
      if (start < 0) break;
      out.push(latin.slice(at, start));
      at = this.#rowEnd(latin, start, dataEnd);
      out.push(this.#rewriteRow(latin.slice(start, at)));
    }
    out.push(latin.slice(at));
    return out.join('');
  }

  #dataEnd(latin: string, from: number): number {
    const found = latin.indexOf(`</${this.#prefix}sheetData`, from);
    return found < 0 ? latin.length : found;
  }

  #rowEnd(latin: string, start: number, dataEnd: number): number {
    const tagEnd = latin.indexOf('>', start) + 1;
    if (latin[tagEnd - 2] === '/') return tagEnd;
    const close = `</${this.#prefix}row>`;
    const found = latin.indexOf(close, tagEnd);
    return found < 0 ? dataEnd : found + close.length;
  }

  /** Widths: ours are added, others that reach over them are cut. The size that is stated no longer holds. */
  #head(head: string): string {
    const p = this.#prefix ?? '';
    const { reasonColumn, keyColumn } = this.#marks;
    const own =
      `<${p}col min="${reasonColumn}" max="${reasonColumn}" width="60" customWidth="1"/>` +
      `<${p}col min="${keyColumn}" max="${keyColumn}" width="9" hidden="1" customWidth="1"/>`;
    const sized = head
      .replace(/encoding="UTF-16"/i, 'encoding="UTF-8"')
      .replace(/<(?:[\w.-]+:)?dimension\s[^>]*\/>/, '');
    const start = sized.indexOf(`<${p}cols`);
    const close = `</${p}cols>`;
    const end = sized.indexOf(close, start);
    if (start < 0 || end < 0) return `${sized}<${p}cols>${own}</${p}cols>`;
    const listed = sized.slice(start, end).match(/<(?:[\w.-]+:)?col\s[^>]*\/>/g) ?? [];
    const kept = listed.map((column) => withoutColumns(column, reasonColumn, keyColumn));
    return `${sized.slice(0, start)}<${p}cols>${inOrder([...kept, own]).join('')}${sized.slice(end)}`;
  }

  #rewriteRow(xml: string): string {
    const tagEnd = xml.indexOf('>') + 1;
    const tag = xml.slice(0, tagEnd);
    const stated = Number(/\sr\s*=\s*["'](\d{1,9})["']/.exec(tag)?.[1] ?? 0);
    this.#row = stated > 0 ? stated : this.#row + 1;
    const before = this.#firstRow();
    const isEmpty = tag.endsWith('/>');
    if (isEmpty && this.#row > 1) return before + xml;
    const close = `</${this.#prefix}row>`;
    const content = isEmpty ? '' : xml.slice(tagEnd, xml.length - close.length);
    return `${before}${this.#rowTag(tag)}${this.#rowContent(content)}${close}`;
  }

  /** The name of the list stands in row 1, which the sheet may not have. */
  #firstRow(): string {
    if (this.#hasFirstRow) return '';
    this.#hasFirstRow = true;
    if (this.#row <= 1) return '';
    const p = this.#prefix;
    const key = this.#textCell(1, this.#marks.keyColumn, this.#marks.keyHead, null);
    return `<${p}row r="1" hidden="1">${key}</${p}row>`;
  }

  #rowTag(tag: string): string {
    const { faults, headerRow, hideOthers } = this.#marks;
    let bare = tag.replace(/\sspans\s*=\s*(?:"[^"]*"|'[^']*')/, '').replace(/\s*\/?>$/, '');
    if (!/\sr\s*=/.test(bare)) bare += ` r="${this.#row}"`;
    const isOther = hideOthers && this.#row > headerRow && !faults.has(this.#row);
    if (isOther && !/\shidden\s*=/.test(bare)) bare += ' hidden="1"';
    return `${bare}>`;
  }

  #rowContent(content: string): string {
    const row = this.#row;
    const { faults, reasonColumn } = this.#marks;
    const found = faults.get(row);
    if (!found && this.#lastColumn(content) < reasonColumn) return content + this.#ownCells(row);
    const cells = new Map<number, string>();
    for (const { column, xml } of this.#cells(content)) cells.set(column, xml);
    for (const column of found?.columns ?? []) {
      cells.set(column, this.#marked(cells.get(column), row, column));
    }
    cells.set(this.#marks.keyColumn, '');
    cells.set(reasonColumn, this.#ownCells(row));
    return [...cells]
      .sort(([a], [b]) => a - b)
      .map(([, xml]) => xml)
      .join('');
  }

  /** 0 for a row without cells, very large when the last one does not say where it stands. */
  #lastColumn(content: string): number {
    const at = content.lastIndexOf(`<${this.#prefix}c `);
    if (at < 0) return content.includes(`<${this.#prefix}c`) ? Number.MAX_SAFE_INTEGER : 0;
    return statedColumn(content.slice(at, content.indexOf('>', at))) ?? Number.MAX_SAFE_INTEGER;
  }

  *#cells(content: string): Generator<{ column: number; xml: string }> {
    const open = `<${this.#prefix}c`;
    const close = `</${this.#prefix}c>`;
    let column = 0;
    let at = findElement(content, open, 0, content.length);
    while (at >= 0) {
      const tagEnd = content.indexOf('>', at) + 1;
      const isEmpty = content[tagEnd - 2] === '/';
      const found = isEmpty ? tagEnd : content.indexOf(close, tagEnd) + close.length;
      const end = found < tagEnd ? content.length : found;
      const tag = content.slice(at, tagEnd);
      const stated = statedColumn(tag);
      column = stated ?? column + 1;
      const reference = stated === undefined ? ` r="${columnName(column)}${this.#row}"` : '';
      yield { column, xml: `${open}${reference}${content.slice(at + open.length, end)}` };
      at = findElement(content, open, end, content.length);
    }
  }

  #marked(xml: string | undefined, row: number, column: number): string {
    const { markedOffset } = this.#marks;
    const open = `<${this.#prefix}c`;
    const whole = xml ?? `${open} r="${columnName(column)}${row}"/>`;
    if (markedOffset === null) return whole;
    const tagEnd = whole.indexOf('>') + 1;
    const tag = whole.slice(0, tagEnd);
    const style = Number(/\ss\s*=\s*["'](\d+)["']/.exec(tag)?.[1] ?? 0);
    const bare = tag.replace(/\ss\s*=\s*(?:"[^"]*"|'[^']*')/, '').slice(open.length);
    return `${open} s="${style + markedOffset}"${bare}${whole.slice(tagEnd)}`;
  }

  /** The reasons of a row and its key. */
  #ownCells(row: number): string {
    const { reasonColumn, keyColumn, faults, headerRow, reasonHead, reasonStyle } = this.#marks;
    const reasons = row === headerRow ? reasonHead : faults.get(row)?.reasons;
    const reasonCell =
      reasons === undefined ? '' : this.#textCell(row, reasonColumn, reasons, reasonStyle);
    if (row === 1) return reasonCell + this.#textCell(row, keyColumn, this.#marks.keyHead, null);
    const key = this.#marks.keyOf(row);
    if (key === undefined) return reasonCell;
    const p = this.#prefix;
    return `${reasonCell}<${p}c r="${columnName(keyColumn)}${row}"><${p}v>${key}</${p}v></${p}c>`;
  }

  #textCell(row: number, column: number, text: string, style: number | null): string {
    const p = this.#prefix;
    const address = `${columnName(column)}${row}`;
    const look = style === null ? '' : ` s="${style}"`;
    return `<${p}c r="${address}"${look} t="inlineStr"><${p}is><${p}t xml:space="preserve">${latinXml(text)}</${p}t></${p}is></${p}c>`;
  }
}

/** Text for XML, as the Latin-1 look of its UTF-8 bytes. */
function latinXml(text: string): string {
  return Buffer.from(escapeXml(text)).toString('latin1');
}

function findElement(latin: string, open: string, from: number, end: number): number {
  let at = latin.indexOf(open, from);
  while (at >= 0 && at < end) {
    const next = latin.charCodeAt(at + open.length);
    if (next <= 32 || next === 62 || next === 47) return at;
    at = latin.indexOf(open, at + open.length);
  }
  return -1;
}

function statedColumn(tag: string): number | undefined {
  const letters = /\sr\s*=\s*["']([A-Z]{1,3})\d+["']/i.exec(tag)?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** A width that reaches over our columns, cut into what stands left and right of them. */
function withoutColumns(xml: string, first: number, last: number): string {
  const at = (name: string) =>
    Number(new RegExp(`\\s${name}\\s*=\\s*"(\\d+)"`).exec(xml)?.[1] ?? 0);
  const min = at('min');
  const max = at('max');
  const part = (from: number, to: number) =>
    from > to
      ? ''
      : xml
          .replace(/\smin\s*=\s*"\d+"/, ` min="${from}"`)
          .replace(/\smax\s*=\s*"\d+"/, ` max="${to}"`);
  return part(min, Math.min(max, first - 1)) + part(Math.max(min, last + 1), max);
}

function inOrder(columns: readonly string[]): string[] {
  const each = columns.join('').match(/<[^>]*>/g) ?? [];
  const min = (xml: string) => Number(/\smin\s*=\s*"(\d+)"/.exec(xml)?.[1] ?? 0);
  return [...each].sort((a, b) => min(a) - min(b));
}
