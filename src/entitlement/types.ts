/** What the stored decisions show to others: zod schemas and their types, one name for both. */
import { z } from 'zod';
import { UNCOVERED_REASONS } from '../policy/lapse.ts';
import { PAYERS, SUPPORT_LEVELS } from '../policy/topics.ts';
import { scenarioChange } from '../policy/scenario.ts';
import { isoDate as Day } from '../policy/types.ts';

export { Day };

export const people = z.int().min(0);
export const vnd = z.int().min(0);
export const shareBp = z.int().min(0).max(10_000);

export const Reason = z.enum(UNCOVERED_REASONS);
export type Reason = z.infer<typeof Reason>;

export const UnitRef = z.object({
  unitId: z.int(),
  code: z.string().nullable(),
  name: z.string(),
  level: z.string(),
});
export type UnitRef = z.infer<typeof UnitRef>;

/** On what the rows stand; `stale` = persons changed since and not yet decided again. */
export const BasisView = z.object({
  decidedOn: Day,
  lawVersion: z.string(),
  readToEntry: z.int(),
  decidedAt: z.string(),
  people,
  stale: people,
  allStale: z.boolean(),
});
export type BasisView = z.infer<typeof BasisView>;

export const StateView = z.object({ basis: BasisView.nullable() });

/** What was decided by the rules of each category. */
export const LawUsesAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  categories: z.array(
    z.object({
      category: z.string(),
      /** residents for whom it counts */
      people,
      /** of them, who have no card */
      uninsured: people,
    }),
  ),
});
export type LawUsesAnswer = z.infer<typeof LawUsesAnswer>;

export const DecideInput = z.object({
  /** today unless given */
  on: Day.optional(),
  /** everybody, even where nothing changed */
  whole: z.boolean().optional(),
  /** as a job with progress; the answer names it */
  later: z.boolean().default(false),
});

export const DecideOutcome = z.object({
  jobId: z.string().nullable(),
  decided: z
    .object({
      on: Day,
      lawVersion: z.string(),
      isWhole: z.boolean(),
      people,
      readToEntry: z.int(),
    })
    .nullable(),
});

/** Parts of the full contribution in basis points; the rest is paid by employers and funds. */
export const SharesView = z.object({
  stateBp: shareBp,
  provinceBp: shareBp,
  /** null = the law we hold does not say */
  ownBp: shareBp.nullable(),
});

export const PersuasionSort = z.enum(['name', 'price', 'lapsedOn', 'nextOn', 'household']);
export type PersuasionSort = z.infer<typeof PersuasionSort>;

export const PersuasionFilter = z.object({
  reason: Reason.optional(),
  category: z.string().max(60).optional(),
  /** a village or commune of the unit */
  place: z.int().positive().optional(),
  /** only those who pay nothing themselves */
  free: z.boolean().optional(),
});
export type PersuasionFilter = z.infer<typeof PersuasionFilter>;

/** A resident without a card and what may be said to him. Name and numbers as far as visible. */
export const PersuasionRow = z.object({
  personId: z.int(),
  fullName: z.string().nullable(),
  birthDate: Day.nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  nationalId: z.string().nullable(),
  phone: z.string().nullable(),
  householdId: z.int().nullable(),
  placeId: z.int(),
  placeName: z.string(),
  communeName: z.string().nullable(),
  category: z.string().nullable(),
  categoryName: z.string().nullable(),
  group: z.int().nullable(),
  shares: SharesView,
  /** place on the household ladder when all members without a card join */
  position: z.int().nullable(),
  /** đồng a month left to this person in this household; null = depends on an income not held here */
  monthlyVnd: vnd.nullable(),
  /** what the budget of the commune, and sponsors, pay of it on the day decided for */
  communeVnd: vnd,
  sponsorVnd: vnd,
  reason: Reason,
  reasonText: z.string(),
  lastCategory: z.string().nullable(),
  lapsedOn: Day.nullable(),
  nextOn: Day.nullable(),
  nextCause: z.string().nullable(),
  nextCategory: z.string().nullable(),
  nextCategoryName: z.string().nullable(),
});
export type PersuasionRow = z.infer<typeof PersuasionRow>;

export const PersuasionAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  total: people,
  /** of the chosen category and place, whatever the reason */
  byReason: z.array(z.object({ reason: Reason, text: z.string(), people })),
  /** of the chosen reason and place, whatever the category */
  byCategory: z.array(z.object({ category: z.string().nullable(), name: z.string(), people })),
  /** of the chosen reason and category, by commune of the unit, by village of a commune */
  byPlace: z.array(z.object({ unitId: z.int(), name: z.string(), people })),
  /** what all of them together would pay a month themselves, where it is known */
  monthlyVnd: vnd,
  /** what communes and sponsors would pay for them a month */
  sponsoredVnd: vnd,
  /** who would pay nothing themselves: they only need to be listed */
  freePeople: people,
  /** whose price is not known, as it depends on an income */
  unpricedPeople: people,
  rows: z.array(PersuasionRow),
  /** what the next page is asked with; null = this is the last */
  next: z.string().nullable(),
});
export type PersuasionAnswer = z.infer<typeof PersuasionAnswer>;

/** A line of an explanation in words, with what it stands on. */
export const TextLine = z.object({
  code: z.string(),
  text: z.string(),
  citations: z.array(z.string()),
  /** confirmed, secondary, inferred, memory, assumed */
  confidence: z.string(),
});
export type TextLine = z.infer<typeof TextLine>;

const share = z.number().min(0).max(1);
const rate = z.int().nullable();

export const ForecastAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  residents: people,
  insured: people,
  rateBp: rate,
  /** until 30, 60, 90 days from the day decided for, and to the end of its year */
  windows: z.array(
    z.object({
      until: Day,
      people,
      byCause: z.array(z.object({ cause: z.string(), people })),
      byCategory: z.array(z.object({ category: z.string(), name: z.string(), people })),
      /** đồng a month to keep all of them, each as the first of a household */
      monthlyCost: z.object({
        ownVnd: vnd,
        stateVnd: vnd,
        provinceVnd: vnd,
        /** pay on an income the register does not hold */
        unknownPeople: people,
      }),
      rateBpIfLost: rate,
    }),
  ),
  /** how cards that ended in [from, to) were followed by another */
  renewal: z.object({
    from: Day,
    to: Day,
    withinDays: z.int(),
    confidence: z.int(),
    method: z.literal('wilson'),
    categories: z.array(
      z.object({
        category: z.string(),
        name: z.string(),
        ended: people,
        renewed: people,
        share: share.nullable(),
        low: share,
        high: share,
      }),
    ),
  }),
  yearEnd: z.object({
    on: Day,
    expected: people,
    low: people,
    high: people,
    rateBp: rate,
    lowBp: rate,
    highBp: rate,
    /** what the interval does not hold */
    notReckoned: z.array(z.string()),
  }),
});
export type ForecastAnswer = z.infer<typeof ForecastAnswer>;

export const RenewalFilter = z.object({
  /** of the card that ended */
  category: z.string().max(60).optional(),
  /** only those that another card followed in time, or only the others */
  renewed: z.boolean().optional(),
});
export type RenewalFilter = z.infer<typeof RenewalFilter>;

/** The people behind the counts of past renewals. */
export const RenewalPeopleAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  /** cards that ended in [from, to) */
  from: Day,
  to: Day,
  withinDays: z.int(),
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
      /** first day without the card */
      endedOn: Day,
      /** first day of the card that followed; null = none did in time */
      renewedOn: Day.nullable(),
      /** on the day decided for */
      isInsured: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
});
export type RenewalPeopleAnswer = z.infer<typeof RenewalPeopleAnswer>;

export const LapsingFilter = z.object({
  until: Day,
  cause: z.string().max(40).optional(),
  /** of the card that ends */
  category: z.string().max(60).optional(),
  /** a village or commune of the unit */
  place: z.number().int().positive().optional(),
});
export type LapsingFilter = z.infer<typeof LapsingFilter>;

export const LapsingSort = z.enum(['lapseOn', 'name']);
export type LapsingSort = z.infer<typeof LapsingSort>;

export const LapsingAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  until: Day,
  total: people,
  /** of the chosen category and place, whatever the cause */
  byCause: z.array(z.object({ cause: z.string(), people })),
  /** of the chosen cause and place, whatever the card */
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
      lapseOn: Day,
      cause: z.string(),
      cardCategory: z.string(),
      cardCategoryName: z.string(),
      /** offered once cover is lost */
      category: z.string().nullable(),
      categoryName: z.string().nullable(),
      shares: SharesView,
      /** đồng a month in that category, as the first of a household; null = by an income not held */
      monthlyVnd: vnd.nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type LapsingAnswer = z.infer<typeof LapsingAnswer>;

/** One commune, category, payer and month; a settlement beside the estimate. */
export const BudgetCell = z.object({
  communeId: z.int(),
  communeName: z.string(),
  category: z.string(),
  categoryName: z.string(),
  payer: z.string(),
  /** whose money the support is; null = no support */
  level: z.string().nullable(),
  month: Day,
  estimatedPeople: people,
  estimatedVnd: vnd,
  actualPeople: people,
  actualVnd: vnd,
});
export type BudgetCell = z.infer<typeof BudgetCell>;

export const BudgetAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  year: z.int(),
  /** months of the year that have begun: only these are settled */
  settledMonths: z.int(),
  cells: z.array(BudgetCell),
  /** people whose contribution depends on an income the register does not hold */
  unknown: z.array(z.object({ category: z.string(), name: z.string(), people })),
});
export type BudgetAnswer = z.infer<typeof BudgetAnswer>;

/** `level`: whose money the support is: state part by its budget, resolution, commune, sponsor */
export const BudgetDimension = z.enum(['commune', 'category', 'payer', 'level', 'month']);
export type BudgetDimension = z.infer<typeof BudgetDimension>;

/** What a table of the budget is narrowed to. */
export const BudgetFilter = z.object({
  communeId: z.number().int().positive().optional(),
  category: z.string().max(60).optional(),
  payer: z.enum(PAYERS).optional(),
  /** whose money: only the part out of it is told */
  level: z.enum(SUPPORT_LEVELS).optional(),
  /** any day of the month */
  month: Day.optional(),
});
export type BudgetFilter = z.infer<typeof BudgetFilter>;

/** Of the dimensions asked for; the others are null. */
export const BudgetSum = z.object({
  communeId: z.int().nullable(),
  communeName: z.string().nullable(),
  category: z.string().nullable(),
  payer: z.string().nullable(),
  level: z.string().nullable(),
  month: Day.nullable(),
  /** people × months, each person once, or once a payer where payers are told apart */
  estimatedMonths: people,
  estimatedVnd: vnd,
  /** of the months that are settled: what the actual is compared with */
  dueVnd: vnd,
  actualMonths: people,
  actualVnd: vnd,
});
export type BudgetSum = z.infer<typeof BudgetSum>;

export const BudgetSumsAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  year: z.int(),
  settledMonths: z.int(),
  rows: z.array(BudgetSum),
  total: BudgetSum,
  /** what the filters could be: everything the year's table holds */
  choices: z.object({
    communes: z.array(z.object({ communeId: z.int(), name: z.string() })),
    categories: z.array(z.object({ category: z.string(), name: z.string() })),
    payers: z.array(z.string()),
  }),
  unknown: z.array(z.object({ category: z.string(), name: z.string(), people })),
});
export type BudgetSumsAnswer = z.infer<typeof BudgetSumsAnswer>;

export const BudgetSide = z.enum(['estimated', 'actual']);
export type BudgetSide = z.infer<typeof BudgetSide>;

export const BudgetPeopleAnswer = z.object({
  unit: UnitRef,
  basis: BasisView,
  total: people,
  /** people × months: what the figure says that was opened */
  personMonths: people,
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
      months: z.int(),
    }),
  ),
  next: z.string().nullable(),
});
export type BudgetPeopleAnswer = z.infer<typeof BudgetPeopleAnswer>;

const Figures = z.object({
  residents: people,
  /** people whose contribution the state pays wholly */
  statePaid: people,
  /** insured today by a free card, offered only categories that cost something then */
  leftStatePaid: people,
  insured: people,
  /** đồng of the month */
  stateVnd: vnd,
  provinceVnd: vnd,
  /** what communes and sponsors pay of the own parts */
  communeVnd: vnd,
  sponsorVnd: vnd,
  ownVnd: vnd,
});

export const ScenarioResult = z.object({
  on: Day,
  lawVersion: z.string(),
  scenarioVersion: z.string(),
  people,
  /** the day itself, then the first of every month to the end of the next year */
  days: z.array(Day),
  /** figures by day */
  today: z.array(Figures),
  scenario: z.array(Figures),
  communes: z.array(
    z.object({
      communeId: z.int(),
      name: z.string(),
      today: z.array(Figures),
      scenario: z.array(Figures),
    }),
  ),
});
export type ScenarioResult = z.infer<typeof ScenarioResult>;

const CHANGES_MAX = 200;

export const ScenarioInput = z.object({
  name: z.string().trim().min(1).max(120),
  note: z.string().trim().max(2000).default(''),
  changes: z.array(scenarioChange).min(1).max(CHANGES_MAX),
  /** assumed share (bp) insured of those a category is newly offered to; else as today */
  uptake: z.record(z.string().max(60), shareBp).default({}),
  /** yearly lists of households are made anew with the same households, on both sides */
  renewsLists: z.boolean().default(false),
});
export type ScenarioInput = z.output<typeof ScenarioInput>;

/** `now`: the answer waits for the figures; otherwise a job computes them, with progress. */
export const SaveScenarioInput = ScenarioInput.extend({ now: z.boolean().default(false) });

export const ScenarioNaming = z.object({
  name: z.string().trim().min(1).max(120),
  note: z.string().trim().max(2000).default(''),
});
export type ScenarioNaming = z.output<typeof ScenarioNaming>;

export const ScenarioView = z.object({
  scenarioId: z.int(),
  name: z.string(),
  note: z.string(),
  unitId: z.int(),
  changes: z.array(scenarioChange),
  uptake: z.record(z.string(), shareBp),
  renewsLists: z.boolean(),
  actorName: z.string(),
  savedAt: z.string(),
  state: z.enum(['saved', 'computing', 'computed', 'failed']),
  jobId: z.string().nullable(),
  computedAt: z.string().nullable(),
  /** why it failed for good, to be told in words */
  failure: z
    .array(
      z.object({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        at: z.string().optional(),
      }),
    )
    .nullable(),
});
export type ScenarioView = z.infer<typeof ScenarioView>;

export const ScenarioPage = ScenarioView.extend({ result: ScenarioResult.nullable() });
export type ScenarioPage = z.infer<typeof ScenarioPage>;
