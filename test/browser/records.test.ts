import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

async function openSomebody(path = '/nguoi?tim=nguyen%20thi%20an') {
  const opened = await browser.open(path);
  await opened.page.locator('tbody tr a').first().click();
  await opened.page.waitForURL(/\/nguoi\/\d+/);
  return opened;
}

async function chooseForm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
}

async function typeDay(page: Page, label: RegExp | string, day: string): Promise<void> {
  const field = page.getByLabel(label).first();
  await field.fill(day);
  await field.press('Tab');
}

describe('recording by hand', { timeout: PATIENCE_MS }, () => {
  test('a status is seen before it is written, stands on the page, and is taken back', async () => {
    const opened = await openSomebody();
    const { page } = opened;
    const statuses = page.getByRole('region', { name: 'Diện, danh sách chính thức' });
    await statuses.waitFor();
    const before = await statuses.innerText();
    await chooseForm(page, 'Ghi diện, danh sách');
    await page.getByRole('combobox', { name: /^Diện/ }).click();
    await page.getByRole('option', { name: 'Cựu chiến binh' }).click();
    await typeDay(page, /^Từ ngày/, '01/02/2026');
    await typeDay(page, /^Đến hết ngày/, '31/01/2026');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page
      .getByText('Bắt đầu từ 01/02/2026 mà đến hết 31/01/2026 thì không có ngày nào')
      .waitFor();
    await typeDay(page, /^Đến hết ngày/, '31/12/2026');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    const preview = page.getByRole('region', { name: 'Sẽ ghi vào sổ' });
    await preview.getByText(/Cựu chiến binh/).waitFor();
    expect(await preview.innerText()).toContain('31/12/2026');
    await preview.getByLabel('Lý do').fill('quyết định của xã');
    await page.keyboard.press('Enter');
    await page.getByText('Đã ghi').waitFor();
    await page.getByRole('link', { name: 'Mở hồ sơ' }).click();
    await statuses.getByText('Cựu chiến binh').waitFor();
    const history = page.getByRole('region', { name: 'Lịch sử ghi chép' });
    await history.getByRole('button', { name: 'Hoàn tác' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Đóng' }).waitFor();
    await dialog.getByLabel(/Lý do/).fill('ghi nhầm người');
    await dialog.getByRole('button', { name: 'Hoàn tác' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => statuses.innerText()).toBe(before);
  });

  test('a newborn comes into the household with the place filled in', async () => {
    const opened = await openSomebody();
    const { page } = opened;
    await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
    await page.getByRole('menuitem', { name: 'Thêm trẻ mới sinh' }).click();
    await page.getByRole('heading', { level: 1, name: 'Thêm trẻ mới sinh' }).waitFor();
    await page.getByLabel('Họ và tên').fill('Trà Thị Bé Thử');
    await typeDay(page, /^Ngày sinh/, '10/11/2026');
    expect(
      await page
        .getByLabel(/^Từ ngày/)
        .first()
        .inputValue(),
    ).toBe('10/11/2026');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    const preview = page.getByRole('region', { name: 'Sẽ ghi vào sổ' });
    await preview.getByText(/Thành viên hộ/).waitFor();
    await preview.getByLabel('Lý do').fill('giấy khai sinh');
    await preview.getByRole('button', { name: 'Ghi vào sổ' }).click();
    await page.getByRole('link', { name: 'Mở hồ sơ' }).click();
    await page.getByRole('heading', { level: 1, name: 'Trà Thị Bé Thử' }).waitFor();
    const household = page.getByRole('region', { name: 'Hộ gia đình' });
    expect(await household.getByRole('link').count()).toBeGreaterThan(1);
    expectCalm(opened);
  });

  test('a form with nothing changed cannot be sent', async () => {
    const opened = await openSomebody();
    const { page } = opened;
    await chooseForm(page, 'Sửa thông tin nhân thân');
    const look = page.getByRole('button', { name: 'Xem trước' });
    expect(await look.isDisabled()).toBe(true);
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị An Nhiên');
    expect(await look.isDisabled()).toBe(false);
    await look.click();
    const preview = page.getByRole('region', { name: 'Sẽ ghi vào sổ' });
    await preview.getByText(/Nguyễn Thị An Nhiên/).waitFor();
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị An Nhàn');
    await preview.waitFor({ state: 'hidden' });
    expectCalm(opened);
  });
});
