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

  test('the start page says what is due', async () => {
    const opened = await browser.open('/');
    await opened.page.getByRole('link', { name: 'Giao chỉ tiêu cho các xã' }).waitFor();
    expectCalm(opened);
  });
});
