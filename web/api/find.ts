/** Units and people by one text, for Ctrl-K. */
import { type FoundPerson, searchPeople } from './registry.ts';
import { type SearchHit, searchUnits } from './units.ts';

export interface Found {
  units: readonly SearchHit[];
  people: readonly FoundPerson[];
}

const HITS_MAX = 7;

/** People are asked for only when the person may see persons; one failing half leaves the other. */
export async function findEverywhere(
  text: string,
  withPeople: boolean,
  signal: AbortSignal,
): Promise<Found> {
  const [units, people] = await Promise.allSettled([
    searchUnits({ text, limit: HITS_MAX }, signal),
    withPeople ? searchPeople({ text, limit: HITS_MAX }, signal) : { people: [] },
  ]);
  if (units.status === 'rejected' && people.status === 'rejected') throw units.reason;
  return {
    units: units.status === 'fulfilled' ? units.value : [],
    people: people.status === 'fulfilled' ? people.value.people : [],
  };
}
