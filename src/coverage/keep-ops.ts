/** Keeps the counts true with every write to the register, and makes them anew when asked. */
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import type { Database } from '../stores/database.ts';
import type { KeptSet } from '../stores/kept.ts';
import { END_DAY, OPEN_END } from './days.ts';
import { currentLaw } from './law.ts';
import { makeSignatures } from './signatures.ts';
import {
  type FactCells,
  type FactScope,
  addCounts,
  addFlows,
  emptyCounts,
  emptyCountsUnseen,
  findEntrySize,
  findKeptOrder,
  insertSignatures,
  keepOrder,
  keepPlaces,
  listSignatures,
  listTouchedPersons,
  lockCounts,
  markPlaces,
  moveAnchors,
  streamFacts,
} from './sql.ts';
import { makeFlowSums } from './sums.ts';
import {
  type CardFact,
  type CountingLaw,
  type ResidenceFact,
  flowsOf,
  timelineOf,
} from './timeline.ts';

export interface Kept {
  people: number;
  /** sums that changed */
  flows: number;
  counts: number;
}

/** Up to so many persons are asked for by their ids; more are streamed. */
const FEW_PERSONS_MAX = 2_000;

/**
 * Follows one entry of the register in its transaction: what the persons it touched were counted
 * as before is taken back, what they count as now is added. Both come from the bitemporal rows.
 */
export async function applyEntry(tx: Context, entryId: number): Promise<Kept> {
  return await asOwner(tx, async () => {
    await lockCounts(tx.db);
    const { order } = currentLaw();
    const kept = await findKeptOrder(tx.db);
    if (kept === '') await keepOrder(tx.db, order.version);
    else if (kept !== order.version) return await countAll(tx.db, entryId);
    const few = await listTouchedPersons(tx.db, entryId, FEW_PERSONS_MAX + 1);
    if (few.length === 0) return { people: 0, flows: 0, counts: 0 };
    if (few.length <= FEW_PERSONS_MAX) return await count(tx.db, { entryId, personIds: few });
    // the loads that fill a register: to count all anew is less work than to merge into the little
    const size = await findEntrySize(tx.db, entryId);
    if (size.people > FEW_PERSONS_MAX && size.keptIsLess) return await countAll(tx.db, entryId);
    return await count(tx.db, { entryId, personIds: null });
  });
}

/** After places got another anchor: their sums move to it, in the same transaction. */
export async function rebuildPlaces(tx: Context, placeIds: readonly number[]): Promise<void> {
  if (placeIds.length === 0) return;
  await asOwner(tx, async () => {
    await lockCounts(tx.db);
    await moveAnchors(tx.db, placeIds);
  });
}

/** All counts anew from the facts known now. A minute for a million people; readers wait. */
export async function rebuildAll(ctx: Context): Promise<Kept> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await lockCounts(tx.db);
      return await countAll(tx.db, null);
    }),
  );
}

/**
 * The counts, made by the order in which `policy/` counts the categories. While they are made anew
 * everybody reads the old ones; an entry waits for the end, a minute for a million people.
 */
export const countsSet: KeptSet = {
  name: 'coverage.counts',
  get version() {
    return currentLaw().order.version;
  },
  async findMade(ctx) {
    const kept = await findKeptOrder(ctx.db);
    return kept === '' ? null : kept;
  },
  async rebuild(ctx, onShare) {
    await inTransaction(ctx, (tx) =>
      asOwner(tx, async () => {
        await lockCounts(tx.db);
        await onShare(0);
        await countAll(tx.db, null, emptyCountsUnseen);
        await onShare(0.95);
      }),
    );
    await onShare(1);
  },
};

/** `entryId`: the entry that brought it about; null when no fact changed. */
async function countAll(
  db: Database,
  entryId: number | null,
  empty: typeof emptyCounts = emptyCounts,
): Promise<Kept> {
  const restoreKeys = await empty(db);
  await keepOrder(db, currentLaw().order.version);
  const kept = await count(db, { entryId: null, personIds: null });
  await restoreKeys();
  if (entryId !== null) await markPlaces(db, null, entryId);
  return kept;
}

async function count(db: Database, scope: FactScope): Promise<Kept> {
  const { order } = currentLaw();
  const signatures = makeSignatures(await listSignatures(db), order);
  const sums = makeFlowSums();
  const reader = makePersonReader({ order, signatures }, sums.add);
  await streamFacts(db, scope, reader.onFact);
  reader.finish();
  await insertSignatures(db, signatures.added());
  if (scope.entryId !== null) await markPlaces(db, reader.placeIds(), scope.entryId);
  const placeIds = sums.placeIds();
  if (placeIds.length === 0) return { people: reader.people(), flows: 0, counts: 0 };
  const places = await keepPlaces(db, placeIds);
  const flows = await addFlows(db, sums.flowRows(), places.areNew);
  const counts = await addCounts(db, sums.countRows(places.areas), places.areNew);
  return { people: reader.people(), flows, counts };
}

interface KnownFacts {
  residences: ResidenceFact[];
  cards: CardFact[];
}

const BEFORE = 1;
const AFTER = 2;
const FIRST_CARD = 10;

/** Facts come person by person; each finished person is turned into flows. */
function makePersonReader(law: CountingLaw, onFlow: ReturnType<typeof makeFlowSums>['add']) {
  const before: KnownFacts = { residences: [], cards: [] };
  const after: KnownFacts = { residences: [], cards: [] };
  const places = new Set<number>();
  let person = '';
  let people = 0;

  const addFlowsOf = (facts: KnownFacts, n: number): void => {
    if (facts.residences.length === 0) return;
    const timeline = timelineOf(facts, law);
    flowsOf(timeline, (day, placeId, from, to) => onFlow(day, placeId, from, to, n), END_DAY);
  };
  const finish = (): void => {
    if (person === '') return;
    people += 1;
    addFlowsOf(before, -1);
    addFlowsOf(after, 1);
    before.residences.length = 0;
    before.cards.length = 0;
    after.residences.length = 0;
    after.cards.length = 0;
  };
  const onFact = (cells: FactCells): void => {
    const [personId, what, subject, from, to, flags] = cells;
    if (personId !== person) {
      finish();
      person = personId ?? '';
    }
    const kind = Number(what);
    const period = { from: Number(from), to: to === null ? OPEN_END : Number(to) };
    const known = Number(flags);
    if (kind < FIRST_CARD) {
      places.add(Number(subject));
      const fact: ResidenceFact = { ...period, placeId: Number(subject), kind };
      if (known & BEFORE) before.residences.push(fact);
      if (known & AFTER) after.residences.push(fact);
    } else {
      const category = law.order.codeOf(subject ?? '');
      const fact: CardFact = { ...period, category, issuer: kind - FIRST_CARD };
      if (known & BEFORE) before.cards.push(fact);
      if (known & AFTER) after.cards.push(fact);
    }
  };
  return { onFact, finish, people: () => people, placeIds: () => [...places] };
}
