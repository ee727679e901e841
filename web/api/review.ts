/** The review: queues, items, decisions, approvals, merging of persons. */
import type { MergeChoices } from '../../src/registry/types.ts';
import type { MergePreview, PlaceName, UnmergePreview } from '../../src/registry/views.ts';
import type {
  BulkRule,
  DecideInput,
  Decided,
  ItemState,
  ReviewKind,
} from '../../src/lists/review/types.ts';
import type {
  ApprovalRuleView,
  ApprovalView,
  BulkPreviewView,
  CandidateView,
  ClearingView,
  ItemLine,
  ItemPage,
  ItemsPage,
  QueueView,
  RecordView,
} from '../../src/lists/review/views.ts';
import { call, get, post } from './client.ts';

export type {
  ApprovalRuleView,
  ApprovalView,
  BulkPreviewView,
  BulkRule,
  CandidateView,
  ClearingView,
  DecideInput,
  Decided,
  ItemLine,
  ItemPage,
  ItemState,
  MergeChoices,
  QueueView,
  RecordView,
  ReviewKind,
  UnmergePreview,
};

/** First part of every query key here: one decision makes them all stale. */
export const REVIEW_KEY = 'review';

export interface ItemsQuery {
  unit?: string;
  kind?: ReviewKind;
  state?: ItemState | 'any';
  overdue?: boolean;
  mine?: boolean;
  list?: number;
  personId?: number;
  scoreMin?: number;
}

export async function listQueues(unit: string | undefined, signal: AbortSignal) {
  return (await get<{ queues: QueueView[] }>('/v1/review/queues', { unit }, signal)).queues;
}

export function listItems(
  query: ItemsQuery,
  page: { limit: number; cursor?: string },
  signal: AbortSignal,
): Promise<ItemsPage> {
  return get('/v1/review/items', { ...query, ...page }, signal);
}

export function getItem(itemId: number, signal: AbortSignal): Promise<ItemPage> {
  return get(`/v1/review/items/${itemId}`, {}, signal);
}

export type DecideBody = Partial<DecideInput> & Pick<DecideInput, 'decision'>;

export function decideItem(itemId: number, body: DecideBody): Promise<Decided> {
  return post(`/v1/review/items/${itemId}/decide`, body);
}

export function undoAct(actId: number, reason: string): Promise<{ items: number }> {
  return post(`/v1/review/acts/${actId}/undo`, { reason });
}

export function assignItems(items: readonly number[], userId: string | null) {
  return post<{ items: number }>('/v1/review/assign', { items, userId });
}

export async function listAssignees(itemId: number, signal: AbortSignal) {
  const path = `/v1/review/items/${itemId}/assignees`;
  return (await get<{ officers: { userId: string; name: string }[] }>(path, {}, signal)).officers;
}

export type BulkBody = Omit<BulkRule, 'agreement'> & Partial<Pick<BulkRule, 'agreement'>>;

export function previewBulk(rule: BulkBody): Promise<BulkPreviewView> {
  return post('/v1/review/bulk/preview', rule);
}

export function decideBulk(
  rule: BulkBody,
  expected: number,
  reason: string,
): Promise<Decided & { items: number }> {
  return post('/v1/review/bulk', { ...rule, expected, reason });
}

export function readClearing(unit: string | undefined, signal: AbortSignal): Promise<ClearingView> {
  return get('/v1/review/clearing', { unit }, signal);
}

export function startDetection(): Promise<{ jobId: string }> {
  return post('/v1/review/detect');
}

// ── two persons ─────────────────────────────────────────────────────────────────────────────────

export interface ApprovalsQuery {
  state?: string;
  mine?: boolean;
  made?: boolean;
}

export async function listApprovals(query: ApprovalsQuery, signal: AbortSignal) {
  const path = '/v1/review/approvals';
  return (await get<{ approvals: ApprovalView[] }>(path, { ...query }, signal)).approvals;
}

export function voteApproval(approvalId: number, approves: boolean, reason: string) {
  return post<{ state: string }>(`/v1/review/approvals/${approvalId}/vote`, { approves, reason });
}

export function withdrawApproval(approvalId: number): Promise<unknown> {
  return post(`/v1/review/approvals/${approvalId}/withdraw`);
}

export async function listApprovalRules(signal: AbortSignal): Promise<ApprovalRuleView[]> {
  const path = '/v1/review/approval-rules';
  return (await get<{ rules: ApprovalRuleView[] }>(path, {}, signal)).rules;
}

export type ApprovalRuleBody = Pick<ApprovalRuleView, 'needed' | 'roles' | 'threshold'> &
  Partial<Pick<ApprovalRuleView, 'approverIds'>>;

export function setApprovalRule(
  unitId: number,
  action: string,
  body: ApprovalRuleBody,
): Promise<unknown> {
  return call('PUT', `/v1/review/approval-rules/u${unitId}/${action}`, { body });
}

// ── merging ─────────────────────────────────────────────────────────────────────────────────────

export type MergePreviewPage = MergePreview & { places: PlaceName[] };

export function previewMerge(
  survivorId: number,
  loserId: number,
  choices: MergeChoices,
): Promise<MergePreviewPage> {
  return post(`/v1/people/${survivorId}/merge-preview`, { other: loserId, choices });
}

export function mergePersons(
  survivorId: number,
  loserId: number,
  choices: MergeChoices,
  reason: string,
): Promise<Decided> {
  return post(`/v1/people/${survivorId}/merge`, { other: loserId, choices, reason });
}

export async function previewUnmerge(personId: number, signal: AbortSignal) {
  const path = `/v1/people/${personId}/unmerge-preview`;
  return (await get<{ unmerge: UnmergePreview | null }>(path, {}, signal)).unmerge;
}

export function unmergePersons(personId: number, reason: string): Promise<Decided> {
  return post(`/v1/people/${personId}/unmerge`, { reason });
}
