import { beforeAll, describe, expect, test } from 'vitest';
import { computeNewScenario, noteFailure } from '../../src/entitlement/what-if-ops.ts';
import { recordSponsorship } from '../../src/entitlement/sponsorship-ops.ts';
import { SponsorshipInput } from '../../src/entitlement/sponsorship-types.ts';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { DESK, PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** Every screen, on a day and a place where it is full. */
const SCREENS: readonly [name: string, path: string][] = [
  ['tổng quan', '/'],
  ['độ bao phủ', '/do-bao-phu/2076?ngay=2021-12-31&sosanh=allCards'],
  ['danh sách người', '/danh-sach?ngay=2021-12-31&donvi=2076&loai=chua-co'],
  ['tra cứu người', '/nguoi?tim=nguyen%20thi%20an'],
  ['thêm người vào sổ', '/them-nguoi'],
  ['phải vận động', '/van-dong?lydo=termEnded'],
  ['dự báo mất thẻ', '/du-bao'],
  ['người sắp mất thẻ', '/du-bao/danh-sach?vi=termEnds'],
  ['dự toán', '/du-toan'],
  ['người trong quyết toán', '/du-toan/nguoi?doituong=CN&phia=quyet-toan'],
  ['tài trợ, hỗ trợ thêm', '/tai-tro?donvi=202536'],
  ['ghi khoản tài trợ', '/tai-tro/moi?donvi=202536'],
  ['một khoản tài trợ', '/tai-tro/1?donvi=202536'],
  ['nếu – thì', '/neu-thi'],
  ['lập kịch bản', '/neu-thi/moi'],
  ['so sánh kịch bản', '/neu-thi/so-sanh?donvi=2076&so=1.2'],
  ['5 năm liên tục', '/lien-tuc'],
  ['đóng trùng', '/dong-trung'],
  ['bảo hiểm khác', '/dong-trung?xem=bao-hiem-khac'],
  ['thẻ đã hết hạn', '/du-bao/gia-han?the=GD'],
  ['xét đối tượng', '/xet-doi-tuong'],
  ['rà soát', '/ra-soat'],
  ['việc rà soát', '/ra-soat/danh-sach?loai=doubtfulMatch'],
  ['chờ duyệt', '/ra-soat/cho-duyet'],
  ['chỉ tiêu', '/chi-tieu/2076?nam=2025&ngay=2025-06-30'],
  ['phân bổ chỉ tiêu', '/chi-tieu/2076/phan-bo?nam=2025&ngay=2025-01-20'],
  ['bảng chỉ tiêu', '/chi-tieu/2076/bang'],
  ['chỉ tiêu của đơn vị', '/chi-tieu/202536/cua-don-vi?nam=2026'],
  ['đề xuất lại chỉ tiêu', '/chi-tieu/1208/de-xuat'],
  ['các chỉ số', '/chi-tieu/1208/chi-so'],
  ['danh sách gửi đến', '/danh-sach-gui-den'],
  ['nhập danh sách từ giấy', '/danh-sach-gui-den/nhap-tay'],
  ['tìm trùng trong sổ', '/nguoi/trung?donvi=202536'],
  ['danh sách thôn để ký', '/danh-sach-thon'],
  ['kế hoạch', '/ke-hoach'],
  ['việc của tôi', '/viec-cua-toi'],
  ['việc được giao', '/viec?donvi=2076'],
  ['nhiệm vụ báo cáo', '/viec-bao-cao?donvi=2076'],
  ['lịch và cách tính hạn', '/lich-lam-viec?donvi=2076'],
  ['ban chỉ đạo', '/ban-chi-dao?donvi=2076'],
  ['vướng mắc', '/vuong-mac?donvi=2076'],
  ['sổ văn bản', '/van-ban?donvi=2076'],
  ['chiến dịch', '/chien-dich?donvi=2076'],
  ['kho cách làm hay', '/cach-lam-hay?donvi=2076'],
  ['đơn vị hành chính', '/don-vi'],
  ['danh mục đơn vị', '/don-vi/1208/danh-muc'],
  ['một đơn vị', '/don-vi/202545'],
  ['thay đổi đơn vị', '/don-vi/202545/thay-doi?loai=split'],
  ['nhập thôn', '/don-vi/202545/nhap-thon'],
  ['người dùng', '/nguoi-dung'],
  ['nhật ký', '/nhat-ky'],
  ['lưu giữ và xóa', '/luu-giu'],
  ['tác vụ', '/tac-vu'],
  ['nguồn dữ liệu', '/nguon-du-lieu'],
  ['tài khoản', '/tai-khoan'],
  ['trợ giúp', '/tro-giup'],
];

/** One that was computed and one that failed. */
beforeAll(async () => {
  const ctx = app.ctx();
  const like = {
    note: '',
    uptake: {},
    renewsLists: true,
    changes: [
      { kind: 'support', category: 'CN', bp: 10_000, from: '2027-01-01', to: null } as const,
    ],
  };
  await computeNewScenario(ctx, 2076, { ...like, name: 'Hỗ trợ toàn bộ hộ cận nghèo' });
  const failed = await computeNewScenario(ctx, 2076, { ...like, name: 'Bị dừng giữa chừng' });
  await noteFailure(ctx, failed.scenarioId, [{ code: 'entitlement.scenario.stopped' }]);
  const promise = SponsorshipInput.parse({
    payer: 'sponsor',
    payerName: 'Hội Chữ thập đỏ tỉnh',
    categories: ['GD'],
    way: 'share',
    shareBp: 2000,
    from: '2026-01-01',
    to: '2027-01-01',
    moneyMaxVnd: 200_000_000,
  });
  await recordSponsorship(ctx, 202_536, promise);
}, PATIENCE_MS);

const BYTES_MAX = 400_000;
const CONTENT_MS_MAX = 1500;

async function openPerson(): Promise<string> {
  const { page } = await browser.open('/nguoi?tim=nguyen%20thi%20an');
  await page.locator('tbody tr a').first().click();
  await page.waitForURL(/\/nguoi\/\d+/);
  return new URL(page.url()).pathname;
}

describe('every screen', { timeout: PATIENCE_MS }, () => {
  test.each(SCREENS)('%s: axe finds nothing serious, light and dark', async (_name, path) => {
    const opened = await browser.open(path);
    const { page } = opened;
    await page.waitForLoadState('networkidle');
    expect(await listSeriousFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await listSeriousFindings(page, 'colours')).toEqual([]);
    expectCalm(opened);
  });

  test.each(SCREENS)('%s: nothing is cut at 360 px', async (_name, path) => {
    const opened = await browser.open(path, { viewport: PHONE });
    await opened.page.waitForLoadState('networkidle');
    await expectNothingCut(opened.page);
    expectCalm(opened);
  });

  test('a person: axe, 360 px', async () => {
    const path = await openPerson();
    for (const viewport of [DESK, PHONE]) {
      const opened = await browser.open(path, { viewport });
      await opened.page.waitForLoadState('networkidle');
      expect(await listSeriousFindings(opened.page)).toEqual([]);
      await expectNothingCut(opened.page);
      expectCalm(opened);
    }
  });

  test('before the sign-in: axe, 360 px', async () => {
    const { page } = await browser.open('/dang-nhap', { stranger: true, viewport: PHONE });
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    expect(await listSeriousFindings(page)).toEqual([]);
    await expectNothingCut(page);
  });
});

describe('weight and speed', { timeout: PATIENCE_MS }, () => {
  test.each(['/', '/do-bao-phu/2076?ngay=2021-12-31'])(
    '%s loads at most 400 kB in all, on an empty cache',
    async (path) => {
      // a page that fetches nothing of its own, so that only the next one is weighed
      const { page } = await browser.open('/healthz');
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      const urls = new Map<string, string>();
      const loads: { bytes: number; url: string }[] = [];
      session.on('Network.responseReceived', (event) => {
        urls.set(event.requestId, event.response.url);
      });
      session.on('Network.loadingFinished', (event) => {
        const url = urls.get(event.requestId) ?? '';
        loads.push({ bytes: event.encodedDataLength, url });
      });
      await page.goto(`${app.url()}${path}`);
      await page.waitForLoadState('networkidle');
      const bytes = loads.reduce((sum, load) => sum + load.bytes, 0);
      expect(bytes).toBeGreaterThan(50_000);
      const heaviest = loads.toSorted((a, b) => b.bytes - a.bytes).slice(0, 12);
      const list = heaviest.map((load) => `${load.bytes} ${load.url}`).join('\n');
      expect(bytes, list).toBeLessThan(BYTES_MAX);
    },
  );

  test('the start page shows its figure within a second and a half', async () => {
    const { page } = await browser.open('/');
    await page.getByText('Tỷ lệ bao phủ BHYT').first().waitFor();
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await page.reload();
      await page.getByText('Tỷ lệ bao phủ BHYT').first().waitFor();
      times.push(await page.evaluate(() => performance.now()));
    }
    expect(Math.min(...times)).toBeLessThan(CONTENT_MS_MAX);
  });
});

describe('the language', { timeout: PATIENCE_MS }, () => {
  test('English is a press away, names the page in English and is remembered', async () => {
    const opened = await browser.open('/nguon-du-lieu');
    const { page } = opened;
    await page.getByRole('button', { name: 'Giao diện và ngôn ngữ' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Data sources' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Data sources' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expectCalm(opened);
  });
});
