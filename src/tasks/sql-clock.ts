/** Settings of the clock and days added to the calendar. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import type { CalendarDay, ClockSettings } from './clock-types.ts';

export interface SettingRow {
  unitId: number;
  settings: Partial<ClockSettings>;
  reason: string;
  actorName: string;
  recordedAt: string;
}

export interface CalendarDayRow extends CalendarDay {
  calendarDayId: number;
  unitId: number;
  document: string;
}

export interface Author {
  actorId: string;
  actorName: string;
  at: string;
}

/** The newest word of each unit. */
export async function listSettings(db: Database): Promise<SettingRow[]> {
  const found = await sql<SettingRow>`
    select distinct on (unit_id) unit_id as "unitId", settings, reason, actor_name as "actorName",
      recorded_at as "recordedAt"
    from tasks.setting
    order by unit_id, setting_id desc
    limit 20000`.execute(db);
  return found.rows;
}

export async function insertSetting(
  db: Database,
  row: { unitId: number; settings: Partial<ClockSettings>; reason: string } & Author,
): Promise<void> {
  await sql`
    insert into tasks.setting (unit_id, settings, reason, actor_id, actor_name, recorded_at)
    values (${row.unitId}, ${JSON.stringify(row.settings)}::jsonb, ${row.reason}, ${row.actorId},
      ${row.actorName}, ${row.at}::timestamptz)`.execute(db);
}

export async function listCalendarDays(db: Database): Promise<CalendarDayRow[]> {
  const found = await sql<CalendarDayRow>`
    select calendar_day_id as "calendarDayId", unit_id as "unitId", day, kind, name, document
    from tasks.calendar_day
    where withdrawn_at is null
    order by day, calendar_day_id
    limit 20000`.execute(db);
  return found.rows;
}

/** A day the unit has already is withdrawn first, so the newest word stands alone. */
export async function replaceCalendarDay(
  db: Database,
  row: CalendarDay & { unitId: number; document: string } & Author,
): Promise<void> {
  await sql`
    update tasks.calendar_day
    set withdrawn_at = ${row.at}::timestamptz, withdrawn_by = ${row.actorName}
    where unit_id = ${row.unitId}
      and day = ${row.day}::date
      and withdrawn_at is null`.execute(db);
  await sql`
    insert into tasks.calendar_day (unit_id, day, kind, name, document, actor_id, actor_name,
      recorded_at)
    values (${row.unitId}, ${row.day}::date, ${row.kind}, ${row.name}, ${row.document},
      ${row.actorId}, ${row.actorName}, ${row.at}::timestamptz)`.execute(db);
}

export async function withdrawCalendarDay(
  db: Database,
  row: { unitId: number; calendarDayId: number } & Author,
): Promise<boolean> {
  const done = await sql`
    update tasks.calendar_day
    set withdrawn_at = ${row.at}::timestamptz, withdrawn_by = ${row.actorName}
    where calendar_day_id = ${row.calendarDayId}
      and unit_id = ${row.unitId}
      and withdrawn_at is null`.execute(db);
  return (done.numAffectedRows ?? 0n) > 0n;
}
