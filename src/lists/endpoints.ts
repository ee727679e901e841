/** Rows of the endpoint table: lists that come in. What is done to one list has its own file. */
import { z } from 'zod';
import { UploadedFile, type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { TABLE_LIMITS } from '../formats/table.ts';
import { refuse } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { getUnitByRef, parseUnitRef } from '../units/ops.ts';
import { type ListInput, receiveList } from './intake-ops.ts';
import { addAdvanceJob } from './advance-job.ts';
import { KIND_RULES, LIST_READING_ROLES, LIST_ROLES } from './kinds.ts';
import { LAYOUTS, headerOf } from './layouts.ts';
import { listEndpointsOfOne } from './list-endpoints.ts';
import { getList, holdsOver, listPage, senderPage, viewOf } from './pages-ops.ts';
import { sheetEndpoints } from './sheet-endpoints.ts';
import { writeLayout } from './template-ops.ts';
import { Day, Field, ListKind, ListOptions, ListState, ListView, SenderView } from './types.ts';
import { TYPED_COLUMNS } from './typing/columns.ts';

const UnitText = z.string().regex(/^(u?\d{1,10}|VN)$/);
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What is said of a list when it is sent. */
export const ListQuery = z.object({
  kind: ListKind,
  /** id or code of the unit whose people the list speaks of */
  unit: UnitText.default('VN'),
  sender: z.string().trim().min(1).max(200),
  asOf: Day,
  /** name of the file, for people */
  name: z.string().trim().min(1).max(200).default('danh-sach'),
  isFull: z.boolean().default(false),
  unknownPeople: z.enum(['add', 'review']).optional(),
  ...ListOptions.shape,
});
export type ListQuery = z.output<typeof ListQuery>;

const Received = z.object({
  listId: z.int(),
  /** these bytes were sent before: the list is the one that is there */
  repeated: z.boolean(),
  jobId: z.string().nullable(),
});

export function inputOf(query: ListQuery): ListInput {
  const { kind, unit, sender, asOf, name: _, isFull, unknownPeople, ...options } = query;
  return { kind, unit, sender, asOf, isFull, unknownPeople, options };
}

const intakeEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'lists.upload',
    method: 'post',
    path: '/v1/lists',
    summary: 'Gửi một danh sách (.xlsx, .xls, .csv …): nội dung tệp là thân của yêu cầu',
    input: { query: ListQuery, body: UploadedFile },
    output: Received,
    access: { kind: 'unit', roles: LIST_ROLES, unit: ({ query }) => parseUnitRef(query.unit) },
    journal: 'change',
    uploadBytesMax: TABLE_LIMITS.fileBytesMax,
    cli: { command: 'lists upload' },
    example: {
      query: { kind: 'residents', unit: '02530', sender: 'Công an xã', asOf: '2026-11-01' },
      body: { hash: '0'.repeat(64), bytes: 1 },
    },
    async handle(ctx, { query, body }) {
      const { unitId } = await getUnitByRef(ctx, parseUnitRef(query.unit));
      if (!(await holdsOver(ctx, unitId, KIND_RULES[query.kind].roles)))
        refuse('lists.kind.forbidden');
      const received = await receiveList(ctx, inputOf(query), { name: query.name, ...body });
      if (received.repeated) return { ...received, jobId: null };
      return { ...received, jobId: await addAdvanceJob(ctx, received.listId, body.bytes) };
    },
  }),
  defineEndpoint({
    id: 'lists.list',
    method: 'get',
    path: '/v1/lists',
    summary: 'Các danh sách đã nhận, mới nhất trước',
    input: {
      query: z.object({
        unit: UnitText.optional(),
        sender: z.int().positive().optional(),
        kind: ListKind.optional(),
        state: ListState.optional(),
        before: z.int().positive().optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    },
    output: z.object({ lists: z.array(ListView) }),
    access: { kind: 'own', roles: LIST_READING_ROLES },
    journal: 'none',
    cli: { command: 'lists list' },
    example: { query: { limit: 10 } },
    async handle(ctx, { query }) {
      const unitId = await unitIdOf(ctx, query.unit);
      return {
        lists: await listPage(ctx, {
          unitId,
          senderId: query.sender ?? null,
          kind: query.kind ?? null,
          state: query.state ?? null,
          before: query.before ?? null,
          limit: query.limit,
        }),
      };
    },
  }),
  defineEndpoint({
    id: 'lists.get',
    method: 'get',
    path: '/v1/lists/{list}',
    summary: 'Một danh sách: tình trạng, số đếm, số kiểm soát, tác động',
    input: { params: z.object({ list: z.int().positive() }) },
    output: ListView,
    access: { kind: 'own', roles: LIST_READING_ROLES },
    journal: 'none',
    cli: { command: 'lists show', positional: ['list'] },
    example: { params: { list: 1 } },
    handle: async (ctx, { params }) => viewOf(await getList(ctx, params.list)),
  }),
];

async function unitIdOf(ctx: Context, unit: string | undefined): Promise<number | null> {
  return unit === undefined ? null : (await getUnitByRef(ctx, parseUnitRef(unit))).unitId;
}

const referenceEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'lists.senders',
    method: 'get',
    path: '/v1/list-senders',
    summary: 'Các nơi gửi danh sách và lần gửi gần nhất',
    input: {
      query: z.object({
        unit: UnitText.optional(),
        limit: z.int().min(1).max(1000).default(200),
      }),
    },
    output: z.object({ senders: z.array(SenderView) }),
    access: { kind: 'own', roles: LIST_READING_ROLES },
    journal: 'none',
    cli: { command: 'lists senders' },
    example: { query: { limit: 10 } },
    async handle(ctx, { query }) {
      const unitId = await unitIdOf(ctx, query.unit);
      return { senders: await senderPage(ctx, { unitId, limit: query.limit }) };
    },
  }),
  defineEndpoint({
    id: 'lists.kinds',
    method: 'get',
    path: '/v1/list-kinds',
    summary: 'Các loại danh sách: mỗi dòng nói gì, vắng mặt nghĩa là gì, cột cần có, mẫu có sẵn',
    input: {},
    output: z.object({
      kinds: z.array(
        z.object({
          kind: ListKind,
          roles: z.array(z.string()),
          required: z.array(z.array(z.string())),
          asserts: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
          absence: z.enum(['ends', 'review', 'nothing']),
          unknownPeople: z.enum(['add', 'review']),
          /** what is typed of it row after row; empty = it only comes as a file */
          typed: z.array(z.object({ field: Field, carries: z.boolean(), width: z.int() })),
          layouts: z.array(
            z.object({
              id: z.string(),
              title: z.string(),
              source: z.string().nullable(),
              headers: z.array(z.string()),
            }),
          ),
        }),
      ),
    }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'lists kinds' },
    example: {},
    async handle() {
      const kinds = ListKind.options.map((kind) => {
        const { roles, required, asserts, absence, unknownPeople } = KIND_RULES[kind];
        const layouts = LAYOUTS.filter((layout) => layout.kind === kind).map((layout) => ({
          id: layout.id,
          title: layout.title,
          source: layout.source,
          headers: layout.columns.map(headerOf),
        }));
        const groups = required.map((group) => [...group]);
        return {
          kind,
          roles: [...roles],
          required: groups,
          asserts: { ...asserts },
          absence,
          unknownPeople,
          typed: [...(TYPED_COLUMNS[kind] ?? [])],
          layouts,
        };
      });
      return { kinds };
    },
  }),
  defineEndpoint({
    id: 'lists.template',
    method: 'get',
    path: '/v1/list-layouts/{layout}/template.xlsx',
    summary: 'Tải mẫu danh sách .xlsx để điền; gửi lại hệ thống tự nhận các cột',
    input: { params: z.object({ layout: z.string().max(40) }) },
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'lists template', positional: ['layout'] },
    example: { params: { layout: 'residents' } },
    async handle(_ctx, { params }) {
      const layout =
        LAYOUTS.find(({ id }) => id === params.layout) ?? refuse('lists.layout.notFound');
      return {
        file: { name: `${layout.id}.xlsx`, type: XLSX_TYPE, bytes: await writeLayout(layout) },
      };
    },
  }),
];

export const listsEndpoints: readonly AnyEndpoint[] = [
  ...intakeEndpoints,
  ...referenceEndpoints,
  ...listEndpointsOfOne,
  ...sheetEndpoints,
];
