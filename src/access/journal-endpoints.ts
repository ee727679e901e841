/** Rows of the endpoint table: the journal, for auditors and administrators of a place. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, today } from '../stores/context.ts';
import { resolveUnitReference } from './grants.ts';
import { anchorJournal, verifyJournal } from './journal.ts';
import { anchorKey, anchorPublicKey } from './journal-chain.ts';
import { listJournalRows } from './journal-sql.ts';
import { isRoot } from './rules.ts';
import { listPlacesInside } from './sql.ts';
import { AnchorView, JournalCheckView, JournalView, UnitReference } from './types.ts';

const READERS: readonly Role[] = ['auditor', 'administrator'];

const Page = z.object({ rows: z.array(JournalView), next: z.number().int().nullable() });

const filters = {
  from: z.iso.date().optional(),
  /** first day no longer wanted */
  to: z.iso.date().optional(),
  before: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(500).default(100),
};

export const journalEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'journal.list',
    method: 'get',
    path: '/v1/journal',
    summary: 'Nhật ký trong địa bàn của tôi: ai xem, ai sửa, khi nào, vì sao; mới nhất trước',
    input: {
      query: z.object({
        unit: UnitReference.optional(),
        user: z.string().max(64).optional(),
        kind: z.enum(['read', 'change', 'signIn', 'system']).optional(),
        action: z.string().max(100).optional(),
        ...filters,
      }),
    },
    output: Page,
    access: { kind: 'own', roles: READERS },
    journal: 'read',
    cli: { command: 'journal list' },
    example: { query: { limit: 10 } },
    async handle(ctx, { query: { unit, user, ...query } }) {
      const placeIds = await placesOf(ctx, unit);
      return await pageOf(ctx, { ...query, userId: user, placeIds });
    },
  }),
  defineEndpoint({
    id: 'journal.person',
    method: 'get',
    path: '/v1/people/{person}/journal',
    summary: 'Ai đã xem hoặc sửa hồ sơ của người này',
    input: {
      params: z.object({ person: z.number().int().positive() }),
      query: z.object(filters),
    },
    output: Page,
    access: { kind: 'person', roles: READERS, personId: ({ params }) => params.person },
    journal: 'read',
    cli: { command: 'journal person', positional: ['person'] },
    example: { params: { person: 80_000_000_001 }, query: { limit: 10 } },
    handle: (ctx, { params, query }) =>
      pageOf(ctx, { ...query, personId: params.person, placeIds: null }),
  }),
  defineEndpoint({
    id: 'journal.verify',
    method: 'post',
    path: '/v1/journal/verify',
    summary: 'Kiểm tra chuỗi nhật ký còn nguyên vẹn; nếu không, chỉ ra dòng đầu tiên bị sửa',
    input: {
      /** anchors exported earlier and kept elsewhere */
      body: z
        .object({ anchors: z.array(AnchorView).max(1000).default([]) })
        .default({ anchors: [] }),
    },
    output: JournalCheckView,
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    timeoutMs: 600_000,
    cli: { command: 'journal verify' },
    example: { body: { anchors: [] } },
    handle: (ctx, { body }) => verifyJournal(ctx, body.anchors),
  }),
  defineEndpoint({
    id: 'journal.anchor',
    method: 'get',
    path: '/v1/journal/anchor',
    summary: 'Mốc đã ký của nhật ký lúc này, để cất giữ ở nơi khác',
    input: {},
    output: z.object({ anchor: AnchorView, publicKey: z.string() }),
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    cli: { command: 'journal anchor' },
    example: {},
    async handle(ctx) {
      const anchor = await anchorJournal(ctx);
      if (!anchor || !ctx.vault) return refuse('access.noVault');
      return { anchor, publicKey: anchorPublicKey(anchorKey(await ctx.vault.secret('journal'))) };
    },
  }),
];

async function pageOf(
  ctx: Context,
  filter: Parameters<typeof listJournalRows>[1],
): Promise<{ rows: z.infer<typeof JournalView>[]; next: number | null }> {
  const found = await asOwner(ctx, () =>
    listJournalRows(ctx.db, { ...filter, limit: filter.limit + 1 }),
  );
  const rows = found
    .slice(0, filter.limit)
    .map((row) => ({ ...row, unitIds: [...row.unitIds], personIds: [...row.personIds] }));
  return { rows, next: found.length > rows.length ? (rows.at(-1)?.seq ?? null) : null };
}

/** Places of the actor, and of the unit if one is named; null = everything. */
async function placesOf(
  ctx: Context,
  unit: z.infer<typeof UnitReference> | undefined,
): Promise<number[] | null> {
  const isEverywhere = ctx.who.kind === 'system' || ctx.who.grants.some(isRoot);
  const own = isEverywhere ? null : await listPlacesInside(ctx.db, ctx.who.grants);
  if (unit === undefined) return own;
  const day = today(ctx);
  const unitId = await resolveUnitReference(ctx, unit, day);
  if (unitId === undefined) return refuse('access.unit.notFound');
  const inside = await listPlacesInside(ctx.db, [{ unitId, boundaries: day }]);
  if (own === null) return inside;
  const known = new Set(own);
  return known.has(unitId)
    ? inside.filter((place) => known.has(place))
    : refuse('access.unit.notFound');
}
