/** Rows of the endpoint table: the models of linkage, and looking for duplicates of the register. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../../http/endpoint.ts';
import type { Role } from '../../kernel/actor.ts';
import { asOwner } from '../../stores/context.ts';
import { getUnitByRef, parseUnitRef } from '../../units/ops.ts';
import { orRefuse } from '../../units/scope.ts';
import { DUPLICATES_JOB } from './jobs.ts';
import { rebuildPersons } from './keep-ops.ts';
import { compareModels, showModel, trainFromDecisions } from './model-ops.ts';
import { findDuplicates } from './ops.ts';
import { ModelComparison, ModelView, PairSummary, TrainInput, TrainOutcome } from './types.ts';

const ROLES: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

const version = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

const modelEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'linkage.model',
    method: 'get',
    path: '/v1/linkage/model',
    summary:
      'Bộ trọng số đối chiếu đang dùng, hoặc của một phiên bản: từng mức khớp được bao nhiêu bit',
    input: { query: z.object({ version: version.optional() }) },
    output: ModelView,
    access: { kind: 'own', roles: ROLES },
    journal: 'none',
    cli: { command: 'lists model show' },
    example: { query: {} },
    handle: async (ctx, { query }) => orRefuse(await showModel(ctx, query.version)),
  }),
  defineEndpoint({
    id: 'linkage.compareModels',
    method: 'get',
    path: '/v1/linkage/model/compare',
    summary: 'Hai phiên bản trọng số khác nhau ở những mức nào',
    input: { query: z.object({ from: version, to: version }) },
    output: ModelComparison,
    access: { kind: 'own', roles: ROLES },
    journal: 'none',
    cli: { command: 'lists model compare' },
    example: { query: { from: '1', to: '1' } },
    handle: async (ctx, { query }) => orRefuse(await compareModels(ctx, query.from, query.to)),
  }),
  defineEndpoint({
    id: 'linkage.trainModel',
    method: 'post',
    path: '/v1/linkage/model/train',
    summary:
      'Tính lại trọng số từ các quyết định rà soát và các dòng khớp theo số định danh; xem trước hoặc dùng từ nay',
    input: { body: TrainInput },
    output: TrainOutcome,
    access: { kind: 'system' },
    journal: 'change',
    timeoutMs: 120_000,
    cli: { command: 'lists model train' },
    example: { body: { reason: 'Tính lại trọng số', preview: true } },
    handle: async (ctx, { body }) => orRefuse(await trainFromDecisions(ctx, body)),
  }),
];

const duplicateEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'linkage.findDuplicates',
    method: 'post',
    path: '/v1/linkage/{unit}/duplicates',
    summary:
      'Tìm trong sổ của một đơn vị những cặp hồ sơ có thể là một người; không tự gộp hồ sơ nào',
    input: {
      params: z.object({ unit: z.string().regex(/^(u?\d{1,10}|VN)$/) }),
      body: z.object({ later: z.boolean().default(false) }),
    },
    output: z.object({ jobId: z.string().nullable(), found: PairSummary.nullable() }),
    access: { kind: 'unit', roles: ROLES, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'change',
    timeoutMs: 300_000,
    cli: { command: 'people find-duplicates', positional: ['unit'] },
    example: { params: { unit: '08' }, body: { later: true } },
    async handle(ctx, { params, body: { later } }) {
      const { unitId } = await asOwner(ctx, () => getUnitByRef(ctx, parseUnitRef(params.unit)));
      if (!later) return { jobId: null, found: await findDuplicates(ctx, { unitId }) };
      const options = { key: `${DUPLICATES_JOB} ${unitId}`, queue: DUPLICATES_JOB };
      return {
        jobId: await ctx.jobs.add(ctx.db, DUPLICATES_JOB, { unitId }, options),
        found: null,
      };
    },
  }),
];

const upkeepEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'linkage.rebuild',
    method: 'post',
    path: '/v1/linkage/rebuild',
    summary: 'Lập lại toàn bộ bảng đối chiếu từ hồ sơ',
    input: {},
    output: z.object({ people: z.int() }),
    access: { kind: 'system' },
    journal: 'change',
    timeoutMs: 600_000,
    cli: { command: 'people rebuild-linkage' },
    example: {},
    handle: (ctx) => rebuildPersons(ctx),
  }),
];

export const linkageEndpoints: readonly AnyEndpoint[] = [
  ...modelEndpoints,
  ...upkeepEndpoints,
  ...duplicateEndpoints,
];
