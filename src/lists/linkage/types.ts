/**
 * Words of record linkage: the row to link, what is answered for it, the levels of agreement of a
 * pair, the model that weighs them. Browser-safe. Bits are kept in hundredths (`…Centibits`), whole
 * numbers, so that the same pair has the same score on every machine.
 */
import { z } from 'zod';
import {
  BIRTH_LEVELS,
  IDENTIFIER_LEVELS,
  LINK_FIELDS,
  LINK_OUTCOMES,
  LINK_REASONS,
  LINK_RULES,
  NAME_LEVELS,
  PLACE_LEVELS,
  SEX_LEVELS,
} from './words.ts';

export { LINK_REASONS, LINK_RULES, type LinkReason, type LinkRule } from './words.ts';

export const PairLevels = z.object({
  name: z.enum(NAME_LEVELS),
  birth: z.enum(BIRTH_LEVELS),
  sex: z.enum(SEX_LEVELS),
  place: z.enum(PLACE_LEVELS),
  nationalId: z.enum(IDENTIFIER_LEVELS),
  socialInsuranceNumber: z.enum(IDENTIFIER_LEVELS),
});
export type PairLevels = z.infer<typeof PairLevels>;

// ── what is linked ──────────────────────────────────────────────────────────────────────────────

/** What of a row or of a person is compared. Folding is linkage's own: give names as cleaned, in NFC. */
export const LinkRecord = z.object({
  fullName: z.string().max(200),
  /** 0 = not known */
  birthYear: z.int().min(0).max(9999),
  birthMonth: z.int().min(0).max(12),
  birthDay: z.int().min(0).max(31),
  sex: z.enum(['male', 'female']).nullable(),
  /** units.unit, as recorded or of today: linkage maps both to the tree of today */
  placeId: z.int().positive().nullable(),
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
});
export type LinkRecord = z.infer<typeof LinkRecord>;

/** A cleaned row of a list; `row` is its number in the file and decides between equals. */
export const LinkRow = LinkRecord.extend({ row: z.int().min(0) });
export type LinkRow = z.infer<typeof LinkRow>;

/** Columns of a statement that gives the rows of a list, in this order; null = not known. */
export const LINK_ROW_COLUMNS = [
  'row',
  'full_name',
  'birth_year',
  'birth_month',
  'birth_day',
  /** 'male', 'female' or null */
  'sex',
  'place_id',
  'national_id',
  'social_insurance_number',
] as const;

/**
 * Rows in memory, or a statement with `LINK_ROW_COLUMNS` that is run in the caller's transaction
 * (COPY takes no parameters: write values into it as literals of numbers).
 */
export type LinkSource = { rows: readonly LinkRow[] } | { query: string; rowCount: number };

/** What `linkRows(ctx, request, onProgress)` of ops.ts is asked; it answers a `LinkSummary`. */
export interface LinkRequest {
  listId: number;
  source: LinkSource;
  /** the one in use, if not given */
  model?: LinkageModel;
  /** by the number of rows, if not given */
  way?: 'small' | 'bulk';
  signal?: AbortSignal;
}

// ── what is answered ────────────────────────────────────────────────────────────────────────────

export const LinkResult = z.object({
  row: z.int(),
  outcome: z.enum(LINK_OUTCOMES),
  /** linked: who it is · review: who it may be · duplicate: the person of the other row, if any */
  personId: z.int().nullable(),
  /** the next best person, if any came near */
  secondPersonId: z.int().nullable(),
  duplicateOfRow: z.int().nullable(),
  /** of the pair (row, person), or (row, other row) where a duplicate has no person */
  scoreCentibits: z.int().nullable(),
  /** how far the second is behind */
  marginCentibits: z.int().nullable(),
  /** how much the name's rarity weighed: with the levels and the model it gives the score */
  nameWeightCentibits: z.int().nullable(),
  rule: z.enum(LINK_RULES).nullable(),
  levels: PairLevels.nullable(),
  reasonCode: z.enum(LINK_REASONS),
  modelVersion: z.int(),
});
export type LinkResult = z.infer<typeof LinkResult>;

export const LinkSummary = z.object({
  rows: z.int(),
  linked: z.int(),
  review: z.int(),
  duplicate: z.int(),
  new: z.int(),
  modelVersion: z.int(),
  /** persons in the register the list was compared with */
  people: z.int(),
  way: z.enum(['small', 'bulk']),
  milliseconds: z.int(),
});
export type LinkSummary = z.infer<typeof LinkSummary>;

/** Steps told while it runs; texts in messages under `steps`, each `linkage.…`. */
export const LINK_STEPS = ['read', 'candidates', 'compare', 'decide', 'write'] as const;
export interface LinkProgress {
  step: (typeof LINK_STEPS)[number];
  /** 0…1 */
  share: number;
}

// ── duplicates of the register ──────────────────────────────────────────────────────────────────

export const DUPLICATE_KINDS = ['proposal', 'doubtful'] as const;

/** Two entries of the register that may be one person; `firstId` < `secondId`. Never merged by itself. */
export const DuplicatePair = z.object({
  firstId: z.int(),
  secondId: z.int(),
  /** proposal: enough to propose the merge · doubtful: a person must look */
  kind: z.enum(DUPLICATE_KINDS),
  scoreCentibits: z.int(),
  nameWeightCentibits: z.int(),
  rule: z.enum(LINK_RULES),
  levels: PairLevels,
  modelVersion: z.int(),
});
export type DuplicatePair = z.infer<typeof DuplicatePair>;

export const PairSummary = z.object({
  /** people of the scope */
  people: z.int(),
  proposals: z.int(),
  doubtful: z.int(),
  modelVersion: z.int(),
  milliseconds: z.int(),
});
export type PairSummary = z.infer<typeof PairSummary>;

/** A person who may be the record that was asked about. */
export const LinkCandidate = z.object({
  personId: z.int(),
  scoreCentibits: z.int(),
  levels: PairLevels,
  rule: z.enum(LINK_RULES),
  modelVersion: z.int(),
});
export type LinkCandidate = z.infer<typeof LinkCandidate>;

// ── the model ───────────────────────────────────────────────────────────────────────────────────

const centibits = z.int().min(-4000).max(4000);

/**
 * Weight of a name level: `base` at a name of typical rarity, and `rarityPercent` of what the name is
 * rarer or commoner than that.
 */
const NameWeight = z.object({ base: centibits, rarityPercent: z.int().min(0).max(100) });

function weights<const Level extends string>(levels: readonly Level[]) {
  return z.record(z.enum(levels), centibits);
}

export const LinkageWeights = z.object({
  name: z.record(z.enum(NAME_LEVELS), NameWeight),
  birth: weights(BIRTH_LEVELS),
  sex: weights(SEX_LEVELS),
  place: weights(PLACE_LEVELS),
  nationalId: weights(IDENTIFIER_LEVELS),
  socialInsuranceNumber: weights(IDENTIFIER_LEVELS),
  /** rarity at which a name weighs its `base`, and the most any name may weigh */
  typicalNameCentibits: centibits,
  rarestNameCentibits: centibits,
});
export type LinkageWeights = z.infer<typeof LinkageWeights>;

/** Bounds between the outcomes, in centibits. */
export const LinkageBounds = z.object({
  /** pairs below it are nobody */
  keepMin: centibits,
  acceptMin: centibits,
  /** an identifier agrees: accepted before all others */
  identifierMin: centibits,
  /** the best person is taken, and the row fits this well: a duplicate */
  duplicateMin: centibits,
  /** best minus second, else a person must look */
  marginMin: centibits,
  /** two rows of a list without a person are one, two entries of the register are proposed as one */
  samePersonMin: centibits,
});
export type LinkageBounds = z.infer<typeof LinkageBounds>;

export const LinkageModel = z.object({
  version: z.int().positive(),
  weights: LinkageWeights,
  bounds: LinkageBounds,
});
export type LinkageModel = z.infer<typeof LinkageModel>;

// ── training ────────────────────────────────────────────────────────────────────────────────────

/** What training made of one level. */
export const TrainedLevel = z.object({
  field: z.enum(LINK_FIELDS),
  level: z.string(),
  /** how often it was seen among pairs of one person, and among random pairs */
  same: z.int(),
  random: z.int(),
  before: z.int(),
  after: z.int(),
});
export type TrainedLevel = z.infer<typeof TrainedLevel>;

export const ModelView = z.object({
  model: LinkageModel,
  inUse: z.boolean(),
  reason: z.string().nullable(),
  actorName: z.string().nullable(),
  recordedAt: z.string().nullable(),
  /** what it was trained from, level by level; empty for the first */
  levels: z.array(TrainedLevel),
});
export type ModelView = z.infer<typeof ModelView>;

export const TrainInput = z.object({
  /** why, in words */
  reason: z.string().trim().min(1).max(500),
  /** only from what these lists taught; all, if not given */
  listIds: z.array(z.int().positive()).max(1_000).optional(),
  /** show what would change, keep nothing */
  preview: z.boolean().default(false),
});

export const TrainOutcome = z.object({
  /** null for a preview */
  version: z.int().nullable(),
  /** pairs decided by people, and linked by a number */
  decided: z.int(),
  linkedByNumber: z.int(),
  random: z.int(),
  levels: z.array(TrainedLevel),
});
export type TrainOutcome = z.infer<typeof TrainOutcome>;

export const WeightDifference = z.object({
  field: z.string(),
  level: z.string(),
  from: z.int(),
  to: z.int(),
});
export const ModelComparison = z.object({
  from: z.int(),
  to: z.int(),
  differences: z.array(WeightDifference),
});
export type ModelComparison = z.infer<typeof ModelComparison>;

/** What somebody decided of a pair. */
export interface Verdict {
  same: boolean;
  levels: PairLevels;
  nameWeightCentibits: number;
  personId: number | null;
  /** a row of a list, or another entry of the register */
  other: { listId: number; row: number } | { personId: number };
}
