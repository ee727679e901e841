/**
 * From codes and names as lists write them to units, of then and of today. Pure and in memory:
 * built once from compact rows, then tens of thousands of rows a second; `resolving.ts` keeps one
 * fresh.
 */
import type { IsoDate } from '../kernel/dates.ts';
import {
  type AddressPart,
  editDistance,
  hasMarks,
  markedKey,
  nameKey,
  parseAddress,
  readPart,
} from './address.ts';
import { type Entry, type Index, type ResolverRow, makeIndex } from './resolver-index.ts';
import type { Level } from './types.ts';

export interface ResolveQuery {
  /** official code; leading zeros may be lost when the level is given */
  code?: string;
  /** a name or a whole address */
  text?: string;
  /** the day the list speaks of; without it units of all times fit */
  on?: IsoDate;
  level?: Level;
  /** only units that lie in this one, in any tree */
  within?: number;
}

/** How a match was found; `similar` is a guess by spelling. */
export type MatchKind = 'code' | 'name' | 'similar';

export interface Match {
  unitId: number;
  code: string | null;
  name: string;
  type: string;
  level: Level;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  by: MatchKind;
}

export interface PlaceAnswer {
  day: IsoDate;
  /** the one unit of that day's tree in which all matches lie */
  unitId: number | null;
  certain: boolean;
  /** when not certain, the units of that day it may be */
  candidates: number[];
}

export interface Resolution {
  /**
   * likely = found by similar spelling only; ambiguous = several units fit or the unit was split
   */
  certainty: 'certain' | 'likely' | 'ambiguous' | 'none';
  /** best first, at most ten */
  matches: Match[];
  /** by the boundaries of the day asked (absent without one) */
  on: PlaceAnswer | null;
  today: PlaceAnswer;
  /** parts of the text that named no unit */
  rest: string[];
}

export interface Resolver {
  resolve(query: ResolveQuery): Resolution;
  /** where a unit lies by the boundaries of a day */
  placeOn(unitId: number, day: IsoDate): PlaceAnswer;
  size: number;
}

const MATCHES_MAX = 10;
const CACHE_MAX = 20_000;
const CODE_DIGITS: Partial<Record<Level, number>> = { province: 2, district: 3, commune: 5 };

interface Found {
  entry: Entry;
  score: number;
  by: MatchKind;
  /** its kind was written (xã, huyện …) */
  kindWritten: boolean;
  used: ReadonlySet<number>;
}

/** `today` is the day whose boundaries the answers translate to. */
export function makeResolver(rows: Iterable<ResolverRow>, today: IsoDate): Resolver {
  const index = makeIndex(rows);
  const cache = new Map<string, Resolution>();

  function resolve(query: ResolveQuery): Resolution {
    const { code = '', text = '', on = '', level = '', within = '' } = query;
    const key = `${code}\n${text}\n${on}\n${level}\n${within}`;
    const known = cache.get(key);
    if (known) return known;
    const answer = query.code ? resolveCode(index, query, today) : resolveText(index, query, today);
    if (cache.size >= CACHE_MAX) cache.clear();
    cache.set(key, answer);
    return answer;
  }

  return {
    resolve,
    placeOn: (unitId, day) => placeAll(index, [unitId], day),
    size: index.entries.size,
  };
}

// ── codes ───────────────────────────────────────────────────────────────────────────────────────

function resolveCode(index: Index, query: ResolveQuery, today: IsoDate): Resolution {
  const written = (query.code ?? '').trim();
  const digits = query.level ? CODE_DIGITS[query.level] : undefined;
  const isNumber = /^\d+$/.test(written);
  const padded = isNumber
    ? written.padStart(digits ?? (written.length === 4 ? 5 : 2), '0')
    : written;
  const entries = (index.byCode.get(padded) ?? []).filter((entry) => fits(entry, query));
  const bearing = entries.filter((entry) => bears(entry, padded, query.on));
  const kept = query.on !== undefined && bearing.length > 0 ? bearing : entries;
  const found = kept.map((entry): Found => ({
    entry,
    score: 0,
    by: 'code',
    kindWritten: true,
    used: new Set(),
  }));
  return answer(index, found, query, today, []);
}

function bears(entry: Entry, code: string, on: IsoDate | undefined): boolean {
  return entry.versions.some((v) => v.code === code && (on === undefined || isIn(v, on)));
}

function fits(entry: Entry, query: ResolveQuery): boolean {
  if (query.level !== undefined && entry.level !== query.level) return false;
  const { within } = query;
  if (within === undefined || entry.unitId === within) return true;
  return entry.above.has(within);
}

function isIn(version: { validFrom: IsoDate; validTo: IsoDate | null }, day: IsoDate): boolean {
  return version.validFrom <= day && (version.validTo === null || day < version.validTo);
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────

function resolveText(index: Index, query: ResolveQuery, today: IsoDate): Resolution {
  const asked = { query, isMarked: hasMarks(query.text ?? '') };
  const isName = (key: string): boolean => index.byKey.has(key);
  let parts = joinNames(index, parseAddress(query.text ?? '', isName));
  let found = findUnits(index, parts, asked);
  if (found.length === 0 && parts.length === 1) {
    const cut = cutRun(index, parts[0]?.text ?? '');
    if (cut.length > 1) {
      parts = cut;
      found = findUnits(index, parts, asked);
    }
  }
  if (query.level === undefined || query.level === 'village') {
    found = findVillages(index, parts, found, query);
  }
  const used = found[0]?.used ?? new Set<number>();
  const rest = parts.filter((_, i) => !used.has(i)).map((part) => part.text);
  return answer(index, found, query, today, rest);
}

/** A query, and whether its text has marks, so that missing ones mean something. */
interface Asked {
  query: ResolveQuery;
  isMarked: boolean;
}

/** "Bà Rịa - Vũng Tàu" was cut in two: neighbours that name a unit only together are one part. */
function joinNames(index: Index, parts: AddressPart[]): AddressPart[] {
  const joined: AddressPart[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    const [part, next] = [parts[i], parts[i + 1]];
    if (!part) continue;
    const both = next && index.byKey.has(part.key + next.wholeKey);
    if (next && both) {
      joined.push({
        ...part,
        text: `${part.text} ${next.whole}`,
        key: part.key + next.wholeKey,
        marked: part.marked + markedKey(next.whole),
      });
      i += 1;
    } else joined.push(part);
  }
  return joined;
}

/** "Tân Trào Sơn Dương Tuyên Quang": from the end, the longest run of words that names a unit. */
function cutRun(index: Index, text: string): AddressPart[] {
  const words = text.split(' ');
  const parts: AddressPart[] = [];
  while (words.length > 0 && parts.length < 5) {
    const size = [5, 4, 3, 2, 1].find(
      (n) => n <= words.length && index.byKey.has(nameKey(words.slice(-n).join(' '))),
    );
    if (size === undefined) break;
    parts.unshift(readPart(words.splice(-size).join(' ')));
  }
  if (words.length > 0) parts.unshift(readPart(words.join(' ')));
  return parts;
}

/** The units above the village that explain most parts, deepest first; spelling mistakes last. */
function findUnits(index: Index, parts: readonly AddressPart[], asked: Asked): Found[] {
  const named = parts.map((part) => candidatesOf(index, part));
  const found: Found[] = [];
  named.forEach((entries, at) => {
    const part = parts[at];
    if (!part) return;
    for (const entry of entries) {
      const rated = rate(entry, at, part, named, parts, asked, 'name');
      if (rated) found.push(rated);
    }
  });
  const exact = best(found.filter((one) => !isShadowed(one, parts)));
  const explained = exact[0]?.used.size ?? 0;
  const unexplained = parts
    .map((part, at) => ({ part, at }))
    .filter(({ part, at }) => !exact[0]?.used.has(at) && mayBeUnit(part));
  if (unexplained.length === 0) return exact;
  const similar = findSimilar(index, exact, unexplained, named, parts, asked);
  return similar.length > 0 && (similar[0]?.used.size ?? 0) > explained ? similar : exact;
}

function candidatesOf(index: Index, part: AddressPart): readonly Entry[] {
  const byName = index.byKey.get(part.key) ?? [];
  const whole = part.wholeKey === part.key ? [] : (index.byKey.get(part.wholeKey) ?? []);
  if (part.levels === null) return byName;
  const { levels, types } = part;
  const allowed = byName.filter(
    (entry) =>
      levels.includes(entry.level) &&
      (types === null || entry.versions.some((version) => types.includes(version.type))),
  );
  return allowed.length > 0 ? allowed : whole;
}

/**
 * A part that says "xã …" and is not explained leaves no room for another part to be the commune.
 */
function isShadowed(one: Found, parts: readonly AddressPart[]): boolean {
  return parts.some(
    (part, at) => !one.used.has(at) && part.levels?.every((level) => level === one.entry.level),
  );
}

function mayBeUnit(part: AddressPart): boolean {
  if (part.levels?.every((level) => level === 'village')) return false;
  return part.key.length >= 4;
}

const DEPTH: Record<Level, number> = {
  country: 0,
  province: 1,
  district: 2,
  commune: 3,
  village: 4,
};

/**
 * Weighs a unit: parts explained by units above it count most, then being the deepest, then parts
 * that lie above it while it is in force, marks, kind, being in force on the day.
 */
function rate(
  entry: Entry,
  at: number,
  part: AddressPart,
  named: readonly (readonly Entry[])[],
  parts: readonly AddressPart[],
  asked: Asked,
  by: MatchKind,
): Found | undefined {
  const { query } = asked;
  if (!fits(entry, query)) return undefined;
  const used = new Set([at]);
  let direct = 0;
  named.forEach((others, i) => {
    if (i === at || !others.some((other) => entry.above.has(other.unitId))) return;
    used.add(i);
    if (others.some((other) => entry.directlyAbove.has(other.unitId))) direct += 1;
  });
  const sameKind = part.type !== null && entry.versions.some((v) => v.type === part.type);
  const sameMarks = asked.isMarked && entry.markedKeys.has(part.marked);
  const inForce = query.on !== undefined && entry.versions.some((v) => isIn(v, query.on ?? ''));
  const score =
    used.size * 1000 +
    (parts.length > 1 ? DEPTH[entry.level] * 100 : 0) +
    direct * 20 +
    (sameMarks ? 10 : 0) +
    (sameKind ? 4 : 0) +
    (inForce ? 5 : 0);
  return { entry, score, by, kindWritten: part.levels !== null, used };
}

/** Keeps the units of the best score, higher levels first. */
function best(found: readonly Found[]): Found[] {
  const top = Math.max(...found.map((one) => one.score));
  return found
    .filter((one) => one.score === top)
    .toSorted((a, b) => DEPTH[a.entry.level] - DEPTH[b.entry.level]);
}

/** Misspelt parts: names one or two letters away, looked for only below what is already certain. */
function findSimilar(
  index: Index,
  exact: readonly Found[],
  unexplained: readonly { part: AddressPart; at: number }[],
  named: readonly (readonly Entry[])[],
  parts: readonly AddressPart[],
  asked: Asked,
): Found[] {
  const { query } = asked;
  const bases = exact.slice(0, MATCHES_MAX).map((one) => one.entry.unitId);
  if (bases.length === 0 && query.within !== undefined) bases.push(query.within);
  const below = new Set(bases.flatMap((base) => index.below.get(base) ?? []));
  const found: Found[] = [];
  for (const { part, at } of unexplained) {
    const max = part.key.length >= 9 ? 2 : 1;
    let least = max + 1;
    let nearest: Entry[] = [];
    for (const entry of below) {
      if (part.levels !== null && !part.levels.includes(entry.level)) continue;
      if (!fits(entry, query)) continue;
      const distance = Math.min(...entry.keys.map((key) => editDistance(part.key, key, max)));
      if (distance > max || distance > least) continue;
      nearest = distance < least ? [entry] : [...nearest, entry];
      least = distance;
    }
    for (const entry of nearest) {
      const rated = rate(entry, at, part, named, parts, asked, 'similar');
      if (rated) found.push(rated);
    }
  }
  return best(found);
}

/** A part that names a village of the units found (or of their predecessors and successors). */
function findVillages(
  index: Index,
  parts: readonly AddressPart[],
  found: readonly Found[],
  query: ResolveQuery,
): Found[] {
  const used = found[0]?.used ?? new Set<number>();
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (!part || used.has(at)) continue;
    if (part.levels !== null && !part.levels.includes('village')) continue;
    const villages = new Map<number, Found>();
    for (const one of found) {
      for (const entry of villagesOf(index, one.entry, part)) {
        if (!fits(entry, query)) continue;
        villages.set(entry.unitId, { ...one, entry, used: new Set([...one.used, at]) });
      }
    }
    if (found.length === 0 && query.within !== undefined) {
      for (const entry of index.villagesByKey.get(part.key) ?? []) {
        if (!fits(entry, query)) continue;
        villages.set(entry.unitId, {
          entry,
          score: 0,
          by: 'name',
          kindWritten: true,
          used: new Set([at]),
        });
      }
    }
    if (villages.size > 0) return [...villages.values()];
  }
  return query.level === 'village' ? [] : [...found];
}

function villagesOf(index: Index, above: Entry, part: AddressPart): Entry[] {
  if (above.level !== 'commune' && above.level !== 'district') return [];
  const communes = index.family.get(above.unitId) ?? [above.unitId];
  const found = communes.flatMap((id) => index.villages.get(`${id}:${part.key}`) ?? []);
  if (found.length > 0) return found;
  // a village whose history departs from its commune's anchors itself
  return (index.villagesByKey.get(part.key) ?? []).filter(
    (entry) => entry.anchorId === entry.unitId && communes.some((id) => entry.above.has(id)),
  );
}

// ── answers ─────────────────────────────────────────────────────────────────────────────────────

function answer(
  index: Index,
  found: readonly Found[],
  query: ResolveQuery,
  today: IsoDate,
  rest: string[],
): Resolution {
  const unitIds = found.map((one) => one.entry.unitId);
  const now = placeAll(index, unitIds, today);
  const on = query.on === undefined ? null : placeAll(index, unitIds, query.on);
  return {
    certainty: certaintyOf(found, on ?? now, query.level === undefined && rest.length > 0),
    matches: found.slice(0, MATCHES_MAX).map((one) => toMatch(one, query.on ?? today)),
    on,
    today: now,
    rest,
  };
}

/** With words left over, a unit whose kind was not written may be of another level: likely only. */
function certaintyOf(
  found: readonly Found[],
  place: PlaceAnswer,
  hasRest: boolean,
): Resolution['certainty'] {
  if (found.length === 0) return 'none';
  if (!place.certain) return 'ambiguous';
  const isGuess = found.some((one) => one.by === 'similar' || (hasRest && !one.kindWritten));
  return isGuess ? 'likely' : 'certain';
}

/** One unit of the day for all of them, or every unit of the day it may be. */
function placeAll(index: Index, unitIds: readonly number[], day: IsoDate): PlaceAnswer {
  const held = new Set<number>();
  for (const unitId of unitIds) {
    const entry = index.entries.get(unitId);
    if (!entry) continue;
    const placement = entry.placements.find((piece) => isIn(piece, day));
    if (!placement) continue;
    if (!placement.certain) for (const id of placement.candidates) held.add(id);
    else if (entry.level === 'village' && entry.versions.some((v) => isIn(v, day)))
      held.add(unitId);
    else held.add(placement.path.at(-1) ?? unitId);
  }
  const [only] = held;
  if (held.size === 1 && only !== undefined) {
    return { day, unitId: only, certain: true, candidates: [] };
  }
  return { day, unitId: null, certain: false, candidates: [...held].sort((a, b) => a - b) };
}

function toMatch(one: Found, day: IsoDate): Match {
  const { entry } = one;
  const version = entry.versions.find((v) => isIn(v, day)) ?? entry.versions.at(-1);
  return {
    unitId: entry.unitId,
    code: version?.code ?? null,
    name: version?.name ?? '',
    type: version?.type ?? '',
    level: entry.level,
    validFrom: entry.versions[0]?.validFrom ?? '',
    validTo: entry.versions.at(-1)?.validTo ?? null,
    by: one.by,
  };
}
