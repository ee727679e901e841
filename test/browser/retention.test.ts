import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { executeRun } from '../../src/retention/execute-ops.ts';
import { proposeRun, setRule } from '../../src/retention/ops.ts';
import { today } from '../../src/stores/context.ts';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { DESK, PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

describe('retention', { timeout: PATIENCE_MS }, () => {
  test('a hold, a refused request, an erasure that waits for another, a certificate', async () => {
    const ctx = app.ctx();
    const days = { days: 200, validFrom: today(ctx), reason: 'quy chế của tỉnh' };
    await setRule(ctx, 'contacts', days);
    const opened = await browser.open('/nguoi?tim=nguyen%20thi%20an');
    const { page } = opened;
    await page.locator('tbody tr a').first().click();
    await page.getByRole('button', { name: 'Ghi yêu cầu xóa' }).click();
    const section = page.getByRole('region', { name: 'Xóa dữ liệu, giữ dữ liệu' });
    await section.getByText('Đang cư trú tại địa bàn').waitFor();
    await section.getByRole('button', { name: 'Giữ dữ liệu' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Đơn, văn bản/).fill('QĐ thanh tra số 4');
    await dialog.getByLabel(/Lý do/).fill('đang thanh tra');
    await dialog.getByRole('button', { name: 'Giữ dữ liệu' }).click();
    await section.getByText(/QĐ thanh tra số 4/).waitFor();
    await section.getByRole('button', { name: 'Ghi yêu cầu xóa' }).click();
    await dialog.getByLabel(/Đơn, văn bản/).fill('đơn số 5');
    await dialog.getByLabel(/Lý do/).fill('công dân yêu cầu');
    await dialog.getByRole('button', { name: 'Ghi yêu cầu' }).click();
    await section.getByText(/Từ chối, đơn số 5/).waitFor();
    await page.goto(`${app.url()}/luu-giu`);
    const rule = page.locator('tbody tr', { hasText: 'Điện thoại, thư điện tử' });
    await rule.getByRole('button', { name: 'Xóa…' }).click();
    await dialog.getByLabel(/Lý do/).fill('định kỳ');
    await dialog.getByRole('button', { name: 'Xóa', exact: true }).click();
    await page.getByRole('link', { name: 'Chờ duyệt' }).first().waitFor();
    expectCalm(opened);
    // as the system, which needs nobody's agreement: it ends with its certificate
    const run = await proposeRun(ctx, '2076', { rule: 'contacts', reason: 'thử' });
    const certificate = async (): Promise<number | undefined> => {
      const found = await sql<{ id: number }>`
        select certificate_id as id from retention.certificate
        where run_id = ${run.runId}`.execute(ctx.db);
      return found.rows[0]?.id;
    };
    await expect.poll(certificate, { timeout: PATIENCE_MS / 3 }).toBeGreaterThan(0);
    // the job has done it: asked once more nothing is left, and no second certificate is written
    expect(await executeRun(ctx, run.runId)).toBe(0);
    const id = await certificate();
    for (const viewport of [DESK, PHONE]) {
      const path = `/luu-giu/chung-nhan/${id}`;
      const proof = await browser.open(path, { viewport });
      await proof.page.getByText('Dấu băm của chứng nhận', { exact: true }).waitFor();
      expect(await listSeriousFindings(proof.page)).toEqual([]);
      await expectNothingCut(proof.page);
    }
    for (const viewport of [DESK, PHONE]) {
      const again = await browser.open('/luu-giu', { viewport });
      await again.page.getByText('Nhật ký ai xem, ai sửa').first().waitFor();
      expect(await listSeriousFindings(again.page)).toEqual([]);
      await expectNothingCut(again.page);
    }
  });
});
