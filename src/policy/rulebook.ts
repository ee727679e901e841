/**
 * The law as a book: every dated rule with its key, value, dates, citation and confidence, for
 * pages generated from the data, a timeline of changes, and warnings of what ends soon.
 */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { type LawBook, parameterRows } from './book.ts';
import { type LawCase, looksAt } from './cases.ts';
import type { Citation, Confidence, LocalName } from './types.ts';

export type RuleTopic =
  | 'taxonomy'
  | 'parameter'
  | 'eligibility'
  | 'payment'
  | 'ladder'
  | 'baseChange'
  | 'support'
  | 'flow'
  | 'localSupport'
  | 'benefit'
  | 'digit'
  | 'choice'
  | 'waiting'
  | 'continuity'
  | 'fine'
  | 'listMaker'
  | 'area'
  | 'text';

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

/** Every dated rule, in the order of the files. */
export function listRules(book: LawBook): Rule[] {
  const { data } = book;
  return [
    ...data.groups.taxonomies.map((row) => ruleOf('taxonomy', 'taxonomy', row, row.name)),
    ...parameterRows(data).flatMap(([id, { vi, en, unit, values }]) =>
      values.map((row) => withUnit(ruleOf('parameter', id, row, { vi, en }), unit)),
    ),
    ...data.eligibility.rules.map((row) => ruleOf('eligibility', row.category, row)),
    ...data.contribution.payments.map((row) => ruleOf('payment', keyOf(row), row)),
    ...data.contribution.ladder.map((row) => ruleOf('ladder', 'ladder', row)),
    ...data.contribution.baseChanges.map((row) => ruleOf('baseChange', keyOf(row), row)),
    ...data.contribution.waiting.map((row) => ruleOf('waiting', 'waiting', row)),
    ...data.support.supports.map((row) => ruleOf('support', keyOf(row), row)),
    ...data.support.flows.map((row) => ruleOf('flow', row.id, row, { vi: row.vi, en: row.en })),
    ...localRules(book),
    ...data.benefit.levels.map((row) => ruleOf('benefit', keyOf(row), row)),
    ...data.benefit.digits.map((row) =>
      ruleOf('digit', `${row.digit} ${row.codes.join(' ')}`, row),
    ),
    ...data.benefit.continuity.map((row) => ruleOf('continuity', 'continuity', row)),
    ...data.precedence.choices.map((row) => ruleOf('choice', row.id, row)),
    ...data.penalties.fines.map((row) => ruleOf('fine', `${row.act} ${row.by}`, row)),
    ...data.calendar.listMakers.map((row) => ruleOf('listMaker', row.maker, row)),
    ...data.areas.instruments.map((row) => ruleOf('area', row.id, row, { vi: row.vi, en: row.en })),
    ...[...data.benefit.rules, ...data.calendar.rules, ...data.penalties.rules].map((row) =>
      ruleOf('text', row.id, row, { vi: row.vi, en: row.en }),
    ),
  ];
}

function keyOf(row: { categories: readonly string[]; when?: unknown }): string {
  const condition = row.when ? ` ${JSON.stringify(row.when)}` : '';
  return `${row.categories.join(' ')}${condition}`;
}

function localRules(book: LawBook): Rule[] {
  return Object.entries(book.data.local).flatMap(([file, { province, resolutions }]) =>
    resolutions.flatMap(({ document, supports }) =>
      supports.map((row) => {
        const name = { vi: province.vi, en: province.en };
        const rule = ruleOf('localSupport', `${file} ${keyOf(row)}`, row, name);
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
    eligibility: 'groups',
  };
  const wanted =
    rule.topic === 'parameter'
      ? [`parameter ${rule.key}`]
      : rule.categories.map((category) => `${prefix[rule.topic] ?? '-'} ${category}`);
  return cases.filter((row) => looksAt(row)?.keys.some((key) => wanted.includes(key)));
}
