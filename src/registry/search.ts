/**
 * People by name or number. A name is found without marks, in any order of its words, whole or in
 * part, the last word half-typed. Which way is taken depends on how frequent the words are, see
 * docs/decisions/0004: whole names by a key of sorted words; rare words and pairs by the inverted
 * index; frequent ones by walking the people in an order that spreads every share evenly, or the
 * people of a few places, until enough are found.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Outcome, failure, success } from '../kernel/outcome.ts';
import { fold, foldSorted } from '../kernel/text.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { normalizeNumber, normalizePhone, partsOfCardNumber } from './identifiers.ts';
import { maskNationalId, maskSocialInsuranceNumber } from './mask.ts';
import { type PlaceName, describePlaces } from './places.ts';
import { TOTAL_KEY, birthYearKey, nameWords, pairKey, pairsOf, wordKey } from './search-keys.ts';
import {
  type HitFilter,
  KEY_PEOPLE_MIN,
  type KeyMatch,
  type PersonHit,
  countKeys,
  findWalkEnd,
  listByKeys,
  listByNumber,
  listByWholeName,
  listHitDetails,
  listPlacesUnder,
  readVisiblePlaces,
  readWordsAndCounts,
  walkPlaces,
  walkShuffled,
} from './sql-search.ts';
import { listPlaces } from './sql.ts';
import type { BirthPrecision, Sex } from './types.ts';

export interface PeopleQuery {
  text: string;
  /** only people who live under this unit now */
  unitId?: number;
  /** day of the tree the unit is meant in; today unless said */
  boundaries?: IsoDate;
  birthYear?: number;
  sex?: Sex;
  /** 1–50, 20 unless said */
  limit?: number;
  /** from the answer before */
  cursor?: string;
}

export interface FoundPerson {
  personId: number;
  fullName: string;
  birthYear: number | null;
  birthDate: IsoDate | null;
  birthPrecision: BirthPrecision | null;
  sex: Sex | null;
  place: PlaceName | null;
  /** `left` and `died` say why someone no longer counts there */
  residenceKind: string | null;
  householdHead: { personId: number; fullName: string } | null;
  /** masked */
  nationalId: string | null;
  socialInsuranceNumber: string | null;
}

export interface PeoplePage {
  people: FoundPerson[];
  /** pass as `cursor` for more; null = that was all */
  next: string | null;
}

const LIMIT_MAX = 50;
const LIMIT = 20;
const WORDS_MAX = 8;
/** Above this many places a filter by place is left to row security or applied to found rows. */
const FEW_PLACES = 400;
const BEGUN_WORDS_MAX = 40;
const WALK_MAX = 60_000;

export async function searchPeople(ctx: Context, query: PeopleQuery): Promise<Outcome<PeoplePage>> {
  const limit = Math.min(Math.max(query.limit ?? LIMIT, 1), LIMIT_MAX);
  const number = asNumber(query.text);
  const words = nameWords(query.text);
  if (number === null && words.length === 0) return failure('registry.search.empty');
  if (words.length > WORDS_MAX)
    return failure('registry.search.tooManyWords', { words: WORDS_MAX });
  return await inTransaction(ctx, async (tx) => {
    const scope = await chooseScope(tx, query);
    if (!scope.ok) return scope;
    const { visible, places, ownPlaces } = scope.value;
    const { birthYear = null, sex = null } = query;
    const filter: HitFilter = { birthYear, sex, visible };
    const page = await asOwner(tx, () =>
      number === null
        ? searchNames(tx, { query, words, filter, limit, places, ownPlaces })
        : searchNumber(tx, number, places, filter, limit),
    );
    return success({ people: await describeHits(tx, page.hits), next: encodeCursor(page.next) });
  });
}

// ── numbers ─────────────────────────────────────────────────────────────────────────────────────

/** Text that is a number of some kind; null for a name. */
function asNumber(text: string): string | null {
  const plain = normalizeNumber(text).replace(/^\+/, '');
  if (/^\d{8,15}$/.test(plain)) return normalizePhone(plain);
  return partsOfCardNumber(plain) ? plain : null;
}

async function searchNumber(
  tx: Context,
  number: string,
  places: readonly number[] | null,
  filter: HitFilter,
  limit: number,
): Promise<Page> {
  const inner = partsOfCardNumber(number)?.socialInsuranceNumber ?? null;
  const found = await listByNumber(tx.db, number, inner, filter, LIMIT_MAX);
  const hits = found.filter((hit) => places === null || places.includes(hit.placeId ?? 0));
  return { hits: hits.slice(0, limit), next: null };
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────

interface ChosenPlaces {
  /** filter asked for; null = none */
  places: readonly number[] | null;
  /** where the caller sees people, when those are few */
  ownPlaces: readonly number[] | null;
}

interface Scope extends ChosenPlaces {
  visible: string | null;
}

async function chooseScope(tx: Context, query: PeopleQuery): Promise<Outcome<Scope>> {
  const visible = tx.who.kind === 'system' ? null : await readVisiblePlaces(tx.db);
  if (query.unitId !== undefined) {
    const boundaries = query.boundaries ?? today(tx);
    const [unit] = await listPlaces(tx.db, [query.unitId], boundaries);
    if (!unit) return failure('registry.place.notFound');
    const places = await listPlacesUnder(tx.db, [unit.path], boundaries, PLACES_MAX);
    return success({ visible, places, ownPlaces: null });
  }
  const few = visible === null ? null : idsOfRanges(visible, FEW_PLACES);
  return success({ visible, places: null, ownPlaces: few });
}

/** `{[3,5),[9,10)}` → [3, 4, 9]; null when more than `max` or without bounds. */
export function idsOfRanges(ranges: string, max: number): number[] | null {
  const ids: number[] = [];
  for (const [, from, to] of ranges.matchAll(/[[(](\d*),(\d*)[)\]]/g)) {
    if (from === '' || to === '') return null;
    if (ids.length + Number(to) - Number(from) > max) return null;
    for (let id = Number(from); id < Number(to); id += 1) ids.push(id);
  }
  return ids;
}

const PLACES_MAX = 100_000;

// ── names ───────────────────────────────────────────────────────────────────────────────────────

interface NameSearch extends ChosenPlaces {
  query: PeopleQuery;
  words: readonly string[];
  filter: HitFilter;
  limit: number;
}

interface Page {
  hits: PersonHit[];
  next: Cursor | null;
}

/** Where the next page begins, by the way taken. */
type Cursor =
  | { way: 'whole'; placeId: number; personId: number }
  | { way: 'keys'; personId: number }
  | { way: 'walk'; position: number }
  | { way: 'places'; placeId: number; personId: number };

async function searchNames(tx: Context, search: NameSearch): Promise<Page> {
  const cursor = decodeCursor(search.query.cursor);
  const { words } = search;
  const lastWord = fold(search.query.text).split(' ').at(-1) ?? '';
  const keys = keysOf(search, words);
  const wanted = [...keys.pairs, ...keys.words, ...keys.year, TOTAL_KEY];
  const read = await readWordsAndCounts(tx.db, words, lastWord, wanted, BEGUN_WORDS_MAX);
  const { known, begun, counts } = read;
  if (known.size === words.length) {
    const sorted = foldSorted(search.query.text);
    const first: Page =
      cursor === null || cursor.way === 'whole'
        ? await searchWholeName(tx, search, sorted, cursor)
        : { hits: [], next: null };
    if (first.next) return first;
    const parts: Parts = { words, begun: null, begins: null, except: sorted, counts };
    const left = { ...search, limit: search.limit - first.hits.length };
    const rest = await searchParts(tx, left, parts, cursor?.way === 'whole' ? null : cursor);
    return { hits: [...first.hits, ...rest.hits], next: rest.next };
  }
  const others = words.filter((word) => word !== lastWord);
  if (known.has(lastWord) || begun.length === 0 || others.some((word) => !known.has(word))) {
    return { hits: [], next: null };
  }
  const more = await countKeys(tx.db, begunKeys(others, begun));
  const all = new Map([...counts, ...more]);
  const parts: Parts = { words: others, begun, begins: lastWord, except: null, counts: all };
  return await searchParts(tx, search, parts, cursor);
}

interface Keys {
  pairs: number[];
  words: number[];
  year: number[];
}

function keysOf(search: NameSearch, words: readonly string[]): Keys {
  const { birthYear } = search.filter;
  return {
    pairs: pairsOf(words).map(([a, b]) => pairKey(a, b)),
    words: words.map(wordKey),
    year: birthYear === null ? [] : [birthYearKey(birthYear)],
  };
}

async function searchWholeName(
  tx: Context,
  search: NameSearch,
  sorted: string,
  cursor: Cursor | null,
): Promise<Page> {
  const { limit, places, filter } = search;
  const after = cursor?.way === 'whole' ? cursor : null;
  const hits = await listByWholeName(tx.db, sorted, places, filter, after, limit + 1);
  const shown = hits.slice(0, limit);
  const last = shown.at(-1);
  if (hits.length <= limit || !last) return { hits: shown, next: null };
  const placeId = last.placeId ?? NOWHERE;
  return { hits: shown, next: { way: 'whole', placeId, personId: last.personId } };
}

/** Sorts after every place, as null does. */
const NOWHERE = 2_147_483_647;

interface Parts {
  words: readonly string[];
  /** words that complete the half-typed last one */
  begun: readonly string[] | null;
  begins: string | null;
  /** whole name answered already */
  except: string | null;
  /** people by key */
  counts: ReadonlyMap<number, number>;
}

async function searchParts(
  tx: Context,
  search: NameSearch,
  parts: Parts,
  cursor: Cursor | null,
): Promise<Page> {
  if (search.limit <= 0) return { hits: [], next: { way: 'keys', personId: 0 } };
  const plan = planParts(search, parts);
  const way = cursor?.way ?? plan.way;
  if (way === 'walk') return await pageOfWalk(tx, search, plan, cursor);
  if (way === 'places') return await pageOfPlaces(tx, search, plan, cursor);
  const afterId = cursor?.way === 'keys' ? cursor.personId : 0;
  const { limit, places, filter } = search;
  const hits = await listByKeys(tx.db, plan.match, places, filter, afterId, limit + 1);
  const last = hits.length > limit ? hits[limit - 1] : undefined;
  return {
    hits: hits.slice(0, limit),
    next: last ? { way: 'keys', personId: last.personId } : null,
  };
}

interface Plan {
  way: 'keys' | 'walk' | 'places';
  match: KeyMatch;
  /** share of all people expected to match */
  density: number;
}

/**
 * Reading everyone who bears the rarest key costs as many rows as bear it; walking costs one row in
 * `1/density` for each hit. The shorter of the two is taken; they meet at √(limit × people).
 */
function planParts(search: NameSearch, parts: Parts): Plan {
  const { words, begun, counts } = parts;
  const { pairs, words: single, year } = keysOf(search, words);
  const some = begun === null ? null : begunKeys(words, begun);
  const count = (key: number): number => counts.get(key) ?? KEY_PEOPLE_MIN;
  const rarest = (pairs.length > 0 ? pairs : single)
    .toSorted((a, b) => count(a) - count(b))
    .slice(0, KEYS_MAX);
  const total = counts.get(TOTAL_KEY) ?? 0;
  const ofNames = Math.min(
    ...rarest.map(count),
    some === null ? Infinity : some.reduce((sum, key) => sum + count(key), 0),
  );
  const yearShare = total > 0 ? Math.min(1, ...year.map((key) => count(key) / total)) : 1;
  const expected = ofNames * yearShare;
  const match: KeyMatch = {
    every: [...rarest, ...year],
    some,
    words,
    begins: parts.begins,
    except: parts.except,
  };
  const density = total > 0 ? expected / total : 1;
  const isFrequent = total > 0 && expected > Math.sqrt((search.limit + 1) * total);
  if (!isFrequent) return { way: 'keys', match, density };
  const few = search.places ?? search.ownPlaces;
  const isNarrow = few !== null && few.length <= FEW_PLACES;
  return { way: isNarrow ? 'places' : 'walk', match, density };
}

const KEYS_MAX = 3;

/** One key for each completion: paired with a typed word, so that it is rare. */
function begunKeys(words: readonly string[], begun: readonly string[]): number[] {
  const [partner] = words.toSorted((a, b) => b.length - a.length);
  return begun.map((word) => (partner === undefined ? wordKey(word) : pairKey(partner, word)));
}

async function pageOfWalk(
  tx: Context,
  search: NameSearch,
  plan: Plan,
  cursor: Cursor | null,
): Promise<Page> {
  const { limit, filter } = search;
  const share = plan.density * (filter.sex === null ? 1 : 0.5);
  let window = Math.min(WALK_MAX, Math.ceil((3 * (limit + 1)) / Math.max(share, 1e-6)) + 100);
  let after = cursor?.way === 'walk' ? cursor.position : -1;
  const hits: PersonHit[] = [];
  for (let walked = 0; walked < WALK_MAX; walked += window) {
    const wanted = limit + 1 - hits.length;
    hits.push(
      ...(await walkShuffled(tx.db, plan.match, search.places, filter, after, window, wanted)),
    );
    if (hits.length > limit) {
      const last = hits[limit - 1];
      return { hits: hits.slice(0, limit), next: { way: 'walk', position: last?.position ?? 0 } };
    }
    const end = await findWalkEnd(tx.db, after, window);
    if (end === null) return { hits, next: null };
    after = end;
    window = Math.min(window * 2, WALK_MAX);
  }
  return { hits, next: { way: 'walk', position: after } };
}

async function pageOfPlaces(
  tx: Context,
  search: NameSearch,
  plan: Plan,
  cursor: Cursor | null,
): Promise<Page> {
  const all = (search.places ?? search.ownPlaces ?? []).toSorted((a, b) => a - b);
  const from = cursor?.way === 'places' ? cursor : null;
  const places = from === null ? all : all.filter((placeId) => placeId >= from.placeId);
  const { limit, filter } = search;
  const afterId = from?.personId ?? 0;
  const hits = await walkPlaces(tx.db, plan.match, places, filter, afterId, limit + 1);
  const last = hits.length > limit ? hits[limit - 1] : undefined;
  return {
    hits: hits.slice(0, limit),
    next: last ? { way: 'places', placeId: last.placeId ?? 0, personId: last.personId } : null,
  };
}

function encodeCursor(cursor: Cursor | null): string | null {
  return cursor === null ? null : Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** A cursor of ours; anything else begins at the start. */
function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Cursor;
    const values = Object.entries(cursor).filter(([name]) => name !== 'way');
    const isSound = values.every(([, value]) => Number.isSafeInteger(value));
    return isSound && ['whole', 'keys', 'walk', 'places'].includes(cursor.way) ? cursor : null;
  } catch {
    return null;
  }
}

// ── answers ─────────────────────────────────────────────────────────────────────────────────────

async function describeHits(tx: Context, hits: readonly PersonHit[]): Promise<FoundPerson[]> {
  if (hits.length === 0) return [];
  const day = today(tx);
  const details = await listHitDetails(
    tx.db,
    hits.map((hit) => hit.personId),
    day,
  );
  const places = await describePlaces(
    tx.db,
    hits.flatMap((hit) => hit.placeId ?? []),
    day,
  );
  const visible = hits.filter((hit) => details.has(hit.personId));
  return visible.map((hit) => {
    const detail = details.get(hit.personId);
    return {
      personId: hit.personId,
      fullName: hit.fullName,
      birthYear: hit.birthYear,
      birthDate: detail?.birthDate ?? null,
      birthPrecision: detail?.birthPrecision ?? null,
      sex: hit.sex,
      place: places.get(hit.placeId ?? 0) ?? null,
      residenceKind: detail?.residenceKind ?? null,
      householdHead:
        detail?.headId && detail.headName !== null
          ? { personId: detail.headId, fullName: detail.headName }
          : null,
      nationalId: maskNationalId(detail?.nationalId ?? null),
      socialInsuranceNumber: maskSocialInsuranceNumber(detail?.socialInsuranceNumber ?? null),
    };
  });
}
