/** A list goes into the register as one entry, and comes out again. */
import { sql } from 'kysely';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { allocateHouseholdIds, allocatePersonIds, loadFacts, undoEntry } from '../registry/ops.ts';
import type { BulkSources, BulkSuperseded } from '../registry/types.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { scopeOf } from '../units/ops.ts';
import { compareList, comparingOf, issuerOf } from './compare-ops.ts';
import { type Comparing, openPlaces } from './compare-sql.ts';
import { checkBrake, checkNotEmpty } from './brake.ts';
import {
  CHANGED_TABLES,
  changedFacts,
  countNewByProvince,
  countNewHouseholds,
  endedFacts,
  giveHouseholdIds,
  giveNewIds,
  newCards,
  newHouseholds,
  newResidences,
  newStatuses,
  newVersions,
  openHouseholds,
  openMembers,
  openProvinces,
} from './commit-sql.ts';
import { getListAsOwner } from './intake-ops.ts';
import { KIND_RULES } from './kinds.ts';
import { defaultPeriod } from './periods.ts';
import { hasNewDecisions } from './review-ops.ts';
import {
  markListApplied,
  releaseAppliedBy,
  returnItemsOfList,
  withdrawItemsOfList,
} from './review/ops.ts';
import { type ListRow, findLastEntryId, lockList, updateList } from './sql.ts';
import type { ListCounts } from './types.ts';

export interface CommittedList {
  listId: number;
  /** null = the list says nothing the register does not know */
  entryId: number | null;
  people: number;
}

export interface CommitChoice {
  /** how many lose what they had, repeated by who commits a list that takes it from unusually many */
  vanished?: number | undefined;
}

/**
 * Everything the difference says, visible at once: new people, changed facts, what absence ends.
 * Conflicts and rows that wait for somebody stay out; a later commit takes in what was decided then.
 * Refused with `lists.stale` when register or decisions moved since the difference was made.
 */
export async function commitList(
  ctx: Context,
  listId: number,
  reason: string,
  choice: CommitChoice = {},
): Promise<CommittedList> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await lockList(tx.db, listId);
      const before = await getListAsOwner(tx, listId);
      // committed meanwhile by somebody else, and nothing was decided since: what it changed stands
      if (before.state === 'committed' && before.isStale && !(await hasNewDecisions(tx, before))) {
        return { listId, entryId: null, people: 0 };
      }
      const list = await getReadyList(tx, listId);
      checkNotEmpty(list);
      checkBrake(list, choice.vanished);
      const comparing = comparingOf(tx, list);
      const loaded = await writeFacts(tx, comparing, list, reason);
      const at = tx.now().toString();
      const entryIds = loaded ? [...list.entryIds, loaded.entryId] : list.entryIds;
      if (loaded) await markListApplied(tx, listId, loaded.entryId);
      await updateList(tx.db, listId, at, {
        state: 'committed',
        entryIds,
        step: null,
        failure: null,
        comparedEntryId: await findLastEntryId(tx.db),
        isStale: true,
        counts: takenCounts(list),
      });
      return { listId, entryId: loaded?.entryId ?? null, people: loaded?.people ?? 0 };
    }),
  );
}

/** What this difference brings is put to what earlier commits of the list brought. */
function takenCounts({ counts }: ListRow): Partial<ListCounts> {
  return {
    takenNew: (counts.takenNew ?? 0) + (counts.new ?? 0),
    takenChanged: (counts.takenChanged ?? 0) + (counts.changed ?? 0),
    takenVanished: (counts.takenVanished ?? 0) + (counts.vanished ?? 0),
  };
}

const COMMITTABLE: ReadonlySet<string> = new Set(['compared', 'reviewed', 'committed']);

/** The list with a difference that is the register's of now, and the one that was shown. */
async function getReadyList(tx: Context, listId: number): Promise<ListRow> {
  const shown = await getListAsOwner(tx, listId);
  if (!COMMITTABLE.has(shown.state)) refuse('lists.state.notNow', { state: shown.state });
  if (!KIND_RULES[shown.kind].isOfPeople) return shown;
  const broken = shown.figures.find((figure) => figure.code === 'statedBySender' && !figure.agrees);
  if (broken) refuse('lists.figures.disagree', { expected: broken.expected, found: broken.found });
  const isFresh =
    !shown.isStale &&
    shown.comparedEntryId === (await findLastEntryId(tx.db)) &&
    !(await hasNewDecisions(tx, shown));
  if (isFresh) return shown;
  await compareList(tx, listId);
  const now = await getListAsOwner(tx, listId);
  const hasMoved = DIFFERENCE_COUNTS.some((name) => shown.counts[name] !== now.counts[name]);
  // what nobody has seen is not taken in; a committed list is looked at by who commits the rest
  if (hasMoved && shown.state !== 'committed') refuse('lists.stale');
  return now;
}

const DIFFERENCE_COUNTS = ['new', 'changed', 'vanished', 'conflict'] as const;

async function writeFacts(
  tx: Context,
  comparing: Comparing,
  list: ListRow,
  reason: string,
): Promise<{ entryId: number; people: number } | null> {
  const { listId } = list;
  if (!KIND_RULES[list.kind].isOfPeople || !(await hasChanges(tx, listId))) return null;
  await openPlaces(comparing, await scopeOf(tx, list.unitId, today(tx)));
  await openProvinces(comparing);
  for (const { code, people } of await countNewByProvince(tx.db, listId)) {
    await giveNewIds(tx.db, listId, code, await allocatePersonIds(tx, code, people));
  }
  await openHouseholds(comparing);
  for (const { code, people } of await countNewHouseholds(tx.db)) {
    await giveHouseholdIds(tx.db, code, await allocateHouseholdIds(tx, code, people));
  }
  await openMembers(comparing);
  const superseded: BulkSuperseded = {};
  for (const table of CHANGED_TABLES) superseded[table] = endedFacts(listId, table);
  const meta = { kind: 'import' as const, reason, source: `lists/${listId} ${list.fileName}` };
  return await loadFacts(tx, meta, sourcesOf(comparing, list), superseded);
}

async function hasChanges(tx: Context, listId: number): Promise<boolean> {
  const found = await sql<{ yes: boolean }>`
    select exists (
      select from lists.change
      where list_id = ${listId} and (kind in ('new', 'changed') or cardinality(ends) > 0)
    ) as yes`.execute(tx.db);
  return found.rows[0]?.yes === true;
}

function sourcesOf(comparing: Comparing, list: ListRow): BulkSources {
  const { listId, asOf, source } = comparing;
  const rule = KIND_RULES[list.kind];
  const { asserts } = rule;
  const period = defaultPeriod(rule, list.options, asOf);
  const fresh = { listId, asOf, source };
  const both = (one: ReturnType<typeof sql>, other: ReturnType<typeof sql> | null) => ({
    statement: other ? sql`${one} union all ${other}` : one,
  });
  const status = asserts.status ? newStatuses(fresh, asserts.status, period) : null;
  const cards = asserts.participation ? newCards(fresh, period, issuerOf(list.options)) : null;
  return {
    person_version: both(changedFacts(listId, 'person_version'), newVersions(fresh)),
    residence: both(
      changedFacts(listId, 'residence'),
      newResidences(fresh, list.kind === 'newborns'),
    ),
    household: { statement: newHouseholds(asOf) },
    household_member: both(changedFacts(listId, 'household_member'), null),
    status: both(changedFacts(listId, 'status'), status),
    participation: both(changedFacts(listId, 'participation'), cards),
  };
}

// ── back ────────────────────────────────────────────────────────────────────────────────────────

export interface UndoneList {
  listId: number;
  /** entries that took the list's entries back, newest first */
  entryIds: number[];
  people: number;
}

/**
 * The world before the list. Refused while later decisions depend on it: one fault each
 * (`registry.undo.dependent`).
 */
export async function undoList(ctx: Context, listId: number, reason: string): Promise<UndoneList> {
  return await inTransaction(ctx, async (tx) => {
    const list = await asOwner(tx, async () => {
      await lockList(tx.db, listId);
      return await getListAsOwner(tx, listId);
    });
    if (list.state !== 'committed') refuse('lists.state.notNow', { state: list.state });
    const undone: UndoneList = { listId, entryIds: [], people: 0 };
    for (const entryId of list.entryIds.toReversed()) {
      const done = await undoEntry(tx, entryId, reason);
      undone.entryIds.push(done.entryId);
      undone.people += done.people;
      await releaseAppliedBy(tx, entryId);
    }
    await returnItemsOfList(tx, listId);
    await asOwner(tx, () =>
      updateList(tx.db, listId, tx.now().toString(), {
        state: 'undone',
        entryIds: [],
        isStale: true,
        counts: { takenNew: 0, takenChanged: 0, takenVanished: 0 },
      }),
    );
    return undone;
  });
}

/** A list that shall not be taken in; its bytes may come again. */
export async function abandonList(ctx: Context, listId: number): Promise<void> {
  await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await lockList(tx.db, listId);
      const list = await getListAsOwner(tx, listId);
      if (list.state === 'committed') refuse('lists.state.notNow', { state: list.state });
      await withdrawItemsOfList(tx, listId);
      await updateList(tx.db, listId, tx.now().toString(), { state: 'abandoned', step: null });
    }),
  );
}

/** The expected faults of a step that failed; undefined = something of ours broke. */
export function faultsOf(cause: unknown): readonly Fault[] | undefined {
  return cause instanceof Refusal ? cause.faults : undefined;
}
