import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** One household twice in the poverty book, once without marks; a row with no number equals nobody. */
const LIST = [
  'STT,Họ và tên,Ngày sinh,Giới tính,Số sổ hộ nghèo,Thôn,Xã',
  '1,Lường Thị Trùng Thử,12/03/1984,Nữ,CN-0012,,Xã Tân Trào',
  '2,LUONG THI TRUNG THU,12-3-1984,Nữ,CN 0012,,Xã Tân Trào',
  '3,Quàng Văn Một Mình,05/11/1979,Nam,,,Xã Tân Trào',
  '4,Quàng Thị Một Mình,05/11/1979,Nữ,,,Xã Tân Trào',
].join('\n');

describe('exact duplicates', { timeout: PATIENCE_MS }, () => {
  test('rows of a list that are equal in chosen columns are found, kept as a set, and reviewed', async () => {
    const opened = await browser.open('/danh-sach-gui-den');
    const { page } = opened;
    await page.locator('input[type=file]').setInputFiles({
      name: 'ho-can-ngheo.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(LIST),
    });
    await page.getByRole('combobox', { name: /^Nơi gửi/ }).fill('UBND xã Tân Trào');
    await page.getByRole('button', { name: 'Gửi và đọc' }).click();
    await page.waitForURL(/\/danh-sach-gui-den\/\d+/);
    // before anything is confirmed or linked
    await page.getByRole('tab', { name: 'Trùng' }).click();
    await page.getByRole('checkbox', { name: 'Số sổ hộ nghèo' }).check();
    await page.getByRole('button', { name: 'Tìm trùng', exact: true }).click();
    await page.getByText('1 nhóm, 2 dòng').waitFor();
    await page.locator('tbody tr', { hasText: 'LUONG THI TRUNG THU' }).waitFor();
    await page.getByRole('button', { name: 'Lưu bộ cột này' }).click();
    await page.getByRole('textbox', { name: 'Tên bộ cột' }).fill('Số sổ');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('button', { name: 'Họ tên và ngày sinh' }).click();
    await page.getByRole('button', { name: 'Tìm trùng', exact: true }).click();
    await page.locator('tbody tr', { hasText: '12-3-1984' }).waitFor();
    // read and linked, its repeated row may be asked about
    await page.getByRole('tab', { name: 'Các cột' }).click();
    await page.getByRole('button', { name: 'Xác nhận các cột' }).click();
    await page.getByRole('tab', { name: 'Chênh lệch với sổ' }).waitFor();
    await page.getByRole('tab', { name: 'Trùng' }).click();
    await page.getByRole('button', { name: 'Số sổ', exact: true }).click();
    await page.getByRole('button', { name: 'Tìm trùng', exact: true }).click();
    await page.getByText('1 nhóm, 2 dòng').waitFor();
    await page.getByRole('button', { name: 'Đưa vào rà soát' }).click();
    await page.getByText('1 việc mới', { exact: false }).waitFor();
    const address = page.url();
    await page.getByRole('link', { name: 'Mở hàng đợi' }).click();
    await page.getByText('Dòng 3 của tệp lặp lại dòng 2').first().waitFor();
    expectCalm(opened);
    const phone = await browser.open(new URL(address).pathname + new URL(address).search, {
      viewport: PHONE,
    });
    await phone.page.getByText('1 nhóm, 2 dòng').waitFor();
    expect(await listSeriousFindings(phone.page)).toEqual([]);
    await expectNothingCut(phone.page);
  });

  test('people of a commune who are equal in name, year and village', async () => {
    const opened = await browser.open('/nguoi/trung?donvi=202536');
    const { page } = opened;
    await page.getByRole('button', { name: 'Họ tên, năm sinh và thôn' }).click();
    await page.getByRole('button', { name: 'Tìm trùng', exact: true }).click();
    const first = page.locator('tbody tr').first();
    await first.waitFor();
    const name = await first.getByRole('link').first().innerText();
    await first.getByRole('link').first().click();
    await page.getByRole('heading', { name }).waitFor();
    expectCalm(opened);
  });
});
