import { describe, expect, test } from 'vitest';
import { readTyped } from './typed-text.ts';

const choices = {
  sexes: ['Nam', 'Nữ'],
  relations: ['Chủ hộ', 'Vợ', 'Chồng', 'Con', 'Con dâu', 'Con rể', 'Cháu', 'Bố', 'Mẹ', 'Chị'],
  villages: ['Thôn Lũng Tẩu', 'Thôn Tân Lập', 'Tổ dân phố Tân Kỳ'],
  year: 2026,
};

describe('what a clerk types', () => {
  const cases: readonly [field: string, typed: string, written: string][] = [
    ['birthDate', '01/02/1990', '01/02/1990'],
    ['birthDate', '1/2/90', '01/02/1990'],
    ['birthDate', '010290', '01/02/1990'],
    ['birthDate', '01021990', '01/02/1990'],
    ['birthDate', '1-2-1990', '01/02/1990'],
    ['birthDate', '1990', '1990'],
    // a year of two digits beyond that of the list is of the century before
    ['birthDate', '010226', '01/02/2026'],
    ['birthDate', '010227', '01/02/1927'],
    ['validTo', '311227', '31/12/2027'],
    // what is no day stays, and the server says so
    ['birthDate', '320190', '320190'],
    ['birthDate', 'tháng 2', 'tháng 2'],
    ['sex', 'n', 'Nam'],
    ['sex', '1', 'Nam'],
    ['sex', 'x', 'Nữ'],
    ['sex', '2', 'Nữ'],
    ['sex', 'nữ', 'Nữ'],
    ['sex', 'nu', 'Nữ'],
    ['sex', 'k', 'k'],
    ['relation', '1', 'Chủ hộ'],
    ['relation', 'v', 'Vợ'],
    ['relation', 'con', 'Con'],
    ['relation', 'con d', 'Con dâu'],
    ['relation', 'chong', 'Chồng'],
    ['relation', 'bạn', 'bạn'],
    ['fullName', 'nông thị  hoa', 'Nông Thị Hoa'],
    ['fullName', 'NÔNG THỊ HOA', 'NÔNG THỊ HOA'],
    ['fullName', "h'ên ayun", "H'Ên Ayun"],
    ['nationalId', '008 190 000 123', '008190000123'],
    ['phone', '0912.345.678', '0912345678'],
    ['nationalId', 'không', 'không'],
    ['village', 'lung', 'Thôn Lũng Tẩu'],
    ['village', 'tan k', 'Tổ dân phố Tân Kỳ'],
    ['village', 'Thôn Tân Lập', 'Thôn Tân Lập'],
    ['village', 'Bản Mới', 'Bản Mới'],
    ['schoolClass', ' 6A ', '6A'],
  ];
  test.each(cases)('%s %s is %s', (field, typed, written) => {
    expect(readTyped(field, typed, choices)).toBe(written);
  });
});
