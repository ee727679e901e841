/** Tasks, their history and evidence. Writes run as owner; reads under row-level security. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { OneDeadline, Recurrence } from './clock-types.ts';
import { type PlaceScope, isInScope, pathOn } from './sql-scope.ts';
import type { Source, TASK_EVENTS, TaskFilter, TaskView } from './types.ts';

export interface TaskRow {
  taskId: number;
  bundleId: number;
  unitId: number;
  /** of the unit today; null when it stands nowhere */
  path: string | null;
  givenByUnitId: number;
  ownerKind: 'unit' | 'agency' | 'user';
  ownerAgencyId: number | null;
  ownerUserId: string | null;
  ownerName: string;
  title: string;
  text: string;
  kind: TaskView['kind'];
  role: TaskView['role'];
  section: string;
  evidenceWanted: string;
  deadline: OneDeadline | null;
  recurrence: Recurrence | null;
  deadlineText: string | null;
  activeFrom: IsoDate | null;
  activeTo: IsoDate | null;
  dueAt: string | null;
  periodKey: string | null;
  state: TaskView['state'];
  doneAt: string | null;
  escalatedTo: number;
  source: Source | null;
  documentId: number | null;
  conclusionId: number | null;
  campaignId: number | null;
  createdAt: string;
}

export function taskColumns(day: IsoDate): RawBuilder<unknown> {
  return sql`t.task_id as "taskId", t.bundle_id as "bundleId", t.unit_id as "unitId",
    ${pathOn(sql`t.unit_id`, day)} as path, t.given_by_unit_id as "givenByUnitId",
    t.owner_kind as "ownerKind", t.owner_agency_id as "ownerAgencyId",
    t.owner_user_id as "ownerUserId", t.owner_name as "ownerName", t.title, t.text, t.kind, t.role,
    t.section, t.evidence_wanted as "evidenceWanted", t.deadline, t.recurrence,
    t.deadline_text as "deadlineText", t.active_from as "activeFrom", t.active_to as "activeTo",
    t.due_at as "dueAt", t.period_key as "periodKey", t.state, t.done_at as "doneAt",
    t.escalated_to as "escalatedTo", t.source, t.document_id as "documentId",
    t.conclusion_id as "conclusionId", t.campaign_id as "campaignId", t.created_at as "createdAt"`;
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────

export type TaskInsert = Omit<
  TaskRow,
  'taskId' | 'path' | 'state' | 'doneAt' | 'escalatedTo' | 'createdAt'
> & { createdBy: string; createdAt: string };

export async function nextBundle(db: Database): Promise<number> {
  const found = await sql<{ id: number }>`select nextval('tasks.bundle_seq') as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

/** Answers the ids in the order of the rows. */
export async function insertTasks(db: Database, rows: readonly TaskInsert[]): Promise<number[]> {
  const found = await sql<{ id: number }>`
    insert into tasks.task (bundle_id, unit_id, given_by_unit_id, owner_kind, owner_agency_id,
      owner_user_id, owner_name, title, text, kind, role, section, evidence_wanted, deadline,
      deadline_text, recurrence, active_from, active_to, due_at, period_key, state, source,
      document_id, conclusion_id, campaign_id, created_by, created_at)
    select r."bundleId", r."unitId", r."givenByUnitId", r."ownerKind", r."ownerAgencyId",
      r."ownerUserId", r."ownerName", r.title, r.text, r.kind, r.role, r.section,
      r."evidenceWanted", r.deadline, r."deadlineText", r.recurrence, r."activeFrom", r."activeTo",
      r."dueAt", r."periodKey", 'open', r.source, r."documentId", r."conclusionId",
      r."campaignId", r."createdBy", r."createdAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      "bundleId" bigint, "unitId" int, "givenByUnitId" int, "ownerKind" text,
      "ownerAgencyId" int, "ownerUserId" text, "ownerName" text, title text, text text, kind text,
      role text, section text, "evidenceWanted" text, deadline jsonb, "deadlineText" text,
      recurrence jsonb, "activeFrom" date, "activeTo" date, "dueAt" timestamptz,
      "periodKey" text, source jsonb, "documentId" int, "conclusionId" int, "campaignId" int,
      "createdBy" text, "createdAt" timestamptz)
    returning task_id as id`.execute(db);
  return found.rows.map((row) => row.id);
}

export async function insertJoiners(
  db: Database,
  rows: readonly { taskId: number; name: string; agencyId: number | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into tasks.joiner (task_id, name, agency_id)
    select r."taskId", r.name, r."agencyId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      "taskId" int, name text, "agencyId" int)`.execute(db);
}

export interface EventInsert {
  taskId: number;
  at: string;
  actorId: string;
  actorName: string;
  kind: (typeof TASK_EVENTS)[number];
  note: string;
  detail: object;
}

export async function insertEvents(db: Database, rows: readonly EventInsert[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into tasks.task_event (task_id, at, actor_id, actor_name, kind, note, detail)
    select r."taskId", r.at, r."actorId", r."actorName", r.kind, r.note, r.detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      "taskId" int, at timestamptz, "actorId" text, "actorName" text, kind text, note text,
      detail jsonb)`.execute(db);
}

export type TaskPresent = Pick<
  TaskRow,
  | 'taskId'
  | 'ownerKind'
  | 'ownerAgencyId'
  | 'ownerUserId'
  | 'ownerName'
  | 'deadline'
  | 'dueAt'
  | 'periodKey'
  | 'state'
  | 'doneAt'
  | 'escalatedTo'
>;

/** What the history has made of it. */
export async function updateTask(db: Database, row: TaskPresent): Promise<void> {
  await sql`
    update tasks.task
    set owner_kind = ${row.ownerKind}, owner_agency_id = ${row.ownerAgencyId},
      owner_user_id = ${row.ownerUserId}, owner_name = ${row.ownerName},
      deadline = ${row.deadline === null ? null : JSON.stringify(row.deadline)}::jsonb,
      due_at = ${row.dueAt}::timestamptz, period_key = ${row.periodKey}, state = ${row.state},
      done_at = ${row.doneAt}::timestamptz, escalated_to = ${row.escalatedTo}
    where task_id = ${row.taskId}`.execute(db);
}

/** New due instants after the settings or the calendar changed. */
export async function updateDueAt(
  db: Database,
  rows: readonly { taskId: number; dueAt: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update tasks.task t
    set due_at = r."dueAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("taskId" int, "dueAt" timestamptz)
    where t.task_id = r."taskId"`.execute(db);
}

export async function raiseEscalation(
  db: Database,
  rows: readonly { taskId: number; level: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update tasks.task t
    set escalated_to = r.level
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("taskId" int, level int)
    where t.task_id = r."taskId"`.execute(db);
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────

export async function findTask(
  db: Database,
  taskId: number,
  scope: PlaceScope | null,
  day: IsoDate,
): Promise<TaskRow | undefined> {
  const found = await sql<TaskRow>`
    select ${taskColumns(day)}
    from tasks.task t
    where t.task_id = ${taskId}
      and ${isInScope(sql`t.unit_id`, scope)}`.execute(db);
  return found.rows[0];
}

export interface TaskQuestion {
  scope: PlaceScope | null;
  /** of these units alone */
  unitIds?: readonly number[] | undefined;
  filter: Partial<TaskFilter>;
  dueBefore?: string;
  now: string;
  /** hours until "due soon" begins, as the unit asked has it */
  warnHours: number;
  day: IsoDate;
  limit: number;
  offset: number;
}

function where(question: TaskQuestion): RawBuilder<unknown> {
  const { scope, unitIds, filter, now, warnHours, dueBefore } = question;
  const isLive = sql`t.state in ('open', 'inProgress')`;
  const soon = sql`${now}::timestamptz + ${warnHours} * interval '1 hour'`;
  const states = {
    open: isLive,
    done: sql`t.state = 'done'`,
    cancelled: sql`t.state = 'cancelled'`,
    all: sql`true`,
  };
  const clocks = {
    overdue: sql`${isLive} and t.due_at < ${now}::timestamptz`,
    dueSoon: sql`${isLive} and t.due_at >= ${now}::timestamptz and t.due_at <= ${soon}`,
    onTime: sql`${isLive} and t.due_at > ${soon}`,
    noClock: sql`t.due_at is null`,
  };
  const parts = [
    isInScope(sql`t.unit_id`, scope),
    states[filter.state ?? 'open'],
    filter.clock ? clocks[filter.clock] : sql`true`,
    dueBefore === undefined ? sql`true` : sql`t.due_at <= ${dueBefore}::timestamptz`,
    unitIds ? sql`t.unit_id = any (${unitIds}::int[])` : sql`true`,
    filter.agencyId ? sql`t.owner_agency_id = ${filter.agencyId}` : sql`true`,
    filter.owner ? sql`t.owner_user_id = ${filter.owner}` : sql`true`,
    filter.documentId ? sql`t.document_id = ${filter.documentId}` : sql`true`,
    filter.campaignId ? sql`t.campaign_id = ${filter.campaignId}` : sql`true`,
    filter.bundleId ? sql`t.bundle_id = ${filter.bundleId}` : sql`true`,
    filter.planId ? sql`(t.source ->> 'planId')::bigint = ${filter.planId}` : sql`true`,
    filter.text
      ? sql`kernel.fold(t.title || ' ' || t.owner_name) like '%' || kernel.fold(${filter.text}) || '%'`
      : sql`true`,
  ];
  return sql.join(parts, sql` and `);
}

export async function listTasks(db: Database, question: TaskQuestion): Promise<TaskRow[]> {
  const found = await sql<TaskRow>`
    select ${taskColumns(question.day)}
    from tasks.task t
    where ${where(question)}
    order by (t.state in ('done', 'cancelled')), t.due_at nulls last, t.task_id
    limit ${question.limit}
    offset ${question.offset}`.execute(db);
  return found.rows;
}

export interface TaskCounts {
  total: number;
  overdue: number;
  dueSoon: number;
  open: number;
  done: number;
}

/** Of the filter, whatever its state and clock; `total` counts the filter itself. */
export async function countTasks(db: Database, question: TaskQuestion): Promise<TaskCounts> {
  const { clock: _clock, ...rest } = question.filter;
  const wide = { ...question, filter: { ...rest, state: 'all' as const } };
  const { now, warnHours } = question;
  const live = sql`t.state in ('open', 'inProgress')`;
  const found = await sql<TaskCounts>`
    select count(*) filter (where ${where(question)}) as total,
      count(*) filter (where ${live} and t.due_at < ${now}::timestamptz) as overdue,
      count(*) filter (where ${live} and t.due_at >= ${now}::timestamptz
        and t.due_at <= ${now}::timestamptz + ${warnHours} * interval '1 hour') as "dueSoon",
      count(*) filter (where ${live}) as open,
      count(*) filter (where t.state = 'done') as done
    from tasks.task t
    where ${where(wide)}`.execute(db);
  return found.rows[0] ?? { total: 0, overdue: 0, dueSoon: 0, open: 0, done: 0 };
}

export interface BundleRow {
  bundleId: number;
  title: string;
  ownerName: string;
  owners: number;
  taskId: number;
  unitId: number;
  tasks: number;
  done: number;
  overdue: number;
  open: number;
  dueAt: string | null;
  /** of the last one, once none is open */
  doneAt: string | null;
  source: TaskRow['source'];
}

/** One line a piece of work, however many units it was given to; counts are of all its tasks in scope. */
export async function listBundles(
  db: Database,
  question: TaskQuestion,
): Promise<{ rows: BundleRow[]; total: number }> {
  const { clock: _clock, ...rest } = question.filter;
  const wide = { ...question, filter: { ...rest, state: 'all' as const } };
  const live = sql`t.state in ('open', 'inProgress')`;
  const found = await sql<BundleRow & { total: number }>`
    select t.bundle_id as "bundleId", min(t.title) as title, min(t.owner_name) as "ownerName",
      count(distinct t.owner_name)::int as owners, min(t.task_id) as "taskId",
      min(t.unit_id) as "unitId", count(*)::int as tasks,
      (count(*) filter (where t.state = 'done'))::int as done,
      (count(*) filter (where ${live} and t.due_at < ${question.now}::timestamptz))::int as overdue,
      (count(*) filter (where ${live}))::int as open, min(t.due_at) as "dueAt",
      case when bool_or(${live}) then null else max(t.done_at) end as "doneAt",
      (array_agg(t.source order by t.task_id))[1] as source,
      (count(*) over ())::int as total
    from tasks.task t
    where ${where(wide)}
    group by t.bundle_id
    having count(*) filter (where ${where(question)}) > 0
    order by count(*) filter (where ${live}) = 0, min(t.due_at) nulls last, t.bundle_id
    limit ${question.limit}
    offset ${question.offset}`.execute(db);
  const rows = found.rows.map(({ total: _total, ...row }) => row);
  return { rows, total: found.rows[0]?.total ?? 0 };
}

/** Open tasks with a clock that are due before an instant; all places. Run as owner. */
export async function listDueBefore(
  db: Database,
  before: string,
  day: IsoDate,
  limit: number,
): Promise<TaskRow[]> {
  const found = await sql<TaskRow>`
    select ${taskColumns(day)}
    from tasks.task t
    where t.state in ('open', 'inProgress')
      and t.due_at < ${before}::timestamptz
    order by t.due_at, t.task_id
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Open tasks with a clock inside a scope, to compute their deadlines anew. Run as owner. */
export async function listClocked(
  db: Database,
  scope: PlaceScope,
  day: IsoDate,
): Promise<TaskRow[]> {
  const found = await sql<TaskRow>`
    select ${taskColumns(day)}
    from tasks.task t
    where t.state in ('open', 'inProgress')
      and t.due_at is not null
      and ${isInScope(sql`t.unit_id`, scope)}
    order by t.task_id
    limit 200000`.execute(db);
  return found.rows;
}

export async function listJoiners(
  db: Database,
  taskId: number,
): Promise<{ name: string; agencyId: number | null }[]> {
  const found = await sql<{ name: string; agencyId: number | null }>`
    select name, agency_id as "agencyId"
    from tasks.joiner
    where task_id = ${taskId}
    order by joiner_id
    limit 100`.execute(db);
  return found.rows;
}

export interface EventRow {
  eventId: number;
  at: string;
  actorName: string;
  kind: (typeof TASK_EVENTS)[number];
  note: string;
  detail: Record<string, unknown>;
}

export async function listEvents(db: Database, taskId: number): Promise<EventRow[]> {
  const found = await sql<EventRow>`
    select event_id as "eventId", at, actor_name as "actorName", kind, note, detail
    from tasks.task_event
    where task_id = ${taskId}
    order by event_id desc
    limit 500`.execute(db);
  return found.rows;
}

// ── evidence ────────────────────────────────────────────────────────────────────────────────────

export interface EvidenceRow {
  evidenceId: number;
  kind: 'text' | 'link' | 'file';
  text: string;
  mediaType: string | null;
  at: string;
  actorName: string;
}

export async function insertEvidence(
  db: Database,
  row: Omit<EvidenceRow, 'evidenceId'> & {
    taskId: number;
    actorId: string;
    bytes: Uint8Array | null;
  },
): Promise<number> {
  const bytes = row.bytes === null ? null : Buffer.from(row.bytes);
  const found = await sql<{ id: number }>`
    insert into tasks.evidence (task_id, kind, text, media_type, bytes, at, actor_id, actor_name)
    values (${row.taskId}, ${row.kind}, ${row.text}, ${row.mediaType}, ${bytes}::bytea,
      ${row.at}::timestamptz, ${row.actorId}, ${row.actorName})
    returning evidence_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export async function listEvidence(db: Database, taskId: number): Promise<EvidenceRow[]> {
  const found = await sql<EvidenceRow>`
    select evidence_id as "evidenceId", kind, text, media_type as "mediaType", at,
      actor_name as "actorName"
    from tasks.evidence
    where task_id = ${taskId}
    order by evidence_id
    limit 200`.execute(db);
  return found.rows;
}

export async function findEvidenceFile(
  db: Database,
  taskId: number,
  evidenceId: number,
): Promise<{ text: string; mediaType: string | null; bytes: Buffer } | undefined> {
  const found = await sql<{ text: string; mediaType: string | null; bytes: Buffer }>`
    select text, media_type as "mediaType", bytes
    from tasks.evidence
    where task_id = ${taskId}
      and evidence_id = ${evidenceId}
      and kind = 'file'`.execute(db);
  return found.rows[0];
}

/** One watch at a time; released with the transaction. */
export async function lockWatch(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(84200016)`.execute(db);
}
