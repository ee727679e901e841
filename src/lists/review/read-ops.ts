/** What screens read of the review: queues, lists of items, time to clear. With the caller's rights. */
import { addDays } from '../../kernel/dates.ts';
import { refuse } from '../../kernel/outcome.ts';
import { describePlaces } from '../../registry/places.ts';
import { type Context, asOwner, inTransaction, today } from '../../stores/context.ts';
import { getUnitByRef, listRefs, parseUnitRef, refOf, scopeOf } from '../../units/ops.ts';
import { KIND_RULES, kindsDecidedBy } from './kinds.ts';
import { listDetected } from './sql-detect.ts';
import { type PersonNow, listPeopleNow } from './sql-people.ts';
import {
  type ItemFilter,
  type ItemRow,
  type Within,
  countItemRows,
  countQueues,
  listClearing,
  listItemRows,
  listItemRowsById,
} from './sql-read.ts';
import { type ItemId, REVIEW_KINDS, type ReviewKind } from './types.ts';
import type { ClearingView, ItemLine, ItemsPage, QueueView } from './views.ts';

/** A queue a kind, also the empty ones: nothing to do is worth knowing. */
export async function listQueues(ctx: Context, unit: string | undefined): Promise<QueueView[]> {
  return await inTransaction(ctx, async (tx) => {
    const within = await withinOf(tx, unit);
    const counted = await countQueues(tx.db, within, tx.who.userId, today(tx));
    const detected = await asOwner(tx, () => listDetected(tx.db));
    const decides = mayDecideKinds(tx);
    return REVIEW_KINDS.map((kind) => {
      const row = counted.find((one) => one.kind === kind);
      const run = detected.find((one) => one.kind === kind);
      const { source, isSensitive, dueDays } = KIND_RULES[kind];
      return {
        ...NOTHING,
        ...row,
        kind,
        source,
        isSensitive,
        dueDays,
        isDecider: decides.has(kind),
        detected: run ? { on: run.detectedOn, found: run.found, isCut: run.isCut } : null,
      };
    });
  });
}

const NOTHING = {
  open: 0,
  later: 0,
  overdue: 0,
  dueSoon: 0,
  mine: 0,
  nobodys: 0,
  oldestOpenedAt: null,
};

function mayDecideKinds(tx: Context): ReadonlySet<ReviewKind> {
  if (tx.who.kind === 'system') return new Set(REVIEW_KINDS);
  return new Set(kindsDecidedBy(tx.who.grants.map((grant) => grant.role)));
}

async function withinOf(tx: Context, unit: string | undefined): Promise<Within | null> {
  if (unit === undefined) return null;
  const { unitId } = await getUnitByRef(tx, parseUnitRef(unit), today(tx));
  return await scopeOf(tx, unitId, today(tx));
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────

export interface ItemQuery {
  unit?: string;
  kind?: ReviewKind;
  state?: 'open' | 'later' | 'decided' | 'withdrawn' | 'any';
  overdue?: boolean;
  mine?: boolean;
  list?: number;
  personId?: number;
  scoreMin?: number;
  scoreMax?: number;
  limit?: number;
  cursor?: string;
}

const ITEMS_MAX = 500;

export async function listItems(ctx: Context, query: ItemQuery): Promise<ItemsPage> {
  return await inTransaction(ctx, async (tx) => {
    const limit = Math.min(query.limit ?? 100, ITEMS_MAX);
    const state = query.state ?? 'open';
    const filter: ItemFilter = {
      within: await withinOf(tx, query.unit),
      kind: query.kind ?? null,
      state: state === 'any' ? null : state,
      overdue: query.overdue ?? false,
      assigneeId: query.mine === true ? tx.who.userId : null,
      listId: query.list ?? null,
      personId: query.personId ?? null,
      scoreMin: query.scoreMin ?? null,
      scoreMax: query.scoreMax ?? null,
      day: today(tx),
      limit: limit + 1,
      after: readCursor(query.cursor),
    };
    const rows = await listItemRows(tx.db, filter);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last ? `${last.dueOn}.${last.itemId}` : null;
    const total = await countItemRows(tx.db, filter);
    return { items: await describeItems(tx, shown), total, next };
  });
}

function readCursor(cursor: string | undefined): ItemFilter['after'] {
  if (cursor === undefined) return null;
  const found = /^(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/.exec(cursor);
  if (!found) refuse('input.wrongFormat', undefined, 'cursor');
  return { dueOn: found[1] ?? '', itemId: Number(found[2]) };
}

/** Lines by id, in that order; what the caller may not see is missing. */
export async function listItemLines(tx: Context, itemIds: readonly ItemId[]): Promise<ItemLine[]> {
  return await describeItems(tx, await listItemRowsById(tx.db, itemIds));
}

export async function describeItems(tx: Context, rows: readonly ItemRow[]): Promise<ItemLine[]> {
  const people = await listPeopleNow(tx.db, rows.flatMap(peopleOf), today(tx));
  const placeIds = rows.map((row) => row.placeId);
  const places = await describePlaces(tx.db, placeIds, today(tx));
  return rows.map((row) => toLine(row, people, places.get(row.placeId) ?? null, tx));
}

function peopleOf(row: ItemRow): number[] {
  const best = row.evidence.candidates[0]?.personId ?? null;
  return [row.personId, row.otherPersonId, best].filter((id) => id !== null);
}

function toLine(
  row: ItemRow,
  people: ReadonlyMap<number, PersonNow>,
  place: ItemLine['place'],
  tx: Context,
): ItemLine {
  const find = (id: number | null): PersonNow | undefined =>
    id === null ? undefined : people.get(id);
  const own = find(row.personId);
  const name = row.evidence.row ?? own;
  const other = find(row.evidence.candidates[0]?.personId ?? row.otherPersonId);
  const isOpen =
    row.state === 'open' ||
    (row.state === 'later' && row.laterUntil !== null && row.laterUntil <= today(tx));
  return {
    itemId: row.itemId,
    kind: row.kind,
    placeId: row.placeId,
    place,
    name: name?.fullName ?? null,
    birthYear: name?.birthDate ? Number(name.birthDate.slice(0, 4)) : null,
    otherName: other?.fullName ?? null,
    personId: own ? row.personId : null,
    listId: row.listId,
    listRow: row.listRow,
    score: row.score,
    agreement: row.agreement,
    facts: row.evidence.facts,
    openedAt: row.openedAt,
    dueOn: row.dueOn,
    isOverdue: isOpen && row.dueOn < today(tx),
    state: isOpen ? 'open' : row.state,
    laterUntil: row.laterUntil,
    assigneeName: row.assigneeName,
    isMine: row.assigneeId === tx.who.userId,
    decision: row.decision,
    decidedAt: row.decidedAt,
    decidedBy: row.decidedBy,
    reason: row.reason,
  };
}

// ── time to clear ───────────────────────────────────────────────────────────────────────────────

/** `[from, to)`; without days the last 90. */
export async function readClearing(
  ctx: Context,
  query: { unit?: string; from?: string; to?: string },
): Promise<ClearingView> {
  return await inTransaction(ctx, async (tx) => {
    const day = today(tx);
    const to = query.to ?? addDays(day, 1);
    const from = query.from ?? addDays(to, -90);
    const within = await withinOf(tx, query.unit);
    const rows = await listClearing(tx.db, within, { from, to }, day);
    const refs = await listRefs(
      tx,
      rows.map((row) => row.unitId),
      day,
    );
    return {
      from,
      to,
      rows: rows.map((row) => ({ ...row, unitName: refOf(refs, row.unitId).name })),
    };
  });
}
