/**
 * A table as an .xlsx file made in the browser. Our own because the writer used on the server
 * (exceljs) would add 250 kB to the page for what is here one sheet of plain cells; tests read the
 * result back with exceljs.
 */
import { type IsoDate, daysBetween } from '../../../src/kernel/dates.ts';
import { type CellValue, type ColumnKind, isNumeric } from './columns.ts';

export interface SheetColumn {
  title: string;
  kind: ColumnKind;
}

export interface Sheet {
  name: string;
  /** lines above the table: what it is, of which day */
  heading: readonly string[];
  columns: readonly SheetColumn[];
  rows: readonly (readonly CellValue[])[];
}

const STYLE = { plain: 0, header: 1, rate: 2, date: 3, number: 4, heading: 5 } as const;

const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function makeXlsx(sheet: Sheet): Blob {
  return new Blob([makeXlsxBytes(sheet)], { type: MIME });
}

export function makeXlsxBytes(sheet: Sheet): Uint8Array<ArrayBuffer> {
  return zip([
    ['[Content_Types].xml', CONTENT_TYPES],
    ['_rels/.rels', ROOT_RELATIONS],
    ['xl/workbook.xml', workbook(sheet.name)],
    ['xl/_rels/workbook.xml.rels', BOOK_RELATIONS],
    ['xl/styles.xml', STYLES],
    ['xl/worksheets/sheet1.xml', worksheet(sheet)],
  ]);
}

function worksheet(sheet: Sheet): string {
  const rows: string[][] = sheet.heading.map((text) => [textCell(text, STYLE.heading)]);
  if (sheet.heading.length > 0) rows.push([]);
  rows.push(sheet.columns.map((column) => textCell(column.title, STYLE.header)));
  for (const values of sheet.rows) {
    rows.push(sheet.columns.map((column, at) => cell(values[at] ?? null, column.kind)));
  }
  const lines = rows.map(placeRow);
  const widths = sheet.columns
    .map((column, at) => {
      const width = isNumeric(column.kind) ? 14 : 28;
      return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
    })
    .join('');
  return `${XML}<worksheet xmlns="${MAIN}"><cols>${widths}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/** Readers want every row and cell to say where it stands: `r="B7"`. */
function placeRow(cells: readonly string[], at: number): string {
  const number = at + 1;
  const placed = cells.map((text, column) =>
    text.replace('<c', `<c r="${columnName(column)}${number}"`),
  );
  return `<row r="${number}">${placed.join('')}</row>`;
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function cell(value: CellValue, kind: ColumnKind): string {
  if (value === null || value === '') return '<c/>';
  if (kind === 'rate' && typeof value === 'number') return numberCell(value / 10_000, STYLE.rate);
  if (kind === 'date' && typeof value === 'string') return numberCell(serialOf(value), STYLE.date);
  if (kind === 'lastDay' && typeof value === 'string') {
    return numberCell(serialOf(value) - 1, STYLE.date);
  }
  if (typeof value === 'number') return numberCell(value, STYLE.number);
  return textCell(value, STYLE.plain);
}

/** Excel counts days from 30/12/1899. */
function serialOf(day: IsoDate): number {
  return daysBetween('1899-12-30', day);
}

function numberCell(value: number, style: number): string {
  return `<c s="${style}"><v>${value}</v></c>`;
}

function textCell(text: string, style: number): string {
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/></Types>`;

const ROOT_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

const BOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

/** A sheet's name may hold neither []:*?/\ nor more than 31 characters. */
function workbook(name: string): string {
  const safe = escapeXml(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31));
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${safe}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

/** A zip archive whose entries are stored as they are. */
function zip(files: readonly (readonly [name: string, text: string])[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const bytes = encoder.encode(text);
    const title = encoder.encode(name);
    const common = entryFields(bytes, title.length);
    const local = concat([record(0x04034b50), common, title, bytes]);
    directory.push(
      concat([record(0x02014b50), new Uint8Array([20, 0]), common, centralFields(offset), title]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = concat(directory);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, central.length, true);
  end.setUint32(16, offset, true);
  return concat([...parts, central, new Uint8Array(end.buffer)]);
}

function record(signature: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, signature, true);
  return new Uint8Array(view.buffer);
}

/** Fields that a local and a central header share, from "version needed" to "extra length". */
function entryFields(bytes: Uint8Array, nameLength: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(26));
  view.setUint16(0, 20, true);
  view.setUint16(2, 0x0800, true);
  view.setUint16(8, 0x0021, true);
  view.setUint32(10, crc32(bytes), true);
  view.setUint32(14, bytes.length, true);
  view.setUint32(18, bytes.length, true);
  view.setUint16(22, nameLength, true);
  return new Uint8Array(view.buffer);
}

function centralFields(offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(14));
  view.setUint32(10, offset, true);
  return new Uint8Array(view.buffer);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
