/**
 * What if the law or the area lists were other: the same residents under today's law and under a
 * scenario, month by month. Nobody moves, is born or dies. Pure.
 *
 * Who is insured then: whoever others pay for wholly in a category new to him; who keeps his
 * category is insured as he is today; who pays himself, or has a second card, goes on; who loses his
 * only free card takes up the category then offered as its people do today (or as the scenario
 * assumes).
 */
import type { IsoDate } from '../kernel/dates.ts';
import { multiplyRounded } from '../kernel/money.ts';
import type { DeskDay, LawDesk, Shares } from './law-desk.ts';
import { WHOLE, ownMonthlyVnd } from './law-desk.ts';
import {
  type Decided,
  type PersonRecord,
  type PlaceOnDay,
  type Places,
  decidePerson,
  someOffered,
} from './person.ts';

export interface Tally {
  residents: number;
  /** people whose contribution the budgets of state and province pay wholly */
  statePaid: number;
  /**
   * with a card of a category the budgets pay wholly, whichever category counts, and offered none of
   * that kind then: the cards that leave the state-paid groups
   */
  leftStatePaid: number;
  /** expected: a sum of shares, rounded when it is told */
  insured: number;
  /** đồng of that month */
  stateVnd: number;
  provinceVnd: number;
  ownVnd: number;
}

export function emptyTally(): Tally {
  return {
    residents: 0,
    statePaid: 0,
    leftStatePaid: 0,
    insured: 0,
    stateVnd: 0,
    provinceVnd: 0,
    ownVnd: 0,
  };
}

export interface Side {
  desk: LawDesk;
  places: Places;
}

export interface WhatIf {
  on: IsoDate;
  days: readonly IsoDate[];
  /** today's law, and the scenario's */
  sides: readonly [Side, Side];
  /** 0…1 by category: how many of those it is offered to take part */
  uptake: (category: string | null, side: number) => number;
  /** place on the household ladder of who has one */
  positionOf: (personId: number) => number;
  /** of a commune on a day under a side */
  tallyOf: (placeId: number, day: number, side: number) => Tally;
}

const now: Decided = { category: -1, categoryCode: null, stateBp: 0, provinceBp: 0, ownBp: -1 };
const then: Decided = { category: -1, categoryCode: null, stateBp: 0, provinceBp: 0, ownBp: -1 };

/** Adds one resident to the tallies of his commune. */
export function addPerson(whatIf: WhatIf, person: PersonRecord): void {
  const { on, days, sides } = whatIf;
  const [today] = sides;
  const place = today.places.on(person.placeId, on);
  decidePerson(today.desk.day(on), person, place, now);
  findHeld(today.desk.day(on), person, place);
  const position = whatIf.positionOf(person.personId);
  for (let side = 0; side < sides.length; side += 1) {
    const { desk, places } = sides[side] ?? today;
    for (let at = 0; at < days.length; at += 1) {
      const day = desk.day(days[at] ?? on);
      const placeThen = places.on(person.placeId, day.on);
      decidePerson(day, person, placeThen, then);
      const tally = whatIf.tallyOf(person.placeId, at, side);
      tally.residents += 1;
      if (isStatePaid(then)) tally.statePaid += 1;
      else if (held.isStatePaid && !someOffered(day, person, placeThen, isStatePaid)) {
        tally.leftStatePaid += 1;
      }
      const keepsFree = !held.isFree || isFree(then) || someOffered(day, person, placeThen, isFree);
      const share = shareInsured(keepsFree, whatIf.uptake(then.categoryCode, side));
      tally.insured += share;
      addMoney(tally, day, share, position);
    }
  }
}

/** What the cards of the day stand on. */
interface Held {
  /** some card of a category the law gives him and others pay wholly */
  isFree: boolean;
  /** of these, one that the budgets of state and province pay */
  isStatePaid: boolean;
  /** some other card: bought, of the forces, of an employer; no change of the free one ends it */
  isOther: boolean;
}

const held: Held = { isFree: false, isStatePaid: false, isOther: false };

function findHeld(day: DeskDay, person: PersonRecord, place: PlaceOnDay): void {
  held.isFree = false;
  held.isStatePaid = false;
  held.isOther = false;
  for (const card of person.cards) {
    if (card.from > day.on || (card.to !== null && card.to <= day.on)) continue;
    const stands = someOffered(day, person, place, (offered) => {
      if (offered.categoryCode !== card.category || !isFree(offered)) return false;
      held.isStatePaid ||= isStatePaid(offered);
      return true;
    });
    if (stands) held.isFree = true;
    else held.isOther = true;
  }
}

function isFree(shares: Readonly<Shares>): boolean {
  return shares.ownBp === 0;
}

function isStatePaid({ stateBp, provinceBp }: Readonly<Shares>): boolean {
  return stateBp + provinceBp === WHOLE;
}

function shareInsured(keepsFree: boolean, uptake: number): number {
  const isSame = then.categoryCode === now.categoryCode;
  if (isFree(then) && !(isSame && isFree(now))) return 1;
  if (!held.isFree && !held.isOther) return 0;
  return keepsFree || held.isOther ? 1 : uptake;
}

function addMoney(tally: Tally, day: DeskDay, share: number, position: number): void {
  const own = ownMonthlyVnd(day, then.category, then, position);
  // what depends on an income is not known, whoever pays it
  const isOnReference = day.payments[then.category]?.isOnReference === true;
  if (own === null || share === 0 || !isOnReference) return;
  const full = multiplyRounded(day.referenceVnd, day.rate, WHOLE);
  tally.stateVnd += multiplyRounded(full, then.stateBp, WHOLE) * share;
  tally.provinceVnd += multiplyRounded(full, then.provinceBp, WHOLE) * share;
  tally.ownVnd += own * share;
}

export function rounded(tally: Tally): Tally {
  const { residents, statePaid, leftStatePaid } = tally;
  return {
    residents,
    statePaid,
    leftStatePaid,
    insured: Math.round(tally.insured),
    stateVnd: Math.round(tally.stateVnd),
    provinceVnd: Math.round(tally.provinceVnd),
    ownVnd: Math.round(tally.ownVnd),
  };
}
