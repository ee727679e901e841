import * as sheetjs from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTableBytes, textsOf } from '../../test/read-table.ts';
import type { TableCell } from './table.ts';

type Grid = unknown[][];

function writeXls(
  grid: Grid,
  bookType: 'biff8' | 'biff5',
  more?: (sheet: sheetjs.WorkSheet) => void,
) {
  const book = sheetjs.utils.book_new();
  const sheet = sheetjs.utils.aoa_to_sheet(grid, { cellDates: false });
  more?.(sheet);
  sheetjs.utils.book_append_sheet(book, sheet, 'Danh sach');
  return sheetjs.write(book, { type: 'buffer', bookType }) as Buffer;
}

describe('Excel to 2003', () => {
  test('texts, numbers, dates, booleans, errors, formulas', async () => {
    const bytes = writeXls(
      [['Họ và tên', 'Nguyễn Văn Đức', 14193000123, 1.5, true, -7]],
      'biff8',
      (sheet) => {
        sheet['G1'] = { t: 'n', v: 45000, z: 'dd/mm/yyyy' };
        sheet['H1'] = { t: 'e', v: 42 };
        sheet['I1'] = { t: 'n', v: 14193000123, z: '000000000000' };
        sheet['!ref'] = 'A1:I1';
      },
    );
    const { file, sheets, faults } = await readTableBytes(bytes);
    expect(faults).toEqual([]);
    expect(file).toMatchObject({ kind: 'xls', sheets: [{ name: 'Danh sach', rowCount: 1 }] });
    expect(sheets[0]?.[0]?.cells.map(({ text, kind }) => [text, kind])).toEqual([
      ['Họ và tên', 'text'],
      ['Nguyễn Văn Đức', 'text'],
      ['14193000123', 'number'],
      ['1.5', 'number'],
      ['TRUE', 'boolean'],
      ['-7', 'number'],
      ['2023-03-15', 'date'],
      ['#N/A', 'error'],
      ['014193000123', 'number'],
    ]);
  });

  test('merges, hidden rows and sheets', async () => {
    const book = sheetjs.utils.book_new();
    const sheet = sheetjs.utils.aoa_to_sheet([['a'], ['b'], ['c']]);
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 3 } }];
    sheet['!rows'] = [{}, { hidden: true }, {}];
    sheetjs.utils.book_append_sheet(book, sheet, 'Một');
    sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet([['ẩn']]), 'Hai');
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
    const { file, sheets } = await readTableBytes(
      sheetjs.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer,
    );
    expect(file?.sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['Một', false],
      ['Hai', true],
    ]);
    expect(sheets.map(textsOf)).toEqual([[['a'], ['b'], ['c']], [['ẩn']]]);
    expect(await file?.listMerges(0, 1)).toEqual({
      ok: true,
      value: [{ firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 4 }],
    });
  });

  test('Excel 5 has one code page', async () => {
    const { sheets } = await readTableBytes(
      writeXls(
        [
          ['Cafe', 12],
          ['x', 3.25],
        ],
        'biff5',
      ),
    );
    expect(textsOf(sheets[0] ?? [])).toEqual([
      ['Cafe', '12'],
      ['x', '3.25'],
    ]);
  });

  test('shared texts longer than one record', async () => {
    const grid = Array.from({ length: 900 }, (_, at) => [
      `Nguyễn Văn ${'Đ'.repeat(at % 90)} ${at}`,
      at,
    ]);
    const { sheets } = await readTableBytes(writeXls(grid, 'biff8'));
    expect(textsOf(sheets[0] ?? [])).toEqual(grid.map(([name, at]) => [name, String(at)]));
  });

  const value = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'Nguyễn Đức<>&"ơừ 12'), minLength: 1, maxLength: 30 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    fc.boolean(),
    fc.constant(null),
  );
  test.each(['biff8', 'biff5'] as const)('SheetJS reads the same of %s', async (bookType) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { maxLength: 8 }), { maxLength: 30 }),
        async (grid) => {
          const bytes = writeXls(grid, bookType);
          const [first] = Object.values(sheetjs.read(bytes).Sheets);
          const oracle = sheetjs.utils.sheet_to_json<unknown[]>(first ?? {}, {
            header: 1,
            raw: true,
            blankrows: false,
          });
          const { sheets, faults } = await readTableBytes(bytes);
          expect(faults).toEqual([]);
          expect((sheets[0] ?? []).map(({ cells }) => cells.map(comparable))).toEqual(
            oracle.map((row) => Array.from(row, oracleText)),
          );
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });
});

function oracleText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value ?? '').normalize('NFC');
}

function comparable({ text, kind }: TableCell): string {
  return kind === 'number' ? String(Number(Number(text).toPrecision(15))) : text;
}
