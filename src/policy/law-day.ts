/**
 * The law of one day: every category of that day's taxonomy with the rules that hold, in the law's
 * order. Both the traced and the fast decision read this, so they cannot differ in their data.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type LawBook, findRow, placedOn, taxonomyOn } from './book.ts';
import type { PersonFacts } from './facts.ts';
import type { BenefitLevel, EntitlementRule, LocalSupportRow, Payer } from './topics.ts';
import type { BudgetLevel, FlowRow, PaymentRow, SupportRow } from './topics.ts';
import type { ChoiceRule, Sourced } from './types.ts';
import { type UnderSixWindow, judge } from './condition.ts';
import { underSixLastDay } from './validity.ts';

/** One category on one day. */
export interface LawLine {
  category: string;
  rank: number;
  group: number;
  point: string | null;
  subgroup: string;
  entitlement: EntitlementRule | undefined;
  payment: PaymentRow | undefined;
  supports: SupportRow[];
  local: LocalSupport[];
  levels: BenefitLevel[];
  flow: FlowRow | undefined;
}

export interface LocalSupport {
  tree: 'old' | 'new';
  provinceCode: string;
  document: string;
  row: LocalSupportRow;
}

export interface LawDay {
  book: LawBook;
  on: IsoDate;
  taxonomy: string;
  /** in the law's order */
  lines: LawLine[];
  byCategory: ReadonlyMap<string, LawLine>;
  choices: ChoiceRule[];
  kept: Sourced | undefined;
  underSix: UnderSixWindow;
}

type LawPeriod = Omit<LawDay, 'on' | 'underSix'>;

/** The law changes on few days: what holds between two of them is built once, in about a millisecond. */
interface KeptLaw {
  /** first days of the periods, ascending */
  starts: IsoDate[];
  periods: Map<IsoDate, LawPeriod>;
  days: Map<IsoDate, LawDay>;
}

const DAYS_MAX = 5_000;
const kept = new WeakMap<LawBook, KeptLaw>();

/** The law of a day; refuses before the first law. Kept, so that many days of one period share it. */
export function lawDay(book: LawBook, on: IsoDate): LawDay {
  let law = kept.get(book);
  if (!law) kept.set(book, (law = { starts: startsOf(book), periods: new Map(), days: new Map() }));
  const known = law.days.get(on);
  if (known) return known;
  const start = startBefore(law.starts, on);
  let period = law.periods.get(start);
  if (!period) law.periods.set(start, (period = buildPeriod(book, on)));
  const lastDay = underSixLastDay(book, on);
  const day: LawDay = { ...period, on, underSix: (birth) => ({ lastDay: lastDay(birth) }) };
  if (law.days.size >= DAYS_MAX) law.days.clear();
  law.days.set(on, day);
  return day;
}

/** Every day on which any row of the law begins or ends. */
function startsOf(book: LawBook): IsoDate[] {
  const found = new Set<IsoDate>(['0001-01-01']);
  const look = (value: unknown, key: string): void => {
    if (typeof value === 'string' && (key === 'from' || key === 'to')) found.add(value as IsoDate);
    else if (value !== null && typeof value === 'object') {
      for (const [name, inner] of Object.entries(value)) look(inner, name);
    }
  };
  look(book.data, '');
  return [...found].sort();
}

function startBefore(starts: readonly IsoDate[], on: IsoDate): IsoDate {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? '') <= on) low = middle;
    else high = middle - 1;
  }
  return starts[low] ?? on;
}

/** What holds on `on` and on every day of its period; nothing is remembered. */
export function buildPeriod(book: LawBook, on: IsoDate): LawPeriod {
  const { entitlement, contribution, support, benefit, precedence } = book.data;
  const holds = (row: { from: IsoDate; to: IsoDate | null }) =>
    row.from <= on && (row.to === null || on < row.to);
  const day = {
    rules: entitlement.rules.filter(holds),
    payments: contribution.payments.filter(holds),
    supports: support.supports.filter(holds),
    flows: support.flows.filter(holds),
    levels: benefit.levels.filter(holds),
    local: localSupports(book).filter((support) => holds(support.row)),
  };
  const lines: LawLine[] = [];
  for (const placed of placedOn(book, on).values()) {
    const { place } = placed;
    if ((place.from && on < place.from) || (place.to && on >= place.to)) continue;
    const category = placed.category.id;
    const names = (row: { categories: string[] }) => row.categories.includes(category);
    lines.push({
      category,
      rank: placed.rank,
      group: place.group,
      point: place.point,
      subgroup: placed.subgroup,
      entitlement: day.rules.find((rule) => rule.category === category),
      payment: day.payments.find(names),
      supports: day.supports.filter(names),
      local: day.local.filter((local) => names(local.row)),
      levels: day.levels.filter(names),
      flow: day.flows.find(names),
    });
  }
  lines.sort((a, b) => a.rank - b.rank);
  return {
    book,
    taxonomy: taxonomyOn(book, on).id,
    lines,
    byCategory: new Map(lines.map((line) => [line.category, line])),
    choices: precedence.choices.filter(holds),
    kept: findRow(entitlement.kept, on),
  };
}

function localSupports(book: LawBook): LocalSupport[] {
  return Object.values(book.data.local).flatMap((file) =>
    file.resolutions.flatMap((resolution) =>
      resolution.supports.map((row) => ({
        tree: file.province.tree,
        provinceCode: file.province.code,
        document: resolution.document,
        row,
      })),
    ),
  );
}

/** One payer's part of the contribution: numerator / denominator of the whole. */
export interface Share extends Sourced {
  payer: Payer;
  numerator: number;
  denominator: number;
  /** state and province: which budget; null where the texts do not say, or for other payers */
  level: BudgetLevel | null;
  /** province whose budget pays, where it is known */
  provinceCode: string | null;
}

export interface Shares {
  shares: Share[];
  stateBp: number;
  provinceBp: number;
  /** a resolution of the province is known by name but not by rate */
  localUnknown: boolean;
}

const WHOLE_BP = 10_000;

/**
 * Who pays which part for a person in a category on the day; undefined where the law we hold does
 * not say (the caller names the missing rule). Parts always sum to one.
 */
export function sharesOf(day: LawDay, line: LawLine, facts: PersonFacts): Shares | undefined {
  const { payment } = line;
  if (!payment) return undefined;
  if (payment.shares && payment.shares.participant?.denominator !== 1) {
    return {
      shares: fixedShares(line, payment, facts),
      stateBp: 0,
      provinceBp: 0,
      localUnknown: false,
    };
  }
  const state = payment.supported ? highestSupport(day, line, facts) : null;
  if (state === undefined) return undefined;
  const stateBp = state?.bp ?? 0;
  const local = localShare(day, line, facts, WHOLE_BP - stateBp);
  const shares: Share[] = [];
  if (state) shares.push(bpShare('state', state.bp, state, stateBudget(line, facts)));
  if (local.row && local.bp > 0) {
    const budget = { level: 'province' as const, provinceCode: local.provinceCode };
    shares.push(bpShare('province', local.bp, local.row, budget));
  }
  const rest = WHOLE_BP - stateBp - local.bp;
  if (rest > 0) shares.push(bpShare('participant', rest, payment, NO_BUDGET));
  return { shares, stateBp, provinceBp: local.bp, localUnknown: local.unknown };
}

type Budget = Pick<Share, 'level' | 'provinceCode'>;
const NO_BUDGET: Budget = { level: null, provinceCode: null };

/** The budget of the state part; pupils and students: that of the seat of the school. */
function stateBudget(line: LawLine, facts: PersonFacts): Budget {
  const level = line.flow?.level ?? null;
  if (level !== 'school' || !facts.school) return { level, provinceCode: null };
  const { provinceCode } = facts.school;
  return facts.school.level === 'central'
    ? { level: 'central', provinceCode: null }
    : { level: 'province', provinceCode };
}

function fixedShares(line: LawLine, payment: PaymentRow, facts: PersonFacts): Share[] {
  return Object.entries(payment.shares ?? {}).flatMap(([payer, part]) => {
    if (!part) return [];
    const budget = payer === 'state' ? stateBudget(line, facts) : NO_BUDGET;
    return [{ payer: payer as Payer, ...part, ...budget, ...sourceOf(payment) }];
  });
}

function bpShare(payer: Payer, bp: number, row: Sourced, budget: Budget): Share {
  return { payer, numerator: bp, denominator: WHOLE_BP, ...budget, ...sourceOf(row) };
}

function highestSupport(day: LawDay, line: LawLine, facts: PersonFacts): SupportRow | undefined {
  let best: SupportRow | undefined;
  for (const row of line.supports) {
    if (row.when && !judge(row.when, facts, day.on, day.underSix).holds) continue;
    if (!best || row.bp > best.bp) best = row;
  }
  return best;
}

function localShare(day: LawDay, line: LawLine, facts: PersonFacts, rest: number) {
  let bp = 0;
  let row: LocalSupportRow | undefined;
  let provinceCode: string | null = null;
  let unknown = false;
  for (const local of line.local) {
    const residence = local.tree === 'new' ? facts.provinceCode : facts.formerProvinceCode;
    if (residence !== local.provinceCode) continue;
    const { when } = local.row;
    if (when && !judge(when, facts, day.on, day.underSix).holds) continue;
    if (local.row.extra === 'unknown') unknown = true;
    const extra = local.row.extra === 'rest' ? rest : Math.min(rest, local.row.extraBp ?? 0);
    if (extra > bp) {
      bp = extra;
      row = local.row;
      provinceCode = local.provinceCode;
    }
  }
  return { bp, row, provinceCode, unknown };
}

/** The benefit level of a category for a person on the day: the highest row that holds. */
export function levelOf(day: LawDay, line: LawLine, facts: PersonFacts): BenefitLevel | undefined {
  let best: BenefitLevel | undefined;
  for (const row of line.levels) {
    if (row.when && !judge(row.when, facts, day.on, day.underSix).holds) continue;
    if (!best || row.bp > best.bp) best = row;
  }
  return best;
}

export function sourceOf(row: Sourced): Sourced {
  const { citation, confidence, checkedOn, note } = row;
  return { citation, confidence, checkedOn, ...(note !== undefined && { note }) };
}
