/**
 * The law as a book: every dated rule with its key, value, dates, citation and confidence, for
 * pages generated from the data, a timeline of changes, and warnings of what ends soon.
 */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { type LawBook, parameterRows } from './book.ts';
import { type LawCase, looksAt } from './cases.ts';
import type { Citation, Confidence, LocalName } from './types.ts';

export const RULE_TOPICS = [
  'taxonomy',
  'parameter',
  'entitlement',
  'kept',
  'choice',
  'contract',
  'payment',
  'ladder',
  'terms',
  'baseChange',
  'waiting',
  'counting',
  'rounding',
  'doublePayment',
  'support',
  'flow',
  'settledBy',
  'localSupport',
  'benefit',
  'digit',
  'continuity',
  'continuityKept',
  'directPayment',
  'selfReferral',
  'underSix',
  'schoolCards',
  'listMaker',
  'area',
  'povertyNorm',
  'pattern',
  'areaCode',
  'fine',
  'text',
] as const;
export type RuleTopic = (typeof RULE_TOPICS)[number];

export interface Rule {
  topic: RuleTopic;
  /** stable within a topic over time: rows of one key follow one another */
  key: string;
  /** a name in both languages where the data has one */
  name: LocalName | null;
  categories: readonly string[];
  /** the row's own values, as in the file */
  value: Record<string, unknown>;
  from: IsoDate;
  to: IsoDate | null;
  citation: readonly Citation[];
  confidence: Confidence;
  checkedOn: IsoDate;
  note: string | null;
}

interface Row {
  from: IsoDate;
  to: IsoDate | null;
  citation: Citation[];
  confidence: Confidence;
  checkedOn: IsoDate;
  note?: string | undefined;
}

/** Every dated rule of the book. */
export function listRules(book: LawBook): Rule[] {
  return [
    ...groupRules(book),
    ...moneyRules(book),
    ...localRules(book),
    ...benefitRules(book),
    ...calendarRules(book),
  ];
}

function groupRules({ data }: LawBook): Rule[] {
  const { groups, entitlement, precedence, areas } = data;
  return [
    ...groups.taxonomies.map((row) => ruleOf('taxonomy', 'taxonomy', row, row.name)),
    ...entitlement.rules.map((row) => ruleOf('entitlement', row.category, row)),
    ...entitlement.kept.map((row) => ruleOf('kept', 'kept', row)),
    ...precedence.choices.map((row) => ruleOf('choice', row.id, row)),
    ...precedence.contracts.map((row) => ruleOf('contract', 'contract', row)),
    ...areas.instruments.map((row) => ruleOf('area', row.id, row, nameOf(row))),
    ...areas.povertyNorms.map((row) => ruleOf('povertyNorm', 'povertyNorm', row, nameOf(row))),
  ];
}

function moneyRules({ data }: LawBook): Rule[] {
  const { contribution, support, penalties } = data;
  return [
    ...parameterRows(data).flatMap(([id, { unit, values, ...names }]) =>
      values.map((row) => withUnit(ruleOf('parameter', id, row, nameOf(names)), unit)),
    ),
    ...contribution.payments.map((row) => ruleOf('payment', keyOf(row), row)),
    ...contribution.ladder.map((row) => ruleOf('ladder', 'ladder', row)),
    ...contribution.terms.map((row) => ruleOf('terms', 'terms', row)),
    ...contribution.baseChanges.map((row) => ruleOf('baseChange', keyOf(row), row)),
    ...contribution.waiting.map((row) => ruleOf('waiting', 'waiting', row)),
    ...contribution.counting.map((row) => ruleOf('counting', 'counting', row)),
    ...contribution.rounding.map((row) => ruleOf('rounding', 'rounding', row)),
    ...contribution.doublePayment.map((row) =>
      ruleOf('doublePayment', row.payer, row, nameOf(row)),
    ),
    ...contribution.rules.map((row) => ruleOf('text', row.id, row, nameOf(row))),
    ...support.supports.map((row) => ruleOf('support', keyOf(row), row)),
    ...support.flows.map((row) => ruleOf('flow', row.id, row, nameOf(row))),
    ...support.settledBy.map((row) => ruleOf('settledBy', 'settledBy', row)),
    ...penalties.fines.map((row) => ruleOf('fine', `${row.act} ${row.by}`, row)),
    ...penalties.rules.map((row) => ruleOf('text', row.id, row, nameOf(row))),
  ];
}

function benefitRules({ data }: LawBook): Rule[] {
  const { benefit } = data;
  return [
    ...benefit.levels.map((row) => ruleOf('benefit', keyOf(row), row)),
    ...benefit.digits.map((row) => ruleOf('digit', `${row.digit} ${row.codes.join(' ')}`, row)),
    ...benefit.continuity.map((row) => ruleOf('continuity', 'continuity', row)),
    ...benefit.continuityKept.map((row) => ruleOf('continuityKept', keyOf(row), row)),
    ...benefit.directPayment.map((row) =>
      ruleOf('directPayment', `${row.level} ${row.inpatient ? 'inpatient' : 'outpatient'}`, row),
    ),
    ...benefit.selfReferral.map((row) => ruleOf('selfReferral', row.case, row)),
    ...benefit.rules.map((row) => ruleOf('text', row.id, row, nameOf(row))),
  ];
}

function calendarRules({ data }: LawBook): Rule[] {
  const { calendar, codes } = data;
  return [
    ...calendar.underSix.map((row) => ruleOf('underSix', 'underSix', row)),
    ...calendar.schoolCards.map((row) => ruleOf('schoolCards', 'schoolCards', row)),
    ...calendar.listMakers.map((row) => ruleOf('listMaker', row.maker, row)),
    ...calendar.rules.map((row) => ruleOf('text', row.id, row, nameOf(row))),
    ...codes.patterns.map((row) => ruleOf('pattern', row.id, row, nameOf(row))),
    ...codes.areaCodes.map((row) => ruleOf('areaCode', row.code, row, nameOf(row))),
  ];
}

function nameOf(row: LocalName): LocalName {
  return { vi: row.vi, en: row.en };
}

function keyOf(row: { categories: readonly string[]; when?: unknown }): string {
  const condition = row.when ? ` ${JSON.stringify(row.when)}` : '';
  return `${row.categories.join(' ')}${condition}`;
}

function localRules(book: LawBook): Rule[] {
  return Object.entries(book.data.local).flatMap(([file, { province, resolutions }]) =>
    resolutions.flatMap(({ document, supports }) =>
      supports.map((row) => {
        const rule = ruleOf('localSupport', `${file} ${keyOf(row)}`, row, nameOf(province));
        return { ...rule, value: { ...rule.value, document, province: province.code } };
      }),
    ),
  );
}

function ruleOf(topic: RuleTopic, key: string, row: Row, name: LocalName | null = null): Rule {
  const { from, to, citation, confidence, checkedOn, note, ...value } = row;
  const named = 'categories' in value ? value.categories : 'category' in value && [value.category];
  return {
    topic,
    key,
    name,
    categories: Array.isArray(named) ? named.filter((each) => typeof each === 'string') : [],
    value,
    from,
    to,
    citation,
    confidence,
    checkedOn,
    note: note ?? null,
  };
}

function withUnit(rule: Rule, unit: string): Rule {
  return { ...rule, value: { ...rule.value, unit } };
}

/** Rules that end in (on, on + days], soonest first: "NQ 60/2021 ends 31/12/2025". */
export function listEndingRules(book: LawBook, on: IsoDate, days: number): Rule[] {
  const last = addDays(on, days);
  return listRules(book)
    .filter(({ to }) => to !== null && to > on && to <= last)
    .sort(byEnd);
}

function byEnd(a: Rule, b: Rule): number {
  const first = a.to ?? '';
  const second = b.to ?? '';
  return first < second ? -1 : first > second ? 1 : 0;
}

export interface TimelineDay {
  on: IsoDate;
  starts: Rule[];
  ends: Rule[];
}

/** Days on which rules start or end, latest first. */
export function timeline(book: LawBook): TimelineDay[] {
  const days = new Map<IsoDate, TimelineDay>();
  const dayOf = (on: IsoDate): TimelineDay => {
    const day = days.get(on) ?? { on, starts: [], ends: [] };
    days.set(on, day);
    return day;
  };
  for (const rule of listRules(book)) {
    dayOf(rule.from).starts.push(rule);
    if (rule.to !== null) dayOf(rule.to).ends.push(rule);
  }
  return [...days.values()].sort((a, b) => (a.on < b.on ? 1 : -1));
}

/** Worked cases that look at a rule's parameter or category: shown under the rule. */
export function casesOf(rule: Rule, cases: readonly LawCase[]): LawCase[] {
  const prefix: Partial<Record<RuleTopic, string>> = {
    support: 'support',
    localSupport: 'support',
    benefit: 'benefit',
    payment: 'payers',
    entitlement: 'groups',
  };
  const wanted =
    rule.topic === 'parameter'
      ? [`parameter ${rule.key}`]
      : rule.categories.map((category) => `${prefix[rule.topic] ?? '-'} ${category}`);
  return cases.filter((row) => looksAt(row)?.keys.some((key) => wanted.includes(key)));
}
