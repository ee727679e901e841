/** Which rules a view shows: in force on a day, of a topic, with certain words; what changes when. Pure. */
import { type IsoDate, addDays } from '../../../src/kernel/dates.ts';
import { fold } from '../../../src/kernel/text.ts';
import type { Rule, RuleTopic } from '../../../src/policy/rulebook.ts';

export interface RuleFilter {
  /** only rules in force on this day; null = all */
  on: IsoDate | null;
  topic: RuleTopic | null;
  text: string;
  unverifiedOnly: boolean;
}

/** `textOf` gives everything a rule shows, as it is read. */
export function selectRules<Row extends Rule>(
  rules: readonly Row[],
  filter: RuleFilter,
  textOf: (rule: Row) => string,
): Row[] {
  const words = fold(filter.text)
    .split(' ')
    .filter((word) => word !== '');
  return rules.filter((rule) => {
    if (filter.on !== null && !isInForce(rule, filter.on)) return false;
    if (filter.topic !== null && rule.topic !== filter.topic) return false;
    if (filter.unverifiedOnly && rule.confidence === 'confirmed') return false;
    if (words.length === 0) return true;
    const text = fold(textOf(rule));
    return words.every((word) => text.includes(word));
  });
}

function isInForce(rule: Rule, on: IsoDate): boolean {
  return rule.from <= on && (rule.to === null || on < rule.to);
}

/** One list a topic, in the order of the rules. */
export function byTopic<Row extends Rule>(rules: readonly Row[]): [RuleTopic, Row[]][] {
  return [...Map.groupBy(rules, ({ topic }) => topic)];
}

export interface RuleChange {
  before: Rule;
  after: Rule;
}

export interface DayOfChange {
  on: IsoDate;
  changed: RuleChange[];
  started: Rule[];
  ended: Rule[];
}

/** Days on which rules start, end or follow one another under the same key; latest first. */
export function daysOfChange(rules: readonly Rule[]): DayOfChange[] {
  const days = new Map<IsoDate, { starts: Rule[]; ends: Rule[] }>();
  const dayOf = (on: IsoDate) => {
    const day = days.get(on) ?? { starts: [], ends: [] };
    days.set(on, day);
    return day;
  };
  for (const rule of rules) {
    dayOf(rule.from).starts.push(rule);
    if (rule.to !== null) dayOf(rule.to).ends.push(rule);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([on, { starts, ends }]) => pairUp(on, starts, ends));
}

function pairUp(on: IsoDate, starts: readonly Rule[], ends: readonly Rule[]): DayOfChange {
  const open = new Map(starts.map((rule) => [keyOf(rule), rule]));
  const day: DayOfChange = { on, changed: [], started: [], ended: [] };
  for (const before of ends) {
    const after = open.get(keyOf(before));
    if (!after) day.ended.push(before);
    else {
      open.delete(keyOf(before));
      day.changed.push({ before, after });
    }
  }
  const paired = new Set(day.changed.map(({ after }) => after));
  day.started = starts.filter((rule) => !paired.has(rule));
  return day;
}

/** Rows of one rule over time. Those on a change of the base stand twice: for full and partial support. */
function keyOf(rule: Rule): string {
  return `${rule.topic} ${rule.key} ${rule.topic === 'baseChange' ? rule.value['support'] : ''}`;
}

export interface EndingRule<Row extends Rule = Rule> {
  rule: Row;
  /** a rule of the same key begins the day this one no longer holds */
  next: Row | null;
}

/** Rules whose last day lies in [on, on + days), soonest first. */
export function endingRules<Row extends Rule>(
  rules: readonly Row[],
  on: IsoDate,
  days: number,
): EndingRule<Row>[] {
  const last = addDays(on, days);
  return rules
    .filter(({ to }) => to !== null && to > on && to <= last)
    .sort((a, b) => ((a.to ?? '') < (b.to ?? '') ? -1 : (a.to ?? '') > (b.to ?? '') ? 1 : 0))
    .map((rule) => ({
      rule,
      next: rules.find((each) => each.from === rule.to && keyOf(each) === keyOf(rule)) ?? null,
    }));
}
