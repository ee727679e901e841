/** SQL of the loading of data/ and of the derived placements; the rest is in sql.ts. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';
import { type CopyValue, copyIn } from '../stores/copy.ts';
import type { ReferenceAct } from './reference.ts';
import type { UnitChange, UnitVersion } from './rules.ts';

const WRITERS_LOCK = 84_200_010;

/** Writers of the tree one after another, to the end of the transaction. */
export async function lockWriters(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${WRITERS_LOCK}::bigint)`.execute(db);
}

export async function bumpRevision(db: Database): Promise<void> {
  await sql`update units.revision set number = nextval('units.revision_seq')`.execute(db);
}

/** Which database this is and how often its units were written. */
export async function findRevision(db: Database): Promise<{ database: string; number: number }> {
  const found = await sql<{ database: string; number: number }>`
    select current_database() as database, number from units.revision`.execute(db);
  return found.rows[0] ?? { database: '', number: 0 };
}

export async function findReleaseHash(db: Database): Promise<string | undefined> {
  const found = await sql<{ hash: string }>`
    select hash from units.release order by release_id desc limit 1`.execute(db);
  return found.rows[0]?.hash;
}

export async function insertRelease(
  db: Database,
  release: { hash: string; loadedAt: string; units: number; skipped: number[] },
): Promise<void> {
  await sql`
    insert into units.release (hash, loaded_at, units, skipped)
    values (${release.hash}, ${release.loadedAt}, ${release.units}, ${release.skipped})`.execute(
    db,
  );
}

/**
 * Adds or renews the acts of data/; an act entered by hand with the same number becomes the
 * reference's.
 */
export async function upsertReferenceActs(
  db: Database,
  acts: readonly ReferenceAct[],
): Promise<Map<string, number>> {
  const rows = JSON.stringify(acts);
  await sql`
    update units.act a
    set reference_key = r.key
    from jsonb_to_recordset(${rows}::jsonb) as r (key text, number text, issuer text)
    where a.reference_key is null and a.number = r.number and a.issuer = r.issuer`.execute(db);
  const written = await sql<{ key: string; id: number }>`
    insert into units.act (reference_key, number, title, issuer, signed_on, effective_on)
    select r.key, r.number, r.title, r.issuer, r."signedOn", r."effectiveOn"
    from jsonb_to_recordset(${rows}::jsonb)
      as r (key text, number text, title text, issuer text, "signedOn" date, "effectiveOn" date)
    on conflict (reference_key) do update
      set number = excluded.number, title = excluded.title, issuer = excluded.issuer,
        signed_on = excluded.signed_on, effective_on = excluded.effective_on
    returning reference_key as key, act_id as id`.execute(db);
  return new Map(written.rows.map((row) => [row.key, row.id]));
}

export interface KnownUnit {
  unitId: number;
  referenceHash: string | null;
  /** an operation that still stands changed it */
  touched: boolean;
}

export async function listKnownUnits(db: Database): Promise<KnownUnit[]> {
  const found = await sql<KnownUnit>`
    select u.unit_id as "unitId", u.reference_hash as "referenceHash",
      u.unit_id in (
        select unnest(o.touched) from units.operation o where o.undone_at is null
      ) as touched
    from units.unit u
    where u.origin = 'reference'`.execute(db);
  return found.rows;
}

/** Codes of units that an administrator made, by level. */
export async function listLocalCodes(
  db: Database,
): Promise<{ level: string; code: string; validFrom: string; validTo: string | null }[]> {
  const found = await sql<{
    level: string;
    code: string;
    validFrom: string;
    validTo: string | null;
  }>`
    select v.level, v.code, v.valid_from as "validFrom", v.valid_to as "validTo"
    from units.unit_version v
    join units.unit u on u.unit_id = v.unit_id
    where u.origin = 'local' and v.code is not null and v.level <> 'village'`.execute(db);
  return found.rows;
}

export async function setReferenceHashes(
  db: Database,
  hashes: readonly { unitId: number; hash: string }[],
): Promise<void> {
  await sql`
    update units.unit u
    set reference_hash = r.hash
    from jsonb_to_recordset(${JSON.stringify(hashes)}::jsonb) as r ("unitId" int, hash text)
    where u.unit_id = r."unitId"`.execute(db);
}

export async function deleteVersions(db: Database, unitIds: readonly number[]): Promise<void> {
  await sql`delete from units.unit_version where unit_id = any(${unitIds}::int[])`.execute(db);
}

/** All changes of data/ but those that touch the units named. */
export async function deleteReferenceChanges(
  db: Database,
  except: readonly number[],
): Promise<void> {
  await sql`
    delete from units.change
    where operation_id is null
      and not (coalesce(from_unit_id = any(${except}::int[]), false)
        or coalesce(to_unit_id = any(${except}::int[]), false))`.execute(db);
}

/** Aliases and geography are wholly of data/. */
export async function deleteReferenceNotes(db: Database): Promise<void> {
  await sql`delete from units.alias`.execute(db);
  await sql`delete from units.geography`.execute(db);
}

export async function upsertPopulationSources(
  db: Database,
  sources: readonly { key: string; title: string; issuer: string; basis: string }[],
): Promise<Map<string, number>> {
  const written = await sql<{ key: string; id: number }>`
    insert into units.population_source (key, title, issuer, basis)
    select r.key, r.title, r.issuer, r.basis
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb)
      as r (key text, title text, issuer text, basis text)
    on conflict (key) do update
      set title = excluded.title, issuer = excluded.issuer, basis = excluded.basis
    returning key, source_id as id`.execute(db);
  return new Map(written.rows.map((row) => [row.key, row.id]));
}

export type FigureRow = readonly [
  unitId: number,
  sourceId: number,
  onDate: string,
  people: number | null,
  published: number | null,
  quality: string,
];

/** New and corrected figures; a figure an official has entered in place of ours stays his. */
export async function mergeReferenceFigures(
  db: Database,
  rows: Iterable<FigureRow>,
  recordedAt: string,
  actorName: string,
): Promise<void> {
  await sql`
    create temporary table figure_in (unit_id int, source_id int, on_date date, people int,
      published int, quality text) on commit drop`.execute(db);
  const columns = ['unit_id', 'source_id', 'on_date', 'people', 'published', 'quality'];
  await copyIn(db, 'figure_in', columns, rows);
  await sql`
    update units.population p
    set superseded_at = ${recordedAt}
    from figure_in f
    where p.unit_id = f.unit_id and p.source_id = f.source_id and p.on_date = f.on_date
      and p.superseded_at is null and p.actor_name = ${actorName}
      and (p.people, p.published, p.quality) is distinct from (f.people, f.published, f.quality)`.execute(
    db,
  );
  await sql`
    insert into units.population
      (unit_id, source_id, on_date, people, published, quality, recorded_at, actor_name)
    select f.unit_id, f.source_id, f.on_date, f.people, f.published, f.quality,
      ${recordedAt}::timestamptz, ${actorName}
    from figure_in f
    where not exists (
      select from units.population p
      where p.unit_id = f.unit_id and p.source_id = f.source_id and p.on_date = f.on_date
        and p.superseded_at is null)`.execute(db);
}

/** Rows of all units, for the placer. */
export async function listAllVersions(db: Database): Promise<UnitVersion[]> {
  const found = await sql<UnitVersion>`
    select unit_id as "unitId", valid_from as "validFrom", valid_to as "validTo", level, type,
      code, name, parent_id as "parentId"
    from units.unit_version
    order by unit_id, valid_from`.execute(db);
  return found.rows;
}

export async function listAllChanges(db: Database): Promise<UnitChange[]> {
  const found = await sql<UnitChange>`
    select from_unit_id as "fromUnitId", to_unit_id as "toUnitId", people,
      effective_on as "effectiveOn"
    from units.change
    where from_unit_id is distinct from to_unit_id and people <> 'none'
    order by change_id`.execute(db);
  return found.rows;
}

export type PlacementRow = readonly [
  placeId: number,
  validFrom: string,
  validTo: string | null,
  path: string,
  certain: boolean,
  candidates: string,
  parentId: number | null | undefined,
];

/** Replaces the placements of these places (of all when null). */
export async function replacePlacements(
  db: Database,
  placeIds: readonly number[] | null,
  rows: Iterable<PlacementRow>,
): Promise<number> {
  if (placeIds === null) await sql`delete from units.placement`.execute(db);
  else {
    await sql`delete from units.placement where place_id = any(${placeIds}::int[])`.execute(db);
  }
  const columns = [
    'place_id',
    'valid_from',
    'valid_to',
    'path',
    'certain',
    'candidates',
    'parent_id',
  ];
  return await copyIn(db, 'units.placement', columns, rows);
}

/** Sets anchors; answers the places whose anchor is another one now (not those that had none). */
export async function setAnchors(
  db: Database,
  anchors: readonly (readonly [placeId: number, anchorId: number])[],
): Promise<number[]> {
  const placeIds = anchors.map((pair) => pair[0]);
  const anchorIds = anchors.map((pair) => pair[1]);
  const found = await sql<{ id: number; before: number | null }>`
    with wanted as (
      select w.place_id, w.anchor_id
      from unnest(${placeIds}::int[], ${anchorIds}::int[])
        as w (place_id, anchor_id)
    ), old as (
      select u.unit_id, u.anchor_id
      from units.unit u
      join wanted w on w.place_id = u.unit_id
      where u.anchor_id is distinct from w.anchor_id
    ), written as (
      update units.unit u
      set anchor_id = w.anchor_id
      from wanted w
      where w.place_id = u.unit_id and u.anchor_id is distinct from w.anchor_id
      returning u.unit_id
    )
    select o.unit_id as id, o.anchor_id as before
    from old o
    join written w on w.unit_id = o.unit_id
    order by o.unit_id`.execute(db);
  return found.rows.filter((row) => row.before !== null).map((row) => row.id);
}

export async function copyUnitRows(
  db: Database,
  table: 'unit' | 'unit_version' | 'change' | 'alias' | 'geography',
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  return await copyIn(db, `units.${table}`, columns, rows);
}

/** After the first load, so that the planner knows the sizes. */
export async function analyzeUnits(db: Database): Promise<void> {
  await sql`analyze units.unit, units.unit_version, units.change, units.placement, units.population`.execute(
    db,
  );
}
