/** The difference between a list and the register, its effect, and what of it somebody must decide. */
import { type RawBuilder, sql } from 'kysely';
import { assert } from '../kernel/assert.ts';
import { refuse } from '../kernel/outcome.ts';
import { currentLawBook } from '../policy/book-files.ts';
import { type Context, asOwner, inOwnerTransaction, today } from '../stores/context.ts';
import { scopeOf } from '../units/ops.ts';
import { checkNotEmpty, endsByAbsence } from './brake.ts';
import {
  insertAttributes,
  insertCards,
  insertDeaths,
  insertLeavers,
  insertResidences,
  insertStatuses,
} from './compare-facts-sql.ts';
import {
  type Comparing,
  closeComparison,
  countDifference,
  countHolders,
  countLastRows,
  findPreviousList,
  insertEndedCards,
  insertEndedStatuses,
  insertGoneSinceLast,
  insertMissingResidents,
  insertNewPeople,
  insertOutsiders,
  newRows,
  openComparison,
} from './compare-sql.ts';
import { listCardFigures } from './control-sql.ts';
import { countInsured, listCoverageShifts, listNamedCommunes, listTerms } from './effect-sql.ts';
import { priceTerms } from './effect.ts';
import { MEMBERS, insertHouseholds, openHouses } from './household-sql.ts';
import { getListAsOwner } from './intake-ops.ts';
import { KIND_RULES } from './kinds.ts';
import { defaultPeriod } from './periods.ts';
import { decideRows, hasNewDecisions, raiseConflicts } from './review-ops.ts';
import { type ListRow, findLastEntryId, lockList, updateList } from './sql.ts';
import type { ControlFigure, ListEffect, ListOptions } from './types.ts';

/** States in which a difference can be made (again). A committed list shows what is left of it. */
const COMPARABLE: ReadonlySet<string> = new Set(['linked', 'compared', 'reviewed', 'committed']);

/**
 * Decisions come in first, and doubts are put before those who decide them. Safe to run again: the
 * difference is made anew each time.
 */
export async function compareList(ctx: Context, listId: number): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const list = await getListAsOwner(tx, listId);
    if (!COMPARABLE.has(list.state)) return;
    if (!KIND_RULES[list.kind].isOfPeople) {
      await updateList(tx.db, listId, tx.now().toString(), { state: 'compared', isStale: false });
      return;
    }
    checkNotEmpty(list);
    await decideRows(tx, list);
    const comparing = comparingOf(tx, list);
    await openComparison(comparing, await scopeOf(tx, list.unitId, today(tx)));
    await insertDifference(comparing, list);
    await closeComparison(comparing);
    const effect = await effectOf(comparing);
    const counts = {
      ...(await countDifference(tx.db, listId)),
      ...(await brakeCounts(comparing, list)),
    };
    const stated = list.figures.filter((figure) => figure.code.startsWith('stated'));
    const figures = [...stated, ...(await controlFigures(comparing, list))];
    if (list.state !== 'committed') await raiseConflicts(tx, list);
    await updateList(tx.db, listId, tx.now().toString(), {
      ...(list.state === 'linked' && { state: 'compared' as const }),
      counts: { ...counts, held: counts.review + heldUnknown(list, counts) },
      figures,
      effect,
      comparedEntryId: await findLastEntryId(tx.db),
      isStale: false,
    });
  });
}

/** The difference that went into the register stays shown until something more can go in. */
export async function checkHasRest(ctx: Context, list: ListRow): Promise<void> {
  if (list.state !== 'committed' || !list.isStale || (list.counts.conflict ?? 0) > 0) return;
  const isDecided = await asOwner(ctx, () => hasNewDecisions(ctx, list));
  if (!isDecided) refuse('lists.rest.undecided');
}

export function comparingOf(tx: Context, list: ListRow): Comparing {
  const { listId, asOf } = list;
  return { db: tx.db, listId, asOf, day: today(tx), source: sourceOf(list) };
}

/** What facts of the list name as their source. */
export function sourceOf(list: Pick<ListRow, 'senderName' | 'listId'>): string {
  return `${list.senderName} (#${list.listId})`.slice(0, 200);
}

/** Unknown rows wait for somebody where the list does not make new people of them. */
function heldUnknown(list: ListRow, counts: { unknown: number; new: number }): number {
  return list.unknownPeople === 'review' ? counts.unknown - counts.new : 0;
}

async function insertDifference(comparing: Comparing, list: ListRow): Promise<void> {
  const { asserts, absence } = KIND_RULES[list.kind];
  const period = defaultPeriod(KIND_RULES[list.kind], list.options, list.asOf);
  if (asserts.attributes !== 'none') {
    await insertAttributes(comparing, asserts.attributes === 'replace');
  }
  if (asserts.residence) await insertResidences(comparing);
  const rows = newRows(list.listId, list.unknownPeople === 'add');
  if (asserts.household) {
    await openHouses(comparing, asserts.household, rows);
    await insertHouseholds(comparing, asserts.household);
  }
  if (asserts.status) await insertStatuses(comparing, asserts.status, period);
  if (asserts.participation) {
    await insertCards(comparing, period, issuerOf(list.options));
    await insertLeavers(comparing);
  }
  if (asserts.death) await insertDeaths(comparing);
  await insertOutsiders(comparing);
  await insertNewPeople(comparing, rows, asserts.household ? MEMBERS : null);
  if (list.isFull && absence !== 'nothing') await insertAbsent(comparing, list);
  else await insertGone(comparing, list);
}

async function insertAbsent(comparing: Comparing, list: ListRow): Promise<void> {
  const { asserts } = KIND_RULES[list.kind];
  if (asserts.status) await insertEndedStatuses(comparing, asserts.status);
  else if (asserts.participation) await insertEndedCards(comparing);
  else if (asserts.residence) await insertMissingResidents(comparing);
}

async function insertGone(comparing: Comparing, list: ListRow): Promise<void> {
  const previous = await findPreviousList(comparing.db, list);
  if (previous !== undefined) await insertGoneSinceLast(comparing, previous);
}

/** 97 and 98 in a card's place of the province are the army and the police (seen in use, no source). */
export function issuerOf(options: ListOptions): RawBuilder<unknown> {
  if (options.issuer !== undefined) return sql`${sql.lit(options.issuer)}::text`;
  return sql`case substr(r.card_number, 4, 2) when '97' then 'army' when '98' then 'police' else 'own' end`;
}

/** What the brake weighs: who has it now, and how long the sender's last full list was. */
async function brakeCounts(
  comparing: Comparing,
  list: ListRow,
): Promise<{ known: number; lastRows: number }> {
  if (!endsByAbsence(list)) return { known: 0, lastRows: 0 };
  const { asserts } = KIND_RULES[list.kind];
  return {
    known: await countHolders(comparing, asserts.status),
    lastRows: await countLastRows(comparing.db, list),
  };
}

async function effectOf(comparing: Comparing): Promise<ListEffect> {
  const { db, listId, asOf } = comparing;
  const shifts = await listCoverageShifts(db, listId, asOf);
  const insured = await countInsured(db, asOf, await listNamedCommunes(db, listId));
  const insuredBefore = insured.reduce((total, row) => total + row.insured, 0);
  const sum = (of: 'before' | 'after' | 'gained' | 'lost'): number =>
    shifts.reduce((total, shift) => total + shift[of], 0);
  const endOfYear = `${Number(asOf.slice(0, 4)) + 1}-01-01`;
  const money = priceTerms(currentLawBook(), await listTerms(db, listId, endOfYear));
  return {
    on: asOf,
    insuredBefore,
    insuredAfter: insuredBefore + sum('after') - sum('before'),
    gained: sum('gained'),
    lost: sum('lost'),
    communes: insured.map(({ communeId, insured: before }) => {
      const shift = shifts.find((one) => one.communeId === communeId);
      return { communeId, before, after: before + (shift ? shift.after - shift.before : 0) };
    }),
    ...money,
  };
}

/** What must agree between the list and itself, and between the list and the register. */
async function controlFigures(comparing: Comparing, list: ListRow): Promise<ControlFigure[]> {
  const figures: ControlFigure[] = [];
  const add = (code: string, expected: number, found: number): void => {
    figures.push({ code, expected, found, agrees: expected === found, subject: null });
  };
  const sums = await listCardFigures(comparing.db, comparing.listId);
  assert(sums, 'one row of sums');
  if (KIND_RULES[list.kind].asserts.participation) {
    if (sums.cards > 0) add('cardsArePersons', sums.cards, sums.cardHolders);
    add('cardOnce', sums.cardRows, sums.cards);
  }
  if (sums.inVillages > 0) add('villagesAddUp', sums.rows, sums.inVillages);
  add('personsOnce', sums.rows, sums.rows - sums.duplicates);
  return figures;
}
