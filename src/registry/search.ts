/**
 * People by name or number. A name is found without marks, in any order of its words, whole or in
 * part, the last word half-typed: see search-plan.ts for the ways, docs/decisions/0004 for figures.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { type Outcome, failure, success } from '../kernel/outcome.ts';
import { foldSorted } from '../kernel/text.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { scopeOf } from '../units/ops.ts';
import { normalizeNumber, normalizePhone, partsOfCardNumber } from './identifiers.ts';
import { maskNationalId, maskSocialInsuranceNumber } from './mask.ts';
import { nameWords } from './search-keys.ts';
import {
  FEW_PLACES,
  type NameQuery,
  type Plan,
  completionKeys,
  keysToCount,
  lastTyped,
  planSearch,
  splitTyped,
} from './search-plan.ts';
import { type NameSearch, type Page, decodeCursor, encodeCursor, readPage } from './search-ways.ts';
import {
  type HitDetail,
  type HitFilter,
  type PersonHit,
  countKeys,
  listByNumber,
  listHitDetails,
  listPlacesUnder,
  readVisiblePlaces,
  readWordsAndCounts,
} from './sql-search.ts';
import { listPersonPlaces } from './sql.ts';
import type { Sex } from './types.ts';
import type { FoundPerson, PeoplePage } from './views.ts';

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

const LIMIT_MAX = 50;
const LIMIT = 20;
const WORDS_MAX = 8;
const BEGUN_WORDS_MAX = 40;

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
    const page = await asOwner(tx, async () => {
      const found =
        number === null
          ? await searchNames(tx, query, scope.value, limit)
          : await searchNumber(tx, number, scope.value, limit);
      return { people: await describeHits(tx, found.hits), next: encodeCursor(found.next) };
    });
    return success({ people: await keepVisible(tx, page.people), next: page.next });
  });
}

// ── where ───────────────────────────────────────────────────────────────────────────────────────

interface SearchScope {
  filter: HitFilter;
  /** places asked for, or the caller's own when those are few */
  places: readonly number[] | null;
  isOwn: boolean;
}

async function chooseScope(tx: Context, query: PeopleQuery): Promise<Outcome<SearchScope>> {
  const visible = tx.who.kind === 'system' ? null : await readVisiblePlaces(tx.db);
  const filter: HitFilter = { birthYear: query.birthYear ?? null, sex: query.sex ?? null, visible };
  if (query.unitId !== undefined) {
    const { path, on } = await scopeOf(tx, query.unitId, query.boundaries ?? today(tx));
    const asked = await listPlacesUnder(tx.db, path, on);
    const places = visible === null ? asked : asked.filter(inRanges(visible));
    return success({ filter, places, isOwn: false });
  }
  const own = visible === null ? null : idsOfRanges(visible, FEW_PLACES);
  return success({ filter, places: own, isOwn: own !== null });
}

/** Whether an id lies in `{[3,5),[9,10)}`. */
function inRanges(ranges: string): (id: number) => boolean {
  if (ranges === ALL_PLACES) return () => true;
  const bounds = [...ranges.matchAll(RANGE)].map(([, from, to]) => [Number(from), Number(to)]);
  return (id) => {
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle]?.[1] ?? 0) > id) high = middle;
      else low = middle + 1;
    }
    return (bounds[low]?.[0] ?? Infinity) <= id;
  };
}

const ALL_PLACES = '{(,)}';
const RANGE = /[[(](\d*),(\d*)[)\]]/g;

/** `{[3,5),[9,10)}` → [3, 4, 9]; null when more than `max` or without bounds. */
export function idsOfRanges(ranges: string, max: number): number[] | null {
  const ids: number[] = [];
  for (const [, from, to] of ranges.matchAll(RANGE)) {
    if (from === '' || to === '') return null;
    if (ids.length + Number(to) - Number(from) > max) return null;
    for (let id = Number(from); id < Number(to); id += 1) ids.push(id);
  }
  return ids;
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
  scope: SearchScope,
  limit: number,
): Promise<Page> {
  const inner = partsOfCardNumber(number)?.socialInsuranceNumber ?? null;
  const places = scope.isOwn ? null : scope.places;
  const found = await listByNumber(tx.db, number, inner, scope.filter, LIMIT_MAX);
  const hits = found.filter((hit) => places === null || places.includes(hit.placeId ?? 0));
  return { hits: hits.slice(0, limit), next: null };
}

// ── names ───────────────────────────────────────────────────────────────────────────────────────

async function searchNames(
  tx: Context,
  query: PeopleQuery,
  scope: SearchScope,
  limit: number,
): Promise<Page> {
  const { filter, places, isOwn } = scope;
  if (places !== null && places.length === 0) return { hits: [], next: null };
  const { birthYear, sex } = filter;
  const typed = nameWords(query.text);
  const read = await readWordsAndCounts(
    tx.db,
    typed,
    lastTyped(query.text),
    keysToCount({ words: typed, birthYear, sex }),
    BEGUN_WORDS_MAX,
  );
  const { whole, half } = splitTyped(query.text, read.known, read.begun);
  const except = whole === null ? null : foldSorted(query.text);
  const base = { limit, places: places?.length ?? null, except };
  const planOf = async (name: NameQuery): Promise<Plan> => {
    const keys = completionKeys(name, read.counts);
    const more = keys.length === 0 ? [] : await countKeys(tx.db, keys);
    return planSearch({ ...base, query: name, counts: new Map([...read.counts, ...more]) });
  };
  const search: NameSearch = {
    whole: except,
    plan: whole && (await planOf({ words: whole, begun: null, birthYear, sex })),
    completion: async () => half && (await planOf({ ...half, birthYear, sex })),
    filter,
    places,
    withMoved: isOwn,
  };
  return await readPage(tx, search, decodeCursor(query.cursor), limit);
}

// ── answers ─────────────────────────────────────────────────────────────────────────────────────

/** Row security has the last word: whom the caller may not see is left out, whatever was found. */
async function keepVisible(tx: Context, people: FoundPerson[]): Promise<FoundPerson[]> {
  if (tx.who.kind === 'system' || people.length === 0) return people;
  const ids = people.map((person) => person.personId);
  const visible = await listPersonPlaces(tx.db, ids);
  return people.filter((person) => visible.has(person.personId));
}

async function describeHits(tx: Context, hits: readonly PersonHit[]): Promise<FoundPerson[]> {
  if (hits.length === 0) return [];
  const ids = hits.map((hit) => hit.personId);
  const details = await listHitDetails(tx.db, ids, today(tx));
  return hits.map((hit) => describeHit(hit, details.get(hit.personId)));
}

function describeHit(hit: PersonHit, detail: HitDetail | undefined): FoundPerson {
  const units = detail?.placeUnits ?? [];
  const head = detail?.headId;
  return {
    personId: hit.personId,
    fullName: hit.fullName,
    birthYear: hit.birthYear,
    birthDate: detail?.birthDate ?? null,
    birthPrecision: detail?.birthPrecision ?? null,
    sex: hit.sex,
    place:
      hit.placeId === null || !units[0]
        ? null
        : { placeId: hit.placeId, name: units[0].name, units },
    residenceKind: detail?.residenceKind ?? null,
    householdHead: head ? { personId: head, fullName: detail?.headName ?? '' } : null,
    nationalId: maskNationalId(detail?.nationalId ?? null),
    socialInsuranceNumber: maskSocialInsuranceNumber(detail?.socialInsuranceNumber ?? null),
  };
}
