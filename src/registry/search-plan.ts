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
  /** longer words that the half-typed last one may become */
  begun: Begun | null;
  birthYear: number | null;
  sex: string | null;
}

export interface Begun {
  typed: string;
  words: readonly BegunWord[];
  /** the typed word stands in the register as it is, and was answered already */
  isWhole: boolean;
}

export interface BegunWord {
  word: string;
  /** how many bear it, 0 when too few to be counted */
  people: number;
}

/** All `every` keys, one of `some`; keys are hashes, so the words are looked at too. */
export interface KeyMatch {
  every: readonly number[];
  some: readonly number[] | null;
  words: readonly string[];
  begins: string | null;
  /** names with this word were answered already */
  without: string | null;
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
const WINDOW_MAX = 12_000;
/** Rows of a later page of a walk. */
export const WALKED_MAX = 20_000;

/** Keys of what was typed, whose counts `planSearch` wants to know. */
export function keysToCount(query: Omit<NameQuery, 'begun'>): number[] {
  return [...typedKeys(query), ...query.words.map(wordKey), TOTAL_KEY];
}

function typedKeys({ words, birthYear, sex }: Omit<NameQuery, 'begun'>): number[] {
  const pairs = pairsOf(words).map(([a, b]) => pairKey(a, b));
  return [
    ...(pairs.length > 0 ? pairs : words.map(wordKey)),
    ...(birthYear === null ? [] : words.map((word) => yearKey(word, birthYear))),
    ...(sex === null ? [] : words.map((word) => sexKey(word, sex))),
  ];
}

/** One key for each completion, paired with the rarest typed word. */
export function completionKeys(
  { words, begun, birthYear, sex }: NameQuery,
  counts: ReadonlyMap<number, number>,
): number[] {
  const rarity = (word: string): number => counts.get(wordKey(word)) ?? 0;
  const [partner] = words.toSorted((a, b) => rarity(a) - rarity(b));
  return (begun?.words ?? []).map(({ word }) => {
    if (partner !== undefined) return pairKey(partner, word);
    if (birthYear !== null) return yearKey(word, birthYear);
    return sex === null ? wordKey(word) : sexKey(word, sex);
  });
}

export interface PlanInput {
  query: NameQuery;
  /** of `keysToCount` and `completionKeys` */
  counts: ReadonlyMap<number, number>;
  limit: number;
  /** how many places the search is held to; null = not by places */
  places: number | null;
  except: string | null;
}

/** At most so many places are read one by one. */
export const FEW_PLACES = 64;

export function planSearch({ query, counts, limit, places, except }: PlanInput): Plan {
  const { words, begun } = query;
  const people = counts.get(TOTAL_KEY) ?? 0;
  const count = (key: number): number => counts.get(key) ?? KEY_PEOPLE_MIN;
  const every = typedKeys(query)
    .toSorted((a, b) => count(a) - count(b))
    .slice(0, EVERY_MAX);
  const some = completionKeys(query, counts);
  const bearers = Math.min(people, ...every.map(count));
  const completed = some.reduce((sum, key) => sum + (counts.get(key) ?? UNCOUNTED_PAIR), 0);
  const match: KeyMatch = {
    every,
    some: begun === null ? null : some,
    words,
    begins: begun?.typed ?? null,
    without: begun?.isWhole ? begun.typed : null,
    except,
  };
  const expected = begun === null ? bearers : Math.min(completed, bearers * shareOf(begun, people));
  const looked = expected + (bearers + completed) * KEY_COST;
  const walked = expected > 0 ? ((limit + 1) * people) / expected : Infinity;
  if (people === 0 || walked * WALK_RISK >= looked) return { way: 'keys', match, window: 0 };
  if (places !== null && places <= FEW_PLACES) return { way: 'places', match, window: 0 };
  const window = places === null ? Math.ceil(2.5 * walked) : WINDOW_MAX;
  return { way: 'walk', match, window: Math.min(window, WINDOW_MAX) };
}

/** A key read from the inverted index against a row read from the table. */
const KEY_COST = 0.1;

/** A walk that fails is paid twice, so it must promise to be shorter by this. */
const WALK_RISK = 1.2;

const UNCOUNTED_PAIR = KEY_PEOPLE_MIN / 4;

/** Of all people, those with one of the completions. */
function shareOf(begun: Begun, people: number): number {
  const sum = begun.words.reduce((total, word) => total + (word.people || UNCOUNTED_PAIR), 0);
  return people === 0 ? 1 : Math.min(1, sum / people);
}

/**
 * What was typed, taken apart: whole words of the register, and what the last one may become. Null
 * where nobody can be meant.
 */
export function splitTyped(
  typed: string,
  known: ReadonlySet<string>,
  begun: readonly BegunWord[],
): { whole: readonly string[] | null; half: Pick<NameQuery, 'words' | 'begun'> | null } {
  const words = nameWords(typed);
  const last = lastTyped(typed);
  const others = words.filter((word) => word !== last);
  if (!others.every((word) => known.has(word))) return { whole: null, half: null };
  const isWhole = known.has(last);
  return {
    whole: isWhole ? words : null,
    half:
      begun.length > 0 ? { words: others, begun: { typed: last, words: begun, isWhole } } : null,
  };
}

/** The word under the cursor: the last of a text that may be unfinished. */
export function lastTyped(typed: string): string {
  const words = typed.trim().split(/\s+/);
  return nameWords(words.at(-1) ?? '').at(-1) ?? '';
}
