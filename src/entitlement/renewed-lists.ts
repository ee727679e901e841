/**
 * Yearly lists of households (poor, near-poor, average living) end with their year and are made anew
 * for the next. Until that list is entered, nobody is on it: a scenario about next year's support
 * may assume that the same households stay. Pure.
 */
import type { IsoDate } from '../kernel/dates.ts';
import type { PersonRecord } from './person.ts';

const YEARLY: readonly string[] = ['poorHousehold', 'nearPoorHousehold', 'averageLivingHousehold'];

/** The person, on every yearly list of the day without end; the same record where there is none. */
export function withRenewedLists(person: PersonRecord, on: IsoDate): PersonRecord {
  const isRenewed = ({ status, from, to }: PersonRecord['statuses'][number]): boolean =>
    to !== null && from <= on && on < to && YEARLY.includes(status);
  if (!person.statuses.some(isRenewed)) return person;
  const statuses = person.statuses.map((row) => (isRenewed(row) ? { ...row, to: null } : row));
  return { ...person, statuses };
}
