/**
 * How many of the cards that ended in a period were followed by another, by place and category, out
 * of the same reading that decides: asking the database for it took 8 s at 1.3 million people. Pure.
 */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import type { PersonRecord } from './person.ts';

export interface PlaceRenewals {
  placeId: number;
  category: string;
  ended: number;
  renewed: number;
}

export interface RenewalTally {
  add(person: PersonRecord): void;
  rows(): PlaceRenewals[];
}

/** Cards that end in `[from, to)`; followed means that another begins within so many days. */
export function makeRenewalTally(period: {
  from: IsoDate;
  to: IsoDate;
  days: number;
}): RenewalTally {
  const places = new Map<number, Map<string, PlaceRenewals>>();
  const lastStarts = new Map<IsoDate, IsoDate>();
  const lastStart = (end: IsoDate): IsoDate => {
    let found = lastStarts.get(end);
    if (found === undefined) lastStarts.set(end, (found = addDays(end, period.days)));
    return found;
  };
  const countOf = (placeId: number, category: string): PlaceRenewals => {
    let categories = places.get(placeId);
    if (!categories) places.set(placeId, (categories = new Map<string, PlaceRenewals>()));
    let count = categories.get(category);
    if (!count) {
      count = { placeId, category, ended: 0, renewed: 0 };
      categories.set(category, count);
    }
    return count;
  };
  return {
    add({ placeId, cards }) {
      for (const { category, to: end } of cards) {
        if (end === null || end < period.from || end >= period.to) continue;
        const count = countOf(placeId, category);
        count.ended += 1;
        const last = lastStart(end);
        const isFollowed = cards.some(
          (next) => next.from <= last && (next.to === null || next.to > end),
        );
        if (isFollowed) count.renewed += 1;
      }
    },
    rows: () => [...places.values()].flatMap((categories) => [...categories.values()]),
  };
}
