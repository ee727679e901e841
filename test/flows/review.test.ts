/**
 * The review end to end, over HTTP with the real gate: doubts raised, shown to those who decide,
 * decided, decided in bulk, approved by a second person, answered by another province, taken back.
 */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openReadJournal } from '../../src/access/journal.ts';
import { makeGate } from '../../src/access/gate.ts';
import { endpoints } from '../../src/app.ts';
import type { Actor, Role } from '../../src/kernel/actor.ts';
import { detectAll, detectKind } from '../../src/lists/review/detect-ops.ts';
import { rowMatter } from '../../src/lists/review/matter.ts';
import { listRowDecisions, markListApplied, raiseItems } from '../../src/lists/review/ops.ts';
import type { Decided, RaisedItemInput } from '../../src/lists/review/types.ts';
import type {
  ApprovalView,
  BulkPreviewView,
  ClearingView,
  ItemPage,
  ItemsPage,
  QueueView,
} from '../../src/lists/review/views.ts';
import { recordFacts } from '../../src/registry/ops.ts';
import { getPerson } from '../../src/registry/reads.ts';
import type { CommandInput } from '../../src/registry/types.ts';
import type { MergePreview, PersonPage } from '../../src/registry/views.ts';
import type { Context } from '../../src/stores/context.ts';
import { useTestServer } from '../server.ts';
import { PLACE, plantSmallTree } from '../small-tree.ts';

const nobody = { find: async () => null };
const http = useTestServer(endpoints, (ctx) => makeGate(ctx, nobody, openReadJournal(ctx)));

function officer(userId: string, role: Role, unitId: number, path: string): Actor {
  const grants = [{ role, unitId, path, boundaries: '2026-01-01' }];
  return { userId, name: userId, kind: 'user', grants };
}

const PATH_P = 'u1.u1208';
const lan = officer('lan', 'socialInsuranceOfficer', PLACE.provinceP, PATH_P);
const minh = officer('minh', 'socialInsuranceOfficer', PLACE.provinceP, PATH_P);
const atA = officer('hoa', 'healthOfficer', PLACE.communeA, `${PATH_P}.u202530`);
const atD = officer('dung', 'socialInsuranceOfficer', PLACE.communeD, 'u1.u1214.u203600');
const teacher = officer('giao', 'educationOfficer', PLACE.communeA, `${PATH_P}.u202530`);

describe('the review', () => {
  let ctx: Context;
  const people: Record<string, number> = {};

  beforeAll(async () => {
    ctx = http.database.ctx();
    await plantSmallTree(ctx.db);
    for (const [name, fullName, placeId] of [
      ['xuan', 'Vàng Thị Xuân', PLACE.villageA],
      ['twin', 'Vàng Thị Xuân', PLACE.villageA],
      ['far', 'Ksor Hờ Nghiêng', PLACE.villageD],
      ['mai', 'Lý Thị Mai', PLACE.communeA],
    ] as const) {
      const done = await record([
        {
          kind: 'addPerson',
          person: 'new:a',
          attributes: { fullName, birthDate: '1980-05-06', sex: 'female' },
          residence: { placeId, kind: 'permanent', from: '2010-01-01' },
        },
      ]);
      people[name] = done.people['new:a'] ?? 0;
    }
  });

  async function record(commands: CommandInput[]) {
    const done = await recordFacts(ctx, { reason: 'cho kiểm thử' }, commands);
    if (!done.ok) throw new Error(JSON.stringify(done.faults));
    return done.value;
  }

  /** A row that looks like these people, best first. */
  function doubt(fullName: string, listId: number, row: number, ids: number[]): RaisedItemInput {
    const cleaned = {
      fullName,
      birthDate: '1980-05-06',
      birthPrecision: 'day',
      sex: 'female',
      nationalId: '008180000111',
      placeId: PLACE.villageA,
      cells: [['CCCD', '008180000111']],
    } as const;
    const matter = rowMatter('BHXH', { socialInsuranceNumber: null, ...cleaned });
    const candidates = ids.map((personId, at) => ({
      personId,
      bits: 7 - at,
      // everything agrees, the two numbers are not known
      levels: 'aaaadd',
      nameWeight: 1200,
      rule: 'nameYear' as const,
    }));
    return {
      kind: 'doubtfulMatch',
      matter: `${matter}-${row}`,
      placeId: PLACE.villageA,
      list: { listId, row },
      score: 7,
      evidence: {
        row: {
          ...cleaned,
          cells: cleaned.cells.map(([header, value]): [string, string] => [header, value]),
        },
        candidates,
        modelVersion: 1,
        reason: 'secondNearlyAsGood',
      },
    };
  }

  async function get<T>(actor: Actor, path: string): Promise<T> {
    const answer = await http.request<T>(actor, 'get', path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body;
  }

  async function post<T>(actor: Actor, path: string, body: unknown): Promise<T> {
    const answer = await http.request<T>(actor, 'post', path, body);
    expect([path, answer.status, answer.status === 200 ? '' : answer.body]).toEqual([
      path,
      200,
      '',
    ]);
    return answer.body;
  }

  /** What linkage has learnt and not forgotten. */
  async function lessons() {
    const found = await sql<{ listId: number | null; same: boolean }>`
      select list_id as "listId", row_number as row, person_id as "personId",
        other_person_id as "otherId", same, levels
      from linkage.verdict
      where withdrawn_at is null
      order by list_id nulls last, row_number, same, person_id`.execute(ctx.db);
    return found.rows;
  }

  async function refusal(actor: Actor, path: string, body: unknown): Promise<string> {
    const answer = await http.request<{ faults: { code: string }[] }>(actor, 'post', path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    return answer.body.faults?.[0]?.code ?? String(answer.status);
  }

  test('a doubtful row is shown with both sides, decided, and feeds the commit of its list', async () => {
    const { xuan = 0, twin = 0 } = people;
    await raiseItems(ctx, [doubt('Vàng Thị Xuân', 11, 3, [xuan, twin])]);
    const page = await get<ItemsPage>(atA, '/v1/review/items?kind=doubtfulMatch');
    expect(page).toMatchObject({ total: 1, items: [{ name: 'Vàng Thị Xuân', score: 7 }] });
    const itemId = page.items[0]?.itemId ?? 0;
    const item = await get<ItemPage>(atA, `/v1/review/items/${itemId}`);
    expect(item.subject).toMatchObject({
      nationalId: '008•••••••11',
      cells: [['CCCD', '008•••••••11']],
    });
    expect(item.candidates.map((one) => one.record?.personId)).toEqual([xuan, twin]);
    expect(item.candidates[0]?.agreement).toMatchObject({ fullName: 'equal', birthDate: 'equal' });
    const [best] = item.candidates;
    expect(best?.fields.find((one) => one.field === 'birth')).toMatchObject({ level: 'equal' });
    expect(best).toMatchObject({ bits: 7, rule: 'nameYear' });
    const weighed = best?.fields.reduce((sum, field) => sum + field.bits, best.prior ?? 0) ?? 0;
    expect(weighed).toBeCloseTo(7);
    expect(item).toMatchObject({ linkReason: 'secondNearlyAsGood', modelVersion: 1 });
    expect(item).toMatchObject({
      mayDecide: true,
      decisions: ['accept', 'reject', 'new', 'later'],
    });

    // the first candidate is struck out, the second is asked next
    await post(atA, `/v1/review/items/${itemId}/decide`, { decision: 'reject' });
    const next = await get<ItemPage>(atA, `/v1/review/items/${itemId}`);
    expect(next.candidates.map((one) => one.record?.personId)).toEqual([twin]);
    expect((await listRowDecisions(ctx, 11))[0]).toMatchObject({ outcome: 'waiting' });

    const done = await post<Decided>(atA, `/v1/review/items/${itemId}/decide`, {
      decision: 'accept',
    });
    expect(await listRowDecisions(ctx, 11)).toMatchObject([{ outcome: 'link', personId: twin }]);
    expect(await lessons()).toEqual([
      { listId: 11, row: 3, personId: xuan, otherId: null, same: false, levels: 'aaaadd' },
      { listId: 11, row: 3, personId: twin, otherId: null, same: true, levels: 'aaaadd' },
    ]);
    const decideAgain = { decision: 'new' };
    expect(await refusal(atA, `/v1/review/items/${itemId}/decide`, decideAgain)).toBe(
      'review.item.stale',
    );

    // raised again next month: nobody is asked, the decision holds
    const again = await raiseItems(ctx, [doubt('Vàng Thị Xuân', 12, 3, [xuan, twin])]);
    expect(again).toEqual({ opened: 0, waiting: 0, decided: 1 });
    expect(await listRowDecisions(ctx, 12)).toMatchObject([{ outcome: 'link', personId: twin }]);
    expect((await lessons()).map((one) => one.listId)).toEqual([12, 12]);

    await markListApplied(ctx, 12, 1);
    const undo = `/v1/review/acts/${done.actId}/undo`;
    expect(await refusal(atA, undo, { reason: 'nhầm người' })).toBe('review.undo.applied');
  });

  test('undo brings back what stood before, once', async () => {
    const { xuan = 0, twin = 0 } = people;
    await raiseItems(ctx, [doubt('Vàng Thị Xuân', 13, 4, [xuan, twin])]);
    const page = await get<ItemsPage>(atA, '/v1/review/items?kind=doubtfulMatch');
    const itemId = page.items[0]?.itemId ?? 0;
    const before = await lessons();
    const done = await post<Decided>(atA, `/v1/review/items/${itemId}/decide`, { decision: 'new' });
    expect(await listRowDecisions(ctx, 13)).toMatchObject([{ outcome: 'new', personId: null }]);
    expect((await lessons()).slice(before.length)).toMatchObject([
      { listId: 13, row: 4, personId: xuan, same: false },
      { listId: 13, row: 4, personId: twin, same: false },
    ]);
    await post(atA, `/v1/review/acts/${done.actId}/undo`, { reason: 'bấm nhầm' });
    expect(await listRowDecisions(ctx, 13)).toMatchObject([{ outcome: 'waiting' }]);
    expect(await lessons()).toEqual(before);
    const undo = `/v1/review/acts/${done.actId}/undo`;
    expect(await refusal(atA, undo, { reason: 'lần nữa' })).toBe('review.undo.already');
    const put = { decision: 'later', until: '2000-01-01' };
    expect(await refusal(atA, `/v1/review/items/${itemId}/decide`, put)).toBe('review.later.day');
    await post(atA, `/v1/review/items/${itemId}/decide`, { decision: 'later' });
    const waiting = await get<ItemsPage>(atA, '/v1/review/items?state=later');
    expect(waiting.items.map((one) => one.itemId)).toEqual([itemId]);
    const item = await get<ItemPage>(atA, `/v1/review/items/${itemId}`);
    expect(item.acts.map((act) => act.kind)).toEqual(['decide', 'undo', 'decide']);
  });

  test('is cut to places and roles', async () => {
    const items = await get<ItemsPage>(atD, '/v1/review/items?kind=doubtfulMatch&state=any');
    expect(items.items).toEqual([]);
    await raiseItems(ctx, [
      {
        kind: 'insuredNotResident',
        matter: 'x',
        placeId: PLACE.villageA,
        personId: people['mai'] ?? 0,
      },
    ]);
    const seen = await get<ItemsPage>(teacher, '/v1/review/items?kind=insuredNotResident');
    const itemId = seen.items[0]?.itemId ?? 0;
    const body = { decision: 'reject' };
    expect(await refusal(teacher, `/v1/review/items/${itemId}/decide`, body)).toBe(
      'review.item.forbidden',
    );
    expect(await refusal(atD, `/v1/review/items/${itemId}/decide`, body)).toBe('404');
  });

  test('a bulk rule is previewed, applied to exactly that, and undone as one', async () => {
    const { xuan = 0, mai = 0 } = people;
    await raiseItems(ctx, [
      ...[1, 2, 3].map((row) => doubt(`Vàng Thị Xuân`, 20, row + 100, [xuan])),
      doubt('Lý Thị Mai', 20, 200, [mai]),
      doubt('Khác Hẳn Tên', 20, 201, [mai]),
    ]);
    const rule = {
      kind: 'doubtfulMatch',
      unitId: PLACE.communeA,
      decision: 'accept',
      scoreMin: 6,
      listId: 20,
      agreement: { fullName: ['equal'], birthDate: ['equal'], place: ['equal', 'near'] },
    };
    const preview = await post<BulkPreviewView>(atA, '/v1/review/bulk/preview', rule);
    expect(preview).toMatchObject({ items: 4, taken: 4, needsApproval: false });
    expect(preview.byUnit).toEqual([{ unitId: PLACE.communeA, name: 'Xã A', items: 4 }]);
    expect(preview.sample).toHaveLength(4);
    const wrong = { ...rule, expected: 5, reason: 'cùng tên, ngày sinh' };
    expect(await refusal(atA, '/v1/review/bulk', wrong)).toBe('review.bulk.changed');
    const done = await post<Decided>(atA, '/v1/review/bulk', { ...wrong, expected: 4 });
    const decided = await listRowDecisions(ctx, 20);
    expect(decided.map((one) => one.outcome)).toEqual(['link', 'link', 'link', 'link', 'waiting']);
    expect((await lessons()).filter((one) => one.listId === 20 && one.same)).toHaveLength(4);
    await post(atA, `/v1/review/acts/${done.actId}/undo`, { reason: 'xem lại từng dòng' });
    const undone = await listRowDecisions(ctx, 20);
    expect(new Set(undone.map((one) => one.outcome))).toEqual(new Set(['waiting']));
    expect((await lessons()).filter((one) => one.listId === 20)).toEqual([]);
  });

  test('from a number on a bulk decision waits for a second person', async () => {
    const setRule = await http.request(
      officer('quan', 'administrator', PLACE.provinceP, PATH_P),
      'put',
      '/v1/review/approval-rules/08/decideBulk',
      { needed: 1, roles: ['socialInsuranceOfficer'], threshold: 2 },
    );
    expect(setRule.status).toBe(200);
    const rule = { kind: 'doubtfulMatch', unitId: PLACE.communeA, decision: 'reject', listId: 20 };
    const asked = await post<Decided>(atA, '/v1/review/bulk', {
      ...rule,
      expected: 5,
      reason: 'tệp gửi nhầm huyện',
    });
    expect(asked).toMatchObject({ actId: null, approvalId: expect.any(Number) });
    const mine = await get<{ approvals: ApprovalView[] }>(lan, '/v1/review/approvals?mine=true');
    expect(mine.approvals).toMatchObject([{ action: 'decideBulk', summary: { items: 5 } }]);
    await post(lan, `/v1/review/approvals/${asked.approvalId}/vote`, { approves: true });
    const decided = await listRowDecisions(ctx, 20);
    expect(new Set(decided.map((one) => one.outcome))).toEqual(new Set(['leaveOut']));
  });

  test('a merge of persons with cards is made by one and checked by another', async () => {
    const { xuan = 0, twin = 0 } = people;
    await record([
      { kind: 'addParticipation', person: twin, category: 'GD', issuer: 'own', from: '2026-01-01' },
    ]);
    const preview = await post<MergePreview>(lan, `/v1/people/${xuan}/merge-preview`, {
      other: twin,
    });
    expect(preview).toMatchObject({ hasCards: true });
    const body = { other: twin, reason: 'một người ghi hai lần' };
    const asked = await post<Decided>(lan, `/v1/people/${xuan}/merge`, body);
    expect(asked.entryId).toBeNull();
    const vote = `/v1/review/approvals/${asked.approvalId}/vote`;
    expect(await refusal(lan, vote, { approves: true })).toBe('review.approval.own.forbidden');
    expect(await refusal(atD, vote, { approves: true })).toBe('404');
    expect((await post<Decided>(lan, `/v1/people/${xuan}/merge`, body)).approvalId).toBe(
      asked.approvalId,
    );
    const voted = await post<{ state: string; actId: number }>(minh, vote, { approves: true });
    expect(voted.state).toBe('done');
    const gone = await get<PersonPage>(atA, `/v1/people/${twin}`);
    expect(gone.mergedInto).toMatchObject({ personId: xuan });
    const pair = await get<ItemsPage>(lan, '/v1/review/duplicates?state=decided');
    expect(pair.items).toMatchObject([{ decision: 'accept', decidedBy: 'minh' }]);
    const learnt = { listId: null, personId: twin, otherId: xuan, same: true };
    expect((await lessons()).at(-1)).toMatchObject(learnt);

    await post(minh, `/v1/review/acts/${voted.actId}/undo`, { reason: 'hai chị em' });
    expect((await getPerson(ctx, twin)).mergedInto).toBeNull();
    expect((await lessons()).filter((one) => one.listId === null)).toEqual([]);
  });

  test('a person of another province: yes or no, never who or where', async () => {
    const { far = 0 } = people;
    await raiseItems(ctx, [doubt('Ksor Hờ Nghiêng', 30, 9, [far])]);
    const found = await get<ItemsPage>(atA, '/v1/review/items?list=30');
    const itemId = found.items[0]?.itemId ?? 0;
    const finder = await http.request<ItemPage>(atA, 'get', `/v1/review/items/${itemId}`);
    expect(finder.body.candidates).toMatchObject([{ record: null, province: 'Tỉnh Q' }]);
    expect(JSON.stringify(finder.body)).not.toContain(String(far));
    expect(JSON.stringify(finder.body)).not.toContain('Thôn D1');
    const link = { decision: 'accept' };
    expect(await refusal(atA, `/v1/review/items/${itemId}/decide`, link)).toBe(
      'review.candidate.elsewhere',
    );
    const others = await get<ItemsPage>(atD, '/v1/review/items?kind=inOtherPlace');
    expect(others.items).toMatchObject([{ name: 'Ksor Hờ Nghiêng', personId: far }]);
    const otherId = others.items[0]?.itemId ?? 0;
    await post(atD, `/v1/review/items/${otherId}/decide`, { decision: 'accept' });
    const answered = await get<ItemPage>(atA, `/v1/review/items/${itemId}`);
    expect(answered.counterpart).toEqual({ answer: 'accept' });
    await post(atA, `/v1/review/items/${itemId}/decide`, link);
    expect(await listRowDecisions(ctx, 30)).toMatchObject([{ outcome: 'link', personId: far }]);
  });

  test('detectors find, withdraw what is gone, and come back to what was not mended', async () => {
    const { mai = 0, far = 0 } = people;
    await record([
      { kind: 'addParticipation', person: mai, category: 'GD', issuer: 'own', from: '2026-01-01' },
      { kind: 'addParticipation', person: mai, category: 'DN', issuer: 'own', from: '2026-03-01' },
      { kind: 'setStatus', person: far, status: 'nearPoorHousehold', from: '2025-01-01' },
      { kind: 'correctPerson', person: far, attributes: { nationalId: '014180000777' } },
      { kind: 'correctPerson', person: mai, attributes: { nationalId: '014180000777' } },
    ]);
    const found = await detectAll(ctx);
    const byKind = Object.fromEntries(found.map((row) => [row.kind, row.found]));
    expect(byKind).toMatchObject({ twoCards: 1, nearPoorUninsured: 1, sharedNumber: 2 });
    const queues = await get<{ queues: QueueView[] }>(lan, '/v1/review/queues?unit=08');
    const queue = (kind: string) => queues.queues.find((one) => one.kind === kind);
    expect(queue('twoCards')).toMatchObject({ open: 1, nobodys: 1, isDecider: true });
    expect(queue('sharedNumber')).toMatchObject({ open: 1 });
    expect(queue('nearPoorUninsured')).toMatchObject({ open: 0 });

    const cards = await get<ItemsPage>(lan, '/v1/review/items?kind=twoCards');
    const item = cards.items[0];
    const factA = item?.facts['factA'];
    const end = { decision: 'accept', endFactId: factA, reason: 'đã có thẻ doanh nghiệp' };
    const done = await post<Decided>(lan, `/v1/review/items/${item?.itemId}/decide`, end);
    expect(done.entryId).not.toBeNull();
    const again = await detectAll(ctx);
    expect(again.find((row) => row.kind === 'twoCards')).toMatchObject({ found: 0 });
    await post(lan, `/v1/review/acts/${done.actId}/undo`, { reason: 'chọn nhầm thẻ' });
    const back = await get<ItemsPage>(lan, '/v1/review/items?kind=twoCards');
    expect(back.items).toMatchObject([{ itemId: item?.itemId, state: 'open' }]);

    const shared = await get<ItemPage>(
      lan,
      `/v1/review/items/${(await get<ItemsPage>(lan, '/v1/review/items?kind=sharedNumber')).items[0]?.itemId}`,
    );
    expect(shared.candidates).toMatchObject([{ record: null, province: 'Tỉnh Q' }]);

    await record([
      { kind: 'addParticipation', person: far, category: 'CN', issuer: 'own', from: '2025-01-01' },
    ]);
    const last = await detectAll(ctx);
    expect(last.find((row) => row.kind === 'nearPoorUninsured')).toMatchObject({ withdrawn: 1 });
  });

  test('pairs that linkage found in the register become items; what was rejected is not asked again', async () => {
    const [first = 0, second = 0] = [people['xuan'] ?? 0, people['mai'] ?? 0].toSorted(
      (a, b) => a - b,
    );
    await sql`
      insert into linkage.duplicate_pair (first_id, second_id, kind, score_centibits,
        name_weight_centibits, rule, levels, model_version, found_at)
      values (${first}, ${second}, 'doubtful', 412, 1000, 'nameYear', 'aaaaaa', 1, now())`.execute(
      ctx.db,
    );
    expect(await detectKind(ctx, 'duplicatePeople')).toMatchObject({ found: 1, opened: 1 });
    const pairs = await get<ItemsPage>(lan, '/v1/review/duplicates');
    const pair = pairs.items.find((one) => one.score === 4.12);
    expect(pair).toMatchObject({ personId: first });
    const itemId = pair?.itemId ?? 0;
    const item = await get<ItemPage>(lan, `/v1/review/items/${itemId}`);
    expect(item.candidates).toMatchObject([{ record: { personId: second } }]);
    expect(item.candidates[0]?.fields.map((one) => one.field)).toContain('birth');
    expect(item).toMatchObject({ modelVersion: 1 });
    await post(lan, `/v1/review/items/${itemId}/decide`, { decision: 'reject' });
    expect(await detectKind(ctx, 'duplicatePeople')).toMatchObject({ found: 1, opened: 0 });
  });

  test('a death waits for a second person', async () => {
    const { mai = 0 } = people;
    const seen = await get<ItemsPage>(lan, '/v1/review/items?kind=insuredNotResident&state=any');
    const itemId = seen.items.find((item) => item.personId === mai)?.itemId ?? 0;
    await raiseItems(ctx, [
      { kind: 'insuredNotResident', matter: 'x', placeId: PLACE.villageA, personId: mai },
    ]);
    const body = { decision: 'accept', diedOn: '2026-05-01', reason: 'có giấy báo tử' };
    const asked = await post<Decided>(lan, `/v1/review/items/${itemId}/decide`, body);
    const vote = `/v1/review/approvals/${asked.approvalId}/vote`;
    expect(await refusal(minh, vote, { approves: false })).toBe('review.reason.missing');
    await post(minh, vote, { approves: true });
    const kinds = (await getPerson(ctx, mai)).residences.map((spell) => spell.kind);
    expect(kinds).toContain('died');
    expect(await refusal(minh, vote, { approves: true })).toBe('review.approval.stale');
  });

  test('time to clear is told by queue and unit', async () => {
    const clearing = await get<ClearingView>(lan, '/v1/review/clearing?unit=08');
    const row = clearing.rows.find((one) => one.kind === 'doubtfulMatch');
    expect(row).toMatchObject({ unitName: 'Xã A', medianDays: 0 });
    expect(row?.decided).toBeGreaterThan(3);
    expect(row?.onTime).toBe(row?.decided);
  });

  test('work is given to officers who decide it', async () => {
    const open = await get<ItemsPage>(lan, '/v1/review/items?kind=twoCards');
    const itemId = open.items[0]?.itemId ?? 0;
    await post(lan, '/v1/review/assign', { items: [itemId], userId: 'me' });
    const mine = await get<ItemsPage>(lan, '/v1/review/items?mine=true');
    expect(mine.items).toMatchObject([{ itemId, assigneeName: 'lan', isMine: true }]);
    const stranger = { items: [itemId], userId: 'khong-co' };
    expect(await refusal(lan, '/v1/review/assign', stranger)).toBe('review.assignee.forbidden');
  });
});
