/**
 * Where places lie on any day. Pure: unit versions and changes in, placements and anchors out.
 *
 * A unit has versions; while one is valid the unit lies in that version's parent. After its end a
 * unit lies where its people went, before its start where they came from. When they went to several
 * units the answer is not certain: it stops at the deepest ancestor common to all and names them.
 */
import { assert } from '../kernel/assert.ts';
import { FAR_FUTURE, type IsoDate } from '../kernel/dates.ts';
import type { Level, People } from './types.ts';

/** Start of every timeline: "since before the records". */
export const SINCE_ALWAYS: IsoDate = '0001-01-01';

export interface UnitVersion {
  unitId: number;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  level: Level;
  type: string;
  code: string | null;
  name: string;
  parentId: number | null;
}

export interface UnitChange {
  fromUnitId: number | null;
  toUnitId: number | null;
  people: People;
  effectiveOn: IsoDate;
}

/** One stretch of time in which a place lies in the same units. */
export interface Placement {
  validFrom: IsoDate;
  validTo: IsoDate | null;
  /**
   * unit ids from the country down; ends in the unit that holds the place, or its deepest certain
   * ancestor
   */
  path: readonly number[];
  certain: boolean;
  /** when not certain, the units it may belong to, ascending; otherwise empty */
  candidates: readonly number[];
}

export interface Tree {
  /** versions of each unit, oldest first, without gaps */
  versions: ReadonlyMap<number, readonly UnitVersion[]>;
  successors: ReadonlyMap<number, readonly UnitChange[]>;
  predecessors: ReadonlyMap<number, readonly UnitChange[]>;
  /** units that named this one as parent in any version */
  children: ReadonlyMap<number, ReadonlySet<number>>;
}

export function makeTree(versions: Iterable<UnitVersion>, changes: Iterable<UnitChange>): Tree {
  const byUnit = Map.groupBy(versions, (version) => version.unitId);
  const children = new Map<number, Set<number>>();
  for (const list of byUnit.values()) {
    list.sort((a, b) => compareDays(a.validFrom, b.validFrom));
    for (const version of list) {
      if (version.parentId === null) continue;
      const known = children.get(version.parentId);
      if (known) known.add(version.unitId);
      else children.set(version.parentId, new Set([version.unitId]));
    }
  }
  const successors = new Map<number, UnitChange[]>();
  const predecessors = new Map<number, UnitChange[]>();
  for (const change of changes) {
    const { fromUnitId, toUnitId } = change;
    if (fromUnitId === null || toUnitId === null || fromUnitId === toUnitId) continue;
    if (change.people === 'none') continue;
    push(successors, fromUnitId, change);
    push(predecessors, toUnitId, change);
  }
  return { versions: byUnit, successors, predecessors, children };
}

/** The version in force on a day; undefined outside the unit's life. */
export function versionOn(tree: Tree, unitId: number, day: IsoDate): UnitVersion | undefined {
  return tree.versions
    .get(unitId)
    ?.find((v) => v.validFrom <= day && day < (v.validTo ?? FAR_FUTURE));
}

/** First day of the unit and first day after it (null = in force). */
export function lifeOf(tree: Tree, unitId: number): { from: IsoDate; to: IsoDate | null } {
  const list = tree.versions.get(unitId);
  const [first, last] = [list?.[0], list?.at(-1)];
  assert(first && last, `unit ${unitId} has no version`);
  return { from: first.validFrom, to: last.validTo };
}

/** Answers questions on one tree, remembering what it worked out. */
export interface Placer {
  /** all of time, in order, neighbours differ */
  placementsOf(unitId: number): readonly Placement[];
  placementOn(unitId: number, day: IsoDate): Placement;
  /**
   * the unit whose placement equals what lies above this one on every day; itself unless a village
   */
  anchorOf(unitId: number): number;
}

export function makePlacer(tree: Tree): Placer {
  const whole = new Map<number, readonly Placement[]>();
  const work: Work = {
    tree,
    alive: remember((unitId) => placeAlive(work, unitId)),
    before: remember((unitId) => placeBefore(work, unitId)),
    after: remember((unitId) => placeAfter(work, unitId)),
  };

  function placementsOf(unitId: number): readonly Placement[] {
    const known = whole.get(unitId);
    if (known) return known;
    const placed = joinEqual(over(work, unitId, SINCE_ALWAYS, null));
    whole.set(unitId, placed);
    return placed;
  }

  function anchorOf(unitId: number): number {
    const versions = tree.versions.get(unitId) ?? [];
    if (versions[0]?.level !== 'village') return unitId;
    const life = lifeOf(tree, unitId);
    const above = joinEqual([
      ...over(work, unitId, SINCE_ALWAYS, life.from),
      ...versions.flatMap((v) => over(work, v.parentId ?? unitId, v.validFrom, v.validTo)),
      ...(life.to === null ? [] : over(work, unitId, life.to, null)),
    ]);
    const parents = unique(versions.map((version) => version.parentId)).toReversed();
    return parents.find((parent) => samePlacements(placementsOf(parent), above)) ?? unitId;
  }

  function placementOn(unitId: number, day: IsoDate): Placement {
    const found = placementsOf(unitId).find((p) => day < (p.validTo ?? FAR_FUTURE));
    assert(found, `unit ${unitId} has no placement on ${day}`);
    return found;
  }

  return { placementsOf, placementOn, anchorOf };
}

/** The three parts of a unit's time, each worked out at most once. */
interface Work {
  tree: Tree;
  alive(unitId: number): readonly Placement[];
  before(unitId: number): readonly Placement[];
  after(unitId: number): readonly Placement[];
}

/** Where a unit lies during [from, to), asking only for the parts of its time that are needed. */
function over(work: Work, unitId: number, from: IsoDate, to: IsoDate | null): Placement[] {
  const life = lifeOf(work.tree, unitId);
  const end = to ?? FAR_FUTURE;
  const pieces: Placement[] = [];
  if (from < life.from) pieces.push(...clip(work.before(unitId), from, to));
  if (from < (life.to ?? FAR_FUTURE) && life.from < end) {
    pieces.push(...clip(work.alive(unitId), from, to));
  }
  if (life.to !== null && life.to < end) pieces.push(...clip(work.after(unitId), from, to));
  return pieces;
}

function placeAlive(work: Work, unitId: number): readonly Placement[] {
  return (work.tree.versions.get(unitId) ?? []).flatMap((version) => {
    const { validFrom, validTo, parentId } = version;
    if (parentId === null) {
      return [{ validFrom, validTo, path: [unitId], certain: true, candidates: [] }];
    }
    return over(work, parentId, validFrom, validTo).map((above) =>
      above.certain ? { ...above, path: [...above.path, unitId] } : above,
    );
  });
}

/** By those its people came from; a unit without predecessors by its first parent. */
function placeBefore(work: Work, unitId: number): readonly Placement[] {
  const { tree } = work;
  const start = lifeOf(tree, unitId).from;
  if (start <= SINCE_ALWAYS) return [];
  const from = (tree.predecessors.get(unitId) ?? []).filter((c) => c.effectiveOn === start);
  const units = unique(from.map((change) => change.fromUnitId));
  if (units.length > 0) return combine(units.map((unit) => over(work, unit, SINCE_ALWAYS, start)));
  const parentId = tree.versions.get(unitId)?.[0]?.parentId ?? null;
  return parentId === null ? [] : over(work, parentId, SINCE_ALWAYS, start);
}

/** By those its people went to; a dissolved level (the districts) by what became of its parts. */
function placeAfter(work: Work, unitId: number): readonly Placement[] {
  const { tree } = work;
  const end = lifeOf(tree, unitId).to;
  if (end === null) return [];
  const into = (tree.successors.get(unitId) ?? []).filter((c) => c.effectiveOn === end);
  const units = unique(into.map((change) => change.toUnitId));
  if (units.length > 0) return combine(units.map((unit) => over(work, unit, end, null)));
  const parts = partsAtEnd(tree, unitId, end);
  if (parts.length > 0) return combine(parts.map((unit) => over(work, unit, end, null)));
  const parentId = tree.versions.get(unitId)?.at(-1)?.parentId ?? null;
  return parentId === null ? [] : over(work, parentId, end, null);
}

/** `u1.u1208.u202536`, as stored in ltree columns. */
export function pathText(path: readonly number[]): string {
  return path.map((unitId) => `u${unitId}`).join('.');
}

export function pathIds(path: string): number[] {
  return path === '' ? [] : path.split('.').map((label) => Number(label.slice(1)));
}

/**
 * The day on which to read a unit's own tree: the day itself in its life, else the nearest day of
 * its life.
 */
export function nearestDay(life: { from: IsoDate; to: IsoDate | null }, day: IsoDate): IsoDate {
  if (day < life.from) return life.from;
  if (life.to === null || day < life.to) return day;
  return Temporal.PlainDate.from(life.to).subtract({ days: 1 }).toString();
}

/** Units below an ended one that went on under another parent or ended with it. */
function partsAtEnd(tree: Tree, unitId: number, end: IsoDate): number[] {
  return [...(tree.children.get(unitId) ?? [])].filter((child) => {
    const versions = tree.versions.get(child) ?? [];
    const wasPart = versions.some(
      (v) => v.parentId === unitId && v.validFrom < end && (v.validTo ?? FAR_FUTURE) >= end,
    );
    const still = versions.some((v) => v.parentId === unitId && (v.validTo ?? FAR_FUTURE) > end);
    return wasPart && !still;
  });
}

function combine(timelines: readonly (readonly Placement[])[]): readonly Placement[] {
  const [only] = timelines;
  if (timelines.length === 1 && only) return only;
  const starts = [...new Set(timelines.flat().map((piece) => piece.validFrom))].sort(compareDays);
  const end = timelines[0]?.at(-1)?.validTo ?? null;
  return starts.map((validFrom, i) => {
    const pieces = timelines.map((timeline) => pieceOn(timeline, validFrom));
    return { ...meet(pieces), validFrom, validTo: starts[i + 1] ?? end };
  });
}

/** One answer from several: certain only when all name the same unit. */
function meet(pieces: readonly Placement[]): Pick<Placement, 'path' | 'certain' | 'candidates'> {
  const candidates = unique(
    pieces.flatMap((piece) => (piece.certain ? piece.path.slice(-1) : [...piece.candidates])),
  ).sort((a, b) => a - b);
  const [first, ...others] = pieces.map((piece) => piece.path);
  assert(first, 'no pieces to meet');
  if (candidates.length === 1) return { path: first, certain: true, candidates: [] };
  let depth = first.length;
  for (const path of others) {
    let same = 0;
    while (same < depth && same < path.length && path[same] === first[same]) same += 1;
    depth = same;
  }
  return { path: first.slice(0, depth), certain: false, candidates };
}

function pieceOn(timeline: readonly Placement[], day: IsoDate): Placement {
  const found = timeline.find((p) => p.validFrom <= day && day < (p.validTo ?? FAR_FUTURE));
  assert(found, `gap in a timeline on ${day}`);
  return found;
}

function clip(pieces: readonly Placement[], from: IsoDate, to: IsoDate | null): Placement[] {
  const end = to ?? FAR_FUTURE;
  const clipped: Placement[] = [];
  for (const piece of pieces) {
    const validFrom = piece.validFrom < from ? from : piece.validFrom;
    const pieceEnd = piece.validTo ?? FAR_FUTURE;
    const validTo = pieceEnd > end ? to : piece.validTo;
    if (validFrom < (validTo ?? FAR_FUTURE)) clipped.push({ ...piece, validFrom, validTo });
  }
  return clipped;
}

function joinEqual(pieces: readonly Placement[]): Placement[] {
  const joined: Placement[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && samePlace(last, piece))
      joined[joined.length - 1] = { ...last, validTo: piece.validTo };
    else joined.push(piece);
  }
  return joined;
}

/** The same places at the same times. */
export function samePlacements(a: readonly Placement[], b: readonly Placement[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        piece.validFrom === other.validFrom &&
        piece.validTo === other.validTo &&
        samePlace(piece, other)
      );
    })
  );
}

function samePlace(a: Placement, b: Placement): boolean {
  return a.certain === b.certain && sameIds(a.path, b.path) && sameIds(a.candidates, b.candidates);
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

/** Memo by unit that notices a unit lying in itself. */
function remember(
  compute: (unitId: number) => readonly Placement[],
): (unitId: number) => readonly Placement[] {
  const known = new Map<number, readonly Placement[] | null>();
  return (unitId) => {
    const found = known.get(unitId);
    assert(found !== null, `unit ${unitId} lies in itself`);
    if (found) return found;
    known.set(unitId, null);
    const value = compute(unitId);
    known.set(unitId, value);
    return value;
  };
}

function unique(ids: readonly (number | null)[]): number[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

function push(map: Map<number, UnitChange[]>, key: number, change: UnitChange): void {
  const list = map.get(key);
  if (list) list.push(change);
  else map.set(key, [change]);
}

function compareDays(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
