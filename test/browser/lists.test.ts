import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { importList } from '../../src/lists/import-ops.ts';
import { decideItem } from '../../src/lists/review/decide-ops.ts';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

/** Two new people of a commune, one without a name, a day that is none, and the sum below. */
const LIST = [
  'DANH SÁCH DÂN CƯ',
  'STT,Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Thôn,Xã',
  '1,Lường Thị Thử Nghiệm,12/03/1984,Nữ,,,Xã Tân Trào',
  '2,Quàng Văn Thử Nghiệm,05/11/1979,Nam,,,Xã Tân Trào',
  '3,,01/01/1990,Nam,,,Xã Tân Trào',
  '4,Lò Văn Sai Ngày,31/02/1999,Nam,,,Xã Tân Trào',
  ',Tổng cộng: 4 người,,,,,',
].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'baophu-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A list of near-poor people of the commune, as far as its difference; answers its number. */
async function receive(name: string, rows: string, isFull: boolean): Promise<number> {
  const path = join(folder, name);
  writeFileSync(path, `Họ và tên,Ngày sinh,Giới tính,Xã\n${rows}\n`);
  const sent = { kind: 'near-poor', unit: '02545', sender: 'UBND xã Tân Trào' } as const;
  const list = await importList(app.ctx(), {
    ...sent,
    asOf: '2026-10-01',
    isFull,
    path,
    commits: false,
  });
  return list.listId;
}

describe('a list that is in the register', { timeout: PATIENCE_MS }, () => {
  test('takes in what is decided later; one that ends too many asks for their number', async () => {
    const listId = await receive(
      'can-ngheo.csv',
      'Mùa Thị Chờ Đợi,02/03/1981,Nữ,Xã Tân Trào',
      false,
    );
    const { page } = await browser.open(`/danh-sach-gui-den/${listId}`);
    const commit = async (number?: string): Promise<void> => {
      await page.getByRole('button', { name: 'Đưa vào sổ' }).click();
      const dialog = page.getByRole('dialog');
      if (number !== undefined) await dialog.getByLabel(/^Nhập số/).fill(number);
      await dialog.getByRole('textbox').last().fill('danh sách tháng 10');
      await dialog.getByRole('button', { name: 'Đưa vào sổ' }).click();
    };
    await commit();
    await page.getByText('Danh sách đã vào sổ.').waitFor();
    await page.getByText('1 dòng chờ quyết định').waitFor();
    const items = await sql<{ itemId: number }>`
      select item_id as "itemId" from review.item where list_id = ${listId} and state = 'open'`.execute(
      app.ctx().db,
    );
    await decideItem(app.ctx(), items.rows[0]?.itemId ?? 0, { decision: 'new', reason: 'mới đến' });
    await page.getByRole('button', { name: 'Lập lại chênh lệch' }).click();
    await page.getByText('phần còn lại, chưa vào sổ', { exact: false }).waitFor();
    await commit();
    await page.getByText('Đã ghi: 1 người mới', { exact: false }).waitFor();

    const rows = 'Mùa Văn Khác,02/03/1985,Nam,Xã Tân Trào\nTổng cộng: 9 người,,,';
    const short = await receive('can-ngheo-day-du.csv', rows, true);
    await page.goto(`${new URL(page.url()).origin}/danh-sach-gui-den/${short}`);
    const gone = page.getByText(/^[\d.]+ người sẽ hết vì không có trong danh sách$/).first();
    const count = /^[\d.]+/.exec(await gone.innerText())?.[0] ?? '';
    await commit('0');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('để xác nhận (dòng lệnh', { exact: false }).waitFor();
    await dialog.getByLabel(/^Nhập số/).fill(count);
    await dialog.getByRole('button', { name: 'Đưa vào sổ' }).click();
    await page.getByText('Danh sách đã vào sổ.').waitFor();
  });
});

describe('a list that comes in', { timeout: PATIENCE_MS }, () => {
  test('is sent, confirmed, compared, taken into the register and out again', async () => {
    const opened = await browser.open('/danh-sach-gui-den');
    const { page } = opened;
    await page.locator('input[type=file]').setInputFiles({
      name: 'dan-cu-tan-trao.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(LIST),
    });
    await page.getByRole('combobox', { name: /^Nơi gửi/ }).fill('Công an xã Tân Trào');
    await page.getByRole('button', { name: 'Gửi và đọc' }).click();
    await page.waitForURL(/\/danh-sach-gui-den\/\d+/);
    await page.getByRole('button', { name: 'Xác nhận các cột' }).click();
    await page.getByRole('tab', { name: 'Dòng lỗi' }).click();
    await page.getByText('Thiếu họ tên', { exact: false }).first().waitFor();
    const path = new URL(page.url()).pathname;
    await page.getByRole('tab', { name: 'Chênh lệch với sổ' }).click();
    await page.getByText('Lường Thị Thử Nghiệm').first().waitFor();
    await page.getByRole('button', { name: 'Đưa vào sổ' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('danh sách tháng 11');
    await page.getByRole('dialog').getByRole('button', { name: 'Đưa vào sổ' }).click();
    await page.getByText('Danh sách đã vào sổ.').waitFor();
    const found = await browser.open('/nguoi?tim=luong%20thi%20thu%20nghiem');
    await found.page.getByRole('link', { name: 'Lường Thị Thử Nghiệm' }).waitFor();
    await page.getByRole('button', { name: 'Rút khỏi sổ' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('gửi nhầm');
    await page.getByRole('dialog').getByRole('button', { name: 'Rút khỏi sổ' }).click();
    await page.getByText('sổ như trước khi có nó', { exact: false }).waitFor();
    expectCalm(opened);
    for (const part of ['chenh-lech', 'dong', 'loi', 'cot']) {
      const phone = await browser.open(`${path}?phan=${part}`, { viewport: PHONE });
      await phone.page.waitForLoadState('networkidle');
      expect([part, ...(await listSeriousFindings(phone.page))]).toEqual([part]);
      await expectNothingCut(phone.page);
    }
  });

  test('a village list is made with a code before every person, and opened by its number', async () => {
    const opened = await browser.open('/danh-sach-thon');
    const { page } = opened;
    await page.getByLabel('Xã, thôn').fill('xã tân trào');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Lập danh sách' }).click();
    const sheet = page.getByText(/^Tờ số \d+$/).first();
    const number = ((await sheet.textContent()) ?? '').replace(/\D/g, '');
    const code = await page.locator('section table tbody td strong').first().textContent();
    await page.getByLabel('Mở tờ đã in').fill(number);
    await page.getByLabel('Mã', { exact: true }).fill(code ?? '');
    await page.getByLabel('Lý do, biên bản').fill('biên bản thôn');
    await page.getByRole('button', { name: 'Ghi 1 chỗ sửa' }).waitFor();
    expectCalm(opened);
  });
});
