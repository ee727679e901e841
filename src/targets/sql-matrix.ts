/** Tables as printed, and criteria of programmes. Run as owner. */
import { sql } from 'kysely';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import type { Criterion, CriterionInput } from './types.ts';

export interface StoredMatrix {
  matrixId: number;
  unitId: number;
  indicator: string;
  title: string;
  document: string | null;
  actId: number | null;
  columns: { label: string; from: IsoDate; to: IsoDate; kind: 'target' | 'actual' }[];
  rows: {
    label: string;
    group: string | null;
    depth: number;
    /** texts of the cells */
    printed: string[];
  }[];
}

/** Newest first. */
export async function listMatrices(
  db: Database,
  unitId: number,
  knownAt: string | null,
): Promise<StoredMatrix[]> {
  const known =
    knownAt === null
      ? sql`superseded_at is null`
      : sql`recorded_at <= ${knownAt}::timestamptz
            and (superseded_at is null or superseded_at > ${knownAt}::timestamptz)`;
  const found = await sql<StoredMatrix>`
    select matrix_id as "matrixId", unit_id as "unitId", indicator, title, document,
      act_id as "actId", columns, rows
    from targets.matrix
    where unit_id = ${unitId} and ${known}
    order by matrix_id desc
    limit 100`.execute(db);
  return found.rows;
}

/** Takes the place of the unit's table of the same title. */
export async function insertMatrix(
  db: Database,
  matrix: Omit<StoredMatrix, 'matrixId'>,
  by: { name: string; at: string },
): Promise<number> {
  await sql`
    update targets.matrix
    set superseded_at = ${by.at}::timestamptz
    where unit_id = ${matrix.unitId} and title = ${matrix.title} and superseded_at is null`.execute(
    db,
  );
  const written = await sql<{ id: number }>`
    insert into targets.matrix
      (unit_id, indicator, title, document, act_id, columns, rows, recorded_at, actor_name)
    values (${matrix.unitId}, ${matrix.indicator}, ${matrix.title}, ${matrix.document},
      ${matrix.actId}, ${JSON.stringify(matrix.columns)}::jsonb,
      ${JSON.stringify(matrix.rows)}::jsonb, ${by.at}::timestamptz, ${by.name})
    returning matrix_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

// ── criteria ────────────────────────────────────────────────────────────────────────────────────

const COLUMNS = sql`
  criterion_id as "criterionId", unit_id as "unitId", programme, name, year, indicator,
  group_code as "group", operator, measure, value, act_id as "actId", note,
  recorded_at as "recordedAt", actor_name as "actorName"`;

export async function listCriteria(db: Database, unitId: number): Promise<Criterion[]> {
  const found = await sql<Criterion>`
    select ${COLUMNS}
    from targets.criterion
    where unit_id = ${unitId} and superseded_at is null
    order by year desc, programme, criterion_id
    limit 500`.execute(db);
  return found.rows;
}

export async function insertCriterion(
  db: Database,
  row: CriterionInput & { unitId: number; actId: number | null },
  by: { name: string; at: string },
): Promise<number> {
  const written = await sql<{ id: number }>`
    insert into targets.criterion
      (unit_id, programme, name, year, indicator, group_code, operator, measure, value, act_id,
       note, recorded_at, actor_name)
    values (${row.unitId}, ${row.programme}, ${row.name}, ${row.year}, ${row.indicator},
      ${row.group}, ${row.operator}, ${row.measure}, ${row.value}, ${row.actId}, ${row.note},
      ${by.at}::timestamptz, ${by.name})
    returning criterion_id as id`.execute(db);
  return written.rows[0]?.id ?? 0;
}

/** Taken out of the register; it stays as a record. False when the unit has none of this id. */
export async function closeCriterion(
  db: Database,
  unitId: number,
  criterionId: number,
  at: string,
): Promise<boolean> {
  const written = await sql<{ id: number }>`
    update targets.criterion
    set superseded_at = ${at}::timestamptz
    where criterion_id = ${criterionId} and unit_id = ${unitId} and superseded_at is null
    returning criterion_id as id`.execute(db);
  return written.rows.length > 0;
}
