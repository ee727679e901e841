/** Between a list and the review: doubts out, decisions in. Runs in the transaction of a comparison. */
import type { Context } from '../stores/context.ts';

import { readLevelLetters } from './linkage/answer.ts';
import { rowMatter } from './review/matter.ts';
import { listRowDecisions, raiseItems } from './review/ops.ts';
import type { RaisedItemInput, RowRecord } from './review/types.ts';
import {
  type DecidedRow,
  type DoubtfulRow,
  type MissingResident,
  insertDecided,
  listDecided,
  listConflictRows,
  listDoubtfulRows,
  listMissingResidents,
} from './review-sql.ts';
import type { ListRow } from './sql.ts';

/** A list raises no more of a kind: what comes after waits until these are decided. */
const ITEMS_MAX = 20_000;
const BATCH = 2_000;

/** Decisions on rows that linkage left open, for `lists.decided`. */
export async function takeDecisions(tx: Context, listId: number): Promise<void> {
  await insertDecided(tx.db, listId, await readDecisions(tx, listId));
}

/** Somebody decided, or took back, since the difference was made. */
export async function hasNewDecisions(tx: Context, listId: number): Promise<boolean> {
  const key = (rows: readonly DecidedRow[]): string =>
    rows
      .map((row) => `${row.rowNo}/${row.outcome}/${row.personId ?? ''}`)
      .sort()
      .join('\n');
  return key(await readDecisions(tx, listId)) !== key(await listDecided(tx.db, listId));
}

/** One a row: the item of the highest number where a row has several. */
async function readDecisions(tx: Context, listId: number): Promise<DecidedRow[]> {
  const decisions = await listRowDecisions(tx, listId);
  const rows = decisions.flatMap(({ listRow, itemId, outcome, personId, kind }): DecidedRow[] => {
    if (kind !== 'doubtfulMatch' && kind !== 'residentUnknown') return [];
    if (outcome === 'link' && personId !== null) {
      return [{ rowNo: listRow, outcome: 'linked', personId, itemId }];
    }
    if (outcome === 'new') return [{ rowNo: listRow, outcome: 'new', personId: null, itemId }];
    return outcome === 'leaveOut'
      ? [{ rowNo: listRow, outcome: 'leftOut', personId: null, itemId }]
      : [];
  });
  const byRow = new Map(
    rows.toSorted((a, b) => a.itemId - b.itemId).map((row) => [row.rowNo, row] as const),
  );
  return [...byRow.values()];
}

/** Puts what the list leaves open before those who decide it; the same doubt again is one item. */
export async function raiseDoubts(tx: Context, list: ListRow): Promise<void> {
  const { listId } = list;
  const doubtful = await listDoubtfulRows(tx.db, listId, 'review', ITEMS_MAX);
  await raise(
    tx,
    doubtful.map((row) => matchItem(list, row)),
  );
  if (list.unknownPeople === 'review') {
    const unknown = await listDoubtfulRows(tx.db, listId, 'new', ITEMS_MAX);
    await raise(
      tx,
      unknown.map((row) => rowItem(list, row, 'residentUnknown')),
    );
  }
  const conflicts = await listConflictRows(tx.db, listId, ITEMS_MAX);
  await raise(
    tx,
    conflicts.map((row) => ({
      ...rowItem(list, row, row.reason === 'otherPlace' ? 'inOtherPlace' : 'sourceConflict'),
      personId: row.personId,
      evidence: {
        row: recordOf(row),
        candidates: row.personId === null ? [] : [{ personId: row.personId, bits: 0, levels: {} }],
        facts: { reason: row.reason },
      },
    })),
  );
  const missing = await listMissingResidents(tx.db, listId, ITEMS_MAX);
  await raise(
    tx,
    missing.map((person) => missingItem(list, person)),
  );
}

async function raise(tx: Context, items: readonly RaisedItemInput[]): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    await raiseItems(tx, items.slice(at, at + BATCH));
  }
}

function matchItem(list: ListRow, row: DoubtfulRow): RaisedItemInput {
  const bits = (row.scoreCentibits ?? 0) / 100;
  const best =
    row.personId === null ? [] : [{ personId: row.personId, bits, levels: levelsOf(row) }];
  const second =
    row.secondPersonId === null
      ? []
      : [
          {
            personId: row.secondPersonId,
            bits: bits - (row.marginCentibits ?? 0) / 100,
            levels: {},
          },
        ];
  return {
    ...rowItem(list, row, 'doubtfulMatch'),
    personId: row.personId,
    score: bits,
    evidence: {
      row: recordOf(row),
      candidates: [...best, ...second],
      ...(row.modelVersion !== null && { model: String(row.modelVersion) }),
    },
  };
}

function levelsOf({ levelLetters }: DoubtfulRow): Record<string, string> {
  return levelLetters === null ? {} : readLevelLetters(levelLetters);
}

function rowItem(list: ListRow, row: DoubtfulRow, kind: RaisedItemInput['kind']): RaisedItemInput {
  return {
    kind,
    matter: rowMatter(`${list.senderId}/${list.kind}`, recordOf(row)),
    placeId: row.placeId ?? row.communeId ?? list.unitId,
    list: { listId: list.listId, row: row.rowNo },
    evidence: { row: recordOf(row) },
  };
}

function missingItem(list: ListRow, { personId, placeId }: MissingResident): RaisedItemInput {
  return {
    kind: 'vanished',
    matter: `${list.senderId}/${list.kind}/${personId}`,
    placeId,
    personId,
    list: { listId: list.listId, row: 0 },
    evidence: { facts: { asOf: list.asOf, sender: list.senderName.slice(0, 200) } },
  };
}

function recordOf(row: DoubtfulRow): Required<Omit<RowRecord, 'cells'>> & { cells: [] } {
  return {
    fullName: row.fullName,
    birthDate: row.birthDate,
    birthPrecision: row.birthPrecision,
    sex: row.sex,
    nationalId: row.nationalId,
    socialInsuranceNumber: row.socialInsuranceNumber,
    cardNumber: row.cardNumber,
    phone: row.phone,
    placeId: row.placeId,
    address: row.address,
    cells: [],
  };
}
