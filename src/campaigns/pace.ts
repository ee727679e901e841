/** Where a unit should be today to arrive evenly, and how far behind it is: pure. */
import { type IsoDate, daysBetween } from '../kernel/dates.ts';

export interface PaceInput {
  from: IsoDate;
  /** first day after the campaign */
  to: IsoDate;
  /** reached at the end of this day */
  on: IsoDate;
  target: number | null;
  reached: number;
}

export interface Pace {
  pace: number | null;
  behind: number | null;
  perDayNeeded: number | null;
  isBehind: boolean;
}

/** Even steps, a day each; before the first day nothing is owed, after the last all of it. */
export function paceOf({ from, to, on, target, reached }: PaceInput): Pace {
  if (target === null) return { pace: null, behind: null, perDayNeeded: null, isBehind: false };
  const days = daysBetween(from, to);
  const passed = Math.max(0, Math.min(days, daysBetween(from, on) + 1));
  const pace = Math.ceil((target * passed) / days);
  const left = days - passed;
  const missing = Math.max(0, target - reached);
  return {
    pace,
    behind: pace - reached,
    perDayNeeded: left === 0 ? null : Math.ceil((missing * 10) / left) / 10,
    isBehind: reached < pace,
  };
}
