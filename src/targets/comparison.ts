/** One target beside its result, the last year and the end of the period. Pure. */
import type { Below, Standing } from '../coverage/below-ops.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import { type Counts, belowSince, monthlyRates, paceOf } from './compare.ts';
import type { Results } from './results.ts';
import type { Comparison, Indicator, Target, TargetNode } from './types.ts';
import { isReached, peopleNeeded, shortfallOf } from './values.ts';

export interface Shown {
  indicator: Indicator;
  below: Below;
  results: Results;
  workingDaysLeft: number;
  asOf: IsoDate;
}

export function neededBy(target: Target, population: number | null): number | null {
  const { current } = target;
  return peopleNeeded(current, population ?? current.population) ?? current.people;
}

export function compareWith(target: Target | null, unitId: number, shown: Shown): Comparison {
  const { indicator, results, workingDaysLeft } = shown;
  const result = results.resultOf(unitId);
  const value = target?.current ?? null;
  const isCounted = indicator.direction === 'atLeast' && indicator.reads !== 'keeping';
  const needed = value && isCounted ? neededBy(target as Target, result.population) : null;
  const shortfall = value && isCounted ? shortfallOf(value, result) : null;
  const isShortOpen = shortfall !== null && shortfall > 0;
  const before = results.start.get(unitId);
  const now = results.now.get(unitId);
  const isAll = results.isFollowed;
  return {
    target,
    result,
    needed,
    shortfall,
    isReached: value ? isReached(value, result, indicator.direction) : null,
    perWeek: isShortOpen ? paceOf(shortfall, workingDaysLeft).perWeek : shortfall,
    gained: isAll && before && now ? now.insured - before.insured : null,
    expected: isAll ? expectedOf(unitId, results) : null,
    lastYear:
      isAll && before
        ? { on: results.startOn, people: before.insured, rateBp: before.rateBp }
        : null,
    belowSince: isAll ? belowLastYear(unitId, shown) : null,
  };
}

/**
 * What the definition counts today, less the people whose cards end and, as such cards were in the
 * past, are not renewed. Only while the decisions lie in the period.
 */
function expectedOf(unitId: number, results: Results): Comparison['expected'] {
  const decided = results.decided?.units.get(unitId);
  const now = results.now.get(unitId);
  const on = results.decided?.decidedOn;
  if (!decided || !now || on === undefined || on > results.last || on <= results.startOn)
    return null;
  const after = (insured: number) => Math.max(0, now.insured - (decided.insured - insured));
  const people = after(decided.expected);
  return {
    people,
    low: after(decided.low),
    high: after(decided.high),
    rateBp: now.population === null ? null : rateBp(people, now.population),
  };
}

function belowLastYear(unitId: number, { results, below }: Shown): IsoDate | null {
  const start = countsOf(results.start.get(unitId));
  const steps = results.steps.get(unitId) ?? [];
  return start ? belowSince(start, steps, isOfRegister(below)) : null;
}

/** Rates at the ends of months since the period began. */
export function seriesOf(unitId: number, { results, below, asOf }: Shown): TargetNode['series'] {
  const start = countsOf(results.start.get(unitId));
  const steps = results.steps.get(unitId) ?? [];
  const days = { from: results.startOn, to: asOf };
  return start ? monthlyRates(start, steps, days, isOfRegister(below)) : [];
}

function isOfRegister(below: Below): boolean {
  return below.definition.denominator.kind === 'registry';
}

function countsOf(standing: Standing | undefined): Counts | null {
  if (!standing || standing.residents === 0) return null;
  const { residents, insured, population } = standing;
  return { residents, insured, population };
}
