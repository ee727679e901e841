/**
 * What lists and detectors tell the review, and what they ask of it: raising items, the decisions
 * on the rows of a list, that a list was taken in or taken back.
 */
import { z } from 'zod';
import { asOwner, inTransaction, today, type Context } from '../../stores/context.ts';
import { findModel } from '../linkage/model-ops.ts';
import { FIRST_MODEL } from '../linkage/model.ts';
import type { LinkageModel } from '../linkage/types.ts';
import { type ComparedRecord, compareRecords } from './agreement.ts';
import { KIND_RULES } from './kinds.ts';
import { listCommunes, listPeopleNow, type PersonNow } from './sql-people.ts';
import {
  type RaisedLine,
  copyRaised,
  claimDecided,
  linkCounterparts,
  listItemsById,
  listItemsOfList,
  listMovingLessons,
  markItemsApplied,
  mergeRaised,
  openRaised,
  releaseItems,
  returnItems,
  withdrawOfList,
} from './sql.ts';
import { forgetRows, teachLinkage } from './teaching.ts';
import {
  type Raised,
  RaisedItem,
  type RaisedItemInput,
  type ReviewKind,
  type RowDecision,
} from './types.ts';
import { weigh } from './weighing.ts';

/**
 * Puts matters before those who decide them. The same matter again is the same item: open, put off
 * or decided as it was. Where the best candidate lives in another commune, that commune gets an item
 * with the row, and neither sees more of the other than its role allows.
 */
export async function raiseItems(
  ctx: Context,
  inputs: readonly RaisedItemInput[],
): Promise<Raised> {
  if (inputs.length === 0) return { opened: 0, waiting: 0, decided: 0 };
  const given = z.array(RaisedItem).parse(inputs);
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const known = await readKnown(tx, given);
      const items = given.map((item) => weighItem(item, known));
      const others = items.flatMap((item) => counterpartOf(item, known));
      await openRaised(tx.db);
      const all = [...items, ...others.map((other) => other.item)];
      await copyRaised(
        tx.db,
        all.map((item) => toLine(item, known)),
      );
      const moved = await listMovingLessons(tx.db);
      const raised = await mergeRaised(tx.db, { now: tx.now().toString(), today: today(tx) });
      await forgetRows(tx, moved);
      await teachLinkage(
        tx,
        moved.map((item) => item.itemId),
      );
      await linkCounterparts(
        tx.db,
        others.flatMap(({ of, item }) => [
          [of.kind, of.matter, item.kind, item.matter],
          [item.kind, item.matter, of.kind, of.matter],
        ]),
      );
      return raised;
    }),
  );
}

/**
 * Rows that linkage gave to somebody of whom it was decided that it is another: the decision goes
 * with the sender's row into this list. To be called before its decisions are read.
 */
export async function followDecisions(tx: Context, listId: number): Promise<void> {
  await asOwner(tx, async () => {
    const claimed = await claimDecided(tx.db, listId);
    await forgetRows(tx, claimed);
    await teachLinkage(
      tx,
      claimed.map((item) => item.itemId),
    );
  });
}

/** Items of a list that waits no more (refused, replaced, undone); decided ones stay decided. */
export async function withdrawItemsOfList(ctx: Context, listId: number): Promise<number> {
  return await inTransaction(ctx, (tx) => asOwner(tx, () => withdrawOfList(tx.db, listId)));
}

/**
 * What was decided on the items of a list so far, by row; what is undecided is `waiting`.
 * @param followed rows that took a decision over whose item has gone on to a later list
 */
export async function listRowDecisions(
  ctx: Context,
  listId: number,
  followed: readonly { itemId: number; rowNo: number }[] = [],
): Promise<RowDecision[]> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const own = await listItemsOfList(tx.db, listId);
      const here = new Set(own.map((item) => item.itemId));
      const rowOf = new Map(followed.map(({ itemId, rowNo }) => [itemId, rowNo]));
      const gone = [...rowOf.keys()].filter((itemId) => !here.has(itemId));
      const elsewhere = (await listItemsById(tx.db, gone)).map((item) => ({
        ...item,
        listRow: rowOf.get(item.itemId) ?? item.listRow,
      }));
      return [...own, ...elsewhere].map(({ decidedPersonId, ...row }) => ({
        ...row,
        outcome: outcomeOf(row.kind, row.decision),
        personId: row.decision === 'accept' ? decidedPersonId : null,
      }));
    }),
  );
}

/** A row that was repeated is nobody's; one that was not goes its way as if nobody had asked. */
function outcomeOf(kind: ReviewKind, decision: RowDecision['decision']): RowDecision['outcome'] {
  if (kind === 'repeatedRow') return decision === 'accept' ? 'leaveOut' : 'waiting';
  return decision === null ? 'waiting' : OUTCOMES[decision];
}

const OUTCOMES = { accept: 'link', new: 'new', reject: 'leaveOut' } as const;

/** In the transaction of the list's commit: its decisions cannot be undone while `entryId` stands. */
export async function markListApplied(tx: Context, listId: number, entryId: number): Promise<void> {
  await asOwner(tx, () => markItemsApplied(tx.db, listId, entryId));
}

/** In the transaction of the list's undo: its decisions may be changed again. */
export async function releaseAppliedBy(tx: Context, entryId: number): Promise<void> {
  await asOwner(tx, () => releaseItems(tx.db, entryId));
}

/** In the transaction of the list's undo: its items go back to a list that still stands by them. */
export async function returnItemsOfList(tx: Context, listId: number): Promise<void> {
  await asOwner(tx, async () => {
    const returned = await returnItems(tx.db, listId);
    await forgetRows(tx, returned);
    await teachLinkage(
      tx,
      returned.map((item) => item.itemId),
    );
  });
}

interface Known {
  /** weighs what linkage has not weighed */
  model: LinkageModel;
  people: ReadonlyMap<number, PersonNow>;
  communes: ReadonlyMap<number, number>;
}

async function readKnown(tx: Context, items: readonly RaisedItem[]): Promise<Known> {
  const personIds = items.flatMap((item) => {
    const candidates = item.evidence.candidates.map((one) => one.personId);
    return [item.personId, item.otherPersonId, ...candidates].filter((id) => id !== null);
  });
  const placeIds = items.flatMap((item) => [item.placeId, item.evidence.row?.placeId ?? []].flat());
  return {
    model: (await findModel(tx)) ?? FIRST_MODEL,
    people: await listPeopleNow(tx.db, [...new Set(personIds)], today(tx)),
    communes: await listCommunes(tx.db, [...new Set(placeIds)], today(tx)),
  };
}

/** The item for the place where the best candidate lives, when that is another commune. */
function counterpartOf(item: RaisedItem, known: Known): { of: RaisedItem; item: RaisedItem }[] {
  if (item.kind !== 'doubtfulMatch' && item.kind !== 'inOtherPlace') return [];
  const best = item.evidence.candidates[0];
  const person = best && known.people.get(best.personId);
  if (!best || !person?.placeId || !item.evidence.row) return [];
  const here = known.communes.get(item.placeId);
  if (here === undefined || person.communeId === here) return [];
  const other: RaisedItem = {
    ...item,
    kind: 'inOtherPlace',
    matter: `${item.matter}@${best.personId}`,
    placeId: person.placeId,
    personId: best.personId,
    list: null,
    evidence: { ...item.evidence, candidates: [best], facts: { side: 'other' } },
  };
  return [{ of: item, item: other }];
}

function toLine(item: RaisedItem, known: Known): RaisedLine {
  const rule = KIND_RULES[item.kind];
  return [
    item.kind,
    item.matter,
    item.placeId,
    item.personId,
    item.otherPersonId,
    item.list?.listId ?? null,
    item.list?.row ?? null,
    item.score,
    JSON.stringify(agreementOf(item, known)),
    JSON.stringify(item.evidence),
    rule.dueDays,
    rule.returnsAfterDays,
  ];
}

function weighItem(item: RaisedItem, known: Known): RaisedItem {
  const own = subjectOf(item, known);
  const { candidates } = item.evidence;
  if (!own || candidates.every((one) => one.levels !== null)) return item;
  const weighed = candidates.map((one) => {
    const person = known.people.get(one.personId);
    return person ? weigh(one, own, person, known.model) : one;
  });
  const modelVersion = item.evidence.modelVersion ?? known.model.version;
  return { ...item, evidence: { ...item.evidence, candidates: weighed, modelVersion } };
}

function agreementOf(item: RaisedItem, known: Known): object {
  const best = item.evidence.candidates[0]?.personId ?? item.otherPersonId;
  const person = best === null ? undefined : known.people.get(best);
  const own = subjectOf(item, known);
  return person && own && own !== person ? compareRecords(own, person) : {};
}

/** What an item asks about, as it is compared: its row, else its person. */
function subjectOf(item: RaisedItem, known: Known): ComparedRecord | undefined {
  const { row } = item.evidence;
  if (!row) return item.personId === null ? undefined : known.people.get(item.personId);
  const placeId = row.placeId ?? item.placeId;
  return { ...row, placeId, communeId: known.communes.get(placeId) ?? null };
}
