/** Rows of the endpoint table: what sponsors and communes pay of the own part of people. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { parseUnitRef } from '../units/ops.ts';
import { PAGE_ROWS_MAX } from './people-page.ts';
import { listSponsored, writeSponsoredFile } from './sponsored-people-ops.ts';
import {
  endSponsorship,
  getSponsorship,
  listSponsorships,
  previewSponsorship,
  recordSponsorship,
  undoSponsorship,
} from './sponsorship-ops.ts';
import {
  EndSponsorship,
  SponsoredPeopleAnswer,
  SponsorshipInput,
  SponsorshipPage,
  SponsorshipPreview,
  SponsorshipsAnswer,
  UndoSponsorship,
} from './sponsorship-types.ts';

/** Who answers for money that is promised. */
export const SPONSORSHIP_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'labourOfficer',
  'financeOfficer',
];

const UnitParams = z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) });
const OneParams = UnitParams.extend({ sponsorship: z.number().int().positive() });
const language = z.enum(['vi', 'en']).default('vi');
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TIMEOUT_MS = 120_000;

function unitAccess(roles: readonly Role[]) {
  return {
    kind: 'unit' as const,
    roles,
    unit: ({ params }: { params: { unit: string } }) => parseUnitRef(params.unit),
  };
}

const EXAMPLE = {
  params: { unit: '08' },
  body: {
    payer: 'sponsor',
    payerName: 'Hội Chữ thập đỏ tỉnh',
    categories: ['CN'],
    way: 'share',
    shareBp: 3000,
    from: '2026-01-01',
    to: '2027-01-01',
    moneyMaxVnd: 500_000_000,
    document: 'Biên bản ghi nhớ ngày 15/12/2025',
  },
};
const EXAMPLE_ONE = { params: { unit: '08', sponsorship: 1 } };

const writing: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'sponsorships.record',
    method: 'post',
    path: '/v1/entitlement/{unit}/sponsorships',
    summary: 'Ghi một khoản tài trợ, hỗ trợ thêm của xã: ai trả, cho ai, bao nhiêu, từ ngày nào',
    input: { params: UnitParams, body: SponsorshipInput },
    output: SponsorshipPage,
    access: unitAccess(SPONSORSHIP_ROLES),
    journal: 'change',
    timeoutMs: TIMEOUT_MS,
    cli: { command: 'sponsorships record', positional: ['unit'] },
    example: EXAMPLE,
    handle: (ctx, { params, body }) => recordSponsorship(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'sponsorships.preview',
    method: 'post',
    path: '/v1/entitlement/{unit}/sponsorships/preview',
    summary:
      'Xem trước một khoản tài trợ: trả cho bao nhiêu người, hết bao nhiêu, chồng với khoản nào',
    input: { params: UnitParams, body: SponsorshipInput },
    output: SponsorshipPreview,
    access: unitAccess(SPONSORSHIP_ROLES),
    journal: 'none',
    timeoutMs: TIMEOUT_MS,
    cli: { command: 'sponsorships preview', positional: ['unit'] },
    example: EXAMPLE,
    handle: (ctx, { params, body }) => previewSponsorship(ctx, parseUnitRef(params.unit), body),
  }),
];

const reading: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'sponsorships.list',
    method: 'get',
    path: '/v1/entitlement/{unit}/sponsorships',
    summary: 'Các khoản tài trợ, hỗ trợ thêm cho người dân của một đơn vị, đã dùng đến đâu',
    input: { params: UnitParams },
    output: SponsorshipsAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'sponsorships list', positional: ['unit'] },
    example: { params: EXAMPLE.params },
    handle: (ctx, { params }) => listSponsorships(ctx, parseUnitRef(params.unit)),
  }),
  defineEndpoint({
    id: 'sponsorships.get',
    method: 'get',
    path: '/v1/entitlement/{unit}/sponsorships/{sponsorship}',
    summary: 'Một khoản tài trợ: điều kiện, đã dùng đến đâu, ai đã kết thúc, hủy, vì sao',
    input: { params: OneParams },
    output: SponsorshipPage,
    access: unitAccess(READING_ROLES),
    journal: 'none',
    cli: { command: 'sponsorships show', positional: ['unit', 'sponsorship'] },
    example: EXAMPLE_ONE,
    handle: (ctx, { params }) => getSponsorship(ctx, parseUnitRef(params.unit), params.sponsorship),
  }),
  defineEndpoint({
    id: 'sponsorships.people',
    method: 'get',
    path: '/v1/entitlement/{unit}/sponsorships/{sponsorship}/people',
    summary: 'Những người một khoản tài trợ trả thay, mỗi người mấy tháng, bao nhiêu',
    input: {
      params: OneParams,
      query: z.object({
        limit: z.number().int().min(1).max(PAGE_ROWS_MAX).default(100),
        after: z.string().max(20).optional(),
      }),
    },
    output: SponsoredPeopleAnswer,
    access: unitAccess(READING_ROLES),
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.rows.map((row) => row.personId) }),
    cli: { command: 'sponsorships people', positional: ['unit', 'sponsorship'] },
    example: EXAMPLE_ONE,
    handle: (ctx, { params, query }) => listSponsored(ctx, questionOf(params, query)),
  }),
  defineEndpoint({
    id: 'sponsorships.peopleFile',
    method: 'get',
    path: '/v1/entitlement/{unit}/sponsorships/{sponsorship}/people.xlsx',
    summary: 'Những người một khoản tài trợ trả thay thành tệp .xlsx',
    input: { params: OneParams, query: z.object({ language }) },
    access: unitAccess(READING_ROLES),
    journal: 'read',
    timeoutMs: TIMEOUT_MS,
    example: EXAMPLE_ONE,
    async handle(ctx, { params, query }) {
      const file = await writeSponsoredFile(ctx, questionOf(params, query));
      return { file: { name: file.name, type: XLSX_TYPE, bytes: file.bytes } };
    },
  }),
];

const closing: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'sponsorships.end',
    method: 'post',
    path: '/v1/entitlement/{unit}/sponsorships/{sponsorship}/end',
    summary: 'Kết thúc sớm một khoản tài trợ từ một ngày; các tháng trước giữ nguyên',
    input: { params: OneParams, body: EndSponsorship },
    output: SponsorshipPage,
    access: unitAccess(SPONSORSHIP_ROLES),
    journal: 'change',
    timeoutMs: TIMEOUT_MS,
    reason: ({ body }) => body.reason,
    cli: { command: 'sponsorships end', positional: ['unit', 'sponsorship'] },
    example: { ...EXAMPLE_ONE, body: { on: '2026-10-01', reason: 'Nhà tài trợ dừng sớm' } },
    handle: (ctx, { params, body }) =>
      endSponsorship(ctx, parseUnitRef(params.unit), params.sponsorship, body),
  }),
  defineEndpoint({
    id: 'sponsorships.undo',
    method: 'post',
    path: '/v1/entitlement/{unit}/sponsorships/{sponsorship}/undo',
    summary: 'Lấy lại bước cuối: bỏ việc kết thúc sớm, hoặc hủy khoản ghi nhầm',
    input: { params: OneParams, body: UndoSponsorship },
    output: SponsorshipPage,
    access: unitAccess(SPONSORSHIP_ROLES),
    journal: 'change',
    timeoutMs: TIMEOUT_MS,
    reason: ({ body }) => body.reason,
    cli: { command: 'sponsorships undo', positional: ['unit', 'sponsorship'] },
    example: { ...EXAMPLE_ONE, body: { reason: 'Ghi nhầm đơn vị' } },
    handle: (ctx, { params, body }) =>
      undoSponsorship(ctx, parseUnitRef(params.unit), params.sponsorship, body),
  }),
];

function questionOf<Query>(params: { unit: string; sponsorship: number }, query: Query) {
  return { unit: parseUnitRef(params.unit), sponsorshipId: params.sponsorship, ...query };
}

export const sponsorshipEndpoints: readonly AnyEndpoint[] = [...writing, ...reading, ...closing];
