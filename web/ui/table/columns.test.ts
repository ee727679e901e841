import { describe, expect, test } from 'vitest';
import { type Column, filterRows, nextSort, readSort, sortRows, writeSort } from './columns.ts';

interface Row {
  name: string;
  insured: number | null;
}

const rows: Row[] = [
  { name: 'Trần Văn Bình', insured: 12 },
  { name: 'Lê Thị An', insured: null },
  { name: 'Nguyễn Đức Ánh', insured: 300 },
];

const columns: Column<Row>[] = [
  { id: 'name', title: 'Họ tên', kind: 'name', value: (row) => row.name },
  { id: 'insured', title: 'Có thẻ', kind: 'number', value: (row) => row.insured },
];

describe('table columns', () => {
  test('persons sort by given name, the other way round when asked', () => {
    const up = sortRows(rows, columns, { column: 'name', direction: 'asc' });
    expect(up.map((row) => row.name)).toEqual(['Lê Thị An', 'Nguyễn Đức Ánh', 'Trần Văn Bình']);
    const down = sortRows(rows, columns, { column: 'name', direction: 'desc' });
    expect(down[0]?.name).toBe('Trần Văn Bình');
  });

  test.each(['asc', 'desc'] as const)(
    'a missing figure stands last when sorted %s',
    (direction) => {
      const sorted = sortRows(rows, columns, { column: 'insured', direction });
      expect(sorted.at(-1)?.insured).toBeNull();
    },
  );

  test('an unknown column leaves the order', () => {
    expect(sortRows(rows, columns, { column: 'gone', direction: 'asc' })).toBe(rows);
  });

  test.each([
    ['anh duc', ['Nguyễn Đức Ánh']],
    ['THI an', ['Lê Thị An']],
    ['', ['Trần Văn Bình', 'Lê Thị An', 'Nguyễn Đức Ánh']],
    ['le 300', []],
    ['anh 300', ['Nguyễn Đức Ánh']],
  ])('filter “%s”', (text, expected) => {
    const found = filterRows(rows, columns, text).map((row) => row.name);
    expect(found).toEqual(expected);
  });

  test('the first press of a number shows the largest, of a text A', () => {
    const [name, insured] = columns as [Column<Row>, Column<Row>];
    expect(nextSort(insured, undefined)).toEqual({ column: 'insured', direction: 'desc' });
    expect(nextSort(name, undefined)).toEqual({ column: 'name', direction: 'asc' });
    expect(nextSort(name, { column: 'name', direction: 'asc' }).direction).toBe('desc');
  });

  test('a sort survives the address bar, nonsense does not', () => {
    const sort = { column: 'rate-own', direction: 'desc' } as const;
    expect(readSort(writeSort(sort))).toEqual(sort);
    expect(readSort('rate;drop')).toBeUndefined();
    expect(readSort(undefined)).toBeUndefined();
  });
});
