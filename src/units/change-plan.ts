/** What a decided change does to the tree, and which units it may concern. Pure. */
import { FAR_FUTURE, type IsoDate } from '../kernel/dates.ts';
import type { Fault } from '../kernel/outcome.ts';
import { type Tree, type UnitChange, type UnitVersion, makeTree } from './rules.ts';
import {
  type ChangeCommand,
  type ChangeKind,
  type People,
  type Share,
  type UnitType,
  levelOf,
} from './types.ts';

export interface PlannedUnit {
  key: string;
  type: UnitType;
  code: string | null;
  name: string;
  parentId: number;
}

/** A new version of a unit that goes on. */
export interface PlannedVersion {
  unitId: number;
  type: string;
  code: string | null;
  name: string;
  parent: { unitId: number } | { key: string };
}

export interface PlannedChange {
  kind: ChangeKind;
  from: number;
  to: { unitId: number } | { key: string } | null;
  share: Share;
  people: People;
}

export interface PlannedAssignment {
  fromUnitId: number;
  toKey: string;
  subject: 'household' | 'person';
  subjectId: number;
}

export interface ChangePlan {
  kind: ChangeCommand['kind'];
  effectiveOn: IsoDate;
  /** units that end on the day */
  ended: number[];
  created: PlannedUnit[];
  /** units that go on with a new version from the day */
  renewed: PlannedVersion[];
  changes: PlannedChange[];
  assignments: PlannedAssignment[];
  /** worth knowing, no hindrance */
  warnings: Fault[];
}

/** The tree after the plan; new units take the ids given by key. */
export function applyPlan(tree: Tree, plan: ChangePlan, idOf: (key: string) => number): Tree {
  const { effectiveOn } = plan;
  const changed = new Set([...plan.ended, ...plan.renewed.map((version) => version.unitId)]);
  const versions: UnitVersion[] = [];
  for (const [unitId, list] of tree.versions) {
    if (!changed.has(unitId)) versions.push(...list);
    else {
      for (const version of list) {
        versions.push(version.validTo === null ? { ...version, validTo: effectiveOn } : version);
      }
    }
  }
  const open = { validFrom: effectiveOn, validTo: null };
  for (const unit of plan.created) {
    const { type, code, name, parentId } = unit;
    versions.push({
      ...open,
      unitId: idOf(unit.key),
      level: levelOf(type),
      type,
      code,
      name,
      parentId,
    });
  }
  for (const next of plan.renewed) {
    const { unitId, type, code, name, parent } = next;
    const parentId = 'key' in parent ? idOf(parent.key) : parent.unitId;
    versions.push({
      ...open,
      unitId,
      level: levelOf(type as UnitType),
      type,
      code,
      name,
      parentId,
    });
  }
  const changes: UnitChange[] = [...tree.successors.values()].flat();
  for (const change of plan.changes) {
    if (change.to === null) continue;
    changes.push({
      fromUnitId: change.from,
      toUnitId: 'key' in change.to ? idOf(change.to.key) : change.to.unitId,
      people: change.people,
      effectiveOn,
    });
  }
  return makeTree(versions, changes);
}

/**
 * Every unit whose placement may depend on these: what lies below them, what was merged into them,
 * dissolved levels of which they were part. More than needed does no harm; equal results are
 * dropped.
 */
export function listDependents(tree: Tree, unitIds: Iterable<number>): Set<number> {
  const found = new Set<number>();
  const pending = [...unitIds];
  for (let unitId = pending.pop(); unitId !== undefined; unitId = pending.pop()) {
    if (found.has(unitId)) continue;
    found.add(unitId);
    pending.push(...(tree.children.get(unitId) ?? []));
    for (const change of tree.predecessors.get(unitId) ?? []) {
      if (change.fromUnitId !== null) addEnded(tree, change.fromUnitId, found);
    }
    addDissolved(tree, unitId, found);
  }
  return found;
}

/** An ended unit, the villages that follow it, its own predecessors and dissolved parents. */
function addEnded(tree: Tree, unitId: number, found: Set<number>): void {
  if (found.has(unitId)) return;
  found.add(unitId);
  const end = tree.versions.get(unitId)?.at(-1)?.validTo ?? FAR_FUTURE;
  for (const child of tree.children.get(unitId) ?? []) {
    const follows = tree.versions
      .get(child)
      ?.some((v) => v.parentId === unitId && (v.validTo ?? FAR_FUTURE) > end);
    if (follows) addEnded(tree, child, found);
  }
  for (const change of tree.predecessors.get(unitId) ?? []) {
    if (change.fromUnitId !== null) addEnded(tree, change.fromUnitId, found);
  }
  addDissolved(tree, unitId, found);
}

function addDissolved(tree: Tree, unitId: number, found: Set<number>): void {
  for (const version of tree.versions.get(unitId) ?? []) {
    if (version.parentId === null || tree.successors.has(version.parentId)) continue;
    const parentEnd = tree.versions.get(version.parentId)?.at(-1)?.validTo ?? null;
    if (parentEnd !== null) found.add(version.parentId);
  }
}

export function openVersion(tree: Tree, unitId: number): UnitVersion | undefined {
  const last = tree.versions.get(unitId)?.at(-1);
  return last?.validTo === null ? last : undefined;
}

/**
 * The parent in force of a unit in force: as stated, or where the stated one's people all went.
 * null when the stated parent was split and nobody has said where this unit lies.
 */
export function currentParent(tree: Tree, version: UnitVersion): number | null {
  let parentId = version.parentId;
  while (parentId !== null) {
    const end = tree.versions.get(parentId)?.at(-1)?.validTo ?? null;
    if (end === null) return parentId;
    parentId = soleSuccessor(tree, parentId, end);
  }
  return null;
}

/**
 * Units in force directly below a unit in force, those that followed a merged predecessor included.
 */
export function childrenInForce(tree: Tree, unitId: number): UnitVersion[] {
  const merged = [unitId];
  for (const id of merged) {
    for (const { fromUnitId } of tree.predecessors.get(id) ?? []) {
      if (fromUnitId === null || merged.includes(fromUnitId)) continue;
      const end = tree.versions.get(fromUnitId)?.at(-1)?.validTo ?? null;
      if (end !== null && soleSuccessor(tree, fromUnitId, end) === id) merged.push(fromUnitId);
    }
  }
  return merged.flatMap((parentId) =>
    [...(tree.children.get(parentId) ?? [])]
      .map((child) => openVersion(tree, child))
      .filter((version) => version?.parentId === parentId)
      .filter((version) => version !== undefined),
  );
}

function soleSuccessor(tree: Tree, unitId: number, end: IsoDate): number | null {
  const into = new Set(
    (tree.successors.get(unitId) ?? [])
      .filter((change) => change.effectiveOn === end)
      .map((change) => change.toUnitId),
  );
  const [only] = into;
  return into.size === 1 ? (only ?? null) : null;
}

export function isInside(tree: Tree, unitId: number, above: number): boolean {
  for (let at: number | null = unitId, steps = 0; at !== null && steps < 20; steps += 1) {
    if (at === above) return true;
    const version = openVersion(tree, at);
    at = version ? currentParent(tree, version) : null;
  }
  return false;
}
