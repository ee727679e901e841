import { describe, expect, test } from 'vitest';
import { recordFacts } from '../../src/registry/ops.ts';
import { saveScenario } from '../../src/entitlement/what-if-ops.ts';
import { useTestApp } from '../app.ts';
import { PATIENCE_MS, expectCalm, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

function countIn(text: string): number {
  return Number(/([\d.]+)/.exec(text)?.[1]?.replaceAll('.', '') ?? Number.NaN);
}

describe('whom to persuade', { timeout: PATIENCE_MS }, () => {
  test('the gap on the coverage page leads to the list, and a count to exactly its people', async () => {
    const opened = await browser.open('/do-bao-phu/2076');
    const { page } = opened;
    await page.getByRole('link', { name: 'Phải vận động ai, đóng bao nhiêu' }).click();
    await page.getByRole('heading', { level: 1, name: 'Phải vận động: Huyện Sơn Dương' }).waitFor();
    const door = page.getByRole('link', { name: /^Thôi học, ra trường: / });
    const count = countIn((await door.getAttribute('aria-label')) ?? '');
    expect(count).toBeGreaterThan(100);
    await door.click();
    await page.waitForURL(/lydo=leftSchool/);
    await page
      .getByText(`200 / ${count.toLocaleString('vi-VN')} dòng`)
      .first()
      .waitFor();
    const reasons = await page.locator('tbody tr td:nth-child(8)').allInnerTexts();
    expect(reasons.length).toBeGreaterThan(10);
    expect(new Set(reasons.map((text) => text.split('\n').at(-1)))).toEqual(
      new Set(['Thôi học, ra trường']),
    );
    expectCalm(opened);
  });

  test('filters stand in the address, the price sorts, the row opens the person, the file is saved', async () => {
    const opened = await browser.open('/van-dong?lydo=termEnded&xep=price.desc');
    const { page } = opened;
    const first = page.locator('tbody tr').first();
    await first.waitFor();
    await page.getByLabel('Xã, phường').selectOption({ index: 1 });
    await page.waitForURL(/noi=\d+/);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Xuất Excel' }).click();
    expect((await saving).suggestedFilename()).toMatch(/^can-van-dong-.*\.xlsx$/);
    const name = (await first.locator('a').first().innerText()).trim();
    await first.locator('a').first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expectCalm(opened);
  });

  test('whom the state pays for wholly is one press away and costs nothing', async () => {
    const opened = await browser.open('/van-dong');
    const { page } = opened;
    await page.getByLabel('Chỉ người không phải đóng').check();
    await page.waitForURL(/mienphi=1/);
    await page.getByText(/^0\s₫/).first().waitFor();
    const payers = await page.locator('tbody tr td:nth-child(7)').allInnerTexts();
    expect(payers.length).toBeGreaterThan(10);
    expect(payers.every((text) => text.includes('ngân sách đóng toàn bộ'))).toBe(true);
    expectCalm(opened);
  });
});

describe('the forecast of lapses', { timeout: PATIENCE_MS }, () => {
  test('every number opens as many people as it says', async () => {
    const opened = await browser.open('/du-bao');
    const { page } = opened;
    await page
      .getByRole('heading', { level: 1, name: 'Dự báo mất thẻ: Huyện Sơn Dương' })
      .waitFor();
    const causes = page.getByRole('region', { name: 'Vì sao mất thẻ' });
    const row = causes.getByRole('row', { name: /Thẻ tự đóng hết hạn/ });
    const text = await row.getByRole('link').first().innerText();
    await row.getByRole('link').first().click();
    await page.waitForURL(/du-bao\/danh-sach\?.*vi=termEnds/);
    const shown = Math.min(200, countIn(text));
    await page.getByText(`${shown} / ${text} dòng`).first().waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Xuất Excel' }).click();
    expect((await saving).suggestedFilename()).toMatch(/^sap-mat-the-.*\.xlsx$/);
    expectCalm(opened);
  });

  test('the rate at the end of the year has its interval and what it leaves out', async () => {
    const opened = await browser.open('/du-bao');
    const { page } = opened;
    await page.getByText(/khoảng tin cậy 95 %: \d+,\d+% đến \d+,\d+%/).waitFor();
    await page.getByText(/Chưa tính: trẻ mới sinh/).waitFor();
    expectCalm(opened);
  });
});

describe('budget and settlement', { timeout: PATIENCE_MS }, () => {
  test('a commune leads to its categories, person-months to the people they count', async () => {
    const opened = await browser.open('/du-toan');
    const { page } = opened;
    await page.getByRole('link', { name: 'Xã Tân Trào' }).click();
    await page.waitForURL(/xa=\d+.*theo=doi-tuong|theo=doi-tuong.*xa=\d+/);
    const row = page.getByRole('row', { name: /Người thuộc hộ gia đình cận nghèo/ });
    await row.getByRole('link').nth(1).waitFor();
    const text = await row.getByRole('link').nth(1).innerText();
    await row.getByRole('link').nth(1).click();
    await page.getByText(`${text} lượt người – tháng`).waitFor();
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
    expectCalm(opened);
  });

  test('the whole table is saved as .xlsx', async () => {
    const opened = await browser.open('/du-toan?theo=thang');
    const { page } = opened;
    await page.getByText('12 dòng').waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải bảng đầy đủ' }).click();
    expect((await saving).suggestedFilename()).toMatch(/^du-toan-ho-tro-.*\.xlsx$/);
    expectCalm(opened);
  });
});

describe('what if', { timeout: PATIENCE_MS }, () => {
  test('a scenario is made in words, computed with progress, named, compared and removed', async () => {
    const opened = await browser.open('/neu-thi');
    const { page } = opened;
    await page.getByRole('button', { name: 'Lập kịch bản' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lập kịch bản: Huyện Sơn Dương' }).waitFor();
    await page.getByLabel('Thay đổi', { exact: true }).selectOption('contributionRate');
    await page.getByLabel(/^Tỷ lệ đóng \(/).fill('5,1');
    await page.getByText('Tỷ lệ đóng BHYT là 5,10%, từ ngày 01/01/2027').waitFor();
    await page.getByRole('button', { name: 'Tính thử' }).click();
    await page.getByText(/Đang tính kịch bản/).waitFor();
    const measures = page.getByRole('region', { name: 'Kết quả' });
    const state = measures.getByRole('row', { name: /^Ngân sách nhà nước, đồng\/tháng/ });
    await state.waitFor({ timeout: PATIENCE_MS });
    expect(await state.innerText()).toMatch(/\+[\d.]+/);
    await page
      .getByRole('region', { name: /^Từng xã/ })
      .getByText('10 dòng')
      .waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải phụ lục' }).click();
    expect((await saving).suggestedFilename()).toMatch(/\.xlsx$/);
    await page.getByRole('button', { name: 'Đặt tên' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tên kịch bản').fill('Mức đóng 5,1 %');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('heading', { level: 3, name: 'Mức đóng 5,1 %' }).waitFor();
    await page.getByRole('button', { name: 'Xóa' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xóa' }).click();
    await page.getByText('Chưa có kịch bản nào').waitFor();
    expectCalm(opened);
  });

  test('two scenarios stand side by side beside the law of today', async () => {
    const save = (name: string, value: number) =>
      saveScenario(app.ctx(), 2076, {
        name,
        note: '',
        changes: [
          { kind: 'parameter', id: 'contributionRate', value, from: '2027-01-01', to: null },
        ],
        uptake: {},
        renewsLists: true,
      });
    await save('Năm phần trăm', 500);
    await save('Sáu phần trăm', 600);
    const opened = await browser.open('/neu-thi');
    const { page } = opened;
    await page.getByLabel('Chọn để so sánh: Năm phần trăm').check();
    await page.getByLabel('Chọn để so sánh: Sáu phần trăm').check();
    await page.getByRole('button', { name: 'So sánh 2 kịch bản' }).click();
    const measures = page.getByRole('region', { name: 'Kết quả' });
    await measures
      .getByRole('columnheader', { name: 'Sáu phần trăm' })
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    await measures
      .getByRole('columnheader', { name: 'Năm phần trăm' })
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    expectCalm(opened);
  });
});

describe('cards over the years', { timeout: PATIENCE_MS }, () => {
  test('who soon has five continuous years is listed, exported, and reads it on the own page', async () => {
    const opened = await browser.open('/lien-tuc');
    const { page } = opened;
    await page
      .getByRole('heading', { level: 1, name: '5 năm liên tục: Huyện Sơn Dương' })
      .waitFor();
    const soon = page.getByText(/^Sắp đủ 5 năm/);
    const count = countIn((await soon.innerText()).split('(').at(-1) ?? '');
    await soon.click();
    await page.waitForURL(/xem=sap-du/);
    await page
      .getByText(new RegExp(`/ ${count.toLocaleString('vi-VN')} dòng`))
      .first()
      .waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Xuất Excel' }).click();
    expect((await saving).suggestedFilename()).toMatch(/^5-nam-lien-tuc-.*\.xlsx$/);
    await page.locator('tbody tr a').first().click();
    const cards = page.getByRole('region', { name: 'Thẻ: 5 năm liên tục, đóng trùng' });
    await cards.getByText(/nếu không gián đoạn quá mức cho phép/).waitFor();
    expectCalm(opened);
  });

  test('who has two cards: what was paid for the other one, and what the text says of it', async () => {
    const opened = await browser.open('/dong-trung');
    const { page } = opened;
    await page.getByRole('link', { name: /Người tham gia đã đóng trùng/ }).click();
    await page.waitForURL(/nguon=participant/);
    await page.waitForLoadState('networkidle');
    await page.locator('tbody tr a').first().click();
    const cards = page.getByRole('region', { name: 'Thẻ: 5 năm liên tục, đóng trùng' });
    await cards
      .getByText(/Người tham gia đóng trùng/)
      .first()
      .waitFor();
    await cards
      .getByText(/595\/QĐ-BHXH/)
      .first()
      .waitFor();
    await cards.getByRole('link', { name: 'Ghi bảo hiểm khác' }).click();
    await page.waitForURL(/\/ghi\?loai=status/);
    expectCalm(opened);
  });

  test('a count of past renewals opens its people', async () => {
    const opened = await browser.open('/du-bao');
    const { page } = opened;
    const renewal = page.getByRole('region', { name: 'Người trước đây đã gia hạn thế nào' });
    const lost = renewal.locator('tbody tr').first().getByRole('link').nth(2);
    const count = countIn(await lost.innerText());
    await lost.click();
    await page.waitForURL(/ketqua=khong/);
    await page
      .getByText(new RegExp(`/ ${count.toLocaleString('vi-VN')} dòng`))
      .first()
      .waitFor();
    expectCalm(opened);
  });
});

describe('the state of the decisions', { timeout: PATIENCE_MS }, () => {
  test('who changed waits, is decided again by a press, and then nobody waits', async () => {
    const ctx = app.ctx();
    const opened = await browser.open('/van-dong?xep=name.asc');
    const { page } = opened;
    const href = await page.locator('tbody tr a').first().getAttribute('href');
    const personId = Number(/\/nguoi\/(\d+)/.exec(href ?? '')?.[1]);
    const done = await recordFacts(ctx, { reason: 'thử' }, [
      { kind: 'setStatus', person: personId, status: 'veteran', from: '2026-01-01' },
    ]);
    expect(done.ok).toBe(true);
    await page.goto(`${app.url()}/xet-doi-tuong`);
    await page.getByText(/người có thay đổi, đang chờ xét lại/).waitFor();
    await page.getByRole('button', { name: 'Xét lại những người có thay đổi' }).click();
    await page.getByText('Không ai chờ xét lại').waitFor();
    expectCalm(opened);
  });
});

describe('a person', { timeout: PATIENCE_MS }, () => {
  test('a citizen reads why, with the citations, and the household pays for six months', async () => {
    const opened = await browser.open('/van-dong?doituong=GD&lydo=never');
    const { page } = opened;
    await page.locator('tbody tr a').first().click();
    const decided = page.getByRole('region', { name: 'Đối tượng và mức đóng' });
    await decided.getByText('(được xếp)').waitFor();
    expect(await decided.innerText()).toContain('Người tham gia 100%');
    await decided.getByText('Căn cứ').first().click();
    await decided
      .getByText(/Luật 51\/2024\/QH15/)
      .first()
      .waitFor();
    const quote = page.getByRole('region', { name: 'Cả hộ đóng bao nhiêu' });
    const own = quote.locator('tfoot');
    const year = countIn((await own.innerText()).replace(/^\D+/, ''));
    await quote.getByText('6 tháng', { exact: true }).click();
    await page.waitForURL(/thang=6/);
    await quote.getByText('Người dân đóng cho 6 tháng').waitFor();
    const half = countIn((await own.innerText()).replace(/^\D+/, ''));
    expect(half * 2).toBe(year);
    await quote
      .getByText(/^Giải thích từng dòng/)
      .first()
      .click();
    await quote
      .getByText(/× 6 tháng = /)
      .first()
      .waitFor();
    expectCalm(opened);
  });
});
