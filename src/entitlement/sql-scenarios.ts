/** Saved scenarios and their figures. Run as owner. */
import { sql } from 'kysely';
import type { ScenarioChange } from '../policy/scenario.ts';
import type { Database } from '../stores/database.ts';
import type { ScenarioResult } from './types.ts';

export interface ScenarioRow {
  scenarioId: number;
  name: string;
  note: string;
  unitId: number;
  changes: ScenarioChange[];
  uptake: Record<string, number>;
  renewsLists: boolean;
  actorName: string;
  savedAt: string;
  state: 'saved' | 'computing' | 'computed' | 'failed';
  jobId: string | null;
  computedAt: string | null;
}

const COLUMNS = sql`scenario_id as "scenarioId", name, note, unit_id as "unitId", changes, uptake,
  renews_lists as "renewsLists", actor_name as "actorName", saved_at as "savedAt", state, job_id as "jobId",
  computed_at as "computedAt"`;

export async function insertScenario(
  db: Database,
  row: Pick<
    ScenarioRow,
    'name' | 'note' | 'unitId' | 'changes' | 'uptake' | 'renewsLists' | 'actorName'
  > & {
    actorId: string;
    savedAt: string;
  },
): Promise<number | undefined> {
  const found = await sql<{ id: number }>`
    insert into entitlement.scenario
      (name, note, unit_id, changes, uptake, renews_lists, actor_id, actor_name, saved_at)
    values (${row.name}, ${row.note}, ${row.unitId}, ${JSON.stringify(row.changes)}::jsonb,
      ${JSON.stringify(row.uptake)}::jsonb, ${row.renewsLists}, ${row.actorId}, ${row.actorName},
      ${row.savedAt}::timestamptz)
    on conflict (unit_id, name) do nothing
    returning scenario_id as id`.execute(db);
  return found.rows[0]?.id;
}

export async function listScenarios(db: Database, unitId: number): Promise<ScenarioRow[]> {
  const found = await sql<ScenarioRow>`
    select ${COLUMNS}
    from entitlement.scenario
    where unit_id = ${unitId}
    order by saved_at desc, scenario_id desc
    limit 200`.execute(db);
  return found.rows;
}

export async function findScenario(
  db: Database,
  scenarioId: number,
): Promise<(ScenarioRow & { result: ScenarioResult | null }) | undefined> {
  const found = await sql<ScenarioRow & { result: ScenarioResult | null }>`
    select ${COLUMNS}, result
    from entitlement.scenario
    where scenario_id = ${scenarioId}`.execute(db);
  return found.rows[0];
}

/** False when another scenario of the unit has the name. */
export async function renameScenario(
  db: Database,
  scenarioId: number,
  { name, note }: Pick<ScenarioRow, 'name' | 'note'>,
): Promise<boolean> {
  const found = await sql<{ id: number }>`
    update entitlement.scenario s
    set name = ${name}, note = ${note}
    where s.scenario_id = ${scenarioId}
      and not exists (
        select
        from entitlement.scenario other
        where other.unit_id = s.unit_id
          and other.name = ${name}
          and other.scenario_id <> s.scenario_id
      )
    returning s.scenario_id as id`.execute(db);
  return found.rows.length > 0;
}

export async function deleteScenario(db: Database, scenarioId: number): Promise<void> {
  await sql`delete from entitlement.scenario where scenario_id = ${scenarioId}`.execute(db);
}

export async function markScenario(
  db: Database,
  scenarioId: number,
  mark: { state: ScenarioRow['state']; jobId: string },
): Promise<void> {
  await sql`update entitlement.scenario
    set state = ${mark.state}, job_id = ${mark.jobId}
    where scenario_id = ${scenarioId}`.execute(db);
}

export async function storeResult(
  db: Database,
  scenarioId: number,
  result: ScenarioResult,
  at: string,
): Promise<void> {
  await sql`update entitlement.scenario
    set state = 'computed', result = ${JSON.stringify(result)}::jsonb,
      computed_at = ${at}::timestamptz
    where scenario_id = ${scenarioId}`.execute(db);
}

/** Share insured of those each category is offered to today. */
export async function listUptake(
  db: Database,
  placeIds: readonly number[],
): Promise<Map<string, number>> {
  const found = await sql<{ category: string; offered: number; insured: number }>`
    select category, count(*) as offered, count(*) filter (where is_insured) as insured
    from entitlement.decision
    where place_id = any(${placeIds}::int[])
      and category is not null
    group by 1`.execute(db);
  return new Map(found.rows.map((row) => [row.category, row.insured / row.offered]));
}

export async function countDecided(db: Database, placeIds: readonly number[]): Promise<number> {
  const found = await sql<{ people: number }>`
    select count(*) as people
    from entitlement.decision
    where place_id = any(${placeIds}::int[])`.execute(db);
  return found.rows[0]?.people ?? 0;
}

/** Only those who are not first on the ladder. */
export async function listPositions(
  db: Database,
  placeIds: readonly number[],
): Promise<Map<number, number>> {
  const found = await sql<{ id: number; position: number }>`
    select person_id as id, position
    from entitlement.decision
    where place_id = any(${placeIds}::int[])
      and position > 1`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.position]));
}
