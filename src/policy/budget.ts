/**
 * Support budget and settlement (dự toán, quyết toán): persons × months × rate, by place, category,
 * payer and budget level. Lines come from bulk decisions; every row can be opened to its people by
 * the same keys. Pure.
 */
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import { type Vnd, multiplyRounded } from '../kernel/money.ts';
import { type Fault, type Outcome, Refusal, failures, refuse, success } from '../kernel/outcome.ts';
import { type LawBook, findRow, valueOn } from './book.ts';
import { type LawDay, type LawLine, lawDay } from './law-day.ts';
import type { BudgetLevel, Payer } from './topics.ts';
import type { Confidence } from './types.ts';

/** People of one place in one category with the same support. */
export interface BudgetLine {
  placeId: number;
  category: string;
  people: number;
  /** from the decision; only for supported and self-paid categories */
  stateBp: number;
  provinceBp: number;
  /** first month and number of months */
  from: IsoDate;
  months: number;
  /** day of payment of the term, for categories whose amount stays with it; `from` where absent */
  paidOn?: IsoDate;
  /** average income of a month, for categories that pay on it */
  incomeVnd?: Vnd;
  /** pupils and students: whose budget carries their schools */
  schoolLevel?: 'central' | 'province';
  stepBp?: number;
}

export interface BudgetRow {
  placeId: number;
  category: string;
  group: number;
  payer: Payer;
  /** who transfers (policy/support.yaml, flows); null for payers other than the state */
  flow: string | null;
  level: BudgetLevel | null;
  month: IsoDate;
  people: number;
  personVnd: Vnd;
  amountVnd: Vnd;
  confidence: Confidence;
}

/** One row a month and payer; all faults of all lines at once (`at` = number of the line). */
export function budgetRows(book: LawBook, lines: readonly BudgetLine[]): Outcome<BudgetRow[]> {
  const faults: Fault[] = [];
  const rows: BudgetRow[] = [];
  const days = new Map<IsoDate, LawDay>();
  const dayOf = (on: IsoDate): LawDay => {
    const day = days.get(on) ?? lawDay(book, on);
    days.set(on, day);
    return day;
  };
  lines.forEach((line, index) => {
    try {
      rows.push(...rowsOf(book, line, dayOf));
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      faults.push(...cause.faults.map((fault) => ({ ...fault, at: `lines.${index}` })));
    }
  });
  return faults.length > 0 ? failures(faults) : success(rows);
}

function rowsOf(book: LawBook, line: BudgetLine, dayOf: (on: IsoDate) => LawDay): BudgetRow[] {
  const first = startOfMonth(line.from);
  const paidOn = line.paidOn ?? first;
  const isFull = line.stateBp >= 10_000;
  const change = findRow(
    book.data.contribution.baseChanges.filter(
      (row) =>
        row.categories.includes(line.category) &&
        (row.support === 'any' || (row.support === 'full') === isFull),
    ),
    paidOn,
  );
  return Array.from({ length: line.months }, (_, index) => {
    const month = addMonths(first, index);
    const day = dayOf(change?.rule === 'paymentDate' ? paidOn : month);
    return monthRows(book, line, day, month);
  }).flat();
}

function monthRows(book: LawBook, line: BudgetLine, day: LawDay, month: IsoDate): BudgetRow[] {
  const law = day.byCategory.get(line.category);
  const { on } = day;
  if (!law) return refuse('policy.categoryNotInForce', { category: line.category, on });
  const monthlyVnd = monthlyOf(book, line, law, on);
  let rest = monthlyVnd;
  const parts = partsOf(law, line, on);
  return parts.map(({ payer, numerator, denominator, confidence }, index) => {
    const exact = multiplyRounded(monthlyVnd, numerator, denominator);
    const personVnd = index === parts.length - 1 ? rest : Math.min(rest, exact);
    rest -= personVnd;
    const isState = payer === 'state';
    return {
      placeId: line.placeId,
      category: line.category,
      group: law.group,
      payer,
      flow: isState ? (law.flow?.id ?? null) : null,
      level: isState ? levelOf(law, line) : payer === 'province' ? 'province' : null,
      month,
      people: line.people,
      personVnd,
      amountVnd: personVnd * line.people,
      confidence,
    };
  });
}

function monthlyOf(book: LawBook, line: BudgetLine, law: LawLine, on: IsoDate): Vnd {
  const rate = valueOn(book, 'contributionRate', on).value;
  const isReference = law.payment?.base === 'reference';
  const base = isReference ? valueOn(book, 'referenceLevel', on).value : line.incomeVnd;
  if (base === undefined) {
    const params = { category: line.category, base: law.payment?.base ?? '' };
    return refuse('policy.incomeNeeded', params);
  }
  return multiplyRounded(base, rate * (line.stepBp ?? 10_000), 100_000_000);
}

interface Part {
  payer: Payer;
  numerator: number;
  denominator: number;
  confidence: Confidence;
}

function partsOf(law: LawLine, line: BudgetLine, on: IsoDate): Part[] {
  const { payment } = law;
  if (!payment) return refuse('policy.missingRule', { rule: `payment ${law.category}`, on });
  const { confidence } = payment;
  if (payment.shares && payment.shares.participant?.denominator !== 1) {
    return Object.entries(payment.shares).flatMap(([payer, part]) =>
      part ? [{ payer: payer as Payer, ...part, confidence }] : [],
    );
  }
  const own = 10_000 - line.stateBp - line.provinceBp;
  const parts: [Payer, number][] = [
    ['state', line.stateBp],
    ['province', line.provinceBp],
    ['participant', own],
  ];
  return parts
    .filter(([, numerator]) => numerator > 0)
    .map(([payer, numerator]) => ({ payer, numerator, denominator: 10_000, confidence }));
}

function levelOf(law: LawLine, line: BudgetLine): BudgetLevel | null {
  const level = law.flow?.level ?? null;
  return level === 'school' && line.schoolLevel ? line.schoolLevel : level;
}

export type BudgetKey = 'placeId' | 'category' | 'group' | 'payer' | 'flow' | 'level' | 'month';

export interface BudgetSum {
  key: Partial<Pick<BudgetRow, BudgetKey>>;
  /** people × months */
  personMonths: number;
  amountVnd: Vnd;
}

/** Sums by any of the keys, in order of first appearance. */
export function sumBudget(rows: readonly BudgetRow[], by: readonly BudgetKey[]): BudgetSum[] {
  const sums = new Map<string, BudgetSum>();
  for (const row of rows) {
    const key = Object.fromEntries(by.map((name) => [name, row[name]]));
    const id = JSON.stringify(key);
    const sum = sums.get(id) ?? { key, personMonths: 0, amountVnd: 0 };
    sum.personMonths += row.people;
    sum.amountVnd += row.amountVnd;
    sums.set(id, sum);
  }
  return [...sums.values()];
}

export interface SettlementRow {
  key: BudgetSum['key'];
  estimatedVnd: Vnd;
  actualVnd: Vnd;
  /** actual − estimated */
  differenceVnd: Vnd;
}

/** Estimate beside what was; a key on one side only counts as 0 on the other. */
export function settleBudget(
  estimate: readonly BudgetRow[],
  actual: readonly BudgetRow[],
  by: readonly BudgetKey[],
): SettlementRow[] {
  const rows = new Map<string, SettlementRow>();
  const add = (sums: readonly BudgetSum[], side: 'estimatedVnd' | 'actualVnd') => {
    for (const { key, amountVnd } of sums) {
      const id = JSON.stringify(key);
      const row = rows.get(id) ?? { key, estimatedVnd: 0, actualVnd: 0, differenceVnd: 0 };
      row[side] += amountVnd;
      row.differenceVnd = row.actualVnd - row.estimatedVnd;
      rows.set(id, row);
    }
  };
  add(sumBudget(estimate, by), 'estimatedVnd');
  add(sumBudget(actual, by), 'actualVnd');
  return [...rows.values()];
}
