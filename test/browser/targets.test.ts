/** Targets as people set them: given, adjusted, shared out, taken on, answered, decided. */
import { describe, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);
const PROVINCE = 1208;
/** the next year: nothing of it stands in the demo */
const YEAR = 2027;

async function fillAct(form: Locator, number: string): Promise<void> {
  await form.getByLabel('Số, ký hiệu').fill(number);
  await form.getByLabel('Trích yếu').fill('Giao chỉ tiêu bao phủ BHYT');
  await form.getByLabel('Cơ quan ban hành').fill('UBND tỉnh');
}

async function openHistory(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Lịch sử' }).first().click();
  return page.getByRole('dialog');
}

describe('targets', { timeout: PATIENCE_MS }, () => {
  test('the province sets its target, then adjusts it with a reason: both values stay', async () => {
    const opened = await browser.open(`/chi-tieu/${PROVINCE}?nam=${YEAR}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Giao chỉ tiêu' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Tỷ lệ (%)').fill('93');
    await fillAct(form, '100/KH-UBND');
    await form.getByRole('button', { name: 'Giao', exact: true }).click();
    await page.getByText('ít nhất 93,0%').first().waitFor();
    await page.getByRole('button', { name: 'Điều chỉnh' }).click();
    await form.getByLabel('Tỷ lệ (%)').fill('94');
    await fillAct(form, '101/QĐ-UBND');
    await form.getByRole('button', { name: 'Điều chỉnh' }).click();
    await form.getByText(/lý do/i).last().waitFor();
    await form.getByLabel('Lý do').fill('Dân số tính lại');
    await form.getByRole('button', { name: 'Điều chỉnh' }).click();
    await page.getByText('ít nhất 94,0%').first().waitFor();
    await page.goto(`${app.url()}/chi-tieu/${PROVINCE}/cua-don-vi?nam=${YEAR}`);
    const history = await openHistory(page);
    await history.getByText(/93,0%/).first().waitFor();
    await history.getByText(/94,0%/).first().waitFor();
    await history.getByText('Dân số tính lại').waitFor();
    expectCalm(opened);
  });

  test('an indicator of the place is added and a target can be set for it', async () => {
    const opened = await browser.open(`/chi-tieu/${PROVINCE}/chi-so?nam=${YEAR}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Thêm chỉ số' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Tên chỉ số').fill('Tỷ lệ hộ dùng nước sạch');
    await form.getByLabel('Căn cứ').fill('Bộ tiêu chí nông thôn mới');
    await form.getByRole('button', { name: 'Thêm chỉ số' }).click();
    await page.getByRole('link', { name: 'Tỷ lệ hộ dùng nước sạch' }).click();
    await page.waitForURL(/chiso=tyLeHoDungNuocSach/);
    await page.getByRole('button', { name: 'Giao chỉ tiêu' }).waitFor();
    expectCalm(opened);
  });

  test('shared among the communes: a number fixed by hand stays, the sum is exact, then assigned', async () => {
    const opened = await browser.open(`/chi-tieu/${PROVINCE}/phan-bo?nam=${YEAR}`);
    const { page } = opened;
    const cells = page.getByLabel(/^Chỉ tiêu của .*, số người$/);
    await cells.first().waitFor();
    await page.getByText('khớp từng người').waitFor();
    const named = await firstWithPeople(cells);
    const value = await named.inputValue();
    const fixed = Number(value.replaceAll('.', '')) - 7;
    await named.fill(String(fixed));
    await named.press('Enter');
    await page.getByRole('button', { name: /Bỏ 1 số sửa tay/ }).waitFor();
    await page.getByText('khớp từng người').waitFor();
    await page.getByRole('button', { name: 'Giao chỉ tiêu' }).click();
    const form = page.getByRole('dialog');
    await fillAct(form, '102/QĐ-UBND');
    await form.getByRole('button', { name: 'Giao chỉ tiêu' }).click();
    await page.getByText(/Đã ghi: \d+ mới/).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /Bỏ 1 số sửa tay/ }).waitFor();
    expectCalm(opened);
  });

  test('one commune takes it on; another answers with a number, and the province decides', async () => {
    const opened = await browser.open(`/chi-tieu/202536/cua-don-vi?nam=${YEAR}`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Nhận chỉ tiêu' }).first().click();
    await page.getByText('Đã nhận').first().waitFor();
    await page.goto(`${app.url()}/chi-tieu/202545/cua-don-vi?nam=${YEAR}`);
    await page.getByRole('button', { name: 'Đề xuất lại' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Con số đề xuất').fill('4321');
    await form.getByLabel('Lý do').fill('Nhiều người đi làm xa');
    await form.getByRole('button', { name: 'Gửi đề xuất' }).click();
    await page.getByText('Đề xuất lại').first().waitFor();
    await page.goto(`${app.url()}/chi-tieu/${PROVINCE}/de-xuat`);
    const row = page.getByRole('row').filter({ hasText: 'Nhiều người đi làm xa' });
    await row.getByRole('button', { name: 'Theo đề xuất' }).click();
    await fillAct(form, '103/QĐ-UBND');
    await form.getByLabel('Lý do').fill('Đúng thực tế');
    await form.getByRole('button', { name: 'Theo đề xuất' }).click();
    await row.waitFor({ state: 'detached' });
    await page.goto(`${app.url()}/chi-tieu/202545/cua-don-vi?nam=${YEAR}`);
    await page.getByText('Đã điều chỉnh').first().waitFor();
    await page
      .getByText(/4\.321 người/)
      .first()
      .waitFor();
    const history = await openHistory(page);
    await history.getByText('Nhiều người đi làm xa').waitFor();
    await history.getByText('Đúng thực tế').waitFor();
    expectCalm(opened);
  });

  test('the start page tells the target, who is missing, the pace, and leads to them', async () => {
    const opened = await browser.open('/?donvi=2076&ngay=2025-06-30');
    const { page } = opened;
    const block = page.getByRole('region', { name: 'Chỉ tiêu năm 2025' });
    await block.getByText('Còn thiếu').waitFor();
    await block.getByText('Mỗi tuần cần').waitFor();
    await block.getByRole('link', { name: 'Cây chỉ tiêu' }).click();
    await page.waitForURL(/\/chi-tieu\/2076/);
    expectCalm(opened);
  });
});

async function firstWithPeople(cells: Locator): Promise<Locator> {
  for (const cell of await cells.all()) {
    if (Number((await cell.inputValue()).replaceAll('.', '')) > 100) return cell;
  }
  throw new Error('no unit has people');
}
