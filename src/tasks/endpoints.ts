/** Rows of the endpoint table: tasks, what is due, notices; the registers have files of their own. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { parseUnitRef } from '../units/ops.ts';
import { UnitParams } from '../units/endpoints.ts';
import { clockEndpoints } from './clock-endpoints.ts';
import { committeeEndpoints } from './committee-endpoints.ts';
import { documentEndpoints } from './document-endpoints.ts';
import { dutyEndpoints } from './duty-endpoints.ts';
import { addEvidence, moveTask } from './move-ops.ts';
import { obstacleEndpoints } from './obstacle-endpoints.ts';
import { addTasks, getEvidenceFile, getTask, listBundles, listTasks } from './ops.ts';
import { TASK_MANAGERS, TASK_READERS, TASK_ACTORS, unitAccess } from './roles.ts';
import {
  CreatedTasks,
  DueAnswer,
  EvidenceInput,
  MyWork,
  NoticeView,
  TaskBundles,
  TaskFilter,
  TaskInput,
  TaskList,
  TaskMove,
  TaskPage,
  WatchOutcome,
} from './types.ts';
import { watchClock } from './watch-ops.ts';
import { getMyWork, listDue, listNotices, readNotices } from './work-ops.ts';

const TaskParams = UnitParams.extend({ task: z.number().int().positive() });
const EXAMPLE_UNIT = { params: { unit: '08' } };
const EXAMPLE_TASK = { params: { unit: '08', task: 1 } };
const EVIDENCE_BYTES_MAX = 8 * 1024 * 1024;
const TASK_PAGE = {
  limit: z.number().int().min(1).max(500).default(100),
  offset: z.number().int().min(0).max(100_000).default(0),
};
const Instant = z.iso.datetime({ offset: true });

const workEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'tasks.due',
    method: 'get',
    path: '/v1/tasks/due',
    summary: 'Việc và báo cáo đã quá hạn hoặc đến hạn trong số giờ tới, tính tại một thời điểm',
    input: {
      query: z.object({
        on: Instant.optional(),
        hours: z.number().int().min(1).max(2160).default(168),
        unit: UnitParams.shape.unit.optional(),
      }),
    },
    output: DueAnswer,
    access: { kind: 'own', roles: TASK_READERS },
    journal: 'none',
    cli: { command: 'tasks due' },
    example: { query: { on: '2026-11-05T08:00:00+07:00' } },
    handle: (ctx, { query: { unit, ...query } }) =>
      listDue(ctx, { ...query, unit: unit === undefined ? undefined : parseUnitRef(unit) }),
  }),
  defineEndpoint({
    id: 'tasks.mine',
    method: 'get',
    path: '/v1/tasks/mine',
    summary: 'Việc của tôi: đơn vị, việc, báo cáo phải gửi và chờ nhận của người đăng nhập',
    input: { query: z.object({ on: Instant.optional() }) },
    output: MyWork,
    access: { kind: 'own', roles: TASK_READERS },
    journal: 'none',
    cli: { command: 'tasks mine' },
    example: {},
    handle: (ctx, { query }) => getMyWork(ctx, query.on),
  }),
  defineEndpoint({
    id: 'tasks.notices',
    method: 'get',
    path: '/v1/tasks/notices',
    summary: 'Thông báo gửi tôi và đơn vị của tôi, mới nhất trước',
    input: { query: z.object({ limit: z.number().int().min(1).max(200).default(50) }) },
    output: z.object({ notices: z.array(NoticeView) }),
    access: { kind: 'own', roles: TASK_READERS },
    journal: 'none',
    cli: { command: 'tasks notices' },
    example: {},
    handle: (ctx, { query }) => listNotices(ctx, query.limit),
  }),
  defineEndpoint({
    id: 'tasks.readNotices',
    method: 'post',
    path: '/v1/tasks/notices/read',
    summary: 'Đánh dấu đã đọc thông báo',
    input: { body: z.object({ noticeIds: z.array(z.number().int().positive()).min(1).max(200) }) },
    output: z.object({ read: z.number().int() }),
    access: { kind: 'own', roles: TASK_READERS },
    journal: 'change',
    example: { body: { noticeIds: [1] } },
    handle: (ctx, { body }) => readNotices(ctx, body.noticeIds),
  }),
  defineEndpoint({
    id: 'tasks.watch',
    method: 'post',
    path: '/v1/tasks/watch',
    summary:
      'Chạy đồng hồ ngay: báo việc đến hạn, quá hạn, chuyển cấp trên (máy chủ tự chạy 15 phút một lần)',
    input: {},
    output: WatchOutcome,
    access: { kind: 'system' },
    journal: 'change',
    timeoutMs: 120_000,
    cli: { command: 'tasks watch' },
    example: {},
    handle: (ctx) => watchClock(ctx),
  }),
];

const listEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'tasks.list',
    method: 'get',
    path: '/v1/tasks/units/{unit}',
    summary: 'Việc của một đơn vị và các đơn vị trực thuộc',
    input: {
      params: UnitParams,
      query: TaskFilter.extend(TASK_PAGE),
    },
    output: TaskList,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'tasks list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query: { limit, offset, ...filter } }) =>
      listTasks(ctx, parseUnitRef(params.unit), filter, { limit, offset }),
  }),
  defineEndpoint({
    id: 'tasks.bundles',
    method: 'get',
    path: '/v1/tasks/bundles/{unit}',
    summary:
      'Việc gộp lại: một việc giao cho nhiều đơn vị là một dòng, kèm số đơn vị xong, quá hạn',
    input: { params: UnitParams, query: TaskFilter.extend(TASK_PAGE) },
    output: TaskBundles,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'tasks bundles', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query: { limit, offset, ...filter } }) =>
      listBundles(ctx, parseUnitRef(params.unit), filter, { limit, offset }),
  }),
  defineEndpoint({
    id: 'tasks.add',
    method: 'post',
    path: '/v1/tasks/units/{unit}',
    summary: 'Giao việc cho đơn vị, hoặc cho các đơn vị trực thuộc (mỗi đơn vị một việc)',
    input: { params: UnitParams, body: TaskInput },
    output: CreatedTasks,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    timeoutMs: 60_000,
    cli: { command: 'tasks add', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        title: 'Tổ chức Lễ phát động',
        level: 'commune',
        deadline: { day: '2026-11-06' },
        deadlineText: 'trước ngày 06/11/2026',
      },
    },
    handle: (ctx, { params, body }) => addTasks(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'tasks.get',
    method: 'get',
    path: '/v1/tasks/units/{unit}/{task}',
    summary: 'Một việc với lịch sử, minh chứng, vướng mắc',
    input: { params: TaskParams },
    output: TaskPage,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'tasks show', positional: ['unit', 'task'] },
    example: EXAMPLE_TASK,
    handle: (ctx, { params }) => getTask(ctx, parseUnitRef(params.unit), params.task),
  }),
  defineEndpoint({
    id: 'tasks.move',
    method: 'post',
    path: '/v1/tasks/units/{unit}/{task}/moves',
    summary: 'Bắt đầu, cập nhật, hoàn thành, mở lại một việc',
    input: { params: TaskParams, body: TaskMove },
    output: TaskPage,
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    cli: { command: 'tasks move', positional: ['unit', 'task'] },
    example: { ...EXAMPLE_TASK, body: { kind: 'progress', note: 'Đã họp các thôn' } },
    handle: (ctx, { params, body }) => {
      return moveTask(ctx, parseUnitRef(params.unit), params.task, body);
    },
  }),
  defineEndpoint({
    id: 'tasks.done',
    method: 'post',
    path: '/v1/tasks/units/{unit}/{task}/done',
    summary: 'Đánh dấu một việc (hoặc kỳ đang đến hạn của việc định kỳ) đã xong',
    input: {
      params: TaskParams,
      query: z.object({ note: z.string().max(2000).default(''), at: Instant.optional() }),
    },
    output: TaskPage,
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    cli: { command: 'tasks done', positional: ['unit', 'task'] },
    example: EXAMPLE_TASK,
    handle: (ctx, { params, query }) =>
      moveTask(ctx, parseUnitRef(params.unit), params.task, { kind: 'done', ...query }),
  }),
  defineEndpoint({
    id: 'tasks.addEvidence',
    method: 'post',
    path: '/v1/tasks/units/{unit}/{task}/evidence',
    summary: 'Thêm minh chứng: lời văn, đường dẫn, ảnh hoặc tệp',
    input: { params: TaskParams, body: EvidenceInput },
    output: z.object({ evidenceId: z.number().int() }),
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    bodyBytesMax: EVIDENCE_BYTES_MAX,
    cli: { command: 'tasks evidence', positional: ['unit', 'task'] },
    example: { ...EXAMPLE_TASK, body: { kind: 'text', text: 'Biên bản lễ phát động' } },
    handle: (ctx, { params, body }) =>
      addEvidence(ctx, parseUnitRef(params.unit), params.task, body),
  }),
  defineEndpoint({
    id: 'tasks.evidenceFile',
    method: 'get',
    path: '/v1/tasks/units/{unit}/{task}/evidence/{evidence}',
    summary: 'Tệp minh chứng của một việc',
    input: { params: TaskParams.extend({ evidence: z.number().int().positive() }) },
    access: unitAccess(TASK_READERS),
    journal: 'read',
    example: { params: { unit: '08', task: 1, evidence: 1 } },
    handle: async (ctx, { params }) => ({
      file: await getEvidenceFile(ctx, parseUnitRef(params.unit), params.task, params.evidence),
    }),
  }),
];

export const taskEndpoints: readonly AnyEndpoint[] = [
  ...workEndpoints,
  ...listEndpoints,
  ...dutyEndpoints,
  ...committeeEndpoints,
  ...documentEndpoints,
  ...obstacleEndpoints,
  ...clockEndpoints,
];
