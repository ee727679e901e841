/** Background jobs: those one started, all of them for the country's administrators. */
import { get, post } from './client.ts';

export interface Job {
  jobId: string;
  name: string;
  userName: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** 0…1; null when the end is not known */
  share: number | null;
  step: string | null;
  params: Record<string, string | number> | null;
  createdAt: string;
  changedAt: string;
}

export async function listJobs(signal?: AbortSignal): Promise<Job[]> {
  return (await get<{ jobs: Job[] }>('/v1/jobs', { limit: 200 }, signal)).jobs;
}

export function getJob(jobId: string, signal?: AbortSignal): Promise<Job> {
  return get(`/v1/jobs/${jobId}`, {}, signal);
}

export function cancelJob(jobId: string): Promise<Job> {
  return post(`/v1/jobs/${jobId}/cancel`);
}
