import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** A commune of the demo whose people pay by households. */
const COMMUNE = 202_536;
const SPONSOR = 'Hội Chữ thập đỏ tỉnh';

describe('sponsorships', { timeout: PATIENCE_MS }, () => {
  test('a sponsorship is previewed, recorded, ended and undone', async () => {
    const opened = await browser.open(`/tai-tro?donvi=${COMMUNE}`);
    const { page } = opened;
    await page.getByText('Chưa có khoản tài trợ nào').waitFor();
    await page.getByRole('button', { name: 'Ghi khoản mới' }).click();
    await page.getByLabel('Tên tổ chức, nhà tài trợ').fill(SPONSOR);
    await page.getByText('Tặng thẻ: toàn bộ phần tự đóng').click();
    await page.getByLabel('Trần số người, số thẻ').fill('50');
    await page.getByLabel('Thêm đối tượng').selectOption('GD');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    // fifty of some hundreds: the ceiling is told before anything is kept
    await page.getByText('Trần không đủ').waitFor();
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await page.waitForURL(/\/tai-tro\/\d+/);
    await page.getByRole('heading', { name: SPONSOR }).waitFor();
    await page.locator('tbody tr').nth(49).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(50);

    await page.getByRole('button', { name: 'Kết thúc sớm' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Ngày đầu tiên không trả').fill('01/06/2027');
    await dialog.getByRole('textbox', { name: 'Lý do' }).fill('nhà tài trợ dừng sớm');
    await dialog.getByRole('button', { name: 'Kết thúc sớm' }).click();
    await page.getByText('Kết thúc sớm, trả đến hết 31/05/2027').waitFor();

    await page.getByRole('button', { name: 'Bỏ kết thúc sớm' }).click();
    await dialog.getByRole('textbox', { name: 'Lý do' }).fill('vẫn tài trợ');
    await dialog.getByRole('button', { name: 'Bỏ kết thúc sớm' }).click();
    await page.getByRole('button', { name: 'Hủy, ghi nhầm' }).click();
    await dialog.getByRole('textbox', { name: 'Lý do' }).fill('ghi nhầm đơn vị');
    await dialog.getByRole('button', { name: 'Hủy, ghi nhầm' }).click();
    await page.getByText('Nhà tài trợ · đã hủy').waitFor();
    await page.getByRole('link', { name: 'Về danh sách' }).click();
    await page.locator('tbody tr', { hasText: 'đã hủy' }).waitFor();
    expectCalm(opened);
  });

  test('the budget of the commune tells it, and its people stand behind the figure', async () => {
    const opened = await browser.open(`/tai-tro/moi?donvi=${COMMUNE}`);
    const { page } = opened;
    await page.getByText('Ngân sách xã', { exact: true }).click();
    await page.getByLabel('Tên xã, nghị quyết hoặc quyết định').fill('NQ 05/2025/NQ-HĐND');
    await page.getByLabel('Tỷ lệ, % của mức đóng đầy đủ').fill('10');
    await page.getByLabel('Từ ngày').fill('01/01/2026');
    await page.getByLabel('Thêm đối tượng').selectOption('GD');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('Không chồng với khoản nào khác.').waitFor();
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await page.waitForURL(/\/tai-tro\/\d+/);

    await page.goto(`${app.url()}/du-toan?donvi=${COMMUNE}&nam=2026&theo=cap`);
    const row = page.locator('tbody tr', { hasText: 'Ngân sách xã hỗ trợ thêm' });
    await row.waitFor();
    const months = row.getByRole('link').nth(1);
    const text = await months.innerText();
    await months.click();
    await page.getByText(`${text} lượt người – tháng`).waitFor();
    await page.locator('tbody tr').first().waitFor();
    expectCalm(opened);
  });
});
