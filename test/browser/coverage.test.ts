import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** Huyện Sơn Dương at the end of 2021, the figures of its plan. */
const SON_DUONG = '/do-bao-phu/2076?ngay=2021-12-31';

describe('coverage of a unit', { timeout: PATIENCE_MS }, () => {
  test('the figures are those of the plan, to the person', async () => {
    const opened = await browser.open(SON_DUONG);
    const { page } = opened;
    await page.getByRole('heading', { level: 1, name: 'Huyện Sơn Dương' }).waitFor();
    const figures = page.getByRole('region', { name: 'Độ bao phủ' });
    const text = await figures.innerText();
    for (const figure of ['85,1%', '155.163', '182.330', '27.167', '1.210']) {
      expect(text).toContain(figure);
    }
    const groups = page.getByRole('region', { name: 'Theo nhóm đối tượng' });
    const groupText = await groups.innerText();
    for (const count of ['8.541', '5.374', '80.185', '4.154', '38.658', '37.373', '33.118']) {
      expect(groupText).toContain(count);
    }
    expectCalm(opened);
  });

  test('a number opens exactly the people behind it', async () => {
    const opened = await browser.open(SON_DUONG);
    const { page } = opened;
    const groups = page.getByRole('region', { name: 'Theo nhóm đối tượng' });
    await groups.getByRole('link', { name: '4.154' }).click();
    await page.getByRole('heading', { level: 1, name: 'Có thẻ BHYT: Huyện Sơn Dương' }).waitFor();
    await page.getByRole('button', { name: 'Đếm tổng số' }).click();
    await page.getByText('200 / 4.154 dòng').first().waitFor();
    const address = new URL(page.url()).searchParams;
    expect(address.get('ngay')).toBe('2021-12-31');
    expect(address.get('loai')).toBe('co-the');
    expectCalm(opened);
  });

  test('the old district by the communes of today: ten of them, the same sum', async () => {
    const opened = await browser.open(SON_DUONG);
    const { page } = opened;
    await page.getByRole('button', { name: /^Theo địa giới ngày/ }).click();
    await page.getByLabel('Ngày khác').fill('1/1/2026');
    await page.keyboard.press('Enter');
    await page.waitForURL(/diagioi=2026-01-01/);
    const children = page.getByRole('region', { name: 'Theo đơn vị trực thuộc' });
    await children.getByText('10 dòng').waitFor();
    expect(await children.locator('tfoot').innerText()).toContain('155.163');
    await children.getByRole('link', { name: 'Xã Tân Trào' }).waitFor();
    expectCalm(opened);
  });

  test('two definitions stand side by side', async () => {
    const opened = await browser.open(`${SON_DUONG}&sosanh=allCards`);
    const { page } = opened;
    const figures = page.getByRole('region', { name: 'Độ bao phủ' });
    await figures.getByText('155.163').first().waitFor();
    expect(await figures.getByRole('img', { name: /^Tỷ lệ bao phủ/ }).count()).toBe(2);
    await page.getByRole('columnheader', { name: 'Chênh lệch' }).waitFor();
    expectCalm(opened);
  });

  test('the series shows the loss of July 2021 and walks by arrow keys to a month', async () => {
    const opened = await browser.open(SON_DUONG);
    const { page } = opened;
    const drawing = page.getByRole('group', { name: /theo tháng$/ });
    const last = drawing.getByRole('link', { name: /^31\/12\/2021/ });
    await last.focus();
    for (let month = 0; month < 5; month += 1) await page.keyboard.press('ArrowLeft');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(focused).toMatch(/^31\/07\/2021; .* 80,\d%/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/ngay=2021-07-31/);
    expectCalm(opened);
  });

  test('a header sorts, the sort stands in the address and survives a reload', async () => {
    const opened = await browser.open(SON_DUONG);
    const { page } = opened;
    const children = page.getByRole('region', { name: 'Theo đơn vị trực thuộc' });
    await children.getByRole('button', { name: 'Dân số' }).click();
    await page.waitForURL(/xepdv=population.desc/);
    const first = children.locator('tbody tr').first();
    expect(await first.innerText()).toContain('Thị trấn Sơn Dương');
    await page.reload();
    await first.waitFor();
    expect(await first.innerText()).toContain('Thị trấn Sơn Dương');
    expectCalm(opened);
  });

  test('the cartogram walks by arrow keys and opens a unit', async () => {
    const opened = await browser.open(SON_DUONG);
    const { page } = opened;
    const map = page.getByRole('group', { name: /^Bản đồ dân số/ });
    await map.getByRole('link').first().waitFor();
    expect(await map.getByRole('link').count()).toBe(30);
    const start = map.locator('[tabindex="0"]');
    const before = await start.getAttribute('aria-label');
    await start.focus();
    await page.keyboard.press('ArrowDown');
    const after = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(after).not.toBe(before);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: after?.split(':')[0] ?? '?' }).waitFor();
    expectCalm(opened);
  });

  test('a list is saved as .xlsx and printed whole', async () => {
    const opened = await browser.open('/danh-sach?ngay=2021-12-31&donvi=2076&loai=co-the&nhom=2');
    const { page } = opened;
    await page.locator('tbody tr').first().waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Xuất Excel' }).click();
    expect((await saving).suggestedFilename()).toMatch(/\.xlsx$/);
    expect(await page.locator('tbody tr[data-index]').count()).toBeLessThan(200);
    await page.emulateMedia({ media: 'print' });
    await page.locator('tbody tr[data-index="199"]').waitFor();
    expect(await page.locator('tbody tr[data-index]').count()).toBe(200);
    expectCalm(opened);
  });
});
