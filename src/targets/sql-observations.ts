/** Results entered by hand. Run as owner. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import type { Database } from '../stores/database.ts';
import type { Observation } from './types.ts';

const COLUMNS = sql`
  observation_id as "observationId", indicator, unit_id as "unitId", group_code as "group",
  on_date as "on", rate_bp as "rateBp", part, whole, source, note, recorded_at as "recordedAt",
  superseded_at as "supersededAt", actor_name as "actorName"`;

function withRate(row: Observation): Observation {
  if (row.rateBp !== null || row.part === null || row.whole === null) return row;
  return { ...row, rateBp: rateBp(row.part, row.whole) };
}

/** Of an indicator, newest day first; corrected ones only when asked for. */
export async function listObservations(
  db: Database,
  filter: { unitIds: readonly number[]; indicator?: string; withSuperseded: boolean },
): Promise<Observation[]> {
  const current = filter.withSuperseded ? sql`` : sql`and superseded_at is null`;
  const ofIndicator =
    filter.indicator === undefined ? sql`` : sql`and indicator = ${filter.indicator}`;
  const found = await sql<Observation>`
    select ${COLUMNS}
    from targets.observation
    where unit_id = any(${filter.unitIds}::int[])
      ${current}
      ${ofIndicator}
    order by on_date desc, observation_id desc
    limit 1000`.execute(db);
  return found.rows.map(withRate);
}

/** The last one of each unit up to a day. */
export async function listLatestObservations(
  db: Database,
  filter: { unitIds: readonly number[]; indicator: string; group: string; asOf: IsoDate },
): Promise<Observation[]> {
  const found = await sql<Observation>`
    select distinct on (unit_id) ${COLUMNS}
    from targets.observation
    where unit_id = any(${filter.unitIds}::int[])
      and indicator = ${filter.indicator}
      and group_code = ${filter.group}
      and on_date <= ${filter.asOf}::date
      and superseded_at is null
    order by unit_id, on_date desc`.execute(db);
  return found.rows.map(withRate);
}

export interface NewObservation {
  indicator: string;
  unitId: number;
  group: string;
  on: IsoDate;
  rateBp: number | null;
  part: number | null;
  whole: number | null;
  source: string;
  note: string | null;
}

/** Takes the place of what was entered for the same day. */
export async function insertObservation(
  db: Database,
  row: NewObservation,
  by: { userId: string; name: string; at: string },
): Promise<number> {
  await sql`
    update targets.observation
    set superseded_at = ${by.at}::timestamptz
    where unit_id = ${row.unitId} and indicator = ${row.indicator} and group_code = ${row.group}
      and on_date = ${row.on}::date and superseded_at is null`.execute(db);
  const written = await sql<{ id: number }>`
    insert into targets.observation
      (indicator, unit_id, group_code, on_date, rate_bp, part, whole, source, note, recorded_at,
       actor_id, actor_name)
    values (${row.indicator}, ${row.unitId}, ${row.group}, ${row.on}::date, ${row.rateBp},
      ${row.part}, ${row.whole}, ${row.source}, ${row.note}, ${by.at}::timestamptz, ${by.userId},
      ${by.name})
    returning observation_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}
