/** Campaigns: steps, pace, weekly cycle, evaluation. */
import type {
  CampaignPage,
  CampaignView,
  CycleAnswer,
  EvaluationAnswer,
  PaceAnswer,
  PaceRow,
  Practice,
  StepCell,
  StepView,
} from '../../src/campaigns/types.ts';
import { get, post } from './client.ts';

export type {
  CampaignPage,
  CampaignView,
  CycleAnswer,
  EvaluationAnswer,
  PaceAnswer,
  PaceRow,
  Practice,
  StepCell,
  StepView,
};

export const CAMPAIGN_KEY = 'campaigns';

export async function listCampaigns(unit: number, signal?: AbortSignal): Promise<CampaignView[]> {
  const answer = await get<{ campaigns: CampaignView[] }>(`/v1/campaigns/${unit}`, {}, signal);
  return answer.campaigns;
}

export function getCampaign(
  unit: number,
  campaign: number,
  signal?: AbortSignal,
): Promise<CampaignPage> {
  return get(`/v1/campaigns/${unit}/${campaign}`, {}, signal);
}

export function addCampaign(unit: number, body: object): Promise<{ campaignId: number }> {
  return post(`/v1/campaigns/${unit}`, body);
}

export function copyCampaign(
  unit: number,
  campaign: number,
  body: object,
): Promise<{ campaignId: number }> {
  return post(`/v1/campaigns/${unit}/${campaign}/copy`, body);
}

export function markStep(
  unit: number,
  campaign: number,
  step: number,
  body: object,
): Promise<StepCell> {
  return post(`/v1/campaigns/${unit}/${campaign}/steps/${step}/marks`, body);
}

export function getPace(
  unit: number,
  campaign: number,
  level: string,
  signal?: AbortSignal,
): Promise<PaceAnswer> {
  return get(`/v1/campaigns/${unit}/${campaign}/pace`, { level }, signal);
}

export function enterFigure(unit: number, campaign: number, row: object): Promise<unknown> {
  return post(`/v1/campaigns/${unit}/${campaign}/figures`, { rows: [row] });
}

export function setTarget(
  unit: number,
  campaign: number,
  row: { unitId: number; people: number },
  reason: string | undefined,
): Promise<unknown> {
  return post(`/v1/campaigns/${unit}/${campaign}/targets`, { rows: [row], reason });
}

export function getCycle(
  unit: number,
  campaign: number,
  signal?: AbortSignal,
): Promise<CycleAnswer> {
  return get(`/v1/campaigns/${unit}/${campaign}/cycle`, {}, signal);
}

export function getEvaluation(
  unit: number,
  campaign: number,
  signal?: AbortSignal,
): Promise<EvaluationAnswer> {
  return get(`/v1/campaigns/${unit}/${campaign}/evaluation`, {}, signal);
}

export async function listPractices(unit: number, signal?: AbortSignal): Promise<Practice[]> {
  const { practices } = await get<{ practices: Practice[] }>(`/v1/practices/${unit}`, {}, signal);
  return practices;
}

export type KeptLine = 'staff' | 'cost' | 'practice' | 'commendation';

export function addLine(
  unit: number,
  campaign: number,
  kind: KeptLine,
  body: object,
): Promise<unknown> {
  return post(`/v1/campaigns/${unit}/${campaign}/${kind}`, body);
}

/** A line the unit entered itself. */
export function withdrawLine(
  unit: number,
  campaign: number,
  kind: KeptLine,
  id: number,
): Promise<unknown> {
  return post(`/v1/campaigns/${unit}/${campaign}/withdraw`, { kind, id });
}

export function cancelCampaign(unit: number, campaign: number, reason: string): Promise<unknown> {
  return post(`/v1/campaigns/${unit}/${campaign}/cancel`, { reason });
}

export function addStep(unit: number, campaign: number, body: object): Promise<unknown> {
  return post(`/v1/campaigns/${unit}/${campaign}/steps`, body);
}

export function endStep(unit: number, campaign: number, step: number): Promise<unknown> {
  return post(`/v1/campaigns/${unit}/${campaign}/steps/${step}/end`);
}
