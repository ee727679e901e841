/** Names of places as an address reads: the village first, the province last. */
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import { listPlaceUnits } from './sql.ts';
import type { PlaceName } from './views.ts';

/** Where each place lies by the boundaries of a day. Unknown ids are missing from the answer. */
export async function describePlaces(
  db: Database,
  placeIds: readonly number[],
  boundaries: IsoDate,
): Promise<Map<number, PlaceName>> {
  const wanted = [...new Set(placeIds)];
  if (wanted.length === 0) return new Map();
  const rows = await listPlaceUnits(db, wanted, boundaries);
  const described = new Map<number, PlaceName>();
  for (const [placeId, steps] of Map.groupBy(rows, (row) => row.placeId)) {
    const units = steps
      .filter((step) => step.level !== 'country')
      .map(({ unitId, name, level }) => ({ unitId, name, level }));
    described.set(placeId, { placeId, name: steps[0]?.name ?? '', units });
  }
  return described;
}
