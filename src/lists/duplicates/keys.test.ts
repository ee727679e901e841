import { describe, expect, test } from 'vitest';
import type { TableCell } from '../../formats/table.ts';
import { KeyTable } from './key-table.ts';
import { findSearchColumns, keyOf, makeRowKey } from './keys.ts';
import type { KeyWay } from './types.ts';

const text = (value: string): TableCell => ({ text: value, kind: 'text', isFormula: false });
const number = (value: string): TableCell => ({ text: value, kind: 'number', isFormula: false });

describe('a cell as it is compared', () => {
  const same: readonly [KeyWay, TableCell, TableCell][] = [
    ['folded', text('Nguyễn Văn Đức'), text('NGUYEN  VAN DUC ')],
    // the D with a stroke of other alphabets, typed by mistake
    ['folded', text('Ðỗ Thị Hòa'), text('Đỗ Thị Hoà')],
    ['same', text('Lê Hoà'), text('Lê Hoà'.normalize('NFD'))],
    ['digits', text('008 080 000 111'), number('8080000111')],
    ['day', text('6/5/1980'), text('06-05-1980')],
    ['day', text('06/05/1980'), number('29347')],
    ['day', text('1980'), number('1980')],
    ['year', text('06/05/1980'), text('1980')],
  ];
  test.each(same)('%s: %o is %o', (way, a, b) => {
    expect(keyOf(a, way, '2026-01-01')).not.toBe('');
    expect(keyOf(a, way, '2026-01-01')).toBe(keyOf(b, way, '2026-01-01'));
  });

  const different: readonly [KeyWay, TableCell, TableCell][] = [
    ['same', text('Lê Hòa'), text('Lê Hoa')],
    ['day', text('06/05/1980'), text('1980')],
    ['digits', text('0912345678'), text('0912345679')],
  ];
  test.each(different)('%s: %o is not %o', (way, a, b) => {
    expect(keyOf(a, way, '2026-01-01')).not.toBe(keyOf(b, way, '2026-01-01'));
  });

  const blank: readonly [KeyWay, TableCell | undefined][] = [
    ['folded', undefined],
    ['folded', text('')],
    ['folded', text(' - ')],
    ['folded', text('không có')],
    ['digits', text('chưa cấp')],
    ['digits', text('000')],
  ];
  test.each(blank)('%s: %o is nothing', (way, cell) => {
    expect(keyOf(cell, way, '2026-01-01')).toBe('');
  });
});

test('a row with nothing in one of the columns has no key', () => {
  const columns = [1, 2].map((column) => ({
    column,
    field: null,
    header: '',
    way: 'folded' as const,
  }));
  const key = makeRowKey(columns, '2026-01-01');
  expect(key([text('An'), text('')])).toBe('');
  // what stands in one column never runs over into the next
  expect(key([text('An B'), text('C')])).not.toBe(key([text('An'), text('B C')]));
});

test('columns are named by field, header or letter', () => {
  const mapping = [
    { column: 1, header: 'Họ và tên', field: 'fullName' as const },
    { column: 2, header: 'Ngày sinh', field: 'birthDate' as const },
    { column: 4, header: 'Số sổ hộ nghèo', field: null },
  ];
  const { found, unknown } = findSearchColumns(
    ['fullName', 'so so ho ngheo:digits', 'B', 'Thôn'],
    mapping,
  );
  expect(found.map(({ column, way }) => [column, way])).toEqual([
    [1, 'folded'],
    [4, 'digits'],
    [2, 'day'],
  ]);
  expect(unknown).toEqual(['Thôn']);
});

describe('a table of keys', () => {
  test('groups by key, the largest first, and nobody with nothing', () => {
    const table = new KeyTable();
    for (const key of ['a', 'b', '', 'b', 'c', 'a', '', 'b']) table.add(key);
    const groups = table.groups();
    expect([groups.groups, groups.members]).toEqual([2, 5]);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((at) => groups.groupOf(at))).toEqual([
      2, 1, 0, 1, 0, 2, 0, 1,
    ]);
    expect([1, 2].map((no) => groups.sizeOf(no))).toEqual([3, 2]);
  });

  test('says the same as a plain map over many keys, whatever their number', () => {
    const table = new KeyTable();
    const map = new Map<string, number>();
    const keys: string[] = [];
    // every third key comes twice, every seventh three times
    for (let at = 0; at < 70_000; at += 1) {
      const key = `k${at % 3 === 0 ? at - (at % 6) : at}`;
      keys.push(key);
      map.set(key, (map.get(key) ?? 0) + 1);
      table.add(key);
    }
    const groups = table.groups();
    const several = [...map.values()].filter((size) => size > 1);
    expect(groups.groups).toBe(several.length);
    expect(groups.members).toBe(several.reduce((sum, size) => sum + size, 0));
    for (let at = 0; at < keys.length; at += 997) {
      const size = map.get(keys[at] ?? '') ?? 0;
      const groupNo = groups.groupOf(at);
      expect(groupNo === 0 ? 1 : groups.sizeOf(groupNo)).toBe(size);
    }
  });
});
