/** Where an upgrade stands. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { KeptSet } from '../stores/kept.ts';
import { readUpgrade } from './ops.ts';

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

export function upgradeEndpoints(sets: readonly KeptSet[]): readonly AnyEndpoint[] {
  return [
    defineEndpoint({
      id: 'upgrade.status',
      method: 'get',
      path: '/v1/upgrade',
      summary: 'Việc còn lại sau khi nâng cấp: câu lệnh trên bảng lớn, số liệu lập lại từ hồ sơ',
      input: {},
      output: UpgradeView,
      access: { kind: 'own', roles: ['administrator'] },
      journal: 'none',
      cli: { command: 'upgrade status' },
      example: {},
      handle: (ctx) => readUpgrade(ctx, sets),
    }),
  ];
}
