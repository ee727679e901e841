/** Rows of the endpoint table: deciding the register, and what was decided. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { asOwner } from '../stores/context.ts';
import { parseUnitRef } from '../units/ops.ts';
import { writeBudgetFile } from './budget-file.ts';
import { budgetOf, budgetSumsOf } from './budget-ops.ts';
import { listBudgetPeople, writeBudgetPeopleFile } from './budget-people-ops.ts';
import { decideRegister } from './decide-ops.ts';
import { coverEndpoints } from './cover-endpoints.ts';
import { addDecideJob } from './jobs.ts';
import { forecastLapses } from './forecast-ops.ts';
import { listLapsingPeople, writeLapsingFile } from './lapsing-ops.ts';
import { getEntitlement } from './person-ops.ts';
import { PAGE_ROWS_MAX } from './people-page.ts';
import { listToPersuade, writePersuasionFile } from './persuasion-ops.ts';
import { getBasis, listLawUses } from './reads.ts';
import { listRenewalPeople } from './renewal-people-ops.ts';
import { scenarioEndpoints } from './scenario-endpoints.ts';
import { sponsorshipEndpoints } from './sponsorship-endpoints.ts';
import { EntitlementAnswer } from './person-types.ts';
import {
  BudgetAnswer,
  BudgetDimension,
  BudgetFilter,
  BudgetPeopleAnswer,
  BudgetSide,
  BudgetSumsAnswer,
  Day,
  DecideInput,
  DecideOutcome,
  ForecastAnswer,
  LapsingAnswer,
  LapsingFilter,
  LapsingSort,
  LawUsesAnswer,
  PersuasionAnswer,
  PersuasionFilter,
  PersuasionSort,
  RenewalFilter,
  RenewalPeopleAnswer,
  StateView,
} from './types.ts';

export const MANAGING_ROLES: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

const decideEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.state',
    method: 'get',
    path: '/v1/entitlement/state',
    summary:
      'Kết quả xét đối tượng đang lưu: cho ngày nào, theo bộ luật nào, còn bao nhiêu người chờ xét lại',
    input: {},
    output: StateView,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'entitlement state' },
    example: {},
    handle: async (ctx) => ({ basis: await asOwner(ctx, () => getBasis(ctx)) }),
  }),
  defineEndpoint({
    id: 'entitlement.decide',
    method: 'post',
    path: '/v1/entitlement/decide',
    summary: 'Xét đối tượng cho dân cư trong sổ: những người có thay đổi, hoặc tất cả',
    input: { body: DecideInput },
    output: DecideOutcome,
    access: { kind: 'own', roles: MANAGING_ROLES },
    journal: 'change',
    timeoutMs: 300_000,
    cli: { command: 'entitlement decide' },
    example: { body: { later: true } },
    async handle(ctx, { body: { later, ...request } }) {
      if (later) return { jobId: await addDecideJob(ctx, request), decided: null };
      return { jobId: null, decided: await decideRegister(ctx, request) };
    },
  }),
];

/** An id, or an official code (2, 3 or 5 digits) of the day `codeOn`. */
const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });
const language = z.enum(['vi', 'en']).default('vi');

interface UnitAsked {
  params: { unit: string };
  query: { codeOn?: string | undefined };
}

function unitAccess(roles: readonly Role[]) {
  return {
    kind: 'unit' as const,
    roles,
    unit: ({ params }: UnitAsked) => parseUnitRef(params.unit),
    on: ({ query }: UnitAsked) => query.codeOn,
  };
}

const persuasionQuery = {
  codeOn: Day.optional(),
  ...PersuasionFilter.shape,
  sort: PersuasionSort.default('name'),
  descending: z.boolean().default(false),
};

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const EXAMPLE_UNIT = { params: { unit: '08' } };

const persuasionEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.lawUses',
    method: 'get',
    path: '/v1/entitlement/{unit}/law-uses',
    summary: 'Quy định của từng đối tượng đang dùng khi xét bao nhiêu người của một đơn vị',
    input: { params: UnitParams, query: z.object({ codeOn: Day.optional() }) },
    output: LawUsesAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'entitlement law-uses', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query }) =>
      listLawUses(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.uncovered',
    method: 'get',
    path: '/v1/entitlement/{unit}/uncovered',
    summary:
      'Danh sách phải vận động: ai chưa có thẻ, được tham gia theo đối tượng nào, đóng bao nhiêu',
    input: {
      params: UnitParams,
      query: z.object({
        ...persuasionQuery,
        limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(100),
        after: z.string().max(20).optional(),
      }),
    },
    output: PersuasionAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.rows.map((row) => row.personId) }),
    cli: { command: 'entitlement uncovered', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { reason: 'termEnded', limit: 20 } },
    handle: (ctx, { params, query }) => listToPersuade(ctx, persuasionQuestion(params.unit, query)),
  }),
  defineEndpoint({
    id: 'entitlement.uncoveredFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/uncovered.xlsx',
    summary: 'Danh sách phải vận động thành tệp .xlsx',
    input: { params: UnitParams, query: z.object({ ...persuasionQuery, language }) },
    access: unitAccess(READING_ROLES),
    journal: 'read',
    timeoutMs: 120_000,
    example: EXAMPLE_UNIT,
    async handle(ctx, { params, query }) {
      const question = persuasionQuestion(params.unit, query);
      const file = await writePersuasionFile(ctx, { ...question, language: query.language });
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
  defineEndpoint({
    id: 'people.entitlement',
    method: 'get',
    path: '/v1/people/{person}/entitlement',
    summary:
      'Một người được tham gia theo đối tượng nào, ai đóng, vì sao, sắp thay đổi gì, cả hộ đóng bao nhiêu',
    input: {
      params: z.object({ person: z.number().int().positive() }),
      query: z.object({
        on: Day.optional(),
        months: z.number().int().min(1).max(12).default(12),
        language,
      }),
    },
    output: EntitlementAnswer,
    access: { kind: 'person', roles: READING_ROLES, personId: ({ params }) => params.person },
    journal: 'read',
    reach: (_input, answer) => ({
      personIds: answer.household.members.map((member) => member.personId),
    }),
    cli: { command: 'people entitlement', positional: ['person'] },
    example: { params: { person: 80_000_000_001 } },
    handle: (ctx, { params, query }) => getEntitlement(ctx, { personId: params.person, ...query }),
  }),
];

const lapsingQuery = {
  codeOn: Day.optional(),
  ...LapsingFilter.shape,
  sort: LapsingSort.default('lapseOn'),
  descending: z.boolean().default(false),
};

const forecastEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.forecast',
    method: 'get',
    path: '/v1/entitlement/{unit}/forecast',
    summary:
      'Dự báo người sắp mất thẻ trong 30, 60, 90 ngày và đến cuối năm; tỷ lệ cuối năm kèm khoảng tin cậy',
    input: { params: UnitParams, query: z.object({ codeOn: Day.optional() }) },
    output: ForecastAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'entitlement forecast', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query }) =>
      forecastLapses(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.renewals',
    method: 'get',
    path: '/v1/entitlement/{unit}/renewals',
    summary: 'Những người có thẻ đã hết hạn trong 24 tháng qua: ai được nối tiếp, ai không',
    input: {
      params: UnitParams,
      query: z.object({
        codeOn: Day.optional(),
        ...RenewalFilter.shape,
        limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(100),
        after: z.string().max(20).optional(),
      }),
    },
    output: RenewalPeopleAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.rows.map((row) => row.personId) }),
    cli: { command: 'entitlement renewals', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { renewed: false } },
    handle: (ctx, { params, query }) =>
      listRenewalPeople(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.lapsing',
    method: 'get',
    path: '/v1/entitlement/{unit}/lapsing',
    summary: 'Danh sách người sắp mất thẻ đến một ngày, và vì sao',
    input: {
      params: UnitParams,
      query: z.object({
        ...lapsingQuery,
        limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(100),
        after: z.string().max(20).optional(),
      }),
    },
    output: LapsingAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.rows.map((row) => row.personId) }),
    cli: { command: 'entitlement lapsing', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { until: '2026-12-31' } },
    handle: (ctx, { params, query }) =>
      listLapsingPeople(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.lapsingFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/lapsing.xlsx',
    summary: 'Danh sách người sắp mất thẻ thành tệp .xlsx',
    input: { params: UnitParams, query: z.object({ ...lapsingQuery, language }) },
    access: unitAccess(READING_ROLES),
    journal: 'read',
    timeoutMs: 120_000,
    example: { ...EXAMPLE_UNIT, query: { until: '2026-12-31' } },
    async handle(ctx, { params, query }) {
      const question = { unit: parseUnitRef(params.unit), ...query };
      const file = await writeLapsingFile(ctx, question);
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
];

const budgetQuery = {
  codeOn: Day.optional(),
  year: z.number().int().min(2015).max(2060),
};
const EXAMPLE_BUDGET = { ...EXAMPLE_UNIT, query: { year: 2026 } };

const budgetEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.budget',
    method: 'get',
    path: '/v1/entitlement/{unit}/budget',
    summary: 'Dự toán và quyết toán hỗ trợ đóng BHYT theo xã, đối tượng, nguồn, tháng',
    input: { params: UnitParams, query: z.object(budgetQuery) },
    output: BudgetAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    timeoutMs: 120_000,
    cli: { command: 'entitlement budget', positional: ['unit'] },
    example: EXAMPLE_BUDGET,
    handle: (ctx, { params, query }) =>
      budgetOf(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.budgetSums',
    method: 'get',
    path: '/v1/entitlement/{unit}/budget/sums',
    summary: 'Dự toán và quyết toán cộng theo xã, đối tượng, nguồn hoặc tháng',
    input: {
      params: UnitParams,
      query: z.object({
        ...budgetQuery,
        ...BudgetFilter.shape,
        by: z.array(BudgetDimension).max(4).default(['commune']),
      }),
    },
    output: BudgetSumsAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    timeoutMs: 120_000,
    cli: { command: 'entitlement budget-sums', positional: ['unit'] },
    example: EXAMPLE_BUDGET,
    handle: (ctx, { params, query }) =>
      budgetSumsOf(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.budgetFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/budget.xlsx',
    summary: 'Dự toán và quyết toán thành tệp .xlsx',
    input: { params: UnitParams, query: z.object({ ...budgetQuery, language }) },
    access: unitAccess(READING_ROLES),
    journal: 'none',
    timeoutMs: 120_000,
    example: EXAMPLE_BUDGET,
    async handle(ctx, { params, query }) {
      const file = await writeBudgetFile(ctx, { unit: parseUnitRef(params.unit), ...query });
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
  defineEndpoint({
    id: 'entitlement.budgetPeople',
    method: 'get',
    path: '/v1/entitlement/{unit}/budget/people',
    summary: 'Những người đứng sau một con số của dự toán, quyết toán, mỗi người mấy tháng',
    input: {
      params: UnitParams,
      query: z.object({
        ...budgetQuery,
        ...BudgetFilter.shape,
        side: BudgetSide.default('estimated'),
        limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(100),
        after: z.string().max(20).optional(),
      }),
    },
    output: BudgetPeopleAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.rows.map((row) => row.personId) }),
    cli: { command: 'entitlement budget-people', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { year: 2026, category: 'CN', month: '2026-12-01' } },
    handle: (ctx, { params, query }) =>
      listBudgetPeople(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.budgetPeopleFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/budget/people.xlsx',
    summary: 'Những người đứng sau một con số của dự toán, quyết toán thành tệp .xlsx',
    input: {
      params: UnitParams,
      query: z.object({
        ...budgetQuery,
        ...BudgetFilter.shape,
        side: BudgetSide.default('estimated'),
        language,
      }),
    },
    access: unitAccess(READING_ROLES),
    journal: 'read',
    timeoutMs: 120_000,
    example: { ...EXAMPLE_UNIT, query: { year: 2026, category: 'CN' } },
    async handle(ctx, { params, query }) {
      const question = { unit: parseUnitRef(params.unit), ...query };
      const file = await writeBudgetPeopleFile(ctx, question);
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
];

function persuasionQuestion<Query extends z.output<typeof PersuasionFilter>>(
  unit: string,
  { reason, category, place, free, ...rest }: Query,
) {
  const filter = {
    ...(reason !== undefined && { reason }),
    ...(category !== undefined && { category }),
    ...(place !== undefined && { place }),
    ...(free !== undefined && { free }),
  };
  return { unit: parseUnitRef(unit), filter, ...rest };
}

export const entitlementEndpoints: readonly AnyEndpoint[] = [
  ...decideEndpoints,
  ...persuasionEndpoints,
  ...forecastEndpoints,
  ...coverEndpoints,
  ...budgetEndpoints,
  ...scenarioEndpoints,
  ...sponsorshipEndpoints,
];
