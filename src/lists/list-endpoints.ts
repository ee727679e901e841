/** Rows of the endpoint table about one list: its file, rows, links, difference, and what is done. */
import { z } from 'zod';
import { TABLE_LIMITS } from '../formats/table.ts';
import { UploadedFile, type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { type Context, asOwner } from '../stores/context.ts';
import { checkBrake } from './brake.ts';
import { type CommitChoice, abandonList, commitList, undoList } from './commit-ops.ts';
import { checkHasRest, compareList } from './compare-ops.ts';
import { correctList, writeFaultsFile } from './correct-ops.ts';
import { addAdvanceJob } from './advance-job.ts';
import { changeList, confirmColumns, markReviewed } from './intake-ops.ts';
import { COMMIT_JOB, COMPARE_JOB, UNDO_JOB } from './jobs.ts';
import { LIST_READING_ROLES, LIST_ROLES } from './kinds.ts';
import {
  faultPage,
  getList,
  getManagedList,
  linkPage,
  previewFile,
  previewWhole,
  rowPage,
  showDifference,
  viewOf,
  writeLinksCsv,
} from './pages-ops.ts';
import { type ListRow, updateList } from './sql.ts';
import {
  CellFault,
  ChangeKind,
  Day,
  FilePreview,
  LinkView,
  ListDifference,
  ListMapping,
  ListOptions,
  ListView,
  RowKind,
  RowOutcome,
  RowView,
} from './types.ts';

const ListParams = z.object({ list: z.int().positive() });
const reading = { kind: 'own' as const, roles: LIST_READING_ROLES };
const managing = { kind: 'own' as const, roles: LIST_ROLES };
const after = z.int().min(0).default(0);
const limit = z.int().min(1).max(500).default(100);
const next = z.int().nullable();
const EXAMPLE = { params: { list: 1 } };
const Reason = z.string().trim().min(1).max(500);

const shownOfFile = {
  sheet: z.int().min(0).max(499).optional(),
  rows: z.int().min(1).max(200).default(30),
};

/** Persons the answer names, for the journal. */
function peopleIn(rows: readonly { personId: number | null }[]): { personIds: number[] } {
  return { personIds: [...new Set(rows.flatMap((row) => row.personId ?? []))] };
}

const readEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'lists.preview',
    method: 'get',
    path: '/v1/lists/{list}/preview',
    summary: 'Những dòng đầu của tệp và các cột nhận ra, để xác nhận',
    input: { params: ListParams, query: z.object(shownOfFile) },
    output: FilePreview,
    access: reading,
    journal: 'read',
    cli: { command: 'lists preview', positional: ['list'] },
    example: EXAMPLE,
    handle: (ctx, { params, query }) =>
      previewFile(ctx, params.list, { sheet: query.sheet ?? null, rows: query.rows }),
  }),
  defineEndpoint({
    id: 'lists.previewWhole',
    method: 'post',
    path: '/v1/lists/{list}/preview',
    summary: 'Những dòng đầu của tệp với đầy đủ các số; lý do được ghi vào nhật ký',
    input: { params: ListParams, body: z.object({ ...shownOfFile, reason: Reason }) },
    output: FilePreview,
    access: managing,
    journal: 'change',
    reason: ({ body }) => body.reason,
    cli: { command: 'lists preview-whole', positional: ['list'] },
    example: { ...EXAMPLE, body: { reason: 'Xem cột số định danh có mất số 0 không' } },
    handle: (ctx, { params, body }) =>
      previewWhole(ctx, params.list, { sheet: body.sheet ?? null, rows: body.rows }),
  }),
  defineEndpoint({
    id: 'lists.rows',
    method: 'get',
    path: '/v1/lists/{list}/rows',
    summary: 'Các dòng của danh sách: nội dung, lỗi, là ai, đổi gì',
    input: {
      params: ListParams,
      query: z.object({
        kind: RowKind.optional(),
        outcome: RowOutcome.optional(),
        class: z.enum(['new', 'changed', 'same', 'conflict']).optional(),
        hasWarning: z.boolean().optional(),
        after,
        limit,
      }),
    },
    output: z.object({ rows: z.array(RowView), next }),
    access: reading,
    journal: 'read',
    reach: (_input, page) => peopleIn(page.rows),
    cli: { command: 'lists rows', positional: ['list'] },
    example: EXAMPLE,
    handle: (ctx, { params, query }) =>
      rowPage(ctx, params.list, {
        kind: query.kind ?? null,
        outcome: query.outcome ?? null,
        class: query.class ?? null,
        hasWarning: query.hasWarning ?? null,
        after: query.after,
        limit: query.limit,
      }),
  }),
  defineEndpoint({
    id: 'lists.links',
    method: 'get',
    path: '/v1/lists/{list}/links',
    summary: 'Mỗi dòng là ai trong sổ, vì sao; --csv: toàn bộ, row,outcome,person_id,score,reason',
    input: {
      params: ListParams,
      query: z.object({
        outcome: RowOutcome.optional(),
        csv: z.boolean().default(false),
        after,
        limit,
      }),
    },
    output: z.object({ links: z.array(LinkView), next }),
    access: reading,
    journal: 'read',
    reach: (_input, page) => ('links' in page ? peopleIn(page.links) : {}),
    timeoutMs: 120_000,
    cli: { command: 'lists links', positional: ['list'] },
    example: EXAMPLE,
    async handle(ctx, { params, query }) {
      if (!query.csv) {
        const page = { outcome: query.outcome ?? null, after: query.after, limit: query.limit };
        return await linkPage(ctx, params.list, page);
      }
      const bytes = await writeLinksCsv(ctx, params.list);
      return { file: { name: `doi-chieu-${params.list}.csv`, type: 'text/csv', bytes } };
    },
  }),
  defineEndpoint({
    id: 'lists.difference',
    method: 'get',
    path: '/v1/lists/{list}/difference',
    summary: 'Chênh lệch với sổ: mới, đổi, như cũ, không còn, mâu thuẫn; theo xã; tác động',
    input: {
      params: ListParams,
      query: z.object({
        kind: ChangeKind.optional(),
        commune: z.int().positive().optional(),
        after,
        limit,
      }),
    },
    output: ListDifference,
    access: reading,
    journal: 'read',
    reach: (_input, page) => peopleIn(page.changes),
    timeoutMs: 120_000,
    cli: { command: 'lists diff', positional: ['list'] },
    example: EXAMPLE,
    handle: (ctx, { params, query }) =>
      showDifference(ctx, params.list, {
        kind: query.kind ?? null,
        communeId: query.commune ?? null,
        after: query.after,
        limit: query.limit,
      }),
  }),
  defineEndpoint({
    id: 'lists.faults',
    method: 'get',
    path: '/v1/lists/{list}/faults',
    summary: 'Các dòng có lỗi; --xlsx: tệp của nơi gửi kèm lý do bên mỗi dòng, để sửa và gửi lại',
    input: {
      params: ListParams,
      query: z.object({
        xlsx: z.boolean().default(false),
        language: z.enum(['vi', 'en']).default('vi'),
        after,
        limit,
      }),
    },
    output: z.object({
      rows: z.array(
        z.object({
          rowNo: z.int(),
          sheet: z.int(),
          line: z.int(),
          /** what is wrong, in words */
          text: z.string(),
          faults: z.array(CellFault).nullable(),
        }),
      ),
      next,
    }),
    access: reading,
    journal: 'read',
    timeoutMs: 120_000,
    cli: { command: 'lists faults', positional: ['list'] },
    example: EXAMPLE,
    async handle(ctx, { params, query }) {
      if (!query.xlsx) {
        const page = { after: query.after, limit: query.limit };
        return await faultPage(ctx, params.list, page, query.language);
      }
      return { file: await writeFaultsFile(ctx, params.list, query.language) };
    },
  }),
];

/** More rows than this are taken in by a job. */
const INLINE_ROWS_MAX = 20_000;
const Acted = z.object({ list: ListView, jobId: z.string().nullable() });

/** Now where it is quick, else later as a job in the name of the caller. */
async function act(
  ctx: Context,
  list: ListRow,
  job: { name: string; reason: string; step: string; vanished?: number | undefined },
  work: () => Promise<unknown>,
): Promise<z.infer<typeof Acted>> {
  const { listId } = list;
  if ((list.counts.data ?? 0) <= INLINE_ROWS_MAX) {
    await work();
    return { list: viewOf(await getList(ctx, listId)), jobId: null };
  }
  const { reason, vanished } = job;
  const payload = { listId, userId: ctx.who.userId, reason, vanished };
  const options = { key: `list-${listId}`, queue: 'lists' };
  const jobId = await ctx.jobs.add(ctx.db, job.name, payload, options);
  await asOwner(ctx, () =>
    updateList(ctx.db, listId, ctx.now().toString(), { jobId, step: job.step, failure: null }),
  );
  return { list: viewOf(await getList(ctx, listId)), jobId };
}

interface ActBody extends CommitChoice {
  reason?: string | undefined;
}

interface RegisterRow {
  what: 'commit' | 'undo';
  summary: string;
  job: string;
  /** for the example */
  reason: string;
  body: z.ZodType<ActBody>;
  work: (ctx: Context, listId: number, reason: string, choice: CommitChoice) => Promise<unknown>;
}

/** Into the register and out of it; the list itself is the reason where nobody says one. */
function register({ what, summary, body: Body, job, reason: why, work }: RegisterRow): AnyEndpoint {
  return defineEndpoint({
    id: `lists.${what}`,
    method: 'post',
    path: `/v1/lists/{list}/${what}`,
    summary,
    input: { params: ListParams, body: Body },
    output: Acted,
    access: managing,
    journal: 'change',
    reason: ({ body }) => body.reason,
    timeoutMs: 300_000,
    cli: { command: `lists ${what}`, positional: ['list'] },
    example: { ...EXAMPLE, body: { reason: why } },
    async handle(ctx, { params, body }) {
      const list = await getManagedList(ctx, params.list);
      const reason = body.reason ?? reasonOf(list);
      const { vanished } = body;
      if (what === 'commit') checkBrake(list, vanished);
      const later = { name: job, reason, step: what, vanished };
      return await act(ctx, list, later, () => work(ctx, params.list, reason, { vanished }));
    },
  });
}

const actEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'lists.columns',
    method: 'put',
    path: '/v1/lists/{list}/columns',
    summary:
      'Xác nhận cột nào là gì và điều các cột không nói; nhớ cho lần gửi sau của nơi gửi này',
    input: {
      params: ListParams,
      body: z.object({
        mapping: ListMapping.optional(),
        options: ListOptions.optional(),
        asOf: Day.optional(),
        isFull: z.boolean().optional(),
        unknownPeople: z.enum(['add', 'review']).optional(),
      }),
    },
    output: Acted,
    access: managing,
    journal: 'change',
    cli: { command: 'lists columns', positional: ['list'] },
    example: { ...EXAMPLE, body: { options: { detail: 'Trường Tiểu học Tân Trào' } } },
    async handle(ctx, { params, body: { mapping, options, ...change } }) {
      const list = await getManagedList(ctx, params.list);
      await changeList(ctx, params.list, change);
      await confirmColumns(ctx, params.list, { mapping, options });
      const jobId = await addAdvanceJob(ctx, params.list, list.fileBytes);
      return { list: viewOf(await getList(ctx, params.list)), jobId };
    },
  }),
  defineEndpoint({
    id: 'lists.correct',
    method: 'post',
    path: '/v1/lists/{list}/corrected',
    summary: 'Gửi tệp đã sửa: các dòng sửa thay dòng cũ, danh sách đi tiếp',
    input: {
      params: ListParams,
      query: z.object({ name: z.string().trim().min(1).max(200).default('danh-sach-da-sua') }),
      body: UploadedFile,
    },
    output: Acted,
    access: managing,
    journal: 'change',
    uploadBytesMax: TABLE_LIMITS.fileBytesMax,
    cli: { command: 'lists correct', positional: ['list'] },
    example: { ...EXAMPLE, body: { hash: '0'.repeat(64), bytes: 1 } },
    async handle(ctx, { params, query, body }) {
      await getManagedList(ctx, params.list);
      await correctList(ctx, params.list, { name: query.name, ...body });
      const jobId = await addAdvanceJob(ctx, params.list, body.bytes);
      return { list: viewOf(await getList(ctx, params.list)), jobId };
    },
  }),
  defineEndpoint({
    id: 'lists.compare',
    method: 'post',
    path: '/v1/lists/{list}/compare',
    summary: 'Lập lại chênh lệch: sau khi đã xem xét các trường hợp, hoặc sổ đã thay đổi',
    input: { params: ListParams },
    output: Acted,
    access: managing,
    journal: 'change',
    timeoutMs: 120_000,
    cli: { command: 'lists compare', positional: ['list'] },
    example: EXAMPLE,
    async handle(ctx, { params }) {
      const list = await getManagedList(ctx, params.list);
      await checkHasRest(ctx, list);
      const job = { name: COMPARE_JOB, reason: '', step: 'compare' };
      return await act(ctx, list, job, () => compareList(ctx, params.list));
    },
  }),
  defineEndpoint({
    id: 'lists.review',
    method: 'post',
    path: '/v1/lists/{list}/reviewed',
    summary: 'Đánh dấu đã xem xét chênh lệch',
    input: { params: ListParams },
    output: ListView,
    access: managing,
    journal: 'change',
    cli: { command: 'lists reviewed', positional: ['list'] },
    example: EXAMPLE,
    async handle(ctx, { params }) {
      await getManagedList(ctx, params.list);
      await markReviewed(ctx, params.list);
      return viewOf(await getList(ctx, params.list));
    },
  }),
  register({
    what: 'commit',
    summary:
      'Đưa danh sách vào sổ, cả danh sách một lần; --vanished N: xác nhận số người mất vì vắng mặt, khi số đó lớn bất thường',
    body: z.object({ reason: Reason.optional(), vanished: z.int().min(0).optional() }).default({}),
    job: COMMIT_JOB,
    reason: 'Danh sách tháng 11',
    work: commitList,
  }),
  register({
    what: 'undo',
    summary: 'Rút cả danh sách ra khỏi sổ; nếu có việc ghi sau dựa vào nó thì nói rõ việc nào',
    body: z.object({ reason: Reason.optional() }).default({}),
    job: UNDO_JOB,
    reason: 'Nơi gửi gửi nhầm',
    work: undoList,
  }),
  defineEndpoint({
    id: 'lists.abandon',
    method: 'post',
    path: '/v1/lists/{list}/abandon',
    summary: 'Bỏ một danh sách chưa vào sổ',
    input: { params: ListParams },
    output: ListView,
    access: managing,
    journal: 'change',
    cli: { command: 'lists abandon', positional: ['list'] },
    example: EXAMPLE,
    async handle(ctx, { params }) {
      await getManagedList(ctx, params.list);
      await abandonList(ctx, params.list);
      return viewOf(await getList(ctx, params.list));
    },
  }),
];

/** Why an entry was written, when nobody says: what came from whom, as of when. */
export function reasonOf(list: Pick<ListRow, 'senderName' | 'asOf' | 'fileName'>): string {
  return `${list.senderName}, ${list.asOf}: ${list.fileName}`;
}

export const listEndpointsOfOne: readonly AnyEndpoint[] = [...readEndpoints, ...actEndpoints];
