/** The campaign month: what is entered and what is shown. */
import { z } from 'zod';
import { ClockState, ClockTime, Day, OneDeadline } from '../tasks/clock-types.ts';
import { Source, UnitLevel } from '../tasks/types.ts';
import { CitedAct, UnitRef } from '../units/types.ts';

const id = z.int().positive();
const words = (max: number) => z.string().trim().min(1).max(max);
const text = (max: number) => z.string().trim().max(max).default('');

export const StepInput = z.object({
  title: words(500),
  level: UnitLevel,
  deadline: OneDeadline,
  deadlineText: z.string().max(300).optional(),
  /** a photo or a link proves it: the launch ceremony */
  wantsPhoto: z.boolean().default(false),
  sourceLine: id.optional(),
});
export type StepInput = z.infer<typeof StepInput>;

/** One station of the weekly cycle: communes Wednesday 15:30, districts Thursday 15:00. */
export const WeeklyStation = z.object({
  level: UnitLevel,
  receiverLevel: UnitLevel.optional(),
  receiverName: words(300),
  isoWeekday: z.int().min(1).max(7),
  time: ClockTime.optional(),
  content: words(2000),
  deadlineText: z.string().max(300).optional(),
  sourceLine: id.optional(),
});
export type WeeklyStation = z.infer<typeof WeeklyStation>;

const campaignWords = {
  name: words(300),
  from: Day,
  /** the last day */
  until: Day,
  purpose: text(8000),
  definition: z.string().max(40).optional(),
  documentId: id.optional(),
  source: Source.optional(),
  steps: z.array(StepInput).max(60).default([]),
  weekly: z.array(WeeklyStation).max(6).default([]),
};

export const NewCampaign = z
  .object({ unitId: id, ...campaignWords })
  .refine((row) => row.from <= row.until, { error: 'campaigns.endsBeforeItStarts' });
export type NewCampaign = z.input<typeof NewCampaign>;
export type ParsedCampaign = z.output<typeof NewCampaign>;

/** By hand, for the unit of the address. */
export const CampaignInput = z
  .object(campaignWords)
  .refine((row) => row.from <= row.until, { error: 'campaigns.endsBeforeItStarts' });

export const CAMPAIGN_STATES = ['coming', 'running', 'ended', 'cancelled'] as const;

export const CampaignView = z.object({
  campaignId: z.int(),
  unit: UnitRef,
  name: z.string(),
  from: Day,
  /** first day after it */
  to: Day,
  boundaries: Day,
  purpose: z.string(),
  definition: z.string().nullable(),
  documentId: z.int().nullable(),
  source: Source.nullable(),
  copiedFrom: z.int().nullable(),
  state: z.enum(CAMPAIGN_STATES),
  /** day 1 … days while it runs */
  dayNumber: z.int().nullable(),
  days: z.int(),
});
export type CampaignView = z.infer<typeof CampaignView>;

export const STEP_STATES = ['done', 'doneLate', 'onTime', 'dueSoon', 'overdue'] as const;

export const StepView = z.object({
  stepId: z.int(),
  title: z.string(),
  level: UnitLevel,
  deadline: OneDeadline,
  deadlineText: z.string().nullable(),
  wantsPhoto: z.boolean(),
  sourceLine: z.int().nullable(),
  clock: ClockState,
  /** the tree of the campaign's day has no unit of this level */
  fellAway: z.boolean(),
  counts: z.object({ units: z.int(), done: z.int(), doneLate: z.int(), overdue: z.int() }),
});
export type StepView = z.infer<typeof StepView>;

export const StepCell = z.object({
  stepId: z.int(),
  unitId: z.int(),
  state: z.enum(STEP_STATES),
  doneAt: z.string().nullable(),
  note: z.string(),
  link: z.string().nullable(),
  hasPhoto: z.boolean(),
  actorName: z.string().nullable(),
});
export type StepCell = z.infer<typeof StepCell>;

export const CampaignPage = CampaignView.extend({
  steps: z.array(StepView),
  /** units that take steps, parents before children */
  units: z.array(UnitRef.extend({ parentId: z.int().nullable() })),
  cells: z.array(StepCell),
  staff: z.array(z.object({ staffId: z.int(), unit: UnitRef, name: z.string(), work: z.string() })),
  weekly: z.array(
    z.object({
      dutyId: z.int(),
      level: UnitLevel.nullable(),
      reporterName: z.string(),
      receiverName: z.string(),
      content: z.string(),
      isoWeekday: z.int(),
      time: z.string().nullable(),
      fellAway: z.boolean(),
    }),
  ),
});
export type CampaignPage = z.infer<typeof CampaignPage>;

export const MarkInput = z.object({
  kind: z.enum(['done', 'withdraw']),
  note: text(1000),
  link: z.url().max(2000).optional(),
  /** at most 5 MB */
  photo: z
    .object({
      mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
      base64: z.base64().min(4).max(7_000_000),
    })
    .optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
export type MarkInput = z.infer<typeof MarkInput>;

export const FIGURE_KINDS = ['newCards', 'renewed', 'visited', 'refused', 'households'] as const;

export const DailyFigure = z.object({
  unitId: id,
  day: Day,
  kind: z.enum(FIGURE_KINDS),
  people: z.int().min(0).max(100_000_000),
  note: text(300),
});

export const DailyInput = z.object({ rows: z.array(DailyFigure).min(1).max(2000) });
export type DailyInput = z.infer<typeof DailyInput>;

/** Insured persons a unit should have more at the end than on the eve; kept as targets. */
export const CampaignTargetsInput = z.object({
  rows: z
    .array(z.object({ unitId: id, people: z.int().min(0).max(100_000_000) }))
    .min(1)
    .max(2000),
  /** the decision that assigns them; without one they are drafts */
  act: CitedAct.optional(),
  /** needed when a target that was assigned changes */
  reason: z.string().trim().min(1).max(2000).optional(),
});
export type CampaignTargetsInput = z.infer<typeof CampaignTargetsInput>;

/** register = counted by the coverage of the day; entered = the place has no register */
export const PaceRow = z.object({
  unit: UnitRef,
  source: z.enum(['register', 'entered', 'none']),
  target: z.int().nullable(),
  /** insured more than on the eve */
  reached: z.int(),
  /** of them on the day itself */
  today: z.int(),
  /** where it should be at the end of the day to arrive evenly */
  pace: z.int().nullable(),
  /** pace less reached; positive = behind */
  behind: z.int().nullable(),
  /** what is left, a day */
  perDayNeeded: z.number().nullable(),
  isBehind: z.boolean(),
  stepsDone: z.int(),
  stepsOverdue: z.int(),
  steps: z.int(),
  lastEntered: Day.nullable(),
});
export type PaceRow = z.infer<typeof PaceRow>;

export const PaceAnswer = z.object({
  campaign: CampaignView,
  on: Day,
  level: UnitLevel,
  rows: z.array(PaceRow),
  total: z.object({
    target: z.int().nullable(),
    reached: z.int(),
    today: z.int(),
    pace: z.int().nullable(),
    behindUnits: z.int(),
    units: z.int(),
  }),
  series: z.array(z.object({ day: Day, reached: z.int(), pace: z.int().nullable() })),
});
export type PaceAnswer = z.infer<typeof PaceAnswer>;

export const CycleAnswer = z.object({
  campaign: CampaignView,
  weeks: z.array(
    z.object({
      dutyId: z.int(),
      periodKey: z.string(),
      from: Day,
      to: Day,
      reporterName: z.string(),
      receiverName: z.string(),
      clock: ClockState,
      units: z.int(),
      received: z.int(),
      receivedLate: z.int(),
      missing: z.int(),
      /** of those that were due: in time, in basis points; null = none was */
      onTimeBp: z.int().nullable(),
      missingUnits: z.array(UnitRef),
    }),
  ),
});
export type CycleAnswer = z.infer<typeof CycleAnswer>;

export const CopyInput = z.object({
  from: Day,
  name: words(300).optional(),
});
export type CopyInput = z.infer<typeof CopyInput>;

export const CostInput = z.object({
  what: words(300),
  amountVnd: z.int().min(0).max(1_000_000_000_000),
  payer: text(200),
});
export type CostInput = z.infer<typeof CostInput>;

export const PracticeInput = z.object({
  title: words(300),
  text: words(8000),
  effect: words(2000),
  people: z.int().min(0).max(10_000_000).optional(),
});
export type PracticeInput = z.infer<typeof PracticeInput>;

export const CommendationInput = z.object({
  kind: z.enum(['collective', 'individual']),
  name: words(200),
  reason: words(1000),
  form: text(200),
});
export type CommendationInput = z.infer<typeof CommendationInput>;

export const StaffInput = z.object({
  name: words(200),
  username: words(64).optional(),
  work: text(300),
});
export type StaffInput = z.infer<typeof StaffInput>;

export const Practice = z.object({
  practiceId: z.int(),
  campaignId: z.int(),
  campaign: z.string(),
  unit: UnitRef,
  title: z.string(),
  text: z.string(),
  effect: z.string(),
  people: z.int().nullable(),
  recordedAt: z.string(),
});
export type Practice = z.infer<typeof Practice>;

const Side = z.object({
  day: Day,
  insured: z.int(),
  population: z.int().nullable(),
  rateBp: z.int().nullable(),
});

export const EvaluationAnswer = z.object({
  campaign: CampaignView,
  /** the eve, and the last day (today while it runs) */
  before: Side,
  after: Side,
  byGroup: z.array(
    z.object({
      group: z.int(),
      name: z.string(),
      nameEn: z.string(),
      before: z.int(),
      after: z.int(),
      joined: z.int(),
      left: z.int(),
    }),
  ),
  children: z.array(
    z.object({
      unit: UnitRef,
      before: z.int(),
      after: z.int(),
      rateBeforeBp: z.int().nullable(),
      rateAfterBp: z.int().nullable(),
    }),
  ),
  /** entered by hand where a place has no register; not in `after` */
  enteredNewCards: z.int(),
  newCards: z.int(),
  costVnd: z.int(),
  costPerNewCardVnd: z.int().nullable(),
  costs: z.array(
    z.object({
      costId: z.int(),
      unit: UnitRef,
      what: z.string(),
      amountVnd: z.int(),
      payer: z.string(),
    }),
  ),
  steps: z.array(z.object({ title: z.string(), units: z.int(), onTime: z.int(), late: z.int() })),
  practices: z.array(Practice),
  commendations: z.array(
    z.object({
      commendationId: z.int(),
      unit: UnitRef,
      kind: z.enum(['collective', 'individual']),
      name: z.string(),
      reason: z.string(),
      form: z.string(),
    }),
  ),
});
export type EvaluationAnswer = z.infer<typeof EvaluationAnswer>;
