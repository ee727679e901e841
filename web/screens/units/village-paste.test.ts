import { describe, expect, test } from 'vitest';
import { parseVillages } from './village-paste.ts';

describe('villages pasted from a spreadsheet', () => {
  test('a plain column of names', () => {
    expect(parseVillages('Thôn Tân Lập\nThôn Cả\n').rows).toEqual([
      { name: 'Thôn Tân Lập', code: null },
      { name: 'Thôn Cả', code: null },
    ]);
  });

  test('titles say which column is which, in any order', () => {
    const text = 'Mã thôn\tSTT\tTên thôn, bản, tổ dân phố\r\nT01\t1\tThôn Cả\r\n';
    expect(parseVillages(text).rows).toEqual([{ name: 'Thôn Cả', code: 'T01' }]);
  });

  test('a running number before the name is dropped', () => {
    expect(parseVillages('1\tThôn Cả\tT01\n2\tThôn Bòng').rows).toEqual([
      { name: 'Thôn Cả', code: 'T01' },
      { name: 'Thôn Bòng', code: null },
    ]);
  });

  test('a village whose name is a number stays', () => {
    expect(parseVillages('5\n6').rows).toEqual([
      { name: '5', code: null },
      { name: '6', code: null },
    ]);
  });

  test('quoted cells and semicolons', () => {
    expect(parseVillages('"Tổ dân phố 1";"A1"').rows).toEqual([
      { name: 'Tổ dân phố 1', code: 'A1' },
    ]);
  });

  test('lines without a name are told by number, blank lines are nothing', () => {
    const paste = parseVillages('Tên\tMã\nThôn Cả\tT01\n\n\tT02');
    expect(paste.rows).toHaveLength(1);
    expect(paste.emptyLines).toEqual([4]);
  });

  test('nothing', () => {
    expect(parseVillages('  \n')).toEqual({ rows: [], emptyLines: [] });
  });
});
