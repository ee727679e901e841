/** How long a break keeps the five continuous years: in days, or in months before 1/7/2025. */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { endOfMonths } from './condition.ts';
import type { ContinuityRow } from './topics.ts';

/** Whether a break from the first day without a card keeps the count when it ends on `on`. */
export function isWithin(rule: ContinuityRow, firstDay: IsoDate, on: IsoDate): boolean {
  return on <= limitOf(rule, firstDay);
}

/** Last day on which a break from the first day without a card may end. */
export function limitOf(rule: ContinuityRow, firstDay: IsoDate): IsoDate {
  return rule.breakDaysMax === undefined
    ? endOfMonths(firstDay, rule.breakMonthsMax ?? 0)
    : addDays(firstDay, rule.breakDaysMax);
}
