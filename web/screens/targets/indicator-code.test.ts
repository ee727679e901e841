import { expect, test } from 'vitest';
import { IndicatorCode } from '../../../src/targets/types.ts';
import { indicatorCode } from './indicator-code.ts';

test.each([
  ['Tỷ lệ hộ dùng nước sạch', 'tyLeHoDungNuocSach'],
  ['100% trạm y tế xã có bác sỹ', 'tramYTeXaCoBacSy'],
  ['Số người tham gia BHXH tự nguyện (lũy kế)', 'soNguoiThamGiaBhxhTuNguyenLuyKe'],
  ['BHTN', 'bhtn'],
])('%s → %s', (name, code) => {
  expect(indicatorCode(name)).toBe(code);
  expect(IndicatorCode.safeParse(code).success).toBe(true);
});

test('long names are cut, names without a letter give none', () => {
  expect(IndicatorCode.safeParse(indicatorCode('Tỷ lệ '.repeat(40))).success).toBe(true);
  expect(indicatorCode('95 %')).toBe('');
});
