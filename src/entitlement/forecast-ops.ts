/** Forecast of lapses: who loses cover until when, why, what keeping them costs, what the rate becomes. */
import { type IsoDate, addDays, addMonths } from '../kernel/dates.ts';
import { multiplyRounded, rateBp } from '../kernel/money.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { expectInsured, renewalOf } from './forecast.ts';
import { currentLawBook } from './law.ts';
import { type LawDesk, makeLawDesk, ownMonthlyVnd } from './law-desk.ts';
import { nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import {
  type LapseGroup,
  countInsured,
  countRenewals,
  listLapseGroups,
  listLapsing,
} from './sql-lapses.ts';
import { listNames, listPlaceNames } from './sql-lists.ts';
import type { ForecastAnswer, LapsingAnswer } from './types.ts';
import { readScope } from './unit-scope.ts';

const WINDOWS = [30, 60, 90] as const;
const RENEWED_WITHIN_DAYS = 30;
const HISTORY_MONTHS = 24;

/** A card that ended less than 30 days ago may still be renewed: its fate is not known. */
export function renewalHistory(on: IsoDate): { from: IsoDate; to: IsoDate; days: number } {
  const to = addDays(on, -RENEWED_WITHIN_DAYS);
  return { from: addMonths(to, -HISTORY_MONTHS), to, days: RENEWED_WITHIN_DAYS };
}

export async function forecastLapses(
  ctx: Context,
  question: { unit: string | number; codeOn?: string | undefined },
): Promise<ForecastAnswer> {
  return await inTransaction(ctx, (tx) => asOwner(tx, () => forecast(tx, question)));
}

async function forecast(
  tx: Context,
  { unit, codeOn }: { unit: string | number; codeOn?: string | undefined },
): Promise<ForecastAnswer> {
  const basis = await needBasis(tx);
  const on = basis.decidedOn;
  const scope = await readScope(tx, unit, on, { codeOn });
  const yearEnd = `${on.slice(0, 4)}-12-31`;
  const ends = [...new Set([...WINDOWS.map((days) => addDays(on, days)), yearEnd])].sort();
  const last = ends.at(-1) ?? yearEnd;
  const groups = await listLapseGroups(tx.db, scope.placeIds, last);
  const counts = await countInsured(tx.db, scope.placeIds);
  const history = renewalHistory(on);
  const { from, to } = history;
  const renewals = (await countRenewals(tx.db, scope.placeIds, history)).map(renewalOf);
  const desk = makeLawDesk(currentLawBook());
  const expected = expectInsured(counts.insured, groups, renewals, yearEnd);
  return {
    unit: scope.unit,
    basis,
    ...counts,
    rateBp: rateBp(counts.insured, counts.residents),
    windows: ends.map((until) => windowOf(desk, groups, counts, until)),
    renewal: {
      from,
      to,
      withinDays: RENEWED_WITHIN_DAYS,
      confidence: 95,
      method: 'wilson',
      categories: renewals.map((row) => ({ ...row, name: nameOf(row.category) ?? row.category })),
    },
    yearEnd: {
      on: yearEnd,
      ...expected,
      rateBp: rateBp(expected.expected, counts.residents),
      lowBp: rateBp(expected.low, counts.residents),
      highBp: rateBp(expected.high, counts.residents),
      notReckoned: ['births', 'deaths', 'moves', 'newlyInsured'],
    },
  };
}

function windowOf(
  desk: LawDesk,
  groups: readonly LapseGroup[],
  { residents, insured }: { residents: number; insured: number },
  until: IsoDate,
): ForecastAnswer['windows'][number] {
  const inside = groups.filter((row) => row.lapseOn <= until);
  const people = inside.reduce((sum, row) => sum + row.people, 0);
  const cost = { ownVnd: 0, stateVnd: 0, provinceVnd: 0, unknownPeople: 0 };
  for (const group of inside) addCost(desk, group, cost);
  const sums = (keyOf: (row: LapseGroup) => string) => {
    const found = new Map<string, number>();
    for (const row of inside) found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + row.people);
    return [...found].sort((a, b) => b[1] - a[1]);
  };
  return {
    until,
    people,
    byCause: sums((row) => row.cause).map(([cause, n]) => ({ cause, people: n })),
    byCategory: sums((row) => row.cardCategory).map(([category, n]) => ({
      category,
      name: nameOf(category) ?? category,
      people: n,
    })),
    monthlyCost: cost,
    rateBpIfLost: rateBp(insured - people, residents),
  };
}

/** A month of everyone of the group in the category offered then, each as the first of a household. */
function addCost(
  desk: LawDesk,
  group: LapseGroup,
  cost: ForecastAnswer['windows'][number]['monthlyCost'],
): void {
  const day = desk.day(group.lapseOn);
  const category = day.decider.categories.indexOf(group.category ?? '');
  const shares = { ...group, ownBp: group.ownBp ?? -1 };
  const own = ownMonthlyVnd(day, category, shares, 1);
  if (own === null) {
    cost.unknownPeople += group.people;
    return;
  }
  const full = multiplyRounded(day.referenceVnd, day.rate, 10_000);
  cost.ownVnd += own * group.people;
  cost.stateVnd += multiplyRounded(full, group.stateBp, 10_000) * group.people;
  cost.provinceVnd += multiplyRounded(full, group.provinceBp, 10_000) * group.people;
}

export interface LapsingQuestion {
  unit: string | number;
  codeOn?: string | undefined;
  until: IsoDate;
  cause?: string | undefined;
  limit: number;
  after?: string | undefined;
}

/** The people of a window, in order of the day; names with the caller's own rights. */
export async function listLapsingPeople(
  ctx: Context,
  question: LapsingQuestion,
): Promise<LapsingAnswer> {
  const { unit, codeOn, until, cause = null, limit, after = '0' } = question;
  const offset = Number(after);
  if (!/^\d{1,7}$/.test(after)) refuse('entitlement.unknownPage', {}, 'query.after');
  return await inTransaction(ctx, async (tx) => {
    const found = await asOwner(tx, async () => {
      const basis = await needBasis(tx);
      const scope = await readScope(tx, unit, basis.decidedOn, { codeOn });
      const query = { until, cause, offset, limit: limit + 1 };
      const rows = await listLapsing(tx.db, scope.placeIds, query);
      const placeIds = [...new Set(rows.map((row) => row.placeId))];
      return { basis, scope, rows, places: await listPlaceNames(tx.db, placeIds, scope.on) };
    });
    const rows = found.rows.slice(0, limit);
    const ids = rows.map((row) => row.personId);
    const names = await listNames(tx.db, ids, found.basis.decidedOn);
    return {
      unit: found.scope.unit,
      until,
      rows: rows.map((row) => ({
        ...row,
        fullName: names.get(row.personId)?.fullName ?? null,
        placeName: found.places.get(row.placeId)?.name ?? '',
        communeName: found.places.get(row.placeId)?.communeName ?? null,
        cardCategoryName: nameOf(row.cardCategory) ?? row.cardCategory,
        categoryName: nameOf(row.category),
      })),
      next: found.rows.length > limit ? String(offset + limit) : null,
    };
  });
}
