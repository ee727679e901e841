/**
 * Takes the screenshots of the README and the guide from a running demo:
 * `node scripts/screenshots.ts http://127.0.0.1:8420/bat-dau?ma=… docs/guide/images`.
 * The address is the one-time link that `npm start -- --demo` prints.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIRequestContext, Browser, BrowserContext, Page } from 'playwright-core';
import { DESK, PHONE, launchBrowser } from '../test/browser/browser.ts';
import { plantList } from './screenshot-lists.ts';

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

const PLAN_FILE = join(import.meta.dirname, '../test/golden/plans/xa-tan-hoa-2026.txt');
const DAY = 'ngay=2021-12-31';
const PROVINCE = 1208;
const COMMUNE = 202_545;

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
  {
    name: 'chi-tieu-cay',
    path: '/chi-tieu/2076?nam=2025&ngay=2025-06-30',
    whole: true,
  },
  { name: 'chi-tieu-phan-bo', path: '/chi-tieu/2076/phan-bo?nam=2025&ngay=2025-01-20' },
  { name: 'ke-hoach-doc', path: '/ke-hoach', prepare: openPlan('task') },
  { name: 'ke-hoach-thuc-hien', path: '/ke-hoach', prepare: openPlan('thuc-hien') },
  { name: 'viec-duoc-giao', path: `/viec?donvi=${COMMUNE}` },
  { name: 'viec-bao-cao', path: `/viec-bao-cao?donvi=${COMMUNE}`, whole: true },
  { name: 'chien-dich', path: `/chien-dich?donvi=${PROVINCE}`, prepare: openFirstRow },
  { name: 'danh-sach-gui-den', path: '/danh-sach-gui-den', whole: true, prepare: openList },
  { name: 'ra-soat', path: '/ra-soat', whole: true },
  {
    name: 'ra-soat-mot-viec',
    path: '/ra-soat/danh-sach?loai=doubtfulMatch',
    prepare: openFirstDoubt,
  },
  { name: 'nen-toi', path: `/do-bao-phu/2076?${DAY}`, dark: true },
];

async function openFirstRow(page: Page): Promise<void> {
  await page.locator('tbody tr a').first().click();
  await page.waitForURL(/\/(?:nguoi|chien-dich)\/\d+/);
}

/** The list that `plantList` sends, at its difference. */
async function openList(page: Page): Promise<void> {
  await page.locator('tbody tr a').first().click();
  await page.getByRole('tab', { selected: true }).waitFor();
}

async function openFirstDoubt(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Làm lần lượt' }).click();
  await page.waitForURL(/\/ra-soat\/viec\/\d+/);
}

/** The plan that `plantWork` reads, at one of its tabs. */
function openPlan(tab: string): (page: Page) => Promise<void> {
  return async (page) => {
    const { plans } = await callApi<{ plans: { planId: number }[] }>(
      page.request,
      new URL(page.url()).origin,
      ['get', `/v1/plans/u${COMMUNE}`],
    );
    await page.goto(
      `${new URL(page.url()).origin}/ke-hoach/${COMMUNE}/${plans[0]?.planId}?phan=${tab}`,
    );
    await page.getByRole('tab', { selected: true }).waitFor();
  };
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

// ── work to be seen ─────────────────────────────────────────────────────────────────────────────

type Call = readonly [method: 'get' | 'post' | 'put', path: string, body?: object];

async function callApi<T>(
  request: APIRequestContext,
  origin: string,
  [method, path, body]: Call,
): Promise<T> {
  const headers = { origin, 'sec-fetch-site': 'same-origin' };
  const answer = await request.fetch(`${origin}${path}`, { method, headers, data: body });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/**
 * A plan of a commune, read, confirmed and adopted; a campaign with marks. What is there already is
 * left alone: the second run of a demo shows the same.
 */
async function plantWork(request: APIRequestContext, origin: string): Promise<void> {
  const call = <T>(...asked: Call): Promise<T> => callApi<T>(request, origin, asked);
  const unit = `/v1/plans/u${COMMUNE}`;
  const { plans } = await call<{ plans: { state: string }[] }>('get', unit);
  if (plans.some(({ state }) => state === 'adopted')) return;
  // of the next year: this year's targets of the demo are given from above
  const year = new Date().getFullYear() + 1;
  const text = (await readFile(PLAN_FILE, 'utf8')).replaceAll('2026', String(year));
  const page = await call<{ planId: number; items: { itemNo: number }[] }>('post', unit, {
    fileName: 'ke-hoach-xa.txt',
    text,
  });
  const path = `${unit}/${page.planId}`;
  const items = page.items.map((item) => item.itemNo);
  await call('post', `${path}/edits`, { edits: [{ action: 'confirm', items }] });
  interface Name {
    kind: string;
    name: string;
    meaning: object | null;
  }
  const { names } = await call<{ names: Name[] }>('get', `${path}/names`);
  const matches = names.map(({ kind, name, meaning }) => ({
    kind,
    name,
    meaning: meaning ?? (kind === 'unit' ? { is: 'unit', unitId: COMMUNE } : { is: 'nothing' }),
  }));
  await call('put', `${path}/names`, { matches });
  await call('post', `${path}/adoption`);
  await plantCampaign(call);
}

async function plantCampaign(call: <T>(...asked: Call) => Promise<T>): Promise<void> {
  const day = (from: number): string =>
    new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const { campaignId } = await call<{ campaignId: number }>('post', `/v1/campaigns/${PROVINCE}`, {
    name: 'Tháng cao điểm vận động Nhân dân tham gia BHYT',
    from: day(-6),
    until: day(23),
    steps: [
      { title: 'Giao chỉ tiêu cho các xã, phường', level: 'province', deadline: { day: day(-8) } },
      { title: 'Kiện toàn Ban Chỉ đạo', level: 'commune', deadline: { day: day(-3) } },
      { title: 'Rà soát danh sách theo thôn', level: 'commune', deadline: { day: day(4) } },
    ],
    weekly: [
      {
        level: 'commune',
        receiverName: 'Ban Chỉ đạo tỉnh',
        isoWeekday: 3,
        time: '15:30',
        content: 'Kết quả vận động trong tuần',
      },
    ],
  });
  interface Campaign {
    steps: { stepId: number; level: string }[];
    units: { unitId: number; level: string }[];
  }
  const { steps, units } = await call<Campaign>('get', `/v1/campaigns/${PROVINCE}/${campaignId}`);
  const step = steps.find(({ level }) => level === 'commune');
  const communes = units.filter(({ level }) => level === 'commune').slice(0, 90);
  for (const { unitId } of communes) {
    const path = `/v1/campaigns/${unitId}/${campaignId}/steps/${step?.stepId}/marks`;
    await call('post', path, { kind: 'done' });
  }
}

const [address, folder = 'docs/guide/images', ...names] = process.argv.slice(2);
if (address === undefined) {
  console.error('node scripts/screenshots.ts <one-time demo address> [folder [shot …]]');
  process.exit(1);
}
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  const context = await signIn(browser, address);
  const state = await context.storageState();
  const { origin } = new URL(address);
  await plantWork(context.request, origin);
  await plantList(context.request, origin, COMMUNE);
  const shots = SHOTS.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const shot of shots) await takeShot(browser, origin, state, shot, folder);
} finally {
  await browser.close();
}
