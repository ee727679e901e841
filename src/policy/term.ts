/**
 * How many months may be paid at once: the terms of the law, none past the end of a support limited
 * in time (36 months, 1 year), and a warning where a list or a resolution ends inside the term, of
 * which the law does not speak.
 */
import { type IsoDate, addMonths } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import type { LawBook } from './book.ts';
import { type Condition, judge, limitEnd } from './condition.ts';
import type { PersonFacts } from './facts.ts';
import { type LawDay, type LawLine, lawDay, sharesOf } from './law-day.ts';
import type { QuoteMember } from './quote.ts';

export const MONTHS_MAX = 36;

export interface TermEnd {
  /** first day inside the term without the list or resolution the quote stands on; null = none */
  endsInside: IsoDate | null;
  /** the support is limited in time and nobody said until when */
  endNotKnown: boolean;
}

/** Refuses months the law does not allow, and terms past the end of a limited support. */
export function checkTerm(
  book: LawBook,
  member: QuoteMember,
  line: LawLine,
  day: LawDay,
  facts: PersonFacts,
): TermEnd {
  const { months, category, paidOn } = member;
  if (!Number.isInteger(months) || months < 1 || months > MONTHS_MAX) {
    refuse('policy.monthsOutOfRange', { months, monthsMax: MONTHS_MAX });
  }
  const term = book.data.contribution.terms.find(
    (row) =>
      row.categories.includes(category) && row.from <= paidOn && (!row.to || paidOn < row.to),
  );
  if (term && !term.months.includes(months)) {
    refuse('policy.termNotAllowed', { months, allowed: term.months.join(', ') });
  }
  const when = line.entitlement?.when;
  const until = (when && limitEnd(when, facts, day.on)) ?? member.supportEndsOn;
  const start = member.startsOn ?? paidOn;
  if (until) checkLimit(start, months, until);
  return {
    endsInside: findEndInside(book, member, line, day, facts),
    endNotKnown: !until && when !== undefined && isLimited(when),
  };
}

function checkLimit(start: IsoDate, months: number, until: IsoDate): void {
  if (addMonths(start, months) <= until) return;
  if (until <= start) refuse('policy.supportOver', { until, on: start });
  let monthsMax = 0;
  while (addMonths(start, monthsMax + 1) <= until) monthsMax += 1;
  refuse('policy.termCrossesSupportEnd', { until, monthsMax });
}

function isLimited(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(isLimited);
  if ('any' in condition) return condition.any.some(isLimited);
  return 'leftArea' in condition || 'statusMonths' in condition;
}

/** Of who has the category by the facts given: the first day of the term on which he has it no more. */
function findEndInside(
  book: LawBook,
  member: QuoteMember,
  line: LawLine,
  day: LawDay,
  facts: PersonFacts,
): IsoDate | null {
  const start = member.startsOn ?? member.paidOn;
  const end = addMonths(start, member.months);
  const isHis = isOffered(day, line, facts);
  const provinceBp = sharesOf(day, line, facts)?.provinceBp ?? 0;
  const ends = [...facts.statuses, ...facts.areaClasses, ...line.local.map(({ row }) => row)]
    .flatMap((row) => row.to ?? [])
    .filter((on) => on > day.on && on < end)
    .sort();
  for (const on of ends) {
    const then = lawDay(book, on);
    const lineThen = then.byCategory.get(line.category);
    if (!lineThen) continue;
    if (isHis && !isOffered(then, lineThen, facts)) return on;
    if ((sharesOf(then, lineThen, facts)?.provinceBp ?? 0) < provinceBp) return on;
  }
  return null;
}

function isOffered(day: LawDay, line: LawLine, facts: PersonFacts): boolean {
  return (
    line.entitlement !== undefined &&
    judge(line.entitlement.when, facts, day.on, day.underSix).holds
  );
}
