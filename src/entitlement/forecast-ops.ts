/** Forecast of lapses: who loses cover until when, why, what keeping them costs, what the rate becomes. */
import { type IsoDate, addDays, addMonths } from '../kernel/dates.ts';
import { multiplyRounded, rateBp } from '../kernel/money.ts';
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { expectInsured, renewalOf } from './forecast.ts';
import { currentLawBook } from './law.ts';
import { type LawDesk, makeLawDesk, ownMonthlyVnd } from './law-desk.ts';
import { nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import { type LapseGroup, countInsured, countRenewals, listLapseGroups } from './sql-lapses.ts';
import type { ForecastAnswer } from './types.ts';
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
    return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
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
  const own = priceAfter(desk, group);
  if (own === null) {
    cost.unknownPeople += group.people;
    return;
  }
  const full = multiplyRounded(day.referenceVnd, day.rate, 10_000);
  cost.ownVnd += own * group.people;
  cost.stateVnd += multiplyRounded(full, group.stateBp, 10_000) * group.people;
  cost.provinceVnd += multiplyRounded(full, group.provinceBp, 10_000) * group.people;
}

/** Đồng a month in the category offered once cover is lost, as the first of a household. */
export function priceAfter(
  desk: LawDesk,
  lapse: Pick<LapseGroup, 'lapseOn' | 'category' | 'stateBp' | 'provinceBp' | 'ownBp'>,
): number | null {
  const day = desk.day(lapse.lapseOn);
  const category = day.decider.categories.indexOf(lapse.category ?? '');
  return ownMonthlyVnd(day, category, { ...lapse, ownBp: lapse.ownBp ?? -1 }, 1);
}
