/** An adoption is taken back as a whole, or the decisions that hang on it are told one by one. */
import { listLaterOnCampaigns, takeBackCampaign } from '../campaigns/take-back-ops.ts';
import { type Fault, failures, refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { listLaterOnTargets, takeBackTargets } from '../targets/take-back-ops.ts';
import { type MadeWork, listLaterOnWork, takeBackWork } from '../tasks/take-back-ops.ts';
import { getUnitByRef, listRefs } from '../units/ops.ts';
import { orRefuse } from '../units/scope.ts';
import { previewAdoption } from './adopt-ops.ts';
import type { AdoptionPreview, LaterDecision, UndoInput, UndoPreview } from './adoption-types.ts';
import { getPlanOf } from './ops.ts';
import { type AdoptionRow, closeAdoption, findAdoption } from './sql-adoption.ts';
import { setPlanState } from './sql.ts';

/** What would be taken back, and what stands in the way. Writes nothing. */
export async function previewUndo(
  ctx: Context,
  unit: string | number,
  planId: number,
): Promise<UndoPreview> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    await getPlanOf(tx, unitId, planId);
    const { effects } = await getAdoption(tx, planId);
    return {
      counts: {
        targets: effects.revisions.length,
        tasks: effects.tasks.length,
        duties: effects.duties.length,
        committees: effects.committees.length,
        campaigns: effects.campaign ? 1 : 0,
        documents: effects.document === null ? 0 : 1,
        agencies: effects.agencies.length,
      },
      later: await listLater(tx, effects),
    };
  });
}

/**
 * One transaction: everything the adoption made is taken back with its reason and the plan is open
 * again, or nothing. Refused while anything decided since then about what it made still stands.
 */
export async function undoAdoption(
  ctx: Context,
  unit: string | number,
  planId: number,
  { reason }: UndoInput,
): Promise<AdoptionPreview> {
  await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    await getPlanOf(tx, unitId, planId, true);
    const { adoptionId, effects } = await getAdoption(tx, planId);
    const later = await listLater(tx, effects);
    if (later.length > 0) orRefuse(failures(faultsOf(later)));
    await takeBackTargets(tx, effects.revisions, reason);
    await takeBackWork(tx, workOf(effects), reason);
    if (effects.campaign) await takeBackCampaign(tx, effects.campaign[1], reason);
    const by = { actorName: tx.who.name, at: tx.now().toString(), reason };
    await closeAdoption(tx.db, adoptionId, by);
    await setPlanState(tx.db, planId, 'open');
  });
  return await previewAdoption(ctx, unit, planId);
}

async function getAdoption(tx: Context, planId: number): Promise<AdoptionRow> {
  return (await findAdoption(tx.db, planId)) ?? refuse('plans.notAdopted');
}

function workOf(effects: AdoptionRow['effects']): MadeWork {
  const ids = (pairs: readonly [number, number][]): number[] => pairs.map(([, id]) => id);
  return {
    taskIds: ids(effects.tasks),
    dutyIds: ids(effects.duties),
    committeeIds: ids(effects.committees),
    documentIds: effects.document === null ? [] : [effects.document],
    agencyIds: effects.agencies,
  };
}

async function listLater(tx: Context, effects: AdoptionRow['effects']): Promise<LaterDecision[]> {
  const targets = await listLaterOnTargets(tx, effects.revisions);
  const work = await listLaterOnWork(tx, workOf(effects));
  const campaigns = effects.campaign ? await listLaterOnCampaigns(tx, effects.campaign[1]) : [];
  const all = [
    ...targets.map(({ targetId, indicatorName, groupName, from, ...row }) => ({
      ...row,
      subject: 'target' as const,
      id: targetId,
      title: [indicatorName, groupName].filter(Boolean).join(', '),
      year: Number(from.slice(0, 4)),
      count: 1,
    })),
    ...work.map((row) => ({ ...row, year: null, count: 1 })),
    ...campaigns.map(({ campaignId, ...row }) => ({
      ...row,
      subject: 'campaign' as const,
      id: campaignId,
      year: null,
    })),
  ];
  const refs = await listRefs(
    tx,
    all.map(({ unitId }) => unitId),
    today(tx),
  );
  return all.map(({ unitId, ...row }) => ({
    ...row,
    unit: { unitId, name: refs.get(unitId)?.name ?? '' },
  }));
}

/** As many as a person reads; the preview holds them all. */
const FAULTS_MAX = 50;

function faultsOf(later: readonly LaterDecision[]): Fault[] {
  const count = later.length;
  const lines = later.slice(0, FAULTS_MAX).map(({ subject, id, unit, title, by, at }): Fault => {
    const params = { title, unit: unit.name, by, day: at.slice(0, 10) };
    return { code: 'plans.laterDecision', params, at: `${subject}.${id}` };
  });
  return [{ code: 'plans.laterDecisions', params: { count } }, ...lines];
}
