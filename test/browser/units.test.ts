import { describe, expect, test } from 'vitest';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** Xã Tân Trào of today, which the demo fills. */
const TAN_TRAO = '/don-vi/202545';

describe('units', { timeout: PATIENCE_MS }, () => {
  test('the tree of 30/6/2025 has the district, that of 1/7/2025 has not', async () => {
    const opened = await browser.open('/don-vi?diagioi=2025-06-30');
    const { page } = opened;
    await page.getByRole('button', { name: 'Mở Tỉnh Tuyên Quang' }).click();
    await page.getByRole('link', { name: 'Huyện Sơn Dương' }).waitFor();
    await page.goto(`${app.url()}/don-vi?diagioi=2025-07-01`);
    await page.getByRole('button', { name: 'Mở Tỉnh Tuyên Quang' }).click();
    await page.getByRole('link', { name: 'Xã Tân Trào' }).waitFor();
    expect(await page.getByRole('link', { name: 'Huyện Sơn Dương' }).count()).toBe(0);
    expectCalm(opened);
  });

  test('a unit tells what it was formed from, with the act', async () => {
    const opened = await browser.open(TAN_TRAO);
    const { page } = opened;
    await page.getByRole('link', { name: 'Hình thành từ: Xã Kim Quan' }).waitFor();
    expect(await page.getByText('1684/NQ-UBTVQH15').count()).toBeGreaterThan(0);
    expectCalm(opened);
  });

  test('a rename is previewed, done with its act, shown, and undone', async () => {
    const opened = await browser.open(`${TAN_TRAO}/thay-doi?loai=amend`);
    const { page } = opened;
    await page.getByLabel('Ngày có hiệu lực').fill('01/01/2027');
    await page.getByRole('textbox', { name: /^Tên/ }).fill('Xã Tân Trào Mới');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText(/→ Xã Tân Trào Mới \(02545\)/).waitFor();
    await page.getByLabel('Số, ký hiệu văn bản').fill('1/NQ-HĐND');
    await page.getByLabel('Cơ quan ban hành').fill('HĐND tỉnh Tuyên Quang');
    await page.getByLabel('Trích yếu').fill('Về việc đổi tên xã');
    await page.getByLabel('Lý do').fill('thử việc đổi tên');
    await page.getByRole('button', { name: 'Đổi tên, mã, loại, cấp trên' }).click();
    await page.getByText('Đã thực hiện thay đổi.').waitFor();
    await page.goto(`${app.url()}${TAN_TRAO}?diagioi=2027-01-01`);
    await page.getByRole('heading', { level: 1, name: 'Xã Tân Trào Mới' }).waitFor();
    await page.goto(`${app.url()}/don-vi?muc=operations`);
    await page.getByRole('button', { name: 'Hoàn tác thay đổi này' }).first().click();
    await page.getByRole('dialog').getByLabel('Lý do, văn bản').fill('nhập nhầm khi thử');
    await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác thay đổi này' }).click();
    await page.getByText('đã hoàn tác').first().waitFor();
    await page.goto(`${app.url()}${TAN_TRAO}?diagioi=2027-01-01`);
    await page.getByRole('heading', { level: 1, name: 'Xã Tân Trào', exact: true }).waitFor();
    expectCalm(opened);
  });

  test('villages pasted from Excel are checked before anything is written', async () => {
    const opened = await browser.open(`${TAN_TRAO}/nhap-thon`);
    const { page } = opened;
    const list = 'STT\tTên thôn\tMã\n1\tThôn Thử Nghiệm Một\tX1\n2\tThôn Thử Nghiệm Hai\tX1';
    await page.getByLabel('Mỗi dòng một thôn').fill(list);
    await page.getByText('2 thôn đọc được').waitFor();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('1 dòng có lỗi', { exact: false }).waitFor();
    await page.getByLabel('Bỏ qua các dòng lỗi, ghi các dòng đúng').check();
    await page.getByRole('button', { name: 'Ghi 1 thôn' }).click();
    await page.getByRole('link', { name: 'Về trang đơn vị' }).click();
    await page.getByRole('link', { name: 'Thôn Thử Nghiệm Một' }).waitFor();
    expectCalm(opened);
  });
});
