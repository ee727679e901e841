import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PLACE } from '../../test/small-tree.ts';
import { Refusal } from '../kernel/outcome.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import {
  addMember,
  createCommittee,
  endMember,
  listCommittees,
  setFollows,
} from './committee-ops.ts';
import {
  addDocument,
  getDocument,
  linkDocument,
  listDocuments,
  relateDocument,
} from './document-ops.ts';
import { documentState } from './document-state.ts';
import { addTasksOfConclusion, listMeetings, recordMeeting } from './meeting-ops.ts';
import { moveTask } from './move-ops.ts';
import { answerObstacle, listObstacles, raiseObstacle, searchAnswers } from './obstacle-ops.ts';
import { DocumentInput, MeetingInput, type NewCommittee } from './register-types.ts';
import { asOfficial, atTime, plantTasks } from './test-desk.ts';
import { TaskInput } from './types.ts';
import { watchClock } from './watch-ops.ts';
import { getMyWork, listNotices } from './work-ops.ts';

const database = useTestDatabase();
const { provinceP, communeA, communeD, communeE } = PLACE;
let ctx: Context;

beforeAll(async () => {
  ctx = atTime(database.ctx(), '2026-10-20 08:00');
  await plantTasks(ctx);
});

const code = async (work: Promise<unknown>): Promise<string> => {
  const cause = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return cause instanceof Refusal ? cause.faults[0].code : `no refusal: ${String(cause)}`;
};

/** As a request of an official of the unit, under row-level security. */
function within<T>(unit: number, work: (tx: Context) => Promise<T>): Promise<T> {
  return inTransaction(asOfficial(ctx, unit), work);
}

const COMMITTEE: NewCommittee = {
  name: 'Ban Chỉ đạo thực hiện chính sách BHXH, BHYT tỉnh',
  decisionNumber: '1520/QĐ-UBND',
  decidedOn: '2025-08-01',
  termFrom: '2025-08-01',
  termTo: '2030-08-01',
  standingAgency: 'Bảo hiểm xã hội tỉnh',
  members: [
    { position: 'member', title: 'Giám đốc Sở Y tế', agency: 'Sở Y tế', follows: [communeA] },
    { position: 'chair', title: 'Phó Chủ tịch UBND tỉnh' },
    { position: 'standingDeputy', title: 'Giám đốc BHXH tỉnh', follows: [communeA, communeE] },
  ],
};

describe('committees', () => {
  test('members stand by position; who follows a commune is seen from both sides', async () => {
    await createCommittee(ctx, provinceP, COMMITTEE);
    const above = await within(provinceP, (tx) => listCommittees(tx, provinceP));
    const [own] = above.own;
    expect(own?.members.map((member) => member.position)).toEqual([
      'chair',
      'standingDeputy',
      'member',
    ]);
    expect(own?.members[1]?.follows.map((one) => one.unit.name)).toEqual(['Xã A', 'Xã E']);
    expect(above.below.map((row) => [row.unit.name, row.committeeId])).toEqual([
      ['Xã A', null],
      ['Xã E', null],
    ]);
    const below = await within(communeA, (tx) => listCommittees(tx, communeA));
    expect(below.followedBy.map((row) => row.member.title)).toEqual([
      'Giám đốc Sở Y tế',
      'Giám đốc BHXH tỉnh',
    ]);
    const elsewhere = await within(communeD, (tx) => listCommittees(tx, communeD));
    expect(elsewhere.followedBy).toEqual([]);
  });

  test('Phụ lục 01 changes from today; a member who leaves follows nobody', async () => {
    const before = (await listCommittees(ctx, provinceP)).own[0];
    const deputy = before?.members.find((one) => one.position === 'standingDeputy');
    const memberId = deputy?.memberId ?? 0;
    await setFollows(ctx, provinceP, { memberId, unitIds: [communeE], note: '' });
    expect((await listCommittees(ctx, communeA)).followedBy).toHaveLength(1);
    await endMember(ctx, provinceP, memberId);
    expect((await listCommittees(ctx, communeE)).followedBy).toHaveLength(0);
    const outside = setFollows(ctx, provinceP, { memberId, unitIds: [communeD], note: '' });
    expect(await code(outside)).toBe('tasks.unitOutside');
  });

  test('kiện toàn: the new decision ends the old committee on its first day', async () => {
    const old = (await listCommittees(ctx, provinceP)).own[0]?.committeeId ?? 0;
    await createCommittee(ctx, provinceP, {
      ...COMMITTEE,
      decisionNumber: '99/QĐ-UBND',
      termFrom: '2026-10-01',
      termTo: '2026-12-01',
      replaces: old,
    });
    const { own } = await listCommittees(ctx, provinceP);
    expect(own.map((one) => [one.decisionNumber, one.state, one.endedOn])).toEqual([
      ['99/QĐ-UBND', 'termEnds', null],
      ['1520/QĐ-UBND', 'ended', '2026-10-01'],
    ]);
    const foreign = addMember(ctx, communeA, old, {
      position: 'member',
      title: 'x',
      agency: '',
      follows: [],
    });
    expect(await code(foreign)).toBe('tasks.unknownCommittee');
  });
});

describe('minutes', () => {
  test('conclusions become tasks that name them; done ones are counted', async () => {
    const input = MeetingInput.parse({
      title: 'Giao ban tuần 1',
      heldOn: '2026-10-19',
      conclusions: ['Các xã chậm báo cáo nguyên nhân', 'BHXH cử cán bộ hỗ trợ Xã E'],
    });
    await recordMeeting(ctx, provinceP, input);
    const conclusion = (await listMeetings(ctx, provinceP)).meetings[0]?.conclusions[0];
    const created = await addTasksOfConclusion(
      ctx,
      provinceP,
      conclusion?.conclusionId ?? 0,
      TaskInput.parse({ title: 'Báo cáo nguyên nhân', level: 'commune' }),
    );
    const taskId = created.lines[0]?.taskIds[0] ?? 0;
    const done = await moveTask(ctx, communeA, taskId, { kind: 'done', note: '' });
    expect(done.source).toMatchObject({ document: 'Giao ban tuần 1', line: 1 });
    const after = (await listMeetings(ctx, provinceP)).meetings[0]?.conclusions;
    expect(after?.map((one) => [one.tasks, one.tasksDone])).toEqual([
      [2, 1],
      [0, 0],
    ]);
  });
});

describe('documents', () => {
  const dates = {
    inForceFrom: '2024-01-01',
    inForceTo: null,
    renewOn: null,
    warnDays: 30,
    withdrawnAt: null,
    replacedFrom: null,
    amendedFrom: null,
  };

  test.each([
    ['the day before it takes effect', {}, '2023-12-31', 'coming'],
    ['from its first day', {}, '2024-01-01', 'inForce'],
    ['the last day of its own term', { inForceTo: '2026-01-01' }, '2025-12-31', 'renewSoon'],
    ['the day it has expired', { inForceTo: '2026-01-01' }, '2026-01-01', 'expired'],
    ['31 days before renewal', { renewOn: '2025-06-01' }, '2025-05-01', 'inForce'],
    ['30 days before renewal', { renewOn: '2025-06-01' }, '2025-05-02', 'renewSoon'],
    ['the day it should be renewed', { renewOn: '2025-06-01' }, '2025-06-01', 'renewLate'],
    ['amended from a day on', { amendedFrom: '2025-01-01' }, '2025-01-01', 'amended'],
    ['the day before the amendment', { amendedFrom: '2025-01-01' }, '2024-12-31', 'inForce'],
    [
      'replaced, though it had to be renewed',
      { replacedFrom: '2025-01-01', renewOn: '2024-12-01' },
      '2025-02-01',
      'replaced',
    ],
    ['withdrawn', { withdrawnAt: '2025-01-01T00:00:00Z' }, '2024-05-01', 'withdrawn'],
  ])('%s', (_name, change, on, state) => {
    expect(documentState({ ...dates, ...change }, on)).toBe(state);
  });

  test('what the province issues is read in its communes, and only there', async () => {
    const plan = DocumentInput.parse({
      kind: 'resolution',
      number: '60/2021/NQ-HĐND',
      title: 'Hỗ trợ thêm mức đóng BHYT',
      issuer: 'HĐND tỉnh',
      issuedOn: '2021-12-10',
      inForceTo: '2026-01-01',
    });
    const { documentId: old } = await addDocument(ctx, provinceP, plan);
    const next = {
      ...plan,
      number: '12/2025/NQ-HĐND',
      issuedOn: '2025-12-05',
      inForceTo: undefined,
    };
    const { documentId } = await addDocument(ctx, provinceP, next);
    await relateDocument(ctx, provinceP, documentId, {
      kind: 'replaces',
      otherId: old,
      from: '2026-01-01',
      note: '',
    });
    await linkDocument(ctx, provinceP, documentId, {
      kind: 'rule',
      target: 'support.CN',
      label: 'Hỗ trợ hộ cận nghèo',
    });
    const inA = await within(communeA, (tx) =>
      listDocuments(tx, communeA, { ownOnly: false, text: 'nq hdnd' }),
    );
    expect(inA.documents.map((one) => [one.number, one.state])).toEqual([
      ['12/2025/NQ-HĐND', 'inForce'],
      ['60/2021/NQ-HĐND', 'replaced'],
    ]);
    const page = await within(communeA, (tx) => getDocument(tx, communeA, documentId));
    expect(page.relations).toMatchObject([{ kind: 'replaces', outgoing: true }]);
    expect(page.links).toMatchObject([{ kind: 'rule', target: 'support.CN' }]);
    const inD = await within(communeD, (tx) => listDocuments(tx, communeD, { ownOnly: false }));
    expect(inD.documents).toEqual([]);
    const change = linkDocument(ctx, communeA, documentId, {
      kind: 'task',
      target: '1',
      label: 'x',
    });
    expect(await code(change)).toBe('tasks.documentOfAnother');
  });

  test('an agreement to renew is warned of once', async () => {
    const agreement = DocumentInput.parse({
      kind: 'agreement',
      title: 'Quy chế phối hợp',
      issuer: 'BHXH tỉnh',
      parties: ['BHXH tỉnh', 'Ủy ban MTTQ tỉnh'],
      renewOn: '2026-11-15',
      warnDays: 30,
    });
    await addDocument(ctx, provinceP, agreement);
    await watchClock(ctx);
    await watchClock(ctx);
    const { notices } = await listNotices(asOfficial(ctx, provinceP), 100);
    const warned = notices.filter((notice) => notice.kind === 'documentEnds');
    expect(warned.map((notice) => notice.params['endsOn'])).toEqual(['2026-11-15']);
    const { documents } = await getMyWork(asOfficial(ctx, provinceP));
    expect(documents.map((one) => one.title)).toEqual(['Quy chế phối hợp']);
  });
});

describe('obstacles', () => {
  test('raised below, answered above, found and used again elsewhere', async () => {
    const raised = await raiseObstacle(ctx, communeA, {
      topic: 'list',
      title: 'Danh sách hộ cận nghèo chưa có quyết định',
      text: 'Rà soát xong ngày 15/12 nên chưa lập được danh sách gia hạn thẻ.',
    });
    expect(raised.atUnit.unitId).toBe(provinceP);
    const waiting = (await getMyWork(asOfficial(ctx, provinceP))).obstacles;
    expect(waiting.map((one) => one.unit.name)).toEqual(['Xã A']);
    const own = answerObstacle(ctx, communeA, raised.obstacleId, {
      kind: 'answer',
      text: 'x',
      citation: '',
      isShared: false,
    });
    expect(await code(own)).toBe('tasks.obstacleElsewhere');
    const answered = await answerObstacle(ctx, provinceP, raised.obstacleId, {
      kind: 'answer',
      text: 'Lập danh sách dự kiến, bổ sung khi có quyết định.',
      citation: 'NĐ 188/2025/NĐ-CP Điều 9',
      isShared: true,
    });
    expect(answered.state).toBe('answered');
    const told = await listNotices(asOfficial(ctx, communeA), 50);
    expect(told.notices[0]?.kind).toBe('obstacleAnswered');
    const found = await within(communeD, (tx) =>
      searchAnswers(tx, { text: 'ho can ngheo danh sach', limit: 5 }),
    );
    expect(found.answers).toMatchObject([{ answeredBy: { name: 'Tỉnh P' }, uses: 0 }]);
    expect(JSON.stringify(found.answers)).not.toContain('Xã A');
    const inD = await within(communeD, (tx) =>
      listObstacles(tx, communeD, { forMe: false, limit: 10 }),
    );
    expect(inD.obstacles).toEqual([]);
  });

  test('an answer used again counts; nobody above a province', async () => {
    const { obstacleId } = await raiseObstacle(ctx, communeE, {
      topic: 'list',
      title: 'Hộ cận nghèo',
      text: 'Chưa có danh sách.',
    });
    const [shared] = (await searchAnswers(ctx, { text: 'can ngheo', limit: 1 })).answers;
    const forward = answerObstacle(ctx, provinceP, obstacleId, { kind: 'forward', text: '' });
    expect(await code(forward)).toBe('tasks.nobodyAbove');
    await answerObstacle(ctx, provinceP, obstacleId, {
      kind: 'answer',
      text: shared?.answer ?? '',
      citation: '',
      isShared: false,
      reuses: shared?.answerId ?? 0,
    });
    expect((await searchAnswers(ctx, { text: 'can ngheo', limit: 1 })).answers[0]?.uses).toBe(1);
    const again = answerObstacle(ctx, provinceP, obstacleId, { kind: 'forward', text: '' });
    expect(await code(again)).toBe('tasks.obstacleClosed');
  });
});
