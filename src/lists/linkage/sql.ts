/** Statements of linking: places of today, candidates, answers, models, verdicts. */
import { sql } from 'kysely';
import { copyInLines, copyOut, copyOutBytes } from '../../stores/copy.ts';
import type { Database } from '../../stores/database.ts';
import { LINK_COLUMNS, PAIR_COLUMNS } from './answer.ts';
import { KEY_COLUMNS, type KeyColumn } from './keys.ts';
import type { LinkageModel } from './types.ts';

// ── what is compared ────────────────────────────────────────────────────────────────────────────

export interface PlaceRow {
  placeId: number;
  anchorId: number;
  /** of the tree of the day; 0 = none, or not certain */
  villageId: number;
  communeId: number;
}

/** Every place, of whatever time, in the tree of a day. */
export async function listPlaces(db: Database, day: string): Promise<PlaceRow[]> {
  const rows: PlaceRow[] = [];
  const on = `date '${day.replace(/[^\d-]/g, '')}'`;
  const statement = `
    select at_day.place_id, coalesce(u.anchor_id, at_day.place_id),
      coalesce(max(step.unit_id) filter (where v.level = 'village'), 0),
      coalesce(max(step.unit_id) filter (where v.level = 'commune'), 0)
    from units.placement at_day
    join units.unit u on u.unit_id = at_day.place_id
    cross join lateral (
      select label::int as unit_id
      from unnest(string_to_array(substr(at_day.path::text, 2), '.u')) as steps (label)
    ) step
    join units.unit_version v on v.unit_id = step.unit_id
      and v.valid_from <= ${on} and (v.valid_to is null or ${on} < v.valid_to)
    where at_day.valid_from <= ${on} and (at_day.valid_to is null or ${on} < at_day.valid_to)
    group by at_day.place_id, u.anchor_id
    order by at_day.place_id`;
  await copyOut(db, statement, ([placeId, anchorId, villageId, communeId]) => {
    rows.push({
      placeId: Number(placeId),
      anchorId: Number(anchorId),
      villageId: Number(villageId),
      communeId: Number(communeId),
    });
  });
  return rows;
}

/** Places inside a unit by the tree of a day. */
export async function listPlacesWithin(
  db: Database,
  unitId: number,
  day: string,
): Promise<number[]> {
  const found = await sql<{ place_id: number }>`
    select inner_place.place_id
    from units.placement outer_place
    join units.placement inner_place on inner_place.path <@ outer_place.path
    where outer_place.place_id = ${unitId}
      and outer_place.valid_from <= ${day}::date
      and (outer_place.valid_to is null or ${day}::date < outer_place.valid_to)
      and inner_place.valid_from <= ${day}::date
      and (inner_place.valid_to is null or ${day}::date < inner_place.valid_to)
    order by inner_place.place_id`.execute(db);
  return found.rows.map((row) => row.place_id);
}

export async function countPeople(db: Database): Promise<number> {
  const found = await sql<{ people: number }>`
    select people from linkage.name where sorted_name = ''`.execute(db);
  return found.rows[0]?.people ?? 0;
}

export async function countPeopleAt(db: Database, placeIds: readonly number[]): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from linkage.person where place_id = any(${placeIds}::int[])`.execute(
    db,
  );
  return found.rows[0]?.n ?? 0;
}

const COMPARED = `person_id, name, birth, sex, place_id, national_id, social_insurance_number`;

export type OnBytes = (bytes: Buffer) => Promise<void> | void;

/** Everybody, in the order of ids as far as they lie so. */
export async function readPersons(db: Database, onBytes: OnBytes): Promise<void> {
  await copyOutBytes(db, `select ${COMPARED} from linkage.person`, onBytes);
}

/** The rows of a list by the statement of whoever owns them. */
export async function readRows(db: Database, query: string, onBytes: OnBytes): Promise<void> {
  await copyOutBytes(db, query, onBytes);
}

export async function readPersonsAt(
  db: Database,
  placeIds: readonly number[],
  onBytes: OnBytes,
): Promise<void> {
  const statement = `
    select ${COMPARED} from linkage.person where place_id = any('{${placeIds.map(Number).join(',')}}')`;
  await copyOutBytes(db, statement, onBytes);
}

export interface CandidateKeys {
  keys: Readonly<Record<KeyColumn, ReadonlySet<number>>>;
  nationalIds: ReadonlySet<number>;
  socialInsuranceNumbers: ReadonlySet<number>;
}

/**
 * Persons with any of the keys: a bitmap over one index a rule, each person once. Sequential scans
 * are refused for this statement: the planner takes thousands of keys for most of the table.
 */
export async function readCandidates(
  db: Database,
  wanted: CandidateKeys,
  onBytes: OnBytes,
): Promise<void> {
  const any = (column: string, values: ReadonlySet<number>, type: string): string[] => {
    const list = [...values].filter((value) => value !== 0);
    return list.length === 0
      ? []
      : [`(${column} <> 0 and ${column} = any('{${list.join(',')}}'::${type}[]))`];
  };
  const conditions = [
    ...any('national_id', wanted.nationalIds, 'bigint'),
    ...any('social_insurance_number', wanted.socialInsuranceNumbers, 'bigint'),
    ...KEY_COLUMNS.flatMap((column) => any(column, wanted.keys[column], 'int')),
  ];
  if (conditions.length === 0) return;
  await sql`select set_config('enable_seqscan', 'off', true)`.execute(db);
  const where = conditions.join(' or ');
  await copyOutBytes(db, `select ${COMPARED} from linkage.person where ${where}`, onBytes);
  await sql`select set_config('enable_seqscan', 'on', true)`.execute(db);
}

/** How many people bear each of these names (words in alphabetical order). */
export async function countBearersOf(
  db: Database,
  names: readonly string[],
): Promise<Map<string, number>> {
  const found = await sql<{ sorted_name: string; people: number }>`
    select sorted_name, people from linkage.name
    where sorted_name = any(${names}::text[])`.execute(db);
  return new Map(found.rows.map((row) => [row.sorted_name, row.people]));
}

// ── what was found ──────────────────────────────────────────────────────────────────────────────

export async function deleteLinks(db: Database, listId: number): Promise<void> {
  await sql`delete from linkage.link where list_id = ${listId}`.execute(db);
}

export async function insertLinks(
  db: Database,
  lines: AsyncIterable<string | Buffer> | Iterable<string | Buffer>,
): Promise<void> {
  await copyInLines(db, 'linkage.link', LINK_COLUMNS, lines);
}

export interface OutcomeCounts {
  rows: number;
  linked: number;
  review: number;
  duplicate: number;
  new: number;
}

export async function countOutcomes(db: Database, listId: number): Promise<OutcomeCounts> {
  const found = await sql<OutcomeCounts>`
    select count(*)::int as rows,
      count(*) filter (where outcome = 'linked')::int as linked,
      count(*) filter (where outcome = 'review')::int as review,
      count(*) filter (where outcome = 'duplicate')::int as duplicate,
      count(*) filter (where outcome = 'new')::int as new
    from linkage.link
    where list_id = ${listId}`.execute(db);
  return found.rows[0] ?? { rows: 0, linked: 0, review: 0, duplicate: 0, new: 0 };
}

export interface LinkRecordRow {
  row: number;
  outcome: string;
  person_id: number | null;
  second_person_id: number | null;
  duplicate_of_row: number | null;
  score_centibits: number | null;
  margin_centibits: number | null;
  name_weight_centibits: number | null;
  rule: string | null;
  levels: string | null;
  reason_code: string;
  model_version: number;
}

/** Links of a list after a row, in the order of rows. */
export async function listLinkRows(
  db: Database,
  listId: number,
  after: number,
  limit: number,
): Promise<LinkRecordRow[]> {
  const found = await sql<LinkRecordRow>`
    select row_number as row, outcome, person_id, second_person_id, duplicate_of_row,
      score_centibits, margin_centibits, name_weight_centibits, rule, levels, reason_code,
      model_version
    from linkage.link
    where list_id = ${listId} and row_number > ${after}
    order by row_number
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Pairs into a table of the transaction, then in place of those that touch the scope. */
export async function replacePairs(
  db: Database,
  lines: AsyncIterable<string | Buffer> | Iterable<string | Buffer>,
  placeIds: readonly number[] | null,
): Promise<{ proposals: number; doubtful: number }> {
  await sql`drop table if exists pg_temp.linkage_found`.execute(db);
  await sql`create temporary table linkage_found (like linkage.duplicate_pair) on commit drop`.execute(
    db,
  );
  await copyInLines(db, 'pg_temp.linkage_found', PAIR_COLUMNS, lines);
  const scope = placeIds === null ? null : `{${placeIds.map(Number).join(',')}}`;
  await sql`
    delete from linkage.duplicate_pair d
    where ${scope}::int[] is null or exists (
      select from linkage.person p
      where p.person_id in (d.first_id, d.second_id) and p.place_id = any(${scope}::int[])
    )`.execute(db);
  const done = await sql<{ proposals: number; doubtful: number }>`
    with added as (
      insert into linkage.duplicate_pair
      select f.first_id, f.second_id, f.kind, f.score_centibits, f.name_weight_centibits, f.rule,
        f.levels, f.model_version, f.found_at
      from pg_temp.linkage_found f
      where ${scope}::int[] is null or exists (
        select from linkage.person p
        where p.person_id in (f.first_id, f.second_id) and p.place_id = any(${scope}::int[])
      )
      returning kind
    )
    select count(*) filter (where kind = 'proposal')::int as proposals,
      count(*) filter (where kind = 'doubtful')::int as doubtful
    from added`.execute(db);
  return done.rows[0] ?? { proposals: 0, doubtful: 0 };
}

// ── models and verdicts ─────────────────────────────────────────────────────────────────────────

export interface ModelRow {
  version: number;
  weights: unknown;
  bounds: unknown;
  basis: unknown;
  reason: string;
  actor_name: string;
  recorded_at: string;
}

/** The newest first. */
export async function listModelRows(db: Database): Promise<ModelRow[]> {
  const found = await sql<ModelRow>`
    select version, weights, bounds, basis, reason, actor_name, recorded_at
    from linkage.model
    order by version desc
    limit 1000`.execute(db);
  return found.rows;
}

export interface NewModel {
  model: LinkageModel;
  basis: unknown;
  reason: string;
  actorId: string;
  actorName: string;
  recordedAt: string;
}

export async function insertModel(db: Database, made: NewModel): Promise<void> {
  const { version, weights, bounds } = made.model;
  await sql`
    insert into linkage.model (version, weights, bounds, basis, reason, actor_id, actor_name,
      recorded_at)
    values (${version}, ${JSON.stringify(weights)}::jsonb, ${JSON.stringify(bounds)}::jsonb,
      ${JSON.stringify(made.basis)}::jsonb, ${made.reason}, ${made.actorId}, ${made.actorName},
      ${made.recordedAt})`.execute(db);
}

export interface LevelsSeen {
  levels: string;
  pairs: number;
}

/** Levels of pairs that people found to be one person, of these lists or of all and the register. */
export async function listDecidedLevels(
  db: Database,
  listIds: readonly number[] | null,
): Promise<LevelsSeen[]> {
  const found = await sql<LevelsSeen>`
    select levels, count(*)::int as pairs
    from linkage.verdict
    where same and withdrawn_at is null
      and (${listIds}::bigint[] is null or list_id = any(${listIds}::bigint[]))
    group by levels
    order by levels
    limit 100000`.execute(db);
  return found.rows;
}

/** Levels of rows that a number linked. */
export async function listNumberLevels(
  db: Database,
  listIds: readonly number[] | null,
): Promise<LevelsSeen[]> {
  const found = await sql<LevelsSeen>`
    select levels, count(*)::int as pairs
    from linkage.link
    where outcome = 'linked' and rule in ('nationalId', 'socialInsuranceNumber')
      and (${listIds}::bigint[] is null or list_id = any(${listIds}::bigint[]))
    group by levels
    order by levels
    limit 100000`.execute(db);
  return found.rows;
}

/** So many persons, the same ones for the same register, spread over it. */
export async function readSample(db: Database, limit: number, onBytes: OnBytes): Promise<void> {
  const statement = `
    select ${COMPARED} from linkage.person
    order by person_id % 2147483647 * 1540483477 % 2147483647
    limit ${Number(limit)}`;
  await copyOutBytes(db, statement, onBytes);
}

export interface NewVerdict {
  same: boolean;
  levels: string;
  nameWeightCentibits: number;
  source: 'list' | 'register';
  personId: number | null;
  listId: number | null;
  row: number | null;
  otherPersonId: number | null;
}

export async function insertVerdicts(
  db: Database,
  verdicts: readonly NewVerdict[],
  actorId: string,
  recordedAt: string,
): Promise<void> {
  await sql`
    insert into linkage.verdict (same, levels, name_weight_centibits, source, person_id, list_id,
      row_number, other_person_id, actor_id, recorded_at)
    select v.same, v.levels, v.name_weight_centibits, v.source, v.person_id, v.list_id,
      v.row_number, v.other_person_id, ${actorId}, ${recordedAt}
    from jsonb_to_recordset(${JSON.stringify(verdicts.map(toRecord))}::jsonb)
      as v (same boolean, levels text, name_weight_centibits int, source text, person_id bigint,
        list_id bigint, row_number int, other_person_id bigint)`.execute(db);
}

function toRecord(verdict: NewVerdict): Record<string, unknown> {
  return {
    same: verdict.same,
    levels: verdict.levels,
    name_weight_centibits: verdict.nameWeightCentibits,
    source: verdict.source,
    person_id: verdict.personId,
    list_id: verdict.listId,
    row_number: verdict.row,
    other_person_id: verdict.otherPersonId,
  };
}

/** A decision taken back teaches nothing any more. */
export async function withdrawVerdicts(
  db: Database,
  listId: number,
  rows: readonly number[],
  withdrawnAt: string,
): Promise<void> {
  await sql`
    update linkage.verdict
    set withdrawn_at = ${withdrawnAt}
    where list_id = ${listId} and row_number = any(${rows}::int[]) and withdrawn_at is null`.execute(
    db,
  );
}

export async function withdrawPairVerdicts(
  db: Database,
  pairs: readonly { personId: number; otherPersonId: number }[],
  withdrawnAt: string,
): Promise<void> {
  const ids = pairs.flatMap((pair) => [pair.personId, pair.otherPersonId]);
  const others = pairs.flatMap((pair) => [pair.otherPersonId, pair.personId]);
  await sql`
    update linkage.verdict v
    set withdrawn_at = ${withdrawnAt}
    from unnest(${ids}::bigint[], ${others}::bigint[]) as n (person_id, other_person_id)
    where v.source = 'register' and v.person_id = n.person_id
      and v.other_person_id = n.other_person_id and v.withdrawn_at is null`.execute(db);
}
