import { describe, expect, test } from 'vitest';
import {
  copyAbove,
  filledRows,
  nextRow,
  pasteBlock,
  placeAfter,
  placeBefore,
  readBlock,
  setCell,
} from './entry-rows.ts';

const columns = [
  { field: 'fullName', carries: false },
  { field: 'birthDate', carries: false },
  { field: 'phone', carries: false },
  { field: 'village', carries: true },
];
const as = (field: string, text: string): string => (field === 'fullName' ? `*${text}` : text);
const options = { titles: ['Họ và tên', 'Ngày sinh'], read: as };

describe('a row', () => {
  test('takes over what carries from the last one that says something', () => {
    const rows = [{ fullName: 'A', village: 'Lũng Tẩu' }, { village: 'Tân Lập' }];
    expect(nextRow(rows, columns)).toEqual({ village: 'Lũng Tẩu' });
    expect(nextRow([], columns)).toEqual({});
    expect(filledRows(rows, columns).map(({ at }) => at)).toEqual([0]);
  });

  test('beyond the last one is made with those between', () => {
    const rows = setCell([{ fullName: 'A', village: 'V' }], { row: 2, column: 0 }, 'C', columns);
    expect(rows).toEqual([{ fullName: 'A', village: 'V' }, { village: 'V' }, { fullName: 'C' }]);
  });

  test('copies the cell above', () => {
    const rows = [{ fullName: 'A', phone: '09' }, { fullName: 'B' }];
    expect(copyAbove(rows, { row: 1, column: 2 }, columns)[1]).toEqual({
      fullName: 'B',
      phone: '09',
    });
    expect(copyAbove(rows, { row: 0, column: 2 }, columns)).toEqual(rows);
  });
});

describe('keys lead', () => {
  test('Enter past what the row above said, Tab into it', () => {
    const row = { village: 'V' };
    expect(placeAfter({ row: 3, column: 2 }, row, columns, true)).toEqual({ row: 4, column: 0 });
    expect(placeAfter({ row: 3, column: 2 }, row, columns, false)).toEqual({ row: 3, column: 3 });
    expect(placeAfter({ row: 3, column: 2 }, {}, columns, true)).toEqual({ row: 3, column: 3 });
    expect(placeAfter({ row: 3, column: 3 }, row, columns, false)).toEqual({ row: 4, column: 0 });
  });

  test('back, to the end of the row above, and no further than the first cell', () => {
    expect(placeBefore({ row: 1, column: 0 }, columns)).toEqual({ row: 0, column: 3 });
    expect(placeBefore({ row: 0, column: 0 }, columns)).toEqual({ row: 0, column: 0 });
  });
});

describe('a block of a spreadsheet', () => {
  test('is cells by tabs and lines, quotes within', () => {
    expect(readBlock('A\t"1\n2"\r\n"Lò ""Bé"""\t\n\n')).toEqual([
      ['A', '1\n2'],
      ['Lò "Bé"', ''],
    ]);
  });

  test('fills rows from a cell on, what carries comes along, titles do not', () => {
    const { rows, pasted } = pasteBlock(
      [{ fullName: 'X', village: 'V' }],
      { row: 1, column: 0 },
      'Họ và tên\tNgày sinh\nA\t1990\nB\t1991\t09\tW\tbeyond',
      columns,
      options,
    );
    expect(pasted).toBe(2);
    expect(rows).toEqual([
      { fullName: 'X', village: 'V' },
      { fullName: '*A', birthDate: '1990', village: 'V' },
      { fullName: '*B', birthDate: '1991', phone: '09', village: 'W' },
    ]);
  });
});
