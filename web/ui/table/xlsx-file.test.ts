import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { makeXlsxBytes } from './xlsx-file.ts';

describe('table as .xlsx', () => {
  test('exceljs reads back every cell, its type and its form', async () => {
    const bytes = makeXlsxBytes({
      name: 'Xã/phường: 2021?',
      heading: ['Huyện Sơn Dương', 'Tính đến ngày 31/12/2021'],
      columns: [
        { title: 'Đơn vị', kind: 'text' },
        { title: 'Có thẻ', kind: 'number' },
        { title: 'Tỷ lệ', kind: 'rate' },
        { title: 'Ngày', kind: 'date' },
      ],
      rows: [
        ['Xã "Tân Trào" <A&B>', 4321, 8510, '2021-12-31'],
        ['Thị trấn Sơn Dương', null, null, null],
      ],
    });
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes.buffer);
    const sheet = book.worksheets[0];
    expect(sheet?.name).toBe('Xã phường  2021 ');
    expect(sheet?.getCell('A2').value).toBe('Tính đến ngày 31/12/2021');
    expect(sheet?.getCell('A4').value).toBe('Đơn vị');
    expect(sheet?.getCell('A4').font.bold).toBe(true);
    expect(sheet?.getCell('A5').value).toBe('Xã "Tân Trào" <A&B>');
    expect(sheet?.getCell('B5').value).toBe(4321);
    expect(sheet?.getCell('C5').value).toBe(0.851);
    expect(sheet?.getCell('C5').numFmt).toBe('0.0%');
    expect((sheet?.getCell('D5').value as Date | undefined)?.toISOString()).toBe(
      '2021-12-31T00:00:00.000Z',
    );
    expect(sheet?.getCell('B6').value).toBeNull();
    expect(sheet?.rowCount).toBe(6);
  });
});
