import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** Two new people of a commune, one without a name, a day that is none, and the sum below. */
const LIST = [
  'DANH SÁCH DÂN CƯ',
  'STT,Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Thôn,Xã',
  '1,Lường Thị Thử Nghiệm,12/03/1984,Nữ,,,Xã Tân Trào',
  '2,Quàng Văn Thử Nghiệm,05/11/1979,Nam,,,Xã Tân Trào',
  '3,,01/01/1990,Nam,,,Xã Tân Trào',
  '4,Lò Văn Sai Ngày,31/02/1999,Nam,,,Xã Tân Trào',
  ',Tổng cộng: 4 người,,,,,',
].join('\n');

describe('a list that comes in', { timeout: PATIENCE_MS }, () => {
  test('is sent, confirmed, compared, taken into the register and out again', async () => {
    const opened = await browser.open('/danh-sach-gui-den');
    const { page } = opened;
    await page.locator('input[type=file]').setInputFiles({
      name: 'dan-cu-tan-trao.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(LIST),
    });
    await page.getByRole('combobox', { name: /^Nơi gửi/ }).fill('Công an xã Tân Trào');
    await page.getByRole('button', { name: 'Gửi và đọc' }).click();
    await page.waitForURL(/\/danh-sach-gui-den\/\d+/);
    await page.getByRole('button', { name: 'Xác nhận các cột' }).click();
    await page.getByRole('tab', { name: 'Dòng lỗi' }).click();
    await page.getByText('Thiếu họ tên', { exact: false }).first().waitFor();
    const path = new URL(page.url()).pathname;
    await page.getByRole('tab', { name: 'Chênh lệch với sổ' }).click();
    await page.getByText('Lường Thị Thử Nghiệm').first().waitFor();
    await page.getByRole('button', { name: 'Đưa vào sổ' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('danh sách tháng 11');
    await page.getByRole('dialog').getByRole('button', { name: 'Đưa vào sổ' }).click();
    await page.getByText('Danh sách đã vào sổ.').waitFor();
    const found = await browser.open('/nguoi?tim=luong%20thi%20thu%20nghiem');
    await found.page.getByRole('link', { name: 'Lường Thị Thử Nghiệm' }).waitFor();
    await page.getByRole('button', { name: 'Rút khỏi sổ' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('gửi nhầm');
    await page.getByRole('dialog').getByRole('button', { name: 'Rút khỏi sổ' }).click();
    await page.getByText('sổ như trước khi có nó', { exact: false }).waitFor();
    expectCalm(opened);
    for (const part of ['chenh-lech', 'dong', 'loi', 'cot']) {
      const phone = await browser.open(`${path}?phan=${part}`, { viewport: PHONE });
      await phone.page.waitForLoadState('networkidle');
      expect([part, ...(await listSeriousFindings(phone.page))]).toEqual([part]);
      await expectNothingCut(phone.page);
    }
  });

  test('a village list is made with a code before every person, and opened by its number', async () => {
    const opened = await browser.open('/danh-sach-thon');
    const { page } = opened;
    await page.getByLabel('Xã, thôn').fill('xã tân trào');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Lập danh sách' }).click();
    const sheet = page.getByText(/^Tờ số \d+$/).first();
    const number = ((await sheet.textContent()) ?? '').replace(/\D/g, '');
    const code = await page.locator('section table tbody td strong').first().textContent();
    await page.getByLabel('Mở tờ đã in').fill(number);
    await page.getByLabel('Mã', { exact: true }).fill(code ?? '');
    await page.getByLabel('Lý do, biên bản').fill('biên bản thôn');
    await page.getByRole('button', { name: 'Ghi 1 chỗ sửa' }).waitFor();
    expectCalm(opened);
  });
});
