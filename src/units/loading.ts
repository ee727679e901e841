/**
 * Brings data/ into the database: at the first start, and again whenever its content has changed.
 */
import { createHash } from 'node:crypto';
import { FAR_FUTURE } from '../kernel/dates.ts';
import { foldUnitName } from '../kernel/text.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { recomputeAll } from './placing.ts';
import {
  type Reference,
  type ReferenceVersion,
  hashReference,
  readReference,
} from './reference.ts';
import { SINCE_ALWAYS } from './rules.ts';
import * as sql from './sql-load.ts';
import { type UnitType, levelOf } from './types.ts';

/** Who entered the figures that come with the platform. */
const REFERENCE_NAME = 'data';

export interface Loaded {
  /** false: the database already holds this content */
  loaded: boolean;
  hash: string;
  units: number;
  /** units whose reference changed but that an administrator had changed too: left as they were */
  skipped: number[];
}

/**
 * Loads data/ when its hash differs from the last release (about 2 s into an empty database, 20 ms
 * when nothing is new). Units changed by an administrator are left alone and named in `skipped`.
 */
export async function loadReference(ctx: Context): Promise<Loaded> {
  const hash = hashReference();
  if ((await sql.findReleaseHash(ctx.db)) === hash) {
    return { loaded: false, hash, units: 0, skipped: [] };
  }
  return await inTransaction(ctx, async (tx) => {
    await sql.lockWriters(tx.db);
    if ((await sql.findReleaseHash(tx.db)) === hash) {
      return { loaded: false, hash, units: 0, skipped: [] };
    }
    return await writeRelease(tx, readReference());
  });
}

/** Writes a release whatever was loaded before. */
export async function applyReference(ctx: Context, reference: Reference): Promise<Loaded> {
  return await inTransaction(ctx, async (tx) => {
    await sql.lockWriters(tx.db);
    return await writeRelease(tx, reference);
  });
}

async function writeRelease(tx: Context, reference: Reference): Promise<Loaded> {
  const recordedAt = tx.now().toString();
  const actIds = await sql.upsertReferenceActs(tx.db, reference.acts);
  const plan = await decideLoad(tx, reference);
  await writeUnits(tx, reference, plan, actIds);
  const sourceIds = await sql.upsertPopulationSources(tx.db, reference.sources);
  const present = new Set([...plan.known, ...plan.added]);
  await sql.mergeReferenceFigures(
    tx.db,
    reference.figures
      .filter((figure) => present.has(figure.unitId))
      .map(
        (f) =>
          [
            f.unitId,
            sourceIds.get(f.source) ?? 0,
            f.onDate,
            f.people,
            f.published,
            f.quality,
          ] as const,
      ),
    recordedAt,
    REFERENCE_NAME,
  );
  await recomputeAll(tx);
  const units = plan.added.size + plan.renewed.size;
  const skipped = [...plan.skipped].sort((a, b) => a - b);
  await sql.insertRelease(tx.db, { hash: reference.hash, loadedAt: recordedAt, units, skipped });
  await sql.bumpRevision(tx.db);
  await sql.analyzeUnits(tx.db);
  tx.log.info({ units, skipped: skipped.length }, 'reference units loaded');
  return { loaded: true, hash: reference.hash, units, skipped };
}

interface LoadPlan {
  versions: Map<number, ReferenceVersion[]>;
  hashes: Map<number, string>;
  known: Set<number>;
  added: Set<number>;
  renewed: Set<number>;
  skipped: Set<number>;
}

/**
 * New units are added, changed ones renewed, those an administrator touched or replaced skipped.
 */
async function decideLoad(tx: Context, reference: Reference): Promise<LoadPlan> {
  const versions = Map.groupBy(reference.versions, (version) => version.unitId);
  const known = new Map((await sql.listKnownUnits(tx.db)).map((unit) => [unit.unitId, unit]));
  const taken = Map.groupBy(await sql.listLocalCodes(tx.db), (row) => `${row.level} ${row.code}`);
  const plan: LoadPlan = {
    versions,
    hashes: new Map(),
    known: new Set(known.keys()),
    added: new Set(),
    renewed: new Set(),
    skipped: new Set(),
  };
  for (const [unitId, list] of versions) {
    const hash = createHash('sha1').update(JSON.stringify(list)).digest('base64url');
    plan.hashes.set(unitId, hash);
    const unit = known.get(unitId);
    if (unit?.referenceHash === hash) continue;
    const clash = list.some((version) =>
      (taken.get(`${levelOf(version.type as UnitType)} ${version.code}`) ?? []).some(
        (local) =>
          local.validFrom < (version.validTo ?? FAR_FUTURE) &&
          (version.validFrom ?? SINCE_ALWAYS) < (local.validTo ?? FAR_FUTURE),
      ),
    );
    if (unit?.touched || clash) plan.skipped.add(unitId);
    else if (unit) plan.renewed.add(unitId);
    else plan.added.add(unitId);
  }
  skipOrphans(plan);
  return plan;
}

/** A unit whose parent is skipped and was never loaded cannot be loaded either. */
function skipOrphans(plan: LoadPlan): void {
  if (plan.skipped.size === 0) return;
  const isMissing = (id: number | null): boolean =>
    id !== null && plan.skipped.has(id) && !plan.known.has(id);
  for (let before = -1; before !== plan.skipped.size;) {
    before = plan.skipped.size;
    for (const set of [plan.added, plan.renewed]) {
      for (const unitId of set) {
        const orphan = plan.versions.get(unitId)?.some((version) => isMissing(version.parentId));
        if (!orphan) continue;
        set.delete(unitId);
        plan.skipped.add(unitId);
      }
    }
  }
}

interface Write {
  tx: Context;
  reference: Reference;
  plan: LoadPlan;
  actId(key: string | null): number | null;
  /** loaded before or now */
  isPresent(unitId: number | null): boolean;
}

async function writeUnits(
  tx: Context,
  reference: Reference,
  plan: LoadPlan,
  actIds: ReadonlyMap<string, number>,
): Promise<void> {
  const write: Write = {
    tx,
    reference,
    plan,
    actId: (key) => (key === null ? null : (actIds.get(key) ?? null)),
    isPresent: (unitId) => unitId === null || plan.known.has(unitId) || plan.added.has(unitId),
  };
  // data/ holds no villages: each of its units anchors itself
  await sql.copyUnitRows(
    tx.db,
    'unit',
    ['unit_id', 'anchor_id', 'origin', 'reference_hash'],
    [...plan.added].map((unitId) => [unitId, unitId, 'reference', plan.hashes.get(unitId)]),
  );
  await writeVersions(write);
  await writeChanges(write);
  await writeNotes(write);
}

async function writeVersions({ tx, reference, plan, actId }: Write): Promise<void> {
  if (plan.renewed.size > 0) {
    const renewed = [...plan.renewed];
    await sql.deleteVersions(tx.db, renewed);
    await sql.setReferenceHashes(
      tx.db,
      renewed.map((unitId) => ({ unitId, hash: plan.hashes.get(unitId) ?? '' })),
    );
  }
  const columns = ['unit_id', 'valid_from', 'valid_to', 'level', 'type', 'code', 'name'];
  await sql.copyUnitRows(
    tx.db,
    'unit_version',
    [...columns, 'name_folded', 'parent_id', 'act_id'],
    reference.versions
      .filter((v) => plan.added.has(v.unitId) || plan.renewed.has(v.unitId))
      .map((v) => [
        v.unitId,
        v.validFrom ?? SINCE_ALWAYS,
        v.validTo,
        levelOf(v.type as UnitType),
        v.type,
        v.code,
        v.name,
        foldUnitName(v.name),
        v.parentId,
        actId(v.act),
      ]),
  );
}

async function writeChanges({ tx, reference, plan, actId, isPresent }: Write): Promise<void> {
  await sql.deleteReferenceChanges(tx.db, [...plan.skipped]);
  const columns = ['act_id', 'kind', 'from_unit_id', 'to_unit_id', 'share', 'people'];
  await sql.copyUnitRows(
    tx.db,
    'change',
    [...columns, 'effective_on', 'clause', 'evidence', 'source_kind'],
    reference.changes
      .filter((c) => isPresent(c.fromUnitId) && isPresent(c.toUnitId))
      .filter((c) => !plan.skipped.has(c.fromUnitId) && !plan.skipped.has(c.toUnitId ?? 0))
      .map((c) => [
        actId(c.act),
        c.kind,
        c.fromUnitId,
        c.toUnitId,
        c.share,
        c.people,
        c.effectiveOn,
        c.clause,
        c.evidence,
        c.sourceKind,
      ]),
  );
}

async function writeNotes({ tx, reference, isPresent }: Write): Promise<void> {
  await sql.deleteReferenceNotes(tx.db);
  await sql.copyUnitRows(
    tx.db,
    'alias',
    ['unit_id', 'alias'],
    reference.aliases.filter((a) => isPresent(a.unitId)).map((a) => [a.unitId, a.alias]),
  );
  await sql.copyUnitRows(
    tx.db,
    'geography',
    ['unit_id', 'lon', 'lat', 'area_km2', 'area_measured_km2', 'seat'],
    reference.geography
      .filter((g) => isPresent(g.unitId))
      .map((g) => [g.unitId, g.lon, g.lat, g.areaKm2, g.areaMeasuredKm2, g.seat]),
  );
}
