/**
 * What if the law or the area lists were other: the same residents under today's law and under a
 * scenario, month by month. Nobody moves, is born or dies. Pure.
 *
 * Who is insured then: whoever the state pays for wholly in a category new to him; who keeps his
 * category is insured as he is today; who pays himself today goes on; who loses a free card takes
 * up the category then offered as its people do today (or as the scenario assumes).
 */
import type { IsoDate } from '../kernel/dates.ts';
import { multiplyRounded } from '../kernel/money.ts';
import type { DeskDay, LawDesk } from './law-desk.ts';
import { ownMonthlyVnd } from './law-desk.ts';
import { type Decided, type PersonRecord, type Places, coverOn, decidePerson } from './person.ts';

export interface Tally {
  residents: number;
  /** people whose contribution the state pays wholly */
  statePaid: number;
  /** with a card of a category paid wholly by the state, offered one that costs something then */
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
  decidePerson(today.desk.day(on), person, today.places.on(person.placeId, on), now);
  const cover = coverOn(person.cards, on);
  // a card bought, or of the forces, does not end because another category does
  const holding: Holding = !cover.isInsured
    ? 'none'
    : now.ownBp === 0 && cover.category === now.categoryCode
      ? 'free'
      : 'other';
  const position = whatIf.positionOf(person.personId);
  for (let side = 0; side < sides.length; side += 1) {
    const { desk, places } = sides[side] ?? today;
    for (let at = 0; at < days.length; at += 1) {
      const day = desk.day(days[at] ?? on);
      decidePerson(day, person, places.on(person.placeId, day.on), then);
      const share = shareInsured(holding, whatIf.uptake(then.categoryCode, side));
      addTo(whatIf.tallyOf(person.placeId, at, side), day, share, holding, position);
    }
  }
}

/** `free`: by a card of the very category the state pays for wholly. */
type Holding = 'none' | 'free' | 'other';

function shareInsured(holding: Holding, uptake: number): number {
  const isSame = then.categoryCode === now.categoryCode;
  if (then.ownBp === 0 && !(isSame && now.ownBp === 0)) return 1;
  if (holding === 'none') return 0;
  return holding === 'free' && !isSame ? uptake : 1;
}

function addTo(
  tally: Tally,
  day: DeskDay,
  share: number,
  holding: Holding,
  position: number,
): void {
  tally.residents += 1;
  if (then.ownBp === 0) tally.statePaid += 1;
  else if (holding === 'free') tally.leftStatePaid += 1;
  tally.insured += share;
  const own = ownMonthlyVnd(day, then.category, then, position);
  if (own === null || share === 0) return;
  const full = multiplyRounded(day.referenceVnd, day.rate, 10_000);
  tally.stateVnd += multiplyRounded(full, then.stateBp, 10_000) * share;
  tally.provinceVnd += multiplyRounded(full, then.provinceBp, 10_000) * share;
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
