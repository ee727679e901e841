/** Money beside the contribution: late charges, ceilings, school health, co-payment, Form 1. */
import type { IsoDate } from '../kernel/dates.ts';
import { type Vnd, multiplyRounded } from '../kernel/money.ts';
import { refuse } from '../kernel/outcome.ts';
import { type LawBook, getRow, valueOn } from './book.ts';
import { type FineRow } from './topics.ts';

export interface Overdue {
  overdueVnd: Vnd;
  days: number;
}

/** Late payment and evasion: unpaid amount of each month × days × 0.03 %, month by month. */
export function lateCharge(
  book: LawBook,
  on: IsoDate,
  months: readonly Overdue[],
): { chargesVnd: Vnd[]; chargeVnd: Vnd } {
  const perDay = valueOn(book, 'lateChargePerDay', on);
  const chargesVnd = months.map(({ overdueVnd, days }) =>
    multiplyRounded(overdueVnd, perDay.value * days, 10_000),
  );
  return { chargesVnd, chargeVnd: chargesVnd.reduce((sum, charge) => sum + charge, 0) };
}

/** The bracket of a fine for an individual; organisations pay the multiple of the law. */
export function fineOf(
  book: LawBook,
  on: IsoDate,
  act: string,
  by: FineRow['by'],
  amount: number,
): { minVnd: Vnd; maxVnd: Vnd } {
  const rows = book.data.penalties.fines.filter((row) => row.act === act && row.by === by);
  const row = getRow(rows, on, `fine ${act}`);
  const bracket = row.brackets.find(({ below }) => below === null || amount < below);
  if (!bracket) return refuse('policy.missingRule', { rule: `fine ${act}`, on });
  return { minVnd: bracket.minVnd, maxVnd: bracket.maxVnd };
}

/** Ceilings of collection costs, on the participants' own money only. */
export function collectionCeilings(
  book: LawBook,
  on: IsoDate,
  paidByParticipantsVnd: Vnd,
): { allCostsMaxVnd: Vnd; agentsMaxVnd: Vnd } {
  const all = valueOn(book, 'collectionCostMax', on).value;
  const agents = valueOn(book, 'agentPayMax', on).value;
  return {
    allCostsMaxVnd: multiplyRounded(paidByParticipantsVnd, all, 10_000),
    agentsMaxVnd: multiplyRounded(paidByParticipantsVnd, agents, 10_000),
  };
}

/** 5 % × pupils × rate × base × months, base of the payment date. Refuses in the gap of 2025. */
export function schoolHealthMoney(book: LawBook, on: IsoDate, pupils: number, months: number): Vnd {
  const share = valueOn(book, 'schoolHealthPupils', on).value;
  const rate = valueOn(book, 'contributionRate', on).value;
  const base = valueOn(book, 'referenceLevel', on).value;
  const monthly = multiplyRounded(base, rate, 10_000);
  return multiplyRounded(monthly * months * pupils, share, 10_000);
}

/**
 * Co-payment still to come before 100 % is paid, when the base may have changed inside the year:
 * (6 − paid before / old base) × new base; nothing where 6 × old base was already reached.
 */
export function copaymentRemaining(
  book: LawBook,
  on: IsoDate,
  paidBefore: { vnd: Vnd; on: IsoDate } | null,
  paidSinceVnd: Vnd = 0,
): { remainingVnd: Vnd; reached: boolean } {
  const multiple = valueOn(book, 'copaymentCeilingMultiple', on).value;
  const base = valueOn(book, 'referenceLevel', on).value;
  if (!paidBefore) return remaining(multiple * base - paidSinceVnd);
  const oldBase = valueOn(book, 'referenceLevel', paidBefore.on).value;
  const oldCeiling = multiple * oldBase;
  if (paidBefore.vnd > oldCeiling) return { remainingVnd: 0, reached: true };
  return remaining(multiplyRounded(oldCeiling - paidBefore.vnd, base, oldBase) - paidSinceVnd);
}

function remaining(vnd: Vnd): { remainingVnd: Vnd; reached: boolean } {
  return { remainingVnd: Math.max(0, vnd), reached: vnd < 0 };
}

/** Direct payment of care without contract: what is due, at most the cap of the level. */
export function directPayment(
  book: LawBook,
  on: IsoDate,
  level: string,
  inpatient: boolean,
  entitledVnd: Vnd,
): { paidVnd: Vnd; capVnd: Vnd } {
  const rows = book.data.benefit.directPayment.filter(
    (row) => row.level === level && row.inpatient === inpatient,
  );
  const row = getRow(rows, on, `directPayment ${level} ${inpatient ? 'inpatient' : 'outpatient'}`);
  const capVnd = multiplyRounded(valueOn(book, 'baseSalary', on).value, row.capBp, 10_000);
  return { paidVnd: Math.min(entitledVnd, capVnd), capVnd };
}

/** A visit cheaper than this is paid in full. */
export function smallVisitVnd(book: LawBook, on: IsoDate): Vnd {
  const share = valueOn(book, 'smallVisitThreshold', on).value;
  return multiplyRounded(valueOn(book, 'baseSalary', on).value, share, 10_000);
}

export interface Form1Line {
  /** column 1 */
  cards: number;
  /** column 2: money by the rate */
  fullVnd: Vnd;
  /** column 3: participants pay */
  participantVnd: Vnd;
  /** column 4 = 2 − 3: the state pays */
  stateVnd: Vnd;
  /** column 5 */
  transferredVnd: Vnd;
  /** column 6 = 4 − 5 */
  outstandingVnd: Vnd;
}

/** A line of Form 1 (NĐ 188 annex) for cards of one rate, one support and one base. */
export function form1Line(
  book: LawBook,
  on: IsoDate,
  input: { cards: number; months: number; supportBp: number; transferredVnd: Vnd },
): Form1Line {
  const rate = valueOn(book, 'contributionRate', on).value;
  const monthly = multiplyRounded(valueOn(book, 'referenceLevel', on).value, rate, 10_000);
  const state = multiplyRounded(monthly, input.supportBp, 10_000);
  const people = input.cards * input.months;
  const stateVnd = state * people;
  return {
    cards: input.cards,
    fullVnd: monthly * people,
    participantVnd: (monthly - state) * people,
    stateVnd,
    transferredVnd: input.transferredVnd,
    outstandingVnd: stateVnd - input.transferredVnd,
  };
}
