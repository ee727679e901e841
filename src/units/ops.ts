/**
 * Reading places: by code, by name, on any day. Changing them is in reorganisation.ts and
 * villages.ts.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import { type Context, today } from '../stores/context.ts';
import { bareName } from './names.ts';
import { parseAddress } from './address.ts';
import type { PlaceAnswer, ResolveQuery } from './resolver.ts';
import { resolve } from './resolving.ts';
import { SINCE_ALWAYS, nearestDay, pathIds } from './rules.ts';
import * as sqlFigures from './sql-figures.ts';
import * as sql from './sql.ts';
import type {
  Act,
  AreaClassSpell,
  ChildrenAnswer,
  HistoryLine,
  Level,
  PathAnswer,
  ResolveAnswer,
  SearchHit,
  TreeNode,
  Unit,
  UnitPage,
  UnitRef,
} from './types.ts';

/** The unit in its version of the day, or the nearest one outside its life (inForce false). */
export async function findUnit(
  ctx: Context,
  unitId: number,
  on: IsoDate = today(ctx),
): Promise<Unit | undefined> {
  const [version] = await sql.listVersionsNear(ctx.db, [unitId], on);
  return version ? toUnit(version, on) : undefined;
}

/** As findUnit; refuses with units.notFound. */
export async function getUnit(
  ctx: Context,
  unitId: number,
  on: IsoDate = today(ctx),
): Promise<Unit> {
  return (await findUnit(ctx, unitId, on)) ?? refuse('units.notFound', { unitId });
}

/**
 * The unit that bears the official code on the day: 2 digits a province, 3 a district, 5 a commune.
 * When none does, the one that bore it last before, or first after, with inForce false.
 */
export async function findUnitByCode(
  ctx: Context,
  code: string,
  on: IsoDate = today(ctx),
  level: Level | null = levelOfCode(code),
): Promise<Unit | undefined> {
  const bearers = await sql.listByCode(ctx.db, code, level);
  const isOn = (v: sql.VersionRow): boolean =>
    v.validFrom <= on && (v.validTo === null || on < v.validTo);
  const bearer = bearers.find(isOn) ?? bearers.findLast((v) => v.validFrom <= on) ?? bearers[0];
  return bearer ? toUnit(bearer, on) : undefined;
}

/** Villages have codes of their own, two or three digits too: a bare code never means one. */
function levelOfCode(code: string): Level | null {
  const levels: Readonly<Record<number, Level>> = { 2: 'province', 3: 'district', 5: 'commune' };
  return /^\d+$/.test(code) ? (levels[code.length] ?? null) : null;
}

export async function getUnitByCode(
  ctx: Context,
  code: string,
  on: IsoDate = today(ctx),
  level: Level | null = levelOfCode(code),
): Promise<Unit> {
  return (await findUnitByCode(ctx, code, on, level)) ?? refuse('units.notFound', { code });
}

/**
 * What an address or a command names: 2, 3 or 5 digits are a code, other numbers an id (with or
 * without the u of paths), VN the country.
 */
export function parseUnitRef(text: string): string | number {
  if (/^(\d{2}|\d{3}|\d{5})$/.test(text) || text === 'VN') return text;
  const id = Number(text.replace(/^u/, ''));
  return Number.isSafeInteger(id) && id > 0 ? id : text;
}

/** A unit by id (a number) or by code (text). */
export async function getUnitByRef(
  ctx: Context,
  ref: string | number,
  on: IsoDate = today(ctx),
): Promise<Unit> {
  if (typeof ref === 'number') return await getUnit(ctx, ref, on);
  return await getUnitByCode(ctx, ref, on);
}

/** Where the place lies by the boundaries of a day. */
export async function pathOf(
  ctx: Context,
  unitId: number,
  boundaries: IsoDate,
): Promise<PathAnswer> {
  const [placement] = await sql.listPlacementsOn(ctx.db, [unitId], boundaries);
  if (!placement) refuse('units.notFound', { unitId });
  const ids = pathIds(placement.path);
  const refs = await listRefs(ctx, [...ids, ...placement.candidates], boundaries);
  return {
    unitId,
    boundaries,
    path: ids.map((id) => refOf(refs, id)),
    pathText: placement.path,
    certain: placement.certain,
    candidates: placement.candidates.map((id) => refOf(refs, id)),
  };
}

/**
 * Path and day with which a unit's places are selected: `placement.path <@ path` on `on`. The day
 * asked while the unit stands on it, otherwise the nearest day of its own tree.
 */
export async function scopeOf(
  ctx: Context,
  unitId: number,
  boundaries: IsoDate,
): Promise<{ path: string; on: IsoDate }> {
  const versions = await sql.listVersions(ctx.db, unitId);
  const [first, last] = [versions[0], versions.at(-1)];
  if (!first || !last) refuse('units.notFound', { unitId });
  const on = nearestDay({ from: first.validFrom, to: last.validTo }, boundaries);
  const [placement] = await sql.listPlacementsOn(ctx.db, [unitId], on);
  return { path: placement?.path ?? '', on };
}

/**
 * What lies directly below the unit by the boundaries of a day. For a unit the day's tree does not
 * know, the units of that day that hold it: district 076 on 1/1/2026 → its ten communes of today.
 */
export async function listChildren(
  ctx: Context,
  unitId: number,
  boundaries: IsoDate,
): Promise<ChildrenAnswer> {
  const unit = await getUnit(ctx, unitId, boundaries);
  const [placement] = await sql.listPlacementsOn(ctx.db, [unitId], boundaries);
  if (!placement) refuse('units.notFound', { unitId });
  if (!unit.inForce) return await listHolders(ctx, unit, placement, boundaries);
  const rows = await sql.listChildrenOn(ctx.db, unitId, boundaries);
  const counts = await sql.countChildrenOn(
    ctx.db,
    rows.filter((row) => row.level !== 'village').map((row) => row.unitId),
    boundaries,
  );
  return {
    unit,
    boundaries,
    kind: 'children',
    units: rows.map((row) => ({
      ...toRef(row),
      certain: row.certain,
      whole: null,
      children: counts.get(row.unitId) ?? 0,
    })),
  };
}

async function listHolders(
  ctx: Context,
  unit: Unit,
  placement: sql.PlacementOn,
  boundaries: IsoDate,
): Promise<ChildrenAnswer> {
  const holders = placement.certain ? pathIds(placement.path).slice(-1) : placement.candidates;
  const scope = await scopeOf(ctx, unit.unitId, boundaries);
  const refs = await listRefs(ctx, holders, boundaries);
  const back = await sql.listPlacementsOn(ctx.db, holders, scope.on);
  const counts = await sql.countChildrenOn(ctx.db, holders, boundaries);
  const isInside = (id: number): boolean => {
    const path = back.find((row) => row.placeId === id)?.path ?? '';
    return path === scope.path || path.startsWith(`${scope.path}.`);
  };
  return {
    unit,
    boundaries,
    kind: 'holders',
    units: holders.map((id) => ({
      ...refOf(refs, id),
      certain: true,
      whole: isInside(id),
      children: counts.get(id) ?? 0,
    })),
  };
}

const SUBTREE_MAX = 20_000;

/** The tree of a day below a unit of that day, parents before children; down to a level. */
export async function listSubtree(
  ctx: Context,
  unitId: number,
  boundaries: IsoDate,
  levels: readonly Level[] = ['country', 'province', 'district', 'commune'],
): Promise<TreeNode[]> {
  const { path, on } = await scopeOf(ctx, unitId, boundaries);
  const rows = await sql.listSubtreeOn(ctx.db, path, on, levels, SUBTREE_MAX);
  return rows.map((row) => ({ ...toRef(row), parentId: pathIds(row.path).at(-2) ?? null }));
}

/**
 * Codes, names and whole addresses of any time to units of a day and of today (and back). The day
 * is that of the list; without it units of all times fit.
 */
export async function resolveUnit(ctx: Context, query: ResolveQuery): Promise<ResolveAnswer> {
  const found = await resolve(ctx, query);
  const ids = [found.today, found.on].flatMap((place) =>
    place === null ? [] : [...place.candidates.slice(0, 50), place.unitId ?? 0],
  );
  const now = await listRefs(ctx, ids, found.today.day);
  const then = found.on === null ? now : await listRefs(ctx, ids, found.on.day);
  const show = (place: PlaceAnswer, refs: Map<number, UnitRef>): ResolveAnswer['today'] => ({
    day: place.day,
    unit: place.unitId === null ? null : refOf(refs, place.unitId),
    certain: place.certain,
    candidates: place.candidates.slice(0, 50).map((id) => refOf(refs, id)),
  });
  return {
    certainty: found.certainty,
    matches: found.matches.map((match) => ({
      ...toRef(match),
      validFrom: shownFrom(match.validFrom),
      validTo: match.validTo,
      by: match.by,
    })),
    on: found.on === null ? null : show(found.on, then),
    today: show(found.today, now),
    rest: found.rest,
  };
}

export interface UnitSearch {
  text: string;
  /** in force on this day comes first; today unless given */
  on?: IsoDate;
  levels?: readonly Level[];
  /** only units that lay in this one in any tree */
  within?: number;
  limit?: number;
}

const SEARCH_MAX = 50;
/** With fewer hits names spelled nearly so are shown too. */
const FEW_HITS = 3;
const SEARCHED_LEVELS: readonly Level[] = ['country', 'province', 'district', 'commune', 'village'];

/**
 * For typing: units whose name or code begins so, today's first. "tân trào, sơn dương" narrows by
 * what is above.
 */
export async function searchUnits(ctx: Context, search: UnitSearch): Promise<SearchHit[]> {
  const day = search.on ?? today(ctx);
  const limit = Math.min(search.limit ?? 20, SEARCH_MAX);
  const [first, ...others] = parseAddress(search.text, () => false);
  if (!first) return [];
  const narrowed = others.map((part) => fold(part.text));
  const levels = meantLevels(search.levels, first.levels);
  const scope = search.within === undefined ? null : await scopeOf(ctx, search.within, day);
  const query = {
    typed: first.text.normalize('NFC').toLowerCase(),
    code: search.text.trim(),
    day,
    path: scope?.path ?? null,
    near: ctx.who.grants.map((grant) => grant.path),
    levels: [...levels],
    limit: narrowed.length > 0 ? 500 : limit,
  };
  let attempt = { ...query, folded: fold(first.text), similar: false };
  let rows = await sql.searchVersions(ctx.db, attempt);
  if (rows.length === 0 && first.levels !== null) {
    // "Bản Lang": the word that looked like a kind was part of the name
    attempt = {
      ...attempt,
      folded: fold(search.text),
      levels: [...(search.levels ?? SEARCHED_LEVELS)],
    };
    rows = await sql.searchVersions(ctx.db, attempt);
  }
  if (rows.length < FEW_HITS && attempt.folded.length >= 4) {
    rows = await sql.searchVersions(ctx.db, { ...attempt, similar: true });
  }
  const hits = await describeHits(ctx, rows, day);
  return hits
    .filter((hit) => narrowed.every((word) => hit.above.some((name) => fold(name).includes(word))))
    .slice(0, limit);
}

/** "thôn Phúc Lợi" asks for a village, where villages may be chosen at all. */
function meantLevels(
  allowed: readonly Level[] | undefined,
  typed: readonly Level[] | null,
): readonly Level[] {
  const both = (allowed ?? SEARCHED_LEVELS).filter((level) => typed?.includes(level) ?? true);
  return both.length > 0 ? both : (allowed ?? SEARCHED_LEVELS);
}

async function describeHits(
  ctx: Context,
  rows: readonly sql.SearchRow[],
  day: IsoDate,
): Promise<SearchHit[]> {
  const inForce = rows.filter((row) => toUnit(row, day).inForce);
  const ended = rows.filter((row) => !toUnit(row, day).inForce);
  const placed = new Map<number, string>();
  for (const row of await sql.listPlacementsOn(
    ctx.db,
    inForce.map((r) => r.unitId),
    day,
  )) {
    placed.set(row.placeId, row.path);
  }
  for (const [own, group] of Map.groupBy(ended, (row) => row.validFrom)) {
    const paths = await sql.listPlacementsOn(
      ctx.db,
      group.map((r) => r.unitId),
      own,
    );
    for (const row of paths) placed.set(row.placeId, row.path);
  }
  const holders = await sql.listPlacementsOn(
    ctx.db,
    ended.map((r) => r.unitId),
    day,
  );
  const heldBy = new Map(
    holders.map((p) => [p.placeId, p.certain ? pathIds(p.path).slice(-1) : p.candidates]),
  );
  const refs = await listRefs(
    ctx,
    [...[...placed.values()].flatMap(pathIds), ...[...heldBy.values()].flat()],
    day,
  );
  return rows.map((row) => ({
    ...toUnit(row, day),
    above: pathIds(placed.get(row.unitId) ?? '')
      .filter((id) => id !== row.unitId)
      .slice(1)
      .toReversed()
      .map((id) => refOf(refs, id).name),
    now: (heldBy.get(row.unitId) ?? []).slice(0, 12).map((id) => refOf(refs, id)),
  }));
}

/** Everything the head of a unit's page needs. */
export async function getUnitPage(
  ctx: Context,
  unitId: number,
  on: IsoDate = today(ctx),
): Promise<UnitPage> {
  const unit = await getUnit(ctx, unitId, on);
  // one after another: an endpoint's reads share one connection
  const path = await pathOf(ctx, unitId, on);
  const versions = await sql.listVersions(ctx.db, unitId);
  const changes = await sql.listChangesOf(ctx.db, unitId);
  const geography = await sql.listGeography(ctx.db, [unitId]);
  const population = await sqlFigures.listPopulation(ctx.db, [unitId], false);
  const classes = await sqlFigures.listAreaClasses(ctx.db, [unitId], false);
  const actIds = [...versions, ...changes, ...classes].flatMap((row) => row.actId ?? []);
  const acts = new Map((await sql.listActs(ctx.db, actIds)).map((act) => [act.actId, act]));
  const others = changes.flatMap((c) => [c.fromUnitId, c.toUnitId]).filter((id) => id !== null);
  const parents = versions.map((version) => version.parentId).filter((id) => id !== null);
  const refs = await listRefs(ctx, [...others, ...parents], on);
  const line = (change: sql.ChangeRow, other: number | null): HistoryLine => ({
    kind: change.kind,
    effectiveOn: change.effectiveOn,
    unit: other === null || other === unitId ? null : refOf(refs, other),
    share: change.share,
    people: change.people,
    clause: change.clause,
    act: actOf(acts, change.actId),
    operationId: change.operationId,
  });
  return {
    unit,
    on,
    path,
    versions: versions.map((version) => ({
      ...toUnit(version, on),
      parent: version.parentId === null ? null : refOf(refs, version.parentId),
      act: actOf(acts, version.actId),
    })),
    predecessors: changes
      .filter((c) => c.toUnitId === unitId && c.fromUnitId !== unitId)
      .map((c) => line(c, c.fromUnitId)),
    successors: changes
      .filter((c) => c.fromUnitId === unitId && c.toUnitId !== unitId)
      .map((c) => line(c, c.toUnitId)),
    amendments: changes
      .filter((c) => c.fromUnitId === unitId && c.toUnitId === unitId)
      .map((c) => line(c, null)),
    geography: geography[0] ?? null,
    population,
    areaClasses: classes.map((row): AreaClassSpell => ({ ...row, act: actOf(acts, row.actId) })),
    groupings: await sqlFigures.listNodesOf(ctx.db, unitId, on),
  };
}

export interface UnitPosition extends UnitRef {
  lon: number;
  lat: number;
  areaKm2: number | null;
}

/**
 * A point for each unit directly below another by the boundaries of a day, for drawing. A unit
 * without one of its own stands in the middle of the communes of today that hold it; one without
 * any is left out.
 */
export async function listPositions(
  ctx: Context,
  unitId: number,
  boundaries: IsoDate,
): Promise<UnitPosition[]> {
  const { units } = await listChildren(ctx, unitId, boundaries);
  const ids = units.map((unit) => unit.unitId);
  const points = await sql.listPositions(ctx.db, ids, today(ctx));
  const byId = new Map(points.map((point) => [point.unitId, point]));
  return units.flatMap((unit) => {
    const point = byId.get(unit.unitId);
    return point
      ? [{ ...toRef(unit), lon: point.lon, lat: point.lat, areaKm2: point.areaKm2 }]
      : [];
  });
}

/** References of units as they were called on the day (or nearest to it). */
export async function listRefs(
  ctx: Context,
  unitIds: readonly number[],
  on: IsoDate,
): Promise<Map<number, UnitRef>> {
  const wanted = [...new Set(unitIds)].filter((id) => id > 0);
  if (wanted.length === 0) return new Map();
  const rows = await sql.listVersionsNear(ctx.db, wanted, on);
  return new Map(rows.map((row) => [row.unitId, toRef(row)]));
}

export function refOf(refs: ReadonlyMap<number, UnitRef>, unitId: number): UnitRef {
  return refs.get(unitId) ?? { unitId, code: null, name: '', type: 'khac', level: 'commune' };
}

function toRef(row: UnitRef): UnitRef {
  const { unitId, code, name, type, level } = row;
  return { unitId, code, name, type, level };
}

function toUnit(version: sql.VersionRow, on: IsoDate): Unit {
  return {
    ...toRef(version),
    shortName: bareName(version),
    parentId: version.parentId,
    validFrom: shownFrom(version.validFrom),
    validTo: version.validTo,
    inForce: version.validFrom <= on && (version.validTo === null || on < version.validTo),
  };
}

function shownFrom(day: IsoDate): IsoDate | null {
  return day <= SINCE_ALWAYS ? null : day;
}

function actOf(acts: ReadonlyMap<number, Act>, actId: number | null): Act | null {
  return actId === null ? null : (acts.get(actId) ?? null);
}
