/** A plan is read, confirmed item by item, compared with its earlier version. */
import { createHash } from 'node:crypto';
import { refuse, Refusal } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { getUnitByRef, listChildren } from '../units/ops.ts';
import { orRefuse } from '../units/scope.ts';
import { comparePlans } from './compare.ts';
import type {
  PlanComparison,
  PlanEdit,
  PlanItem,
  PlanLine,
  PlanPage,
  ReadInput,
} from './document-types.ts';
import { PLAN_CHARACTERS_MAX, extractPlan } from './extract.ts';
import { applyEdits, headOf, itemsOf } from './items.ts';
import { readPlanFile } from './plan-file.ts';
import {
  type PlanRow,
  deleteItems,
  findPlan,
  findPlanBySha,
  findUndoable,
  insertEdit,
  insertPlan,
  listItems,
  listPlans,
  putItems,
  setHead,
  setPlanState,
} from './sql.ts';
import { findUnusedLines } from './unused.ts';

/** Reads a document for a unit. The same text twice is one plan: its page is answered. */
export async function readPlan(
  ctx: Context,
  unit: string | number,
  input: ReadInput,
): Promise<PlanPage> {
  const text = textOf(input);
  const extraction = extractPlan(text);
  const sha256 = createHash('sha256').update(text).digest();
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    if (input.replaces !== undefined) await getPlanOf(tx, unitId, input.replaces);
    const planId = await insertPlan(tx.db, {
      unitId,
      fileName: input.fileName,
      sha256,
      source: text,
      extraction,
      head: headOf(extraction),
      replacesId: input.replaces ?? null,
      actorId: tx.who.userId,
      actorName: tx.who.name,
      readAt: tx.now().toString(),
    });
    if (planId !== null) await putItems(tx.db, planId, itemsOf(extraction));
    const known = planId ?? (await findPlanBySha(tx.db, unitId, sha256));
    return await pageOf(tx, await getPlanOf(tx, unitId, known ?? 0));
  });
}

function textOf(input: ReadInput): string {
  const read =
    input.text ?? orRefuse(readPlanFile(Buffer.from(input.file ?? '', 'base64'), input.fileName));
  if (read.length > PLAN_CHARACTERS_MAX) {
    refuse('plans.file.tooLarge', { limit: PLAN_CHARACTERS_MAX });
  }
  if (read.trim() === '') refuse('plans.file.withoutText', { name: input.fileName });
  // a database holds no NUL; files made by broken converters do
  return read.replaceAll('\0', ' ');
}

const PLANS_MAX = 500;

/** Plans of the unit and, with `below`, of the units right under it; newest first. */
export async function listPlansOf(
  ctx: Context,
  unit: string | number,
  below: boolean,
): Promise<PlanLine[]> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const children = below ? (await listChildren(tx, unitId, today(tx))).units : [];
    return await listPlans(tx.db, [unitId, ...children.map((child) => child.unitId)], PLANS_MAX);
  });
}

export async function getPlanPage(
  ctx: Context,
  unit: string | number,
  planId: number,
): Promise<PlanPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    return await pageOf(tx, await getPlanOf(tx, unitId, planId));
  });
}

/** Confirms, corrects, adds, splits, merges, drops; all or nothing, all faults at once. */
export async function editPlan(
  ctx: Context,
  unit: string | number,
  planId: number,
  edits: readonly PlanEdit[],
): Promise<PlanPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const plan = await getOpenPlan(tx, unit, planId);
    const edited = applyEdits({ ...plan, items: await listItems(tx.db, planId) }, edits);
    const [first, ...rest] = edited.faults;
    if (first) throw new Refusal([first, ...rest]);
    const touched = new Set(edited.touched);
    await putItems(
      tx.db,
      planId,
      edited.items.filter((item) => touched.has(item.itemNo)),
    );
    const isNewHead = edited.head !== plan.head;
    if (isNewHead) await setHead(tx.db, planId, edited.head);
    await insertEdit(tx.db, {
      ...stampOf(tx, planId),
      edits,
      before: { items: edited.before, ...(isNewHead ? { head: plan.head } : {}) },
      undoesId: null,
    });
    return await pageOf(tx, await getPlanOf(tx, plan.unitId, planId));
  });
}

/** Takes the newest edit back that still stands; edits are undone in the reverse of their order. */
export async function undoEdit(
  ctx: Context,
  unit: string | number,
  planId: number,
): Promise<PlanPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const plan = await getOpenPlan(tx, unit, planId);
    const edit = await findUndoable(tx.db, planId);
    if (!edit) return refuse('plans.nothingToUndo');
    const { items, head } = edit.before;
    const current = new Map((await listItems(tx.db, planId)).map((item) => [item.itemNo, item]));
    const now = items.map(({ itemNo }) => ({ itemNo, item: current.get(itemNo) ?? null }));
    const came = items.filter(({ item }) => item === null).map(({ itemNo }) => itemNo);
    await deleteItems(tx.db, planId, came);
    const back = items.map(({ item }) => item).filter((item) => item !== null);
    await putItems(tx.db, planId, back);
    if (head) await setHead(tx.db, planId, head);
    await insertEdit(tx.db, {
      ...stampOf(tx, planId),
      edits: [],
      before: { items: now, ...(head ? { head: plan.head } : {}) },
      undoesId: edit.editId,
    });
    return await pageOf(tx, await getPlanOf(tx, plan.unitId, planId));
  });
}

/** Put away without being adopted, or taken up again. */
export async function abandonPlan(
  ctx: Context,
  unit: string | number,
  planId: number,
  abandoned: boolean,
): Promise<PlanPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const plan = await getPlanOf(tx, unitId, planId, true);
    if (plan.state === 'adopted') refuse('plans.alreadyAdopted');
    await setPlanState(tx.db, planId, abandoned ? 'abandoned' : 'open');
    return await pageOf(tx, await getPlanOf(tx, unitId, planId));
  });
}

/** `beforeId` defaults to the version that the plan replaces. */
export async function comparePlanVersions(
  ctx: Context,
  unit: string | number,
  planId: number,
  beforeId?: number,
): Promise<PlanComparison> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const after = await getPlanOf(tx, unitId, planId);
    const earlier = beforeId ?? after.replacesId;
    if (earlier === null) return refuse('plans.noEarlierVersion');
    const before = await getPlanOf(tx, unitId, earlier);
    const [old, fresh] = [await listItems(tx.db, earlier), await listItems(tx.db, planId)];
    const compared = comparePlans({ ...before, items: old }, { ...after, items: fresh });
    return { beforeId: earlier, afterId: planId, ...compared };
  });
}

// ── shared steps ────────────────────────────────────────────────────────────────────────────────

/** A plan of another unit is not there. */
export async function getPlanOf(
  tx: Context,
  unitId: number,
  planId: number,
  forUpdate = false,
): Promise<PlanRow> {
  const plan = await findPlan(tx.db, planId, forUpdate);
  return plan && plan.unitId === unitId ? plan : refuse('plans.notFound');
}

async function getOpenPlan(tx: Context, unit: string | number, planId: number): Promise<PlanRow> {
  const { unitId } = await getUnitByRef(tx, unit);
  const plan = await getPlanOf(tx, unitId, planId, true);
  if (plan.state === 'adopted') refuse('plans.alreadyAdopted');
  if (plan.state === 'abandoned') refuse('plans.abandoned');
  return plan;
}

function stampOf(tx: Context, planId: number) {
  const { userId: actorId, name: actorName } = tx.who;
  return { planId, actorId, actorName, editedAt: tx.now().toString() };
}

async function pageOf(tx: Context, plan: PlanRow): Promise<PlanPage> {
  const items: PlanItem[] = await listItems(tx.db, plan.planId);
  const undo = await findUndoable(tx.db, plan.planId);
  const { extraction, source, ...rest } = plan;
  return {
    ...rest,
    // as the reader counts them
    source: source.split(/\r\n|\r|\n/),
    items,
    recipients: extraction.recipients,
    missingAnnexes: extraction.missingAnnexes,
    warnings: extraction.warnings,
    unused: findUnusedLines(source, { head: plan.head, items }),
    undoable:
      undo && plan.state === 'open'
        ? { editId: undo.editId, actorName: undo.actorName, editedAt: undo.editedAt }
        : null,
  };
}
