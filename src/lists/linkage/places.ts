/** Every place, as it may be recorded, in the tree of today. */
import type { Context } from '../../stores/context.ts';
import { today } from '../../stores/context.ts';
import type { PlaceToday } from './features.ts';
import type { PlacesAsRecorded } from './keys.ts';
import { listPlaces } from './sql.ts';

export interface PlacesToday {
  /** by the place as recorded */
  of: ReadonlyMap<number, PlaceToday>;
  /** by today's commune and village: how they may be recorded */
  anchorsOf: ReadonlyMap<number, readonly number[]>;
  recordedAs: ReadonlyMap<number, readonly number[]>;
}

export async function loadPlaces(ctx: Context): Promise<PlacesToday> {
  const of = new Map<number, PlaceToday>();
  const anchorsOf = new Map<number, Set<number>>();
  const recordedAs = new Map<number, Set<number>>();
  for (const { placeId, anchorId, villageId, communeId } of await listPlaces(ctx.db, today(ctx))) {
    of.set(placeId, { villageId, communeId });
    if (communeId !== 0) addTo(anchorsOf, communeId, anchorId);
    if (villageId !== 0) addTo(recordedAs, villageId, placeId);
  }
  return { of, anchorsOf: lists(anchorsOf), recordedAs: lists(recordedAs) };
}

function addTo(sets: Map<number, Set<number>>, key: number, value: number): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function lists(sets: ReadonlyMap<number, ReadonlySet<number>>): Map<number, number[]> {
  return new Map([...sets].map(([key, set]) => [key, [...set]]));
}

export function asRecorded(places: PlacesToday, place: PlaceToday): PlacesAsRecorded {
  return {
    anchorIds: places.anchorsOf.get(place.communeId) ?? [],
    placeIds: places.recordedAs.get(place.villageId) ?? [],
  };
}
