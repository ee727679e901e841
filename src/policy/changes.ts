/**
 * What changes tomorrow: every day after a given one on which the law decides otherwise for a
 * person — turning 6, leaving school, a list that ends, 36 months over, a resolution that ends, a
 * new base salary — with the cause and the decision that follows (the next best group).
 */
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { type LawBook, valueOn } from './book.ts';
import type { Condition } from './condition.ts';
import { type Decision, type Offer, decideOn } from './decide.ts';
import type { PersonFacts } from './facts.ts';
import { type LawDay, lawDay } from './law-day.ts';

/** Why a day matters; the text of each code is in `messages` under `policy.causes`. */
export interface Cause {
  code:
    | 'statusEnds'
    | 'statusStarts'
    | 'areaListEnds'
    | 'areaListStarts'
    | 'choiceEnds'
    | 'choiceStarts'
    | 'turns'
    | 'underSixCardEnds'
    | 'limitedSupportEnds'
    | 'resolutionEnds'
    | 'resolutionStarts'
    | 'baseChanges'
    | 'lawChanges';
  params: Record<string, string | number>;
}

export interface Change {
  on: IsoDate;
  causes: Cause[];
  /** what is different from the day before */
  differs: ('category' | 'support' | 'benefit' | 'price')[];
  before: Decision;
  after: Decision;
}

const CHANGES_MAX = 50;

/** Changes in (after, until], earliest first; at most 50. */
export function nextChanges(
  book: LawBook,
  facts: PersonFacts,
  after: IsoDate,
  until: IsoDate,
): Change[] {
  const known = [...factDays(facts), ...lawDays(book), ...ageDays(book, facts)];
  const changes: Change[] = [];
  let day = lawDay(book, after);
  let before = decideOn(day, facts);
  for (;;) {
    const on = nextDay([...known, ...limitDays(day, before)], day.on, until);
    if (on === null || changes.length >= CHANGES_MAX) return changes;
    const causes = causesOn([...known, ...limitDays(day, before)], on);
    const nextLaw = lawDay(book, on);
    const next = decideOn(nextLaw, facts);
    const differs = differencesOf(book, before, next);
    if (differs.length > 0) {
      changes.push({ on, causes, differs, before, after: next });
    }
    day = nextLaw;
    before = next;
  }
}

interface CauseDay {
  on: IsoDate;
  cause: Cause;
}

function nextDay(days: readonly CauseDay[], after: IsoDate, until: IsoDate): IsoDate | null {
  let next: IsoDate | null = null;
  for (const { on } of days) {
    if (on > after && on <= until && (next === null || on < next)) next = on;
  }
  return next;
}

function causesOn(days: readonly CauseDay[], on: IsoDate): Cause[] {
  const causes = new Map<string, Cause>();
  for (const { cause } of days.filter((row) => row.on === on)) {
    causes.set(`${cause.code} ${JSON.stringify(cause.params)}`, cause);
  }
  return [...causes.values()];
}

function differencesOf(book: LawBook, before: Decision, after: Decision): Change['differs'] {
  const differs: Change['differs'] = [];
  if (before.counts?.category !== after.counts?.category) differs.push('category');
  else if (supportOf(before.counts) !== supportOf(after.counts)) differs.push('support');
  if (before.benefitBp !== after.benefitBp) differs.push('benefit');
  if (priceOf(book, before) !== priceOf(book, after)) differs.push('price');
  return differs;
}

function supportOf(offer: Offer | null): string {
  return offer ? `${offer.stateBp} ${offer.provinceBp}` : '';
}

/** Base and rate matter only to who pays something himself. */
function priceOf(book: LawBook, decision: Decision): string {
  const own = decision.counts?.shares?.some((share) => share.payer === 'participant');
  if (!own) return '';
  const rate = valueOn(book, 'contributionRate', decision.on).value;
  return `${rate} ${valueOn(book, 'referenceLevel', decision.on).value}`;
}

function factDays(facts: PersonFacts): CauseDay[] {
  const days: CauseDay[] = [];
  const add = (
    row: { from: IsoDate; to: IsoDate | null },
    starts: Cause['code'],
    ends: Cause['code'],
    params: Cause['params'],
  ) => {
    days.push({ on: row.from, cause: { code: starts, params } });
    if (row.to) days.push({ on: row.to, cause: { code: ends, params } });
  };
  for (const row of facts.statuses) {
    add(row, 'statusStarts', 'statusEnds', { status: row.status });
  }
  for (const row of facts.areaClasses)
    add(row, 'areaListStarts', 'areaListEnds', { areaClass: row.areaClass });
  for (const row of facts.choices) add(row, 'choiceStarts', 'choiceEnds', { choice: row.kind });
  return days;
}

/** Days on which some rule starts or ends. */
function lawDays(book: LawBook): CauseDay[] {
  const { entitlement, contribution, support, benefit, groups, local } = book.data;
  const days = new Map<string, CauseDay>();
  const add = (on: IsoDate | null, cause: Cause) => {
    if (on) days.set(`${on} ${cause.code} ${JSON.stringify(cause.params)}`, { on, cause });
  };
  const rows = [
    ...groups.taxonomies,
    ...entitlement.rules,
    ...contribution.payments,
    ...support.supports,
    ...benefit.levels,
  ];
  for (const row of rows) {
    add(row.from, { code: 'lawChanges', params: {} });
    add(row.to, { code: 'lawChanges', params: {} });
  }
  for (const id of ['baseSalary', 'referenceLevel', 'contributionRate'] as const) {
    for (const row of book.parameters.get(id)?.values ?? []) {
      add(row.from, { code: 'baseChanges', params: { parameter: id } });
    }
  }
  for (const file of Object.values(local)) {
    for (const { document, supports } of file.resolutions) {
      for (const row of supports) {
        add(row.from, { code: 'resolutionStarts', params: { document } });
        add(row.to, { code: 'resolutionEnds', params: { document } });
      }
    }
  }
  return [...days.values()];
}

/** Birthdays the law asks for, and the day after the card of a child under 6. */
function ageDays(book: LawBook, facts: PersonFacts): CauseDay[] {
  const { birthDate } = facts;
  if (birthDate === null) return [];
  const { entitlement, support, benefit, local } = book.data;
  const conditions: Condition[] = [
    ...entitlement.rules.map((row) => row.when),
    ...support.supports.flatMap((row) => row.when ?? []),
    ...benefit.levels.flatMap((row) => row.when ?? []),
    ...Object.values(local).flatMap((file) =>
      file.resolutions.flatMap((row) => row.supports.flatMap((support) => support.when ?? [])),
    ),
  ];
  const ages = new Set(conditions.flatMap(agesOf));
  const days: CauseDay[] = [...ages].map((years) => ({
    on: birthday(birthDate, years),
    cause: { code: 'turns', params: { years } },
  }));
  return days;
}

function agesOf(condition: Condition): number[] {
  if ('all' in condition) return condition.all.flatMap(agesOf);
  if ('any' in condition) return condition.any.flatMap(agesOf);
  if ('not' in condition) return agesOf(condition.not);
  if ('ageFrom' in condition) return [condition.ageFrom];
  if ('ageBelow' in condition) return [condition.ageBelow];
  return [];
}

function birthday(birthDate: IsoDate, years: number): IsoDate {
  const year = String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0');
  const day = `${year}${birthDate.slice(4)}`;
  return day.endsWith('02-29') && addDays(`${year}-02-28`, 1) !== day ? `${year}-03-01` : day;
}

/** Ends that follow from the decision itself: 36 months, 1 year, the card of a child. */
function limitDays(day: LawDay, decision: Decision): CauseDay[] {
  const offers = decision.counts ? [decision.counts, ...decision.offers] : decision.offers;
  return offers.flatMap((offer): CauseDay[] => {
    const params = { category: offer.category };
    const card = offer.because.find((reason) => reason.code === 'underSix')?.params['lastDay'];
    if (typeof card === 'string') {
      return [{ on: addDays(card, 1), cause: { code: 'underSixCardEnds', params } }];
    }
    if (!offer.until || offer.until <= day.on) return [];
    return [{ on: offer.until, cause: { code: 'limitedSupportEnds', params } }];
  });
}
