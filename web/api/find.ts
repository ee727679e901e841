/** Units and people by one text, for Ctrl-K; provisional until the rows of units and registry land. */
import type { Format } from '../../messages/format.ts';
import { get } from './client.ts';

export interface FoundUnit {
  unitId: number;
  name: string;
  detail: string;
}

export interface FoundPerson {
  personId: number;
  fullName: string;
  birthText: (format: Format) => string;
  placeName: string;
}

export interface Found {
  units: readonly FoundUnit[];
  people: readonly FoundPerson[];
}

export async function findEverywhere(
  text: string,
  withPeople: boolean,
  signal: AbortSignal,
): Promise<Found> {
  return await get('/v1/find', { text, withPeople }, signal);
}
