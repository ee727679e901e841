/** Tasks, duties to report, agencies, settings: what others hand in and what is shown. */
import { z } from 'zod';
import { UnitRef } from '../units/types.ts';
import {
  CalendarDay,
  ClockSettings,
  ClockState,
  Day,
  OneDeadline,
  Recurrence,
} from './clock-types.ts';

export const UnitLevel = z.enum(['province', 'district', 'commune', 'village']);
export type UnitLevel = z.infer<typeof UnitLevel>;

const id = z.int().positive();
const words = (max: number) => z.string().trim().min(1).max(max);
const text = (max: number) => z.string().trim().max(max).default('');

/** Where something stands in a document: always shown beside it. */
export const Source = z.object({
  /** the plan of src/plans, once adopted */
  planId: id.optional(),
  /** number or name of the document, as people cite it */
  document: words(300),
  line: id.optional(),
  lastLine: id.optional(),
  /** its words */
  quote: z.string().max(8000).optional(),
});
export type Source = z.infer<typeof Source>;

// ── agencies ────────────────────────────────────────────────────────────────────────────────────

export const AGENCY_KINDS = [
  'committee',
  'socialInsurance',
  'health',
  'labour',
  'education',
  'finance',
  'information',
  'press',
  'post',
  'front',
  'union',
  'tax',
  'facility',
  'school',
  'other',
] as const;

export const AgencyInput = z.object({
  name: words(200),
  kind: z.enum(AGENCY_KINDS).default('other'),
  note: text(500),
});
export type AgencyInput = z.infer<typeof AgencyInput>;

export const AgencyUserInput = z.object({
  username: words(64),
  position: text(200),
  from: Day.optional(),
});
export type AgencyUserInput = z.infer<typeof AgencyUserInput>;

export const AgencyView = z.object({
  agencyId: z.int(),
  unit: UnitRef,
  name: z.string(),
  kind: z.enum(AGENCY_KINDS),
  note: z.string(),
  endedOn: z.string().nullable(),
  users: z.array(
    z.object({
      userId: z.string(),
      userName: z.string(),
      position: z.string(),
      from: Day,
      to: Day.nullable(),
    }),
  ),
  openTasks: z.int(),
});
export type AgencyView = z.infer<typeof AgencyView>;

// ── tasks ───────────────────────────────────────────────────────────────────────────────────────

export const TASK_KINDS = ['assigned', 'solution', 'report', 'constraint', 'budget'] as const;
export const TASK_ROLES = ['leads', 'joins', 'does'] as const;
export const TASK_STATES = ['open', 'inProgress', 'done', 'cancelled'] as const;

/** Exactly one answers for a task: a unit (its committee), one of its agencies, or a person. */
export const TaskOwner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unit') }),
  z.object({ kind: z.literal('agency'), agencyId: id }),
  /** found in the unit's directory by name, entered there when new */
  z.object({ kind: z.literal('agencyName'), name: words(200) }),
  z.object({ kind: z.literal('user'), username: words(64) }),
]);
export type TaskOwner = z.infer<typeof TaskOwner>;

const taskWords = {
  title: words(500),
  text: text(8000),
  kind: z.enum(TASK_KINDS).default('assigned'),
  role: z.enum(TASK_ROLES).default('does'),
  section: text(500),
  /** what proves that it is done: "ảnh lễ phát động" */
  evidenceWanted: text(500),
  joiners: z
    .array(z.object({ name: words(300), agencyId: id.optional() }))
    .max(40)
    .default([]),
  deadline: OneDeadline.optional(),
  recurrence: Recurrence.optional(),
  deadlineText: z.string().max(500).optional(),
  /** of a recurring task; [from, to) */
  activeFrom: Day.optional(),
  activeTo: Day.optional(),
  source: Source.optional(),
  documentId: id.optional(),
  conclusionId: id.optional(),
  campaignId: id.optional(),
};

/**
 * One line of a plan as the adopting person confirmed it. It becomes one task for each unit: those
 * named, or all of a level inside `within` on the day (none where the tree has no such level).
 */
export const NewTask = z
  .object({
    ...taskWords,
    to: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('units'), unitIds: z.array(id).min(1).max(5000) }),
      z.object({ kind: z.literal('level'), within: id, level: UnitLevel }),
    ]),
    owner: TaskOwner.default({ kind: 'unit' }),
    /** the unit that gives the work; that of the plan */
    givenBy: id.optional(),
  })
  .refine((row) => !(row.deadline && row.recurrence), { error: 'tasks.twoClocks' });
export type NewTask = z.input<typeof NewTask>;
export type ParsedNewTask = z.output<typeof NewTask>;

/** A task entered by hand for the unit of the address, or for units below it. */
export const TaskInput = z
  .object({
    ...taskWords,
    owner: TaskOwner.default({ kind: 'unit' }),
    /** units below the address's one, or every unit of a level there; the unit itself unless given */
    unitIds: z.array(id).min(1).max(500).optional(),
    level: UnitLevel.optional(),
  })
  .refine((row) => !(row.deadline && row.recurrence), { error: 'tasks.twoClocks' });
export type TaskInput = z.output<typeof TaskInput>;

export const CreatedTasks = z.object({
  /** one a line: how many tasks it became, their bundle */
  lines: z.array(z.object({ bundleId: z.int(), taskIds: z.array(z.int()), units: z.int() })),
  tasks: z.int(),
  /** lines for a level that the tree of the day does not have */
  fellAway: z.int(),
});
export type CreatedTasks = z.infer<typeof CreatedTasks>;

export const TaskView = z.object({
  taskId: z.int(),
  bundleId: z.int(),
  unit: UnitRef,
  givenBy: UnitRef,
  owner: z.object({
    kind: z.enum(['unit', 'agency', 'user']),
    name: z.string(),
    agencyId: z.int().nullable(),
    userId: z.string().nullable(),
  }),
  title: z.string(),
  kind: z.enum(TASK_KINDS),
  role: z.enum(TASK_ROLES),
  state: z.enum(TASK_STATES),
  clock: ClockState,
  deadline: OneDeadline.nullable(),
  recurrence: Recurrence.nullable(),
  deadlineText: z.string().nullable(),
  /** of a recurring task: the period that is due next */
  periodKey: z.string().nullable(),
  escalatedTo: z.int(),
  source: Source.nullable(),
  documentId: z.int().nullable(),
  conclusionId: z.int().nullable(),
  campaignId: z.int().nullable(),
  createdAt: z.string(),
});
export type TaskView = z.infer<typeof TaskView>;

export const TASK_EVENTS = [
  'created',
  'started',
  'progress',
  'done',
  'reopened',
  'cancelled',
  'deadlineChanged',
  'ownerChanged',
  'evidence',
  'escalated',
] as const;

export const TaskPage = TaskView.extend({
  text: z.string(),
  section: z.string(),
  evidenceWanted: z.string(),
  activeFrom: Day.nullable(),
  activeTo: Day.nullable(),
  joiners: z.array(z.object({ name: z.string(), agencyId: z.int().nullable() })),
  history: z.array(
    z.object({
      eventId: z.int(),
      at: z.string(),
      actorName: z.string(),
      kind: z.enum(TASK_EVENTS),
      note: z.string(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  evidence: z.array(
    z.object({
      evidenceId: z.int(),
      kind: z.enum(['text', 'link', 'file']),
      text: z.string(),
      mediaType: z.string().nullable(),
      at: z.string(),
      actorName: z.string(),
    }),
  ),
  obstacles: z.array(z.object({ obstacleId: z.int(), title: z.string(), state: z.string() })),
  /** the same work of other units, as many as the reader may see */
  bundle: z.object({ tasks: z.int(), done: z.int(), overdue: z.int() }),
});
export type TaskPage = z.infer<typeof TaskPage>;

/** What is done to a task; each leaves its line in the history. */
export const TaskMove = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), note: text(2000) }),
  z.object({ kind: z.literal('progress'), note: words(2000) }),
  /** of a recurring task: the period that is due; the next one opens */
  z.object({
    kind: z.literal('done'),
    note: text(2000),
    link: z.url().max(2000).optional(),
    at: z.iso.datetime({ offset: true }).optional(),
  }),
  z.object({ kind: z.literal('reopen'), reason: words(500) }),
  z.object({ kind: z.literal('cancel'), reason: words(500) }),
  z.object({ kind: z.literal('deadline'), deadline: OneDeadline, reason: words(500) }),
  z.object({ kind: z.literal('owner'), owner: TaskOwner, reason: words(500) }),
]);
export type TaskMove = z.infer<typeof TaskMove>;

/** What proves that it is done. A file is a picture or a document of at most 5 MB. */
export const EvidenceInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: words(4000) }),
  z.object({ kind: z.literal('link'), text: z.url().max(2000) }),
  z.object({
    kind: z.literal('file'),
    /** name of the file */
    text: words(200),
    mediaType: z.enum([
      'image/jpeg',
      'image/png',
      'image/webp',
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]),
    base64: z.base64().min(4).max(7_000_000),
  }),
]);
export type EvidenceInput = z.infer<typeof EvidenceInput>;

export const TaskFilter = z.object({
  state: z.enum(['open', 'done', 'cancelled', 'all']).default('open'),
  clock: z.enum(['overdue', 'dueSoon', 'onTime', 'noClock']).optional(),
  owner: z.string().max(100).optional(),
  agencyId: id.optional(),
  documentId: id.optional(),
  campaignId: id.optional(),
  bundleId: id.optional(),
  planId: id.optional(),
  /** only of the unit itself, not of those below it */
  ownOnly: z.boolean().default(false),
  text: z.string().max(200).optional(),
});
export type TaskFilter = z.infer<typeof TaskFilter>;

/** One piece of work given to one or many units. */
export const TaskBundle = z.object({
  bundleId: z.int(),
  title: z.string(),
  /** null when several are answerable */
  ownerName: z.string().nullable(),
  /** the unit of the only task, else null */
  unit: UnitRef.nullable(),
  taskId: z.int(),
  tasks: z.int(),
  done: z.int(),
  overdue: z.int(),
  open: z.int(),
  dueAt: z.string().nullable(),
  clock: ClockState,
  source: Source.nullable(),
});
export type TaskBundle = z.infer<typeof TaskBundle>;

export const TaskBundles = z.object({ bundles: z.array(TaskBundle), total: z.int() });
export type TaskBundles = z.infer<typeof TaskBundles>;

export const TaskList = z.object({
  tasks: z.array(TaskView),
  total: z.int(),
  counts: z.object({ overdue: z.int(), dueSoon: z.int(), open: z.int(), done: z.int() }),
});
export type TaskList = z.infer<typeof TaskList>;

// ── duties to report ────────────────────────────────────────────────────────────────────────────

/** Who reports what to whom. Without deadline and recurrence it is due when it happens. */
const dutyWords = {
  reporter: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('level'), level: UnitLevel }),
    z.object({ kind: z.literal('agencyName'), name: words(200) }),
    z.object({ kind: z.literal('agency'), agencyId: id }),
  ]),
  /** as printed: "Cấp huyện" */
  reporterName: words(300),
  receiverName: words(300),
  /** whose level receives; a level the tree lacks gives way to the next above */
  receiverLevel: UnitLevel.optional(),
  via: text(300),
  content: words(2000),
  deadline: OneDeadline.optional(),
  recurrence: Recurrence.optional(),
  deadlineText: z.string().max(500).optional(),
  activeFrom: Day,
  activeTo: Day.optional(),
  source: Source.optional(),
  campaignId: id.optional(),
};

export const NewDuty = z
  /** the unit in which it holds: that of the plan */
  .object({ within: id, ...dutyWords })
  .refine((row) => !(row.deadline && row.recurrence), { error: 'tasks.twoClocks' });
export type NewDuty = z.input<typeof NewDuty>;
export type ParsedNewDuty = z.output<typeof NewDuty>;

/** By hand, for the unit of the address. */
export const DutyInput = z
  .object(dutyWords)
  .refine((row) => !(row.deadline && row.recurrence), { error: 'tasks.twoClocks' });
export type DutyInput = z.output<typeof DutyInput>;

export const DutyView = z.object({
  dutyId: z.int(),
  unit: UnitRef,
  reporterLevel: UnitLevel.nullable(),
  reporterAgencyId: z.int().nullable(),
  reporterName: z.string(),
  receiverLevel: UnitLevel.nullable(),
  receiverName: z.string(),
  via: z.string(),
  content: z.string(),
  deadline: OneDeadline.nullable(),
  recurrence: Recurrence.nullable(),
  deadlineText: z.string().nullable(),
  activeFrom: Day,
  activeTo: Day.nullable(),
  source: Source.nullable(),
  campaignId: z.int().nullable(),
  endedOn: Day.nullable(),
});
export type DutyView = z.infer<typeof DutyView>;

export const TickState = z.enum(['received', 'receivedLate', 'exception', 'expected', 'late']);
export type TickState = z.infer<typeof TickState>;

export const DutyPeriod = z.object({
  duty: DutyView,
  periodKey: z.string(),
  from: Day,
  to: Day,
  clock: ClockState,
  units: z.array(
    z.object({
      unit: UnitRef,
      state: TickState,
      at: z.string().nullable(),
      note: z.string(),
    }),
  ),
  counts: z.object({
    units: z.int(),
    received: z.int(),
    receivedLate: z.int(),
    exception: z.int(),
    missing: z.int(),
  }),
});
export type DutyPeriod = z.infer<typeof DutyPeriod>;

export const TickInput = z.object({
  periodKey: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?|-Q[1-4]|-H[12])?$/),
  kind: z.enum(['received', 'exception', 'withdraw']),
  at: z.iso.datetime({ offset: true }).optional(),
  note: text(1000),
});
export type TickInput = z.infer<typeof TickInput>;

// ── my work ─────────────────────────────────────────────────────────────────────────────────────

export const DueItem = z.object({
  kind: z.enum(['task', 'duty']),
  id: z.int(),
  title: z.string(),
  unit: UnitRef,
  owner: z.string(),
  receiver: z.string().nullable(),
  periodKey: z.string().nullable(),
  deadlineText: z.string().nullable(),
  clock: ClockState,
  source: Source.nullable(),
  /** of a duty seen from above: how many units report, how many have not */
  expected: z.int().nullable(),
  missing: z.int().nullable(),
});
export type DueItem = z.infer<typeof DueItem>;

export const DueAnswer = z.object({
  on: z.string(),
  until: z.string(),
  counts: z.object({ overdue: z.int(), dueSoon: z.int(), onTime: z.int() }),
  items: z.array(DueItem),
});
export type DueAnswer = z.infer<typeof DueAnswer>;

export const NoticeView = z.object({
  noticeId: z.int(),
  unit: UnitRef,
  kind: z.enum([
    'taskGiven',
    'taskDue',
    'taskLate',
    'escalated',
    'reportsMissing',
    'obstacleRaised',
    'obstacleAnswered',
    'documentEnds',
  ]),
  subject: z.enum(['task', 'duty', 'obstacle', 'document']),
  subjectId: z.int(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  at: z.string(),
  isRead: z.boolean(),
});
export type NoticeView = z.infer<typeof NoticeView>;

// ── settings and calendar ───────────────────────────────────────────────────────────────────────

export const SettingsInput = ClockSettings.partial().extend({ reason: words(500) });
export type SettingsInput = z.infer<typeof SettingsInput>;

export const SettingsAnswer = z.object({
  settings: ClockSettings,
  /** the unit whose word counts here; null = nobody has said anything */
  setAt: UnitRef.nullable(),
  reason: z.string().nullable(),
  actorName: z.string().nullable(),
  recordedAt: z.string().nullable(),
});
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;

export const CalendarDayInput = CalendarDay.extend({
  /** the decision that says so */
  document: words(300),
});
export type CalendarDayInput = z.infer<typeof CalendarDayInput>;

export const CalendarAnswer = z.object({
  year: z.int(),
  days: z.array(
    CalendarDay.extend({
      weekday: z.int(),
      basis: z.string(),
      /** null = of data/calendar */
      calendarDayId: z.int().nullable(),
    }),
  ),
  workingDays: z.int(),
});
export type CalendarAnswer = z.infer<typeof CalendarAnswer>;

/** The page "Việc của tôi": only the units, tasks and clock of who asks. */
export const MyWork = z.object({
  on: z.string(),
  units: z.array(UnitRef),
  agencies: z.array(z.object({ agencyId: z.int(), name: z.string() })),
  /** his own, his agencies', his units' */
  tasks: z.array(TaskView),
  /** reports his units have to send; not yet sent */
  toSend: z.array(DutyPeriod.omit({ units: true }).extend({ unit: UnitRef })),
  /** reports his units wait for: "còn 3 giờ, 7 xã chưa nộp" */
  toReceive: z.array(
    DutyPeriod.omit({ units: true }).extend({ receiver: UnitRef, missing: z.array(UnitRef) }),
  ),
  /** below his units: open tasks that are late, by the unit next below */
  lateBelow: z.array(z.object({ unit: UnitRef, overdue: z.int(), open: z.int() })),
  follows: z.array(z.object({ unit: UnitRef, overdue: z.int(), open: z.int() })),
  obstacles: z.array(
    z.object({ obstacleId: z.int(), title: z.string(), unit: UnitRef, at: z.string() }),
  ),
  documents: z.array(
    z.object({
      documentId: z.int(),
      unit: UnitRef,
      title: z.string(),
      number: z.string().nullable(),
      endsOn: z.string(),
    }),
  ),
  unread: z.int(),
});
export type MyWork = z.infer<typeof MyWork>;

export const WatchOutcome = z.object({
  at: z.string(),
  late: z.int(),
  escalated: z.int(),
  notices: z.int(),
});
export type WatchOutcome = z.infer<typeof WatchOutcome>;
