import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** Types nothing before the finder listens: a busy machine opens it late. */
async function openFinder(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').locator('input:focus').waitFor();
}

describe('people', { timeout: PATIENCE_MS }, () => {
  test('a name typed without marks finds people; the row opens the person by keyboard', async () => {
    const opened = await browser.open('/nguoi');
    const { page } = opened;
    await page.getByLabel('Họ tên hoặc số').fill('an thi nguyen');
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.first().innerText()).toContain('Nguyễn Thị An');
    expect(new URL(page.url()).searchParams.get('tim')).toBe('an thi nguyen');
    await rows.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/nguoi\/\d+/);
    await page.getByRole('heading', { level: 1, name: 'Nguyễn Thị An' }).waitFor();
    await page.getByRole('list', { name: 'Dòng thời gian' }).waitFor();
    expectCalm(opened);
  });

  test('a masked number is shown only for a reason, and the journal says who looked and why', async () => {
    const opened = await browser.open('/nguoi?tim=nguyen%20thi%20an');
    const { page } = opened;
    await page.locator('tbody tr a').first().click();
    await page.getByRole('button', { name: 'Xem Mã số BHXH' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lý do cần xem').fill('xem');
    await dialog.getByRole('button', { name: 'Xem và ghi nhật ký' }).click();
    await dialog.getByText('Xin nêu lý do rõ hơn').waitFor();
    const reason = 'đối chiếu hồ sơ theo đề nghị của công dân';
    await dialog.getByLabel('Lý do cần xem').fill(reason);
    await dialog.getByRole('button', { name: 'Xem và ghi nhật ký' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const number = page
      .locator('dt', { hasText: 'Mã số BHXH' })
      .locator('xpath=following-sibling::dd[1]');
    expect(await number.innerText()).toMatch(/^\d{10}$/);
    await page.getByRole('button', { name: 'Hiện danh sách người đã xem' }).click();
    await page.getByRole('cell', { name: reason }).waitFor();
    expectCalm(opened);
  });

  test('Ctrl-K finds units and people from anywhere and opens them without the mouse', async () => {
    const opened = await browser.open('/nguon-du-lieu');
    const { page } = opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await openFinder(page);
    await page.keyboard.type('tan trao, tuyen quang');
    await page
      .getByRole('option', { name: /Xã Tân Trào/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/do-bao-phu\/\d+/);
    await openFinder(page);
    await page.keyboard.type('nguyen thi an');
    await page
      .getByRole('option', { name: /^Nguyễn Thị An/ })
      .first()
      .click();
    await page.waitForURL(/\/nguoi\/\d+/);
  });

  test('somebody with two cards at once is told by which he is counted, and why', async () => {
    const day = '2021-12-31';
    const found = await sql<{ personId: number }>`
      select a.person_id as "personId"
      from registry.participation a
      join registry.participation b on b.person_id = a.person_id and b.category > a.category
      where a.recorded_to is null and b.recorded_to is null
        and a.valid_from <= ${day}::date and (a.valid_to is null or ${day}::date < a.valid_to)
        and b.valid_from <= ${day}::date and (b.valid_to is null or ${day}::date < b.valid_to)
      order by a.person_id
      limit 1`.execute(app.ctx().db);
    const opened = await browser.open(`/nguoi/${found.rows[0]?.personId}?ngay=${day}`);
    const { page } = opened;
    const cards = page.getByRole('region', { name: 'Các khoảng tham gia BHYT' });
    await cards.getByText(/Ngày 31\/12\/2021 có 2 thẻ còn hạn/).waitFor();
    expect(await cards.innerText()).toContain('Điều 13 Luật BHYT');
    expectCalm(opened);
  });

  test('a household lists its members, each a door', async () => {
    const opened = await browser.open('/nguoi?tim=nguyen%20thi%20an');
    const { page } = opened;
    await page.locator('tbody tr a').first().click();
    await page.locator('a[href^="/ho/"]').first().click();
    await page.getByRole('heading', { name: /^Hộ / }).waitFor();
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
    expectCalm(opened);
  });
});
