/** Rows of the endpoint table: what names mean, and adopting a confirmed plan. */
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { parseUnitRef } from '../units/ops.ts';
import { adoptPlan, previewAdoption } from './adopt-ops.ts';
import {
  AdoptInput,
  AdoptionPreview,
  MatchInput,
  NamesAnswer,
  UndoInput,
  UndoPreview,
} from './adoption-types.ts';
import {
  EXAMPLE_PLAN,
  PLANNING_ROLES,
  PlanParams,
  READING_ROLES,
  planAccess,
} from './endpoints.ts';
import { listPlanNames, matchNames } from './names-ops.ts';
import { previewUndo, undoAdoption } from './undo-ops.ts';

export const adoptEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'plans.names',
    method: 'get',
    path: '/v1/plans/{unit}/{plan}/names',
    summary: 'Tên đơn vị, nhóm, chỉ tiêu, cơ quan trong kế hoạch và nghĩa của chúng trong hệ thống',
    input: { params: PlanParams },
    output: NamesAnswer,
    access: planAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'plans names', positional: ['unit', 'plan'] },
    example: EXAMPLE_PLAN,
    handle: (ctx, { params }) => listPlanNames(ctx, parseUnitRef(params.unit), params.plan),
  }),
  defineEndpoint({
    id: 'plans.match',
    method: 'put',
    path: '/v1/plans/{unit}/{plan}/names',
    summary: 'Xác nhận nghĩa của các tên; được nhớ cho các kế hoạch sau của đơn vị',
    input: { params: PlanParams, body: MatchInput },
    output: NamesAnswer,
    access: planAccess(PLANNING_ROLES),
    journal: 'change',
    cli: { command: 'plans match', positional: ['unit', 'plan'] },
    example: {
      ...EXAMPLE_PLAN,
      body: {
        matches: [{ kind: 'agency', name: 'Cấp xã', meaning: { is: 'level', level: 'commune' } }],
      },
    },
    handle: (ctx, { params, body }) =>
      matchNames(ctx, parseUnitRef(params.unit), params.plan, body),
  }),
  defineEndpoint({
    id: 'plans.previewAdoption',
    method: 'get',
    path: '/v1/plans/{unit}/{plan}/adoption',
    summary: 'Kế hoạch sẽ thành bao nhiêu chỉ tiêu, nhiệm vụ, báo cáo; còn vướng gì',
    input: { params: PlanParams },
    output: AdoptionPreview,
    access: planAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'plans adoption', positional: ['unit', 'plan'] },
    example: EXAMPLE_PLAN,
    handle: (ctx, { params }) => previewAdoption(ctx, parseUnitRef(params.unit), params.plan),
  }),
  defineEndpoint({
    id: 'plans.adopt',
    method: 'post',
    path: '/v1/plans/{unit}/{plan}/adoption',
    summary:
      'Đưa kế hoạch đã xác nhận vào thực hiện: chỉ tiêu, nhiệm vụ, báo cáo, ban chỉ đạo, chiến dịch',
    input: { params: PlanParams, body: AdoptInput },
    output: AdoptionPreview,
    access: planAccess(PLANNING_ROLES),
    journal: 'change',
    timeoutMs: 120_000,
    cli: { command: 'plans adopt', positional: ['unit', 'plan'] },
    example: { ...EXAMPLE_PLAN, body: { counter: [], recursFrom: '2026-12-01' } },
    handle: (ctx, { params, body }) => adoptPlan(ctx, parseUnitRef(params.unit), params.plan, body),
  }),
  defineEndpoint({
    id: 'plans.previewUndo',
    method: 'get',
    path: '/v1/plans/{unit}/{plan}/adoption/undo',
    summary:
      'Hoàn tác việc đưa kế hoạch vào thực hiện sẽ rút lại những gì; quyết định nào về sau còn dựa vào',
    input: { params: PlanParams },
    output: UndoPreview,
    access: planAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'plans undo-preview', positional: ['unit', 'plan'] },
    example: EXAMPLE_PLAN,
    handle: (ctx, { params }) => previewUndo(ctx, parseUnitRef(params.unit), params.plan),
  }),
  defineEndpoint({
    id: 'plans.undoAdoption',
    method: 'post',
    path: '/v1/plans/{unit}/{plan}/adoption/undo',
    summary:
      'Hoàn tác việc đưa kế hoạch vào thực hiện: rút lại tất cả, hoặc nêu từng quyết định còn dựa vào',
    input: { params: PlanParams, body: UndoInput },
    output: AdoptionPreview,
    access: planAccess(PLANNING_ROLES),
    journal: 'change',
    reason: ({ body }) => body.reason,
    timeoutMs: 120_000,
    cli: { command: 'plans undo-adoption', positional: ['unit', 'plan'] },
    example: { ...EXAMPLE_PLAN, body: { reason: 'Văn bản đã được thay bằng bản khác' } },
    handle: (ctx, { params, body }) =>
      undoAdoption(ctx, parseUnitRef(params.unit), params.plan, body),
  }),
];
