/**
 * Changing the tree: preview, apply, undo. Each takes a command (types.ts) and the legal act; what
 * is wrong comes back all at once. What happens to people is the registry's: it is handed in as
 * effects.
 */
import { type Fault, type Outcome, failure, failures, success } from '../kernel/outcome.ts';
import { foldUnitName } from '../kernel/text.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import {
  type ChangePlan,
  applyPlan,
  currentParent,
  listDependents,
  openVersion,
} from './change-plan.ts';
import { decideChange } from './changes.ts';
import { listRefs, refOf } from './ops.ts';
import { loadTree, savePlaces } from './placing.ts';
import {
  type Placement,
  type Placer,
  type Tree,
  makePlacer,
  samePlacements,
  versionOn,
} from './rules.ts';
import * as sqlLoad from './sql-load.ts';
import * as sql from './sql.ts';
import {
  type ActInput,
  type AppliedChange,
  type ChangeCommand,
  type ChangePreview,
  type Dependent,
  type Operation,
  type UnitType,
  levelOf,
} from './types.ts';

/** What a higher domain knows of people; without it the answers say null. */
export interface UnitEffects {
  /**
   * people (residence facts) lying in each of these places today; places without any may be left
   * out
   */
  countPeople?: (tx: Context, placeIds: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  /** moves the residence of these households and persons in the same transaction */
  assignResidents?: (tx: Context, rows: readonly sql.AssignmentRow[]) => Promise<void>;
}

/** What the command would do. Writes nothing. */
export async function previewChange(
  ctx: Context,
  command: ChangeCommand,
  effects: UnitEffects = {},
): Promise<Outcome<ChangePreview>> {
  const tree = await loadTree(ctx.db);
  const decided = decideChange(tree, command);
  if (!decided.ok) return decided;
  const plan = decided.value;
  const keys = plan.created.map((unit) => unit.key);
  const after = applyPlan(tree, plan, (key) => -1 - keys.indexOf(key));
  const moved = comparePlaces(tree, after, plan);
  const changed = moved.filter((place) => place.unitId > 0);
  const uncertain = changed.filter((place) => place.uncertain);
  const people = await effects.countPeople?.(
    ctx,
    changed.map((place) => place.unitId),
  );
  const sum = (places: typeof changed): number =>
    places.reduce((total, place) => total + (people?.get(place.unitId) ?? 0), 0);
  return success({
    kind: plan.kind,
    effectiveOn: plan.effectiveOn,
    ended: plan.ended.map((unitId) => lineOf(tree, unitId)),
    created: plan.created.map((unit) => ({
      ...unit,
      parent: openVersion(tree, unit.parentId)?.name ?? '',
    })),
    renewed: plan.renewed.map((version) => ({
      unitId: version.unitId,
      before: describe(tree, version.unitId),
      after: describeRenewed(tree, plan, version),
    })),
    places: { changed: changed.length, uncertain: uncertain.length },
    people: people ? { changed: sum(changed), uncertain: sum(uncertain) } : null,
    assignments: {
      households: plan.assignments.filter((row) => row.subject === 'household').length,
      persons: plan.assignments.filter((row) => row.subject === 'person').length,
    },
    warnings: plan.warnings,
  });
}

/** Writes the change, places what it concerns anew, tells the listeners. One transaction. */
export async function applyChange(
  ctx: Context,
  input: { command: ChangeCommand; act: ActInput; reason?: string | null },
  effects: UnitEffects = {},
): Promise<Outcome<AppliedChange>> {
  const { command } = input;
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await sqlLoad.lockWriters(tx.db);
      const tree = await loadTree(tx.db);
      const decided = decideChange(tree, command);
      if (!decided.ok) return decided;
      const plan = decided.value;
      const { operationId, ids } = await writePlan(tx, plan, input);
      const after = applyPlan(tree, plan, (key) => ids.get(key) ?? 0);
      const moved = comparePlaces(tree, after, plan).map((place) => place.unitId);
      await savePlaces(tx, makePlacer(after), moved);
      await sqlLoad.bumpRevision(tx.db);
      await assignNow(tx, operationId, effects);
      const created = [...ids].map(([key, unitId]) => ({ key, unitId }));
      const { warnings } = plan;
      return success({ operationId, created, changedPlaces: moved.length, warnings });
    }),
  );
}

async function writePlan(
  tx: Context,
  plan: ChangePlan,
  input: { command: ChangeCommand; act: ActInput; reason?: string | null },
): Promise<{ operationId: number; ids: Map<string, number> }> {
  const { effectiveOn } = plan;
  const actId = await sql.upsertAct(tx.db, input.act);
  const renewed = plan.renewed.map((version) => version.unitId);
  const operationId = await sql.insertOperation(tx.db, {
    kind: plan.kind,
    command: input.command,
    actId,
    effectiveOn,
    touched: [...plan.ended, ...renewed],
    reason: input.reason ?? null,
    actorId: tx.who.userId,
    actorName: tx.who.name,
    recordedAt: tx.now().toString(),
  });
  const made = await sql.insertUnits(tx.db, plan.created.length, operationId);
  const ids = new Map(plan.created.map((unit, i) => [unit.key, made[i] ?? 0]));
  const idOf = (ref: { unitId: number } | { key: string }): number =>
    'key' in ref ? (ids.get(ref.key) ?? 0) : ref.unitId;
  await sql.setOperationCreated(tx.db, operationId, made);
  await sql.closeVersions(tx.db, [...plan.ended, ...renewed], effectiveOn);
  const open = { validFrom: effectiveOn, validTo: null, actId };
  await sql.insertVersions(tx.db, [
    ...plan.created.map((unit) => ({
      ...open,
      unitId: ids.get(unit.key) ?? 0,
      level: levelOf(unit.type),
      type: unit.type,
      code: unit.code,
      name: unit.name,
      nameFolded: foldUnitName(unit.name),
      parentId: unit.parentId,
    })),
    ...plan.renewed.map((version) => ({
      ...open,
      unitId: version.unitId,
      level: levelOf(version.type as UnitType),
      type: version.type,
      code: version.code,
      name: version.name,
      nameFolded: foldUnitName(version.name),
      parentId: idOf(version.parent),
    })),
  ]);
  await sql.insertChanges(
    tx.db,
    { operationId, actId, effectiveOn },
    plan.changes.map((change) => ({
      kind: change.kind,
      fromUnitId: change.from,
      toUnitId: change.to === null ? null : idOf(change.to),
      share: change.share,
      people: change.people,
    })),
  );
  await sql.insertAssignments(
    tx.db,
    plan.assignments.map(({ fromUnitId, toKey, subject, subjectId }) => {
      const toUnitId = ids.get(toKey) ?? 0;
      return { operationId, fromUnitId, toUnitId, subject, subjectId, effectiveOn };
    }),
  );
  return { operationId, ids };
}

const ASSIGNMENTS_MAX = 1_000_000;

async function assignNow(tx: Context, operationId: number, effects: UnitEffects): Promise<void> {
  if (!effects.assignResidents) return;
  const rows = await sql.listPendingAssignments(tx.db, operationId, ASSIGNMENTS_MAX);
  if (rows.length === 0) return;
  await effects.assignResidents(tx, rows);
  await markAssignmentsApplied(
    tx,
    rows.map((row) => row.assignmentId),
  );
}

/** Assignments nobody has carried out yet, for the register. */
export async function listPendingAssignments(
  ctx: Context,
  operationId: number | null = null,
): Promise<sql.AssignmentRow[]> {
  return await sql.listPendingAssignments(ctx.db, operationId, ASSIGNMENTS_MAX);
}

export async function markAssignmentsApplied(
  tx: Context,
  assignmentIds: readonly number[],
): Promise<void> {
  await sql.markAssignmentsApplied(tx.db, assignmentIds, tx.now().toString());
}

const OPERATIONS_MAX = 200;
const UNITS_SHOWN = 50;

/** What administrators did to the tree, newest first; of one unit when it is given. */
export async function listOperations(
  ctx: Context,
  query: { unitId?: number; limit?: number },
): Promise<Operation[]> {
  const limit = Math.min(query.limit ?? 50, OPERATIONS_MAX);
  const rows = await sql.listOperations(ctx.db, query.unitId ?? null, limit);
  const acts = await sql.listActs(
    ctx.db,
    rows.map((row) => row.actId).filter((actId) => actId !== null),
  );
  const named = rows.flatMap((row) => [...row.touched, ...row.created].slice(0, UNITS_SHOWN));
  const refs = await listRefs(ctx, named, today(ctx));
  return rows.map(({ actId, touched, created, ...row }) => ({
    ...shownOperation(row),
    act: acts.find((act) => act.actId === actId) ?? null,
    touched: touched.slice(0, UNITS_SHOWN).map((unitId) => refOf(refs, unitId)),
    created: created.slice(0, UNITS_SHOWN).map((unitId) => refOf(refs, unitId)),
  }));
}

/** Units the operation touched or made; empty when there is no such operation. */
export async function listOperationUnits(ctx: Context, operationId: number): Promise<number[]> {
  const operation = await sql.findOperation(ctx.db, operationId);
  return operation ? [...operation.touched, ...operation.created] : [];
}

type ShownOperation = Omit<Operation, 'act' | 'touched' | 'created'>;

function shownOperation(row: ShownOperation): ShownOperation {
  const { operationId, kind, effectiveOn, reason, actorName, recordedAt } = row;
  const { undoneAt, undoneBy, undoReason } = row;
  const done = { operationId, kind, effectiveOn, reason, actorName, recordedAt };
  return { ...done, undoneAt, undoneBy, undoReason };
}

/** What would have to be undone first; empty = can be undone. */
export async function listUndoDependents(
  ctx: Context,
  operationId: number,
  effects: UnitEffects = {},
): Promise<Outcome<Dependent[]>> {
  const operation = await sql.findOperation(ctx.db, operationId);
  if (!operation) return failure('units.notFound', { operationId });
  if (operation.undoneAt !== null) return failure('units.alreadyUndone', { operationId });
  const units = [...operation.touched, ...operation.created];
  const later = await sql.listLaterOperations(ctx.db, operationId, units);
  const dependents: Dependent[] = later.map((row) => ({
    kind: 'operation',
    count: 1,
    operationId: row.operationId,
  }));
  const rows = await sql.countDependents(ctx.db, operationId, operation.created);
  for (const row of rows)
    dependents.push({ kind: row.kind as Dependent['kind'], count: row.count });
  const people = await effects.countPeople?.(ctx, operation.created);
  const count = [...(people?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  if (count > 0) dependents.push({ kind: 'people', count });
  return success(dependents);
}

/** Takes a change back while nothing depends on it; otherwise every dependent is named. */
export async function undoChange(
  ctx: Context,
  input: { operationId: number; reason?: string | null },
  effects: UnitEffects = {},
): Promise<Outcome<{ operationId: number; changedPlaces: number }>> {
  const { operationId } = input;
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      await sqlLoad.lockWriters(tx.db);
      const dependents = await listUndoDependents(tx, operationId, effects);
      if (!dependents.ok) return dependents;
      if (dependents.value.length > 0) return failures(dependents.value.map(dependentFault));
      const operation = await sql.findOperation(tx.db, operationId);
      const before = await loadTree(tx.db);
      await sql.revertOperation(tx.db, operationId);
      const after = await loadTree(tx.db);
      const gone = new Set(operation?.created);
      const touched = operation?.touched ?? [];
      const concerned = [
        ...listDependents(before, [...touched, ...gone]),
        ...listDependents(after, touched),
      ];
      const [old, now] = [makePlacer(before), makePlacer(after)];
      const moved = [...new Set(concerned)].filter(
        (unitId) =>
          !gone.has(unitId) && !samePlacements(old.placementsOf(unitId), now.placementsOf(unitId)),
      );
      await savePlaces(tx, now, moved);
      await sqlLoad.bumpRevision(tx.db);
      const undone = { at: tx.now().toString(), by: tx.who.name, reason: input.reason ?? null };
      await sql.markUndone(tx.db, operationId, undone);
      return success({ operationId, changedPlaces: moved.length });
    }),
  );
}

function dependentFault(dependent: Dependent): Fault {
  const { kind, count, operationId } = dependent;
  return {
    code: `units.dependent.${kind}`,
    params: operationId === undefined ? { count } : { count, operationId },
    at: kind,
  };
}

interface MovedPlace {
  unitId: number;
  uncertain: boolean;
}

/** New units, and places that lie elsewhere on some day than before. */
function comparePlaces(before: Tree, after: Tree, plan: ChangePlan): MovedPlace[] {
  const touched = [...plan.ended, ...plan.renewed.map((version) => version.unitId)];
  const fresh = [...after.versions.keys()].filter((unitId) => !before.versions.has(unitId));
  const concerned = new Set([
    ...listDependents(before, touched),
    ...listDependents(after, [...touched, ...fresh]),
  ]);
  const [old, now] = [makePlacer(before), makePlacer(after)];
  return [...concerned]
    .filter(
      (unitId) =>
        !before.versions.has(unitId) ||
        !samePlacements(old.placementsOf(unitId), now.placementsOf(unitId)),
    )
    .map((unitId) => ({ unitId, uncertain: becomesUncertain(before, old, now, unitId) }));
}

/** A place that lies uncertainly at the end of time, and did not before. */
function becomesUncertain(before: Tree, old: Placer, now: Placer, unitId: number): boolean {
  const last = (placements: readonly Placement[]): boolean => placements.at(-1)?.certain ?? true;
  const wasCertain = !before.versions.has(unitId) || last(old.placementsOf(unitId));
  return wasCertain && !last(now.placementsOf(unitId));
}

function lineOf(tree: Tree, unitId: number): ChangePreview['ended'][number] {
  const version = openVersion(tree, unitId);
  return {
    unitId,
    code: version?.code ?? null,
    name: version?.name ?? '',
    type: version?.type ?? '',
  };
}

/** "Xã Tân Trào (02545), Tỉnh Tuyên Quang" */
function describe(tree: Tree, unitId: number): string {
  const version = openVersion(tree, unitId);
  if (!version) return '';
  const parentId = currentParent(tree, version);
  const parent = parentId === null ? undefined : openVersion(tree, parentId);
  return describeParts(version.name, version.code, parent?.name);
}

function describeRenewed(
  tree: Tree,
  plan: ChangePlan,
  version: ChangePlan['renewed'][number],
): string {
  const { parent } = version;
  const name =
    'key' in parent
      ? plan.created.find((unit) => unit.key === parent.key)?.name
      : versionOn(tree, parent.unitId, plan.effectiveOn)?.name;
  return describeParts(version.name, version.code, name);
}

function describeParts(name: string, code: string | null, parent: string | undefined): string {
  const coded = code === null ? name : `${name} (${code})`;
  return parent === undefined ? coded : `${coded}, ${parent}`;
}
