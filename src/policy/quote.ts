/**
 * The contribution of a household or a person: base × rate × step × months, and who pays each đồng.
 * Explains itself line by line (codes and values; texts are in `messages`) and keeps every value of
 * the law it used. A missing value refuses with the name of the missing rule; nothing is guessed.
 */
import { type IsoDate, addMonths } from '../kernel/dates.ts';
import { type Vnd, multiplyRounded } from '../kernel/money.ts';
import { type Outcome, Refusal, failures, refuse, success } from '../kernel/outcome.ts';
import { type LawBook, type ValueOn, findRow, getRow, valueOn } from './book.ts';
import type { TraceLine } from './decide.ts';
import { NO_FACTS, type PersonFacts } from './facts.ts';
import { type LawDay, type LawLine, type Share, lawDay, sharesOf } from './law-day.ts';
import { quoteLines, quoteWarnings } from './quote-lines.ts';
import { type SponsorTerm, inPayingOrder, isMeantFor, sponsoredVnd } from './sponsorship.ts';
import { checkTerm } from './term.ts';
import type { BaseChangeRow, Payer } from './topics.ts';

const WHOLE_BP = 10_000;

export interface QuoteMember {
  /** the caller's key of the person */
  ref: string;
  category: string;
  paidOn: IsoDate;
  /** first day the money counts for; the payment date where absent */
  startsOn?: IsoDate;
  months: number;
  /** salary, pension or benefit of a month, for categories that pay on it */
  incomeVnd?: Vnd;
  /** detained or suspended from work: half of the salary is the base */
  suspended?: boolean;
  /** what conditions of support ask (area, province, age); none where absent */
  facts?: PersonFacts;
  /** first day without the limited support, where the facts do not show it */
  supportEndsOn?: IsoDate;
  /** part of the full contribution a sponsor pays instead of the participant */
  sponsorBp?: number;
  /** who else pays instead of the participant, from when to when */
  sponsors?: readonly SponsorTerm[];
}

export interface QuoteRequest {
  members: readonly QuoteMember[];
  /** members of the household who joined earlier in the financial year and are not in the list */
  joinedBefore?: number;
  /** 2015-01-01 to 2018-11-30: all members outside other groups take part */
  allMembersTakePart?: boolean;
}

export interface SharePart extends Share {
  monthlyVnd: Vnd;
  amountVnd: Vnd;
  /** of the sponsor, where one was named */
  name?: string;
}

/** Months with the same values. */
export interface Segment {
  from: IsoDate;
  months: number;
  base: ValueOn;
  rate: ValueOn;
  /** place on the household ladder; null = no ladder */
  position: number | null;
  stepBp: number;
  /** base × step: column 4 of Form 3 */
  steppedBaseVnd: Vnd;
  monthlyVnd: Vnd;
  shares: SharePart[];
}

export type Amounts = Partial<Record<Payer, Vnd>>;

export interface MemberQuote {
  ref: string;
  category: string;
  paidOn: IsoDate;
  startsOn: IsoDate;
  months: number;
  baseChange: BaseChangeRow | null;
  segments: Segment[];
  fullVnd: Vnd;
  amounts: Amounts;
  /** values of the law that were used, each once */
  snapshot: ValueOn[];
  lines: TraceLine[];
  warnings: TraceLine[];
}

export interface Quote {
  version: string;
  members: MemberQuote[];
  totalVnd: Vnd;
  amounts: Amounts;
}

/** All faults of all members at once (`at` = ref). */
export function quote(book: LawBook, request: QuoteRequest): Outcome<Quote> {
  const faults: Refusal['faults'][number][] = [];
  const members: MemberQuote[] = [];
  const desk: Desk = { book, days: new Map(), request, positions: positionsOf(book, request) };
  for (const member of request.members) {
    try {
      members.push(quoteMember(desk, member));
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      faults.push(...cause.faults.map((fault) => ({ ...fault, at: member.ref })));
    }
  }
  if (faults.length > 0) return failures(faults);
  const amounts: Amounts = {};
  for (const member of members) addAmounts(amounts, member.amounts);
  const totalVnd = members.reduce((sum, member) => sum + member.fullVnd, 0);
  return success({ version: book.version, members, totalVnd, amounts });
}

interface Desk {
  book: LawBook;
  days: Map<IsoDate, LawDay>;
  request: QuoteRequest;
  positions: ReadonlyMap<QuoteMember, number>;
}

function dayOf(desk: Desk, on: IsoDate): LawDay {
  let day = desk.days.get(on);
  if (!day) {
    day = lawDay(desk.book, on);
    desk.days.set(on, day);
  }
  return day;
}

function quoteMember(desk: Desk, member: QuoteMember): MemberQuote {
  const { book } = desk;
  const facts = member.facts ?? NO_FACTS;
  const day = dayOf(desk, member.paidOn);
  const line = lineOf(day, member.category);
  const term = checkTerm(book, member, line, day, facts);
  const shares = sharesOn(day, line, facts);
  const baseChange = baseChangeOf(book, member, shares.stateBp >= 10_000);
  const startsOn = member.startsOn ?? member.paidOn;
  const atPayment = baseChange?.rule === 'paymentDate' ? day : null;
  const segments = monthlySegments(desk, member, startsOn, atPayment);
  const amounts: Amounts = {};
  for (const { shares: parts } of segments) {
    for (const part of parts) addAmounts(amounts, { [part.payer]: part.amountVnd });
  }
  const quoted: MemberQuote = {
    ref: member.ref,
    category: member.category,
    paidOn: member.paidOn,
    startsOn,
    months: member.months,
    baseChange: baseChange ?? null,
    segments,
    fullVnd: segments.reduce((sum, segment) => sum + segment.monthlyVnd * segment.months, 0),
    amounts,
    snapshot: snapshotOf(segments),
    lines: [],
    warnings: [],
  };
  quoted.lines = quoteLines(book, quoted);
  quoted.warnings = quoteWarnings(desk.request, member, quoted, { ...term, ...shares });
  return quoted;
}

function lineOf(day: LawDay, category: string): LawLine {
  const line = day.byCategory.get(category);
  return line ?? refuse('policy.categoryNotInForce', { category, on: day.on });
}

function sharesOn(day: LawDay, line: LawLine, facts: PersonFacts) {
  const rule = `${line.payment ? 'support' : 'payment'} ${line.category}`;
  return sharesOf(day, line, facts) ?? refuse('policy.missingRule', { rule, on: day.on });
}

function baseChangeOf(book: LawBook, member: QuoteMember, isFull: boolean) {
  const rows = book.data.contribution.baseChanges.filter(
    (row) =>
      row.categories.includes(member.category) &&
      (row.support === 'any' || (row.support === 'full') === isFull),
  );
  return findRow(rows, member.paidOn);
}

/** Month by month, equal months joined; all by the law of the day of payment where it stays with that. */
function monthlySegments(
  desk: Desk,
  member: QuoteMember,
  startsOn: IsoDate,
  atPayment: LawDay | null,
): Segment[] {
  const segments: Segment[] = [];
  for (let month = 0; month < member.months; month += 1) {
    const from = addMonths(startsOn, month);
    const day = atPayment ?? dayOf(desk, from);
    const line = lineOf(day, member.category);
    const segment = makeSegment(desk, member, day, line, { from, months: 1 });
    const last = segments.at(-1);
    if (last && isSame(last, segment)) {
      segments[segments.length - 1] = lengthen(last);
    } else {
      segments.push(segment);
    }
  }
  return segments;
}

function isSame(a: Segment, b: Segment): boolean {
  return (
    a.base.value === b.base.value &&
    a.rate.value === b.rate.value &&
    a.stepBp === b.stepBp &&
    a.shares.length === b.shares.length &&
    a.shares.every((part, index) => {
      const other = b.shares[index];
      return (
        other &&
        part.payer === other.payer &&
        part.name === other.name &&
        part.monthlyVnd === other.monthlyVnd
      );
    })
  );
}

function lengthen(segment: Segment): Segment {
  const months = segment.months + 1;
  const shares = segment.shares.map((part) => ({ ...part, amountVnd: part.monthlyVnd * months }));
  return { ...segment, months, shares };
}

function makeSegment(
  desk: Desk,
  member: QuoteMember,
  day: LawDay,
  line: LawLine,
  term: { from: IsoDate; months: number },
): Segment {
  const { book } = desk;
  const base = baseOf(book, member, line, day.on);
  const rate = valueOn(book, 'contributionRate', day.on);
  const { position, stepBp } = stepOf(desk, member);
  const monthlyVnd = multiplyRounded(base.value, rate.value * stepBp, 100_000_000);
  const { shares } = sharesOn(day, line, member.facts ?? NO_FACTS);
  return {
    ...term,
    base,
    rate,
    position,
    stepBp,
    steppedBaseVnd: multiplyRounded(base.value, stepBp, 10_000),
    monthlyVnd,
    shares: withSponsors(splitMonth(monthlyVnd, term.months, shares), member, term),
  };
}

/** What the contribution is a percentage of, for one month. */
function baseOf(book: LawBook, member: QuoteMember, line: LawLine, on: IsoDate): ValueOn {
  const payment = line.payment;
  if (!payment) return refuse('policy.missingRule', { rule: `payment ${line.category}`, on });
  if (payment.base === 'reference') return valueOn(book, 'referenceLevel', on);
  if (member.incomeVnd === undefined) {
    return refuse('policy.incomeNeeded', { category: member.category, base: payment.base });
  }
  const { citation, confidence, checkedOn, from, to } = payment;
  const income = { rule: payment.base, citation, confidence, checkedOn, from, to };
  if (payment.base !== 'salary') return { ...income, value: member.incomeVnd };
  const cap = salaryCap(book, on);
  const capped = Math.min(member.incomeVnd, cap.value);
  if (!member.suspended) {
    return capped < member.incomeVnd ? cap : { ...income, value: capped };
  }
  const half = valueOn(book, 'suspendedSalaryShare', on);
  return { ...half, rule: 'suspendedSalary', value: multiplyRounded(capped, half.value, 10_000) };
}

/** Highest salary the contribution is counted on: 20 × the base salary or reference level. */
export function salaryCap(book: LawBook, on: IsoDate): ValueOn {
  const multiple = valueOn(book, 'salaryCapMultiple', on);
  const level = valueOn(book, 'referenceLevel', on);
  return {
    ...multiple,
    rule: 'salaryCap',
    value: multiple.value * level.value,
    from: level.from,
    to: level.to,
    citation: [...multiple.citation, ...level.citation],
  };
}

function stepOf(desk: Desk, member: QuoteMember): { position: number | null; stepBp: number } {
  const position = desk.positions.get(member);
  if (position === undefined) return { position: null, stepBp: 10_000 };
  const ladder = getRow(desk.book.data.contribution.ladder, member.paidOn, 'ladder');
  if (ladder.condition === 'allMembers' && desk.request.allMembersTakePart !== true) {
    refuse('policy.allMembersMustJoin', { on: member.paidOn });
  }
  const last = ladder.stepsBp.length;
  return { position, stepBp: ladder.stepsBp[Math.min(position, last) - 1] ?? 10_000 };
}

/** Place of each household member on the ladder: by day of payment inside the financial year. */
function positionsOf(book: LawBook, request: QuoteRequest): Map<QuoteMember, number> {
  const taken = new Map<string, number>();
  const positions = new Map<QuoteMember, number>();
  const inOrder = [...request.members].sort((a, b) =>
    a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0,
  );
  const firstYear = inOrder[0]?.paidOn.slice(0, 4);
  if (firstYear) taken.set(firstYear, request.joinedBefore ?? 0);
  for (const member of inOrder) {
    const ladder = findRow(book.data.contribution.ladder, member.paidOn);
    if (!ladder?.categories.includes(member.category)) continue;
    const year = member.paidOn.slice(0, 4);
    const position = (taken.get(year) ?? 0) + 1;
    taken.set(year, position);
    positions.set(member, position);
  }
  return positions;
}

/** Sponsors pay out of the participant's part, never more than it. */
function withSponsors(
  parts: readonly SharePart[],
  member: QuoteMember,
  { from, months }: { from: IsoDate; months: number },
): SharePart[] {
  const terms = inPayingOrder(sponsorsOf(member));
  const own = parts.find((part) => part.payer === 'participant');
  if (terms.length === 0 || !own || own.denominator !== WHOLE_BP) return [...parts];
  const fullVnd = parts.reduce((sum, part) => sum + part.monthlyVnd, 0);
  const asked = { fullVnd, ownVnd: own.monthlyVnd, ownBp: own.numerator };
  const paid = sponsoredVnd(terms, from, asked);
  const left = own.monthlyVnd - paid.reduce((sum, vnd) => sum + vnd, 0);
  const bpOf = (vnd: Vnd): number => multiplyRounded(WHOLE_BP, vnd, fullVnd);
  const sponsored = terms.flatMap(({ payer, name }, at): SharePart[] => {
    const monthlyVnd = paid[at] ?? 0;
    if (monthlyVnd === 0) return [];
    const amounts = { numerator: bpOf(monthlyVnd), monthlyVnd, amountVnd: monthlyVnd * months };
    const part: SharePart = { ...own, ...amounts, payer, citation: [], confidence: 'confirmed' };
    return [name === '' ? part : { ...part, name }];
  });
  const others = parts.filter((part) => part !== own);
  if (left === 0) return [...others, ...sponsored];
  const amounts = { monthlyVnd: left, amountVnd: left * months };
  const numerator = left === own.monthlyVnd ? own.numerator : bpOf(left);
  return [...others, ...sponsored, { ...own, numerator, ...amounts }];
}

function sponsorsOf({ category, sponsors = [], sponsorBp = 0 }: QuoteMember): SponsorTerm[] {
  const meant = sponsors.filter((term) => isMeantFor(term, category));
  if (sponsorBp <= 0) return meant;
  const always = { way: 'share', monthlyVnd: null, categories: [], from: null, to: null } as const;
  return [...meant, { payer: 'sponsor', name: '', shareBp: sponsorBp, ...always }];
}

/** Every part rounded half up to one đồng a month; the last payer carries the rest. */
function splitMonth(monthlyVnd: Vnd, months: number, shares: readonly Share[]): SharePart[] {
  let rest = monthlyVnd;
  return shares.map((share, index) => {
    const isLast = index === shares.length - 1;
    const exact = multiplyRounded(monthlyVnd, share.numerator, share.denominator);
    const part = isLast ? rest : Math.min(rest, exact);
    rest -= part;
    return { ...share, monthlyVnd: part, amountVnd: part * months };
  });
}

function addAmounts(into: Amounts, more: Amounts): void {
  for (const [payer, amount] of Object.entries(more) as [Payer, Vnd][]) {
    into[payer] = (into[payer] ?? 0) + amount;
  }
}

function snapshotOf(segments: readonly Segment[]): ValueOn[] {
  const seen = new Map<string, ValueOn>();
  for (const { base, rate } of segments) {
    for (const value of [base, rate]) seen.set(`${value.rule} ${value.from} ${value.value}`, value);
  }
  return [...seen.values()];
}
