/** Summaries of all operations, by id, from the server's own description. */
import { get } from './client.ts';

interface Description {
  paths: Record<string, Record<string, { operationId?: string; summary?: string }>>;
}

export async function listOperations(signal?: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const description = await get<Description>('/v1/openapi.json', {}, signal);
  const summaries = new Map<string, string>();
  for (const methods of Object.values(description.paths)) {
    for (const operation of Object.values(methods)) {
      if (operation.operationId && operation.summary) {
        summaries.set(operation.operationId, operation.summary);
      }
    }
  }
  return summaries;
}
