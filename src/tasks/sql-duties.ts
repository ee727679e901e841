/** Duties to report and what has come in. */
import { type RawBuilder, sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { OneDeadline, Recurrence } from './clock-types.ts';
import { pathOn } from './sql-scope.ts';
import type { Source, UnitLevel } from './types.ts';

export interface DutyRow {
  dutyId: number;
  unitId: number;
  path: string | null;
  reporterLevel: UnitLevel | null;
  reporterAgencyId: number | null;
  reporterName: string;
  receiverLevel: UnitLevel | null;
  receiverName: string;
  via: string;
  content: string;
  deadline: OneDeadline | null;
  recurrence: Recurrence | null;
  deadlineText: string | null;
  activeFrom: IsoDate;
  activeTo: IsoDate | null;
  source: Source | null;
  campaignId: number | null;
  endedOn: IsoDate | null;
}

export type DutyInsert = Omit<DutyRow, 'dutyId' | 'path' | 'endedOn'> & {
  actorName: string;
  recordedAt: string;
};

export async function insertDuty(db: Database, row: DutyInsert): Promise<number> {
  const found = await sql<{ id: number }>`
    insert into tasks.duty (unit_id, reporter_level, reporter_agency_id, reporter_name,
      receiver_level, receiver_name, via, content, deadline, recurrence, deadline_text, active_from,
      active_to, source, campaign_id, actor_name, recorded_at)
    values (${row.unitId}, ${row.reporterLevel}, ${row.reporterAgencyId}, ${row.reporterName},
      ${row.receiverLevel}, ${row.receiverName}, ${row.via}, ${row.content}, ${json(row.deadline)},
      ${json(row.recurrence)}, ${row.deadlineText}, ${row.activeFrom}::date,
      ${row.activeTo}::date, ${json(row.source)}, ${row.campaignId}, ${row.actorName},
      ${row.recordedAt}::timestamptz)
    returning duty_id as id`.execute(db);
  return found.rows[0]?.id ?? 0;
}

function json(value: object | null): RawBuilder<unknown> {
  return sql`${value === null ? null : JSON.stringify(value)}::jsonb`;
}

function columns(day: IsoDate): RawBuilder<unknown> {
  return sql`d.duty_id as "dutyId", d.unit_id as "unitId", ${pathOn(sql`d.unit_id`, day)} as path,
    d.reporter_level as "reporterLevel", d.reporter_agency_id as "reporterAgencyId",
    d.reporter_name as "reporterName", d.receiver_level as "receiverLevel",
    d.receiver_name as "receiverName", d.via, d.content, d.deadline, d.recurrence,
    d.deadline_text as "deadlineText", d.active_from as "activeFrom", d.active_to as "activeTo",
    d.source, d.campaign_id as "campaignId", d.ended_on as "endedOn"`;
}

export async function findDuty(
  db: Database,
  dutyId: number,
  day: IsoDate,
): Promise<DutyRow | undefined> {
  const found = await sql<DutyRow>`
    select ${columns(day)}
    from tasks.duty d
    where d.duty_id = ${dutyId}`.execute(db);
  return found.rows[0];
}

export interface DutyQuestion {
  /** duties of these units; null = all that can be seen */
  unitIds: readonly number[] | null;
  campaignId?: number | undefined;
  withEnded: boolean;
  day: IsoDate;
}

export async function listDuties(db: Database, question: DutyQuestion): Promise<DutyRow[]> {
  const { unitIds, campaignId, withEnded, day } = question;
  const found = await sql<DutyRow>`
    select ${columns(day)}
    from tasks.duty d
    where ${unitIds === null ? sql`true` : sql`d.unit_id = any (${unitIds}::int[])`}
      and ${campaignId === undefined ? sql`true` : sql`d.campaign_id = ${campaignId}`}
      and ${withEnded ? sql`true` : sql`d.ended_on is null`}
      -- ended on the day it began: it was taken back and never held
      and (d.ended_on is null or d.ended_on > d.active_from)
    order by d.duty_id
    limit 2000`.execute(db);
  return found.rows;
}

export async function endDuty(db: Database, dutyId: number, on: IsoDate): Promise<void> {
  await sql`update tasks.duty set ended_on = ${on}::date where duty_id = ${dutyId}`.execute(db);
}

export interface TickRow {
  dutyId: number;
  unitId: number;
  periodKey: string;
  kind: 'received' | 'exception';
  at: string;
  note: string;
}

/** Ticks that count, of some duties from a period on. */
export async function listTicks(
  db: Database,
  periods: readonly { dutyId: number; periodKey: string }[],
): Promise<TickRow[]> {
  if (periods.length === 0) return [];
  const found = await sql<TickRow>`
    select t.duty_id as "dutyId", t.unit_id as "unitId", t.period_key as "periodKey", t.kind, t.at,
           t.note
    from unnest(
      ${periods.map((period) => period.dutyId)}::int[],
      ${periods.map((period) => period.periodKey)}::text[]
    ) as wanted (duty_id, period_key)
    join tasks.tick t on t.duty_id = wanted.duty_id and t.period_key = wanted.period_key
    where t.superseded_at is null
    order by t.tick_id`.execute(db);
  return found.rows;
}

/** The tick that counted is superseded; `kind` null leaves none. Run as owner. */
export async function replaceTick(
  db: Database,
  row: Omit<TickRow, 'kind'> & {
    kind: TickRow['kind'] | null;
    actorId: string;
    actorName: string;
    recordedAt: string;
    reportId: number | null;
  },
): Promise<void> {
  await sql`
    update tasks.tick
    set superseded_at = ${row.recordedAt}::timestamptz
    where duty_id = ${row.dutyId}
      and unit_id = ${row.unitId}
      and period_key = ${row.periodKey}
      and superseded_at is null`.execute(db);
  if (row.kind === null) return;
  await sql`
    insert into tasks.tick (duty_id, unit_id, period_key, kind, at, note, report_id, actor_id,
      actor_name, recorded_at)
    values (${row.dutyId}, ${row.unitId}, ${row.periodKey}, ${row.kind}, ${row.at}::timestamptz,
      ${row.note}, ${row.reportId}, ${row.actorId}, ${row.actorName},
      ${row.recordedAt}::timestamptz)`.execute(db);
}
