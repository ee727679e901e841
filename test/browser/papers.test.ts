import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { PDF, goldenPicture } from '../pictures.ts';
import { listSeriousFindings } from './axe.ts';
import { DESK, PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);
const PHOTO = {
  name: 'mat-truoc.jpg',
  mimeType: 'image/jpeg',
  buffer: goldenPicture('baseline.jpg'),
};

async function openSomebody() {
  const opened = await browser.open('/nguoi?tim=nguyen%20thi%20an');
  await opened.page.locator('tbody tr a').first().click();
  await opened.page.waitForURL(/\/nguoi\/\d+/);
  return opened;
}

function papersOf(page: Page) {
  return page.getByRole('region', { name: 'Giấy tờ đính kèm' });
}

describe('papers', { timeout: PATIENCE_MS }, () => {
  test('a photo is attached over a line that breaks, opened with a reason, removed and brought back', async () => {
    const opened = await openSomebody();
    const { page } = opened;
    const papers = papersOf(page);
    await papers.getByText('Chưa có giấy tờ nào').waitFor();
    await papers.getByRole('button', { name: 'Đính kèm giấy tờ' }).click();
    let broken = 0;
    await page.route('**/papers?**', async (route) => {
      broken += 1;
      if (broken === 1) await route.abort('connectionreset');
      else await route.fallback();
    });
    await papers
      .locator('input[type=file]')
      .nth(1)
      .setInputFiles([
        PHOTO,
        { name: 'quyet-dinh.pdf', mimeType: 'application/pdf', buffer: PDF },
        { name: 'anh.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ no picture') },
      ]);
    await papers.getByText('anh.jpg').waitFor();
    await papers.getByLabel('Loại giấy tờ').selectOption('nationalId');
    await papers.getByLabel('Ghi chú').fill('mặt trước');
    await papers.getByRole('button', { name: 'Đính kèm', exact: true }).click();
    await papers.getByText('Mạng yếu').waitFor();
    await papers.getByText('Tệp không phải ảnh').waitFor();
    expect(broken).toBeGreaterThan(1);
    await expect.poll(() => papers.getByText('Đã đính kèm', { exact: true }).count()).toBe(2);
    await papers.getByRole('button', { name: 'Bỏ', exact: true }).click();
    await papers.getByRole('button', { name: 'Đóng' }).click();
    const address = page.url();
    await papers.getByRole('link', { name: 'Mở', exact: true }).last().click();
    await page.getByLabel('Lý do mở giấy tờ tùy thân').fill('đối chiếu số');
    await page.getByRole('button', { name: 'Mở giấy tờ' }).click();
    await page.getByRole('img', { name: 'Bản chụp: Căn cước, CCCD, CMND' }).waitFor();
    expect(await listSeriousFindings(page)).toEqual([]);
    await page.goto(address);
    await papers.getByRole('button', { name: 'Gỡ', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Lý do/).fill('đính kèm nhầm');
    await dialog.getByRole('button', { name: 'Gỡ' }).click();
    await papers.getByText('Đã gỡ (1)').click();
    await papers.getByText(/đính kèm nhầm/).waitFor();
    await papers.getByRole('button', { name: 'Khôi phục' }).click();
    await dialog.getByLabel(/Lý do/).fill('gỡ nhầm');
    await dialog.getByRole('button', { name: 'Khôi phục' }).click();
    await papers.getByText('Đã gỡ (1)').waitFor({ state: 'detached' });
    // the broken line and the refused file are told by the browser itself
    const told = /Failed to load resource: (net::ERR_CONNECTION_RESET|.*422)/;
    expect(opened.troubles.filter((trouble) => !told.test(trouble))).toEqual([]);
    for (const viewport of [DESK, PHONE]) {
      const again = await browser.open(new URL(address).pathname, { viewport });
      await papersOf(again.page).getByText('mặt trước').first().waitFor();
      expect(await listSeriousFindings(again.page)).toEqual([]);
      await expectNothingCut(again.page);
      expectCalm(again);
    }
  });

  test('a paper goes with what is written by hand', async () => {
    const opened = await openSomebody();
    const { page } = opened;
    await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
    await page.getByRole('menuitem', { name: 'Ghi diện, danh sách' }).click();
    await page.getByRole('combobox', { name: /^Diện/ }).click();
    await page.getByRole('option', { name: 'Cựu chiến binh' }).click();
    const from = page.getByLabel(/^Từ ngày/).first();
    await from.fill('01/02/2026');
    await from.press('Tab');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    const preview = page.getByRole('region', { name: 'Sẽ ghi vào sổ' });
    await preview.locator('input[type=file]').nth(1).setInputFiles(PHOTO);
    await preview.getByLabel('Loại giấy tờ').selectOption('merit');
    await preview.getByLabel('Lý do').fill('giấy chứng nhận');
    await preview.getByRole('button', { name: 'Ghi vào sổ' }).click();
    await page.getByText('Đã đính kèm', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Mở hồ sơ' }).click();
    const papers = papersOf(page);
    await papers.getByText('Giấy tờ người có công').waitFor();
    await papers.getByText(/Căn cứ của lần ghi số \d+/).waitFor();
    expectCalm(opened);
  });
});
