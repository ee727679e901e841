/** Decides the register: everybody, or exactly those whose facts or days have changed. */
import { type IsoDate, addYears, startOfMonth } from '../kernel/dates.ts';
import { timeline } from '../policy/rulebook.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { addFollowUp } from '../stores/jobs.ts';
import { type DecidedRows, makeDecidedRows } from './decided-rows.ts';
import { currentLawBook } from './law.ts';
import { type LawDesk, makeLawDesk, watchOf } from './law-desk.ts';
import {
  type PersonRecord,
  type Places,
  coverOn,
  decidePerson,
  emptyDecided,
  lapseOf,
  nextChange,
  reasonOf,
} from './person.ts';
import { readPersons, readPlaces } from './reading.ts';
import { type PlaceRenewals, type RenewalTally, makeRenewalTally } from './renewal-tally.ts';
import {
  type DecisionState,
  analyzeDecisions,
  findState,
  findDecidedBefore,
  insertBasis,
  keepAllStale,
  lockDecisions,
  markStale,
  replaceAll,
  replacePart,
} from './sql.ts';
import { renewalHistory } from './forecast-ops.ts';
import { keepAllCounts, keepCountsOf, listDecidedPlaces } from './kept-sql.ts';
import { keepSponsored } from './sponsored-ops.ts';
import { chooseStale, countResidents, findLastEntry, findUnitsRevision } from './sql-facts.ts';

export interface DecideProgress {
  step: 'read' | 'write';
  people: number;
  share: number | null;
}

export interface DecideOutcome {
  on: IsoDate;
  lawVersion: string;
  /** everybody, or only whose facts or days had changed */
  isWhole: boolean;
  /** residents decided */
  people: number;
  readToEntry: number;
}

export interface DecideRequest {
  /** today unless given */
  on?: IsoDate;
  /** everybody, even where nothing changed */
  whole?: boolean;
  onProgress?: (progress: DecideProgress) => void;
}

/** Up to so many persons an entry names one by one. */
const STALE_MAX = 20_000;

export const DECIDE_JOB = 'entitlement.decide';

/** So long after a write what it changed is decided again: an evening of writes is decided once. */
const FOLLOW_SECONDS = 20;

/**
 * The listener of the register: in the same transaction as the write. Whom it touched is marked, and
 * decided again by itself soon after; everybody, where nobody was decided yet.
 */
export async function markTouched(tx: Context, entryId: number): Promise<void> {
  await asOwner(tx, async () => {
    const known = await findDecidedBefore(tx.db);
    if (known.allStale) await keepAllStale(tx.db, entryId);
    else if (known.isDecided && (await markStale(tx.db, entryId, STALE_MAX)) === 0) return;
    await addFollowUp(tx.db, DECIDE_JOB, FOLLOW);
  });
}

const FOLLOW = { key: 'entitlement.follow', queue: 'entitlement', afterSeconds: FOLLOW_SECONDS };

/**
 * What else decides again by itself: a change of the tree or of a list of areas, a start of the
 * product (another law, a day that passed meanwhile). Nothing while the register is empty.
 */
export async function followDecisions(ctx: Context): Promise<void> {
  await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      if ((await findLastEntry(tx.db)) > 0) await addFollowUp(tx.db, DECIDE_JOB, FOLLOW);
    }),
  );
}

/**
 * Decides for a day and stores it. Everybody when the law, the tree, the month or a day of the law
 * has changed since, or when asked; else the persons marked stale and those whose day has come.
 */
export async function decideRegister(
  ctx: Context,
  request: DecideRequest = {},
): Promise<DecideOutcome> {
  const on = request.on ?? today(ctx);
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await lockDecisions(tx.db);
      const book = currentLawBook();
      const unitsRevision = await findUnitsRevision(tx.db);
      const readToEntry = await findLastEntry(tx.db);
      const known = await findState(tx.db);
      const isWhole = request.whole === true || needsAll(known, on, unitsRevision);
      const chosen = isWhole ? null : await chooseStale(tx.db, on, known.lastOn ?? on);
      if (chosen === 0 && known.lastOn === on) {
        return { on, lawVersion: book.version, isWhole, people: 0, readToEntry };
      }
      const desk = makeLawDesk(book);
      const renewals = isWhole ? makeRenewalTally(renewalHistory(on)) : null;
      const rows = await decideScope(tx, desk, on, renewals, request.onProgress);
      rows.placeOnLadder(desk.day(on));
      const people = rows.count();
      const basisId = await insertBasis(tx.db, {
        decidedOn: on,
        lawVersion: book.version,
        unitsRevision,
        readToEntry,
        people,
        decidedAt: ctx.now().toString(),
        isWhole,
      });
      request.onProgress?.({ step: 'write', people, share: null });
      const decided = rows.rows(desk.day(on), basisId);
      const basis = { basisId, readToEntry };
      if (renewals) await storeAll(tx, basis, decided, renewals.rows());
      else await storePart(tx, readToEntry, decided);
      await keepSponsored(tx, on);
      return { on, lawVersion: book.version, isWhole, people, readToEntry };
    }),
  );
}

type StoredRows = Parameters<typeof replacePart>[2];

async function storeAll(
  tx: Context,
  basis: Parameters<typeof replaceAll>[1],
  decided: StoredRows,
  renewals: readonly PlaceRenewals[],
): Promise<void> {
  await replaceAll(tx.db, basis, decided);
  await analyzeDecisions(tx.db);
  await keepAllCounts(tx.db, renewals);
}

/** The places people leave are counted anew too. */
async function storePart(tx: Context, readToEntry: number, decided: StoredRows): Promise<void> {
  const before = await listDecidedPlaces(tx.db);
  await replacePart(tx.db, readToEntry, decided);
  await keepCountsOf(tx.db, [...before, ...(await listDecidedPlaces(tx.db))]);
}

function needsAll(known: DecisionState, on: IsoDate, unitsRevision: number): boolean {
  const { basis, lastOn, allStale } = known;
  if (!basis || !lastOn || allStale || on < lastOn) return true;
  const book = currentLawBook();
  if (basis.lawVersion !== book.version || basis.unitsRevision !== unitsRevision) return true;
  if (startOfMonth(basis.decidedOn) !== startOfMonth(on)) return true;
  return timeline(book).some((day) => day.on > basis.decidedOn && day.on <= on);
}

/** Changes are looked for to the end of the next year. */
export function horizonOf(on: IsoDate): IsoDate {
  return `${Number(on.slice(0, 4)) + 1}-12-31`;
}

const PROGRESS_PEOPLE = 20_000;

/** Everybody where their renewals are counted along, else the persons of `decided_person`. */
async function decideScope(
  tx: Context,
  desk: LawDesk,
  on: IsoDate,
  renewals: RenewalTally | null,
  onProgress: DecideRequest['onProgress'],
): Promise<DecidedRows> {
  const isPart = renewals === null;
  const until = horizonOf(on);
  const places = (await readPlaces(tx.db, null))();
  const decide = makeRowMaker(desk, places, on, until);
  const total = isPart ? null : await countResidents(tx.db);
  const rows = makeDecidedRows();
  await readPersons(tx.db, { on, until, isPart }, (person) => {
    decide(person, rows);
    renewals?.add(person);
    if (rows.count() % PROGRESS_PEOPLE === 0) {
      const share = total === null ? null : Math.min(1, rows.count() / total);
      onProgress?.({ step: 'read', people: rows.count(), share });
    }
  });
  return rows;
}

type RowMaker = (person: PersonRecord, rows: DecidedRows) => void;

export function makeRowMaker(desk: LawDesk, places: Places, on: IsoDate, until: IsoDate): RowMaker {
  const watch = watchOf(desk.book, on, until);
  const day = desk.day(on);
  const now = emptyDecided();
  return (person, rows) => {
    const { personId, placeId, placeTo, householdId, birthDate } = person;
    decidePerson(day, person, places.on(placeId, on), now);
    const cover = coverOn(person.cards, on);
    const next = nextChange(desk, watch, places, person, now, { on, until });
    const reason = cover.isInsured
      ? null
      : reasonOf(desk, person, places.facts(placeId), cover, on);
    const lapse = lapseOf(cover, now, next);
    const who = { personId, placeId, placeTo, householdId, birthDate };
    const reasonTo = reason === 'newborn' && birthDate !== null ? addYears(birthDate, 1) : null;
    const years = day.fiveYears.count(person.cards);
    rows.add({ ...who, now, cover, reason, reasonTo, next, lapse, years });
  };
}
