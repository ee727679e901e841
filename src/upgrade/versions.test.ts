/**
 * Rows that are kept beside the facts carry the version of the code that made them. Code that
 * answers otherwise under the same version would leave old rows in place: then this fails. Raise
 * SEARCH_VERSION or LINKAGE_VERSION and write the new digest beside it.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeRandom } from '../kernel/random.ts';
import { foldSorted } from '../kernel/text.ts';
import { foldName, sortWords } from '../lists/linkage/features.ts';
import { LINKAGE_VERSION } from '../lists/linkage/keep-ops.ts';
import { keysOf } from '../lists/linkage/keys.ts';
import { SEARCH_VERSION } from '../registry/search-rows.ts';
import { searchKeysOf } from '../registry/search-keys.ts';

const WORDS =
  'Nguyễn Trần Lê Phạm Hoàng Đặng Đỗ Ðinh Lò Lường Quàng Cà Vì Giàng Mùa Thào Sùng Vàng Hờ Bàn Triệu Phùng Thị Văn Đức Hữu Quốc Ngọc Y Krông H’Bia K’Sor Ánh Hòa Hoà Thuý Thúy Kỳ Quý Quí Xuân Ơn Ưng Ý Mỹ Mĩ'.split(
    ' ',
  );

function makeNames(): string[] {
  const random = makeRandom(20_261_130);
  return Array.from({ length: 600 }, () =>
    Array.from({ length: 2 + random.int(4) }, () => random.pick(WORDS)).join(' '),
  );
}

function digestOf(lines: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(lines)).digest('hex').slice(0, 16);
}

test('search rows', () => {
  const lines = makeNames().map((name, at) => [
    foldSorted(name),
    searchKeysOf(name, 1940 + (at % 80), at % 2 ? 'male' : 'female'),
  ]);
  expect({ [SEARCH_VERSION]: digestOf(lines) }).toEqual({ 1: 'b9667f38a82b6a4c' });
});

test('linkage rows', () => {
  const lines = makeNames().map((text, at) => {
    const name = foldName(text);
    const birth = { year: 1940 + (at % 80), month: at % 13, day: at % 13 === 0 ? 0 : at % 29 };
    return [name, sortWords(name), keysOf({ name, ...birth }, 1 + (at % 50), 1 + (at % 7))];
  });
  expect({ [LINKAGE_VERSION]: digestOf(lines) }).toEqual({ 1: 'c55bcbed26e5e29a' });
});
