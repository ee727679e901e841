/** Rows of the endpoint table: targets beside results, shared among units, answers to decide. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { KnownAt } from '../coverage/types.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { parseUnitRef } from '../units/ops.ts';
import {
  ASSIGNING_ROLES,
  EXAMPLE_ACT,
  EXAMPLE_UNIT,
  UnitParams,
  unitAccess,
} from './endpoint-parts.ts';
import { splitTarget } from './split-ops.ts';
import { daysOf } from './statements.ts';
import { targetTree } from './tree-ops.ts';
import {
  Day,
  GroupCode,
  IndicatorCode,
  OpenAnswer,
  SplitAnswer,
  SplitInput,
  TreeAnswer,
  UnitRef,
  UnitTargets,
} from './types.ts';
import { compareUnit, listAnswersToDecide } from './unit-ops.ts';

const year = z.number().int().min(2000).max(2100);

const asked = {
  codeOn: Day.optional(),
  asOf: Day.optional(),
  definition: z.string().max(50).optional(),
  knownAt: KnownAt.optional(),
};

const TREE_DEPTH_MAX = 4;

export const readEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'targets.tree',
    method: 'get',
    path: '/v1/targets/{unit}/tree',
    summary:
      'Cây chỉ tiêu của đơn vị và các đơn vị bên dưới: được giao, đã đạt, còn thiếu, tiến độ cần, dự báo, tổng cấp dưới',
    input: {
      params: UnitParams,
      query: z.object({
        ...asked,
        year,
        indicator: IndicatorCode.default('coverage'),
        group: GroupCode.default(''),
        boundaries: Day.optional(),
        depth: z.number().int().min(0).max(TREE_DEPTH_MAX).default(1),
      }),
    },
    output: TreeAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    timeoutMs: 60_000,
    cli: { command: 'targets tree' },
    example: { ...EXAMPLE_UNIT, query: { year: 2026 } },
    handle: (ctx, { params, query: { year: of, ...query } }) =>
      targetTree(ctx, { unit: parseUnitRef(params.unit), ...daysOf(of), ...query }),
  }),
  defineEndpoint({
    id: 'targets.compare',
    method: 'get',
    path: '/v1/targets/{unit}',
    summary:
      'Mọi chỉ tiêu của đơn vị trong một năm so với kết quả, và tiêu chí của các chương trình',
    input: { params: UnitParams, query: z.object({ ...asked, year }) },
    output: UnitTargets,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    timeoutMs: 60_000,
    cli: { command: 'targets compare', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { year: 2026 } },
    handle: (ctx, { params, query }) =>
      compareUnit(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'targets.proposeSplit',
    method: 'post',
    path: '/v1/targets/{unit}/split/proposal',
    summary: 'Xem trước phương án phân bổ; không ghi gì',
    input: { params: UnitParams, body: SplitInput },
    output: SplitAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    bodyBytesMax: 4 << 20,
    timeoutMs: 60_000,
    cli: { command: 'targets split preview', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: { period: 2026, total: 1000 } },
    handle: (ctx, { params, body }) =>
      splitTarget(ctx, parseUnitRef(params.unit), { ...body, save: 'no' }),
  }),
  defineEndpoint({
    id: 'targets.split',
    method: 'post',
    path: '/v1/targets/{unit}/split',
    summary:
      'Phân bổ chỉ tiêu xuống cấp dưới: khớp tổng từng người, giữ số sửa tay; lưu dự thảo hoặc giao',
    input: { params: UnitParams, body: SplitInput },
    output: SplitAnswer,
    access: unitAccess(ASSIGNING_ROLES),
    journal: 'change',
    bodyBytesMax: 4 << 20,
    timeoutMs: 60_000,
    cli: { command: 'targets split', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: { period: 2026, total: 1000, act: EXAMPLE_ACT } },
    handle: (ctx, { params, body }) => splitTarget(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'targets.answers',
    method: 'get',
    path: '/v1/targets/{unit}/answers',
    summary: 'Các đề xuất lại của đơn vị bên dưới đang chờ quyết định',
    input: { params: UnitParams },
    output: z.object({ unit: UnitRef, answers: z.array(OpenAnswer) }),
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'targets answers', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params }) => listAnswersToDecide(ctx, parseUnitRef(params.unit)),
  }),
];
