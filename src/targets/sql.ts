/** Indicators, targets and their revisions. Run as owner: the endpoint has decided the unit. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { StatedSource, TargetIdentity } from './statements.ts';
import type { Indicator, Measure, Operator, Target, TargetKind, TargetState } from './types.ts';

// ── indicators ──────────────────────────────────────────────────────────────────────────────────

export async function listIndicators(db: Database): Promise<Indicator[]> {
  const found = await sql<Indicator>`
    select code, name_vi as name, name_en as "nameEn", reads, measure, direction, citation
    from targets.indicator
    order by position, code
    limit 500`.execute(db);
  return found.rows;
}

/** False when the code is taken. */
export async function insertIndicator(
  db: Database,
  indicator: Indicator,
  by: { name: string; at: string },
): Promise<boolean> {
  const written = await sql`
    insert into targets.indicator
      (code, name_vi, name_en, reads, measure, direction, citation, position, recorded_at,
       actor_name)
    select ${indicator.code}, ${indicator.name}, ${indicator.nameEn}, ${indicator.reads},
      ${indicator.measure}, ${indicator.direction}, ${indicator.citation},
      (select coalesce(max(position), 0) + 1 from targets.indicator), ${by.at}::timestamptz,
      ${by.name}
    on conflict (code) do nothing
    returning code`.execute(db);
  return written.rows.length > 0;
}

// ── targets as they are now, or were known ──────────────────────────────────────────────────────

interface TargetRecord extends TargetIdentity {
  targetId: number;
  revisionId: number;
  state: TargetState;
  operator: Operator;
  measure: Measure;
  rateBp: number | null;
  people: number | null;
  population: number | null;
  groupName: string | null;
  counterRateBp: number | null;
  counterPeople: number | null;
  isOverride: boolean;
  assignerId: number;
  actId: number | null;
  sources: StatedSource[];
  reason: string | null;
  recordedAt: string;
  supersededAt: string | null;
  actorName: string;
}

const COLUMNS = sql`
  t.target_id as "targetId", t.indicator, t.unit_id as "unitId", t.group_code as "group",
  t.valid_from as "from", t.valid_to as "to", t.kind,
  r.revision_id as "revisionId", r.state, r.operator, r.measure, r.rate_bp as "rateBp", r.people,
  r.population, r.group_name as "groupName", r.counter_rate_bp as "counterRateBp",
  r.counter_people as "counterPeople", r.is_override as "isOverride", r.assigner_id as "assignerId",
  r.act_id as "actId", r.sources, r.reason, r.recorded_at as "recordedAt",
  r.superseded_at as "supersededAt", r.actor_name as "actorName"`;

function toTarget(record: TargetRecord): Target {
  const { targetId, indicator, unitId, group, from, to, kind, ...current } = record;
  return { targetId, indicator, unitId, group, from, to, kind, current };
}

/** Withdrawn ones are left out unless asked for. */
export interface TargetFilter {
  unitIds?: readonly number[];
  targetIds?: readonly number[];
  indicator?: string | undefined;
  group?: string | undefined;
  kind?: TargetKind | undefined;
  /** periods that hold one of these days: [from, to] */
  during?: { from: IsoDate; to: IsoDate };
  /** as known at this instant; null = now */
  knownAt: string | null;
  withWithdrawn?: boolean;
}

const TARGETS_MAX = 50_000;

export async function listTargets(db: Database, filter: TargetFilter): Promise<Target[]> {
  const known =
    filter.knownAt === null
      ? sql`r.superseded_at is null`
      : sql`r.recorded_at <= ${filter.knownAt}::timestamptz
            and (r.superseded_at is null or r.superseded_at > ${filter.knownAt}::timestamptz)`;
  const conditions = [
    filter.unitIds && sql`t.unit_id = any(${filter.unitIds}::int[])`,
    filter.targetIds && sql`t.target_id = any(${filter.targetIds}::int[])`,
    filter.indicator !== undefined && sql`t.indicator = ${filter.indicator}`,
    filter.group !== undefined && sql`t.group_code = ${filter.group}`,
    filter.kind !== undefined && sql`t.kind = ${filter.kind}`,
    filter.during &&
      sql`t.valid_from <= ${filter.during.to}::date and ${filter.during.from}::date < t.valid_to`,
    !filter.withWithdrawn && sql`r.state <> 'withdrawn'`,
  ].flatMap((condition) => (condition ? [sql`and ${condition}`] : []));
  const found = await sql<TargetRecord>`
    select ${COLUMNS}
    from targets.target t
    join targets.revision r on r.target_id = t.target_id
    where ${known}
      ${sql.join(conditions, sql` `)}
    order by t.valid_from, t.indicator, t.group_code, t.unit_id, t.target_id
    limit ${TARGETS_MAX}`.execute(db);
  return found.rows.map(toTarget);
}

/** All revisions, oldest first. */
export async function listRevisions(db: Database, targetId: number): Promise<Target[]> {
  const found = await sql<TargetRecord>`
    select ${COLUMNS}
    from targets.target t
    join targets.revision r on r.target_id = t.target_id
    where t.target_id = ${targetId}
    order by r.revision_id
    limit 1000`.execute(db);
  return found.rows.map(toTarget);
}

/** Current targets of exactly these identities. */
export async function listByIdentity(
  db: Database,
  identities: readonly TargetIdentity[],
): Promise<Target[]> {
  const found = await sql<TargetRecord>`
    select ${COLUMNS}
    from jsonb_to_recordset(${JSON.stringify(identities)}::jsonb) as i
      ("unitId" int, indicator text, "group" text, "from" date, "to" date, kind text)
    join targets.target t on t.unit_id = i."unitId" and t.indicator = i.indicator
      and t.group_code = i."group" and t.valid_from = i."from" and t.valid_to = i."to"
      and t.kind = i.kind
    join targets.revision r on r.target_id = t.target_id and r.superseded_at is null
    order by t.target_id`.execute(db);
  return found.rows.map(toTarget);
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────

/** One writer of targets at a time, so that a revision is never superseded twice. */
export async function lockTargets(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(84_200_015)`.execute(db);
}

/** Ids of these identities, added where they are new, in their order. */
export async function ensureTargets(
  db: Database,
  identities: readonly TargetIdentity[],
): Promise<number[]> {
  const text = JSON.stringify(identities.map((identity, at) => ({ at, ...identity })));
  const rows = sql`
    jsonb_to_recordset(${text}::jsonb) as i
      (at int, "unitId" int, indicator text, "group" text, "from" date, "to" date, kind text)`;
  await sql`
    insert into targets.target (indicator, unit_id, group_code, valid_from, valid_to, kind)
    select i.indicator, i."unitId", i."group", i."from", i."to", i.kind
    from ${rows}
    order by i.at
    on conflict (unit_id, indicator, group_code, valid_from, valid_to, kind) do nothing`.execute(
    db,
  );
  const found = await sql<{ id: number }>`
    select t.target_id as id
    from ${rows}
    join targets.target t on t.unit_id = i."unitId" and t.indicator = i.indicator
      and t.group_code = i."group" and t.valid_from = i."from" and t.valid_to = i."to"
      and t.kind = i.kind
    order by i.at`.execute(db);
  return found.rows.map((row) => row.id);
}

export interface NewRevision {
  targetId: number;
  state: TargetState;
  operator: Operator;
  measure: Measure;
  rateBp: number | null;
  people: number | null;
  population: number | null;
  groupName: string | null;
  counterRateBp: number | null;
  counterPeople: number | null;
  isOverride: boolean;
  assignerId: number;
  actId: number | null;
  sources: readonly StatedSource[];
  reason: string | null;
}

/** Each takes the place of what its target said before. Answers their ids. */
export async function appendRevisions(
  db: Database,
  revisions: readonly NewRevision[],
  by: { userId: string; name: string; at: string },
): Promise<number[]> {
  await sql`
    update targets.revision
    set superseded_at = ${by.at}::timestamptz
    where superseded_at is null
      and target_id = any(${revisions.map((row) => row.targetId)}::int[])`.execute(db);
  const written = await sql<{ id: number }>`
    insert into targets.revision
      (target_id, state, operator, measure, rate_bp, people, population, group_name,
       counter_rate_bp, counter_people, is_override, assigner_id, act_id, sources, reason,
       recorded_at, actor_id, actor_name)
    select n."targetId", n.state, n.operator, n.measure, n."rateBp", n.people, n.population,
      n."groupName", n."counterRateBp", n."counterPeople", n."isOverride", n."assignerId",
      n."actId", n.sources, n.reason, ${by.at}::timestamptz, ${by.userId}, ${by.name}
    from jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb) as n
      ("targetId" int, state text, operator text, measure text, "rateBp" int, people int,
       population int, "groupName" text, "counterRateBp" int, "counterPeople" int,
       "isOverride" boolean, "assignerId" int, "actId" int, sources jsonb, reason text)
    returning revision_id as id`.execute(db);
  return written.rows.map((row) => row.id);
}
