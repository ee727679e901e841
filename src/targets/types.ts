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
  reads: z.enum(['coverage', 'increase', 'joined', 'keeping']).nullable(),
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
  /** what was written: of new and changed targets only */
  revisionIds: z.array(z.int()),
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

// ── results entered by hand ─────────────────────────────────────────────────────────────────────

/** A rate as its source states it, or a part of a whole, or a number of people. */
export const ObservationInput = z.object({
  indicator: IndicatorCode,
  unit: UnitKey,
  group: GroupCode.default(''),
  on: Day,
  rateBp: rateBp.nullable().default(null),
  part: people.nullable().default(null),
  whole: people.nullable().default(null),
  source: z.string().trim().min(1).max(500),
  note: z.string().trim().max(2000).nullable().default(null),
});
export type ObservationInput = z.output<typeof ObservationInput>;

export const Observation = z.object({
  observationId: z.int(),
  indicator: IndicatorCode,
  unitId: z.int(),
  group: GroupCode,
  on: Day,
  /** stated, or reckoned from the counts */
  rateBp: rateBp.nullable(),
  part: people.nullable(),
  whole: people.nullable(),
  source: z.string(),
  note: z.string().nullable(),
  recordedAt: z.string(),
  supersededAt: z.string().nullable(),
  actorName: z.string(),
});
export type Observation = z.infer<typeof Observation>;

// ── beside the results ──────────────────────────────────────────────────────────────────────────

const count = people.nullable();

/** What was reached of an indicator on a day. */
export const ResultView = z.object({
  /** of register figures the day asked for; of group rates the day of the last decisions */
  on: Day.nullable(),
  rateBp: rateBp.nullable(),
  people: count,
  /** people of the unit, or offered the group; null where the indicator has none */
  population: count,
  /** of results entered by hand or stated by a document */
  source: z.string().nullable(),
});
export type ResultView = z.infer<typeof ResultView>;

export const Comparison = z.object({
  target: Target.nullable(),
  result: ResultView,
  /** least people that reach the value; null = cannot be told */
  needed: count,
  shortfall: count,
  isReached: z.boolean().nullable(),
  /** people a working week, in the working days left of the period */
  perWeek: count,
  /** insured (or joined) since the period began */
  gained: z.int().nullable(),
  /** on the last day of the period, if cards that end are renewed as such cards were */
  expected: z.object({ people, low: people, high: people, rateBp: rateBp.nullable() }).nullable(),
  /** the day before the period began */
  lastYear: z.object({ on: Day, people: count, rateBp: rateBp.nullable() }).nullable(),
  /** first day of the present run below last year's rate */
  belowSince: Day.nullable(),
});
export type Comparison = z.infer<typeof Comparison>;

/** A target of a unit that has become part of this one, or ended. */
export const InheritedTarget = z.object({ unit: UnitRef, target: Target, needed: count });
export type InheritedTarget = z.infer<typeof InheritedTarget>;

export const TargetNode = Comparison.extend({
  unit: UnitRef,
  /** null = the unit asked for */
  parentId: z.int().nullable(),
  /** steps below the unit asked for */
  depth: z.int(),
  /** rates at the ends of months since the period began */
  series: z.array(z.object({ day: Day, rateBp: rateBp.nullable() })),
  /** targets of units that were merged into this one since they were set */
  inherited: z.array(InheritedTarget),
  /** null where no unit below has a target */
  below: z
    .object({
      units: z.int(),
      withTarget: z.int(),
      people,
      /** people needed here less the sum below; null where that cannot be told */
      difference: z.int().nullable(),
    })
    .nullable(),
});
export type TargetNode = z.infer<typeof TargetNode>;

export const TreeAnswer = z.object({
  indicator: Indicator,
  group: GroupCode,
  groupName: z.string(),
  from: Day,
  to: Day,
  /** the day of the results: the day asked for, at most the last of the period */
  asOf: Day,
  boundaries: Day,
  knownAt: z.string().nullable(),
  definition: z.string(),
  workingDaysLeft: z.int(),
  /** null while nobody was decided: no forecast, no rates of groups */
  decidedOn: Day.nullable(),
  /** the unit asked for, then the units below it, parents first */
  nodes: z.array(TargetNode),
  /** targets of units that no longer exist and are not part of one unit of their level */
  ended: z.array(
    InheritedTarget.extend({
      /** units it may have gone to; empty = its level is gone */
      candidates: z.array(UnitRef),
    }),
  ),
});
export type TreeAnswer = z.infer<typeof TreeAnswer>;

// ── sharing a target among the units below ──────────────────────────────────────────────────────

/**
 * By what the people still missing are shared: the people without a card · the population (the same
 * rate everywhere) · how much each unit grew since the period before.
 */
export const SplitMethod = z.enum(['shortfall', 'population', 'growth']);
export type SplitMethod = z.infer<typeof SplitMethod>;

export const SplitInput = z.object({
  indicator: z.literal('coverage').default('coverage'),
  group: GroupCode.default(''),
  period: Period,
  /** people to be shared; what the unit's own target needs unless given */
  total: people.nullable().default(null),
  method: SplitMethod.default('shortfall'),
  /** no unit below the rate of the day before the period */
  keepsLastYear: z.boolean().default(true),
  /** of those without a card in a group, the share (bp) that can be won; all unless said */
  feasibleBp: z.record(z.string().max(60), z.int().min(0).max(10_000)).default({}),
  /** null = as fixed in the saved draft */
  overrides: z
    .array(z.object({ unitId: z.int().positive(), people }))
    .max(ROWS_MAX)
    .nullable()
    .default(null),
  /** 1 = the units directly below, 2 = those below them too, … */
  depth: z.int().min(1).max(4).default(1),
  asOf: Day.nullable().default(null),
  boundaries: Day.nullable().default(null),
  /** of coverage: whose cards, which population; the first unless given */
  definition: z.string().max(50).nullable().default(null),
  save: z.enum(['no', 'draft', 'assigned']).default('no'),
  act: CitedAct.nullable().default(null),
  reason: z.string().trim().min(1).max(2000).nullable().default(null),
});
export type SplitInput = z.output<typeof SplitInput>;

export const SplitRowView = z.object({
  unit: UnitRef,
  parentId: z.int().nullable(),
  depth: z.int(),
  population: people,
  insured: people,
  /** on the last day if nobody new joins */
  expected: people,
  lastYear: z.object({ people, rateBp: rateBp.nullable() }).nullable(),
  atLeast: people,
  atMost: people,
  /** its share; of the unit itself, the total */
  people,
  rateBp: rateBp.nullable(),
  isOverride: z.boolean(),
  bound: z.enum(['atLeast', 'atMost']).nullable(),
  /** of the units directly below: total less their sum; null = nothing was shared here */
  difference: z.int().nullable(),
  /** state of what the unit has now */
  state: TargetState.nullable(),
});
export type SplitRowView = z.infer<typeof SplitRowView>;

export const SplitAnswer = z.object({
  group: GroupCode,
  groupName: z.string(),
  from: Day,
  to: Day,
  asOf: Day,
  boundaries: Day,
  decidedOn: Day.nullable(),
  method: SplitMethod,
  total: people,
  /** parents first */
  rows: z.array(SplitRowView),
  saved: AssignOutcome.nullable(),
});
export type SplitAnswer = z.infer<typeof SplitAnswer>;

// ── tables as printed ───────────────────────────────────────────────────────────────────────────

const label = z.string().trim().min(1).max(300);
const cell = z.string().max(100);

export const MatrixColumn = z.object({
  label,
  period: Period,
  kind: z.enum(['target', 'actual']).default('target'),
});

export const MatrixInput = z.object({
  title: label,
  indicator: IndicatorCode.default('coverage'),
  measure: Measure.default('rate'),
  /** key of the plan document */
  document: z.string().max(200).nullable().default(null),
  act: CitedAct.nullable().default(null),
  columns: z.array(MatrixColumn).min(1).max(30),
  rows: z
    .array(
      z.object({
        label,
        /** null = a heading over the rows below, without cells */
        group: GroupCode.nullable(),
        /** 0 = everybody, 1 = a group, 2 = a sub-group */
        depth: z.int().min(0).max(3).default(0),
        /** as printed, in the order of the columns; '-' and '' stay blank */
        cells: z.array(cell).max(30),
        /** lines of the document, in the same order */
        lines: z.array(z.int().positive().nullable()).max(30).default([]),
      }),
    )
    .min(1)
    .max(200),
  state: z.enum(['draft', 'assigned']).default('assigned'),
  reason: z.string().trim().min(1).max(2000).nullable().default(null),
});
export type MatrixInput = z.output<typeof MatrixInput>;

export const MatrixCell = z.object({
  /** as the document prints it; null = this cell was never entered */
  printed: z.string().nullable(),
  targetId: z.int().nullable(),
  state: TargetState.nullable(),
  operator: Operator.nullable(),
  rateBp: rateBp.nullable(),
  people: people.nullable(),
  /** the value changed since it was printed */
  isChanged: z.boolean(),
  line: z.int().nullable(),
});
export type MatrixCell = z.infer<typeof MatrixCell>;

export const MatrixAnswer = z.object({
  unit: UnitRef,
  /** null = no table was entered: all targets of the unit, in the order of the law */
  matrixId: z.int().nullable(),
  title: z.string().nullable(),
  document: z.string().nullable(),
  act: ActView.nullable(),
  indicator: Indicator,
  knownAt: z.string().nullable(),
  columns: z.array(
    z.object({ label: z.string(), from: Day, to: Day, kind: z.enum(['target', 'actual']) }),
  ),
  rows: z.array(
    z.object({
      label: z.string(),
      /** null = a heading, without cells */
      group: GroupCode.nullable(),
      depth: z.int(),
      cells: z.array(MatrixCell),
    }),
  ),
  /** tables entered for the unit, newest first */
  matrices: z.array(z.object({ matrixId: z.int(), title: z.string() })),
});
export type MatrixAnswer = z.infer<typeof MatrixAnswer>;

// ── acts of a place that follow a target ────────────────────────────────────────────────────────

/** Socio-economic programme · new-rural criteria · a resolution of the unit · another one. */
export const Programme = z.enum(['socioEconomic', 'newRural', 'resolution', 'other']);

export const CriterionInput = z.object({
  programme: Programme,
  name: label,
  year: z.int().min(2000).max(2100),
  indicator: IndicatorCode.default('coverage'),
  group: GroupCode.default(''),
  operator: Operator.default('>='),
  measure: Measure.default('rate'),
  value: z.int().min(0).max(200_000_000),
  act: CitedAct.nullable().default(null),
  note: z.string().trim().max(2000).nullable().default(null),
});
export type CriterionInput = z.output<typeof CriterionInput>;

export const Criterion = z.object({
  criterionId: z.int(),
  unitId: z.int(),
  programme: Programme,
  name: z.string(),
  year: z.int(),
  indicator: IndicatorCode,
  group: GroupCode,
  operator: Operator,
  measure: Measure,
  value: z.int(),
  actId: z.int().nullable(),
  note: z.string().nullable(),
  recordedAt: z.string(),
  actorName: z.string(),
});
export type Criterion = z.infer<typeof Criterion>;

// ── a unit's own page ───────────────────────────────────────────────────────────────────────────

export const UnitTarget = Comparison.extend({
  target: Target,
  indicatorName: z.string(),
  /** of the indicator: more is better, or less */
  direction: z.enum(['atLeast', 'atMost']),
  groupName: z.string(),
  act: ActView.nullable(),
});
export type UnitTarget = z.infer<typeof UnitTarget>;

export const CriterionView = Criterion.extend({
  act: ActView.nullable(),
  result: ResultView,
  isMet: z.boolean().nullable(),
  /** the target of the unit for the same indicator, group and year */
  targetId: z.int().nullable(),
  /** that target asks for less than the criterion */
  isAboveTarget: z.boolean(),
});
export type CriterionView = z.infer<typeof CriterionView>;

export const UnitTargets = z.object({
  unit: UnitRef,
  asOf: Day,
  decidedOn: Day.nullable(),
  targets: z.array(UnitTarget),
  criteria: z.array(CriterionView),
});
export type UnitTargets = z.infer<typeof UnitTargets>;

/** An answer of a unit that waits for a decision. */
export const OpenAnswer = z.object({
  target: Target,
  unit: UnitRef,
  parent: UnitRef.nullable(),
  indicatorName: z.string(),
  groupName: z.string(),
});
export type OpenAnswer = z.infer<typeof OpenAnswer>;
