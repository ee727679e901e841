import { describe, expect, test } from 'vitest';
import { clean, comparePersonNames, fold, foldSorted, foldUnitName } from './text.ts';

describe('text', () => {
  test('folding ignores marks, case and composition', () => {
    expect(fold('Nguyễn Văn Đức')).toBe('nguyen van duc');
    expect(fold('NGUYỄN  VĂN-ĐỨC'.normalize('NFD'))).toBe('nguyen van duc');
    expect(fold('Hoà')).toBe(fold('Hòa'));
    expect(fold('Ưng Ơn')).toBe('ung on');
    expect(fold('Ðỗ Ðức, Ɖinh, ðoàn')).toBe('do duc dinh doan');
  });

  test('word order does not matter for the sorted key', () => {
    expect(foldSorted('Đức Nguyễn Văn')).toBe(foldSorted('Nguyễn Văn Đức'));
  });

  test.each([
    ['TT. Sơn Dương', 'son duong'],
    ['Thị trấn Sơn Dương', 'son duong'],
    ['P. Minh Xuân', 'minh xuan'],
    ['Xã Tân Trào', 'tan trao'],
    ['Quận 1', '1'],
    ['Xã', 'xa'],
  ])('%s is compared as %s', (name, expected) => {
    expect(foldUnitName(name)).toBe(expected);
  });

  test('clean removes marks that turn the direction of text', () => {
    expect(clean('\u202eNguyễn\u200b Văn ')).toBe('Nguyễn Văn');
  });

  test('people are ordered by given name', () => {
    const names = ['Trần Văn Bình', 'Lê Thị An', 'Nguyễn Đức Ánh'];
    expect(names.toSorted(comparePersonNames)).toEqual([
      'Lê Thị An',
      'Nguyễn Đức Ánh',
      'Trần Văn Bình',
    ]);
  });
});
