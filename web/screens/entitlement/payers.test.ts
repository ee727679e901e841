import { expect, test } from 'vitest';
import { viFormat } from '../../../messages/format.ts';
import { webEntitlementVi } from '../../../messages/web-entitlement.vi.ts';
import { payersText } from './payers.ts';

test.each([
  [{ stateBp: 10_000, provinceBp: 0, ownBp: 0 }, 'ngân sách đóng toàn bộ'],
  [{ stateBp: 0, provinceBp: 0, ownBp: 10_000 }, 'tự đóng toàn bộ'],
  [{ stateBp: 7000, provinceBp: 2000, ownBp: 1000 }, 'ngân sách 70%, tỉnh thêm 20%, tự đóng 10%'],
  [{ stateBp: 0, provinceBp: 0, ownBp: 3333 }, 'cơ quan, quỹ 66,67%, tự đóng 33,33%'],
  [{ stateBp: 0, provinceBp: 0, ownBp: null }, 'tùy thu nhập'],
])('%j', (shares, text) => {
  expect(payersText(shares, webEntitlementVi.payers, viFormat)).toBe(text);
});
