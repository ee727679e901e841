/**
 * The search row of a person: the name as sorted words, and 32-bit keys of its words, its pairs of
 * words and the birth year for an inverted index of integers. Vietnamese names share few words
 * (nguyen, van, thi stand in a third of all), pairs are ten to a hundred times rarer: an
 * intersection of pairs stays short where one of words does not. See docs/decisions/0004.
 */
import { hashText } from '../kernel/random.ts';
import { fold } from '../kernel/text.ts';

/** Longer names keep pairs of their first words only: 10 words make 45 pairs. */
const PAIR_WORDS_MAX = 10;

export function nameWords(name: string): string[] {
  const folded = fold(name);
  return folded === '' ? [] : [...new Set(folded.split(' '))].sort();
}

export function wordKey(word: string): number {
  return hashText(`w:${word}`) | 0;
}

/** In the table of counts: the number of all people. */
export const TOTAL_KEY = wordKey('');

/** The same key in either order. */
export function pairKey(a: string, b: string): number {
  return hashText(a < b ? `p:${a} ${b}` : `p:${b} ${a}`) | 0;
}

export function birthYearKey(year: number): number {
  return hashText(`y:${year}`) | 0;
}

/** All pairs of different words, first the pairs of the first words. */
export function pairsOf(words: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  const kept = words.slice(0, PAIR_WORDS_MAX);
  for (let i = 0; i < kept.length; i += 1) {
    for (let j = i + 1; j < kept.length; j += 1) pairs.push([kept[i] ?? '', kept[j] ?? '']);
  }
  return pairs;
}

export function searchKeysOf(fullName: string, birthYear: number | null): number[] {
  const words = nameWords(fullName);
  const keys = new Set(words.map(wordKey));
  for (const [a, b] of pairsOf(words)) keys.add(pairKey(a, b));
  if (birthYear !== null) keys.add(birthYearKey(birthYear));
  return [...keys];
}

/** An array of integers as PostgreSQL reads it. */
export function toArrayText(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
