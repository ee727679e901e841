/**
 * Whom each sponsorship pays for and how much, month by month: commune before sponsors, the earlier
 * promise before the later, within the ceilings. People are taken in the order given (who has a card,
 * then household by household), each in whole or not at all; at the first who no longer fits it stops.
 * Pure.
 */
import { assert } from '../kernel/assert.ts';
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import { type Vnd, multiplyRounded } from '../kernel/money.ts';
import { findRow } from '../policy/book.ts';
import {
  type OwnPart,
  SPONSOR_PAYERS,
  type SponsorTerm,
  isActive,
  isMeantFor,
  sponsoredVnd,
} from '../policy/sponsorship.ts';
import { type DeskDay, type LawDesk, WHOLE, fullMonthlyVnd, stepBpOf } from './law-desk.ts';

export interface Sponsorship extends SponsorTerm {
  sponsorshipId: number;
  from: IsoDate;
  to: IsoDate;
  moneyMaxVnd: Vnd | null;
  peopleMax: number | null;
}

/** A resident who pays a part himself, now or after the next change. */
export interface Candidate {
  personId: number;
  placeId: number;
  isInsured: boolean;
  position: number | null;
  category: string | null;
  stateBp: number;
  provinceBp: number;
  /** first day of the first month in the next category; null = nothing changes */
  nextOn: IsoDate | null;
  nextCategory: string | null;
  nextStateBp: number | null;
  nextProvinceBp: number | null;
}

/** Months for which the same is paid for one person. */
export interface Stretch {
  personId: number;
  placeId: number;
  isActual: boolean;
  category: string;
  from: IsoDate;
  to: IsoDate;
  stateBp: number;
  provinceBp: number;
  stepBp: number | null;
  /** the day whose law counts, where it is not that of the month */
  paidOn: IsoDate | null;
  communeVnd: Vnd;
  sponsorVnd: Vnd;
  ownVnd: Vnd;
  isAdded: boolean;
}

export interface Sponsored {
  sponsorshipId: number;
  personId: number;
  placeId: number;
  category: string;
  nowVnd: Vnd;
  months: number;
  reservedVnd: Vnd;
  estimatedMonths: number;
  estimatedVnd: Vnd;
  usedMonths: number;
  usedVnd: Vnd;
}

export interface ReachCount {
  eligible: number;
  beyondCeiling: number;
  paidByOthers: number;
  cut: number;
}

/** A person's cards as months, for the settlement: `GD:2026-01-01:2026-12-01 …`, stop exclusive. */
export interface HeldCards {
  personId: number;
  cards: string;
}

/** Shares of the state and the province in a category and month. */
interface MonthOffer {
  category: string;
  stateBp: number;
  provinceBp: number;
}

interface MonthPrice extends MonthOffer, OwnPart {
  stepBp: number | null;
  paidOn: IsoDate | null;
}

export interface SponsorPlan {
  /** in paying order: commune before sponsor, the earlier before the later */
  add(sponsorship: Sponsorship, candidates: readonly Candidate[]): ReachCount;
  /** persons taken by any */
  personIds(): number[];
  isInsured(personId: number): boolean;
  /** persons of a sponsorship for whom others pay too, and these others */
  sharedWith(sponsorshipId: number): { people: number; ids: Set<number> };
  /** settles the months with cards; `sharesThen` of who is no longer of the category */
  settle(held: readonly HeldCards[], sharesThen: SharesThen): void;
  sponsored(): Sponsored[];
  stretches(): Iterable<Stretch>;
}

export type SharesThen = (
  category: string,
  month: IsoDate,
) => { stateBp: number; provinceBp: number };

/** Sponsorships in the order in which they pay. */
export function inPlanOrder<Row extends Pick<Sponsorship, 'payer' | 'from' | 'sponsorshipId'>>(
  rows: readonly Row[],
): Row[] {
  const rank = (row: Row): number => SPONSOR_PAYERS.indexOf(row.payer);
  return [...rows].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.from < b.from ? -1 : a.from > b.from ? 1 : a.sponsorshipId - b.sponsorshipId),
  );
}

/** One person of the plan: who pays for him, and what. */
interface Taken {
  who: Candidate;
  /** people alike have one key: what is reckoned for one holds for all of them */
  alike: string;
  by: Sponsorship[];
  rows: Map<number, Sponsored>;
  settled: readonly Stretch[];
}

/** What was reckoned once for people alike. */
interface Desk {
  law: LawDesk;
  on: IsoDate;
  asked: Map<string, Asked>;
  estimates: Map<string, Stretch[]>;
  settled: Map<string, Settled>;
}

export function makeSponsorPlan(law: LawDesk, on: IsoDate): SponsorPlan {
  const people = new Map<number, Taken>();
  const desk: Desk = { law, on, asked: new Map(), estimates: new Map(), settled: new Map() };
  return {
    add(sponsorship, candidates) {
      return addSponsorship(desk, people, sponsorship, candidates);
    },
    personIds: () => [...people.keys()],
    isInsured: (personId) => people.get(personId)?.who.isInsured === true,
    sharedWith: (sponsorshipId) => sharedWith(people, sponsorshipId),
    settle(held, sharesThen) {
      for (const { personId, cards } of held) {
        const taken = people.get(personId);
        if (taken) settlePerson(desk, taken, cards, sharesThen);
      }
    },
    sponsored: () => [...people.values()].flatMap((taken) => [...taken.rows.values()]),
    *stretches() {
      for (const taken of people.values()) {
        const { personId, placeId } = taken.who;
        for (const each of estimateOf(desk, taken)) yield { ...each, personId, placeId };
        for (const each of taken.settled) yield { ...each, personId, placeId };
      }
    },
  };
}

function alikeOf(who: Candidate): string {
  const now = `${who.category} ${who.stateBp} ${who.provinceBp} ${who.position} ${who.isInsured}`;
  if (who.nextOn === null) return now;
  return `${now} ${who.nextOn} ${who.nextCategory} ${who.nextStateBp} ${who.nextProvinceBp}`;
}

function idsOf(by: readonly Sponsorship[]): string {
  return by.map((term) => term.sponsorshipId).join(' ');
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = make()));
  return found;
}

function sharedWith(people: ReadonlyMap<number, Taken>, sponsorshipId: number) {
  const ids = new Set<number>();
  let count = 0;
  for (const { rows } of people.values()) {
    if (!rows.has(sponsorshipId) || rows.size === 1) continue;
    count += 1;
    for (const id of rows.keys()) if (id !== sponsorshipId) ids.add(id);
  }
  return { people: count, ids };
}

function addSponsorship(
  desk: Desk,
  people: Map<number, Taken>,
  sponsorship: Sponsorship,
  candidates: readonly Candidate[],
): ReachCount {
  const count: ReachCount = { eligible: 0, beyondCeiling: 0, paidByOthers: 0, cut: 0 };
  const { peopleMax, moneyMaxVnd } = sponsorship;
  let taken = 0;
  let moneyVnd = 0;
  let isOver = false;
  for (const who of candidates) {
    const known = people.get(who.personId);
    const alike = known?.alike ?? alikeOf(who);
    const by = [...(known?.by ?? []), sponsorship];
    const asked = remembered(desk.asked, `${idsOf(by)}|${alike}`, () => ask(desk, who, by));
    if (asked.promisedMonths === 0) continue;
    count.eligible += 1;
    if (asked.row.reservedVnd === 0) {
      count.paidByOthers += 1;
      continue;
    }
    isOver ||= peopleMax !== null && taken >= peopleMax;
    isOver ||= moneyMaxVnd !== null && moneyVnd + asked.row.reservedVnd > moneyMaxVnd;
    if (isOver) {
      count.beyondCeiling += 1;
      continue;
    }
    taken += 1;
    moneyVnd += asked.row.reservedVnd;
    if (asked.isCut) count.cut += 1;
    const { personId, placeId } = who;
    const entry = known ?? { who, alike, by, rows: new Map<number, Sponsored>(), settled: [] };
    entry.by = by;
    entry.rows.set(sponsorship.sponsorshipId, { ...asked.row, personId, placeId });
    people.set(personId, entry);
  }
  return count;
}

interface Asked {
  row: Sponsored;
  /** others leave less than it promised */
  isCut: boolean;
  promisedMonths: number;
}

/** What the last of some sponsorships would pay for a person beside those before it. */
function ask({ law, on }: Desk, who: Candidate, by: readonly Sponsorship[]): Asked {
  const sponsorship = by.at(-1);
  assert(sponsorship !== undefined, 'somebody is asked');
  const row = emptyRow(who, sponsorship);
  let isCut = false;
  let promisedMonths = 0;
  for (const month of monthsOf(sponsorship)) {
    const price = priceOf(law, who, month);
    if (!price || !isMeantFor(sponsorship, price.category)) continue;
    promisedMonths += 1;
    const paid = payOf(by, month, price);
    const own = paid.at(-1) ?? 0;
    isCut ||= own < (sponsoredVnd([sponsorship], month, price)[0] ?? 0);
    if (own === 0) continue;
    if (row.months === 0) row.category = price.category;
    row.months += 1;
    row.reservedVnd += own;
    const left = price.ownVnd - paid.reduce((sum, vnd) => sum + vnd, 0);
    if (!who.isInsured && left > 0) continue;
    row.estimatedMonths += 1;
    row.estimatedVnd += own;
  }
  const today = isActive(sponsorship, on) ? priceOf(law, who, on, on) : null;
  if (today && isMeantFor(sponsorship, today.category)) {
    row.nowVnd = payOf(by, on, today).at(-1) ?? 0;
  }
  return { row, isCut, promisedMonths };
}

function emptyRow(who: Candidate, { sponsorshipId }: Sponsorship): Sponsored {
  const { personId, placeId } = who;
  const category = who.category ?? who.nextCategory ?? '';
  const none = { months: 0, reservedVnd: 0, estimatedMonths: 0, estimatedVnd: 0 };
  return {
    sponsorshipId,
    personId,
    placeId,
    category,
    nowVnd: 0,
    ...none,
    usedMonths: 0,
    usedVnd: 0,
  };
}

/** What each of the terms pays of the month, in their order; nothing for another category. */
function payOf(terms: readonly Sponsorship[], month: IsoDate, price: MonthPrice): Vnd[] {
  const meant = terms.filter((term) => isMeantFor(term, price.category));
  const paid = sponsoredVnd(meant, month, price);
  return terms.map((term) => paid[meant.indexOf(term)] ?? 0);
}

/** First days of months inside the period. */
function monthsOf({ from, to }: { from: IsoDate; to: IsoDate }): IsoDate[] {
  const months: IsoDate[] = [];
  const first = from.endsWith('-01') ? from : addMonths(startOfMonth(from), 1);
  for (let month = first; month < to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/**
 * As the estimate of the budget: the category of now until the month of the change, then the next; by
 * the law of the month, or of the first month of the year in the category where the amount stays with
 * the day of payment.
 */
function priceOf(
  desk: LawDesk,
  who: Candidate,
  month: IsoDate,
  lawOn?: IsoDate,
): MonthPrice | null {
  const turn = who.nextOn !== null && month >= who.nextOn ? who.nextOn : null;
  const category = turn === null ? who.category : who.nextCategory;
  if (category === null) return null;
  const stateBp = turn === null ? who.stateBp : (who.nextStateBp ?? 0);
  const provinceBp = turn === null ? who.provinceBp : (who.nextProvinceBp ?? 0);
  const offer = { category, stateBp, provinceBp };
  const first: IsoDate = `${month.slice(0, 4)}-01-01`;
  const paidOn = turn !== null && turn > first ? turn : first;
  const stays = lawOn === undefined && staysWithPayment(desk, category, paidOn);
  const price = priceIn(desk.day(lawOn ?? (stays ? paidOn : month)), offer, who.position);
  return price && stays ? { ...price, paidOn } : price;
}

function staysWithPayment({ book }: LawDesk, category: string, paidOn: IsoDate): boolean {
  const rows = book.data.contribution.baseChanges.filter(
    (row) => row.categories.includes(category) && row.support !== 'full',
  );
  return findRow(rows, paidOn)?.rule === 'paymentDate';
}

/** Null where the person pays nothing himself, or on an income the register does not hold. */
function priceIn(day: DeskDay, offer: MonthOffer, position: number | null): MonthPrice | null {
  const { category, stateBp, provinceBp } = offer;
  const payment = day.payments[day.decider.categories.indexOf(category)];
  const ownBp = WHOLE - stateBp - provinceBp;
  if (!payment?.fixed || !payment.isSupported || !payment.isOnReference || ownBp <= 0) return null;
  const stepBp = stepBpOf(day, payment, position ?? 1);
  const fullVnd = fullMonthlyVnd(day, payment, position ?? 1);
  const stateVnd = multiplyRounded(fullVnd, stateBp, WHOLE);
  const ownVnd = fullVnd - stateVnd - multiplyRounded(fullVnd, provinceBp, WHOLE);
  return { ...offer, stepBp, paidOn: null, fullVnd, ownVnd, ownBp };
}

function estimateOf(desk: Desk, { who, alike, by }: Taken): Stretch[] {
  return remembered(desk.estimates, `${idsOf(by)}|${alike}`, () => {
    const months = [...new Set(by.flatMap(monthsOf))].sort();
    return joined(
      months.flatMap((month) => {
        const price = priceOf(desk.law, who, month);
        const stretch = price && stretchOf(who, by, month, price);
        if (!stretch || (!who.isInsured && stretch.ownVnd > 0)) return [];
        return [{ ...stretch, isAdded: !who.isInsured }];
      }),
    );
  });
}

interface Settled {
  stretches: Stretch[];
  /** by sponsorship of the person, in their order */
  used: { months: number; vnd: Vnd }[];
}

function settlePerson(desk: Desk, taken: Taken, cards: string, sharesThen: SharesThen): void {
  const { who, alike, by } = taken;
  const key = `${idsOf(by)}|${alike}|${cards}`;
  const found = remembered(desk.settled, key, () => settle(desk.law, who, by, cards, sharesThen));
  taken.settled = found.stretches;
  by.forEach(({ sponsorshipId }, at) => {
    const row = taken.rows.get(sponsorshipId);
    const used = found.used[at];
    if (!row || !used) return;
    row.usedMonths = used.months;
    row.usedVnd = used.vnd;
  });
}

function settle(
  law: LawDesk,
  who: Candidate,
  by: readonly Sponsorship[],
  cards: string,
  sharesThen: SharesThen,
): Settled {
  const used = by.map(() => ({ months: 0, vnd: 0 }));
  const stretches = monthsHeld(cards).flatMap(({ month, category }): Stretch[] => {
    const isStill = who.category === category;
    const { stateBp, provinceBp } = isStill ? who : sharesThen(category, month);
    const offer = { category, stateBp, provinceBp };
    const price = priceIn(law.day(month), offer, isStill ? who.position : null);
    const stretch = price && stretchOf(who, by, month, price);
    if (!price || !stretch) return [];
    payOf(by, month, price).forEach((vnd, at) => {
      const sum = used[at];
      if (!sum || vnd === 0) return;
      sum.months += 1;
      sum.vnd += vnd;
    });
    return [{ ...stretch, isActual: true }];
  });
  return { stretches: joined(stretches), used };
}

/** Each month once a category, in order of categories. */
function monthsHeld(cards: string): { month: IsoDate; category: string }[] {
  const held = new Map<string, { month: IsoDate; category: string }>();
  for (const card of cards.split(' ')) {
    const [category = '', from = '', to = ''] = card.split(':');
    for (const month of monthsOf({ from, to }))
      held.set(`${category} ${month}`, { month, category });
  }
  return [...held.keys()].sort().flatMap((key) => held.get(key) ?? []);
}

/** Null where nobody pays anything in the month. */
function stretchOf(
  { personId, placeId }: Candidate,
  by: readonly Sponsorship[],
  month: IsoDate,
  price: MonthPrice,
): Stretch | null {
  const { category, stateBp, provinceBp, stepBp, paidOn } = price;
  const paid = payOf(by, month, price);
  const sumOf = (payer: string): Vnd =>
    paid.reduce((sum, vnd, at) => sum + (by[at]?.payer === payer ? vnd : 0), 0);
  const [communeVnd, sponsorVnd] = [sumOf('commune'), sumOf('sponsor')];
  if (communeVnd + sponsorVnd === 0) return null;
  const who = { personId, placeId, isActual: false, isAdded: false };
  const when = { from: month, to: addMonths(month, 1) };
  const shares = { category, stateBp, provinceBp, stepBp, paidOn };
  const ownVnd = price.ownVnd - communeVnd - sponsorVnd;
  return { ...who, ...when, ...shares, communeVnd, sponsorVnd, ownVnd };
}

/** Months in order; equal ones that follow each other become one stretch. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const next of stretches) {
    const last = out.at(-1);
    if (last && last.to === next.from && isSame(last, next)) last.to = next.to;
    else out.push({ ...next });
  }
  return out;
}

function isSame(a: Stretch, b: Stretch): boolean {
  return (
    a.category === b.category &&
    a.stateBp === b.stateBp &&
    a.provinceBp === b.provinceBp &&
    a.stepBp === b.stepBp &&
    a.paidOn === b.paidOn &&
    a.communeVnd === b.communeVnd &&
    a.sponsorVnd === b.sponsorVnd &&
    a.ownVnd === b.ownVnd &&
    a.isAdded === b.isAdded
  );
}
