/**
 * What was decided for everybody of a unit, counted for it and for every unit below it: whom each
 * category is offered to and how many of them are insured, and who will have lost cover by a day.
 */
import { type IsoDate, endOfMonth } from '../kernel/dates.ts';
import { type Context, inOwnerTransaction } from '../stores/context.ts';
import {
  type DecidedCount,
  findCountedState,
  listDecidedCounts,
  listPathsOn,
} from './below-sql.ts';
import { type Renewal, expectInsured, renewalOf } from './forecast.ts';
import { renewalHistory } from './forecast-ops.ts';
import { areCountsKept, listKeptCounts, listKeptRenewals } from './kept-sql.ts';
import { getBasis } from './reads.ts';
import { countRenewals } from './sql-lapses.ts';
import { readScope } from './unit-scope.ts';

export interface DecidedStanding {
  residents: number;
  /** by any card, whoever issued it */
  insured: number;
  /** by category the law offers */
  offered: ReadonlyMap<string, { residents: number; insured: number }>;
  /** insured on `until` if cards that end are renewed as such cards were */
  expected: number;
  low: number;
  high: number;
}

export interface DecidedBelow {
  decidedOn: IsoDate;
  units: ReadonlyMap<number, DecidedStanding>;
}

interface DecidedQuestion {
  unit: number;
  until: IsoDate;
  boundaries: IsoDate;
}

/**
 * Null while nothing was ever decided. Added up from counts that are kept with the decisions (2,000
 * villages of 1.2 million people: 0.2 s), then kept in memory until the basis or the tree is another.
 */
export async function decidedBelow(
  ctx: Context,
  question: DecidedQuestion,
): Promise<DecidedBelow | null> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unit, until, boundaries } = question;
    const key = `${await findCountedState(tx.db)} ${unit} ${until} ${boundaries}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const counted = await countBelow(tx, question);
    const [oldest] = kept.keys();
    if (kept.size >= KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    if (counted) kept.set(key, counted);
    return counted;
  });
}

const KEPT_MAX = 40;
const kept = new Map<string, DecidedBelow>();

async function countBelow(
  tx: Context,
  { unit, until, boundaries }: DecidedQuestion,
): Promise<DecidedBelow | null> {
  const basis = await getBasis(tx);
  if (!basis) return null;
  const scope = await readScope(tx, unit, boundaries);
  const isKept = await areCountsKept(tx.db);
  const counts =
    isKept && until === endOfMonth(until)
      ? await listKeptCounts(tx.db, scope.placeIds, until)
      : await listDecidedCounts(tx.db, scope.placeIds, until);
  const ended = isKept
    ? await listKeptRenewals(tx.db, scope.placeIds)
    : await countRenewals(tx.db, scope.placeIds, renewalHistory(basis.decidedOn));
  const renewals = ended.map(renewalOf);
  const paths = await listPathsOn(tx.db, scope.placeIds, boundaries);
  const unitsOf = new Map(
    paths.map(({ placeId, path }) => {
      const ids = path.split('.').map((label) => Number(label.slice(1)));
      return [placeId, ids.includes(unit) ? ids.slice(ids.indexOf(unit)) : [unit, ...ids]];
    }),
  );
  return { decidedOn: basis.decidedOn, units: sumUnits(unit, counts, unitsOf, renewals, until) };
}

interface Tally {
  residents: number;
  insured: number;
  offered: Map<string, { residents: number; insured: number }>;
  lapses: Map<string, number>;
}

function sumUnits(
  unit: number,
  counts: readonly DecidedCount[],
  unitsOf: ReadonlyMap<number, readonly number[]>,
  renewals: readonly Renewal[],
  until: IsoDate,
): ReadonlyMap<number, DecidedStanding> {
  const tallies = new Map<number, Tally>([[unit, emptyTally()]]);
  for (const row of counts) {
    for (const unitId of unitsOf.get(row.placeId) ?? [unit]) {
      const tally = tallies.get(unitId) ?? emptyTally();
      tallies.set(unitId, tally);
      addCount(tally, row);
    }
  }
  return new Map(
    [...tallies].map(([unitId, { residents, insured, offered, lapses }]) => {
      const groups = [...lapses].map(([cardCategory, people]) => ({
        lapseOn: until,
        cardCategory,
        people,
      }));
      const expected = expectInsured(insured, groups, renewals, until);
      return [unitId, { residents, insured, offered, ...expected }];
    }),
  );
}

function emptyTally(): Tally {
  return { residents: 0, insured: 0, offered: new Map(), lapses: new Map() };
}

function addCount(tally: Tally, { category, isInsured, lapsing, people }: DecidedCount): void {
  tally.residents += people;
  if (isInsured) tally.insured += people;
  if (category !== null) {
    const held = tally.offered.get(category) ?? { residents: 0, insured: 0 };
    tally.offered.set(category, held);
    held.residents += people;
    if (isInsured) held.insured += people;
  }
  if (lapsing !== null) tally.lapses.set(lapsing, (tally.lapses.get(lapsing) ?? 0) + people);
}
