/** Writing to the register by hand: seen first, then written whole or not at all, and undone. */
import type { CommandInput } from '../../src/registry/types.ts';
import type { FactsPreview, RecordedFacts, UndoneEntry } from '../../src/registry/views.ts';
import { post } from './client.ts';

export type { CommandInput, FactsPreview, RecordedFacts };
export type MemberFields = Extract<CommandInput, { kind: 'joinHousehold' }>;

export function previewRecord(commands: CommandInput[]): Promise<FactsPreview> {
  return post('/v1/registry/preview', { commands });
}

export interface RecordRequest {
  commands: CommandInput[];
  reason: string;
  /** paper it rests on */
  source: string | null;
  /** the same key writes once, however often it is sent */
  idempotencyKey: string;
}

export function writeRecord(request: RecordRequest): Promise<RecordedFacts> {
  return post('/v1/registry/entries', { ...request });
}

export function undoEntry(entryId: number, reason: string): Promise<UndoneEntry> {
  return post(`/v1/registry/entries/${entryId}/undo`, { reason });
}
