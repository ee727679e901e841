import { serve } from '@hono/node-server';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openStaticFiles } from '../../src/http/static-files.ts';
import { buildOnce, useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { DESK, PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** Five people on 10/8/2026, near-poor; the father is employed, the youngest under 6. */
const FIVE =
  '/may-tinh#ngay=2026-08-10&thang=12&ho=nearPoor&nguoi=1960~~~~Ông&nguoi=1985~employee~~8000000~Bố' +
  '&nguoi=1988~~~~Mẹ&nguoi=15/3/2013~pupil~~~Con%20lớn&nguoi=3/9/2021~~~~Con%20út';

/** 133 kB of code, law and texts, 67 kB of fonts */
const CALCULATOR_BYTES_MAX = 210_000;

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).innerText()).replaceAll(/\s+/g, ' ');
}

describe('the law book', { timeout: PATIENCE_MS }, () => {
  test('a visitor finds a rule by words without marks; the search stands in the address', async () => {
    const { page } = await browser.open('/luat?ngay=2025-06-30', { stranger: true });
    await page.getByRole('heading', { level: 1, name: 'Sổ luật BHYT' }).waitFor();
    await page.getByLabel('Tìm trong sổ luật').fill('bac giang can ngheo');
    const rule = page.getByRole('article').filter({ hasText: 'hỗ trợ thêm 20% mức đóng' });
    await rule.waitFor();
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    const text = await rule.innerText();
    expect(text).toContain('Nghị quyết 60/2021/NQ-HĐND');
    expect(text).toContain('từ 01/01/2022 đến hết 30/06/2025');
    expect(text).toContain('Chưa kiểm chứng: theo nguồn thứ cấp');
    expect(text).toMatch(/rà soát ngày \d{2}\/\d{2}\/\d{4}/);
    await page.waitForURL((url) => url.searchParams.get('tim') === 'bac giang can ngheo');
    await page.reload();
    await rule.waitFor();
    await rule.getByText('ca mẫu').click();
    await rule.getByText('Nhà nước 70%, tỉnh 20%').first().waitFor();
  });

  test('warns of a resolution before it ends, and says that nothing follows', async () => {
    const { page } = await browser.open('/luat?xem=ending&ngay=2025-11-01', { stranger: true });
    const warning = page
      .getByRole('note')
      .filter({ hasText: 'Nghị quyết 60/2021/NQ-HĐND' })
      .first();
    await warning.waitFor();
    const text = await warning.innerText();
    expect(text).toContain('hết hiệu lực 31/12/2025');
    expect(text).toContain('Chưa có quy định nối tiếp');
  });

  test('the timeline sets the new base salary beside the old', async () => {
    const { page } = await browser.open('/luat?xem=timeline', { stranger: true });
    const day = page.getByRole('listitem').filter({ hasText: '01/07/2026' }).first();
    await day.waitFor();
    expect(await day.innerText()).toMatch(/Mức lương cơ sở: 2\.340\.000\s₫ → 2\.530\.000\s₫/);
  });

  test('the mapping shows where commune officers stood in each period', async () => {
    const { page } = await browser.open('/luat?xem=groups', { stranger: true });
    await page.getByRole('heading', { name: 'Các bảng phân nhóm theo thời kỳ' }).waitFor();
    await page.getByLabel('Lọc trong bảng').fill('Thân nhân công nhân, viên chức quốc phòng');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    expect(await page.locator('tbody tr').innerText()).toContain('TV');
  });

  test('who is signed in reads it inside the office app, from the navigation', async () => {
    const opened = await browser.open('/');
    const { page } = opened;
    await page.getByRole('navigation').getByRole('link', { name: 'Sổ luật BHYT' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Sổ luật BHYT' }).waitFor();
    expect(await page.getByRole('link', { name: 'Độ bao phủ' }).count()).toBeGreaterThan(0);
    await page.getByRole('navigation').getByRole('link', { name: 'Máy tính mức đóng' }).click();
    await page.getByRole('heading', { level: 1, name: 'Máy tính mức đóng BHYT' }).waitFor();
    expectCalm(opened);
  });

  test.each(['', '?xem=timeline', '?xem=ending', '?xem=groups'])(
    '/luat%s: axe and 360 px',
    async (search) => {
      const { page } = await browser.open(`/luat${search}`, { stranger: true, viewport: PHONE });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await expectNothingCut(page);
      expect(await listSeriousFindings(page)).toEqual([]);
    },
  );
});

describe('the calculator', { timeout: PATIENCE_MS }, () => {
  test('a household typed in by hand is answered to the đồng, with reasons and citations', async () => {
    const opened = await browser.open('/may-tinh#ngay=2026-08-10', { stranger: true });
    const { page } = opened;
    await page.getByLabel('Ngày sinh, năm sinh hoặc tuổi').fill('1980');
    await page.getByRole('button', { name: 'Thêm người' }).click();
    await page.getByLabel('Ngày sinh, năm sinh hoặc tuổi').nth(1).fill('5/9/2024');
    await page.getByRole('button', { name: 'Thêm người' }).click();
    await page.getByLabel('Ngày sinh, năm sinh hoặc tuổi').nth(2).fill('20');
    await page.getByLabel('Đang thuộc diện').nth(2).selectOption({ label: 'Sinh viên' });
    expect(await textOf(page, 'tbody tr:nth-child(1)')).toMatch(/hộ gia đình nhóm 5.*1\.366\.200/);
    expect(await textOf(page, 'tbody tr:nth-child(2)')).toMatch(/Trẻ em dưới 6 tuổi nhóm 3/);
    expect(await textOf(page, 'tbody tr:nth-child(3)')).toMatch(/683\.100 ₫ 683\.100 ₫/);
    expect(await textOf(page, 'tfoot')).toMatch(/4\.098\.600 ₫ 2\.049\.300 ₫ 2\.049\.300 ₫/);
    await page.getByText('Vì sao: Người thứ 3').click();
    const reasons = page.locator('details[open]', { hasText: 'Vì sao: Người thứ 3' });
    expect(await reasons.innerText()).toMatch(/Điều 6 Nghị định 188\/2025\/NĐ-CP/);
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    expect(await textOf(page, 'tfoot')).toContain('2.049.300');
    expectCalm(opened);
  });

  test('asks for the salary of an employee, and only then', async () => {
    const { page } = await browser.open('/may-tinh#ngay=2026-08-10&nguoi=1985', { stranger: true });
    await page.getByLabel('Đang thuộc diện').selectOption('employee');
    await page.getByText('Cần biết tiền lương hằng tháng').waitFor();
    await page.getByLabel('Tiền lương, lương hưu hoặc trợ cấp').fill('8000000');
    // 8,000,000 × 4.5 % × 12: two thirds by the employer
    expect(await textOf(page, 'tbody tr')).toMatch(/4\.320\.000 ₫ 0 ₫ 2\.880\.000 ₫ 1\.440\.000 ₫/);
  });

  test('a day before the first law is refused in words', async () => {
    const { page } = await browser.open('/may-tinh#ngay=2009-06-30', { stranger: true });
    await page.getByText('Dữ liệu pháp luật chưa có quy định').first().waitFor();
  });

  test('axe, day and night, desk and phone; nothing is cut', async () => {
    for (const viewport of [DESK, PHONE]) {
      const opened = await browser.open(FIVE, { stranger: true, viewport });
      const { page } = opened;
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('details')) each.open = true;
      });
      await expectNothingCut(page);
      expect(await listSeriousFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await listSeriousFindings(page, 'colours')).toEqual([]);
      expectCalm(opened);
    }
  });

  test('five people with all their reasons print on one page', async () => {
    const { page } = await browser.open(FIVE, { stranger: true });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByText('Căn cứ đã dẫn').waitFor();
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
  });

  test('speaks English when asked', async () => {
    const opened = await browser.open(FIVE, { stranger: true });
    await opened.page.getByRole('button', { name: 'English' }).click();
    await opened.page.getByRole('heading', { name: /contribution calculator/ }).waitFor();
    expect(await textOf(opened.page, 'tfoot')).toContain('Whole household');
    expectCalm(opened);
  });

  test('loads at most 210 kB in all', async () => {
    const { page } = await browser.open('/tro-giup');
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let bytes = 0;
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength;
    });
    await page.goto(`${app.url()}/may-tinh`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('load');
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(CALCULATOR_BYTES_MAX);
  });
});

describe('the network cut', { timeout: PATIENCE_MS }, () => {
  test('after one visit the calculator opens and reckons with the server gone', async () => {
    const server = await serveStatic();
    const { page } = await browser.open('/may-tinh', { stranger: true });
    await page.goto(`${server.url}/may-tinh`);
    await page.locator('html[data-offline="ready"]').waitFor({ state: 'attached' });
    await server.close();
    await page.goto('about:blank');
    await expect(fetch(server.url)).rejects.toThrow();
    await page.goto(`${server.url}${FIVE}`);
    expect(await textOf(page, 'tfoot')).toContain('9.784.800');
    await page.getByLabel('Đang thuộc diện').first().selectOption('veteran');
    expect(await textOf(page, 'tbody tr:nth-child(1)')).toContain('Cựu chiến binh nhóm 3');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: /contribution calculator/ }).waitFor();
    const font = await page.evaluate(() => document.fonts.check('16px "Be Vietnam Pro"', 'Đóng'));
    expect(font).toBe(true);
  });
});

/** The built pages alone, on a server that can be taken away. */
async function serveStatic(): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await buildOnce();
  expect(existsSync(`${folder}/offline-worker.js`)).toBe(true);
  const files = openStaticFiles(folder);
  const nothing = (): Response => new Response(null, { status: 404 });
  const listening = serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => (await files.answer(request)) ?? nothing(),
  });
  if (!listening.listening) await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await new Promise<void>((resolve) => {
        listening.close(() => resolve());
        if ('closeAllConnections' in listening) listening.closeAllConnections();
      });
    },
  };
}
