/**
 * Worked cases of the law as data (policy/cases/*.yaml) and the one runner of all of them. A case
 * names its kind, its input and what must come out; what it does not mention is not compared.
 */
import { z } from 'zod';
import type { IsoDate } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import { type Fault, type Outcome, Refusal, failures, success } from '../kernel/outcome.ts';
import { type LawBook, valueOn } from './book.ts';
import { type RawTopics, inheritCheckedOn, issuesOf } from './law-data.ts';
import { budgetRows, sumBudget } from './budget.ts';
import {
  collectionCeilings,
  copaymentRemaining,
  directPayment,
  fineOf,
  form1Line,
  lateCharge,
  schoolHealthMoney,
  smallVisitVnd,
} from './charges.ts';
import { decide } from './decide.ts';
import { findDoubleCovers } from './double-cover.ts';
import { makeFiveYearsCounter } from './five-years.ts';
import { compareCategories, groupOf } from './groups.ts';
import { type LawDay, lawDay, levelOf, sharesOf } from './law-day.ts';
import { quote } from './quote.ts';
import { applyScenario, scenarioChange } from './scenario.ts';
import { NO_FACTS, type PersonFacts } from './facts.ts';
import { factsSchema } from './facts-schema.ts';
import { parameterId } from './topics.ts';
import { categories, citations, confidence, isoDate, localName, vnd } from './types.ts';
import { cardStart, continuity, firstYearCard, grade12Card, underSixCard } from './validity.ts';

const perDay = <Value extends z.ZodType>(value: Value) =>
  z.record(
    z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text)),
    value,
  );

const quoteMember = z.strictObject({
  ref: z.string().optional(),
  category: z.string(),
  paidOn: isoDate,
  startsOn: isoDate.optional(),
  months: z.int(),
  incomeVnd: vnd.optional(),
  suspended: z.boolean().optional(),
  facts: factsSchema.optional(),
  supportEndsOn: isoDate.optional(),
  sponsorBp: z.int().optional(),
});

const budgetLine = z.strictObject({
  category: z.string(),
  people: z.int(),
  from: isoDate,
  months: z.int(),
  stateBp: z.int().default(0),
  provinceBp: z.int().default(0),
});

/** `to` is the first day without the card. */
const cardSpell = z.strictObject({
  category: z.string(),
  from: isoDate,
  to: isoDate.nullable(),
});

/** Kind → schema of its input. `perDay` kinds compare a table of days. */
const KINDS = {
  values: z.strictObject({ parameter: parameterId }),
  groups: z.strictObject({ categories }),
  order: z.strictObject({ first: z.string(), second: z.string() }),
  support: z.strictObject({ categories, facts: factsSchema.optional() }),
  benefit: z.strictObject({ categories, facts: factsSchema.optional() }),
  payers: z.strictObject({ categories, facts: factsSchema.optional() }),
  offers: z.strictObject({ facts: factsSchema }),
  decide: z.strictObject({ facts: factsSchema, on: isoDate }),
  quote: z.strictObject({
    members: z.array(quoteMember),
    joinedBefore: z.int().optional(),
    allMembersTakePart: z.boolean().optional(),
    scenario: z.array(scenarioChange).optional(),
  }),
  lateCharge: z.strictObject({
    on: isoDate,
    months: z.array(z.strictObject({ overdueVnd: vnd, days: z.int() })),
  }),
  fine: z.strictObject({
    on: isoDate,
    act: z.string(),
    by: z.enum(['people', 'value', 'damage', 'none']),
    amount: z.int(),
  }),
  copayment: z.strictObject({
    on: isoDate,
    paidBefore: z.strictObject({ vnd, on: isoDate }).nullable(),
  }),
  directPayment: z.strictObject({
    on: isoDate,
    level: z.string(),
    inpatient: z.boolean(),
    entitledVnd: vnd,
  }),
  schoolHealth: z.strictObject({ pupils: z.int(), months: z.int() }),
  collection: z.strictObject({ on: isoDate, paidByParticipantsVnd: vnd }),
  form1: z.strictObject({
    on: isoDate,
    cards: z.int(),
    months: z.int(),
    supportBp: z.int(),
    transferredVnd: vnd,
  }),
  underSix: z.strictObject({ births: z.array(isoDate) }),
  grade12: z.strictObject({ year: z.int() }),
  firstYear: z.strictObject({
    enrolledOn: isoDate,
    grade12LastDay: isoDate.nullable(),
    months: z.int(),
  }),
  cardStart: z.strictObject({
    group: z.int(),
    paidOn: isoDate,
    previousLastDay: isoDate.nullable(),
  }),
  continuity: z.strictObject({ group: z.int(), previousLastDay: isoDate, paidOn: isoDate }),
  fiveYears: z.strictObject({ on: isoDate, cards: z.array(cardSpell) }),
  doubleCover: z.strictObject({ on: isoDate, cards: z.array(cardSpell) }),
  budget: z.strictObject({ lines: z.array(budgetLine) }),
  smallVisit: z.strictObject({}),
  coverage: z.strictObject({ insured: z.int(), population: z.int() }),
} as const;
type Kind = keyof typeof KINDS;

const caseHead = {
  id: z.string(),
  title: localName,
  citation: citations,
  confidence,
  checkedOn: isoDate,
  /** false: the rule is inferred, a difference is reported and does not fail */
  hard: z.boolean().default(true),
  note: z.string().optional(),
};

const lawCase = z.strictObject({
  ...caseHead,
  kind: z.enum(Object.keys(KINDS) as [Kind, ...Kind[]]),
  input: z.unknown(),
  expected: z.unknown(),
});
export type LawCase = z.infer<typeof lawCase>;

/** Files of provinces hold more than cases; `parseLawData` judges the rest. */
const casesFile = z.object({ checkedOn: isoDate, cases: z.array(lawCase).max(1000).default([]) });

/** Every case of `cases/` and of the provinces, with all faults of form at once. */
export function parseCases(raw: RawTopics): Outcome<LawCase[]> {
  const faults: Fault[] = [];
  const cases: LawCase[] = [];
  const withCases = (key: string) => key.startsWith('cases/') || key.startsWith('local/');
  for (const name of Object.keys(raw).filter(withCases)) {
    const parsed = casesFile.safeParse(inheritCheckedOn(raw[name]));
    if (!parsed.success) {
      faults.push(...issuesOf(name, parsed.error));
      continue;
    }
    for (const row of parsed.data.cases) {
      const input = KINDS[row.kind].safeParse(row.input);
      if (input.success) cases.push({ ...row, input: input.data });
      else faults.push(...issuesOf(`${name}: ${row.id}`, input.error));
    }
  }
  return faults.length > 0 ? failures(faults) : success(cases);
}

export interface CaseResult {
  id: string;
  hard: boolean;
  passed: boolean;
  /** what came out, whole */
  actual: unknown;
  /** places where it differs: "each.1: 956340 ≠ 956341" */
  differences: string[];
}

export function runCase(book: LawBook, row: LawCase): CaseResult {
  const actual = answer(book, row);
  const differences = compare(row.expected, actual, '');
  return { id: row.id, hard: row.hard, passed: differences.length === 0, actual, differences };
}

function answer(book: LawBook, row: LawCase): unknown {
  try {
    return isPerDay(row.kind) ? perDayAnswer(book, row) : singleAnswer(book, row.kind, row.input);
  } catch (cause) {
    if (cause instanceof Refusal) return { fault: cause.faults[0] };
    throw cause;
  }
}

const PER_DAY: readonly Kind[] = [
  'values',
  'groups',
  'order',
  'support',
  'benefit',
  'payers',
  'offers',
  'schoolHealth',
  'smallVisit',
];

function isPerDay(kind: Kind): boolean {
  return PER_DAY.includes(kind);
}

/** One answer a day of the expected table; a missing rule is null. */
function perDayAnswer(book: LawBook, row: LawCase): unknown {
  const days = perDay(z.unknown()).parse(row.expected);
  const answers: Record<string, unknown> = {};
  for (const on of Object.keys(days)) {
    try {
      answers[on] = dayAnswer(book, row.kind, row.input, on);
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      answers[on] = null;
    }
  }
  return answers;
}

function dayAnswer(book: LawBook, kind: Kind, raw: unknown, on: IsoDate): unknown {
  if (kind === 'values') {
    return valueOn(book, KINDS.values.parse(raw).parameter, on).value;
  }
  if (kind === 'groups') {
    return alike(KINDS.groups.parse(raw).categories, (category) => {
      const { taxonomy, group } = groupOf(book, category, on);
      return `${taxonomy} ${group}`;
    });
  }
  if (kind === 'order') {
    const { first, second } = KINDS.order.parse(raw);
    return compareCategories(book, on, first, second) < 0 ? first : second;
  }
  if (kind === 'offers') {
    const { facts } = KINDS.offers.parse(raw);
    const { counts, offers } = decide(book, facts, on);
    return [counts?.category ?? null, ...offers.map((offer) => offer.category)].join(' ');
  }
  if (kind === 'schoolHealth') {
    const { pupils, months } = KINDS.schoolHealth.parse(raw);
    return schoolHealthMoney(book, on, pupils, months);
  }
  if (kind === 'smallVisit') return smallVisitVnd(book, on);
  const asked = KINDS.support.parse(raw);
  return alike(asked.categories, (category) =>
    categoryAnswer(lawDay(book, on), kind, category, asked.facts ?? NO_FACTS),
  );
}

function categoryAnswer(day: LawDay, kind: Kind, category: string, facts: PersonFacts) {
  const line = day.byCategory.get(category);
  if (!line) return null;
  if (kind === 'benefit') return levelOf(day, line, facts)?.bp ?? null;
  const shares = sharesOf(day, line, facts);
  if (!shares) return null;
  if (kind === 'support') return `${shares.stateBp} ${shares.provinceBp}`;
  return shares.shares
    .map((share) => `${share.payer} ${share.numerator}/${share.denominator}`)
    .join(', ');
}

/** One answer where all categories agree; else each with its own, which no case expects. */
function alike<Answer>(asked: readonly string[], answerOf: (category: string) => Answer): unknown {
  const answers = asked.map((category) => [category, answerOf(category)] as const);
  const first = answers[0]?.[1];
  return answers.every(([, value]) => value === first) ? first : Object.fromEntries(answers);
}

function singleAnswer(book: LawBook, kind: Kind, raw: unknown): unknown {
  switch (kind) {
    case 'decide': {
      const { facts, on } = KINDS.decide.parse(raw);
      const decision = decide(book, facts, on);
      const { counts, countsBecause, benefitBp, benefitCategory, options, missing } = decision;
      return {
        counts: counts?.category ?? null,
        because: countsBecause,
        group: counts?.group ?? null,
        offers: decision.offers.map((offer) => offer.category),
        until: counts?.until ?? null,
        benefitBp,
        benefitCategory,
        options: options.map((option) => `${option.kind} ${option.category}`),
        missing,
      };
    }
    case 'quote':
      return quoteAnswer(book, raw);
    case 'lateCharge': {
      const { on, months } = KINDS.lateCharge.parse(raw);
      return lateCharge(book, on, months);
    }
    case 'fine': {
      const { on, act, by, amount } = KINDS.fine.parse(raw);
      return fineOf(book, on, act, by, amount);
    }
    case 'copayment': {
      const { on, paidBefore } = KINDS.copayment.parse(raw);
      return copaymentRemaining(book, on, paidBefore);
    }
    case 'directPayment': {
      const { on, level, inpatient, entitledVnd } = KINDS.directPayment.parse(raw);
      return directPayment(book, on, level, inpatient, entitledVnd);
    }
    case 'collection': {
      const { on, paidByParticipantsVnd } = KINDS.collection.parse(raw);
      return collectionCeilings(book, on, paidByParticipantsVnd);
    }
    case 'form1': {
      const { on, ...input } = KINDS.form1.parse(raw);
      return form1Line(book, on, input);
    }
    default:
      return cardAnswer(book, kind, raw);
  }
}

function cardAnswer(book: LawBook, kind: Kind, raw: unknown): unknown {
  switch (kind) {
    case 'underSix': {
      const cards = KINDS.underSix.parse(raw).births.map((birth) => underSixCard(book, birth));
      return {
        lastDay: cards.map((card) => card.lastDay),
        pupilFrom: cards.map((card) => card.pupilFrom),
        contributionTo: cards.map((card) => card.contributionTo),
      };
    }
    case 'grade12':
      return grade12Card(book, KINDS.grade12.parse(raw).year);
    case 'firstYear': {
      const { enrolledOn, grade12LastDay, months } = KINDS.firstYear.parse(raw);
      return firstYearCard(enrolledOn, grade12LastDay, months);
    }
    case 'cardStart': {
      const { group, paidOn, previousLastDay } = KINDS.cardStart.parse(raw);
      return cardStart(book, group, paidOn, previousLastDay);
    }
    case 'budget': {
      const lines = KINDS.budget.parse(raw).lines.map((line) => ({ ...line, placeId: 1 }));
      const rows = budgetRows(book, lines);
      if (!rows.ok) return { fault: rows.faults[0] };
      const sums = sumBudget(rows.value, ['payer']);
      return Object.fromEntries(sums.map(({ key, amountVnd }) => [key.payer, amountVnd]));
    }
    case 'continuity': {
      const { group, previousLastDay, paidOn } = KINDS.continuity.parse(raw);
      return continuity(book, group, previousLastDay, paidOn);
    }
    case 'doubleCover': {
      const { on, cards } = KINDS.doubleCover.parse(raw);
      return findDoubleCovers(book, cards, on).map(({ counts, other, paid, ...found }) => ({
        ...found,
        counts: counts.category,
        other: other.category,
        paid: paid.map(({ payer, vnd, rule }) => `${payer} ${vnd} ${rule ? 'refund' : 'notSaid'}`),
      }));
    }
    case 'fiveYears': {
      const { on, cards } = KINDS.fiveYears.parse(raw);
      const gaps: string[] = [];
      const counter = makeFiveYearsCounter(book, on);
      const found = counter.count(cards, (gap) => gaps.push(`${gap.days} ${gap.because}`));
      return found && { ...found, gaps };
    }
    default: {
      const { insured, population } = KINDS.coverage.parse(raw);
      return { rateBp: rateBp(insured, population) };
    }
  }
}

function quoteAnswer(base: LawBook, raw: unknown): unknown {
  const { members, scenario, ...rest } = KINDS.quote.parse(raw);
  const applied = scenario ? applyScenario(base, scenario) : null;
  if (applied && !applied.ok) return { fault: applied.faults[0] };
  const book = applied?.ok ? applied.value.book : base;
  const asked = members.map((member, index) => ({ ...member, ref: member.ref ?? `${index + 1}` }));
  const quoted = quote(book, { members: asked, ...rest });
  if (!quoted.ok) return { fault: quoted.faults[0] };
  const each = quoted.value.members;
  const of = (payer: 'participant' | 'employer' | 'socialInsurance' | 'state' | 'province') =>
    each.map((member) => member.amounts[payer] ?? 0);
  return {
    each: each.map((member) => member.fullVnd),
    totalVnd: quoted.value.totalVnd,
    amounts: quoted.value.amounts,
    participant: of('participant'),
    employer: of('employer'),
    socialInsurance: of('socialInsurance'),
    state: of('state'),
    province: of('province'),
    bases: each.map((member) => member.segments.map((segment) => segment.base.value)),
    form3Column4: each.map((member) => member.segments[0]?.steppedBaseVnd),
    baseChange: each.map((member) => member.baseChange?.rule ?? null),
    warnings: each.map((member) => member.warnings.map((line) => line.code)),
    benefitBp: asked.map((member) => {
      const day = lawDay(book, member.paidOn);
      const line = day.byCategory.get(member.category);
      return line ? (levelOf(day, line, factsSchema.parse(member.facts ?? {}))?.bp ?? null) : null;
    }),
  };
}

/** What is expected must be there: arrays and values whole, objects only in what they mention. */
function compare(expected: unknown, actual: unknown, at: string): string[] {
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) => compare(item, actual[index], `${at}.${index}`));
  }
  if (isObject(expected) && isObject(actual)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      compare(value, actual[key], at === '' ? key : `${at}.${key}`),
    );
  }
  if (Object.is(expected, actual)) return [];
  return [`${at}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(actual)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rule keys and days a case looks at: `check.ts` asks for the day before and the day of a change. */
export function looksAt(row: LawCase): { keys: string[]; days: IsoDate[] } | null {
  if (row.kind === 'continuity') {
    return { keys: ['continuity'], days: [KINDS.continuity.parse(row.input).paidOn] };
  }
  if (!isPerDay(row.kind) || !isObject(row.expected)) return null;
  const days = Object.keys(row.expected);
  switch (row.kind) {
    case 'values':
      return { keys: [`parameter ${KINDS.values.parse(row.input).parameter}`], days };
    case 'groups':
    case 'support':
    case 'benefit':
    case 'payers': {
      const asked = KINDS.support.parse(row.input);
      const keys = asked.categories.flatMap((category) => [
        `${row.kind} ${category}`,
        ...(row.kind === 'support' ? localKeys(category, asked.facts) : []),
      ]);
      return { keys, days };
    }
    default:
      return null;
  }
}

/** Key of a province's support of a category: what `looksAt` gives for a case that lives there. */
export function localKey(
  province: { tree: 'old' | 'new'; code: string },
  category: string,
): string {
  return `support of ${province.tree} province ${province.code} for ${category}`;
}

function localKeys(category: string, facts: PersonFacts | undefined): string[] {
  const keys: string[] = [];
  if (facts?.provinceCode) {
    keys.push(localKey({ tree: 'new', code: facts.provinceCode }, category));
  }
  if (facts?.formerProvinceCode) {
    keys.push(localKey({ tree: 'old', code: facts.formerProvinceCode }, category));
  }
  return keys;
}
