/** Campaigns with their steps, marks, daily figures and what is kept for the evaluation. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { OneDeadline } from '../tasks/clock-types.ts';
import { type PlaceScope, isInScope } from '../tasks/sql-scope.ts';
import type { Source, UnitLevel } from '../tasks/types.ts';
import type { FIGURE_KINDS } from './types.ts';

export interface Author {
  actorId: string;
  actorName: string;
  at: string;
}

// ── campaigns ───────────────────────────────────────────────────────────────────────────────────

export interface CampaignRow {
  campaignId: number;
  unitId: number;
  name: string;
  from: IsoDate;
  to: IsoDate;
  boundaries: IsoDate;
  purpose: string;
  definition: string | null;
  documentId: number | null;
  source: Source | null;
  copiedFrom: number | null;
  cancelledAt: string | null;
}

const COLUMNS = sql`c.campaign_id as "campaignId", c.unit_id as "unitId", c.name,
  c.valid_from as "from", c.valid_to as "to", c.boundaries, c.purpose, c.definition,
  c.document_id as "documentId", c.source, c.copied_from as "copiedFrom",
  c.cancelled_at as "cancelledAt"`;

export async function insertCampaign(
  db: Database,
  row: Omit<CampaignRow, 'campaignId' | 'cancelledAt'> & Author,
): Promise<number> {
  const source = row.source === null ? null : JSON.stringify(row.source);
  const found = await sql<{ id: number }>`
    insert into campaigns.campaign (unit_id, name, valid_from, valid_to, boundaries, purpose,
      definition, document_id, source, copied_from, actor_id, actor_name, recorded_at)
    values (${row.unitId}, ${row.name}, ${row.from}::date, ${row.to}::date, ${row.boundaries}::date,
      ${row.purpose}, ${row.definition}, ${row.documentId}, ${source}::jsonb, ${row.copiedFrom},
      ${row.actorId}, ${row.actorName}, ${row.at}::timestamptz)
    returning campaign_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

/** Of the units above, and of all that lies in the scope; newest first. */
export async function listCampaigns(
  db: Database,
  question: { scope: PlaceScope; above: readonly number[] },
): Promise<CampaignRow[]> {
  const found = await sql<CampaignRow>`
    select ${COLUMNS}
    from campaigns.campaign c
    where c.unit_id = any (${question.above}::int[])
      or ${isInScope(sql`c.unit_id`, question.scope)}
    order by c.valid_from desc, c.campaign_id desc
    limit 200`.execute(db);
  return found.rows;
}

export async function findCampaign(
  db: Database,
  campaignId: number,
): Promise<CampaignRow | undefined> {
  const found = await sql<CampaignRow>`
    select ${COLUMNS}
    from campaigns.campaign c
    where c.campaign_id = ${campaignId}`.execute(db);
  return found.rows[0];
}

export async function cancelCampaign(
  db: Database,
  row: { campaignId: number; reason: string; at: string },
): Promise<void> {
  await sql`
    update campaigns.campaign
    set cancelled_at = ${row.at}::timestamptz, cancel_reason = ${row.reason}
    where campaign_id = ${row.campaignId}
      and cancelled_at is null`.execute(db);
}

// ── steps and marks ─────────────────────────────────────────────────────────────────────────────

export interface StepRow {
  stepId: number;
  title: string;
  level: UnitLevel;
  deadline: OneDeadline;
  deadlineText: string | null;
  wantsPhoto: boolean;
  sourceLine: number | null;
}

export async function insertSteps(
  db: Database,
  campaignId: number,
  rows: readonly (Omit<StepRow, 'stepId'> & { sort: number })[],
): Promise<void> {
  await sql`
    insert into campaigns.step (campaign_id, sort, title, level, deadline, deadline_text,
      wants_photo, source_line)
    select ${campaignId}, r.sort, r.title, r.level, r.deadline, r."deadlineText", r."wantsPhoto",
      r."sourceLine"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      sort int, title text, level text, deadline jsonb, "deadlineText" text, "wantsPhoto" boolean,
      "sourceLine" int)`.execute(db);
}

export async function listSteps(db: Database, campaignId: number): Promise<StepRow[]> {
  const found = await sql<StepRow>`
    select step_id as "stepId", title, level, deadline, deadline_text as "deadlineText",
      wants_photo as "wantsPhoto", source_line as "sourceLine"
    from campaigns.step
    where campaign_id = ${campaignId}
      and ended_at is null
    order by deadline ->> 'day', sort, step_id
    limit 100`.execute(db);
  return found.rows;
}

export async function endStep(
  db: Database,
  row: { campaignId: number; stepId: number; at: string },
): Promise<boolean> {
  const done = await sql`
    update campaigns.step
    set ended_at = ${row.at}::timestamptz
    where step_id = ${row.stepId}
      and campaign_id = ${row.campaignId}
      and ended_at is null`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

export interface MarkRow {
  stepId: number;
  unitId: number;
  doneAt: string;
  note: string;
  link: string | null;
  hasPhoto: boolean;
  actorName: string;
}

export async function listMarks(db: Database, stepIds: readonly number[]): Promise<MarkRow[]> {
  const found = await sql<MarkRow>`
    select step_id as "stepId", unit_id as "unitId", done_at as "doneAt", note, link,
      photo is not null as "hasPhoto", actor_name as "actorName"
    from campaigns.step_mark
    where step_id = any (${stepIds}::int[])
      and superseded_at is null
    order by mark_id
    limit 200000`.execute(db);
  return found.rows;
}

export interface Photo {
  mediaType: string;
  bytes: Uint8Array;
}

/** The mark that stood is superseded; `mark` null leaves none. Run as owner. */
export async function replaceMark(
  db: Database,
  key: { stepId: number; unitId: number },
  mark: { doneAt: string; note: string; link: string | null; photo: Photo | null } | null,
  by: Author,
): Promise<void> {
  await sql`
    update campaigns.step_mark
    set superseded_at = ${by.at}::timestamptz, superseded_by = ${by.actorName}
    where step_id = ${key.stepId}
      and unit_id = ${key.unitId}
      and superseded_at is null`.execute(db);
  if (mark === null) return;
  const bytes = mark.photo === null ? null : Buffer.from(mark.photo.bytes);
  await sql`
    insert into campaigns.step_mark (step_id, unit_id, done_at, note, link, media_type, photo,
      actor_id, actor_name, recorded_at)
    values (${key.stepId}, ${key.unitId}, ${mark.doneAt}::timestamptz, ${mark.note}, ${mark.link},
      ${mark.photo?.mediaType ?? null}, ${bytes}::bytea, ${by.actorId}, ${by.actorName},
      ${by.at}::timestamptz)`.execute(db);
}

export async function findPhoto(
  db: Database,
  key: { stepId: number; unitId: number },
): Promise<Photo | undefined> {
  const found = await sql<Photo>`
    select media_type as "mediaType", photo as bytes
    from campaigns.step_mark
    where step_id = ${key.stepId}
      and unit_id = ${key.unitId}
      and superseded_at is null
      and photo is not null`.execute(db);
  return found.rows[0];
}

// ── daily figures, targets ──────────────────────────────────────────────────────────────────────

export interface FigureRow {
  unitId: number;
  day: IsoDate;
  kind: (typeof FIGURE_KINDS)[number];
  people: number;
  note: string;
}

/** Figures that stood for the same unit, day and kind are superseded. Run as owner. */
export async function replaceFigures(
  db: Database,
  campaignId: number,
  rows: readonly FigureRow[],
  by: Author,
): Promise<void> {
  const json = JSON.stringify(rows);
  await sql`
    update campaigns.daily_figure f
    set superseded_at = ${by.at}::timestamptz
    from jsonb_to_recordset(${json}::jsonb) as r ("unitId" int, day date, kind text)
    where f.campaign_id = ${campaignId}
      and f.unit_id = r."unitId"
      and f.day = r.day
      and f.kind = r.kind
      and f.superseded_at is null`.execute(db);
  await sql`
    insert into campaigns.daily_figure (campaign_id, unit_id, day, kind, people, note, actor_id,
      actor_name, recorded_at)
    select ${campaignId}, r."unitId", r.day, r.kind, r.people, r.note, ${by.actorId},
      ${by.actorName}, ${by.at}::timestamptz
    from jsonb_to_recordset(${json}::jsonb) as r (
      "unitId" int, day date, kind text, people int, note text)`.execute(db);
}

export async function listFigures(
  db: Database,
  campaignId: number,
  unitIds: readonly number[],
): Promise<FigureRow[]> {
  const found = await sql<FigureRow>`
    select unit_id as "unitId", day, kind, people, note
    from campaigns.daily_figure
    where campaign_id = ${campaignId}
      and unit_id = any (${unitIds}::int[])
      and superseded_at is null
    order by day, unit_id, kind
    limit 200000`.execute(db);
  return found.rows;
}

/** Targets of the campaign's days (owner: src/targets). */
export async function listCampaignTargets(
  db: Database,
  unitIds: readonly number[],
  { from, to }: { from: IsoDate; to: IsoDate },
): Promise<Map<number, number>> {
  const found = await sql<{ unitId: number; people: number }>`
    select t.unit_id as "unitId", r.people
    from targets.target t
    join targets.revision r on r.target_id = t.target_id and r.superseded_at is null
    where t.unit_id = any (${unitIds}::int[])
      and t.indicator = 'insuredIncrease'
      and t.group_code = ''
      and t.kind = 'target'
      and t.valid_from = ${from}::date
      and t.valid_to = ${to}::date
      and r.state <> 'withdrawn'
      and r.people is not null
    order by t.unit_id
    limit 20000`.execute(db);
  return new Map(found.rows.map((row) => [row.unitId, row.people]));
}

// ── staff, costs, practices, commendations ──────────────────────────────────────────────────────

/** What is kept line by line for one campaign, each withdrawn rather than deleted. */
export type KeptKind = 'staff' | 'cost' | 'practice' | 'commendation';

const KEPT: Readonly<Record<KeptKind, { table: RawBuilder<unknown>; id: RawBuilder<unknown> }>> = {
  staff: { table: sql`campaigns.staff`, id: sql`staff_id` },
  cost: { table: sql`campaigns.cost`, id: sql`cost_id` },
  practice: { table: sql`campaigns.practice`, id: sql`practice_id` },
  commendation: { table: sql`campaigns.commendation`, id: sql`commendation_id` },
};

/** Only of the unit that entered it. Run as owner. */
export async function withdrawKept(
  db: Database,
  kind: KeptKind,
  row: { campaignId: number; unitId: number; id: number; at: string },
): Promise<boolean> {
  const { table, id } = KEPT[kind];
  const ended = kind === 'staff' ? sql`ended_at` : sql`withdrawn_at`;
  const done = await sql`
    update ${table}
    set ${ended} = ${row.at}::timestamptz
    where ${id} = ${row.id}
      and campaign_id = ${row.campaignId}
      and unit_id = ${row.unitId}
      and ${ended} is null`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

interface Kept {
  campaignId: number;
  unitId: number;
}

export async function insertStaff(
  db: Database,
  row: Kept & { userId: string | null; name: string; work: string } & Author,
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into campaigns.staff (campaign_id, unit_id, user_id, name, work, actor_name, recorded_at)
    values (${row.campaignId}, ${row.unitId}, ${row.userId}, ${row.name}, ${row.work},
      ${row.actorName}, ${row.at}::timestamptz)
    returning staff_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export async function listStaff(
  db: Database,
  campaignId: number,
): Promise<{ staffId: number; unitId: number; name: string; work: string }[]> {
  const found = await sql<{ staffId: number; unitId: number; name: string; work: string }>`
    select staff_id as "staffId", unit_id as "unitId", name, work
    from campaigns.staff
    where campaign_id = ${campaignId}
      and ended_at is null
    order by staff_id
    limit 2000`.execute(db);
  return found.rows;
}

export async function insertCost(
  db: Database,
  row: Kept & { what: string; amountVnd: number; payer: string } & Author,
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into campaigns.cost (campaign_id, unit_id, what, amount_vnd, payer, actor_name,
      recorded_at)
    values (${row.campaignId}, ${row.unitId}, ${row.what}, ${row.amountVnd}, ${row.payer},
      ${row.actorName}, ${row.at}::timestamptz)
    returning cost_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export interface CostRow {
  costId: number;
  unitId: number;
  what: string;
  amountVnd: number;
  payer: string;
}

export async function listCosts(db: Database, campaignId: number): Promise<CostRow[]> {
  const found = await sql<CostRow>`
    select cost_id as "costId", unit_id as "unitId", what, amount_vnd as "amountVnd", payer
    from campaigns.cost
    where campaign_id = ${campaignId}
      and withdrawn_at is null
    order by cost_id
    limit 2000`.execute(db);
  return found.rows;
}

export async function insertPractice(
  db: Database,
  row: Kept & { title: string; text: string; effect: string; people: number | null } & Author,
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into campaigns.practice (campaign_id, unit_id, title, text, effect, people, folded,
      actor_name, recorded_at)
    values (${row.campaignId}, ${row.unitId}, ${row.title}, ${row.text}, ${row.effect},
      ${row.people}, kernel.fold(${`${row.title} ${row.text} ${row.effect}`}), ${row.actorName},
      ${row.at}::timestamptz)
    returning practice_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export interface PracticeRow {
  practiceId: number;
  campaignId: number;
  campaign: string;
  unitId: number;
  title: string;
  text: string;
  effect: string;
  people: number | null;
  recordedAt: string;
}

/** Of one campaign, or of all that can be seen; the strongest effect first. */
export async function listPractices(
  db: Database,
  question: { campaignId?: number | undefined; text?: string | undefined },
): Promise<PracticeRow[]> {
  const { campaignId, text } = question;
  const found = await sql<PracticeRow>`
    select p.practice_id as "practiceId", p.campaign_id as "campaignId", c.name as campaign,
      p.unit_id as "unitId", p.title, p.text, p.effect, p.people, p.recorded_at as "recordedAt"
    from campaigns.practice p
    join campaigns.campaign c on c.campaign_id = p.campaign_id
    where p.withdrawn_at is null
      and ${campaignId === undefined ? sql`true` : sql`p.campaign_id = ${campaignId}`}
      and ${text ? sql`p.folded like '%' || kernel.fold(${text}) || '%'` : sql`true`}
    order by p.people desc nulls last, p.practice_id desc
    limit 200`.execute(db);
  return found.rows;
}

export interface CommendationRow {
  commendationId: number;
  unitId: number;
  kind: 'collective' | 'individual';
  name: string;
  reason: string;
  form: string;
}

export async function insertCommendation(
  db: Database,
  row: Kept & Omit<CommendationRow, 'commendationId'> & Author,
): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into campaigns.commendation (campaign_id, unit_id, kind, name, reason, form, actor_name,
      recorded_at)
    values (${row.campaignId}, ${row.unitId}, ${row.kind}, ${row.name}, ${row.reason}, ${row.form},
      ${row.actorName}, ${row.at}::timestamptz)
    returning commendation_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

export async function listCommendations(
  db: Database,
  campaignId: number,
): Promise<CommendationRow[]> {
  const found = await sql<CommendationRow>`
    select commendation_id as "commendationId", unit_id as "unitId", kind, name, reason, form
    from campaigns.commendation
    where campaign_id = ${campaignId}
      and withdrawn_at is null
    order by kind, commendation_id
    limit 2000`.execute(db);
  return found.rows;
}
