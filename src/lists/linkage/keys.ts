/**
 * The blocking rules as 32-bit keys for PostgreSQL: of a person as recorded (`linkage.person`), and of
 * a row as looked up. Two records of one key need not fulfil the rule: the linker decides again.
 */
import { hashText } from '../../kernel/random.ts';
import { lastWord, soundOf } from './features.ts';

export const KEY_COLUMNS = [
  'name_year',
  'birth_given',
  'birth_anchor',
  'name_anchor',
  'given_year_place',
  'day_month_place',
] as const;
export type KeyColumn = (typeof KEY_COLUMNS)[number];
export type Keys = Record<KeyColumn, number>;

export interface KeySource {
  /** foldName() */
  name: string;
  year: number;
  month: number;
  day: number;
}

/** What the keys of a record are made of; empty or 0 = not known. */
interface KeyParts {
  sound: string;
  given: string;
  year: number;
  /** whole dates only */
  date: string;
  dayMonth: string;
}

const soundsOfWords = new Map<string, string>();
const WORDS_MAX = 100_000;

function cachedSound(word: string): string {
  const known = soundsOfWords.get(word);
  if (known !== undefined) return known;
  if (soundsOfWords.size > WORDS_MAX) soundsOfWords.clear();
  const sound = soundOf(word);
  soundsOfWords.set(word, sound);
  return sound;
}

function partsOf({ name, year, month, day }: KeySource): KeyParts {
  const isWhole = day !== 0 && month !== 0;
  return {
    sound: name === '' ? '' : name.split(' ').map(cachedSound).sort().join(' '),
    given: cachedSound(lastWord(name)),
    year,
    date: day === 0 ? '' : `${year}-${month}-${day}`,
    dayMonth: isWhole ? `${Math.min(day, month)}-${Math.max(day, month)}` : '',
  };
}

/** `place` and its anchor as recorded; 0 = none known. */
export function keysOf(source: KeySource, placeId: number, anchorId: number): Keys {
  const parts = partsOf(source);
  return {
    name_year: nameYear(parts),
    birth_given: birthGiven(parts),
    birth_anchor: keyOf('birth_anchor', parts.date, anchorId),
    name_anchor: keyOf('name_anchor', parts.sound, anchorId),
    given_year_place: givenYearPlace(parts, placeId),
    day_month_place: keyOf('day_month_place', parts.dayMonth, placeId),
  };
}

/** Where today's commune and village of a row may be written in the register. */
export interface PlacesAsRecorded {
  anchorIds: readonly number[];
  placeIds: readonly number[];
}

/** Adds the keys under which persons who fulfil a rule with the row are found. */
export function addKeys(
  keys: Readonly<Record<KeyColumn, Set<number>>>,
  source: KeySource,
  places: PlacesAsRecorded,
): void {
  const parts = partsOf(source);
  keys.name_year.add(nameYear(parts));
  keys.birth_given.add(birthGiven(parts));
  for (const anchorId of places.anchorIds) {
    keys.birth_anchor.add(keyOf('birth_anchor', parts.date, anchorId));
    keys.name_anchor.add(keyOf('name_anchor', parts.sound, anchorId));
  }
  for (const placeId of places.placeIds) {
    keys.given_year_place.add(givenYearPlace(parts, placeId));
    keys.day_month_place.add(keyOf('day_month_place', parts.dayMonth, placeId));
  }
}

export function makeKeySets(): Record<KeyColumn, Set<number>> {
  return {
    name_year: new Set(),
    birth_given: new Set(),
    birth_anchor: new Set(),
    name_anchor: new Set(),
    given_year_place: new Set(),
    day_month_place: new Set(),
  };
}

function nameYear(parts: KeyParts): number {
  return keyOf('name_year', parts.sound, parts.year);
}

function birthGiven(parts: KeyParts): number {
  return parts.date === '' ? 0 : keyOf('birth_given', parts.given, 1, parts.date);
}

function givenYearPlace(parts: KeyParts, placeId: number): number {
  return parts.year === 0 ? 0 : keyOf('given_year_place', parts.given, placeId, parts.year);
}

/** 0 where something is not known: such records are not found by this rule. */
function keyOf(
  column: KeyColumn,
  text: string,
  number: number,
  more: string | number = '',
): number {
  if (text === '' || number === 0) return 0;
  return hashText(`${column}:${text}:${number}:${more}`) | 0 || 1;
}
