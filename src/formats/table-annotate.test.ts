import * as sheetjs from '@e965/xlsx';
import excel from 'exceljs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTablePath, textsOf } from '../../test/read-table.ts';
import { makeWorkbook } from '../../test/zip-make.ts';
import { type CellReason, annotateTableFile } from './table-annotate.ts';

const folder = mkdtempSync(join(tmpdir(), 'annotate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OPTIONS = {
  sheetIndex: 0,
  mark: 'L-7',
  headerRow: 3,
  reasonHead: 'Lý do',
  onlyFaulty: false,
};
const REASONS: CellReason[] = [
  { row: 5, column: 3, reason: 'Thiếu ngày sinh' },
  { row: 5, column: 2, reason: 'Tên có số' },
  { row: 6, reason: 'Trùng với dòng 4' },
];
const GRID = [
  ['DANH SÁCH HỘ NGHÈO & CẬN NGHÈO'],
  [],
  ['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD'],
  [1, 'Nguyễn Văn An', '01/02/1990', '014193000001'],
  [2, 'Trần 2 Bình', null, '014193000002'],
  [3, 'Lê Thị <Hoa>', '03/02/1990', '014193000003'],
];

async function styledWorkbook(): Promise<string> {
  const book = new excel.Workbook();
  const sheet = book.addWorksheet('Hộ nghèo', { views: [{ state: 'frozen', ySplit: 3 }] });
  for (const row of GRID) sheet.addRow(row);
  sheet.mergeCells('A1:D1');
  sheet.getColumn(2).width = 33;
  sheet.getCell('B5').font = { bold: true };
  sheet.getCell('D5').numFmt = '@';
  sheet.getCell('E4').value = { formula: 'A4*2', result: 2 };
  sheet.addConditionalFormatting({
    ref: 'A4:A9',
    rules: [
      { type: 'expression', priority: 1, formulae: ['A4>2'], style: { font: { bold: true } } },
    ],
  });
  book.addWorksheet('Ghi chú').addRow(['giữ nguyên']);
  const path = join(folder, 'styled.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

describe('a workbook given back', () => {
  test('keeps its looks and sheets, marks the cells, tells the reasons', async () => {
    const out = join(folder, 'out.xlsx');
    const done = await annotateTableFile(await styledWorkbook(), REASONS, out, OPTIONS);
    expect(done).toEqual({ ok: true, value: { extension: 'xlsx', faultyRows: 2 } });
    const book = new excel.Workbook();
    await book.xlsx.readFile(out);
    const [sheet, second] = book.worksheets;
    if (!sheet) throw new Error('no sheet');
    expect(second?.getCell('A1').value).toBe('giữ nguyên');
    expect(sheet.getCell('A1').isMerged).toBe(true);
    expect(sheet.getColumn(2).width).toBe(33);
    expect(sheet.getColumn(7).hidden).toBe(true);
    expect(sheet.getCell('B5').font).toMatchObject({ bold: true });
    const fill = { type: 'pattern', fgColor: { argb: 'FFFFE699' } };
    expect(sheet.getCell('B5').fill).toMatchObject(fill);
    expect(sheet.getCell('C5').fill).toMatchObject(fill);
    expect(sheet.getCell('D5').fill).not.toMatchObject(fill);
    expect(sheet.getCell('E4').value).toMatchObject({ formula: 'A4*2', result: 2 });
    expect(sheet.getCell('F3').value).toBe('Lý do');
    expect(sheet.getCell('F5').value).toBe('Thiếu ngày sinh\nTên có số');
    expect(sheet.getCell('F6').value).toBe('Trùng với dòng 4');
    expect(sheet.getCell('F4').value).toBeNull();
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  });

  test('reads back as the same rows of the same list, also after a second round', async () => {
    const source = await styledWorkbook();
    const before = await readTablePath(source);
    const once = join(folder, 'once.xlsx');
    const twice = join(folder, 'twice.xlsx');
    await annotateTableFile(source, REASONS, once, { ...OPTIONS, onlyFaulty: true });
    const again: CellReason[] = [{ row: 5, column: 2, reason: 'Vẫn có số' }];
    await annotateTableFile(once, again, twice, OPTIONS);
    for (const path of [once, twice]) {
      const { file, sheets, faults } = await readTablePath(path);
      expect(faults).toEqual([]);
      expect(file?.sheets.map(({ returnMark }) => returnMark)).toEqual(['L-7', undefined]);
      expect(sheets.map(textsOf)).toEqual(before.sheets.map(textsOf));
      expect(sheets[0]?.map(({ originalRow }) => originalRow)).toEqual([1, 3, 4, 5, 6]);
    }
    const { sheets } = await readTablePath(once);
    expect(sheets[0]?.map(({ isHidden }) => isHidden)).toEqual([false, false, true, false, false]);
    const book = new excel.Workbook();
    await book.xlsx.readFile(twice);
    expect(book.worksheets[0]?.getCell('F5').value).toBe('Vẫn có số');
    expect(book.worksheets[0]?.getCell('F6').value).toBeNull();
  });

  test('cells without addresses, prefixed names, widths over our columns, no row 1', async () => {
    const source = join(folder, 'odd.xlsx');
    const sheet =
      '<x:cols><x:col min="1" max="16384" width="9"/></x:cols><x:sheetData><x:row r="4"><x:c><x:v>1</x:v></x:c><x:c s="1"><x:v>45000</x:v></x:c></x:row><x:row spans="1:2"><x:c r="A5"><x:v>2</x:v></x:c><x:c r="Z5" s="1"/></x:row></x:sheetData><x:pageMargins left="1"/>';
    writeFileSync(source, makeWorkbook({ sheet, prefix: 'x:' }));
    const out = join(folder, 'odd-out.xlsx');
    const reasons = [
      { row: 4, column: 1, reason: 'a' },
      { row: 5, column: 2, reason: 'b' },
    ];
    expect((await annotateTableFile(source, reasons, out, OPTIONS)).ok).toBe(true);
    const { file, sheets, faults } = await readTablePath(out);
    expect(faults).toEqual([]);
    expect(file?.sheets[0]?.returnMark).toBe('L-7');
    expect(textsOf(sheets[0] ?? [])).toEqual([['1', '2023-03-15'], ['2']]);
    expect(sheets[0]?.map(({ row, originalRow }) => [row, originalRow])).toEqual([
      [4, 4],
      [5, 5],
    ]);
  });
});

describe('other files come back as .xlsx', () => {
  const csv = GRID.map((row) => row.map((cell) => cell ?? '').join(';')).join('\n');
  const xls = () => {
    const book = sheetjs.utils.book_new();
    sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(GRID), 'Hộ nghèo');
    return sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
  };
  const html = `<table>${GRID.map((row) => `<tr>${row.map((cell) => `<td>${String(cell ?? '').replace('<', '&lt;')}</td>`).join('')}</tr>`).join('')}</table>`;

  test.each([
    ['csv', csv],
    ['xls', xls()],
    ['html', html],
  ])('.%s', async (kind, bytes) => {
    const source = join(folder, `plain.${kind}`);
    writeFileSync(source, bytes);
    const out = join(folder, `plain-${kind}.xlsx`);
    const done = await annotateTableFile(source, REASONS, out, { ...OPTIONS, onlyFaulty: true });
    expect(done.ok).toBe(true);
    const { file, sheets } = await readTablePath(out);
    expect(file?.sheets[0]?.returnMark).toBe('L-7');
    const before = await readTablePath(source);
    expect(textsOf(sheets[0] ?? [])).toEqual(
      textsOf(before.sheets[0]?.filter(({ row }) => row !== 4) ?? []),
    );
    expect(sheets[0]?.map(({ originalRow }) => originalRow)).toEqual([1, 3, 5, 6]);
    const book = new excel.Workbook();
    await book.xlsx.load(readFileSync(out) as unknown as ArrayBuffer);
    expect(book.worksheets[0]?.getCell('E3').value).toBe('Lý do');
    expect(book.worksheets[0]?.getCell('C4').fill).toMatchObject({ pattern: 'solid' });
  });
});

test('sheets of an old workbook are given back one after another', async () => {
  const book = sheetjs.utils.book_new();
  for (const name of ['Thôn 1', 'Thôn 2']) {
    sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(GRID), name);
  }
  const source = join(folder, 'two.xls');
  writeFileSync(source, sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
  const [first, second] = [join(folder, 'two-1.xlsx'), join(folder, 'two-2.xlsx')];
  const options = { ...OPTIONS, onlyFaulty: true };
  await annotateTableFile(source, REASONS, first, options);
  await annotateTableFile(first, REASONS, second, { ...options, sheetIndex: 1 });
  const { file, sheets } = await readTablePath(second);
  expect(file?.sheets.map(({ name, returnMark }) => [name, returnMark])).toEqual([
    ['Thôn 1', 'L-7'],
    ['Thôn 2', 'L-7'],
  ]);
  expect(sheets.map((rows) => rows.map(({ originalRow }) => originalRow))).toEqual([
    [1, 3, 5, 6],
    [1, 3, 4, 5, 6],
  ]);
});

test('a file that can not be read says why', async () => {
  const source = join(folder, 'broken.xlsx');
  writeFileSync(source, 'PK\x03\x04');
  const done = await annotateTableFile(source, REASONS, join(folder, 'no.xlsx'), OPTIONS);
  expect(done).toMatchObject({ ok: false, faults: [{ code: 'table.truncated' }] });
});
