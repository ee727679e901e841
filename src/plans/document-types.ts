/** A plan that somebody is confirming: its items, what is done to them, what names mean. */
import { z } from 'zod';
import {
  Extraction,
  IssuedAt,
  LegalBasis,
  PlanCampaign,
  PlanCommittee,
  PlanIssuer,
  PlanNumber,
  PlanPeriod,
  PlanReport,
  PlanTarget,
  PlanTask,
  PlanWarning,
  Signer,
} from './types.ts';

export const ITEM_KINDS = ['target', 'task', 'report', 'committee', 'campaign', 'basis'] as const;
export const ItemKind = z.enum(ITEM_KINDS);
export type ItemKind = z.infer<typeof ItemKind>;

/** What an item says, by its kind. */
export const ItemValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('target'), body: PlanTarget }),
  z.object({ kind: z.literal('task'), body: PlanTask }),
  z.object({ kind: z.literal('report'), body: PlanReport }),
  z.object({ kind: z.literal('committee'), body: PlanCommittee }),
  z.object({ kind: z.literal('campaign'), body: PlanCampaign }),
  z.object({ kind: z.literal('basis'), body: LegalBasis }),
]);
export type ItemValue = z.infer<typeof ItemValue>;

export const ITEM_STATES = ['proposed', 'confirmed', 'dropped', 'replaced'] as const;

export const PlanItem = z.intersection(
  ItemValue,
  z.object({
    itemNo: z.int().positive(),
    line: z.int().positive().nullable(),
    lastLine: z.int().positive().nullable(),
    /** replaced = split into others, or merged with others */
    state: z.enum(ITEM_STATES),
    origin: z.enum(['read', 'added', 'split', 'merged']),
    fromItems: z.array(z.int()),
    /** a person corrected it */
    isChanged: z.boolean(),
  }),
);
export type PlanItem = z.infer<typeof PlanItem>;

export const PlanHead = z.object({
  docType: z.string().trim().max(100).nullable(),
  title: z.string().trim().max(1000).nullable(),
  number: PlanNumber,
  issuer: PlanIssuer,
  issuedAt: IssuedAt,
  signer: Signer.nullable(),
  period: PlanPeriod.nullable(),
});
export type PlanHead = z.infer<typeof PlanHead>;

const ItemNo = z.int().positive();
const Several = z.array(ItemNo).min(1).max(2000);

/** One thing done to the items of a plan. */
export const PlanEdit = z.discriminatedUnion('action', [
  z.object({ action: z.literal('confirm'), items: Several }),
  z.object({ action: z.literal('drop'), items: Several }),
  /** back to "proposed" */
  z.object({ action: z.literal('reopen'), items: Several }),
  z.object({ action: z.literal('change'), item: ItemNo, value: ItemValue }),
  z.object({ action: z.literal('add'), value: ItemValue }),
  z.object({
    action: z.literal('split'),
    item: ItemNo,
    parts: z.array(ItemValue).min(2).max(10),
  }),
  z.object({
    action: z.literal('merge'),
    items: z.array(ItemNo).min(2).max(10),
    value: ItemValue,
  }),
  z.object({ action: z.literal('head'), head: PlanHead }),
]);
export type PlanEdit = z.infer<typeof PlanEdit>;

export const EDITS_MAX = 500;

export const EditInput = z.object({ edits: z.array(PlanEdit).min(1).max(EDITS_MAX) });

export const PLAN_STATES = ['open', 'adopted', 'abandoned'] as const;

export const PlanLine = z.object({
  planId: z.int(),
  unitId: z.int(),
  fileName: z.string(),
  title: z.string().nullable(),
  number: z.string().nullable(),
  issuedOn: z.string().nullable(),
  state: z.enum(PLAN_STATES),
  replacesId: z.int().nullable(),
  actorName: z.string(),
  readAt: z.string(),
  counts: z.object({ proposed: z.int(), confirmed: z.int(), dropped: z.int() }),
});
export type PlanLine = z.infer<typeof PlanLine>;

/** A passage with a day, an hour or a count that no item uses. */
export const UnusedLine = z.object({
  line: z.int(),
  lastLine: z.int(),
  text: z.string(),
  has: z.array(z.enum(['date', 'hour', 'count'])),
});
export type UnusedLine = z.infer<typeof UnusedLine>;

export const PlanPage = z.object({
  planId: z.int(),
  unitId: z.int(),
  fileName: z.string(),
  /** the lines of the text, as the items count them from 1 */
  source: z.array(z.string()),
  head: PlanHead,
  state: z.enum(PLAN_STATES),
  replacesId: z.int().nullable(),
  actorName: z.string(),
  readAt: z.string(),
  items: z.array(PlanItem),
  recipients: z.array(z.string()),
  missingAnnexes: Extraction.shape.missingAnnexes,
  warnings: z.array(PlanWarning),
  /** what the items do not speak for, in the order of the text */
  unused: z.array(UnusedLine),
  /** the last edit that can be taken back */
  undoable: z.object({ editId: z.int(), actorName: z.string(), editedAt: z.string() }).nullable(),
});
export type PlanPage = z.infer<typeof PlanPage>;

export const ReadInput = z
  .object({
    fileName: z.string().trim().min(1).max(200),
    /** the file as base64, or … */
    file: z.base64().max(28_000_000).optional(),
    /** … pasted text */
    text: z.string().max(2_000_000).optional(),
    /** the plan of which this is a new version */
    replaces: z.int().positive().optional(),
  })
  .refine(({ file, text }) => (file === undefined) !== (text === undefined), {
    error: 'plans.fileOrText',
  });
export type ReadInput = z.infer<typeof ReadInput>;

// ── two versions ────────────────────────────────────────────────────────────────────────────────

export const FieldChange = z.object({ field: z.string(), before: z.string(), after: z.string() });
export type FieldChange = z.infer<typeof FieldChange>;

export const PlanComparison = z.object({
  beforeId: z.int(),
  afterId: z.int(),
  head: z.array(FieldChange),
  items: z.array(
    z.object({
      kind: ItemKind,
      change: z.enum(['new', 'changed', 'gone']),
      before: z.int().nullable(),
      after: z.int().nullable(),
      fields: z.array(FieldChange),
    }),
  ),
  same: z.int(),
});
export type PlanComparison = z.infer<typeof PlanComparison>;
