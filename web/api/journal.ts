/** The journal: who saw or changed what, when, why; and the proof that it is whole. */
import type { z } from 'zod';
import type { JournalCheckView, JournalView } from '../../src/access/types.ts';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { get, post } from './client.ts';

export type JournalRow = z.infer<typeof JournalView>;
export type JournalCheck = z.infer<typeof JournalCheckView>;

export interface JournalPage {
  rows: JournalRow[];
  next: number | null;
}

export interface JournalQuery {
  unit?: number;
  user?: string;
  kind?: string;
  action?: string;
  from?: IsoDate;
  /** first day no longer wanted */
  to?: IsoDate;
  before?: number;
  limit?: number;
}

export function listJournal(query: JournalQuery, signal?: AbortSignal): Promise<JournalPage> {
  return get('/v1/journal', { ...query }, signal);
}

export function listPersonJournal(
  personId: number,
  query: { before?: number; limit?: number },
  signal?: AbortSignal,
): Promise<JournalPage> {
  return get(`/v1/people/${personId}/journal`, query, signal);
}

export function verifyJournal(): Promise<JournalCheck> {
  return post('/v1/journal/verify', { anchors: [] });
}
