/** SQL of what is said about units: population, area classes, second trees. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';

// ── population ──────────────────────────────────────────────────────────────────────────────────

export interface PopulationRow {
  populationId: number;
  unitId: number;
  source: string;
  sourceTitle: string;
  issuer: string | null;
  basis: 'usual' | 'registered' | 'other';
  onDate: IsoDate;
  people: number | null;
  published: number | null;
  quality: string;
  note: string | null;
  recordedAt: string;
  actorName: string;
  supersededAt: string | null;
}

const POPULATION = sql`
  p.population_id as "populationId", p.unit_id as "unitId", s.key as source,
  s.title as "sourceTitle", s.issuer, s.basis, p.on_date as "onDate", p.people, p.published,
  p.quality, p.note, p.recorded_at as "recordedAt", p.actor_name as "actorName",
  p.superseded_at as "supersededAt"`;

/** Figures of units, newest day first; superseded ones only when asked. */
export async function listPopulation(
  db: Database,
  unitIds: readonly number[],
  withSuperseded: boolean,
): Promise<PopulationRow[]> {
  const found = await sql<PopulationRow>`
    select ${POPULATION}
    from units.population p
    join units.population_source s on s.source_id = p.source_id
    where p.unit_id = any(${unitIds}::int[]) and (${withSuperseded} or p.superseded_at is null)
    order by p.unit_id, p.on_date desc, s.key, p.population_id desc
    limit 20000`.execute(db);
  return found.rows;
}

/** The figures of one source nearest to a year, one a unit. */
export async function listPopulationOfSource(
  db: Database,
  unitIds: readonly number[],
  source: string,
  year: number,
): Promise<PopulationRow[]> {
  const found = await sql<PopulationRow>`
    select distinct on (p.unit_id) ${POPULATION}
    from units.population p
    join units.population_source s on s.source_id = p.source_id
    where p.unit_id = any(${unitIds}::int[]) and s.key = ${source} and p.superseded_at is null
    order by p.unit_id, abs(extract(year from p.on_date) - ${year}), p.on_date desc`.execute(db);
  return found.rows;
}

export interface PopulationSourceRow {
  key: string;
  title: string;
  issuer: string | null;
  basis: 'usual' | 'registered' | 'other';
  figures: number;
}

export async function listPopulationSources(db: Database): Promise<PopulationSourceRow[]> {
  const found = await sql<PopulationSourceRow>`
    select s.key, s.title, s.issuer, s.basis, count(p.population_id) as figures
    from units.population_source s
    left join units.population p on p.source_id = s.source_id and p.superseded_at is null
    group by s.source_id
    order by s.source_id
    limit 500`.execute(db);
  return found.rows;
}

/** The source's id; a new one is added, a known one keeps its title and basis. */
export async function findOrAddSource(
  db: Database,
  source: { key: string; title: string; issuer: string | null; basis: string },
): Promise<number> {
  const written = await sql<{ id: number }>`
    insert into units.population_source (key, title, issuer, basis)
    values (${source.key}, ${source.title}, ${source.issuer}, ${source.basis})
    on conflict (key) do update set key = excluded.key
    returning source_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

export interface NewFigure {
  unitId: number;
  sourceId: number;
  onDate: IsoDate;
  people: number | null;
  published: number | null;
  quality: string;
  note: string | null;
}

/**
 * Supersedes the current figures of the same unit, source and day that differ, and adds the new
 * ones.
 */
export async function recordFigures(
  db: Database,
  figures: readonly NewFigure[],
  recordedAt: string,
  actorName: string,
): Promise<{ added: number; superseded: number }> {
  const rows = JSON.stringify(figures);
  const input = sql`jsonb_to_recordset(${rows}::jsonb)
    as f ("unitId" int, "sourceId" int, "onDate" date, people int, published int, quality text,
      note text)`;
  const superseded = await sql`
    update units.population p
    set superseded_at = ${recordedAt}
    from ${input}
    where p.unit_id = f."unitId" and p.source_id = f."sourceId" and p.on_date = f."onDate"
      and p.superseded_at is null
      and (p.people, p.published, p.quality, p.note)
        is distinct from (f.people, f.published, f.quality, f.note)`.execute(db);
  const added = await sql`
    insert into units.population (unit_id, source_id, on_date, people, published, quality, note,
      recorded_at, actor_name)
    select f."unitId", f."sourceId", f."onDate", f.people, f.published, f.quality, f.note,
      ${recordedAt}::timestamptz, ${actorName}
    from ${input}
    where not exists (
      select from units.population p
      where p.unit_id = f."unitId" and p.source_id = f."sourceId" and p.on_date = f."onDate"
        and p.superseded_at is null)`.execute(db);
  return {
    added: Number(added.numAffectedRows ?? 0),
    superseded: Number(superseded.numAffectedRows ?? 0),
  };
}

// ── area classes ────────────────────────────────────────────────────────────────────────────────

export interface AreaClassRow {
  areaClassId: number;
  unitId: number;
  scheme: string;
  class: string;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  actId: number;
  recordedAt: string;
  actorName: string;
  supersededAt: string | null;
}

const AREA_CLASS = sql`
  c.area_class_id as "areaClassId", c.unit_id as "unitId", c.scheme, c.class,
  c.valid_from as "validFrom", c.valid_to as "validTo", c.act_id as "actId",
  c.recorded_at as "recordedAt", c.actor_name as "actorName", c.superseded_at as "supersededAt"`;

export async function listAreaClasses(
  db: Database,
  unitIds: readonly number[],
  withSuperseded: boolean,
): Promise<AreaClassRow[]> {
  const found = await sql<AreaClassRow>`
    select ${AREA_CLASS}
    from units.area_class c
    where c.unit_id = any(${unitIds}::int[]) and (${withSuperseded} or c.superseded_at is null)
    order by c.unit_id, c.scheme, c.valid_from, c.area_class_id
    limit 50000`.execute(db);
  return found.rows;
}

export interface NewAreaClass {
  unitId: number;
  scheme: string;
  class: string;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  actId: number;
}

export async function supersedeAreaClasses(
  db: Database,
  areaClassIds: readonly number[],
  at: string,
): Promise<void> {
  await sql`
    update units.area_class set superseded_at = ${at}
    where area_class_id = any(${areaClassIds}::int[])`.execute(db);
}

export async function insertAreaClasses(
  db: Database,
  rows: readonly NewAreaClass[],
  recordedAt: string,
  actorName: string,
): Promise<void> {
  await sql`
    insert into units.area_class
      (unit_id, scheme, class, valid_from, valid_to, act_id, recorded_at, actor_name)
    select r."unitId", r.scheme, r.class, r."validFrom", r."validTo", r."actId",
      ${recordedAt}::timestamptz, ${actorName}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("unitId" int, scheme text, class text, "validFrom" date, "validTo" date, "actId" int)`.execute(
    db,
  );
}

// ── second trees ────────────────────────────────────────────────────────────────────────────────

export interface GroupingRow {
  groupingId: number;
  code: string;
  name: string;
  nodes: number;
}

export async function listGroupings(db: Database): Promise<GroupingRow[]> {
  const found = await sql<GroupingRow>`
    select g.grouping_id as "groupingId", g.code, g.name, count(n.node_id) as nodes
    from units.grouping g
    left join units.grouping_node n on n.grouping_id = g.grouping_id
    group by g.grouping_id
    order by g.grouping_id
    limit 200`.execute(db);
  return found.rows;
}

export async function insertGrouping(
  db: Database,
  grouping: { code: string; name: string; recordedAt: string; actorName: string },
): Promise<number> {
  const { code, name, recordedAt, actorName } = grouping;
  const written = await sql<{ id: number }>`
    insert into units.grouping (code, name, recorded_at, actor_name)
    values (${code}, ${name}, ${recordedAt}, ${actorName})
    on conflict (code) do nothing
    returning grouping_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

export interface GroupingNodeRow {
  nodeId: number;
  groupingId: number;
  parentId: number | null;
  code: string;
  name: string;
  validFrom: IsoDate;
  validTo: IsoDate | null;
}

const NODE = sql`
  n.node_id as "nodeId", n.grouping_id as "groupingId", n.parent_id as "parentId", n.code, n.name,
  n.valid_from as "validFrom", n.valid_to as "validTo"`;

/** All nodes of a grouping, of every day. */
export async function listGroupingNodes(
  db: Database,
  groupingId: number,
): Promise<GroupingNodeRow[]> {
  const found = await sql<GroupingNodeRow>`
    select ${NODE}
    from units.grouping_node n
    where n.grouping_id = ${groupingId}
    order by n.code
    limit 20000`.execute(db);
  return found.rows;
}

export async function findGroupingNode(
  db: Database,
  nodeId: number,
): Promise<GroupingNodeRow | undefined> {
  const found = await sql<GroupingNodeRow>`
    select ${NODE} from units.grouping_node n where n.node_id = ${nodeId}`.execute(db);
  return found.rows[0];
}

/** The node and all below it that stand on the day. */
export async function listNodesBelow(
  db: Database,
  nodeId: number,
  day: IsoDate,
): Promise<number[]> {
  const found = await sql<{ id: number }>`
    with recursive below as (
      select n.node_id from units.grouping_node n where n.node_id = ${nodeId}
      union
      select n.node_id
      from below b
      join units.grouping_node n on n.parent_id = b.node_id
        and n.valid_from <= ${day} and (n.valid_to is null or n.valid_to > ${day})
    )
    select node_id as id from below order by node_id limit 20000`.execute(db);
  return found.rows.map((row) => row.id);
}

export interface GroupingMemberRow {
  nodeId: number;
  unitId: number;
  validFrom: IsoDate;
  validTo: IsoDate | null;
}

/** Members of nodes on a day (of every day when null). */
export async function listGroupingMembers(
  db: Database,
  nodeIds: readonly number[],
  day: IsoDate | null,
): Promise<GroupingMemberRow[]> {
  const found = await sql<GroupingMemberRow>`
    select m.node_id as "nodeId", m.unit_id as "unitId", m.valid_from as "validFrom",
      m.valid_to as "validTo"
    from units.grouping_member m
    where m.node_id = any(${nodeIds}::int[])
      and (${day}::date is null
        or (m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day})))
    order by m.node_id, m.unit_id, m.valid_from
    limit 50000`.execute(db);
  return found.rows;
}

/** The nodes of which the unit itself is a member on a day. */
export async function listNodesOf(
  db: Database,
  unitId: number,
  day: IsoDate,
): Promise<GroupingNodeRow[]> {
  const found = await sql<GroupingNodeRow>`
    select ${NODE}
    from units.grouping_member m
    join units.grouping_node n on n.node_id = m.node_id
    where m.unit_id = ${unitId}
      and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day})
    order by n.grouping_id, n.code
    limit 200`.execute(db);
  return found.rows;
}

export async function insertGroupingNode(
  db: Database,
  node: Omit<GroupingNodeRow, 'nodeId'>,
): Promise<number> {
  const written = await sql<{ id: number }>`
    insert into units.grouping_node (grouping_id, parent_id, code, name, valid_from, valid_to)
    values (${node.groupingId}, ${node.parentId}, ${node.code}, ${node.name}, ${node.validFrom},
      ${node.validTo})
    on conflict (grouping_id, code) do nothing
    returning node_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

export async function endGroupingNode(db: Database, nodeId: number, on: IsoDate): Promise<void> {
  await sql`
    update units.grouping_node set valid_to = ${on} where node_id = ${nodeId}`.execute(db);
  await sql`
    delete from units.grouping_member where node_id = ${nodeId} and valid_from >= ${on}`.execute(
    db,
  );
  await sql`
    update units.grouping_member set valid_to = ${on}
    where node_id = ${nodeId} and (valid_to is null or valid_to > ${on})`.execute(db);
}

/** Ends the memberships in a grouping that these units have on the day. */
export async function endGroupingMembers(
  db: Database,
  groupingId: number,
  unitIds: readonly number[],
  on: IsoDate,
): Promise<void> {
  await sql`
    delete from units.grouping_member
    where grouping_id = ${groupingId} and unit_id = any(${unitIds}::int[]) and valid_from >= ${on}`.execute(
    db,
  );
  await sql`
    update units.grouping_member set valid_to = ${on}
    where grouping_id = ${groupingId} and unit_id = any(${unitIds}::int[])
      and (valid_to is null or valid_to > ${on})`.execute(db);
}

export async function insertGroupingMembers(
  db: Database,
  node: { nodeId: number; groupingId: number },
  unitIds: readonly number[],
  from: IsoDate,
): Promise<void> {
  await sql`
    insert into units.grouping_member (node_id, grouping_id, unit_id, valid_from)
    select ${node.nodeId}::int, ${node.groupingId}::int, u.id, ${from}::date
    from unnest(${unitIds}::int[]) as u (id)`.execute(db);
}
