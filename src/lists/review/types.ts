/**
 * Words of the review: what is doubtful, where it is decided, what was decided. An item stands for
 * one *matter*: raised again it is the same item.
 */
import { z } from 'zod';
import { BIRTH_PRECISIONS, MergeChoices, SEXES } from '../../registry/types.ts';
import { LINK_REASONS, LINK_RULES } from '../linkage/types.ts';
import { AGREEMENTS, COMPARED_FIELDS } from './agreement.ts';

export type ItemId = number;

/** What an item is about; `kinds.ts` says who decides each, until when, and what follows. */
export const REVIEW_KINDS = [
  /** a row of a list looks like a person of the register, or like several */
  'doubtfulMatch',
  /** two records of the register look like one person */
  'duplicatePeople',
  /** a personal or social-insurance number is borne by two */
  'sharedNumber',
  /** two cards of different categories hold on one day */
  'twoCards',
  /** a card holds, but the register knows no place where the person lives now */
  'insuredNotResident',
  /** a list says the person lives or is insured here, and the register does not know the person */
  'residentUnknown',
  /** missing from the sender's new full list, and nobody said why */
  'vanished',
  /** the category of the card asks for another age */
  'ageAgainstGroup',
  /** in a near-poor household and without a card */
  'nearPoorUninsured',
  /** lives in a poor or near-poor household whose list does not name the person */
  'leftOutOfHousehold',
  /** a row of one place's list looks like a person who lives in another */
  'inOtherPlace',
  /** two senders say different things of one person */
  'sourceConflict',
  /** a row of a list says again what an earlier row says, in the columns somebody chose */
  'repeatedRow',
] as const;
export const ReviewKind = z.enum(REVIEW_KINDS);
export type ReviewKind = z.infer<typeof ReviewKind>;

/** later = put off to a day; withdrawn = the matter is gone without a decision */
export const ITEM_STATES = ['open', 'later', 'decided', 'withdrawn'] as const;
export const ItemState = z.enum(ITEM_STATES);
export type ItemState = z.infer<typeof ItemState>;

/**
 * accept = it is so (link the row, merge the records, end the card); reject = it is not (other
 * people, no mistake) and is not to be asked again; new = the row is a person nobody knows yet.
 */
export const DECISIONS = ['accept', 'reject', 'new', 'later'] as const;
export const Decision = z.enum(DECISIONS);
export type Decision = z.infer<typeof Decision>;

const day = z.iso.date();
const id = z.number().int().positive();

/** A row of a list as it was read and cleaned: what is shown beside the register's record. */
export const RowRecord = z.object({
  fullName: z.string().max(200),
  birthDate: day.nullable().default(null),
  birthPrecision: z.enum(BIRTH_PRECISIONS).nullable().default(null),
  sex: z.enum(SEXES).nullable().default(null),
  nationalId: z.string().max(20).nullable().default(null),
  socialInsuranceNumber: z.string().max(20).nullable().default(null),
  cardNumber: z.string().max(20).nullable().default(null),
  phone: z.string().max(20).nullable().default(null),
  placeId: id.nullable().default(null),
  /** the address as written */
  address: z.string().max(300).nullable().default(null),
  /** further cells as the sender wrote them, by the words of his header */
  cells: z
    .array(z.tuple([z.string().max(100), z.string().max(300)]))
    .max(40)
    .default([]),
});
export type RowRecord = z.output<typeof RowRecord>;

/** A person whom the row may be, as linkage weighed the pair; what is not given is weighed when raised. */
export const Candidate = z.object({
  personId: id,
  bits: z.number().nullable().default(null),
  /** a letter a field, as linkage writes its levels */
  levels: z.string().length(6).nullable().default(null),
  /** how much the rarity of the name weighed, in centibits; null = taken as typical */
  nameWeight: z.int().nullable().default(null),
  /** what brought the two together */
  rule: z.enum(LINK_RULES).nullable().default(null),
});
export type Candidate = z.output<typeof Candidate>;

/** What is to be decided on. Raw: what leaves is masked. */
export const Evidence = z.object({
  row: RowRecord.optional(),
  /** best first; of `duplicatePeople` the one other record */
  candidates: z.array(Candidate).max(10).default([]),
  /** candidates somebody struck out while the item waits on */
  struck: z.array(Candidate).max(20).default([]),
  /** version of the weights behind `candidates` */
  modelVersion: z.int().positive().optional(),
  /** why linkage left the row to a person */
  reason: z.enum(LINK_REASONS).optional(),
  /** of kinds without row: values that the text of the kind names (categories, days, fact ids) */
  facts: z.record(z.string().max(40), z.union([z.string(), z.number(), z.null()])).default({}),
});
export type Evidence = z.output<typeof Evidence>;

/** Something to decide, told to `raiseItems`. */
export const RaisedItem = z.object({
  kind: ReviewKind,
  /**
   * Names the matter for ever within its kind: the same again is the same item. Of a row, what
   * makes it the same row in the sender's next list (`rowMatter` of `matter.ts`), never its number.
   */
  matter: z.string().min(1).max(200),
  /** where it is decided: village or commune of the row, else of the person */
  placeId: id,
  personId: id.nullable().default(null),
  otherPersonId: id.nullable().default(null),
  list: z
    .object({ listId: id, row: z.number().int().min(0) })
    .nullable()
    .default(null),
  /** bits of the best candidate */
  score: z.number().nullable().default(null),
  evidence: Evidence.prefault({}),
});
export type RaisedItem = z.output<typeof RaisedItem>;
export type RaisedItemInput = z.input<typeof RaisedItem>;

export interface Raised {
  /** new items, or items opened again */
  opened: number;
  /** already open, or put off */
  waiting: number;
  /** decided before: what was decided then holds */
  decided: number;
}

/** What was decided on an item of a list, for its commit. */
export interface RowDecision {
  itemId: ItemId;
  kind: ReviewKind;
  matter: string;
  listRow: number;
  /** null = still open or put off */
  decision: Exclude<Decision, 'later'> | null;
  /**
   * link: the row is `personId` · new: add a person · leaveOut: nobody's row · waiting: undecided.
   * Of `vanished`: link = the status ends, leaveOut = it goes on.
   */
  outcome: 'link' | 'new' | 'leaveOut' | 'waiting';
  personId: number | null;
}

// ── deciding ────────────────────────────────────────────────────────────────────────────────────

export type ActId = number;

const reason = z.string().trim().max(500).default('');

export const DecideInput = z.object({
  decision: Decision,
  /** accept: whom the row is linked to, or whose record survives; reject: which candidate it is not */
  personId: id.optional(),
  /** later: the day on which it is open again; a week from today unless said */
  until: day.optional(),
  /** accept of `duplicatePeople`: what stays of what differs */
  choices: MergeChoices.optional(),
  /** accept of `twoCards`: which card ends, and on which day */
  endFactId: id.optional(),
  endOn: day.optional(),
  /** accept of `insuredNotResident`, `vanished`: the person has died on that day */
  diedOn: day.optional(),
  reason,
});
export type DecideInput = z.output<typeof DecideInput>;

/** Either it is done (`actId` takes it back), or it waits for a second person. */
export const Decided = z.object({
  actId: id.nullable(),
  approvalId: id.nullable(),
  /** entry of the register it wrote */
  entryId: id.nullable(),
});
export type Decided = z.output<typeof Decided>;

const agreements = z.array(z.enum(AGREEMENTS)).min(1);

/** Which open items one decision is for. All conditions hold together. */
export const BulkRule = z.object({
  kind: ReviewKind,
  /** a unit of today, with all below it */
  unitId: id,
  decision: z.enum(['accept', 'reject', 'new']),
  scoreMin: z.number().optional(),
  scoreMax: z.number().optional(),
  /** how far the second candidate is behind, at least */
  marginMin: z.number().optional(),
  listId: id.optional(),
  /** field → what of it will do */
  agreement: z.partialRecord(z.enum(COMPARED_FIELDS), agreements).default({}),
});
export type BulkRule = z.output<typeof BulkRule>;

// ── two persons ─────────────────────────────────────────────────────────────────────────────────

export const APPROVABLE_ACTIONS = [
  'mergePersons',
  'unmergePersons',
  'recordDeath',
  'decideBulk',
  'erasePersons',
] as const;

export const APPROVAL_STATES = ['waiting', 'done', 'refused', 'withdrawn'] as const;
