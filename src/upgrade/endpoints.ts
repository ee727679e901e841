/** Where an upgrade stands, and finishing it by hand. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { KeptSet } from '../stores/kept.ts';
import { parseUnitRef } from '../units/ops.ts';
import { finishUpgrade, readUpgrade } from './ops.ts';

const UpgradeView = z.object({
  isFinished: z.boolean(),
  pending: z.array(z.string()),
  kept: z.array(
    z.object({
      name: z.string(),
      made: z.string().nullable(),
      version: z.string(),
      isCurrent: z.boolean(),
    }),
  ),
});

export type UpgradeView = z.infer<typeof UpgradeView>;

/** Half an hour: what it does at most for a province. */
const FINISH_MS = 1_800_000;

export function upgradeEndpoints(sets: readonly KeptSet[]): readonly AnyEndpoint[] {
  return [
    defineEndpoint({
      id: 'upgrade.status',
      method: 'get',
      path: '/v1/upgrade',
      summary: 'Việc còn lại sau khi nâng cấp: câu lệnh trên bảng lớn, số liệu lập lại từ hồ sơ',
      input: {},
      output: UpgradeView,
      access: { kind: 'unit', roles: ['administrator'], unit: () => parseUnitRef('VN') },
      journal: 'none',
      cli: { command: 'upgrade status' },
      example: {},
      handle: (ctx) => readUpgrade(ctx, sets),
    }),
    defineEndpoint({
      id: 'upgrade.finish',
      method: 'post',
      path: '/v1/upgrade/finish',
      summary: 'Làm nốt việc sau khi nâng cấp, không dừng hệ thống',
      input: {},
      output: UpgradeView,
      access: { kind: 'system' },
      journal: 'change',
      timeoutMs: FINISH_MS,
      cli: { command: 'upgrade finish' },
      example: {},
      handle: (ctx) => finishUpgrade(ctx, sets),
    }),
  ];
}
