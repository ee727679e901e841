/** A value beside a result: how many people are short, at what pace, since when below last year. */
import { type IsoDate, addDays, endOfMonth } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import type { DayStep } from '../coverage/below-ops.ts';

export interface Counts {
  residents: number;
  insured: number;
  /** null = no official figure */
  population: number | null;
}

export interface Pace {
  workingDays: number;
  /** people a working week; null = no working day is left */
  perWeek: number | null;
}

const DAYS_A_WEEK = 5;

/** In the working days left; a last part of a week counts as that part. */
export function paceOf(shortfall: number, workingDays: number): Pace {
  if (workingDays <= 0) return { workingDays: 0, perWeek: null };
  return { workingDays, perWeek: Math.ceil((shortfall * DAYS_A_WEEK) / workingDays) };
}

/**
 * The first day of the present run of days on which the rate (two decimals, as it is reported) is
 * below that of the day before the steps; null = it is not below at the end. `isRegistry`: the
 * residents of each day are the denominator.
 */
export function belowSince(
  start: Counts,
  steps: readonly DayStep[],
  isRegistry: boolean,
): IsoDate | null {
  const before = rateOf(start, isRegistry);
  if (before === null) return null;
  const counts = { ...start };
  let since: IsoDate | null = null;
  for (const step of steps) {
    counts.residents += step.residents;
    counts.insured += step.insured;
    const now = rateOf(counts, isRegistry);
    if (now !== null && now < before) since ??= step.day;
    else since = null;
  }
  return since;
}

/** Rates at the ends of the months of (from, to], the last one on `to` itself. */
export function monthlyRates(
  start: Counts,
  steps: readonly DayStep[],
  days: { from: IsoDate; to: IsoDate },
  isRegistry: boolean,
): { day: IsoDate; rateBp: number | null }[] {
  const points = [{ day: days.from, rateBp: rateOf(start, isRegistry) }];
  const counts = { ...start };
  let next = 0;
  for (let day = addDays(days.from, 1); day <= days.to; day = addDays(day, 1)) {
    const end = endOfMonth(day) < days.to ? endOfMonth(day) : days.to;
    for (let step = steps[next]; step && step.day <= end; step = steps[(next += 1)]) {
      counts.residents += step.residents;
      counts.insured += step.insured;
    }
    points.push({ day: end, rateBp: rateOf(counts, isRegistry) });
    day = end;
  }
  return points;
}

function rateOf({ residents, insured, population }: Counts, isRegistry: boolean): number | null {
  const whole = isRegistry ? residents : population;
  return whole === null ? null : rateBp(insured, whole);
}
