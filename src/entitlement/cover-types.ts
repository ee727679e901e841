/** Five continuous years, two cards on the same days, insurance beside the card: what lists show. */
import { z } from 'zod';
import { PAYERS } from '../policy/topics.ts';
import { OTHER_INSURANCES } from '../registry/types.ts';
import { BasisView, Day, UnitRef, people, shareBp, vnd } from './types.ts';

/** soon full: five years within the days asked · at risk: the count breaks within them · broken */
export const FiveYearsShow = z.enum(['soonFull', 'atRisk', 'broken']);
export type FiveYearsShow = z.infer<typeof FiveYearsShow>;

export const FiveYearsFilter = z.object({
  show: FiveYearsShow,
  /** full, or lost, by this day; 90 days ahead unless given */
  until: Day.optional(),
  /** broken since this day; a year back unless given */
  since: Day.optional(),
  /** of the card, or the last one */
  category: z.string().max(60).optional(),
  /** a village or commune of the unit */
  place: z.number().int().positive().optional(),
  /** also those whose costs are paid wholly, to whom five years bring nothing */
  withAll: z.boolean().optional(),
});
export type FiveYearsFilter = z.infer<typeof FiveYearsFilter>;

export const FiveYearsSort = z.enum(['day', 'name']);
export type FiveYearsSort = z.infer<typeof FiveYearsSort>;

export const FiveYearsAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  show: FiveYearsShow,
  since: Day,
  until: Day,
  total: people,
  /** of the places asked for, whatever the card */
  counts: z.object({ soonFull: people, atRisk: people, broken: people }),
  byCategory: z.array(z.object({ category: z.string(), name: z.string(), people })),
  rows: z.array(
    z.object({
      personId: z.int(),
      fullName: z.string().nullable(),
      birthDate: Day.nullable(),
      phone: z.string().nullable(),
      placeId: z.int(),
      placeName: z.string(),
      communeName: z.string().nullable(),
      isInsured: z.boolean(),
      cardCategory: z.string().nullable(),
      cardCategoryName: z.string().nullable(),
      /** first day without a card, past or to come; null = open */
      coveredTo: Day.nullable(),
      benefitBp: shareBp.nullable(),
      fullOn: Day.nullable(),
      /** last day on which a card may begin again for the count to go on */
      keepUntil: Day.nullable(),
      /** offered today, and at which price a month */
      category: z.string().nullable(),
      categoryName: z.string().nullable(),
      monthlyVnd: vnd.nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type FiveYearsAnswer = z.infer<typeof FiveYearsAnswer>;

const cardOfPair = z.object({
  category: z.string(),
  name: z.string(),
  from: Day,
  to: Day.nullable(),
});

/** Two cards on the same days and what was paid for the one that does not count. */
export const DoubleCoverView = z.object({
  from: Day,
  to: Day.nullable(),
  /** whole months on which both have held */
  months: z.int(),
  counts: cardOfPair,
  other: cardOfPair,
  paid: z.array(
    z.object({
      payer: z.enum(PAYERS),
      /** a person pays a term ahead, others month by month */
      months: z.int(),
      /** null = depends on an income */
      monthlyVnd: vnd.nullable(),
      vnd: vnd.nullable(),
      /** false = the step of the ladder or the support of those months is not known: an estimate */
      isExact: z.boolean(),
      /** what becomes of it; null = the texts we hold do not say */
      outcome: z
        .object({ text: z.string(), citations: z.array(z.string()), confidence: z.string() })
        .nullable(),
    }),
  ),
});
export type DoubleCoverView = z.infer<typeof DoubleCoverView>;

export const InsuranceBeside = z.object({
  insurance: z.enum(OTHER_INSURANCES),
  from: Day,
  to: Day.nullable(),
});

export const DoubleCoverFilter = z.object({
  /** the common days end after this one; a year back unless given */
  since: Day.optional(),
  /** who paid a part of the card that does not count */
  payer: z.enum(PAYERS).optional(),
  /** a village or commune of the unit */
  place: z.number().int().positive().optional(),
});
export type DoubleCoverFilter = z.infer<typeof DoubleCoverFilter>;

export const DoubleCoverAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  since: Day,
  /** pairs of cards */
  total: people,
  people,
  paid: z.array(
    z.object({
      payer: z.enum(PAYERS),
      cards: people,
      vnd,
      /** of it, what is known to the đồng; the rest is an estimate */
      exactVnd: vnd,
      /** of it, what the texts we hold send back */
      refundVnd: vnd,
      /** cards whose amount depends on an income */
      unknown: people,
    }),
  ),
  rows: z.array(
    DoubleCoverView.extend({
      personId: z.int(),
      fullName: z.string().nullable(),
      birthDate: Day.nullable(),
      placeId: z.int(),
      placeName: z.string(),
      communeName: z.string().nullable(),
      countsIssuer: z.string(),
      otherIssuer: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
export type DoubleCoverAnswer = z.infer<typeof DoubleCoverAnswer>;

export const InsuredBesideAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  total: people,
  /** who has a card as well: costs may be paid twice */
  withCard: people,
  rows: z.array(
    InsuranceBeside.extend({
      personId: z.int(),
      fullName: z.string().nullable(),
      birthDate: Day.nullable(),
      placeId: z.int(),
      placeName: z.string(),
      communeName: z.string().nullable(),
      detail: z.string().nullable(),
      cardCategory: z.string().nullable(),
      cardCategoryName: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type InsuredBesideAnswer = z.infer<typeof InsuredBesideAnswer>;
