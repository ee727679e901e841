import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { detectAll } from '../../src/lists/review/detect-ops.ts';
import { listRowDecisions, raiseItems } from '../../src/lists/review/ops.ts';
import type { RaisedItemInput } from '../../src/lists/review/types.ts';
import { useTestApp } from '../app.ts';
import { listSeriousFindings } from './axe.ts';
import { DESK, PATIENCE_MS, PHONE, expectCalm, expectNothingCut, useBrowser } from './browser.ts';

const app = useTestApp({ web: true });
const browser = useBrowser(app);

interface Known {
  personId: number;
  fullName: string;
  placeId: number;
  birthDate: string;
}

describe('the review on screen', { timeout: PATIENCE_MS }, () => {
  let people: Known[] = [];

  beforeAll(async () => {
    const ctx = app.ctx();
    const found = await sql<Known>`
      select p.person_id as "personId", p.full_name as "fullName", p.place_id as "placeId",
        v.birth_date as "birthDate"
      from registry.person p
      join registry.person_version v on v.person_id = p.person_id and v.recorded_to is null
      where p.place_id is not null and v.birth_precision = 'day'
      order by p.person_id
      limit 6`.execute(ctx.db);
    people = found.rows;
    await raiseItems(ctx, people.slice(0, 4).map(doubt));
    await detectAll(ctx);
  }, PATIENCE_MS);

  function doubt(person: Known, at: number): RaisedItemInput {
    const { personId, fullName, birthDate, placeId } = person;
    return {
      kind: 'doubtfulMatch',
      matter: `browser-${at}`,
      placeId,
      list: { listId: 1, row: at + 1 },
      score: 6.5,
      evidence: {
        row: { fullName, birthDate, birthPrecision: 'day', placeId },
        candidates: [{ personId, bits: 6.5 }],
      },
    };
  }

  test('queues lead to items, keys decide, U takes the last one back', async () => {
    const opened = await browser.open('/ra-soat');
    const { page } = opened;
    await page.getByRole('link', { name: 'Dòng chưa chắc là ai' }).first().click();
    await page.getByRole('link', { name: 'Làm lần lượt' }).click();
    await page.getByText('1 trên 4').waitFor();
    await page.keyboard.press('a');
    await page.getByText('2 trên 4').waitFor();
    const decided = await listRowDecisions(app.ctx(), 1);
    expect(decided.filter((one) => one.outcome === 'link')).toHaveLength(1);
    await page.keyboard.press('r');
    await page.getByText('3 trên 4').waitFor();
    await page.keyboard.press('u');
    await page.getByText('2 trên 4').waitFor();
    await page.keyboard.press('k');
    await page.getByText('1 trên 4').waitFor();
    const left = await listRowDecisions(app.ctx(), 1);
    expect(left.filter((one) => one.outcome === 'waiting')).toHaveLength(3);
    expectCalm(opened);
  });

  test('a bulk rule is previewed, applied, undone from the corner', async () => {
    const opened = await browser.open('/ra-soat/danh-sach?loai=doubtfulMatch');
    const { page } = opened;
    await page.getByRole('button', { name: 'Quyết định hàng loạt' }).click();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('3 việc theo điều kiện này').waitFor();
    await page.getByLabel('Lý do').fill('cùng tên, ngày sinh và nơi ở');
    await page.getByRole('button', { name: 'Quyết định 3 việc' }).click();
    await page.getByText('Không có việc nào', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hoàn tác (U)' }).click();
    await page.getByText('3 / 3 dòng').waitFor();
    expectCalm(opened);
  });

  test('two records are merged from a person’s page, and the loser says where he went', async () => {
    const [one, other] = people.slice(4);
    if (!one || !other) throw new Error('the demo has people');
    await sql`update review.approval_rule set needed = 0`.execute(app.ctx().db);
    const opened = await browser.open(`/nguoi/${one.personId}/gop?voi=${other.personId}`);
    const { page } = opened;
    await page.getByLabel('Lý do').fill('một người ghi hai lần');
    await page.getByRole('button', { name: /^(Gộp|Đề nghị gộp)$/ }).click();
    await page.waitForURL(new RegExp(`/nguoi/${one.personId}$`));
    await page.getByRole('heading', { name: 'Đã nhận gộp' }).waitFor();
    await page.goto(`${app.url()}/nguoi/${other.personId}`);
    await page.getByText('Hồ sơ này đã gộp vào hồ sơ của').waitFor();
    expectCalm(opened);
  });

  const paths = [
    '/ra-soat/viec/1?loai=doubtfulMatch',
    '/ra-soat/danh-sach?loai=twoCards',
    '/ra-soat/danh-sach?tinhtrang=da-quyet',
  ];

  test.each(paths)('%s: axe in both themes, nothing cut at 360 px', async (path) => {
    const desk = await browser.open(path, { viewport: DESK });
    await desk.page.waitForLoadState('networkidle');
    expect(await listSeriousFindings(desk.page)).toEqual([]);
    await desk.page.emulateMedia({ colorScheme: 'dark' });
    expect(await listSeriousFindings(desk.page, 'colours')).toEqual([]);
    const phone = await browser.open(path, { viewport: PHONE });
    await phone.page.waitForLoadState('networkidle');
    await expectNothingCut(phone.page);
    expectCalm(desk);
    expectCalm(phone);
  });
});
