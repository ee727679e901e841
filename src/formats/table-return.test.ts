import { describe, expect, test } from 'vitest';
import { ReturnColumns, findReturnMark, returnHead } from './table-return.ts';
import type { TableCell } from './table.ts';

const cells = (...texts: string[]): TableCell[] =>
  texts.map((text) => ({ text, kind: text === '' ? 'empty' : 'text', isFormula: false }));

describe('a list that was given back and comes again', () => {
  test('its two columns are taken off and rows keep the numbers of the first file', () => {
    const columns = new ReturnColumns();
    const head = columns.row({
      row: 1,
      isHidden: false,
      cells: cells('Tên', 'Lý do', returnHead('L7')),
    });
    expect(head?.cells.map(({ text }) => text)).toEqual(['Tên']);
    expect(findReturnMark(cells('Tên', 'Lý do', returnHead('L7')))).toBe('L7');
    const row = { row: 2, isHidden: false, cells: cells('An', 'thiếu ngày sinh', '37') };
    expect(columns.row(row)).toMatchObject({ row: 2, originalRow: 37, cells: cells('An') });
    const added = { row: 3, isHidden: false, cells: cells('Bình') };
    expect(columns.row(added)).toMatchObject({ originalRow: undefined, cells: cells('Bình') });
    const empty = { row: 4, isHidden: false, cells: cells('', '', '9') };
    expect(columns.row(empty)).toBeUndefined();
  });

  test('any other list is left as it is', () => {
    const columns = new ReturnColumns();
    const row = { row: 4, isHidden: false, cells: cells('Tên', 'Tuổi') };
    expect(columns.row(row)).toEqual({ ...row, originalRow: 4 });
    const later = { row: 5, isHidden: false, cells: cells('x', 'y', returnHead('L7')) };
    expect(columns.row(later)?.cells).toHaveLength(3);
  });
});
