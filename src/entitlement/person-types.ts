/** One resident in words: what the law offers, what comes next, cards, the household's quote. */
import { z } from 'zod';
import { DoubleCoverView, InsuranceBeside } from './cover-types.ts';
import { Day, Reason, TextLine, shareBp, vnd } from './types.ts';

export const EntitlementAnswer = z.object({
  personId: z.int(),
  on: Day,
  lawVersion: z.string(),
  category: z.string().nullable(),
  categoryName: z.string().nullable(),
  group: z.int().nullable(),
  benefitBp: shareBp.nullable(),
  /** everything the law offers, in its order */
  offers: z.array(
    z.object({
      category: z.string(),
      name: z.string(),
      group: z.int(),
      stateBp: shareBp,
      provinceBp: shareBp,
      /** everyone who pays a part; null = the law we hold does not say */
      payers: z.array(z.object({ payer: z.string(), bp: shareBp })).nullable(),
      benefitBp: shareBp.nullable(),
      /** the one that counts */
      counts: z.boolean(),
      until: Day.nullable(),
    }),
  ),
  lines: z.array(TextLine),
  isInsured: z.boolean(),
  cardCategory: z.string().nullable(),
  /** first day without a card; null = open, or not insured */
  coveredTo: Day.nullable(),
  reason: Reason.nullable(),
  changes: z.array(
    z.object({
      on: Day,
      causes: z.array(z.string()),
      /** in words */
      causeTexts: z.array(z.string()),
      differs: z.array(z.string()),
      category: z.string().nullable(),
      name: z.string().nullable(),
    }),
  ),
  /** five continuous years by the cards of the register; null = never had a card */
  fiveYears: z
    .object({
      since: Day,
      /** null = the law we hold does not say how many years */
      fullOn: Day.nullable(),
      isFull: z.boolean(),
      isBroken: z.boolean(),
      /** first day without a card after all that is known; null = open */
      endsOn: Day.nullable(),
      keepUntil: Day.nullable(),
      breaks: z.array(
        z.object({
          from: Day,
          to: Day,
          days: z.int(),
          because: z.enum(['withinLimit', 'keptByCard', 'tooLong', 'ruleMissing']),
          citations: z.array(z.string()),
          confidence: z.string(),
        }),
      ),
      /** what else the law counts and the cards do not tell */
      notReckoned: z.array(TextLine),
    })
    .nullable(),
  /** cards on the same days that end after a year ago */
  doubleCovers: z.array(DoubleCoverView),
  /** insurance beside the card on the day */
  beside: z.array(InsuranceBeside),
  /** what all without a card would pay together, for so many months */
  household: z.object({
    months: z.int(),
    joinedBefore: z.int(),
    totalVnd: vnd,
    ownVnd: vnd,
    members: z.array(
      z.object({
        personId: z.int(),
        /** as far as visible */
        fullName: z.string().nullable(),
        category: z.string().nullable(),
        fullVnd: vnd.nullable(),
        /** đồng by payer */
        amounts: z.record(z.string(), vnd),
        lines: z.array(TextLine),
        faults: z.array(z.string()),
      }),
    ),
  }),
});
export type EntitlementAnswer = z.infer<typeof EntitlementAnswer>;
