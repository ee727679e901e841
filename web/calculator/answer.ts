/** What the law answers for a household: groups, amounts, reasons, what changes soon. Pure. */
import { addMonths } from '../../src/kernel/dates.ts';
import { type Fault, Refusal } from '../../src/kernel/outcome.ts';
import type { LawBook } from '../../src/policy/book.ts';
import { type Change, nextChanges } from '../../src/policy/changes.ts';
import type { Condition } from '../../src/policy/condition.ts';
import type { TraceLine } from '../../src/policy/decide.ts';
import type { StatusCode } from '../../src/policy/facts.ts';
import { type HouseholdMemberQuote, quoteHousehold } from '../../src/policy/household-quote.ts';
import { lawDay } from '../../src/policy/law-day.ts';
import type { Amounts } from '../../src/policy/quote.ts';
import { type Household, STANDINGS, type SupportingProvince, factsOf } from './household.ts';

export interface MemberAnswer extends HouseholdMemberQuote {
  /** the reasons in order, without what says the same twice */
  lines: TraceLine[];
  warnings: TraceLine[];
  changes: Change[];
}

export interface HouseholdAnswer {
  version: string;
  members: MemberAnswer[];
  totalVnd: number;
  amounts: Amounts;
}

export type Answer = { ok: true; value: HouseholdAnswer } | { ok: false; faults: readonly Fault[] };

/** How far ahead changes are told. */
const AHEAD_MONTHS = 13;

/** Refuses as a whole only for days before the first law. */
export function answerFor(book: LawBook, household: Household): Answer {
  const { paidOn, months, joinedBefore } = household;
  const province = provinceOf(book, household.province);
  const asked = household.members.map((member, index) => ({
    ref: String(index),
    facts: factsOf(household, member, province),
    months,
    ...(member.incomeVnd !== null && { incomeVnd: member.incomeVnd }),
  }));
  try {
    const quoted = quoteHousehold(book, paidOn, asked, joinedBefore);
    const factsByRef = new Map(asked.map(({ ref, facts }) => [ref, facts]));
    const until = addMonths(paidOn, AHEAD_MONTHS);
    const members = quoted.members.map((member) => {
      const facts = factsByRef.get(member.ref);
      return {
        ...member,
        lines: linesOf(member),
        warnings: member.quote?.warnings ?? [],
        changes: facts ? nextChanges(book, facts, paidOn, until) : [],
      };
    });
    const { version, totalVnd, amounts } = quoted;
    return { ok: true, value: { version, members, totalVnd, amounts } };
  } catch (cause) {
    if (cause instanceof Refusal) return { ok: false, faults: cause.faults };
    throw cause;
  }
}

export function provinceOf(book: LawBook, file: string | null): SupportingProvince | null {
  return (file !== null && book.data.local[file]?.province) || null;
}

/**
 * Decision, then amounts. Left out: that anybody may join (unless it is what counts), and shares
 * without amounts where the same shares follow with amounts.
 */
function linesOf({ decision, quote }: HouseholdMemberQuote): TraceLine[] {
  const counts = decision.counts?.category;
  const trace = decision.trace.filter(({ code, params }) => {
    if (code === 'because.everyone') return params['category'] === counts;
    if (quote === null) return true;
    return !AMOUNT_FOLLOWS.has(code);
  });
  return [...trace, ...(quote?.lines ?? [])];
}

const AMOUNT_FOLLOWS: ReadonlySet<string> = new Set([
  'pay.participant',
  'pay.employer',
  'pay.socialInsurance',
  'pay.state',
  'pay.province',
  'pay.commune',
  'pay.sponsor',
  'pay.localUnknown',
]);

export interface StatusGroup {
  /** group of the law on the day */
  group: number;
  statuses: StatusCode[];
}

/** Statuses of a person that some rule of the day asks for, by the group they lead to. */
export function statusGroups(book: LawBook, on: string): StatusGroup[] {
  const seen = new Set<StatusCode>(STANDINGS);
  const groups = new Map<number, StatusCode[]>();
  for (const { entitlement, group } of lawDay(book, on).lines) {
    for (const status of entitlement ? statusesIn(entitlement.when) : []) {
      if (seen.has(status)) continue;
      seen.add(status);
      groups.set(group, [...(groups.get(group) ?? []), status]);
    }
  }
  return [...groups].sort(([a], [b]) => a - b).map(([group, statuses]) => ({ group, statuses }));
}

function statusesIn(condition: Condition): StatusCode[] {
  if ('status' in condition) return condition.status;
  if ('statusMonths' in condition) return [condition.statusMonths.status];
  if ('all' in condition) return condition.all.flatMap(statusesIn);
  if ('any' in condition) return condition.any.flatMap(statusesIn);
  return 'not' in condition ? statusesIn(condition.not) : [];
}
