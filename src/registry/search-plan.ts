/**
 * Which way a search by name takes, decided from how many people bear its keys. Pure.
 *
 * Reading everyone who bears the rarest key costs as many rows as bear it. Walking the people in an
 * order that spreads every share evenly costs 1/share rows for each hit. The shorter is taken; the
 * two meet at √(limit × people). Of a few places the first are read instead of walked.
 */
import { TOTAL_KEY, nameWords, pairKey, pairsOf, sexKey, wordKey, yearKey } from './search-keys.ts';

export interface NameQuery {
  /** folded, different, sorted; without the half-typed last one */
  words: readonly string[];
  /** words that complete the half-typed last one, and what was typed of it */
  begun: { words: readonly string[]; typed: string } | null;
  birthYear: number | null;
  sex: string | null;
}

/** All `every` keys and, where given, one of `some`; keys are hashes, so the words are looked at too. */
export interface KeyMatch {
  every: readonly number[];
  some: readonly number[] | null;
  words: readonly string[];
  begins: string | null;
  /** whole names already answered */
  except: string | null;
}

export type Way = 'keys' | 'walk' | 'places';

export interface Plan {
  way: Way;
  match: KeyMatch;
  /** rows to walk before it is clear that the parts do not go together */
  window: number;
}

/** Keys not counted are borne by fewer people than this. */
export const KEY_PEOPLE_MIN = 200;

const EVERY_MAX = 4;
const WINDOW_MAX = 8_000;
/** Rows of a later page of a walk. */
export const WALKED_MAX = 20_000;

/** Keys whose counts `planSearch` wants to know. */
export function keysToCount(query: NameQuery): number[] {
  const { pairs, single, years, sexes, some } = keysOf(query);
  return [...pairs, ...single, ...years, ...sexes, ...some, TOTAL_KEY];
}

interface Keys {
  pairs: number[];
  single: number[];
  years: number[];
  sexes: number[];
  /** one for each completion, paired with a typed word so that it is rare */
  some: number[];
}

function keysOf({ words, begun, birthYear, sex }: NameQuery): Keys {
  const [partner] = words.toSorted((a, b) => b.length - a.length);
  const completion = (word: string): number => {
    if (partner !== undefined) return pairKey(partner, word);
    if (birthYear !== null) return yearKey(word, birthYear);
    return sex === null ? wordKey(word) : sexKey(word, sex);
  };
  return {
    pairs: pairsOf(words).map(([a, b]) => pairKey(a, b)),
    single: words.map(wordKey),
    years: birthYear === null ? [] : words.map((word) => yearKey(word, birthYear)),
    sexes: sex === null ? [] : words.map((word) => sexKey(word, sex)),
    some: begun === null ? [] : begun.words.map(completion),
  };
}

export interface PlanInput {
  query: NameQuery;
  counts: ReadonlyMap<number, number>;
  limit: number;
  /** how many places the search is held to; null = not by places */
  places: number | null;
  except: string | null;
}

/** At most so many places are read one by one. */
export const FEW_PLACES = 64;

export function planSearch({ query, counts, limit, places, except }: PlanInput): Plan {
  const { pairs, single, years, sexes, some } = keysOf(query);
  const count = (key: number): number => counts.get(key) ?? KEY_PEOPLE_MIN;
  const every = [...(pairs.length > 0 ? pairs : single), ...years, ...sexes]
    .toSorted((a, b) => count(a) - count(b))
    .slice(0, EVERY_MAX);
  const completed =
    some.length === 0
      ? Infinity
      : some.reduce((sum, key) => sum + (counts.get(key) ?? KEY_PEOPLE_MIN / 4), 0);
  const people = counts.get(TOTAL_KEY) ?? 0;
  const expected = Math.min(people, completed, ...every.map(count));
  const match: KeyMatch = {
    every,
    some: some.length === 0 ? null : some,
    words: query.words,
    begins: query.begun?.typed ?? null,
    except,
  };
  const wanted = limit + 1;
  const isShort = people === 0 || expected <= Math.sqrt(wanted * people);
  if (isShort) return { way: 'keys', match, window: 0 };
  if (places !== null && places <= FEW_PLACES) return { way: 'places', match, window: 0 };
  const rows = Math.ceil((4 * wanted * people) / expected);
  return { way: 'walk', match, window: places === null ? Math.min(rows, WINDOW_MAX) : WINDOW_MAX };
}

/** What was typed, taken apart: `known` are words of the register, `begun` longer ones. */
export function splitTyped(
  typed: string,
  known: ReadonlySet<string>,
  begun: readonly string[],
): Pick<NameQuery, 'words' | 'begun'> | null {
  const words = nameWords(typed);
  if (words.every((word) => known.has(word))) return { words, begun: null };
  const last = lastTyped(typed);
  const others = words.filter((word) => word !== last);
  if (known.has(last) || begun.length === 0) return null;
  if (!others.every((word) => known.has(word))) return null;
  return { words: others, begun: { words: begun, typed: last } };
}

/** The word under the cursor: the last of a text that may be unfinished. */
export function lastTyped(typed: string): string {
  const words = typed.trim().split(/\s+/);
  return nameWords(words.at(-1) ?? '').at(-1) ?? '';
}
