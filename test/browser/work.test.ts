/** Work as people do it: a task given and done; a campaign with its steps marked, on a full page. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createCampaign } from '../../src/campaigns/ops.ts';
import { addDays } from '../../src/kernel/dates.ts';
import { today } from '../../src/stores/context.ts';
import { addTasks } from '../../src/tasks/ops.ts';
import { TaskInput } from '../../src/tasks/types.ts';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { DESK, PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);
const DISTRICT = 2076;
/** of the two-level tree: 124 communes */
const PROVINCE = 1208;
let campaign = 0;

beforeAll(async () => {
  const ctx = app.ctx();
  const day = addDays(today(ctx), 3);
  const input = TaskInput.parse({ title: 'Giao chỉ tiêu cho các xã', deadline: { day } });
  await addTasks(ctx, DISTRICT, input);
  const made = await createCampaign(ctx, {
    unitId: DISTRICT,
    name: 'Tháng cao điểm thử',
    from: addDays(today(ctx), -5),
    until: addDays(today(ctx), 20),
    steps: [{ title: 'Họp các thôn', level: 'commune', deadline: { day } }],
    weekly: [
      {
        level: 'commune',
        receiverName: 'Ban Chỉ đạo',
        isoWeekday: 3,
        time: '15:30',
        content: 'Kết quả vận động',
      },
    ],
  });
  campaign = made.campaignId;
}, PATIENCE_MS);

describe('work', { timeout: PATIENCE_MS }, () => {
  test('a task is given in a form, found in the list and done on its page', async () => {
    const opened = await browser.open(`/viec?donvi=${DISTRICT}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Giao việc' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Việc', { exact: false }).first().fill('Rà soát hộ cận nghèo');
    await form.getByRole('button', { name: 'Giao việc' }).click();
    await page.getByRole('link', { name: 'Rà soát hộ cận nghèo' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Rà soát hộ cận nghèo' }).waitFor();
    await page.getByRole('button', { name: 'Đã xong' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đã xong' }).click();
    await page.getByText('Hoàn thành').waitFor();
    await page.getByRole('button', { name: 'Mở lại' }).waitFor();
    expectCalm(opened);
  });

  test('the matrix of a campaign is marked by a press', async () => {
    const opened = await browser.open(`/chien-dich/${campaign}?donvi=${DISTRICT}`);
    const { page } = opened;
    const cell = page.getByRole('button', { name: /Họp các thôn: Chưa đến hạn/ }).first();
    await cell.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đánh dấu đã xong' }).click();
    await page
      .getByRole('button', { name: /Họp các thôn: Xong đúng hạn/ })
      .first()
      .waitFor();
    await page.getByText(/^1\/\d+ xong$/).waitFor();
    expectCalm(opened);
  });

  const full = ['', '&muc=tien-do', '&muc=tuan', '&muc=danh-gia'];
  test.each(full)('a campaign%s: axe, 360 px', async (tab) => {
    for (const viewport of [DESK, PHONE]) {
      const path = `/chien-dich/${campaign}?donvi=${DISTRICT}${tab}`;
      const opened = await browser.open(path, { viewport });
      await opened.page.waitForLoadState('networkidle');
      expect(await listSeriousFindings(opened.page)).toEqual([]);
      await expectNothingCut(opened.page);
      expectCalm(opened);
    }
  });

  test('a good practice noted in a campaign is found in the library of all campaigns', async () => {
    const opened = await browser.open(`/chien-dich/${campaign}?donvi=${DISTRICT}&muc=danh-gia`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Ghi cách làm hay' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Tên cách làm').fill('Heo đất BHYT');
    await form.getByLabel('Làm thế nào').fill('Mỗi hộ để dành 3.000 đồng một ngày');
    await form.getByLabel('Hiệu quả').fill('45 hộ mua thẻ cả nhà');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Heo đất BHYT').first().waitFor();
    await page.goto(`${app.url()}/chien-dich?donvi=${DISTRICT}`);
    await page.getByRole('link', { name: 'Kho cách làm hay' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Heo đất BHYT' });
    await row.getByText('45 hộ mua thẻ cả nhà').waitFor();
    await row.getByRole('link', { name: 'Tháng cao điểm thử' }).waitFor();
    expectCalm(opened);
  });

  test('work given to many units is one line, and leads to each of them', async () => {
    await addTasks(
      app.ctx(),
      PROVINCE,
      TaskInput.parse({ title: 'Niêm yết danh sách hộ', level: 'commune' }),
    );
    const opened = await browser.open(`/viec?donvi=${PROVINCE}&gop=1&tim=Niêm yết`);
    const { page } = opened;
    const row = page.getByRole('row').filter({ hasText: 'Niêm yết danh sách hộ' });
    await row.getByRole('link', { name: 'Niêm yết danh sách hộ' }).click();
    await page.waitForURL(/goi=\d+/);
    await page.getByRole('button', { name: /Một việc ở từng đơn vị/ }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Niêm yết danh sách hộ' }).nth(1).waitFor();
    expectCalm(opened);
  });

  test('the matrix of steps narrows to who is behind and goes into a file', async () => {
    const opened = await browser.open(`/chien-dich/${campaign}?donvi=${DISTRICT}`);
    const { page } = opened;
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Xuất Excel' }).first().click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^Tháng cao điểm thử - .+\.xlsx$/);
    await page.getByRole('switch', { name: 'Chỉ 0 đơn vị còn bước quá hạn' }).click();
    await page
      .getByRole('button', { name: /Họp các thôn/ })
      .first()
      .waitFor({ state: 'detached' });
    expectCalm(opened);
  });

  test('a duty to report is set by hand, ticked, excused with a reason, and ended', async () => {
    const opened = await browser.open(`/viec-bao-cao?donvi=${DISTRICT}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Đặt nhiệm vụ báo cáo' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Nội dung báo cáo').fill('Số thẻ mới trong tuần');
    await form.getByLabel('Nơi nhận').fill('Ban Chỉ đạo huyện');
    await form.getByLabel('Giờ').fill('16:00');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Hằng tuần, Thứ Tư, 16:00').waitFor();
    const period = page.getByRole('row').filter({ hasText: 'Số thẻ mới trong tuần' });
    // of the periods, which come after the duty itself
    await period.locator('a[href*="xem="]').last().click();
    await page.getByRole('button', { name: 'Đã nhận' }).first().click();
    await page.getByText('Đã gửi đúng hạn').first().waitFor();
    await page.getByRole('button', { name: 'Miễn kỳ này' }).first().click();
    await form.getByLabel('Lý do miễn').fill('Xã mất điện');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Xã mất điện').waitFor();
    await page.getByRole('link', { name: 'Số thẻ mới trong tuần' }).first().click();
    await page.getByRole('button', { name: /^Xem cả \d+ nhiệm vụ$/ }).waitFor();
    await page.getByRole('button', { name: 'Thôi', exact: true }).last().click();
    await form.getByRole('button', { name: 'Thôi từ hôm nay' }).click();
    await form.waitFor({ state: 'detached' });
    expectCalm(opened);
  });

  test('“trước ngày” is set for the unit, a swapped day is added: the year has one working day more', async () => {
    const opened = await browser.open(`/lich-lam-viec?donvi=${DISTRICT}&nam=2026`);
    const { page } = opened;
    await page.getByText('Năm 2026 có 251 ngày làm việc').waitFor();
    await page.getByRole('button', { name: 'Thêm ngày' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Ngày', { exact: false }).first().fill('22/08/2026');
    await form.getByLabel('Tên ngày').fill('Làm bù dịp Quốc khánh');
    await form.getByLabel('Căn cứ').fill('Thông báo 01/TB');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Năm 2026 có 252 ngày làm việc').waitFor();
    await page.getByRole('button', { name: 'Đổi cách tính' }).click();
    await form.getByRole('combobox', { name: '“Trước ngày D” nghĩa là' }).click();
    await page.getByRole('option', { name: 'hết ngày liền trước D là quá hạn' }).click();
    await form.getByLabel('Lý do, căn cứ').fill('Theo quy chế làm việc');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText(/Đặt tại Huyện Sơn Dương/).waitFor();
    expectCalm(opened);
  });

  test('an agency is entered and somebody acts for it', async () => {
    const opened = await browser.open(`/ban-chi-dao?donvi=${DISTRICT}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Thêm cơ quan' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Tên cơ quan').fill('Bưu điện huyện');
    await form.getByRole('button', { name: 'Lưu' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Bưu điện huyện' });
    await row.getByRole('button', { name: 'Thêm người' }).click();
    await form.getByLabel('Tên đăng nhập').fill('khong.co');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await form.getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    await row.getByRole('button', { name: 'Bỏ khỏi danh bạ' }).click();
    await form.getByRole('button', { name: 'Bỏ khỏi danh bạ' }).click();
    await row.waitFor({ state: 'detached' });
    // the only trouble is the refusal of a name nobody signs in with
    expect(opened.troubles).toEqual([expect.stringContaining('422')]);
  });

  test('the start page says what is due', async () => {
    const opened = await browser.open('/');
    await opened.page.getByRole('link', { name: 'Giao chỉ tiêu cho các xã' }).waitFor();
    expectCalm(opened);
  });
});
