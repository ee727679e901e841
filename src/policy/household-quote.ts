/** A family as a citizen tells it: decide each member, then quote all of them together. */
import type { IsoDate } from '../kernel/dates.ts';
import type { Vnd } from '../kernel/money.ts';
import type { Fault, Outcome } from '../kernel/outcome.ts';
import type { LawBook } from './book.ts';
import { type Decision, decideOn } from './decide.ts';
import type { PersonFacts } from './facts.ts';
import { lawDay } from './law-day.ts';
import type { SponsorTerm } from './sponsorship.ts';
import { type MemberQuote, type Quote, type QuoteMember, quote } from './quote.ts';

export interface HouseholdAsked {
  ref: string;
  facts: PersonFacts;
  months: number;
  incomeVnd?: Vnd;
  startsOn?: IsoDate;
  sponsorBp?: number;
  sponsors?: readonly SponsorTerm[];
}

export interface HouseholdMemberQuote {
  ref: string;
  decision: Decision;
  quote: MemberQuote | null;
  /** why there is no amount: the income is not given, a rule is missing, … */
  faults: Fault[];
}

export interface HouseholdQuote {
  version: string;
  members: HouseholdMemberQuote[];
  /** sums over the members that could be quoted */
  amounts: Quote['amounts'];
  totalVnd: Vnd;
}

/**
 * Decisions and amounts of a household on the payment date. A member that cannot be quoted does not
 * stop the others and takes no place on the ladder.
 */
export function quoteHousehold(
  book: LawBook,
  paidOn: IsoDate,
  family: readonly HouseholdAsked[],
  joinedBefore = 0,
): HouseholdQuote {
  const day = lawDay(book, paidOn);
  const decided = family.map((member) => {
    const decision = decideOn(day, member.facts);
    return { member, decision, asked: askFor(member, decision, paidOn) };
  });
  const alone = decided.map(({ asked }) => (asked ? quote(book, { members: [asked] }) : null));
  const able = decided.filter((_, index) => alone[index]?.ok);
  const together = quote(book, {
    members: able.flatMap(({ asked }) => asked ?? []),
    joinedBefore,
    allMembersTakePart: able.length === decided.length,
  });
  const quotes = new Map(valueOf(together)?.members.map((row) => [row.ref, row]));
  return {
    version: book.version,
    members: decided.map(({ member, decision }, index) => ({
      ref: member.ref,
      decision,
      quote: quotes.get(member.ref) ?? null,
      faults: faultsOf(alone[index] ?? null, together, member.ref, paidOn),
    })),
    amounts: valueOf(together)?.amounts ?? {},
    totalVnd: valueOf(together)?.totalVnd ?? 0,
  };
}

function askFor(member: HouseholdAsked, decision: Decision, paidOn: IsoDate): QuoteMember | null {
  if (!decision.counts) return null;
  const { ref, facts, months, incomeVnd, startsOn, sponsorBp, sponsors } = member;
  return {
    ref,
    category: decision.counts.category,
    paidOn,
    months,
    facts,
    ...(incomeVnd !== undefined && { incomeVnd }),
    ...(startsOn !== undefined && { startsOn }),
    ...(sponsorBp !== undefined && { sponsorBp }),
    ...(sponsors !== undefined && { sponsors }),
  };
}

function valueOf(outcome: Outcome<Quote>): Quote | null {
  return outcome.ok ? outcome.value : null;
}

function faultsOf(
  alone: Outcome<Quote> | null,
  together: Outcome<Quote>,
  ref: string,
  on: IsoDate,
): Fault[] {
  if (!alone) return [{ code: 'policy.missingRule', params: { rule: 'entitlement', on }, at: ref }];
  if (!alone.ok) return alone.faults;
  return together.ok ? [] : together.faults.filter((fault) => fault.at === ref);
}
