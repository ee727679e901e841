/**
 * What lists and detectors tell the review, and what they ask of it: raising items, the decisions
 * on the rows of a list, that a list was taken in or taken back.
 */
import { z } from 'zod';
import { asOwner, inTransaction, today, type Context } from '../../stores/context.ts';
import { compareRecords } from './agreement.ts';
import { KIND_RULES } from './kinds.ts';
import { listCommunes, listPeopleNow, type PersonNow } from './sql-people.ts';
import {
  type RaisedLine,
  copyRaised,
  linkCounterparts,
  listItemsOfList,
  markItemsApplied,
  mergeRaised,
  openRaised,
  releaseItems,
  withdrawOfList,
} from './sql.ts';
import {
  type Raised,
  RaisedItem,
  type RaisedItemInput,
  type RowDecision,
  type RowRecord,
} from './types.ts';

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
  const items = z.array(RaisedItem).parse(inputs);
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const known = await readKnown(tx, items);
      const others = items.flatMap((item) => counterpartOf(item, known));
      await openRaised(tx.db);
      const all = [...items, ...others.map((other) => other.item)];
      await copyRaised(
        tx.db,
        all.map((item) => toLine(item, known)),
      );
      const raised = await mergeRaised(tx.db, { now: tx.now().toString(), today: today(tx) });
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

/** Items of a list that waits no more (refused, replaced, undone); decided ones stay decided. */
export async function withdrawItemsOfList(ctx: Context, listId: number): Promise<number> {
  return await inTransaction(ctx, (tx) => asOwner(tx, () => withdrawOfList(tx.db, listId)));
}

/** What was decided on the items of a list so far, by row; what is undecided is `waiting`. */
export async function listRowDecisions(ctx: Context, listId: number): Promise<RowDecision[]> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const rows = await listItemsOfList(tx.db, listId);
      return rows.map(({ decidedPersonId, ...row }) => ({
        ...row,
        outcome: row.decision === null ? 'waiting' : OUTCOMES[row.decision],
        personId: row.decision === 'accept' ? decidedPersonId : null,
      }));
    }),
  );
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

interface Known {
  people: ReadonlyMap<number, PersonNow>;
  communes: ReadonlyMap<number, number>;
}

async function readKnown(tx: Context, items: readonly RaisedItem[]): Promise<Known> {
  const personIds = items.flatMap((item) => {
    const best = item.evidence.candidates[0]?.personId;
    return [item.personId, item.otherPersonId, best].filter(
      (id) => id !== null && id !== undefined,
    );
  });
  const placeIds = items.flatMap((item) => [item.placeId, item.evidence.row?.placeId ?? []].flat());
  return {
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

function agreementOf(item: RaisedItem, known: Known): object {
  const best = item.evidence.candidates[0]?.personId ?? item.otherPersonId;
  const person = best === null ? undefined : known.people.get(best);
  if (!person) return {};
  const { row } = item.evidence;
  if (row) return compareRecords(recordOf(row, item, known), person);
  const own = item.personId === null ? undefined : known.people.get(item.personId);
  return own && own !== person ? compareRecords(own, person) : {};
}

function recordOf(row: RowRecord, item: RaisedItem, known: Known) {
  const placeId = row.placeId ?? item.placeId;
  return { ...row, placeId, communeId: known.communes.get(placeId) ?? null };
}
