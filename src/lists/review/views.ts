/** What the review answers: one name for schema and type. Numbers of persons are masked. */
import { z } from 'zod';
import { BIRTH_PRECISIONS, ISSUER_CLASSES, RESIDENCE_KINDS, SEXES } from '../../registry/types.ts';
import { PlaceName, WarningView } from '../../registry/views.ts';
import { LINK_REASONS, LINK_RULES } from '../linkage/types.ts';
import { AGREEMENTS, COMPARED_FIELDS } from './agreement.ts';
import { Decision, ItemState, ReviewKind } from './types.ts';

const id = z.number().int();
const day = z.string();
const count = z.number().int();

export const QueueView = z.object({
  kind: ReviewKind,
  source: z.enum(['list', 'register']),
  isSensitive: z.boolean(),
  /** the caller decides this kind somewhere */
  isDecider: z.boolean(),
  dueDays: count,
  open: count,
  later: count,
  overdue: count,
  /** due within a week */
  dueSoon: count,
  mine: count,
  nobodys: count,
  oldestOpenedAt: z.string().nullable(),
  /** last run of the detector; null for what lists raise */
  detected: z.object({ on: day, found: count, isCut: z.boolean() }).nullable(),
});
export type QueueView = z.output<typeof QueueView>;

const agreement = z.partialRecord(z.enum(COMPARED_FIELDS), z.enum(AGREEMENTS));

export const ItemLine = z.object({
  itemId: id,
  kind: ReviewKind,
  placeId: id,
  place: PlaceName.nullable(),
  /** of the row, else of the person where the caller sees him */
  name: z.string().nullable(),
  birthYear: z.number().int().nullable(),
  /** the other record's name; null where it lies elsewhere */
  otherName: z.string().nullable(),
  personId: id.nullable(),
  listId: id.nullable(),
  listRow: z.number().int().nullable(),
  score: z.number().nullable(),
  agreement,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  openedAt: z.string(),
  dueOn: day,
  isOverdue: z.boolean(),
  state: ItemState,
  laterUntil: day.nullable(),
  assigneeName: z.string().nullable(),
  isMine: z.boolean(),
  decision: Decision.nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ItemLine = z.output<typeof ItemLine>;

export const ItemsPage = z.object({
  items: z.array(ItemLine),
  total: count,
  /** pass as `cursor` for more; null = that was all */
  next: z.string().nullable(),
});
export type ItemsPage = z.output<typeof ItemsPage>;

/** One side of the comparison: a row of a list, or a record of the register. */
export const RecordView = z.object({
  personId: id.nullable(),
  fullName: z.string(),
  birthDate: day.nullable(),
  birthPrecision: z.enum(BIRTH_PRECISIONS).nullable(),
  sex: z.enum(SEXES).nullable(),
  nationalId: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
  cardNumber: z.string().nullable(),
  phone: z.string().nullable(),
  place: PlaceName.nullable(),
  residenceKind: z.enum(RESIDENCE_KINDS).nullable(),
  address: z.string().nullable(),
  householdHead: z.string().nullable(),
  cards: z.array(
    z.object({
      factId: id,
      category: z.string(),
      issuer: z.enum(ISSUER_CLASSES),
      from: day,
      to: day.nullable(),
    }),
  ),
  statuses: z.array(z.object({ status: z.string(), from: day, to: day.nullable() })),
  /** further cells of a row as the sender wrote them */
  cells: z.array(z.tuple([z.string(), z.string()])),
  warnings: z.array(WarningView),
});
export type RecordView = z.output<typeof RecordView>;

export const CandidateView = z.object({
  /** null = the person lives where the caller may not look; `province` is all that is said */
  record: RecordView.nullable(),
  province: z.string().nullable(),
  bits: z.number().nullable(),
  agreement,
  /** what brought the two together */
  rule: z.enum(LINK_RULES).nullable(),
  /** levels of the scorer with their weights */
  fields: z.array(z.object({ field: z.string(), level: z.string(), bits: z.number() })),
  /** what the fields had to overcome: so many people to choose from; null = not known */
  prior: z.number().nullable(),
});
export type CandidateView = z.output<typeof CandidateView>;

export const ItemPage = ItemLine.extend({
  /** what is asked about: the row, or the person of the item */
  subject: RecordView.nullable(),
  candidates: z.array(CandidateView),
  /** why linkage left the row to a person, and by which weights; null of what it did not find */
  linkReason: z.enum(LINK_REASONS).nullable(),
  modelVersion: z.int().nullable(),
  decisions: z.array(Decision),
  effect: z.enum(['link', 'merge', 'endCard', 'none']),
  isSensitive: z.boolean(),
  mayDecide: z.boolean(),
  /** another place has an item of this matter, and what it said */
  counterpart: z.object({ answer: z.enum(['accept', 'reject']).nullable() }).nullable(),
  /** a proposal that waits for a second person */
  approvalId: id.nullable(),
  /** the list was taken in: undo that first */
  appliedEntryId: id.nullable(),
  acts: z.array(
    z.object({
      actId: id,
      kind: z.string(),
      at: z.string(),
      actorName: z.string(),
      decision: Decision.nullable(),
      reason: z.string(),
      items: count,
      entryId: id.nullable(),
      isUndone: z.boolean(),
    }),
  ),
});
export type ItemPage = z.output<typeof ItemPage>;

export const BulkPreviewView = z.object({
  items: count,
  taken: count,
  byUnit: z.array(z.object({ unitId: id, name: z.string(), items: count })),
  sample: z.array(ItemLine),
  threshold: count.nullable(),
  needsApproval: z.boolean(),
});
export type BulkPreviewView = z.output<typeof BulkPreviewView>;

export const UndoneActView = z.object({ actId: id, items: count, entryId: id.nullable() });

export const ApprovalView = z.object({
  approvalId: id,
  action: z.string(),
  placeId: id,
  place: PlaceName.nullable(),
  summary: z.record(z.string(), z.union([z.string(), z.number()])),
  /** those of them the caller sees */
  people: z.array(z.object({ personId: id, fullName: z.string() })),
  /** of bulk decisions: what they select and what it asks */
  payload: z.record(z.string(), z.unknown()),
  needed: count,
  proposerName: z.string(),
  isMine: z.boolean(),
  mayVote: z.boolean(),
  reason: z.string(),
  proposedAt: z.string(),
  dueOn: day,
  state: z.string(),
  closedAt: z.string().nullable(),
  entryId: id.nullable(),
  actId: id.nullable(),
  votes: z.array(
    z.object({
      voterName: z.string(),
      approves: z.boolean(),
      reason: z.string(),
      votedAt: z.string(),
    }),
  ),
});
export type ApprovalView = z.output<typeof ApprovalView>;

export const VotedView = z.object({
  approvalId: id,
  state: z.enum(['waiting', 'done', 'refused']),
  missing: count,
  actId: id.nullable(),
  entryId: id.nullable(),
});

export const ApprovalRuleView = z.object({
  /** 0 = everywhere no unit has a rule of its own */
  unitId: id,
  unitName: z.string().nullable(),
  action: z.string(),
  needed: count,
  roles: z.array(z.string()),
  approverIds: z.array(z.string()).nullable(),
  threshold: count.nullable(),
});
export type ApprovalRuleView = z.output<typeof ApprovalRuleView>;

export const ClearingView = z.object({
  from: day,
  to: day,
  rows: z.array(
    z.object({
      kind: ReviewKind,
      unitId: id,
      unitName: z.string(),
      decided: count,
      onTime: count,
      /** days from opened to decided; null = nothing was decided */
      medianDays: z.number().nullable(),
      waiting: count,
      overdue: count,
      medianDaysWaiting: z.number().nullable(),
    }),
  ),
});
export type ClearingView = z.output<typeof ClearingView>;
