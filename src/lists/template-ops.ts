/** A ready layout as an .xlsx to fill in; sent back, its columns are known. */
import { listTemplateVi } from '../../messages/list-template.vi.ts';
import { writeTemplate } from '../formats/xlsx-template.ts';
import { fieldOfHeader } from './headers.ts';
import { type Layout, headerOf } from './layouts.ts';

const ROWS_READY = 20;

/** In Vietnamese, as the forms are. */
export async function writeLayout(layout: Layout): Promise<Uint8Array> {
  const { fields, sexes, relations, howTo, choicesSheet, choiceRefused } = listTemplateVi;
  const notes: Readonly<Record<string, string>> = fields;
  const choices: Readonly<Record<string, readonly string[]>> = { sex: sexes, relation: relations };
  return await writeTemplate({
    sheetName: layout.id,
    title: layout.title,
    notes: [...(layout.source === null ? [] : [layout.source]), howTo],
    columns: layout.columns.map((column) => {
      const field = fieldOfHeader(headerOf(column)) ?? '';
      const [note, only] = [notes[field], choices[field]];
      return { ...column, ...(note && { note }), ...(only && { choices: only }) };
    }),
    rowsReady: ROWS_READY,
    sections: layout.sections,
    instructions: null,
    choicesSheetName: choicesSheet,
    choiceRefused,
  });
}
