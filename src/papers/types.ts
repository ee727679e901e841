/** Papers attached to records, as they come in and go out. */
import { z } from 'zod';

/** What stands in papers.paper.kind. */
export const PAPER_KINDS = [
  'nationalId',
  'birthCertificate',
  'insuranceCard',
  'residence',
  'poverty',
  'merit',
  'disability',
  'deathCertificate',
  'form',
  'decision',
  'photo',
  'other',
] as const;
export const PaperKind = z.enum(PAPER_KINDS);
export type PaperKind = z.infer<typeof PaperKind>;

/** Papers that show a person's numbers whole: opened by those who may see the numbers, with a reason. */
export const IDENTITY_KINDS: readonly PaperKind[] = [
  'nationalId',
  'birthCertificate',
  'insuranceCard',
  'residence',
];

const id = z.number().int().positive();

/** Said in the address, since the body is the file. */
export const PaperInput = z.object({
  kind: PaperKind,
  /** day printed on the paper */
  datedOn: z.iso.date().optional(),
  note: z.string().trim().max(300).default(''),
});
export type PaperInput = z.infer<typeof PaperInput>;

/** Of a person: which entry of the register it proves. */
export const PersonPaperInput = PaperInput.extend({ entry: id.optional() });

export const PAPER_PURPOSES = ['view', 'print', 'download'] as const;
export const PaperPurpose = z.enum(PAPER_PURPOSES);
export type PaperPurpose = z.infer<typeof PaperPurpose>;

export const PaperView = z.object({
  paperId: id,
  kind: PaperKind,
  /** shows numbers whole: opening it needs the right to see them and a reason */
  isIdentity: z.boolean(),
  mayOpen: z.boolean(),
  mayRemove: z.boolean(),
  mediaType: z.string(),
  bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** data address of a picture too small to read; null where there is none */
  preview: z.string().nullable(),
  datedOn: z.iso.date().nullable(),
  note: z.string(),
  entryId: id.nullable(),
  itemId: id.nullable(),
  addedAt: z.iso.datetime({ offset: true }),
  actorName: z.string(),
  removedAt: z.iso.datetime({ offset: true }).nullable(),
  removedBy: z.string().nullable(),
  removeReason: z.string().nullable(),
});
export type PaperView = z.infer<typeof PaperView>;

export const PapersPage = z.object({ papers: z.array(PaperView), mayAttach: z.boolean() });
export type PapersPage = z.infer<typeof PapersPage>;

export const AttachedPaper = z.object({
  paperId: id,
  /** the same file was attached to the same record before: nothing was added */
  repeated: z.boolean(),
  hash: z.string(),
});
export type AttachedPaper = z.infer<typeof AttachedPaper>;

/** What a paper hangs on. */
export type PaperSubject =
  { kind: 'person'; id: number } | { kind: 'household'; id: number } | { kind: 'item'; id: number };
