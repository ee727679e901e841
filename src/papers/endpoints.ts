/** Rows of the endpoint table: the same five deeds on a person, a household, an item of the review. */
import { z } from 'zod';
import { type Access, type AnyEndpoint, UploadedFile, defineEndpoint } from '../http/endpoint.ts';
import { DECIDING_ROLES, REVIEW_READING_ROLES } from '../lists/review/kinds.ts';
import { READING_ROLES } from '../registry/permissions.ts';
import { PAPER_BYTES_MAX } from './file-ops.ts';
import { attachPaper, listPapers, openPaper, removePaper, restorePaper } from './ops.ts';
import { PAPER_KEEPING_ROLES } from './rules.ts';
import {
  AttachedPaper,
  PaperInput,
  PaperPurpose,
  type PaperSubject,
  PapersPage,
  PersonPaperInput,
} from './types.ts';

const id = z.number().int().positive();
const reason = z.string().trim().min(3).max(500);

/** What a record is called in paths and commands, and who may come near it. */
interface Subject {
  kind: PaperSubject['kind'];
  /** of ids: papers.attach, papers.attachHousehold … */
  suffix: '' | 'Household' | 'Item';
  path: string;
  command: string;
  of: string;
  example: number;
  access(deed: 'read' | 'keep'): Access<{ params: Record<string, number> }>;
}

const SUBJECTS: readonly Subject[] = [
  {
    kind: 'person',
    suffix: '',
    path: '/v1/people/{person}/papers',
    command: 'papers',
    of: 'một người',
    example: 80_000_000_001,
    access: (deed) => ({
      kind: 'person',
      roles: deed === 'read' ? READING_ROLES : PAPER_KEEPING_ROLES,
      personId: ({ params }) => params['person'] ?? 0,
    }),
  },
  {
    kind: 'household',
    suffix: 'Household',
    path: '/v1/households/{household}/papers',
    command: 'papers household',
    of: 'một hộ',
    example: 80_000_000_001,
    access: (deed) => ({
      kind: 'household',
      roles: deed === 'read' ? READING_ROLES : PAPER_KEEPING_ROLES,
      householdId: ({ params }) => params['household'] ?? 0,
    }),
  },
  {
    kind: 'item',
    suffix: 'Item',
    path: '/v1/review/items/{item}/papers',
    command: 'papers review',
    of: 'một việc rà soát',
    example: 1,
    access: (deed) => ({
      kind: 'own',
      roles: deed === 'read' ? REVIEW_READING_ROLES : DECIDING_ROLES,
    }),
  },
];

function endpointsOf(subject: Subject): AnyEndpoint[] {
  const { kind, suffix, path, command, of } = subject;
  const params = z.object({ [kind]: id });
  const subjectOf = (input: { params: Record<string, unknown> }): PaperSubject => ({
    kind,
    id: Number(input.params[kind]),
  });
  const personIds = (input: { params: Record<string, unknown> }): { personIds: number[] } => ({
    personIds: kind === 'person' ? [Number(input.params[kind])] : [],
  });
  const at = { [kind]: subject.example };
  const reading = { access: subject.access('read') as never };
  const keeping = { access: subject.access('keep') as never, journal: 'change' } as const;
  const parts: Parts = {
    paperParams: params.extend({ paper: id }),
    subjectOf,
    personIds,
    atPaper: { ...at, paper: 1 },
    reading,
    keeping,
  };
  return [
    defineEndpoint({
      id: `papers.list${suffix}`,
      method: 'get',
      path,
      summary: `Giấy tờ đính kèm ${of}: loại, ngày, ai đính kèm; chưa mở tệp nào`,
      input: { params },
      output: PapersPage,
      ...reading,
      journal: 'read',
      reach: personIds,
      cli: { command: `${command} list`, positional: [kind] },
      example: { params: at },
      handle: (ctx, input) => listPapers(ctx, subjectOf(input)),
    }),
    defineEndpoint({
      id: `papers.attach${suffix}`,
      method: 'post',
      path,
      summary: `Đính kèm ảnh, bản chụp giấy tờ vào ${of} (JPEG, PNG, WebP, PDF); tệp là thân yêu cầu`,
      input: {
        params,
        query: kind === 'person' ? PersonPaperInput : PaperInput,
        body: UploadedFile,
      },
      output: AttachedPaper,
      ...keeping,
      uploadBytesMax: PAPER_BYTES_MAX,
      reach: (input) => ({
        ...personIds(input),
        ...(typeof entryOf(input.query) === 'number' ? { entryId: entryOf(input.query) } : {}),
      }),
      cli: { command: `${command} attach`, positional: [kind] },
      example: {
        params: at,
        query: { kind: 'other' },
        body: { hash: '0'.repeat(64), bytes: 1 },
      },
      handle: (ctx, input) => attachPaper(ctx, subjectOf(input), input.query, input.body.hash),
    }),
    opening(subject, parts),
    ...removing(subject, parts),
  ];
}

interface Parts {
  paperParams: z.ZodObject;
  subjectOf: (input: { params: Record<string, unknown> }) => PaperSubject;
  personIds: (input: { params: Record<string, unknown> }) => { personIds: number[] };
  atPaper: object;
  reading: { access: never };
  keeping: { access: never; journal: 'change' };
}

function opening({ suffix, path, command, kind }: Subject, parts: Parts): AnyEndpoint {
  const { paperParams, subjectOf, personIds, atPaper, reading } = parts;
  return defineEndpoint({
    id: `papers.open${suffix}`,
    method: 'get',
    path: `${path}/{paper}/file`,
    summary: 'Mở, in hoặc tải một giấy tờ; giấy tờ tùy thân phải nêu lý do, ghi vào nhật ký',
    input: {
      params: paperParams,
      query: z.object({
        purpose: PaperPurpose.default('view'),
        reason: z.string().trim().max(500).optional(),
      }),
    },
    ...reading,
    journal: 'read',
    reason: ({ query }) => [query.purpose, query.reason].filter(Boolean).join(': '),
    reach: personIds,
    cli: { command: `${command} open`, positional: [kind, 'paper'] },
    example: { params: atPaper },
    handle: async (ctx, input) => ({
      file: await openPaper(ctx, subjectOf(input), Number(input.params['paper']), input.query),
    }),
  });
}

function removing({ suffix, path, command, kind }: Subject, parts: Parts): AnyEndpoint[] {
  const { paperParams, subjectOf, personIds, atPaper, keeping } = parts;
  const body = z.object({ reason });
  return [
    defineEndpoint({
      id: `papers.remove${suffix}`,
      method: 'post',
      path: `${path}/{paper}/remove`,
      summary: 'Gỡ một giấy tờ khỏi hồ sơ, có lý do; khôi phục được cho đến khi hết hạn lưu',
      input: { params: paperParams, body },
      ...keeping,
      reason: (input) => input.body.reason,
      reach: personIds,
      cli: { command: `${command} remove`, positional: [kind, 'paper'] },
      example: { params: atPaper, body: { reason: 'đính kèm nhầm người' } },
      handle: (ctx, input) =>
        removePaper(ctx, subjectOf(input), Number(input.params['paper']), input.body.reason),
    }),
    defineEndpoint({
      id: `papers.restore${suffix}`,
      method: 'post',
      path: `${path}/{paper}/restore`,
      summary: 'Khôi phục một giấy tờ đã gỡ',
      input: { params: paperParams, body },
      ...keeping,
      reason: (input) => input.body.reason,
      reach: personIds,
      cli: { command: `${command} restore`, positional: [kind, 'paper'] },
      example: { params: atPaper, body: { reason: 'gỡ nhầm' } },
      handle: (ctx, input) => restorePaper(ctx, subjectOf(input), Number(input.params['paper'])),
    }),
  ];
}

function entryOf(query: object): number | undefined {
  return 'entry' in query && typeof query.entry === 'number' ? query.entry : undefined;
}

export const paperEndpoints: readonly AnyEndpoint[] = SUBJECTS.flatMap(endpointsOf);
