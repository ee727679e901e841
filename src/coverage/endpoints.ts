/** Rows of the endpoint table: figures, series, changes, lists, definitions, proof and repair. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { ROLES, type Role } from '../kernel/actor.ts';
import { type Outcome, Refusal } from '../kernel/outcome.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { parseUnitRef } from '../units/ops.ts';
import { checkCounts } from './check-ops.ts';
import { XLSX_TYPE, exportPeople, readExport, startExport } from './export-ops.ts';
import { rebuildAll } from './keep-ops.ts';
import { coverageEnding } from './ending-ops.ts';
import { coverageByGrouping } from './grouping-ops.ts';
import { PAGE_ROWS_MAX, listPeople } from './list-ops.ts';
import { openCoverage } from './open-ops.ts';
import { addDefinition, coverageTree, listDefinitions } from './ops.ts';
import { coverageChanges, coverageSeries } from './series-ops.ts';
import {
  By,
  ChangesAnswer,
  CountCheck,
  CoverageAnswer,
  Day,
  Definition,
  DefinitionCode,
  EndingAnswer,
  GroupingAnswer,
  KnownAt,
  ListAnswer,
  ListFilter,
  ListKind,
  ListSort,
  OpenAnswer,
  SeriesAnswer,
  WITHIN_DAYS_MAX,
} from './types.ts';

/** Figures are for everyone who works with them; open data has rows of its own. */
const FIGURE_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'openData');

/** An id, or an official code (2, 3 or 5 digits) of the day `codeOn`. */
const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });

const lens = {
  asOf: Day.optional(),
  boundaries: Day.optional(),
  codeOn: Day.optional(),
  definition: DefinitionCode.optional(),
};
const known = { knownAt: KnownAt.optional() };
const sideBySide = { sideBySide: z.array(DefinitionCode).max(5).default([]) };

function orRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.faults);
  return outcome.value;
}

interface Asked {
  params: { unit: string };
  query: { asOf?: string; codeOn?: string; to?: string };
}

function unitAccess(roles: readonly Role[]) {
  return {
    kind: 'unit' as const,
    roles,
    unit: ({ params }: Asked) => parseUnitRef(params.unit),
    // the operation looks the code up on the same day
    on: ({ query }: Asked) => query.codeOn ?? query.asOf ?? query.to,
  };
}

/** Query of a request → question of an operation: definitions as one list, the main one first. */
function questionOf<Query extends { definition?: string; sideBySide?: readonly string[] }>(
  params: { unit: string },
  query: Query,
): Omit<Query, 'definition' | 'sideBySide'> & { unit: string | number; definition: string[] } {
  const { definition, sideBySide: others = [], ...rest } = query;
  const main = definition === undefined ? [] : [definition];
  return { ...rest, unit: parseUnitRef(params.unit), definition: [...main, ...others] };
}

const EXAMPLE = { params: { unit: '076' }, query: { asOf: '2021-12-31' } };

const definitionEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'coverage.definitions',
    method: 'get',
    path: '/v1/coverage/definitions',
    summary: 'Các cách tính độ bao phủ: thẻ của nơi nào được tính, trên dân số nào',
    input: {},
    output: z.object({ definitions: z.array(Definition) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'coverage definitions' },
    example: {},
    handle: async (ctx) => ({ definitions: await listDefinitions(ctx) }),
  }),
  defineEndpoint({
    id: 'coverage.addDefinition',
    method: 'post',
    path: '/v1/coverage/definitions',
    summary: 'Thêm một cách tính độ bao phủ (cách tính đã có không sửa được)',
    input: { body: Definition },
    output: Definition,
    access: { kind: 'system' },
    journal: 'change',
    cli: { command: 'coverage define' },
    example: {
      body: {
        code: 'ownAndPolice',
        name: 'Thẻ do BHXH tỉnh và Công an cấp',
        nameEn: 'Cards of the province and the police',
        issuers: ['own', 'police'],
        aggregateIssuers: [],
        denominator: { kind: 'registry' },
        citation: 'Công văn của BHXH tỉnh',
      },
    },
    handle: async (ctx, { body }) => orRefuse(await addDefinition(ctx, body)),
  }),
];

const figureEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'coverage.tree',
    method: 'get',
    path: '/v1/coverage/{unit}',
    summary: 'Độ bao phủ BHYT của một đơn vị vào một ngày, theo nhóm và đơn vị cấp dưới',
    input: {
      params: UnitParams,
      query: z.object({ ...lens, ...known, ...sideBySide, by: z.array(By).optional() }),
    },
    output: CoverageAnswer,
    access: unitAccess(FIGURE_ROLES),
    journal: 'none',
    cli: { command: 'coverage' },
    example: EXAMPLE,
    handle: (ctx, { params, query }) => coverageTree(ctx, questionOf(params, query)),
  }),
  defineEndpoint({
    id: 'coverage.grouping',
    method: 'get',
    path: '/v1/coverage/{unit}/groupings/{grouping}',
    summary: 'Độ bao phủ theo cây thứ hai: mỗi cơ quan (BHXH cơ sở…) với các đơn vị do nó phục vụ',
    input: {
      params: UnitParams.extend({ grouping: z.string().regex(/^\d{1,9}$/) }),
      query: z.object(lens),
    },
    output: GroupingAnswer,
    access: unitAccess(FIGURE_ROLES),
    journal: 'none',
    cli: { command: 'coverage grouping' },
    example: { ...EXAMPLE, params: { ...EXAMPLE.params, grouping: '1' } },
    handle: (ctx, { params, query }) =>
      coverageByGrouping(ctx, {
        ...questionOf(params, query),
        groupingId: Number(params.grouping),
      }),
  }),
  defineEndpoint({
    id: 'coverage.series',
    method: 'get',
    path: '/v1/coverage/{unit}/series',
    summary: 'Độ bao phủ từng tháng, cùng các văn bản làm thay đổi đơn vị hoặc nhóm đối tượng',
    input: {
      params: UnitParams,
      query: z.object({
        ...lens,
        ...known,
        ...sideBySide,
        months: z.int().min(1).max(240).default(36),
      }),
    },
    output: SeriesAnswer,
    access: unitAccess(FIGURE_ROLES),
    journal: 'none',
    cli: { command: 'coverage series' },
    example: EXAMPLE,
    handle: (ctx, { params, query }) => coverageSeries(ctx, questionOf(params, query)),
  }),
  defineEndpoint({
    id: 'coverage.changes',
    method: 'get',
    path: '/v1/coverage/{unit}/changes',
    summary: 'Thay đổi giữa hai ngày: thêm, mất, đến, đi, theo nhóm (mặc định so với hôm qua)',
    input: {
      params: UnitParams,
      query: z.object({
        from: Day.optional(),
        to: Day.optional(),
        boundaries: Day.optional(),
        codeOn: Day.optional(),
        definition: DefinitionCode.optional(),
      }),
    },
    output: ChangesAnswer,
    access: unitAccess(FIGURE_ROLES),
    journal: 'none',
    cli: { command: 'coverage changes' },
    example: { params: { unit: '076' }, query: { from: '2021-06-30', to: '2021-07-31' } },
    handle: (ctx, { params, query: { from, to, ...query } }) =>
      coverageChanges(ctx, { ...questionOf(params, query), asOf: to, since: from }),
  }),
  defineEndpoint({
    id: 'coverage.ending',
    method: 'get',
    path: '/v1/coverage/{unit}/ending',
    summary: 'Số người có thẻ hết hạn trong các khoảng ngày tới mà chưa gia hạn',
    input: {
      params: UnitParams,
      query: z.object({
        ...lens,
        ...known,
        days: z.array(z.int().min(1).max(WITHIN_DAYS_MAX)).max(12).default([30, 60, 90]),
      }),
    },
    output: EndingAnswer,
    access: unitAccess(FIGURE_ROLES),
    journal: 'none',
    cli: { command: 'coverage ending' },
    example: EXAMPLE,
    handle: (ctx, { params, query: { days, ...query } }) =>
      coverageEnding(ctx, { ...questionOf(params, query), windows: days }),
  }),
  defineEndpoint({
    id: 'coverage.open',
    method: 'get',
    path: '/v1/open/coverage/{unit}',
    summary: 'Số liệu mở: độ bao phủ ngày cuối tháng, ô dưới 5 người được ẩn',
    input: { params: UnitParams, query: z.object(lens) },
    output: OpenAnswer,
    access: unitAccess(ROLES),
    journal: 'none',
    cli: { command: 'coverage open' },
    example: EXAMPLE,
    handle: (ctx, { params, query }) =>
      openCoverage(ctx, { ...query, unit: parseUnitRef(params.unit) }),
  }),
];

const ListParams = UnitParams.extend({ list: ListKind });

const listQuery = {
  ...lens,
  ...known,
  ...ListFilter.shape,
  /** `ending` only */
  withinDays: z.int().min(1).max(WITHIN_DAYS_MAX).default(30),
  sort: ListSort.optional(),
  descending: z.boolean().default(false),
};

interface ListAsked {
  params: { unit: string; list: z.infer<typeof ListKind> };
}

function listQuestionOf<Query extends z.infer<typeof ListFilter> & { definition?: string }>(
  params: ListAsked['params'],
  query: Query,
) {
  const { group, subgroup, category, reason, sex, ageFrom, ageTo, name, ...rest } = query;
  const filter = { group, subgroup, category, reason, sex, ageFrom, ageTo, name };
  return { ...questionOf(params, rest), list: params.list, filter };
}

const EXAMPLE_LIST = {
  params: { unit: '076', list: 'uncovered' },
  query: { asOf: '2021-12-31' },
};

const listEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'coverage.people',
    method: 'get',
    path: '/v1/coverage/{unit}/people/{list}',
    summary: 'Những người sau một con số: đã tham gia, chưa tham gia, sắp hết hạn; từng trang',
    input: {
      params: ListParams,
      query: z.object({
        ...listQuery,
        limit: z.int().min(1).max(PAGE_ROWS_MAX).default(100),
        after: z.string().max(60).optional(),
        count: z.boolean().default(false),
      }),
    },
    output: ListAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'read',
    reach: (_input, answer) => ({ personIds: answer.rows.map((row) => row.personId) }),
    cli: { command: 'coverage list', positional: ['list'] },
    example: EXAMPLE_LIST,
    handle: (ctx, { params, query }) => listPeople(ctx, listQuestionOf(params, query)),
  }),
  defineEndpoint({
    id: 'coverage.peopleFile',
    method: 'get',
    path: '/v1/coverage/{unit}/people/{list}/file',
    summary: 'Cả danh sách thành tệp .xlsx (đến 20.000 người, các số được che)',
    input: {
      params: ListParams,
      query: z.object({ ...listQuery, language: z.enum(['vi', 'en']).default('vi') }),
    },
    access: unitAccess(READING_ROLES),
    journal: 'read',
    timeoutMs: 60_000,
    cli: { command: 'coverage file', positional: ['list'] },
    example: EXAMPLE_LIST,
    handle: async (ctx, { params, query }) => {
      const { name, bytes } = await exportPeople(ctx, listQuestionOf(params, query));
      return { file: { name, bytes, type: XLSX_TYPE } };
    },
  }),
  defineEndpoint({
    id: 'coverage.startExport',
    method: 'post',
    path: '/v1/coverage/{unit}/people/{list}/exports',
    summary: 'Lập tệp .xlsx của danh sách lớn trong nền; có thể ghi đầy đủ các số khi có lý do',
    input: {
      params: ListParams,
      body: z.object({
        ...listQuery,
        language: z.enum(['vi', 'en']).default('vi'),
        unmask: z.boolean().default(false),
        /** why the numbers are needed in full; goes into the journal */
        purpose: z.string().trim().min(3).max(500),
      }),
    },
    output: z.object({ exportId: z.string(), jobId: z.string() }),
    access: {
      kind: 'unit',
      roles: READING_ROLES,
      unit: ({ params }) => parseUnitRef(params.unit),
      on: ({ body }) => body.codeOn ?? body.asOf,
    },
    journal: 'change',
    reason: ({ body }) => body.purpose,
    cli: { command: 'coverage export', positional: ['list'] },
    example: {
      params: EXAMPLE_LIST.params,
      body: { asOf: '2021-12-31', purpose: 'rà soát người chưa tham gia' },
    },
    handle: (ctx, { params, body: { purpose: _purpose, ...body } }) =>
      startExport(ctx, listQuestionOf(params, body)),
  }),
  defineEndpoint({
    id: 'coverage.exportFile',
    method: 'get',
    path: '/v1/coverage/exports/{export}',
    summary: 'Tải tệp đã lập trong nền (giữ 24 giờ, chỉ người đã yêu cầu)',
    input: { params: z.object({ export: z.uuid() }) },
    access: { kind: 'signedIn' },
    journal: 'read',
    example: { params: { export: '00000000-0000-4000-8000-000000000000' } },
    handle: async (ctx, { params }) => {
      const { name, bytes } = await readExport(ctx, params.export);
      return { file: { name, bytes, type: XLSX_TYPE } };
    },
  }),
];

const MAINTENANCE_MS = 30 * 60_000;

const proofEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'coverage.check',
    method: 'post',
    path: '/v1/coverage/check',
    summary: 'Đếm lại toàn bộ từ hồ sơ và so với số đang giữ',
    input: {},
    output: CountCheck,
    access: { kind: 'system' },
    journal: 'change',
    timeoutMs: MAINTENANCE_MS,
    cli: { command: 'coverage check' },
    example: {},
    handle: (ctx) => checkCounts(ctx),
  }),
  defineEndpoint({
    id: 'coverage.rebuild',
    method: 'post',
    path: '/v1/coverage/rebuild',
    summary: 'Lập lại toàn bộ số bao phủ từ hồ sơ',
    input: {},
    output: z.object({ people: z.int(), flows: z.int(), counts: z.int() }),
    access: { kind: 'system' },
    journal: 'change',
    timeoutMs: MAINTENANCE_MS,
    cli: { command: 'coverage rebuild' },
    example: {},
    handle: (ctx) => rebuildAll(ctx),
  }),
];

/** Fixed words of a path come before `{unit}`: the first row that fits answers. */
export const coverageEndpoints: readonly AnyEndpoint[] = [
  ...definitionEndpoints,
  ...listEndpoints,
  ...proofEndpoints,
  ...figureEndpoints,
];
