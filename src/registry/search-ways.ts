/** The ways of a search by name, one after another, each with its own cursor. */
import type { Context } from '../stores/context.ts';
import { type KeyMatch, type Plan, type Way, WALKED_MAX } from './search-plan.ts';
import {
  type HitFilter,
  type PersonHit,
  findWalkEnd,
  listByKeys,
  listByWholeName,
  listMovedAway,
  walkPlaces,
  walkShuffled,
} from './sql-search.ts';

/** Where the next page begins, by the way taken. */
export type Cursor =
  | { way: 'whole'; placeId: number; personId: number }
  | { way: 'keys'; personId: number }
  | { way: 'walk'; position: number }
  | { way: 'places'; placeId: number; personId: number }
  | { way: 'moved'; personId: number };

export interface NameSearch {
  plan: Plan;
  /** the name as sorted words; null when the last one is half-typed */
  whole: string | null;
  filter: HitFilter;
  /** places asked for, or where the caller sees people when those are few; ascending */
  places: readonly number[] | null;
  /** the places are the caller's own: people who moved away from them come last */
  withMoved: boolean;
}

export interface Page {
  hits: PersonHit[];
  next: Cursor | null;
}

/** Whole names first, then names with these words among others, then those who moved away. */
export async function readPage(
  tx: Context,
  search: NameSearch,
  cursor: Cursor | null,
  limit: number,
): Promise<Page> {
  const hits: PersonHit[] = [];
  let at: Cursor | null = cursor ?? firstWay(search);
  while (at !== null) {
    if (hits.length >= limit) return { hits, next: at };
    const page = await readWay(tx, search, at, limit - hits.length);
    hits.push(...page.hits);
    if (page.next !== null) return { hits, next: page.next };
    at = followingWay(search, at.way);
  }
  return { hits, next: null };
}

function firstWay(search: NameSearch): Cursor {
  return search.whole === null
    ? startOf(search.plan.way)
    : { way: 'whole', placeId: 0, personId: 0 };
}

function followingWay(search: NameSearch, way: Cursor['way']): Cursor | null {
  if (way === 'whole') return startOf(search.plan.way);
  return way !== 'moved' && search.withMoved ? { way: 'moved', personId: 0 } : null;
}

function startOf(way: Way): Cursor {
  if (way === 'walk') return { way, position: WALK_START };
  return way === 'places' ? { way, placeId: 0, personId: 0 } : { way, personId: 0 };
}

const WALK_START = -1;

async function readWay(tx: Context, search: NameSearch, at: Cursor, limit: number): Promise<Page> {
  const { plan, filter, places } = search;
  switch (at.way) {
    case 'whole': {
      const read = (wanted: number) =>
        listByWholeName(tx.db, search.whole ?? '', places, filter, at, wanted);
      return cut(await read(limit + 1), limit, (hit) => ({
        way: 'whole',
        placeId: hit.placeId ?? NOWHERE,
        personId: hit.personId,
      }));
    }
    case 'keys': {
      const found = await listByKeys(tx.db, plan.match, places, filter, at.personId, limit + 1);
      return cut(found, limit, ({ personId }) => ({ way: 'keys', personId }));
    }
    case 'places':
      return await readPlaces(tx, search, at, limit);
    case 'walk':
      return await readWalk(tx, search, at.position, limit);
    case 'moved': {
      const match: KeyMatch = { ...plan.match, except: null };
      const found = await listMovedAway(tx.db, match, places ?? [], filter, at.personId, limit + 1);
      return cut(found, limit, ({ personId }) => ({ way: 'moved', personId }));
    }
  }
}

/** Sorts after every place, as null does. */
const NOWHERE = 2_147_483_647;

function cut(found: PersonHit[], limit: number, cursorOf: (last: PersonHit) => Cursor): Page {
  const hits = found.slice(0, limit);
  const last = hits.at(-1);
  return { hits, next: found.length > limit && last ? cursorOf(last) : null };
}

/** A first look into a few places; what is not frequent there is left to the inverted index. */
async function readPlaces(
  tx: Context,
  search: NameSearch,
  at: { placeId: number; personId: number },
  limit: number,
): Promise<Page> {
  const { plan, filter, places } = search;
  const isFirst = at.placeId === 0;
  const left = (places ?? []).filter((placeId) => placeId >= at.placeId);
  const looked = isFirst ? left.slice(0, PLACES_FIRST) : left;
  const found = await walkPlaces(tx.db, plan.match, looked, filter, at, limit + 1);
  if (isFirst && found.length <= limit) {
    return await readWay(tx, search, { way: 'keys', personId: 0 }, limit);
  }
  return cut(found, limit, (hit) => ({
    way: 'places',
    placeId: hit.placeId ?? 0,
    personId: hit.personId,
  }));
}

const PLACES_FIRST = 4;

/**
 * A first window that yields too little means that the parts do not go together as their counts
 * promised: then few people bear them all, and the inverted index finds those.
 */
async function readWalk(
  tx: Context,
  search: NameSearch,
  position: number,
  limit: number,
): Promise<Page> {
  const { plan, filter, places } = search;
  const isFirst = position === WALK_START;
  const window = isFirst ? plan.window : WALKED_MAX;
  const found = await walkShuffled(tx.db, plan.match, places, filter, position, window, limit + 1);
  if (found.length > limit) {
    return cut(found, limit, (last) => ({ way: 'walk', position: last.position }));
  }
  if (isFirst) return await readWay(tx, search, { way: 'keys', personId: 0 }, limit);
  const end = await findWalkEnd(tx.db, position, window);
  return { hits: found, next: end === null ? null : { way: 'walk', position: end } };
}

export function encodeCursor(cursor: Cursor | null): string | null {
  return cursor === null ? null : Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const WAYS: readonly string[] = ['whole', 'keys', 'walk', 'places', 'moved'];

/** A cursor of ours; anything else begins at the start. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Cursor;
    const values = Object.entries(cursor).filter(([name]) => name !== 'way');
    const isSound = values.every(([, value]) => Number.isSafeInteger(value));
    return isSound && WAYS.includes(cursor.way) ? cursor : null;
  } catch {
    return null;
  }
}
