/** Rows of the endpoint table: five continuous years, cards on the same days, insurance beside. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { parseUnitRef } from '../units/ops.ts';
import {
  DoubleCoverAnswer,
  DoubleCoverFilter,
  FiveYearsAnswer,
  FiveYearsFilter,
  FiveYearsSort,
  InsuredBesideAnswer,
} from './cover-types.ts';
import { listBeside, listDoubleCovers, writeDoubleCoverFile } from './double-cover-ops.ts';
import { listFiveYearsPeople, writeFiveYearsFile } from './five-years-ops.ts';
import { PAGE_ROWS_MAX } from './people-page.ts';
import { Day } from './types.ts';

const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });
const language = z.enum(['vi', 'en']).default('vi');
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const EXAMPLE_UNIT = { params: { unit: '08' } };

const page = {
  limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(100),
  after: z.string().max(20).optional(),
};

const access = {
  kind: 'unit' as const,
  roles: READING_ROLES,
  unit: ({ params }: { params: { unit: string } }) => parseUnitRef(params.unit),
  on: ({ query }: { query: { codeOn?: string | undefined } }) => query.codeOn,
};

const fiveYearsQuery = {
  codeOn: Day.optional(),
  ...FiveYearsFilter.shape,
  show: FiveYearsFilter.shape.show.default('soonFull'),
  sort: FiveYearsSort.default('day'),
  descending: z.boolean().default(false),
};

const fiveYearsEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.fiveYears',
    method: 'get',
    path: '/v1/entitlement/{unit}/five-years',
    summary:
      'Ai sắp đủ 5 năm liên tục, ai sắp mất tính liên tục và phải tham gia lại trước ngày nào, ai đã mất',
    input: { params: UnitParams, query: z.object({ ...fiveYearsQuery, ...page }) },
    output: FiveYearsAnswer,
    access,
    journal: 'read',
    reach: (_input, answer) => ({ personIds: answer.rows.map((row) => row.personId) }),
    cli: { command: 'entitlement five-years', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { show: 'atRisk', until: '2026-12-31' } },
    handle: (ctx, { params, query }) =>
      listFiveYearsPeople(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.fiveYearsFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/five-years.xlsx',
    summary: 'Danh sách về 5 năm liên tục thành tệp .xlsx',
    input: { params: UnitParams, query: z.object({ ...fiveYearsQuery, language }) },
    access,
    journal: 'read',
    timeoutMs: 120_000,
    example: EXAMPLE_UNIT,
    async handle(ctx, { params, query }) {
      const question = { unit: parseUnitRef(params.unit), ...query };
      const file = await writeFiveYearsFile(ctx, question);
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
];

const doubleQuery = { codeOn: Day.optional(), ...DoubleCoverFilter.shape, language };

const doubleEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.doubleCover',
    method: 'get',
    path: '/v1/entitlement/{unit}/double-cover',
    summary:
      'Người có hai thẻ cùng thời gian: ai đã đóng trùng bao nhiêu tháng, bao nhiêu tiền, được hoàn trả theo căn cứ nào',
    input: { params: UnitParams, query: z.object({ ...doubleQuery, ...page }) },
    output: DoubleCoverAnswer,
    access,
    journal: 'read',
    reach: (_input, answer) => ({ personIds: answer.rows.map((row) => row.personId) }),
    cli: { command: 'entitlement double-cover', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, query: { payer: 'participant' } },
    handle: (ctx, { params, query }) =>
      listDoubleCovers(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
  defineEndpoint({
    id: 'entitlement.doubleCoverFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/double-cover.xlsx',
    summary: 'Danh sách đóng trùng thành tệp .xlsx',
    input: { params: UnitParams, query: z.object(doubleQuery) },
    access,
    journal: 'read',
    timeoutMs: 120_000,
    example: EXAMPLE_UNIT,
    async handle(ctx, { params, query }) {
      const question = { unit: parseUnitRef(params.unit), ...query };
      const file = await writeDoubleCoverFile(ctx, question);
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
  defineEndpoint({
    id: 'entitlement.beside',
    method: 'get',
    path: '/v1/entitlement/{unit}/insured-beside',
    summary: 'Người có BHYT bổ sung hoặc bảo hiểm sức khỏe thương mại bên cạnh thẻ BHYT',
    input: {
      params: UnitParams,
      query: z.object({
        codeOn: Day.optional(),
        place: DoubleCoverFilter.shape.place,
        ...page,
      }),
    },
    output: InsuredBesideAnswer,
    access,
    journal: 'read',
    reach: (_input, answer) => ({ personIds: answer.rows.map((row) => row.personId) }),
    cli: { command: 'entitlement insured-beside', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query }) =>
      listBeside(ctx, { unit: parseUnitRef(params.unit), ...query }),
  }),
];

export const coverEndpoints: readonly AnyEndpoint[] = [...fiveYearsEndpoints, ...doubleEndpoints];
