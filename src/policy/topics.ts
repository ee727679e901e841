/** Schemas of the files of the law, one per topic, and of the files of provinces. */
import { z } from 'zod';
import { conditionSchema } from './condition-schema.ts';
import { AREA_CLASSES } from './facts.ts';
import { documentRow, documentsFile, groupsFile, isoDate, precedenceFile } from './types.ts';
import { bp, categories, dated, localName, textRule, vnd } from './types.ts';

const when = { when: conditionSchema.optional() };

// ── parameters ────────────────────────────────────────────────────────────────────────────────

/** Every scalar of the law. The files must hold exactly these. */
export const PARAMETERS = [
  'contributionRate',
  'contributionRateMax',
  'baseSalary',
  'referenceLevel',
  'salaryCapMultiple',
  'suspendedSalaryShare',
  'smallVisitThreshold',
  'copaymentCeilingMultiple',
  'continuousYears',
  'fundCareShare',
  'cardIssueDays',
  'cardHandOutDays',
  'employerListDays',
  'renewalNoticeDays',
  'directPaymentDays',
  'facilityChangeDays',
  'collectionCostMax',
  'agentPayMax',
  'schoolPayMax',
  'communeListFee',
  'schoolHealthPupils',
  'schoolHealthStaff',
  'lateChargePerDay',
  'unlistedEvasionDays',
  'refundDays',
  'organisationFineMultiple',
] as const;
export type ParameterId = (typeof PARAMETERS)[number];
export const parameterId = z.enum(PARAMETERS);

export const parameterValue = z.strictObject({
  value: z.int().min(0).optional(),
  sameAs: parameterId.optional(),
  ...dated,
});
export type ParameterValue = z.infer<typeof parameterValue>;

export const parameterRow = z.strictObject({
  vi: z.string(),
  en: z.string(),
  unit: z.enum(['vnd', 'bp', 'times', 'days', 'years']),
  /** stretches without a value that are known and explained, not forgotten */
  gaps: z.array(z.strictObject({ from: isoDate, to: isoDate, why: z.string() })).default([]),
  values: z.array(parameterValue).min(1).max(100),
});
export type ParameterRow = z.infer<typeof parameterRow>;
const parameters = z.record(z.string(), parameterRow).default({});

// ── areas, entitlement ────────────────────────────────────────────────────────────────────────

const areasFile = z.strictObject({
  checkedOn: isoDate,
  areas: z.array(z.strictObject({ id: z.enum(AREA_CLASSES), ...localName.shape })),
  instruments: z.array(textRule),
  povertyNorms: z.array(z.strictObject({ ...localName.shape, ...dated })),
});

export const entitlementRule = z.strictObject({
  category: z.string(),
  when: conditionSchema,
  ...dated,
});
export type EntitlementRule = z.infer<typeof entitlementRule>;

const entitlementFile = z.strictObject({
  checkedOn: isoDate,
  rules: z.array(entitlementRule).max(500),
  kept: z.array(z.strictObject(dated)),
});

// ── contribution ──────────────────────────────────────────────────────────────────────────────

/** Who pays. `state`: by national law; `province`: by its own resolution; `commune`: out of its own budget. */
export const PAYERS = [
  'participant',
  'employer',
  'socialInsurance',
  'state',
  'province',
  'commune',
  'sponsor',
] as const;
export type Payer = (typeof PAYERS)[number];

const fraction = z
  .string()
  .regex(/^[1-9]\d?\/[1-9]\d?$/)
  .transform((text) => {
    const [numerator, denominator] = text.split('/').map(Number) as [number, number];
    return { numerator, denominator };
  });

export const paymentBase = z.enum(['salary', 'pension', 'benefit', 'income', 'reference']);

export const paymentRow = z.strictObject({
  categories,
  base: paymentBase,
  shares: z.partialRecord(z.enum(PAYERS), fraction).optional(),
  supported: z.literal(true).optional(),
  ...dated,
});
export type PaymentRow = z.infer<typeof paymentRow>;

export const ladderRow = z.strictObject({
  stepsBp: z.array(bp).min(1).max(20),
  condition: z.enum(['allMembers', 'sameFinancialYear']),
  categories,
  ...dated,
});

export const baseChangeRow = z.strictObject({
  rule: z.enum(['paymentDate', 'follows']),
  categories,
  support: z.enum(['any', 'full', 'partial']),
  ...dated,
});
export type BaseChangeRow = z.infer<typeof baseChangeRow>;

export const waitingRow = z.strictObject({
  groups: z.array(z.int()),
  breakMonths: z.int().optional(),
  breakDays: z.int().optional(),
  inFinancialYear: z.boolean(),
  waitDays: z.int(),
  ...dated,
});

/** What becomes of money paid for a card that does not count, by who paid and the card's group. */
export const doublePaymentRow = z.strictObject({
  payer: z.enum(PAYERS),
  groups: z.array(z.int().min(1).max(9)),
  ...localName.shape,
  ...dated,
});
export type DoublePaymentRow = z.infer<typeof doublePaymentRow>;

const contributionFile = z.strictObject({
  checkedOn: isoDate,
  parameters,
  ladder: z.array(ladderRow),
  terms: z.array(z.strictObject({ months: z.array(z.int().min(1)), categories, ...dated })),
  payments: z.array(paymentRow).max(500),
  baseChanges: z.array(baseChangeRow).max(500),
  waiting: z.array(waitingRow),
  counting: z.array(z.strictObject({ rule: z.literal('monthsFromPaymentDate'), ...dated })),
  rounding: z.array(z.strictObject({ rule: z.literal('monthlyHalfUp'), ...dated })),
  doublePayment: z.array(doublePaymentRow),
  rules: z.array(textRule),
});

// ── support ───────────────────────────────────────────────────────────────────────────────────

export const supportRow = z.strictObject({
  categories,
  ...when,
  bp,
  bound: z.enum(['fixed', 'min']),
  ...dated,
});
export type SupportRow = z.infer<typeof supportRow>;

/** Budget level of the state part; notStated: the texts name who transfers, not the level. */
export const BUDGET_LEVELS = ['central', 'province', 'byLocalRule', 'school', 'notStated'] as const;
export type BudgetLevel = (typeof BUDGET_LEVELS)[number];

/** Whose money a part is: the state part by its level, then what others add out of their own. */
export const SUPPORT_LEVELS = [...BUDGET_LEVELS, 'localResolution', 'commune', 'sponsor'] as const;
export type SupportLevel = (typeof SUPPORT_LEVELS)[number];

export const flowRow = z.strictObject({
  id: z.string(),
  ...localName.shape,
  level: z.enum(BUDGET_LEVELS),
  frequency: z.enum(['month', 'quarter', 'term']),
  categories,
  ...dated,
});
export type FlowRow = z.infer<typeof flowRow>;

const monthDay = z.string().regex(/^\d{2}-\d{2}$/);

const supportFile = z.strictObject({
  checkedOn: isoDate,
  supports: z.array(supportRow).max(500),
  flows: z.array(flowRow).max(100),
  settledBy: z.array(z.strictObject({ monthDay, ...dated })),
});

/** A province's own support: extra points of the full contribution, the whole rest, or not known. */
export const localSupportRow = z
  .strictObject({
    categories,
    ...when,
    extraBp: bp.optional(),
    extra: z.enum(['rest', 'unknown']).optional(),
    ...dated,
  })
  .refine((row) => (row.extraBp === undefined) !== (row.extra === undefined), {
    message: 'exactly one of extraBp and extra',
  });
export type LocalSupportRow = z.infer<typeof localSupportRow>;

/** One file a province: its texts, its support, and the worked cases of both. */
export const localFile = z.strictObject({
  checkedOn: isoDate,
  documents: z.array(documentRow).max(100),
  province: z.strictObject({
    /** old: the 63 provinces before 2025-07-01; new: the 34 since */
    tree: z.enum(['old', 'new']),
    code: z.string().regex(/^\d{2}$/),
    ...localName.shape,
  }),
  resolutions: z
    .array(z.strictObject({ document: z.string(), supports: z.array(localSupportRow).max(100) }))
    .max(100),
  /** read by `cases.ts` */
  cases: z.array(z.unknown()).max(1000).default([]),
});
export type LocalFile = Omit<z.infer<typeof localFile>, 'cases'>;

// ── benefit ───────────────────────────────────────────────────────────────────────────────────

export const benefitLevel = z.strictObject({ categories, ...when, bp, ...dated });
export type BenefitLevel = z.infer<typeof benefitLevel>;

const code = z.string().regex(/^[A-Z]{2}$/);

export const continuityRow = z.strictObject({
  breakMonthsMax: z.int().optional(),
  breakDaysMax: z.int().optional(),
  ...dated,
});
export type ContinuityRow = z.infer<typeof continuityRow>;

const benefitFile = z.strictObject({
  checkedOn: isoDate,
  parameters,
  levels: z.array(benefitLevel).max(500),
  digits: z.array(z.strictObject({ digit: z.int().min(1).max(5), codes: z.array(code), ...dated })),
  continuity: z.array(continuityRow),
  continuityKept: z.array(z.strictObject({ categories, ...dated })),
  directPayment: z.array(
    z.strictObject({ level: z.string(), inpatient: z.boolean(), capBp: z.int(), ...dated }),
  ),
  selfReferral: z.array(
    z.strictObject({
      case: z.string(),
      inpatientBp: bp.nullable(),
      outpatientBp: bp.nullable(),
      ...dated,
    }),
  ),
  rules: z.array(textRule),
});

// ── calendar, codes, collection, penalties ────────────────────────────────────────────────────

const calendarFile = z.strictObject({
  checkedOn: isoDate,
  parameters,
  underSix: z.array(z.strictObject({ months: z.int(), cutMonthDay: monthDay, ...dated })),
  schoolCards: z.array(z.strictObject({ grade1From: monthDay, grade12To: monthDay, ...dated })),
  rules: z.array(textRule),
  listMakers: z.array(
    z.strictObject({
      maker: z.enum([
        'employer',
        'self',
        'communeCommittee',
        'school',
        'forces',
        'socialInsurance',
      ]),
      categories,
      ...dated,
    }),
  ),
});

const codesFile = z.strictObject({
  checkedOn: isoDate,
  patterns: z.array(
    z.strictObject({ id: z.string(), pattern: z.string(), ...localName.shape, ...dated }),
  ),
  areaCodes: z.array(z.strictObject({ code: z.string(), ...localName.shape, ...dated })),
});

const collectionFile = z.strictObject({ checkedOn: isoDate, parameters });

export const fineRow = z.strictObject({
  act: z.string(),
  by: z.enum(['people', 'value', 'damage', 'none']),
  brackets: z.array(z.strictObject({ below: z.int().nullable(), minVnd: vnd, maxVnd: vnd })),
  ...dated,
});
export type FineRow = z.infer<typeof fineRow>;

const penaltiesFile = z.strictObject({
  checkedOn: isoDate,
  parameters,
  fines: z.array(fineRow),
  rules: z.array(textRule),
});

/** The fixed topics: file name without `.yaml` → schema. */
export const TOPICS = {
  documents: documentsFile,
  groups: groupsFile,
  precedence: precedenceFile,
  areas: areasFile,
  entitlement: entitlementFile,
  contribution: contributionFile,
  support: supportFile,
  benefit: benefitFile,
  calendar: calendarFile,
  codes: codesFile,
  collection: collectionFile,
  penalties: penaltiesFile,
} as const;

export type TopicName = keyof typeof TOPICS;
