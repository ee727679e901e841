/** What a rule says, in words made from its own values; one writer for each topic. Pure. */
import type { Condition } from '../../../src/policy/condition.ts';
import type { Rule, RuleTopic } from '../../../src/policy/rulebook.ts';
import type {
  BaseChangeRow,
  FineRow,
  FlowRow,
  ParameterId,
  PaymentRow,
} from '../../../src/policy/topics.ts';
import type { ChoiceRule } from '../../../src/policy/types.ts';
import type { LawSpeech } from './law-speech.ts';

type Values = Readonly<Record<string, unknown>>;
type Writer = (speech: LawSpeech, values: Values, rule: Rule) => string;

/** The content of a rule in a sentence or two, without its dates and citation. */
export function ruleWords(speech: LawSpeech, rule: Rule): string {
  return WRITERS[rule.topic](speech, rule.value, rule);
}

/** Who or what the rule is about: its own name, or the categories it names. */
export function ruleSubject(speech: LawSpeech, rule: Rule): string {
  const { names, language } = speech;
  if (SAYS_ITS_NAME.has(rule.topic)) return '';
  if (rule.name && rule.topic !== 'localSupport') return rule.name[language];
  return rule.categories.map((category) => names.category(category)).join('; ');
}

/** Everything a rule shows, as one text to search in. */
export function ruleText(speech: LawSpeech, rule: Rule): string {
  const { law, cite, note } = speech;
  return [
    law.topics[rule.topic],
    ruleSubject(speech, rule),
    ruleWords(speech, rule),
    ...rule.categories,
    ...rule.citation.map(cite),
    rule.note ? note(rule.note) : '',
  ].join(' ');
}

/** Topics whose words already are, or hold, the name of the rule. */
const SAYS_ITS_NAME: ReadonlySet<RuleTopic> = new Set([
  'area',
  'povertyNorm',
  'text',
  'pattern',
  'areaCode',
]);

const ownName: Writer = ({ language }, _values, { name }) => name?.[language] ?? '';

const WRITERS: Readonly<Record<RuleTopic, Writer>> = {
  taxonomy: ({ language, t }, values) => {
    const groups = values['groups'] as { group: number; vi: string; en: string }[];
    const named = groups.map((row) => t.groupName(row.group, row[language]));
    return `${t.words.groups(groups.length)}: ${named.join('; ')}`;
  },
  parameter: parameterWords,
  entitlement: (speech, values) => capital(conditionWords(speech, values['when'] as Condition)),
  kept: ({ t }) => t.words.kept,
  choice: ({ t }, values) => {
    const { kind, automatic } = values as unknown as ChoiceRule;
    const how = automatic ? t.words.automatic : t.words.onRequest;
    return `${t.words.choices[kind]} (${how})`;
  },
  contract: ({ t }, values) =>
    t.words.contracts[values['rule'] as keyof LawSpeech['t']['words']['contracts']],
  payment: paymentWords,
  ladder: ladderWords,
  terms: ({ t }, values) => t.words.terms(t.words.or((values['months'] as number[]).map(String))),
  baseChange: ({ t }, values) => {
    const { rule, support } = values as unknown as BaseChangeRow;
    const kind = t.words.supportKinds[support];
    return kind === '' ? t.words.baseChanges[rule] : `${t.words.baseChanges[rule]} (${kind})`;
  },
  waiting: (speech, values) => {
    const { words } = speech.t;
    const gap = gapWords(speech, values, 'breakMonths', 'breakDays');
    const year = values['inFinancialYear'] ? ` ${words.inYear}` : '';
    const groups = (values['groups'] as number[]).join(', ');
    return words.waiting(groups, `${gap}${year}`, Number(values['waitDays']));
  },
  counting: ({ t }) => t.words.counting,
  rounding: ({ t }) => t.words.rounding,
  doublePayment: ownName,
  support: (speech, values) => {
    const { words } = speech.t;
    const rate = rateWords(speech, Number(values['bp']));
    const said = values['bound'] === 'min' ? words.supportMin(rate) : words.support(rate);
    return withCondition(speech, said, values['when']);
  },
  flow: ({ language, law, t }, values) => {
    const { level, frequency, ...name } = values as unknown as FlowRow;
    return `${name[language]} (${small(law.levels[level])}; ${t.words.frequencies[frequency]})`;
  },
  settledBy: ({ t }, values) => t.words.settledBy(monthDay(values['monthDay'])),
  localSupport: localWords,
  benefit: (speech, values) => {
    const said = speech.t.words.benefit(rateWords(speech, Number(values['bp'])));
    return withCondition(speech, said, values['when']);
  },
  digit: ({ t }, values) =>
    `${t.words.digit(Number(values['digit']))}: ${(values['codes'] as string[]).join(', ')}`,
  continuity: (speech, values) =>
    speech.t.words.continuity(gapWords(speech, values, 'breakMonthsMax', 'breakDaysMax')),
  continuityKept: ({ t }) => t.words.continuityKept,
  directPayment: ({ t, law, format }, values) => {
    const kind = values['inpatient'] ? t.words.inpatient : t.words.outpatient;
    const cap = format.number(Number(values['capBp']) / 10_000);
    return t.words.directPayment(named(law.facilities, values['level']), kind, cap);
  },
  selfReferral: (speech, values) => {
    const { t, law } = speech;
    const part = (name: string): string =>
      values[name] === null ? t.words.notStated : rateWords(speech, Number(values[name]));
    const where = named(law.facilities, values['case']);
    return t.words.selfReferral(where, part('inpatientBp'), part('outpatientBp'));
  },
  underSix: ({ t }, values) =>
    t.words.underSixCard(Number(values['months']), monthDay(values['cutMonthDay'])),
  schoolCards: ({ t }, values) =>
    t.words.schoolCards(monthDay(values['grade1From']), monthDay(values['grade12To'])),
  listMaker: ({ t, law }, values) => t.words.listMaker(named(law.listMakers, values['maker'])),
  area: ownName,
  povertyNorm: ownName,
  pattern: ({ language, t }, values, { name }) =>
    t.words.pattern(name?.[language] ?? '', String(values['pattern'])),
  areaCode: ({ language, t }, values, { name }) =>
    t.words.areaCode(String(values['code']), name?.[language] ?? ''),
  fine: fineWords,
  text: ownName,
};

function parameterWords(speech: LawSpeech, values: Values): string {
  const { book, language, t } = speech;
  const same = values['sameAs'] as ParameterId | undefined;
  if (same) return capital(t.words.sameAs(book.parameters.get(same)?.[language] ?? same));
  return amountWords(speech, Number(values['value']), String(values['unit']));
}

/** A value of a parameter in its unit: đồng, basis points, days, times. */
export function amountWords(speech: LawSpeech, value: number, unit: string): string {
  const { format, law, t } = speech;
  if (unit === 'vnd') return format.money(value);
  if (unit === 'bp') return rateWords(speech, value);
  return t.words.value(format.number(value), named(law.units, unit));
}

/** 450 → "4,5%", 7000 → "70%": as many places as there are. */
export function rateWords({ format }: LawSpeech, bp: number): string {
  return format.rate(bp, bp % 100 === 0 ? 0 : bp % 10 === 0 ? 1 : 2);
}

function paymentWords(speech: LawSpeech, values: Values): string {
  const { t, law } = speech;
  const { base, shares } = values as unknown as PaymentRow;
  const parts = Object.entries(shares ?? {}).map(([payer, { numerator, denominator }]) => {
    const part = numerator === denominator ? t.words.whole : `${numerator}/${denominator}`;
    return t.words.share(named(law.payers, payer), part);
  });
  const who = parts.length > 0 ? parts.join(', ') : t.words.supported;
  return t.words.payment(t.words.bases[base], who);
}

function ladderWords(speech: LawSpeech, values: Values): string {
  const { words } = speech.t;
  const steps = (values['stepsBp'] as number[]).map((bp) => rateWords(speech, bp));
  const said = steps.map((rate, at) =>
    at === steps.length - 1 ? words.lastStep(at + 1, rate) : words.step(at + 1, rate),
  );
  const condition = words.ladderConditions[values['condition'] as 'allMembers'];
  return `${capital(said.join('; '))} (${condition})`;
}

function localWords(speech: LawSpeech, values: Values, { name }: Rule): string {
  const { t, language } = speech;
  const what =
    values['extra'] === 'rest'
      ? t.words.localRest
      : values['extra'] === 'unknown'
        ? t.words.localUnknown
        : t.words.local(rateWords(speech, Number(values['extraBp'])));
  const said = t.words.localOf(name?.[language] ?? '', what);
  return withCondition(speech, said, values['when']);
}

function fineWords({ t, law, format }: LawSpeech, values: Values): string {
  const { words } = t;
  const { act, by, brackets } = values as unknown as FineRow;
  const said = brackets.map(({ below, minVnd, maxVnd }) => {
    const [from, to] = [format.money(minVnd), format.money(maxVnd)];
    if (brackets.length === 1) return words.bracketOnly(from, to);
    if (below === null) return words.bracketRest(from, to);
    const limit = by === 'people' ? format.number(below) : format.money(below);
    return words.bracketBelow(words.value(limit, words.countOf[by]), from, to);
  });
  return words.fine(named(law.acts, act), words.fineBy[by], said.join('; '));
}

function gapWords({ t }: LawSpeech, values: Values, months: string, days: string): string {
  const count = values[months];
  return count === undefined ? t.words.days(Number(values[days])) : t.words.months(Number(count));
}

function withCondition(speech: LawSpeech, said: string, when: unknown): string {
  if (!when) return said;
  return `${said}, ${speech.t.words.when(conditionWords(speech, when as Condition))}`;
}

/** A condition of the law as a clause: "người dân tộc thiểu số, đồng thời sống ở xã khu vực II". */
export function conditionWords(speech: LawSpeech, condition: Condition): string {
  const { t, law } = speech;
  const { words } = t;
  const inner = (parts: readonly Condition[]): string[] =>
    parts.map((part) => conditionWords(speech, part));
  if ('all' in condition) return words.and(inner(condition.all));
  if ('any' in condition) return words.or(inner(condition.any).map((part) => `(${part})`));
  if ('not' in condition) return words.not(conditionWords(speech, condition.not));
  if ('status' in condition) {
    return words.or(condition.status.map((status) => small(named(law.statuses, status))));
  }
  if ('areaClass' in condition) return words.living(areaNames(speech, condition.areaClass));
  if ('minority' in condition) return words.minority;
  if ('ageFrom' in condition) return words.ageFrom(condition.ageFrom);
  if ('ageBelow' in condition) return words.ageBelow(condition.ageBelow);
  if ('underSix' in condition) return words.underSix;
  if ('statusMonths' in condition) {
    const { status, months } = condition.statusMonths;
    return words.statusMonths(small(named(law.statuses, status)), months);
  }
  if ('leftArea' in condition) return leftAreaWords(speech, condition.leftArea);
  return words.everyone;
}

type LeftArea = Extract<Condition, { leftArea: unknown }>['leftArea'];

function leftAreaWords(speech: LawSpeech, rule: LeftArea): string {
  const { t, format } = speech;
  const said = [t.words.leftArea(areaNames(speech, rule.areas), rule.months)];
  if (rule.leftFrom && rule.leftTo) {
    said.push(t.words.leftBetween(format.date(rule.leftFrom), format.lastDay(rule.leftTo)));
  }
  if (rule.countFrom) said.push(t.words.countFrom(format.date(rule.countFrom)));
  return said.join(' ');
}

function areaNames({ names, t }: LawSpeech, areas: readonly string[]): string {
  return t.words.or(areas.map((area) => small(names.areaClass(area))));
}

function named(texts: Readonly<Record<string, string>>, key: unknown): string {
  return texts[String(key)] ?? String(key);
}

/** '09-30' → "30/9" */
function monthDay(value: unknown): string {
  const [month, day] = String(value).split('-').map(Number);
  return `${day}/${month}`;
}

/** A name inside a sentence; names that begin with an abbreviation keep it. */
function small(text: string): string {
  return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
