/** A campaign that one deed made is taken back with it: cancelled, its weekly reports never held. */
import type { Context } from '../stores/context.ts';
import { listDutiesOfCampaign } from '../tasks/duty-ops.ts';
import { takeBackWork } from '../tasks/take-back-ops.ts';
import { cancelCampaign } from './sql.ts';
import { type LaterOnCampaign, listLaterOnCampaign } from './sql-take-back.ts';

export type { LaterOnCampaign };

export async function listLaterOnCampaigns(
  tx: Context,
  campaignId: number,
): Promise<LaterOnCampaign[]> {
  return await listLaterOnCampaign(tx.db, campaignId);
}

/** Within the caller's transaction. */
export async function takeBackCampaign(
  tx: Context,
  campaignId: number,
  reason: string,
): Promise<void> {
  await cancelCampaign(tx.db, { campaignId, reason, at: tx.now().toString() });
  const duties = await listDutiesOfCampaign(tx, campaignId);
  const dutyIds = duties.map((duty) => duty.dutyId);
  const none = { taskIds: [], committeeIds: [], documentIds: [], agencyIds: [] };
  await takeBackWork(tx, { ...none, dutyIds }, reason);
}
