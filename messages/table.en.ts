/** Files of rows that come in: why one can not be read, and what a person should know of one that can. */
import { enFormat as f } from './format.ts';
import type { tableFaultsVi } from './table.vi.ts';
import type { FaultTexts } from './shape.ts';

const count = (value: string | number | undefined) => f.number(Number(value ?? 0));

export const tableFaultsEn = {
  'table.empty': () => 'The file is empty. Please check it and send the list itself.',
  'table.noRows': () =>
    'The file holds no rows. Please open it and see whether it is the list that was meant.',
  'table.fileTooLarge': ({ size, limit }) =>
    `The file has ${count(size)} MB, more than the ${count(limit)} MB allowed. Please split the list, for example by commune.`,
  'table.unknownKind': () =>
    'This is no spreadsheet. Excel files (.xlsx, .xlsm, .xls) and text files (.csv, .tsv, .txt) can be read. Please open it in Excel and save it as .xlsx.',
  'table.otherKind': ({ kind }) =>
    `This file is ${kind}, not a spreadsheet. Please copy the table into Excel and save it as .xlsx.`,
  'table.oldKind': ({ kind }) =>
    `This file is ${kind}, too old or rare to be read. Please open it in Excel and save it as .xlsx.`,
  'table.binaryWorkbook': () =>
    'Binary .xlsb workbooks can not be read. Please open it in Excel and save it as .xlsx.',
  'table.openDocument': () =>
    'OpenDocument (.ods) files can not be read. Please open it and save it as .xlsx.',
  'table.archive': () =>
    'This is an archive, not a spreadsheet. Please unpack it and send the lists inside one by one.',
  'table.encrypted': () =>
    'The file has a password. Please remove it (File → Info → Protect Workbook) and send it again.',
  'table.truncated': () =>
    'The file is cut off, perhaps by an upload or copy that did not finish. Please try to open it; if it opens, send it again.',
  'table.damaged': ({ part }) =>
    `The file is damaged${part ? ` at “${part}”` : ''}. Please open it in Excel, let it repair the file, save it anew and send it again.`,
  'table.bomb': ({ part }) =>
    `The file unpacks to an unusual size${part ? ` at “${part}”` : ''} and was stopped for safety. Please copy the list alone into a new file and send that.`,
  'table.unpackedTooLarge': ({ limit }) =>
    `The file unpacks to more than ${count(limit)} MB. Please split the list into smaller files.`,
  'table.tooManyParts': ({ limit }) =>
    `The file has more than ${count(limit)} parts inside. Please copy the list alone into a new file and send that.`,
  'table.tooManySheets': ({ limit }) =>
    `The file has more than ${count(limit)} sheets. Please keep those with lists and send it again.`,
  'table.tooManyTexts': ({ limit }) =>
    `The texts of the file take more than ${count(limit)} MB. Please split the list, or save it as .csv.`,
  'table.tooManyRows': ({ limit }) =>
    `The list has more than ${count(limit)} rows. Please split it, for example by commune.`,
  'table.tooManyColumns': ({ limit, row }) =>
    `Row ${count(row)} has more than ${count(limit)} columns. Please check the separator or delete the columns at the right.`,
  'table.cellTooLong': ({ cell, limit }) =>
    `Cell ${cell} is longer than ${count(limit)} characters. Please shorten it; in a .csv a closing quote may be missing.`,
  'table.rowTooLong': ({ row }) =>
    `Row ${count(row)} is too long. Please check the line ends and quotes of the file.`,
  'table.unclosedQuote': ({ cell }) =>
    `Cell ${cell} opens a quote (") and never closes it, so the rows after it are lost. Please mend the cell and send it again.`,
  'table.doctype': ({ part }) =>
    `Part “${part}” declares XML entities, which Excel never writes; the file was refused for safety. Please open it in Excel and save it as .xlsx.`,
  'table.noSheets': () => 'The file has no worksheet. Please check it and send the list itself.',
  'table.noTables': () =>
    'This web page has no table. Please export the list again from the portal, as Excel.',
  'table.note.damagedText': () =>
    'Some characters of the file are damaged and shown as �. Please look at those cells.',
  'table.note.encoding': ({ encoding }) =>
    `The file is not in UTF-8; it was read as ${String(encoding).toUpperCase()}. Please look at a few rows.`,
  'table.note.html': () =>
    'This file is really a web page under the name of Excel, as many portals export it. Its tables were read.',
  'table.note.xml': () => 'The file is an XML Spreadsheet 2003. Its sheets were read.',
  'table.note.externalLinks': () =>
    'The file links to other files. They are not opened; the values saved in the file are used.',
  'table.note.macros': () => 'The file has macros. They are not run; only data is read.',
  'table.note.date1904': () =>
    'The file counts days from 1904 (old Excel for Mac). Its dates were converted.',
} satisfies Record<keyof typeof tableFaultsVi, FaultTexts[string]>;
