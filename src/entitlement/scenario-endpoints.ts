/** Rows of the endpoint table: what-if scenarios of a unit. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { parseUnitRef } from '../units/ops.ts';
import { SaveScenarioInput, ScenarioNaming, ScenarioPage, ScenarioView } from './types.ts';
import {
  computeNewScenario,
  getScenario,
  listScenarios,
  recomputeScenario,
  removeScenario,
  renameScenario,
  saveScenario,
  writeScenarioFile,
} from './what-if-ops.ts';

/** Who plans: a scenario computes figures only, never persons. */
const PLANNING_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'financeOfficer',
];

const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });
const ScenarioParams = UnitParams.extend({ scenario: z.number().int().positive() });
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function unitAccess(roles: readonly Role[]) {
  return {
    kind: 'unit' as const,
    roles,
    unit: ({ params }: { params: { unit: string } }) => parseUnitRef(params.unit),
  };
}

const EXAMPLE_SCENARIO = { params: { unit: '08', scenario: 1 } };

export const scenarioEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.saveScenario',
    method: 'post',
    path: '/v1/entitlement/{unit}/scenarios',
    summary: 'Lưu một kịch bản (luật, danh sách vùng khác đi) và tính trong nền, hoặc ngay (now)',
    input: { params: UnitParams, body: SaveScenarioInput },
    output: ScenarioPage,
    access: unitAccess(PLANNING_ROLES),
    journal: 'change',
    timeoutMs: 300_000,
    cli: { command: 'law what-if', positional: ['unit'] },
    example: {
      params: { unit: '08' },
      body: {
        name: 'Hỗ trợ 100 % hộ cận nghèo từ 1/1/2027',
        changes: [{ kind: 'support', category: 'CN', bp: 10_000, from: '2027-01-01' }],
      },
    },
    async handle(ctx, { params, body: { now, ...input } }) {
      const unit = parseUnitRef(params.unit);
      return now
        ? await computeNewScenario(ctx, unit, input)
        : { ...(await saveScenario(ctx, unit, input)), result: null };
    },
  }),
  defineEndpoint({
    id: 'entitlement.scenarios',
    method: 'get',
    path: '/v1/entitlement/{unit}/scenarios',
    summary: 'Các kịch bản đã lưu của một đơn vị',
    input: { params: UnitParams },
    output: z.object({ scenarios: z.array(ScenarioView) }),
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'entitlement scenarios', positional: ['unit'] },
    example: { params: { unit: '08' } },
    handle: async (ctx, { params }) => ({
      scenarios: await listScenarios(ctx, parseUnitRef(params.unit)),
    }),
  }),
  defineEndpoint({
    id: 'entitlement.scenario',
    method: 'get',
    path: '/v1/entitlement/{unit}/scenarios/{scenario}',
    summary:
      'Một kịch bản và kết quả: người, tiền theo nguồn, độ bao phủ dự kiến từng xã, từng tháng',
    input: { params: ScenarioParams },
    output: ScenarioPage,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'entitlement scenario', positional: ['unit', 'scenario'] },
    example: EXAMPLE_SCENARIO,
    handle: (ctx, { params }) => getScenario(ctx, parseUnitRef(params.unit), params.scenario),
  }),
  defineEndpoint({
    id: 'entitlement.scenarioFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/scenarios/{scenario}/annex.xlsx',
    summary: 'Phụ lục của kịch bản thành tệp .xlsx',
    input: {
      params: ScenarioParams,
      query: z.object({ language: z.enum(['vi', 'en']).default('vi') }),
    },
    access: unitAccess(READING_ROLES),
    journal: 'none',
    timeoutMs: 120_000,
    example: EXAMPLE_SCENARIO,
    async handle(ctx, { params, query }) {
      const file = await writeScenarioFile(ctx, {
        unit: parseUnitRef(params.unit),
        scenarioId: params.scenario,
        language: query.language,
      });
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
  defineEndpoint({
    id: 'entitlement.recomputeScenario',
    method: 'post',
    path: '/v1/entitlement/{unit}/scenarios/{scenario}/compute',
    summary: 'Tính lại một kịch bản theo kết quả xét và bộ luật lúc này',
    input: { params: ScenarioParams },
    output: ScenarioView,
    access: unitAccess(PLANNING_ROLES),
    journal: 'change',
    cli: { command: 'entitlement recompute-scenario', positional: ['unit', 'scenario'] },
    example: EXAMPLE_SCENARIO,
    handle: (ctx, { params }) => recomputeScenario(ctx, parseUnitRef(params.unit), params.scenario),
  }),
  defineEndpoint({
    id: 'entitlement.renameScenario',
    method: 'patch',
    path: '/v1/entitlement/{unit}/scenarios/{scenario}',
    summary: 'Đặt tên khác cho một kịch bản; nội dung và kết quả giữ nguyên',
    input: { params: ScenarioParams, body: ScenarioNaming },
    output: ScenarioView,
    access: unitAccess(PLANNING_ROLES),
    journal: 'change',
    cli: { command: 'entitlement rename-scenario', positional: ['unit', 'scenario'] },
    example: { ...EXAMPLE_SCENARIO, body: { name: 'Hỗ trợ toàn bộ hộ cận nghèo' } },
    handle: (ctx, { params, body }) =>
      renameScenario(ctx, parseUnitRef(params.unit), params.scenario, body),
  }),
  defineEndpoint({
    id: 'entitlement.removeScenario',
    method: 'delete',
    path: '/v1/entitlement/{unit}/scenarios/{scenario}',
    summary: 'Xóa một kịch bản',
    input: { params: ScenarioParams },
    output: z.object({ scenarioId: z.int() }),
    access: unitAccess(PLANNING_ROLES),
    journal: 'change',
    cli: { command: 'entitlement remove-scenario', positional: ['unit', 'scenario'] },
    example: EXAMPLE_SCENARIO,
    async handle(ctx, { params }) {
      await removeScenario(ctx, parseUnitRef(params.unit), params.scenario);
      return { scenarioId: params.scenario };
    },
  }),
];
