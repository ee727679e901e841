/** Rows of the endpoint table: the register of documents. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { parseUnitRef } from '../units/ops.ts';
import { UnitParams } from '../units/endpoints.ts';
import {
  addDocument,
  changeDocument,
  getDocument,
  linkDocument,
  listDocuments,
  relateDocument,
  withdrawDocument,
} from './document-ops.ts';
import {
  DOCUMENT_KINDS,
  DocumentInput,
  DocumentPage,
  DocumentState,
  DocumentView,
  LinkInput,
  RelationInput,
} from './register-types.ts';
import { TASK_MANAGERS, TASK_READERS, unitAccess } from './roles.ts';

const DocumentParams = UnitParams.extend({ document: z.number().int().positive() });
const EXAMPLE_UNIT = { params: { unit: '08' } };
const EXAMPLE_DOCUMENT = { params: { unit: '08', document: 1 } };
const EXAMPLE_BODY = {
  kind: 'agreement',
  number: '01/QCPH',
  title: 'Quy chế phối hợp thực hiện chính sách BHYT',
  issuer: 'BHXH tỉnh',
  issuedOn: '2026-01-15',
  parties: ['BHXH tỉnh', 'Ủy ban MTTQ tỉnh'],
  renewOn: '2027-01-15',
};

export const documentEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'documents.list',
    method: 'get',
    path: '/v1/documents/{unit}',
    summary:
      'Văn bản chỉ đạo, quy chế phối hợp của đơn vị và cấp trên: còn hiệu lực, đã thay thế, sắp hết hạn',
    input: {
      params: UnitParams,
      query: z.object({
        kind: z.enum(DOCUMENT_KINDS).optional(),
        state: DocumentState.optional(),
        text: z.string().max(200).optional(),
        ownOnly: z.boolean().default(false),
      }),
    },
    output: z.object({ documents: z.array(DocumentView) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'documents list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query }) => listDocuments(ctx, parseUnitRef(params.unit), query),
  }),
  defineEndpoint({
    id: 'documents.add',
    method: 'post',
    path: '/v1/documents/{unit}',
    summary: 'Ghi một văn bản vào sổ của đơn vị',
    input: { params: UnitParams, body: DocumentInput },
    output: z.object({ documentId: z.number().int() }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'documents add', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: EXAMPLE_BODY },
    handle: (ctx, { params, body }) => addDocument(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'documents.get',
    method: 'get',
    path: '/v1/documents/{unit}/{document}',
    summary: 'Một văn bản với quan hệ thay thế, sửa đổi và những gì gắn với nó',
    input: { params: DocumentParams },
    output: DocumentPage,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'documents show', positional: ['unit', 'document'] },
    example: EXAMPLE_DOCUMENT,
    handle: (ctx, { params }) => getDocument(ctx, parseUnitRef(params.unit), params.document),
  }),
  defineEndpoint({
    id: 'documents.change',
    method: 'put',
    path: '/v1/documents/{unit}/{document}',
    summary: 'Sửa thông tin một văn bản trong sổ',
    input: { params: DocumentParams, body: DocumentInput },
    output: DocumentPage,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'documents change', positional: ['unit', 'document'] },
    example: { ...EXAMPLE_DOCUMENT, body: EXAMPLE_BODY },
    handle: (ctx, { params, body }) =>
      changeDocument(ctx, parseUnitRef(params.unit), params.document, body),
  }),
  defineEndpoint({
    id: 'documents.withdraw',
    method: 'post',
    path: '/v1/documents/{unit}/{document}/withdraw',
    summary: 'Rút một văn bản ghi nhầm (vẫn giữ trong sổ)',
    input: {
      params: DocumentParams,
      body: z.object({ reason: z.string().trim().min(3).max(500) }),
    },
    output: DocumentPage,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'documents withdraw', positional: ['unit', 'document'] },
    example: { ...EXAMPLE_DOCUMENT, body: { reason: 'Ghi nhầm' } },
    handle: (ctx, { params, body }) =>
      withdrawDocument(ctx, parseUnitRef(params.unit), params.document, body.reason),
  }),
  defineEndpoint({
    id: 'documents.relate',
    method: 'post',
    path: '/v1/documents/{unit}/{document}/relations',
    summary: 'Văn bản này thay thế, sửa đổi hoặc thực hiện văn bản khác',
    input: { params: DocumentParams, body: RelationInput },
    output: DocumentPage,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'documents relate', positional: ['unit', 'document'] },
    example: { ...EXAMPLE_DOCUMENT, body: { kind: 'replaces', otherId: 2 } },
    handle: (ctx, { params, body }) =>
      relateDocument(ctx, parseUnitRef(params.unit), params.document, body),
  }),
  defineEndpoint({
    id: 'documents.link',
    method: 'post',
    path: '/v1/documents/{unit}/{document}/links',
    summary: 'Gắn văn bản với việc, chỉ tiêu, quy định trong sổ luật, chiến dịch, chương trình',
    input: { params: DocumentParams, body: LinkInput },
    output: DocumentPage,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'documents link', positional: ['unit', 'document'] },
    example: {
      ...EXAMPLE_DOCUMENT,
      body: { kind: 'programme', target: 'ntm-15', label: 'Tiêu chí 15 nông thôn mới' },
    },
    handle: (ctx, { params, body }) =>
      linkDocument(ctx, parseUnitRef(params.unit), params.document, body),
  }),
];
