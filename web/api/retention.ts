/** Retention: what is due, erasures, requests of persons, holds, proofs. */
import type {
  CertificateView,
  DuePage,
  DuePerson,
  ErasurePreview,
  ProofCheck,
  RequestInput,
  RuleView,
  RunView,
} from '../../src/retention/types.ts';
import { get, post } from './client.ts';

export type { CertificateView, DuePage, DuePerson, ErasurePreview, RuleView, RunView };

export const RETENTION_KEY = 'retention';

export function readDue(unit: number | string, signal?: AbortSignal): Promise<DuePage> {
  return get(`/v1/retention/units/${unit}`, {}, signal);
}

export async function listDuePeople(
  unit: number | string,
  rule: string,
  signal?: AbortSignal,
): Promise<DuePerson[]> {
  const path = `/v1/retention/units/${unit}/people`;
  return (await get<{ people: DuePerson[] }>(path, { rule }, signal)).people;
}

export function proposeRun(unit: number | string, rule: string, reason: string): Promise<RunView> {
  return post(`/v1/retention/units/${unit}/runs`, { rule, reason });
}

export async function listRuns(signal?: AbortSignal): Promise<RunView[]> {
  return (await get<{ runs: RunView[] }>('/v1/retention/runs', {}, signal)).runs;
}

export function getCertificate(
  certificateId: number,
  signal?: AbortSignal,
): Promise<CertificateView> {
  return get(`/v1/retention/certificates/${certificateId}`, {}, signal);
}

export function verifyProofs(): Promise<ProofCheck> {
  return get('/v1/retention/verify');
}

export function previewErasure(personId: number, signal?: AbortSignal): Promise<ErasurePreview> {
  return get(`/v1/people/${personId}/erasure`, {}, signal);
}

export function requestErasure(personId: number, request: RequestInput): Promise<RunView> {
  return post(`/v1/people/${personId}/erasure`, { ...request });
}

export function placeHold(
  personId: number,
  hold: { document: string; reason: string },
): Promise<{ holdId: number }> {
  return post(`/v1/people/${personId}/hold`, hold);
}

export function releaseHold(personId: number, holdId: number, reason: string): Promise<void> {
  return post(`/v1/people/${personId}/holds/${holdId}/release`, { reason });
}
