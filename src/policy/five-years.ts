/**
 * Five continuous years of participation (NĐ 188/2025 Art 18.1): since when a person's cards follow
 * one another, on which day five years are full, until when a card must begin again for the count to
 * go on. Reckoned from the cards alone: whoever knows an earlier day (the card prints it) may say so.
 * A break ends on the day of payment. No card tells that day; it is the card's first day, but for a
 * card that waited: it was paid for so many days before as the law lets it wait (Law 51 Art 16.3c).
 */
import { type IsoDate, addDays, addYears, daysBetween } from '../kernel/dates.ts';
import { type LawBook, findRow } from './book.ts';
import { isWithin, limitOf } from './break-limit.ts';
import { groupOf } from './groups.ts';
import type { ContinuityRow } from './topics.ts';
import type { Citation, Confidence } from './types.ts';
import { cardStart } from './validity.ts';

/** A card, `[from, to)`; null = open. */
export interface CardSpell {
  category: string;
  from: IsoDate;
  to: IsoDate | null;
}

/** Days without a card between two cards, and what the law makes of them. */
export interface Interruption {
  from: IsoDate;
  to: IsoDate;
  days: number;
  /**
   * short enough to count as continuous · before a card that keeps what went before · too long ·
   * no rule of the day is held, so that nothing before it is counted
   */
  because: 'withinLimit' | 'keptByCard' | 'tooLong' | 'ruleMissing';
  citation: readonly Citation[];
  confidence: Confidence;
}

export interface FiveYears {
  /** first day of the count that runs on the day, or was the last to run */
  since: IsoDate;
  /** first day on which the years are full if nothing breaks the count; null = no rule says how many */
  fullOn: IsoDate | null;
  /** first day without a card after all that is known; null = open */
  endsOn: IsoDate | null;
  /** last day on which to pay for a card again for the count to go on; null = a card is open */
  keepUntil: IsoDate | null;
}

export interface FiveYearsCounter {
  /** Null for who has had no card up to the day. `onGap` is told every interruption in order. */
  count(cards: readonly CardSpell[], onGap?: (gap: Interruption) => void): FiveYears | null;
}

/** For the asked day and many persons: the days it meets repeat. */
export function makeFiveYearsCounter(book: LawBook, on: IsoDate): FiveYearsCounter {
  const { continuity, continuityKept } = book.data.benefit;
  const years = findRow(book.parameters.get('continuousYears')?.values ?? [], on)?.value;
  const keepDays = remembering((first) => lastDayToKeep(continuity, first));
  const fullDays = remembering((since) => (years === undefined ? null : addYears(since, years)));
  const fullOn = (since: IsoDate, leftOut: number): IsoDate | null => {
    const full = fullDays(since);
    return full === null || leftOut === 0 ? full : addDays(full, leftOut);
  };

  function judge(from: IsoDate, next: CardSpell): Interruption {
    const rule = findRow(continuity, next.from);
    const gap = { from, to: next.from, days: daysBetween(from, next.from) };
    if (rule && isWithin(rule, from, next.from)) return { ...gap, ...told(rule, 'withinLimit') };
    const waited = waitedFor(book, from, next);
    if (waited) return { ...gap, ...told(waited, 'withinLimit') };
    const keeping = findRow(
      continuityKept.filter((row) => row.categories.includes(next.category)),
      next.from,
    );
    if (keeping) return { ...gap, ...told(keeping, 'keptByCard') };
    if (rule) return { ...gap, ...told(rule, 'tooLong') };
    return { ...gap, because: 'ruleMissing', citation: [], confidence: 'inferred' };
  }

  return {
    count(cards, onGap) {
      const ordered = inOrder(cards);
      const [first] = ordered;
      if (!first || first.from > on) return null;
      let since = first.from;
      let end = first.to;
      let leftOut = 0;
      for (const card of ordered) {
        if (end === null) break;
        if (card.from <= end) {
          if (card.to === null || card.to > end) end = card.to;
          continue;
        }
        const gap = judge(end, card);
        const isKept = gap.because === 'withinLimit' || gap.because === 'keptByCard';
        if (!isKept && card.from > on) break;
        onGap?.(gap);
        if (!isKept) {
          since = card.from;
          leftOut = 0;
        } else if (gap.because === 'keptByCard' && gap.from < (fullOn(since, leftOut) ?? gap.to)) {
          leftOut += gap.days;
        }
        end = card.to;
      }
      const keepUntil = end === null ? null : keepDays(end);
      return { since, fullOn: fullOn(since, leftOut), endsOn: end, keepUntil };
    },
  };
}

const WAITED_DAYS_MAX = 130;

/**
 * Whether the card was paid for within the limit and waited: exactly at the limit the count goes on
 * though the card waits. The rules it stands on; undefined = no.
 */
function waitedFor(
  book: LawBook,
  firstDay: IsoDate,
  card: CardSpell,
): { citation: readonly Citation[]; confidence: Confidence } | undefined {
  if (daysBetween(firstDay, card.from) > WAITED_DAYS_MAX) return undefined;
  const waiting = findRow(book.data.contribution.waiting, card.from);
  if (!waiting) return undefined;
  const paidOn = addDays(card.from, -waiting.waitDays);
  const rule = findRow(book.data.benefit.continuity, paidOn);
  if (!rule || paidOn < firstDay || !isWithin(rule, firstDay, paidOn)) return undefined;
  const { group } = groupOf(book, card.category, paidOn);
  const start = cardStart(book, group, paidOn, addDays(firstDay, -1));
  if (!start.waits || start.startsOn !== card.from) return undefined;
  return { citation: [...rule.citation, ...start.citation], confidence: 'inferred' };
}

/** Most people have one card, and the register gives them in order. */
function inOrder(cards: readonly CardSpell[]): readonly CardSpell[] {
  for (let at = 1; at < cards.length; at += 1) {
    if ((cards[at - 1]?.from ?? '') > (cards[at]?.from ?? '')) {
      return [...cards].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    }
  }
  return cards;
}

function told(
  { citation, confidence }: { citation: readonly Citation[]; confidence: Confidence },
  because: Interruption['because'],
) {
  return { because, citation, confidence };
}

/** Judged by the rule of the day on which the break ends; without any rule no day may be missed. */
function lastDayToKeep(rules: readonly ContinuityRow[], firstDay: IsoDate): IsoDate {
  let last = firstDay;
  for (const rule of rules) {
    if (rule.to !== null && rule.to <= firstDay) continue;
    const limit = limitOf(rule, firstDay);
    const day = rule.to !== null && limit >= rule.to ? addDays(rule.to, -1) : limit;
    if (day >= rule.from && day > last) last = day;
  }
  return last;
}

const REMEMBERED_MAX = 50_000;

function remembering<Value>(answer: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = answer(key);
      if (known.size < REMEMBERED_MAX) known.set(key, found);
    }
    return found;
  };
}
