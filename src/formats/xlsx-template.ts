/**
 * An empty list to fill in: headers that read back, cells that keep the zeros of identifiers, choices
 * to pick from, a remark on each column, a sheet that says how. Small, so exceljs builds it whole.
 */
import type excel from 'exceljs';

export interface TemplateColumn {
  header: string;
  /** upper line of a two-line header; neighbours with the same one share it */
  group?: string;
  /** in characters */
  width: number;
  /** `text` keeps what is typed as it is: identifiers, and days of which only the year is known */
  kind: 'text' | 'number' | 'date';
  /** shown when the pointer rests on the header */
  note?: string;
  /** the only values; Excel offers them and refuses others */
  choices?: readonly string[];
}

export interface Template {
  sheetName: string;
  title: string;
  /** lines under the title */
  notes: readonly string[];
  columns: readonly TemplateColumn[];
  /** ready for that many, below each section; more can be typed below */
  rowsReady: number;
  /** headings among the rows, such as those who join and those who leave */
  sections?: readonly string[];
  /** a sheet of its own, one line a row; null for none */
  instructions: { sheetName: string; lines: readonly string[] } | null;
  /** name of the hidden sheet that holds long lists of choices */
  choicesSheetName: string;
  /** what Excel says to a value that is not among the choices */
  choiceRefused: string;
}

/** Excel takes a list of choices in place up to so many characters; longer ones stand on a sheet. */
const CHOICE_CHARS_MAX = 250;
const HEADER_FILL = 'FF0B6E6E';
const LINE = { style: 'thin', color: { argb: 'FFBFC9C9' } } as const;
const FORMATS = { text: '@', number: '#,##0', date: 'dd/mm/yyyy' } as const;

export async function writeTemplate(template: Template): Promise<Uint8Array> {
  const { default: writer } = await import('exceljs');
  const book = new writer.Workbook();
  const sheet = book.addWorksheet(template.sheetName.slice(0, 31));
  const header = addHeader(sheet, template);
  const choices = new Choices(book, template.choicesSheetName);
  const rows = addSections(sheet, template, header);
  template.columns.forEach((column, at) => {
    const refused = { error: template.choiceRefused, formula: choices.formulaOf(column.choices) };
    for (const row of rows) prepareCell(sheet.getCell(row, at + 1), column, refused);
  });
  sheet.views = [{ state: 'frozen', ySplit: header }];
  sheet.pageSetup = {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${header}:${header}`,
  };
  if (template.instructions) addInstructions(book, template.instructions);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** @returns the rows to fill in */
function addSections(
  sheet: excel.Worksheet,
  { sections = [], rowsReady }: Template,
  header: number,
): number[] {
  const height = rowsReady + Math.min(1, sections.length);
  sections.forEach((section, at) => {
    const cell = sheet.getCell(header + 1 + at * height, 1);
    cell.value = section;
    cell.font = { bold: true };
  });
  const rows = Array.from({ length: height * Math.max(1, sections.length) }, (_, at) => at);
  return rows.filter((at) => sections.length === 0 || at % height > 0).map((at) => header + 1 + at);
}

/** @returns the last row of the header */
function addHeader(sheet: excel.Worksheet, { title, notes, columns }: Template): number {
  sheet.getCell(1, 1).value = title;
  sheet.getCell(1, 1).font = { bold: true, size: 14 };
  notes.forEach((note, at) => {
    sheet.getCell(at + 2, 1).value = note;
    sheet.getCell(at + 2, 1).font = { italic: true };
  });
  const hasGroups = columns.some(({ group }) => group !== undefined);
  const upper = notes.length + 2;
  const lower = hasGroups ? upper + 1 : upper;
  columns.forEach((column, at) => {
    sheet.getColumn(at + 1).width = column.width;
    sheet.getColumn(at + 1).numFmt = FORMATS[column.kind];
    const isAlone = hasGroups && column.group === undefined;
    const cell = sheet.getCell(isAlone ? upper : lower, at + 1);
    cell.value = column.header;
    if (column.note !== undefined) cell.note = column.note;
    for (let row = upper; row <= lower; row += 1) styleHeader(sheet.getCell(row, at + 1));
    if (isAlone) sheet.mergeCells(upper, at + 1, lower, at + 1);
  });
  if (hasGroups) mergeGroups(sheet, columns, upper);
  return lower;
}

function styleHeader(cell: excel.Cell): void {
  cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEADER_FILL } };
  cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  cell.border = { top: LINE, left: LINE, bottom: LINE, right: LINE };
}

function mergeGroups(
  sheet: excel.Worksheet,
  columns: readonly TemplateColumn[],
  row: number,
): void {
  let first = 0;
  while (first < columns.length) {
    const group = columns[first]?.group;
    let last = first;
    while (columns[last + 1] && columns[last + 1]?.group === group) last += 1;
    if (group !== undefined) {
      sheet.getCell(row, first + 1).value = group;
      if (last > first) sheet.mergeCells(row, first + 1, row, last + 1);
    }
    first = last + 1;
  }
}

function prepareCell(
  cell: excel.Cell,
  column: TemplateColumn,
  { formula, error }: { formula: string | null; error: string },
): void {
  cell.numFmt = FORMATS[column.kind];
  cell.border = { top: LINE, left: LINE, bottom: LINE, right: LINE };
  if (formula === null) return;
  cell.dataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [formula],
    showErrorMessage: true,
    error,
  };
}

/** Where Excel finds the choices of a column. */
class Choices {
  #sheet: excel.Worksheet | undefined;
  #columns = 0;
  readonly #book: excel.Workbook;
  readonly #name: string;

  constructor(book: excel.Workbook, name: string) {
    this.#book = book;
    this.#name = name;
  }

  formulaOf(choices: readonly string[] | undefined): string | null {
    if (!choices || choices.length === 0) return null;
    const inPlace = choices.join(',');
    // a comma or quote within a choice can not be written in place
    const isPlain = choices.every((choice) => !/[",]/.test(choice));
    if (isPlain && inPlace.length <= CHOICE_CHARS_MAX) return `"${inPlace}"`;
    this.#sheet ??= this.#book.addWorksheet(this.#name.slice(0, 31), { state: 'hidden' });
    this.#columns += 1;
    const column = this.#sheet.getColumn(this.#columns);
    column.values = [...choices];
    const sheetName = this.#name.slice(0, 31).replaceAll("'", "''");
    return `'${sheetName}'!$${column.letter}$1:$${column.letter}$${choices.length}`;
  }
}

function addInstructions(
  book: excel.Workbook,
  { sheetName, lines }: NonNullable<Template['instructions']>,
): void {
  const sheet = book.addWorksheet(sheetName.slice(0, 31));
  sheet.getColumn(1).width = 110;
  lines.forEach((line, at) => {
    const cell = sheet.getCell(at + 1, 1);
    cell.value = line;
    cell.alignment = { wrapText: true, vertical: 'top' };
  });
}
