/** Rows of the endpoint table: plans of a unit, read, confirmed, compared. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { parseUnitRef } from '../units/ops.ts';
import { EditInput, PlanComparison, PlanLine, PlanPage, ReadInput } from './document-types.ts';
import {
  abandonPlan,
  comparePlanVersions,
  editPlan,
  getPlanPage,
  listPlansOf,
  readPlan,
  undoEdit,
} from './ops.ts';

/** Who turns a document into targets and tasks. */
export const PLANNING_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
  'financeOfficer',
];
export const READING_ROLES: readonly Role[] = [...PLANNING_ROLES, 'auditor'];

const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });
export const PlanParams = UnitParams.extend({ plan: z.number().int().positive() });

export function planAccess(roles: readonly Role[]) {
  return {
    kind: 'unit' as const,
    roles,
    unit: ({ params }: { params: { unit: string } }) => parseUnitRef(params.unit),
  };
}

/** 20 MB of a file as base64, and what is around it. */
const FILE_BYTES_MAX = 28_000_000;

export const EXAMPLE_PLAN = { params: { unit: '08', plan: 1 } };

const readEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'plans.list',
    method: 'get',
    path: '/v1/plans/{unit}',
    summary: 'Các kế hoạch đã đọc của một đơn vị, mới nhất trước',
    input: { params: UnitParams, query: z.object({ below: z.boolean().default(false) }) },
    output: z.object({ plans: z.array(PlanLine) }),
    access: planAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'plans list', positional: ['unit'] },
    example: { params: { unit: '08' } },
    handle: async (ctx, { params, query }) => ({
      plans: await listPlansOf(ctx, parseUnitRef(params.unit), query.below),
    }),
  }),
  defineEndpoint({
    id: 'plans.get',
    method: 'get',
    path: '/v1/plans/{unit}/{plan}',
    summary: 'Một kế hoạch: toàn văn theo dòng, các mục đọc được và đã xác nhận',
    input: { params: PlanParams },
    output: PlanPage,
    access: planAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'plans show', positional: ['unit', 'plan'] },
    example: EXAMPLE_PLAN,
    handle: (ctx, { params }) => getPlanPage(ctx, parseUnitRef(params.unit), params.plan),
  }),
  defineEndpoint({
    id: 'plans.compare',
    method: 'get',
    path: '/v1/plans/{unit}/{plan}/changes',
    summary: 'Bản này khác bản trước ở đâu, từng mục, từng ô',
    input: {
      params: PlanParams,
      query: z.object({ before: z.number().int().positive().optional() }),
    },
    output: PlanComparison,
    access: planAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'plans compare', positional: ['unit', 'plan'] },
    example: EXAMPLE_PLAN,
    handle: (ctx, { params, query }) =>
      comparePlanVersions(ctx, parseUnitRef(params.unit), params.plan, query.before),
  }),
];

const writeEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'plans.read',
    method: 'post',
    path: '/v1/plans/{unit}',
    summary:
      'Đọc một văn bản kế hoạch (.docx, .pdf có chữ, .txt, .md hoặc dán chữ) thành các mục chờ xác nhận',
    input: { params: UnitParams, body: ReadInput },
    output: PlanPage,
    access: planAccess(PLANNING_ROLES),
    journal: 'change',
    bodyBytesMax: FILE_BYTES_MAX,
    timeoutMs: 60_000,
    cli: { command: 'plans read', positional: ['unit'] },
    example: {
      params: { unit: '08' },
      body: {
        fileName: 'ke-hoach.txt',
        text: 'KẾ HOẠCH\nThực hiện bảo hiểm y tế toàn dân năm 2027',
      },
    },
    handle: (ctx, { params, body }) => readPlan(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'plans.edit',
    method: 'post',
    path: '/v1/plans/{unit}/{plan}/edits',
    summary:
      'Xác nhận, sửa, thêm, tách, gộp, bỏ các mục của kế hoạch; được tất cả hoặc không gì cả',
    input: { params: PlanParams, body: EditInput },
    output: PlanPage,
    access: planAccess(PLANNING_ROLES),
    journal: 'change',
    bodyBytesMax: 4 * 1024 * 1024,
    cli: { command: 'plans edit', positional: ['unit', 'plan'] },
    example: { ...EXAMPLE_PLAN, body: { edits: [{ action: 'confirm', items: [1] }] } },
    handle: (ctx, { params, body }) =>
      editPlan(ctx, parseUnitRef(params.unit), params.plan, body.edits),
  }),
  defineEndpoint({
    id: 'plans.undoEdit',
    method: 'post',
    path: '/v1/plans/{unit}/{plan}/edits/undo',
    summary: 'Hoàn tác lần sửa gần nhất',
    input: { params: PlanParams },
    output: PlanPage,
    access: planAccess(PLANNING_ROLES),
    journal: 'change',
    cli: { command: 'plans undo-edit', positional: ['unit', 'plan'] },
    example: EXAMPLE_PLAN,
    handle: (ctx, { params }) => undoEdit(ctx, parseUnitRef(params.unit), params.plan),
  }),
  defineEndpoint({
    id: 'plans.abandon',
    method: 'post',
    path: '/v1/plans/{unit}/{plan}/abandon',
    summary: 'Cất một kế hoạch không dùng nữa, hoặc lấy ra làm tiếp',
    input: { params: PlanParams, body: z.object({ abandoned: z.boolean() }) },
    output: PlanPage,
    access: planAccess(PLANNING_ROLES),
    journal: 'change',
    cli: { command: 'plans abandon', positional: ['unit', 'plan'] },
    example: { ...EXAMPLE_PLAN, body: { abandoned: true } },
    handle: (ctx, { params, body }) =>
      abandonPlan(ctx, parseUnitRef(params.unit), params.plan, body.abandoned),
  }),
];

/** A plan is made before it is looked at: whoever walks the table finds the example's plan. */
export const planEndpoints: readonly AnyEndpoint[] = [...writeEndpoints, ...readEndpoints];
