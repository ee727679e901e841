/** Committees, meetings, documents, obstacles: what is entered and what is shown. */
import { z } from 'zod';
import { UnitRef } from '../units/types.ts';
import { Day } from './clock-types.ts';

const id = z.int().positive();
const words = (max: number) => z.string().trim().min(1).max(max);
const text = (max: number) => z.string().trim().max(max).default('');

// ── committees ──────────────────────────────────────────────────────────────────────────────────

export const POSITIONS = ['chair', 'standingDeputy', 'deputy', 'member', 'secretary'] as const;

export const MemberInput = z.object({
  position: z.enum(POSITIONS),
  /** office or name as printed: "Phó Chủ tịch UBND tỉnh" */
  title: words(300),
  agency: text(200),
  username: words(64).optional(),
  /** units he follows, by id */
  follows: z.array(id).max(500).default([]),
});
export type MemberInput = z.infer<typeof MemberInput>;

export const NewCommittee = z.object({
  name: words(300),
  decisionNumber: words(100).optional(),
  decidedOn: Day.optional(),
  documentId: id.optional(),
  termFrom: Day,
  /** first day after the term */
  termTo: Day.optional(),
  /** cơ quan thường trực */
  standingAgency: text(200),
  workingRules: text(20_000),
  members: z.array(MemberInput).max(200),
  /** kiện toàn: the committee that ends with this one */
  replaces: id.optional(),
});
export type NewCommittee = z.input<typeof NewCommittee>;

export const FollowInput = z.object({
  memberId: id,
  unitIds: z.array(id).max(500),
  note: text(300),
});
export type FollowInput = z.infer<typeof FollowInput>;

export const FollowView = z.object({ unit: UnitRef, note: z.string(), from: Day });

export const MemberView = z.object({
  memberId: z.int(),
  position: z.enum(POSITIONS),
  title: z.string(),
  agency: z.string(),
  userName: z.string().nullable(),
  from: Day,
  to: Day.nullable(),
  follows: z.array(FollowView),
});
export type MemberView = z.infer<typeof MemberView>;

export const CommitteeView = z.object({
  committeeId: z.int(),
  unit: UnitRef,
  name: z.string(),
  decisionNumber: z.string().nullable(),
  decidedOn: Day.nullable(),
  documentId: z.int().nullable(),
  termFrom: Day,
  termTo: Day.nullable(),
  standingAgency: z.string(),
  workingRules: z.string(),
  replacesId: z.int().nullable(),
  endedOn: Day.nullable(),
  state: z.enum(['coming', 'working', 'termEnds', 'ended']),
  members: z.array(MemberView),
});
export type CommitteeView = z.infer<typeof CommitteeView>;

export const CommitteesAnswer = z.object({
  /** of the unit itself, newest first */
  own: z.array(CommitteeView),
  /** members of committees above who follow this unit */
  followedBy: z.array(
    z.object({
      committeeId: z.int(),
      committee: z.string(),
      unit: UnitRef,
      member: MemberView.omit({ follows: true }),
      note: z.string(),
    }),
  ),
  /** units of the level below and whether they have a working committee */
  below: z.array(
    z.object({
      unit: UnitRef,
      committeeId: z.int().nullable(),
      committee: z.string().nullable(),
      decisionNumber: z.string().nullable(),
      termTo: Day.nullable(),
    }),
  ),
});
export type CommitteesAnswer = z.infer<typeof CommitteesAnswer>;

// ── meetings ────────────────────────────────────────────────────────────────────────────────────

export const MeetingInput = z.object({
  title: words(300),
  heldOn: Day,
  committeeId: id.optional(),
  chair: text(200),
  minutes: text(50_000),
  conclusions: z.array(words(4000)).max(100),
});
export type MeetingInput = z.infer<typeof MeetingInput>;

export const MeetingView = z.object({
  meetingId: z.int(),
  unit: UnitRef,
  committeeId: z.int().nullable(),
  title: z.string(),
  heldOn: Day,
  chair: z.string(),
  minutes: z.string(),
  actorName: z.string(),
  conclusions: z.array(
    z.object({
      conclusionId: z.int(),
      number: z.int(),
      text: z.string(),
      tasks: z.int(),
      tasksDone: z.int(),
    }),
  ),
});
export type MeetingView = z.infer<typeof MeetingView>;

// ── documents ───────────────────────────────────────────────────────────────────────────────────

export const DOCUMENT_KINDS = [
  'directive',
  'resolution',
  'decision',
  'plan',
  'programme',
  'letter',
  'notice',
  'agreement',
  'workingRules',
  'other',
] as const;

export const DocumentInput = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  number: words(100).optional(),
  title: words(1000),
  issuer: words(300),
  issuedOn: Day.optional(),
  inForceFrom: Day.optional(),
  /** first day it is no longer in force by its own words */
  inForceTo: Day.optional(),
  /** of a co-ordination agreement */
  parties: z.array(words(200)).max(40).default([]),
  renewOn: Day.optional(),
  warnDays: z.int().min(1).max(365).default(30),
  /** key of policy/documents.yaml */
  lawDocument: words(60).optional(),
  planId: id.optional(),
  url: z.url().max(2000).optional(),
  note: text(4000),
});
export type DocumentInput = z.output<typeof DocumentInput>;

export const RELATION_KINDS = ['replaces', 'amends', 'carriesOut'] as const;

export const RelationInput = z.object({
  kind: z.enum(RELATION_KINDS),
  otherId: id,
  from: Day.optional(),
  note: text(500),
});
export type RelationInput = z.infer<typeof RelationInput>;

export const LINK_KINDS = [
  'task',
  'target',
  'rule',
  'campaign',
  'committee',
  'plan',
  'programme',
] as const;

export const LinkInput = z.object({
  kind: z.enum(LINK_KINDS),
  /** id of what is linked; the words themselves for a programme or criterion */
  target: words(300),
  label: words(300),
});
export type LinkInput = z.infer<typeof LinkInput>;

export const DocumentState = z.enum([
  'coming',
  'inForce',
  'amended',
  'renewSoon',
  'renewLate',
  'replaced',
  'expired',
  'withdrawn',
]);
export type DocumentState = z.infer<typeof DocumentState>;

export const DocumentView = z.object({
  documentId: z.int(),
  unit: UnitRef,
  kind: z.enum(DOCUMENT_KINDS),
  number: z.string().nullable(),
  title: z.string(),
  issuer: z.string(),
  issuedOn: Day.nullable(),
  inForceFrom: Day.nullable(),
  inForceTo: Day.nullable(),
  parties: z.array(z.string()),
  renewOn: Day.nullable(),
  warnDays: z.int(),
  lawDocument: z.string().nullable(),
  planId: z.int().nullable(),
  url: z.string().nullable(),
  note: z.string(),
  actorName: z.string(),
  recordedAt: z.string(),
  state: DocumentState,
  tasks: z.int(),
});
export type DocumentView = z.infer<typeof DocumentView>;

export const DocumentPage = DocumentView.extend({
  relations: z.array(
    z.object({
      relationId: z.int(),
      kind: z.enum(RELATION_KINDS),
      /** true: this document acts on the other; false: the other acts on this one */
      outgoing: z.boolean(),
      from: Day,
      note: z.string(),
      other: z.object({ documentId: z.int(), number: z.string().nullable(), title: z.string() }),
    }),
  ),
  links: z.array(
    z.object({
      linkId: z.int(),
      kind: z.enum(LINK_KINDS),
      target: z.string(),
      label: z.string(),
    }),
  ),
});
export type DocumentPage = z.infer<typeof DocumentPage>;

// ── obstacles ───────────────────────────────────────────────────────────────────────────────────

export const TOPICS = [
  'law',
  'list',
  'card',
  'money',
  'people',
  'facility',
  'software',
  'coordination',
  'other',
] as const;

export const ObstacleInput = z.object({
  topic: z.enum(TOPICS),
  title: words(300),
  text: words(8000),
  taskId: id.optional(),
});
export type ObstacleInput = z.infer<typeof ObstacleInput>;

export const AnswerInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    text: words(8000),
    citation: text(500),
    /** may be found and used again by every unit */
    isShared: z.boolean().default(false),
    reuses: id.optional(),
  }),
  z.object({ kind: z.literal('forward'), text: text(2000) }),
]);
export type AnswerInput = z.infer<typeof AnswerInput>;

export const AnswerView = z.object({
  answerId: z.int(),
  unit: UnitRef,
  kind: z.enum(['answer', 'forward', 'withdraw']),
  text: z.string(),
  citation: z.string(),
  isShared: z.boolean(),
  reusesId: z.int().nullable(),
  actorName: z.string(),
  at: z.string(),
});

export const ObstacleView = z.object({
  obstacleId: z.int(),
  unit: UnitRef,
  /** whose answer is awaited */
  atUnit: UnitRef,
  taskId: z.int().nullable(),
  topic: z.enum(TOPICS),
  title: z.string(),
  text: z.string(),
  state: z.enum(['open', 'answered', 'withdrawn']),
  actorName: z.string(),
  raisedAt: z.string(),
  daysOpen: z.int(),
  answers: z.array(AnswerView),
});
export type ObstacleView = z.infer<typeof ObstacleView>;

/** An answer of anywhere, shown without the place that asked. */
export const SharedAnswer = z.object({
  answerId: z.int(),
  topic: z.enum(TOPICS),
  title: z.string(),
  question: z.string(),
  answer: z.string(),
  citation: z.string(),
  answeredBy: UnitRef,
  at: z.string(),
  uses: z.int(),
});
export type SharedAnswer = z.infer<typeof SharedAnswer>;
