/** Rows of the endpoint table: queues, items, decisions, bulk decisions, undo, time to clear. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../../http/endpoint.ts';
import { inTransaction } from '../../stores/context.ts';
import { listRefs, refOf } from '../../units/ops.ts';
import { today } from '../../stores/context.ts';
import { decideBulk, previewBulk } from './bulk-ops.ts';
import { assignItems, decideItem, listAssignees } from './decide-ops.ts';
import { getItem } from './item-ops.ts';
import { startDetection } from './jobs.ts';
import { DECIDING_ROLES, REVIEW_READING_ROLES } from './kinds.ts';
import { listItemLines, listItems, listQueues, readClearing } from './read-ops.ts';
import { BulkRule, DecideInput, Decided, ReviewKind } from './types.ts';
import { undoAct } from './undo-ops.ts';
import {
  BulkPreviewView,
  ClearingView,
  ItemPage,
  ItemsPage,
  QueueView,
  UndoneActView,
} from './views.ts';

const id = z.number().int().positive();
const unit = z.string().trim().min(1).max(20).optional();
const reason = z.string().trim().min(3).max(500);
const itemParams = z.object({ item: id });

const reading = { access: { kind: 'own', roles: REVIEW_READING_ROLES } } as const;
const deciding = { access: { kind: 'own', roles: DECIDING_ROLES }, journal: 'change' } as const;

const itemsQuery = z.object({
  unit,
  kind: ReviewKind.optional(),
  state: z.enum(['open', 'later', 'decided', 'withdrawn', 'any']).default('open'),
  overdue: z.boolean().optional(),
  mine: z.boolean().optional(),
  list: id.optional(),
  personId: id.optional(),
  scoreMin: z.number().optional(),
  scoreMax: z.number().optional(),
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(40).optional(),
});

const readEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'review.queues',
    method: 'get',
    path: '/v1/review/queues',
    summary: 'Các hàng đợi rà soát: còn bao nhiêu việc mỗi loại, quá hạn, của tôi',
    input: { query: z.object({ unit }) },
    output: z.object({ queues: z.array(QueueView) }),
    ...reading,
    journal: 'none',
    cli: { command: 'review queues' },
    example: { query: {} },
    handle: async (ctx, { query }) => ({ queues: await listQueues(ctx, query.unit) }),
  }),
  defineEndpoint({
    id: 'review.items',
    method: 'get',
    path: '/v1/review/items',
    summary: 'Việc rà soát theo loại, đơn vị, trạng thái; đến hạn trước đứng trước',
    input: { query: itemsQuery },
    output: ItemsPage,
    ...reading,
    journal: 'read',
    reach: (_input, page) => ({ personIds: personIdsOf(page.items) }),
    cli: { command: 'review list' },
    example: { query: { kind: 'twoCards', limit: 20 } },
    handle: (ctx, { query }) => listItems(ctx, query),
  }),
  defineEndpoint({
    id: 'review.duplicates',
    method: 'get',
    path: '/v1/review/duplicates',
    summary:
      'Những cặp hồ sơ trong sổ có thể là một người; --unit … --columns …: những người giống hệt nhau ở các mục tự chọn',
    input: { query: itemsQuery.omit({ kind: true }) },
    output: ItemsPage,
    ...reading,
    journal: 'read',
    reach: (_input, page) => ({ personIds: personIdsOf(page.items) }),
    cli: { command: 'people duplicates' },
    example: { query: { limit: 20 } },
    handle: (ctx, { query }) => listItems(ctx, { ...query, kind: 'duplicatePeople' }),
  }),
  defineEndpoint({
    id: 'review.item',
    method: 'get',
    path: '/v1/review/items/{item}',
    summary: 'Một việc rà soát: hai bên cạnh nhau, khớp và lệch từng trường, lý do bằng lời',
    input: { params: itemParams },
    output: ItemPage,
    ...reading,
    journal: 'read',
    reach: (_input, page) => ({ personIds: personIdsOf([page]) }),
    cli: { command: 'review show', positional: ['item'] },
    example: { params: { item: 1 } },
    handle: (ctx, { params }) => getItem(ctx, params.item),
  }),
  defineEndpoint({
    id: 'review.clearing',
    method: 'get',
    path: '/v1/review/clearing',
    summary: 'Thời gian xử lý trung vị, tỷ lệ đúng hạn theo loại và xã',
    input: {
      query: z.object({ unit, from: z.iso.date().optional(), to: z.iso.date().optional() }),
    },
    output: ClearingView,
    ...reading,
    journal: 'none',
    cli: { command: 'review clearing' },
    example: { query: { from: '2026-01-01', to: '2026-04-01' } },
    handle: (ctx, { query }) => readClearing(ctx, query),
  }),
  defineEndpoint({
    id: 'review.assignees',
    method: 'get',
    path: '/v1/review/items/{item}/assignees',
    summary: 'Những cán bộ có thể nhận việc này',
    input: { params: itemParams },
    output: z.object({ officers: z.array(z.object({ userId: z.string(), name: z.string() })) }),
    access: { kind: 'own', roles: DECIDING_ROLES },
    journal: 'none',
    example: { params: { item: 1 } },
    handle: async (ctx, { params }) => ({ officers: await listAssignees(ctx, params.item) }),
  }),
];

function personIdsOf(items: readonly { personId: number | null }[]): number[] {
  return items.flatMap((item) => item.personId ?? []);
}

const EXAMPLE_RULE = {
  kind: 'doubtfulMatch',
  unitId: 202_530,
  decision: 'accept',
  scoreMin: 6,
  agreement: { birthDate: ['equal'], place: ['equal', 'near'] },
};

const decideEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'review.decide',
    method: 'post',
    path: '/v1/review/items/{item}/decide',
    summary: 'Quyết định một việc: đúng, không phải, người mới, để sau',
    input: { params: itemParams, body: DecideInput },
    output: Decided,
    ...deciding,
    reason: ({ body }) => body.reason,
    reach: (_input, done) => (done.entryId === null ? {} : { entryId: done.entryId }),
    cli: { command: 'review decide', positional: ['item'] },
    example: { params: { item: 1 }, body: { decision: 'reject', reason: 'hai người khác nhau' } },
    handle: (ctx, { params, body }) => decideItem(ctx, params.item, body),
  }),
  defineEndpoint({
    id: 'review.assign',
    method: 'post',
    path: '/v1/review/assign',
    summary: 'Giao việc cho một cán bộ, cho mình, hoặc bỏ giao',
    input: {
      body: z.object({
        items: z.array(id).min(1).max(500),
        /** null = nobody; `me` = the caller */
        userId: z.string().max(64).nullable(),
      }),
    },
    output: z.object({ actId: id, items: z.number().int() }),
    ...deciding,
    cli: { command: 'review assign' },
    example: { body: { items: [1], userId: 'me' } },
    handle: (ctx, { body }) =>
      assignItems(ctx, body.items, body.userId === 'me' ? ctx.who.userId : body.userId),
  }),
  defineEndpoint({
    id: 'review.bulkPreview',
    method: 'post',
    path: '/v1/review/bulk/preview',
    summary: 'Xem trước quyết định hàng loạt theo điều kiện: bao nhiêu việc, ở đâu, vài việc mẫu',
    input: { body: BulkRule },
    output: BulkPreviewView,
    access: { kind: 'own', roles: DECIDING_ROLES },
    journal: 'read',
    reach: (_input, preview) => ({ personIds: personIdsOf(preview.sample) }),
    cli: { command: 'review preview' },
    example: { body: EXAMPLE_RULE },
    handle: (ctx, { body }) =>
      inTransaction(ctx, async (tx) => {
        const { sampleIds, byUnit, ...preview } = await previewBulk(tx, body);
        const unitIds = byUnit.map((row) => row.unitId);
        const refs = await listRefs(tx, unitIds, today(tx));
        return {
          ...preview,
          byUnit: byUnit.map((row) => ({ ...row, name: refOf(refs, row.unitId).name })),
          sample: await listItemLines(tx, sampleIds),
        };
      }),
  }),
  defineEndpoint({
    id: 'review.bulk',
    method: 'post',
    path: '/v1/review/bulk',
    summary: 'Quyết định hàng loạt theo điều kiện, hoàn tác được như một việc',
    input: { body: BulkRule.extend({ expected: z.number().int().min(1).max(5000), reason }) },
    output: Decided.extend({ items: z.number().int() }),
    ...deciding,
    timeoutMs: 120_000,
    reason: ({ body }) => body.reason,
    cli: { command: 'review bulk' },
    example: { body: { ...EXAMPLE_RULE, expected: 12, reason: 'cùng tên, ngày sinh và xã' } },
    handle: (ctx, { body: { expected, reason: why, ...rule } }) =>
      decideBulk(ctx, rule, expected, why),
  }),
  defineEndpoint({
    id: 'review.undo',
    method: 'post',
    path: '/v1/review/acts/{act}/undo',
    summary: 'Hoàn tác một quyết định (một việc hoặc cả loạt)',
    input: { params: z.object({ act: id }), body: z.object({ reason }) },
    output: UndoneActView,
    ...deciding,
    timeoutMs: 120_000,
    reason: ({ body }) => body.reason,
    reach: (_input, done) => (done.entryId === null ? {} : { entryId: done.entryId }),
    cli: { command: 'review undo', positional: ['act'] },
    example: { params: { act: 1 }, body: { reason: 'bấm nhầm' } },
    handle: (ctx, { params, body }) => undoAct(ctx, params.act, body.reason),
  }),
  defineEndpoint({
    id: 'review.detect',
    method: 'post',
    path: '/v1/review/detect',
    summary: 'Tìm lại những chỗ đáng ngờ trong sổ (chạy trong nền)',
    input: {},
    output: z.object({ jobId: z.string() }),
    access: { kind: 'own', roles: ['administrator', 'socialInsuranceOfficer'] },
    journal: 'change',
    cli: { command: 'review detect' },
    example: {},
    handle: async (ctx) => ({ jobId: await startDetection(ctx) }),
  }),
];

export const reviewEndpoints: readonly AnyEndpoint[] = [...readEndpoints, ...decideEndpoints];
