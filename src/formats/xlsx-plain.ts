/**
 * A plain workbook of rows as they were read, one sheet with reasons and keys at the right, streamed. Our own
 * beside exceljs (xlsx-write.ts), since the cells must come back exactly as they were read: texts
 * as texts, days as days without a detour over zones.
 */
import { type TableCell, columnName } from './table.ts';
import { markStyles } from './xlsx-marked-styles.ts';
import { escapeXml } from './xml-tokens.ts';
import { ZipWriter } from './zip-write.ts';

export interface PlainRow {
  /** of the source, for the header */
  row: number;
  key: number | undefined;
  cells: readonly TableCell[];
  columns: ReadonlySet<number> | undefined;
  reasons: string | undefined;
}

/** A sheet as it was: rows keep their numbers. */
export interface PlainSheet {
  name: string;
  rows: AsyncIterable<PlainRow>;
}

/** The sheet that is given back: rows one after another, reasons and keys at the right. */
export interface AnnotatedSheet extends PlainSheet {
  keyHead: string;
  /** row of the source over whose reasons `reasonHead` stands */
  headerRow: number;
  reasonHead: string;
  /** of the widest row */
  columns: number;
}

/** A sheet ends at 1,048,576 rows; the list goes on on the next one. */
const SHEET_ROWS_MAX = 1_000_000;
const CHUNK_CHARS = 256 * 1024;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLE = { general: 0, text: 1, date: 2, dateTime: 3 } as const;

const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>` +
  '<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm:ss"/></numFmts>' +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="4">${[0, 49, 164, 165].map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join('')}</cellXfs>` +
  '</styleSheet>';

/** In the order of the source; the annotated one becomes several when it is longer than a sheet may be. */
export async function writePlainWorkbook(
  path: string,
  sheets: readonly (PlainSheet | AnnotatedSheet)[],
): Promise<void> {
  const styles = markStyles(STYLES);
  if (!styles) throw new Error('the styles written here can be marked');
  await ZipWriter.write(path, async (zip) => {
    const names: string[] = [];
    const addSheet = async (name: string, xml: AsyncIterable<Buffer>) => {
      names.push(sheetName(name, names));
      await zip.add(`xl/worksheets/sheet${names.length}.xml`, xml);
    };
    for (const sheet of sheets) {
      if ('keyHead' in sheet) {
        const writer = new SheetWriter(sheet, styles.markedOffset, styles.reason);
        do await addSheet(sheet.name, writer.sheet());
        while (!writer.isFinished);
      } else await addSheet(sheet.name, plainSheet(sheet));
    }
    const add = (name: string, xml: string) => zip.add(name, [Buffer.from(xml)]);
    await add('xl/styles.xml', styles.xml);
    await add('xl/workbook.xml', workbookXml(names));
    await add('xl/_rels/workbook.xml.rels', linksXml(names.length));
    await add('_rels/.rels', PACKAGE_LINKS);
    await add('[Content_Types].xml', typesXml(names.length));
  });
}

const PACKAGE_LINKS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

async function* plainSheet({ rows }: PlainSheet): AsyncGenerator<Buffer> {
  let xml = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  for await (const { row, cells } of rows) {
    xml += `<row r="${row}">${cells.map((cell, at) => cellXml(cell, at + 1, row, 0)).join('')}</row>`;
    if (xml.length > CHUNK_CHARS) {
      yield Buffer.from(xml);
      xml = '';
    }
  }
  yield Buffer.from(`${xml}</sheetData></worksheet>`);
}

class SheetWriter {
  isFinished = false;
  /** read from the source and not written yet */
  #next: PlainRow | undefined;
  #head: PlainRow[] = [];
  readonly #sheet: AnnotatedSheet;
  readonly #rows: AsyncIterator<PlainRow>;
  readonly #markedOffset: number;
  readonly #reasonStyle: number;

  constructor(sheet: AnnotatedSheet, markedOffset: number, reasonStyle: number) {
    this.#sheet = sheet;
    this.#rows = sheet.rows[Symbol.asyncIterator]();
    this.#markedOffset = markedOffset;
    this.#reasonStyle = reasonStyle;
  }

  /** One sheet full; the header is repeated on those that follow. */
  async *sheet(): AsyncGenerator<Buffer> {
    const { columns, keyHead, headerRow } = this.#sheet;
    let xml = `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="${columns}" width="18" customWidth="1"/><col min="${columns + 1}" max="${columns + 1}" width="60" customWidth="1"/><col min="${columns + 2}" max="${columns + 2}" width="9" hidden="1" customWidth="1"/></cols><sheetData>`;
    let written = 1;
    const isFirst = this.#head.length === 0;
    xml += `<row r="1" hidden="1">${textCell(columns + 2, 1, keyHead, STYLE.text)}</row>`;
    const put = (row: PlainRow) => {
      written += 1;
      xml += this.#rowXml(row, written);
    };
    if (!isFirst) this.#head.forEach(put);
    for (let row = await this.#take(); row; row = await this.#take()) {
      if (row.row <= headerRow) this.#head.push(row);
      put(row);
      if (xml.length > CHUNK_CHARS) {
        yield Buffer.from(xml);
        xml = '';
      }
      if (written >= SHEET_ROWS_MAX) break;
    }
    this.#next = await this.#take();
    this.isFinished = this.#next === undefined;
    yield Buffer.from(`${xml}</sheetData></worksheet>`);
  }

  async #take(): Promise<PlainRow | undefined> {
    const kept = this.#next;
    this.#next = undefined;
    if (kept) return kept;
    const { value, done } = await this.#rows.next();
    return done === true ? undefined : value;
  }

  #rowXml({ row, key, cells, columns, reasons }: PlainRow, at: number): string {
    const { columns: width, headerRow, reasonHead } = this.#sheet;
    let xml = `<row r="${at}">`;
    const count = Math.max(cells.length, ...(columns ?? []));
    for (let index = 0; index < count; index += 1) {
      const isMarked = columns?.has(index + 1) === true;
      xml += cellXml(cells[index], index + 1, at, isMarked ? this.#markedOffset : 0);
    }
    const text = row === headerRow ? reasonHead : reasons;
    if (text !== undefined) xml += textCell(width + 1, at, text, this.#reasonStyle);
    if (key !== undefined) xml += `<c r="${columnName(width + 2)}${at}"><v>${key}</v></c>`;
    return `${xml}</row>`;
  }
}

function cellXml(cell: TableCell | undefined, column: number, row: number, marked: number): string {
  const address = `${columnName(column)}${row}`;
  if (!cell || cell.text === '') return marked === 0 ? '' : `<c r="${address}" s="${marked}"/>`;
  const { text, kind } = cell;
  if (kind === 'number' && String(Number(text)) === text) {
    return `<c r="${address}" s="${STYLE.general + marked}"><v>${text}</v></c>`;
  }
  const serial = kind === 'date' ? serialOf(text) : undefined;
  if (serial !== undefined) {
    const style = text.length === 10 ? STYLE.date : STYLE.dateTime;
    return `<c r="${address}" s="${style + marked}"><v>${serial}</v></c>`;
  }
  return textCell(column, row, text, STYLE.text + marked);
}

function textCell(column: number, row: number, text: string, style: number): string {
  return `<c r="${columnName(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Days before 1 March 1900 are not the same in every program and stay texts. */
function serialOf(iso: string): number | undefined {
  const millis = Date.parse(`${iso.length === 10 ? `${iso}T00:00:00` : iso}Z`);
  const serial = millis / 86_400_000 + 25_569;
  return serial >= 61 ? serial : undefined;
}

/** As Excel allows it: 31 characters, none of a path, no name twice. */
function sheetName(name: string, taken: readonly string[]): string {
  const base =
    name
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 25) || 'Sheet';
  const isTaken = (wanted: string) =>
    taken.some((other) => other.toLowerCase() === wanted.toLowerCase());
  let wanted = base;
  for (let number = 2; isTaken(wanted); number += 1) wanted = `${base} ${number}`;
  return wanted;
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function linksXml(count: number): string {
  const link = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
  const sheets = Array.from({ length: count }, (_, at) =>
    link(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`),
  );
  const styles = link(count + 1, 'styles', 'styles.xml');
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join('')}${styles}</Relationships>`;
}

function typesXml(count: number): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
  const sheets = Array.from({ length: count }, (_, at) =>
    part(`worksheets/sheet${at + 1}.xml`, 'worksheet'),
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook.xml', 'sheet.main')}${part('styles.xml', 'styles')}${sheets.join('')}</Types>`;
}
