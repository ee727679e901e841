/** Rows of the endpoint table: deciding the register, and what was decided. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { type Context, asOwner } from '../stores/context.ts';
import { decideRegister } from './decide-ops.ts';
import { DECIDE_JOB } from './jobs.ts';
import { getBasis } from './reads.ts';
import { DecideInput, DecideOutcome, StateView } from './types.ts';

export const MANAGING_ROLES: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

const decideEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entitlement.state',
    method: 'get',
    path: '/v1/entitlement/state',
    summary:
      'Kết quả xét đối tượng đang lưu: cho ngày nào, theo bộ luật nào, còn bao nhiêu người chờ xét lại',
    input: {},
    output: StateView,
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'entitlement state' },
    example: {},
    handle: async (ctx) => ({ basis: await asOwner(ctx, () => getBasis(ctx)) }),
  }),
  defineEndpoint({
    id: 'entitlement.decide',
    method: 'post',
    path: '/v1/entitlement/decide',
    summary: 'Xét đối tượng cho dân cư trong sổ: những người có thay đổi, hoặc tất cả',
    input: { body: DecideInput },
    output: DecideOutcome,
    access: { kind: 'own', roles: MANAGING_ROLES },
    journal: 'change',
    timeoutMs: 300_000,
    cli: { command: 'entitlement decide' },
    example: { body: { later: true } },
    async handle(ctx, { body: { later, ...request } }) {
      if (later) return { jobId: await addDecideJob(ctx, request), decided: null };
      return { jobId: null, decided: await decideRegister(ctx, request) };
    },
  }),
];

async function addDecideJob(ctx: Context, request: object): Promise<string> {
  const options = { key: DECIDE_JOB, queue: 'entitlement' };
  return await ctx.jobs.add(ctx.db, DECIDE_JOB, request, options);
}

export const entitlementEndpoints: readonly AnyEndpoint[] = [...decideEndpoints];
