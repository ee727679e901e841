/** Plans of a unit: read, confirmed item by item, compared, adopted. */
import type {
  AdoptInput,
  AdoptionPreview,
  LaterDecision,
  MatchInput,
  NameView,
  NamesAnswer,
  UndoPreview,
} from '../../src/plans/adoption-types.ts';
import type {
  ItemKind,
  ItemValue,
  PlanComparison,
  PlanEdit,
  PlanItem,
  PlanLine,
  PlanPage,
  ReadInput,
} from '../../src/plans/document-types.ts';
import type { Meaning } from '../../src/plans/names.ts';
import { call, get, post } from './client.ts';

export type {
  AdoptionPreview,
  ItemKind,
  ItemValue,
  LaterDecision,
  Meaning,
  NameView,
  NamesAnswer,
  PlanComparison,
  PlanEdit,
  PlanItem,
  PlanLine,
  PlanPage,
  UndoPreview,
};

/** First part of the key of every query about plans. */
export const PLANS_KEY = 'plans';

function pathOf(unit: number, rest = ''): string {
  return `/v1/plans/u${unit}${rest}`;
}

export async function listPlans(unit: number, signal?: AbortSignal): Promise<PlanLine[]> {
  return (await get<{ plans: PlanLine[] }>(pathOf(unit), {}, signal)).plans;
}

export function readPlan(unit: number, input: ReadInput): Promise<PlanPage> {
  return post(pathOf(unit), input);
}

export function getPlan(unit: number, plan: number, signal?: AbortSignal): Promise<PlanPage> {
  return get(pathOf(unit, `/${plan}`), {}, signal);
}

export function editPlan(
  unit: number,
  plan: number,
  edits: readonly PlanEdit[],
): Promise<PlanPage> {
  return post(pathOf(unit, `/${plan}/edits`), { edits });
}

export function undoPlanEdit(unit: number, plan: number): Promise<PlanPage> {
  return post(pathOf(unit, `/${plan}/edits/undo`));
}

export function abandonPlan(unit: number, plan: number, abandoned: boolean): Promise<PlanPage> {
  return post(pathOf(unit, `/${plan}/abandon`), { abandoned });
}

export function comparePlan(
  unit: number,
  plan: number,
  before: number | undefined,
  signal?: AbortSignal,
): Promise<PlanComparison> {
  return get(pathOf(unit, `/${plan}/changes`), { before }, signal);
}

export function listPlanNames(
  unit: number,
  plan: number,
  signal?: AbortSignal,
): Promise<NamesAnswer> {
  return get(pathOf(unit, `/${plan}/names`), {}, signal);
}

export function matchPlanNames(
  unit: number,
  plan: number,
  input: MatchInput,
): Promise<NamesAnswer> {
  return call('PUT', pathOf(unit, `/${plan}/names`), { body: input });
}

export function previewAdoption(
  unit: number,
  plan: number,
  signal?: AbortSignal,
): Promise<AdoptionPreview> {
  return get(pathOf(unit, `/${plan}/adoption`), {}, signal);
}

export function adoptPlan(unit: number, plan: number, input: AdoptInput): Promise<AdoptionPreview> {
  return post(pathOf(unit, `/${plan}/adoption`), input);
}

export function previewUndo(
  unit: number,
  plan: number,
  signal?: AbortSignal,
): Promise<UndoPreview> {
  return get(pathOf(unit, `/${plan}/adoption/undo`), {}, signal);
}

export function undoAdoption(unit: number, plan: number, reason: string): Promise<AdoptionPreview> {
  return post(pathOf(unit, `/${plan}/adoption/undo`), { reason });
}
