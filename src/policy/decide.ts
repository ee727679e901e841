/**
 * Which groups the law offers a person on a day, which one counts, who pays, and why: a decision
 * with a trace a citizen can read. Pure. The bulk path is `decide-fast.ts`; both agree (property
 * test) because both read `law-day.ts`.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Because, judge } from './condition.ts';
import type { Choice, PersonFacts } from './facts.ts';
import type { LawBook } from './book.ts';
import { type LawDay, type LawLine, type Share, lawDay, levelOf, sharesOf } from './law-day.ts';
import type { ChoiceRule, Citation, Confidence } from './types.ts';

/** One line of an explanation: a code with a text in `messages` under `policy.lines`. */
export interface TraceLine {
  code: string;
  params: Record<string, string | number>;
  citation: readonly Citation[];
  confidence: Confidence;
}

export interface Offer {
  category: string;
  group: number;
  point: string | null;
  subgroup: string;
  rank: number;
  because: Because[];
  /** last condition-bound day + 1 (36 months, 1 year); null = no end of its own */
  until: IsoDate | null;
  /** who pays; null where the law we hold does not say (`missingRule` names it) */
  shares: Share[] | null;
  stateBp: number;
  provinceBp: number;
  localUnknown: boolean;
  missingRule: string | null;
  benefitBp: number | null;
  citation: readonly Citation[];
  confidence: Confidence;
}

export type CountsBecause =
  | 'only'
  | 'first'
  | 'highestSupport'
  | 'choseHighestSupport'
  | 'choseHousehold'
  | 'choseIndividual'
  | 'kept';

/** What the person may still choose, by the law, without having recorded it. */
export interface Option {
  kind: 'household' | 'highestSupport' | 'individual';
  category: string;
  citation: readonly Citation[];
}

export interface Decision {
  on: IsoDate;
  version: string;
  taxonomy: string;
  /** in the law's order */
  offers: Offer[];
  /** null only where nothing is offered at all (before the rules we hold) */
  counts: Offer | null;
  countsBecause: CountsBecause | null;
  benefitBp: number | null;
  benefitCategory: string | null;
  options: Option[];
  /** facts that would have to be known to be sure: 'birthDate', 'ethnicity' */
  missing: string[];
  trace: TraceLine[];
}

/** Decides for one person on one day. Refuses before 2009-07-01 (no taxonomy). */
export function decide(book: LawBook, facts: PersonFacts, on: IsoDate): Decision {
  return decideOn(lawDay(book, on), facts);
}

/** As `decide`, with the law of the day already built (many people, one day). */
export function decideOn(day: LawDay, facts: PersonFacts): Decision {
  const missing = new Set<string>();
  const offers: Offer[] = [];
  for (const line of day.lines) {
    if (!line.entitlement) continue;
    const verdict = judge(line.entitlement.when, facts, day.on, day.underSix);
    for (const fact of verdict.missing) missing.add(fact);
    if (verdict.holds) offers.push(makeOffer(day, line, facts, verdict.because, verdict.until));
  }
  const kept = keptOffer(day, facts);
  const chosen = kept
    ? { counts: kept, because: 'kept' as const, rule: null }
    : choose(day, offers, facts);
  const benefit = highestBenefit(kept ? [kept, ...offers] : offers);
  const decision: Decision = {
    on: day.on,
    version: day.book.version,
    taxonomy: day.taxonomy,
    offers,
    counts: chosen.counts,
    countsBecause: chosen.because,
    benefitBp: benefit?.benefitBp ?? null,
    benefitCategory: benefit?.category ?? null,
    options: optionsOf(day, offers, chosen.counts),
    missing: [...missing],
    trace: [],
  };
  decision.trace = traceOf(day, decision, chosen.rule);
  return decision;
}

function makeOffer(
  day: LawDay,
  line: LawLine,
  facts: PersonFacts,
  because: Because[],
  until: IsoDate | null,
): Offer {
  const shares = sharesOf(day, line, facts);
  return {
    category: line.category,
    group: line.group,
    point: line.point,
    subgroup: line.subgroup,
    rank: line.rank,
    because,
    until,
    shares: shares?.shares ?? null,
    stateBp: shares?.stateBp ?? 0,
    provinceBp: shares?.provinceBp ?? 0,
    localUnknown: shares?.localUnknown ?? false,
    missingRule: shares ? null : `${line.payment ? 'support' : 'payment'} ${line.category}`,
    benefitBp: levelOf(day, line, facts)?.bp ?? null,
    citation: line.entitlement?.citation ?? [],
    confidence: line.entitlement?.confidence ?? 'memory',
  };
}

function keptOffer(day: LawDay, facts: PersonFacts): Offer | null {
  if (!day.kept) return null;
  const choice = findChoice(facts, 'kept', day.on);
  const line = choice?.category ? day.byCategory.get(choice.category) : undefined;
  if (!choice || !line) return null;
  const because = [{ code: 'kept', params: { since: choice.from } }];
  const offer = makeOffer(day, line, facts, because, choice.to);
  return { ...offer, citation: day.kept.citation, confidence: day.kept.confidence };
}

/** The latest recorded choice of a kind that holds on a day. */
export function findChoice(facts: PersonFacts, kind: Choice['kind'], on: IsoDate) {
  return facts.choices.findLast(
    (choice) => choice.kind === kind && choice.from <= on && (!choice.to || on < choice.to),
  );
}

interface Chosen {
  counts: Offer | null;
  because: CountsBecause | null;
  rule: ChoiceRule | null;
}

function choose(day: LawDay, offers: readonly Offer[], facts: PersonFacts): Chosen {
  const first = offers[0];
  if (!first) return { counts: null, because: null, rule: null };
  for (const rule of day.choices) {
    if (!rule.among.includes(first.category)) continue;
    const recorded = findChoice(facts, rule.kind, day.on) !== undefined;
    if (!rule.automatic && !recorded) continue;
    if (rule.kind === 'highestSupport') {
      const best = highestSupported(offers, rule);
      if (best === first) continue;
      const because = rule.automatic ? 'highestSupport' : 'choseHighestSupport';
      return { counts: best, because, rule };
    }
    const household = offers.find((offer) => offer.category === HOUSEHOLD);
    if (household) return { counts: household, because: 'choseHousehold', rule };
  }
  const alone = offers.find((offer) => offer.category === INDIVIDUAL);
  if (first.category === HOUSEHOLD && alone && findChoice(facts, 'individual', day.on)) {
    return { counts: alone, because: 'choseIndividual', rule: null };
  }
  const rivals = offers.slice(1).filter((offer) => !EVERYONE.includes(offer.category));
  return { counts: first, because: rivals.length === 0 ? 'only' : 'first', rule: null };
}

/** Categories of group 5 that a recorded choice leads to. */
export const HOUSEHOLD = 'GD';
export const INDIVIDUAL = 'individualPayer';
const EVERYONE: readonly string[] = [HOUSEHOLD, INDIVIDUAL];

/** Of the offers a rule names, the one with the highest support; the law's order decides ties. */
function highestSupported(offers: readonly Offer[], rule: ChoiceRule): Offer | null {
  let best: Offer | null = null;
  for (const offer of offers) {
    if (!rule.among.includes(offer.category)) continue;
    if (!best || supportBp(offer) > supportBp(best)) best = offer;
  }
  return best;
}

function supportBp(offer: Offer): number {
  return offer.stateBp + offer.provinceBp;
}

function highestBenefit(offers: readonly Offer[]): Offer | null {
  let best: Offer | null = null;
  for (const offer of offers) {
    if (offer.benefitBp === null) continue;
    if (!best || offer.benefitBp > (best.benefitBp ?? 0)) best = offer;
  }
  return best;
}

function optionsOf(day: LawDay, offers: readonly Offer[], counts: Offer | null): Option[] {
  const options: Option[] = [];
  if (!counts) return options;
  for (const rule of day.choices) {
    if (rule.automatic || !rule.among.includes(counts.category)) continue;
    const target =
      rule.kind === 'household'
        ? offers.find((offer) => offer.category === HOUSEHOLD)
        : highestSupported(offers, rule);
    if (!target || target.category === counts.category) continue;
    options.push({ kind: rule.kind, category: target.category, citation: rule.citation });
  }
  const alone = offers.find((offer) => offer.category === INDIVIDUAL);
  if (counts.category === HOUSEHOLD && alone) {
    options.push({ kind: 'individual', category: INDIVIDUAL, citation: alone.citation });
  }
  return options;
}

function traceOf(day: LawDay, decision: Decision, rule: ChoiceRule | null): TraceLine[] {
  const { counts, countsBecause } = decision;
  const order = day.book.data.precedence.orders.find((row) => row.taxonomy === day.taxonomy);
  const taxonomy: TraceLine = {
    code: 'taxonomy',
    params: { taxonomy: day.taxonomy, on: day.on },
    citation: order?.citation ?? [],
    confidence: order?.confidence ?? 'memory',
  };
  if (!counts || !countsBecause) {
    return [taxonomy, { code: 'nothingOffered', params: {}, citation: [], confidence: 'memory' }];
  }
  const lines = [taxonomy, ...offerLines(decision.offers)];
  if (countsBecause === 'kept') lines.push(...offerLines([counts]));
  lines.push({
    code: `counts.${countsBecause}`,
    params: { category: counts.category, group: counts.group, offers: decision.offers.length },
    citation: rule?.citation ?? (countsBecause === 'kept' ? counts.citation : taxonomy.citation),
    confidence: rule?.confidence ?? taxonomy.confidence,
  });
  lines.push(...paymentLines(day, counts));
  const level = decision.benefitCategory && day.byCategory.get(decision.benefitCategory);
  if (level && decision.benefitBp !== null) {
    const row = level.levels.find((candidate) => candidate.bp === decision.benefitBp);
    lines.push({
      code: 'benefit',
      params: { bp: decision.benefitBp, category: level.category },
      citation: row?.citation ?? [],
      confidence: row?.confidence ?? 'memory',
    });
  }
  for (const fact of decision.missing) {
    lines.push({ code: `missing.${fact}`, params: {}, citation: [], confidence: 'inferred' });
  }
  return lines;
}

function offerLines(offers: readonly Offer[]): TraceLine[] {
  return offers.flatMap((offer) =>
    offer.because.map((reason) => ({
      code: `because.${reason.code}`,
      params: { ...reason.params, category: offer.category },
      citation: offer.citation,
      confidence: offer.confidence,
    })),
  );
}

function paymentLines(day: LawDay, counts: Offer): TraceLine[] {
  if (counts.missingRule !== null) {
    const params = { rule: counts.missingRule };
    return [{ code: 'pay.missing', params, citation: [], confidence: 'memory' }];
  }
  const lines: TraceLine[] = (counts.shares ?? []).map((share) => ({
    code: `pay.${share.payer}`,
    params: { numerator: share.numerator, denominator: share.denominator },
    citation: share.citation,
    confidence: share.confidence,
  }));
  const flow = day.byCategory.get(counts.category)?.flow;
  if (flow && counts.shares?.some((share) => share.payer === 'state')) {
    const { citation, confidence } = flow;
    lines.push({
      code: 'pay.flow',
      params: { flow: flow.id, since: flow.from },
      citation,
      confidence,
    });
  }
  if (counts.until) {
    const { citation, confidence } = counts;
    lines.push({ code: 'pay.until', params: { until: counts.until }, citation, confidence });
  }
  if (counts.localUnknown) {
    lines.push({ code: 'pay.localUnknown', params: {}, citation: [], confidence: 'secondary' });
  }
  return lines;
}
