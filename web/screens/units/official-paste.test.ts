import { expect, test } from 'vitest';
import { parseOfficialList } from './official-paste.ts';

test('columns are told by what they hold, whatever their order; titles are passed over', () => {
  const text =
    'STT\tMã\tTên\tCấp\tMã TP\n1\t02545\tXã Tân Trào\tXã\t08\n2\t02548\tXã Bình Ca\tXã\t08\n';
  expect(parseOfficialList(text, null)).toEqual({
    rows: [
      { code: '02545', name: 'Xã Tân Trào', level: 'commune', parentCode: '08' },
      { code: '02548', name: 'Xã Bình Ca', level: 'commune', parentCode: '08' },
    ],
    unreadLines: [],
  });
});

test('a line without a parent belongs to the unit of the page; a running number is no code', () => {
  expect(parseOfficialList('Xã Tân Trào;02545\n7;Xã Bình Ca;02548', '08').rows).toEqual([
    { code: '02545', name: 'Xã Tân Trào', level: 'commune', parentCode: '08' },
    { code: '02548', name: 'Xã Bình Ca', level: 'commune', parentCode: '08' },
  ]);
});

test('lines that cannot be read are told by their numbers; empty ones are nothing', () => {
  const paste = parseOfficialList('Xã Tân Trào\n\n02548\n02551\tXã Minh Thanh', '08');
  expect(paste.unreadLines).toEqual([1, 3]);
  expect(paste.rows.map((row) => row.code)).toEqual(['02551']);
});
