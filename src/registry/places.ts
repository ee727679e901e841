/** Names of places as an address reads: the village first, the province last. */
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
import { listPlaces, listUnitNames } from './sql.ts';

export interface PlaceName {
  placeId: number;
  /** of the place itself */
  name: string;
  /** from the smallest unit up, the country left out */
  units: { unitId: number; name: string; level: string }[];
}

/** Where each place lies by the boundaries of a day. Unknown ids are missing from the answer. */
export async function describePlaces(
  db: Database,
  placeIds: readonly number[],
  boundaries: IsoDate,
): Promise<Map<number, PlaceName>> {
  const wanted = [...new Set(placeIds)];
  if (wanted.length === 0) return new Map();
  const places = await listPlaces(db, wanted, boundaries);
  const idsOf = new Map(places.map((place) => [place.placeId, unitIdsOf(place.path)]));
  const all = new Set([...wanted, ...[...idsOf.values()].flat()]);
  const names = new Map(
    (await listUnitNames(db, [...all], boundaries)).map((row) => [row.unitId, row]),
  );
  const described = new Map<number, PlaceName>();
  for (const place of places) {
    const path = (idsOf.get(place.placeId) ?? []).toReversed();
    const ids = path.includes(place.placeId) ? path : [place.placeId, ...path];
    const units = ids.flatMap((id) => names.get(id) ?? []).filter((u) => u.level !== 'country');
    const name = names.get(place.placeId)?.name ?? '';
    described.set(place.placeId, { placeId: place.placeId, name, units });
  }
  return described;
}

/** `u1.u8.u100` → [1, 8, 100] */
export function unitIdsOf(path: string): number[] {
  return path.split('.').map((label) => Number(label.slice(1)));
}
