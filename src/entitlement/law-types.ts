/** What the public endpoints of the law take and give. Answers are those of `src/policy`, as they are. */
import { z } from 'zod';
import { factsSchema } from '../policy/facts-schema.ts';
import type { CategoryOn, GroupOn } from '../policy/groups.ts';
import { RULE_TOPICS, type Rule } from '../policy/rulebook.ts';
import { isoDate } from '../policy/types.ts';
import type { SaidChange, SaidDecision, SaidQuote } from './law-words.ts';

export { isoDate };

const MEMBERS_MAX = 40;
/** đồng a month; times rate and step it is still an exact number */
const INCOME_MAX = 1_000_000_000;

export const QuoteInput = z.strictObject({
  members: z
    .array(
      z.strictObject({
        /** key of the member in the answer; its place in the list where absent */
        ref: z.string().min(1).max(80).optional(),
        category: z.string().min(2).max(40),
        paidOn: isoDate,
        startsOn: isoDate.optional(),
        months: z.int().min(1).max(24),
        incomeVnd: z.int().min(0).max(INCOME_MAX).optional(),
        suspended: z.boolean().optional(),
        facts: factsSchema.optional(),
        supportEndsOn: isoDate.optional(),
        sponsorBp: z.int().min(0).max(10_000).optional(),
      }),
    )
    .min(1)
    .max(MEMBERS_MAX),
  joinedBefore: z.int().min(0).max(MEMBERS_MAX).optional(),
  allMembersTakePart: z.boolean().optional(),
});

export const DecideInput = z.strictObject({
  on: isoDate,
  facts: factsSchema,
  /** also list what changes until this day */
  until: isoDate.optional(),
});

/** Of the sentences in the answer. */
export const LanguageQuery = z.object({ language: z.enum(['vi', 'en']).default('vi') });

export type QuoteReply = SaidQuote;

export interface DecideReply {
  decision: SaidDecision;
  changes: SaidChange[];
}

export interface GroupsReply {
  on: string;
  version: string;
  groups: GroupOn[];
  categories: CategoryOn[];
}

export const RulesQuery = z.object({
  topic: z.enum(RULE_TOPICS).optional(),
  /** only rules in force on this day */
  on: isoDate.optional(),
  /** only rules that end within so many days after `on` (or today) */
  endingWithin: z.number().int().min(1).max(3660).optional(),
});

export interface RulesReply {
  version: string;
  rules: (Rule & { cases: { name: string }[] })[];
}

export interface LawTimelineReply {
  version: string;
  days: {
    on: string;
    starts: { topic: string; key: string; from: string; to: string | null }[];
    ends: { topic: string; key: string; from: string; to: string | null }[];
  }[];
}
