/** Settings, holds, runs, what is due. Writes run as owner; reads under row-level security. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { Setting } from './rules.ts';

export async function listSettings(db: Database): Promise<Setting[]> {
  const found = await sql<Setting>`
    select rule_id as "ruleId", days, valid_from as "validFrom"
    from retention.setting
    order by setting_id desc
    limit 1000`.execute(db);
  return found.rows;
}

export async function insertSetting(
  db: Database,
  row: Setting & { reason: string; actorId: string; actorName: string; at: string },
): Promise<void> {
  await sql`
    insert into retention.setting (rule_id, days, valid_from, reason, actor_id, actor_name,
      recorded_at)
    values (${row.ruleId}, ${row.days}, ${row.validFrom}, ${row.reason}, ${row.actorId},
      ${row.actorName}, ${row.at})`.execute(db);
}

// ── holds ───────────────────────────────────────────────────────────────────────────────────────

export interface HoldRow {
  holdId: number;
  personId: number;
  document: string;
  reason: string;
  actorName: string;
  placedAt: string;
}

export async function listHolds(db: Database, personIds: readonly number[]): Promise<HoldRow[]> {
  const found = await sql<HoldRow>`
    select hold_id as "holdId", person_id as "personId", document, reason, actor_name as "actorName",
      placed_at as "placedAt"
    from retention.hold
    where released_at is null and person_id = any (${[...personIds]}::bigint[])
    order by hold_id
    limit 1000`.execute(db);
  return found.rows;
}

export async function insertHold(
  db: Database,
  hold: Omit<HoldRow, 'holdId'> & { actorId: string },
): Promise<number> {
  const done = await sql<{ id: number }>`
    insert into retention.hold (person_id, document, reason, actor_id, actor_name, placed_at)
    values (${hold.personId}, ${hold.document}, ${hold.reason}, ${hold.actorId}, ${hold.actorName},
      ${hold.placedAt})
    returning hold_id as id`.execute(db);
  return done.rows[0]?.id ?? 0;
}

/** False when it does not stand. */
export async function releaseHold(
  db: Database,
  release: { holdId: number; personId: number; at: string; by: string; reason: string },
): Promise<boolean> {
  const done = await sql`
    update retention.hold
    set released_at = ${release.at}, released_by = ${release.by}, release_reason = ${release.reason}
    where hold_id = ${release.holdId} and person_id = ${release.personId} and released_at is null`.execute(
    db,
  );
  return Number(done.numAffectedRows ?? 0) === 1;
}

// ── runs ────────────────────────────────────────────────────────────────────────────────────────

export interface RunRow {
  runId: number;
  ruleId: string;
  unitId: number;
  personIds: number[] | null;
  asOf: IsoDate;
  due: Record<string, number>;
  reason: string;
  document: string;
  receivedOn: IsoDate | null;
  answerBy: IsoDate | null;
  state: 'waiting' | 'refused' | 'running' | 'done';
  blocks: string[];
  approvalId: number | null;
  approvedBy: string | null;
  jobId: string | null;
  actorName: string;
  proposedAt: string;
  finishedAt: string | null;
  certificateId: number | null;
}

const runColumns = sql`
  r.run_id as "runId", r.rule_id as "ruleId", r.unit_id as "unitId", r.person_ids as "personIds",
  r.as_of as "asOf", r.due, r.reason, r.document, r.received_on as "receivedOn",
  r.answer_by as "answerBy", r.state, r.blocks, r.approval_id as "approvalId",
  r.approved_by as "approvedBy", r.job_id as "jobId", r.actor_name as "actorName",
  r.proposed_at as "proposedAt", r.finished_at as "finishedAt",
  (select c.certificate_id from retention.certificate c where c.run_id = r.run_id) as "certificateId"`;

export async function insertRun(
  db: Database,
  run: Pick<
    RunRow,
    'ruleId' | 'unitId' | 'personIds' | 'asOf' | 'due' | 'reason' | 'state' | 'blocks'
  > & {
    document?: string;
    receivedOn?: IsoDate | null;
    answerBy?: IsoDate | null;
    actorId: string;
    actorName: string;
    at: string;
  },
): Promise<number> {
  const done = await sql<{ id: number }>`
    insert into retention.run (rule_id, unit_id, person_ids, as_of, due, reason, document,
      received_on, answer_by, state, blocks, actor_id, actor_name, proposed_at)
    values (${run.ruleId}, ${run.unitId}, ${run.personIds}, ${run.asOf},
      ${JSON.stringify(run.due)}::jsonb, ${run.reason}, ${run.document ?? ''},
      ${run.receivedOn ?? null}, ${run.answerBy ?? null}, ${run.state},
      ${JSON.stringify(run.blocks)}::jsonb, ${run.actorId}, ${run.actorName}, ${run.at})
    returning run_id as id`.execute(db);
  return done.rows[0]?.id ?? 0;
}

export async function updateRun(
  db: Database,
  runId: number,
  change: Partial<
    Pick<RunRow, 'state' | 'approvalId' | 'approvedBy' | 'jobId' | 'finishedAt' | 'blocks'>
  >,
): Promise<void> {
  await sql`
    update retention.run
    set state = coalesce(${change.state ?? null}, state),
      approval_id = coalesce(${change.approvalId ?? null}, approval_id),
      approved_by = coalesce(${change.approvedBy ?? null}, approved_by),
      job_id = coalesce(${change.jobId ?? null}, job_id),
      finished_at = coalesce(${change.finishedAt ?? null}::timestamptz, finished_at),
      blocks = coalesce(${change.blocks ? JSON.stringify(change.blocks) : null}::jsonb, blocks)
    where run_id = ${runId}`.execute(db);
}

export async function findRun(db: Database, runId: number): Promise<RunRow | undefined> {
  const found = await sql<RunRow>`
    select ${runColumns} from retention.run r where r.run_id = ${runId}`.execute(db);
  return found.rows[0];
}

const RUNS_MAX = 200;

/** Newest first; of one person his requests. */
export async function listRunRows(db: Database, personId: number | null): Promise<RunRow[]> {
  const found = await sql<RunRow>`
    select ${runColumns}
    from retention.run r
    where ${personId === null ? sql`true` : sql`${personId}::bigint = any (r.person_ids)`}
    order by r.run_id desc
    limit ${RUNS_MAX}`.execute(db);
  return found.rows;
}

/** One run at a time: two would count the same things. */
export async function lockRuns(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(84200022)`.execute(db);
}

export async function findUnitNames(
  db: Database,
  unitIds: readonly number[],
  on: IsoDate,
): Promise<Map<number, string>> {
  const found = await sql<{ id: number; name: string }>`
    select distinct on (unit_id) unit_id as id, name
    from units.unit_version
    where unit_id = any (${[...new Set(unitIds)]}::int[])
    order by unit_id, (valid_from <= ${on}) desc, valid_from desc`.execute(db);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}
