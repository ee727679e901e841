/** Between a list and the review: doubts out, decisions in. Runs in the transaction of a comparison. */
import { resolveMerged } from '../registry/merge-ops.ts';
import type { Context } from '../stores/context.ts';
import { rowMatter } from './review/matter.ts';
import { followDecisions, listRowDecisions, raiseItems } from './review/ops.ts';
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

/**
 * Who the rows are, as far as people decide it: decisions come in, also those on the same rows of the
 * sender's earlier lists; what is still open is put before those who decide it.
 */
export async function decideRows(tx: Context, list: ListRow): Promise<void> {
  const { listId } = list;
  const isOpen = list.state !== 'committed';
  if (isOpen) await followDecisions(tx, listId);
  await insertDecided(tx.db, listId, await readDecisions(tx, list));
  if (!isOpen) return;
  const decidedBefore = await raiseRows(tx, list);
  if (decidedBefore > 0) await insertDecided(tx.db, listId, await readDecisions(tx, list));
}

/** Somebody decided, or took back, since the difference was made. */
export async function hasNewDecisions(tx: Context, list: ListRow): Promise<boolean> {
  const key = (rows: readonly DecidedRow[]): string =>
    rows
      .map((row) => `${row.rowNo}/${row.outcome}/${row.personId ?? ''}`)
      .sort()
      .join('\n');
  return key(await readDecisions(tx, list)) !== key(await listDecided(tx.db, list.listId));
}

/** Kinds by whose decision a row gets its person, or is nobody's. */
const SAYS_WHO: ReadonlySet<string> = new Set(['doubtfulMatch', 'residentUnknown', 'repeatedRow']);

/** One a row: that it repeats another, else the item of the highest number where it has several. */
async function readDecisions(tx: Context, list: ListRow): Promise<DecidedRow[]> {
  // of a list that is in the register an item may have gone on with the sender's next one
  const followed = list.state === 'committed' ? await listDecided(tx.db, list.listId) : [];
  const decisions = (await listRowDecisions(tx, list.listId, followed)).toSorted(
    (a, b) =>
      Number(a.kind === 'repeatedRow') - Number(b.kind === 'repeatedRow') || a.itemId - b.itemId,
  );
  const rows = decisions.flatMap(({ listRow, itemId, outcome, personId, kind }): DecidedRow[] => {
    if (!SAYS_WHO.has(kind)) return [];
    if (outcome === 'link' && personId !== null) {
      return [{ rowNo: listRow, outcome: 'linked', personId, itemId }];
    }
    if (outcome === 'new') return [{ rowNo: listRow, outcome: 'new', personId: null, itemId }];
    return outcome === 'leaveOut'
      ? [{ rowNo: listRow, outcome: 'leftOut', personId: null, itemId }]
      : [];
  });
  const byRow = new Map(rows.map((row) => [row.rowNo, row] as const));
  const personIds = rows.flatMap((row) => row.personId ?? []);
  const survivors = await resolveMerged(tx, personIds);
  return [...byRow.values()].map((row) => ({
    ...row,
    personId: row.personId === null ? null : (survivors.get(row.personId) ?? row.personId),
  }));
}

/** Rows that nobody has decided; answers of how many it was decided in an earlier list. */
async function raiseRows(tx: Context, list: ListRow): Promise<number> {
  const { listId } = list;
  const doubtful = await listDoubtfulRows(tx.db, listId, 'review', ITEMS_MAX);
  const decided = await raise(
    tx,
    doubtful.map((row) => matchItem(list, row)),
  );
  if (list.unknownPeople !== 'review') return decided;
  const unknown = await listDoubtfulRows(tx.db, listId, 'new', ITEMS_MAX);
  const items = unknown.map((row) => rowItem(list, row, 'residentUnknown'));
  return decided + (await raise(tx, items));
}

/** What the difference leaves open: contradictions, and who is missing without a reason. */
export async function raiseConflicts(tx: Context, list: ListRow): Promise<void> {
  const { listId } = list;
  const conflicts = await listConflictRows(tx.db, listId, ITEMS_MAX);
  await raise(
    tx,
    conflicts.map((row) => ({
      ...rowItem(list, row, row.reason === 'otherPlace' ? 'inOtherPlace' : 'sourceConflict'),
      personId: row.personId,
      evidence: {
        row: recordOf(row),
        candidates: candidatesOf(row).slice(0, 1),
        facts: { reason: row.reason },
        ...weighedBy(row),
      },
    })),
  );
  const missing = await listMissingResidents(tx.db, listId, ITEMS_MAX);
  await raise(
    tx,
    missing.map((person) => missingItem(list, person)),
  );
}

/** Answers how many had been decided before. */
async function raise(tx: Context, items: readonly RaisedItemInput[]): Promise<number> {
  let decided = 0;
  for (let at = 0; at < items.length; at += BATCH) {
    decided += (await raiseItems(tx, items.slice(at, at + BATCH))).decided;
  }
  return decided;
}

function matchItem(list: ListRow, row: DoubtfulRow): RaisedItemInput {
  return {
    ...rowItem(list, row, 'doubtfulMatch'),
    personId: row.personId,
    score: (row.scoreCentibits ?? 0) / 100,
    evidence: { row: recordOf(row), candidates: candidatesOf(row), ...weighedBy(row) },
  };
}

type Candidates = NonNullable<NonNullable<RaisedItemInput['evidence']>['candidates']>;

/** The person linkage found, as it weighed the pair, and the next best. */
function candidatesOf(row: DoubtfulRow): Candidates {
  const { personId, secondPersonId, scoreCentibits, marginCentibits } = row;
  if (personId === null) return [];
  // of a person somebody chose linkage says nothing
  if (row.linkReason === null) return [{ personId }];
  const bits = scoreCentibits === null ? null : scoreCentibits / 100;
  const { levelLetters: levels, nameWeight, rule } = row;
  const best = [{ personId, bits, levels, nameWeight, rule }];
  if (secondPersonId === null) return best;
  const behind = bits === null ? null : bits - (marginCentibits ?? 0) / 100;
  return [...best, { personId: secondPersonId, bits: behind }];
}

function weighedBy({ modelVersion, linkReason }: DoubtfulRow) {
  return {
    ...(modelVersion !== null && { modelVersion }),
    ...(linkReason !== null && { reason: linkReason }),
  };
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
