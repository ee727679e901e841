/** Rows of the endpoint table: what is due, erasures, requests of persons, holds, proofs. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { parseUnitRef } from '../units/ops.ts';
import {
  endHold,
  listDuePeople,
  listRuns,
  placeHold,
  previewErasure,
  proposeRun,
  readDue,
  requestErasure,
  setRule,
} from './ops.ts';
import { RuleId } from './rules.ts';
import {
  CertificateView,
  DuePage,
  DuePerson,
  ErasurePreview,
  ProofCheck,
  RequestInput,
  RunInput,
  RunView,
  SettingInput,
} from './types.ts';
import { getCertificate, verifyProofs } from './verify-ops.ts';

const READERS: readonly Role[] = ['administrator', 'auditor'];
const ERASERS: readonly Role[] = ['administrator'];
/** Who takes a person's letter in, and who may need a record kept. */
const REQUEST_TAKERS: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];
const HOLDERS: readonly Role[] = ['administrator', 'auditor'];

const id = z.number().int().positive();
const reason = z.string().trim().min(3).max(500);
const unitParams = z.object({ unit: z.string().trim().min(1).max(20) });

const dueEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'retention.due',
    method: 'get',
    path: '/v1/retention/units/{unit}',
    summary: 'Thời hạn lưu giữ và những gì đến hạn xóa trong một đơn vị: chỉ số lượng',
    input: { params: unitParams },
    output: DuePage,
    access: { kind: 'unit', roles: READERS, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'none',
    timeoutMs: 60_000,
    cli: { command: 'retention due', positional: ['unit'] },
    example: { params: { unit: '08' } },
    handle: (ctx, { params }) => readDue(ctx, params.unit),
  }),
  defineEndpoint({
    id: 'retention.duePeople',
    method: 'get',
    path: '/v1/retention/units/{unit}/people',
    summary: 'Những người đến hạn xóa trong một đơn vị, theo tên',
    input: { params: unitParams, query: z.object({ rule: RuleId }) },
    output: z.object({ people: z.array(DuePerson) }),
    access: { kind: 'unit', roles: ERASERS, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.people.map(({ personId }) => personId) }),
    timeoutMs: 60_000,
    cli: { command: 'retention people', positional: ['unit'] },
    example: { params: { unit: '08' }, query: { rule: 'gonePeople' } },
    handle: (ctx, { params, query }) => listDuePeople(ctx, params.unit, query.rule),
  }),
  defineEndpoint({
    id: 'retention.propose',
    method: 'post',
    path: '/v1/retention/units/{unit}/runs',
    summary:
      'Xóa những gì đến hạn: dữ liệu của người chờ quản trị thứ hai duyệt, còn lại chạy ngay',
    input: { params: unitParams, body: RunInput },
    output: RunView,
    access: { kind: 'unit', roles: ERASERS, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'change',
    reason: ({ body }) => body.reason,
    timeoutMs: 60_000,
    cli: { command: 'retention run', positional: ['unit'] },
    example: { params: { unit: '08' }, body: { rule: 'gonePeople', reason: 'định kỳ hằng năm' } },
    handle: (ctx, { params, body }) => proposeRun(ctx, params.unit, body),
  }),
  defineEndpoint({
    id: 'retention.set',
    method: 'post',
    path: '/v1/retention/rules/{rule}',
    summary: 'Đổi thời hạn lưu giữ của một loại dữ liệu, từ một ngày',
    input: { params: z.object({ rule: RuleId }), body: SettingInput },
    access: { kind: 'system' },
    journal: 'change',
    reason: ({ body }) => body.reason,
    cli: { command: 'retention set', positional: ['rule'] },
    example: {
      params: { rule: 'removedPapers' },
      body: { days: 180, validFrom: '2030-01-01', reason: 'quy chế của tỉnh' },
    },
    handle: (ctx, { params, body }) => setRule(ctx, params.rule, body),
  }),
];

const proofEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'retention.runs',
    method: 'get',
    path: '/v1/retention/runs',
    summary: 'Các lần xóa trong địa bàn của tôi: đề nghị, từ chối, đã xong; mới nhất trước',
    input: {},
    output: z.object({ runs: z.array(RunView) }),
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    cli: { command: 'retention runs' },
    example: {},
    handle: (ctx) => listRuns(ctx),
  }),
  defineEndpoint({
    id: 'retention.verify',
    method: 'get',
    path: '/v1/retention/verify',
    summary: 'Kiểm tra mọi chứng nhận xóa: chuỗi, nhật ký, và không có gì đã xóa trở lại',
    input: {},
    output: ProofCheck,
    access: { kind: 'system' },
    journal: 'none',
    timeoutMs: 120_000,
    cli: { command: 'retention verify' },
    example: {},
    handle: (ctx) => verifyProofs(ctx),
  }),
  defineEndpoint({
    id: 'retention.certificate',
    method: 'get',
    path: '/v1/retention/certificates/{certificate}',
    summary: 'Một chứng nhận xóa: theo quy định nào, bao nhiêu, ai đề nghị, ai duyệt, dấu băm',
    input: { params: z.object({ certificate: id }) },
    output: CertificateView,
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    cli: { command: 'retention certificate', positional: ['certificate'] },
    example: { params: { certificate: 1 } },
    handle: (ctx, { params }) => getCertificate(ctx, params.certificate),
  }),
];

const personParams = z.object({ person: id });
const EXAMPLE_PERSON = { person: 80_000_000_001 };
const ofPerson = (roles: readonly Role[]) =>
  ({
    kind: 'person',
    roles,
    personId: ({ params }: { params: { person: number } }) => params.person,
  }) as const;

const personEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'retention.preview',
    method: 'get',
    path: '/v1/people/{person}/erasure',
    summary: 'Dữ liệu của người này xóa được không, vì sao không, và sẽ xóa những gì',
    input: { params: personParams },
    output: ErasurePreview,
    access: ofPerson([...REQUEST_TAKERS, 'auditor']),
    journal: 'read',
    cli: { command: 'retention person', positional: ['person'] },
    example: { params: EXAMPLE_PERSON },
    handle: (ctx, { params }) => previewErasure(ctx, params.person),
  }),
  defineEndpoint({
    id: 'retention.request',
    method: 'post',
    path: '/v1/people/{person}/erasure',
    summary: 'Ghi yêu cầu xóa dữ liệu của một người: chờ duyệt, hoặc từ chối kèm căn cứ',
    input: { params: personParams, body: RequestInput },
    output: RunView,
    access: ofPerson(REQUEST_TAKERS),
    journal: 'change',
    reason: ({ body }) => body.reason,
    cli: { command: 'retention request', positional: ['person'] },
    example: {
      params: EXAMPLE_PERSON,
      body: { reason: 'công dân yêu cầu', document: 'đơn số 3/2026', receivedOn: '2026-01-05' },
    },
    handle: (ctx, { params, body }) => requestErasure(ctx, params.person, body),
  }),
  defineEndpoint({
    id: 'retention.hold',
    method: 'post',
    path: '/v1/people/{person}/hold',
    summary: 'Giữ dữ liệu của một người, không xóa, theo yêu cầu kiểm tra, khiếu nại, tố tụng',
    input: {
      params: personParams,
      body: z.object({ document: z.string().trim().min(3).max(200), reason }),
    },
    output: z.object({ holdId: id }),
    access: ofPerson(HOLDERS),
    journal: 'change',
    reason: ({ body }) => body.reason,
    cli: { command: 'retention hold', positional: ['person'] },
    example: {
      params: EXAMPLE_PERSON,
      body: { document: 'QĐ thanh tra 12', reason: 'đang thanh tra' },
    },
    handle: (ctx, { params, body }) => placeHold(ctx, params.person, body),
  }),
  defineEndpoint({
    id: 'retention.release',
    method: 'post',
    path: '/v1/people/{person}/holds/{hold}/release',
    summary: 'Gỡ lệnh giữ dữ liệu của một người',
    input: { params: personParams.extend({ hold: id }), body: z.object({ reason }) },
    access: ofPerson(HOLDERS),
    journal: 'change',
    reason: ({ body }) => body.reason,
    cli: { command: 'retention release', positional: ['person', 'hold'] },
    example: { params: { ...EXAMPLE_PERSON, hold: 1 }, body: { reason: 'thanh tra đã kết thúc' } },
    handle: (ctx, { params, body }) => endHold(ctx, params.person, params.hold, body.reason),
  }),
];

export const retentionEndpoints: readonly AnyEndpoint[] = [
  ...dueEndpoints,
  ...proofEndpoints,
  ...personEndpoints,
];
