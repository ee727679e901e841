/** What targets show to others: zod schemas and their types, one name for both. */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';
import { CitedAct } from '../units/types.ts';

export const Day = z.string().refine(isIsoDate, { error: 'input.wrongFormat' });

export const Measure = z.enum(['rate', 'people']);
export type Measure = z.infer<typeof Measure>;

export const Operator = z.enum(['>=', '>', '<', '<=', '=']);
export type Operator = z.infer<typeof Operator>;

/** To be reached · a result a document states · a part of the contribution a document grants. */
export const TargetKind = z.enum(['target', 'actual', 'support']);
export type TargetKind = z.infer<typeof TargetKind>;

/** `stated` = of actual results and support, which nobody accepts or answers. */
export const TargetState = z.enum([
  'draft',
  'assigned',
  'accepted',
  'counterProposed',
  'adjusted',
  'withdrawn',
  'stated',
]);
export type TargetState = z.infer<typeof TargetState>;

export const IndicatorCode = z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/);

/** What a target measures. `reads` null = results are entered by hand, with their source. */
export const Indicator = z.object({
  code: IndicatorCode,
  name: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().min(1).max(200),
  reads: z.enum(['coverage', 'increase', 'joined']).nullable(),
  /** of its values; coverage has rates and people */
  measure: Measure,
  direction: z.enum(['atLeast', 'atMost']),
  citation: z.string().trim().min(1).max(500),
});
export type Indicator = z.infer<typeof Indicator>;

/**
 * '' = everybody · '4' = a group, '4/nearPoor' = a sub-group of the taxonomy of the period · '#…' =
 * a group in the document's words which the taxonomy does not know: no result can be read for it.
 */
export const GroupCode = z.string().regex(/^$|^[1-9](\/[A-Za-z0-9]{1,40})?$|^#.{1,200}$/u);

/** A year, or any days [from, to). */
export const Period = z.union([
  z.int().min(2000).max(2100),
  z.object({ from: Day, to: Day }).refine(({ from, to }) => from < to, {
    error: 'input.wrongFormat',
  }),
]);
export type Period = z.infer<typeof Period>;

const rateBp = z.int().min(0).max(1_000_000);
const people = z.int().min(0).max(200_000_000);

/** Where a value stands, word by word. */
export const Source = z.object({
  document: z.string().max(200).nullable().default(null),
  line: z.int().positive().nullable().default(null),
  printed: z.string().max(500).nullable().default(null),
});
export type Source = z.infer<typeof Source>;

export const UnitKey = z.union([z.int().positive(), z.string().regex(/^(u?\d{1,10}|VN)$/)]);

/** One statement of a plan or decision. Two of one target (percent and persons) become one. */
export const TargetRow = z.object({
  indicator: IndicatorCode.default('coverage'),
  /** an id, or an official code of the act's `codeOn` */
  unit: UnitKey,
  group: GroupCode.default(''),
  /** the group in the document's words */
  groupName: z.string().trim().max(200).nullable().default(null),
  period: Period,
  measure: Measure,
  /** basis points or people; null = a blank cell, kept blank */
  value: z.int().min(0).max(200_000_000).nullable(),
  operator: Operator.default('>='),
  kind: TargetKind.default('target'),
  /** people of the unit or group by which rate and people answer each other */
  population: people.nullable().default(null),
  /** a split proposed another number */
  isOverride: z.boolean().default(false),
  source: Source.default({ document: null, line: null, printed: null }),
});
export type TargetRow = z.input<typeof TargetRow>;

export const ROWS_MAX = 10_000;

export const AssignInput = z.object({
  /** null = only a draft may do without */
  act: CitedAct.nullable().default(null),
  rows: z.array(TargetRow).min(1).max(ROWS_MAX),
  state: z.enum(['draft', 'assigned']).default('assigned'),
  /** needed when a value that was assigned changes */
  reason: z.string().trim().min(1).max(2000).nullable().default(null),
  /** the day on which codes of units are looked up; the first day of each row's period unless given */
  codeOn: Day.nullable().default(null),
});
export type AssignInput = z.input<typeof AssignInput>;

export const AssignOutcome = z.object({
  created: z.int(),
  changed: z.int(),
  same: z.int(),
  /** in the order of the rows */
  targetIds: z.array(z.int()),
});
export type AssignOutcome = z.infer<typeof AssignOutcome>;

export const UnitRef = z.object({
  unitId: z.int(),
  code: z.string().nullable(),
  name: z.string(),
  level: z.enum(['country', 'province', 'district', 'commune', 'village']),
});
export type UnitRef = z.infer<typeof UnitRef>;

export const ActView = z.object({
  actId: z.int(),
  number: z.string().nullable(),
  title: z.string(),
  issuer: z.string().nullable(),
  signedOn: Day.nullable(),
});

const value = {
  operator: Operator,
  /** which of the two values was stated */
  measure: Measure,
  rateBp: rateBp.nullable(),
  people: people.nullable(),
};

/** What a target said from one instant to another. */
export const Revision = z.object({
  revisionId: z.int(),
  state: TargetState,
  ...value,
  population: people.nullable(),
  groupName: z.string().nullable(),
  counterRateBp: rateBp.nullable(),
  counterPeople: people.nullable(),
  isOverride: z.boolean(),
  assignerId: z.int(),
  actId: z.int().nullable(),
  sources: z.array(Source.extend({ operator: Operator })),
  reason: z.string().nullable(),
  recordedAt: z.string(),
  supersededAt: z.string().nullable(),
  actorName: z.string(),
});
export type Revision = z.infer<typeof Revision>;

export const Target = z.object({
  targetId: z.int(),
  indicator: IndicatorCode,
  unitId: z.int(),
  group: GroupCode,
  from: Day,
  /** first day no longer inside */
  to: Day,
  kind: TargetKind,
  current: Revision,
});
export type Target = z.infer<typeof Target>;

export const TargetHistory = Target.extend({
  unit: UnitRef,
  indicatorName: z.string(),
  groupName: z.string(),
  /** oldest first */
  revisions: z.array(Revision.extend({ act: ActView.nullable(), assigner: UnitRef.nullable() })),
});
export type TargetHistory = z.infer<typeof TargetHistory>;

const reason = z.string().trim().min(1).max(2000);

export const CounterInput = z.object({
  targetId: z.int().positive(),
  measure: Measure,
  value: z.int().min(0).max(200_000_000),
  reason,
});
export type CounterInput = z.output<typeof CounterInput>;

export const DecideInput = z.object({
  targetId: z.int().positive(),
  /** take the unit's number, or keep what was assigned */
  decision: z.enum(['take', 'keep']),
  reason,
  act: CitedAct.nullable().default(null),
});
export type DecideInput = z.output<typeof DecideInput>;

export const WithdrawInput = z.object({
  targetIds: z.array(z.int().positive()).min(1).max(ROWS_MAX),
  reason,
});
export type WithdrawInput = z.output<typeof WithdrawInput>;
