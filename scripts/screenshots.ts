/**
 * Takes the screenshots of the README and the guide from a running demo:
 * `node scripts/screenshots.ts http://127.0.0.1:8420/bat-dau?ma=… docs/guide/images`.
 * The address is the one-time link that `npm start -- --demo` prints.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DESK, PHONE, launchBrowser } from '../test/browser/browser.ts';

interface Shot {
  name: string;
  path: string;
  phone?: boolean;
  dark?: boolean;
  /** the whole page, not only what is in sight */
  whole?: boolean;
  /** brings the page into the state to be shown */
  prepare?: (page: Page) => Promise<void>;
}

const DAY = 'ngay=2021-12-31';

const SHOTS: readonly Shot[] = [
  { name: 'tong-quan', path: '/' },
  { name: 'do-bao-phu', path: `/do-bao-phu/2076?${DAY}`, whole: true },
  {
    name: 'hai-cach-tinh-dia-gioi-moi',
    path: `/do-bao-phu/2076?${DAY}&diagioi=2026-01-01&sosanh=allCards`,
    whole: true,
  },
  { name: 'danh-sach-chua-co-the', path: `/danh-sach?${DAY}&donvi=2076&loai=chua-co` },
  { name: 'mot-nguoi', path: '/nguoi?tim=nguyen%20thi%20an', whole: true, prepare: openFirstRow },
  {
    name: 'ghi-thay-doi',
    path: '/nguoi?tim=nguyen%20thi%20an',
    whole: true,
    prepare: fillStatus,
  },
  { name: 'don-vi', path: '/don-vi/202545', whole: true },
  { name: 'tim-nhanh', path: '/nguon-du-lieu', prepare: openFinder },
  { name: 'nguoi-dung', path: '/nguoi-dung' },
  { name: 'nhat-ky', path: '/nhat-ky' },
  { name: 'dien-thoai-tong-quan', path: '/', phone: true },
  { name: 'dien-thoai-do-bao-phu', path: `/do-bao-phu/2076?${DAY}`, phone: true },
  { name: 'nen-toi', path: `/do-bao-phu/2076?${DAY}`, dark: true },
];

async function openFirstRow(page: Page): Promise<void> {
  await page.locator('tbody tr a').first().click();
  await page.waitForURL(/\/nguoi\/\d+/);
}

/** A status typed in and seen before it is written. */
async function fillStatus(page: Page): Promise<void> {
  await openFirstRow(page);
  await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
  await page.getByRole('menuitem', { name: 'Ghi diện, danh sách' }).click();
  await page.getByRole('combobox', { name: /^Diện/ }).click();
  await page.getByRole('option', { name: 'Hộ cận nghèo' }).click();
  await page.getByLabel(/^Từ ngày/).fill('01/01/2026');
  await page.getByLabel(/^Đến hết ngày/).fill('31/12/2026');
  await page.getByRole('button', { name: 'Xem trước' }).click();
  await page.getByRole('region', { name: 'Sẽ ghi vào sổ' }).getByText('Hộ cận nghèo').waitFor();
}

async function openFinder(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tan trao');
  await page.getByRole('option').first().waitFor();
}

async function signIn(browser: Browser, address: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Vào xem' }).click();
  await page.getByRole('navigation').first().waitFor();
  return context;
}

async function takeShot(
  browser: Browser,
  origin: string,
  state: Awaited<ReturnType<BrowserContext['storageState']>>,
  shot: Shot,
  folder: string,
): Promise<void> {
  const context = await browser.newContext({
    viewport: shot.phone ? PHONE : DESK,
    colorScheme: shot.dark ? 'dark' : 'light',
    deviceScaleFactor: shot.phone ? 2 : 1,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    storageState: state,
  });
  const page = await context.newPage();
  await page.goto(`${origin}${shot.path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await shot.prepare?.(page);
  await page.waitForLoadState('networkidle');
  const path = join(folder, `${shot.name}.png`);
  await page.screenshot({ path, fullPage: shot.whole === true });
  await context.close();
  console.log(path);
}

const [address, folder = 'docs/guide/images'] = process.argv.slice(2);
if (address === undefined) {
  console.error('node scripts/screenshots.ts <one-time demo address> [folder]');
  process.exit(1);
}
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  const state = await (await signIn(browser, address)).storageState();
  const { origin } = new URL(address);
  for (const shot of SHOTS) await takeShot(browser, origin, state, shot, folder);
} finally {
  await browser.close();
}
