import { get } from './client.ts';

/** Where reference figures come from, with licence and the line of copyright due. */
export interface SourceNote {
  facts: string;
  source: string;
  licence: string;
  copyright: string | null;
}

export async function listSources(signal?: AbortSignal): Promise<SourceNote[]> {
  return (await get<{ sources: SourceNote[] }>('/v1/sources', {}, signal)).sources;
}
