import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { convertLegacy, detectLegacy, vietnameseShare } from './legacy-text.ts';

const TABLE = join(import.meta.dirname, '../../data/names/legacy_letters.tsv');

describe('legacy Vietnamese text', () => {
  test('every letter of the reference table converts', () => {
    const rows = readFileSync(TABLE, 'utf8').split('\n').slice(3).filter(Boolean);
    expect(rows.length).toBeGreaterThan(130);
    for (const line of rows) {
      const [letter = '', , tcvn3 = '', vni = ''] = line.split('\t');
      if (tcvn3 !== '') expect(convertLegacy(tcvn3, 'tcvn3'), line).toBe(letter);
      if (vni !== '') expect(convertLegacy(vni, 'vni'), line).toBe(letter);
    }
  });

  test.each([
    ['NguyÔn ThÞ Hoµ', 'tcvn3', 'Nguyễn Thị Hoà'],
    ['NGUYÔN V¡N §øC', 'tcvn3', 'NGUYỄN VĂN ĐỨC'],
    ['Nguyeãn Thò Hoøa', 'vni', 'Nguyễn Thị Hòa'],
    ['ÑAËNG VAÊN ÔÛ', 'vni', 'ĐẶNG VĂN Ở'],
    ['Nguyá»…n Thá»‹ HÃ²a', 'mojibake', 'Nguyễn Thị Hòa'],
  ] as const)('%s is %s', (text, encoding, expected) => {
    expect(detectLegacy([text])).toBe(encoding);
    expect(convertLegacy(text, encoding)).toBe(expected);
  });

  test.each([
    ['Nguyễn Thị Hoà', 'Unicode'],
    ['Nguyễn Thị Hoà'.normalize('NFD'), 'Unicode in parts'],
    ['Nguyen Thi Hoa', 'without marks'],
    ['Thò', 'a word in VNI and in Unicode'],
    ["Y Bliă K'pă, H'Ươm Niê Kdăm", 'names of the Central Highlands'],
    ['', 'nothing'],
  ])('%s stays: %s', (text) => {
    expect(detectLegacy([text])).toBeNull();
  });

  test('a column is judged as a whole', () => {
    expect(detectLegacy(['Thò', 'Hoa', 'Nguyeãn Vaên Ñöùc', 'Traàn Thò Höông'])).toBe('vni');
    const unicode = ['Nguyễn Văn Đức', 'Trần Thị Hương', 'Lê Văn Tám', 'Nguyeãn Thò Hoa'];
    expect(detectLegacy(unicode)).toBeNull();
  });

  test('spelling tells what can not be Vietnamese', () => {
    expect(vietnameseShare(['Nguyễn Quý Gìn giếng quyết khuỷu thuở'])).toBe(1);
    expect(vietnameseShare(['hồàng', 'bềch', 'tốp', 'nguyôn'])).toBe(0.25);
  });
});
