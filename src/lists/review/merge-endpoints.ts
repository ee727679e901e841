/** Rows of the endpoint table: merging persons, and what waits for a second person. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../../http/endpoint.ts';
import { Refusal } from '../../kernel/outcome.ts';
import { previewMerge, previewUnmerge } from '../../registry/merge-ops.ts';
import { describePlaces } from '../../registry/places.ts';
import { listPersonNames } from '../../registry/sql-entries.ts';
import { MergeChoices } from '../../registry/types.ts';
import { MergePreview, PlaceName, UnmergePreview } from '../../registry/views.ts';
import { type Context, asOwner, inTransaction, today } from '../../stores/context.ts';
import { getUnitByRef, listRefs, parseUnitRef, refOf } from '../../units/ops.ts';
import {
  type ApprovalQuery,
  type ApprovedActions,
  listApprovalRules,
  listApprovals,
  setApprovalRule,
  voteApproval,
  withdrawApproval,
} from './approval-ops.ts';
import { DECIDING_ROLES, MERGING_ROLES, REVIEW_READING_ROLES } from './kinds.ts';
import { mergeRecords, unmergeRecords } from './merging.ts';
import type { ApprovalRule } from './sql-approvals.ts';
import { APPROVABLE_ACTIONS, APPROVAL_STATES, Decided } from './types.ts';
import { ApprovalRuleView, ApprovalView, VotedView } from './views.ts';

const id = z.number().int().positive();
const reason = z.string().trim().min(3).max(500);
const personParams = z.object({ person: id });
const EXAMPLE_PERSON = { person: 80_000_000_001 };
const EXAMPLE_OTHER = 80_000_000_002;

const ofPerson = {
  access: {
    kind: 'person',
    roles: MERGING_ROLES,
    personId: ({ params }: { params: { person: number } }) => params.person,
  },
} as const;

const mergeBody = z.object({ other: id, choices: MergeChoices.default({}) });

const MergePreviewPage = MergePreview.extend({ places: z.array(PlaceName) });

const mergeEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'people.mergePreview',
    method: 'post',
    path: '/v1/people/{person}/merge-preview',
    summary:
      'Xem trước khi gộp: hồ sơ còn lại từng trường, khoảng nào giữ, cắt, bỏ; độ bao phủ đổi gì',
    input: { params: personParams, body: mergeBody },
    output: MergePreviewPage,
    ...ofPerson,
    journal: 'read',
    reach: ({ params, body }) => ({ personIds: [params.person, body.other] }),
    cli: { command: 'people merge-preview', positional: ['person'] },
    example: { params: EXAMPLE_PERSON, body: { other: EXAMPLE_OTHER } },
    handle: (ctx, { params, body }) =>
      inTransaction(ctx, async (tx) => {
        const { other: loserId, choices } = body;
        const preview = await previewMerge(tx, { survivorId: params.person, loserId, choices });
        if (!preview.ok) throw new Refusal(preview.faults);
        const placeIds = placesIn(preview.value);
        const places = await describePlaces(tx.db, placeIds, today(tx));
        return { ...preview.value, places: [...places.values()] };
      }),
  }),
  defineEndpoint({
    id: 'people.merge',
    method: 'post',
    path: '/v1/people/{person}/merge',
    summary: 'Gộp hồ sơ khác vào hồ sơ này; có thẻ thì chờ người thứ hai duyệt',
    input: { params: personParams, body: mergeBody.extend({ reason }) },
    output: Decided,
    ...ofPerson,
    journal: 'change',
    reason: ({ body }) => body.reason,
    reach: ({ params, body }, done) => ({
      personIds: [params.person, body.other],
      ...(done.entryId === null ? {} : { entryId: done.entryId }),
    }),
    cli: { command: 'people merge', positional: ['person'] },
    example: {
      params: EXAMPLE_PERSON,
      body: { other: EXAMPLE_OTHER, reason: 'một người ghi hai lần' },
    },
    handle: (ctx, { params, body }) =>
      mergeRecords(
        ctx,
        { survivorId: params.person, loserId: body.other, choices: body.choices },
        body.reason,
      ),
  }),
  defineEndpoint({
    id: 'people.unmergePreview',
    method: 'get',
    path: '/v1/people/{person}/unmerge-preview',
    summary: 'Xem trước khi gỡ gộp: gì trở về hồ sơ cũ, gì ở lại',
    input: { params: personParams },
    /** null = this record is not merged into another */
    output: z.object({ unmerge: UnmergePreview.nullable() }),
    ...ofPerson,
    journal: 'read',
    example: { params: EXAMPLE_PERSON },
    handle: async (ctx, { params }) => ({ unmerge: await previewUnmerge(ctx, params.person) }),
  }),
  defineEndpoint({
    id: 'people.unmerge',
    method: 'post',
    path: '/v1/people/{person}/unmerge',
    summary: 'Gỡ gộp: hồ sơ đã gộp trở lại là một người riêng',
    input: { params: personParams, body: z.object({ reason }) },
    output: Decided,
    ...ofPerson,
    journal: 'change',
    reason: ({ body }) => body.reason,
    reach: ({ params }, done) => ({
      personIds: [params.person],
      ...(done.entryId === null ? {} : { entryId: done.entryId }),
    }),
    cli: { command: 'people unmerge', positional: ['person'] },
    example: { params: EXAMPLE_PERSON, body: { reason: 'hai chị em trùng tên' } },
    handle: (ctx, { params, body }) => unmergeRecords(ctx, params.person, body.reason),
  }),
];

function placesIn(preview: MergePreview): number[] {
  const spells = preview.spells.flatMap(({ values }) =>
    typeof values['placeId'] === 'number' ? [values['placeId']] : [],
  );
  return [...new Set([...spells, ...preview.counting.map((row) => row.placeId)])];
}

// ── two persons ─────────────────────────────────────────────────────────────────────────────────

async function describeApprovals(ctx: Context, query: ApprovalQuery): Promise<ApprovalView[]> {
  return await inTransaction(ctx, async (tx) => {
    const rows = await listApprovals(tx, query);
    const placeIds = rows.map((row) => row.placeId);
    const places = await describePlaces(tx.db, placeIds, today(tx));
    const names = await listPersonNames(
      tx.db,
      rows.flatMap((row) => row.personIds),
    );
    return rows.map((row) => ({
      ...row,
      place: places.get(row.placeId) ?? null,
      people: row.personIds.flatMap((personId) => {
        const name = names.get(personId);
        return name ? [{ personId, fullName: name.fullName }] : [];
      }),
      payload: row.action === 'decideBulk' ? row.payload : {},
    }));
  });
}

const approvalParams = z.object({ approval: id });

function approvalEndpoints(actions: ApprovedActions): readonly AnyEndpoint[] {
  return [
    defineEndpoint({
      id: 'approvals.list',
      method: 'get',
      path: '/v1/review/approvals',
      summary: 'Việc chờ người thứ hai duyệt, và việc đã duyệt',
      input: {
        query: z.object({
          state: z.enum(APPROVAL_STATES).optional(),
          mine: z.boolean().optional(),
          made: z.boolean().optional(),
        }),
      },
      output: z.object({ approvals: z.array(ApprovalView) }),
      access: { kind: 'own', roles: REVIEW_READING_ROLES },
      journal: 'read',
      reach: (_input, { approvals }) => ({
        personIds: approvals.flatMap((one) => one.people.map((person) => person.personId)),
      }),
      cli: { command: 'review approvals' },
      example: { query: { state: 'waiting' } },
      handle: async (ctx, { query }) => ({ approvals: await describeApprovals(ctx, query) }),
    }),
    defineEndpoint({
      id: 'approvals.vote',
      method: 'post',
      path: '/v1/review/approvals/{approval}/vote',
      summary: 'Duyệt hoặc từ chối; người lập không được tự duyệt',
      input: {
        params: approvalParams,
        body: z.object({
          approves: z.boolean(),
          reason: z.string().trim().max(500).default(''),
        }),
      },
      output: VotedView,
      access: { kind: 'own', roles: DECIDING_ROLES },
      journal: 'change',
      timeoutMs: 120_000,
      reason: ({ body }) => body.reason,
      reach: (_input, voted) => (voted.entryId === null ? {} : { entryId: voted.entryId }),
      cli: { command: 'review vote', positional: ['approval'] },
      example: { params: { approval: 1 }, body: { approves: true } },
      handle: (ctx, { params, body }) => voteApproval(ctx, actions, params.approval, body),
    }),
    defineEndpoint({
      id: 'approvals.withdraw',
      method: 'post',
      path: '/v1/review/approvals/{approval}/withdraw',
      summary: 'Người lập rút đề nghị của mình',
      input: { params: approvalParams },
      output: z.object({ approvalId: id }),
      access: { kind: 'own', roles: DECIDING_ROLES },
      journal: 'change',
      cli: { command: 'review withdraw', positional: ['approval'] },
      example: { params: { approval: 1 } },
      async handle(ctx, { params }) {
        await withdrawApproval(ctx, params.approval);
        return { approvalId: params.approval };
      },
    }),
    ...ruleEndpoints,
  ];
}

async function withNames(tx: Context, rules: readonly ApprovalRule[]): Promise<ApprovalRuleView[]> {
  const unitIds = rules.flatMap((rule) => (rule.unitId === 0 ? [] : [rule.unitId]));
  const refs = await asOwner(tx, () => listRefs(tx, unitIds, today(tx)));
  return rules.map((rule) => ({
    ...rule,
    unitName: rule.unitId === 0 ? null : refOf(refs, rule.unitId).name,
  }));
}

const ruleEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'approvals.rules',
    method: 'get',
    path: '/v1/review/approval-rules',
    summary: 'Việc nào cần mấy người duyệt, ở đơn vị nào',
    input: {},
    output: z.object({ rules: z.array(ApprovalRuleView) }),
    access: { kind: 'own', roles: REVIEW_READING_ROLES },
    journal: 'none',
    cli: { command: 'review rules' },
    example: {},
    handle: (ctx) =>
      inTransaction(ctx, async (tx) => ({
        rules: await withNames(tx, await listApprovalRules(tx)),
      })),
  }),
  defineEndpoint({
    id: 'approvals.setRule',
    method: 'put',
    path: '/v1/review/approval-rules/{unit}/{action}',
    summary: 'Đặt số người duyệt của một việc trong một đơn vị',
    input: {
      params: z.object({
        unit: z.string().regex(/^(u?\d{1,10}|VN)$/),
        action: z.enum(APPROVABLE_ACTIONS),
      }),
      body: z.object({
        needed: z.number().int().min(0).max(9),
        roles: z.array(z.string().max(40)).min(1).max(11),
        approverIds: z.array(z.string().max(64)).max(50).nullable().default(null),
        threshold: z.number().int().min(1).max(5000).nullable().default(null),
      }),
    },
    output: ApprovalRuleView,
    access: {
      kind: 'unit',
      roles: ['administrator'],
      unit: ({ params }) => parseUnitRef(params.unit),
    },
    journal: 'change',
    cli: { command: 'review set-rule', positional: ['unit', 'action'] },
    example: {
      params: { unit: '08', action: 'mergePersons' },
      body: { needed: 1, roles: ['administrator', 'socialInsuranceOfficer'] },
    },
    async handle(ctx, { params, body }) {
      const { unitId, name } = await getUnitByRef(ctx, parseUnitRef(params.unit), today(ctx));
      const rule = await setApprovalRule(ctx, { unitId, action: params.action, ...body });
      return { ...rule, unitName: name };
    },
  }),
];

/** With the actions other domains put behind approvals beside the review's own. */
export function mergeAndApprovalEndpoints(actions: ApprovedActions): readonly AnyEndpoint[] {
  return [...mergeEndpoints, ...approvalEndpoints(actions)];
}
