/** What sponsors and communes pay of the own part of people: zod schemas and their types. */
import { z } from 'zod';
import { SPONSOR_PAYERS, SPONSOR_WAYS } from '../policy/sponsorship.ts';
import { BasisView, Day, UnitRef, people, shareBp, vnd } from './types.ts';

const UNITS_MAX = 500;
const CHOSEN_MAX = 5_000;
const MONTHLY_MAX = 10_000_000;
const MONEY_MAX = 10_000_000_000_000;
const PEOPLE_MAX = 10_000_000;

const id = z.number().int().positive();

export const SponsorPayer = z.enum(SPONSOR_PAYERS);
export const SponsorWay = z.enum(SPONSOR_WAYS);

export const SponsorshipInput = z.strictObject({
  payer: SponsorPayer,
  /** an organisation's or a donor's name as it may be shown; nothing else about a person */
  payerName: z.string().trim().min(1).max(200),
  /** places inside the unit; none = the whole unit */
  unitIds: z.array(id).max(UNITS_MAX).default([]),
  /** of the category that counts; none = whoever pays a part himself */
  categories: z.array(z.string().max(60)).max(60).default([]),
  /** chosen people, or everybody of chosen households; none of both = everybody */
  personIds: z.array(id).max(CHOSEN_MAX).default([]),
  householdIds: z.array(id).max(CHOSEN_MAX).default([]),
  /** only who had no card on the day before `from`, or has none today where it has not begun */
  withoutCard: z.boolean().default(false),
  way: SponsorWay,
  /** of the full contribution, for `share` */
  shareBp: z.int().min(1).max(10_000).nullable().default(null),
  /** đồng a month for each person, for `fixed` */
  monthlyVnd: z.int().min(1).max(MONTHLY_MAX).nullable().default(null),
  from: Day,
  /** first day without it */
  to: Day,
  moneyMaxVnd: z.int().min(1).max(MONEY_MAX).nullable().default(null),
  peopleMax: z.int().min(1).max(PEOPLE_MAX).nullable().default(null),
  /** the pledge, decision or minutes it stands on */
  document: z.string().trim().max(500).default(''),
  note: z.string().trim().max(2000).default(''),
});
export type SponsorshipInput = z.output<typeof SponsorshipInput>;

export const SponsorshipState = z.enum(['coming', 'inForce', 'over', 'ended', 'undone']);
export type SponsorshipState = z.infer<typeof SponsorshipState>;

/** How much of the promise is used, of the people of the unit asked about. */
export const SponsorshipUse = z.object({
  people,
  /** of them, who have a card on the day decided for */
  insured: people,
  /** with a card in all months: what is set aside for them */
  reservedVnd: vnd,
  /** of who has a card, or then has one without paying */
  estimatedVnd: vnd,
  /** of months that have begun, with a card */
  usedVnd: vnd,
  usedPeople: people,
});
export type SponsorshipUse = z.infer<typeof SponsorshipUse>;

/** Of everybody the sponsorship could reach, wherever he lives. */
export const SponsorshipCount = z.object({
  eligible: people,
  /** left out, as the ceiling is reached */
  beyondCeiling: people,
  /** whose own part others pay wholly already */
  paidByOthers: people,
  /** who get less than promised, as others pay a part already */
  cut: people,
});
export type SponsorshipCount = z.infer<typeof SponsorshipCount>;

export const SponsorshipView = z.object({
  sponsorshipId: z.int(),
  unitId: z.int(),
  unitName: z.string(),
  payer: SponsorPayer,
  payerName: z.string(),
  units: z.array(z.object({ unitId: z.int(), name: z.string() })),
  categories: z.array(z.string()),
  chosenPeople: people,
  chosenHouseholds: people,
  withoutCard: z.boolean(),
  way: SponsorWay,
  shareBp: shareBp.nullable(),
  monthlyVnd: vnd.nullable(),
  from: Day,
  to: Day,
  moneyMaxVnd: vnd.nullable(),
  peopleMax: people.nullable(),
  document: z.string(),
  note: z.string(),
  actorName: z.string(),
  recordedAt: z.string(),
  /** first day without it where it was ended before its time */
  endsOn: Day.nullable(),
  state: SponsorshipState,
  use: SponsorshipUse,
  count: SponsorshipCount,
});
export type SponsorshipView = z.infer<typeof SponsorshipView>;

export const SponsorshipStep = z.object({
  kind: z.enum(['end', 'undoEnd', 'undo']),
  endsOn: Day.nullable(),
  reason: z.string(),
  actorName: z.string(),
  takenAt: z.string(),
});
export type SponsorshipStep = z.infer<typeof SponsorshipStep>;

export const SponsorshipPage = SponsorshipView.extend({
  steps: z.array(SponsorshipStep),
  /** recorded in the name of the unit asked about: only there it is ended or undone */
  isOwn: z.boolean(),
});
export type SponsorshipPage = z.infer<typeof SponsorshipPage>;

export const SponsorshipsAnswer = z.object({
  unit: UnitRef,
  /** null = nobody was decided yet: nothing is shared out */
  basis: BasisView.nullable(),
  sponsorships: z.array(SponsorshipView),
});
export type SponsorshipsAnswer = z.infer<typeof SponsorshipsAnswer>;

export const SponsorshipConflict = z.object({
  code: z.enum(['nobody', 'overlap', 'overFull', 'paidByOthers', 'ceilingReached', 'othersLose']),
  people,
  /** the others it meets */
  others: z.array(z.object({ sponsorshipId: z.int(), payerName: z.string() })),
});
export type SponsorshipConflict = z.infer<typeof SponsorshipConflict>;

export const SponsorshipPreview = z.object({
  unit: UnitRef,
  basis: BasisView.nullable(),
  use: SponsorshipUse,
  count: SponsorshipCount,
  conflicts: z.array(SponsorshipConflict),
});
export type SponsorshipPreview = z.infer<typeof SponsorshipPreview>;

const reason = z.string().trim().min(3).max(500);
export const EndSponsorship = z.strictObject({ on: Day, reason });
export const UndoSponsorship = z.strictObject({ reason });

export const SponsoredPeopleAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  total: people,
  rows: z.array(
    z.object({
      personId: z.int(),
      fullName: z.string().nullable(),
      birthDate: Day.nullable(),
      placeId: z.int(),
      placeName: z.string(),
      communeName: z.string().nullable(),
      category: z.string(),
      categoryName: z.string(),
      isInsured: z.boolean(),
      /** what this sponsorship pays a month on the day decided for */
      nowVnd: vnd,
      months: z.int(),
      reservedVnd: vnd,
      usedMonths: z.int(),
      usedVnd: vnd,
    }),
  ),
  next: z.string().nullable(),
});
export type SponsoredPeopleAnswer = z.infer<typeof SponsoredPeopleAnswer>;
