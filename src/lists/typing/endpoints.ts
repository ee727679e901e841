/** Rows of the endpoint table: a paper list typed row after row. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../../http/endpoint.ts';
import { refuse } from '../../kernel/outcome.ts';
import { type Context, asOwner } from '../../stores/context.ts';
import { getUnitByRef, parseUnitRef } from '../../units/ops.ts';
import { KIND_RULES, LIST_ROLES } from '../kinds.ts';
import { holdsOver } from '../pages-ops.ts';
import type { ListKind } from '../types.ts';
import { checkTyped, sendTyped } from './ops.ts';
import { CheckedRow, TypedCheck, TypedInput } from './types.ts';

const BODY_BYTES_MAX = 4 * 1024 * 1024;
const EXAMPLE = {
  kind: 'residents',
  unit: '02530',
  asOf: '2026-11-01',
  rows: [{ fullName: 'Lò Thị Mẫu', birthDate: '01/02/1990', sex: 'Nữ' }],
} as const;

const byUnit = {
  kind: 'unit' as const,
  roles: LIST_ROLES,
  unit: ({ body }: { body: { unit: string } }) => parseUnitRef(body.unit),
};

async function refuseOtherKinds(ctx: Context, unit: string, kind: ListKind): Promise<void> {
  const { unitId } = await asOwner(ctx, () => getUnitByRef(ctx, parseUnitRef(unit)));
  if (!(await holdsOver(ctx, unitId, KIND_RULES[kind].roles))) refuse('lists.kind.forbidden');
}

export const typingEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'lists.checkTyped',
    method: 'post',
    path: '/v1/typed-lists/check',
    summary: 'Các dòng đang nhập tay: lỗi từng ô, mỗi dòng là ai trong sổ; không ghi gì',
    input: { body: TypedCheck },
    output: z.object({ rows: z.array(CheckedRow) }),
    access: byUnit,
    journal: 'read',
    reach: (_input, { rows }) => ({
      personIds: [...new Set(rows.flatMap((row) => row.personId ?? []))],
    }),
    bodyBytesMax: BODY_BYTES_MAX,
    cli: { command: 'lists check-typed' },
    example: { body: EXAMPLE },
    async handle(ctx, { body: { rows, ...input } }) {
      await refuseOtherKinds(ctx, input.unit, input.kind);
      return { rows: await checkTyped(ctx, input, rows) };
    },
  }),
  defineEndpoint({
    id: 'lists.sendTyped',
    method: 'post',
    path: '/v1/typed-lists',
    summary: 'Gửi các dòng nhập tay thành một danh sách: chênh lệch, vào sổ, hoàn tác như mọi tệp',
    input: { body: TypedInput },
    output: z.object({ listId: z.int(), repeated: z.boolean(), jobId: z.string().nullable() }),
    access: byUnit,
    journal: 'change',
    bodyBytesMax: BODY_BYTES_MAX,
    cli: { command: 'lists type' },
    example: { body: { ...EXAMPLE, sender: 'Thôn Mẫu' } },
    async handle(ctx, { body: { rows, ...input } }) {
      await refuseOtherKinds(ctx, input.unit, input.kind);
      return await sendTyped(ctx, input, rows);
    },
  }),
];
