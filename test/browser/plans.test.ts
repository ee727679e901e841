import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);
const GOLDEN = join(import.meta.dirname, '..', 'golden', 'plans');
const PLAN = readFileSync(join(GOLDEN, 'son-duong-2022.txt'), 'utf8');

describe('reading a plan', { timeout: PATIENCE_MS }, () => {
  test('pasted, confirmed by keyboard, corrected, undone, named, adopted', async () => {
    const opened = await browser.open('/ke-hoach');
    const { page } = opened;
    await page.getByLabel('Hoặc dán văn bản').fill(PLAN);
    await page.getByRole('button', { name: 'Đọc', exact: true }).click();
    await page.waitForURL(/\/ke-hoach\/\d+\/\d+/);
    const first = page.locator('[data-item]').first();
    await first.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-item]:focus').waitFor();
    // the line of the item in hand is marked in the document beside it
    expect(await page.locator('[data-line] mark').first().textContent()).toContain('182.330');
    await page.keyboard.press('Enter');
    await first.getByText('đã xác nhận').waitFor();
    await page.getByRole('button', { name: 'Hoàn tác lần sửa gần nhất' }).click();
    await first.getByText('chờ xác nhận').waitFor();
    await first.getByRole('button', { name: 'Sửa' }).click();
    await page.getByLabel('Giá trị').fill('182.331');
    await page.getByRole('button', { name: 'Lưu và xác nhận' }).click();
    await first.getByText('182.331').waitFor();
    for (const kind of ['Chỉ tiêu', 'Nhiệm vụ', 'Báo cáo']) {
      await page.getByRole('tab', { name: new RegExp(`^${kind}`) }).click();
      await page.getByRole('button', { name: /^Xác nhận \d+ mục còn lại/ }).click();
      await page.getByText(/^(\d+)\/\1 mục/).waitFor();
    }
    await page.getByRole('tab', { name: 'Tên gọi' }).click();
    await page.getByRole('button', { name: /^Nhận \d+ đề nghị/ }).click();
    await page.getByText('đã chọn').first().waitFor();
    await page.getByRole('tab', { name: 'Đưa vào thực hiện' }).click();
    // the plan tells of a fall of 30.082 cards, which is nothing to be reached: that item is dropped
    await page.getByText('là số giảm', { exact: false }).waitFor();
    await page.getByRole('tab', { name: /^Chỉ tiêu/ }).click();
    const fall = page.locator('[data-item]').filter({ hasText: '-30.082' }).first();
    await fall.getByRole('button', { name: 'Bỏ' }).click();
    await fall.getByText('đã bỏ').waitFor();
    await page.getByRole('tab', { name: 'Đưa vào thực hiện' }).click();
    await page.getByRole('button', { name: 'Đưa vào thực hiện' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đưa vào thực hiện' }).click();
    await page.getByText('Kế hoạch đã vào thực hiện').waitFor();
    await page.getByRole('button', { name: 'Hoàn tác việc đưa vào thực hiện' }).click();
    await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
    const undo = page.getByRole('dialog');
    await undo.getByRole('textbox').fill('Văn bản đã được thay');
    await undo.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
    await page.getByText(/đã hoàn tác lúc .* Lý do: Văn bản đã được thay/).waitFor();
    await page.getByRole('button', { name: 'Đưa vào thực hiện' }).waitFor();
    expectCalm(opened);
  });

  test('the reader: axe, nothing cut at 360 px', async () => {
    const opened = await browser.open('/ke-hoach');
    await opened.page.getByLabel('Hoặc dán văn bản').fill(PLAN);
    await opened.page.getByRole('button', { name: 'Đọc', exact: true }).click();
    await opened.page.waitForURL(/\/ke-hoach\/\d+\/\d+/);
    const path = new URL(opened.page.url()).pathname;
    for (const part of ['target', 'task', 'ten', 'thuc-hien', 'dau', 'so-sanh']) {
      const { page } = await browser.open(`${path}?phan=${part}`, { viewport: PHONE });
      await page.waitForLoadState('networkidle');
      expect([part, ...(await listSeriousFindings(page))]).toEqual([part]);
      await expectNothingCut(page);
    }
  });
});
