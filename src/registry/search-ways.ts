/** The stages of a search by name, one after another, each page with a cursor into one of them. */
import type { Context } from '../stores/context.ts';
import { type Plan, WALKED_MAX, type Way } from './search-plan.ts';
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

/**
 * whole: names of exactly these words · parts: names with these words among others · begun: names in
 * which the last word goes on · moved, movedBegun: the same of people who left the caller's places
 */
const STAGES = ['whole', 'parts', 'begun', 'moved', 'movedBegun'] as const;
type Stage = (typeof STAGES)[number];

/** Where a page begins: after a person, in a place, or at a position of the walk. */
export interface Cursor {
  stage: Stage;
  way: Way;
  placeId: number;
  personId: number;
  position: number;
}

export interface NameSearch {
  /** the name as sorted words; null when the last one is no word of the register */
  whole: string | null;
  /** of the words as typed; null as above */
  plan: Plan | null;
  /** of what the last word may become; null when nothing */
  completion: () => Promise<Plan | null>;
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

export async function readPage(
  tx: Context,
  search: NameSearch,
  cursor: Cursor | null,
  limit: number,
): Promise<Page> {
  const hits: PersonHit[] = [];
  let completion: Promise<Plan | null> | undefined;
  const planOf = async (stage: Stage): Promise<Plan | null> => {
    if (stage !== 'begun' && stage !== 'movedBegun') return search.plan;
    return await (completion ??= search.completion());
  };
  let isBegun = search.plan === null || cursor?.stage === 'begun' || cursor?.stage === 'movedBegun';
  for (const stage of STAGES.slice(cursor === null ? 0 : STAGES.indexOf(cursor.stage))) {
    if ((stage === 'moved' || stage === 'movedBegun') && !search.withMoved) continue;
    // a last word that is whole goes on only when nobody bears it as it stands
    if (stage === 'begun' && cursor === null && hits.length === 0) isBegun = true;
    if ((stage === 'begun' || stage === 'movedBegun') && !isBegun) continue;
    const plan = await planOf(stage);
    if (plan === null) continue;
    const at = cursor?.stage === stage ? cursor : startOf(stage, plan.way);
    if (hits.length >= limit) return { hits, next: at };
    const page = await readStage(tx, search, plan, at, limit - hits.length);
    hits.push(...page.hits);
    if (page.next !== null) return { hits, next: page.next };
  }
  return { hits, next: null };
}

const WALK_START = -1;

function startOf(stage: Stage, way: Way): Cursor {
  return { stage, way, placeId: 0, personId: 0, position: WALK_START };
}

async function readStage(
  tx: Context,
  search: NameSearch,
  plan: Plan,
  at: Cursor,
  limit: number,
): Promise<Page> {
  const { filter, places } = search;
  const wanted = limit + 1;
  if (at.stage === 'whole') {
    const name = search.whole ?? '';
    const found = await listByWholeName(tx.db, name, places, filter, at, wanted);
    return cut(found, limit, at);
  }
  if (at.stage === 'moved' || at.stage === 'movedBegun') {
    const match = { ...plan.match, except: null };
    const found = await listMovedAway(tx.db, match, places ?? [], filter, at.personId, wanted);
    return cut(found, limit, at);
  }
  if (at.way === 'walk') return await readWalk(tx, search, plan, at, limit);
  if (at.way === 'places') return await readPlaces(tx, search, plan, at, limit);
  return await readKeys(tx, search, plan, at, limit);
}

async function readKeys(
  tx: Context,
  search: NameSearch,
  plan: Plan,
  at: Cursor,
  limit: number,
): Promise<Page> {
  const { filter, places } = search;
  const found = await listByKeys(tx.db, plan.match, places, filter, at.personId, limit + 1);
  return cut(found, limit, { ...at, way: 'keys' });
}

/** A first look into a few places; what is not frequent there is left to the inverted index. */
async function readPlaces(
  tx: Context,
  search: NameSearch,
  plan: Plan,
  at: Cursor,
  limit: number,
): Promise<Page> {
  const isFirst = at.placeId === 0;
  const left = (search.places ?? []).filter((placeId) => placeId >= at.placeId);
  const looked = isFirst ? left.slice(0, PLACES_FIRST) : left;
  const found = await walkPlaces(tx.db, plan.match, looked, search.filter, at, limit + 1);
  if (found.length > limit || !isFirst) return cut(found, limit, at);
  const next = left[PLACES_FIRST];
  if (next === undefined) return { hits: found, next: null };
  if (isTooShort(found, limit)) return await readKeys(tx, search, plan, at, limit);
  return { hits: found, next: { ...at, placeId: next, personId: 0 } };
}

const PLACES_FIRST = 4;

/**
 * A first window that yields too little means that the parts do not go together as their counts
 * promised: then few people bear them all, and the inverted index finds those.
 */
async function readWalk(
  tx: Context,
  search: NameSearch,
  plan: Plan,
  at: Cursor,
  limit: number,
): Promise<Page> {
  const { filter, places } = search;
  const { position } = at;
  const isFirst = position === WALK_START;
  const window = isFirst ? plan.window : WALKED_MAX;
  const wanted = limit + 1;
  const found = await walkShuffled(tx.db, plan.match, places, filter, position, window, wanted);
  if (found.length > limit) return cut(found, limit, at);
  if (isFirst && isTooShort(found, limit)) return await readKeys(tx, search, plan, at, limit);
  const end = await findWalkEnd(tx.db, position, window);
  return { hits: found, next: end === null ? null : { ...at, position: end } };
}

/** A short page is a page; one that is nearly empty says that the way was wrong. */
function isTooShort(found: readonly PersonHit[], limit: number): boolean {
  return found.length < limit / 4;
}

/** Sorts after every place, as null does. */
const NOWHERE = 2_147_483_647;

/** The page, and when there is more, where the next begins. */
function cut(found: PersonHit[], limit: number, at: Cursor): Page {
  const hits = found.slice(0, limit);
  const last = hits.at(-1);
  if (found.length <= limit || !last) return { hits, next: null };
  const { personId, position } = last;
  return { hits, next: { ...at, placeId: last.placeId ?? NOWHERE, personId, position } };
}

export function encodeCursor(cursor: Cursor | null): string | null {
  if (cursor === null) return null;
  const { stage, way, placeId, personId, position } = cursor;
  const fields = [STAGES.indexOf(stage), WAYS.indexOf(way), placeId, personId, position];
  return Buffer.from(JSON.stringify(fields)).toString('base64url');
}

const WAYS: readonly Way[] = ['keys', 'walk', 'places'];

/** A cursor of ours; anything else begins at the start. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  let fields: unknown;
  try {
    fields = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(fields) || !fields.every((field) => Number.isSafeInteger(field))) return null;
  const [stageAt, wayAt, placeId, personId, position] = fields as number[];
  const stage = STAGES[stageAt ?? -1];
  const way = WAYS[wayAt ?? -1];
  if (!stage || !way || placeId === undefined || personId === undefined) return null;
  return { stage, way, placeId, personId, position: position ?? WALK_START };
}
