/**
 * What if the law or the area lists were other: the same residents under today's law and under a
 * scenario, month by month. Nobody moves, is born or dies. Pure.
 *
 * Who is insured then: whoever others pay for wholly in a category new to him; who keeps his
 * category is insured as he is today; who pays himself, or has a second card, goes on; who loses his
 * only free card takes up the category then offered as its people do today (or as the scenario
 * assumes).
 *
 * People alike are counted together: a person is decided on the days on which something changes for
 * him, never on each of the months, and money is computed for the kinds of people of a commune. At
 * 1.3 million people and 14 days this takes a fifth of deciding everybody every month.
 */
import { assert } from '../kernel/assert.ts';
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import { multiplyRounded } from '../kernel/money.ts';
import {
  type DeskDay,
  type LawDesk,
  type Shares,
  WHOLE,
  ownMonthlyVnd,
  fullMonthlyVnd,
} from './law-desk.ts';
import type { Watch } from './law-desk.ts';
import { type SponsorTerm, isMeantFor, sponsoredVnd } from '../policy/sponsorship.ts';
import {
  type CandidateDay,
  type Decided,
  type PersonRecord,
  type PlaceOnDay,
  type Places,
  candidateDays,
  decidePerson,
  emptyDecided,
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
  /** what communes and sponsors pay of the own parts */
  communeVnd: number;
  sponsorVnd: number;
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
    communeVnd: 0,
    sponsorVnd: 0,
    ownVnd: 0,
  };
}

export interface Side {
  desk: LawDesk;
  places: Places;
  watch: Watch;
}

export interface WhatIf {
  on: IsoDate;
  /** `on` and later days, ascending */
  days: readonly IsoDate[];
  /** today's law, and the scenario's */
  sides: readonly [Side, Side];
  /** place on the household ladder of who has one */
  positionOf: (personId: number) => number;
  /** who else pays for a person, the same list for all for whom the same do */
  sponsorsOf: (personId: number) => readonly SponsorTerm[];
  /** the commune of a place */
  countsOf: (placeId: number) => CommuneCounts;
}

/** Expected to be insured: surely, surely not, or as those of the category are. */
type Expected = 'insured' | 'uninsured' | 'uptake';

/** People of a commune for whom everything is the same, and how many of them there are each day. */
interface Kind {
  decided: Readonly<Decided>;
  position: number;
  expected: Expected;
  hasLeft: boolean;
  /** a child past 72 months whose card runs on: nobody pays for it any more */
  isPaidOff: boolean;
  /** by day: how many more than on the day before */
  steps: Int32Array;
}

/** Kinds by their number, apart for each list of sponsors. */
type Kinds = Map<readonly SponsorTerm[], Map<number, Kind>>;

/** By side. */
export type CommuneCounts = readonly [Kinds, Kinds];

export function emptyCounts(): CommuneCounts {
  return [new Map(), new Map()];
}

const now = emptyDecided();
const then = emptyDecided();

/** Adds one resident to the counts of his commune. */
export function addPerson(whatIf: WhatIf, person: PersonRecord): void {
  const { on, days, sides } = whatIf;
  const [today] = sides;
  const place = today.places.on(person.placeId, on);
  decidePerson(today.desk.day(on), person, place, now);
  findHeld(today.desk.day(on), person, place);
  const position = Math.min(whatIf.positionOf(person.personId), POSITION_MAX);
  const counts = whatIf.countsOf(person.placeId);
  const sponsors = whatIf.sponsorsOf(person.personId);
  const until = days.at(-1) ?? on;
  for (let side = 0; side < sides.length; side += 1) {
    const { desk, places, watch } = sides[side] ?? today;
    const turns = candidateDays(desk, watch, places, person, { on, until });
    const paidTo = paidToOf(person.birthDate, on);
    if (paidTo > on && paidTo <= until) addTurn(turns, paidTo);
    const kinds = kindsFor(counts[side === 1 ? 1 : 0], sponsors);
    let last: Kind | undefined;
    let turn = 0;
    for (let at = 0; at < days.length; at += 1) {
      const day = days[at] ?? on;
      const isTurn = (turns[turn]?.on ?? FAR) <= day;
      while ((turns[turn]?.on ?? FAR) <= day) turn += 1;
      if (at > 0 && !isTurn) continue;
      const placeThen = places.on(person.placeId, day);
      const isOver = day >= paidTo;
      const kind = kindOn(kinds, desk.day(day), placeThen, person, position, isOver);
      if (kind === last) continue;
      if (last) step(last, at, -1);
      step(kind, at, 1);
      last = kind;
    }
  }

  function kindOn(
    kinds: Map<number, Kind>,
    day: DeskDay,
    placeThen: PlaceOnDay,
    who: PersonRecord,
    ladder: number,
    isOver: boolean,
  ): Kind {
    decidePerson(day, who, placeThen, then);
    const hasLeft =
      held.isStatePaid && !isStatePaid(then) && !someOffered(day, who, placeThen, isStatePaid);
    const keepsFree = !held.isFree || isFree(then) || someOffered(day, who, placeThen, isFree);
    const isPaidOff = isOver && then.categoryCode === CHILD;
    return findKind(kinds, days.length, ladder, expectedOf(keepsFree), { hasLeft, isPaidOff });
  }
}

function kindsFor(all: Kinds, sponsors: readonly SponsorTerm[]): Map<number, Kind> {
  let kinds = all.get(sponsors);
  if (!kinds) all.set(sponsors, (kinds = new Map()));
  return kinds;
}

const FAR: IsoDate = '9999-12-31';
/** Card of a child under 6. */
const CHILD = 'TE';

const paidToDays = new Map<IsoDate, IsoDate>();
const PAID_TO_DAYS_MAX = 10_000;

/**
 * First month for which nothing is paid for a child: the one after that of the day of 72 months (NĐ
 * 188 Art 8.1b), though the card runs to 30 September or the end of the month.
 */
function paidToOf(birthDate: IsoDate | null, on: IsoDate): IsoDate {
  // whoever is older holds no card of a child any more
  if (birthDate === null || Number(birthDate.slice(0, 4)) + YEARS_MAX < Number(on.slice(0, 4))) {
    return FAR;
  }
  let found = paidToDays.get(birthDate);
  if (found === undefined) {
    const full = addMonths(birthDate, CHILD_MONTHS);
    found = full.endsWith('-01') ? full : addMonths(startOfMonth(full), 1);
    if (paidToDays.size < PAID_TO_DAYS_MAX) paidToDays.set(birthDate, found);
  }
  return found;
}

const CHILD_MONTHS = 72;
const YEARS_MAX = 8;

function addTurn(turns: CandidateDay[], on: IsoDate): void {
  const at = turns.findIndex((turn) => turn.on > on);
  const turn: CandidateDay = { on, cause: 'turns' };
  if (at < 0) turns.push(turn);
  else turns.splice(at, 0, turn);
}
const POSITION_MAX = 5;

function step(kind: Kind, at: number, people: number): void {
  kind.steps[at] = (kind.steps[at] ?? 0) + people;
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

function expectedOf(keepsFree: boolean): Expected {
  const isSame = then.categoryCode === now.categoryCode;
  if (isFree(then) && !(isSame && isFree(now))) return 'insured';
  if (!held.isFree && !held.isOther) return 'uninsured';
  return keepsFree || held.isOther ? 'insured' : 'uptake';
}

const EXPECTED: readonly Expected[] = ['insured', 'uninsured', 'uptake'];
const categoryNumbers = new Map<string | null, number>();

/** The kind `then` belongs to; its key is one number, since there are millions of these. */
function findKind(
  kinds: Map<number, Kind>,
  days: number,
  position: number,
  expected: Expected,
  { hasLeft, isPaidOff }: Pick<Kind, 'hasLeft' | 'isPaidOff'>,
): Kind {
  let category = categoryNumbers.get(then.categoryCode);
  if (category === undefined) {
    category = categoryNumbers.size;
    categoryNumbers.set(then.categoryCode, category);
  }
  const shares = (category * (WHOLE + 1) + then.stateBp) * (WHOLE + 1) + then.provinceBp;
  const flags = (hasLeft ? 1 : 0) + (isPaidOff ? 2 : 0);
  const how = (position * EXPECTED.length + EXPECTED.indexOf(expected)) * FLAGS + flags;
  const key = (shares * (WHOLE + 2) + then.ownBp + 1) * KINDS_OF_HOW + how;
  let kind = kinds.get(key);
  if (!kind) {
    assert(Number.isSafeInteger(key), 'the key of a kind is a safe integer');
    const steps = new Int32Array(days);
    const decided = { ...then };
    kind = { decided, position, expected, hasLeft, isPaidOff, steps };
    kinds.set(key, kind);
  }
  return kind;
}

const FLAGS = 4;
const KINDS_OF_HOW = (POSITION_MAX + 1) * EXPECTED.length * FLAGS;

/** The tallies of one commune under one side, day by day. */
export function tallyDays(
  kinds: CommuneCounts[number],
  days: readonly DeskDay[],
  uptake: (category: string | null) => number,
): Tally[] {
  const tallies = days.map(emptyTally);
  for (const [sponsors, alike] of kinds) {
    for (const kind of alike.values()) {
      let people = 0;
      days.forEach((day, at) => {
        people += kind.steps[at] ?? 0;
        const tally = tallies[at];
        if (people > 0 && tally) addKind(tally, day, kind, { people, sponsors, uptake });
      });
    }
  }
  return tallies;
}

interface KindOnDay {
  people: number;
  sponsors: readonly SponsorTerm[];
  uptake: (category: string | null) => number;
}

function addKind(
  tally: Tally,
  day: DeskDay,
  { decided, position, expected, hasLeft, isPaidOff }: Kind,
  { people, sponsors, uptake }: KindOnDay,
): void {
  tally.residents += people;
  if (isStatePaid(decided)) tally.statePaid += people;
  if (hasLeft) tally.leftStatePaid += people;
  const category = day.decider.categories.indexOf(decided.categoryCode ?? '');
  const own = ownMonthlyVnd(day, category, decided, position);
  const helped = helpedOn(day, category, decided, { own, position, sponsors });
  // whoever others pay for wholly has a card then
  const isGiven = helped.leftVnd === 0 && helped.communeVnd + helped.sponsorVnd > 0;
  if (expected === 'uninsured' && !isGiven) return;
  const isSure = expected === 'insured' || isGiven;
  const insured = people * (isSure ? 1 : uptake(decided.categoryCode));
  tally.insured += insured;
  if (isPaidOff) return;
  // what depends on an income is not known, whoever pays it
  if (own === null || day.payments[category]?.isOnReference !== true) return;
  const full = multiplyRounded(day.referenceVnd, day.rate, WHOLE);
  tally.stateVnd += multiplyRounded(full, decided.stateBp, WHOLE) * insured;
  tally.provinceVnd += multiplyRounded(full, decided.provinceBp, WHOLE) * insured;
  tally.communeVnd += helped.communeVnd * insured;
  tally.sponsorVnd += helped.sponsorVnd * insured;
  tally.ownVnd += helped.leftVnd * insured;
}

/** What communes and sponsors pay of the own part on the day, and what is left of it. */
function helpedOn(
  day: DeskDay,
  category: number,
  { categoryCode, ownBp }: Readonly<Decided>,
  asked: { own: number | null; position: number; sponsors: readonly SponsorTerm[] },
): { communeVnd: number; sponsorVnd: number; leftVnd: number } {
  const { own, position, sponsors } = asked;
  const none = { communeVnd: 0, sponsorVnd: 0, leftVnd: own ?? 0 };
  const payment = day.payments[category];
  if (sponsors.length === 0 || !own || !payment?.isSupported || categoryCode === null) return none;
  const terms = sponsors.filter((term) => isMeantFor(term, categoryCode));
  const fullVnd = fullMonthlyVnd(day, payment, position);
  const paid = sponsoredVnd(terms, day.on, { fullVnd, ownVnd: own, ownBp });
  const sumOf = (payer: string): number =>
    paid.reduce((sum, vnd, at) => sum + (terms[at]?.payer === payer ? vnd : 0), 0);
  const [communeVnd, sponsorVnd] = [sumOf('commune'), sumOf('sponsor')];
  return { communeVnd, sponsorVnd, leftVnd: own - communeVnd - sponsorVnd };
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
    communeVnd: Math.round(tally.communeVnd),
    sponsorVnd: Math.round(tally.sponsorVnd),
    ownVnd: Math.round(tally.ownVnd),
  };
}
