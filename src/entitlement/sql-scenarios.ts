/** Saved scenarios and their figures. Run as owner. */
import { sql } from 'kysely';
import type { Fault } from '../kernel/outcome.ts';
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
  failure: Fault[] | null;
}

/** A job that was stopped by hand, or lost its last try without a word, computes no more. */
const IS_STOPPED = sql`s.state = 'computing' and exists (
  select
  from access.job j
  where j.job_id = s.job_id
    and j.state in ('cancelled', 'failed')
)`;

const COLUMNS = sql`s.scenario_id as "scenarioId", s.name, s.note, s.unit_id as "unitId", s.changes,
  s.uptake, s.renews_lists as "renewsLists", s.actor_name as "actorName",
  s.saved_at as "savedAt", case when ${IS_STOPPED} then 'failed' else s.state end as state,
  s.job_id as "jobId", s.computed_at as "computedAt",
  case when ${IS_STOPPED} then '[{"code": "entitlement.scenario.stopped"}]'::jsonb
    else s.failure end as failure`;

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
    from entitlement.scenario s
    where s.unit_id = ${unitId}
    order by s.saved_at desc, s.scenario_id desc
    limit 200`.execute(db);
  return found.rows;
}

export async function findScenario(
  db: Database,
  scenarioId: number,
): Promise<(ScenarioRow & { result: ScenarioResult | null }) | undefined> {
  const found = await sql<ScenarioRow & { result: ScenarioResult | null }>`
    select ${COLUMNS}, s.result
    from entitlement.scenario s
    where s.scenario_id = ${scenarioId}`.execute(db);
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

export async function markComputing(
  db: Database,
  scenarioId: number,
  jobId: string,
): Promise<void> {
  await sql`update entitlement.scenario
    set state = 'computing', job_id = ${jobId}, failure = null
    where scenario_id = ${scenarioId}`.execute(db);
}

export async function listComputing(db: Database): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select scenario_id as id
    from entitlement.scenario
    where state = 'computing'
    order by scenario_id
    limit 1000`.execute(db);
  return found.rows.map((row) => row.id);
}

export async function storeFailure(
  db: Database,
  scenarioId: number,
  failure: readonly Fault[],
): Promise<void> {
  await sql`update entitlement.scenario
    set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb
    where scenario_id = ${scenarioId}`.execute(db);
}

export async function storeResult(
  db: Database,
  scenarioId: number,
  result: ScenarioResult,
  at: string,
): Promise<void> {
  await sql`update entitlement.scenario
    set state = 'computed', failure = null, result = ${JSON.stringify(result)}::jsonb,
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
