/** What the public endpoints of the law take and give. Answers are those of `src/policy`, as they are. */
import { z } from 'zod';
import type { Decision } from '../policy/decide.ts';
import type { Change } from '../policy/changes.ts';
import { factsSchema } from '../policy/facts-schema.ts';
import type { CategoryOn, GroupOn } from '../policy/groups.ts';
import type { Quote } from '../policy/quote.ts';
import { RULE_TOPICS, type Rule } from '../policy/rulebook.ts';
import { isIsoDate } from '../kernel/dates.ts';

export const isoDate = z.string().refine(isIsoDate, { error: 'input.notADate' });

const MEMBERS_MAX = 40;

export const QuoteInput = z.strictObject({
  members: z
    .array(
      z.strictObject({
        ref: z.string().min(1).max(80),
        category: z.string().min(2).max(40),
        paidOn: isoDate,
        startsOn: isoDate.optional(),
        months: z.int().min(1).max(24),
        incomeVnd: z.int().min(0).max(10_000_000_000).optional(),
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

export type QuoteReply = Quote;

export interface DecideReply {
  decision: Decision;
  changes: Change[];
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
