/** What retention shows and takes. */
import { z } from 'zod';
import { BLOCK_IDS, RULE_IDS, RuleId } from './rules.ts';

const id = z.number().int().positive();
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

export const RuleView = z.object({
  id: RuleId,
  name: z.string(),
  event: z.string(),
  deed: z.enum(['erase', 'pseudonymise', 'keep']),
  needs: z.enum(['twoPersons', 'onePerson', 'byItself', 'never']),
  days: z.number().int().nullable(),
  daysOfFile: z.number().int().nullable(),
  isChanged: z.boolean(),
  basis: z.enum(['law', 'setting']),
  citation: z.string().nullable(),
  note: z.string().nullable(),
  /** things that are due now within the unit; null where the unit has no say (whole installation only) */
  due: z.number().int().nullable(),
  /** of persons: how many in each unit below */
  byUnit: z.array(z.object({ unitId: id, name: z.string(), due: z.number().int() })),
});
export type RuleView = z.infer<typeof RuleView>;

export const DuePage = z.object({
  unitId: id,
  unitName: z.string(),
  asOf: day,
  isRoot: z.boolean(),
  rules: z.array(RuleView),
});
export type DuePage = z.infer<typeof DuePage>;

export const DuePerson = z.object({
  personId: id,
  fullName: z.string(),
  birthYear: z.number().int().nullable(),
  kind: z.enum(['died', 'left']),
  since: day,
});
export type DuePerson = z.infer<typeof DuePerson>;

export const SettingInput = z.object({
  days: z.number().int().min(1).max(36_525),
  validFrom: day,
  reason: z.string().trim().min(3).max(500),
});
export type SettingInput = z.infer<typeof SettingInput>;

export const RunInput = z.object({ rule: RuleId, reason: z.string().trim().min(3).max(500) });
export type RunInput = z.infer<typeof RunInput>;

export const RequestInput = z.object({
  reason: z.string().trim().min(3).max(500),
  /** number and day of the letter, or how the person asked */
  document: z.string().trim().min(3).max(200),
  receivedOn: day,
});
export type RequestInput = z.infer<typeof RequestInput>;

export const BlockView = z.object({
  id: z.enum(BLOCK_IDS),
  name: z.string(),
  basis: z.enum(['law', 'setting']),
  citation: z.string().nullable(),
});
export type BlockView = z.infer<typeof BlockView>;

export const RUN_STATES = ['waiting', 'refused', 'running', 'done'] as const;

export const RunView = z.object({
  runId: id,
  ruleId: z.enum(RULE_IDS),
  ruleName: z.string(),
  isRequest: z.boolean(),
  unitId: id,
  unitName: z.string(),
  asOf: day,
  due: z.number().int(),
  reason: z.string(),
  document: z.string(),
  receivedOn: day.nullable(),
  answerBy: day.nullable(),
  state: z.enum(RUN_STATES),
  blocks: z.array(BlockView),
  approvalId: id.nullable(),
  approvedBy: z.string().nullable(),
  jobId: z.string().nullable(),
  actorName: z.string(),
  proposedAt: instant,
  finishedAt: instant.nullable(),
  certificateId: id.nullable(),
});
export type RunView = z.infer<typeof RunView>;

export const ErasurePreview = z.object({
  erasedAt: instant.nullable(),
  blocks: z.array(BlockView),
  holds: z.array(
    z.object({
      holdId: id,
      document: z.string(),
      reason: z.string(),
      actorName: z.string(),
      placedAt: instant,
    }),
  ),
  /** rows of the register and papers that would be blanked */
  rows: z.number().int(),
  papers: z.number().int(),
  answerBy: day,
  requestCitation: z.string(),
  runs: z.array(RunView),
});
export type ErasurePreview = z.infer<typeof ErasurePreview>;

export const CertificateView = z.object({
  certificateId: id,
  runId: id,
  ruleName: z.string(),
  rule: z.string(),
  days: z.number().int().nullable(),
  basis: z.string(),
  deed: z.string(),
  unitId: id,
  unitName: z.string(),
  asOf: day,
  reason: z.string(),
  document: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string().nullable(),
  counts: z.record(z.string(), z.number().int()),
  rows: z.number().int(),
  from: instant,
  to: instant,
  /** hexadecimal */
  root: z.string(),
  previousRoot: z.string(),
  journalSeq: z.number().int().nullable(),
  itemCount: z.number().int(),
  /** the first 500 */
  items: z.array(
    z.object({
      itemNo: z.number().int(),
      kind: z.string(),
      ref: z.number().int(),
      rows: z.number().int(),
      digest: z.string(),
      files: z.number().int(),
      journalLines: z.number().int(),
    }),
  ),
});
export type CertificateView = z.infer<typeof CertificateView>;

export const PROOF_FAULTS = [
  'changed',
  'notInJournal',
  'personBack',
  'fileBack',
  'journalBroken',
] as const;

export const ProofCheck = z.object({
  ok: z.boolean(),
  certificates: z.number().int(),
  items: z.number().int(),
  persons: z.number().int(),
  files: z.number().int(),
  faults: z.array(
    z.object({ certificateId: id.nullable(), kind: z.enum(PROOF_FAULTS), ref: z.string() }),
  ),
});
export type ProofCheck = z.infer<typeof ProofCheck>;
