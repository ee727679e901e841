/** The people behind a figure: covered, not covered, ending soon; provisional until the rows land. */
import type { FigureQuery } from './coverage.ts';
import { get } from './client.ts';

export interface EndingQuery extends FigureQuery {
  days: number;
}

export async function countEnding(
  { unit, ...query }: EndingQuery,
  signal?: AbortSignal,
): Promise<number> {
  const answer = await get<{ total: number }>(
    `/v1/coverage/${unit}/ending`,
    { ...query, limit: 1 },
    signal,
  );
  return answer.total;
}
