/** Rows of the endpoint table: targets are set, answered, decided; indicators. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { failure } from '../kernel/outcome.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { inOwnerTransaction } from '../stores/context.ts';
import { parseUnitRef } from '../units/ops.ts';
import { orRefuse } from '../units/scope.ts';
import { acceptTargets, counterTarget, decideCounter, withdrawTargets } from './answer-ops.ts';
import { assignTargets } from './assign-ops.ts';
import { groupsOn } from './groups.ts';
import {
  ASSIGNING_ROLES,
  EXAMPLE_ACT,
  EXAMPLE_UNIT,
  UnitParams,
  unitAccess,
} from './endpoint-parts.ts';
import { readEndpoints } from './read-endpoints.ts';
import { registerEndpoints } from './register-endpoints.ts';
import { getHistory } from './history-ops.ts';
import { insertIndicator, listIndicators } from './sql.ts';
import {
  AssignInput,
  AssignOutcome,
  CounterInput,
  Day,
  DecideInput,
  Indicator,
  Target,
  TargetHistory,
  WithdrawInput,
} from './types.ts';

const Targets = z.object({ targets: z.array(Target) });

const indicatorEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'targets.indicators',
    method: 'get',
    path: '/v1/targets/indicators',
    summary: 'Các chỉ số có thể giao chỉ tiêu, và các nhóm đối tượng của một ngày',
    input: { query: z.object({ on: Day.default('2026-01-01') }) },
    output: z.object({
      indicators: z.array(Indicator),
      groups: z.array(
        z.object({
          code: z.string(),
          name: z.object({ vi: z.string(), en: z.string() }),
          depth: z.int(),
        }),
      ),
    }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'targets indicators' },
    example: {},
    handle: async (ctx, { query }) => ({
      indicators: await inOwnerTransaction(ctx, (tx) => listIndicators(tx.db)),
      groups: groupsOn(query.on),
    }),
  }),
  defineEndpoint({
    id: 'targets.addIndicator',
    method: 'post',
    path: '/v1/targets/indicators',
    summary: 'Thêm một chỉ số do địa phương đặt ra, số thực hiện nhập tay kèm nguồn',
    input: { body: Indicator.omit({ reads: true }) },
    output: Indicator,
    access: { kind: 'system' },
    journal: 'change',
    cli: { command: 'targets indicators add' },
    example: {
      body: {
        code: 'cleanWater',
        name: 'Tỷ lệ hộ dùng nước sạch',
        nameEn: 'Households with clean water',
        measure: 'rate',
        direction: 'atLeast',
        citation: 'Bộ tiêu chí nông thôn mới',
      },
    },
    handle: (ctx, { body }) =>
      inOwnerTransaction(ctx, async (tx) => {
        const indicator = { ...body, reads: null };
        const by = { name: tx.who.name, at: tx.now().toString() };
        if (await insertIndicator(tx.db, indicator, by)) return indicator;
        return orRefuse(failure('targets.indicator.conflict', { code: body.code }, 'body.code'));
      }),
  }),
];

const settingEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'targets.set',
    method: 'post',
    path: '/v1/targets/{unit}',
    summary:
      'Giao hoặc điều chỉnh chỉ tiêu của đơn vị và các đơn vị bên dưới, kèm văn bản và lý do',
    input: { params: UnitParams, body: AssignInput },
    output: AssignOutcome,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    bodyBytesMax: 8 << 20,
    cli: { command: 'targets set', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        act: EXAMPLE_ACT,
        rows: [{ unit: '08', period: 2026, measure: 'rate', value: 9620, operator: '>=' }],
      },
    },
    handle: async (ctx, { params, body }) =>
      orRefuse(await assignTargets(ctx, parseUnitRef(params.unit), body)),
  }),
  defineEndpoint({
    id: 'targets.withdraw',
    method: 'post',
    path: '/v1/targets/{unit}/withdraw',
    summary: 'Rút chỉ tiêu đã giao, kèm lý do; lịch sử vẫn còn',
    input: { params: UnitParams, body: WithdrawInput },
    output: Targets,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets withdraw', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: { targetIds: [1], reason: 'Giao nhầm đơn vị' } },
    handle: async (ctx, { params, body }) => ({
      targets: await withdrawTargets(ctx, parseUnitRef(params.unit), body),
    }),
  }),
  defineEndpoint({
    id: 'targets.history',
    method: 'get',
    path: '/v1/targets/{unit}/history/{target}',
    summary: 'Lịch sử một chỉ tiêu: mỗi lần giao, trả lời, điều chỉnh, với văn bản và lý do',
    input: { params: UnitParams.extend({ target: z.number().int().positive() }) },
    output: TargetHistory,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'targets history', positional: ['unit', 'target'] },
    example: { params: { unit: '08', target: 1 } },
    handle: (ctx, { params }) => getHistory(ctx, parseUnitRef(params.unit), params.target),
  }),
];

const answerEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'targets.accept',
    method: 'post',
    path: '/v1/targets/{unit}/accept',
    summary: 'Đơn vị nhận chỉ tiêu được giao',
    input: {
      params: UnitParams,
      body: z.object({ targetIds: z.array(z.int().positive()).min(1).max(1000) }),
    },
    output: Targets,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets accept', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: { targetIds: [1] } },
    handle: async (ctx, { params, body }) => ({
      targets: await acceptTargets(ctx, parseUnitRef(params.unit), body.targetIds),
    }),
  }),
  defineEndpoint({
    id: 'targets.counter',
    method: 'post',
    path: '/v1/targets/{unit}/counter',
    summary: 'Đơn vị đề xuất lại chỉ tiêu: một con số và lý do',
    input: { params: UnitParams, body: CounterInput },
    output: Target,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets counter', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        targetId: 1,
        measure: 'rate',
        value: 9500,
        reason: 'Ba thôn vừa thôi hưởng chính sách',
      },
    },
    handle: (ctx, { params, body }) => counterTarget(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'targets.decide',
    method: 'post',
    path: '/v1/targets/{unit}/decide',
    summary:
      'Cấp giao quyết định về đề xuất lại của đơn vị: theo đề xuất hoặc giữ nguyên, kèm lý do',
    input: { params: UnitParams, body: DecideInput },
    output: Target,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    cli: { command: 'targets adjust', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: { targetId: 1, decision: 'take', reason: 'Đúng với số rà soát', act: EXAMPLE_ACT },
    },
    handle: (ctx, { params, body }) => decideCounter(ctx, parseUnitRef(params.unit), body),
  }),
];

export const targetEndpoints: readonly AnyEndpoint[] = [
  ...indicatorEndpoints,
  ...settingEndpoints,
  ...answerEndpoints,
  ...readEndpoints,
  ...registerEndpoints,
];
