import excel from 'exceljs';
import { describe, expect, test } from 'vitest';
import { readTableBytes, textsOf } from '../../test/read-table.ts';
import { type Template, writeTemplate } from './xlsx-template.ts';

const VILLAGES = Array.from({ length: 80 }, (_, at) => `Thôn ${at + 1}, xã Tân Trào`);
const TEMPLATE: Template = {
  sheetName: 'Hộ nghèo',
  title: 'DANH SÁCH HỘ NGHÈO',
  notes: ['Theo Thông tư'],
  columns: [
    { header: 'STT', width: 6, kind: 'number' },
    { header: 'Họ và tên', width: 30, kind: 'text', note: 'Như trên căn cước' },
    { header: 'Số', group: 'Giấy tờ', width: 16, kind: 'text' },
    { header: 'Ngày cấp', group: 'Giấy tờ', width: 12, kind: 'date' },
    { header: 'Giới tính', width: 10, kind: 'text', choices: ['Nam', 'Nữ'] },
    { header: 'Thôn', width: 20, kind: 'text', choices: VILLAGES },
  ],
  rowsReady: 5,
  instructions: { sheetName: 'Hướng dẫn', lines: ['Mỗi người một dòng.'] },
  choicesSheetName: 'Danh mục',
  choiceRefused: 'Xin chọn trong danh sách.',
};

describe('a list to fill in', () => {
  test('reads back with its header, and nothing else', async () => {
    const { file, sheets, faults } = await readTableBytes(await writeTemplate(TEMPLATE));
    expect(faults).toEqual([]);
    expect(file?.sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['Hộ nghèo', false],
      ['Danh mục', true],
      ['Hướng dẫn', false],
    ]);
    expect(textsOf(sheets[0] ?? [])).toEqual([
      ['DANH SÁCH HỘ NGHÈO'],
      ['Theo Thông tư'],
      ['STT', 'Họ và tên', 'Giấy tờ', '', 'Giới tính', 'Thôn'],
      ['', '', 'Số', 'Ngày cấp'],
    ]);
    expect(sheets[1]).toHaveLength(80);
  });

  test('keeps zeros, offers choices, explains columns', async () => {
    const book = new excel.Workbook();
    await book.xlsx.load((await writeTemplate(TEMPLATE)) as unknown as ArrayBuffer);
    const sheet = book.getWorksheet('Hộ nghèo');
    expect(sheet?.getCell('C5').numFmt).toBe('@');
    expect(sheet?.getCell('D9').numFmt).toBe('dd/mm/yyyy');
    expect(sheet?.getCell('E5').dataValidation).toMatchObject({ formulae: ['"Nam,Nữ"'] });
    expect(sheet?.getCell('F9').dataValidation.formulae).toEqual(["'Danh mục'!$A$1:$A$80"]);
    expect(JSON.stringify(sheet?.getCell('B3').note)).toContain('Như trên căn cước');
    expect(sheet?.getCell('C3').isMerged).toBe(true);
  });
});
